/** One request at a time; the others wait, first come first served, and are told their place.
 *  Invariant: a place that was taken is given back exactly once, whatever happens to the request. */

export class QueueFullError extends Error {}

interface Waiting {
  readonly begin: () => void;
  readonly onPlace: (place: number) => void;
  reportedPlace: number;
}

export class RequestQueue {
  readonly #maxWaiting: number;
  readonly #waiting: Waiting[] = [];
  #running = false;

  /** @param maxWaiting requests that may stand behind the running one */
  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  get running(): number {
    return this.#running ? 1 : 0;
  }
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Waits for its turn, then does the work.
   *  @param onPlace called with the number of requests before this one, the running one included, whenever it changes
   *  @throws QueueFullError at once where too many wait; the signal's reason where it aborts while waiting */
  async run<Result>(work: () => Promise<Result>, onPlace: (place: number) => void, signal: AbortSignal): Promise<Result> {
    signal.throwIfAborted();
    await this.#turn(onPlace, signal);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  async #turn(onPlace: (place: number) => void, signal: AbortSignal): Promise<void> {
    if (!this.#running) {
      this.#running = true;
      return;
    }
    if (this.#waiting.length >= this.#maxWaiting) throw new QueueFullError();
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(one), 1);
        this.#reportPlaces();
        reject(signal.reason);
      };
      const one: Waiting = {
        begin: () => {
          signal.removeEventListener("abort", leave);
          resolve();
        },
        onPlace,
        reportedPlace: 0,
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.push(one);
      this.#reportPlaces();
    });
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running = false;
    else {
      this.#reportPlaces();
      next.begin();
    }
  }

  #reportPlaces(): void {
    this.#waiting.forEach((one, index) => {
      const place = index + 1;
      if (one.reportedPlace === place) return;
      one.reportedPlace = place;
      one.onPlace(place);
    });
  }
}
