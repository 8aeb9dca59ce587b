import { c as errnoOf, i as ModelsError, o as UsageError } from "./shared-errors.js";
import { n as EMBEDDING_MODELS, r as PROFILES, t as CHAT_MODELS } from "./shared-profiles.js";
import { i as digestOf, r as readManifest } from "./shared-files.js";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { hash } from "node:crypto";
import { open } from "node:fs/promises";

// ../profiles/profile.ts
/** What lies in the folder of a chat model that is served as its base and an adapter, in place of its own file; `base` only where that is another than the one that `ChatModel.base` names. */
const ADAPTED_FILES = {
	adapter: "adapter.gguf",
	base: "base.gguf"
};
/** The text whose SHA-256 a base model with an adapter laid over it is known by: another one for another adapter.
*  @param base sha256 of its file, as is `adapter`, in hexadecimal */
function adaptedText(base, adapter) {
	return `base ${base}\nadapter ${adapter}\n`;
}

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

// src/weights/gguf-header.ts
/** The header of a GGUF file: what the file says it is, read without the runtime. Hostile input: each count and length is held to a bound and to the bytes that are left, so
*  that nothing is allocated by a mere claim. Layout: docs/gguf.md of ggml, versions 2 and 3, little-endian. */
const MAGIC = "GGUF";
const VERSIONS = /* @__PURE__ */ new Set([2, 3]);
/** Bounds, far above real files: the largest have some 2,000 tensors, 100 entries, and chat templates of 30 kB. */
const MOST = {
	entries: 1e4,
	tensors: 2e5,
	elements: 1e7,
	text: 16 << 20,
	dimensions: 4
};
/** Fewest bytes of a tensor's description (empty name, no dimension) and of an entry. */
const LEAST = {
	tensor: 24,
	entry: 13
};
const WINDOW = 1 << 20;
const TYPE = {
	bool: 7,
	string: 8,
	array: 9
};
/** Bytes of a number, by its type. */
const NUMBER_BYTES = /* @__PURE__ */ new Map([
	[0, 1],
	[1, 1],
	[2, 2],
	[3, 2],
	[4, 4],
	[5, 4],
	[6, 4],
	[TYPE.bool, 1],
	[10, 8],
	[11, 8],
	[12, 8]
]);
/** @throws ModelsError `not-gguf`, `gguf-version`, `gguf-truncated`, `gguf-damaged`; the system's error where the file cannot be opened */
function readGgufHeader(path) {
	const file = openSync(path, "r");
	try {
		return parseHeader(new Cursor(file, fstatSync(file).size, path));
	} finally {
		closeSync(file);
	}
}
function parseHeader(cursor) {
	if (cursor.left < 4 || cursor.bytes(4).toString("latin1") !== MAGIC) throw cursor.error("not-gguf", "it is no GGUF file", "Convert the weights first, as docs/models.md says");
	const version = cursor.uint32();
	if (!VERSIONS.has(version)) throw cursor.error("gguf-version", `it is GGUF of version ${version}, and only 2 and 3 can be read here`, "Convert the weights again with the converter of this runtime, as docs/models.md says");
	const tensorCount = cursor.count("tensors", MOST.tensors, LEAST.tensor);
	const entries = cursor.count("metadata entries", MOST.entries, LEAST.entry);
	const metadata = /* @__PURE__ */ new Map();
	for (let k = 0; k < entries; k++) {
		const key = cursor.text();
		metadata.set(key, readValue(cursor, cursor.uint32(), key));
	}
	const tensors = [];
	for (let k = 0; k < tensorCount; k++) tensors.push(readTensor(cursor));
	const alignment = metadata.get("general.alignment") ?? 32;
	if (typeof alignment !== "number" || alignment < 1 || alignment % 8 !== 0) throw cursor.damaged(`its tensors are aligned to ${String(alignment)} bytes`);
	return {
		version,
		metadata,
		tensors,
		dataOffset: Math.ceil(cursor.at / alignment) * alignment,
		fileBytes: cursor.size
	};
}
function readTensor(cursor) {
	const name = cursor.text();
	const rank = cursor.uint32();
	if (rank > MOST.dimensions) throw cursor.damaged(`a tensor has ${rank} dimensions`);
	return {
		name,
		dimensions: Array.from({ length: rank }, () => cursor.uint64()),
		type: cursor.uint32(),
		offset: cursor.uint64()
	};
}
function readValue(cursor, type, key) {
	if (type === TYPE.string) return cursor.text();
	if (type === TYPE.bool) return cursor.bytes(1)[0] !== 0;
	if (type !== TYPE.array) return cursor.number(type, key);
	const elementType = cursor.uint32();
	if (elementType === TYPE.string) {
		const elements = cursor.count(`texts of ${JSON.stringify(key)}`, MOST.elements, 8);
		for (let k = 0; k < elements; k++) cursor.skip(cursor.uint64());
		return { elements };
	}
	const width = NUMBER_BYTES.get(elementType);
	if (width === void 0) throw cursor.damaged(`${JSON.stringify(key)} is a list of type ${elementType}`);
	const elements = cursor.count(`numbers of ${JSON.stringify(key)}`, MOST.elements, width);
	cursor.skip(elements * width);
	return { elements };
}
/** Reads forward through a window. */
var Cursor = class {
	#file;
	#path;
	size;
	#window = Buffer.alloc(0);
	#windowAt = 0;
	/** Bytes from the start of the file. */
	at = 0;
	constructor(file, size, path) {
		this.#file = file;
		this.size = size;
		this.#path = path;
	}
	get left() {
		return this.size - this.at;
	}
	bytes(length) {
		if (length > this.left) throw this.#truncated();
		if (this.at < this.#windowAt || this.at + length > this.#windowAt + this.#window.length) {
			const window = Buffer.alloc(Math.min(Math.max(length, WINDOW), this.left));
			let filled = 0;
			while (filled < window.length) {
				const read = readSync(this.#file, window, filled, window.length - filled, this.at + filled);
				if (read === 0) throw this.#truncated();
				filled += read;
			}
			this.#window = window;
			this.#windowAt = this.at;
		}
		const start = this.at - this.#windowAt;
		this.at += length;
		return this.#window.subarray(start, start + length);
	}
	skip(length) {
		if (length > this.left) throw this.#truncated();
		this.at += length;
	}
	uint32() {
		return this.bytes(4).readUInt32LE();
	}
	uint64() {
		const value = this.bytes(8).readBigUInt64LE();
		if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.damaged(`it holds the length ${value}`);
		return Number(value);
	}
	number(type, key) {
		const width = NUMBER_BYTES.get(type);
		if (width === void 0) throw this.damaged(`${JSON.stringify(key)} is of type ${type}`);
		const bytes = this.bytes(width);
		if (type === 6) return bytes.readFloatLE();
		if (type === 12) return bytes.readDoubleLE();
		if (type === 10) return Number(bytes.readBigUInt64LE());
		if (type === 11) return Number(bytes.readBigInt64LE());
		return type % 2 === 0 ? bytes.readUIntLE(0, width) : bytes.readIntLE(0, width);
	}
	text() {
		const length = this.uint64();
		if (length > MOST.text) throw this.damaged(`a text has ${length} bytes`);
		return this.bytes(length).toString("utf8");
	}
	/** @param least bytes that each of them takes at least */
	count(what, most, least) {
		const count = this.uint64();
		if (count > most) throw this.damaged(`it counts ${count} ${what}`);
		if (count * least > this.left) throw this.#truncated();
		return count;
	}
	#truncated() {
		return this.error("gguf-truncated", `it ends within its header, after ${this.size} bytes`, "Copy or convert it again, whole");
	}
	damaged(what) {
		return this.error("gguf-damaged", `its header is damaged: ${what}`, "Copy or convert it again");
	}
	error(code, fault, remedy) {
		return new ModelsError({
			code,
			at: this.#path,
			fault,
			remedy
		});
	}
};

