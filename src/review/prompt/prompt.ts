/** The question that is put to the model: the published construction, byte for byte, with an account of what of the paper is in it.
 *  Invariant: every part of the article has its line in the account; what is not read is never passed over. */

import type { BlockReport, LostSection, ReviewResult } from "../result-schema.ts";
import type { Article } from "./article.ts";
import type { TokenCounter } from "./count-tokens.ts";
import { codePointEnds, normaliseWhiteSpace, strip, stripEnd, titleCase, visibleLength } from "./python-text.ts";
import { allocateTokens, type TruncatedBlock, truncateBlock } from "./token-budget.ts";

// The words around the paper, to the letter: the model was trained with them (model card, "How to Use"). A test holds their digests.

/** 562 characters. Its first paragraph says "strings" and the rest "objects": so did the training prompt. */
export const SYSTEM_PROMPT =
  "You are an expert peer reviewer for biomedical research papers published in high-impact journals. Identify specific scientific concerns, " +
  "weaknesses, and issues. Return only a JSON array of concern strings.\n\n" +
  "OUTPUT FORMAT: Return a JSON array of concern objects, nothing else.\n" +
  'Each item must be: {"text": string, "category": one of [design_flaw, statistical_methodology, missing_experiment, prior_art_novelty, ' +
  'writing_clarity, reagent_method_specificity, interpretation, other], "severity": one of [major, minor, optional]}.\n' +
  "Do NOT return a JSON array of strings.";

/** What the user message begins with; the paper follows. */
export const USER_PREFIX =
  "Review the following biomedical article.\n\n" +
  "Return ONLY a JSON array of objects with keys: `text`, `category`, `severity`.\n" +
  "Allowed category values: design_flaw, statistical_methodology, missing_experiment, prior_art_novelty, writing_clarity, " +
  "reagent_method_specificity, interpretation, other.\n" +
  "Allowed severity values: major, minor, optional.\n\n";

/** Tokens that the paper gets even where the budget leaves fewer; as published. */
const LEAST_FOR_PAPER = 256;

/** @param budget tokens of user prefix and paper together
 *  @param system instead of the published system text, for a profile that was trained with another
 *  @param finalCut the published *training* build cut the finished message once more where it was over the budget, without a mark. The
 *    published *inference* did not, and the published figures were measured with it, so it is off unless asked for. With both counters the
 *    difference shows only where many sections share few tokens. */
export interface PromptSettings {
  readonly counter: TokenCounter;
  readonly budget: number;
  readonly system?: string;
  readonly finalCut?: boolean;
}

export interface Prompt {
  readonly system: string;
  readonly user: string;
  readonly report: PromptReport;
}
export type PromptReport = Omit<ReviewResult["prompt"], "systemSha256" | "userSha256">;

export function buildPrompt(article: Article, settings: PromptSettings): Prompt {
  const { counter, budget, system = SYSTEM_PROMPT, finalCut = false } = settings;
  const { ordered, lost } = orderSections(article.sections);
  const paperBudget = Math.max(LEAST_FOR_PAPER, budget - counter.count(USER_PREFIX));
  const fitted = fitBlocks(article, ordered, paperBudget, counter);
  const whole = USER_PREFIX + fitted.flatMap(({ text }) => (text === "" ? [] : [text])).join("\n\n");
  const user = finalCut ? cutMessage(whole, budget, counter) : whole;
  const blocks = reportBlocks(user === whole ? fitted : afterFinalCut(fitted, user.length - USER_PREFIX.length), counter);
  const cut = blocks.some((block) => block.cut) || lost.some(({ why }) => why === "another section has its name");
  return { system, user, report: { counter: counter.name, budget, tokens: counter.count(user), cut, blocks, lost } };
}

interface PromptBlock extends Pick<BlockReport, "part" | "name" | "index">, TruncatedBlock {
  readonly heading: string;
  /** With the heading, before it was truncated. */
  readonly whole: string;
}

/** Title and abstract take what they need of what is left; the sections share the rest. */
function fitBlocks(
  article: Article,
  sections: readonly { name: string; text: string; index: number }[],
  budget: number,
  counter: TokenCounter,
): PromptBlock[] {
  const blocks: PromptBlock[] = [];
  let left = budget;
  const first = [
    { part: "title", heading: "# ", body: normaliseWhiteSpace(article.title) },
    { part: "abstract", heading: "## Abstract\n", body: normaliseWhiteSpace(article.abstract) },
  ] as const;
  for (const { part, heading, body } of first) {
    if (body === "") continue;
    const truncated = truncateBlock(heading + body, left, counter);
    left -= counter.count(truncated.text);
    blocks.push({ part, heading, whole: heading + body, ...truncated });
  }
  const rest = sections.map(({ name, text, index }) => {
    const heading = `## ${titleCase(name)}\n`;
    return { part: "section" as const, name, index, heading, whole: heading + text };
  });
  const sizes = rest.map(({ whole }) => counter.count(whole));
  const given = left > 0 ? allocateTokens(sizes, left) : [];
  return [...blocks, ...rest.map((block, k) => ({ ...block, ...truncateBlock(block.whole, given[k] ?? 0, counter) }))];
}

