import { n as EMBEDDING_MODELS, r as PROFILES, t as CHAT_MODELS } from "./shared-profiles.js";
import { c as errnoOf, i as ModelsError, o as UsageError, s as diskError } from "./shared-errors.js";
import { createReadStream } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { copyFile, link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";

// src/weights/catalogue.ts
const MODELS = [...CHAT_MODELS, ...EMBEDDING_MODELS];
function named(what, things, nameOf, wanted) {
	const found = things.find((thing) => nameOf(thing) === wanted);
	if (found !== void 0) return found;
	throw new UsageError({
		code: `unknown-${what.replaceAll(" ", "-")}`,
		at: wanted,
		fault: `there is no ${what} of this name`,
		remedy: `Choose one of ${things.map(nameOf).join(", ")}`
	});
}
function profileNamed(name) {
	return named("profile", PROFILES, (profile) => profile.name, name);
}
function chatModelNamed(id) {
	return named("chat model", CHAT_MODELS, (model) => model.id, id);
}
function embeddingModelNamed(id) {
	return named("embedding model", EMBEDDING_MODELS, (model) => model.id, id);
}
function modelNamed(id) {
	return named("model", MODELS, (model) => model.id, id);
}
/** Every model that a profile needs, the chat models first. */
function modelsOf(profile) {
	return [...profile.chat.map(chatModelNamed), ...embeddingModelsOf(profile)];
}
/** The embedder for near-duplicates and the one for matching revisions, once where they are the same. */
function embeddingModelsOf({ embedding, matching }) {
	return [.../* @__PURE__ */ new Set([embedding, matching])].map(embeddingModelNamed);
}
/** The models of a profile, or one by its own name.
*  @throws UsageError where there is neither of this name */
function modelsNamed(name) {
	return named("profile or model", [...PROFILES.map((profile) => ({
		name: profile.name,
		models: () => modelsOf(profile)
	})), ...MODELS.map((model) => ({
		name: model.id,
		models: () => [model]
	}))], (choice) => choice.name, name).models();
}
/** The one chat model that a server of this profile answers with.
*  @throws UsageError where the profile unites several and none was chosen: serving the first in silence would be half a profile */
function chatModelOf(profile, chosen) {
	if (chosen !== void 0) return chatModelNamed(chosen);
	const [only, ...others] = profile.chat;
	if (others.length === 0) return chatModelNamed(only);
	throw new UsageError({
		code: "several-chat-models",
		at: `profile ${profile.name}`,
		fault: `it unites ${profile.chat.join(" and ")}, and one server answers with one of them`,
		remedy: "Start one server for each and name its model with --chat"
	});
}

// src/weights/files.ts
/** Files of weights: their digest, and how one is made whole or not at all. */
/** Bytes read at once: larger blocks make hashing no faster. */
const BLOCK = 1 << 20;
/** SHA-256 of a file, read in a stream: weights are larger than memory may be.
*  @param slice of it, its first and last byte; without it the whole
*  @returns the digest in lower-case hexadecimal, and the bytes that were read */
async function digestOf(path, signal, slice) {
	const hash = createHash("sha256");
	let bytes = 0;
	for await (const block of createReadStream(path, {
		highWaterMark: BLOCK,
		...slice,
		...signal && { signal }
	})) {
		hash.update(block);
		bytes += block.length;
	}
	return {
		sha256: hash.digest("hex"),
		bytes
	};
}
/** Makes a file whole or not at all, and its folder where that is missing.
*  @param fill writes it under another name, from which it is renamed
*  @throws ModelsError where the disk is full or may not be written; what `fill` throws */
async function writeAtomically(to, fill) {
	const unfinished = `${to}.${process.pid}.new`;
	try {
		await mkdir(dirname(to), { recursive: true });
		await rm(unfinished, { force: true });
		await fill(unfinished);
		await rename(unfinished, to);
	} catch (error) {
		throw diskError(error, to) ?? error;
	} finally {
		await rm(unfinished, { force: true });
	}
}
/** The system's words for "no second name here". */
const NO_LINK = /* @__PURE__ */ new Set([
	"EXDEV",
	"EPERM",
	"EMLINK",
	"ENOSYS",
	"ENOTSUP"
]);
/** A second name for the same bytes where the disk allows it, else a copy: weights are large. */
async function linkOrCopy(from, to) {
	try {
		await link(from, to);
	} catch (error) {
		if (!NO_LINK.has(errnoOf(error) ?? "")) throw error;
		await copyFile(from, to);
	}
}

// src/weights/manifest.ts
/** Where weights lie: MODELS/<model id>/<path of the file>, and what was imported by hand in MODELS/<model id>/manifest.json. */
/** The folder of all models where none is named: the user's cache, unless BIOREVIEW_MODELS says otherwise. */
function defaultModelsFolder(env, home) {
	if (env["BIOREVIEW_MODELS"]) return env["BIOREVIEW_MODELS"];
	return join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "bioreview", "models");
}
/** Digest and size of the files that were imported, which no pin in the profiles vouches for. */
const Manifest = z.strictObject({
	version: z.literal(1),
	files: z.record(z.string(), z.strictObject({
		sha256: z.string().regex(/^[0-9a-f]{64}$/),
		bytes: z.int().min(0)
	}))
});
const manifestPath = (folder) => join(folder, "manifest.json");
/** @param folder of one model
*  @returns undefined where nothing was imported
*  @throws ModelsError where the file is not what we write: its digests could not be trusted */
async function readManifest(folder) {
	const path = manifestPath(folder);
	let text;
	try {
		text = await readFile(path, "utf8");
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return void 0;
		throw error;
	}
	try {
		return Manifest.parse(JSON.parse(text));
	} catch (cause) {
		throw new ModelsError({
			code: "manifest-damaged",
			at: path,
			fault: "it is no manifest of imported files",
			remedy: "Delete it and import the files again",
			cause
		});
	}
}
/** Adds files to the manifest, whole or not at all. */
async function addToManifest(folder, files) {
	const after = {
		version: 1,
		files: {
			...(await readManifest(folder))?.files,
			...files
		}
	};
	const path = manifestPath(folder);
	await writeAtomically(path, (unfinished) => writeFile(unfinished, `${JSON.stringify(after, void 0, 2)}\n`));
}

