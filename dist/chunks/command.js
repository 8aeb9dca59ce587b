import { t as handleCommand } from "./action-on-demand~command.js";

export { handleCommand };