/** Proof of what is served: the runtime's reading of a built model beside that of transformers, which the build left in reference.json. Pure; what the runtime says comes in. */

/** What transformers made of the merged model and a fixed paper. */
export interface Reference {
  /** Of the computation: `float32` is exact, `bfloat16` is itself rounded. */
  readonly dtype: string;
  readonly rendered: string;
  readonly ids: readonly number[];
  readonly greedy: readonly number[];
  /** Logit of the chosen token less that of the next one, for each of `greedy`. */
  readonly margins: readonly number[];
  /** Tokens after the prompt and their logits, the likeliest first. */
  readonly likeliest: readonly (readonly [token: number, logit: number])[];
}

/** What the server makes of the same. */
export interface Reading {
  readonly rendered: string;
  readonly ids: readonly number[];
  /** The likeliest token after the prompt, and after each token of the reference's continuation but the last. */
  readonly greedy: readonly number[];
  /** Of the reference's likeliest tokens after the prompt, in that order. */
  readonly logits: readonly number[];
}

export interface Proof {
  readonly promptTokens: number;
  readonly templateEqual: boolean;
  /** Place of the first token id that differs. */
  readonly firstOtherId: number | undefined;
  readonly continuation: number;
  /** Tokens of the continuation before the first that differs. */
  readonly equalTokens: number;
  /** The reference's margin at that place: a small one is a matter of rounding. */
  readonly marginThere: number | undefined;
  /** Of the likeliest tokens after the prompt: the largest difference of their logits, and the Kullback-Leibler divergence in nats of the distribution over them. */
  readonly largestDifference: number;
  readonly divergence: number;
}

export interface Bounds {
  readonly largestDifference: number;
  readonly divergence: number;
  /** Whether every token of the continuation has to be equal. */
  readonly equal: boolean;
}

const EXACT: Bounds = { largestDifference: 0.02, divergence: 1e-4, equal: true };
/** Rounded weights or reference. Bounds for what is not the same model any more: an adapter that is lost, heads in another order, a tokenizer of another kind. */
const ROUNDED: Bounds = { largestDifference: 1, divergence: 0.02, equal: false };
const QUANTISED: Bounds = { largestDifference: 4, divergence: 0.3, equal: false };

/** @param quantisation of what is served */
export function boundsFor(quantisation: string, { dtype }: Pick<Reference, "dtype">): Bounds {
  if (quantisation === "F32") return dtype === "float32" ? EXACT : ROUNDED;
  return ["F16", "BF16", "Q8_0"].includes(quantisation) ? ROUNDED : QUANTISED;
}

export function compareReading(reference: Reference, reading: Reading): Proof {
  const { ids, greedy, margins, likeliest } = reference;
  const length = Math.max(ids.length, reading.ids.length);
  const other = [...Array(length).keys()].find((at) => ids[at] !== reading.ids[at]);
  const different = greedy.findIndex((token, at) => token !== reading.greedy[at]);
  const due = likeliest.map(([, logit]) => logit);
  return {
    promptTokens: ids.length,
    templateEqual: reference.rendered === reading.rendered,
    firstOtherId: other,
    continuation: greedy.length,
    equalTokens: different < 0 ? greedy.length : different,
    marginThere: different < 0 ? undefined : margins[different],
    largestDifference: Math.max(...due.map((logit, at) => Math.abs(logit - (reading.logits[at] ?? Number.NaN)))),
    divergence: divergence(due, reading.logits),
  };
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

/** @returns what is wrong, in sentences without a full stop; empty where the model is what was trained. A NaN is beyond every bound. */
export function faultsOf(proof: Proof, bounds: Bounds): string[] {
  const faults: string[] = [];
  if (!proof.templateEqual) faults.push("the chat template renders another prompt than transformers");
  if (proof.firstOtherId !== undefined)
    faults.push(`token ${proof.firstOtherId} of the prompt is another one than transformers'`);
  if (!(proof.largestDifference <= bounds.largestDifference))
    faults.push(`logits differ by up to ${proof.largestDifference.toPrecision(3)}, more than ${bounds.largestDifference}`);
  if (!(proof.divergence <= bounds.divergence))
    faults.push(
      `the likeliest tokens' distributions diverge by ${proof.divergence.toPrecision(3)} nats, more than ${bounds.divergence}`,
    );
  if (bounds.equal && proof.equalTokens < proof.continuation)
    faults.push(`the greedy continuation differs at token ${proof.equalTokens} of ${proof.continuation}`);
  return faults;
}

export function describeProof(proof: Proof): string {
  return [
    `template: ${proof.templateEqual ? "equal" : "different"}`,
    `token ids of the prompt: ${proof.firstOtherId === undefined ? `all ${proof.promptTokens} equal` : `different from ${proof.firstOtherId} on`}`,
    describeContinuation(proof),
  ].join("\n");
}

export function describeContinuation({ equalTokens, continuation, marginThere, largestDifference, divergence }: Proof): string {
  const greedy =
    equalTokens === continuation
      ? `all ${continuation} tokens of the greedy continuation equal`
      : `${equalTokens} of ${continuation} tokens of the greedy continuation equal, then a choice that transformers made by a margin of ${marginThere}`;
  return `${greedy}; logits after the prompt differ by up to ${largestDifference.toPrecision(3)}, ${divergence.toPrecision(3)} nats`;
}
