/** What stands on the stand-in after a run, in the words of the tests. */
import { loadState } from "../../../src/publish/index.ts";
import type { LedgerConcern } from "../../../src/revision/ledger/schema.ts";
import { ACTIONS_BOT } from "../../github-sim/index.ts";
import type { SaidConcern } from "../../support/reviewer.ts";
import { type Scene, STATUS } from "./scene.ts";

type Staged = Pick<Scene, "pull" | "repository">;

const ours = <T extends { readonly author: string }>(all: readonly T[]) => all.filter(({ author }) => author === ACTIONS_BOT);

/** Without those that GitHub makes around a reply: they have no words. */
export function reviewsOf({ pull }: Staged) {
  return ours(pull.state().reviews).filter(({ body }) => body !== "");
}
export function commentsOf({ pull }: Staged) {
  return ours(pull.state().comments);
}

/** The one status comment. @throws Error where there is none, or another */
export function dashboardOf(scene: Staged): string {
  const [first, ...more] = commentsOf(scene).filter(({ body }) => body.startsWith("<!-- bioreview-status:"));
  if (first === undefined || more.length > 0)
    throw new Error(`there are ${more.length + (first === undefined ? 0 : 1)} status comments`);
  return first.body;
}

/** What the status comment keeps for the next run. */
export function savedStateOf(scene: Staged, secret?: string) {
  const statusComments = commentsOf(scene).map(({ id, body }) => ({ id, nodeId: "", url: "", body }));
  const read = loadState({ statusComments }, { repository: scene.repository.name, pull: scene.pull.number, key: "" }, secret);
  if (read.kind !== "state") throw new Error(`nothing is kept: ${JSON.stringify(read)}`);
  return read.state;
}

/** The ledger's entry of what the model said.  @throws Error where it is not in there */
export function concernOf(scene: Staged, { text }: SaidConcern): LedgerConcern {
  const found = savedStateOf(scene).ledger.concerns.find((concern) => concern.text === text);
  if (found === undefined) throw new Error(`the ledger lacks ${text}`);
  return found;
}

/** The gate of the head, oldest first. */
export function gateOf({ pull, repository }: Staged): readonly string[] {
  const statuses = repository.statuses(pull.state().head.sha, STATUS);
  return statuses.toReversed().map(({ state }) => state);
}

/** Threads whose first comment tells a concern with this id, newest review's last. */
export function threadsOf({ pull }: Staged, id: string) {
  return pull.state().threads.filter(({ comments }) => comments[0]?.body.includes(`bioreview-concern-${id}-`));
}

/** How many reviews tell a concern, and how many threads are about it. @param phrase of its text without anything that Markdown would escape */
export function mentionsOf(scene: Staged, phrase: string): { readonly reviews: number; readonly threads: number } {
  const roots = scene.pull.state().threads.map(({ comments }) => comments[0]?.body ?? "");
  return {
    reviews: reviewsOf(scene).filter(({ body }) => body.includes(phrase)).length,
    threads: roots.filter((body) => body.includes(phrase)).length,
  };
}

export function reactionsOn({ pull }: Staged, comment: number): readonly string[] {
  const reactions = pull.state().comments.find(({ id }) => id === comment)?.reactions ?? [];
  return ours(reactions).map(({ content }) => content);
}
