/** What a model is asked about a paper: the published prompt as one question, or, of a general model, a question about each part of it. Invariant: a concern of a general
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
 *  @returns at least one question where the paper has a sentence, in reading order but for the abstract, which comes last */
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
  return parts.flatMap(({ name, part }) => {
    const asked = placesByAspect(part, aspectsOf(name), limits.placesOfAspect);
    return asked.length === 0 ? [] : [partQuestion(about, name, part, asked, longestConcern)];
  });
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

/** Words of the shortest sentence that can be criticised. */
const LEAST_WORDS = 6;
const STRONG = 3;

/** Each sentence belongs to one aspect at most, so that no two concerns of a question stand at one place: the likeliest pairs first, up to so many of each aspect.
 *  Where no sentence holds a cue, all belong to the first aspect. */
function placesByAspect(part: readonly Sentence[], aspects: readonly Aspect[], most: number): readonly AskedAspect[] {
  const numbers = part.flatMap(({ passage: { kind }, text }, k) =>
    kind === "heading" || kind === "table" || text.split(/\s+/).length < LEAST_WORDS ? [] : [k],
  );
  const scored = numbers.flatMap((k) =>
    aspects.map((aspect) => ({ k, aspect, score: cueScore(part[k]?.text ?? "", aspect) })).filter(({ score }) => score > 0),
  );
  const places = new Map<Aspect, number[]>();
  const taken = new Set<number>();
  for (const { k, aspect } of scored.sort((a, b) => b.score - a.score || a.k - b.k)) {
    const mine = places.get(aspect) ?? [];
    if (taken.has(k) || mine.length >= most) continue;
    taken.add(k);
    places.set(aspect, [...mine, k + 1]);
  }
  const [first] = aspects;
  if (places.size === 0 && first !== undefined && numbers.length > 0)
    places.set(
      first,
      numbers.map((k) => k + 1),
    );
  return aspects.flatMap((aspect) => {
    const mine = places.get(aspect);
    return mine === undefined ? [] : [{ aspect, places: mine.sort((a, b) => a - b) }];
  });
}

function cueScore(text: string, { strong, weak }: Aspect): number {
  const distinct = (source: string): number =>
    new Set(Array.from(text.matchAll(new RegExp(source, "giu")), ([found]) => found.toLowerCase())).size;
  return STRONG * distinct(strong) + distinct(weak);
}

/** What is equal in all questions comes first, so that a server that keeps what it has read reads it once. */
function partQuestion(
  about: string,
  section: string,
  part: readonly Sentence[],
  asked: readonly AskedAspect[],
  longestConcern: number,
): Question {
  const lines = part.map(({ text, passage }, k) => (passage.kind === "heading" ? `### ${text}` : `[${k + 1}] ${text}`));
  const asks = asked.map(({ aspect, places }) => `- ${aspect.name}, ${placesInWords(places, part)}: ${aspect.ask}`);
  const user = [
    about,
    `## ${titleCase(section)}, sentence by sentence\n${lines.join("\n")}`,
    `Write one concern about this section for each of these aspects:\n${asks.join("\n")}\n` +
      'Answer with a JSON object that has one entry for each aspect, {"sentence": its number, "text": your concern, "severity": major, minor or optional}.',
  ].join("\n\n");
  const shape = { grammar: partGrammar(asked, longestConcern), jsonSchema: partSchema(asked, longestConcern) };
  return { user, shape: () => shape, parse: (answer) => parsePart(answer, part, asked) };
}

/** A small model keeps to the one place that it is given only if it sees it again. */
function placesInWords(places: readonly number[], part: readonly Sentence[]): string {
  const [only, ...others] = places;
  if (only === undefined || others.length > 0) return `at one of the sentences ${places.join(", ")}`;
  return `at sentence ${only} (“${truncate(part[only - 1]?.text ?? "", LONGEST_REPEATED)}”)`;
}

/** Characters. */
const LONGEST_REPEATED = 160;

/** GBNF of `{"design": {"sentence": 3, "text": "…", "severity": "major"}, …}`. A concern has one sentence or two: a full stop inside of one, as in a number, is followed by
 *  something else than a blank and a capital letter. */
