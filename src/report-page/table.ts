/** The cells of a table, where its source is at hand and tells them. Invariant: the cells are pieces of the text that was read,
 *  in its order, and hold all of its letters and digits. Fails towards running text: a table whose source and text do not agree
 *  is shown as it was read. */
import type { Passage } from "../manuscript/index.ts";

/** @returns rows of cells; undefined for a table whose cells cannot be separated */
export function tableCells({
  kind,
  source,
  text,
}: Pick<Passage, "kind" | "source" | "text">): readonly (readonly string[])[] | undefined {
  if (kind !== "table" || source === text) return undefined;
  const rows = source.includes("\\begin{tabular") ? latexRows(source) : pipeRows(source);
  if (rows.length < 2 || rows.every((row) => row.length < 2)) return undefined;
  return fitted(rows, text);
}

/** GitHub's tables: a row a line, with a line of dashes below the head. */
function pipeRows(source: string): string[][] {
  const lines = source.split("\n").filter((line) => line.includes("|"));
  return lines.flatMap((line) => {
    const cells = line
      .trim()
      .replace(/^\||\|$/g, "")
      .split(/(?<!\\)\|/);
    return cells.every((cell) => /^\s*:?-+:?\s*$/.test(cell)) ? [] : [cells];
  });
}

/** A row ends with `\\`, a cell with `&`. */
function latexRows(source: string): string[][] {
  const [, body = ""] =
    /\\begin\{tabular[^}]*\}(?:\[[^\]]*\])?(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})?([\s\S]*?)\\end\{tabular/.exec(source) ?? [];
  return body
    .split(/\\\\(?:\[[^\]]*\])?/)
    .map((row) => row.split(/(?<!\\)&/))
    .filter((row) => row.some((cell) => signsOf(cell) !== ""));
}

/** What of a cell's source a reader sees, as far as letters and digits tell. */
function signsOf(cell: string): string {
  return cell
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/\[?@[\w:./-]+\]?|\\cite\w*\{[^}]*\}/g, "[cite]")
    .replace(/\\(?:begin|end|label)\{[^}]*\}|\\[A-Za-z]+/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** @returns the text cut where the cells' signs end; undefined where the two do not agree to the end */
function fitted(rows: readonly (readonly string[])[], text: string): string[][] | undefined {
  let at = 0;
  const cells: string[][] = [];
  for (const row of rows) {
    const own: string[] = [];
    for (const cell of row) {
      const end = endOf(signsOf(cell), tailOf(cell), text, at);
      if (end === undefined) return undefined;
      own.push(text.slice(at, end).trim());
      at = end;
    }
    cells.push(own);
  }
  return /[\p{L}\p{N}]/u.test(text.slice(at)) ? undefined : cells;
}

/** What stands behind a cell's last sign, such as `%`. */
function tailOf(cell: string): string {
  return (/[^\p{L}\p{N}]*$/u.exec(cell.replaceAll("\\", ""))?.[0] ?? "").replace(/[*_`{}\s]+/g, "");
}

/** Where these signs end in the text, with what follows them up to a blank, and with the cell's tail. */
function endOf(signs: string, tail: string, text: string, from: number): number | undefined {
  let at = from;
  for (const sign of signs) {
    const next = /[\p{L}\p{N}]/u.exec(text.slice(at));
    if (next === null || !sign.startsWith(next[0])) return undefined;
    at += next.index + next[0].length;
  }
  if (signs === "") return from;
  let rest = text.slice(at);
  for (const sign of tail) {
    const after = rest.trimStart();
    if (!after.startsWith(sign)) break;
    rest = after.slice(sign.length);
  }
  return text.length - rest.length + (/^[^\p{L}\p{N}\s]*(?=\s|$)/u.exec(rest)?.[0].length ?? 0);
}
