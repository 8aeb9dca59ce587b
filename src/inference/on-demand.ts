/** The client, loaded when a server is first needed: what asks no model, such as a cosmetic revision, starts a tenth of a second sooner. */
import type * as Client from "./client.ts";

export const connectModel: typeof Client.connectModel = async (...args) => (await import("./client.ts")).connectModel(...args);

export const connectEmbedder: typeof Client.connectEmbedder = async (...args) =>
  (await import("./client.ts")).connectEmbedder(...args);

export const describeServer: typeof Client.describeServer = async (...args) =>
  (await import("./client.ts")).describeServer(...args);

export const startServer: typeof Client.startServer = async (...args) => (await import("./client.ts")).startServer(...args);
