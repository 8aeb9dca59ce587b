/** YAML at the head of a Markdown file, or beside it: title and abstract, with the lines that they stand on. */
import { isMap, isScalar, LineCounter, parseDocument, type Scalar } from "yaml";
import type { Warning } from "../../manuscript.ts";
import type { SourceFile } from "../../source-file.ts";
import { type MaskedRegion, NOTHING } from "./regions.ts";

/** Characters. Metadata of the largest consortium papers has some tens of thousands. */
const LONGEST_YAML = 1_000_000;
/** Brackets that one line may open; the YAML parser calls itself for each. */
const DEEPEST_YAML = 200;

/** A value that is read as Markdown, as offsets of the file. */
export interface YamlText {
  readonly start: number;
  readonly end: number;
  /** Escapes and indentation, as offsets from `start`. */
  readonly masks: readonly MaskedRegion[];
}
export interface Metadata {
  readonly title: YamlText | undefined;
  readonly abstract: YamlText | undefined;
  readonly warnings: readonly Warning[];
}

/** @returns where the YAML between the rules begins and ends, and where the text after it does; undefined where there is none */
export function frontMatter(text: string): { start: number; end: number; after: number } | undefined {
  const opener = /^\s*---[ \t]*\r?\n/.exec(text.slice(0, 1000))?.[0];
  if (opener === undefined) return undefined;
  const closer = /^(?:---|\.\.\.)[ \t]*\r?$/gm;
  closer.lastIndex = opener.length;
  const found = closer.exec(text);
  if (found === null) return undefined;
  return { start: opener.length, end: found.index, after: found.index + found[0].length };
}

/** Where title and abstract may stand, first what says it of the whole paper. */
const TITLES = [["title"], ["book", "title"], ["project", "title"], ["website", "title"]] as const;
const ABSTRACTS = [
  ["abstract"],
  ["parts", "abstract"],
  ["project", "abstract"],
  ["project", "parts", "abstract"],
  ["book", "abstract"],
] as const;

/** @param start and `end`: the YAML's place in the file */
export function metadata(source: SourceFile, start: number, end: number): Metadata {
  const { file } = source;
  const firstLine = source.lineAt(start);
  const yaml = source.text.slice(start, end);
  const warn = (line: number, why: string): Metadata => ({
    title: undefined,
    abstract: undefined,
    warnings: [{ file, line, message: `the YAML cannot be read (${why}), so no title or abstract was taken from it. Mend it` }],
  });
  if (yaml.length > LONGEST_YAML) return warn(firstLine, `it has more than ${LONGEST_YAML} characters`);
  if (deepest(yaml) > DEEPEST_YAML) return warn(firstLine, `it nests deeper than ${DEEPEST_YAML} levels`);
  const lines = new LineCounter();
  const strict = parseYaml(yaml, lines);
  const document = strict.errors.length === 0 ? strict : parseYaml(joinQuoted(yaml), lines);
  const [error] = document.errors;
  if (error !== undefined) return warn(firstLine + lines.linePos(error.pos[0]).line - 1, error.message);
  const find = (paths: readonly (readonly string[])[]) => {
    for (const path of paths) {
      const node: unknown = isMap(document.contents) ? document.getIn(path, true) : undefined;
      if (isScalar(node) && typeof node.value === "string" && node.value.trim() !== "") return yamlText(node, yaml, start);
    }
    return undefined;
  };
  return { title: find(TITLES), abstract: find(ABSTRACTS), warnings: [] };
}

function parseYaml(yaml: string, lineCounter: LineCounter): ReturnType<typeof parseDocument> {
  return parseDocument(yaml, { lineCounter, prettyErrors: false, uniqueKeys: false, logLevel: "silent" });
}

/** Pandoc takes a quoted title whose second line is not indented; the YAML standard does not.
 *      title: 'Mice run
 *      and rats do not'     the line feed becomes a blank, so every offset stays true */
function joinQuoted(yaml: string): string {
  return yaml.replace(/^[\w-]+:[ \t]*(["'])(?:(?!\1|\n\S{0,40}:[ \t])[^\\]){0,5000}\1[ \t]*\r?$/gm, (value) =>
    value.replaceAll("\n", " "),
  );
}

function deepest(yaml: string): number {
  let depth = 0;
  let most = 0;
  for (const { 0: sign } of yaml.matchAll(/[[{\]}]|^(?:[ \t]*[-?] ?){50,}/gm)) {
    if (sign.length > 1) most = Math.max(most, sign.replace(/ /g, "").length + DEEPEST_YAML);
    else if (sign === "[" || sign === "{") most = Math.max(most, ++depth);
    else depth = Math.max(0, depth - 1);
  }
  return most;
}

function yamlText(node: Scalar, yaml: string, base: number): YamlText | undefined {
  if (node.range == null) return undefined;
  const [from, to] = node.range;
  switch (node.type) {
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED": {
      const start = yaml.indexOf("\n", from) + 1;
      return { start: base + start, end: base + to, masks: indentation(yaml.slice(start, to)) };
    }
    case "QUOTE_SINGLE":
      return { start: base + from + 1, end: base + to - 1, masks: signs(yaml.slice(from + 1, to - 1), /'(?=')/g, 2) };
    case "QUOTE_DOUBLE":
      return { start: base + from + 1, end: base + to - 1, masks: signs(yaml.slice(from + 1, to - 1), /\\(?=["\\/\r\n])/g, 2) };
    default:
      return { start: base + from, end: base + to, masks: [] };
  }
}

/** The first character of each escape; `width` is how far an escape reaches, so that none is taken for the beginning of the next. */
function signs(value: string, pattern: RegExp, width: number): MaskedRegion[] {
  const found: MaskedRegion[] = [];
  let next = 0;
  for (const { index } of value.matchAll(pattern)) {
    if (index < next) continue;
    found.push({ start: index, end: index + 1, replacement: NOTHING, filler: "word" });
    next = index + width;
  }
  return found;
}

/** Four columns and more would make code of a block of YAML: its common indentation is masked. */
function indentation(value: string): MaskedRegion[] {
  const lines = [...value.matchAll(/^[ ]*(?=\S)/gm)];
  const common = Math.min(...lines.slice(0, 1000).map(([blanks]) => blanks.length));
  if (common < 4 || lines.length === 0) return [];
  return lines.map(({ index }) => ({ start: index, end: index + common, replacement: NOTHING, filler: "word" }));
}
