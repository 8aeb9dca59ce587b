// package.json
var version = "0.1.0";

// src/version.ts
/** The version that goes into every result. */
const VERSION = version;

export { VERSION as t };