/** What a model is asked about a paper: the published prompt as one question, or, of a general model, a question about each aspect of each part of it. Invariant: a concern of a general
 *  model stands at a sentence of the paper, word for word; a place that the paper does not have is dropped and counted. */
import { type Aspect, GENERAL_PROMPT } from "../../../profiles/general-prompt.ts";
import type { Profile, QuestionLimits } from "../../../profiles/profile.ts";
import { type Concern, SEVERITIES } from "../../concern.ts";
import type { AnswerRequest, ModelIdentity } from "../../inference/index.ts";
import { type Passage, type Sentence, sentencesOf } from "../../manuscript/index.ts";
import { truncate } from "../../text.ts";
import { answerShape } from "../answer/answer-grammar.ts";
import { findJsonValues, repairJson } from "../answer/find-json.ts";
import { ConcernStream, type ParsedAnswer, parseAnswer } from "../answer/parse-answer.ts";
import { isRecord, parseConcern, RepairLog } from "../answer/parse-concern.ts";
import { repeatsQuestion, repeatsSentence } from "../own-words.ts";
import type { ArticleWithPassages } from "./article.ts";
import { passageReadings } from "./passage-readings.ts";
import { type Prompt, SYSTEM_PROMPT } from "./prompt.ts";
import { titleCase } from "./python-text.ts";

export interface Question {
  readonly user: string;
  readonly shape: (server: ModelIdentity["server"]) => AnswerRequest["shape"];
  readonly parse: (answer: string) => ParsedAnswer;
  /** Reads concerns of an answer that is still being written; absent where they can be known only when it is whole. */
  readonly stream?: () => ConcernStream;
}

/** The published prompt. */
export function publishedQuestion({ user }: Prompt, limits: Profile["answer"]): Question {
  return { user, shape: (server) => answerShape(server, limits), parse: parseAnswer, stream: () => new ConcernStream() };
}

/** @param prompt the published one, for what of the paper fits its budget: no more is asked about
 *  @returns one for each aspect that a part has a place for, in reading order but for the abstract, which comes last; where no part has any, as in another language, one for each
 *  part that has a sentence */
export function partQuestions(
  paper: ArticleWithPassages,
  { report }: Pick<Prompt, "report">,
  limits: QuestionLimits,
  { longestConcern }: Profile["answer"],
): readonly Question[] {
  const read = new Map(passageReadings(paper, report).map(({ passage, until }) => [passage, until]));
  const sentences = (passages: readonly Passage[]) =>
    passages.flatMap((passage) => sentencesOf(passage).filter(({ end }) => end <= (read.get(passage) ?? 0)));
  const { title, abstract, sections } = paper.article;
  const about = [`# ${title}`, ...(abstract === "" ? [] : [`## Abstract\n${abstract}`])].join("\n\n");
  const parts = [
    ...sections.flatMap(([name], k) =>
      partsOf(sentences(paper.sections[k]?.passages ?? []), limits.charactersAtOnce).map((part) => ({ name, part })),
    ),
    { name: "abstract", part: sentences(paper.abstract) },
  ];
  const asked = parts.map(({ name, part }) => placesByAspect(part, aspectsOf(name), limits.placesOfAspect));
  const hasCues = asked.some((aspects) => aspects.length > 0);
  return parts.flatMap(({ name, part }, k) =>
    (hasCues ? (asked[k] ?? []) : allPlaces(part, aspectsOf(name))).map((one) =>
      aspectQuestion(about, name, part, one, longestConcern),
    ),
  );
}

/** All that is asked besides the paper: what tells two ways of asking apart.
 *  @param system instead of the prompt's own system message */
export function promptText({ questions }: Profile["prompt"], system: string | undefined): string {
  if (questions === undefined) return system ?? SYSTEM_PROMPT;
  return JSON.stringify({ ...GENERAL_PROMPT, ...(system !== undefined && { system }), questions });
}

