/** Where the strings of a JSON text stand, and what each of their characters stands for: JSON.parse says what a notebook holds,
 *  and not on which line. */

/** Of a string: UTF-16 offsets of the first character after the opening quotation mark, and of the closing one. */
export interface StringRange {
  readonly start: number;
  readonly end: number;
}

/** The strings of a JSON text in its own shape: by the names of members, and the indices of items as text. What is no string is
 *  not in it. */
export type StringTree = StringRange | { readonly parts: ReadonlyMap<string, StringTree> };

interface Container {
  readonly parts: Map<string, StringTree>;
  /** Of the item that is next; undefined in an object. */
  index: number | undefined;
  /** Of the member whose value is next; undefined where its name is. */
  name: string | undefined;
}

/** @param json well-formed, as JSON.parse has found
 *  @param deepest how many containers may stand around a string that is wanted
 *  @returns what JSON.parse gives: of a name that stands twice in an object the last counts, whatever its value is */
export function stringTree(json: string, deepest: number): StringTree {
  const root: Container = { parts: new Map(), index: 0, name: undefined };
  const open = [root];
  const put = (part: StringTree) => {
    const container = open.at(-1);
    if (container !== undefined && open.length <= deepest + 1) container.parts.set(keyOf(container), part);
  };
  const sign = /["{}[\],]/g;
  for (let next = sign.exec(json); next !== null; next = sign.exec(json)) {
    const container = open.at(-1) ?? root;
    switch (next[0]) {
      case "{":
      case "[": {
        const parts = new Map<string, StringTree>();
        put({ parts });
        open.push({ parts, index: next[0] === "[" ? 0 : undefined, name: undefined });
        break;
      }
      case "}":
      case "]":
        open.pop();
        break;
      case ",":
        container.name = undefined;
        if (container.index !== undefined) container.index++;
        break;
      default: {
        const start = next.index + 1;
        const end = closingQuote(json, start);
        sign.lastIndex = end + 1;
        if (container.index !== undefined || container.name !== undefined) put({ start, end });
        else {
          container.name = String(JSON.parse(json.slice(start - 1, end + 1)));
          container.parts.delete(container.name);
        }
      }
    }
  }
  return root.parts.get("0") ?? root;
}

function keyOf({ index, name }: Container): string {
  return index === undefined ? (name ?? "") : String(index);
}

/** @returns the string at a path, or the strings of a list of them as far as it has no gap; none where there is neither */
export function stringsAt(tree: StringTree, path: readonly (string | number)[]): StringRange[] {
  let found: StringTree | undefined = tree;
  for (const key of path) found = found !== undefined && "parts" in found ? found.parts.get(String(key)) : undefined;
  if (found === undefined) return [];
  if (!("parts" in found)) return [found];
  const strings: StringRange[] = [];
  for (let item = found.parts.get("0"); item !== undefined && !("parts" in item); item = found.parts.get(String(strings.length)))
    strings.push(item);
  return strings;
}

function closingQuote(json: string, start: number): number {
  for (let at = json.indexOf('"', start); at !== -1; at = json.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (json[at - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return json.length;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

/** UTF-16 units of the file that stand for the character at `at`. */
export function widthAt(json: string, at: number): number {
  return json[at] !== "\\" ? 1 : json[at + 1] === "u" ? 6 : 2;
}

export interface DecodedText {
  readonly text: string;
  /** For each UTF-16 unit of the text the offset at which what stands for it begins. */
  readonly offsets: readonly number[];
  /** Where a string begins in the middle of a line of the text. */
  readonly joins: readonly number[];
}

/** Strings one after the other, as a notebook's lists of lines are read. */
export function decodedStrings(json: string, ranges: readonly StringRange[]): DecodedText {
  const pieces: string[] = [];
  const offsets: number[] = [];
  const joins: number[] = [];
  for (const { start, end } of ranges) {
    if (offsets.length > 0 && pieces.at(-1) !== "\n") joins.push(offsets.length);
    for (let at = start; at < end; at += widthAt(json, at)) {
      offsets.push(at);
      const escaped = json[at] === "\\" ? (json[at + 1] ?? "") : undefined;
      if (escaped === undefined) pieces.push(json[at] ?? "");
      else if (escaped === "u") pieces.push(String.fromCharCode(Number.parseInt(json.slice(at + 2, at + 6), 16)));
      else pieces.push(ESCAPES[escaped] ?? escaped);
    }
  }
  return { text: pieces.join(""), offsets, joins };
}
