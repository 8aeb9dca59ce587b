import { t as connectModel } from "./inference~openai-model.js";

export { connectModel };