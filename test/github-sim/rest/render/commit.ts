/** Commits as REST shows them. */
import { complete } from "../../contract/complete.ts";
import type { JsonObject } from "../../contract/description.ts";
import { git } from "../../git/git.ts";
import type { Repository } from "../../world/world.ts";
import type { Call } from "../call.ts";
import { objectNodeId, repositoryPath, webOf } from "./names.ts";

export function commitBody({ api, settings }: Call, repository: Repository, oid: string): JsonObject {
  const shown = git(repository.git, [
    "show",
    "-s",
    "--format=%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B",
    oid,
  ]).toString();
  const [tree = "", parents = "", an = "", ae = "", ad = "", cn = "", ce = "", cd = "", message = ""] = shown.split("\0");
  const own = `${api}${repositoryPath(repository)}`;
  return complete("commit", {
    sha: oid,
    node_id: objectNodeId("C", repository, oid),
    url: `${own}/commits/${oid}`,
    html_url: `${webOf(settings.web, repository)}/commit/${oid}`,
    author: null,
    committer: null,
    parents: parents
      .split(" ")
      .filter((parent) => parent !== "")
      .map((sha) => ({ sha, url: `${own}/commits/${sha}` })),
    commit: {
      message: message.trimEnd(),
      author: { name: an, email: ae, date: utc(ad) },
      committer: { name: cn, email: ce, date: utc(cd) },
      tree: { sha: tree, url: `${own}/git/trees/${tree}` },
    },
  });
}
const utc = (date: string): string => `${new Date(date).toISOString().slice(0, 19)}Z`;
