import { c as errnoOf, i as ModelsError } from "./shared-errors.js";
import { _ as modelsNamed, i as assertAdapterOf, l as readChanges, s as chatFormOf } from "./shared-adapter.js";
import { o as verifiedWeights } from "./shared-verify.js";
import { n as chatFor, r as loadModel } from "./shared-llama-chat.js";
import { a as contextSettings, c as threadsFor, n as USUAL, u as usableCores } from "./shared-compute.js";
import { s as writeAtomically } from "./shared-files.js";
import { r as measuring } from "./shared-bench.js";
import { t as modelsFolder } from "./shared-dependencies.js";
import { join } from "node:path";
import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";

// src/build/evidence.ts
/** What a build left beside a model to prove it with, and what of the proof cannot be had from that. */
const token = z.int().min(0);
const Prompt = z.object({
	/** The weights that it is of; builds that knew no other form wrote none. */
	form: z.enum(["merged", "adapted"]).default("merged"),
	rendered: z.string(),
	ids: z.array(token).min(1)
});
const Answered = Prompt.extend({
	dtype: z.string(),
	greedy: z.array(token).min(1),
	margins: z.array(z.number()),
	likeliest: z.array(z.tuple([token, z.number()])).min(1),
	base: z.array(z.number()).optional()
});
const ReferenceFile = z.union([Answered, Prompt]);
const Merge = z.object({
	changedTensors: z.int().min(0),
	tensors: z.int().min(0)
});
const BuildRecord = z.object({
	steps: z.object({ merge: z.object({ findings: Merge }) }),
	files: z.array(z.object({ sha256: z.string() })).optional()
});
/** @throws ModelsError where a merged model was not built here, what is served is of another form than what was built last, or its files are not the right ones */
async function evidenceFor(models, model, signal) {
	const { kind } = await chatFormOf(models, model);
	return kind === "whole" ? mergedEvidence(models, model, signal) : adaptedEvidence(models, model, signal);
}
async function mergedEvidence(models, model, signal) {
	const folder = join(models, model.id);
	const reference = await readBuilt(join(folder, "reference.json"), ReferenceFile, model);
	if (reference?.form === "adapted") throw otherForm(model, "merged");
	const record = await readBuilt(join(folder, "build.json"), BuildRecord, model);
	if (reference === void 0 || record === void 0) throw notBuilt(model, folder);
	const weights = await verifiedWeights(models, model, void 0, signal);
	const { changedTensors, tensors } = record.steps.merge.findings;
	const isOther = record.files !== void 0 && !record.files.some((built) => built.sha256 === weights.sha256);
	return {
		weights,
		changes: {
			changed: changedTensors,
			all: tensors
		},
		reference,
		isSinglePrecision: true,
		unproven: [...isOther ? [{
			what: "the number of tensors that the adapter changes",
			why: "another file was registered than the one that was built"
		}] : [], ..."greedy" in reference ? [] : [{
			what: ANSWER,
			why: "the build did not read the weights"
		}]]
	};
}
const ANSWER = "the logits after the prompt and the greedy continuation";
async function adaptedEvidence(models, model, signal) {
	const reference = await readBuilt(join(models, model.id, "reference.json"), ReferenceFile, model);
	if (reference?.form === "merged") throw otherForm(model, "adapted");
	const weights = await verifiedWeights(models, model, void 0, signal);
	if (weights.adapter === void 0) throw new RangeError("what is adapted has an adapter");
	const { all } = assertAdapterOf(weights.adapter.path, weights.path);
	const { changed, isSinglePrecision } = await readChanges(weights.adapter.path);
	const unproven = reference === void 0 ? [{
		what: `the prompt, its tokens, ${ANSWER}`,
		why: "the adapter was registered and not built here"
	}] : "greedy" in reference ? [] : [{
		what: ANSWER,
		why: "the build did not read the base's weights"
	}];
	return {
		weights,
		changes: {
			changed,
			all
		},
		reference,
		isSinglePrecision,
		unproven
	};
}
const OTHER_FORM = {
	merged: {
		has: "of the base and its adapter",
		served: "a merged file",
		options: ""
	},
	adapted: {
		has: "of the merged model",
		served: "the adapter over its base",
		options: " --as adapter --reference"
	}
};
/** @param form of what is served, while the reference beside the model is of the other one */
function otherForm(model, form) {
	const { has, served, options } = OTHER_FORM[form];
	return new ModelsError({
		code: "reference-of-other-form",
		at: model.id,
		fault: `what transformers made is ${has}, and what is served is ${served}, which was registered after that`,
		remedy: `Run \`bioreview-runner models build ${model.id}${options}\``
	});
}
function notBuilt(model, at) {
	const isMade = model.files[0].sources[0].kind === "converted";
	return new ModelsError({
		code: "not-built-here",
		at,
		fault: `${model.id} was not built here, so there is nothing to compare it with`,
		remedy: isMade ? `Build it with \`bioreview-runner models build ${model.id}\`` : "Leave --deep out: it is served as it was published, and its digest says that it is that file"
	});
}
/** @returns undefined where there is no such file */
async function readBuilt(path, schema, { id }) {
	try {
		return schema.parse(JSON.parse(await readFile(path, "utf8")));
	} catch (cause) {
		if (errnoOf(cause) === "ENOENT") return void 0;
		if (!(cause instanceof SyntaxError) && !(cause instanceof z.ZodError)) throw cause;
		throw new ModelsError({
			code: "reference-damaged",
			at: path,
			fault: "it is not what a build leaves",
			remedy: `Build it again with \`bioreview-runner models build ${id}\``,
			cause
		});
	}
}

