/** What people read on a phone and on a wide screen: with GitHub's own style in a real browser nothing of it has to be scrolled sideways, and nothing is cut. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { toHtml } from "hast-util-to-html";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rendered } from "../../demo/page/markdown.ts";
import { helpReply } from "../../src/publish/render/command-reply.ts";
import { CHROMIUM, NO_CHROMIUM, startChromium } from "../support/chromium.ts";
import { publicationsOf } from "./judge.ts";
import { nothing, planned, REPOSITORY, reviewed, textsOf } from "./world.ts";

const STYLE = readFileSync(createRequire(import.meta.url).resolve("github-markdown-css/github-markdown-light.css"), "utf8");
/** GitHub's own narrow page: 16 pixels beside a comment, and 16 within it. */
const BLANK = "body { margin: 0 16px } .markdown-body { padding: 16px; font-size: 14px; overflow-wrap: break-word }";
const PLAYED = { repository: REPOSITORY, pushes: [] };

function page(bodies: readonly string[]): string {
  const articles = bodies.map((body) => `<article class="markdown-body">${toHtml(rendered(body, "comment", PLAYED))}</article>`);
  const viewport = `<meta name="viewport" content="width=device-width, initial-scale=1">`;
  return `<!doctype html><meta charset="utf-8">${viewport}<style>${STYLE}${BLANK}</style>${articles.join("")}`;
}

const SENTENCE =
  "Groups are compared with the wound as the unit of analysis, although two wounds of one animal are not independent, and the model has no random effect. ";
/** What stands in each field of a publication, in turn. */
const TEXTS = {
  "sentences of a paper": () => SENTENCE,
  "long concerns": () => SENTENCE.repeat(12),
  "file names without a blank": () => `content/${"supplementary_materials_and_methods".repeat(4)}.tex`,
  "words without an end": () => "lopadotemachoselachogaleokranioleipsanodrimhypotrimmatosilphiokarabomelitokatakechymenokichl",
  "words of another script": () => "创面".repeat(80),
};

describe.skipIf(CHROMIUM === undefined)(
  `what is published, in Chromium${CHROMIUM === undefined ? ` (${NO_CHROMIUM})` : ""}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await startChromium();
    });
    afterAll(() => browser?.close());

    /** Elements that are wider than what is seen of them, and those that stand out of the page. */
    async function tooWide(bodies: readonly string[]): Promise<string[]> {
      const shown = await browser.newPage();
      await shown.setContent(page(bodies));
      await shown.locator("details").evaluateAll((folds) => {
        for (const fold of folds) fold.setAttribute("open", "");
      });
      const found: string[] = [];
      for (const width of [390, 1012]) {
        await shown.setViewportSize({ width, height: 900 });
        const wide = await shown.locator("html, .markdown-body, .markdown-body *").evaluateAll((elements, screen) => {
          // What stands in a line has no width of its own to scroll in.
          const scrolls = (one: Element) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth;
          const isOutside = (one: Element) => one.getBoundingClientRect().right > screen - 16 && one.localName !== "html";
          return elements
            .filter((one) => scrolls(one) || isOutside(one))
            .map((one) => `${screen}: ${one.localName} ${one.textContent?.slice(0, 80)}`);
        }, width);
        found.push(...wide);
      }
      await shown.close();
      return found;
    }

    test.each(Object.entries(TEXTS))(
      "%s are read without scrolling sideways, on a phone and on a wide screen",
      async (_, text) => {
        const several = ["one", "two"].map((key) => ({
          ...{ key: `${key} ${text()}`, paths: [`papers/${key}`], limits: { maxOpenMajor: 0 } },
          result: reviewed("one", undefined, { raised: [{ text: text(), severity: "major" }] }),
        }));
        const both = planned(reviewed("one", undefined, { raised: [] }), nothing, { manuscripts: several, several: true });
        const bodies = [...publicationsOf(text), both].flatMap(textsOf);
        expect(await tooWide([...new Set([...bodies, helpReply(), helpReply(several[0]?.key)])])).toEqual([]);
      },
    );

    test("a table of five columns would be found", async () => {
      const row = `| **C1** major | ${SENTENCE} | content/05.discussion.md 7 | 1 | not repeated |`;
      expect(await tooWide([`| | concern | where | since | now |\n|---|---|---|---|---|\n${row}`])).not.toEqual([]);
    });
  },
);
