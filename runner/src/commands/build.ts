/** `models build`: options → weights in their place, and what was found on the way. */
import { readdirSync, readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { freemem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../build/build.ts";
import type { Runtime } from "../build/context.ts";
import { type Quantisation, recipeNamed } from "../build/recipes.ts";
import { CannotServeError, InterruptedError, UsageError } from "../errors.ts";
import { type Dependencies, modelsFolder } from "./dependencies.ts";

export interface BuildFlags {
  readonly base?: string;
  readonly adapter?: string;
  readonly as: "merged" | "adapter";
  readonly baseGguf?: string;
  readonly reference?: boolean;
  readonly quantisation: Quantisation;
  readonly python: string;
  readonly keep?: boolean;
  readonly dryRun?: boolean;
  readonly models?: string;
}

export async function buildCommand(name: string, flags: BuildFlags, dependencies: Dependencies): Promise<void> {
  const recipe = recipeNamed(name);
  const { env, stderr: output, stop: signal, buildScripts: scripts } = dependencies;
  const models = modelsFolder(flags.models, dependencies);
  const { python, quantisation, as, keep = false, dryRun = false, reference = false } = flags;
  if (flags.baseGguf !== undefined && as !== "adapter")
    throw new UsageError({
      code: "usage",
      at: "--base-gguf",
      fault: "a merged model is made from the base's own weights",
      remedy: "Add --as adapter, or leave it out",
    });
  const sources = {
    ...(flags.base === undefined ? {} : { base: flags.base }),
    ...(flags.adapter === undefined ? {} : { adapter: flags.adapter }),
    ...(flags.baseGguf === undefined ? {} : { baseGguf: flags.baseGguf }),
  };
  try {
    const built = await build(
      { recipe, ...sources, as, reference, quantisation, models, keep, dryRun },
      { env, output, signal, scripts, python, now: () => performance.now(), free, runtime: await locateRuntime() },
    );
    if (built) dependencies.stdout.write(`${recipe.model}: built, in ${join(models, recipe.model)}\n`);
  } catch (error) {
    if (signal.aborted) throw new InterruptedError(`models build ${name}`, "Run it again: steps that are done stay");
    throw error;
  }
}

async function free(folder: string): Promise<{ disk: number; memory: number }> {
  const { bavail, bsize } = await statfs(folder);
  return { disk: bavail * bsize, memory: freemem() };
}

/** The packages of llama.cpp's libraries for the processor alone: quantising needs no GPU. */
const LIBRARIES: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-arm64": "mac-arm64-metal",
  "darwin-x64": "mac-x64",
  "win32-x64": "win-x64",
  "win32-arm64": "win-arm64",
};

async function locateRuntime(): Promise<Runtime> {
  const machine = `${process.platform}-${process.arch}`;
  const name = LIBRARIES[machine];
  try {
    const source = join(fileURLToPath(import.meta.resolve("node-llama-cpp")), "..", "..", "llama");
    const info: unknown = JSON.parse(readFileSync(join(source, "llama.cpp.info.json"), "utf8"));
    const release = typeof info === "object" && info !== null && "tag" in info ? String(info.tag) : "unknown";
    const bins = join(fileURLToPath(import.meta.resolve(`@node-llama-cpp/${name}`)), "..", "..", "bins");
    const [folder = ""] = readdirSync(bins);
    return { bundle: join(source, "gitRelease.bundle"), libraries: join(bins, folder), release };
  } catch (cause) {
    throw new CannotServeError({
      code: "no-runtime",
      at: "runner/node_modules",
      fault: `llama.cpp's libraries for ${machine} are not there`,
      remedy:
        "Run `npm ci` in the runner's folder, on this machine; where there are none for it, build on another one and use `models import`",
      cause,
    });
  }
}
