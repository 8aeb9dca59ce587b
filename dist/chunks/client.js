import { a as describeServer, i as connectEmbedder, n as startServer, r as connectModel, t as planModels } from "./inference~server-fault.js";
import "./inference-on-demand~client.js";

export { connectEmbedder, connectModel, describeServer, planModels, startServer };