/** Formulas as the model gets them: TeX as it stands, MathML written in the manner of TeX, each between dollars. The order is
 *  that of the file, so that every character keeps its line. */
import type { Run } from "./passage.ts";
import { isElement, piecesOf, type XmlElement, type XmlNode, type XmlRange } from "./xml.ts";

/** @param element `tex-math`, or `math` of MathML  @returns nothing for one without a letter, digit or sign */
export function formulaRuns(source: string, element: XmlElement): Run[] {
  const inner = element.name === "tex-math" ? texRuns(source, element) : new MathmlReader(source).read(element);
  const shown = inner.filter(({ text }) => text.trim() !== "");
  const first = shown.at(0);
  const last = shown.at(-1);
  if (first === undefined || last === undefined) return [];
  const dollar = (at: number): Run => ({ kind: "text", text: "$", start: at, end: at });
  return [dollar(first.start), ...inner.slice(inner.indexOf(first), inner.indexOf(last) + 1), dollar(last.end)];
}

/** `\documentclass… \begin{document} $$x$$ \end{document}`, as publishers keep it: of that, what stands in the document. */
function texRuns(source: string, element: XmlElement): Run[] {
  const text = element.children.find((child) => child.kind === "text" && /\S/.test(source.slice(child.start, child.end)));
  if (text?.kind !== "text") return [];
  const written = source.slice(text.start, text.end);
  const opens = written.indexOf("\\begin{document}");
  const closes = written.lastIndexOf("\\end{document}");
  const from = opens === -1 ? 0 : opens + "\\begin{document}".length;
  const body = written.slice(from, closes < from ? written.length : closes);
  const before = /^(?:\s|\$|\\\[|\\\()*/.exec(body)?.[0].length ?? 0;
  const after = /(?:\s|\$|\\\]|\\\))*$/.exec(body.slice(before))?.[0].length ?? 0;
  const range: XmlRange = { start: text.start + from + before, end: text.start + from + body.length - after };
  return [...piecesOf(source, range, text.isLiteral)].map(({ text: shown, start, end }) => ({
    kind: "text",
    text: shown.replace(/\\(?:label|tag)\s*\{[^{}]*\}|\$/g, (part) => part.replace(/\S/g, " ")),
    start,
    end,
  }));
}

/** Accents over a letter: the sign, and TeX's name. */
const ACCENTS: ReadonlyMap<string, string> = new Map([
  ["^", "hat"],
  ["\u02c6", "hat"],
  ["\u0302", "hat"],
  ["\u0303", "tilde"],
  ["\u0304", "bar"],
  ["\u0307", "dot"],
  ["~", "tilde"],
  ["\u02dc", "tilde"],
  ["\u00af", "bar"],
  ["\u203e", "bar"],
  ["\u0305", "bar"],
  ["_", "bar"],
  ["\u2192", "vec"],
  ["\u20d7", "vec"],
  ["\u02d9", "dot"],
  [".", "dot"],
  ["\u00a8", "ddot"],
]);

type ScriptMark = "_" | "^";

/** Elements whose first child is the base: how each of the others stands to it. */
const SCRIPTS: ReadonlyMap<string, readonly ScriptMark[]> = new Map([
  ["msub", ["_"]],
  ["munder", ["_"]],
  ["msup", ["^"]],
  ["msubsup", ["_", "^"]],
  ["munderover", ["_", "^"]],
]);

