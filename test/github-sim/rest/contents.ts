/** Files and folders by path. */
import { complete } from "../contract/complete.ts";
import { blob, objectId } from "../git/git.ts";
import { requiredCommit } from "../world/commits.ts";
import { required } from "../world/find.ts";
import { Refusal } from "../world/refusal.ts";
import type { Repository } from "../world/world.ts";
import { type Call, type Handler, ok, param, repositoryIn } from "./call.ts";
import { base64Lines, entriesOf, isRaw, type TreeEntry } from "./git-data.ts";
import { repositoryPath, webOf } from "./render/names.ts";

/** Bytes: up to this in JSON, up to the next raw, beyond not at all. */
const LARGEST_IN_JSON = 1_000_000;
const LARGEST_RAW = 100_000_000;
const MOST_ENTRIES = 1000;

const getContent: Handler = (call) => {
  const repository = repositoryIn(call);
  const commit = requiredCommit(repository, call.query.get("ref") ?? repository.defaultBranch);
  const path = param(call, "path").replace(/\/+$/, "");
  const parent = path.split("/").slice(0, -1).join("/");
  const folder = path === "" ? undefined : required(objectId(repository.git, `${commit}:${parent}`, "tree"));
  const name = path.split("/").at(-1);
  const entry =
    folder === undefined ? undefined : required(entriesOf(repository, folder, false).find((each) => each.path === name));
  if (entry === undefined || entry.type === "tree") {
    const tree = required(objectId(repository.git, `${commit}:${path}`, "tree"));
    const shown = entriesOf(repository, tree, false).slice(0, MOST_ENTRIES);
    return ok(shown.map((each) => folderEntry(call, repository, commit, path, each)));
  }
  return file(call, repository, commit, path, entry);
};

function facts({ api, settings }: Call, repository: Repository, commit: string, path: string, { oid, size, type }: TreeEntry) {
  const escaped = path.split("/").map(encodeURIComponent).join("/");
  const url = `${api}${repositoryPath(repository)}/contents/${escaped}?ref=${commit}`;
  const git = `${api}${repositoryPath(repository)}/git/${type}s/${oid}`;
  const html = `${webOf(settings.web, repository)}/${type}/${commit}/${escaped}`;
  return {
    ...{
      name: path.split("/").at(-1) ?? "",
      path,
      sha: oid,
      size: size ?? 0,
      url,
      git_url: git,
      html_url: html,
      download_url: null,
    },
    _links: { self: url, git, html },
  };
}

const folderEntry = (call: Call, repository: Repository, commit: string, folder: string, entry: TreeEntry) => ({
  ...facts(call, repository, commit, folder === "" ? entry.path : `${folder}/${entry.path}`, entry),
  type: entry.type === "tree" ? "dir" : entry.type === "commit" ? "submodule" : entry.mode === "120000" ? "symlink" : "file",
});

function file(call: Call, repository: Repository, commit: string, path: string, entry: TreeEntry) {
  const bytes = blob(repository.git, entry.oid);
  if (bytes.length > LARGEST_RAW) throw new Refusal(403, "This API returns blobs up to 100 MB in size.");
  if (isRaw(call)) return { status: 200, raw: { type: "application/vnd.github.raw+json; charset=utf-8", bytes } };
  const inline = bytes.length <= LARGEST_IN_JSON;
  return ok(
    complete("content-file", {
      ...facts(call, repository, commit, path, entry),
      type: "file",
      encoding: inline ? "base64" : "none",
      content: inline ? base64Lines(bytes) : "",
    }),
  );
}

export const contents: Readonly<Record<string, Handler>> = { "repos/get-content": getContent };
