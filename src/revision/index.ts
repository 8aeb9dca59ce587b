/** revision/: from two revisions to what became of every concern. Start reading at `compareRevisions`, then `revise`. */
export type { Anchor } from "./anchor.ts";
export { CALIBRATIONS } from "./calibration/built-in.ts";
export { type Calibration, calibrationOf } from "./calibration/calibration.ts";
export { changesBetween } from "./changes.ts";
export {
  type Compared,
  compareRevisions,
  countSentences,
  type FindAnchors,
  firstRevision,
  type Means,
  type Text,
  textsToCompare,
} from "./compare.ts";
export {
  type ComparisonResult,
  comparisonJsonSchema,
  comparisonOf,
  comparisonResultSchema,
  cosmeticComparison,
} from "./comparison-result.ts";
export { type Difference, differenceOf } from "./cosmetic.ts";
export { anchorsIn, findAnchorsBy, textsToAnchor } from "./find-anchors.ts";
export { dismiss, emptyLedger, reopen, skipCosmetic } from "./ledger.ts";
export { decodeLedger, encodeLedger, readLedger } from "./ledger-codec.ts";
export { type Cause, type Ledger, type LedgerConcern, ledgerSchema, type Place } from "./ledger-schema.ts";
export type { Outcome } from "./outcome.ts";
export { type Match, type Revised, type Revision, revise } from "./revise.ts";
