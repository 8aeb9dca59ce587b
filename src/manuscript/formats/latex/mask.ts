/** A LaTeX file before it is parsed: the tokens that decide where it may be cut, and a copy in which what TeX never reads, or
 *  what our parser would misread, is masked by comments and blanks of the same length. Invariant: one pass, time linear in the
 *  text, whatever is unclosed; every offset and line feed of the copy is that of the file. */

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
/** Code within a line, which is no LaTeX: it gets letters under another name instead. */
const INLINE_CODE = /\\(?:(lstinline)|(mintinline|mint)|(Verb))\*?(?![A-Za-z@])(?:\s*\[[^\]\n]{0,500}\])?/g;
/** What these macros are called in the masked copy, in which their code is one group. */
export const MASKED_CODE = { listing: "lstinlinQ VerQ", minted: "mintinlinQ minQ" };

function hideInCode(text: string): string {
  let out = "";
  let done = 0;
  INLINE_CODE.lastIndex = 0;
  for (let found = INLINE_CODE.exec(text); found !== null; found = INLINE_CODE.exec(text)) {
    let from = INLINE_CODE.lastIndex;
    if (found[2] !== undefined) from += /^\s*\{[^{}\n]{0,100}\}/.exec(text.slice(from, from + 200))?.[0].length ?? 0;
    const end = endOfCode(text, from);
    const nameEnd = found.index + found[0].search(/(?<=[A-Za-z])(?![A-Za-z])/);
    out += `${text.slice(done, nameEnd - 1)}Q`;
    done = nameEnd;
    if (end === undefined) continue;
    out += `${text.slice(nameEnd, from)}{${text.slice(from + 1, end).replace(/[^\w\s#]/g, "x")}}`;
    done = end + 1;
    INLINE_CODE.lastIndex = done;
  }
  return out + text.slice(done);
}

/** Where the code ends that begins with a brace or any other sign at `from`; undefined where its line, or the paragraph, ends
 *  before it does. */
function endOfCode(text: string, from: number): number | undefined {
  const opener = text[from];
  if (opener === undefined || /[\s\w*}]/.test(opener)) return undefined;
  let depth = 1;
  for (let at = from + 1; at < text.length && at < from + LONGEST_CODE; at++) {
    const sign = text[at];
    if (sign === "\n" && (opener !== "{" || /^[ \t\r]*\n/.test(text.slice(at + 1, at + 200)))) return undefined;
    if (opener !== "{") {
      if (sign === opener) return at;
    } else if (sign === "{") depth++;
    else if (sign === "}" && --depth === 0) return at;
  }
  return undefined;
}

/** Characters. */
const LONGEST_CODE = 2_000;

const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$/gm;
/** Names that begin like a conditional and take their branches as arguments: they have no \fi. Each with how many arguments ask. */
export const BRACED_CONDITIONALS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ ifthenelse: 1, iftoggle: 1, nottoggle: 1, ifbool: 1, notbool: 1, ifdef: 1, ifundef: 1, ifcsdef: 1, ifcsundef: 1 },
    ...{
      ifdefempty: 1,
      ifdefvoid: 1,
      ifcsempty: 1,
      ifcsvoid: 1,
      ifblank: 1,
      notblank: 1,
      ifstrempty: 1,
      ifboolexpr: 1,
      ifnumodd: 1,
    },
    ...{
      ifdefstring: 2,
      ifstrequal: 2,
      ifdefequal: 2,
      ifnumequal: 2,
      ifnumgreater: 2,
      ifnumless: 2,
      ifdimequal: 2,
      ifdimgreater: 2,
    },
    ...{
      ifdimless: 2,
      ifcsstring: 2,
      ifinlist: 2,
      ifnumcomp: 3,
      ifdimcomp: 3,
      IfFileExists: 1,
      "@ifundefined": 1,
      "@ifpackageloaded": 1,
    },
  }),
);
const NO_CONDITIONAL = new Set(["iff", "ifdefmacro", "ifdefparam", "ifpatchable", "ifrmnum", "ifentrytype", "iffieldundef"]);

