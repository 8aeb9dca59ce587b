import { i as connectEmbedder } from "./inference3.js";

export { connectEmbedder };