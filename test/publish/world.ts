/** A pull request made of values: run results of small papers, and a conversation that keeps what was planned for it. */
import type { Concern } from "../../src/concern.ts";
import type { GateLimits } from "../../src/gate.ts";
import type { Conversation, DiffLines } from "../../src/publish/conversation.ts";
import { type PublicationInput, planPublication } from "../../src/publish/plan/plan-publication.ts";
import type { Publication } from "../../src/publish/publication.ts";
import { type RunResult, runResultSchema } from "../../src/publish/state/run-result.ts";
import { type ReviewResult, reviewResultSchema } from "../../src/review/index.ts";
import { comparisonResultSchema, type Ledger, type Outcome } from "../../src/revision/index.ts";
import type { NewConcernReason, PassageChange } from "../../src/revision/outcome.ts";
import { revise } from "../../src/revision/revise.ts";

export const REPOSITORY = "lab/paper";
export const PULL = 12;
export const SERVER = "https://github.com";
export const PAPER = "content/paper.md";
export const commit = (name: string) => Buffer.from(name.padEnd(20, "~").slice(0, 20)).toString("hex");

export const at = (line: number, file = PAPER) => ({ file, startLine: line, endLine: line });

/** A concern of the new review: what it is about, and which known one it is. */
export interface Raised extends Partial<Concern> {
  readonly text: string;
  readonly is?: string;
  readonly novelty?: NewConcernReason;
}
/** What changed in the text of known concerns that are not raised again; of all others nothing did. */
export type Fates = Readonly<Record<string, PassageChange>>;

/** Every foreign string that a review can bring, one by one. */
export interface Foreign {
  readonly title?: string;
  readonly file?: string;
  readonly section?: string;
  readonly why?: string;
  readonly model?: string;
  readonly profile?: string;
  readonly caution?: string;
  readonly technique?: string;
  readonly note?: string;
  readonly unsent?: string;
}

function reviewResult(concerns: readonly Concern[], foreign: Foreign = {}): ReviewResult {
  const { title = "A paper", file = PAPER, section = "Methods", why = "bibliography", model = "bioreview-9b" } = foreign;
  const count = { sameText: 0, alike: 0, beyondCap: 0, united: 0 };
  const sha256 = "ab".repeat(32);
  return reviewResultSchema.parse({
    schema: "bioreview-review",
    version: 1,
    tool: { name: "bioreview", version: "0.1.0" },
    manuscript: { root: PAPER, format: "markdown", files: [PAPER], title, revision: "v1" },
    paper: {
      abstract: [],
      sections: [
        {
          name: section,
          passages: [{ kind: "paragraph", file, startLine: 1, endLine: 500, text: "We did.", lines: [[0, 1]] }],
        },
      ],
    },
    concerns,
    dropped: count,
    alike: { done: true, embedder: "minilm", threshold: 0.95 },
    profile: foreign.profile ?? "bioreview-9b",
    ...(foreign.caution === undefined ? {} : { caution: foreign.caution }),
    settings: {
      temperature: 0.1,
      topP: 0.9,
      repetitionPenalty: 1,
      maxTokens: 4096,
      answer: { leastConcerns: 0, longestConcern: 2000 },
      duplicateCosine: 0.95,
      cap: 20,
    },
    prompt: {
      systemSha256: sha256,
      userSha256: sha256,
      counter: "chars3",
      budget: 15_000,
      tokens: 14_512,
      cut: true,
      blocks: [
        {
          part: "section",
          name: section,
          tokensWhole: 100,
          tokensGiven: 31,
          charactersWhole: 300,
          charactersRead: 93,
          cut: true,
        },
      ],
      lost: [{ name: section, index: 1, why: "another section has its name" }],
    },
    models: [
      {
        id: model,
        server: "bioreview-runner",
        quantisation: model,
        device: model,
        sha256,
        attempts: [{ seed: 7 }],
        raw: concerns.length,
        kept: concerns.length,
        dropped: count,
        repairs: [],
        unsent: foreign.unsent === undefined ? [] : [foreign.unsent],
      },
    ],
    leftOut: [{ file, why }],
    warnings: [{ file, line: 3, message: why }],
    hidden: foreign.technique === undefined ? [] : [{ file, line: 3, technique: foreign.technique, characters: 40 }],
    timing: { promptSeconds: 0, models: [], embeddingSeconds: 0, totalSeconds: 41 },
  });
}

