/** One request at a time, or as many as are answered at once; the others wait, first come first served, and are told their place.
 *  Invariant: a place that was taken is given back exactly once, whatever happens to the request. */

export class QueueFullError extends Error {
  /** Seconds until a place is likely to be free. */
  readonly retryAfter: number;
  /** Requests that are served before one that comes now: those that have a place, and those that were turned away before it. */
  readonly before: number;
  constructor(retryAfter: number, before: number) {
    super("too many requests wait");
    this.retryAfter = retryAfter;
    this.before = before;
  }
}

/** Seconds: clients of OpenAI take no longer advice than a minute, and none shorter than a second can be written. */
const ADVICE = { least: 1, most: 60 } as const;
/** Share of the last request in the average of how long one takes. */
const NEWEST = 0.3;

interface Waiting {
  readonly begin: () => void;
  readonly onPlace: (place: number) => void;
  reportedPlace: number;
}

export class RequestQueue {
  readonly #maxWaiting: number;
  readonly #waiting: Waiting[] = [];
  readonly #now: () => number;
  readonly #parallel: number;
  #running = 0;
  /** When each running one began. */
  readonly #began: number[] = [];
  /** Milliseconds that a request took, on average. */
  #average: number | undefined;
  /** Requests that were turned away and for which no place was free since. */
  #turnedAway = 0;

  /** @param maxWaiting requests that may stand behind the running ones
   *  @param now milliseconds, from any point in time
   *  @param parallel requests that run at once */
  constructor(maxWaiting: number, now: () => number = () => performance.now(), parallel = 1) {
    this.#maxWaiting = maxWaiting;
    this.#now = now;
    this.#parallel = parallel;
  }

  get running(): number {
    return this.#running;
  }
  get parallel(): number {
    return this.#parallel;
  }
  get waiting(): number {
    return this.#waiting.length;
  }
  /** Requests that may wait. */
  get limit(): number {
    return this.#maxWaiting;
  }

  /** Waits for its turn, then does the work.
   *  @param onPlace called with the number of requests before this one, the running ones included, whenever it changes
   *  @throws QueueFullError at once where too many wait; the signal's reason where it aborts while waiting */
  async run<Result>(work: () => Promise<Result>, onPlace: (place: number) => void, signal: AbortSignal): Promise<Result> {
    signal.throwIfAborted();
    await this.#turn(onPlace, signal);
    const began = this.#now();
    this.#began.push(began);
    try {
      return await work();
    } finally {
      const took = this.#now() - began;
      this.#began.splice(this.#began.indexOf(began), 1);
      this.#average = this.#average === undefined ? took : NEWEST * took + (1 - NEWEST) * this.#average;
      this.#next();
    }
  }

  async #turn(onPlace: (place: number) => void, signal: AbortSignal): Promise<void> {
    if (this.#running < this.#parallel) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= this.#maxWaiting) throw this.#turnAway();
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

  /** Each that is turned away is told its own time: as many as are served at once come back together. */
  #turnAway(): QueueFullError {
    const before = this.running + this.waiting + this.#turnedAway++;
    const each = this.#average ?? this.#now() - Math.min(...this.#began);
    const advice = Math.ceil((this.#turnedAway * each) / this.#parallel / 1000);
    return new QueueFullError(Math.min(ADVICE.most, Math.max(ADVICE.least, advice)), before);
  }

  #next(): void {
    this.#turnedAway = Math.max(0, this.#turnedAway - 1);
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else {
      this.#reportPlaces();
      next.begin();
    }
  }

  #reportPlaces(): void {
    this.#waiting.forEach((one, index) => {
      const place = this.#running + index;
      if (one.reportedPlace === place) return;
      one.reportedPlace = place;
      one.onPlace(place);
    });
  }
}
