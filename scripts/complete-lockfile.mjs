// Adds to a lockfile the libraries of other platforms that the registry it was written from did not have. npm leaves them out in silence then,
// and `npm ci` refuses such a lockfile everywhere. They are named by version alone: whoever installs on such a platform gets no digest checked.
//   node scripts/complete-lockfile.mjs package-lock.json runner/package-lock.json
import { readFileSync, writeFileSync } from "node:fs";

const OPERATING_SYSTEMS = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/** Which platform a package is for, by the words of its name: `@oxc-parser/binding-linux-arm-gnueabihf`. */
function platformOf(name) {
  const words = name.split("/").at(-1).split("-");
  const os = words.filter((word) => OPERATING_SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : words.includes("gnu") ? ["glibc"] : [];
  return { ...(cpu.length > 0 && { cpu }), ...(os.length > 0 && { os }), ...(libc.length > 0 && { libc }) };
}

/** What Node would find as `name` from the package at `path`: in it, beside it, or beside one of those that it lies in. */
function found(packages, path, name) {
  const parts = path.split("node_modules/");
  // node_modules/vite/node_modules/rolldown lies in node_modules/vite/node_modules/, which lies in node_modules/.
  const around = parts.slice(1).map((_, depth) =>
    parts
      .slice(0, parts.length - 1 - depth)
      .map((part) => `${part}node_modules/`)
      .join(""),
  );
  const places = [`${path}/node_modules/`, ...around].map((folder) => folder + name);
  return places.map((place) => packages[place]).find((entry) => entry !== undefined);
}

for (const file of process.argv.slice(2)) {
  const lock = JSON.parse(readFileSync(file, "utf8"));
  let added = 0;
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const there = found(lock.packages, path, name);
      const isExact = /^\d/.test(version);
      if (there !== undefined && (there.version === version || !isExact)) continue;
      if (!isExact) throw new Error(`${file}: ${path} wants ${name} ${version}, and only an exact version can be added`);
      const folder = path.slice(0, path.lastIndexOf("node_modules/"));
      lock.packages[`${folder}node_modules/${name}`] = { version, ...platformOf(name), ...(dev && { dev }), optional: true };
      added++;
    }
  }
  const [root, ...others] = Object.entries(lock.packages);
  lock.packages = Object.fromEntries([root, ...others.sort(([a], [b]) => (a < b ? -1 : 1))]);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${file}: ${added} added`);
}
