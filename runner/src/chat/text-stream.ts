/** Tokens to text as they come: whole characters, and an end at the first of some stop texts.
 *  Invariant: no text ends inside a character, wherever an answer is cut. */
import type { Token } from "node-llama-cpp";

export interface Detokeniser {
  detokenize(tokens: readonly Token[], specialTokens: boolean, lastTokens?: readonly Token[]): string;
}

/** What a decoder writes for bytes that are no whole character yet. */
const UNFINISHED = "\uFFFD";
const UNFINISHED_END = /\uFFFD+$/;
/** Tokens held back at most: a character has four bytes, so longer waits are for text that really has this sign. */
const HELD = 4;
/** Tokens of context that decide whether a tokeniser of the SentencePiece kind writes a space first. */
export const CONTEXT = 8;

export class TextStream {
  readonly #model: Detokeniser;
  #pending: Token[] = [];
  #before: Token[] = [];

  constructor(model: Detokeniser) {
    this.#model = model;
  }

  /** @returns the text that is certain now; may be empty */
  push(token: Token): string {
    this.#pending.push(token);
    const text = this.#text();
    return text.endsWith(UNFINISHED) && this.#pending.length < HELD ? "" : this.#release(text);
  }

  /** What was held back, where the answer ends here: without the beginning of a character that did not come whole. */
  end(): string {
    return this.#pending.length === 0 ? "" : this.#release(this.#text()).replace(UNFINISHED_END, "");
  }

  #text(): string {
    return this.#model.detokenize(this.#pending, false, this.#before);
  }

  #release(text: string): string {
    this.#before = [...this.#before, ...this.#pending].slice(-CONTEXT);
    this.#pending = [];
    return text;
  }
}

export interface StopResult {
  readonly text: string;
  readonly stopped: boolean;
}

export class StopTexts {
  readonly #stops: readonly string[];
  #held = "";

  /** @param stops none of them empty */
  constructor(stops: readonly string[]) {
    this.#stops = stops;
  }

  push(text: string): StopResult {
    this.#held += text;
    const places = this.#stops.map((stop) => this.#held.indexOf(stop)).filter((at) => at >= 0);
    if (places.length > 0) return { text: this.#held.slice(0, Math.min(...places)), stopped: true };
    const kept = Math.max(0, ...this.#stops.map((stop) => overlap(this.#held, stop)));
    const shown = this.#held.slice(0, this.#held.length - kept);
    this.#held = this.#held.slice(this.#held.length - kept);
    return { text: shown, stopped: false };
  }

  /** What was held back for a stop text that did not come. */
  end(): string {
    return this.#held;
  }
}

/** Characters at the end of `text` that could be the beginning of `stop`. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length--) {
    if (text.endsWith(stop.slice(0, length))) return length;
  }
  return 0;
}
