/** The port to a judge that reads: has what changed in the paper addressed this concern? Invariant: a judge is asked about
 *  concerns alone that were not raised again and have a change that may speak to them, and about so many at most; where it says
 *  nothing, the rule without it decides. */
import { z } from "zod";
import type { Concern } from "../concern.ts";
import { CAUSES, type Quote, quoteSchema } from "./ledger/schema.ts";
import { compareSeverity } from "./outcome.ts";

const share = z.number().min(0).max(1);

export const rankedChangeSchema = z.object({
  kind: z.enum(CAUSES),
  before: quoteSchema.optional().describe("Absent for what was added."),
  after: quoteSchema.optional().describe("Absent for what was taken away."),
  relevance: share.describe("How much it speaks to the concern."),
});
/** A change of the paper, and how much it speaks to one concern. */
export type RankedChange = Readonly<z.infer<typeof rankedChangeSchema>>;

/** What a judge may answer, from the most that a revision can do to the least. */
export const VERDICTS = ["addressed", "partly", "not"] as const;

export const judgementSchema = z.object({
  answer: z.enum(VERDICTS).describe("The likeliest."),
  probabilities: z
    .object({ addressed: share, partly: share, not: share })
    .describe("Of the three answers, by the likelihoods of the judge's tokens; they sum to 1."),
  change: z.int().min(0).optional().describe("Index among the changes that it was shown: the one that settles it, if any does."),
  model: z.string().describe("Who judged."),
});
export type Judgement = Readonly<z.infer<typeof judgementSchema>>;

export interface JudgeQuestion {
  readonly concern: Concern;
  /** Of the old text: the passage criticised, the likeliest place first. None where the concern is about the whole paper. */
  readonly before: readonly Quote[];
  /** Best first; never empty. */
  readonly changes: readonly RankedChange[];
}

export interface Judge {
  /** For people, and for provenance. */
  readonly name: string;
  /** @throws ServerError, AnswerError where there is no judgement that can be used: never one that is made up
   *  @throws InterruptedError where `signal` was aborted */
  judge(question: JudgeQuestion, signal: AbortSignal): Promise<Judgement>;
}

/** Questions of one comparison: on a processor each takes half a minute. */
export const MOST_QUESTIONS = 20;

/** Which concerns a judge is asked about: the most severe first, and among them those to which some change speaks most. In
 *  whatever order they come.
 *  @param candidates by id, those that were not raised again
 *  @param most questions
 *  @returns none of them without a change */
export function questionsToAsk(
  candidates: ReadonlyMap<string, JudgeQuestion>,
  most: number = MOST_QUESTIONS,
): readonly (readonly [id: string, question: JudgeQuestion])[] {
  const best = ({ changes }: JudgeQuestion) => Math.max(...changes.map(({ relevance }) => relevance));
  return [...candidates]
    .filter(([, { changes }]) => changes.length > 0)
    .sort(
      ([idA, a], [idB, b]) =>
        compareSeverity(b.concern.severity, a.concern.severity) ||
        best(b) - best(a) ||
        Number(idA.slice(1)) - Number(idB.slice(1)),
    )
    .slice(0, most);
}
