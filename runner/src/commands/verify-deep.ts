/** `models verify --deep`: what a built model makes of a fixed paper here, beside what transformers made of it when it was built. */
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ChatModel } from "../../../profiles/profile.ts";
import {
  boundsFor,
  compareReading,
  describeContinuation,
  describeProof,
  faultsOf,
  type Proof,
  type Reading,
  type Reference,
} from "../build/proof.ts";
import { loadChat } from "../chat/load-chat.ts";
import { errnoOf, ModelsError } from "../errors.ts";
import { contextSettings, threadsFor, USUAL, usableCores } from "../serve/compute.ts";
import { chatFormOf } from "../weights/adapter.ts";
import { type Model, modelsNamed } from "../weights/catalogue.ts";
import { writeAtomically } from "../weights/files.ts";
import { verifiedDigests } from "../weights/verify.ts";
import { type Dependencies, modelsFolder, oneLine } from "./dependencies.ts";
import type { ModelsFlags } from "./models.ts";

const token = z.int().min(0);
const ReferenceFile = z.object({
  dtype: z.string(),
  rendered: z.string(),
  ids: z.array(token).min(1),
  greedy: z.array(token).min(1),
  margins: z.array(z.number()),
  likeliest: z.array(z.tuple([token, z.number()])).min(1),
});
const Paper = z.object({ messages: z.array(z.object({ role: z.enum(["system", "user"]), content: z.string() })) });
const BuildRecord = z.object({ steps: z.record(z.string(), z.object({ findings: z.record(z.string(), z.unknown()) })) });

/** @throws ModelsError where a model was not built here, or is not what transformers makes of the merged weights */
export async function verifyDeep(name: string, flags: ModelsFlags, dependencies: Dependencies): Promise<void> {
  const models = modelsFolder(flags.models, dependencies);
  for (const model of modelsNamed(name)) if (model.kind === "chat") await verifyChat(models, model, dependencies);
}

async function verifyChat(models: string, model: ChatModel, dependencies: Dependencies): Promise<void> {
  const { stdout, stderr, stop: signal, buildScripts, structuredOutputWorker } = dependencies;
  const folder = join(models, model.id);
  if ((await chatFormOf(models, model)).kind === "adapted")
    throw new ModelsError({
      code: "adapter-not-compared",
      at: model.id,
      fault: "it is served as a base model and an adapter, of which transformers made no reference",
      remedy:
        "Build it merged with `bioreview-runner models build` to compare it; that the adapter has an effect is seen at every start",
    });
  const reference = await read(join(folder, "reference.json"), ReferenceFile, model);
  const record = await read(join(folder, "build.json"), BuildRecord, model);
  const { messages } = Paper.parse(JSON.parse(await readFile(new URL("paper.json", buildScripts), "utf8")));
  const [sha256 = ""] = (await verifiedDigests(models, model, undefined, signal)).values();
  const chat = await loadChat({
    model,
    models,
    sha256,
    // Its own kernels round otherwise, and what was compared with ran on a processor.
    gpu: "off",
    threads: threadsFor(usableCores()),
    contextTokens: 256,
    keptPrompts: 0,
    ...USUAL,
    log: (line) => void stderr.write(`${oneLine(line)}\n`),
    now: () => performance.now(),
    randomSeed: () => 1,
    newPlaceholder: () => randomBytes(16).toString("hex"),
    signal,
    structuredOutputWorker,
  });
  try {
    const { model: weights, render } = chat.parts;
    const rendered = render(messages)
      .map(({ text }) => text)
      .join("");
    const tokens = reference.ids.length + reference.greedy.length;
    // Judged without flash attention, whose sums in half precision on a processor hide small faults; served with it, which is told.
    const proofs: Proof[] = [];
    for (const flashAttention of [false, true]) {
      const context = await weights.createContext({ ...contextSettings(tokens, 1, USUAL), flashAttention });
      const reading = { rendered, ids: chat.tokensOf(messages), ...(await continued(context.getSequence(), reference)) };
      proofs.push(compareReading(reference, reading));
      await context.dispose();
    }
    const [proof, asServed] = proofs;
    if (proof === undefined || asServed === undefined) throw new RangeError("both were read");
    const { quantisation } = chat.identity;
    const faults = faultsOf(proof, boundsFor(quantisation, reference));
    const merge = record.steps["merge"]?.findings ?? {};
    const changed = `adapter: changed ${String(merge["changedTensors"])} of ${String(merge["tensors"])} tensors of the base model`;
    stdout.write(
      `${model.id} ${quantisation}, sha256 ${sha256}\n${changed}\n${describeProof(proof)}\nwith flash attention, as served: ${describeContinuation(asServed)}\n`,
    );
    const text = `${JSON.stringify({ version: 1, sha256, quantisation, reference: reference.dtype, ...proof, asServed, faults }, undefined, 2)}\n`;
    await writeAtomically(join(folder, "proof.json"), (unfinished) => writeFile(unfinished, text));
    if (faults.length > 0)
      throw new ModelsError({
        code: "not-what-was-trained",
        at: `${model.id} ${quantisation}`,
        fault: faults.join("; "),
        remedy: "Build it again; where that does not help, report it with proof.json and build.json of its folder",
      });
  } finally {
    await chat.dispose();
  }
}

type Sequence = ReturnType<
  Awaited<ReturnType<Awaited<ReturnType<typeof loadChat>>["parts"]["model"]["createContext"]>>["getSequence"]
>;
type Token = Parameters<Sequence["evaluateWithoutGeneratingNewTokens"]>[0][0];

/** The reference's tokens are read, and what would have come at each place is looked at: until the first difference that is the runtime's own continuation. */
async function continued(sequence: Sequence, { ids, greedy, likeliest }: Reference): Promise<Pick<Reading, "greedy" | "logits">> {
  const all = [...ids, ...greedy.slice(0, -1)];
  const input = all.map((one, at): Parameters<Sequence["controlledEvaluate"]>[0][number] => {
    if (at < ids.length - 1) return one as Token;
    const tokens = at === ids.length - 1 ? likeliest.map(([id]) => id as Token) : [];
    return [one as Token, { generateNext: { logits: { filter: { tokens, includeTop: 1 } } } }];
  });
  const found = (await sequence.controlledEvaluate(input)).slice(ids.length - 1).map((output) => {
    if (output?.next.logits === undefined) throw new Error("the runtime gave no logits");
    return output.next.logits;
  });
  const best = (logits: ReadonlyMap<Token, number>) => [...logits].reduce((a, b) => (b[1] > a[1] ? b : a))[0] as number;
  const [first] = found;
  return { greedy: found.map(best), logits: likeliest.map(([id]) => first?.get(id as Token) ?? Number.NaN) };
}

async function read<T>(path: string, schema: z.ZodType<T>, { id }: Model): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    const isAbsent = errnoOf(cause) === "ENOENT";
    if (!isAbsent && !(cause instanceof SyntaxError) && !(cause instanceof z.ZodError)) throw cause;
    throw new ModelsError({
      code: isAbsent ? "not-built-here" : "reference-damaged",
      at: path,
      fault: isAbsent ? `${id} was not built here, so there is nothing to compare it with` : "it is not what a build leaves",
      remedy: "Build it with `bioreview-runner models build`",
      cause,
    });
  }
}
