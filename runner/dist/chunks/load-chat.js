import { i as serveLoaded, n as loadChat, r as loadModel, t as chatFor } from "./shared-llama-chat.js";

export { chatFor, loadChat, loadModel, serveLoaded };