/** LaTeX as a tree: groups, environments and math with what they hold, all else as it stands; what a macro means, and which
 *  groups are its arguments, is for the tables to say. Invariants: every node says exactly which characters of the file it is;
 *  comments are gone, and with them nothing else; whatever nothing closes is read as if its opening were not there. */

export type LatexNode =
  | TextNode
  | (At & { readonly kind: "blank" | "paragraph end" })
  | MacroNode
  | GroupNode
  | MathNode
  | EnvironmentNode
  | (At & { readonly kind: "verb"; readonly text: string });
interface At {
  /** UTF-16 offsets in the file: first character, and the one after the last. */
  readonly at: number;
  readonly end: number;
}
/** Characters without blanks between them, as written: `--` is still two hyphens. */
export interface TextNode extends At {
  readonly kind: "text";
  readonly text: string;
}
/** Without its arguments: which groups after it are arguments is for the signature table to say. */
export interface MacroNode extends At {
  readonly kind: "macro";
  readonly name: string;
}
interface GroupNode extends At {
  readonly kind: "group";
  readonly children: readonly LatexNode[];
}
export interface MathNode extends At {
  readonly kind: "math";
  readonly display: boolean;
  /** What stands between the delimiters, and where it begins in the file. */
  readonly body: string;
  readonly bodyAt: number;
  readonly children: readonly LatexNode[];
}
export interface EnvironmentNode extends At {
  readonly kind: "environment";
  readonly name: string;
  readonly children: readonly LatexNode[];
}

/** @param text a masked chunk of a file; @param offset where it begins in the file */
export function parseNodes(text: string, offset: number): LatexNode[] {
  return new Parser(text, offset).all();
}

type Closed = GroupNode | MathNode | EnvironmentNode;

/** What is open: how it began, and what it holds so far. */
interface Opened {
  readonly kind: "chunk" | "group" | "environment" | "$" | "$$" | "\\[" | "\\(";
  /** Of an environment. */
  readonly name: string;
  readonly at: number;
  /** After its opening. */
  readonly bodyAt: number;
  /** Whether what it holds is math itself. A group in math is read like any other: it may be the text of a \mbox. */
  readonly isMath: boolean;
  readonly nodes: LatexNode[];
}

const MATH_ENVIRONMENTS: ReadonlySet<string> = new Set([
  ...["equation", "align", "alignat", "gather", "multline", "flalign"].flatMap((name) => [name, `${name}*`]),
  ...["split", "math", "displaymath"],
]);
/** Macros of LaTeX's own that authors use are named whole; of others the name ends at an @. */
const NAME =
  /\\(?:[a-zA-Z]+|@(?:gobbletwo|gobble|firstofone|firstoftwo|secondoftwo|ifundefined|ifpackageloaded|empty|undefined)(?![a-zA-Z@])|[\s\S])/y;
const ENVIRONMENT_NAME = /\s*\{([^{}]*)\}/y;
/** After \verb: a word of code on one line. As \`tokenizeLatex\` takes it. */
const CODE = /\*?([^a-zA-Z\s*])([^\n]{0,300}?)\1/y;
const BLANKS = /[ \t\n]*/y;
const WORDS = /[^\\{}$% \t\n]+/y;
const MATH_WORDS = /[^\\{}$% \t\n^_&]+/y;
/** After a comment: an empty line, which parts paragraphs, or the line's end with the blanks before the next line's text. */
const COMMENT_END = /\n(?![ \t]*\n)(?:[ \t]*(?![ \t%]))?/y;

/** One pass over the text, with a stack of what is open. Where something turns out to be closed by nothing, the pass goes back to
 *  its opening and steps over it. */
