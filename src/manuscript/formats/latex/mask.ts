/** Hides what TeX never reads, or what our parser would misread, behind comments and blanks of the same length.
 *  Invariant: every offset and every line feed of the result is that of the file; comments themselves stay for the parser. */
import { type LatexToken, scanLatex } from "./tokens.ts";

export interface Masked {
  /** As long as the file, or ending at \end{document}. */
  readonly text: string;
  readonly notes: readonly MaskNote[];
}
export interface MaskNote {
  readonly kind: "after the end" | "merge conflict" | "unclosed iffalse";
  readonly at: number;
}

/** `\href{https://a.org/x%20y}`: a parser takes the `%` for a comment and loses the closing brace. */
const ADDRESS = /\\(?:url|href|path|nolinkurl)\s*\{[^{}\n]*\}/g;
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$/gm;
/** Names that begin like a conditional and are none: they have no \fi. */
const NO_CONDITIONAL = /^(?:iff|ifthenelse|ifblank|ifstrempty|IfFileExists|ifdefined|ifnumcomp)$/;

export function maskLatex(source: string): Masked {
  const notes: MaskNote[] = [];
  let text = source.replaceAll("\r", " ").replace(ADDRESS, hideInAddress);
  const conflict = /^<{7}/m.exec(text);
  if (conflict !== null && /^>{7}/m.test(text)) {
    notes.push({ kind: "merge conflict", at: conflict.index });
    text = text.replace(CONFLICT, (marker) => `%${" ".repeat(marker.length - 1)}`);
  }
  const ranges: Range[] = [];
  let cut = text.length;
  const tokens = scanLatex(text);
  for (const token of tokens) {
    if (token.kind === "verbatim" && token.name !== "verb") ranges.push(bodyOf(token));
    else if (token.kind === "end" && token.name === "document") {
      cut = token.at;
      const rest = text.slice(token.end).search(/\S/);
      if (rest !== -1) notes.push({ kind: "after the end", at: token.end + rest });
      break;
    } else if (isFalse(token, text)) {
      const end = endOfFalse(tokens);
      if (end === undefined) notes.push({ kind: "unclosed iffalse", at: token.at });
      else ranges.push({ at: token.at, end });
    }
  }
  return { text: blankOut(text, ranges).slice(0, cut), notes };
}

interface Range {
  readonly at: number;
  readonly end: number;
}

function hideInAddress(address: string): string {
  const brace = address.indexOf("{");
  return address.slice(0, brace + 1) + address.slice(brace + 1).replace(/[%$&~#^\\]/g, "x");
}

function bodyOf({ name, at, end }: { name: string; at: number; end: number }): Range {
  return { at: at + `\\begin{${name}}`.length, end: end - `\\end{${name}}`.length };
}

function isFalse(token: LatexToken, text: string): boolean {
  if (token.kind !== "macro") return false;
  return token.name === "iffalse" || (token.name === "if" && /^\s*0\s/.test(text.slice(token.end, token.end + 10)));
}

/** The end of the \fi or \else that belongs to an \iffalse just read; undefined where there is none. Reads on in `tokens`. */
function endOfFalse(tokens: Generator<LatexToken>): number | undefined {
  let inner = 0;
  for (let next = tokens.next(); next.done !== true; next = tokens.next()) {
    const token = next.value;
    if (token.kind !== "macro") continue;
    if (/^if[a-zA-Z@]*$/.test(token.name) && !NO_CONDITIONAL.test(token.name)) inner++;
    else if (token.name === "fi" && inner-- === 0) return token.end;
    else if (token.name === "else" && inner === 0) return token.end;
  }
  return undefined;
}

/** Whole lines become comments, so that no blank line appears where the author left none. */
function blankOut(text: string, ranges: readonly Range[]): string {
  let out = "";
  let done = 0;
  for (const { at, end } of ranges) {
    out += text.slice(done, at);
    const toLineEnd = /[^\n]+(?=\n)/g;
    out += text
      .slice(at, end)
      .replace(toLineEnd, (part) => `%${" ".repeat(part.length - 1)}`)
      .replace(/[^\n]+$/, (part) => " ".repeat(part.length));
    done = end;
  }
  return out + text.slice(done);
}
