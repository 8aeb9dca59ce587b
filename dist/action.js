#!/usr/bin/env node
import { i as onCancel, n as processSurroundings, r as onCrash, t as run } from "./chunks/action~action.js";

// src/action/main.ts
const cancellation = onCancel();
const surroundings = processSurroundings(import.meta.dirname, cancellation.signal);
onCrash(surroundings.job);
await run(surroundings);
cancellation.done();

export {  };