export interface RevisionParts {
  readonly raised: readonly Raised[];
  readonly fates?: Fates;
  readonly foreign?: Foreign;
  readonly previous?: RunResult["previous"];
}

/** The result of reviewing a revision after what the ledger knows. */
export function reviewed(
  label: string,
  ledger: Ledger | undefined,
  { raised, fates = {}, foreign = {}, previous }: RevisionParts,
): RunResult {
  const concerns = raised.map(({ text, category = "other", severity = "minor" }) => ({ text, category, severity }));
  const head = commit(label);
  const { outcomes, ledger: after } = revise(ledger, {
    label: head,
    concerns,
    matches: raised.flatMap(({ is }, found) => (is === undefined ? [] : [{ id: is, found, probability: 0.99 }])),
    partial: [],
    passageChanges: new Map(
      (ledger?.concerns ?? []).map(({ id }): [string, PassageChange] => [
        id,
        fates[id] ?? { kind: "untouched", places: [at(9)] },
      ]),
    ),
    newConcernReasons: raised.map(
      ({ novelty }, k): NewConcernReason =>
        novelty ?? { kind: ledger === undefined ? "first review" : "new passage", places: [at(10 * (k + 1))] },
    ),
  });
  const before = ledger?.revisions.at(-1)?.label;
  const comparison = comparisonResultSchema.parse({
    schema: "bioreview-comparison",
    version: 1,
    tool: { name: "bioreview", version: "0.1.0" },
    ...(before === undefined ? {} : { old: before, sentences: { same: 90, moved: 1, reworded: 3, removed: 2, added: 4 } }),
    new: head,
    cosmetic: false,
    embedder: "minilm",
    ...(foreign.caution === undefined ? {} : { caution: foreign.caution }),
    outcomes: outcomes satisfies readonly Outcome[],
    pairs: [],
    ledger: after,
    review: reviewResult(concerns, foreign),
  });
  return runResult(
    label,
    { kind: "compared", comparison },
    previous ?? { from: before === undefined ? "none" : "this pull request", notes: [] },
  );
}

/** A revision in which no reader sees a difference. */
export function cosmetic(label: string, ledger: Ledger): RunResult {
  const head = commit(label);
  const number = (ledger.revisions.at(-1)?.number ?? 0) + 1;
  const comparison = comparisonResultSchema.parse({
    schema: "bioreview-comparison",
    version: 1,
    tool: { name: "bioreview", version: "0.1.0" },
    old: ledger.revisions.at(-1)?.label,
    new: head,
    cosmetic: true,
    sentences: { same: 7104, moved: 0, reworded: 0, removed: 0, added: 0 },
    outcomes: [],
    pairs: [],
    ledger: { ...ledger, revisions: [...ledger.revisions, { number, label: head, kind: "cosmetic" }] },
  });
  return runResult(label, { kind: "compared", comparison }, { from: "this pull request", notes: [] });
}

export function failed(
  label: string,
  failure: Partial<Extract<RunResult["found"], { kind: "failed" }>["failure"]> = {},
): RunResult {
  const all = {
    kind: "server",
    code: "server-ended",
    at: "model server",
    fault: "it ended",
    remedy: "start it again",
    ...failure,
  };
  return runResult(label, { kind: "failed", failure: all });
}

export function untouched(label: string): RunResult {
  return runResult(label, { kind: "untouched", root: PAPER });
}

function runResult(
  label: string,
  found: RunResult["found"],
  previous: RunResult["previous"] = { from: "none", notes: [] },
): RunResult {
  return runResultSchema.parse({
    schema: "bioreview-run",
    version: 1,
    tool: { name: "bioreview", version: "0.1.0" },
    repository: REPOSITORY,
    pull: PULL,
    head: commit(label),
    base: { ref: "main", sha: commit("base") },
    previous,
    profile: "bioreview-9b",
    found,
  });
}

