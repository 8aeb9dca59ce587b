/** Makes the weights that nobody publishes from those that somebody does, with the field's own tools: transformers and PEFT merge, the converter and the quantiser are the runtime's. What was
 *  used, made and found is recorded beside the result. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ModelsError, UsageError } from "../errors.ts";
import { VERSION } from "../version.ts";
import { assertAdapterOf, baseOf, pathOf } from "../weights/adapter.ts";
import { chatModelNamed, embeddingModelNamed } from "../weights/catalogue.ts";
import { writeAtomically } from "../weights/files.ts";
import { importAdapter, importWeights } from "../weights/import.ts";
import { assertServableGguf } from "../weights/servable-gguf.ts";
import { verifiedDigest } from "../weights/verify.ts";
import { bytesOf, type Input, inputOf, type Source, sourceOf } from "./inputs.ts";
import { assertScripts, environmentStep, type PythonDependencies, pythonIn, runForeign, runScript } from "./python.ts";
import { estimate, type Quantisation, type Recipe } from "./recipes.ts";
import { type StepDependencies, Workshop } from "./steps.ts";

export interface BuildOptions {
  readonly recipe: Recipe;
  /** A folder, or `owner/name` with `@revision`, instead of the recipe's. */
  readonly base?: string;
  readonly adapter?: string;
  /** Of a chat model: merged into one file, or the adapter alone, which the server lays over its base. */
  readonly as: "merged" | "adapter";
  /** A GGUF of the base, for an adapter that is not laid over the one of the catalogue. */
  readonly baseGguf?: string;
  readonly quantisation: Quantisation;
  /** The folder of all models. */
  readonly models: string;
  /** Keep what the steps made. */
  readonly keep: boolean;
  /** Only say what it takes. */
  readonly dryRun: boolean;
}

export interface BuildDependencies extends PythonDependencies, StepDependencies {
  readonly runtime: Runtime;
  /** Bytes that are free where the models lie, and of memory. */
  readonly free: (folder: string) => Promise<{ readonly disk: number; readonly memory: number }>;
}

