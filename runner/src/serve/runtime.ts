/** Starts llama.cpp on the device that was asked for. Invariant: it never falls back. Where a model needs a GPU and none works, or the
 *  named kind does not, this is an error: a nine-billion-parameter model on a processor would look like a server that hangs. */
import { getLlama, getLlamaGpuTypes, type Llama, LlamaLogLevel } from "node-llama-cpp";
import { CannotServeError, messageOf } from "../errors.ts";
import type { GpuChoice } from "./compute.ts";

export type LogLine = (line: string) => void;

/** llama.cpp's messages from this level on reach the log: it also sends "warn" about tokens of every second vocabulary. */
const LOG_LEVEL = LlamaLogLevel.error;

/** @param needsGpu whether the model may run on the processor only if the user says `off` */
export async function startRuntime(gpu: GpuChoice, needsGpu: boolean, threads: number, log: LogLine): Promise<Llama> {
  // Never compile and never download: that would take an hour, need a network, and happen on a machine that serves.
  const options = { build: "never", skipDownload: true, maxThreads: threads, logLevel: LOG_LEVEL } as const;
  let llama: Llama;
  try {
    llama = await getLlama({
      ...options,
      gpu: gpu === "off" ? false : gpu,
      logger: (level, message) => log(`llama.cpp ${level}: ${message.trim()}`),
    });
  } catch (cause) {
    if (gpu === "auto" || gpu === "off") throw noRuntime(cause);
    throw noGpu(`--gpu ${gpu}`, `${gpu} does not work here`, cause);
  }
  if (gpu === "auto" && needsGpu && llama.gpu === false) {
    const why = await whyThere(llama, gpu);
    await llama.dispose();
    throw noGpu("--gpu auto", `this model needs a GPU, and ${why}`);
  }
  return llama;
}

function noGpu(at: string, fault: string, cause?: unknown): CannotServeError {
  return new CannotServeError({
    code: "no-gpu",
    at,
    fault,
    remedy:
      "Install the GPU's driver and, for CUDA, the CUDA runtime 13 or 12.4 (libcudart and libcublas); `bioreview-runner doctor` says what it sees; --gpu off runs on the processor, slowly",
    cause,
  });
}

function noRuntime(cause: unknown): CannotServeError {
  return new CannotServeError({
    code: "no-runtime",
    at: "node-llama-cpp",
    fault: `its library does not load (${messageOf(cause)})`,
    remedy: "Run `npm ci` in the runner's folder on this machine; on Linux glibc 2.34 or newer is needed",
    cause,
  });
}

/** @param gpu what was asked for
 *  @returns why the runtime computes where it does */
export async function whyThere(llama: Llama, gpu: GpuChoice): Promise<string> {
  if (gpu !== "auto") return `--gpu ${gpu} asks for it`;
  if (llama.gpu !== false) return "--gpu auto found it";
  return `no GPU that llama.cpp can use was found (tried ${(await triedGpus()).join(", ") || "nothing, for this system knows none"})`;
}

const triedGpus = async () => (await getLlamaGpuTypes("allValid")).filter((type) => type !== false);

/** `cpu`, or the GPU's kind and names such as `cuda (NVIDIA A100)`. */
export async function deviceOf(llama: Llama): Promise<string> {
  if (llama.gpu === false) return "cpu";
  return `${llama.gpu} (${(await llama.getGpuDeviceNames()).join(", ")})`;
}
