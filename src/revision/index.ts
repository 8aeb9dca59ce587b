/** revision/: from two revisions to what became of every concern. Start reading at `compareRevisions`, then `revise`. */
export {
  type Anchor,
  type AnchorModel,
  anchorModelFor,
  anchorsIn,
  type FindAnchors,
  findAnchorsBy,
  textsToAnchor,
} from "./anchors/anchors.ts";
export { calibrate, type EmbedderIdentity, textsToEmbed } from "./calibration/calibrate.ts";
export { CALIBRATIONS, type Calibration, calibrationOf, type Figures, parseCalibration } from "./calibration/calibration.ts";
export { type LabelledManuscript, parseLabels } from "./calibration/labels.ts";
export { differenceOf } from "./changes/cosmetic.ts";
export { countSentences, type ManuscriptText } from "./changes/sentences.ts";
export { type Compared, compareRevisions, firstRevision, textsToCompare } from "./compare.ts";
export { type ComparisonResult, comparisonOf, comparisonResultSchema, cosmeticComparison } from "./comparison-result.ts";
export { type Decoded, decodeLedger, encodeLedger, LEDGER_LIMIT } from "./ledger/codec.ts";
export { dismiss, emptyLedger, latestRevision, reopen, skipCosmetic } from "./ledger/ledger.ts";
export type {
  Cause,
  Ledger,
  LedgerConcern,
  LedgerEvent,
  LedgerRevision,
  LedgerStage,
  OutcomeKind,
  Place,
  Quote,
  State,
} from "./ledger/schema.ts";
export { leastCostAssignment } from "./matching/assignment.ts";
export { matchConcerns } from "./matching/same-concern.ts";
export type { SaidConcern } from "./matching/signals.ts";
export type { Outcome } from "./outcome.ts";
