#!/usr/bin/env node
import { a as proxiedFetch } from "./chunks/github~action~action-post.js";
import { c as processJob } from "./chunks/action~action~action-post.js";
import { t as cleanUp } from "./chunks/action~action-post.js";

// src/action/post.ts
const job = processJob();
await cleanUp(job, proxiedFetch(job.env));

export {  };