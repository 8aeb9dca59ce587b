/** reviewer/: one revision reviewed and put beside the one before, with the servers that it needs: what both fronts share. Start reading at
 *  `openModelServers`, then `compareReviews`. */
export {
  compareReviews,
  DEFAULT_EMBEDDER,
  type EarlierText,
  type Embedding,
  firstLedger,
  rowBy,
} from "./compare-reviews.ts";
export { type ModelServers, openModelServers, type ServerFlags, servesEmbedder } from "./model-servers.ts";
export { calibrationFor, calibrationPath, makeCalibrationFolder } from "./own-calibrations.ts";
export { allOf, type ReviewedText, reviewedTextOf } from "./reviewed-text.ts";
export type { Workplace } from "./workplace.ts";
