#!/usr/bin/env node
import { t as processJob } from "./chunks/action~job~action~action-post.js";
import { t as cleanUp } from "./chunks/action~action~action-post.js";

// src/action/post.ts
/** The entry of the Action's post step, which runs after the run, however that ended. */
await cleanUp(processJob());

export {  };