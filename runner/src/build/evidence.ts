/** What a build left beside a model to prove it with, and what of the proof cannot be had from that. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ChatModel } from "../../../profiles/profile.ts";
import { errnoOf, ModelsError } from "../errors.ts";
import { assertAdapterOf, chatFormOf, readChanges, type VerifiedWeights } from "../weights/adapter.ts";
import { verifiedWeights } from "../weights/verify.ts";
import type { PromptReference, Reference } from "./proof.ts";

const token = z.int().min(0);
const Prompt = z.object({
  /** The weights that it is of; builds that knew no other form wrote none. */
  form: z.enum(["merged", "adapted"]).default("merged"),
  rendered: z.string(),
  ids: z.array(token).min(1),
});
const Answered = Prompt.extend({
  dtype: z.string(),
  greedy: z.array(token).min(1),
  margins: z.array(z.number()),
  likeliest: z.array(z.tuple([token, z.number()])).min(1),
  base: z.array(z.number()).optional(),
});
const ReferenceFile = z.union([Answered, Prompt]);
const Merge = z.object({ changedTensors: z.int().min(0), tensors: z.int().min(0) });
const BuildRecord = z.object({
  steps: z.object({ merge: z.object({ findings: Merge }) }),
  files: z.array(z.object({ sha256: z.string() })).optional(),
});

/** What is known of a model without reading anything with it, and what of the proof cannot be had. */
export interface Evidence {
  readonly weights: VerifiedWeights;
  /** Tensors of the base model that the adapter changes. */
  readonly changes: { readonly changed: number; readonly all: number };
  /** Undefined where there is none of what is served. */
  readonly reference: PromptReference | Reference | undefined;
  /** Of the adapter. */
  readonly isSinglePrecision: boolean;
  readonly unproven: readonly Unproven[];
}

export interface Unproven {
  readonly what: string;
  readonly why: string;
}

/** @throws ModelsError where a merged model was not built here, what is served is of another form than what was built last, or its files are not the right ones */
export async function evidenceFor(models: string, model: ChatModel, signal: AbortSignal): Promise<Evidence> {
  const { kind } = await chatFormOf(models, model);
  return kind === "whole" ? mergedEvidence(models, model, signal) : adaptedEvidence(models, model, signal);
}

async function mergedEvidence(models: string, model: ChatModel, signal: AbortSignal): Promise<Evidence> {
  const folder = join(models, model.id);
  const reference = await readBuilt(join(folder, "reference.json"), ReferenceFile, model);
  if (reference?.form === "adapted") throw otherForm(model, "merged");
  const record = await readBuilt(join(folder, "build.json"), BuildRecord, model);
  if (reference === undefined || record === undefined) throw notBuilt(model, folder);
  const weights = await verifiedWeights(models, model, undefined, signal);
  const { changedTensors, tensors } = record.steps.merge.findings;
  const isOther = record.files !== undefined && !record.files.some((built) => built.sha256 === weights.sha256);
  const why = "another file was registered than the one that was built";
  return {
    weights,
    changes: { changed: changedTensors, all: tensors },
    reference,
    isSinglePrecision: true,
    unproven: [
      ...(isOther ? [{ what: "the number of tensors that the adapter changes", why }] : []),
      ...("greedy" in reference ? [] : [{ what: ANSWER, why: "the build did not read the weights" }]),
    ],
  };
}

const ANSWER = "the logits after the prompt and the greedy continuation";

async function adaptedEvidence(models: string, model: ChatModel, signal: AbortSignal): Promise<Evidence> {
  const reference = await readBuilt(join(models, model.id, "reference.json"), ReferenceFile, model);
  if (reference?.form === "merged") throw otherForm(model, "adapted");
  const weights = await verifiedWeights(models, model, undefined, signal);
  if (weights.adapter === undefined) throw new RangeError("what is adapted has an adapter");
  const { all } = assertAdapterOf(weights.adapter.path, weights.path);
  const { changed, isSinglePrecision } = await readChanges(weights.adapter.path);
  const unproven =
    reference === undefined
      ? [{ what: `the prompt, its tokens, ${ANSWER}`, why: "the adapter was registered and not built here" }]
      : "greedy" in reference
        ? []
        : [{ what: ANSWER, why: "the build did not read the base's weights" }];
  return { weights, changes: { changed, all }, reference, isSinglePrecision, unproven };
}

const OTHER_FORM = {
  merged: { has: "of the base and its adapter", served: "a merged file", options: "" },
  adapted: { has: "of the merged model", served: "the adapter over its base", options: " --as adapter --reference" },
} as const;

/** @param form of what is served, while the reference beside the model is of the other one */
function otherForm(model: ChatModel, form: keyof typeof OTHER_FORM): ModelsError {
  const { has, served, options } = OTHER_FORM[form];
  return new ModelsError({
    code: "reference-of-other-form",
    at: model.id,
    fault: `what transformers made is ${has}, and what is served is ${served}, which was registered after that`,
    remedy: `Run \`bioreview-runner models build ${model.id}${options}\``,
  });
}

function notBuilt(model: ChatModel, at: string): ModelsError {
  const isMade = model.files[0].sources[0].kind === "converted";
  return new ModelsError({
    code: "not-built-here",
    at,
    fault: `${model.id} was not built here, so there is nothing to compare it with`,
    remedy: isMade
      ? `Build it with \`bioreview-runner models build ${model.id}\``
      : "Leave --deep out: it is served as it was published, and its digest says that it is that file",
  });
}

/** @returns undefined where there is no such file */
async function readBuilt<T>(path: string, schema: z.ZodType<T>, { id }: ChatModel): Promise<T | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    if (errnoOf(cause) === "ENOENT") return undefined;
    if (!(cause instanceof SyntaxError) && !(cause instanceof z.ZodError)) throw cause;
    throw new ModelsError({
      code: "reference-damaged",
      at: path,
      fault: "it is not what a build leaves",
      remedy: `Build it again with \`bioreview-runner models build ${id}\``,
      cause,
    });
  }
}
