/** inference/: speaks to model servers, and nothing else does. Start reading at `connectModel`. */
export { describeServer } from "./describe-server.ts";
export type { Embedder } from "./embedder.ts";
export { type Endpoint, parseEndpoint } from "./endpoint.ts";
export { weightsOfEmbedder } from "./known-weights.ts";
export { locateRunner } from "./locate-runner.ts";
export type { Answer, Model, ModelIdentity, Progress, Question } from "./model.ts";
export { connectEmbedder } from "./openai-embedder.ts";
export { connectModel } from "./openai-model.ts";
export { type RunningServer, type ServerOrder, startServer } from "./start-server.ts";
export { TIMEOUTS, type Timeouts } from "./transport.ts";
