/** Commits, and what lies between two of them. */
import { complete } from "../contract/complete.ts";
import { diffOf } from "../git/diff.ts";
import { commitsBetween, mergeBase } from "../git/git.ts";
import { commitOf, requiredCommit } from "../world/commits.ts";
import { required } from "../world/find.ts";
import { Refusal } from "../world/refusal.ts";
import type { Repository } from "../world/world.ts";
import { type Call, type Handler, ok, param, repositoryIn } from "./call.ts";
import { asText, diffEntry } from "./pulls.ts";
import { commitBody } from "./render/commit.ts";
import { repositoryPath, webOf } from "./render/names.ts";

/** Files and commits that a comparison lists. */
const MOST_FILES = 300;
const MOST_COMMITS = 250;

const getCommit: Handler = (call) => {
  const repository = repositoryIn(call);
  const oid = commitOf(repository, param(call, "ref"));
  if (oid === undefined) throw new Refusal(422, `No commit found for SHA: ${param(call, "ref")}`);
  return ok(commitBody(call, repository, oid));
};

const compare: Handler = (call) => {
  const repository = repositoryIn(call);
  const [from = "", to = ""] = param(call, "basehead").split("...");
  const [base, head] = [requiredCommit(repository, from), requiredCommit(repository, to)];
  const fork = required(mergeBase(repository.git, base, head));
  const text = asText(call, repository, fork, head);
  if (text !== undefined) return text;
  const [ahead, behind] = [commitsBetween(repository.git, base, head), commitsBetween(repository.git, head, base)];
  const page = Number(call.query.get("page") ?? 1);
  const web = `${webOf(call.settings.web, repository)}/compare/${from}...${to}`;
  return ok(
    complete("commit-comparison", {
      url: `${call.api}${repositoryPath(repository)}/compare/${from}...${to}`,
      html_url: web,
      base_commit: commitBody(call, repository, base),
      merge_base_commit: commitBody(call, repository, fork),
      status: relation(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: ahead.slice(0, MOST_COMMITS).map((oid) => commitBody(call, repository, oid)),
      files: page > 1 ? [] : filesBetween(call, repository, fork, head),
    }),
  );
};

const filesBetween = (call: Call, repository: Repository, from: string, to: string) =>
  diffOf(repository.git, from, to, call.settings.patchLimits)
    .slice(0, MOST_FILES)
    .map((file) => diffEntry(call, repository, to, file));

function relation(ahead: number, behind: number): string {
  if (ahead === 0) return behind === 0 ? "identical" : "behind";
  return behind === 0 ? "ahead" : "diverged";
}

export const commits: Readonly<Record<string, Handler>> = {
  "repos/get-commit": getCommit,
  "repos/compare-commits-with-basehead": compare,
};
