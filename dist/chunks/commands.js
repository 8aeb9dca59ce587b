import { t as commands } from "./cli-on-demand~index~bioreview.js";

export { commands };