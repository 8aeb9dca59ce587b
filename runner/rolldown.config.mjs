// Bundles the model server into dist/, committed so that a machine needs no compiler. The npm packages stay outside: the native ones
// find their libraries by their own place on disk.
export default {
  input: { "bioreview-runner": "src/main.ts", "structured-output-worker": "src/chat/structured-output-worker.ts" },
  platform: "node",
  external: (id) => !id.startsWith(".") && !id.startsWith("/"),
  output: {
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    // Names without a hash: a change in one file then changes one file of dist/.
    chunkFileNames: "chunks/[name].js",
    // What several of the entry and its commands load, apart from what each loads alone.
    codeSplitting: { groups: [{ name: "shared", minShareCount: 2, entriesAware: true, includeDependenciesRecursively: false }] },
    minify: false,
    cleanDir: true,
    banner: (chunk) => (chunk.isEntry ? "#!/usr/bin/env node" : ""),
  },
};
