/** Runs git on a bare repository. Invariant: no configuration of the machine or of a person takes part, so the same call says the same everywhere. */
import { spawnSync } from "node:child_process";
import { keeping } from "./kept.ts";

const ENVIRONMENT = {
  PATH: process.env["PATH"] ?? "",
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "nobody",
  GIT_AUTHOR_EMAIL: "nobody@example.org",
  GIT_COMMITTER_NAME: "nobody",
  GIT_COMMITTER_EMAIL: "nobody@example.org",
};
/** Bytes. Trees of a hundred thousand files fit. */
const LONGEST_OUTPUT = 512 * 1024 * 1024;

class GitFault extends Error {}

/** @throws GitFault with what git said */
export function git(folder: string, args: readonly string[], input?: string | Uint8Array): Buffer {
  const { status, stdout, stderr, error } = spawnSync("git", ["-c", "core.quotePath=false", ...args], {
    cwd: folder,
    env: ENVIRONMENT,
    maxBuffer: LONGEST_OUTPUT,
    ...(input === undefined ? {} : { input }),
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new GitFault(`git ${args.join(" ")}: ${stderr.toString().trim()}`);
  return stdout;
}

/** The object that a name, abbreviation or `commit:path` stands for; undefined where there is none.
 *  @param kind of the object that is wanted: a commit is followed to its tree */
export function objectId(folder: string, name: string, kind?: "commit" | "tree"): string | undefined {
  if (name.startsWith("-") || name === "") return undefined;
  // What begins with a whole id is named by content, with or without a path behind it.
  const oid = /^[0-9a-f]{40}(:|$)/.test(name) ? namedByContent(folder, name) : revParse(folder, name);
  // Behind a path nothing can be followed: there `^{tree}` would be a file's name.
  return oid === undefined || kind === undefined ? oid : namedByContent(folder, `${oid}^{${kind}}`);
}

function revParse(folder: string, name: string): string | undefined {
  return attempt(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", name]);
}
const namedByContent = (folder: string, name: string) => lookUp(folder, name)?.oid;
// `rev-parse` takes any forty digits for an object; the peeling makes it look. Where the object is there, what it has not under a path it never will have.
const lookUp = keeping((folder: string, name: string): { readonly oid: string | undefined } | undefined => {
  const oid = revParse(folder, /^[0-9a-f]{40}$/.test(name) ? `${name}^{object}` : name);
  const isKnown = oid !== undefined || (name[40] === ":" && kindOf(folder, name.slice(0, 40)) !== undefined);
  return isKnown ? { oid } : undefined;
});

/** @returns what git said, without the line feed; undefined where it failed */
function attempt(folder: string, args: readonly string[]): string | undefined {
  try {
    return git(folder, args).toString().trim();
  } catch (error) {
    if (error instanceof GitFault) return undefined;
    throw error;
  }
}

export type Kind = "blob" | "tree" | "commit" | "tag";
export const kindOf = keeping((folder: string, oid: string): Kind | undefined => {
  const [, kind] = git(folder, ["cat-file", "--batch-check"], `${oid}\n`).toString().trim().split(" ");
  return kind === "blob" || kind === "tree" || kind === "commit" || kind === "tag" ? kind : undefined;
});

export function blob(folder: string, oid: string): Buffer {
  return git(folder, ["cat-file", "blob", oid]);
}

/** The best common ancestor of two commits, by their ids; undefined where the histories are unrelated. */
export const mergeBase = keeping((folder: string, a: string, b: string) => attempt(folder, ["merge-base", a, b]));

/** The commits that `to` has and `from` has not, oldest first. */
export const commitsBetween = (folder: string, from: string, to: string): readonly string[] => listed(folder, from, to) ?? [];
const listed = keeping((folder: string, from: string, to: string): readonly string[] =>
  git(folder, ["rev-list", "--reverse", `${from}..${to}`])
    .toString()
    .split("\n")
    .filter((oid) => oid !== ""),
);
