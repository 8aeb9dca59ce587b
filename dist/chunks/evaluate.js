import { t as evaluateCommand } from "./cli-on-demand~evaluate.js";

export { evaluateCommand };