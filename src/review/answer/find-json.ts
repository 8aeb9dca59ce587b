/** JSON in a text of any kind: where its values stand, and each as strict JSON. Invariant: time grows with the text alone, whatever stands in it, because a
 *  value is given up where it nests deeper than any answer does. */

/** Levels. A wrapped answer has three: object, array, object. */
const DEEPEST = 8;

export interface TextRange {
  /** UTF-16 units: the value is `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
}
export interface JsonScan {
  /** Whole arrays and objects, in order, none inside another. */
  readonly values: readonly TextRange[];
  /** Arrays and objects that began like JSON outside of these, and broke off or went wrong; the values inside them are among `values`. */
  readonly broken: readonly { readonly start: number; readonly why: "cut" | "malformed" }[];
}

export function findJsonValues(text: string): JsonScan {
  const values: TextRange[] = [];
  const broken: { start: number; why: "cut" | "malformed" }[] = [];
  for (let at = nextOpening(text, 0); at !== -1; ) {
    const end = endOfValue(text, at, 0);
    if (typeof end === "number") values.push({ start: at, end });
    else if (end.beganWell) broken.push({ start: at, why: end.why });
    at = nextOpening(text, typeof end === "number" ? end : at + 1);
  }
  return { values, broken };
}

/** @param beganWell its first member was whole, or the text ended before that could be seen: it was meant as JSON */
interface Broken {
  readonly why: "cut" | "malformed";
  readonly beganWell: boolean;
}

function nextOpening(text: string, from: number): number {
  OPENING.lastIndex = from;
  return OPENING.exec(text)?.index ?? -1;
}
const OPENING = /[[{]/g;
const BLANKS = /[ \t\r\n]*/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function endOfValue(text: string, at: number, depth: number): number | Broken {
  const first = text.charAt(at);
  if (first === '"') return endOfString(text, at);
  if (first === "[" || first === "{")
    return depth < DEEPEST ? endOfMembers(text, at, depth) : { why: "malformed", beganWell: false };
  const end = skip(SCALAR, text, at);
  if (end > at) return end;
  return { why: at >= text.length ? "cut" : "malformed", beganWell: false };
}

/** Control characters may stand in it: models write them. Where a backslash stands, the next character is no quote.
 *      "a \" b", …
 *              ^ */
function endOfString(text: string, at: number): number | Broken {
  for (let k = at + 1; k < text.length; k++) {
    const character = text.charCodeAt(k);
    if (character === 0x5c) k++;
    else if (character === 0x22) return k + 1;
  }
  return { why: "cut", beganWell: false };
}

function endOfMembers(text: string, start: number, depth: number): number | Broken {
  const close = text.charAt(start) === "[" ? "]" : "}";
  let at = skip(BLANKS, text, start + 1);
  if (text.charAt(at) === close) return at + 1;
  for (let members = 0; ; members++) {
    const end = close === "}" ? endOfPair(text, at, depth) : endOfValue(text, at, depth + 1);
    if (typeof end !== "number") return { why: end.why, beganWell: members > 0 || end.why === "cut" || end.beganWell };
    at = skip(BLANKS, text, end);
    const after = text.charAt(at);
    if (after === close) return at + 1;
    if (after !== ",") return { why: after === "" ? "cut" : "malformed", beganWell: true };
    at = skip(BLANKS, text, at + 1);
  }
}

/** A key, a colon and a value. */
function endOfPair(text: string, at: number, depth: number): number | Broken {
  if (text.charAt(at) !== '"') return { why: at >= text.length ? "cut" : "malformed", beganWell: false };
  const key = endOfString(text, at);
  if (typeof key !== "number") return key;
  const colon = skip(BLANKS, text, key);
  if (text.charAt(colon) !== ":") return { why: colon >= text.length ? "cut" : "malformed", beganWell: false };
  return endOfValue(text, skip(BLANKS, text, colon + 1), depth + 1);
}

export interface RepairedJson {
  readonly json: string;
  readonly controls: boolean;
  readonly escapes: boolean;
}

const STRINGS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/g;
const ESCAPES_AND_CONTROLS = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[\u0000-\u001f\\]/g;

/** Makes strict JSON of a value that has the form of JSON, but whose strings hold what JSON's may not: line breaks and other controls as they are, and
 *  backslashes that escape nothing, as scientific text has them (`\alpha`). */
export function repairJson(written: string): RepairedJson {
  let controls = false;
  let escapes = false;
  const json = written.replace(STRINGS, (string) =>
    string.replace(ESCAPES_AND_CONTROLS, (found) => {
      if (found.length > 1) return found;
      if (found === "\\") escapes = true;
      else controls = true;
      return found === "\\" ? "\\\\" : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`;
    }),
  );
  return { json, controls, escapes };
}
