import { n as rateLimitWait, t as createOctokit } from "./github~action~action-post.js";

export { createOctokit };