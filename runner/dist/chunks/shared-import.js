import { c as errnoOf, i as ModelsError, o as UsageError } from "./shared-errors.js";
import { c as pathOf, d as assertServableGguf, i as assertAdapterOf, n as BASE_FILE, o as baseOf, t as ADAPTER_FILE } from "./shared-adapter.js";
import { a as linkOrCopy, i as digestOf, s as writeAtomically, t as addToManifest } from "./shared-files.js";
import { i as verifiedDigest } from "./shared-verify.js";
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
		imported.push(await register(folder, file, from, found, [ADAPTER_FILE.path, BASE_FILE.path]));
	}
	return imported;
}
/** @param instead paths that were registered before and are served no more */
async function register(folder, { path }, from, found, instead) {
	const to = join(folder, path);
	await writeAtomically(to, (unfinished) => linkOrCopy(from, unfinished));
	await addToManifest(folder, { [path]: found }, instead);
	return {
		path: to,
		...found
	};
}
/** Registers an adapter that is laid over its base model whenever this model is served; a merged file that was registered is served no more.
*  @param base a GGUF of the base model, where it is to be another than that of the catalogue
*  @throws ModelsError where the adapter is none of this base, or its base is not here */
async function importAdapter(models, model, adapter, base) {
	if (model.kind !== "chat" || model.base === void 0) throw new UsageError({
		code: "not-of-a-base",
		at: model.id,
		fault: "it is no chat model that is made from a base and an adapter, so none is kept for it",
		remedy: "Name the adapter to the server: `bioreview-runner serve --adapter FILE`"
	});
	for (const path of [adapter, ...base === void 0 ? [] : [base]]) await assertFile(path);
	if (base === void 0) {
		const placed = await baseOf(models, model);
		await verifiedDigest(models, placed, model.id);
		assertAdapterOf(adapter, pathOf(models, placed));
	} else {
		assertServableGguf(base, model);
		assertAdapterOf(adapter, base);
	}
	const folder = join(models, model.id);
	const merged = [model.files[0].path];
	return [...base === void 0 ? [] : [await register(folder, BASE_FILE, base, await digestOf(base), merged)], await register(folder, ADAPTER_FILE, adapter, await digestOf(adapter), merged)];
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
		throw noSuchFile(path);
	}
}
async function assertFile(path) {
	const [only] = await filesAt(path);
	if (only !== path) throw noSuchFile(path);
}
function noSuchFile(path) {
	return new UsageError({
		code: "no-such-file",
		at: path,
		fault: "there is no such file",
		remedy: "Name the file to import"
	});
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
		remedy: model.kind === "chat" ? "Name the GGUF itself, which may have any name" : `Give all of ${model.files.map(({ path }) => basename(path)).join(", ")}, or the one folder that holds them`
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

export { importWeights as n, importAdapter as t };