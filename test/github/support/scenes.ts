/** Pull requests as a publication finds them, and plans as data: what a planner would make of what stands, without any rendering. */
import { expect } from "vitest";
import { type AppliedPlan, applyPlan, fetchSnapshot, type GitHubClient } from "../../../src/github/index.ts";
import type { Publication } from "../../../src/publish/index.ts";
import { ACTIONS_BOT, type GitHub as Sim, type StagedPull, type StagedRepository } from "../../github-sim/index.ts";

export const PAPER = Array.from({ length: 40 }, (_, k) => `Sentence ${k + 1}.`).join("\n\n");
export const REVISED = PAPER.replace("Sentence 5.", "Sentence five.").replace("Sentence 30.", "Sentence thirty.");

/** A comment on the sentence that the revision changed, as the stage takes it. */
export const onLine9 = (body: string) =>
  ({ path: "paper.md", line: 9, side: "RIGHT", startLine: undefined, startSide: "RIGHT", body }) as const;

export interface Scene {
  readonly repository: StagedRepository;
  readonly pull: StagedPull;
  readonly head: string;
  /** Whether its threads are answered, and resolved or minimised. */
  readonly answered?: true;
  /** Keys of the manuscripts, where there are several. */
  readonly manuscripts?: readonly string[];
  /** What a whole run plans, now that this stands. */
  readonly plan: (stands: Stands) => Publication;
}
type Stands = Awaited<ReturnType<typeof fetchSnapshot>>["conversation"];

const REVIEW = "bioreview-review-0123456789abcdef01234567";
const OUTCOME = "bioreview-outcome-0123456789abcdef01234567";
const ANSWER = "bioreview-answer-0123456789abcdef01234567";
export const statusBody = ({ name }: StagedRepository, { number }: StagedPull, ledger: string) =>
  `<!-- bioreview-status:${name}/${number}/ -->\nDashboard\n<!-- bioreview-state:${ledger} -->`;

type Stage = Omit<Scene, "plan" | "answered" | "manuscripts">;

let count = 0;
/** One repository serves all scenes of a stand-in. */
const repositories = new WeakMap<Sim, StagedRepository>();
function repositoryOf(sim: Sim): StagedRepository {
  const repository = repositories.get(sim) ?? sim.repository("ada/paper", { files: { "paper.md": PAPER } });
  repositories.set(sim, repository);
  return repository;
}

/** With a branch and a commit of its own. */
function freshStage(sim: Sim): Stage {
  const repository = repositoryOf(sim);
  const branch = `revision-${++count}`;
  const head = repository.commit(branch, { "paper.md": `${REVISED}\n\nScene ${count}.` });
  return { repository, pull: repository.open({ head: branch }), head };
}

/** With the same commit as the one before, of which nothing else is left: for many scenes that push nothing. */
export function sharedStage(sim: Sim): Stage {
  const repository = repositoryOf(sim);
  const { branches, pulls, statuses } = repository.state();
  const head = branches.get("shared") ?? repository.commit("shared", { "paper.md": REVISED });
  pulls.clear();
  statuses.splice(0);
  return { repository, pull: repository.open({ head: "shared" }), head };
}

const status = { state: "success", description: "Passed: 1 open major concern, limit 3" } as const;
const shared = {
  summary: "Summary",
  outputs: {},
  threads: [],
  review: undefined,
  statusComment: undefined,
  manuscriptStatuses: [],
  status,
};

function statusComment({ repository, pull }: Stage, stands: Stands, ledger: string): NonNullable<Publication["statusComment"]> {
  const [kept, ...surplus] = stands.statusComments;
  return { id: kept?.id, body: statusBody(repository, pull, ledger), surplus: surplus.map(({ id }) => id) };
}

/** The first review of a pull request: nothing of ours stands. */
export function firstRevision(sim: Sim, scene = freshStage(sim)): Scene {
  const comments = [{ path: "paper.md", line: 9, body: "Why five?" }];
  const review = {
    replaces: undefined,
    body: `One concern\n\n[${REVIEW}]: #`,
    bodyWithoutComments: `One concern: why five?\n\n[${REVIEW}]: #`,
    markers: [REVIEW],
    comments,
  };
  const plan = (stands: Stands): Publication => ({
    ...shared,
    head: scene.head,
    review: stands.reviews.some(({ body }) => body.includes(REVIEW)) ? undefined : review,
    statusComment: statusComment(scene, stands, "revision-1"),
  });
  return { ...scene, plan };
}

