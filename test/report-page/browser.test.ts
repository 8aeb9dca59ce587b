import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageModel, type ReportInput, renderPage } from "../../src/report-page/index.ts";
import { attacks } from "../publish/hostile.ts";
import { concern, manuscript, passage, section } from "../support/build.ts";
import { CHROMIUM, NO_CHROMIUM, startChromium } from "../support/chromium.ts";
import { ASSETS, reported } from "../support/reported-papers.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let line = 0;
const at = (text: string, rest: Parameters<typeof passage>[1] = {}) => {
  line += 2;
  return passage(text, { startLine: line, endLine: line, lines: [{ offset: 0, line }], ...rest });
};
const SIX = "The sample size was six animals in each treatment group.";
const TWELVE = "The sample size was twelve animals in each treatment group, by a power calculation.";
const prose = (topic: string) => `We measured ${topic} in all animals on every morning of the study, and wrote it down by hand.`;

function paper(sample: string) {
  line = 0;
  return manuscript({
    title: at("Sleep in mice"),
    abstract: [at(`${prose("sleep")} ${prose("rest")}`)],
    sections: [
      section(
        "Methods",
        at(`${prose("weight")} ${sample} ${prose("temperature")}`),
        at(prose("noise"), { kind: "listItem" }),
        at(prose("light"), { kind: "listItem" }),
      ),
      section(
        "Results",
        at("Sleep by group", { kind: "heading", level: 2 }),
        at("group hours control 10 treated 12", { kind: "table" }),
        at("Table 1. Hours of sleep by group.", { kind: "caption" }),
        at(prose("food")),
        at("Figure 2. The course of sleep.", { kind: "caption" }),
        at(`${prose("water")} Treated mice slept two hours longer than untreated mice did.`),
        ...Array.from({ length: 12 }, (_, k) => at(prose(`item ${k}`))),
      ),
    ],
  });
}
const CONCERNS = [
  concern(
    "The sample size of six animals in each treatment group rests on no power calculation.",
    "major",
    "statistical_methodology",
  ),
  concern("We wrote down the temperature by hand: the weight and temperature were not blinded.", "major", "design_flaw"),
  concern(
    "That treated mice slept two hours longer than untreated mice is told without any uncertainty.",
    "minor",
    "interpretation",
  ),
  concern("How water was measured on every morning of the study is not told.", "minor", "reagent_method_specificity"),
  concern("Quantum chromodynamics would need another lattice.", "optional"),
];
const letters = [
  {
    file: "response.md",
    text: manuscript({ sections: [section("C2", "We blinded both in the second cohort.")] }),
  },
];

