import { a as serveLoaded, i as loadModel, n as chatFor, r as loadChat, t as assertTrainedFor } from "./shared-llama-chat.js";

export { assertTrainedFor, chatFor, loadChat, loadModel, serveLoaded };