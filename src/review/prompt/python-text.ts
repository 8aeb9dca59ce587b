/** Python's string methods, as the published pipeline applied them to every paper that the model was trained on.
 *  Invariant: equal to Python's, character by character; a near miss would change the prompt in silence. Where Unicode has grown since
 *  the Python that built the corpus, letters added in between may differ. */

/** What `str.isspace`, `str.strip` and `\s` take for white space: U+001C to U+001F and U+0085 too, U+FEFF not. */
const SPACE = "\\t-\\r\\u001c- \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ONE_SPACE = new RegExp(`[${SPACE}]`);
const ALL_SPACES = new RegExp(`[${SPACE}]+`, "g");
const HIGH_SURROGATE = /[\ud800-\udbff]/;
const CASED = /\p{Cased}/u;
const CASE_IGNORABLE = /\p{Case_Ignorable}/u;

/** `str.rstrip()` */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ONE_SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** `str.strip()` */
export function strip(text: string): string {
  let start = 0;
  while (start < text.length && ONE_SPACE.test(text.charAt(start))) start++;
  return stripEnd(text.slice(start));
}

/** The published normalisation: stripped, and every run of white space that holds a line feed after its first character ends in one line
 *  feed, with what followed the last one kept. One pass, where the regular expression `\s+\n` would look at a run once for each blank in it. */
export function normaliseWhiteSpace(text: string): string {
  return strip(text).replace(ALL_SPACES, (run) => {
    const last = run.lastIndexOf("\n");
    return last > 0 ? run.slice(last) : run;
  });
}

/** `len(text)`: code points; a lone surrogate is one. */
export function codePoints(text: string): number {
  if (!HIGH_SURROGATE.test(text)) return text.length;
  let pairs = 0;
  for (let at = 1; at < text.length; at++) if (isPairAt(text, at - 1)) pairs++;
  return text.length - pairs;
}

/** How many characters of a text are not white space: what normalising and stripping never change. */
export function visibleLength(text: string): number {
  return codePoints(text.replace(ALL_SPACES, ""));
}

/** Where a text's first so many characters that are not white space end, in UTF-16 units. */
export function visibleEnd(text: string, characters: number): number {
  let seen = 0;
  let at = 0;
  for (const character of text) {
    if (seen >= characters) break;
    at += character.length;
    if (!ONE_SPACE.test(character)) seen++;
  }
  return at;
}

/** @returns for each number of code points from 0 to all, where in the text (UTF-16 units) they end: `text[:n]` is `slice(0, at(n))` */
export function codePointEnds(text: string): { readonly count: number; at(points: number): number } {
  const count = codePoints(text);
  if (count === text.length) return { count, at: (points) => points };
  const ends = new Uint32Array(count + 1);
  for (let point = 1, at = 0; point <= count; point++) {
    at += isPairAt(text, at) ? 2 : 1;
    ends[point] = at;
  }
  return { count, at: (points) => ends[points] ?? text.length };
}

/** Units, not `codePointAt`: the astral characters are those that two of them make. */
function isPairAt(text: string, at: number): boolean {
  const high = text.charCodeAt(at);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

/** `str.title()`: a cased character after any that is not is in title case, all others are in lower case (`Author'S Summary`). */
export function titleCase(text: string): string {
  const characters = Array.from(text);
  let afterCased = false;
  return characters
    .map((character, at) => {
      const titled = afterCased ? lowerAt(characters, at) : titleOf(character);
      afterCased = CASED.test(character);
      return titled;
    })
    .join("");
}

/** Lower case within a text: a capital sigma at a word's end has a form of its own (Unicode, "Final_Sigma"). */
function lowerAt(characters: readonly string[], at: number): string {
  const character = characters[at] ?? "";
  if (character !== "Σ") return character.toLowerCase();
  const before = characters.slice(0, at).findLast((other) => !CASE_IGNORABLE.test(other));
  const after = characters.slice(at + 1).find((other) => !CASE_IGNORABLE.test(other));
  const final = before !== undefined && CASED.test(before) && !(after !== undefined && CASED.test(after));
  return final ? "ς" : "σ";
}

/** Unicode's full title-case mapping, which JavaScript lacks: upper case, but for the letters below. */
function titleOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x1c4 && code <= 0x1cc) return String.fromCodePoint(0x1c5 + 3 * Math.floor((code - 0x1c4) / 3)); // ǅ ǈ ǋ
  if (code >= 0x1f1 && code <= 0x1f3) return "ǲ";
  if (code >= 0x10d0 && code <= 0x10ff) return character; // Georgian capitals are for whole words in capitals only
  if (code === 0x149) return character.toUpperCase(); // ŉ is an apostrophe and a letter: the letter is the capital
  if (code >= 0x1f80 && code <= 0x1ffc) return greekTitle(character, code);
  const upper = character.toUpperCase();
  return upper.length === character.length ? upper : upper.charAt(0) + upper.slice(1).toLowerCase(); // ß, ﬁ
}

/** Greek vowels with an iota below: it stays below in title case, and becomes a letter in upper case. */
function greekTitle(character: string, code: number): string {
  if (code <= 0x1faf) return String.fromCodePoint(code | 8);
  if (code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) return String.fromCodePoint(code + 9);
  if (code === 0x1fbc || code === 0x1fcc || code === 0x1ffc) return character;
  return character.toUpperCase().replace(/\u0399$/, code === 0x1fbe ? "\u0399" : "\u0345"); // U+1FBE is a plain iota
}
