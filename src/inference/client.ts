/** All that speaks HTTP to a model server. Only `on-demand.ts` loads it: its two libraries are a third of the whole program. */
export { describeServer } from "./describe-server.ts";
export { connectEmbedder } from "./openai-embedder.ts";
export { connectModel } from "./openai-model.ts";
export { startServer } from "./start-server.ts";
