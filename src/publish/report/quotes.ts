/** Two wordings of a sentence, cut down to where they differ: a table or a long sentence of which three words changed is not read for them.
 *  Invariant: what is shown of a wording stands in it, in its order, and what changed is shown before what did not. */
import { diffArrays } from "diff";
import { truncate } from "../../text.ts";

/** A run of words, changed or not. `…` at an end: more of the same stands there. */
export interface DiffRun {
  readonly text: string;
  readonly changed: boolean;
}
export interface Quotes {
  /** Absent where there was nothing; never empty. */
  readonly before?: readonly DiffRun[];
  readonly after?: readonly DiffRun[];
}

/** Words that stay on each side of a change: enough to find the place. */
const KEPT = 8;
/** Characters of one wording: a tall paragraph in a narrow column. */
const LONGEST = 420;

/** @returns nothing marked where only one side is there, or where too little was kept for marks to help */
export function quotesOf(before: string | undefined, after: string | undefined): Quotes {
  const whole = (text: string | undefined): readonly DiffRun[] | undefined =>
    text === undefined ? undefined : [{ text: truncate(text, LONGEST), changed: false }];
  if (before === undefined || after === undefined) return sidesOf(whole(before), whole(after));
  const parts = diffArrays(before.split(/\s+/), after.split(/\s+/));
  const kept = parts.filter(({ added, removed }) => !added && !removed).reduce((sum, { count }) => sum + count, 0);
  if (2 * kept < Math.min(before.split(/\s+/).length, after.split(/\s+/).length)) return sidesOf(whole(before), whole(after));
  const side = (other: "added" | "removed") => limited(shortened(parts.filter((part) => !part[other]).map(runOf)));
  return sidesOf(side("added"), side("removed"));
}

function sidesOf(before: readonly DiffRun[] | undefined, after: readonly DiffRun[] | undefined): Quotes {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

interface Words {
  readonly words: readonly string[];
  readonly changed: boolean;
}

function runOf({ value, added, removed }: { value: string[]; added: boolean; removed: boolean }): Words {
  return { words: value, changed: added || removed };
}

/** Without the middle of what did not change, and at the ends without all but what is next to a change. */
function shortened(runs: readonly Words[]): DiffRun[] {
  return joined(runs).map(({ words, changed }, k, all): DiffRun => {
    const [head, tail] = [k === 0 ? 0 : KEPT, k === all.length - 1 ? 0 : KEPT];
    if (changed || words.length <= head + tail + 1 || all.length === 1) return { text: words.join(" "), changed };
    return { text: [...words.slice(0, head), "…", ...words.slice(words.length - tail)].join(" "), changed };
  });
}

/** Neighbours of one kind, between which the other wording has more, as one. */
function joined(runs: readonly Words[]): Words[] {
  const all: Words[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last?.changed === run.changed) all[all.length - 1] = { words: [...last.words, ...run.words], changed: run.changed };
    else all.push(run);
  }
  return all;
}

function limited(runs: readonly DiffRun[]): DiffRun[] {
  let left = LONGEST;
  return runs.flatMap(({ text, changed }) => {
    if (left <= 0) return [];
    const shown = truncate(text, left);
    left -= text.length + 1;
    return [{ text: shown, changed }];
  });
}