class Parser {
  readonly #text: string;
  readonly #offset: number;
  #at = 0;
  readonly #open: Opened[] = [{ kind: "chunk", name: "", at: 0, bodyAt: 0, isMath: false, nodes: [] }];
  /** Where something opens that nothing closes. */
  readonly #unclosed = new Set<number>();
  /** By where they begin: what was read before the pass went back. */
  readonly #closed = new Map<number, Closed>();

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
  }

  all(): LatexNode[] {
    for (;;) {
      while (this.#at < this.#text.length) this.#next();
      if (this.#open.length === 1) return this.#top.nodes;
      // Braces first: what stands in an unclosed group may yet be closed after it.
      const group = this.#open.findIndex(({ kind }) => kind === "group");
      if (group === -1) this.#reopen(1);
      else this.#reopen(group, "group");
    }
  }

  get #top(): Opened {
    const top = this.#open.at(-1);
    if (top === undefined) throw new Error("the chunk itself is never closed");
    return top;
  }

  #next(): void {
    const sign = this.#text[this.#at] ?? "";
    const { isMath } = this.#top;
    if (sign === "\\") this.#macro();
    else if (sign === "{") this.#openHere("group", 1);
    else if (sign === "}") this.#endGroup();
    else if (sign === "$") this.#dollar();
    else if (/[% \t\n]/.test(sign)) this.#blank();
    else if (isMath && /[&^_]/.test(sign)) this.#mathSign(this.#at);
    else this.#words(this.#match(isMath ? MATH_WORDS : WORDS)?.[0].length ?? 1);
  }

  #words(length: number): void {
    const { nodes } = this.#top;
    const from = this.#at;
    this.#at += length;
    const last = nodes.at(-1);
    const text = this.#text.slice(from, this.#at);
    if (last?.kind === "text" && last.end === from + this.#offset)
      nodes[nodes.length - 1] = { kind: "text", text: last.text + text, at: last.at, end: this.#at + this.#offset };
    else nodes.push({ kind: "text", text, ...this.#from(from) });
  }

  #macro(): void {
    const from = this.#at;
    const name = this.#match(NAME)?.[0].slice(1);
    if (name === undefined) this.#words(1);
    else if (!this.#marks(name)) {
      this.#at = from + 1 + name.length;
      this.#top.nodes.push({ kind: "macro", name, ...this.#from(from) });
    }
  }

  /** A macro that begins or ends something, or \verb.  @returns whether it is one, and does */
  #marks(name: string): boolean {
    const from = this.#at;
    const end = from + 1 + name.length;
    switch (name) {
      case "begin":
      case "end": {
        const found = this.#match(ENVIRONMENT_NAME, end);
        if (found === undefined) return false;
        const environment = found[1]?.trim() ?? "";
        const length = end + found[0].length - from;
        if (name === "end") return this.#ends(length, (open) => open.kind === "environment" && open.name === environment);
        if (this.#unclosed.has(from)) return false;
        this.#openHere("environment", length, environment);
        return true;
      }
      case "[":
      case "(":
        this.#openHere(`\\${name}`, 2);
        return true;
      case "]":
      case ")":
        return this.#ends(2, ({ kind }) => kind === (name === "]" ? "\\[" : "\\("));
      case "verb": {
        const code = this.#match(CODE, end);
        if (code === undefined) return false;
        this.#at = end + code[0].length;
        this.#top.nodes.push({ kind: "verb", text: code[2] ?? "", ...this.#from(from) });
        return true;
      }
      default:
        return false;
    }
  }

  /** Blanks, and the comment after them. A comment swallows its line's end: words touch across it, unless a blank stood before it. */
  #blank(): void {
    const from = this.#at;
    const gap = this.#match(BLANKS)?.[0] ?? "";
    const end = from + gap.length;
    const { isMath, nodes } = this.#top;
    const isComment = this.#text[end] === "%";
    const line = gap.indexOf("\n");
    const lastLine = gap.lastIndexOf("\n");
    if (!isMath && line !== lastLine) {
      this.#at = isComment ? from + lastLine + 1 : end;
      nodes.push({ kind: "paragraph end", ...this.#from(from) });
    } else if (isComment) {
      const startsLine = line !== -1 || from === 0 || this.#text[from - 1] === "\n";
      const found = this.#text.indexOf("\n", end);
      const lineEnd = found === -1 ? this.#text.length : found;
      this.#at = lineEnd + (this.#match(COMMENT_END, lineEnd)?.[0].length ?? 0);
      if (startsLine || gap !== "") nodes.push({ kind: "blank", ...this.#from(from) });
    } else if (isMath && /[{&^_]/.test(this.#text[end] ?? "") && !this.#unclosed.has(end)) {
      this.#at = end;
      if (this.#text[end] !== "{") this.#mathSign(from);
    } else {
      this.#at = end;
      nodes.push({ kind: "blank", ...this.#from(from) });
    }
  }

  /** Math has no blanks around a group, an index or an alignment.
   *  @param from of the blanks before the sign, where the pass stands */
  #mathSign(from: number): void {
    const sign = this.#text[this.#at] ?? "";
    if (sign === "&") this.#words(1);
    else this.#at++;
    this.#skipBlanks();
    if (sign !== "&") this.#top.nodes.push({ kind: "macro", name: sign, ...this.#from(from) });
  }

  #skipBlanks(): void {
    this.#at += this.#match(BLANKS)?.[0].length ?? 0;
  }

  /** Two dollars stand for display math where nothing is open that a single one could close. */
  #dollar(): void {
    const { kind, isMath } = this.#top;
    const isDouble = this.#text[this.#at + 1] === "$";
    if (kind === "$") this.#close(1);
    else if (kind === "$$" && isDouble) this.#close(2);
    else if (isMath) this.#at++;
    else if (!isDouble) this.#openHere("$", 1);
    else if (this.#unclosed.has(this.#at)) this.#at++;
    else this.#openHere("$$", 2);
  }

  /** @param length of the opening; one that nothing closes prints nothing */
  #openHere(kind: Opened["kind"], length: number, name = ""): void {
    const at = this.#at;
    const known = this.#closed.get(at);
    this.#at += length;
    if (known !== undefined) this.#take(known);
    if (known !== undefined || this.#unclosed.has(at)) return;
    const isMath = kind !== "group" && (kind !== "environment" || MATH_ENVIRONMENTS.has(name));
    this.#open.push({ kind, name, at, bodyAt: this.#at, isMath, nodes: [] });
  }

  #endGroup(): void {
    if (!this.#ends(1, ({ kind }) => kind === "group")) this.#at++;
  }

  /** Ends here what is open, if it is: a group is ended by its brace alone. What was opened in it since can be closed no more:
   *  then the pass goes back to that.
   *  @returns whether anything was done */
  #ends(length: number, isIt: (open: Opened) => boolean): boolean {
    const at = this.#open.findLastIndex((open) => open.kind === "group" || isIt(open));
    const found = this.#open[at];
    if (found === undefined || !isIt(found)) return false;
    if (at < this.#open.length - 1) this.#reopen(at + 1);
    else this.#close(length);
    return true;
  }

  #close(length: number): void {
    const opened = this.#open.pop();
    if (opened === undefined) return;
    const { kind, name, at, bodyAt, isMath, nodes: children } = opened;
    const body = this.#text.slice(bodyAt, this.#at);
    this.#at += length;
    const where = this.#from(at);
    if (kind === "group") this.#take({ kind, children, ...where });
    else if (kind === "environment" && !isMath) this.#take({ kind, name, children, ...where });
    else {
      const display = kind !== "$" && kind !== "\\(";
      this.#take({ kind: "math", display, body, bodyAt: bodyAt + this.#offset, children, ...where });
    }
  }

  #take(node: Closed): void {
    const { nodes, isMath } = this.#top;
    nodes.push(node);
    this.#at = node.end - this.#offset;
    if (isMath && node.kind === "group") this.#skipBlanks();
  }

  /** Goes back to where the first of them begins. What is closed in them is kept, so that nothing is read more than twice.
   *  @param from index in the stack; @param kind which of them nothing closes, if not all */
  #reopen(from: number, kind?: Opened["kind"]): void {
    const given = this.#open.splice(from);
    for (const open of given) {
      if (kind === undefined || open.kind === kind) this.#unclosed.add(open.at);
      // A dollar means something else in math; all others are the same wherever they stand.
      for (const node of open.nodes)
        if ("children" in node && this.#text[node.at - this.#offset] !== "$") this.#closed.set(node.at - this.#offset, node);
    }
    this.#at = given[0]?.at ?? this.#at;
  }

  /** @returns what stands at a place, as far as the pattern takes it */
  #match(pattern: RegExp, at = this.#at): RegExpExecArray | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.#text) ?? undefined;
  }

  #from(at: number): { at: number; end: number } {
    return { at: at + this.#offset, end: this.#at + this.#offset };
  }
}
