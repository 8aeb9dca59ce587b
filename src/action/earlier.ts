/** What is known before a review: the ledger, where it comes from, and the text that it is about. Invariant: what is not believed or not there any more is told,
 *  and never taken for "no concerns before". */

import { ManuscriptError } from "../errors.ts";
import { type FileTree, type Manuscript, readManuscript } from "../manuscript/index.ts";
import { type LoadedState, type PreviousRevision, plainText, type SavedState } from "../publish/index.ts";
import { type Ledger, latestRevision } from "../revision/index.ts";
import { counted } from "../text.ts";

export interface Earlier {
  readonly from: Exclude<PreviousRevision["from"], "none">;
  /** The merged pull request. */
  readonly pull?: number;
  readonly ledger: Ledger;
  /** By which the last revision was reviewed. */
  readonly profile: string;
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
    profile: state.profile,
    commit: label !== undefined && SHA.test(label) ? label : undefined,
  };
}

/** @returns what people must know of a state that was not used */
export function notesOf(read: LoadedState): readonly string[] {
  return read.kind === "untrusted"
    ? [`What earlier runs kept here was not believed: ${read.why}. This review starts afresh.`]
    : [];
}

/** After `/bioreview full`: what people dismissed stays dismissed, numbers are not given again, and all else is looked at as if for the first time. */
export function forgotten({ ledger, ...earlier }: Earlier): { readonly earlier: Earlier; readonly note: string } {
  const kept = ledger.concerns.filter(({ state }) => state === "dismissed");
  const count = ledger.concerns.length - kept.length;
  return {
    earlier: { ...earlier, ledger: { ...ledger, concerns: kept } },
    note: `Asked for in full: ${counted(count, "concern")} of earlier revisions ${count === 1 ? "was" : "were"} set aside, and what still holds is raised again under a new number. What was dismissed stays so.`,
  };
}

export type OldText = { readonly text: Manuscript } | { readonly text: undefined; readonly note: string };

/** The paper of the last revision; its commit may be gone after a forced push.
 *  @throws what is not about that text, such as GitHub being out of reach */
export async function oldTextOf(
  { commit }: Earlier,
  files: (sha: string) => FileTree,
  manuscript: string | undefined,
): Promise<OldText> {
  if (commit === undefined) return gone("the ledger does not say which commit it is about");
  try {
    return { text: await readManuscript(files(commit), manuscript === undefined ? {} : { manuscript }) };
  } catch (error) {
    if (error instanceof ManuscriptError) return gone(`commit ${commit.slice(0, 7)}: ${plainText(error.fault)}`);
    throw error;
  }
}

function gone(why: string): OldText {
  return { text: undefined, note: `The text of the previous revision is not there to compare with: ${why}.` };
}
