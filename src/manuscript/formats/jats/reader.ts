/** Reads the elements of an article in the order of the file: from the tree of XML to blocks. Invariant: whatever has no role is
 *  text and is kept. */
import { type Block, checkPassageCount, type SourceFile } from "../../document.ts";
import type { LeftOut, Passage, PassageKind } from "../../manuscript.ts";
import { InlineReader } from "./inline.ts";
import { passageOf, type Run } from "./passage.ts";
import { backMatterReason, bestAlternative, roleOf } from "./roles.ts";
import { childrenNamed, isElement, type XmlElement, type XmlNode, type XmlRange } from "./xml.ts";

interface Place {
  /** Of the headings of sections in here. */
  readonly level: number;
  readonly kind: "paragraph" | "listItem";
}

export class JatsReader {
  readonly blocks: Block[] = [];
  readonly leftOut: LeftOut[] = [];
  /** What stands within the blocks. */
  readonly inline: InlineReader;
  readonly #source: SourceFile;

  constructor(source: SourceFile, article: XmlElement) {
    this.#source = source;
    this.inline = new InlineReader(source, article);
  }

  /** All that stands in an element, as blocks. */
  read(element: XmlElement): void {
    this.#children(element, { level: 1, kind: "paragraph" });
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
      this.inline.blank(element.start, runs);
      for (const child of element.children) this.inline.read(child, runs);
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

  /** Text and inline elements that stand together are a passage; a block among them ends it. Footnotes follow the passage that
   *  they stand in. */
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
      if (!isElement(child)) this.inline.text(child, runs);
      else if (roleOf(child)?.role === "footnote") notes.push(child);
      else if (this.#isBlock(child)) {
        flush();
        this.#block(child, place);
      } else this.inline.read(child, runs, notes);
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
    if (this.inline.hides(element)) return;
    switch (role?.role) {
      case "section":
        this.#section(element, place);
        return;
      case "title":
        this.#addPassage(place.kind, this.inline.runsOf(element));
        return;
      case "list item":
        this.#listItem(element, place);
        return;
      case "float":
        this.#float(element, place);
        return;
      case "caption":
      case "notes of a table":
        this.#addPassage("caption", this.inline.runsOf(element));
        return;
      case "table":
        this.#addPassage("table", this.inline.runsOf(element));
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
    if (this.inline.hides(element)) return;
    const why = backMatterReason(element);
    if (why === undefined) this.#children(element, place);
    else this.leaveOut(element, why);
  }
}

/** The element as it would be without some of its children. */
export function withoutChildren(element: XmlElement, left: readonly XmlElement[]): XmlElement {
  const gone = new Set<XmlNode>(left);
  return { ...element, children: element.children.filter((child) => !gone.has(child)) };
}
