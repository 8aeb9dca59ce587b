/** The two ways to make a chat model of a base and its adapter: merged, converted and quantised, or the adapter alone, converted. Each leaves what transformers makes of the same. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ChatModel } from "../../../profiles/profile.ts";
import { ModelsError } from "../errors.ts";
import { assertAdapterOf, baseOf, pathOf } from "../weights/adapter.ts";
import { chatModelNamed } from "../weights/catalogue.ts";
import { importAdapter, importWeights } from "../weights/import.ts";
import { assertServableGguf } from "../weights/servable-gguf.ts";
import type { BuildDependencies, Context, Made } from "./context.ts";
import { bytesOf, type Input, inputOf, type Source } from "./inputs.ts";
import { runForeign, runScript } from "./python.ts";
import type { Quantisation } from "./recipes.ts";
import type { Done, Step } from "./steps.ts";

/** @param id of the chat model that it becomes */
export async function buildMerged(id: string, baseSource: Source, adapterSource: Source, context: Context): Promise<Made> {
  const { options, dependencies, own } = context;
  const model = chatModelNamed(id);
  const converter = await context.shared.do(converterStep(dependencies));
  const base = await inputOf("base", baseSource, context);
  const adapter = await inputOf("adapter", adapterSource, context);
  const merged = await own.do(mergeStep(model, base, adapter, context));
  const { modelClass, adapterKeys, changedTensors, tensors } = merged.findings;
  dependencies.output.write(
    `  ${String(modelClass)}: ${String(adapterKeys)} tensors of the adapter changed ${String(changedTensors)} of ${String(tensors)} of the model\n`,
  );
  const { quantisation } = options;
  const full = quantisation === "F32" ? "f32" : "bf16";
  const converted = await own.do(convertStep(model, converter, merged, full, context));
  const quantised =
    quantisation.toLowerCase() === full ? converted : await own.do(quantiseStep(converted, quantisation, context));
  const weights = (await stat(converted.path)).size;
  const precision = full === "f32" ? "float32" : await precisionFor(weights, context);
  const reference = await own.do(await referenceStep(context, { of: merged.path, dependsOn: [merged.key], precision }));
  const files = await importWeights(options.models, model, [quantised.path]);
  return { model: id, inputs: { base, adapter }, files, reference: reference.path };
}

function mergeStep(model: ChatModel, base: Input, adapter: Input, { python, environment, dependencies }: Context): Step {
  return {
    name: "merge",
    title: "merging the adapter into its base model",
    dependsOn: [environment, JSON.stringify([base.digests, adapter.digests])],
    makes: "merged",
    run: async (unfinished) => {
      const found = await runScript(python, "merge.py", [base.path, adapter.path, unfinished], dependencies);
      assertNormaliser(base.path, found["normalizer"], model.normalisation);
      return found;
    },
  };
}

function convertStep(
  model: ChatModel,
  converter: Done,
  merged: Done,
  type: "f32" | "bf16",
  { python, dependencies }: Context,
): Step {
  return {
    name: "convert",
    title: `converting to GGUF (${type})`,
    dependsOn: [merged.key, converter.key, type],
    makes: `model-${type}.gguf`,
    run: async (unfinished) => {
      const ahead = Number(merged.findings["predictsAhead"] ?? 0) > 0 ? ["--no-mtp"] : [];
      const args = [join(converter.path, "convert_hf_to_gguf.py"), merged.path, "--outtype", type, "--outfile", unfinished];
      await runForeign(python, [...args, ...ahead], "convert_hf_to_gguf.py", dependencies);
      assertServableGguf(unfinished, model);
      return {};
    },
  };
}

function quantiseStep(converted: Done, type: Quantisation, { python, dependencies }: Context): Step {
  const { libraries, release } = dependencies.runtime;
  return {
    name: "quantise",
    title: `quantising to ${type}`,
    dependsOn: [converted.key, release, type],
    makes: `model-${type}.gguf`,
    run: (unfinished) => runScript(python, "quantise.py", [libraries, converted.path, unfinished, type], dependencies),
  };
}

