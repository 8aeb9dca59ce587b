/** revision/: from two revisions to what became of every concern. Start reading at `prepareComparison`, then `revise`. */
export {
  type Anchor,
  type AnchorModel,
  anchorFinder,
  anchorModelFor,
  anchorsIn,
  type FindAnchors,
  textsToAnchor,
} from "./anchors/anchors.ts";
export { calibrate, type EmbedderIdentity, labelledTexts } from "./calibration/calibrate.ts";
export {
  CALIBRATIONS,
  type Calibration,
  type CalibrationFigures,
  calibrationOf,
  parseCalibration,
} from "./calibration/calibration.ts";
export { type LabelledManuscript, parseLabels } from "./calibration/labels.ts";
export { type Changes, changesBetween } from "./changes/changes.ts";
export { differenceOf } from "./changes/cosmetic.ts";
export { changeFinder } from "./changes/ranked-changes.ts";
export {
  type ConcernEvidence,
  decideComparison,
  firstRevision,
  type PreparedComparison,
  prepareComparison,
  type RevisionComparison,
  textsToCompare,
} from "./compare.ts";
export { type ComparisonResult, comparisonOf, comparisonResultSchema, cosmeticComparison } from "./comparison-result.ts";
export {
  type Judge,
  type Judgement,
  type JudgeQuestion,
  MOST_QUESTIONS,
  questionsToAsk,
  type RankedChange,
  VERDICTS,
} from "./judge.ts";
export { type DecodedLedger, decodeLedger, encodeLedger, LEDGER_LIMIT } from "./ledger/codec.ts";
export {
  addCosmeticRevision,
  dismiss,
  emptyLedger,
  type LastPlace,
  lastPlace,
  latestRevision,
  openConcerns,
  reopen,
  type UnsettledChange,
  unsettledChange,
} from "./ledger/ledger.ts";
export type {
  Cause,
  ConcernState,
  Ledger,
  LedgerConcern,
  LedgerEvent,
  LedgerRevision,
  LedgerStage,
  OutcomeKind,
  Quote,
} from "./ledger/schema.ts";
export { leastCostAssignment } from "./matching/assignment.ts";
export { matchConcerns } from "./matching/same-concern.ts";
export type { ComparableConcern } from "./matching/signals.ts";
export type { Outcome } from "./outcome.ts";
