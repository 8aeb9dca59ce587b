import { t as promptCommand } from "./cli-on-demand~prompt.js";

export { promptCommand };