/** The adapter as GGUF by llama.cpp's own converter, which of the base needs the settings alone; its weights are read for the reference.
 *  @param id of the chat model that it becomes */
export async function buildAdapter(id: string, baseSource: Source, adapterSource: Source, context: Context): Promise<Made> {
  const { options, dependencies, own, shared, python, environment } = context;
  const model = chatModelNamed(id);
  const converter = await shared.do(converterStep(dependencies));
  const base = await inputOf("base", baseSource, context, options.reference ? "all" : "settings");
  const adapter = await inputOf("adapter", adapterSource, context);
  const digests = JSON.stringify([base.digests, adapter.digests]);
  const converted = await own.do({
    name: "adapter",
    title: "converting the adapter to GGUF",
    dependsOn: [environment, converter.key, digests],
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
  const weights = await bytesOf({ kind: "folder", path: base.path });
  const precision = options.reference ? await precisionFor(weights, context) : undefined;
  const over = { of: base.path, adapter: adapter.path, dependsOn: [environment, digests], precision };
  const reference = await own.do(await referenceStep(context, over));
  const files = await importAdapter(options.models, model, converted.path, options.baseGguf);
  const { changed, all } = assertAdapterOf(converted.path, pathOf(options.models, await baseOf(options.models, model)));
  dependencies.output.write(
    `  ${String(converted.findings["modules"])} modules of the adapter change ${changed} of ${all} tensors of the base\n`,
  );
  return { model: id, inputs: { base, adapter }, files, reference: reference.path };
}

type Precision = "float32" | "bfloat16";

/** @param weights their bytes in bfloat16 */
async function precisionFor(weights: number, { own, dependencies }: Context): Promise<Precision> {
  const { memory } = await dependencies.free(own.folder);
  return 2.3 * weights < memory ? "float32" : "bfloat16";
}

/** What transformers makes of the fixed paper, with which `models verify --deep` compares what is served.
 *  @param model.of the folder of the merged model, or of the base   @param model.adapter laid over it, not merged
 *  @param model.precision undefined: the weights are not read, so that it is the prompt and its tokens alone */
async function referenceStep(
  { python, dependencies }: Context,
  model: {
    readonly of: string;
    readonly adapter?: string;
    readonly dependsOn: readonly string[];
    readonly precision: Precision | undefined;
  },
): Promise<Step> {
  const paper = fileURLToPath(new URL("paper.json", dependencies.scripts));
  const { of, adapter, precision } = model;
  return {
    name: adapter === undefined ? "reference" : "reference of the adapter",
    title: `what transformers makes of ${precision === undefined ? "the prompt" : `it (${precision})`}`,
    dependsOn: [...model.dependsOn, await readFile(paper, "utf8"), precision ?? "prompt"],
    makes: adapter === undefined ? "reference.json" : "adapter-reference.json",
    run: (unfinished) => {
      const over = adapter === undefined ? [] : ["--adapter", adapter];
      const weights = precision === undefined ? [] : ["--dtype", precision];
      return runScript(python, "reference.py", [of, paper, unfinished, ...weights, ...over], dependencies);
    },
  };
}

/** llama.cpp's source as the runtime's package carries it: that converter's files are ones that this runtime reads. */
function converterStep(dependencies: BuildDependencies): Step {
  const { bundle, release } = dependencies.runtime;
  return {
    name: "converter",
    title: `the converter of llama.cpp ${release}`,
    dependsOn: [release],
    makes: `llama.cpp-${release}`,
    run: async (unfinished) => {
      const quietly = ["-c", "advice.detachedHead=false", "clone", "--quiet"];
      await runForeign("git", [...quietly, bundle, unfinished], "git clone", dependencies);
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