export function ledgerOf({ found }: RunResult): Ledger {
  if (found.kind !== "compared") throw new Error("this result has no ledger");
  return found.comparison.ledger;
}

export const nothing: Conversation = { statusComments: [], reviews: [], threads: [], notes: [] };
/** All of the paper is new in the pull request. */
export const wholeDiff: DiffLines = new Map([[PAPER, [{ first: 1, last: 500 }]]]);

export function planned(
  result: RunResult,
  conversation: Conversation = nothing,
  { key = "", limits = {}, ...rest }: Partial<PublicationInput> & { readonly key?: string; readonly limits?: GateLimits } = {},
): Publication {
  return planPublication({
    manuscripts: [{ key, paths: [], limits, result }],
    several: false,
    conversation,
    diff: wholeDiff,
    inlineLimit: 25,
    site: { server: SERVER, run: `${SERVER}/${REPOSITORY}/actions/runs/1` },
    ...rest,
  });
}

/** Which writes were done before a run died. */
export interface Done {
  readonly review?: boolean;
  readonly threads?: boolean;
  readonly statusComment?: boolean;
}

/** The conversation after what was planned was written, as far as it was. GitHub is said to strip HTML comments from reviews: so does this. */
export function standsAfter(conversation: Conversation, plan: Publication, done: Done = {}): Conversation {
  const { review = true, threads = true, statusComment = true } = done;
  const withReview = review ? reviewWritten(conversation, plan) : conversation;
  const withThreads = threads ? threadsWritten(withReview, plan) : withReview;
  return statusComment ? commentWritten(withThreads, plan) : withThreads;
}

let next = 1000;
const stripped = (body: string) => body.replace(/<!--[\s\S]*?-->\n*/g, "");

function written(body: string) {
  const id = next++;
  return { id, nodeId: `N${id}`, body, url: `${SERVER}/${REPOSITORY}/pull/${PULL}#${id}` };
}

function reviewWritten(conversation: Conversation, { review, head }: Publication): Conversation {
  if (review === undefined) return conversation;
  if (review.replaces !== undefined) {
    const reviews = conversation.reviews.map((one) =>
      one.id === review.replaces ? { ...one, body: stripped(review.body) } : one,
    );
    return { ...conversation, reviews };
  }
  const threads = review.comments.map(({ body }) => ({
    nodeId: `T${next}`,
    root: written(stripped(body)),
    resolved: false,
    resolvable: true,
    replies: [],
  }));
  return {
    ...conversation,
    reviews: [...conversation.reviews, { ...written(stripped(review.body)), commit: head }],
    threads: [...conversation.threads, ...threads],
  };
}

function threadsWritten(conversation: Conversation, { threads }: Publication): Conversation {
  return {
    ...conversation,
    threads: conversation.threads.map((thread) => {
      const planned = threads.find(({ threadId }) => threadId === thread.nodeId);
      if (planned === undefined) return thread;
      const replies = planned.reply === undefined ? thread.replies : [...thread.replies, stripped(planned.reply)];
      const resolved = planned.then === "resolve" || (planned.then !== "reopen" && thread.resolved);
      return { ...thread, replies, resolved };
    }),
  };
}

function commentWritten(conversation: Conversation, { statusComment }: Publication): Conversation {
  if (statusComment === undefined) return conversation;
  const { id, body, surplus } = statusComment;
  const left = conversation.statusComments.filter((one) => !surplus.includes(one.id));
  const statusComments =
    id === undefined ? [...left, written(body)] : left.map((one) => (one.id === id ? { ...one, body } : one));
  return { ...conversation, statusComments };
}

export function textsOf({ summary, review, threads, statusComment, reply }: Publication): string[] {
  return [
    summary,
    review?.body,
    review?.bodyWithoutComments,
    ...(review?.comments.map(({ body }) => body) ?? []),
    ...threads.map(({ reply }) => reply),
    statusComment?.body,
    reply?.body,
  ].flatMap((text) => text ?? []);
}
