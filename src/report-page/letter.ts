/** The authors' response letter, cut into points and put beside the concerns that they answer. Invariant: what authors say is
 *  shown as what they say: it is no cause, and changes no state. Fails towards no point: words that may answer something else are
 *  shown in the letter alone. */
import type { ManuscriptText, Passage, SectionPassage } from "../manuscript/index.ts";
import { visibleText } from "../publish/index.ts";
import { anchorFinder, anchorsIn } from "../revision/index.ts";

export interface ResponseLetter {
  readonly file: string;
  /** As the parser of its format reads it. */
  readonly text: ManuscriptText;
}

/** One comment of a reviewer with its answer, as far as the letter's own form tells. */
export interface LetterPoint {
  readonly file: string;
  readonly startLine: number;
  readonly paragraphs: readonly string[];
}

export interface AuthorsWords extends LetterPoint {
  /** "name": the letter names the concern or quotes it; "words": it was found by what both say. */
  readonly foundBy: "name" | "words";
}

/** A concern as letters are searched for it. */
type Asked = Parameters<typeof anchorsIn>[0][number] & { readonly id: string };

/** From this probability on, by the model of places that asks words alone, a point may be the answer to a concern. Read off three
 *  real and invented letters, which answer other reviewers: of 11 pairs above it 9 speak of the same thing, of 11 below it 4. The
 *  page says that it was found by words. */
const LEAST_PROBABILITY = 0.6;

/** @returns of each concern that a letter speaks to what it says, by id */
export function authorsWords(
  letters: readonly ResponseLetter[],
  concerns: readonly Asked[],
): ReadonlyMap<string, readonly AuthorsWords[]> {
  const found = new Map<string, AuthorsWords[]>();
  const add = (id: string, words: AuthorsWords) => found.set(id, [...(found.get(id) ?? []), words]);
  for (const letter of letters) {
    const points = pointsOf(letter);
    const named = new Map(
      concerns.map(({ id, text }) => [id, points.filter((point) => point.names.includes(id) || quotes(point, text))]),
    );
    for (const [id, some] of named) for (const { point } of some) add(id, { ...point, foundBy: "name" });
    const others = concerns.filter(({ id }) => (named.get(id) ?? []).length === 0);
    const unnamed = points.filter(({ names }) => names.length === 0);
    for (const [id, point] of byWords(unnamed, others)) add(id, { ...point, foundBy: "words" });
  }
  return found;
}

/** Letters and digits at the beginning of a concern by which a quotation of it is known. */
const QUOTED = 50;

function quotes({ names, passages }: Point, text: string): boolean {
  const signs = (words: string) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const beginning = signs(text).slice(0, QUOTED);
  return names.length === 0 && beginning.length === QUOTED && passages.some((passage) => signs(passage.text).includes(beginning));
}

/** All points of a letter, in its order. */
export function letterPoints(letter: ResponseLetter): readonly LetterPoint[] {
  return pointsOf(letter).map(({ point }) => point);
}

interface Point {
  readonly point: LetterPoint;
  /** Ids of concerns that it names. */
  readonly names: readonly string[];
  readonly passages: readonly Passage[];
}

const NAME = /\bC[1-9]\d*\b/g;
/** What a reviewer's comment begins with, where authors set it off: italics or a quotation in Markdown or LaTeX, or a label. */
const COMMENT =
  /^\s*(?:[*_>]|\\(?:textit|emph|textsl|itshape)\b|\{\\(?:it|em|sl)\b|(?:\W*)(?:comment|point|concern|question|q|r\d)\s*\d*\s*[.:)])/i;

/** What a heading or a paragraph begins with that is about one concern, as in the skeleton that we write. */
const NAMED = /^\W*C[1-9]\d*\b/;
/** In bold it is read as a heading that runs in. */
const ANSWER = /^Answer\s*(?::\s*|$)/i;
/** Nothing was written into the skeleton. */
const EMPTY = /^[….\s]*$/;

/** A heading, or a comment that is set off, begins a point; in a letter without either each paragraph is one. What begins with a
 *  concern's name ends at the next heading or name. */
function pointsOf({ file, text }: ResponseLetter): Point[] {
  const passages: readonly SectionPassage[] = [...text.abstract, ...text.sections.flatMap((section) => section.passages)];
  const isComment = ({ kind, source }: Passage) => kind !== "heading" && COMMENT.test(source);
  const isPlain = !passages.some((passage) => isComment(passage) || NAMED.test(passage.text));
  const groups: SectionPassage[][] = [];
  for (const passage of passages) {
    const group = groups.at(-1);
    const first = group?.[0];
    const isOfName = first !== undefined && NAMED.test(first.text);
    const isBelow = isOfName && (passage.level ?? 0) > (first.level ?? 0);
    const begins = (passage.kind === "heading" && !isBelow) || NAMED.test(passage.text);
    const isUnderHeading = group?.every(({ kind }) => kind === "heading") === true;
    const continues = isOfName || isUnderHeading || !(isPlain || isComment(passage));
    if (group !== undefined && !begins && continues) group.push(passage);
    else groups.push([passage]);
  }
  return groups.flatMap((group) => pointOf(visibleText(file), group));
}

/** @returns none for a heading alone, or a skeleton that was not filled in */
function pointOf(file: string, group: readonly Passage[]): Point[] {
  const [first] = group;
  const body = group.filter(({ kind }) => kind !== "heading");
  if (first === undefined || body.length === 0) return [];
  const names = [...new Set(group.slice(0, 2).flatMap(({ text }) => text.match(NAME) ?? []))];
  const answer = names.length === 0 ? -1 : group.findIndex(({ text }) => ANSWER.test(text));
  const told = answer < 0 ? body : group.slice(answer);
  const paragraphs = told.map(({ text }) => visibleText(text.replace(ANSWER, ""))).filter((paragraph) => !EMPTY.test(paragraph));
  if (paragraphs.length === 0) return [];
  return [{ point: { file, startLine: (told[0] ?? first).startLine, paragraphs }, names, passages: body }];
}

/** Pairs of a concern and a point, each the other's likeliest. */
function byWords(points: readonly Point[], concerns: readonly Asked[]): [string, LetterPoint][] {
  if (points.length === 0 || concerns.length === 0) return [];
  const passages = points.map(({ point, passages }): Passage => {
    const text = passages.map((passage) => passage.text).join(" ");
    const line = passages[0]?.startLine ?? point.startLine;
    return {
      ...{ kind: "paragraph", file: point.file, startLine: line, endLine: line, source: text, text },
      lines: [{ offset: 0, line }],
    };
  });
  const find = anchorFinder("words", () => {
    throw new RangeError("words alone need no embeddings");
  });
  const anchors = anchorsIn(concerns, { title: undefined, abstract: [], sections: [{ name: "", passages }] }, find);
  const likeliest = new Map<Passage, number>();
  for (const { passage, probability } of anchors.flat())
    likeliest.set(passage, Math.max(probability, likeliest.get(passage) ?? 0));
  return concerns.flatMap(({ id }, k): [string, LetterPoint][] => {
    const best = anchors[k]?.[0];
    if (best === undefined || best.probability < Math.max(LEAST_PROBABILITY, likeliest.get(best.passage) ?? 1)) return [];
    const point = points[passages.indexOf(best.passage)]?.point;
    return point === undefined ? [] : [[id, point]];
  });
}
