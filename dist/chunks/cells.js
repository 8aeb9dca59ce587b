import { n as readNotebook, t as markdownOf } from "./manuscript-on-demand~cells.js";

export { markdownOf, readNotebook };