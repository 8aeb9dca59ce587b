import { B as readJson, I as errnoOf, J as OutputError, L as fileAndLine, X as SettingsError, f as userData, p as VERSION, q as ModelsError } from "./shared.js";
import { D as findAnchorsBy, E as anchorsIn, T as anchorModelFor, c as firstRevision, d as CALIBRATIONS, f as calibrationOf, i as comparisonOf, l as textsToCompare, p as parseCalibration, s as compareRevisions } from "./revision~bioreview~action.js";
import { r as emptyLedger } from "./revision.js";
import { c as passagesOfPaper, m as articleOf, s as passageReadings } from "./review~bioreview~action.js";
import { i as startServer, l as TIMEOUTS, n as connectModel, r as describeServer, t as connectEmbedder, u as parseEndpoint } from "./inference.js";
import { i as PROFILES } from "./profiles.js";
import { dirname, join } from "node:path";
import { mkdir } from "node:fs/promises";

// src/reviewer/own-calibrations.ts
/** Calibrations that the user made, a file for each embedder in the user's data folder, beside those that come with BioReview.
*  Invariant: a file that is there and is no calibration of that embedder is an error; to pass it over would let another one judge in its place. */
/** Where the calibration of an embedder is kept and looked for. A name such as `org/model` is one file all the same. */
function calibrationPath(embedder, env) {
	return join(userData(env), "calibrations", `${encodeURIComponent(embedder)}.json`);
}
/** The user's own, else the one that comes with BioReview.
*  @throws SettingsError where there is none for this embedder and these weights, or the user's own is damaged */
async function calibrationFor(embedder, env) {
	const own = await ownCalibration(embedder.name, env);
	return calibrationOf(embedder, own === void 0 ? CALIBRATIONS : [own, ...CALIBRATIONS]);
}
/** @throws OutputError */
async function makeCalibrationFolder(path) {
	await mkdir(dirname(path), { recursive: true }).catch((cause) => {
		throw new OutputError({
			code: "output-not-written",
			at: dirname(path),
			fault: "the folder for calibrations cannot be made",
			remedy: "Name another file with --output, or another data folder with XDG_DATA_HOME",
			cause
		});
	});
}
async function ownCalibration(embedder, env) {
	const path = calibrationPath(embedder, env);
	const value = await readJson(path, (fault, cause, line) => unreadable(fileAndLine(path, line), fault, embedder, cause)).catch((error) => {
		if (["ENOENT", "ENOTDIR"].includes(errnoOf(error.cause) ?? "")) return void 0;
		throw error;
	});
	if (value === void 0) return void 0;
	const calibration = parseCalibration(value, path);
	if (calibration.embedder === embedder) return calibration;
	throw unreadable(path, `it is of the embedder ${calibration.embedder}, not of ${embedder}`, embedder);
}
function unreadable(at, fault, embedder, cause) {
	const remedy = `Make it again: bioreview calibrate --embedder ${embedder}; or take the file away`;
	return new SettingsError({
		code: "calibration-unreadable",
		at,
		fault,
		remedy,
		cause
	});
}

// src/reviewer/compare-reviews.ts
/** The embedder for concerns that come without a profile: small, and calibrated. */
const DEFAULT_EMBEDDER = "minilm";
/** @param old undefined for the first review of a paper: all that it raises is new
*  @param say what happens now
*  @throws SettingsError where the embedder was not calibrated; what embedding throws */
async function compareReviews(old, now, embedding, say) {
	const embedder = embedding.embedder ?? now.matching ?? old?.matching ?? "minilm";
	await calibrationFor({
		name: embedder,
		sha256: void 0
	}, embedding.env);
	const before = old === void 0 ? emptyLedger() : firstLedger(old);
	const comparison = {
		ledger: before,
		old: old?.text,
		now: now.text,
		label: now.label,
		concerns: now.concerns,
		readings: now.readings,
		...old?.afresh === true ? { afresh: true } : {}
	};
	const embeddings = await embedding.embed(textsToCompare(comparison), embedder);
	say("comparing");
	const rowOf = rowBy(embeddings);
	const { sha256 } = embeddings;
	const means = {
		calibration: await calibrationFor({
			name: embedder,
			sha256
		}, embedding.env),
		rowOf,
		findAnchors: findAnchorsBy(embedder, rowOf, sha256)
	};
	const compared = old === void 0 ? firstCompared(now, means.findAnchors) : compareRevisions(comparison, means);
	return comparisonOf({
		toolVersion: VERSION,
		before,
		old: old?.afresh === true ? void 0 : old?.label,
		now: now.label,
		embedder,
		anchoredBy: anchorModelFor(embedder, sha256).basis,
		compared,
		review: now.review
	});
}
function firstCompared({ label, concerns, text }, findAnchors) {
	const anchors = anchorsIn(concerns, text, findAnchors);
	return {
		...firstRevision(label, concerns, anchors),
		changes: void 0,
		matches: [],
		anchors
	};
}
/** What is known so far; of a first review its own ledger, where nobody looked yet its concerns stand. */
function firstLedger({ label, concerns, ledger }) {
	if (ledger !== void 0) return ledger;
	if (concerns.length === 0) return {
		...emptyLedger(),
		revisions: [{
			number: 1,
			label,
			kind: "reviewed"
		}]
	};
	return firstRevision(label, concerns, concerns.map(() => [])).ledger;
}
const EMBED_ALL = "Embed all concerns and all sentences of the texts, or name a model with --embedder";
/** @param remedy where a file of embeddings lacks some
*  @returns the embedding of a text  @throws SettingsError where a text has none */
function rowBy(embeddings, remedy = EMBED_ALL) {
	return (text) => {
		const embedding = embeddings.of(text);
		if (embedding !== void 0) return embedding;
		throw new SettingsError({
			code: "embedding-missing",
			at: embeddings.name,
			fault: `it has no embedding of a text that is compared: ${JSON.stringify(text.slice(0, 80))}`,
			remedy
		});
	};
}

