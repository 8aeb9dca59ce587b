/** docs/action.md against what it describes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "../..");
const text = readFileSync(join(ROOT, "docs/action.md"), "utf8");
const between = (mark: string) => new RegExp(`<!-- ${mark} -->\\n([\\s\\S]*?)\\n<!-- /${mark} -->`).exec(text)?.[1];

test("the table of outputs is that of action.yml", () => {
  const { outputs } = z
    .object({ outputs: z.record(z.string(), z.object({ description: z.string() })) })
    .parse(parse(readFileSync(join(ROOT, "action.yml"), "utf8")));
  const rows = Object.entries(outputs).map(([name, { description }]) => `| \`${name}\` | ${description} |`);
  expect(between("outputs")).toBe(["| output | meaning |", "|---|---|", ...rows].join("\n"));
});

test("every link inside the repository leads somewhere", () => {
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path = "", anchor]) => ({ path, anchor }));
  for (const { path, anchor } of links) {
    const target = readFileSync(path === "" ? join(ROOT, "docs/action.md") : join(ROOT, "docs", path), "utf8");
    const anchors = [...target.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replaceAll(" ", "-"),
    );
    if (anchor !== undefined) expect(anchors).toContain(anchor);
  }
});
