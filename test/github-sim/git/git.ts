/** Runs git on a bare repository. Invariant: no configuration of the machine or of a person takes part, so the same call says the same everywhere. */
import { spawnSync } from "node:child_process";

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

export class GitFault extends Error {}

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
  try {
    // Behind a path nothing can be followed: there `^{tree}` would be a file's name.
    const oid = revParse(folder, name);
    return kind === undefined ? oid : revParse(folder, `${oid}^{${kind}}`);
  } catch (error) {
    if (error instanceof GitFault) return undefined;
    throw error;
  }
}

const revParse = (folder: string, name: string): string =>
  git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", name]).toString().trim();

export type Kind = "blob" | "tree" | "commit" | "tag";
export function kindOf(folder: string, oid: string): Kind | undefined {
  const [, kind] = git(folder, ["cat-file", "--batch-check"], `${oid}\n`).toString().trim().split(" ");
  return kind === "blob" || kind === "tree" || kind === "commit" || kind === "tag" ? kind : undefined;
}

export function blob(folder: string, oid: string): Buffer {
  return git(folder, ["cat-file", "blob", oid]);
}

/** @returns the best common ancestor; undefined where the histories are unrelated */
export function mergeBase(folder: string, a: string, b: string): string | undefined {
  try {
    return git(folder, ["merge-base", a, b]).toString().trim();
  } catch (error) {
    if (error instanceof GitFault) return undefined;
    throw error;
  }
}
