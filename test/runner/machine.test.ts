import { describe, expect, test } from "vitest";
import { processor } from "../../runner/src/commands/examine.ts";
import { physicalCoresIn, threadsFor } from "../../runner/src/serve/compute.ts";
import { announcement } from "../../runner/src/serve/state.ts";
import { fakeChat } from "./support/fake-chat.ts";

describe("threads", () => {
  test.each([
    { cores: 1, threads: 1 },
    { cores: 2, threads: 1 },
    { cores: 3, threads: 2 },
    { cores: 16, threads: 15 },
  ])("of $cores cores $threads compute, so that one is left for everybody else", ({ cores, threads }) =>
    expect(threadsFor(cores)).toBe(threads),
  );

  test("two processors of one core count once, cores of two sockets apart", () => {
    const listed = [
      [0, 0],
      [0, 0],
      [0, 1],
      [1, 0],
    ].map(([socket, core], number) => `processor\t: ${number}\nphysical id\t: ${socket}\ncore id\t\t: ${core}\n`);
    expect(physicalCoresIn(listed.join("\n"))).toBe(3);
  });
  test("a machine that does not name its cores is not guessed at", () =>
    expect(physicalCoresIn("processor\t: 0\nBogoMIPS\t: 50\n\n")).toBeUndefined());
});

test("the doctor warns where others compute, and says what that does", () => {
  expect(processor(0.1, 2).state).toBe("ok");
  expect(processor(1.9, 2)).toMatchObject({ state: "warn", remedy: expect.stringContaining("slow") });
});

test("a server on a GPU names its memory as well", async () => {
  const chat = fakeChat(async () => expect.fail("nobody asks"));
  const onGpu = {
    ...chat,
    identity: { ...chat.identity, device: "cuda (X)" },
    memory: async () => ({ process: 1e9, gpu: 6.5e9 }),
  };
  const line = await announcement({ chat: onGpu, embedders: [] }, "unix:/s");
  expect(line).toMatch(
    /: Fake F16 \(sha256 000000000000\) on cuda \(X\), 1 thread, context 100, memory 1\.00 GB and 6\.50 GB of the GPU, at unix:\/s$/,
  );
});