function partGrammar(asked: readonly AskedAspect[], longestConcern: number): string {
  const longest = Math.max(60, Math.floor(longestConcern / 2));
  const oneOf = (texts: readonly string[]) => `(${texts.map((text) => `"${text}"`).join(" | ")})`;
  return [
    `root ::= "{" ${asked.map((_, k) => `a${k}`).join(' ", " ')} "}"`,
    ...asked.map(
      ({ aspect: { name, leads }, places }, k) =>
        `a${k} ::= "\\"${name}\\": {\\"sentence\\": " ${oneOf(places.map(String))} ", \\"text\\": \\"" ${oneOf(leads)} rest`,
    ),
    `rest ::= said (" " [A-Z] said)? "\\", \\"severity\\": \\"" ${oneOf(SEVERITIES)} "\\"}"`,
    `said ::= (inside | "." [0-9a-z(,] | ". " [0-9(]){20,${longest}} [.?]`,
    String.raw`inside ::= [^"\\.?!\x00-\x1F\x7F]`,
    "",
  ].join("\n");
}

function partSchema(asked: readonly AskedAspect[], longestConcern: number): object {
  const entry = (places: readonly number[]) => ({
    type: "object",
    properties: {
      sentence: { type: "integer", enum: places },
      text: { type: "string", minLength: 1, maxLength: longestConcern },
      severity: { type: "string", enum: SEVERITIES },
    },
    required: ["sentence", "text", "severity"],
    additionalProperties: false,
  });
  return {
    type: "object",
    properties: Object.fromEntries(asked.map(({ aspect, places }) => [aspect.name, entry(places)])),
    required: asked.map(({ aspect }) => aspect.name),
    additionalProperties: false,
  };
}

/** Of a concern's words, the share in one run of a sentence from which on it says nothing of its own. */
const COPIED = 0.8;

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Words that a concern has of its own at least, beside those that it was asked with. */
const LEAST_OWN_WORDS = 4;

function repeatsQuestion(text: string, { ask, leads }: Aspect): boolean {
  const given = new Set(wordsOf([ask, ...leads].join(" ")));
  return new Set(wordsOf(text).filter((word) => !given.has(word))).size < LEAST_OWN_WORDS;
}

/** Whether a concern is a sentence of the paper again. */
function repeats(text: string, part: readonly Sentence[]): boolean {
  const words = wordsOf(text);
  const least = Math.ceil(COPIED * words.length);
  const runs = words.slice(0, words.length - least + 1).map((_, k) => ` ${words.slice(k, k + least).join(" ")} `);
  return part.some((sentence) => {
    const all = ` ${wordsOf(sentence.text).join(" ")} `;
    return runs.some((run) => all.includes(run));
  });
}

/** A server without grammars may answer anything: what has no place in the paper is dropped and counted, an answer without any entry is none. */
function parsePart(answer: string, part: readonly Sentence[], asked: readonly AskedAspect[]): ParsedAnswer {
  const log = new RepairLog();
  const { values, broken } = findJsonValues(answer);
  const objects = values.flatMap(({ start, end }) => {
    const value: unknown = JSON.parse(repairJson(answer.slice(start, end)).json);
    return isRecord(value) ? [value] : [];
  });
  const concerns: Concern[] = [];
  let entries = 0;
  for (const { aspect } of asked) {
    const entry = objects.map((object) => object[aspect.name]).find(isRecord);
    if (entry === undefined) continue;
    entries++;
    const sentence = part[Number(entry["sentence"]) - 1];
    if (sentence === undefined || sentence.passage.kind === "heading") {
      log.add("no such place", `${entry["sentence"]}: ${entry["text"]}`);
      continue;
    }
    const concern = parseConcern({ text: entry["text"], category: aspect.category, severity: entry["severity"] }, log);
    if (concern === undefined) continue;
    if (repeats(concern.text, part) || repeatsQuestion(concern.text, aspect)) log.add("copied", concern.text);
    else concerns.push({ ...concern, quote: sentence.text });
  }
  const cut = broken.some(({ why }) => why === "cut");
  if (entries < asked.length)
    return {
      kind: "unparsable",
      why: cut ? "it breaks off before its last concern" : `it has ${entries} of ${asked.length} entries`,
    };
  return { kind: "parsed", concerns, repairs: log.list(), cut };
}
