import { t as inspectCommand } from "./cli-on-demand~inspect.js";

export { inspectCommand };