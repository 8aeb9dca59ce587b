/** Commits, trees and blobs in GraphQL. */
import { blob as bytesOf, git, kindOf, objectId } from "../git/git.ts";
import { entriesOf, type TreeEntry } from "../rest/git-data.ts";
import { objectNodeId } from "../rest/render/names.ts";
import { commitOf } from "../world/commits.ts";
import { latestStatuses } from "../world/statuses.ts";
import type { Repository } from "../world/world.ts";
import { type Context, permit, READ_CONTENTS } from "./context.ts";

interface Asked {
  readonly oid?: string | null;
  readonly expression?: string | null;
}

/** @returns null where there is no such object, which is no error for GitHub */
export function gitObject(context: Context, repository: Repository, { oid, expression }: Asked): object | null {
  const found = typeof oid === "string" ? byId(repository, oid) : byExpression(repository, expression ?? "");
  if (found === undefined) return null;
  switch (kindOf(repository.git, found)) {
    case "blob":
      return blob(context, repository, found);
    case "tree":
      return tree(context, repository, found);
    case "commit":
      return commitById(context, repository, found);
    default:
      return null;
  }
}

function byId(repository: Repository, oid: string): string | undefined {
  if (!/^[0-9a-f]{40}$/.test(oid) || repository.forgotten.has(oid)) return undefined;
  return kindOf(repository.git, oid) === undefined ? undefined : oid;
}

/** `HEAD`, `branch`, `commit`, each perhaps with `:path`. */
function byExpression(repository: Repository, expression: string): string | undefined {
  const at = expression.indexOf(":");
  const name = at < 0 ? expression : expression.slice(0, at);
  const commit = commitOf(repository, name === "HEAD" ? repository.defaultBranch : name);
  if (commit === undefined || at < 0) return commit;
  return objectId(repository.git, `${commit}:${expression.slice(at + 1)}`);
}

/** Bytes in which git looks for a zero byte to tell binary from text. */
const LOOKED_AT = 8000;

function blob({ settings }: Context, repository: Repository, oid: string): object {
  const bytes = bytesOf(repository.git, oid);
  const isBinary = bytes.subarray(0, LOOKED_AT).includes(0);
  const isTruncated = !isBinary && bytes.length > settings.blobText;
  return {
    __typename: "Blob",
    id: objectNodeId("B", repository, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    byteSize: bytes.length,
    isBinary,
    isTruncated,
    text: isBinary ? null : bytes.subarray(0, settings.blobText).toString(),
  };
}

function tree(context: Context, repository: Repository, oid: string): object {
  return {
    __typename: "Tree",
    id: objectNodeId("T", repository, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    entries: () => entriesOf(repository, oid, false).map((entry) => treeEntry(context, repository, entry, entry.path)),
  };
}

function treeEntry(
  context: Context,
  repository: Repository,
  { oid, type, mode, size, path: name }: TreeEntry,
  path: string,
): object {
  return {
    __typename: "TreeEntry",
    ...{ name, path, oid, type },
    mode: Number.parseInt(mode, 8),
    size: size ?? 0,
    object: () => gitObject(context, repository, { oid }),
  };
}

/** @returns null where there is no such file */
function entryAt(context: Context, repository: Repository, commit: string, path: string): object | null {
  const folder = path.split("/").slice(0, -1).join("/");
  const tree = objectId(repository.git, `${commit}:${folder}`, "tree");
  const entry =
    tree === undefined ? undefined : entriesOf(repository, tree, false).find((each) => each.path === path.split("/").at(-1));
  return entry === undefined ? null : treeEntry(context, repository, entry, path);
}

/** @returns null where the commit was thrown away */
export function commitById(context: Context, repository: Repository, oid: string): object | null {
  if (repository.forgotten.has(oid)) return null;
  return {
    __typename: "Commit",
    id: objectNodeId("C", repository, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    url: `${context.settings.web}/${repository.owner}/${repository.name}/commit/${oid}`,
    message: () => git(repository.git, ["show", "-s", "--format=%B", oid]).toString().trimEnd(),
    committedDate: () => new Date(git(repository.git, ["show", "-s", "--format=%cI", oid]).toString().trim()).toISOString(),
    tree: () =>
      tree(
        context,
        repository,
        git(repository.git, ["rev-parse", `${oid}^{tree}`])
          .toString()
          .trim(),
      ),
    file: ({ path }: { path: string }) => {
      permit(context, repository, READ_CONTENTS);
      return entryAt(context, repository, oid, path);
    },
    status: () => status(repository, oid),
  };
}

function status(repository: Repository, oid: string): object | null {
  const contexts = latestStatuses(repository, oid).map(({ context, state, description, targetUrl, createdAt }) => ({
    __typename: "StatusContext",
    ...{ context, description, targetUrl, createdAt },
    state: state.toUpperCase(),
  }));
  if (contexts.length === 0) return null;
  return { contexts, context: ({ name }: { name: string }) => contexts.find(({ context }) => context === name) ?? null };
}
