/** Keeps hostile text from the Markdown parser: nesting and unfinished markup beyond what people write cost it time by their square.
 *  Fails towards plain text: all the words are read, and a warning says that the markup was not. */

/** Containers (block quotes, list items) within each other on one line. */
const DEEPEST_CONTAINERS = 30;
/** Columns of indentation; deeper lists than this cannot be told from a table set in blanks. */
const DEEPEST_INDENT = 40;
/** Signs in one stretch that may open or close emphasis, links and the like. A page of real prose has some tens. */
const MOST_SIGNS = 1500;

const SIGNS = /[[\]*_<&!`]/g;
const PLAIN = "\ue000";

interface Stretch {
  readonly start: number;
  signs: number;
}

export interface Calmed {
  readonly text: string;
  /** Offsets at which something was flattened. */
  readonly flattened: readonly number[];
}

/** @param text the covered copy  @returns it with the same length and line feeds, and nothing too deep in it */
export function calm(text: string): Calmed {
  const pieces: string[] = [];
  const flattened: number[] = [];
  let stretch: Stretch = { start: 0, signs: 0 };
  let pending: string[] = [];
  const close = () => {
    const calmed = stretch.signs > MOST_SIGNS;
    if (calmed) flattened.push(stretch.start);
    for (const line of pending) pieces.push(calmed ? line.replace(SIGNS, PLAIN) : line);
    pending = [];
  };
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf("\n", at);
    const end = feed === -1 ? text.length : feed + 1;
    const line = text.slice(at, end);
    if (/^\s*$|^[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|\|)/.test(line.slice(0, 400))) {
      close();
      stretch = { start: at, signs: 0 };
    }
    const prefix = tooDeep(line);
    if (prefix > 0) flattened.push(at);
    stretch.signs += line.match(SIGNS)?.length ?? 0;
    pending.push(line.slice(0, prefix).replace(/[^\r\n]/g, PLAIN) + line.slice(prefix));
    at = end;
  }
  close();
  return { text: pieces.join(""), flattened };
}

/** @returns how many characters at the beginning of the line nest it too deeply; 0 where it is fine */
function tooDeep(line: string): number {
  const prefix = /^(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))+/.exec(line.slice(0, 100_000))?.[0] ?? "";
  if (/^\s*$/.test(line)) return 0;
  const containers = prefix.match(/[>*+-]|\d+/g)?.length ?? 0;
  const columns = (/^[ \t]*/.exec(prefix)?.[0] ?? "").replaceAll("\t", "    ").length;
  return containers > DEEPEST_CONTAINERS || columns > DEEPEST_INDENT ? prefix.length : 0;
}