/** The parts of node-llama-cpp's packages that are used besides the runtime. */
export interface Runtime {
  /** The git bundle of llama.cpp's source, with the converter. */
  readonly bundle: string;
  /** The folder of its built libraries. */
  readonly libraries: string;
  readonly release: string;
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** @returns false where it was only asked what a build takes
 *  @throws ModelsError, UsageError; what is done already is not done again by the next call */
export async function build(options: BuildOptions, dependencies: BuildDependencies): Promise<boolean> {
  const { recipe, models } = options;
  const base = await sourceOf(options.base, recipe.base, "--base");
  const adapter = recipe.kind === "chat" ? await sourceOf(options.adapter, recipe.adapter, "--adapter") : undefined;
  assertScripts(dependencies.scripts);
  if (options.as === "adapter" && !options.dryRun) await assertBaseHere(options);
  const work = join(models, ".build");
  await preflight(options, adapter === undefined ? [base] : [base, adapter], work, dependencies);
  if (options.dryRun) return false;
  const shared = await Workshop.open(work, dependencies);
  try {
    const environment = await shared.do(await environmentStep(dependencies));
    const own = await Workshop.open(join(work, recipe.name), dependencies);
    const context = { options, dependencies, own, shared, python: pythonIn(environment.path), environment: environment.key };
    try {
      const made =
        recipe.kind === "chat" && adapter !== undefined
          ? await (options.as === "adapter" ? buildAdapter : buildChat)(recipe.model, base, adapter, context)
          : await buildEncoder(recipe.model, base, context);
      await writeRecord(made, context);
      if (!options.keep) await rm(own.folder, { recursive: true, force: true });
    } finally {
      await own.close().catch(() => {}); // its folder may be gone
    }
  } finally {
    await shared.close();
  }
  return true;
}

interface Context {
  readonly options: BuildOptions;
  readonly dependencies: BuildDependencies;
  readonly own: Workshop;
  readonly shared: Workshop;
  readonly python: string;
  /** The key of the Python environment. */
  readonly environment: string;
}

interface Made {
  readonly model: string;
  readonly inputs: Readonly<Record<string, Input>>;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  /** Files that go beside the model's own. */
  readonly beside: readonly string[];
}

async function buildChat(id: string, baseSource: Source, adapterSource: Source, context: Context): Promise<Made> {
  const { options, dependencies, own, shared, python, environment } = context;
  const { runtime, scripts } = dependencies;
  const model = chatModelNamed(id);
  const converter = await shared.do(converterStep(dependencies));
  const base = await inputOf("base", baseSource, context);
  const adapter = await inputOf("adapter", adapterSource, context);
  const merged = await own.do({
    name: "merge",
    title: "merging the adapter into its base model",
    dependsOn: [environment, JSON.stringify([base.digests, adapter.digests])],
    makes: "merged",
    run: async (unfinished) => {
      const found = await runScript(python, "merge.py", [base.path, adapter.path, unfinished], dependencies);
      assertNormaliser(base.path, found["normalizer"], model.normalisation);
      return found;
    },
  });
  const { modelClass, adapterKeys, changedTensors, tensors } = merged.findings;
  dependencies.output.write(
    `  ${String(modelClass)}: ${String(adapterKeys)} tensors of the adapter changed ${String(changedTensors)} of ${String(tensors)} of the model\n`,
  );
  const full = options.quantisation === "F32" ? "f32" : "bf16";
  const converted = await own.do({
    name: "convert",
    title: `converting to GGUF (${full})`,
    dependsOn: [merged.key, converter.key, full],
    makes: `model-${full}.gguf`,
    run: async (unfinished) => {
      const ahead = Number(merged.findings["predictsAhead"] ?? 0) > 0 ? ["--no-mtp"] : [];
      const args = [join(converter.path, "convert_hf_to_gguf.py"), merged.path, "--outtype", full, "--outfile", unfinished];
      await runForeign(python, [...args, ...ahead], "convert_hf_to_gguf.py", dependencies);
      assertServableGguf(unfinished, model);
      return {};
    },
  });
  const type = options.quantisation;
  const isDone = type.toLowerCase() === full;
  const quantised = isDone
    ? converted
    : await own.do({
        name: "quantise",
        title: `quantising to ${type}`,
        dependsOn: [converted.key, runtime.release, type],
        makes: `model-${type}.gguf`,
        run: (unfinished) =>
          runScript(python, "quantise.py", [runtime.libraries, converted.path, unfinished, type], dependencies),
      });
  const paper = fileURLToPath(new URL("paper.json", scripts));
  const weights = (await stat(converted.path)).size;
  const { memory } = await dependencies.free(own.folder);
  const precision = full === "f32" || 2.3 * weights < memory ? "float32" : "bfloat16";
  const reference = await own.do({
    name: "reference",
    title: `what transformers makes of it (${precision})`,
    dependsOn: [merged.key, await readFile(paper, "utf8"), precision],
    makes: "reference.json",
    run: (unfinished) => runScript(python, "reference.py", [merged.path, paper, unfinished, precision], dependencies),
  });
  const files = await importWeights(options.models, model, [quantised.path]);
  return { model: id, inputs: { base, adapter }, files, beside: [reference.path] };
}

/** @throws UsageError where the recipe has no adapter; ModelsError where the base, over which the result shall be laid, is not here */
async function assertBaseHere({ recipe, models, baseGguf }: BuildOptions): Promise<void> {
  if (recipe.kind !== "chat")
    throw new UsageError({
      code: "usage",
      at: `models build ${recipe.name} --as adapter`,
      fault: "it is made without an adapter",
      remedy: "Leave --as out",
    });
  const model = chatModelNamed(recipe.model);
  if (baseGguf === undefined) await verifiedDigest(models, await baseOf(models, model), recipe.name);
  else assertServableGguf(baseGguf, model);
}

/** The adapter as GGUF by llama.cpp's own converter, which of the base needs the settings alone. */
async function buildAdapter(id: string, baseSource: Source, adapterSource: Source, context: Context): Promise<Made> {
  const { options, dependencies, own, shared, python, environment } = context;
  const model = chatModelNamed(id);
  const converter = await shared.do(converterStep(dependencies));
  const base = await inputOf("base", baseSource, context, "settings");
  const adapter = await inputOf("adapter", adapterSource, context);
  const converted = await own.do({
    name: "adapter",
    title: "converting the adapter to GGUF",
    dependsOn: [environment, converter.key, JSON.stringify([base.digests, adapter.digests])],
    makes: "adapter.gguf",
    run: async (unfinished) => {
      const found = await runScript(python, "lora.py", [base.path, adapter.path], dependencies);
      assertNormaliser(base.path, found["normalizer"], model.normalisation);
      const script = join(converter.path, "convert_lora_to_gguf.py");
      const args = [script, adapter.path, "--base", base.path, "--outtype", "f32", "--outfile", unfinished];
      await runForeign(python, args, "convert_lora_to_gguf.py", dependencies);
      return found;
    },
  });
  const files = await importAdapter(options.models, model, converted.path, options.baseGguf);
  const { changed, all } = assertAdapterOf(converted.path, pathOf(options.models, await baseOf(options.models, model)));
  dependencies.output.write(
    `  ${String(converted.findings["modules"])} modules of the adapter change ${changed} of ${all} tensors of the base\n`,
  );
  return { model: id, inputs: { base, adapter }, files, beside: [] };
}

async function buildEncoder(id: string, source: Source, context: Context): Promise<Made> {
  const { options, dependencies, own, python, environment } = context;
  const base = await inputOf("base", source, context);
  const exported = await own.do({
    name: "export",
    title: "exporting to ONNX, and comparing with PyTorch",
    dependsOn: [environment, JSON.stringify(base.digests)],
    makes: "onnx",
    run: (unfinished) => runScript(python, "export_onnx.py", [base.path, unfinished], dependencies),
  });
  dependencies.output.write(`  cosines differ from PyTorch's by at most ${String(exported.findings["largestDifference"])}\n`);
  const files = await importWeights(options.models, embeddingModelNamed(id), [exported.path]);
  return { model: id, inputs: { base }, files, beside: [] };
}

/** llama.cpp's source as the runtime's package carries it: that converter's files are ones that this runtime reads. */
function converterStep(dependencies: BuildDependencies) {
  const { bundle, release } = dependencies.runtime;
  return {
    name: "converter",
    title: `the converter of llama.cpp ${release}`,
    dependsOn: [release],
    makes: `llama.cpp-${release}`,
    run: async (unfinished: string) => {
      await runForeign(
        "git",
        ["-c", "advice.detachedHead=false", "clone", "--quiet", bundle, unfinished],
        "git clone",
        dependencies,
      ).catch((error: unknown) => {
        if (!(error instanceof ModelsError) || !error.message.includes("not found")) throw error;
        throw new ModelsError({
          code: "no-git",
          at: "git",
          fault: "there is no such program, and the converter is in a git bundle",
          remedy: "Install git",
          cause: error,
        });
      });
      return {};
    },
  };
}

/** The server composes letters where the profile says so: that has to be what this very tokenizer does. */
function assertNormaliser(at: string, found: unknown, due: "NFC" | undefined): void {
  const type = typeof found === "object" && found !== null && "type" in found ? found.type : undefined;
  if (type === due) return;
  throw new ModelsError({
    code: "other-normaliser",
    at: join(at, "tokenizer.json"),
    fault: `its normalizer is ${type === undefined ? "none" : JSON.stringify(type)}, and this model's is ${due ?? "none"}`,
    remedy: "Name the base model that the adapter was trained on",
  });
}

/** Says what it will take, and fails before anything is begun where that is not here. */
async function preflight(
  options: BuildOptions,
  [base, ...others]: readonly Source[],
  work: string,
  { output, free }: BuildDependencies,
): Promise<void> {
  if (base === undefined) throw new RangeError("a build has a base");
  // For an adapter alone nothing is read of the base but its settings.
  const read = options.as === "adapter" ? others : [base, ...others];
  const weights = await bytesOf(options.as === "adapter" ? (others[0] ?? base) : base);
  const hub = read.filter((source) => source.kind === "hub");
  const fetched = hub.reduce((sum, { bytes }) => sum + bytes, 0);
  const hasEnvironment = existsSync(join(work, "environment"));
  const { quantisation } = options;
  const needs = estimate(options.recipe, {
    weights,
    fetched,
    quantisation: options.as === "adapter" ? "F32" : quantisation,
    hasEnvironment,
  });
  let folder = options.models;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const here = await free(folder);
  output.write(
    `${options.recipe.name}: takes up to ${gigabytes(needs.disk)} of disk (${gigabytes(here.disk)} free in ${folder}), ${gigabytes(needs.memory)} of memory (${gigabytes(here.memory)} available)` +
      `${fetched === 0 ? "" : `, ${gigabytes(fetched)} to fetch`}; no GPU; ${timeFor(weights)}\n`,
  );
  const done = existsSync(join(work, options.recipe.name)); // part of it is taken already
  if (here.disk < needs.disk && !done)
    throw new ModelsError({
      code: "disk-full",
      at: folder,
      fault: `${gigabytes(needs.disk)} are needed, and ${gigabytes(here.disk)} are free`,
      remedy: "Free some space, or name another place with --models",
    });
  if (here.memory < needs.memory)
    throw new ModelsError({
      code: "out-of-memory",
      at: options.recipe.name,
      fault: `${gigabytes(needs.memory)} of memory are needed, and ${gigabytes(here.memory)} are available`,
      remedy: "End what else uses it, or build on a machine with more and copy the result: `models import` takes it",
    });
}

/** Roughly: each step reads and writes all weights once, at some 50 MB/s on two cores, quantising at half of that. */
function timeFor(weights: number): string {
  const minutes = Math.ceil(weights / 50e6 / 60) * 5;
  return minutes < 60 ? `some ${minutes} minutes on two cores` : `some ${Math.round(minutes / 60)} hours on two cores`;
}

/** What was used and found, beside the model's files. */
async function writeRecord(
  { model, inputs, files, beside }: Made,
  { options, own, shared, dependencies }: Context,
): Promise<void> {
  const folder = join(options.models, model);
  for (const path of beside) await copyFile(path, join(folder, "reference.json"));
  const { scripts, runtime } = dependencies;
  const requirements = await readFile(new URL("requirements.txt", scripts));
  const record = {
    version: 1,
    builder: VERSION,
    quantisation: options.recipe.kind === "chat" && options.as === "merged" ? options.quantisation : undefined,
    llamaCpp: runtime.release,
    requirementsSha256: createHash("sha256").update(requirements).digest("hex"),
    python: shared.records["environment"]?.findings["python"],
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, { from, digests }]) => [name, { from, digests }])),
    steps: own.records,
    files: files.map(({ path, sha256, bytes }) => ({ path: path.slice(folder.length + 1), sha256, bytes })),
  };
  // A reference that an earlier build left is of a merged file.
  if (beside.length === 0) await rm(join(folder, "reference.json"), { force: true });
  const text = `${JSON.stringify(record, undefined, 2)}\n`;
  await writeAtomically(join(folder, "build.json"), (unfinished) => writeFile(unfinished, text));
}
