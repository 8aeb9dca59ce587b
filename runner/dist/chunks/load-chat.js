import { n as loadChat, t as contextSettings } from "./shared-llama-chat.js";

export { contextSettings, loadChat };