// src/build/proof.ts
const EXACT = {
	largestDifference: .02,
	divergence: 1e-4,
	effectShare: .01,
	equal: true
};
/** Rounded weights or reference. Bounds for what is not the same model any more: an adapter that is lost, or scaled otherwise, heads in another order, a tokenizer of another kind. */
const ROUNDED = {
	largestDifference: 1,
	divergence: .02,
	effectShare: .2,
	equal: false
};
const QUANTISED = {
	largestDifference: 4,
	divergence: .3,
	effectShare: .5,
	equal: false
};
/** @param quantisation of what is served */
function boundsFor(quantisation, { dtype }) {
	if (quantisation === "F32") return dtype === "float32" ? EXACT : ROUNDED;
	return [
		"F16",
		"BF16",
		"Q8_0"
	].includes(quantisation) ? ROUNDED : QUANTISED;
}
function comparePrompt({ rendered, ids }, reading) {
	const length = Math.max(ids.length, reading.ids.length);
	const other = [...Array(length).keys()].find((at) => ids[at] !== reading.ids[at]);
	return {
		promptTokens: ids.length,
		templateEqual: rendered === reading.rendered,
		firstOtherId: other
	};
}
function compareReading(reference, reading) {
	const { greedy, margins, likeliest, base } = reference;
	const different = greedy.findIndex((token, at) => token !== reading.greedy[at]);
	const due = likeliest.map(([, logit]) => logit);
	return {
		...comparePrompt(reference, reading),
		continuation: greedy.length,
		equalTokens: different < 0 ? greedy.length : different,
		marginThere: different < 0 ? void 0 : margins[different],
		largestDifference: Math.max(...due.map((logit, at) => Math.abs(logit - (reading.logits[at] ?? NaN)))),
		divergence: divergence(due, reading.logits),
		effectShare: base && slope(effectOf(due, base), effectOf(reading.logits, reading.base ?? []))
	};
}
/** What an adapter adds to each logit, less the mean, which changes no probability. */
function effectOf(adapted, base) {
	const added = adapted.map((logit, at) => logit - (base[at] ?? NaN));
	const mean = added.reduce((sum, one) => sum + one, 0) / added.length;
	return added.map((one) => one - mean);
}
/** Of the line through the origin that is nearest to the points. */
function slope(x, y) {
	const product = (one, other) => one.reduce((sum, value, at) => sum + value * (other[at] ?? NaN), 0);
	return product(x, y) / product(x, x);
}
/** KL(p || q) of the softmaxes of two lists of logits, in nats. */
function divergence(p, q) {
	const logSoftmax = (logits) => {
		const largest = Math.max(...logits);
		const sum = Math.log(logits.reduce((all, logit) => all + Math.exp(logit - largest), 0));
		return logits.map((logit) => logit - largest - sum);
	};
	const [ours, theirs] = [logSoftmax(p), logSoftmax(q)];
	return ours.reduce((sum, log, at) => sum + Math.exp(log) * (log - (theirs[at] ?? NaN)), 0);
}
/** @returns what is wrong, in sentences without a full stop; empty where the prompt is the one of training */
function promptFaults(proof) {
	const faults = [];
	if (!proof.templateEqual) faults.push("the chat template renders another prompt than transformers");
	if (proof.firstOtherId !== void 0) faults.push(`token ${proof.firstOtherId} of the prompt is another one than transformers'`);
	return faults;
}
/** @returns as promptFaults does; empty where the model is what was trained. A NaN is beyond every bound. */
function faultsOf(proof, bounds) {
	const faults = promptFaults(proof);
	if (!(proof.largestDifference <= bounds.largestDifference)) faults.push(`logits differ by up to ${proof.largestDifference.toPrecision(3)}, more than ${bounds.largestDifference}`);
	if (!(proof.divergence <= bounds.divergence)) faults.push(`the likeliest tokens' distributions diverge by ${proof.divergence.toPrecision(3)} nats, more than ${bounds.divergence}`);
	const { effectShare } = proof;
	if (effectShare !== void 0 && !(Math.abs(effectShare - 1) <= bounds.effectShare)) faults.push(`the adapter adds ${effectShare.toPrecision(3)} times what it adds to the logits in transformers, and not 1 ± ${bounds.effectShare}`);
	if (bounds.equal && proof.equalTokens < proof.continuation) faults.push(`the greedy continuation differs at token ${proof.equalTokens} of ${proof.continuation}`);
	return faults;
}
function describePrompt({ templateEqual, firstOtherId, promptTokens }) {
	return [`template: ${templateEqual ? "equal" : "different"}`, `token ids of the prompt: ${firstOtherId === void 0 ? `all ${promptTokens} equal` : `different from ${firstOtherId} on`}`].join("\n");
}
function describeContinuation({ equalTokens, continuation, marginThere, ...logits }) {
	const { largestDifference, divergence, effectShare } = logits;
	const greedy = equalTokens === continuation ? `all ${continuation} tokens of the greedy continuation equal` : `${equalTokens} of ${continuation} tokens of the greedy continuation equal, then a choice that transformers made by a margin of ${marginThere}`;
	const effect = effectShare === void 0 ? "" : `; the adapter adds ${effectShare.toPrecision(3)} times what it adds to them in transformers`;
	return `${greedy}; logits after the prompt differ by up to ${largestDifference.toPrecision(3)}, ${divergence.toPrecision(3)} nats${effect}`;
}

