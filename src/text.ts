/** Numbers and words as people read them in a report. */

export function thousands(count: number): string {
  return count.toLocaleString("en-US");
}

/** "1 concern", "2,000 concerns". @param noun in the singular; its plural ends in "s" */
export function counted(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A share as a whole percentage, rounded: 0.125 is "13 %". */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** How much of a whole was read, rounded down, so that "100 %" is said only of what was read whole. */
export function percentRead(read: number, whole: number): string {
  return whole === 0 ? "100 %" : `${Math.floor((100 * read) / whole)} %`;
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `statistical_methodology` as people write it. */
export function fromSnakeCase(name: string): string {
  return name.replaceAll("_", " ");
}

/** "a, b, and 3 more". @param more how many there are besides `items` */
export function listed(items: readonly string[], more = 0): string {
  return [...items, ...(more === 0 ? [] : [`and ${more} more`])].join(", ");
}

const ELLIPSIS = "…";
/** Where a word ends within so much of the end, it is cut there. */
const WORD_BOUNDARY = 0.8;

/** A text that is too long, with its beginning kept and a sign that there is more.
 *  @param limit UTF-16 units of what comes out; at least 1 */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let cut = text.slice(0, limit - ELLIPSIS.length);
  if (/[\ud800-\udbff]$/.test(cut)) cut = cut.slice(0, -1);
  const space = cut.lastIndexOf(" ");
  const kept = space > limit * WORD_BOUNDARY ? cut.slice(0, space) : cut;
  return kept.trimEnd() + ELLIPSIS;
}

/** The first sentences of a text that fit, or as much of the first as does. @param limit UTF-16 units */
export function truncateToSentence(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const whole = /^[\s\S]*[.!?](?=\s)/.exec(text.slice(0, limit + 1))?.[0] ?? "";
  return whole.length >= limit / 2 ? `${whole} ${ELLIPSIS}` : truncate(text, limit);
}

/** Lines of at most `width` characters; what is longer between two places to break has a line of its own.
 *  @param joint where a line may end, and what stands between parts of one line */
export function wrap(text: string, width: number, joint = " "): string[] {
  const lines: string[] = [];
  for (const word of text.split(joint)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + joint.length + word.length <= width) lines[lines.length - 1] = line + joint + word;
    else lines.push(word);
  }
  return lines;
}

/** How much of a limit each gets: what it wants where that is no more than an equal share; what is left over goes to the others, equally.
 *  @param wanted whole numbers   @returns whole numbers; where all of it fits together, what is wanted, and the limit where there is one alone */
export function fairShares(wanted: readonly number[], limit: number): number[] {
  if (wanted.length === 1) return [limit];
  const shares = wanted.map(() => 0);
  let [left, waiting] = [limit, wanted.length];
  const byWant = wanted.map((want, k) => ({ want, k })).sort((a, b) => a.want - b.want || a.k - b.k);
  for (const { want, k } of byWant) {
    const share = Math.min(want, Math.ceil(left / waiting));
    shares[k] = share;
    left -= share;
    waiting--;
  }
  return shares;
}
