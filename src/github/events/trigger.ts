/** Why a run was started, read off the event alone. Nothing is believed of it but what GitHub itself put there. */
import type { Command } from "./command.ts";

export type Trigger =
  /** A pull request was opened, pushed to, reopened, or is ready. */
  | { readonly kind: "push"; readonly pull: number /** The commit in the event. */; readonly head: string }
  /** By hand, with a number. */
  | { readonly kind: "dispatch"; readonly pull: number }
  | {
      readonly kind: "command";
      readonly pull: number;
      readonly comment: number;
      readonly actor: string;
      readonly command: Command;
    }
  /** A merge queue asks for the gate of its pull request. */
  | { readonly kind: "merge group"; readonly pull: number; readonly sha: string }
  /** Nothing to do, and why: for the log and the summary. */
  | { readonly kind: "nothing"; readonly why: string };
