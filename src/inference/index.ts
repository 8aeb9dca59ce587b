/** inference/: speaks to model servers, and nothing else does. Start reading at `connectModel`. */
export { describeServer, type ServerDescription } from "./describe-server.ts";
export type { Embedder } from "./embedder.ts";
export { type Endpoint, parseEndpoint } from "./endpoint.ts";
export { locateRunner } from "./locate-runner.ts";
export type { Answer, Model, ModelIdentity, Progress, Question, Sampling } from "./model.ts";
export { connectEmbedder, type EmbedderChoice } from "./openai-embedder.ts";
export { connectModel, type ModelChoice } from "./openai-model.ts";
export { quoted } from "./quoted.ts";
export { type RunningServer, type ServerOrder, startServer } from "./start-server.ts";
export { TIMEOUTS, type Timeouts } from "./transport.ts";
