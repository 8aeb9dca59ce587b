// Bundles the reviewer into dist/: plain JavaScript, committed, because GitHub runs an Action from its repository as it stands.
import { bundledLicences } from "./scripts/bundled-licences.mjs";
import { codeSplitting, minifiedLibraries, moduleSideEffects } from "./scripts/chunks.mjs";

export default {
  input: { bioreview: "src/cli/main.ts", action: "src/action/main.ts", "action-post": "src/action/post.ts" },
  platform: "node",
  preserveEntrySignatures: false,
  treeshake: { moduleSideEffects },
  output: {
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    // Names without a hash: a change in one file then changes one file of dist/.
    chunkFileNames: "chunks/[name].js",
    codeSplitting,
    minify: false,
    cleanDir: true,
    banner: (chunk) => (chunk.isEntry ? "#!/usr/bin/env node" : ""),
  },
  plugins: [bundledLicences(), minifiedLibraries()],
};
