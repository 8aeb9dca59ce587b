/** XML as a tree whose every text knows where it stands in the file. Invariants: nothing is fetched, no entity but a character is
 *  expanded, and a document type is passed over unread; broken XML gives what could be read of it, with its faults. */
import { decodeNamedCharacterReference } from "decode-named-character-reference";
import { SaxesParser, type SaxesTagPlain } from "saxes";

/** UTF-16 offsets of the file: the first character, and the one after the last. */
export interface XmlRange {
  readonly start: number;
  readonly end: number;
}
export interface XmlText extends XmlRange {
  readonly kind: "text";
  /** Within CDATA, where `&` and `<` are themselves. */
  readonly isLiteral: boolean;
}
export interface XmlElement extends XmlRange {
  readonly kind: "element";
  /** Without its namespace's prefix. */
  readonly name: string;
  /** By name without prefix, but for `xml:lang`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlNode[];
  readonly parent: XmlElement | undefined;
}
export type XmlNode = XmlElement | XmlText;

export interface XmlFault {
  readonly at: number;
  readonly message: string;
}
export interface XmlDocument {
  /** Undefined where there is no element at all. */
  readonly root: XmlElement | undefined;
  /** Of what is not well-formed: the first, and how many there are. */
  readonly fault: (XmlFault & { readonly count: number }) | undefined;
  /** Where elements nest too deeply: those were read as if they were not there, their text as their parent's. */
  readonly tooDeep: number | undefined;
  /** What the XML declaration says, in lower case. */
  readonly encoding: string | undefined;
  readonly comments: readonly XmlRange[];
}

/** Elements within each other. Real articles have some twenty. */
const DEEPEST = 200;

class OpenElement implements XmlElement {
  readonly kind = "element";
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlNode[] = [];
  readonly parent: OpenElement | undefined;
  readonly start: number;
  end: number;

  constructor({ name, attributes }: SaxesTagPlain, { start, end }: XmlRange, parent: OpenElement | undefined) {
    this.name = localName(name);
    this.attributes = new Map(Object.entries(attributes).map(([written, value]) => [localName(written), value]));
    this.start = start;
    this.end = end;
    this.parent = parent;
  }
}

/** Counts what is not well-formed; the parser's own way makes an error of each, with its stack. */
class CountingParser extends SaxesParser {
  fault: { at: number; message: string; count: number } | undefined;

  override fail(message: string): this {
    this.fault ??= { at: this.position, message: message.trim().replace(/\.$/, ""), count: 0 };
    this.fault.count++;
    return this;
  }
}

/** An `&` that begins no reference to a character by number, or by one of the five names that XML itself has. The parser would look for
 *  its end through the whole file, and knows no other names; texts are decoded from the file itself. */
const OTHER_AMPERSAND = /&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos);)/gi;

/** @param source the text of a file, well-formed or not; never throws */
export function parseXml(source: string): XmlDocument {
  const parser = new CountingParser({ position: false });
  const tree = new TreeBuilder(source);
  parser.on("opentag", (tag) => tree.open(tag, parser.position));
  parser.on("closetag", () => tree.close(parser.position));
  // The parser reports a comment at its last dash.
  parser.on("comment", () => tree.comment(parser.position + (source[parser.position] === ">" ? 1 : 0)));
  parser.on("processinginstruction", () => tree.skip("<?", parser.position));
  parser.on("doctype", () => tree.skip("<!DOCTYPE", parser.position));
  parser.on("cdata", () => tree.cdata(parser.position));
  parser.write(source.replace(OTHER_AMPERSAND, "+"));
  parser.close();
  tree.finish();
  const encoding = /^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(source.slice(0, 400))?.[1];
  const { root, tooDeep, comments } = tree;
  return { root, fault: parser.fault, tooDeep, encoding: encoding?.toLowerCase(), comments };
}

/** Makes the tree from the parser's events. Each comes with the offset after its markup, where the markup begins is looked up; text is
 *  what stands between two of them, for the parser reports it without its place. */
class TreeBuilder {
  root: XmlElement | undefined;
  tooDeep: number | undefined;
  readonly comments: XmlRange[] = [];
  readonly #source: string;
  /** One for each open tag, also for those that are too deep: then the element that stands for it. */
  readonly #open: OpenElement[] = [];
  /** Where the markup of the last event ends. */
  #last = 0;

