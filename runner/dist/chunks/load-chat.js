import { n as loadChat, t as loadAdapted } from "./shared-llama-chat.js";

export { loadAdapted, loadChat };