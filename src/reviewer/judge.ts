/** The judge over a language model: one short question a concern, answered by grammar, and the probabilities of the three answers taken from the likelihoods of the tokens. Invariants:
 *  a judgement is whole or it is an error; a server that tells no likelihoods gives none, for a word alone would pass for certain; a judge that fails is told, and the rule decides. */
import { JUDGE_PROMPT } from "../../profiles/judge-prompt.ts";
import type { Profile } from "../../profiles/profile.ts";
import { AnswerError, InterruptedError, ServerError, SettingsError, UserError } from "../errors.ts";
import type { Answer, AnswerRequest, Model, WrittenToken } from "../inference/index.ts";
import {
  type Judge,
  type Judgement,
  type JudgeQuestion,
  MOST_QUESTIONS,
  questionsToAsk,
  type RankedChange,
  VERDICTS,
} from "../revision/index.ts";
import { counted, listed, truncate } from "../text.ts";

export interface Judged {
  /** By the id of a concern; of one that has none the rule decides. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** What people must know: which concerns the judge was not asked about, or gave no answer to, and why. */
  readonly notes: readonly string[];
}

/** A judge whose server is there for it alone. */
export interface OpenJudge {
  readonly judge: Judge;
  close(): Promise<void>;
}

/** Where it is told how far the judge is. */
interface JudgeLog {
  progress(activity: string, detail?: string): void;
}

/** Answers that are no judgement, until the judge is asked no more. */
const MOST_FAILURES = 3;

/** Asks a judge about each concern that it may decide, one after the other, at most 20.
 *  @param candidates by id, those that were not raised again
 *  @throws InterruptedError; nothing that the judge or its server does wrong */
export async function judgeConcerns(
  candidates: ReadonlyMap<string, JudgeQuestion>,
  { judge, log }: { readonly judge: Judge; readonly log: JudgeLog },
  signal: AbortSignal,
): Promise<Judged> {
  const questions = questionsToAsk(candidates);
  const judgements = new Map<string, Judgement>();
  const failures: UserError[] = [];
  for (const [k, [id, question]] of questions.entries()) {
    log.progress(`judging by ${judge.name}`, `${k + 1} of ${counted(questions.length, "concern")}`);
    try {
      judgements.set(id, await judge.judge(question, signal));
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof InterruptedError) throw error;
      failures.push(error);
      // A server that fails or hangs once is not waited for again.
      if (!(error instanceof AnswerError) || error.code === WITHOUT_PROBABILITIES || failures.length === MOST_FAILURES) break;
    }
  }
  const undecided = questions.map(([id]) => id).filter((id) => !judgements.has(id));
  const possible = questionsToAsk(candidates, Number.POSITIVE_INFINITY).length;
  const [failure] = failures;
  return {
    judgements,
    notes: [
      ...(failure === undefined
        ? []
        : [
            `The judge ${judge.name} gave no usable answer about ${listed(undecided)}, so the rule without a judge decided. ${failure.message}`,
          ]),
      ...(possible <= questions.length
        ? []
        : [
            `The judge was asked about ${MOST_QUESTIONS} of ${possible} concerns, the most severe first; the rule without a judge decided the others.`,
          ]),
    ],
  };
}

/** As `judgeConcerns`, with a judge that has to be opened first. A server that does not answer is a judge that fails.
 *  @throws ModelsError, SettingsError where what was named is no judge; InterruptedError */
export async function openAndJudge(
  open: () => Promise<OpenJudge>,
  candidates: ReadonlyMap<string, JudgeQuestion>,
  log: JudgeLog,
  signal: AbortSignal,
): Promise<Judged> {
  try {
    const { judge, close } = await open();
    try {
      return await judgeConcerns(candidates, { judge, log }, signal);
    } finally {
      await close();
    }
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    return { judgements: new Map(), notes: [`No judge could be asked, so the rule without one decided. ${error.message}`] };
  }
}

