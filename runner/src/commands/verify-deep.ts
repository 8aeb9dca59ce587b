/** `models verify --deep`: what a built model makes of a fixed paper here, beside what transformers made of it when it was built. What of this cannot be told is named, and no proof. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ChatModel } from "../../../profiles/profile.ts";
import { evidenceFor, type Unproven } from "../build/evidence.ts";
import {
  boundsFor,
  comparePrompt,
  compareReading,
  describeContinuation,
  describePrompt,
  faultsOf,
  type PromptReference,
  promptFaults,
  type Reading,
  type Reference,
} from "../build/proof.ts";
import type { LlamaChat } from "../chat/llama-chat.ts";
import { chatFor, loadModel } from "../chat/load-chat.ts";
import type { Message } from "../chat/prompt-tokens.ts";
import { ModelsError } from "../errors.ts";
import { contextSettings, threadsFor, USUAL, usableCores } from "../serve/compute.ts";
import type { VerifiedWeights } from "../weights/adapter.ts";
import { modelsNamed } from "../weights/catalogue.ts";
import { writeAtomically } from "../weights/files.ts";
import { measuring } from "./bench.ts";
import { type Dependencies, modelsFolder } from "./dependencies.ts";
import type { ModelsFlags } from "./models.ts";

const Paper = z.object({ messages: z.array(z.object({ role: z.enum(["system", "user"]), content: z.string() })) });

/** @throws ModelsError where a model was not built here, or is not what transformers makes of the same weights, or that cannot be told */
export async function verifyDeep(name: string, flags: ModelsFlags, dependencies: Dependencies): Promise<void> {
  const models = modelsFolder(flags.models, dependencies);
  for (const model of modelsNamed(name)) if (model.kind === "chat") await verifyChat(models, model, dependencies);
}

async function verifyChat(models: string, model: ChatModel, dependencies: Dependencies): Promise<void> {
  const { stdout, stop, buildScripts } = dependencies;
  const { weights, changes, reference, isSinglePrecision, unproven } = await evidenceFor(models, model, stop);
  const { adapter } = weights;
  const { messages } = Paper.parse(JSON.parse(await readFile(new URL("paper.json", buildScripts), "utf8")));
  const { chat, release } = await load(model, weights, dependencies);
  try {
    const { sha256, quantisation } = chat.identity;
    stdout.write(
      `${model.id} ${quantisation}${adapter === undefined ? "" : " and its adapter"}, sha256 ${sha256}\nadapter: changed ${changes.changed} of ${changes.all} tensors of the base model\n`,
    );
    const compared = reference && (await compare(chat, adapter?.path, reference, messages, isSinglePrecision));
    if (compared !== undefined) stdout.write(`${compared.words}\n`);
    const faults = [...(changes.changed === 0 ? [NO_EFFECT] : []), ...(compared?.faults ?? [])];
    const digests = adapter && { sha256: adapter.sha256, baseSha256: weights.sha256 };
    const record = { version: 1, sha256, adapter: digests, quantisation, changes, ...compared?.proof, unproven, faults };
    const text = `${JSON.stringify(record, undefined, 2)}\n`;
    await writeAtomically(join(models, model.id, "proof.json"), (unfinished) => writeFile(unfinished, text));
    assertProven(`${model.id} ${quantisation}`, model, weights, faults, unproven);
  } finally {
    await release();
  }
}

const NO_EFFECT = "the adapter changes no tensor of its base, which would be served as the reviewer";

interface Compared {
  readonly words: string;
  readonly faults: readonly string[];
  /** For the record. */
  readonly proof: object;
}

async function compare(
  chat: LlamaChat,
  adapter: string | undefined,
  reference: PromptReference | Reference,
  messages: readonly Message[],
  isSinglePrecision: boolean,
): Promise<Compared> {
  const rendered = chat.parts.render(messages).map(({ text }) => text);
  const prompt = { rendered: rendered.join(""), ids: chat.tokensOf(messages) };
  const proof = comparePrompt(reference, prompt);
  if (!("greedy" in reference)) return { words: describePrompt(proof), faults: promptFaults(proof), proof };
  // Judged without flash attention, whose sums in half precision on a processor hide small faults; served with it, which is told.
  const judged = compareReading(reference, { ...prompt, ...(await read(chat, adapter, reference, false)) });
  const asServed = compareReading(reference, { ...prompt, ...(await read(chat, adapter, reference, true)) });
  const { quantisation } = chat.identity;
  const coarsest = quantisation === "F32" && !isSinglePrecision ? "F16" : quantisation;
  return {
    words: `${describePrompt(proof)}\n${describeContinuation(judged)}\nwith flash attention, as served: ${describeContinuation(asServed)}`,
    faults: faultsOf(judged, boundsFor(coarsest, reference)),
    proof: { reference: reference.dtype, ...judged, asServed },
  };
}

