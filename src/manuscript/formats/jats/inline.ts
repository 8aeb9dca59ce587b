/** Reads what stands within a paragraph of an article: text, citations, powers, formulas, as runs, and notes what no reader sees
 *  of it. Invariant: text is in the runs, or is hidden, or is of an element that prints nothing. */
import type { SourceFile } from "../../document.ts";
import { findInvisible } from "../../files/hidden-characters.ts";
import type { HiddenText } from "../../manuscript.ts";
import { elementOf, OpenElements } from "../markdown/elements.ts";
import { formulaRuns } from "./formula.ts";
import type { Run } from "./passage.ts";
import { bestAlternative, hiddenUse, partsWords, roleOf } from "./roles.ts";
import { childrenNamed, descendants, isElement, piecesOf, type XmlElement, type XmlNode, type XmlText } from "./xml.ts";

export class InlineReader {
  readonly hidden: HiddenText[] = [];
  /** Entities that only a document type could explain, each with where it stands first. */
  readonly unknownEntities = new Map<string, number>();
  /** Where an `&` stands first that begins no reference. */
  bareAmpersand: number | undefined;
  readonly #source: SourceFile;
  /** What a citation leads to. */
  readonly #references: ReadonlySet<string>;
  /** No page: it tells what an element's own style hides. */
  readonly #styles = new OpenElements("", false);

  constructor(source: SourceFile, article: XmlElement) {
    this.#source = source;
    const references = new Set<string>();
    for (const { name, attributes } of descendants(article))
      if (/^(?:ref|mixed-citation|element-citation|citation|nlm-citation)$/.test(name))
        references.add(attributes.get("id") ?? "");
    this.#references = references;
  }

  /** The runs of what stands in an element. */
  runsOf(element: XmlElement): Run[] {
    const runs: Run[] = [];
    for (const child of element.children) this.read(child, runs);
    return runs;
  }

  /** Adds the runs of a node. @param notes where footnotes go; without it they are read where they stand */
  read(node: XmlNode, into: Run[], notes?: XmlElement[]): void {
    if (!isElement(node)) {
      this.text(node, into);
      return;
    }
    if (this.hides(node)) return;
    const role = roleOf(node)?.role;
    switch (role) {
      case "unseen":
      case "left out":
        return;
      case "reference":
        this.#reference(node, into, notes);
        return;
      case "superscript":
        this.#superscript(node, into, notes);
        return;
      case "formula":
        this.#formula(node, into);
        return;
      case "math":
        for (const run of formulaRuns(this.#source.text, node)) into.push(run);
        return;
      case "alternatives": {
        const best = bestAlternative(node.children.filter(isElement));
        if (best !== undefined) this.read(best, into, notes);
        return;
      }
      case "footnote":
        if (notes !== undefined) {
          notes.push(node);
          return;
        }
        break;
      default:
        break;
    }
    if (node.attributes.get("ext-link-type") === "email" || /^\s*mailto:/i.test(node.attributes.get("href") ?? "")) return;
    const isApart = partsWords(node);
    if (isApart) this.blank(node.start, into);
    for (const child of node.children) this.read(child, into, notes);
    if (isApart) this.blank(node.end, into);
  }

  blank(at: number, into: Run[]): void {
    into.push({ kind: "blank", text: "", start: at, end: at });
  }

  text(text: XmlText, into: Run[]): void {
    for (const piece of piecesOf(this.#source.text, text, text.isLiteral)) {
      into.push({ kind: "text", ...piece });
      if (piece.unknownEntity !== undefined && !this.unknownEntities.has(piece.unknownEntity))
        this.unknownEntities.set(piece.unknownEntity, piece.start);
      if (piece.isPlain) {
        if (!text.isLiteral && this.bareAmpersand === undefined && piece.text.includes("&"))
          this.bareAmpersand = piece.start + piece.text.indexOf("&");
        continue;
      }
      const line = this.#source.lineAt(piece.start);
      for (const found of findInvisible(this.#source.file, piece.text)) this.hidden.push({ ...found, line });
    }
  }

  /** A citation becomes a sign of its own; a mark of a footnote goes; any other reference is read as it is printed, such as
   *  "Figure 1A". */
  #reference(node: XmlElement, into: Run[], notes: XmlElement[] | undefined): void {
    const type = node.attributes.get("ref-type") ?? "";
    if (this.#isCitation(node)) {
      if (childrenNamed(node, "sup").length > 0) this.blank(node.start, into);
      into.push({ kind: "cite", text: "", start: node.start, end: node.end });
    } else if (!/^(?:fn|table-fn|author-notes|aff|corresp|contrib)$/.test(type))
      for (const child of node.children) this.read(child, into, notes);
  }

  #isCitation({ name, attributes }: XmlElement): boolean {
    if (name !== "xref") return false;
    const targets = (attributes.get("rid") ?? "").split(/\s+/).filter((target) => target !== "");
    return (
      attributes.get("ref-type") === "bibr" || (targets.length > 0 && targets.every((target) => this.#references.has(target)))
    );
  }

  /** `10<sup>5</sup>` is a power, `<sup><xref ref-type="bibr">5</xref></sup>` a citation. */
  #superscript(node: XmlElement, into: Run[], notes: XmlElement[] | undefined): void {
    const inner: Run[] = [];
    for (const child of node.children) this.read(child, inner, notes);
    const cites = inner.filter(({ kind }) => kind === "cite");
    const words = inner.map(({ text }) => text).join("");
    if (cites.length > 0 && !/\p{L}/u.test(words)) {
      this.blank(node.start, into);
      for (const cite of cites) into.push(cite);
      return;
    }
    const base = into.at(-1)?.text ?? "";
    if (/^\s*[-+\u2212\u2013]?\d/.test(words) && /[\p{L}\p{N})\]%]$/u.test(base))
      into.push({ kind: "text", text: "^", start: node.start, end: node.start });
    for (const run of inner) into.push(run);
  }

  /** What it holds in two forms, TeX and MathML, is read once. */
  #formula(node: XmlElement, into: Run[]): void {
    const forms = node.children.filter(isElement).filter(({ name }) => /^(?:tex-math|math)$/.test(name));
    const best = bestAlternative(forms);
    const isApart = node.name === "disp-formula";
    if (isApart) this.blank(node.start, into);
    for (const child of node.children) if (!forms.includes(child as XmlElement) || child === best) this.read(child, into);
    if (isApart) this.blank(node.end, into);
  }

  /** Whether no reader sees an element; then it is noted. */
  hides(element: XmlElement): boolean {
    const technique = hiddenUse(element) ?? this.#styledAway(element);
    if (technique === undefined) return false;
    const seen = this.#wordsOf(element);
    if (/[\p{L}\p{N}]/u.test(seen))
      this.hidden.push({
        file: this.#source.file,
        line: this.#source.lineAt(element.start),
        technique,
        characters: [...seen].length,
      });
    return true;
  }

  #styledAway(element: XmlElement): string | undefined {
    const style = element.attributes.get("style");
    if (style === undefined || !/[:;]/.test(style)) return undefined;
    return this.#styles.appearance(elementOf("span", `style="${style.replaceAll('"', "'")}"`), 0).technique;
  }

  #wordsOf(element: XmlElement): string {
    const words: string[] = [];
    for (const { children } of descendants(element))
      for (const child of children) if (child.kind === "text") words.push(this.#source.text.slice(child.start, child.end));
    return words.join(" ").replace(/\s+/g, " ").trim();
  }
}
