import { t as reviewCommand } from "./cli-on-demand~review.js";

export { reviewCommand };