/** Runs of sentences of about equal length, none much longer than the limit. */
function partsOf(sentences: readonly Sentence[], charactersAtOnce: number): readonly (readonly Sentence[])[] {
  const all = sentences.reduce((sum, { text }) => sum + text.length, 0);
  const size = all / Math.max(1, Math.ceil(all / charactersAtOnce));
  const parts: Sentence[][] = [];
  let characters = 0;
  for (const sentence of sentences) {
    const at = Math.min(Math.floor(characters / size), Math.ceil(all / size) - 1);
    parts[at] = [...(parts[at] ?? []), sentence];
    characters += sentence.text.length;
  }
  return parts.filter((part) => part !== undefined);
}

function aspectsOf(section: string): readonly Aspect[] {
  const names = GENERAL_PROMPT.sections.find(({ name }) => new RegExp(name).test(section.toLowerCase()))?.aspects ?? [];
  return names.flatMap((wanted) => GENERAL_PROMPT.aspects.find(({ name }) => name === wanted) ?? []);
}

interface AskedAspect {
  readonly aspect: Aspect;
  /** Numbers of the sentences that its concern may be about, in reading order. */
  readonly places: readonly number[];
}

/** Words of the shortest sentence that can be criticised, formulas left out. */
const LEAST_WORDS = 6;
const STRONG = 3;

/** Each sentence belongs to one aspect at most, so that no two concerns of a question stand at one place: the likeliest pairs first, up to so many of each aspect.
 *  Weak cues count only where no sentence holds a strong one. */
function placesByAspect(part: readonly Sentence[], aspects: readonly Aspect[], most: number): readonly AskedAspect[] {
  const scored = proseOf(part).flatMap((number) =>
    aspects
      .map((aspect) => ({ number, aspect, score: cueScore(part[number - 1]?.text ?? "", aspect) }))
      .filter(({ score }) => score > 0),
  );
  const strong = scored.filter(({ score }) => score >= STRONG);
  const places = new Map<Aspect, number[]>();
  const taken = new Set<number>();
  for (const { number, aspect } of (strong.length > 0 ? strong : scored).sort(
    (a, b) => b.score - a.score || a.number - b.number,
  )) {
    const mine = places.get(aspect) ?? [];
    if (taken.has(number) || mine.length >= most) continue;
    taken.add(number);
    places.set(aspect, [...mine, number]);
  }
  return aspects.flatMap((aspect) => {
    const mine = places.get(aspect);
    return mine === undefined ? [] : [{ aspect, places: mine.sort((a, b) => a - b) }];
  });
}

/** Where cues tell nothing: whatever can be criticised, for the first aspect. */
function allPlaces(part: readonly Sentence[], [aspect]: readonly Aspect[]): readonly AskedAspect[] {
  const places = proseOf(part);
  return aspect === undefined || places.length === 0 ? [] : [{ aspect, places }];
}

/** Numbers of the sentences that can be criticised. */
function proseOf(part: readonly Sentence[]): readonly number[] {
  return part.flatMap(({ passage: { kind }, text }, k) =>
    kind !== "heading" && kind !== "table" && kind !== "caption" && hasWords(text) ? [k + 1] : [],
  );
}

const WORDS = new Intl.Segmenter("en", { granularity: "word" });

/** A segmenter finds words also where no blanks part them, as in Chinese. */
function hasWords(text: string): boolean {
  const prose = text.replace(/\$\$?[^$]*\$\$?/g, " ");
  return [...WORDS.segment(prose)].filter(({ segment }) => /\p{L}/u.test(segment)).length >= LEAST_WORDS;
}

/** 0 where the sentence tells of others' work, and the aspect is about this paper's own. */
function cueScore(text: string, { strong, weak, ofOthers = false }: Aspect): number {
  const { cites, tellsOfOwn } = GENERAL_PROMPT;
  if (!ofOthers && new RegExp(cites, "iu").test(text) && !new RegExp(tellsOfOwn, "iu").test(text)) return 0;
  const distinct = (source: string): number =>
    new Set(Array.from(text.matchAll(new RegExp(source, "giu")), ([found]) => found.toLowerCase())).size;
  return STRONG * distinct(strong) + distinct(weak);
}

/** What is equal in all questions comes first, then what is equal in those about one part, so that a server that keeps what it has read reads it once. One aspect at a
 *  time: in one answer about several, a small model says the same of each. */
