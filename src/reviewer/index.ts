/** reviewer/: one revision reviewed and put beside the one before, with the servers that it needs: the use case of both fronts. Start reading at
 *  `reviewRevision`. */
export { calibrationPath, loadCalibrations, makeCalibrationFolder } from "./calibrations.ts";
export {
  type ComparisonDependencies,
  compareReviews,
  DEFAULT_EMBEDDER,
  embeddingLookup,
  firstLedger,
} from "./compare-reviews.ts";
export { judging, openAndJudge } from "./judge.ts";
export { isManuscriptChanged, type ManuscriptFiles } from "./manuscript-change.ts";
export {
  identifyModels,
  type ModelServers,
  openJudge,
  openModelServers,
  type ServerDependencies,
  type ServerOptions,
} from "./model-servers.ts";
export {
  type ModelSource,
  type PreviousRevision,
  type ReviewedRevision,
  type RevisionDependencies,
  type RevisionRequest,
  reviewRevision,
  type UnreviewedRevision,
} from "./review-revision.ts";
export { matchingEmbedderOf, type ReviewedText, reviewedTextOf, wholeText } from "./reviewed-text.ts";
