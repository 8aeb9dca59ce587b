import { n as measureSpeed, r as measuring, t as benchCommand } from "./shared-bench.js";

export { benchCommand, measureSpeed, measuring };