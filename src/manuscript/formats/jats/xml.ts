/** XML as a tree whose every text knows where it stands in the file. Invariants: nothing is fetched, no entity but a character is expanded, and a document type is
 *  passed over unread; broken XML gives what could be read of it, with its faults. */
import { decodeNamedCharacterReference } from "decode-named-character-reference";
import { SaxesParser } from "saxes";

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

  constructor(
    name: string,
    attributes: ReadonlyMap<string, string>,
    start: number,
    end: number,
    parent: OpenElement | undefined,
  ) {
    this.name = name;
    this.attributes = attributes;
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

/** An `&` that begins no reference to a character by number, or by one of the five names that XML itself has. The parser would look for its end through the whole
 *  file, and knows no other names; texts are decoded from the file itself. */
const OTHER_AMPERSAND = /&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos);)/gi;

export function parseXml(source: string): XmlDocument {
  const parser = new CountingParser({ position: false });
  /** One for each open tag, also for those that are too deep: then the element that stands for it. */
  const open: OpenElement[] = [];
  const comments: XmlRange[] = [];
  let root: OpenElement | undefined;
  let tooDeep: number | undefined;
  let depth = 0;
  let last = 0;
  // Text is what stands between two events: the parser itself tells it without its place.
  const takeText = (end: number, isLiteral = false, start = last): void => {
    const parent = open.at(-1);
    if (parent !== undefined && end > start) parent.children.push({ kind: "text", start, end, isLiteral });
  };
  parser.on("opentag", (tag) => {
    const end = parser.position;
    const start = Math.max(last, source.lastIndexOf("<", end - 1));
    takeText(start);
    last = end;
    depth++;
    const parent = open.at(-1);
    if (parent !== undefined && depth > DEEPEST) {
      tooDeep ??= start;
      open.push(parent);
      return;
    }
    const attributes = new Map(Object.entries(tag.attributes).map(([name, value]) => [localName(name), value]));
    const element = new OpenElement(localName(tag.name), attributes, start, end, parent);
    parent?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => {
    const end = parser.position;
    if (end > last) takeText(Math.max(last, source.lastIndexOf("<", end - 1)));
    last = Math.max(last, end);
    const element = open.pop();
    if (element !== undefined) element.end = end;
    depth--;
  });
  const skip = (opener: string, end = parser.position): XmlRange => {
    const found = source.indexOf(opener, last);
    const start = found === -1 || found > end ? last : found;
    takeText(start);
    last = end;
    return { start, end };
  };
  parser.on("comment", () => {
    // The parser tells of a comment at its last dash.
    comments.push(skip("<!--", parser.position + (source[parser.position] === ">" ? 1 : 0)));
  });
  parser.on("processinginstruction", () => {
    skip("<?");
  });
  parser.on("doctype", () => {
    skip("<!DOCTYPE");
  });
  parser.on("cdata", () => {
    const { start, end } = skip("<![CDATA[");
    takeText(end - "]]>".length, true, start + "<![CDATA[".length);
  });
  parser.write(source.replace(OTHER_AMPERSAND, "+"));
  parser.close();
  // What a file that is cut off begins and does not end, such as a comment, is no text.
  const rest = source.slice(last).search(/<[a-z/!?]/i);
  takeText(rest === -1 ? source.length : last + rest);
  for (const element of open) element.end = source.length;
  const encoding = /^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(source.slice(0, 400))?.[1];
  return {
    root,
    fault: parser.fault,
    tooDeep,
    encoding: encoding?.toLowerCase(),
    comments,
  };
}

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

/** References to characters are decoded, also by the names that JATS has for them (`&alpha;`, `&mdash;`), which are those of HTML and MathML. */
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

export function childrenNamed({ children }: XmlElement, ...names: readonly string[]): XmlElement[] {
  return children.filter(isElement).filter(({ name }) => names.includes(name));
}

/** In the order of the file, the element itself first. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) if (isElement(child)) yield* descendants(child);
}

export function firstNamed(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  if (element === undefined) return undefined;
  for (const found of descendants(element)) if (names.includes(found.name)) return found;
  return undefined;
}
