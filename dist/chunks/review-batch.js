import { t as reviewedBatch } from "./cli-on-demand~review-batch.js";

export { reviewedBatch };