/** One commit of a git repository as a tree of files. Invariant: nothing is checked out, no argument can be taken for an option,
 *  no shell runs. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { errnoOf } from "../../data-file.ts";
import { ManuscriptError } from "../../errors.ts";
import { byCodeUnit, type FileTree, isInSkippedFolder, isPlainPath, MAX_FILES, notInTree, treeTooLarge } from "./file-tree.ts";

const run = promisify(execFile);

/** Bytes of a listing. A line is about 120 bytes, so this holds some 500,000 files. */
const LISTING_BYTES = 64 * 1024 * 1024;

interface Blob {
  readonly path: string;
  readonly id: string;
  readonly size: number;
}

/** @param root a folder inside a repository (or a bare one); only what that commit has below it is in the tree
 *  @param rev a commit, branch, tag, or whatever else git takes for one
 *  @throws ManuscriptError `git-missing`, `git-no-repository`, `git-unknown-revision`, `git-no-such-folder`, `tree-too-large` */
export async function gitTree(root: string, rev: string, maxFiles = MAX_FILES): Promise<FileTree> {
  const prefix = await prefixOf(root);
  const commit = await commitOf(root, rev);
  const tree = await treeOf(root, commit, prefix);
  const blobs = await blobsOf(root, tree);
  if (blobs.length > maxFiles) throw treeTooLarge(`${root} at ${rev}`, maxFiles);
  const label = `${root.endsWith("/") ? root : `${root}/`} at ${commit.slice(0, 7)}`;
  const byPath = new Map(blobs.map((blob) => [blob.path, blob]));
  return {
    label,
    list: async () => blobs.map(({ path, size }) => ({ path, size })),
    read: async (path) => {
      const blob = byPath.get(path);
      if (blob === undefined) throw notInTree(path, label);
      return git(root, ["cat-file", "blob", blob.id], blob.size + 1024).catch((cause: unknown) => {
        throw unreadableBlob(path, label, cause);
      });
    },
  };
}

/** The folder below the repository's top, such as `paper/`; "" for the top and in a bare repository. */
function prefixOf(root: string): Promise<string> {
  return revParse(root, ["--show-prefix"], (cause) =>
    errnoOf(cause) === "ENOENT"
      ? missingGit(root, cause)
      : new ManuscriptError({
          code: "git-no-repository",
          at: root,
          fault: `git finds no repository here that it may read (it says: ${complaint(cause)})`,
          remedy: "Name a folder inside a git repository, or leave out --rev to read the folder as it is",
          cause,
        }),
  );
}

async function commitOf(root: string, rev: string): Promise<string> {
  const unknown = (cause?: unknown) =>
    new ManuscriptError({
      code: "git-unknown-revision",
      at: `revision ${JSON.stringify(rev)}`,
      fault: `git knows no such commit in ${root}`,
      remedy: "Name a commit, branch or tag that was fetched, such as HEAD~1, main, v1.0 or 3f2c1ab",
      cause,
    });
  if (rev === "" || rev.includes("\0")) throw unknown();
  return revParse(root, ["--verify", "--quiet", "--end-of-options", `${rev}^{commit}`], unknown);
}

function treeOf(root: string, commit: string, prefix: string): Promise<string> {
  const object = `${commit}:${prefix.replace(/\/$/, "")}`;
  return revParse(
    root,
    ["--verify", "--quiet", "--end-of-options", object],
    (cause) =>
      new ManuscriptError({
        code: "git-no-such-folder",
        at: `${prefix} at ${commit.slice(0, 7)}`,
        fault: "that commit has no such folder",
        remedy: "Name a folder that the commit has, or the top of the repository",
        cause,
      }),
  );
}

async function revParse(root: string, args: readonly string[], refuse: (cause: unknown) => ManuscriptError): Promise<string> {
  try {
    return (await git(root, ["rev-parse", ...args])).toString("utf8").replace(/\n$/, "");
  } catch (cause) {
    throw refuse(cause);
  }
}

/** `--long` gives sizes, `-z` names as they are; `--full-tree` names them from the tree, not from the working folder. */
async function blobsOf(root: string, tree: string): Promise<readonly Blob[]> {
  const listing = await git(root, ["ls-tree", "-r", "-z", "--long", "--full-tree", tree], LISTING_BYTES);
  return listing
    .toString("utf8")
    .split("\0")
    .flatMap((line) => blobOf(line) ?? [])
    .sort((a, b) => byCodeUnit(a.path, b.path));
}

/** The blob that a line of the listing tells of.
 *      100644 blob 587be6b4c3f93f93c489c0111bba5596147a26cb       2<TAB>paper/main.tex
 *  Modes 100644 and 100755 are files; 120000 is a link, 160000 a submodule. */
function blobOf(line: string): Blob | undefined {
  const found = /^100(?:644|755|664) blob ([0-9a-f]{40,64}) +(\d+)\t(.+)$/s.exec(line);
  const [, id, size, path] = found ?? [];
  if (id === undefined || path === undefined || !isPlainPath(path) || isInSkippedFolder(path)) return undefined;
  return { path, id, size: Number(size) };
}

async function git(root: string, args: readonly string[], maxBuffer = 1024 * 1024): Promise<Buffer> {
  // `maxBuffer` also is a guard: a blob that is larger than its listing said is never taken whole.
  const { stdout } = await run("git", ["-C", root, ...args], { encoding: "buffer", maxBuffer, env: environment(process.env) });
  return stdout;
}

/** A hook's or an outer git's variables would point at another repository; messages are read in English; git never prompts for a
 *  password. */
function environment(outer: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(outer).filter(([name]) => !name.startsWith("GIT_") || name.startsWith("GIT_CONFIG_"));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_LITERAL_PATHSPECS: "1",
  };
}

/** `-C` makes git itself complain of a missing folder, so ENOENT means the program. */
function missingGit(root: string, cause: unknown): ManuscriptError {
  return new ManuscriptError({
    code: "git-missing",
    at: root,
    fault: "there is no git on this machine's PATH to read a revision with",
    remedy: "Install git, or leave out --rev to read the folder as it is",
    cause,
  });
}

function unreadableBlob(path: string, label: string, cause: unknown): ManuscriptError {
  return new ManuscriptError({
    code: "tree-unreadable",
    at: path,
    fault: `git cannot read it in ${label} (it says: ${complaint(cause)})`,
    remedy: "Fetch the whole history (git fetch --unshallow, no --filter), or name another revision",
    cause,
  });
}

/** The first line of what git wrote on stderr. */
function complaint(cause: unknown): string {
  const stderr = cause instanceof Error && "stderr" in cause ? String(cause.stderr) : String(cause);
  return stderr.trim().split("\n")[0] ?? "nothing";
}