describe.skipIf(CHROMIUM === undefined)(`a page in Chromium${CHROMIUM === undefined ? ` (${NO_CHROMIUM})` : ""}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "br-page-"));
  let browser: Browser;
  let input: ReportInput;
  beforeAll(async () => {
    browser = await startChromium();
    const two = await reported([
      { label: "v1", paper: paper(SIX), concerns: CONCERNS },
      { label: "v2", paper: paper(TWELVE), concerns: CONCERNS.slice(1) },
    ]);
    input = { ...two, letters };
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What a page asked for and complained of while it was open. */
  interface Opened {
    readonly page: Page;
    readonly requests: string[];
    readonly faults: string[];
  }
  async function open(what = input, options: BrowserContextOptions = {}): Promise<Opened> {
    const file = join(folder, "report.html");
    writeFileSync(file, renderPage(pageModel(what), ASSETS));
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    const [requests, faults]: [string[], string[]] = [[], []];
    page.on("dialog", (dialog) => void dialog.dismiss().then(() => faults.push(`dialog: ${dialog.message()}`)));
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => faults.push(message.text()));
    const address = pathToFileURL(file).href;
    page.on("request", (request) => {
      if (request.url() !== address) requests.push(request.url());
    });
    await page.goto(address);
    if (options.javaScriptEnabled !== false) await page.waitForSelector("html[data-ready]");
    return { page, requests, faults };
  }
  async function close({ page, requests, faults }: Opened): Promise<void> {
    await page.context().close();
    expect({ requests, faults }).toEqual({ requests: [], faults: [] });
  }
  const lit = (page: Page) => page.locator("article.note.lit").getAttribute("id");
  const litWords = (page: Page) => page.locator("mark.lit").allInnerTexts();
  const shown = (page: Page) =>
    page.locator("#list > li:visible").evaluateAll((all) => all.map((one) => one.getAttribute("data-concern")));

  test.each(["#%", "#%E0%A4%A", "#nowhere"])("an address that names no part of the page opens the paper: %s", async (hash) => {
    const opened = await open();
    await opened.page.evaluate(`location.hash = "#changes"; location.hash = ${JSON.stringify(hash)}`);
    await opened.page.waitForSelector('html[data-view="paper"]');
    await close(opened);
  });

  test("words that are written from right to left stand at the right, and those of a formula in the title read as text", async () => {
    const arabic = at("لم يتم توزيع الفئران عشوائيا.");
    const title = { ...at("Loss of $\\beta$-catenin"), file: "main.tex" };
    const text = manuscript({ title, sections: [section("Methods", arabic, at("Mice."))] });
    const concerns = [concern("لم يتم توزيع الفئران عشوائيا.", "major")];
    const opened = await open(await reported([{ label: "v1", paper: text, concerns }]));
    const { page } = opened;
    expect(await page.locator("h1").textContent()).toBe("Loss of β-catenin");
    const gap = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const range = element.ownerDocument.createRange();
          range.selectNodeContents(element);
          const [words, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
          return { left: Math.round(words.left - box.left), right: Math.round(box.right - words.right) };
        });
    for (const selector of ['p.words:has-text("توزيع")', ".note .said"]) {
      const { left, right } = await gap(selector);
      expect([left > right, right < 20], `${selector}: ${left}, ${right}`).toEqual([true, true]);
    }
    const english = await gap('p.words:has-text("Mice")');
    expect(english.left).toBeLessThan(english.right);
    await close(opened);
  });

  test("a click on a concern brings its sentence and lights it; a click on the sentence shows its concern", async () => {
    const opened = await open();
    const { page } = opened;
    await page.click("#list a[data-select=C3]");
    expect(await lit(page)).toBe("C3");
    expect((await litWords(page)).join(" ")).toContain("Treated mice slept two hours longer");
    expect(await page.locator("mark.lit").first().isVisible()).toBe(true);
    const box = await page.locator("mark.lit").first().boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect(box?.y).toBeLessThan(900);
    await page.locator("mark", { hasText: "temperature" }).first().click();
    expect(await lit(page)).toBe("C2");
    await close(opened);
  });

  test("filters and search leave what they name, say how many, and give all back", async () => {
    const opened = await open();
    const { page } = opened;
    expect(await shown(page)).toHaveLength(5);
    await page.locator("label.chip.minor").click();
    expect((await shown(page)).sort()).toEqual(["C1", "C2", "C5"]);
    await page.locator("label.chip.resolved").click();
    expect((await shown(page)).sort()).toEqual(["C2", "C5"]);
    expect(await page.locator("#C1").isVisible()).toBe(false);
    expect(await page.locator("#status").textContent()).toBe("2 of 5 concerns shown");
    await page.fill("#search", "no such words");
    expect(await shown(page)).toEqual([]);
    await page.click("#reset");
    expect(await shown(page)).toHaveLength(5);
    await page.selectOption("select[data-facet=section]", { label: "Results" });
    expect((await shown(page)).sort()).toEqual(["C3", "C4"]);
    await page.selectOption("select[data-facet=category]", "interpretation");
    expect(await shown(page)).toEqual(["C3"]);
    await page.click("#shown", { force: true });
    await close(opened);
  });

  test("the keyboard goes from concern to concern, to the sentence and back, and lets go; typing is no command", async () => {
    const opened = await open();
    const { page } = opened;
    const order = await shown(page);
    await page.keyboard.press("j");
    expect(await lit(page)).toBe(order[0]);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    expect(await lit(page)).toBe(order[1]);
    expect(await page.evaluate("document.activeElement.id")).toBe(order[1]);
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.localName")).toBe("mark");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe(order[1]);
    await page.keyboard.press("Escape");
    expect(await page.locator("article.note.lit").count()).toBe(0);
    await page.keyboard.press("/");
    await page.keyboard.type("jk?");
    expect(await page.inputValue("#search")).toBe("jk?");
    await page.keyboard.press("Escape");
    expect(await shown(page)).toHaveLength(5);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    expect(await page.locator("dialog#keys").isVisible()).toBe(true);
    await page.uncheck("#keys-on");
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    expect(await page.locator("article.note.lit").count()).toBe(0);
    await close(opened);
  });

  test("notes in the margin overlap nowhere, and the one that is lit stands beside its sentence", async () => {
    const opened = await open();
    const { page } = opened;
    for (const id of [undefined, "C2", "C4", "C3"]) {
      if (id !== undefined) await page.click(`#list a[data-select=${id}]`);
      const boxes = await page.locator(".pinned .note:visible").evaluateAll((all) =>
        all
          .map((one) => one.getBoundingClientRect())
          .map(({ top, bottom, left }) => ({ top, bottom, left }))
          .sort((a, b) => a.top - b.top),
      );
      expect(boxes.length).toBeGreaterThan(2);
      for (const [k, { top }] of boxes.entries()) if (k > 0) expect(top).toBeGreaterThanOrEqual(boxes[k - 1]?.bottom ?? 0);
      if (id === undefined) continue;
      const [note, mark] = await Promise.all([
        page.locator(`#${id}`).boundingBox(),
        page.locator("mark.lit").first().boundingBox(),
      ]);
      expect(Math.abs((note?.y ?? 0) - (mark?.y ?? 999))).toBeLessThan(6);
      expect(note?.x).toBeGreaterThan((mark?.x ?? 0) + (mark?.width ?? 0));
    }
    await close(opened);
  });

  test("changes stand side by side, with what each settles", async () => {
    const opened = await open();
    const { page } = opened;
    await page.click(".tabs a[href='#changes']");
    const row = page.locator(".change.reworded");
    expect(await row.locator(".old del").allInnerTexts()).toContain("six");
    expect((await row.locator(".now ins").allInnerTexts()).join(" ")).toContain("twelve");
    expect(await row.locator(".means li").textContent()).toMatch(/^Settles C1/);
    await row.locator(".means a").click();
    expect(await lit(page)).toBe("C1");
    expect(await page.locator("#C1 .cause").isVisible()).toBe(true);
    await close(opened);
  });

  test("what the authors say stands in their concern, and decides nothing", async () => {
    const opened = await open();
    const { page } = opened;
    await page.click("#list a[data-select=C2]");
    expect(await page.locator("#C2 .authors").textContent()).toContain("We blinded both in the second cohort.");
    expect(await page.locator("#C2").getAttribute("data-state")).toBe("open");
    await close(opened);
  });

  test("the buttons give a checklist and a letter as Markdown", async () => {
    const opened = await open();
    const { page } = opened;
    await page.click("[data-copy=checklist]");
    expect((await page.inputValue("#checklist textarea")).match(/^- \[ \] \*\*C\d/gm)).toHaveLength(4);
    await page.click("[data-copies=checklist]");
    await page.locator("#checklist [role=status]:not(:empty)").waitFor();
    await page.click("#checklist [data-close]");
    await page.click("[data-copy=response]");
    expect(await page.inputValue("#response textarea")).toMatch(/^## C1 · major · statistical methodology$/m);
    await close(opened);
  });

  test("printed it is the paper, and its notes by their names", async () => {
    const opened = await open();
    const { page } = opened;
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".rail").isVisible()).toBe(false);
    expect(await page.locator(".pinned .note:visible").count()).toBe(0);
    expect(await page.locator(".printed dt:visible").allInnerTexts()).toHaveLength(5);
    expect(await page.locator(".reference:visible").count()).toBeGreaterThan(3);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await close(opened);
  });

  test.each([
    { what: "light", options: {} },
    { what: "dark", options: { colorScheme: "dark" } },
    { what: "narrow", options: { viewport: { width: 390, height: 844 } } },
    { what: "narrow and dark", options: { colorScheme: "dark", viewport: { width: 390, height: 844 } } },
  ] satisfies { what: string; options: BrowserContextOptions }[])("axe finds nothing in any view: $what", async ({ options }) => {
    const opened = await open(input, options);
    const { page } = opened;
    await page.evaluate(AXE);
    for (const view of ["paper", "changes", "about"]) {
      await page.click(`.tabs a[href='#${view}']`);
      if (view === "paper") await page.keyboard.press("j");
      if (view === "changes") await page.locator("details.unchanged").first().click();
      const found: unknown = await page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations.map(({id, nodes}) => [id, ...nodes.map(({html, failureSummary}) => html.slice(0, 120) + failureSummary)]))",
      );
      expect(found, view).toEqual([]);
    }
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    await close(opened);
  });

  test("no width makes the page scroll sideways, or a note stand outside of it", async () => {
    const opened = await open();
    const { page } = opened;
    await page.click("#list a[data-select=C2]");
    for (const width of [320, 390, 799, 801, 1199, 1201, 1280, 1407, 1409, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const right = await page.locator("article.note.lit").evaluate((note) => note.getBoundingClientRect().right);
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      expect({ width, isWithin: right <= width, wide }).toEqual({ width, isWithin: true, wide: width });
    }
    await close(opened);
  });

  test("on a narrow screen a concern stands below its passage", async () => {
    const opened = await open(input, { viewport: { width: 390, height: 844 } });
    const { page } = opened;
    await page.click(".rail summary");
    await page.click("#list a[data-select=C4]");
    const [note, row] = await Promise.all([page.locator("#C4").boundingBox(), page.locator("mark.lit").first().boundingBox()]);
    expect(note?.y).toBeGreaterThan(row?.y ?? 9999);
    expect(await page.locator("#list").isVisible()).toBe(false);
    await close(opened);
  });

  test("without scripts every word is there", async () => {
    const opened = await open(input, { javaScriptEnabled: false });
    const { page } = opened;
    for (const { text } of CONCERNS) expect(await page.locator("article.note", { hasText: text }).isVisible()).toBe(true);
    expect(await page.locator("#changes").isVisible()).toBe(true);
    expect(await page.locator(".scripted:visible").count()).toBe(0);
    await close(opened);
  });

  test("hostile words change nothing, run nothing and ask for nothing, wherever they stand", async () => {
    const texts = attacks.map(({ texts: [alone = ""] }) => alone).filter((text) => text.trim() !== "");
    const more = [
      '"><script>alert(1)</script>',
      "'><img src=x onerror=alert(1)>",
      "</script><script>alert(1)</script>",
      "</style><style>@import url(https://evil.example/x)</style>",
      "</textarea><img src=https://evil.example/y onerror=alert(1)>",
      "</title><svg onload=alert(1)>",
      "{{constructor.constructor('alert(1)')()}}",
      "--><iframe src=javascript:alert(1)>",
    ];
    const all = [...more, ...texts];
    line = 0;
    const hostile = (round: string) =>
      manuscript({
        title: at(`${more.join(" ")} ${round}`),
        abstract: [at(all.slice(0, 8).join(" "))],
        sections: all.map((text, k) => section(`${text} ${k}`, at(`${round} ${text} in twelve mice of group ${k}.`))),
      });
    const concerns = all.map((text, k) => concern(`${text} in twelve mice of group ${k}`, k % 2 === 0 ? "major" : "minor"));
    const two = await reported([
      { label: more.join(" "), paper: hostile("Then"), concerns: concerns.slice(5) },
      { label: `now ${more.join(" ")}`, paper: hostile("Now"), concerns: concerns.slice(0, -5) },
    ]);
    const said = [{ file: more[0] ?? "", text: manuscript({ sections: all.map((text, k) => section(`C${k} ${text}`, text)) }) }];
    const opened = await open({ ...two, letters: said, faults: more });
    const { page } = opened;
    for (const view of ["changes", "about", "paper"]) await page.click(`.tabs a[href='#${view}']`);
    for (let k = 0; k < 5; k++) await page.keyboard.press("j");
    await page.fill("#search", "<script>");
    await page.click("[data-copy=response]");
    const elements = await page.evaluate(
      "({ scripts: document.scripts.length, styles: document.querySelectorAll('style, link').length, foreign: document.querySelectorAll('img, iframe, object, embed, form, b[onclick], svg[onload], video, base').length, outside: [...document.querySelectorAll('[href]')].filter((one) => !one.getAttribute('href').startsWith('#')).length, handlers: [...document.querySelectorAll('*')].filter((one) => one.getAttributeNames().some((name) => name.startsWith('on') || name === 'style' && one.closest('.pinned, .paper') === null)).length })",
    );
    expect(elements).toEqual({ scripts: 1, styles: 1, foreign: 0, outside: 0, handlers: 0 });
    expect(await page.title()).toContain("alert(1)");
    await close(opened);
  });

  test("the policy refuses what would run or ask, even were it in the page", async () => {
    const opened = await open();
    const { page, faults } = opened;
    const ran = await page.evaluate(`(async () => {
      const script = document.createElement("script");
      script.textContent = "globalThis.ran = true";
      document.body.append(script);
      const image = new Image();
      image.src = "https://evil.example/a.png";
      document.body.append(image);
      const fetched = await fetch("https://evil.example/b").then(() => true, () => false);
      return [globalThis.ran === true, fetched];
    })()`);
    expect(ran).toEqual([false, false]);
    expect(faults.filter((fault) => fault.includes("Content Security Policy")).length).toBeGreaterThanOrEqual(3);
    await page.context().close();
  });
});
