import { t as parseJats } from "./manuscript-on-demand~parse.js";

export { parseJats };