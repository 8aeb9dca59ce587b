/** Ends an answer at the first of some texts. Invariant: no part of such a text is shown before it is clear that it is none. */

export interface Shown {
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

  push(text: string): Shown {
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
