/** Where the requests in flight meet between two batches, so that each batch has one step of every one of them: a slice of its prompt, or one token of its answer.
 *  The library batches what is there when it looks, and looks again before those who just got their token have asked for the next one: of two answers none is then
 *  ever in a batch with the other, and who has to clear a sequence waits until all others have ended (findings/node-llama-cpp-splits-two-answers.sh). A request that is
 *  alone waits for nobody. */
export type NextBatch = () => Promise<void>;

export class Barrier {
  #members = 0;
  #arrived: (() => void)[] = [];

  /** @param work takes its steps each after a `nextBatch()`, and does nothing between two of them that takes long: all others wait for it */
  async join<Result>(work: (nextBatch: NextBatch) => Promise<Result>): Promise<Result> {
    this.#members++;
    try {
      return await work(() => this.#arrive());
    } finally {
      this.#members--;
      this.#open();
    }
  }

  async #arrive(): Promise<void> {
    await new Promise<void>((go) => {
      this.#arrived.push(go);
      this.#open();
    });
  }

  #open(): void {
    if (this.#arrived.length < this.#members) return;
    for (const go of this.#arrived.splice(0)) go();
  }
}

/** What a generator yields, each computed in the next batch. */
export async function* inBatches<Step>(steps: AsyncGenerator<Step>, nextBatch: NextBatch): AsyncGenerator<Step> {
  try {
    for (;;) {
      await nextBatch();
      const { done, value } = await steps.next();
      if (done) return;
      yield value;
    }
  } finally {
    await steps.return(undefined);
  }
}