class MathmlReader {
  readonly #source: string;
  readonly #runs: Run[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  read(element: XmlElement): Run[] {
    this.#all(element);
    return this.#runs;
  }

  #all({ children }: XmlElement): void {
    for (const child of children) this.#node(child);
  }

  #sign(text: string, at: number): void {
    this.#runs.push({ kind: "text", text, start: at, end: at });
  }

  #node(node: XmlNode): void {
    if (node.kind === "text") return; // white space between elements
    const marks = SCRIPTS.get(node.name);
    switch (node.name) {
      case "mi":
      case "mn":
      case "mo":
      case "mtext":
      case "ms":
        this.#token(node);
        break;
      case "mspace":
        this.#sign(" ", node.start);
        break;
      case "mover":
        this.#over(node);
        break;
      case "mmultiscripts":
        this.#multiscripts(node);
        break;
      case "mfrac":
        this.#fraction(node);
        break;
      case "msqrt":
      case "mroot":
        this.#root(node);
        break;
      case "mfenced":
        this.#fenced(node);
        break;
      case "mtable":
        this.#rows(node);
        break;
      case "semantics":
      case "maction":
        for (const shown of node.children.filter(isElement).slice(0, 1)) this.#node(shown);
        break;
      case "annotation":
      case "annotation-xml":
      case "mphantom":
      case "none":
      case "mprescripts":
        break;
      default:
        if (marks === undefined) this.#all(node);
        else this.#scripted(node, marks);
    }
  }

  #scripted(node: XmlElement, marks: readonly ScriptMark[]): void {
    const [base, ...scripts] = node.children.filter(isElement);
    this.#scripts(
      base,
      marks.map((mark, index) => [mark, scripts[index]]),
    );
  }

  #fraction(node: XmlElement): void {
    const [above, below] = node.children.filter(isElement);
    this.#sign("\\frac", node.start);
    this.#braced(above);
    this.#braced(below);
  }

  /** A root of another degree than 2 as a power: TeX writes the degree first, which stands last in MathML. */
  #root(node: XmlElement): void {
    if (node.name === "msqrt") {
      this.#sign("\\sqrt{", node.start);
      this.#all(node);
      this.#sign("}", node.end);
      return;
    }
    const [base, degree] = node.children.filter(isElement);
    this.#sign("(", node.start);
    if (base !== undefined) this.#node(base);
    this.#sign(")^{1/", degree?.start ?? node.end);
    if (degree !== undefined) this.#node(degree);
    this.#sign("}", node.end);
  }

  /** A name of several letters stands apart from what is beside it. */
  #token(node: XmlElement): void {
    const pieces = node.children.flatMap((child) =>
      child.kind === "text" ? [...piecesOf(this.#source, child, child.isLiteral)] : [],
    );
    const isWord = /\p{L}{2}/u.test(pieces.map(({ text }) => text).join(""));
    if (isWord) this.#sign(" ", node.start);
    for (const { text, start, end } of pieces) this.#runs.push({ kind: "text", text: text.replaceAll("$", " "), start, end });
    if (isWord) this.#sign(" ", node.end);
  }

  #scripts(base: XmlElement | undefined, scripts: readonly (readonly [ScriptMark, XmlElement | undefined])[]): void {
    if (base !== undefined) this.#node(base);
    for (const [mark, script] of scripts) {
      if (script === undefined || script.name === "none") continue;
      this.#sign(mark, script.start);
      this.#braced(script);
    }
  }

  /** Braces around more than one sign. */
  #braced(element: XmlElement | undefined): void {
    if (element === undefined) return;
    const before = this.#runs.length;
    this.#sign("{", element.start);
    this.#node(element);
    const inner = this.#runs.slice(before + 1).map(({ text }) => text);
    const isFraction = this.#runs[before - 1]?.text === "\\frac" || this.#runs[before - 1]?.text === "}";
    if (!isFraction && [...inner.join("").trim()].length === 1) this.#runs.splice(before, 1);
    else this.#sign("}", element.end);
  }

  #over(node: XmlElement): void {
    const [base, over] = node.children.filter(isElement);
    const sign =
      over?.children
        .map(({ start, end }) => this.#source.slice(start, end))
        .join("")
        .trim() ?? "";
    const accent = ACCENTS.get(decoded(sign));
    if (accent === undefined || over?.name !== "mo") {
      this.#scripts(base, [["^", over]]);
      return;
    }
    this.#sign(`\\${accent}{`, node.start);
    if (base !== undefined) this.#node(base);
    this.#sign("}", over.start);
  }

  /** What stands before its base on the page stands behind it in the file, after `mprescripts`: it is given the place of the
   *  element's beginning. */
  #multiscripts(node: XmlElement): void {
    const [base, ...scripts] = node.children.filter(isElement);
    const parts = scripts.findIndex(({ name }) => name === "mprescripts");
    const [behind, before] = parts === -1 ? [scripts, []] : [scripts.slice(0, parts), scripts.slice(parts + 1)];
    const alternating = (list: readonly XmlElement[]) =>
      list.map((script, index) => [index % 2 === 0 ? "_" : "^", script] as const);
    const begun = this.#runs.length;
    this.#scripts(undefined, alternating(before));
    const moved = this.#runs.splice(begun).map((run) => ({ ...run, start: node.start, end: node.start }));
    for (const run of moved) this.#runs.push(run);
    this.#scripts(base, alternating(behind));
  }

  #fenced(node: XmlElement): void {
    const { attributes } = node;
    this.#sign(attributes.get("open") ?? "(", node.start);
    node.children.filter(isElement).forEach((child, index) => {
      if (index > 0) this.#sign((attributes.get("separators") ?? ",").trim().slice(0, 1), child.start);
      this.#node(child);
    });
    this.#sign(attributes.get("close") ?? ")", node.end);
  }

  #rows(table: XmlElement): void {
    table.children.filter(isElement).forEach((row, index) => {
      if (index > 0) this.#sign("; ", row.start);
      row.children.filter(isElement).forEach((cell, column) => {
        if (column > 0) this.#sign(" ", cell.start);
        this.#all(cell);
      });
    });
  }
}

function decoded(written: string): string {
  return [...piecesOf(written, { start: 0, end: written.length })].map(({ text }) => text).join("");
}
