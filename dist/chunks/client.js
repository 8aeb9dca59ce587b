import { i as describeServer, n as connectModel, r as connectEmbedder, t as startServer } from "./inference~server-fault.js";
import "./inference-on-demand~client.js";

export { connectEmbedder, connectModel, describeServer, startServer };