/** Of two manuscripts in one repository, of which each has a status of its own beside that of both. */
export function ofTwoManuscripts(sim: Sim, scene = freshStage(sim)): Scene {
  const { plan, ...first } = firstRevision(sim, scene);
  const second = `${REVIEW.slice(0, -1)}8`;
  const both = (text: string) => `${text}\n\n[${second}]: #`;
  return {
    ...first,
    manuscripts: ["a", "b"],
    plan: (stands) => {
      const { review, ...rest } = plan(stands);
      return {
        ...rest,
        review: review && {
          ...review,
          body: both(review.body),
          bodyWithoutComments: both(review.bodyWithoutComments),
          markers: [...review.markers, second],
        },
        manuscriptStatuses: ["a", "b"].map((key) => ({ context: `bioreview/gate/${key}`, status })),
      };
    },
  };
}

/** The same, and a run before it broke off with a review begun. */
export function unsentReview(sim: Sim, scene = freshStage(sim)): Scene {
  scene.pull.review({ author: ACTIONS_BOT, body: "half", event: undefined });
  return firstRevision(sim, scene);
}

/** A later one: a thread is answered and resolved, the status comment changes, and a second one, of a run that went wrong, goes. */
export function laterRevision(sim: Sim, scene = freshStage(sim)): Scene {
  const { pull, repository } = scene;
  pull.review({
    author: ACTIONS_BOT,
    body: "Earlier",
    comments: [onLine9("Why five?")],
  });
  for (const ledger of ["revision-1", "revision-0"]) pull.comment(ACTIONS_BOT, statusBody(repository, pull, ledger));
  const review = {
    replaces: undefined,
    body: `One resolved\n\n[${REVIEW}]: #`,
    bodyWithoutComments: `One resolved\n\n[${REVIEW}]: #`,
    markers: [REVIEW],
    comments: [],
  };
  const then = "resolve";
  const plan = (stands: Stands): Publication => ({
    ...shared,
    head: scene.head,
    review: stands.reviews.some(({ body }) => body.includes(REVIEW)) ? undefined : review,
    threads: stands.threads.map(({ nodeId, root, replies }) => ({
      concern: "C1",
      threadId: nodeId,
      rootId: root.nodeId,
      reply: replies.some((reply) => reply.includes(OUTCOME)) ? undefined : `Resolved\n\n<!-- ${OUTCOME} -->\n\n[${OUTCOME}]: #`,
      then,
    })),
    statusComment: statusComment(scene, stands, "revision-2"),
  });
  return { ...scene, plan, answered: true };
}

/** The same revision reviewed again, in other words. */
export function otherWords(sim: Sim, scene = freshStage(sim)): Scene {
  const { pull, repository } = scene;
  pull.review({ author: ACTIONS_BOT, body: `First words\n\n[${REVIEW}]: #` });
  pull.comment(ACTIONS_BOT, statusBody(repository, pull, "revision-1"));
  const body = `Other words\n\n[${REVIEW}]: #`;
  const plan = (stands: Stands): Publication => {
    const standing = stands.reviews.find((review) => review.body.includes(REVIEW));
    const review = { replaces: standing?.id, body, bodyWithoutComments: body, markers: [REVIEW], comments: [] };
    return {
      ...shared,
      head: scene.head,
      review: standing?.body === body ? undefined : review,
      statusComment: statusComment(scene, stands, "again"),
    };
  };
  return { ...scene, plan };
}

/** A dismissal: the ledger changes, and the person is answered. */
export function dismissal(sim: Sim, scene = freshStage(sim)): Scene {
  const { pull, repository } = scene;
  pull.comment(ACTIONS_BOT, statusBody(repository, pull, "revision-1"));
  const plan = (stands: Stands): Publication => ({
    ...shared,
    head: scene.head,
    statusComment: statusComment(scene, stands, "dismissed"),
    reply: { body: `C1 is dismissed\n\n<!-- ${ANSWER} -->\n\n[${ANSWER}]: #`, marker: ANSWER },
  });
  return { ...scene, plan };
}