// src/reviewer/model-servers.ts
/** @throws ServerError, ModelsError, SettingsError, InterruptedError; then nothing that was started is left */
async function openModelServers(profile, flags, workplace, signal) {
	const started = [];
	const close = async () => void await Promise.all(started.map((server) => server.stop()));
	const start = async (part) => {
		workplace.say(`starting the model server for ${"chat" in part ? part.chat : part.embeddings.join(" and ")}`);
		const server = await startServer({
			profile: profile.name,
			...part,
			runnerPath: await workplace.runner(),
			models: flags.models,
			gpu: flags.gpu,
			threads: flags.threads,
			onLine: () => {}
		}, signal);
		started.push(server);
		return server.endpoint;
	};
	const opening = {
		profile,
		flags,
		workplace,
		signal,
		start,
		timeouts: timeoutsFor(flags.timeout)
	};
	try {
		return {
			...flags.endpoint === void 0 ? await startedHere(opening) : await atEndpoint(flags.endpoint, opening),
			close
		};
	} catch (error) {
		await close();
		throw error;
	}
}
/** The first server embeds too: it looks at those small weights before it reads its large ones. */
async function startedHere(opening) {
	const { profile, flags, start, timeouts, signal } = opening;
	if (flags.model !== void 0) throw modelWithoutEndpoint(flags.model);
	const connected = (chat, endpoint) => connectModel(endpoint, {
		model: chat,
		timeouts
	}, signal);
	const [chat, ...others] = profile.chat;
	const embeddings = embeddersFor(opening);
	const first = await start(embeddings.length === 0 ? {
		chat,
		only: "chat"
	} : {
		chat,
		embeddings
	});
	const models = [await connected(chat, first)];
	for (const other of others) models.push(await connected(other, await start({
		chat: other,
		only: "chat"
	})));
	return {
		models,
		...await embeddersAt(async () => first, opening)
	};
}
function embeddersFor({ profile, flags }) {
	const wanted = [...flags.embedder ? [profile.embedding] : [], ...flags.compares ? [profile.matching] : []];
	return [...new Set(wanted)];
}
/** @param placeOf where the embedder of this name is
*  @throws SettingsError where nobody calibrated the weights that are to compare */
async function embeddersAt(placeOf, { profile, flags, workplace, timeouts, signal }) {
	const connected = async (name) => connectEmbedder(await placeOf(name), {
		name,
		timeouts
	}, signal);
	const embedder = flags.embedder ? await connected(profile.embedding) : void 0;
	if (!flags.compares) return {
		embedder,
		matching: void 0
	};
	const matching = embedder !== void 0 && profile.embedding === profile.matching ? embedder : await connected(profile.matching);
	await calibrationFor(matching, workplace.env);
	return {
		embedder,
		matching
	};
}
/** The server that the user named, which is told to whoever watches where text leaves the machine for it.
*  @throws SettingsError before anything is sent */
function endpointOf(address, { profile, flags, workplace }) {
	const endpoint = parseEndpoint(address, workplace.env);
	const { model = [] } = flags;
	const asks = profile.chat.length;
	if (model.length !== asks && (asks > 1 || model.length > 1)) throw new SettingsError({
		code: "models-not-as-profile",
		at: `profile ${profile.name}`,
		fault: `it asks ${asks === 1 ? "one model" : `${asks} models`}, and ${model.length === 0 ? "none was" : `${model.length} were`} named`,
		remedy: asks === 1 ? "Name one with --model" : "Name each of them at the endpoint with a --model of its own"
	});
	if (endpoint.leavesMachine) workplace.tell(`the manuscript is sent to another machine: ${endpoint.shown}`);
	return endpoint;
}
async function atEndpoint(address, opening) {
	const { profile, flags, start, timeouts, signal } = opening;
	const endpoint = endpointOf(address, opening);
	const models = [];
	for (const model of flags.model ?? [void 0]) models.push(await connectModel(endpoint, {
		model,
		timeouts
	}, signal));
	const there = embeddersFor(opening).length === 0 ? [] : await embeddersOf(endpoint, signal, timeouts);
	const placeOf = async (name) => {
		if (there.includes(name)) return endpoint;
		const mustBe = flags.compares && name === profile.matching;
		return start({
			only: "embedding",
			embeddings: [name]
		}).catch(mustBe ? void 0 : sayHowToDoWithout);
	};
	return {
		models: atLeastOne(models),
		...await embeddersAt(placeOf, opening)
	};
}
/** Whether the server has that very embedder; one that fails has none. */
async function servesEmbedder(endpoint, embedder, signal) {
	return (await embeddersOf(endpoint, signal, TIMEOUTS)).includes(embedder);
}
async function embeddersOf(endpoint, signal, timeouts) {
	const served = await describeServer(endpoint, signal, timeouts);
	if (served.kind === "fails") return [];
	return served.models.filter(({ purpose }) => purpose === "embedding").map(({ id }) => id);
}
/** Whoever has a model elsewhere may want no embedder here. */
function sayHowToDoWithout(error) {
	if (!(error instanceof ModelsError)) throw error;
	const { code, at, fault, remedy } = error;
	throw new ModelsError({
		code,
		at,
		fault,
		remedy: `${remedy}; or do without the search for near-duplicates with --no-embedder`,
		cause: error
	});
}
function modelWithoutEndpoint(names) {
	return new SettingsError({
		code: "model-without-endpoint",
		at: `--model ${names.join(" ")}`,
		fault: "it names a model of an endpoint, and no endpoint is named",
		remedy: "Name the server with --endpoint, or a model of ours with --profile; a folder of weights is --models"
	});
}
/** What a user's patience means for each kind of waiting: shorter ones become no longer by it, and a whole answer may take as long as before. */
function timeoutsFor(silence) {
	return {
		connect: Math.min(TIMEOUTS.connect, silence),
		short: Math.min(TIMEOUTS.short, silence),
		silence,
		answer: Math.max(TIMEOUTS.answer, silence)
	};
}
function atLeastOne(models) {
	const [first, ...others] = models;
	if (first === void 0) throw new RangeError("a profile has at least one chat model");
	return [first, ...others];
}

