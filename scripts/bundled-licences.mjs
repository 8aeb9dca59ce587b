// The licences of what a bundle contains, as a file beside it: MIT and BSD ask that their text travels along.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A rolldown plugin that emits `licences.txt` with the licence text of every package whose code is in the bundle. */
export function bundledLicences() {
  return {
    name: "bundled-licences",
    generateBundle(_options, bundle) {
      const packages = new Map();
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.moduleIds ?? []) {
          const folder = packageFolder(id);
          if (folder === undefined) continue;
          const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
          packages.set(`${name} ${version}`, { license, text: licenceText(folder) });
        }
      }
      const source = [...packages]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([title, { license, text }]) => `${title} (${license ?? "licence not stated"})\n\n${text.trim()}\n`)
        .join(`\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}

/** The folder of the npm package that a module belongs to; undefined for our own code and for the bundler's. */
function packageFolder(id) {
  const path = id.replace(/^\0/, "").split("?")[0];
  const at = path.lastIndexOf("/node_modules/");
  if (at < 0) return undefined;
  let folder = dirname(path);
  while (folder.length > at) {
    const manifest = join(folder, "package.json");
    // Packages hold nested package.json files that only say "type"; the real one has a name and a version.
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version !== undefined) return folder;
    folder = dirname(folder);
  }
  return undefined;
}

function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? "(the package ships no licence file)" : readFileSync(join(folder, file), "utf8");
}
