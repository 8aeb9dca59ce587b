/** A stand-in for GitHub that tests share, and a pull request on it that changes the manuscript: a new one for each test that stages one. */
import { ACTIONS_BOT, type StagedPull, type StagedRepository, startGitHub } from "../../github-sim/index.ts";
import { markdownPaper } from "../../support/paper.ts";

export const github = await startGitHub();

export const REVISED = markdownPaper().replace("twelve mice", "forty mice");

export let repository: StagedRepository;
export let pull: StagedPull;
let count = 0;

export function stage(): void {
  github.clearLog();
  repository = github.repository(`ada/paper-${++count}`, { files: { "paper.md": markdownPaper() } });
  repository.commit("revision", { "paper.md": REVISED });
  pull = repository.open({ head: "revision", author: "ann" });
}

/** Pushed onto a pull request that is merged already, and another one opened from it. */
export function stageNext(paper: string): void {
  pull.merge();
  repository.commit("next", { "paper.md": paper });
  pull = repository.open({ head: "next", author: "ann" });
}

export const opened = () => github.events.pull({ repository: repository.name, number: pull.number }, "opened");
/** Of the head, latest first. */
export const statuses = () => repository.statuses(pull.state().head.sha);
export const reviews = () => pull.state().reviews.filter(({ author }) => author === ACTIONS_BOT);
