/** Tokens → text as they come. Invariant: the pieces, put together, are the text of all tokens; no piece ends within a character. */
import type { Token } from "node-llama-cpp";

export interface Detokeniser {
  detokenize(tokens: readonly Token[], specialTokens: boolean, lastTokens?: readonly Token[]): string;
}

/** What a decoder writes for bytes that are no whole character yet. */
const UNFINISHED = "\uFFFD";
/** Tokens held back at most: a character has four bytes, so longer waits are for text that really has this sign. */
const HELD = 4;
/** Tokens of context that decide whether a tokeniser of the SentencePiece kind writes a space first. */
const CONTEXT = 8;

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

  /** What was held back, where the answer ends here. */
  end(): string {
    return this.#pending.length === 0 ? "" : this.#release(this.#text());
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
