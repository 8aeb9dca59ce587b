import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { cardsIn, cudaFindings } from "../../runner/src/commands/cuda.ts";
import { cudaFault, processor } from "../../runner/src/commands/examine.ts";
import { describePlacement, physicalCoresIn, threadsFor } from "../../runner/src/serve/compute.ts";
import { warmUp } from "../../runner/src/serve/serve.ts";
import { announcement } from "../../runner/src/serve/state.ts";
import { fakeChat, finished } from "./support/fake-chat.ts";
import { scratch } from "./support/scratch.ts";

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

test.each([
  {
    device: "cuda (X)",
    gpuLayers: 33,
    why: "--gpu auto found it",
    says: "all 33 layers on cuda (X), because --gpu auto found it",
  },
  {
    device: "cuda (X)",
    gpuLayers: 20,
    why: "--gpu cuda asks for it",
    says: "20 of 33 layers on cuda (X), the others on the processor with 2 threads, because --gpu cuda asks for it",
  },
  {
    device: "cpu",
    gpuLayers: 0,
    why: "--gpu off asks for it",
    says: "0 of 33 layers on a GPU, all on the processor with 2 threads, because --gpu off asks for it",
  },
])("a model with $gpuLayers layers on $device is said to be there, and why", ({ says, ...placement }) =>
  expect(describePlacement({ ...placement, layers: 33 }, 2)).toBe(says),
);

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

describe("the doctor looks at CUDA", () => {
  const card = (driver: string, capability: string) => cardsIn(`NVIDIA X, ${driver}, ${capability}\n`);
  const libraries = (...versions: number[]) =>
    versions.flatMap((version) => ["libcudart", "libcublas", "libcublasLt"].map((name) => `${name}.so.${version}`));
  const cache = { path: "/c", writable: true };

  test.each([
    { what: "a new driver and CUDA 13", driver: "580.95.05", cuda: [13], says: [/CUDA 13 runs/] },
    { what: "both, of which the newer is taken", driver: "590.1", cuda: [12, 13], says: [/CUDA 13 runs/] },
    { what: "an older driver, which leaves CUDA 12", driver: "550.54.15", cuda: [12, 13], says: [/CUDA 12 runs/] },
  ])("and is content with $what", ({ driver, cuda, says }) => {
    const found = cudaFindings({ cards: card(driver, "8.6"), libraries: libraries(...cuda), cache });
    expect(found.map(({ state }) => state)).toEqual(["ok", "ok"]);
    for (const words of says) expect(found[0]?.detail).toMatch(words);
  });
  test.each([
    { what: "no runtime", driver: "580.95", cuda: [], remedy: /libcudart\.so\.13, libcublas\.so\.13/ },
    { what: "a runtime that is too new for the driver", driver: "550.54", cuda: [13], remedy: /libcudart\.so\.12/ },
    { what: "a driver that is too old for either", driver: "470.1", cuda: [12, 13], remedy: /Update the driver: 525/ },
  ])("and says what helps against $what", ({ driver, cuda, remedy }) => {
    const [found] = cudaFindings({ cards: card(driver, "9.0"), libraries: libraries(...cuda), cache });
    expect(found).toMatchObject({ state: "fail", remedy: expect.stringMatching(remedy) });
  });
  test("and misses a library that alone is not there", () => {
    const some = libraries(13).filter((name) => name !== "libcublasLt.so.13");
    expect(cudaFindings({ cards: card("580.1", "9.0"), libraries: some, cache })[0]?.state).toBe("fail");
  });
  test.each([
    { card: "A100", capability: "8.0", compiles: true },
    { card: "RTX 3090", capability: "8.6", compiles: false },
    { card: "L4", capability: "8.9", compiles: false },
    { card: "H100", capability: "9.0", compiles: true },
    { card: "RTX 5090", capability: "12.0", compiles: false },
  ])("and tells whether the first start compiles for a $card: $compiles", ({ capability, compiles }) => {
    const of = (writable: boolean) =>
      cudaFindings({ cards: card("580.1", capability), libraries: libraries(13), cache: { path: "/c", writable } })[1];
    expect(/compiles.*\/c/.test(of(true)?.detail ?? "")).toBe(compiles);
    expect(of(false)?.state, "again and again where nothing can be kept").toBe(compiles ? "warn" : "ok");
  });
  test("and says nothing where there is no such card", () => {
    expect(cudaFindings({ cards: undefined, libraries: libraries(13), cache })).toEqual([]);
    expect(cardsIn("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n")).toEqual([]);
  });
  test("and knows a card that is too old for the build", () => {
    expect(cudaFindings({ cards: card("580.1", "7.0"), libraries: libraries(13), cache })[1]).toMatchObject({ state: "fail" });
  });
});

describe("what keeps CUDA from working", () => {
  const folder = scratch();
  afterEach(() => vi.unstubAllEnvs());
  test("is said where a card is there, with what helps", async () => {
    writeFileSync(join(folder, "nvidia-smi"), "#!/bin/sh\necho 'NVIDIA X, 470.1, 8.6'\n", { mode: 0o755 });
    vi.stubEnv("PATH", `${folder}:${process.env["PATH"]}`);
    expect(await cudaFault()).toMatch(/^driver 470\.1, .*Update the driver: 525/);
  });
  test("is nothing where there is no card", async () => {
    writeFileSync(join(folder, "nvidia-smi"), "#!/bin/sh\nexit 9\n", { mode: 0o755 });
    vi.stubEnv("PATH", `${folder}:${process.env["PATH"]}`);
    expect(await cudaFault()).toBeUndefined();
  });
});

test.each([
  { device: "cuda (NVIDIA X)", times: 1 },
  { device: "cpu", times: 0 },
])("a server on $device answers $times times before it says that it serves", async ({ device, times }) => {
  let asked = 0;
  const chat = fakeChat(async () => {
    asked++;
    return { reason: "length", ...finished };
  });
  const logged: string[] = [];
  const gpu = { ...chat, identity: { ...chat.identity, device } };
  await warmUp(gpu, { log: (line) => void logged.push(line), signal: new AbortController().signal });
  expect([asked, logged.length]).toEqual([times, times]);
});