// src/commands/verify-deep.ts
/** `models verify --deep`: what a built model makes of a fixed paper here, beside what transformers made of it when it was built. What of this cannot be told is named, and no proof. */
const Paper = z.object({ messages: z.array(z.object({
	role: z.enum(["system", "user"]),
	content: z.string()
})) });
/** @throws ModelsError where a model was not built here, or is not what transformers makes of the same weights, or that cannot be told */
async function verifyDeep(name, flags, dependencies) {
	const models = modelsFolder(flags.models, dependencies);
	for (const model of modelsNamed(name)) if (model.kind === "chat") await verifyChat(models, model, dependencies);
}
async function verifyChat(models, model, dependencies) {
	const { stdout, stop, buildScripts } = dependencies;
	const { weights, changes, reference, isSinglePrecision, unproven } = await evidenceFor(models, model, stop);
	const { adapter } = weights;
	const { messages } = Paper.parse(JSON.parse(await readFile(new URL("paper.json", buildScripts), "utf8")));
	const { chat, release } = await load(model, weights, dependencies);
	try {
		const { sha256, quantisation } = chat.identity;
		stdout.write(`${model.id} ${quantisation}${adapter === void 0 ? "" : " and its adapter"}, sha256 ${sha256}\nadapter: changed ${changes.changed} of ${changes.all} tensors of the base model\n`);
		const compared = reference && await compare(chat, adapter?.path, reference, messages, isSinglePrecision);
		if (compared !== void 0) stdout.write(`${compared.words}\n`);
		const faults = [...changes.changed === 0 ? [NO_EFFECT] : [], ...compared?.faults ?? []];
		const record = {
			version: 1,
			sha256,
			adapter: adapter && {
				sha256: adapter.sha256,
				baseSha256: weights.sha256
			},
			quantisation,
			changes,
			...compared?.proof,
			unproven,
			faults
		};
		const text = `${JSON.stringify(record, void 0, 2)}\n`;
		await writeAtomically(join(models, model.id, "proof.json"), (unfinished) => writeFile(unfinished, text));
		assertProven(`${model.id} ${quantisation}`, model, weights, faults, unproven);
	} finally {
		await release();
	}
}
const NO_EFFECT = "the adapter changes no tensor of its base, which would be served as the reviewer";
async function compare(chat, adapter, reference, messages, isSinglePrecision) {
	const prompt = {
		rendered: chat.parts.render(messages).map(({ text }) => text).join(""),
		ids: chat.tokensOf(messages)
	};
	const proof = comparePrompt(reference, prompt);
	if (!("greedy" in reference)) return {
		words: describePrompt(proof),
		faults: promptFaults(proof),
		proof
	};
	const judged = compareReading(reference, {
		...prompt,
		...await read(chat, adapter, reference, false)
	});
	const asServed = compareReading(reference, {
		...prompt,
		...await read(chat, adapter, reference, true)
	});
	const { quantisation } = chat.identity;
	const coarsest = quantisation === "F32" && !isSinglePrecision ? "F16" : quantisation;
	return {
		words: `${describePrompt(proof)}\n${describeContinuation(judged)}\nwith flash attention, as served: ${describeContinuation(asServed)}`,
		faults: faultsOf(judged, boundsFor(coarsest, reference)),
		proof: {
			reference: reference.dtype,
			...judged,
			asServed
		}
	};
}
function assertProven(at, model, { adapter }, faults, unproven) {
	if (faults.length > 0) throw new ModelsError({
		code: "not-what-was-trained",
		at,
		fault: faults.join("; "),
		remedy: "Build it again; where that does not help, report it with proof.json and build.json of its folder"
	});
	if (unproven.length > 0) throw new ModelsError({
		code: "not-proven",
		at,
		fault: unproven.map(({ what, why }) => `${what} cannot be compared with transformers: ${why}`).join("; "),
		remedy: adapter !== void 0 ? `Run \`bioreview-runner models build ${model.id} --as adapter --reference\` with the base's and the adapter's published weights; a GGUF that you made yourself can be registered again after it` : `Run \`bioreview-runner models build ${model.id}\``
	});
}
async function load(model, weights, dependencies) {
	const threads = threadsFor(usableCores());
	const loaded = await loadModel({
		...measuring(dependencies),
		model,
		weights,
		gpu: "off",
		threads
	});
	const release = () => loaded.llama.dispose();
	try {
		const chat = await chatFor(loaded, {
			...measuring(dependencies),
			...USUAL,
			threads,
			contextTokens: 256
		});
		return {
			chat,
			release: () => chat.dispose().then(release)
		};
	} catch (error) {
		await release();
		throw error;
	}
}
/** The reference's tokens are read, and what would have come at each place is looked at: until the first difference that is the runtime's own continuation. */
async function read(chat, adapter, { ids, greedy, likeliest, base }, flashAttention) {
	const tokens = likeliest.map(([id]) => id);
	const settings = {
		...contextSettings(ids.length + greedy.length, 1, USUAL),
		flashAttention
	};
	const logitsAlong = async (text, path) => {
		const lora = path === void 0 ? {} : { lora: { adapters: [{
			filePath: path,
			scale: 1
		}] } };
		const context = await chat.parts.model.createContext({
			...settings,
			...lora
		});
		const input = text.map((one, at) => {
			if (at < ids.length - 1) return one;
			return [one, { generateNext: { logits: { filter: {
				tokens: at === ids.length - 1 ? tokens : [],
				includeTop: 1
			} } } }];
		});
		const outputs = (await context.getSequence().controlledEvaluate(input)).slice(ids.length - 1);
		await context.dispose();
		return outputs.map((output) => {
			if (output?.next.logits === void 0) throw new Error("the runtime gave no logits");
			return output.next.logits;
		});
	};
	const logitsOf = (logits) => tokens.map((id) => logits?.get(id) ?? NaN);
	const best = (logits) => [...logits].reduce((a, b) => b[1] > a[1] ? b : a)[0];
	const found = await logitsAlong([...ids, ...greedy.slice(0, -1)], adapter);
	const alone = base && await logitsAlong(ids, void 0);
	return {
		greedy: found.map(best),
		logits: logitsOf(found[0]),
		base: alone && logitsOf(alone[0])
	};
}

export { verifyDeep };