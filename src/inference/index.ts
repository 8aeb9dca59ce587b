/** inference/: speaks to model servers, and nothing else does. Start reading at `connectModel`.
 *  What speaks HTTP is loaded when a server is first needed: its libraries are a third of the whole program, and a command that asks no model starts a
 *  tenth of a second sooner without them. */
import type * as Client from "./client.ts";

export { type Endpoint, parseEndpoint, TIMEOUTS, type Timeouts, whyUntrusted } from "./endpoint.ts";
export { locateRunner, recordedWeights, weightFileOf } from "./local-runner.ts";
export type { Answer, AnswerRequest, Embedder, Model, ModelIdentity, Progress, TokenProbability, WrittenToken } from "./model.ts";
export type { ModelPlan } from "./runner-commands.ts";
export type { ServerDescription } from "./served-models.ts";
export type { RunningServer, ServerOptions } from "./start-server.ts";

export const connectModel: typeof Client.connectModel = async (...args) => (await import("./client.ts")).connectModel(...args);

export const connectEmbedder: typeof Client.connectEmbedder = async (...args) =>
  (await import("./client.ts")).connectEmbedder(...args);

export const describeServer: typeof Client.describeServer = async (...args) =>
  (await import("./client.ts")).describeServer(...args);

export const pullWeights: typeof Client.pullWeights = async (...args) => (await import("./client.ts")).pullWeights(...args);

export const startServer: typeof Client.startServer = async (...args) => (await import("./client.ts")).startServer(...args);

export const planModels: typeof Client.planModels = async (...args) => (await import("./client.ts")).planModels(...args);
