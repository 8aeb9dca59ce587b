/** A text that is too long, with its beginning kept and a sign that there is more. */

const ELLIPSIS = "…";
/** Where a word ends within so much of the end, it is cut there. */
const WORD = 0.8;

/** @param most UTF-16 units of what comes out; at least 1 */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  let cut = text.slice(0, most - ELLIPSIS.length);
  if (/[\ud800-\udbff]$/.test(cut)) cut = cut.slice(0, -1);
  const space = cut.lastIndexOf(" ");
  const kept = space > most * WORD ? cut.slice(0, space) : cut;
  return kept.trimEnd() + ELLIPSIS;
}

/** The first sentences of a text that fit, or as much of the first as does.
 *  @param most UTF-16 units */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const whole = /^[\s\S]*[.!?](?=\s)/.exec(text.slice(0, most + 1))?.[0] ?? "";
  return whole.length >= most / 2 ? `${whole} ${ELLIPSIS}` : clip(text, most);
}
