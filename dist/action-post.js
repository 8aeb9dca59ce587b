#!/usr/bin/env node
import { o as processJob, t as cleanUp } from "./chunks/action~action~action-post.js";

// src/action/post.ts
/** The entry of the Action's post step, which runs after the run, however that ended. */
await cleanUp(processJob());

export {  };