/** A whole run, from the survey on. */
export async function runOf({ repository, pull: { number }, plan }: Scene, github: GitHubClient): Promise<AppliedPlan> {
  const { pull, conversation } = await fetchSnapshot(github, repository.name, number, { configPath: ".github/bioreview.yml" });
  const publication = plan(conversation);
  const expectedStatusBody = conversation.statusComments.find(({ id }) => id === publication.statusComment?.id)?.body;
  return applyPlan(publication, github, { pull, expectedStatusBody });
}

/** What stands must be true: the ledger knows only a review that is posted, what tells of the ledger stands only with it, and a clean status that does not say
 *  "not posted" only where all stands that it is about. */
export function expectTruth({ pull, repository, head, plan, manuscripts = [] }: Scene): void {
  const { review, statusComment, reply } = plan({ statusComments: [], reviews: [], threads: [], notes: [] });
  const { comments, reviews, threads } = pull.state();
  const posted =
    review === undefined ||
    reviews.some(({ body, state }) => review.markers.every((marker) => body.includes(marker)) && state !== "PENDING");
  const recorded = comments.some(({ body }) => body === statusComment?.body);
  if (recorded) expect(posted, "a ledger that records a review records a posted one").toBe(true);
  const told = comments.some(({ body }) => body.includes(ANSWER)) || threads.some((thread) => thread.comments.length > 1);
  if (told) expect(recorded, "what tells of the ledger stands with it").toBe(true);
  const [status] = repository.statuses(head, "bioreview/gate");
  for (const key of manuscripts) {
    const [own] = repository.statuses(head, `bioreview/gate/${key}`);
    if (own?.state === "success")
      expect(recorded || own.description?.includes("not posted"), "so is that of a manuscript").toBe(true);
  }
  if (status?.state !== "success") return;
  const own = manuscripts.flatMap((key) => repository.statuses(head, `bioreview/gate/${key}`)[0]?.state ?? []);
  expect(
    own.every((state) => state === "success"),
    "that of all is as bad as the worst",
  ).toBe(true);
  if (reply !== undefined) expect(recorded, "a decision opens the gate where it is recorded").toBe(true);
  expect(recorded || status.description?.includes("not posted"), "a clean status is about what stands, or says so").toBe(true);
}

/** What must stand after a run that went through: everything, once. */
export function expectAllOnce({ pull, repository, head, plan, answered, manuscripts = [] }: Scene): void {
  const { comments, reviews, threads } = pull.state();
  const own = comments.filter(({ author }) => author === ACTIONS_BOT);
  const nothing = plan({ statusComments: [], reviews: [], threads: [], notes: [] });
  const [marker] = nothing.review?.markers ?? [];
  if (marker !== undefined)
    expect(
      reviews.filter(({ body }) => body.includes(marker)),
      "one review of this revision",
    ).toHaveLength(1);
  expect(
    reviews.filter(({ state }) => state === "PENDING"),
    "no unsent review",
  ).toEqual([]);
  const ledgers = own.filter(({ body }) => body.startsWith("<!-- bioreview-status:")).map(({ body }) => body);
  expect(ledgers, "one status comment, with this run's ledger").toEqual([nothing.statusComment?.body]);
  expect(own.filter(({ body }) => body.includes(ANSWER)).length, "one answer").toBe(nothing.reply === undefined ? 0 : 1);
  for (const thread of answered ? threads : []) {
    const replies = thread.comments.slice(1);
    expect(replies.length, "one reply").toBe(1);
    expect(thread.resolvedBy ?? thread.comments[0]?.minimized, "resolved or minimised").toBeDefined();
  }
  for (const context of ["bioreview/gate", ...manuscripts.map((key) => `bioreview/gate/${key}`)])
    expect(repository.statuses(head, context)[0], "the final status").toMatchObject({ state: "success" });
}
