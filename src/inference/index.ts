/** inference/: speaks to model servers, and nothing else does. Start reading at `connectModel`.
 *  The clients are loaded when a server is first needed: their HTTP libraries are a third of the whole program, and what asks no model, such as a
 *  cosmetic revision, starts a tenth of a second sooner without them. */
import type * as OpenAiEmbedder from "./openai-embedder.ts";
import type * as OpenAiModel from "./openai-model.ts";
import type * as ServedModels from "./served-models.ts";
import type * as StartServer from "./start-server.ts";

export { type Endpoint, parseEndpoint, TIMEOUTS, type Timeouts } from "./endpoint.ts";
export { locateRunner, recordedWeights } from "./local-runner.ts";
export type { Answer, AnswerRequest, Embedder, Model, ModelIdentity, Progress } from "./model.ts";
export type { ServerDescription } from "./served-models.ts";
export type { RunningServer, ServerOptions } from "./start-server.ts";

export const connectModel: typeof OpenAiModel.connectModel = async (...args) =>
  (await import("./openai-model.ts")).connectModel(...args);

export const connectEmbedder: typeof OpenAiEmbedder.connectEmbedder = async (...args) =>
  (await import("./openai-embedder.ts")).connectEmbedder(...args);

export const describeServer: typeof ServedModels.describeServer = async (...args) =>
  (await import("./served-models.ts")).describeServer(...args);

export const startServer: typeof StartServer.startServer = async (...args) =>
  (await import("./start-server.ts")).startServer(...args);
