/** revision/: from two revisions to what became of every concern. Start reading at `compareRevisions`, then `revise`. */
export type { Anchor } from "./anchor.ts";
export { type AnchorModel, anchorModelFor } from "./anchor-models.ts";
export { CALIBRATIONS } from "./calibration/built-in.ts";
export { calibrate, type EmbedderIdentity, textsToEmbed } from "./calibration/calibrate.ts";
export { type Calibration, calibrationOf, type Figures, parseCalibration } from "./calibration/calibration.ts";
export { type LabelledManuscript, parseLabels } from "./calibration/labels.ts";
export {
  anchorsIn,
  type Compared,
  compareRevisions,
  countSentences,
  type FindAnchors,
  firstRevision,
  type Text,
  textsToCompare,
} from "./compare.ts";
export { type ComparisonResult, comparisonOf, comparisonResultSchema, cosmeticComparison } from "./comparison-result.ts";
export { differenceOf } from "./cosmetic.ts";
export { findAnchorsBy, textsToAnchor } from "./find-anchors.ts";
export { dismiss, emptyLedger, latestRevision, reopen, skipCosmetic } from "./ledger.ts";
export { type Decoded, decodeLedger, encodeLedger, LEDGER_LIMIT } from "./ledger-codec.ts";
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
} from "./ledger-schema.ts";
export { matchConcerns } from "./match.ts";
export type { Outcome } from "./outcome.ts";
export type { SaidConcern } from "./signals.ts";
