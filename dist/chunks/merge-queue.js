import { t as reportToMergeQueue } from "./action-on-demand~merge-queue.js";

export { reportToMergeQueue };