/** Whether a macro of this name, which the author did not define, is closed by \fi. */
export function isConditional(name: string): boolean {
  return /^if[a-zA-Z@]*$/.test(name) && !BRACED_CONDITIONALS.has(name) && !NO_CONDITIONAL.has(name);
}

/** @returns the copy, of the length of the text, and what was met on the way */
export function maskLatex(source: string): Masked {
  const notes: MaskNote[] = [];
  let text = source.replaceAll("\r", " ").replace(ADDRESS, hideInAddress);
  text = hideInCode(text);
  const conflict = /^<{7}/m.exec(text);
  if (conflict !== null && /^>{7}/m.test(text)) {
    notes.push({ kind: "merge conflict", at: conflict.index });
    text = text.replace(CONFLICT, (marker) => `%${" ".repeat(marker.length - 1)}`);
  }
  const ranges: Range[] = [];
  const branches = new FalseBranches(text);
  let cut = text.length;
  const tokens = tokenizeLatex(text);
  for (const token of tokens) {
    if (token.kind === "verbatim" && token.name !== "verb") ranges.push(bodyOf(token));
    else if (token.kind === "end" && token.name === "document") {
      cut = token.at;
      const rest = text.slice(token.end).search(/\S/);
      if (rest !== -1) notes.push({ kind: "after the end", at: token.end + rest });
      break;
    } else if (token.kind === "macro") {
      const found = branches.see(token, tokens);
      if (found === "unclosed") notes.push({ kind: "unclosed iffalse", at: token.at });
      else if (found !== undefined) ranges.push(found);
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

/** Finds what \iffalse and `\if0` leave out, and the \fi of those that ended at an \else. */
class FalseBranches {
  readonly #text: string;
  /** Of each \iffalse that ended at its \else: conditionals open within what stands after that. */
  readonly #otherwise: number[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** @param tokens after it, of which an \iffalse takes what it leaves out */
  see(token: LatexSpan & { readonly name: string }, tokens: Generator<LatexToken>): Range | "unclosed" | undefined {
    if (this.#isFalse(token)) {
      const end = endOfFalse(tokens);
      if (end === undefined) return "unclosed";
      if (end.isElse) this.#otherwise.push(0);
      return end.isCut === true ? undefined : { at: token.at, end: end.at };
    }
    const inner = this.#otherwise.pop();
    if (inner === undefined) return undefined;
    if (token.name === "fi" && inner === 0) return token;
    this.#otherwise.push(inner + (isConditional(token.name) ? 1 : token.name === "fi" ? -1 : 0));
    return undefined;
  }

  #isFalse({ name, at, end }: LatexSpan & { readonly name: string }): boolean {
    if (name !== "iffalse" && !(name === "if" && /^\s*0\s/.test(this.#text.slice(end, end + 10)))) return false;
    // What is named by \let is not read here, and after \unless it holds.
    return !/\\(?:unless|let\s*\\[a-zA-Z@]{1,60}\s*=?)\s*$/.test(this.#text.slice(Math.max(0, at - 80), at));
  }
}

/** Where the \fi or \else ends that belongs to an \iffalse just read; undefined where there is none. Reads on in `tokens`. */
function endOfFalse(tokens: Generator<LatexToken>): { at: number; isElse: boolean; isCut?: true } | undefined {
  let inner = 0;
  let braces = 0;
  for (let next = tokens.next(); next.done !== true; next = tokens.next()) {
    const token = next.value;
    if (token.kind === "open") braces++;
    // It stands in a definition, or in another argument: its \fi is in another.
    if (token.kind === "close" && --braces < 0) return { at: token.at, isElse: false, isCut: true };
    if (token.kind !== "macro") continue;
    if (isConditional(token.name)) inner++;
    else if (token.name === "fi" && inner-- === 0) return { at: token.end, isElse: false };
    else if (token.name === "else" && inner === 0) return { at: token.end, isElse: true };
  }
  return undefined;
}

/** Whole lines become comments, so that no blank line appears where the author left none. */
export function blankOut(text: string, ranges: readonly Range[]): string {
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
