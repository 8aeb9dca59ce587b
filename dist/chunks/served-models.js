import { i as llamaProps, n as describeServer, r as listModels, t as chooseModel } from "./inference2.js";

export { describeServer };