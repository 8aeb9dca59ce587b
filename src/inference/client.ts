/** All that speaks HTTP to a model server, as one chunk of the bundle: only `index.ts` loads it, on demand. */
export { connectEmbedder } from "./openai-embedder.ts";
export { connectModel } from "./openai-model.ts";
export { planModels, pullWeights } from "./runner-commands.ts";
export { describeServer } from "./served-models.ts";
export { startServer } from "./start-server.ts";
