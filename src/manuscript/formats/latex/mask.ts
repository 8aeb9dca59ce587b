/** A LaTeX file before it is parsed: the tokens that decide where it may be cut, and a copy in which what TeX never reads, or what our parser would misread,
 *  is masked by comments and blanks of the same length. Invariant: one pass, time linear in the text, whatever is unclosed; every offset and line feed of
 *  the copy is that of the file. */

export type LatexToken = LatexSpan &
  (
    | { readonly kind: "macro" | "begin" | "end" | "verbatim"; readonly name: string }
    | { readonly kind: "open" | "close" | "comment" | "paragraph end" }
  );
interface LatexSpan {
  /** UTF-16 offsets of the first character and of the one after the last. */
  readonly at: number;
  readonly end: number;
}

/** Environments whose body is no LaTeX. */
const VERBATIM: ReadonlySet<string> = new Set(
  ["verbatim", "Verbatim", "lstlisting", "minted", "comment", "filecontents"].flatMap((name) => [name, `${name}*`]),
);

/** A verbatim word ends within 300 characters: a longer one is a \verb that nothing closes, and its line may be the file. */
const MARK =
  /\\begin\s*\{(?<begin>[^{}\n]*)\}|\\end\s*\{(?<end>[^{}\n]*)\}|\\verb\*?(?<quote>[^a-zA-Z\s*])[^\n]{0,300}?\k<quote>|\\(?<macro>[a-zA-Z@]+|[^a-zA-Z@]|$)|(?<comment>%[^\n]*)|(?<blank>\n[ \t\r]*(?=\n))|(?<open>\{)|(?<close>\})/g;

/** All marks of `text` in order. A verbatim environment is one token; one that never ends is a "begin" like any other. */
export function* tokenizeLatex(text: string): Generator<LatexToken> {
  const neverEnds = new Set<string>();
  const mark = new RegExp(MARK);
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const at = found.index;
    const end = mark.lastIndex;
    const { begin, end: ended, quote, macro, comment, blank, open } = found.groups ?? {};
    if (begin !== undefined) {
      const closing = VERBATIM.has(begin) && !neverEnds.has(begin) ? text.indexOf(`\\end{${begin}}`, end) : -1;
      if (closing === -1) {
        neverEnds.add(begin);
        yield { kind: "begin", name: begin, at, end };
      } else {
        mark.lastIndex = closing + `\\end{${begin}}`.length;
        yield { kind: "verbatim", name: begin, at, end: mark.lastIndex };
      }
    } else if (ended !== undefined) yield { kind: "end", name: ended, at, end };
    else if (quote !== undefined) yield { kind: "verbatim", name: "verb", at, end };
    else if (macro !== undefined) yield { kind: "macro", name: macro, at, end };
    else if (comment !== undefined) yield { kind: "comment", at, end };
    else if (blank !== undefined) yield { kind: "paragraph end", at, end };
    else yield { kind: open === undefined ? "close" : "open", at, end };
  }
}

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
  const tokens = tokenizeLatex(text);
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