  constructor(source: string) {
    this.#source = source;
  }

  open(tag: SaxesTagPlain, end: number): void {
    const start = this.#tagStart(end);
    this.#text(this.#last, start);
    this.#last = end;
    const parent = this.#open.at(-1);
    if (parent !== undefined && this.#open.length >= DEEPEST) {
      this.tooDeep ??= start;
      this.#open.push(parent);
      return;
    }
    const element = new OpenElement(tag, { start, end }, parent);
    parent?.children.push(element);
    this.root ??= element;
    this.#open.push(element);
  }

  close(end: number): void {
    if (end > this.#last) this.#text(this.#last, this.#tagStart(end)); // else of `<br/>`, which ends where it began
    this.#last = Math.max(this.#last, end);
    const element = this.#open.pop();
    if (element !== undefined) element.end = end;
  }

  comment(end: number): void {
    this.comments.push(this.skip("<!--", end));
  }

  cdata(end: number): void {
    const { start } = this.skip(CDATA, end);
    this.#text(start + CDATA.length, end - "]]>".length, true);
  }

  /** Passes over markup that begins with `opener`. @returns where it stands */
  skip(opener: string, end: number): XmlRange {
    const found = this.#source.indexOf(opener, this.#last);
    const start = found === -1 || found > end ? this.#last : found;
    this.#text(this.#last, start);
    this.#last = end;
    return { start, end };
  }

  /** What a file that is cut off begins and does not end, such as a comment, is no text. */
  finish(): void {
    const rest = this.#source.slice(this.#last).search(/<[a-z/!?]/i);
    this.#text(this.#last, rest === -1 ? this.#source.length : this.#last + rest);
    for (const element of this.#open) element.end = this.#source.length;
  }

  #tagStart(end: number): number {
    return Math.max(this.#last, this.#source.lastIndexOf("<", end - 1));
  }

  #text(start: number, end: number, isLiteral = false): void {
    const parent = this.#open.at(-1);
    if (parent !== undefined && end > start) parent.children.push({ kind: "text", start, end, isLiteral });
  }
}

const CDATA = "<![CDATA[";

function localName(name: string): string {
  return name === "xml:lang" ? name : name.slice(name.indexOf(":") + 1);
}

/** A part of a text, as a reader sees it. */
export interface XmlPiece extends XmlRange {
  readonly text: string;
  /** Whether it stands as it is in the file, and not as a reference. */
  readonly isPlain: boolean;
  /** The name of an entity that only a document type could explain. */
  readonly unknownEntity?: string;
}

const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z_][\w.-]{0,60}));/gi;

/** References to characters are decoded, also by the names that JATS has for them (`&alpha;`, `&mdash;`), which are those of HTML
 *  and MathML. */
export function* piecesOf(source: string, { start, end }: XmlRange, isLiteral = false): Generator<XmlPiece> {
  let at = start;
  if (!isLiteral)
    for (const found of source.slice(start, end).matchAll(REFERENCE)) {
      const from = start + found.index;
      if (from > at) yield { start: at, end: from, text: source.slice(at, from), isPlain: true };
      const [written, decimal, hexadecimal, name] = found;
      at = from + written.length;
      const text = name === undefined ? character(decimal, hexadecimal) : decodeNamedCharacterReference(name);
      const isKnown = text !== "" && text !== false;
      yield isKnown || name === undefined
        ? { start: from, end: at, text: text || written, isPlain: false }
        : { start: from, end: at, text: written, isPlain: false, unknownEntity: name };
    }
  if (at < end) yield { start: at, end, text: source.slice(at, end), isPlain: true };
}

function character(decimal: string | undefined, hexadecimal: string | undefined): string {
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "";
}

export function isElement(node: XmlNode | undefined): node is XmlElement {
  return node?.kind === "element";
}

/** In the order of the file; grandchildren are none. */
export function childrenNamed({ children }: XmlElement, ...names: readonly string[]): XmlElement[] {
  return children.filter(isElement).filter(({ name }) => names.includes(name));
}

/** In the order of the file, the element itself first. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) if (isElement(child)) yield* descendants(child);
}

/** The first of these names in the order of the file, the element itself included. */
export function firstNamed(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  if (element === undefined) return undefined;
  for (const found of descendants(element)) if (names.includes(found.name)) return found;
  return undefined;
}
