import { t as batchItems } from "./cli-on-demand~batch-items.js";

export { batchItems };