// Bundles the model server into dist/, committed so that a machine needs no compiler. The npm packages stay outside: the native ones
// find their libraries by their own place on disk.
import { statSync } from "node:fs";
import { basename } from "node:path";

/** Names without a hash: a change in one file then changes one file of dist/. A shared chunk is named by its greatest module. */
function chunkFileNames({ name, moduleIds }) {
  const [group] = name.split("~");
  const [greatest = ""] = moduleIds.filter((id) => id.endsWith(".ts")).sort((a, b) => statSync(b).size - statSync(a).size);
  return `chunks/${group === "shared" ? `shared-${basename(greatest, ".ts")}` : group}.js`;
}

export default {
  input: { "bioreview-runner": "src/main.ts", "structured-output-worker": "src/chat/structured-output-worker.ts" },
  platform: "node",
  external: (id) => !id.startsWith(".") && !id.startsWith("/"),
  output: {
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames,
    // What several of the entry and its commands load, apart from what each loads alone.
    codeSplitting: { groups: [{ name: "shared", minShareCount: 2, entriesAware: true, includeDependenciesRecursively: false }] },
    minify: false,
    cleanDir: true,
    banner: (chunk) => (chunk.isEntry ? "#!/usr/bin/env node" : ""),
  },
};
