#!/usr/bin/env node
import { a as proxiedFetch } from "./chunks/github~action~action-post.js";
import { o as processJob, t as cleanUp } from "./chunks/action~action~action-post.js";

// src/action/post.ts
/** The entry of the Action's post step, which runs after the run, however that ended. */
const job = processJob();
await cleanUp(job, proxiedFetch(job.env));

export {  };