/** All that speaks HTTP to a model server, as one chunk of the bundle: only `index.ts` loads it, on demand. */
export { connectEmbedder } from "./openai-embedder.ts";
export { connectModel } from "./openai-model.ts";
export { pullWeights } from "./pull-weights.ts";
export { describeServer } from "./served-models.ts";
export { planModels, startServer } from "./start-server.ts";
