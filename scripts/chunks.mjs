// How the reviewer's bundle is cut into files: a chunk for each library or family of libraries, minified, and one for each folder of ours, readable. All goes by the name
// of package or folder, so that a file that moves needs no change here.
import { statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { minify } from "rolldown/utils";

const ROOT = join(import.meta.dirname, "..");
/** Of the programs, as paths from the root: the only modules that do something when they are imported. */
const ENTRY = /^src\/(?:cli|action)\/(?:main|post)\.ts$/;

const PROGRAMS = ["bioreview", "action", "action-post"];
/** What the bundler calls a folder's index.ts that the command line loads on demand, such as the report page's. */
const ON_DEMAND = "index";

/** Families of small packages that are one thing to us. */
const FAMILIES = {
  "actions-toolkit": /^@actions\//,
  "github-client": /^(?:@octokit\/|bottleneck$|before-after-hook$|universal-user-agent$)/,
  "markdown-parser":
    /^(?:mdast-util-|micromark|unist-util-|decode-named-character-reference$|character-entities|ccount$|longest-streak$|zwitch$|markdown-table$)/,
};

/** @returns the name of the npm package that a module belongs to; undefined for ours and for the bundler's own */
function packageOf(id) {
  return /^.*[\\/]node_modules[\\/](?<name>(?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.groups?.name.replaceAll("\\", "/");
}

/** @returns the path from the root of a module of ours, with slashes; undefined for others */
function ownPath(id) {
  if (packageOf(id) !== undefined || !id.startsWith(ROOT + sep)) return undefined;
  return relative(ROOT, id)
    .replaceAll(sep, "/")
    .replace(/^runner\//, "");
}

function libraryChunk(id) {
  const name = packageOf(id);
  if (name === undefined) return null;
  const family = Object.entries(FAMILIES).find(([, pattern]) => pattern.test(name));
  return family?.[0] ?? name.replace(/^@/, "").replaceAll("/", "-");
}

/** The folder of src/ that a module lies in, or another top folder; files of src/ itself are "shared". A module that is only imported on demand stays out of its
 *  folder's chunk, however small it is: it would bring its libraries to every start. The entries stay in dist/ itself: they find the model server by their
 *  own place. */
function ownChunk(id, context) {
  const path = ownPath(id);
  if (path === undefined || ENTRY.test(path)) return null;
  const [top, inner, ...rest] = path.split("/");
  const isFolder = top === "src" ? rest.length > 0 : inner !== undefined;
  const folder = isFolder ? (top === "src" ? inner : top) : "shared";
  const { importers = [], dynamicImporters = [] } = context.getModuleInfo(id) ?? {};
  return importers.length === 0 && dynamicImporters.length > 0 ? `${folder}-on-demand` : folder;
}

/** For `treeshake.moduleSideEffects`: an index.ts brings in no more than is asked of it, for none of our modules but the entries does anything when it is
 *  imported. Nor do those of the Action's toolkit, which do not say so and would bring a client for tokens that nobody asks for. */
export function moduleSideEffects(id) {
  const path = ownPath(id);
  if (path !== undefined) return ENTRY.test(path);
  return packageOf(id)?.startsWith("@actions/") ? false : undefined;
}

/** Bytes, before they are minified: libraries smaller than this share a chunk. */
const SMALL_LIBRARY = 30_000;
/** An entry loads only what it reaches: a folder of which two entries need different parts becomes two chunks. */
const apart = { entriesAware: true, includeDependenciesRecursively: false };
export const codeSplitting = {
  groups: [
    { name: libraryChunk, debugName: "libraries", priority: 3, minSize: SMALL_LIBRARY, ...apart },
    { name: "small-libraries", test: (id) => packageOf(id) !== undefined, priority: 2, ...apart },
    { name: ownChunk, debugName: "ours", priority: 1, ...apart },
  ],
};

/** For `output.chunkFileNames`. The bundler appends to a group's name each entry and each lazy import that loads the chunk; of those we keep the programs, and
 *  nothing where all load it. A chunk of ours that is loaded on demand is named by its greatest module besides, so that no two need a number to be told apart.
 *  Names have no hash: a change in one file then changes one file of dist/. */
export function chunkFileName({ name, moduleIds }) {
  const [group, ...loading] = name.split("~");
  const loaders = loading.map((loader) => (loader === ON_DEMAND ? "bioreview" : loader));
  const programs = PROGRAMS.filter((program) => loaders.includes(program));
  const some = programs.length < PROGRAMS.length ? programs : [];
  const own = moduleIds.filter((id) => ownPath(id)?.endsWith(".ts"));
  const isOnDemand = loading.join() === ON_DEMAND || loaders.some((loader) => !PROGRAMS.includes(loader));
  const greatest = isOnDemand && own.length > 0 ? own.toSorted((a, b) => statSync(b).size - statSync(a).size)[0] : undefined;
  const title = greatest === undefined ? [] : [basename(greatest, ".ts")];
  return `chunks/${[group, ...title, ...some].join("~")}.js`;
}

/** A rolldown plugin that minifies the chunks that hold no line of ours. Their licences travel in licences.txt. */
export function minifiedLibraries() {
  return {
    name: "minified-libraries",
    async renderChunk(code, { fileName, moduleIds }) {
      if (moduleIds.length === 0 || moduleIds.some((id) => packageOf(id) === undefined)) return null;
      const { code: small, errors } = await minify(fileName, code, {
        module: true,
        mangle: { keepNames: true },
        compress: { keepNames: { function: true, class: true } },
      });
      if (errors.length > 0) throw new Error(`${fileName}: ${errors[0].message}`);
      return { code: small };
    },
  };
}
