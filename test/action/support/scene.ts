/** A pull request that rewrites a paper's methods, runs of the Action on it, and what then stands on it. The stand-in for GitHub is that of ./stage.ts. */
import { expect } from "vitest";
import { PROFILES } from "../../../profiles/profiles.ts";
import { ACTIONS_BOT, type StagedPull, type StagedRepository } from "../../github-sim/index.ts";
import { markdownPaper } from "../../support/paper.ts";
import type { SaidConcern } from "../../support/reviewer.ts";
import { startReviews } from "../../support/scripted-reviews.ts";
import { type FinishedRun, runAction } from "./run-action.ts";
import { github } from "./stage.ts";

export const PAPER = markdownPaper();
export const REWRITTEN = PAPER.replace(
  "We studied methods in twelve mice over six weeks",
  "We studied methods in forty blinded mice over nine months",
);
export const MICE: SaidConcern = {
  text: "The methods use twelve mice over six weeks, which are few.",
  severity: "major",
  category: "design_study",
};
export const BLIND: SaidConcern = { text: "Nobody says who was blinded in the results.", severity: "minor" };
const smoke = PROFILES.find(({ name }) => name === "smoke") ?? PROFILES[0];

let count = 0;
export interface Scene {
  readonly repository: StagedRepository;
  readonly pull: StagedPull;
}
/** A pull request that rewrites the methods. */
export function scene(
  head: Readonly<Record<string, string>> = { "paper.md": REWRITTEN },
  files: Readonly<Record<string, string>> = {},
): Scene {
  const repository = github.repository(`ada/methods-${++count}`, { files: { "paper.md": PAPER, "tool.py": "1", ...files } });
  repository.commit("revision", head);
  return { repository, pull: repository.open({ head: "revision", author: "ann" }) };
}

/** Runs with a model that gives these reviews, one after the other. */
export async function reviewing(
  { repository, pull }: Scene,
  turns: readonly (readonly SaidConcern[])[],
  more: Partial<Parameters<typeof runAction>[0]> = {},
): Promise<FinishedRun> {
  await using server = await startReviews(smoke, turns);
  const event = more.event ?? github.events.pull({ repository: repository.name, number: pull.number }, "opened");
  const finished = await runAction({ github, repository, event, ...more, inputs: { endpoint: server.url, ...more.inputs } });
  expect(server.asked(), "reviews that were asked for").toBe(turns.length);
  return finished;
}

export function standing({ repository, pull }: Scene) {
  const state = pull.state();
  const ours = ({ author }: { author: string }) => author === ACTIONS_BOT;
  const statuses = repository.statuses(state.head.sha);
  return {
    reviews: state.reviews.filter(ours),
    comments: state.comments.filter(ours),
    threads: state.threads,
    statuses,
    last: statuses[0],
  };
}

/** A comment on the pull request, and the run that it starts. */
export async function commanding(
  at: Scene,
  login: string,
  body: string,
  turns: readonly (readonly SaidConcern[])[] = [],
  more: Partial<Parameters<typeof runAction>[0]> = {},
) {
  const comment = at.pull.comment(login, body);
  const event = github.events.comment({ repository: at.repository.name, number: at.pull.number }, comment);
  return reviewing(at, turns, { event, ...more }).then((finished) => ({
    ...finished,
    reactions: comment.reactions.map(({ content }) => content),
    answers: standing(at).comments.map(({ body }) => body),
  }));
}
