/** Makes the weights that nobody publishes from those that somebody does, with the field's own tools: transformers and PEFT merge, the converter and the quantiser are the runtime's. What was
 *  used, made and found is recorded beside the result. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ModelsError, UsageError } from "../errors.ts";
import { VERSION } from "../version.ts";
import { baseOf } from "../weights/adapter.ts";
import { chatModelNamed, embeddingModelNamed } from "../weights/catalogue.ts";
import { writeAtomically } from "../weights/files.ts";
import { importWeights } from "../weights/import.ts";
import { assertServableGguf } from "../weights/servable-gguf.ts";
import { verifiedDigest } from "../weights/verify.ts";
import { buildAdapter, buildMerged } from "./chat.ts";
import type { BuildDependencies, BuildOptions, Context, Made } from "./context.ts";
import { bytesOf, inputOf, type Source, sourceOf } from "./inputs.ts";
import { assertScripts, environmentStep, pythonIn, runScript } from "./python.ts";
import { estimate } from "./recipes.ts";
import { StepRunner } from "./steps.ts";

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
  const shared = await StepRunner.open(work, dependencies);
  try {
    const environment = await shared.do(await environmentStep(dependencies));
    const own = await StepRunner.open(join(work, recipe.name), dependencies);
    const context = { options, dependencies, own, shared, python: pythonIn(environment.path), environment: environment.key };
    try {
      const made =
        recipe.kind === "chat" && adapter !== undefined
          ? await (options.as === "adapter" ? buildAdapter : buildMerged)(recipe.model, base, adapter, context)
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
  return { model: id, inputs: { base }, files, reference: undefined };
}

/** Says what it will take, and fails before anything is begun where that is not here. */
async function preflight(
  options: BuildOptions,
  [base, ...others]: readonly Source[],
  work: string,
  { output, free }: BuildDependencies,
): Promise<void> {
  if (base === undefined) throw new RangeError("a build has a base");
  const { as, quantisation } = options;
  // For an adapter alone nothing is read of the base but its settings, unless transformers shall say what the two make.
  const readsBase = as === "merged" || options.reference;
  const read = readsBase ? [base, ...others] : others;
  const weights = await bytesOf(readsBase ? base : (others[0] ?? base));
  const hub = read.filter((source) => source.kind === "hub");
  const fetched = hub.reduce((sum, { bytes }) => sum + bytes, 0);
  const hasEnvironment = existsSync(join(work, "environment"));
  const needs = estimate(options.recipe, { weights, fetched, quantisation, hasEnvironment, as });
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
  const minutes = Math.max(1, Math.ceil(weights / 50e6 / 60)) * 5;
  return minutes < 60 ? `some ${minutes} minutes on two cores` : `some ${Math.round(minutes / 60)} hours on two cores`;
}

/** What was used and found, beside the model's files. */
async function writeRecord(
  { model, inputs, files, reference }: Made,
  { options, own, shared, dependencies }: Context,
): Promise<void> {
  const folder = join(options.models, model);
  if (reference !== undefined) await copyFile(reference, join(folder, "reference.json"));
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
  const text = `${JSON.stringify(record, undefined, 2)}\n`;
  await writeAtomically(join(folder, "build.json"), (unfinished) => writeFile(unfinished, text));
}
