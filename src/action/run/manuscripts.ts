/** Which manuscripts a run is about: the one of the repository, or the several that its settings list or that are found.
 *  Invariants: the keys of several are each other's once, and stay as they are while no other path comes to the same; a name from
 *  a pull request becomes letters, digits and hyphens before it stands in a status or a mark; a manuscript that the base branch
 *  has is never forgotten because the pull request hides it. */
import { ManuscriptError, SettingsError } from "../../errors.ts";
import type { ChangedFile, ChangedFiles, PullRequestSnapshot } from "../../github/index.ts";
import { type FileTree, type FoundManuscripts, findManuscripts, isBelow } from "../../manuscript/index.ts";
import { keysOf, plainTreePath } from "../../manuscript-keys.ts";
import { type ContextInput, type JudgedManuscript, type LoadedState, statesOf } from "../../publish/index.ts";
import type { ManuscriptEntry, Settings } from "../../settings.ts";
import { limitsOf, type Session } from "./session.ts";

/** A manuscript that a run is about. */
export interface Target {
  /** Of one of several; of one alone the state key, mostly empty. */
  readonly key: string;
  /** File or folder; undefined where it is found by itself. */
  readonly path: string | undefined;
  /** What its file was called before this pull request. */
  readonly formerPath?: string | undefined;
  /** What people may call it in a command. */
  readonly names: readonly string[];
  /** With those that are its own. */
  readonly settings: Settings;
  /** Whether this pull request takes it away. */
  readonly removed: boolean;
}

export interface Targets {
  readonly several: boolean;
  /** At least one; where there are several, in the order of the list or of their paths. */
  readonly all: readonly Target[];
}

/** What a pull request changes, and of which manuscripts. */
export interface Survey {
  readonly changed: ChangedFiles;
  readonly targets: Targets;
}

/** More would be reviewed for a day, and read for an hour. */
const MOST_FOUND = 100;

/** No request where there is one manuscript.
 *  @throws ManuscriptError, SettingsError, RequestFault */
export async function targetsOf(
  settings: Settings,
  { pull }: Pick<PullRequestSnapshot, "pull">,
  files: Session["files"],
  changed: Pick<ChangedFiles, "files">,
): Promise<Targets> {
  const { manuscripts, manuscript, "state-key": key = "" } = settings;
  if (manuscripts === undefined) return { several: false, all: [{ key, path: manuscript, names: [], settings, removed: false }] };
  const [head, base] = [files(pull.head.sha), files(pull.base.sha)];
  return {
    several: true,
    all:
      manuscripts === "all"
        ? await foundTargets(settings, head, base, changed)
        : await listedTargets(settings, manuscripts, head, changed),
  };
}

async function listedTargets(
  settings: Settings,
  listed: readonly (string | ManuscriptEntry)[],
  head: FileTree,
  { files }: Pick<ChangedFiles, "files">,
): Promise<Target[]> {
  const entries = listed.map((item): ManuscriptEntry => (typeof item === "string" ? { path: item } : item));
  const paths = entries.map(({ path }) => plainTreePath(path) ?? path);
  const keys = keysOf(
    paths,
    entries.map(({ key }) => key),
  );
  const present = (await head.list()).map(({ path }) => path);
  return entries.map(({ path: _, key: __, ...own }, k) => {
    const path = paths[k] ?? "";
    const isOf = (other: string) => other === path || isBelow(other, path);
    const removed = !present.some(isOf) && files.some((file) => isOf(nameBefore(file)));
    const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
    return { key: keys[k] ?? "", path, names: [keys[k] ?? "", path], settings: { ...settings, ...given }, removed };
  });
}

function nameBefore({ path, previousPath }: ChangedFile): string {
  return previousPath ?? path;
}

/** Those of the head and of the base: one that was deleted is reported as removed, and one that is only not found any more is
 *  read all the same. */
async function foundTargets(
  settings: Settings,
  head: FileTree,
  base: FileTree,
  { files }: Pick<ChangedFiles, "files">,
): Promise<Target[]> {
  const [{ manuscripts: now }, { manuscripts: before }] = await Promise.all([
    findManuscripts(head),
    findManuscripts(base).catch(noneThere),
  ]);
  const present = new Set((await head.list()).map(({ path }) => path));
  const gone = before.filter(({ root }) => !now.some((one) => one.root === root));
  const all = [...now, ...gone].sort((a, b) => (a.root < b.root ? -1 : 1));
  if (all.length > MOST_FOUND) throw tooMany(all.length);
  const keys = keysOf(all.map(({ path, root }) => (path === "" ? root : path)));
  return all.map(({ root, path }, k) => {
    const key = keys[k] ?? "";
    const names = [...new Set([key, root, ...(path === "" ? [] : [path]), root.replace(/\/[^/]*$/, "")])];
    const formerPath = files.find((file) => file.path === root)?.previousPath;
    return { key, path: root, formerPath, names, settings, removed: !present.has(root) };
  });
}

/** A base without a readable manuscript has none. */
function noneThere(error: unknown): Pick<FoundManuscripts, "manuscripts"> {
  if (error instanceof ManuscriptError) return { manuscripts: [] };
  throw error;
}

function tooMany(count: number): SettingsError {
  return new SettingsError({
    code: "manuscripts-too-many",
    at: "manuscripts: all",
    fault: `${count} manuscripts are found, and at most ${MOST_FOUND} are looked at`,
    remedy: "List those to review as manuscripts: in .github/bioreview.yml",
  });
}

/** As a plan wants them. */
export function judgedManuscripts({ all }: Targets): JudgedManuscript[] {
  return all.map(({ key, path, formerPath, removed, settings }) => ({
    key,
    paths: removed ? [] : [path, formerPath].flatMap((one) => one ?? []),
    removed,
    limits: limitsOf(settings),
  }));
}

/** What earlier runs kept of each, in their order: on this pull request, or on another that is merged. */
export function readEarlierStates(
  pull: Pick<ContextInput, "repository"> & { readonly number: number; readonly head: { readonly sha: string } },
  conversation: Pick<ContextInput["conversation"], "statusComments"> & Partial<Pick<ContextInput["conversation"], "reviews">>,
  targets: Targets,
  { "state-secret": secret }: Settings,
): LoadedState[] {
  return statesOf({
    repository: pull.repository,
    pull: pull.number,
    head: pull.head.sha,
    conversation,
    manuscripts: judgedManuscripts(targets),
    several: targets.several,
    secret,
  });
}
