/** inference/: speaks to model servers, and nothing else does. Start reading at `connectModel`. */
export type { ServerDescription } from "./describe-server.ts";
export type { Embedder } from "./embedder.ts";
export { type Endpoint, parseEndpoint } from "./endpoint.ts";
export { weightsOfEmbedder } from "./known-weights.ts";
export { locateRunner } from "./locate-runner.ts";
export type { Answer, Model, ModelIdentity, Progress, Question } from "./model.ts";
export { connectEmbedder, connectModel, describeServer, startServer } from "./on-demand.ts";
export type { RunningServer, ServerOrder } from "./start-server.ts";
export { TIMEOUTS, type Timeouts } from "./timeouts.ts";
