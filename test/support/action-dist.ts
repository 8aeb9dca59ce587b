/** The built Action. `BIOREVIEW_DIST` names another build of it, such as one in a scratch folder while dist/ is not up to date. */
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Of action.yml. */
export const ACTION_FOLDER = join(import.meta.dirname, "../..");
export const ACTION_DIST = process.env["BIOREVIEW_DIST"] ?? join(ACTION_FOLDER, "dist");
export const hasAction = existsSync(join(ACTION_DIST, "action.js")) && existsSync(join(ACTION_FOLDER, "action.yml"));
export const ACTION_SKIPPED = hasAction ? "" : " (skipped: no dist/action.js; npm run build makes it)";
