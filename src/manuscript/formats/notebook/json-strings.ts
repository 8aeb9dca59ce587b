/** Where the strings of a JSON text stand, and what each of their characters stands for: JSON.parse says what a notebook holds, and not on which line. */

/** UTF-16 offsets of the first character after the opening quotation mark, and of the closing one. */
export interface StringRange {
  readonly start: number;
  readonly end: number;
}

interface Container {
  readonly isList: boolean;
  /** Of an object's member whose value is next, or a list's item. */
  key: string | number;
  /** Whether the next string of an object is the name of a member. */
  expectsKey: boolean;
}

/** @param json well-formed, as JSON.parse has found
 *  @param deepest how many containers may stand around a string that is wanted
 *  @returns by path, such as `cells/0/source/2`. Of a name that stands twice in an object the last counts, as for JSON.parse */
export function stringRanges(json: string, deepest: number): ReadonlyMap<string, StringRange> {
  const found = new Map<string, StringRange>();
  const open: Container[] = [];
  const sign = /["{}[\],]/g;
  for (let next = sign.exec(json); next !== null; next = sign.exec(json)) {
    const container = open.at(-1);
    switch (next[0]) {
      case "{":
      case "[":
        open.push({ isList: next[0] === "[", key: 0, expectsKey: next[0] === "{" });
        break;
      case "}":
      case "]":
        open.pop();
        break;
      case ",":
        if (container?.isList && typeof container.key === "number") container.key++;
        else if (container !== undefined) container.expectsKey = true;
        break;
      default: {
        const start = next.index + 1;
        const end = closingQuote(json, start);
        sign.lastIndex = end + 1;
        if (container === undefined) break;
        if (!container.isList && container.expectsKey) {
          container.key = json.slice(start, end);
          container.expectsKey = false;
        } else if (open.length <= deepest) found.set(open.map(({ key }) => key).join("/"), { start, end });
      }
    }
  }
  return found;
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
