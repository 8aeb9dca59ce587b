import { t as runBatch } from "./cli-on-demand~batch.js";

export { runBatch };