import { t as reportCommand } from "./cli-on-demand~report.js";

export { reportCommand };