/** Trees, blobs and refs of the real repository. */
import { complete } from "../contract/complete.ts";
import { blob, git, kindOf, objectId } from "../git/git.ts";
import { commitOf } from "../world/commits.ts";
import { required } from "../world/find.ts";
import { notFound, Refusal } from "../world/refusal.ts";
import type { Repository } from "../world/world.ts";
import { type Call, type Handler, ok, param, repositoryIn } from "./call.ts";
import { objectNodeId, repositoryPath } from "./render/names.ts";

/** GitHub gives blobs up to this size. */
const LARGEST_BLOB = 100_000_000;

/** @returns the id of the tree that a commit, branch or tree id names */
function treeOf(repository: Repository, name: string): string {
  if (repository.forgotten.has(name)) throw notFound();
  const commit = commitOf(repository, name);
  return required(objectId(repository.git, commit ?? (/^[0-9a-f]{40}$/.test(name) ? name : ""), "tree"));
}

export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly oid: string;
  readonly size: number | undefined;
  readonly path: string;
}

export function entriesOf({ git: folder }: Repository, tree: string, recursive: boolean): readonly TreeEntry[] {
  const listed = git(folder, ["ls-tree", "-z", "-l", ...(recursive ? ["-r", "-t"] : []), tree]).toString();
  return listed
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => {
      const [facts = "", path = ""] = [line.slice(0, line.indexOf("\t")), line.slice(line.indexOf("\t") + 1)];
      const [mode = "", type = "", oid = "", size = "-"] = facts.split(/ +/);
      return { mode, type, oid, size: size === "-" ? undefined : Number(size), path };
    });
}

const getTree: Handler = (call) => {
  const repository = repositoryIn(call);
  const tree = treeOf(repository, param(call, "tree_sha"));
  const entries = entriesOf(repository, tree, call.query.has("recursive"));
  const own = `${call.api}${repositoryPath(repository)}/git`;
  const body = {
    sha: tree,
    url: `${own}/trees/${tree}`,
    tree: entries.slice(0, call.settings.treeEntries).map(({ mode, type, oid, size, path }) => ({
      path,
      mode,
      type,
      sha: oid,
      ...(size === undefined ? {} : { size }),
      ...(type === "commit" ? {} : { url: `${own}/${type}s/${oid}` }),
    })),
    truncated: entries.length > call.settings.treeEntries,
  };
  return ok(complete("git-tree", body));
};

export const isRaw = ({ accept }: Call): boolean => /vnd\.github\.(v3\.)?raw/.test(accept);

const getBlob: Handler = (call) => {
  const repository = repositoryIn(call);
  const oid = param(call, "file_sha");
  if (!/^[0-9a-f]{40}$/.test(oid))
    throw new Refusal(422, "The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
  if (kindOf(repository.git, oid) !== "blob") throw notFound();
  const bytes = blob(repository.git, oid);
  if (bytes.length > LARGEST_BLOB) throw new Refusal(403, "This API returns blobs up to 100 MB in size.");
  if (isRaw(call)) return { status: 200, raw: { type: "application/vnd.github.raw; charset=utf-8", bytes } };
  return ok(
    complete("blob", {
      sha: oid,
      node_id: objectNodeId("B", repository, oid),
      size: bytes.length,
      url: `${call.api}${repositoryPath(repository)}/git/blobs/${oid}`,
      content: base64Lines(bytes),
      encoding: "base64",
    }),
  );
};

/** Lines of sixty characters, as Ruby packs. */
export const base64Lines = (bytes: Buffer): string => bytes.toString("base64").replaceAll(/.{1,60}/g, "$&\n");

const getRef: Handler = (call) => {
  const repository = repositoryIn(call);
  const ref = param(call, "ref");
  const sha = required(repository.branches.get(/^heads\/(.+)$/.exec(ref)?.[1] ?? ""));
  const own = `${call.api}${repositoryPath(repository)}/git`;
  return ok(
    complete("git-ref", {
      ref: `refs/${ref}`,
      node_id: objectNodeId("T", repository, ref),
      url: `${own}/refs/${ref}`,
      object: { type: "commit", sha, url: `${own}/commits/${sha}` },
    }),
  );
};

export const gitData: Readonly<Record<string, Handler>> = {
  "git/get-tree": getTree,
  "git/get-blob": getBlob,
  "git/get-ref": getRef,
};
