import { c as errnoOf, i as ModelsError, o as UsageError } from "./shared-errors.js";
import { a as linkOrCopy, i as digestOf, s as writeAtomically, t as addToManifest } from "./shared-files.js";
import { t as assertServableGguf } from "./shared-gguf-header.js";
import { basename, join } from "node:path";
import { readdir, stat } from "node:fs/promises";

// src/weights/import.ts
/** Registers weights that the user made or fetched: puts them in their place and records what they are.
*  Invariant: a file with a pin is taken only if it matches; a file without one is pinned by this. */
/** @param given files, or folders that are searched, by the names that the model's files have; the one file of a chat model may have any name */
async function importWeights(models, model, given) {
	const candidates = (await Promise.all(given.map(filesAt))).flat();
	const folder = join(models, model.id);
	const pairs = model.files.map((file) => ({
		file,
		from: sourceOf(model, file, candidates)
	}));
	const imported = [];
	for (const { file, from } of pairs) {
		const found = await assertIsIt(model, file, from);
		const to = join(folder, file.path);
		await writeAtomically(to, (unfinished) => linkOrCopy(from, unfinished));
		await addToManifest(folder, { [file.path]: found });
		imported.push({
			path: to,
			...found
		});
	}
	return imported;
}
/** The files below a folder, or the file itself. */
async function filesAt(path) {
	try {
		if (!(await stat(path)).isDirectory()) return [path];
		return (await readdir(path, {
			recursive: true,
			withFileTypes: true
		})).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
	} catch (error) {
		if (errnoOf(error) !== "ENOENT") throw error;
		throw new UsageError({
			code: "no-such-file",
			at: path,
			fault: "there is no such file",
			remedy: "Name the file to import"
		});
	}
}
function sourceOf(model, file, candidates) {
	const [only] = candidates;
	if (model.kind === "chat" && candidates.length === 1 && only !== void 0) return only;
	const named = candidates.filter((path) => basename(path) === basename(file.path));
	const [first] = named;
	if (named.length === 1 && first !== void 0) return first;
	throw new UsageError({
		code: named.length === 0 ? "file-not-given" : "file-given-twice",
		at: `${model.id}/${file.path}`,
		fault: named.length === 0 ? "none of the files given has this name" : `several of the files given have this name: ${named.join(", ")}`,
		remedy: `Give all of ${model.files.map(({ path }) => basename(path)).join(", ")}, or the one folder that holds them`
	});
}
async function assertIsIt(model, file, from) {
	if (model.kind === "chat") assertServableGguf(from, model);
	const found = await digestOf(from);
	if (file.sha256 !== void 0 && file.sha256 !== found.sha256) throw new ModelsError({
		code: "weights-wrong-digest",
		at: from,
		fault: `its sha256 is ${found.sha256} instead of ${file.sha256}`,
		remedy: `It is not the file that the profile names: fetch that with \`bioreview-runner models pull\``
	});
	return found;
}

export { importWeights as t };