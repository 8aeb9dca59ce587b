/** What a general model's concern says of its own, beside the paper and the question: whether it is a concern at all, and how much it is worth. */
import { type Aspect, GENERAL_PROMPT } from "../../profiles/general-prompt.ts";
import { type Concern, SEVERITIES } from "../concern.ts";

/** Of a concern's words, the share in one run of a sentence from which on it says nothing of its own. */
const COPIED = 0.8;

/** Whether a concern is one of these sentences of the paper again. */
export function repeatsSentence(text: string, sentences: readonly string[]): boolean {
  const words = wordsOf(text);
  const least = Math.ceil(COPIED * words.length);
  const runs = words.slice(0, words.length - least + 1).map((_, k) => ` ${words.slice(k, k + least).join(" ")} `);
  return sentences.some((sentence) => {
    const all = ` ${wordsOf(sentence).join(" ")} `;
    return runs.some((run) => all.includes(run));
  });
}

/** Words that a concern has at least beside those that it was asked with. */
const LEAST_OWN_WORDS = 4;

export function repeatsQuestion(text: string, { ask, leads }: Aspect): boolean {
  const given = new Set(wordsOf([ask, ...leads].join(" ")));
  return new Set(wordsOf(text).filter((word) => !given.has(word))).size < LEAST_OWN_WORDS;
}

/** The most severe first; among equals in turn of each category the first, the second and so on, so that a cap leaves some of each; in a category first what says
 *  most of its own. */
export function rankConcerns(concerns: readonly Concern[]): readonly Concern[] {
  const turns = new Map<string, number>();
  const placed = concerns
    .map((concern) => ({ concern, own: ownWords(concern) }))
    .sort((a, b) => b.own - a.own)
    .map(({ concern }) => {
      const equals = `${concern.severity} ${concern.category}`;
      const turn = turns.get(equals) ?? 0;
      turns.set(equals, turn + 1);
      return { concern, turn };
    });
  const weight = ({ severity }: Concern): number => SEVERITIES.indexOf(severity);
  return placed.sort((a, b) => weight(a.concern) - weight(b.concern) || a.turn - b.turn).map(({ concern }) => concern);
}

/** Shorter words, such as articles and prepositions, say nothing by themselves. */
const LEAST_LETTERS = 4;
/** Letters by which the forms of a word are one word. */
const STEM = 5;

/** Stems of words that any concern may have, whatever it is about. */
const ANY_CONCERN = stemsOf(
  [GENERAL_PROMPT.wordsOfAnyReview, ...GENERAL_PROMPT.aspects.flatMap(({ ask, leads }) => [ask, ...leads])].join(" "),
);

/** @returns how many different words a concern has that neither the sentence that it is about has nor any concern may have */
export function ownWords({ text, quote = "" }: Pick<Concern, "text" | "quote">): number {
  const criticised = stemsOf(quote);
  return [...stemsOf(text)].filter((stem) => !ANY_CONCERN.has(stem) && !criticised.has(stem)).length;
}

function stemsOf(text: string): Set<string> {
  return new Set(wordsOf(text).flatMap((word) => (word.length < LEAST_LETTERS ? [] : [word.slice(0, STEM)])));
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
