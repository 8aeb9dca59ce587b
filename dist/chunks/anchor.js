import { t as anchorCommand } from "./cli-on-demand~anchor.js";

export { anchorCommand };