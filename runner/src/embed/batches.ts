/** Which texts are computed together. A batch is as long as its longest text for every text in it, and while it is computed nothing else
 *  of this process runs: so texts of like length go together, and few tokens at a time. */

/** Tokens, padding included: about a second of BERT's base size on one slow thread, which is as long as a token of an answer may wait. */
const MOST_TOKENS = 1024;
const MOST_TEXTS = 32;

/** @param lengths tokens of each text
 *  @returns indices into `lengths`, shortest first, each once */
export function batchesOf(lengths: readonly number[]): number[][] {
  const order = lengths.map((length, index) => ({ length, index })).sort((a, b) => a.length - b.length || a.index - b.index);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const { length, index } of order) {
    const fits = batch.length < MOST_TEXTS && (batch.length + 1) * length <= MOST_TOKENS;
    if (!fits && batch.length > 0) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
