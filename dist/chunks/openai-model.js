import { r as connectModel } from "./inference3.js";

export { connectModel };