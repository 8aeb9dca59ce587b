/** Proof of what is served: the runtime's reading of a built model beside that of transformers, which the build left in reference.json. Pure; what the runtime says comes in. */

/** The fixed paper as transformers asks about it. */
export interface PromptReference {
  readonly rendered: string;
  readonly ids: readonly number[];
}

/** What transformers made of it with the weights: those of the merged model, or those of the base with the adapter beside them. */
export interface Reference extends PromptReference {
  /** Of the computation: `float32` is exact, `bfloat16` is itself rounded. */
  readonly dtype: string;
  readonly greedy: readonly number[];
  /** Logit of the chosen token less that of the next one, for each of `greedy`. */
  readonly margins: readonly number[];
  /** Tokens after the prompt and their logits, the likeliest first. */
  readonly likeliest: readonly (readonly [token: number, logit: number])[];
  /** Logits of the same tokens by the base alone, where an adapter lies over it. */
  readonly base?: readonly number[] | undefined;
}

/** What the server makes of the same. */
export interface Reading extends PromptReference {
  /** The likeliest token after the prompt, and after each token of the reference's continuation but the last. */
  readonly greedy: readonly number[];
  /** Of the reference's likeliest tokens after the prompt, in that order. */
  readonly logits: readonly number[];
  /** The same with the adapter off. */
  readonly base?: readonly number[] | undefined;
}

export interface PromptProof {
  readonly promptTokens: number;
  readonly templateEqual: boolean;
  /** Place of the first token id that differs. */
  readonly firstOtherId: number | undefined;
}

export interface Proof extends PromptProof {
  readonly continuation: number;
  /** Tokens of the continuation before the first that differs. */
  readonly equalTokens: number;
  /** The reference's margin at that place: a small one is a matter of rounding. */
  readonly marginThere: number | undefined;
  /** Of the likeliest tokens after the prompt: the largest difference of their logits, and the Kullback-Leibler divergence in nats of the distribution over them. */
  readonly largestDifference: number;
  readonly divergence: number;
  /** Of what an adapter adds to these logits in transformers, the share that it adds here, as least squares find it. 1: the same; 0: as if no adapter were there. Rounding of the base, which
   *  has no direction of its own, hardly moves it. */
  readonly effectShare: number | undefined;
}

export interface Bounds {
  readonly largestDifference: number;
  readonly divergence: number;
  /** By how much an adapter's share may differ from 1. */
  readonly effectShare: number;
  /** Whether every token of the continuation has to be equal. */
  readonly equal: boolean;
}

const EXACT: Bounds = { largestDifference: 0.02, divergence: 1e-4, effectShare: 0.01, equal: true };
/** Rounded weights or reference. Bounds for what is not the same model any more: an adapter that is lost, or scaled otherwise, heads in another order, a tokenizer of another kind. */
const ROUNDED: Bounds = { largestDifference: 1, divergence: 0.02, effectShare: 0.2, equal: false };
const QUANTISED: Bounds = { largestDifference: 4, divergence: 0.3, effectShare: 0.5, equal: false };

/** @param quantisation of what is served */
export function boundsFor(quantisation: string, { dtype }: Pick<Reference, "dtype">): Bounds {
  if (quantisation === "F32") return dtype === "float32" ? EXACT : ROUNDED;
  return ["F16", "BF16", "Q8_0"].includes(quantisation) ? ROUNDED : QUANTISED;
}

export function comparePrompt({ rendered, ids }: PromptReference, reading: PromptReference): PromptProof {
  const length = Math.max(ids.length, reading.ids.length);
  const other = [...Array(length).keys()].find((at) => ids[at] !== reading.ids[at]);
  return { promptTokens: ids.length, templateEqual: rendered === reading.rendered, firstOtherId: other };
}

export function compareReading(reference: Reference, reading: Reading): Proof {
  const { greedy, margins, likeliest, base } = reference;
  const different = greedy.findIndex((token, at) => token !== reading.greedy[at]);
  const due = likeliest.map(([, logit]) => logit);
  return {
    ...comparePrompt(reference, reading),
    continuation: greedy.length,
    equalTokens: different < 0 ? greedy.length : different,
    marginThere: different < 0 ? undefined : margins[different],
    largestDifference: Math.max(...due.map((logit, at) => Math.abs(logit - (reading.logits[at] ?? Number.NaN)))),
    divergence: divergence(due, reading.logits),
    effectShare: base && slope(effectOf(due, base), effectOf(reading.logits, reading.base ?? [])),
  };
}

