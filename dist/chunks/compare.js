import { t as compareCommand } from "./cli-on-demand~compare.js";

export { compareCommand };