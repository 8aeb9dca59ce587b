/** Typst files that could be a paper, and a first look at them. A template, a library and a piece for inclusion are Typst too: a
 *  paper is recognised by its text. */
import type { TextFiles } from "../files/text-files.ts";
import { reachableFiles } from "../formats/typst/include.ts";
import { bareName, kindOfSection } from "../section-names.ts";
import type { Candidate } from "./candidate.ts";
import { countWords, EMPTY_OUTLINE, FILLER, type Outline, REVIEWER } from "./outline.ts";

/** People write it by hand, and little else than documents in it. */
const TYPST_CONFIDENCE = 15;

export function typstCandidate(root: string): Candidate {
  return { format: "typst", root, parts: [root], confidence: TYPST_CONFIDENCE, leftOut: [], warnings: [] };
}

/** Packages for other things than papers. */
const NO_PAPER: readonly (readonly [why: string, name: RegExp])[] = [
  ["slides", /"@preview\/(?:touying|polylux|diatypst|slydst|typslides|minideck|definitely-not-isec-slides)\b/],
  ["a curriculum vitae", /"@preview\/(?:modern-cv|basic-resume|brilliant-cv|imprecv|vantage|alta-typst|neat-cv)\b/],
  ["a letter", /"@preview\/(?:letter-pro|appreciated-letter|dvdtyp-letter|briefs)\b/],
  ["a poster", /"@preview\/(?:peace-of-posters|postercise|pollux)\b/],
];

const HEADING = /^[ \t]*(={1,6})[ \t]+([^\n]{1,200})/gm;
const SHOWS_ALL = /^[ \t]*#show\s*:/m;
const INCLUDES = /#include\s+"/;

/** @param text of one .typ file  @returns why it is no paper by itself; undefined where it may be one */
export function whyNoTypstDocument(text: string): string | undefined {
  const source = withoutTypstComments(text);
  const other = NO_PAPER.find(([, name]) => name.test(source));
  if (other !== undefined) return other[0];
  const isSet = SHOWS_ALL.test(source) || INCLUDES.test(source) || /#set\s+(?:page|document)\b/.test(source);
  if (isSet || source.match(HEADING) !== null) return undefined;
  return /^#let\b/m.test(source) ? "a template or a library: it prints nothing" : "a piece for inclusion";
}

/** @param text of a paper with all that it includes */
export function outlineOfTypst(text: string): Outline {
  const source = withoutTypstComments(text);
  const headings = [...source.matchAll(HEADING)].map(([, , name = ""]) =>
    bareName(
      name
        .replace(/<[\w:.-]+>\s*$/, "")
        .replace(/[*_]/g, "")
        .trim(),
    ),
  );
  const kinds = new Set(headings.map(kindOfSection));
  if (/\babstract\s*:\s*(?:\[|"|include\b|\w)/.test(source) || /^[ \t]*\*Abstract[.:]?\*/m.test(source)) kinds.add("abstract");
  const title = /\btitle\s*:\s*(?:\[((?:[^[\]]|\[[^[\]]{0,200}\]){1,500})\]|"((?:[^"\\\n]|\\.){1,500})")/.exec(source);
  const words = (title?.[1] ?? title?.[2])
    ?.replace(/[*_\\]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const prose = source.replace(/^[ \t]*#(?:let|set|show|import)\b[^\n]*/gm, "");
  return {
    ...EMPTY_OUTLINE,
    title: words === "" ? undefined : words,
    kinds,
    headings: headings.length,
    words: countWords(prose),
    filler: (prose.match(FILLER)?.length ?? 0) + 5 * (prose.match(/#lorem\(/g)?.length ?? 0),
    answersReviewers: headings.some((name) => REVIEWER.test(name)),
  };
}

function withoutTypstComments(text: string): string {
  return text.replace(/\/\*[\s\S]{0,100000}?\*\//g, "").replace(/(?<![:"\\])\/\/[^\n]*/g, "");
}

/** The text of a paper with all that it includes; what it imports prints nothing by itself. */
export async function typstText(root: string, files: TextFiles): Promise<{ text: string; reads: readonly string[] }> {
  const reads = await reachableFiles(root, files);
  const texts = await Promise.all(reads.map((path) => files.text(path).catch(() => undefined)));
  return { text: texts.flatMap((part) => part?.text ?? []).join("\n\n"), reads };
}