// src/reviewer/reviewed-text.ts
/** One side of a comparison: concerns, the text that they were raised about, and what is known of earlier revisions.
*  Invariant: concerns are never put beside a text that they were not raised about where the result can tell. */
/** @param at what to call it where it has no text */
function reviewedTextOf(review, at) {
	if (review.paper === void 0) throw new SettingsError({
		code: "text-not-kept",
		at,
		fault: "this result was made by a BioReview that did not keep the text with it",
		remedy: "Review that revision again, such as with --rev"
	});
	const text = passagesOfPaper(review.paper);
	const sourced = articleOf({
		...EMPTY,
		...text,
		format: review.manuscript.format,
		root: review.manuscript.root
	});
	const matching = PROFILES.find(({ name }) => name === review.profile)?.matching;
	return {
		label: review.manuscript.revision,
		concerns: review.concerns,
		text,
		readings: passageReadings(sourced, promptOf(review)),
		review,
		...matching === void 0 ? {} : { matching }
	};
}
const EMPTY = {
	files: [],
	leftOut: [],
	warnings: [],
	hidden: []
};
/** The report as it was: absent names stay absent. */
function promptOf({ prompt }) {
	const blocks = prompt.blocks.map(({ name, index, ...block }) => ({
		...block,
		...name === void 0 ? {} : { name },
		...index === void 0 ? {} : { index }
	}));
	return {
		...prompt,
		blocks
	};
}
/** All of a text, as of concerns that come without a word on what was read. */
function allOf({ title, abstract, sections }) {
	return [
		...title === void 0 ? [] : [title],
		...abstract,
		...sections.flatMap(({ passages }) => passages)
	].map((passage) => ({
		passage,
		read: "whole",
		until: passage.text.length
	}));
}

export { DEFAULT_EMBEDDER as a, rowBy as c, makeCalibrationFolder as d, servesEmbedder as i, calibrationFor as l, reviewedTextOf as n, compareReviews as o, openModelServers as r, firstLedger as s, allOf as t, calibrationPath as u };