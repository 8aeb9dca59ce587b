import { i as serveLoaded, n as chatFor, r as loadModel, t as assertTrainedFor } from "./shared-llama-chat.js";

export { assertTrainedFor, chatFor, loadModel, serveLoaded };