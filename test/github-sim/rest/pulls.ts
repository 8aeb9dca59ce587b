/** Reading pull requests. */

import { complete } from "../contract/complete.ts";
import type { JsonObject } from "../contract/description.ts";
import type { FileDiff } from "../git/diff.ts";
import { commitsBetween, git } from "../git/git.ts";
import { mergeBaseOf, pullDiff } from "../world/diff.ts";
import type { Repository } from "../world/world.ts";
import { type Answer, type Call, type Handler, numberParam, ok, pullIn, repositoryIn } from "./call.ts";
import { page } from "./page.ts";
import { commitBody } from "./render/commit.ts";
import { repositoryPath, webOf } from "./render/names.ts";
import { pullBody, pullFacts } from "./render/pull.ts";

/** GitHub lists no more. */
const MOST_FILES = 3000;
const MOST_COMMITS = 250;

const get: Handler = (call) => {
  const [repository, pull] = [repositoryIn(call), pullIn(call)];
  return (
    asText(call, repository, mergeBaseOf(repository, pull, pull.head.sha), pull.head.sha) ?? ok(pullBody(call, repository, pull))
  );
};

/** `application/vnd.github.diff` and `.patch`; undefined where JSON is asked for. */
export function asText({ accept }: Call, repository: Repository, from: string, to: string): Answer | undefined {
  if (/vnd\.github\.(v3\.)?diff/.test(accept)) {
    return {
      status: 200,
      raw: { type: "application/vnd.github.diff; charset=utf-8", bytes: git(repository.git, ["diff", "-M", from, to]) },
    };
  }
  if (/vnd\.github\.(v3\.)?patch/.test(accept)) {
    return {
      status: 200,
      raw: {
        type: "application/vnd.github.patch; charset=utf-8",
        bytes: git(repository.git, ["format-patch", "--stdout", `${from}..${to}`]),
      },
    };
  }
  return undefined;
}

const list: Handler = (call) => {
  const repository = repositoryIn(call);
  const [state, base, head] = [call.query.get("state") ?? "open", call.query.get("base"), call.query.get("head")];
  const found = [...repository.pulls.values()]
    .filter((pull) => state === "all" || (state === "open") === (pull.state === "open"))
    .filter((pull) => base === null || pull.base.ref === base)
    .filter((pull) => head === null || `${pull.head.owner}:${pull.head.ref}` === head);
  const by = call.query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  found.sort((a, b) => (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : a.number - b.number));
  if ((call.query.get("direction") ?? (by === "createdAt" ? "desc" : "asc")) === "desc") found.reverse();
  const summary = (each: (typeof found)[number]): JsonObject =>
    complete("pull-request-simple", { ...pullFacts(call, repository, each), _links: undefined });
  return page(call, `${repositoryPath(repository)}/pulls`, found, summary);
};

const listFiles: Handler = (call) => {
  const [repository, pull] = [repositoryIn(call), pullIn(call)];
  const files = pullDiff(repository, pull, pull.head.sha, call.settings).slice(0, MOST_FILES);
  const path = `${repositoryPath(repository)}/pulls/${numberParam(call, "pull_number")}/files`;
  return page(call, path, files, (file) => diffEntry(call, repository, pull.head.sha, file));
};

export function diffEntry({ api, settings }: Call, repository: Repository, sha: string, file: FileDiff): JsonObject {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  return complete("diff-entry", {
    sha: file.oid,
    filename: file.path,
    previous_filename: file.previousPath,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    patch: file.patch,
    blob_url: `${webOf(settings.web, repository)}/blob/${sha}/${path}`,
    raw_url: `${webOf(settings.web, repository)}/raw/${sha}/${path}`,
    contents_url: `${api}${repositoryPath(repository)}/contents/${path}?ref=${sha}`,
  });
}

const listCommits: Handler = (call) => {
  const [repository, pull] = [repositoryIn(call), pullIn(call)];
  const oids = commitsBetween(repository.git, mergeBaseOf(repository, pull, pull.head.sha), pull.head.sha);
  const path = `${repositoryPath(repository)}/pulls/${pull.number}/commits`;
  return page(call, path, oids.slice(0, MOST_COMMITS), (oid) => commitBody(call, repository, oid));
};

export const pulls: Readonly<Record<string, Handler>> = {
  "pulls/get": get,
  "pulls/list": list,
  "pulls/list-files": listFiles,
  "pulls/list-commits": listCommits,
};
