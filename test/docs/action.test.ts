/** docs/action.md leads where it says. Its tables are held to the settings and to action.yml in test/action. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const text = readFileSync(join(ROOT, "docs/action.md"), "utf8");

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
