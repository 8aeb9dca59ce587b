/** Which files a Markdown file includes, and which lines of them. Invariant: only files of the tree are ever opened. */
import { ManuscriptError } from "../../../errors.ts";
import { folderOf, resolveBelow } from "../../files/file-tree.ts";
import type { TextFiles } from "../../files/text-files.ts";
import type { MarkdownFormat, Range } from "./scanner.ts";

/** Where a file is included. */
export interface IncludingPlace {
  readonly format: MarkdownFormat;
  /** The file that reading started from, and the one that includes. */
  readonly top: string;
  readonly file: string;
  /** Of `_quarto.yml` or `myst.yml`; "" where there is none. */
  readonly projectFolder: string;
}

/** The nearest folder above a file that holds a project's settings; "" where none does. */
export function projectFolderOf(file: string, paths: ReadonlySet<string>): string {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const within = folder === "" ? "" : `${folder}/`;
    if (["_quarto.yml", "_quarto.yaml", "myst.yml", "myst.yaml"].some((name) => paths.has(within + name)) || folder === "")
      return folder;
  }
}

/** Quarto and knitr look from the folder of the document that is rendered, also for what an included file includes; the others
 *  from the including file. A path that begins with a slash is the project's.
 *  @returns the paths to try, none where it leads out of the tree */
export function includeCandidates(path: string, { format, top, file, projectFolder }: IncludingPlace): readonly string[] {
  const isRooted = path.startsWith("/");
  const folders = isRooted
    ? [projectFolder, ""]
    : format === "quarto" || format === "rmarkdown"
      ? [folderOf(top), folderOf(file), ""]
      : [folderOf(file), ""];
  return folders.map((folder) => resolveBelow(folder, isRooted ? path.slice(1) : path)).filter((one) => one !== undefined);
}

/** The parts of a text that MyST's options name, as mystmd 1.8 reads them: lines by number (from 0, or from 1 in `lines`), or
 *  from and to a text. */
export function includedRanges(text: string, options: ReadonlyMap<string, string> | undefined): readonly Range[] {
  const given = options ?? new Map<string, string>();
  const lines = text.split("\n");
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1);
  const rangeOf = (from: number, to: number): Range => ({
    start: starts[Math.max(0, from)] ?? text.length,
    end: Math.min(text.length, starts[Math.min(lines.length, to)] ?? text.length),
  });
  const listed = given.get("lines");
  if (listed !== undefined)
    return listed.split(",").flatMap((item) => {
      const [, first, dash, last] = /^\s*(\d+)\s*(-?)\s*(\d*)\s*$/.exec(item) ?? [];
      if (first === undefined) return [];
      return [rangeOf(Number(first) - 1, dash === "" ? Number(first) : last === "" ? lines.length : Number(last))];
    });
  const number = (name: string) => (/^-?\d+$/.test(given.get(name) ?? "") ? Number(given.get(name)) : undefined);
  const startLine = number("start-line") ?? 0;
  const endLine = number("end-line") ?? lines.length;
  const { start, end } = rangeOf(
    startLine < 0 ? lines.length + startLine : startLine,
    endLine < 0 ? lines.length + endLine + 1 : endLine,
  );
  return [betweenTexts(text, { start, end }, given)];
}

function betweenTexts(text: string, { start, end }: Range, given: ReadonlyMap<string, string>): Range {
  const after = given.get("start-after") ?? given.get("start-at");
  const before = given.get("end-before") ?? given.get("end-at");
  const found = after === undefined ? -1 : text.indexOf(after, start);
  const from = found === -1 || after === undefined ? start : given.has("start-after") ? found + after.length : found;
  const closes = before === undefined ? -1 : text.indexOf(before, from);
  const to = closes === -1 || before === undefined ? end : given.has("end-before") ? closes : closes + before.length;
  return { start: from, end: Math.max(from, Math.min(to, end)) };
}

/** What includes a file, for a first look: Quarto's shortcode, MyST's directive, a child of knitr. */
const INCLUDES =
  /\{\{<\s*include\s+["']?([^\s"'>]+)["']?\s*>\}\}|^[ \t>]*[`~:]{3,}\{include\}[ \t]*(\S+)|\bchild\s*=\s*["']([^"'\n]+)["']/gm;
/** Files, and characters. No paper has so many; the first look then stops looking for more. */
const MAX_INCLUDED = 200;
const MAX_TEXT = 4_000_000;

/** The text of a paper as a first look sees it, with what it includes in its place, and the files that it is made of. Files that
 *  are not there or cannot be read are passed over here, as are notebooks of a project that cannot be, or whose images come to
 *  more: the parser reads or reports them.
 *  @throws whatever reading another part throws */
export async function expandedText(
  parts: readonly string[],
  format: MarkdownFormat,
  files: TextFiles,
): Promise<{ text: string; reads: readonly string[] }> {
  const reads = new Set<string>(parts);
  let taken = 0;
  const expand = async (file: string, top: string): Promise<string> => {
    const isNotebook = /\.ipynb$/i.test(file);
    if (isNotebook && taken > MAX_TEXT) return "";
    const { text: written } = await files.text(file);
    taken += written.length;
    const text = isNotebook ? (await import("../notebook/cells.ts")).markdownOf(file, written) : written;
    const place = { format, top, file, projectFolder: projectFolderOf(top, files.paths) };
    const pieces: string[] = [];
    let at = 0;
    for (const found of text.matchAll(INCLUDES)) {
      const path = includeCandidates(found[1] ?? found[2] ?? found[3] ?? "", place).find((one) => files.paths.has(one));
      if (path === undefined || reads.has(path) || reads.size > MAX_INCLUDED || taken > MAX_TEXT) continue;
      reads.add(path);
      pieces.push(text.slice(at, found.index), await expand(path, top).catch(() => ""));
      at = found.index + found[0].length;
    }
    return pieces.join("") + text.slice(at);
  };
  const texts: string[] = [];
  for (const part of parts)
    try {
      texts.push(await expand(part, part));
    } catch (error) {
      const isChapter = parts.length > 1 && /\.ipynb$/i.test(part);
      if (!isChapter || !(error instanceof ManuscriptError)) throw error;
    }
  return { text: texts.join("\n\n"), reads: [...reads] };
}
