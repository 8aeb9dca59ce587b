/** What is known before a review: the ledger, where it comes from, and the text that it is about. Invariant: what is not believed
 *  or not there any more is reported, and never taken for "no concerns before". */
import { ManuscriptError } from "../../errors.ts";
import type { MergedPulls, PullRequestSnapshot } from "../../github/index.ts";
import { type FileTree, type Manuscript, readManuscript } from "../../manuscript/index.ts";
import { type LoadedState, type PreviousOrigin, plainText, type SavedState } from "../../publish/index.ts";
import type { ReviewSettings } from "../../review/index.ts";
import type { PreviousRevision, UnreviewedRevision } from "../../reviewer/index.ts";
import { type Ledger, latestRevision } from "../../revision/index.ts";
import { counted } from "../../text.ts";
import { readEarlierStates, type Targets } from "./manuscripts.ts";

export interface Earlier {
  readonly from: Exclude<PreviousOrigin["from"], "none">;
  /** The merged pull request. */
  readonly pull?: number;
  readonly ledger: Ledger;
  /** How the last revision was reviewed; undefined where the state was kept by a BioReview that did not record it. */
  readonly settings: ReviewSettings | undefined;
  /** Of the last revision's text. */
  readonly commit: string | undefined;
}

/** What is there, and is not used: why, for people. */
export interface Unused {
  readonly unused: string;
}

const SHA = /^[0-9a-f]{40}$/;

export function earlierOf(state: SavedState, from: Earlier["from"], pull?: number): Earlier {
  const label = latestRevision(state.ledger)?.label;
  return {
    from,
    ...(pull === undefined ? {} : { pull }),
    ledger: state.ledger,
    settings: state.settings,
    commit: label !== undefined && SHA.test(label) ? label : undefined,
  };
}

/** @returns what people must know of a state that was not used */
export function notesOf(read: LoadedState): readonly string[] {
  return read.kind === "untrusted"
    ? [`What earlier runs kept here was not believed: ${read.why}. This review starts afresh.`]
    : [];
}

const WHY_NOT_OURS = { none: "nothing was reviewed there to its end", state: "it is of another manuscript" } as const;

/** Where an earlier revision may be recorded. */
export interface EarlierSources {
  readonly snapshot: PullRequestSnapshot;
  /** What was read on this pull request. */
  readonly state: LoadedState;
  /** The last merged ones of the base branch. */
  readonly merged: MergedPulls;
  readonly targets: Targets;
  /** The place of the manuscript among the targets. */
  readonly at: number;
}

/** What is kept on this pull request; else what the last merged one on the base branch that touched the same manuscript left behind.
 *  @param manuscript of the new revision */
export async function earlierRevision(
  { snapshot: { pull }, state, merged, targets, at }: EarlierSources,
  { files, root }: Pick<Manuscript, "files" | "root">,
): Promise<Earlier | Unused | undefined> {
  if (state.kind === "state") return earlierOf(state.state, "this pull request");
  if (state.kind === "untrusted") return undefined;
  const target = targets.all[at];
  const own = [root, target?.formerPath];
  const found = await merged((path) => files.includes(path) || path === target?.formerPath);
  if (found === undefined || target === undefined) return undefined;
  const read = readEarlierStates({ ...pull, number: found.pull }, found, targets, target.settings)[at] ?? { kind: "none" };
  if (read.kind === "state" && own.includes(read.state.manuscript))
    return earlierOf(read.state, "merged pull request", found.pull);
  const why = read.kind === "untrusted" ? `it is not believed, for ${read.why}` : WHY_NOT_OURS[read.kind];
  return { unused: `What merged pull request ${found.pull} left behind is not used: ${why}. This review starts afresh.` };
}

/** What the new revision is compared with. The commit of the last revision's paper may be gone after a forced push.
 *  @param files the tree of a commit
 *  @param manuscript the file or folder that the settings name
 *  @param formerPath what it was called before, where it was renamed
 *  @throws what is not about the old text, such as GitHub being out of reach */
export async function previousRevisionOf(
  earlier: Earlier,
  files: (sha: string) => FileTree,
  manuscript: string | undefined,
  formerPath: string | undefined,
): Promise<EarlierRevision> {
  const { commit } = earlier;
  const without = (why: string): EarlierRevision => ({
    ...sideOf(earlier),
    text: undefined,
    notes: [`The text of the previous revision is not there to compare with: ${why}.`],
  });
  if (commit === undefined) return without("the ledger does not say which commit it is about");
  try {
    const tree = files(commit);
    const isRenamed = formerPath !== undefined && (await tree.list()).some(({ path }) => path === formerPath);
    const text = await readManuscript(tree, { manuscript: isRenamed ? formerPath : manuscript });
    return { ...sideOf(earlier), text, notes: [] };
  } catch (error) {
    if (error instanceof ManuscriptError) return without(`commit ${commit.slice(0, 7)}: ${plainText(error.fault)}`);
    throw error;
  }
}

/** After `/bioreview full`: what people dismissed stays dismissed, numbers are not given again, and all else is looked at as if
 *  for the first time. */
export function dismissedOnly(earlier: Earlier): EarlierRevision {
  const { ledger } = earlier;
  const kept = ledger.concerns.filter(({ state }) => state === "dismissed");
  const count = ledger.concerns.length - kept.length;
  const note = `Asked for in full: ${counted(count, "concern")} of earlier revisions ${count === 1 ? "was" : "were"} set aside, and what still holds is raised again under a new number. What was dismissed stays so.`;
  return { ...sideOf({ ...earlier, ledger: { ...ledger, concerns: kept } }), text: undefined, afresh: true, notes: [note] };
}

/** A previous revision with where it comes from. */
export interface EarlierRevision extends PreviousRevision {
  readonly earlier: Earlier;
  /** What people must know of it. */
  readonly notes: readonly string[];
}

function sideOf(earlier: Earlier): Pick<EarlierRevision, "earlier" | "label" | "ledger" | "settings"> {
  const { ledger, commit, settings } = earlier;
  return { earlier, ledger, settings, label: latestRevision(ledger)?.label ?? commit ?? "an earlier revision" };
}

/** Where the previous revision comes from, as it is published. */
export function sourceOf(previous: EarlierRevision | UnreviewedRevision | undefined, notes: readonly string[]): PreviousOrigin {
  if (previous === undefined || "unreviewed" in previous) return { from: "none", notes: [...notes] };
  const { from, pull, commit } = previous.earlier;
  return {
    from,
    ...(pull === undefined ? {} : { pull }),
    ...(commit === undefined ? {} : { commit }),
    notes: [...notes, ...previous.notes],
  };
}
