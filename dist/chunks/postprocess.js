import { t as postprocessCommand } from "./cli-on-demand~postprocess.js";

export { postprocessCommand };