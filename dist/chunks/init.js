import { t as initCommand } from "./cli-on-demand~init.js";

export { initCommand };