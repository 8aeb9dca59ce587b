/** YAML at the head of a Markdown file, or beside it: title, abstract and other parts, with the lines that they stand on, and
 *  values that the text prints. */
import { isMap, isScalar, isSeq, type Pair, parseDocument, type Scalar } from "yaml";
import { languageTag, type SourceFile } from "../../document.ts";
import { visible } from "../../files/hidden-characters.ts";
import type { Warning } from "../../manuscript.ts";
import { BLANK, type MaskedRegion, NOTHING, type Values } from "./scanner.ts";

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
  /** By BCP 47. */
  readonly language: string | undefined;
  /** MyST's other parts of a paper, such as a statement on data: each with its name. */
  readonly parts: readonly { readonly name: YamlText; readonly texts: readonly YamlText[] }[];
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

/** More are an attack on the time that reading takes. */
const MOST_LATER_BLOCKS = 20;

/** Pandoc reads YAML within a text as well, between blank lines; of two titles the later one counts. */
export function laterMatter(text: string, from: number): { start: number; end: number; after: number; at: number }[] {
  const found: { start: number; end: number; after: number; at: number }[] = [];
  const block = /(?<=\n[ \t]*\r?\n)---[ \t]*\r?\n(?=[A-Za-z_][\w-]{0,60}:(?:\s|$))/g;
  block.lastIndex = from;
  for (let opened = block.exec(text); opened !== null && found.length < MOST_LATER_BLOCKS; opened = block.exec(text)) {
    const start = block.lastIndex;
    const closer = /^(?:---|\.\.\.)[ \t]*\r?$/gm;
    closer.lastIndex = start;
    const closed = closer.exec(text);
    if (closed === null) break;
    const after = closed.index + closed[0].length;
    const yaml = text.slice(start, closed.index);
    if (yaml.length <= LONGEST_YAML && deepest(yaml) <= DEEPEST_YAML && isKeyed(yaml)) {
      found.push({ at: opened.index, start, end: closed.index, after });
      block.lastIndex = after;
    }
  }
  return found;
}

function isKeyed(yaml: string): boolean {
  const document = parseYaml(yaml);
  return document.errors.length === 0 && isMap(document.contents);
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
  const firstLine = source.fileLineAt(start);
  const yaml = source.text.slice(start, end);
  const warn = (line: number, why: string): Metadata => ({
    title: undefined,
    abstract: undefined,
    language: undefined,
    parts: [],
    warnings: [
      {
        file,
        line,
        message: `the YAML cannot be read (${why}), so no title or abstract was taken from it. Mend it`,
        losesText: true,
      },
    ],
  });
  if (yaml.length > LONGEST_YAML) return warn(firstLine, `it has more than ${LONGEST_YAML} characters`);
  if (deepest(yaml) > DEEPEST_YAML) return warn(firstLine, `it nests deeper than ${DEEPEST_YAML} levels`);
  const strict = parseYaml(yaml);
  const document = strict.errors.length === 0 ? strict : parseYaml(joinQuoted(yaml));
  const [error] = document.errors;
  if (error !== undefined) return warn(source.fileLineAt(start + error.pos[0]), error.message);
  const find = (paths: readonly (readonly string[])[]) => {
    for (const path of paths) {
      const node: unknown = isMap(document.contents) ? document.getIn(path, true) : undefined;
      if (isScalar(node) && typeof node.value === "string" && node.value.trim() !== "") return yamlText(node, yaml, start);
    }
    return undefined;
  };
  const parts: unknown = isMap(document.contents) ? document.get("parts", true) : undefined;
  const language: unknown = isMap(document.contents) ? document.get("lang") : undefined;
  const named = isMap(parts) ? parts.items.flatMap((pair) => partOf(pair, yaml, start)) : [];
  return {
    title: find(TITLES),
    abstract: find(ABSTRACTS),
    language: typeof language === "string" ? languageTag(language) : undefined,
    parts: named,
    warnings: [],
  };
}

function partOf({ key, value }: Pair, yaml: string, start: number): Metadata["parts"] {
  if (!isScalar(key) || typeof key.value !== "string" || key.value === "abstract") return [];
  const name = yamlText(key, yaml, start);
  const texts = (isSeq(value) ? value.items : [value]).flatMap((node) =>
    isScalar(node) && typeof node.value === "string" ? (yamlText(node, yaml, start) ?? []) : [],
  );
  if (name === undefined || texts.length === 0) return [];
  return [{ name: { ...name, masks: signs(key.value, /_/g, 1).map((mask) => ({ ...mask, replacement: BLANK })) }, texts }];
}

/** The last one is kept: first it is looked through for title and abstract, then for the values that the text prints. */
let latest: { readonly yaml: string; readonly document: ReturnType<typeof parseDocument> } | undefined;

function parseYaml(yaml: string): ReturnType<typeof parseDocument> {
  if (latest?.yaml !== yaml)
    latest = { yaml, document: parseDocument(yaml, { prettyErrors: false, uniqueKeys: false, logLevel: "silent" }) };
  return latest.document;
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

/** @param yaml the texts of the YAML, for each kind, the first that has a value counts. They are parsed where a value is asked
 *  for: most papers print none
 *  @param parsed what was parsed before, by its text; grows */
export function valuesOf(
  yaml: Readonly<Partial<Record<Parameters<Values>[0], readonly string[]>>>,
  parsed: Map<string, unknown>,
): Values {
  const dataOf = (text: string): unknown => {
    if (!parsed.has(text)) parsed.set(text, yamlData(text));
    return parsed.get(text);
  };
  return (kind, path) => {
    for (const text of yaml[kind] ?? []) {
      const value = valueIn(dataOf(text), kind === "params" ? `params.${path}` : path);
      if (value !== undefined) return visible(value).replace(/\s+/g, " ").trim();
    }
    return undefined;
  };
}

function yamlData(yaml: string): unknown {
  if (yaml.length > LONGEST_YAML || deepest(yaml) > DEEPEST_YAML) return undefined;
  const document = parseYaml(yaml);
  try {
    return document.errors.length === 0 ? document.toJS({ maxAliasCount: 100 }) : undefined;
  } catch {
    return undefined; // aliases of aliases: the place shows [value]
  }
}

/** @param path such as `version.major`; a parameter of R Markdown may be a map with its value */
function valueIn(data: unknown, path: string): string | undefined {
  let value = data;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Object.entries(value).find(([name]) => name === key)?.[1];
  }
  if (typeof value === "object" && value !== null && "value" in value) value = value.value;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
