/** Whether a revision is worth a review of its own: each one sends everybody a message. Invariant: what made an open major concern is always told.
 *  Introduced, reopened, escalated and resolved concerns are news. Eased ones are told beside news, and make none: the dashboard has them. Of those that
 *  were noticed late a major one is news, though it is shown folded: the gate counts it, and a red status alone explains nothing. */
import type { Outcome } from "../revision/index.ts";

export function warrantsReview(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case "introduced":
    case "reopened":
    case "escalated":
    case "resolved":
      return true;
    case "noticed late":
      return outcome.now.severity === "major";
    case "eased":
    case "standing":
    case "not repeated":
    case "dismissed":
      return false;
  }
}