/** Binary search for the longest beginning of the paper with which the message is within the budget. */
function cutMessage(user: string, budget: number, counter: TokenCounter): string {
  if (counter.fits(user, budget)) return user;
  const paper = user.slice(USER_PREFIX.length);
  const ends = codePointEnds(paper);
  let low = 0;
  let high = ends.count;
  let best = "";
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const candidate = USER_PREFIX + stripEnd(paper.slice(0, ends.at(middle)));
    if (counter.fits(candidate, budget)) {
      best = candidate;
      low = middle + 1;
    } else high = middle - 1;
  }
  return best === "" ? USER_PREFIX : best;
}

/** What the final cut left of each block. @param length UTF-16 units of the paper that remain */
function afterFinalCut(blocks: readonly PromptBlock[], length: number): PromptBlock[] {
  let left = length;
  return blocks.map((block) => {
    if (block.text === "") return block;
    const text = block.text.slice(0, Math.max(0, left));
    left -= block.text.length + "\n\n".length;
    return { ...block, text, kept: block.kept.slice(0, text.length) };
  });
}

function reportBlocks(blocks: readonly PromptBlock[], counter: TokenCounter): BlockReport[] {
  return blocks.map(({ heading, whole, text, kept, ...part }) => {
    const ofHeading = visibleLength(heading);
    const charactersWhole = visibleLength(whole) - ofHeading;
    const charactersRead = Math.max(0, visibleLength(kept) - ofHeading);
    return {
      ...part,
      tokensWhole: counter.count(whole),
      tokensGiven: counter.count(text),
      charactersWhole,
      charactersRead,
      cut: charactersRead < charactersWhole,
    };
  });
}

/** Sections whose lower-cased name contains the word come first, in the order of these words. */
const PRIORITY = [
  "methods",
  "materials and methods",
  "materials & methods",
  "method",
  "methodology",
  "results",
  "result",
  "introduction",
  "intro",
  "background",
  "discussion",
  "conclusion",
  "conclusions",
  "supplementary",
  "supplemental",
  "supporting",
] as const;

interface NamedSection {
  readonly name: string;
  /** White space normalised, never empty. */
  readonly text: string;
  /** Where it stands among the article's sections. */
  readonly index: number;
}
/** Which sections reach the prompt, and in which order: what the published pipeline does with a mapping from names to texts, its losses included. Every
 *  section is either in the order or in the lost, and none is lost without a reason. */
function orderSections(sections: Article["sections"]): { ordered: readonly NamedSection[]; lost: readonly LostSection[] } {
  const lost: LostSection[] = [];
  const given = lastOfEach(
    sections.map(([name, text], index) => ({ name, text, index })),
    lost,
  );
  const cleaned: NamedSection[] = [];
  for (const { name, text, index } of given) {
    const clean = { name: strip(name), text: normaliseWhiteSpace(text ?? ""), index };
    if (clean.name === "") lost.push({ name, index, why: "no name" });
    else if (clean.text === "") lost.push({ name, index, why: "no text" });
    else cleaned.push(clean);
  }
  return { ordered: byPriority(lastOfEach(cleaned, lost), lost), lost: lost.sort((a, b) => a.index - b.index) };
}

/** As a mapping does: of equal names the last text stays, in the first's place. */
function lastOfEach<T extends { readonly name: string; readonly index: number }>(
  sections: readonly T[],
  lost: LostSection[],
): readonly T[] {
  const byName = new Map<string, T>();
  for (const section of sections) {
    const replaced = byName.get(section.name);
    if (replaced !== undefined) lost.push({ name: replaced.name, index: replaced.index, why: "another section has its name" });
    byName.set(section.name, section);
  }
  return [...byName.values()];
}

/** Names that differ in case only count as equal here, and the first that is taken wins. */
function byPriority(sections: readonly NamedSection[], lost: LostSection[]): readonly NamedSection[] {
  const taken = new Map<string, NamedSection>();
  for (const word of [...PRIORITY, ""]) {
    for (const section of sections) {
      const key = section.name.toLowerCase();
      if (key.includes(word) && !taken.has(key)) taken.set(key, section);
    }
  }
  for (const { name, index } of sections.filter((section) => taken.get(section.name.toLowerCase()) !== section))
    lost.push({ name, index, why: "another section has its name" });
  return [...taken.values()];
}