/** As many as servers tell; the ways in which the three words can be cut into tokens are fewer. */
const ALTERNATIVES = 20;
/** A profile whose own model judges, or that has none that does.
 *  @param remedy for who asked for a judge that the profile does not have
 *  @throws SettingsError where it is to judge and none of its models can */
export function judging({ judge, ...profile }: Profile, isWanted: boolean, remedy: string): Profile {
  if (!isWanted) return profile;
  if (judge !== undefined) return { ...profile, judge };
  const fault = "none of its models can judge";
  throw new SettingsError({ code: "profile-without-judge", at: `profile ${profile.name}`, fault, remedy });
}

/** Tokens of {"change": 4, "answer": "addressed"}, and room for white space. */
const MOST_TOKENS = 64;
const SAMPLING = { seed: 0, temperature: 0, topP: 1, repetitionPenalty: 1, maxTokens: MOST_TOKENS };

export function modelJudge(model: Model): Judge {
  const { id } = model.identity;
  return {
    name: id,
    async judge(question, signal) {
      const answer = await model.answer(judgeRequest(question), () => {}, signal);
      return judgementOf(answer, Math.min(question.changes.length, JUDGE_PROMPT.mostChanges), id);
    },
  };
}

function judgeRequest({ concern, changes }: Pick<JudgeQuestion, "concern" | "changes">): AnswerRequest {
  const { system, ask, mostChanges, longestConcern } = JUDGE_PROMPT;
  const shown = changes.slice(0, mostChanges);
  const user = [
    `${JUDGE_PROMPT.concern}: ${oneLine(concern.text, longestConcern)}`,
    ...shown.map((change, k) => `[${k + 1}] ${changeInWords(change)}`),
    ask,
  ].join("\n");
  return { system, user, sampling: SAMPLING, shape: answerShape(shown.length), alternatives: ALTERNATIVES };
}

/** A number and a word: `2 addressed`, or the same as an object where a server takes a schema. The fewer tokens, the sooner. */
function answerShape(changes: number): AnswerRequest["shape"] {
  const numbers = Array.from({ length: changes + 1 }, (_, k) => k);
  const oneOf = (words: readonly (string | number)[]) => `(${words.map((word) => `"${word}"`).join(" | ")})`;
  return {
    grammar: `root ::= ${oneOf(numbers)} " " ${oneOf(VERDICTS)}\n`,
    jsonSchema: {
      type: "object",
      properties: { change: { type: "integer", enum: numbers }, answer: { type: "string", enum: VERDICTS } },
      required: ["change", "answer"],
      additionalProperties: false,
    },
  };
}

function changeInWords({ before, after }: RankedChange): string {
  const { added, removed, rewritten } = JUDGE_PROMPT;
  if (before === undefined) return `${added}: ${quoted(after?.text ?? "")}`;
  if (after === undefined) return `${removed}: ${quoted(before.text)}`;
  const [was, now] = aroundDifference(before.text, after.text);
  return `${rewritten.before}: ${quoted(was)} ${rewritten.after}: ${quoted(now)}`;
}

function quoted(text: string): string {
  return `“${oneLine(text, JUDGE_PROMPT.longestQuote)}”`;
}

function oneLine(text: string, most: number): string {
  return truncate(text.replace(/\s+/g, " ").trim(), most);
}

/** Words before a difference that are shown with it. */
const CONTEXT_WORDS = 8;

/** Two wordings of one sentence, without what both begin with where one is too long to be shown whole. */
function aroundDifference(before: string, after: string): readonly [string, string] {
  if (Math.max(before.length, after.length) <= JUDGE_PROMPT.longestQuote) return [before, after];
  const [was, now] = [before.split(/\s+/), after.split(/\s+/)];
  const differs = was.findIndex((word, k) => word !== now[k]);
  const from = Math.max(0, (differs < 0 ? was.length : differs) - CONTEXT_WORDS);
  const cut = (words: readonly string[]) => `${from === 0 ? "" : "… "}${words.slice(from).join(" ")}`;
  return [cut(was), cut(now)];
}

