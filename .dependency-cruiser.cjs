// Which folder may import which. The diagram is in CONTRIBUTING.md; what is not allowed here is an error.

/** Each folder of src/ and the folders below it that it may import. Everybody may import the files of src/ itself, but settings and gate. */
const MAY_IMPORT = {
  manuscript: [],
  inference: ["profiles"],
  embeddings: ["inference"],
  review: ["manuscript", "inference", "embeddings", "profiles"],
  evaluate: ["manuscript", "inference", "embeddings", "review", "revision", "profiles"],
  revision: ["manuscript", "embeddings", "review", "profiles"],
  publish: ["manuscript", "review", "revision"],
  "report-page": ["manuscript", "review", "revision", "publish"],
  github: ["manuscript", "publish", "review", "revision"],
  reviewer: ["manuscript", "inference", "embeddings", "review", "revision", "profiles"],
  cli: [
    "manuscript",
    "inference",
    "embeddings",
    "review",
    "revision",
    "publish",
    "report-page",
    "evaluate",
    "reviewer",
    "profiles",
  ],
  action: [
    "manuscript",
    "inference",
    "embeddings",
    "review",
    "revision",
    "publish",
    "report-page",
    "reviewer",
    "github",
    "profiles",
  ],
};

/** Those that may know the settings and the gate besides. */
const DECIDES = new Set(["publish", "github", "action", "cli"]);

// Its parser is asked for TypeScript without JSX, whatever a file is called (dependency-cruiser 17.4.2, src/extract/swc/parse.mjs).
const swc = require("@swc/core");
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith(".tsx") });

const folder = (name) => (name === "profiles" ? "^profiles/" : `^src/${name}/`);

const downwards = Object.entries(MAY_IMPORT).map(([from, below]) => ({
  name: `${from}-imports-downwards-only`,
  severity: "error",
  from: { path: folder(from) },
  to: {
    path: "^(src|profiles|runner)/",
    pathNot: [
      folder(from),
      ...below.map(folder),
      "^src/(concern|data-file|yaml-file|errors|invisible-characters|jsonl|manuscript-keys|nearest-word|text|user-folders|version|write-file)\\.ts$",
      ...(DECIDES.has(from) ? ["^src/(gate|settings)\\.ts$"] : []),
    ],
  },
}));

/** A folder's public API is its index.ts; tests may look behind it. */
const publicApis = Object.keys(MAY_IMPORT).map((name) => ({
  name: `${name}-is-entered-by-its-public-api`,
  severity: "error",
  from: { path: "^src/", pathNot: folder(name) },
  to: { path: folder(name), pathNot: `${folder(name)}index\\.ts$` },
}));

module.exports = {
  forbidden: [
    ...downwards,
    ...publicApis,
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    { name: "profiles-import-nothing", severity: "error", from: { path: "^profiles/" }, to: { pathNot: "^profiles/" } },
    { name: "the-two-packages-are-apart", severity: "error", from: { path: "^src/" }, to: { path: "^runner/" } },
    { name: "the-runner-knows-no-reviewer", severity: "error", from: { path: "^runner/src/" }, to: { path: "^src/" } },
    {
      name: "no-test-code-in-the-product",
      severity: "error",
      from: { path: "^(src|runner/src)/" },
      to: { path: "^(test|bench)/" },
    },
    {
      name: "no-development-dependency-in-the-product",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(node_modules|dist)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      // A package of types alone has no program to resolve to.
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs"],
    },
  },
};
