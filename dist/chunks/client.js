import { a as connectEmbedder, i as connectModel, n as planModels, o as describeServer, r as pullWeights, t as startServer } from "./inference~dialect.js";
import "./inference-on-demand~client.js";

export { connectEmbedder, connectModel, describeServer, planModels, pullWeights, startServer };