// src/weights/servable-gguf.ts
/** Elements and bytes of a block of each type: GGML_QUANT_SIZES of gguf-py. Types that are not here are not measured. */
const BLOCKS = /* @__PURE__ */ new Map([
	[0, [1, 4]],
	[1, [1, 2]],
	[2, [32, 18]],
	[3, [32, 20]],
	[6, [32, 22]],
	[7, [32, 24]],
	[8, [32, 34]],
	[10, [256, 84]],
	[11, [256, 110]],
	[12, [256, 144]],
	[13, [256, 176]],
	[14, [256, 210]],
	[20, [32, 18]],
	[23, [256, 136]],
	[28, [1, 8]],
	[30, [1, 2]]
]);
const RECIPE$1 = "as docs/models.md says";
const AGAIN = `Convert it again, ${RECIPE$1}`;
/** @throws ModelsError that names what the file is instead; what readGgufHeader throws */
function assertServableGguf(path, model) {
	const header = readGgufHeader(path);
	const refusal = refuse(header, model);
	if (refusal === void 0) return header;
	throw new ModelsError({
		at: path,
		...refusal
	});
}
function refuse(header, { id, architecture: due }) {
	const text = (key) => {
		const value = header.metadata.get(key);
		return typeof value === "string" && value !== "" ? value : void 0;
	};
	const kind = text("general.type") ?? "model";
	if (kind === "adapter") return {
		code: "gguf-is-adapter",
		fault: "it is an adapter (LoRA) alone, without the model that it changes",
		remedy: `Merge it into its base model first, or register it with --adapter, ${RECIPE$1}`
	};
	const found = text("general.architecture");
	if (kind !== "model" || found === "clip") return {
		code: "gguf-no-model",
		fault: `it holds no language model but ${found === "clip" ? "what reads pictures for one (mmproj)" : JSON.stringify(kind)}`,
		remedy: "Import the language model's own file"
	};
	if (found !== due) return {
		code: "gguf-other-architecture",
		fault: `its architecture is ${found === void 0 ? "not named" : JSON.stringify(found)}, and that of ${id} is "${due}"`,
		remedy: "Import it under the name of the model that it is, or convert the right one"
	};
	if (Number(header.metadata.get("split.count") ?? 1) > 1) return {
		code: "gguf-split",
		fault: `it is one of ${String(header.metadata.get("split.count"))} parts of a model`,
		remedy: "Join them with llama.cpp's `llama-gguf-split --merge`, and import the whole"
	};
	if (text("tokenizer.chat_template") === void 0) return {
		code: "no-chat-template",
		fault: "its metadata hold no chat template, so nobody knows how it was trained to be asked",
		remedy: "Convert it again from a folder that has tokenizer_config.json or chat_template.jinja"
	};
	if (text("tokenizer.ggml.model") !== "gpt2") return {
		code: "gguf-other-tokenizer",
		fault: `its tokenizer is ${JSON.stringify(text("tokenizer.ggml.model") ?? "not named")}, and that of ${id} is "gpt2" (byte-level BPE)`,
		remedy: "Convert it again from a folder with the base model's own tokenizer files; llama.cpp would end the process"
	};
	return refuseLayers(header, due) ?? refuseLength(header);
}
function refuseLayers({ metadata, tensors }, architecture) {
	const number = (name) => Number(metadata.get(`${architecture}.${name}`) ?? 0);
	const counted = number("block_count");
	const predicting = number("nextn_predict_layers");
	const present = new Set(tensors.map(({ name }) => /^blk\.(\d+)\./.exec(name)?.[1]));
	if (!(counted > 0) || tensors.length === 0) return {
		code: "gguf-no-layers",
		fault: "it has no layers, such as a vocabulary alone",
		remedy: AGAIN
	};
	const layers = [...present].filter((layer) => layer !== void 0 && Number(layer) < counted).length;
	if (layers === counted) return void 0;
	let missing = 0;
	while (present.has(String(missing))) missing++;
	return missing >= counted - predicting ? {
		code: "gguf-mtp-missing",
		fault: `it counts ${counted} layers, of which the last, blk.${missing}, is for predicting several tokens at once (MTP), and holds no tensors of it`,
		remedy: "Convert it again with --no-mtp, which leaves that layer out of the count"
	} : {
		code: "gguf-layer-missing",
		fault: `it counts ${counted} layers and holds ${layers}: blk.${missing} is missing`,
		remedy: AGAIN
	};
}
function refuseLength(header) {
	const need = bytesNeeded(header);
	if (need <= header.fileBytes) return void 0;
	return {
		code: "gguf-truncated",
		fault: `it has ${header.fileBytes} bytes and its tensors need ${need}`,
		remedy: "Copy or convert it again, whole"
	};
}
/** Bytes of a file that holds all of its tensors. */
function bytesNeeded({ tensors, dataOffset }) {
	return tensors.reduce((most, tensor) => Math.max(most, dataOffset + tensor.offset + bytesOf(tensor)), 0);
}
/** @returns 0 for a type that is not known here */
function bytesOf({ dimensions, type }) {
	const [elements, bytes] = BLOCKS.get(type) ?? [1, 0];
	return dimensions.reduce((product, size) => product * size, 1) / elements * bytes;
}

