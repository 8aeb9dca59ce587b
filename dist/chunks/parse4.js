import { t as parseTypst } from "./manuscript-on-demand~parse4.js";

export { parseTypst };