/** Reads prompts into llama.cpp's sequences, and starts where a prompt that was read before is equal. Invariant: whatever was read before, a prompt
 *  leaves the same state to the bit as in an empty sequence. What is computed of a slice depends on the tokens up to its end and on where the slices
 *  end, so a sequence is cut back only to the end of a whole slice: anywhere else the next batch has another shape and rounds differently. */
import type { LlamaContextSequence, Token } from "node-llama-cpp";
import type { NextBatch } from "./barrier.ts";
import type { PrefillProgress } from "./chat-model.ts";

/** States of a model that cannot be cut back (a recurrent or hybrid one), at most: one of Qwen3.5-9B takes some 50 MiB of the machine's memory. */
export const CHECKPOINTS = { max: 40, interval: false, maxMemory: 2 ** 30 } as const;
/** Such states of one prompt, evenly spaced. */
const CHECKPOINTS_OF_PROMPT = 16;

/** Share of a kept prompt that a new one must have in common with it to take its place while an older one could go: two papers share the system
 *  message, two revisions of a paper much more. */
const SHARED = 1 / 8;

/** What of llama.cpp's sequence the reading of a prompt needs. */
export type ReadableSequence = Pick<
  LlamaContextSequence,
  | "clearHistory"
  | "eraseContextTokenRanges"
  | "evaluateWithoutGeneratingNewTokens"
  | "getRestoreToPrefixIndexEvaluationSize"
  | "nextTokenIndex"
  | "takeCheckpoint"
>;

/** A sequence and what is known of its state. */
interface Kept<Sequence> {
  readonly sequence: Sequence;
  /** Read in whole slices, from the first token on. What the sequence holds after them was computed in other batches. */
  tokens: readonly Token[];
  /** When it was read into last: the highest is the latest. */
  used: number;
  /** Whether a request reads into it or writes behind it now. */
  busy: boolean;
}

/** Whom a reading answers to. */
export interface Reading {
  readonly onProgress: (progress: PrefillProgress) => void;
  readonly signal: AbortSignal;
  /** Awaited before each slice. */
  readonly nextBatch: NextBatch;
}

export interface ReadPrompt<Sequence> {
  readonly sequence: Sequence;
  /** Tokens that were not read again. */
  readonly cachedTokens: number;
}

export interface PromptReaderOptions<Sequence> {
  /** As many prompts as are kept, and no fewer than requests in flight. */
  readonly sequences: readonly Sequence[];
  /** Tokens that are read between two looks at whether anybody still waits. Fixed: another slicing rounds differently. */
  readonly slice: number;
  /** Whether what was read is used again. */
  readonly keep: boolean;
  readonly now: () => number;
}

export class PromptReader<Sequence extends ReadableSequence> {
  readonly #options: PromptReaderOptions<Sequence>;
  readonly #kept: readonly Kept<Sequence>[];
  #reads = 0;

  constructor(options: PromptReaderOptions<Sequence>) {
    this.#options = options;
    this.#kept = options.sequences.map((sequence) => ({ sequence, tokens: [], used: 0, busy: false }));
  }

  /** Prompts that a next one could begin with, and their tokens. */
  get kept(): { readonly prompts: number; readonly tokens: number } {
    const lengths = this.#options.keep ? this.#kept.map(({ tokens }) => tokens.length).filter((length) => length > 0) : [];
    return { prompts: lengths.length, tokens: lengths.reduce((sum, length) => sum + length, 0) };
  }

  /** Reads all but the prompt's last token, which is read together with the writing of the answer.
   *  @param write has the sequence to itself until it ends
   *  @throws the signal's reason where it aborts: what was read until then is kept */
  async read<Result>(
    prompt: readonly Token[],
    reading: Reading,
    write: (read: ReadPrompt<Sequence>) => Promise<Result>,
  ): Promise<Result> {
    reading.signal.throwIfAborted();
    const tokens = prompt.slice(0, -1);
    const kept = this.#keptFor(tokens);
    kept.used = ++this.#reads;
    kept.busy = true;
    try {
      const cachedTokens = await this.#readInto(kept, tokens, prompt.length, reading);
      return await write({ sequence: kept.sequence, cachedTokens });
    } finally {
      kept.busy = false;
    }
  }

  /** @param total tokens of the prompt @returns those of them that were not read again */
  async #readInto(
    kept: Kept<Sequence>,
    tokens: readonly Token[],
    total: number,
    { onProgress, signal, nextBatch }: Reading,
  ): Promise<number> {
    const { slice, now } = this.#options;
    const began = now();
    const from = this.#boundary(kept, tokens);
    try {
      await this.#cutBack(kept, from);
      const spacing = slice * Math.ceil(tokens.length / slice / CHECKPOINTS_OF_PROMPT);
      for (let at = from; at < tokens.length; at += slice) {
        onProgress({ total, cached: from, processed: at, milliseconds: now() - began });
        const part = tokens.slice(at, at + slice);
        await nextBatch();
        await kept.sequence.evaluateWithoutGeneratingNewTokens(part);
        if (part.length === slice) {
          kept.tokens = tokens.slice(0, at + slice);
          const isLast = at + 2 * slice > tokens.length;
          if (this.#options.keep && (isLast || (at + slice) % spacing === 0)) await kept.sequence.takeCheckpoint();
        }
        signal.throwIfAborted();
      }
    } catch (error) {
      if (!signal.aborted) kept.tokens = []; // nobody knows what the sequence holds
      throw error;
    }
    return from;
  }

  /** The sequence that a prompt is read into, of those that are free: the one that begins alike, else the one that was not used for longest. */
  #keptFor(tokens: readonly Token[]): Kept<Sequence> {
    const [first, ...others] = this.#kept.filter(({ busy }) => !busy);
    if (first === undefined) throw new RangeError("no sequence is free to read into");
    const shared = (one: Kept<Sequence>) => this.#boundary(one, tokens);
    const likest = others.reduce((best, one) => (shared(one) > shared(best) ? one : best), first);
    if (shared(likest) > SHARED * likest.tokens.length) return likest;
    return others.reduce((oldest, one) => (one.used < oldest.used ? one : oldest), first);
  }

  /** @returns the tokens at the beginning that need not be read again: whole slices, of which a state is there */
  #boundary({ sequence, tokens: before }: Kept<Sequence>, tokens: readonly Token[]): number {
    const { slice, keep } = this.#options;
    if (!keep) return 0;
    let equal = 0;
    while (equal < Math.min(before.length, tokens.length) && before[equal] === tokens[equal]) equal++;
    let boundary = equal - (equal % slice);
    // The library says how many tokens it would read again, in batches of its own, to get to a place.
    while (boundary > 0 && sequence.getRestoreToPrefixIndexEvaluationSize(boundary - 1) !== 0) boundary -= slice;
    return boundary;
  }

  async #cutBack(kept: Kept<Sequence>, boundary: number): Promise<void> {
    const { sequence } = kept;
    kept.tokens = kept.tokens.slice(0, boundary);
    if (boundary === 0) await sequence.clearHistory();
    else await sequence.eraseContextTokenRanges([{ start: boundary, end: sequence.nextTokenIndex }]);
    if (sequence.nextTokenIndex !== boundary)
      throw new Error(`the sequence was cut back to ${boundary} tokens and has ${sequence.nextTokenIndex}`);
  }
}
