/** A first look at a text: does it have what a paper has? Told by line patterns alone, fast and never failing; the parsers look
 *  properly. */
import { parseDocument } from "yaml";
import { fileAndLine } from "../../data-file.ts";
import { ManuscriptError } from "../../errors.ts";
import { parseYaml } from "../../yaml-file.ts";
import type { TextFiles } from "../files/text-files.ts";
import { bareName, kindOfSection, type SectionKind } from "../section-names.ts";

export interface Outline {
  readonly title: string | undefined;
  readonly kinds: ReadonlySet<SectionKind>;
  readonly headings: number;
  /** Words of prose, roughly. */
  readonly words: number;
  /** Uses of filler text: Latin dummy words, or macros that print them. */
  readonly filler: number;
  /** A heading such as "Reviewer 2". */
  readonly answersReviewers: boolean;
  /** The YAML front matter as plain data; undefined where there is none. */
  readonly frontMatter: unknown;
}

/** Of a text that was not looked at. */
export const EMPTY_OUTLINE: Outline = {
  title: undefined,
  kinds: new Set(),
  headings: 0,
  words: 0,
  filler: 0,
  answersReviewers: false,
  frontMatter: undefined,
};

const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const MARKDOWN_HEADING = /^ {0,3}(#{1,6})[ \t]+([^\n]{1,200})/;
const RUN_IN_HEADING = /^(?:\*\*|__)[*_]?([^*_\n]{3,80}?)[.:]?[*_]?(?:\*\*|__)/;
const ABSTRACT_PART = /^\+\+\+\s*\{.{0,80}"part"\s*:\s*"abstract"/;
export const REVIEWER = /^\W*(?:response to )?(?:reviewer|referee)s?\W*#?\s*(?:\d|[A-Z]\b|comments)/i;
export const FILLER =
  /\b(?:lorem|ipsum|dolor|amet|consectetur|consectetuer|adipiscing|eiusmod|incididunt)\b|\\(?:lipsum|blindtext|Blindtext)\b/gi;

export function outlineOfMarkdown(text: string): Outline {
  const front = FRONT_MATTER.exec(text);
  const frontMatter = front?.[1] === undefined ? undefined : yamlRoughly(front[1]);
  const lines = withoutFences(withoutComments(text.slice(front?.[0].length ?? 0)).split("\n"));
  const headings = lines.flatMap((line, index) => markdownHeading(line, lines[index + 1]) ?? []);
  const runIn = lines.flatMap((line) => RUN_IN_HEADING.exec(line)?.[1] ?? []);
  const kinds = new Set([...headings.map(({ name }) => name), ...runIn].map(kindOfSection));
  if (textAt(frontMatter, "abstract") !== undefined || lines.some((line) => ABSTRACT_PART.test(line))) kinds.add("abstract");
  const first = headings.find(({ level }) => level === 1);
  const ownTitle = first !== undefined && kindOfSection(first.name) === "other" ? first.name : undefined;
  return {
    title: textAt(frontMatter, "title") ?? ownTitle,
    kinds,
    headings: headings.length + runIn.length,
    ...prose(lines.join("\n")),
    answersReviewers: headings.some(({ name }) => REVIEWER.test(name)),
    frontMatter,
  };
}

function markdownHeading(line: string, next: string | undefined): { level: number; name: string } | undefined {
  const [, marks, raw] = MARKDOWN_HEADING.exec(line) ?? [];
  if (marks !== undefined && raw !== undefined) return { level: marks.length, name: headingName(raw) };
  if (next === undefined || line.trim() === "" || line.length > 200) return undefined;
  if (/^={3,}\s*$/.test(next)) return { level: 1, name: headingName(line) };
  return /^-{3,}\s*$/.test(next) && /^[^|]+$/.test(line) ? { level: 2, name: headingName(line) } : undefined;
}

/** Without attributes, closing hashes and emphasis. */
function headingName(raw: string): string {
  return bareName(
    raw
      .replace(/\{[^{}]{0,100}\}\s*$/, "")
      .replace(/#+\s*$/, "")
      .replace(/[*_]{1,3}/g, "")
      .trim(),
  );
}

function withoutComments(text: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf("<!--", at);
    const close = open === -1 ? -1 : text.indexOf("-->", open + 4);
    if (close === -1) return pieces.join("") + text.slice(at);
    pieces.push(text.slice(at, open));
    at = close + 3;
  }
}

/** A fence that nothing closes is none: the parser reads what follows it as text. */
function withoutFences(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let fence: { readonly mark: string; readonly line: number } | undefined;
  for (const [line, text] of lines.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1];
    if (fence === undefined && mark === undefined) kept.push(text);
    else if (fence === undefined) fence = { mark: mark ?? "", line };
    else if (mark?.startsWith(fence.mark)) fence = undefined;
  }
  return fence === undefined ? kept : kept.concat(lines.slice(fence.line + 1));
}

/** Where the YAML is broken or hostile (nested beyond the stack, aliases of aliases), the texts of its top-level keys: enough for
 *  a first look, and the parser tells what is wrong. */
function yamlRoughly(source: string): unknown {
  try {
    const document = parseDocument(source, { uniqueKeys: false, logLevel: "silent" });
    if (document.errors.length === 0) return document.toJS({ maxAliasCount: 100 });
  } catch {
    // as where it is broken
  }
  return Object.fromEntries(
    [...source.matchAll(/^([a-z_-]{1,40}):[ \t]*(.{0,300})/gim)].map(([, key, value]) => [key ?? "", value ?? ""]),
  );
}

const LATEX_HEADING = /\\(?:chapter|(?:sub)?section)\*?\s*(?:\[[^\]\n]{0,200}\])?\s*\{((?:[^{}]|\{[^{}]{0,100}\}){0,200})\}/g;
const LATEX_TITLE = /\\title\s*(?:\[[^\]]{0,300}\])?\s*\{((?:[^{}]|\{[^{}]{0,300}\}){0,500})\}/;
const LATEX_ABSTRACT = /\\begin\s*\{(?:abstract|sciabstract|summary)\}|\\abstract\s*[[{]/i;

export function outlineOfLatex(text: string): Outline {
  const source = withoutLatexComments(text);
  const body = source.slice(Math.max(0, source.indexOf("\\begin{document}")));
  const headings = [...body.matchAll(LATEX_HEADING)].map((found) => latexWords(found[1] ?? ""));
  const kinds = new Set(headings.map(kindOfSection));
  if (LATEX_ABSTRACT.test(source)) kinds.add("abstract");
  const title = latexWords(LATEX_TITLE.exec(source)?.[1] ?? "");
  return {
    title: title === "" ? undefined : title,
    kinds,
    headings: headings.length,
    ...prose(body),
    answersReviewers: headings.some((name) => REVIEWER.test(name)),
    frontMatter: undefined,
  };
}

/** Each line up to its first `%` that is not escaped. */
export function withoutLatexComments(text: string): string {
  return text
    .split("\n")
    .map((line) => (line.includes("%") ? line.replace(/^((?:[^%\\]|\\.)*)%.*$/, "$1") : line))
    .join("\n");
}

function latexWords(source: string): string {
  return source
    .replace(/\\[a-zA-Z]+\*?(?:\{[^{}]*(?:cm|pt|em|ex|in|mm)\})?/g, " ")
    .replace(/\\(?=[&%_#$])/g, "")
    .replace(/[{}\\~]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Scripts that set no blanks between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
/** Roughly, of Chinese and Japanese prose. */
const SIGNS_A_WORD = 2;

function prose(text: string): { words: number; filler: number } {
  return { words: countWords(text), filler: text.match(FILLER)?.length ?? 0 };
}

/** Of two letters or more each, in whatever script. */
export function countWords(text: string): number {
  const spaced = text.match(/(?<![\\\p{L}])\p{L}{2,}/gu)?.length ?? 0;
  const signs = text.match(UNSPACED)?.length ?? 0;
  return spaced + Math.round(signs / SIGNS_A_WORD);
}

/** @returns what the YAML says, as plain data of unknown shape
 *  @throws ManuscriptError `broken-yaml` with the line of the first error; and whatever reading throws */
export async function yamlOf(files: TextFiles, path: string): Promise<unknown> {
  const { text } = await files.text(path);
  const remedy = "Mend that line, or name the manuscript with --manuscript";
  const refuse = (fault: string, cause: unknown, line?: number) =>
    new ManuscriptError({ code: "broken-yaml", at: fileAndLine(path, line), fault, remedy, cause });
  return parseYaml(text, refuse).value;
}

/** What stands under a chain of keys; undefined where the data has another shape. */
export function valueAt(data: unknown, ...keys: readonly string[]): unknown {
  let value = data;
  for (const key of keys) {
    if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return undefined;
    value = Object.entries(value).find(([name]) => name === key)?.[1];
  }
  return value;
}

export function textAt(data: unknown, ...keys: readonly string[]): string | undefined {
  const value = valueAt(data, ...keys);
  return typeof value === "string" ? value : undefined;
}

export function listAt(data: unknown, ...keys: readonly string[]): readonly unknown[] {
  const value = valueAt(data, ...keys);
  return Array.isArray(value) ? value : [];
}
