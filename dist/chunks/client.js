import { i as describeServer, n as connectModel, r as connectEmbedder, t as startServer } from "./inference2.js";
import "./inference-on-demand.js";

export { connectEmbedder, connectModel, describeServer, startServer };