/** Reads the elements of an article in the order of the file: from the tree of XML to blocks. Invariant: whatever has no role is text and is kept. */
import { type Block, checkPassageCount, type SourceFile } from "../../document.ts";
import { findInvisible } from "../../files/hidden-characters.ts";
import type { HiddenText, LeftOut, Passage, PassageKind } from "../../manuscript.ts";
import { elementOf, OpenElements } from "../markdown/elements.ts";
import { formulaRuns } from "./formula.ts";
import { passageOf, type Run } from "./passage.ts";
import { backMatterReason, bestAlternative, hiddenUse, partsWords, roleOf } from "./roles.ts";
import {
  childrenNamed,
  descendants,
  isElement,
  piecesOf,
  type XmlElement,
  type XmlNode,
  type XmlRange,
  type XmlText,
} from "./xml.ts";

interface Place {
  /** Of the headings of sections in here. */
  readonly level: number;
  readonly kind: "paragraph" | "listItem";
}

export class JatsReader {
  readonly blocks: Block[] = [];
  readonly leftOut: LeftOut[] = [];
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

  /** All that stands in an element, as blocks. */
  read(element: XmlElement, level = 1): void {
    this.#children(element, { level, kind: "paragraph" });
  }

  /** The blocks of an element alone. */
  passagesOf(element: XmlElement): Passage[] {
    const before = this.blocks.length;
    this.#children(element, { level: 2, kind: "paragraph" });
    return this.blocks.splice(before).map(({ passage }) => passage);
  }

  /** The whole of some elements as one passage. */
  passage(kind: PassageKind, ...elements: readonly XmlElement[]): Passage | undefined {
    const runs: Run[] = [];
    for (const element of elements) {
      this.#blank(element.start, runs);
      for (const child of element.children) this.#inline(child, runs);
    }
    return passageOf(this.#source, kind, runs);
  }

  heading(level: number, ...elements: readonly XmlElement[]): void {
    const passage = this.passage("heading", ...elements);
    if (passage !== undefined) this.#add({ kind: "heading", level, passage });
  }

  leaveOut(range: XmlRange, why: string): void {
    const lines = {
      startLine: this.#source.lineAt(range.start),
      endLine: this.#source.lineAt(Math.max(range.start, range.end - 1)),
    };
    this.leftOut.push({ file: this.#source.file, lines, why });
  }

  #add(block: Block): void {
    this.blocks.push(block);
    checkPassageCount(this.blocks.length, this.#source.file);
  }

  #addPassage(kind: PassageKind, runs: readonly Run[]): void {
    const passage = passageOf(this.#source, kind, runs);
    if (passage !== undefined) this.#add({ kind: "passage", passage });
  }

  /** Text and inline elements that stand together are a passage; a block among them ends it. Footnotes follow the passage that they stand in. */
  #children({ children }: XmlElement, place: Place): void {
    let runs: Run[] = [];
    let notes: XmlElement[] = [];
    const flush = () => {
      this.#addPassage(place.kind, runs);
      for (const note of notes) this.#footnote(note, place);
      runs = [];
      notes = [];
    };
    for (const child of children) {
      if (!isElement(child)) this.#text(child, runs);
      else if (roleOf(child)?.role === "footnote") notes.push(child);
      else if (this.#isBlock(child)) {
        flush();
        this.#block(child, place);
      } else this.#inline(child, runs, notes);
    }
    flush();
  }

  #isBlock(element: XmlElement): boolean {
    const role = roleOf(element)?.role;
    switch (role) {
      case "block":
      case "paragraph":
      case "section":
      case "title":
      case "list item":
      case "float":
      case "table":
      case "caption":
      case "notes of a table":
      case "left out":
        return true;
      case "code":
        return this.#source.text.slice(element.start, element.end).trim().includes("\n") || element.parent?.name !== "p";
      case "alternatives": {
        const best = bestAlternative(element.children.filter(isElement));
        return best !== undefined && this.#isBlock(best);
      }
      default:
        // An element without a role that holds a block is one, so that its paragraphs stay apart.
        return role === undefined && element.children.some((child) => isElement(child) && this.#isBlock(child));
    }
  }

  #block(element: XmlElement, place: Place): void {
    const role = roleOf(element);
    if (this.#hides(element)) return;
    switch (role?.role) {
      case "section":
        this.#section(element, place);
        return;
      case "title":
        this.#addPassage(place.kind, this.#runsOf(element));
        return;
      case "list item":
        this.#listItem(element, place);
        return;
      case "float":
        this.#float(element, place);
        return;
      case "caption":
      case "notes of a table":
        this.#addPassage("caption", this.#runsOf(element));
        return;
      case "table":
        this.#addPassage("table", this.#runsOf(element));
        return;
      case "alternatives": {
        const best = bestAlternative(element.children.filter(isElement));
        if (best !== undefined) this.#block(best, place);
        return;
      }
      case "code":
        this.leaveOut(element, "code");
        return;
      case "left out":
        this.leaveOut(element, role.why);
        return;
      default:
        if (/^(?:fn-group|glossary|notes|boxed-text|statement)$/.test(element.name)) this.#titled(element, place);
        else this.#children(element, place);
    }
  }

  /** A section without a title belongs to what stands around it. */
  #section(element: XmlElement, place: Place): void {
    const titles = childrenNamed(element, "title").filter(({ children }) => children.length > 0);
    const why = titles.length === 0 ? backMatterReason(element) : undefined;
    if (why !== undefined) {
      this.leaveOut(element, why);
      return;
    }
    const labels = element.name === "app" ? childrenNamed(element, "label") : [];
    if (titles.length > 0 || labels.length > 0) this.heading(place.level, ...labels, ...titles);
    const inner = { ...place, level: place.level + (titles.length > 0 || labels.length > 0 ? 1 : 0) };
    this.#children(withoutChildren(element, titles), inner);
  }

  /** The name of a box or a theorem is a line of text, that of notes in the back matter heads them. */
  #titled(element: XmlElement, place: Place): void {
    const titles = childrenNamed(element, "title");
    const why = titles.length === 0 ? backMatterReason(element) : undefined;
    if (why !== undefined) {
      this.leaveOut(element, why);
      return;
    }
    if (/^(?:boxed-text|statement)$/.test(element.name)) {
      const captions = childrenNamed(element, "caption").filter(({ children }) => children.some((child) => isElement(child)));
      const named = this.passage("paragraph", ...childrenNamed(element, "label"), ...titles, ...captions);
      if (named !== undefined) this.#add({ kind: "passage", passage: named });
      this.#children(withoutChildren(element, [...titles, ...captions]), place);
      return;
    }
    if (titles.length > 0) this.heading(place.level, ...titles);
    this.#children(withoutChildren(element, titles), { ...place, level: place.level + (titles.length > 0 ? 1 : 0) });
  }

