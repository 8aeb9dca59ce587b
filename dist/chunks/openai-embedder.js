import { t as connectEmbedder } from "./inference~openai-embedder.js";

export { connectEmbedder };