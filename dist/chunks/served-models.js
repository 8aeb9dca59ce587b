import { i as llamaProps, n as describeServer, r as listModels, t as chooseModel } from "./inference~openai-embedder~openai-model~served-models.js";

export { describeServer };