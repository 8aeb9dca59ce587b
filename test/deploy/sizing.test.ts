/** The simulation behind docs/sizing.md, against what is known of queues. */
import { describe, expect, test } from "vitest";

interface Sizing {
  randomNumbers(seed: number): () => number;
  erlangWait(load: number, places: number): number;
  waitingTimes(arrivals: readonly number[], services: readonly number[], places: number): readonly number[];
  simulate(known: object): { readonly work: number; readonly utilisation: number; readonly p95: number };
}
const script = new URL("../../bench/sizing.mjs", import.meta.url);
const { erlangWait, randomNumbers, simulate, waitingTimes }: Sizing = await import(script.href);

describe("the queue", () => {
  test("serves by hand what can be reckoned by hand", () => {
    expect(waitingTimes([0, 1, 2], [5, 5, 5], 1)).toEqual([0, 4, 8]);
    expect(waitingTimes([0, 1, 2], [5, 5, 5], 2)).toEqual([0, 0, 3]);
    expect(waitingTimes([0, 10], [5, 5], 1)).toEqual([0, 0]);
  });
  test("knows Erlang's own values", () => {
    // M/M/1: load / (1 - load). M/M/2 with one Erlang: C = 1/3, so (1/3) / (2 - 1).
    expect(erlangWait(0.5, 1)).toBeCloseTo(1, 12);
    expect(erlangWait(1, 2)).toBeCloseTo(1 / 3, 12);
  });
  test.each([
    { places: 1, load: 0.6 },
    { places: 2, load: 1.6 },
    { places: 8, load: 6 },
  ])("waits as long as Erlang says of $load Erlang and $places places", ({ places, load }) => {
    const random = randomNumbers(7);
    const exponential = (mean: number) => -mean * Math.log(1 - random());
    const count = 400_000;
    let at = 0;
    const arrivals = Array.from({ length: count }, () => (at += exponential(1 / load)));
    const services = Array.from({ length: count }, () => exponential(1));
    const waits = waitingTimes(arrivals, services, places);
    const mean = waits.reduce((sum, one) => sum + one, 0) / count;
    expect(mean / erlangWait(load, places)).toBeGreaterThan(0.95);
    expect(mean / erlangWait(load, places)).toBeLessThan(1.05);
  });
});

describe("the sizes", () => {
  const known = {
    month: 10_000,
    read: 2500,
    write: 60,
    servers: 1,
    batch: 1,
    batchSpeed: 1,
    prompt: 9000,
    answer: 900,
    hours: 24,
    months: 2,
  };
  test("are the same each time", () => expect(simulate(known)).toEqual(simulate(known)));
  test("follow the work: tokens by their speeds", () => {
    const { work } = simulate(known);
    expect(work).toBeGreaterThan(0.9 * (9000 / 2500 + 900 / 60));
    expect(work, "long papers are cut").toBeLessThan(9000 / 2500 + 900 / 60);
  });
  test("have no more use where there are more servers, and no more waiting", () => {
    const [one, two] = [simulate(known), simulate({ ...known, servers: 2 })];
    expect(two.utilisation).toBeCloseTo(one.utilisation / 2, 12);
    expect(two.p95).toBeLessThanOrEqual(one.p95);
  });
  test("of a working day's eight hours are three times as tight", () => {
    expect(simulate({ ...known, hours: 8 }).utilisation / simulate(known).utilisation).toBeCloseTo(3, 1);
  });
});
