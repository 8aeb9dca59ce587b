/** A repository as a test sets the stage with it: what people do with git, without git. */
import { join } from "node:path";
import { commit, type Files } from "../git/commit.ts";
import { git } from "../git/git.ts";
import type { State } from "../server/state.ts";
import { commitOf } from "../world/commits.ts";
import { statusesOf } from "../world/statuses.ts";
import { type CheckRun, fullName, newId, type Pull, type Repository, type Role, type Status } from "../world/world.ts";
import { ensureUser } from "./people.ts";
import { type NewPull, openPull, type StagedPull, stagedPull } from "./pull.ts";
import { pushed } from "./pushed.ts";

export interface RepositoryOptions {
  /** Of the first commit on the default branch. One README where nothing is said. */
  readonly files?: Files;
  /** Folder of a git repository that is cloned instead; all its branches come along. */
  readonly clone?: string;
  readonly private?: boolean;
  readonly defaultBranch?: string;
}
export interface CommitOptions {
  readonly message?: string;
  readonly author?: string;
  /** Parent, where it is not the branch as it stands: then the push is forced. */
  readonly from?: string;
}

export interface StagedRepository {
  readonly name: string;
  /** Folder of the bare repository. */
  readonly git: string;
  readonly state: () => Repository;
  /** @returns the commit that a branch points to */
  readonly head: (branch: string) => string;
  /** Commits and pushes; a new branch begins at the default branch. Pull requests from that branch move. @returns the commit */
  readonly commit: (branch: string, files: Files, options?: CommitOptions) => string;
  /** Pushes a commit that is there already, forced. */
  readonly point: (branch: string, sha: string) => void;
  readonly deleteBranch: (branch: string) => void;
  /** From now on nobody finds this commit. */
  readonly forget: (sha: string) => void;
  readonly role: (login: string, role: Role | undefined) => void;
  readonly open: (pull: NewPull) => StagedPull;
  readonly pull: (number: number) => StagedPull;
  /** A copy under another owner, with the same branches. */
  readonly fork: (owner: string) => StagedRepository;
  /** Newest first. */
  readonly statuses: (sha: string, context?: string) => readonly Status[];
  readonly checks: (sha: string) => readonly CheckRun[];
  /** The repository is gone, as when a fork is deleted. */
  readonly remove: () => void;
}

/** @param folder where bare repositories are kept */
export function createRepository(state: State, folder: string, name: string, options: RepositoryOptions): StagedRepository {
  const [owner = "", short = ""] = name.split("/");
  const id = newId(state.world);
  const bare = join(folder, `${id}.git`);
  const defaultBranch = options.defaultBranch ?? "main";
  if (options.clone === undefined) git(folder, ["init", "--quiet", "--bare", `--initial-branch=${defaultBranch}`, bare]);
  else git(folder, ["clone", "--quiet", "--bare", options.clone, bare]);
  git(bare, ["config", "gc.auto", "0"]);
  ensureUser(state, owner);
  const repository: Repository = {
    ...{
      id,
      owner,
      name: short,
      private: options.private ?? false,
      defaultBranch,
      parent: undefined,
      git: bare,
      refs: "refs/heads/",
    },
    ...{ branches: branchesIn(bare), roles: new Map([[owner.toLowerCase(), "admin"]]), pulls: new Map(), nextNumber: 1 },
    ...{ statuses: [], checks: [], forgotten: new Set() },
  };
  state.world.repositories.set(name.toLowerCase(), repository);
  const staged = stagedRepository(state, folder, name);
  if (options.clone === undefined)
    staged.commit(defaultBranch, options.files ?? { "README.md": `# ${short}\n` }, { message: "Begin" });
  return staged;
}

function branchesIn(bare: string): Map<string, string> {
  const listed = git(bare, ["for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads/"]).toString();
  return new Map(
    listed
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => [line.slice(0, line.lastIndexOf(" ")), line.slice(line.lastIndexOf(" ") + 1)]),
  );
}

export function stagedRepository(state: State, folder: string, name: string): StagedRepository {
  const get = (): Repository => existing(state.world.repositories.get(name.toLowerCase()), name);
  const { git: bare, refs } = get();
  const move = (branch: string, sha: string) => {
    get().branches.set(branch, sha);
    pushed(state, get(), branch);
  };
  return {
    name,
    git: bare,
    state: get,
    head: (branch) => existing(get().branches.get(branch), branch),
    commit: (branch, files, { message = `Change ${Object.keys(files)[0] ?? "nothing"}`, author = get().owner, from } = {}) => {
      const { branches, defaultBranch } = get();
      const parent = from ?? branches.get(branch) ?? branches.get(defaultBranch);
      const seconds = FIRST_COMMIT + 60 * state.world.commits++;
      const parents = parent === undefined ? [] : [parent];
      const sha = commit(bare, { ref: `${refs}${branch}`, parents, files, message, author, seconds });
      move(branch, sha);
      return sha;
    },
    point: (branch, sha) => {
      git(bare, ["update-ref", `${refs}${branch}`, existing(commitOf(get(), sha), sha)]);
      move(branch, existing(commitOf(get(), sha), sha));
    },
    deleteBranch: (branch) => void get().branches.delete(branch),
    forget: (sha) => void get().forgotten.add(sha),
    role: (login, role) => {
      ensureUser(state, login);
      if (role === undefined) get().roles.delete(login.toLowerCase());
      else get().roles.set(login.toLowerCase(), role);
    },
    open: (pull) => openPull(state, get(), pull),
    pull: (number) => stagedPull(state, get(), existing(get().pulls.get(number), `#${number}`).number),
    fork: (owner) => fork(state, folder, get(), owner),
    statuses: (sha, context) => statusesOf(get(), sha).filter((status) => context === undefined || status.context === context),
    checks: (sha) => get().checks.filter((check) => check.sha === sha),
    remove: () => remove(state, name),
  };
}

/** 2026-01-01, so that commit ids are the same whenever a test runs. */
const FIRST_COMMIT = Date.UTC(2026, 0, 1) / 1000;

function fork(state: State, folder: string, parent: Repository, owner: string): StagedRepository {
  ensureUser(state, owner);
  const name = `${owner}/${parent.name}`;
  state.world.repositories.set(name.toLowerCase(), {
    ...parent,
    ...{ id: newId(state.world), owner, parent: fullName(parent), refs: `refs/forks/${owner}/heads/` },
    ...{ branches: new Map(parent.branches), roles: new Map([[owner.toLowerCase(), "admin"]]), pulls: new Map<number, Pull>() },
    ...{ nextNumber: 1, statuses: [], checks: [] },
  });
  return stagedRepository(state, folder, name);
}

function remove(state: State, name: string): void {
  state.world.repositories.delete(name.toLowerCase());
  for (const { pulls } of state.world.repositories.values()) {
    for (const { head } of pulls.values()) if (head.repository?.toLowerCase() === name.toLowerCase()) head.repository = undefined;
  }
}

function existing<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the stage has no ${what}`);
  return value;
}