function aspectQuestion(
  about: string,
  section: string,
  part: readonly Sentence[],
  asked: AskedAspect,
  longestConcern: number,
): Question {
  const lines = part.map(({ text, passage }, k) => (passage.kind === "heading" ? `### ${text}` : `[${k + 1}] ${text}`));
  const { aspect, places } = asked;
  const user = [
    about,
    `## ${titleCase(section)}, sentence by sentence\n${lines.join("\n")}`,
    `${GENERAL_PROMPT.task}\n- ${aspect.name}, ${placesInWords(places, part)}: ${aspect.ask}\n${GENERAL_PROMPT.answer}`,
  ].join("\n\n");
  const shape = { grammar: concernGrammar(asked, longestConcern), jsonSchema: concernSchemaAt(places, longestConcern) };
  return { user, shape: () => shape, parse: (answer) => parseAspect(answer, part, aspect) };
}

/** A small model keeps to the one place that it is given only if it sees it again. */
function placesInWords(places: readonly number[], part: readonly Sentence[]): string {
  const [only, ...others] = places;
  if (only === undefined || others.length > 0) return `at one of the sentences ${places.join(", ")}`;
  return `at sentence ${only} (“${truncate(part[only - 1]?.text ?? "", LONGEST_REPEATED)}”)`;
}

/** Characters. */
const LONGEST_REPEATED = 160;

/** GBNF of `{"sentence": 3, "text": "…", "severity": "major"}`. A concern has one sentence or two: a full stop inside of one, as in a number, is followed by something
 *  else than a blank and a capital letter. */
function concernGrammar({ aspect: { leads }, places }: AskedAspect, longestConcern: number): string {
  const longest = Math.max(60, Math.floor(longestConcern / 2));
  const oneOf = (texts: readonly string[]) => `(${texts.map((text) => `"${text}"`).join(" | ")})`;
  return [
    `root ::= "{\\"sentence\\": " ${oneOf(places.map(String))} ", \\"text\\": \\"" ${oneOf(leads)} said (" " [A-Z] said)? "\\", \\"severity\\": \\"" ${oneOf(SEVERITIES)} "\\"}"`,
    `said ::= (inside | "." [0-9a-z(,] | ". " [0-9(]){20,${longest}} [.?]`,
    String.raw`inside ::= [^"\\.?!\x00-\x1F\x7F]`,
    "",
  ].join("\n");
}

function concernSchemaAt(places: readonly number[], longestConcern: number): object {
  return {
    type: "object",
    properties: {
      sentence: { type: "integer", enum: places },
      text: { type: "string", minLength: 1, maxLength: longestConcern },
      severity: { type: "string", enum: SEVERITIES },
    },
    required: ["sentence", "text", "severity"],
    additionalProperties: false,
  };
}

/** A server without grammars may answer anything: a concern that has no place in the paper is dropped and counted, an answer without a concern is none. */
function parseAspect(answer: string, part: readonly Sentence[], aspect: Aspect): ParsedAnswer {
  const log = new RepairLog();
  const { values, broken } = findJsonValues(answer);
  const entry = values
    .map(({ start, end }): unknown => JSON.parse(repairJson(answer.slice(start, end)).json))
    .find((value) => isRecord(value) && "text" in value);
  const cut = broken.some(({ why }) => why === "cut");
  if (!isRecord(entry)) return { kind: "unparsable", why: cut ? "it breaks off inside its concern" : "it has no concern" };
  const parsed = (concerns: readonly Concern[]): ParsedAnswer => ({ kind: "parsed", concerns, repairs: log.list(), cut });
  const sentence = part[Number(entry["sentence"]) - 1];
  if (sentence === undefined || sentence.passage.kind === "heading") {
    log.add("no such place", `${entry["sentence"]}: ${entry["text"]}`);
    return parsed([]);
  }
  const concern = parseConcern({ text: entry["text"], category: aspect.category, severity: entry["severity"] }, log);
  if (concern === undefined) return parsed([]);
  const sentences = part.map(({ text }) => text);
  if (!repeatsSentence(concern.text, sentences) && !repeatsQuestion(concern.text, aspect))
    return parsed([{ ...concern, quote: sentence.text }]);
  log.add("copied", concern.text);
  return parsed([]);
}
