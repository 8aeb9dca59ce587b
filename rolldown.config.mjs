// Bundles the reviewer into dist/: plain JavaScript, committed, because GitHub runs an Action from its repository as it stands.
import { bundledLicences } from "./scripts/bundled-licences.mjs";
import { chunkFileName, codeSplitting, minifiedLibraries, moduleSideEffects } from "./scripts/chunks.mjs";
import { pageAssets } from "./scripts/page-assets.mjs";

export default {
  input: { bioreview: "src/cli/main.ts", action: "src/action/main.ts", "action-post": "src/action/post.ts" },
  platform: "node",
  preserveEntrySignatures: false,
  treeshake: { moduleSideEffects },
  // The Typst parser is a WebAssembly program that is read when the first .typ file is: a file of its own in dist/.
  experimental: { resolveNewUrlToAsset: true },
  output: {
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: chunkFileName,
    assetFileNames: "chunks/[name][extname]",
    codeSplitting,
    minify: false,
    cleanDir: true,
    banner: (chunk) => (chunk.isEntry ? "#!/usr/bin/env node" : ""),
  },
  plugins: [bundledLicences(), minifiedLibraries(), pageAssets()],
};
