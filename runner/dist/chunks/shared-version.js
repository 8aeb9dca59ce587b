// package.json
var version = "0.1.0";

// src/version.ts
/** The runner's version, from its package file. */
const VERSION = version;

export { VERSION as t };