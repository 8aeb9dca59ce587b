/** An adapter that is laid over its base model while both are served. Invariant: what is served as the reviewer is not the base: of a test sentence at least one logit is another with the adapter. */
import { basename } from "node:path";
import type { LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import { CannotServeError, ModelsError } from "../errors.ts";
import { gigabytes } from "../serve/memory.ts";

/** @param need bytes of the second context   @param available bytes that are left beside the first */
export function baseFault(need: number, available: number, id: string): CannotServeError | undefined {
  if (need <= available) return undefined;
  return new CannotServeError({
    code: "too-big",
    at: id,
    fault: `a second context, for the base model without its adapter, takes ${gigabytes(need)}, and ${gigabytes(available)} are left beside the first`,
    remedy: "End what else uses it, name a smaller --context, or serve the merged model, which has one context",
  });
}

const SENTENCE = "Twelve mice were weighed on day four, and no control group was used.";
/** Logits that are compared: the likeliest with the adapter. */
const COMPARED = 64;

/** Reads a sentence with the adapter and without, in batches of the same shape, so that equal weights give equal bits. Leaves both sequences empty.
 *  @returns by how much a logit after it differs at most
 *  @throws ModelsError where none does, or one is no number */
export async function measureEffect(
  adapter: string,
  model: LlamaModel,
  withAdapter: LlamaContextSequence | undefined,
  alone: LlamaContextSequence | undefined,
): Promise<number> {
  const tokens = model.tokenize(SENTENCE);
  const adapted = await logitsAfter(tokens, withAdapter, { tokens: [], includeTop: COMPARED });
  const plain = await logitsAfter(tokens, alone, { tokens: [...adapted.keys()], includeTop: 0 });
  const effect = Math.max(...[...adapted].map(([token, logit]) => Math.abs(logit - (plain.get(token) ?? Number.NaN))));
  if (effect > 0 && Number.isFinite(effect)) return effect;
  const fails = (code: string, fault: string) =>
    new ModelsError({
      code,
      at: adapter,
      fault,
      remedy: `The base model would be served as the reviewer: is ${basename(adapter)} the trained adapter, whole? Convert it again as docs/models.md says`,
    });
  throw effect === 0
    ? fails("adapter-without-effect", "the base model says the same with it as without: 0 logits of a test sentence differ")
    : fails("adapter-breaks-model", "with it the model's logits are no numbers");
}

async function logitsAfter(
  tokens: readonly Token[],
  sequence: LlamaContextSequence | undefined,
  filter: { readonly tokens: readonly Token[]; readonly includeTop: number },
): Promise<Map<Token, number>> {
  if (sequence === undefined) throw new RangeError("a context has a sequence");
  const last = tokens.length - 1;
  const input = tokens.map((token, at): Parameters<typeof sequence.controlledEvaluate>[0][number] =>
    at < last ? token : [token, { generateNext: { logits: { filter } } }],
  );
  const output = await sequence.controlledEvaluate(input);
  await sequence.clearHistory();
  const logits = output[last]?.next.logits;
  if (logits === undefined) throw new Error("the runtime gave no logits");
  return logits;
}
