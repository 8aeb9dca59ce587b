import { t as calibrateCommand } from "./cli-on-demand~calibrate.js";

export { calibrateCommand };