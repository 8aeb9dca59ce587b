import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { directoryTree, type Manuscript, readManuscript } from "../../src/manuscript/index.ts";
import { VERSION } from "../../src/version.ts";
import { concern } from "../support/build.ts";
import { bioreview, type Ended } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { reported, reviewOf } from "../support/reported-papers.ts";

const EXAMPLE = join(import.meta.dirname, "../../examples/phage-wound-gel");
const CONTROL = concern(
  "Gelatin itself binds water and keeps the wound moist, but no group receives the gel without phage.",
  "major",
  "design_flaw",
);
const CYTOKINES = concern(
  "Thirty-six comparisons of cytokines in wound fluid were made without correction for multiple testing.",
  "major",
  "statistical_methodology",
);

const folder = folderWith();
const path = (name: string) => join(folder, name);
const put = (name: string, value: unknown) =>
  writeFileSync(path(name), typeof value === "string" ? value : JSON.stringify(value));
const report = (...argv: string[]): Promise<Ended> => bioreview(["report", ...argv], { directory: folder });
const read = (version: string): Promise<Manuscript> => readManuscript(directoryTree(join(folder, version)), {});

beforeAll(async () => {
  for (const version of ["v1", "v2"]) cpSync(join(EXAMPLE, version), path(version), { recursive: true });
  cpSync(join(EXAMPLE, "v2"), path("changed"), { recursive: true });
  const methods = join(folder, "changed/content/04.methods.md");
  writeFileSync(methods, `${readFileSync(methods, "utf8")}\nNo animal was harmed in the writing of this sentence.\n`);
  const [v1, v2] = [await read("v1"), await read("v2")];
  const review = await reviewOf({ label: "v2", paper: v2, concerns: [CONTROL] });
  const { comparison } = await reported([
    { label: "v1", paper: v1, concerns: [CONTROL, CYTOKINES] },
    { label: "v2", paper: v2, concerns: [CONTROL] },
  ]);
  const { paper: _, ...withoutText } = review;
  const { review: __, ...bare } = comparison;
  put("review.json", review);
  put("old-review.json", withoutText);
  put("v1.json", await reviewOf({ label: "v1", paper: v1, concerns: [CONTROL, CYTOKINES] }));
  put("comparison.json", comparison);
  put("bare.json", bare);
  put("concerns.json", [CONTROL]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("bioreview report", () => {
  test("makes a page of a review alone, on standard output", async () => {
    const { code, out, err } = await report("review.json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^<!doctype html>/);
    expect(out).toContain(CONTROL.text);
    expect(out).not.toContain('id="changes"');
  });

  test("of a comparison with both texts it shows what changed, and the authors' letter", async () => {
    const { code, err } = await report("comparison.json", "--old", "v1", "--new", "v2", "-o", "page.html");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const page = readFileSync(path("page.html"), "utf8");
    expect(page).toContain('id="changes"');
    expect(page).toContain("We added a second cohort in which phage gel is compared with the same gel without phage");
  });

  test("takes the older text from the result of its review too", async () => {
    const { code, out } = await report("comparison.json", "--old", "v1.json");
    expect(code).toBe(0);
    expect(out).toContain('id="changes"');
  });

  test("shows bare concerns beside the text that is named", async () => {
    const { code, out } = await report("concerns.json", "--manuscript", "v2");
    expect(code).toBe(0);
    expect(out).toContain('id="C1"');
  });

  test("a letter alone goes to standard output, and a page besides where one is named", async () => {
    const { code, out } = await report("comparison.json", "--response");
    expect(code).toBe(0);
    expect(out).toMatch(/^# Response to reviewers\n/);
    expect(out.match(/^## C\d/gm)).toHaveLength(2);
    await report("comparison.json", "--response", "response.md", "-o", "both.html");
    expect(readFileSync(path("response.md"), "utf8")).toBe(out);
    expect(readFileSync(path("both.html"), "utf8")).toMatch(/^<!doctype html>/);
  });

  test("a filled-in letter that lies beside the manuscript is found at its concerns by their names", async () => {
    cpSync(path("v2"), path("answered"), { recursive: true });
    const { out } = await report("comparison.json", "--response");
    writeFileSync(
      join(folder, "answered/content/response-to-reviewers.md"),
      out.replaceAll("**Answer:** …", "**Answer:** We bought 17 goats."),
    );
    const page = (await report("comparison.json", "--new", "answered")).out;
    const [, note = ""] = /<article[^>]* id="C1"(.*?)<\/article>/s.exec(page) ?? [];
    expect(note).toContain("The authors say");
    expect(note).toContain("We bought 17 goats.");
  });

  test.each([
    {
      why: "a passage differs from the one in the result",
      argv: ["review.json", "--manuscript", "changed"],
      says: /differ first at content\/04\.methods\.md:\d+/,
    },
    {
      why: "the question that it makes has another digest",
      argv: ["old-review.json", "--manuscript", "changed"],
      says: /another digest/,
    },
    {
      why: "it lacks the sentence that settled a concern",
      argv: ["bare.json", "--new", "v1"],
      says: /does not have the sentence that settled C\d/,
    },
    {
      why: "its sentences became something else",
      argv: ["comparison.json", "--old", "changed"],
      says: /other sentences than were compared/,
    },
  ])("refuses a text that is another one: $why", async ({ argv, says }) => {
    const { code, out, err } = await report(...argv);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(says);
    expect(err).toMatch(/Name the folder as it was when it was reviewed.*\[another-text\]/);
  });

  test("takes the very text where the result does not hold it", async () => {
    expect((await report("old-review.json", "--manuscript", "v2")).code).toBe(0);
    expect((await report("bare.json", "--new", "v2")).code).toBe(0);
  });

  test.each(["same.html", "./same.html"])("page and letter do not go into one file: %s", async (letter) => {
    const { code, err } = await report("comparison.json", "--response", letter, "-o", "same.html");
    expect(code).toBe(7);
    expect(err).toMatch(/same\.html: two results would be written into it.*Name a file for each/);
    expect(existsSync(path("same.html"))).toBe(false);
  });

  test.each([
    { it: "a newer review", of: "review.json", change: { tool: { name: "bioreview", version: "99.1.0" }, concerns: 1 } },
    { it: "a review in a newer format", of: "review.json", change: { version: 2 } },
    { it: "a newer comparison", of: "comparison.json", change: { tool: { name: "bioreview", version: "99.1.0" }, outcomes: {} } },
  ])("$it that cannot be read is told with both versions, and the remedy", async ({ of, change }) => {
    writeFileSync(path("newer.json"), JSON.stringify({ ...JSON.parse(readFileSync(path(of), "utf8")), ...change }));
    const { code, err } = await report("newer.json");
    expect(code).toBe(2);
    expect(err).toContain(VERSION);
    expect(err).toMatch(/newer\.json: it (?:was made by BioReview 99\.1\.0|is in format 2), and this is/);
    expect(err).toMatch(/Make it again with this version.*\[result-of-another-version\]/);
  });

  test.each([
    { why: "nobody says which text concerns are about", argv: ["concerns.json"], code: "text-not-named" },
    { why: "a review compares nothing", argv: ["review.json", "--old", "v1"], code: "nothing-compared" },
    { why: "the file is no result", argv: ["v2/content/04.methods.md"], code: "result-unusable" },
    { why: "the folder of the page is not there", argv: ["review.json", "-o", "no/such/page.html"], code: "output-not-written" },
  ])("ends with an error where $why", async ({ argv, code }) => {
    const ended = await report(...argv);
    expect(ended.code).not.toBe(0);
    expect(ended.err).toContain(`[${code}]`);
  });
});
