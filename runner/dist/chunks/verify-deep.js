import { n as loadChat } from "./shared-llama-chat.js";
import { c as errnoOf, i as ModelsError } from "./shared-errors.js";
import { i as contextSettings, l as usableCores, n as USUAL, s as threadsFor } from "./shared-compute.js";
import { g as modelsNamed, s as chatFormOf } from "./shared-adapter.js";
import { s as writeAtomically } from "./shared-files.js";
import { a as verifiedDigests } from "./shared-verify.js";
import { n as oneLine, t as modelsFolder } from "./shared-dependencies.js";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";

// src/build/proof.ts
const EXACT = {
	largestDifference: .02,
	divergence: 1e-4,
	equal: true
};
/** Rounded weights or reference. Bounds for what is not the same model any more: an adapter that is lost, heads in another order, a tokenizer of another kind. */
const ROUNDED = {
	largestDifference: 1,
	divergence: .02,
	equal: false
};
const QUANTISED = {
	largestDifference: 4,
	divergence: .3,
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
function compareReading(reference, reading) {
	const { ids, greedy, margins, likeliest } = reference;
	const length = Math.max(ids.length, reading.ids.length);
	const other = [...Array(length).keys()].find((at) => ids[at] !== reading.ids[at]);
	const different = greedy.findIndex((token, at) => token !== reading.greedy[at]);
	const due = likeliest.map(([, logit]) => logit);
	return {
		promptTokens: ids.length,
		templateEqual: reference.rendered === reading.rendered,
		firstOtherId: other,
		continuation: greedy.length,
		equalTokens: different < 0 ? greedy.length : different,
		marginThere: different < 0 ? void 0 : margins[different],
		largestDifference: Math.max(...due.map((logit, at) => Math.abs(logit - (reading.logits[at] ?? NaN)))),
		divergence: divergence(due, reading.logits)
	};
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
/** @returns what is wrong, in sentences without a full stop; empty where the model is what was trained. A NaN is beyond every bound. */
function faultsOf(proof, bounds) {
	const faults = [];
	if (!proof.templateEqual) faults.push("the chat template renders another prompt than transformers");
	if (proof.firstOtherId !== void 0) faults.push(`token ${proof.firstOtherId} of the prompt is another one than transformers'`);
	if (!(proof.largestDifference <= bounds.largestDifference)) faults.push(`logits differ by up to ${proof.largestDifference.toPrecision(3)}, more than ${bounds.largestDifference}`);
	if (!(proof.divergence <= bounds.divergence)) faults.push(`the likeliest tokens' distributions diverge by ${proof.divergence.toPrecision(3)} nats, more than ${bounds.divergence}`);
	if (bounds.equal && proof.equalTokens < proof.continuation) faults.push(`the greedy continuation differs at token ${proof.equalTokens} of ${proof.continuation}`);
	return faults;
}
function describeProof(proof) {
	return [
		`template: ${proof.templateEqual ? "equal" : "different"}`,
		`token ids of the prompt: ${proof.firstOtherId === void 0 ? `all ${proof.promptTokens} equal` : `different from ${proof.firstOtherId} on`}`,
		describeContinuation(proof)
	].join("\n");
}
function describeContinuation({ equalTokens, continuation, marginThere, largestDifference, divergence }) {
	return `${equalTokens === continuation ? `all ${continuation} tokens of the greedy continuation equal` : `${equalTokens} of ${continuation} tokens of the greedy continuation equal, then a choice that transformers made by a margin of ${marginThere}`}; logits after the prompt differ by up to ${largestDifference.toPrecision(3)}, ${divergence.toPrecision(3)} nats`;
}

// src/commands/verify-deep.ts
/** `models verify --deep`: what a built model makes of a fixed paper here, beside what transformers made of it when it was built. */
const token = z.int().min(0);
const ReferenceFile = z.object({
	dtype: z.string(),
	rendered: z.string(),
	ids: z.array(token).min(1),
	greedy: z.array(token).min(1),
	margins: z.array(z.number()),
	likeliest: z.array(z.tuple([token, z.number()])).min(1)
});
const Paper = z.object({ messages: z.array(z.object({
	role: z.enum(["system", "user"]),
	content: z.string()
})) });
const BuildRecord = z.object({ steps: z.record(z.string(), z.object({ findings: z.record(z.string(), z.unknown()) })) });
/** @throws ModelsError where a model was not built here, or is not what transformers makes of the merged weights */
async function verifyDeep(name, flags, dependencies) {
	const models = modelsFolder(flags.models, dependencies);
	for (const model of modelsNamed(name)) if (model.kind === "chat") await verifyChat(models, model, dependencies);
}
async function verifyChat(models, model, dependencies) {
	const { stdout, stderr, stop: signal, buildScripts, structuredOutputWorker } = dependencies;
	const folder = join(models, model.id);
	if ((await chatFormOf(models, model)).kind === "adapted") throw new ModelsError({
		code: "adapter-not-compared",
		at: model.id,
		fault: "it is served as a base model and an adapter, of which transformers made no reference",
		remedy: "Build it merged with `bioreview-runner models build` to compare it; that the adapter has an effect is seen at every start"
	});
	const reference = await read(join(folder, "reference.json"), ReferenceFile, model);
	const record = await read(join(folder, "build.json"), BuildRecord, model);
	const { messages } = Paper.parse(JSON.parse(await readFile(new URL("paper.json", buildScripts), "utf8")));
	const [sha256 = ""] = (await verifiedDigests(models, model, void 0, signal)).values();
	const chat = await loadChat({
		model,
		models,
		sha256,
		gpu: "off",
		threads: threadsFor(usableCores()),
		contextTokens: 256,
		keptPrompts: 0,
		...USUAL,
		log: (line) => void stderr.write(`${oneLine(line)}\n`),
		now: () => performance.now(),
		randomSeed: () => 1,
		newPlaceholder: () => randomBytes(16).toString("hex"),
		signal,
		structuredOutputWorker
	});
	try {
		const { model: weights, render } = chat.parts;
		const rendered = render(messages).map(({ text }) => text).join("");
		const tokens = reference.ids.length + reference.greedy.length;
		const proofs = [];
		for (const flashAttention of [false, true]) {
			const context = await weights.createContext({
				...contextSettings(tokens, 1, USUAL),
				flashAttention
			});
			const reading = {
				rendered,
				ids: chat.tokensOf(messages),
				...await continued(context.getSequence(), reference)
			};
			proofs.push(compareReading(reference, reading));
			await context.dispose();
		}
		const [proof, asServed] = proofs;
		if (proof === void 0 || asServed === void 0) throw new RangeError("both were read");
		const { quantisation } = chat.identity;
		const faults = faultsOf(proof, boundsFor(quantisation, reference));
		const merge = record.steps["merge"]?.findings ?? {};
		const changed = `adapter: changed ${String(merge["changedTensors"])} of ${String(merge["tensors"])} tensors of the base model`;
		stdout.write(`${model.id} ${quantisation}, sha256 ${sha256}\n${changed}\n${describeProof(proof)}\nwith flash attention, as served: ${describeContinuation(asServed)}\n`);
		const text = `${JSON.stringify({
			version: 1,
			sha256,
			quantisation,
			reference: reference.dtype,
			...proof,
			asServed,
			faults
		}, void 0, 2)}\n`;
		await writeAtomically(join(folder, "proof.json"), (unfinished) => writeFile(unfinished, text));
		if (faults.length > 0) throw new ModelsError({
			code: "not-what-was-trained",
			at: `${model.id} ${quantisation}`,
			fault: faults.join("; "),
			remedy: "Build it again; where that does not help, report it with proof.json and build.json of its folder"
		});
	} finally {
		await chat.dispose();
	}
}
/** The reference's tokens are read, and what would have come at each place is looked at: until the first difference that is the runtime's own continuation. */
async function continued(sequence, { ids, greedy, likeliest }) {
	const input = [...ids, ...greedy.slice(0, -1)].map((one, at) => {
		if (at < ids.length - 1) return one;
		return [one, { generateNext: { logits: { filter: {
			tokens: at === ids.length - 1 ? likeliest.map(([id]) => id) : [],
			includeTop: 1
		} } } }];
	});
	const found = (await sequence.controlledEvaluate(input)).slice(ids.length - 1).map((output) => {
		if (output?.next.logits === void 0) throw new Error("the runtime gave no logits");
		return output.next.logits;
	});
	const best = (logits) => [...logits].reduce((a, b) => b[1] > a[1] ? b : a)[0];
	const [first] = found;
	return {
		greedy: found.map(best),
		logits: likeliest.map(([id]) => first?.get(id) ?? NaN)
	};
}
async function read(path, schema, { id }) {
	try {
		return schema.parse(JSON.parse(await readFile(path, "utf8")));
	} catch (cause) {
		const isAbsent = errnoOf(cause) === "ENOENT";
		if (!isAbsent && !(cause instanceof SyntaxError) && !(cause instanceof z.ZodError)) throw cause;
		throw new ModelsError({
			code: isAbsent ? "not-built-here" : "reference-damaged",
			at: path,
			fault: isAbsent ? `${id} was not built here, so there is nothing to compare it with` : "it is not what a build leaves",
			remedy: "Build it with `bioreview-runner models build`",
			cause
		});
	}
}

export { verifyDeep };