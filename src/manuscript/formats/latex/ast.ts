/** Our own small tree of a LaTeX file, made from the parser's. Invariant: every node says exactly which characters of the file it is;
 *  comments are gone, and with them nothing else. */
import { parseMinimal } from "@unified-latex/unified-latex-util-parse";

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

/** Macros of LaTeX's own that authors use; the parser takes their sign for all of the name. */
const INTERNAL =
  /^(?:gobbletwo|gobble|firstofone|firstoftwo|secondoftwo|ifundefined|ifpackageloaded|empty|undefined)(?![a-zA-Z@])/;

type ParserNode = ReturnType<typeof parseMinimal>["content"][number];

/** @param text a chunk of a file; @param offset where it begins in the file
 *  @returns the nodes, and where one had a shape that is not known here: its source stands for it
 *  @throws whatever the parser throws, such as a stack overflow */
export function parseNodes(text: string, offset: number): { nodes: LatexNode[]; unknown: readonly number[] } {
  const converter = new Converter(text, offset);
  return { nodes: converter.all(parseMinimal(text).content), unknown: converter.unknown };
}

class Converter {
  readonly #text: string;
  readonly #offset: number;
  readonly unknown: number[] = [];
  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
  }

  all(nodes: readonly ParserNode[]): LatexNode[] {
    const out: LatexNode[] = [];
    for (const node of nodes) {
      const made = this.#one(node);
      const last = out.at(-1);
      const internal =
        made?.kind === "text" && last?.kind === "macro" && last.name === "@" && last.end === made.at
          ? INTERNAL.exec(made.text)?.[0]
          : undefined;
      if (made?.kind === "text" && internal !== undefined) {
        const at = made.at - "\\@".length;
        out[out.length - 1] = { kind: "macro", name: `@${internal}`, at, end: made.at + internal.length };
        if (made.text.length > internal.length)
          out.push({ kind: "text", text: made.text.slice(internal.length), at: made.at + internal.length, end: made.end });
      } else if (made?.kind === "text" && last?.kind === "text" && last.end === made.at)
        out[out.length - 1] = { kind: "text", text: last.text + made.text, at: last.at, end: made.end };
      else if (made !== undefined) out.push(made);
    }
    return out;
  }

  #one(node: ParserNode): LatexNode | undefined {
    const from = node.position?.start.offset ?? 0;
    const to = node.position?.end.offset ?? from;
    const where = { at: from + this.#offset, end: to + this.#offset };
    switch (node.type) {
      case "string":
        // A brace or a dollar that nothing closes prints nothing; an escaped one is a macro.
        return node.position === undefined || /^[{}$]$/.test(node.content)
          ? undefined
          : { kind: "text", text: node.content, ...where };
      case "whitespace":
        return { kind: "blank", ...where };
      case "parbreak":
        return { kind: "paragraph end", ...where };
      case "comment":
        // A comment swallows its line's end: words touch across it, unless a blank stood before it.
        return node.sameline === true && node.leadingWhitespace !== true ? undefined : { kind: "blank", ...where };
      case "macro":
        return { kind: "macro", name: node.content, ...where };
      case "group":
        return { kind: "group", children: this.#children(node.content, from, to), ...where };
      case "verb":
        return { kind: "verb", text: node.content, ...where };
      case "verbatim":
        return { kind: "environment", name: node.env, children: [], ...where };
      case "inlinemath":
      case "displaymath":
      case "mathenv":
        return this.#math(node, from, to);
      case "environment":
        return { kind: "environment", name: this.#environmentName(from, to).name, children: this.all(node.content), ...where };
      case "root":
        return { kind: "group", children: this.all(node.content), ...where };
      default:
        return { kind: "group", children: this.#source(from, to), ...where };
    }
  }

  /** @param content by the parser's types nodes, but of some macros for code a single one */
  #children(content: unknown, from: number, to: number): LatexNode[] {
    return isNodes(content) ? this.all(content) : this.#source(from + 1, Math.max(from + 1, to - 1));
  }

  #source(from: number, to: number): LatexNode[] {
    this.unknown.push(from + this.#offset);
    return [{ kind: "verb", text: this.#text.slice(from, to), at: from + this.#offset, end: to + this.#offset }];
  }

  #math({ type, content }: Extract<ParserNode, { content: ParserNode[] }>, from: number, to: number): MathNode {
    const isEnvironment = type === "mathenv";
    const marks = this.#text.startsWith("$", from) && type === "inlinemath" ? 1 : 2;
    const bodyFrom = from + (isEnvironment ? this.#environmentName(from, to).length : marks);
    const bodyTo = isEnvironment ? this.#text.lastIndexOf("\\end", to) : to - marks;
    return {
      kind: "math",
      display: type !== "inlinemath",
      body: this.#text.slice(bodyFrom, Math.max(bodyFrom, bodyTo)),
      at: from + this.#offset,
      end: to + this.#offset,
      bodyAt: bodyFrom + this.#offset,
      children: this.all(content),
    };
  }

  #environmentName(from: number, to: number): { name: string; length: number } {
    const found = /^\\begin\s*\{([^{}]*)\}/.exec(this.#text.slice(from, Math.min(to, from + 200)));
    return { name: found?.[1]?.trim() ?? "", length: found?.[0].length ?? 0 };
  }
}

function isNodes(content: unknown): content is readonly ParserNode[] {
  return Array.isArray(content);
}
