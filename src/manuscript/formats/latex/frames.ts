/** Which environments are open, where \begin and \end stand in different pieces of the file or have no partner at all.
 *  Invariant: what ends in another order than it began still ends once; an \end without a \begin changes nothing. */

interface Frame {
  readonly name: string;
  readonly leave: () => void;
  /** Of an abstract that nothing ends: the next heading does. */
  readonly endsAtHeading: boolean;
}

export class Frames {
  readonly #open: Frame[] = [];

  push(frame: Frame): void {
    this.#open.push(frame);
  }

  /** Leaves the innermost environment of that name and all within it. */
  leave(name: string): void {
    const at = this.#open.findLastIndex((frame) => frame.name === name);
    if (at === -1) return;
    for (const frame of this.#open.splice(at).toReversed()) frame.leave();
  }

  endAtHeading(): void {
    const frame = this.#open.at(-1);
    if (frame?.endsAtHeading === true) this.leave(frame.name);
  }
}
