import { n as rateLimitWait, t as createOctokit } from "./github-on-demand.js";

export { createOctokit };