import { t as parseLatex } from "./manuscript-on-demand~parse2.js";

export { parseLatex };