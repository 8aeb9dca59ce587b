/** The commands as the documents write them. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/folder.ts";

const ROOT = join(import.meta.dirname, "../..");
const link = (folder: string) =>
  spawnSync(process.execPath, [join(ROOT, "scripts/link-commands.mjs"), folder], { encoding: "utf8" });

describe("npm run setup puts the commands where a shell finds them", () => {
  test.each(["bioreview", "bioreview-runner"])("%s", (name) => {
    const folder = folderWith();
    const { stderr } = link(folder);
    expect(stderr).toContain(`export PATH="${folder}:$PATH"`);
    const shell = spawnSync("sh", ["-c", `${name} --version`], { encoding: "utf8", env: { PATH: `${folder}:/usr/bin:/bin` } });
    expect(shell).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(link(folder).status, "and again").toBe(0);
  });

  test("but never over another program", () => {
    const folder = folderWith();
    writeFileSync(join(folder, "bioreview"), "#!/bin/sh\n");
    const { status, stderr } = link(folder);
    expect([status, stderr]).toEqual([1, expect.stringContaining(join(folder, "bioreview"))]);
    expect(readFileSync(join(folder, "bioreview"), "utf8")).toBe("#!/bin/sh\n");
  });
});

test.each([
  "README.md",
  "docs/action.md",
  "docs/models.md",
  "docs/general-models.md",
  "docs/evaluation.md",
  "docs/matching.md",
  "runner/README.md",
])("%s asks for no package of a stranger: the commands' names are nobody's in the registry", (path) => {
  expect(readFileSync(join(ROOT, path), "utf8")).not.toMatch(/npx (?:--\S+ )*bioreview/);
});
