import { describe, expect, test } from "vitest";
import { QueueFullError, RequestQueue } from "../../runner/src/serve/request-queue.ts";

const never = new AbortController().signal;
const nobody = () => {};

/** A piece of work that ends when told to. */
function work() {
  let finish = nobody;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { run: () => done, finish };
}
/** Lets everything that is ready go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a line", () => {
  test("serves in the order of coming and tells each its place whenever it changes", async () => {
    const line = new RequestQueue(2);
    const first = work();
    const second = work();
    const served: string[] = [];
    const places: number[] = [];
    const one = line.run(first.run, nobody, never);
    const two = line.run(() => second.run(), nobody, never);
    const three = line.run(
      async () => void served.push("three"),
      (place) => places.push(place),
      never,
    );
    expect(places).toEqual([2]);
    first.finish();
    await one;
    await settled();
    expect(places).toEqual([2, 1]);
    second.finish();
    await Promise.all([two, three]);
    expect(served).toEqual(["three"]);
    expect(line.running + line.waiting).toBe(0);
  });

  test("refuses who comes when too many wait, and forgets them", async () => {
    const line = new RequestQueue(1);
    const first = work();
    const one = line.run(first.run, nobody, never);
    const two = line.run(async () => "served", nobody, never);
    await expect(line.run(async () => "no", nobody, never)).rejects.toBeInstanceOf(QueueFullError);
    first.finish();
    await one;
    expect(await two).toBe("served");
  });

  test("lets who waits go away, and who stands behind moves up", async () => {
    const line = new RequestQueue(5);
    const first = work();
    const leaving = new AbortController();
    const places: number[] = [];
    const one = line.run(first.run, nobody, never);
    const two = line.run(async () => "no", nobody, leaving.signal);
    const three = line.run(
      async () => "served",
      (place) => places.push(place),
      never,
    );
    leaving.abort(new Error("gone"));
    await expect(two).rejects.toThrow("gone");
    expect(places).toEqual([2, 1]);
    first.finish();
    await one;
    expect(await three).toBe("served");
  });

  test("who goes away from the end changes nobody's place", async () => {
    const line = new RequestQueue(5);
    const first = work();
    const leaving = new AbortController();
    const places: number[] = [];
    const one = line.run(first.run, nobody, never);
    const two = line.run(
      async () => {},
      (place) => places.push(place),
      never,
    );
    const three = line.run(async () => {}, nobody, leaving.signal);
    leaving.abort(new Error("gone"));
    await expect(three).rejects.toThrow("gone");
    expect(places).toEqual([1]);
    first.finish();
    await Promise.all([one, two]);
  });

  test("goes on after work that fails", async () => {
    const line = new RequestQueue(1);
    const failing = line.run(() => Promise.reject(new Error("broken")), nobody, never);
    const next = line.run(async () => "served", nobody, never);
    await expect(failing).rejects.toThrow("broken");
    expect(await next).toBe("served");
  });

  test("does nothing for who had gone before their turn came", async () => {
    await expect(new RequestQueue(1).run(async () => "no", nobody, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
  });

  test("tells each that is turned away when a place is likely to be free, one after the other", async () => {
    let clock = 0;
    const line = new RequestQueue(0, () => clock);
    const served = line.run(
      async () => {
        clock += 4000;
      },
      nobody,
      never,
    );
    await served;
    const running = work();
    const one = line.run(running.run, nobody, never);
    const advice = () =>
      line.run(async () => "no", nobody, never).catch((error: unknown) => error instanceof QueueFullError && error.retryAfter);
    expect([await advice(), await advice(), await advice()]).toEqual([4, 8, 12]);
    for (let more = 0; more < 20; more++) await advice();
    expect(await advice()).toBe(60);
    running.finish();
    await one;
  });

  test("goes by the running request where none was served yet, and never says less than a second", async () => {
    let clock = 0;
    const line = new RequestQueue(0, () => clock);
    const running = work();
    const one = line.run(running.run, nobody, never);
    const refused = () => line.run(async () => "no", nobody, never);
    await expect(refused()).rejects.toMatchObject({ retryAfter: 1 });
    clock = 3000;
    await expect(refused()).rejects.toMatchObject({ retryAfter: 6 });
    running.finish();
    await one;
  });

  test("of several at once serves as many as it may, the others in their order, and tells who comes too late by all of them", async () => {
    let clock = 0;
    const line = new RequestQueue(2, () => clock, 2);
    const works = [work(), work(), work(), work()];
    const places: (readonly [number, number])[] = [];
    const begun: number[] = [];
    const runs = works.map(({ run }, index) =>
      line.run(
        () => {
          begun.push(index);
          return run();
        },
        (place) => places.push([index, place]),
        never,
      ),
    );
    await settled();
    expect([begun, line.running, line.waiting, line.parallel]).toEqual([[0, 1], 2, 2, 2]);
    clock = 6000;
    const refused = () => line.run(async () => {}, nobody, never);
    await expect(refused()).rejects.toMatchObject({ before: 4, retryAfter: 3 });
    await expect(refused()).rejects.toMatchObject({ before: 5, retryAfter: 6 });
    works[1]?.finish();
    await runs[1];
    await settled();
    expect([begun, places]).toEqual([
      [0, 1, 2],
      [
        [2, 2],
        [3, 3],
        [3, 2],
      ],
    ]);
    for (const { finish } of works) finish();
    await Promise.all(runs);
    expect([line.running, line.waiting]).toEqual([0, 0]);
  });
});