  #listItem(element: XmlElement, place: Place): void {
    if (element.name !== "def-item") {
      this.#children(element, { ...place, kind: "listItem" });
      return;
    }
    const passage = this.passage("listItem", element);
    if (passage !== undefined) this.#add({ kind: "passage", passage });
  }

  #float(element: XmlElement, place: Place): void {
    const heads = childrenNamed(element, "label", "caption");
    const caption = this.passage("caption", ...heads);
    if (caption !== undefined) this.#add({ kind: "passage", passage: caption });
    this.#children(withoutChildren(element, heads), place);
  }

  #footnote(element: XmlElement, place: Place): void {
    if (this.#hides(element)) return;
    const why = backMatterReason(element);
    if (why === undefined) this.#children(element, place);
    else this.leaveOut(element, why);
  }

  #runsOf(element: XmlElement): Run[] {
    const runs: Run[] = [];
    for (const child of element.children) this.#inline(child, runs);
    return runs;
  }

  /** @param notes where footnotes go; without it they are read where they stand */
  #inline(node: XmlNode, into: Run[], notes?: XmlElement[]): void {
    if (!isElement(node)) {
      this.#text(node, into);
      return;
    }
    if (this.#hides(node)) return;
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
        if (best !== undefined) this.#inline(best, into, notes);
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
    if (isApart) this.#blank(node.start, into);
    for (const child of node.children) this.#inline(child, into, notes);
    if (isApart) this.#blank(node.end, into);
  }

  #blank(at: number, into: Run[]): void {
    into.push({ kind: "blank", text: "", start: at, end: at });
  }

  #text(text: XmlText, into: Run[]): void {
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

  /** A citation becomes a sign of its own; a mark of a footnote goes; any other reference is read as it is printed, such as "Figure 1A". */
  #reference(node: XmlElement, into: Run[], notes: XmlElement[] | undefined): void {
    const type = node.attributes.get("ref-type") ?? "";
    if (this.#isCitation(node)) {
      if (childrenNamed(node, "sup").length > 0) this.#blank(node.start, into);
      into.push({ kind: "cite", text: "", start: node.start, end: node.end });
    } else if (!/^(?:fn|table-fn|author-notes|aff|corresp|contrib)$/.test(type))
      for (const child of node.children) this.#inline(child, into, notes);
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
    for (const child of node.children) this.#inline(child, inner, notes);
    const cites = inner.filter(({ kind }) => kind === "cite");
    const words = inner.map(({ text }) => text).join("");
    if (cites.length > 0 && !/\p{L}/u.test(words)) {
      this.#blank(node.start, into);
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
    if (isApart) this.#blank(node.start, into);
    for (const child of node.children) if (!forms.includes(child as XmlElement) || child === best) this.#inline(child, into);
    if (isApart) this.#blank(node.end, into);
  }

  /** Notes what no reader sees. */
  #hides(element: XmlElement): boolean {
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

function withoutChildren(element: XmlElement, left: readonly XmlElement[]): XmlElement {
  const gone = new Set<XmlNode>(left);
  return { ...element, name: element.name, children: element.children.filter((child) => !gone.has(child)) };
}