function assertProven(
  at: string,
  model: ChatModel,
  { adapter }: VerifiedWeights,
  faults: readonly string[],
  unproven: readonly Unproven[],
): void {
  if (faults.length > 0)
    throw new ModelsError({
      code: "not-what-was-trained",
      at,
      fault: faults.join("; "),
      remedy: "Build it again; where that does not help, report it with proof.json and build.json of its folder",
    });
  if (unproven.length > 0)
    throw new ModelsError({
      code: "not-proven",
      at,
      fault: unproven.map(({ what, why }) => `${what} cannot be compared with transformers: ${why}`).join("; "),
      remedy:
        adapter !== undefined
          ? `Run \`bioreview-runner models build ${model.id} --as adapter --reference\` with the base's and the adapter's published weights; a GGUF that you made yourself can be registered again after it`
          : `Run \`bioreview-runner models build ${model.id}\``,
    });
}

async function load(
  model: ChatModel,
  weights: VerifiedWeights,
  dependencies: Dependencies,
): Promise<{ readonly chat: LlamaChat; readonly release: () => Promise<void> }> {
  const threads = threadsFor(usableCores());
  // A GPU's own kernels round otherwise, and what was compared with ran on a processor.
  const loaded = await loadModel({ ...measuring(dependencies), model, weights, gpu: "off", threads });
  const release = () => loaded.llama.dispose();
  try {
    const chat = await chatFor(loaded, { ...measuring(dependencies), ...USUAL, threads, contextTokens: 256 });
    return { chat, release: () => chat.dispose().then(release) };
  } catch (error) {
    await release();
    throw error;
  }
}

type Context = Awaited<ReturnType<LlamaChat["parts"]["model"]["createContext"]>>;
type Sequence = ReturnType<Context["getSequence"]>;
type Token = Parameters<Sequence["evaluateWithoutGeneratingNewTokens"]>[0][0];

/** The reference's tokens are read, and what would have come at each place is looked at: until the first difference that is the runtime's own continuation. */
async function read(
  chat: LlamaChat,
  adapter: string | undefined,
  { ids, greedy, likeliest, base }: Reference,
  flashAttention: boolean,
): Promise<Pick<Reading, "greedy" | "logits" | "base">> {
  const tokens = likeliest.map(([id]) => id as Token);
  const settings = { ...contextSettings(ids.length + greedy.length, 1, USUAL), flashAttention };
  const logitsAlong = async (text: readonly number[], path: string | undefined) => {
    const lora = path === undefined ? {} : { lora: { adapters: [{ filePath: path, scale: 1 }] } };
    const context = await chat.parts.model.createContext({ ...settings, ...lora });
    const input = text.map((one, at): Parameters<Sequence["controlledEvaluate"]>[0][number] => {
      if (at < ids.length - 1) return one as Token;
      const filter = { tokens: at === ids.length - 1 ? tokens : [], includeTop: 1 };
      return [one as Token, { generateNext: { logits: { filter } } }];
    });
    const outputs = (await context.getSequence().controlledEvaluate(input)).slice(ids.length - 1);
    await context.dispose();
    return outputs.map((output) => {
      if (output?.next.logits === undefined) throw new Error("the runtime gave no logits");
      return output.next.logits;
    });
  };
  const logitsOf = (logits: ReadonlyMap<Token, number> | undefined) => tokens.map((id) => logits?.get(id) ?? Number.NaN);
  const best = (logits: ReadonlyMap<Token, number>) => [...logits].reduce((a, b) => (b[1] > a[1] ? b : a))[0] as number;
  const found = await logitsAlong([...ids, ...greedy.slice(0, -1)], adapter);
  const alone = base && (await logitsAlong(ids, undefined));
  return { greedy: found.map(best), logits: logitsOf(found[0]), base: alone && logitsOf(alone[0]) };
}
