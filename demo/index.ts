/** demo/: one pull request from its opening on, played with real parts against a stand-in for GitHub, and a page that shows it as GitHub would. Start
 *  reading at `playDemo`. */
export type { SaidConcern } from "../test/support/reviewer.ts";
export { type Act, exampleActs } from "./acts.ts";
export { conversationPage } from "./page/page.ts";
export { type DemoOptions, playDemo } from "./play.ts";
export type { Played, PlayedRun, Push } from "./played.ts";
export { SCRIPT_MODEL, startScript } from "./script.ts";
export { requestsTo } from "./told-by.ts";
