/** A manuscript and its revision in a repository of the stand-in, with a pull request: what most of the stand-in's own tests begin with. */
import { type Client, client } from "./client.ts";
import type { GitHub, StagedPull, StagedRepository } from "./index.ts";

/** Forty paragraphs of one line each, on the odd lines. */
export const PAPER = `${Array.from({ length: 40 }, (_, k) => `Sentence ${k + 1}.`).join("\n\n")}\n`;
const REVISED = PAPER.replace("Sentence 5.", "Sentence five.").replace("Sentence 30.", "Sentence thirty.");
/** The changed lines. */
export const CHANGED = { first: 9, second: 59 };

export interface Paper {
  readonly repository: StagedRepository;
  readonly pull: StagedPull;
  /** With all that a workflow may be given. */
  readonly bot: Client;
  /** Path of the API under this repository. */
  readonly at: (path: string) => string;
}

export const ALL_WRITE = {
  contents: "write",
  pull_requests: "write",
  issues: "write",
  statuses: "write",
  checks: "write",
} as const;

let count = 0;
export function paper(github: GitHub, revised = REVISED, author = "ada"): Paper {
  const repository = github.repository(`ada/paper-${++count}`, { private: true, files: { "paper.md": PAPER } });
  repository.commit("revision", { "paper.md": revised });
  const pull = repository.open({ head: "revision", author });
  const bot = client(github, github.installationToken({ repositories: [repository.name], permissions: ALL_WRITE }));
  return { repository, pull, bot, at: (path) => `/repos/${repository.name}${path}` };
}