// src/weights/adapter.ts
/** LoRA adapters that are laid over their base model when it is served: whether a GGUF is one of this very base, told from the headers of both, and where one is kept. llama.cpp would say
*  no more than that it cannot initialise it. */
/** What `models import --adapter` and `models build --as adapter` keep in the folder of a chat model, in place of its merged file. */
const RECIPE = "docs/models.md";
const ADAPTER_FILE = {
	path: ADAPTED_FILES.adapter,
	sources: [{
		kind: "converted",
		from: ["the adapter"],
		recipe: RECIPE
	}]
};
/** The base model, where it is to be another file than the one that the catalogue names. */
const BASE_FILE = {
	path: ADAPTED_FILES.base,
	sources: [{
		kind: "converted",
		from: ["the base model"],
		recipe: RECIPE
	}]
};
/** By the manifest: whoever registered the whole file has it served, else an adapter that was registered. */
async function chatFormOf(models, model) {
	const [file] = model.files;
	const recorded = (await readManifest(join(models, model.id)))?.files ?? {};
	if (file.sha256 !== void 0 || recorded[file.path] !== void 0 || recorded[ADAPTER_FILE.path] === void 0) return {
		kind: "whole",
		weights: {
			model,
			file
		}
	};
	return {
		kind: "adapted",
		weights: await baseOf(models, model),
		adapter: {
			model,
			file: ADAPTER_FILE
		}
	};
}
/** The weights that an adapter of this model is laid over: what was registered as its base, else those of the model that the profiles call its base, else its own. */
async function baseOf(models, model) {
	if (((await readManifest(join(models, model.id)))?.files ?? {})[BASE_FILE.path] !== void 0) return {
		model,
		file: BASE_FILE
	};
	const base = model.base === void 0 ? model : chatModelNamed(model.base);
	return {
		model: base,
		file: base.files[0]
	};
}
const pathOf = (models, { model, file }) => join(models, model.id, file.path);
/** By which what answers is known: the file, or base and adapter together. */
function servedDigest({ sha256, adapter }) {
	return adapter === void 0 ? sha256 : adaptedDigest(sha256, adapter.sha256);
}
/** Of a file that was named and is nowhere recorded. @throws UsageError where there is none */
async function adapterDigest(path, signal) {
	try {
		return (await digestOf(path, signal)).sha256;
	} catch (cause) {
		if (![
			"ENOENT",
			"ENOTDIR",
			"EISDIR",
			"EACCES"
		].includes(errnoOf(cause) ?? "")) throw cause;
		throw new UsageError({
			code: "no-such-file",
			at: `--adapter ${path}`,
			fault: "there is no such file that can be read",
			remedy: "Name the adapter's GGUF, which `bioreview-runner models build NAME --as adapter` makes",
			cause
		});
	}
}
/** By which the reviewing model is known. @param base sha256 of its file, as is `adapter` */
const adaptedDigest = (base, adapter) => hash("sha256", adaptedText(base, adapter));
/** The name that the base alone is served by. */
function baseIdOf({ id, base }) {
	return base ?? `${id}:base`;
}
/** @throws ModelsError that names what the file is instead of an adapter of this base; what readGgufHeader throws */
function assertAdapterOf(path, basePath) {
	const adapter = readGgufHeader(path);
	const base = readGgufHeader(basePath);
	const text = (key) => {
		const value = adapter.metadata.get(key);
		return typeof value === "string" && value !== "" ? value : void 0;
	};
	const refuse = (code, fault, remedy) => {
		throw new ModelsError({
			code,
			at: path,
			fault,
			remedy
		});
	};
	const kind = text("general.type") ?? "model";
	if (kind !== "adapter") refuse("gguf-no-adapter", `it is no adapter but ${kind === "model" ? "a model" : JSON.stringify(kind)}`, `Name the adapter's own file, made from what PEFT saved as ${RECIPE} says`);
	const type = text("adapter.type");
	if (type !== "lora" || adapter.metadata.has("adapter.alora.invocation_tokens")) refuse("adapter-other-kind", `it is an adapter of the kind ${type === "lora" ? "aLoRA, which is switched on by certain tokens" : JSON.stringify(type ?? "not named")}, and only LoRA can be laid over a model here`, "Merge it into its base model, and import that");
	const architectures = [text("general.architecture"), base.metadata.get("general.architecture")];
	if (architectures[0] !== architectures[1]) refuse("adapter-other-architecture", `it is for the architecture ${JSON.stringify(architectures[0] ?? "not named")}, and ${basePath} is ${JSON.stringify(architectures[1] ?? "not named")}`, OTHER_BASE);
	const fault = tensorFault(adapter.tensors, base.tensors);
	if (fault !== void 0) refuse(...fault);
	const need = bytesNeeded(adapter);
	if (need > adapter.fileBytes) refuse("gguf-truncated", `it has ${adapter.fileBytes} bytes and its tensors need ${need}`, "Copy or convert it again, whole");
	return {
		changed: adapter.tensors.length / 2,
		all: base.tensors.length,
		bytes: adapter.fileBytes
	};
}
/** Reads an adapter that belongs to its base whole, which its header does not need.
*  @returns how many tensors of the base it truly changes, which it does not where one of the two matrices is all zeros, as before training; and whether all of its weights are in F32 */
async function readChanges(path) {
	const { tensors, dataOffset } = readGgufHeader(path);
	const file = await open(path);
	try {
		const halves = /* @__PURE__ */ new Map();
		for (const tensor of tensors) {
			const weights = Buffer.alloc(bytesOf(tensor));
			await file.read(weights, 0, weights.length, dataOffset + tensor.offset);
			const name = PART.exec(tensor.name)?.groups?.["tensor"] ?? tensor.name;
			if (weights.some((byte) => byte !== 0)) halves.set(name, (halves.get(name) ?? 0) + 1);
		}
		return {
			changed: [...halves.values()].filter((count) => count === 2).length,
			isSinglePrecision: tensors.every(({ type }) => type === F32)
		};
	} finally {
		await file.close();
	}
}
/** ggml's number of it. */
const F32 = 0;
const OTHER_BASE = "Name the base model that the adapter was trained on, or the adapter of this one";
const PART = /^(?<tensor>.+)\.lora_(?<part>[ab])$/;
/** Its rows are looked up and not multiplied, so that its two matrices stand the other way round. */
const EMBEDDING = "token_embd.weight";
/** Each tensor's name ends in `.lora_a` or `.lora_b`, both are there, and their product has the shape of the base's tensor: in ggml's order `a` is [in, rank] and `b` [rank, out].
*  @returns code, fault and remedy */
function tensorFault(adapter, base) {
	const shapes = new Map(base.map(({ name, dimensions }) => [name, dimensions]));
	const pairs = /* @__PURE__ */ new Map();
	for (const { name, dimensions } of adapter) {
		const { tensor, part } = PART.exec(name)?.groups ?? {};
		if (tensor === void 0) return [
			"adapter-damaged",
			`its tensor ${JSON.stringify(name)} is not named as one of a LoRA`,
			CONVERT_AGAIN
		];
		pairs.set(tensor, {
			...pairs.get(tensor),
			[part === "a" ? "a" : "b"]: dimensions
		});
	}
	if (pairs.size === 0) return [
		"adapter-empty",
		"it holds no tensors",
		CONVERT_AGAIN
	];
	const missing = [...pairs.keys()].filter((name) => !shapes.has(name));
	if (missing.length > 0) return [
		"adapter-of-another-model",
		`${missing.length} of the ${pairs.size} tensors that it changes are not in the base, such as ${missing[0]}`,
		OTHER_BASE
	];
	for (const [name, { a, b }] of pairs) {
		if (a === void 0 || b === void 0) return [
			"adapter-damaged",
			`of ${name} it holds only one of the two matrices`,
			CONVERT_AGAIN
		];
		const [rows = 0, columns = 0] = shapes.get(name) ?? [];
		if (!(name === EMBEDDING ? a[1] === columns && b[1] === rows : a[0] === rows && b[1] === columns && a[1] === b[0])) return [
			"adapter-of-another-model",
			`${name} is ${rows} x ${columns} in the base, and what it adds there is ${a.join(" x ")} by ${b.join(" x ")}`,
			OTHER_BASE
		];
	}
}
const CONVERT_AGAIN = `Convert it again from what PEFT saved, as ${RECIPE} says`;

export { modelsNamed as _, baseIdOf as a, pathOf as c, assertServableGguf as d, chatModelNamed as f, modelNamed as g, embeddingModelsOf as h, assertAdapterOf as i, readChanges as l, embeddingModelNamed as m, BASE_FILE as n, baseOf as o, chatModelOf as p, adapterDigest as r, chatFormOf as s, ADAPTER_FILE as t, servedDigest as u, modelsOf as v, profileNamed as y };