// src/commands/dependencies.ts
function modelsFolder(given, { env, home }) {
	return given ?? defaultModelsFolder(env, home);
}
/** One line, whatever the text holds: a log line cannot be forged by what a model or a file says. */
function oneLine(text) {
	return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
}

// src/weights/verify.ts
/** Are the weights of a model the ones that we know? Every start asks. Fails towards no: a file without a digest to compare is not served. */
/** Looks at one file, its size first: a truncated file is named as such without reading it all. */
async function inspectFile(models, model, file, signal) {
	const folder = join(models, model.id);
	const path = join(folder, file.path);
	let bytes;
	try {
		bytes = (await stat(path)).size;
	} catch (error) {
		if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR") return {
			kind: "missing",
			path
		};
		throw error;
	}
	const recorded = (await readManifest(folder))?.files[file.path];
	const expected = {
		sha256: file.sha256 ?? recorded?.sha256,
		bytes: file.bytes ?? recorded?.bytes
	};
	if (expected.sha256 === void 0) return {
		kind: "unknown",
		path
	};
	if (expected.bytes !== void 0 && expected.bytes !== bytes) return {
		kind: "wrong size",
		path,
		bytes,
		expected: expected.bytes
	};
	const { sha256 } = await digestOf(path, signal);
	return sha256 === expected.sha256 ? {
		kind: "right",
		path,
		sha256,
		bytes
	} : {
		kind: "wrong digest",
		path,
		sha256,
		expected: expected.sha256
	};
}
/** How to get a file that is not there, or not right.
*  @param wanted the profile, or the model, that asks for it */
function howToGet(model, file, wanted) {
	const [source] = file.sources;
	if (source.kind !== "converted") return `Run \`bioreview-runner models pull ${isFetchable(wanted) ? wanted : model.id}\``;
	return `Nobody publishes it in this form: make it from ${source.from.join(" and ")} as ${source.recipe} says, then run \`bioreview-runner models import ${model.id} FILE\``;
}
/** A profile with weights that must be made is not fetched in one go: then the command names the one model. */
function isFetchable(wanted) {
	const files = (wanted === void 0 ? [] : modelsNamed(wanted)).flatMap((model) => model.files);
	return files.length > 0 && files.every(({ sources }) => sources[0].kind !== "converted");
}
/** The error that a state calls for; undefined where the file is right. */
function fileFault(state, model, file, profile) {
	const get = howToGet(model, file, profile);
	const error = (code, fault, remedy) => new ModelsError({
		code,
		at: state.path,
		fault,
		remedy
	});
	switch (state.kind) {
		case "right": return;
		case "missing": return error("weights-missing", `the weights of ${model.id} are not there`, get);
		case "wrong size": return error("weights-truncated", `it has ${state.bytes} bytes instead of ${state.expected}`, `Delete it. ${get}`);
		case "wrong digest": return error("weights-wrong-digest", `its sha256 is ${state.sha256} instead of ${state.expected}`, `It was changed or damaged: delete it. ${get}`);
		case "unknown": return error("weights-unknown", "nobody recorded which file this should be", file.sources[0].kind === "converted" ? `Register it with \`bioreview-runner models import ${model.id} FILE\`` : get);
	}
}
/** Looks at every file of some models, one after the other. */
async function* inspectModels(models, wanted, signal) {
	for (const model of wanted) for (const file of model.files) yield {
		model,
		file,
		state: await inspectFile(models, model, file, signal)
	};
}
/** The digests of all files of a model, by their path within it.
*  @throws ModelsError for the first file that is not right */
async function verifiedDigests(models, model, profile, signal) {
	const digests = /* @__PURE__ */ new Map();
	for await (const { file, state } of inspectModels(models, [model], signal)) {
		const fault = fileFault(state, model, file, profile);
		if (fault !== void 0) throw fault;
		if (state.kind === "right") digests.set(file.path, state.sha256);
	}
	return digests;
}

export { modelsNamed as _, modelsFolder as a, readManifest as c, writeAtomically as d, chatModelNamed as f, modelNamed as g, embeddingModelsOf as h, verifiedDigests as i, digestOf as l, embeddingModelNamed as m, howToGet as n, oneLine as o, chatModelOf as p, inspectModels as r, addToManifest as s, fileFault as t, linkOrCopy as u, modelsOf as v, profileNamed as y };