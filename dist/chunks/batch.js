import { i as summaryMarkdown, n as runBatch, r as summaryCsv, t as batchItems } from "./cli-on-demand~batch.js";

export { batchItems, runBatch };