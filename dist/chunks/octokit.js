import { n as rateLimitWait, t as createOctokit } from "./github-on-demand~octokit.js";

export { createOctokit };