const VERDICT = `(?<verdict>${VERDICTS.join("|")})`;
const ANSWERS = [
  new RegExp(`^\\s*(?<change>\\d+) ${VERDICT}\\s*$`, "d"),
  new RegExp(`^\\s*\\{\\s*"change"\\s*:\\s*(?<change>\\d+)\\s*,\\s*"answer"\\s*:\\s*"${VERDICT}"\\s*\\}\\s*$`, "d"),
];
const WITHOUT_PROBABILITIES = "judge-without-probabilities";

/** @param changes that were shown
 *  @throws AnswerError where the answer is none, or its probabilities are not told */
function judgementOf({ text, tokens }: Pick<Answer, "text" | "tokens">, changes: number, model: string): Judgement {
  const failed = (code: string, fault: string, remedy: string) =>
    new AnswerError({ code, at: `judge ${model}`, fault, remedy, partial: text });
  const found = ANSWERS.map((form) => form.exec(text)).find((match) => match !== null);
  const at = found?.indices?.groups?.["verdict"]?.[0];
  const change = Number(found?.groups?.["change"]);
  if (at === undefined || !(change <= changes))
    throw failed(
      "judgement-unparsable",
      `its answer is no judgement: ${JSON.stringify(truncate(text, 80))}`,
      "Use another model, or a server that holds it to a grammar",
    );
  if (tokens === undefined)
    throw failed(
      WITHOUT_PROBABILITIES,
      "its server does not tell how likely its words are",
      "Use a server that tells it (logprobs), such as bioreview-runner, or do without a judge",
    );
  const probabilities = verdictProbabilities(tokens, text, at);
  if (probabilities === undefined)
    throw failed(
      "judgement-of-other-words",
      "the probabilities that its server tells are not those of its answer",
      "Use another server, or do without a judge",
    );
  const answer = VERDICTS.reduce((best, verdict) => (probabilities[verdict] > probabilities[best] ? verdict : best));
  return { answer, probabilities, ...(change === 0 ? {} : { change: change - 1 }), model };
}

/** Of what the model may have said at the verdict's place, the share that must be one of the three words. */
const LEAST_TOLD = 0.5;

/** Sums over the ways to cut a verdict into tokens: no two begin with the same letter, so each token that reaches into the verdict tells one. It may begin before it, with the quotation
 *  mark. What falls on none of the words, and what is not told, counts as "not".
 *  @param tokens joined, they are `text`   @param at where in it the verdict begins
 *  @returns undefined where the tokens hardly tell the verdicts */
function verdictProbabilities(tokens: readonly WrittenToken[], text: string, at: number): Judgement["probabilities"] | undefined {
  const told = { addressed: 0, partly: 0, not: 0 };
  /** Where the token begins, and how likely all before it was. */
  let start = 0;
  let reached = 1;
  /** How likely it is to come to the verdict with what was written before it. */
  let all = 0;
  for (const { text: written, probability, likeliest } of tokens) {
    const isLast = start + written.length > at;
    const others = likeliest.filter((one) => one.text !== written);
    for (const one of [{ text: written, probability }, ...others]) {
      const said = text.slice(0, start) + one.text;
      if (said.length <= at || !said.startsWith(text.slice(0, at))) continue;
      const rest = said.slice(at);
      const verdict = VERDICTS.find((word) => word.startsWith(rest) || rest.startsWith(word));
      if (verdict !== undefined) told[verdict] += reached * one.probability;
      if (!isLast) all += reached * one.probability;
    }
    if (isLast) break;
    start += written.length;
    reached *= probability;
  }
  all += reached;
  const sum = told.addressed + told.partly + told.not;
  if (!(sum >= LEAST_TOLD * all)) return undefined;
  const [addressed, partly] = [told.addressed / all, told.partly / all];
  return { addressed, partly, not: Math.max(0, 1 - addressed - partly) };
}
