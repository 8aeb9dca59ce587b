import { c as errnoOf, i as ModelsError } from "./shared-errors.js";
import { _ as modelsNamed, c as pathOf, o as baseOf, r as adapterDigest, s as chatFormOf } from "./shared-adapter.js";
import { i as digestOf, r as readManifest } from "./shared-files.js";
import { join } from "node:path";
import { stat } from "node:fs/promises";

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
	return `Nobody publishes it in this form: make it from ${source.from.join(" and ")} with \`bioreview-runner models build ${model.id}\`, as ${source.recipe} says; or register one that you made with \`bioreview-runner models import ${model.id} FILE\``;
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
	for (const model of wanted) for (const { model: owner, file } of await filesOf(models, model)) yield {
		model: owner,
		file,
		state: await inspectFile(models, owner, file, signal)
	};
}
/** What is served of a model: its own files, or its base's and the adapter. */
async function filesOf(models, model) {
	if (model.kind === "embedding") return model.files.map((file) => ({
		model,
		file
	}));
	const form = await chatFormOf(models, model);
	return form.kind === "whole" ? [form.weights] : [form.weights, form.adapter];
}
/** @throws ModelsError where the file is not right */
async function verifiedDigest(models, { model, file }, profile, signal) {
	const state = await inspectFile(models, model, file, signal);
	const fault = fileFault(state, model, file, profile);
	if (fault !== void 0) throw fault;
	if (state.kind !== "right") throw new RangeError("a file without a fault is right");
	return state.sha256;
}
/** What is served of a chat model: the file or adapter that was registered, or this adapter over the base.
*  @param adapter the path of one that was named
*  @throws ModelsError where a file is missing or not the one that is known */
async function verifiedWeights(models, model, profile, signal, adapter) {
	const form = await chatFormOf(models, model);
	const weights = adapter === void 0 ? form.weights : await baseOf(models, model);
	const sha256 = await verifiedDigest(models, weights, profile, signal);
	const path = pathOf(models, weights);
	if (adapter !== void 0) return {
		path,
		sha256,
		adapter: {
			path: adapter,
			sha256: await adapterDigest(adapter, signal)
		}
	};
	if (form.kind === "whole") return {
		path,
		sha256
	};
	const registered = await verifiedDigest(models, form.adapter, profile, signal);
	return {
		path,
		sha256,
		adapter: {
			path: pathOf(models, form.adapter),
			sha256: registered
		}
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

export { verifiedDigests as a, verifiedDigest as i, howToGet as n, verifiedWeights as o, inspectModels as r, fileFault as t };