/** What an adapter adds to each logit, less the mean, which changes no probability. */
function effectOf(adapted: readonly number[], base: readonly number[]): number[] {
  const added = adapted.map((logit, at) => logit - (base[at] ?? Number.NaN));
  const mean = added.reduce((sum, one) => sum + one, 0) / added.length;
  return added.map((one) => one - mean);
}

/** Of the line through the origin that is nearest to the points. */
function slope(x: readonly number[], y: readonly number[]): number {
  const product = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, value, at) => sum + value * (other[at] ?? Number.NaN), 0);
  return product(x, y) / product(x, x);
}

/** KL(p || q) of the softmaxes of two lists of logits, in nats. */
function divergence(p: readonly number[], q: readonly number[]): number {
  const logSoftmax = (logits: readonly number[]) => {
    const largest = Math.max(...logits);
    const sum = Math.log(logits.reduce((all, logit) => all + Math.exp(logit - largest), 0));
    return logits.map((logit) => logit - largest - sum);
  };
  const [ours, theirs] = [logSoftmax(p), logSoftmax(q)];
  return ours.reduce((sum, log, at) => sum + Math.exp(log) * (log - (theirs[at] ?? Number.NaN)), 0);
}

/** @returns what is wrong, in sentences without a full stop; empty where the prompt is the one of training */
export function promptFaults(proof: PromptProof): string[] {
  const faults: string[] = [];
  if (!proof.templateEqual) faults.push("the chat template renders another prompt than transformers");
  if (proof.firstOtherId !== undefined)
    faults.push(`token ${proof.firstOtherId} of the prompt is another one than transformers'`);
  return faults;
}

/** @returns as promptFaults does; empty where the model is what was trained. A NaN is beyond every bound. */
export function faultsOf(proof: Proof, bounds: Bounds): string[] {
  const faults = promptFaults(proof);
  if (!(proof.largestDifference <= bounds.largestDifference))
    faults.push(`logits differ by up to ${proof.largestDifference.toPrecision(3)}, more than ${bounds.largestDifference}`);
  if (!(proof.divergence <= bounds.divergence))
    faults.push(
      `the likeliest tokens' distributions diverge by ${proof.divergence.toPrecision(3)} nats, more than ${bounds.divergence}`,
    );
  const { effectShare } = proof;
  if (effectShare !== undefined && !(Math.abs(effectShare - 1) <= bounds.effectShare))
    faults.push(
      `the adapter adds ${effectShare.toPrecision(3)} times what it adds to the logits in transformers, and not 1 ± ${bounds.effectShare}`,
    );
  if (bounds.equal && proof.equalTokens < proof.continuation)
    faults.push(`the greedy continuation differs at token ${proof.equalTokens} of ${proof.continuation}`);
  return faults;
}

export function describePrompt({ templateEqual, firstOtherId, promptTokens }: PromptProof): string {
  return [
    `template: ${templateEqual ? "equal" : "different"}`,
    `token ids of the prompt: ${firstOtherId === undefined ? `all ${promptTokens} equal` : `different from ${firstOtherId} on`}`,
  ].join("\n");
}

export function describeContinuation({ equalTokens, continuation, marginThere, ...logits }: Proof): string {
  const { largestDifference, divergence, effectShare } = logits;
  const greedy =
    equalTokens === continuation
      ? `all ${continuation} tokens of the greedy continuation equal`
      : `${equalTokens} of ${continuation} tokens of the greedy continuation equal, then a choice that transformers made by a margin of ${marginThere}`;
  const effect =
    effectShare === undefined
      ? ""
      : `; the adapter adds ${effectShare.toPrecision(3)} times what it adds to them in transformers`;
  return `${greedy}; logits after the prompt differ by up to ${largestDifference.toPrecision(3)}, ${divergence.toPrecision(3)} nats${effect}`;
}
