import { c as errnoOf, l as messageOf, o as UsageError, t as CannotServeError, u as withLibraries } from "./shared-errors.js";
import { a as asApiError, i as EmbeddingsRequest, n as ChatRequest, o as checked, r as CompletionRequest, t as ApiError } from "./shared-api.js";
import { h as embeddingModelsOf, m as embeddingModelNamed, p as chatModelOf, u as servedDigest, y as profileNamed } from "./shared-adapter.js";
import { a as verifiedDigests, o as verifiedWeights } from "./shared-verify.js";
import { c as threadsFor, l as threadsText, u as usableCores } from "./shared-compute.js";
import { t as keptBy } from "./shared-chat-model.js";
import { t as VERSION } from "./shared-version.js";
import { a as placeHere, n as computationOf, o as readTuning, r as describeKnown } from "./shared-tuning-record.js";
import { n as oneLine, t as modelsFolder } from "./shared-dependencies.js";
import { BlockList, connect, isIP } from "node:net";
import { dirname, resolve } from "node:path";
import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { chmod, chown, lstat, mkdir, readFile, rm, stat } from "node:fs/promises";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { execFile } from "node:child_process";
import Fastify from "fastify";

// src/serve/address.ts
/** Where a server listens: a Unix socket of its owner, and of a group where one is named, or a port of this machine. A port that other machines reach has to be
*  asked for by an address, and a token guards it, so that unpublished text cannot be served to a network by mistake. */
const LOOPBACK = "127.0.0.1";
const THIS_MACHINE = new BlockList();
THIS_MACHINE.addSubnet("127.0.0.0", 8);
THIS_MACHINE.addAddress("::1", "ipv6");
/** @param host an IP address @returns whether only programs of this machine reach a port there */
function isLoopback(host) {
	return THIS_MACHINE.check(host, isIP(host) === 6 ? "ipv6" : "ipv4");
}
/** Bytes that the system has for a socket's path: 108 on Linux, 104 on macOS, less the closing zero. */
const LONGEST_PATH = 103;
/** Nobody but the owner; the owner and a group. */
const MODE = {
	owner: 384,
	group: 432
};
/** Of a folder that is made for a socket: whoever may enter it still needs the socket's own permission. */
const FOLDER_MODE = {
	owner: 448,
	group: 493
};
/** Permission to enter a folder. */
const ENTER = {
	group: 8,
	all: 1
};
/** Write permission of the group and of all others. */
const OTHERS_WRITE = 18;
/** Listens. The socket's file is there, with its mode, when this returns.
*  @returns the address for clients */
async function listen(app, address, uid) {
	if (address.kind === "port") return await listenOnPort(app, address);
	const path = resolve(address.path);
	const gid = address.group === void 0 ? void 0 : await groupNumber(address.group);
	await assertUsable(path, uid, gid);
	await removeStale(path);
	const before = process.umask(127);
	try {
		await app.listen({ path });
	} catch (error) {
		throw cannotListen(path, error);
	} finally {
		process.umask(before);
	}
	if (gid !== void 0) await share(path, gid, address.group ?? "");
	await chmod(path, gid === void 0 ? MODE.owner : MODE.group);
	return `unix:${path}`;
}
async function listenOnPort(app, { host, port }) {
	try {
		return await app.listen({
			host,
			port
		});
	} catch (error) {
		throw cannotListen(`${host}:${port}`, error);
	}
}
/** @param group a name, or a number @throws UsageError where the system knows no such group */
async function groupNumber(group) {
	if (/^\d+$/.test(group)) return Number(group);
	const entry = await new Promise((found) => {
		execFile("getent", [
			"group",
			"--",
			group
		], (error, stdout) => found(error === null ? stdout : ""));
	});
	const gid = /^[^:]*:[^:]*:(\d+):/.exec(entry)?.[1];
	if (gid !== void 0) return Number(gid);
	throw new UsageError({
		code: "no-such-group",
		at: `--socket-group ${group}`,
		fault: "this system knows no group of that name",
		remedy: `Make it with \`groupadd --system ${group}\`, or give a group's number`
	});
}
async function share(path, gid, group) {
	try {
		await chown(path, -1, gid);
	} catch (cause) {
		if (errnoOf(cause) !== "EPERM") throw cause;
		throw new CannotServeError({
			code: "not-in-group",
			at: `--socket-group ${group}`,
			fault: "the user who serves is not in this group, and so may give it nothing",
			remedy: "Add that user to the group; in a unit of systemd name it in SupplementaryGroups=",
			cause
		});
	}
}
function cannotListen(at, cause) {
	if (errnoOf(cause) === "EADDRINUSE") return inUse(at, cause);
	const fault = `cannot listen there (${messageOf(cause)})`;
	return new CannotServeError({
		code: "cannot-listen",
		at,
		fault,
		remedy: "Name another address",
		cause
	});
}
function inUse(at, cause) {
	return new CannotServeError({
		code: "address-in-use",
		at,
		fault: "a server already answers there",
		remedy: "Use that one, stop it, or name another address",
		cause
	});
}
/** The folder decides who can reach or replace a socket, so it must be ours; one that is not there is made, for us alone. */
async function assertUsable(path, uid, gid) {
	if (Buffer.byteLength(path) > LONGEST_PATH) throw new UsageError({
		code: "socket-path-too-long",
		at: path,
		fault: `a socket's path has at most ${LONGEST_PATH} bytes, and this one ${Buffer.byteLength(path)}`,
		remedy: "Name a shorter one, such as in $XDG_RUNTIME_DIR"
	});
	const folder = dirname(path);
	await mkdir(folder, {
		recursive: true,
		mode: gid === void 0 ? FOLDER_MODE.owner : FOLDER_MODE.group
	});
	const { uid: owner, gid: ownGroup, mode } = await stat(folder);
	if (uid !== void 0 && (owner !== uid || (mode & OTHERS_WRITE) !== 0)) throw new CannotServeError({
		code: "socket-folder-open",
		at: folder,
		fault: owner === uid ? "others may write into it, and could put their own socket there" : "it belongs to somebody else",
		remedy: "Name a socket in a folder that only you can write into, such as $XDG_RUNTIME_DIR/bioreview"
	});
	if (gid === void 0 || (mode & ENTER.all) !== 0 || ownGroup === gid && (mode & ENTER.group) !== 0) return;
	throw new CannotServeError({
		code: "socket-folder-closed",
		at: folder,
		fault: "the members of the group may not enter it",
		remedy: `Run \`chmod 755 ${folder}\`: the socket's own mode keeps all others out`
	});
}
/** A socket's file outlives a server that was killed. It is removed only if nobody answers on it. */
async function removeStale(path) {
	try {
		if (!(await lstat(path)).isSocket()) throw new CannotServeError({
			code: "not-a-socket",
			at: path,
			fault: "a file that is no socket lies there",
			remedy: "Name another path"
		});
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return;
		throw error;
	}
	if (await answers(path)) throw inUse(path);
	await rm(path, { force: true });
}
function answers(path) {
	return new Promise((decide, reject) => {
		const socket = connect(path);
		socket.once("connect", () => {
			socket.destroy();
			decide(true);
		});
		socket.once("error", (error) => {
			const code = errnoOf(error);
			if (code === "ECONNREFUSED" || code === "ENOENT") decide(false);
			else reject(cannotListen(path, error));
		});
	});
}

// src/serve/request-queue.ts
/** One request at a time, or as many as are answered at once; the others wait, first come first served, and are told their place.
*  Invariant: a place that was taken is given back exactly once, whatever happens to the request. */
var QueueFullError = class extends Error {
	/** Seconds until a place is likely to be free. */
	retryAfter;
	/** Requests that are served before one that comes now: those that have a place, and those that were turned away before it. */
	before;
	constructor(retryAfter, before) {
		super("too many requests wait");
		this.retryAfter = retryAfter;
		this.before = before;
	}
};
/** Seconds: clients of OpenAI take no longer advice than a minute, and none shorter than a second can be written. */
const ADVICE = {
	least: 1,
	most: 60
};
/** Share of the last request in the average of how long one takes. */
const NEWEST = .3;
var RequestQueue = class {
	#maxWaiting;
	#waiting = [];
	#now;
	#parallel;
	#running = 0;
	/** When each running one began. */
	#began = [];
	/** Milliseconds that a request took, on average. */
	#average;
	/** Requests that were turned away and for which no place was free since. */
	#turnedAway = 0;
	/** @param maxWaiting requests that may stand behind the running ones
	*  @param now milliseconds, from any point in time
	*  @param parallel requests that run at once */
	constructor(maxWaiting, now = () => performance.now(), parallel = 1) {
		this.#maxWaiting = maxWaiting;
		this.#now = now;
		this.#parallel = parallel;
	}
	get running() {
		return this.#running;
	}
	get parallel() {
		return this.#parallel;
	}
	get waiting() {
		return this.#waiting.length;
	}
	/** Requests that may wait. */
	get limit() {
		return this.#maxWaiting;
	}
	/** Waits for its turn, then does the work.
	*  @param onPlace called with the number of requests before this one, the running ones included, whenever it changes
	*  @throws QueueFullError at once where too many wait; the signal's reason where it aborts while waiting */
	async run(work, onPlace, signal) {
		signal.throwIfAborted();
		await this.#turn(onPlace, signal);
		const began = this.#now();
		this.#began.push(began);
		try {
			return await work();
		} finally {
			const took = this.#now() - began;
			this.#began.splice(this.#began.indexOf(began), 1);
			this.#average = this.#average === void 0 ? took : NEWEST * took + .7 * this.#average;
			this.#next();
		}
	}
	async #turn(onPlace, signal) {
		if (this.#running < this.#parallel) {
			this.#running++;
			return;
		}
		if (this.#waiting.length >= this.#maxWaiting) throw this.#turnAway();
		await new Promise((resolve, reject) => {
			const leave = () => {
				this.#waiting.splice(this.#waiting.indexOf(one), 1);
				this.#reportPlaces();
				reject(signal.reason);
			};
			const one = {
				begin: () => {
					signal.removeEventListener("abort", leave);
					resolve();
				},
				onPlace,
				reportedPlace: 0
			};
			signal.addEventListener("abort", leave, { once: true });
			this.#waiting.push(one);
			this.#reportPlaces();
		});
	}
	/** Each that is turned away is told its own time: as many as are served at once come back together. */
	#turnAway() {
		const before = this.running + this.waiting + this.#turnedAway++;
		const each = this.#average ?? this.#now() - Math.min(...this.#began);
		const advice = Math.ceil(this.#turnedAway * each / this.#parallel / 1e3);
		return new QueueFullError(Math.min(ADVICE.most, Math.max(ADVICE.least, advice)), before);
	}
	#next() {
		this.#turnedAway = Math.max(0, this.#turnedAway - 1);
		const next = this.#waiting.shift();
		if (next === void 0) this.#running--;
		else {
			this.#reportPlaces();
			next.begin();
		}
	}
	#reportPlaces() {
		this.#waiting.forEach((one, index) => {
			const place = this.#running + index;
			if (one.reportedPlace === place) return;
			one.reportedPlace = place;
			one.onPlace(place);
		});
	}
};

// src/serve/state.ts
/** Aborts when the client goes away before its answer was sent. */
function clientGone(reply) {
	const controller = new AbortController();
	reply.raw.once("close", () => {
		if (!reply.raw.writableFinished) controller.abort(/* @__PURE__ */ new Error("the client went away"));
	});
	return controller.signal;
}
/** Digits of a digest that tell files apart for people. */
const SHORT = 12;
/** The one line in which a server says what it runs. */
async function announcement({ chat, base, embedders }, address) {
	const parts = [];
	if (chat !== void 0) {
		const { title, quantisation, sha256, device, threads, settings, contextTokens, adapter } = chat.identity;
		const computed = settings ?? threadsText(threads);
		const laidOver = adapter === void 0 ? "" : ` of adapter ${adapter.sha256.slice(0, SHORT)} over ${adapter.baseSha256.slice(0, SHORT)}`;
		parts.push(`${title} ${quantisation} (sha256 ${sha256.slice(0, SHORT)}${laidOver}) on ${device}, ${computed}, context ${contextTokens}`);
		if (base !== void 0) parts.push(`its base alone as ${base.identity.id}, context ${base.identity.contextTokens}`);
		parts.push(`memory ${memoryText(await chat.memory())}`);
	}
	for (const { identity } of embedders) {
		const { id, dtype, sha256 } = identity;
		parts.push(`embedder ${id} ${dtype} (sha256 ${sha256.slice(0, SHORT)})`);
	}
	return `bioreview-runner ${VERSION}: ${parts.join(", ")}, at ${address}`;
}
function memoryText({ process, gpu }) {
	const own = `${(process / 1e9).toFixed(2)} GB`;
	return gpu > 0 ? `${own} and ${(gpu / 1e9).toFixed(2)} GB of the GPU` : own;
}

// src/serve/chat-completion.ts
const CHAT = {
	route: "chat",
	id: "chatcmpl",
	object: "chat.completion",
	chunk: "chat.completion.chunk",
	opening: { delta: {
		role: "assistant",
		content: ""
	} },
	whole: (content, tokens) => ({
		message: {
			role: "assistant",
			content,
			refusal: null
		},
		logprobs: logprobsOf(tokens)
	}),
	piece: (content, tokens) => ({
		delta: { content },
		...tokens && { logprobs: logprobsOf(tokens) }
	}),
	ending: { delta: {} }
};
const COMPLETION = {
	route: "completions",
	id: "cmpl",
	object: "text_completion",
	chunk: "text_completion",
	opening: void 0,
	whole: (text) => ({
		text,
		logprobs: null
	}),
	piece: (text) => ({
		text,
		logprobs: null
	}),
	ending: {
		text: "",
		logprobs: null
	}
};
async function answer({ chat, metrics }, body, reply, options) {
	const signal = AbortSignal.any([options.end, clientGone(reply)]);
	const form = "messages" in body ? CHAT : COMPLETION;
	const answering = {
		prepared: await chat.prepare(body).catch((error) => {
			metrics.ended(form.route, error instanceof ApiError && error.status < 500 ? "refused" : "failed", 0);
			throw error;
		}),
		body,
		form,
		head: {
			id: `${form.id}-${options.newId()}`,
			created: options.clock(),
			model: chat.identity.id
		},
		reply,
		signal,
		metrics
	};
	await (body.stream ? sendStream(answering, options) : sendWhole(answering, options));
}
/** Its turn, and its answer: watched, and counted however it ends. */
async function generate({ prepared, form, signal, metrics }, on, line, { queue, now, end, watchdog }) {
	const came = now();
	const seconds = () => (now() - came) / 1e3;
	const stalled = new AbortController();
	const begin = () => {
		metrics.began(seconds());
		line.onTurn();
		return watched(prepared, on, signal, stalled, watchdog);
	};
	try {
		const result = await Promise.race([queue.run(begin, line.onPlace, signal), aborted$1(stalled.signal)]);
		metrics.generated(result);
		metrics.ended(form.route, result.reason, seconds());
		return result;
	} catch (error) {
		metrics.ended(form.route, outcomeOf(error, signal, end), seconds());
		throw error;
	}
}
function outcomeOf(error, signal, end) {
	if (error instanceof QueueFullError) return "queue_full";
	if (end.aborted) return "stopping";
	if (signal.aborted) return "cancelled";
	if (error instanceof ApiError && error.code === "generation_stalled") return "stalled";
	return error instanceof ApiError && error.status < 500 ? "refused" : "failed";
}
/** Seconds in which the runtime has to come back from what is given up: it looks between two batches. */
const COMES_BACK_WITHIN = 30;
/** Gives a generation up that neither reads nor writes a token for too long. The place in the line is kept until the runtime has come back: it cannot compute
*  two things at once.
*  @param stalled aborted where it is given up, which tells its client at once */
async function watched(prepared, on, signal, stalled, { seconds, stuck }) {
	let hopeless;
	const giveUp = () => {
		hopeless = setTimeout(stuck, COMES_BACK_WITHIN * 1e3);
		const fault = `the model neither read nor wrote a token for ${seconds} s, so the answer was given up`;
		stalled.abort(new ApiError("generation_stalled", fault));
	};
	const quiet = setTimeout(giveUp, seconds * 1e3);
	const heard = {
		progress(progress) {
			quiet.refresh();
			on.progress(progress);
		},
		text(text, tokens) {
			quiet.refresh();
			on.text(text, tokens);
		}
	};
	try {
		return await prepared.run(heard, AbortSignal.any([signal, stalled.signal]));
	} finally {
		clearTimeout(quiet);
		clearTimeout(hopeless);
	}
}
function aborted$1(signal) {
	return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}
async function sendWhole(answering, options) {
	const { body, form, head, reply } = answering;
	let content = "";
	const written = [];
	const on = {
		progress: () => {},
		text: (text, tokens) => {
			content += text;
			written.push(...tokens);
		}
	};
	let finished;
	try {
		finished = await generate(answering, on, {
			onTurn() {},
			onPlace() {}
		}, options);
	} catch (error) {
		throw chatError(error, options.end);
	}
	await reply.send({
		...head,
		object: form.object,
		choices: [{
			index: 0,
			...form.whole(content, body.logprobs ? written : void 0),
			finish_reason: finished.reason
		}],
		usage: usageOf(finished),
		timings: timingsOf(finished)
	});
}
async function sendStream(answering, options) {
	const { body, form, head, reply, signal } = answering;
	const { end, log } = options;
	let stream;
	/** Opened late: a full line is still an HTTP status. */
	const open = () => {
		if (stream === void 0) {
			reply.hijack();
			stream = new EventStream(reply.raw);
			if (form.opening !== void 0) chunk(form.opening);
		}
		return stream;
	};
	const send = (choices, more) => open().send({
		...head,
		object: form.chunk,
		choices,
		...more
	});
	const chunk = (choice, more = {}, reason = null) => send([{
		index: 0,
		...choice,
		finish_reason: reason
	}], more);
	const on = {
		progress: ({ total, cached, processed, milliseconds }) => {
			const prompt_progress = {
				total,
				cache: cached,
				processed,
				time_ms: Math.round(milliseconds)
			};
			if (body.return_progress) chunk(form.ending, { prompt_progress });
		},
		text: (text, tokens) => chunk(form.piece(text, body.logprobs ? tokens : void 0))
	};
	const onPlace = (place) => {
		if (!body.return_progress) open();
		else {
			const told = () => chunk(form.ending, { queue: { place } });
			told();
			open().stayAlive(told);
		}
	};
	try {
		const finished = await generate(answering, on, {
			onTurn: () => open().stayAlive(),
			onPlace
		}, options);
		chunk(form.ending, { timings: timingsOf(finished) }, finished.reason);
		if (body.stream_options?.include_usage) send([], { usage: usageOf(finished) });
		open().done();
	} catch (error) {
		const apiError = chatError(error, end);
		if (stream === void 0) throw apiError;
		if (apiError.code.startsWith("generation_") && !signal.aborted) log(`request failed: ${error instanceof Error ? error.stack : String(error)}`);
		stream.fail(apiError.body());
	}
}
/** Probabilities in OpenAI's words. @returns null where none were asked for */
function logprobsOf(tokens) {
	if (tokens === void 0) return null;
	return {
		content: tokens.map((token) => ({
			...logprobOf(token),
			top_logprobs: token.likeliest.map(logprobOf)
		})),
		refusal: null
	};
}
/** @returns `bytes` null where the token is a part of a character, whose bytes the runtime does not tell */
function logprobOf({ text, probability }) {
	return {
		token: text,
		logprob: Math.log(probability),
		bytes: text.includes("�") ? null : [...Buffer.from(text)]
	};
}
/** What a client is told of a failure. One that went away hears nothing, so it does not matter what. */
function chatError(error, end) {
	if (error instanceof QueueFullError) {
		const { retryAfter, before } = error;
		return new ApiError("queue_full", `${before} requests are served before this one; ask again in ${retryAfter} s`, void 0, {
			retryAfter,
			place: before
		});
	}
	if (end.aborted) return new ApiError("stopping", "the server was stopped before the answer was whole");
	return asApiError(error);
}
function usageOf({ promptTokens, cachedTokens, answerTokens }) {
	return {
		prompt_tokens: promptTokens,
		completion_tokens: answerTokens,
		total_tokens: promptTokens + answerTokens,
		prompt_tokens_details: { cached_tokens: cachedTokens }
	};
}
/** As llama.cpp's server says them: `prompt_n` counts what was read for this request. */
function timingsOf({ promptTokens, cachedTokens, promptMilliseconds, answerTokens, answerMilliseconds }) {
	return {
		cache_n: cachedTokens,
		prompt_n: promptTokens - cachedTokens,
		prompt_ms: promptMilliseconds,
		predicted_n: answerTokens,
		predicted_ms: answerMilliseconds
	};
}
/** Milliseconds between signs of life while nothing else is sent: clients and proxies give up on silent connections. */
const SIGN_OF_LIFE = 15e3;
const sendComment = (raw) => raw.write(": waiting\n\n");
var EventStream = class {
	#raw;
	#alive;
	#signOfLife;
	constructor(raw) {
		this.#raw = raw;
		raw.writeHead(200, {
			"content-type": "text/event-stream; charset=utf-8",
			"cache-control": "no-store"
		});
		raw.flushHeaders();
		this.#signOfLife = () => sendComment(raw);
		this.#alive = setInterval(() => this.#signOfLife(), SIGN_OF_LIFE);
		raw.once("close", () => clearInterval(this.#alive));
	}
	/** @param sign what is sent while nothing else is; left out, a comment, which clients do not see */
	stayAlive(sign = () => sendComment(this.#raw)) {
		this.#signOfLife = sign;
	}
	send(data) {
		this.#raw.write(`data: ${JSON.stringify(data)}\n\n`);
	}
	/** The end of a whole answer. */
	done() {
		this.#close("data: [DONE]\n\n");
	}
	/** The end of a failed one. */
	fail(data) {
		this.#close(`data: ${JSON.stringify(data)}\n\n`);
	}
	#close(last) {
		clearInterval(this.#alive);
		this.#raw.end(last);
	}
};

// src/serve/server.ts
/** The routes of docs/server-api.md. Start reading at `createServer`; what happens to a request for an answer is in
*  chat-completion.ts. */
/** Bytes of a request at most: 2,048 texts of 8,000 characters each. */
const BODY_LIMIT = 16777216;
function createServer(options) {
	const app = Fastify({
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
		logger: false
	});
	const created = options.clock();
	app.addHook("onRequest", async (request) => {
		if (request.url !== "/health") assertToken(request, options.token);
	});
	app.setErrorHandler((error, _request, reply) => fail(error, reply, options.log));
	app.setNotFoundHandler((request) => {
		throw new ApiError("not_found", `there is no ${request.method} ${request.url.split("?")[0]}`);
	});
	app.get("/health", async (_request, reply) => {
		const state = options.state();
		const { chat, base, embeddings, kept_prompts } = servedOf(state);
		reply.code(state.kind === "ok" ? 200 : 503);
		return {
			status: state.kind,
			version: VERSION,
			chat,
			base,
			embeddings,
			kept_prompts,
			running: options.queue.running,
			waiting: options.queue.waiting
		};
	});
	const models = () => {
		const served = servedModels(options.state());
		return [...chatsOf(served).map(chatMeta), ...served.embedders.map(embeddingMeta)].map(({ id, meta }) => ({
			id,
			object: "model",
			created,
			owned_by: "bioreview-runner",
			meta
		}));
	};
	app.get("/v1/models", async () => ({
		object: "list",
		data: models()
	}));
	app.get("/v1/models/*", async ({ params: { "*": name } }) => {
		const model = models().find(({ id }) => id === name);
		if (model === void 0) throw noSuchModel("model", name, models().map(({ id }) => id));
		return model;
	});
	for (const [route, schema] of [["/v1/chat/completions", ChatRequest], ["/v1/completions", CompletionRequest]]) app.post(route, async (request, reply) => {
		const served = servedModels(options.state());
		const { metrics } = served;
		const { body, chat } = refusalsCounted(metrics, route === "/v1/completions" ? "completions" : "chat", () => {
			const body = checked(schema, request.body);
			return {
				body,
				chat: findModel(body.model, chatsOf(served), "chat", knownIds(served))
			};
		});
		await answer({
			chat,
			metrics
		}, body, reply, options);
		return reply;
	});
	app.post("/v1/embeddings", async (request, reply) => {
		const served = servedModels(options.state());
		const { metrics } = served;
		const { body, embedder } = refusalsCounted(metrics, "embeddings", () => {
			const body = checked(EmbeddingsRequest, request.body);
			return {
				body,
				embedder: findModel(body.model, served.embedders, "embedding", knownIds(served))
			};
		});
		const came = options.now();
		const ended = (outcome) => metrics.ended("embeddings", outcome, (options.now() - came) / 1e3);
		const signal = AbortSignal.any([options.end, clientGone(reply)]);
		try {
			const embedded = await answerEmbeddings(embedder, body, signal);
			metrics.embedded(body.input.length, embedded.usage.total_tokens);
			ended("embedded");
			return embedded;
		} catch (error) {
			ended(signal.aborted ? "cancelled" : error instanceof ApiError && error.status < 500 ? "refused" : "failed");
			throw error;
		}
	});
	app.get("/metrics", async (_request, reply) => {
		const { metrics } = servedModels(options.state());
		reply.type(metrics.contentType);
		return await metrics.text();
	});
	return app;
}
/** @throws what `check` throws, counted */
function refusalsCounted(metrics, route, check) {
	try {
		return check();
	} catch (error) {
		metrics.ended(route, "refused", 0);
		throw error;
	}
}
async function answerEmbeddings(embedder, { input, encoding_format, dimensions = embedder.identity.dimensions }, signal) {
	if (dimensions !== embedder.identity.dimensions) {
		const message = `dimensions: only ${embedder.identity.dimensions}; ${embedder.identity.id} was not trained so that a part of its rows could stand alone`;
		throw new ApiError("invalid_request", message, "dimensions");
	}
	const { embeddings, tokens, truncated } = await embedder.embed(input, signal);
	return {
		object: "list",
		data: embeddings.map((embedding, index) => ({
			object: "embedding",
			index,
			embedding: encoding_format === "float" ? [...embedding] : base64(embedding)
		})),
		model: embedder.identity.id,
		usage: {
			prompt_tokens: tokens,
			total_tokens: tokens
		},
		truncated
	};
}
function base64({ buffer, byteOffset, byteLength }) {
	return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}
function assertToken({ headers }, token) {
	if (token === void 0) return;
	const digest = (text) => createHash("sha256").update(text).digest();
	if (timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${token}`))) return;
	throw new ApiError("unauthorized", "send the runner's token as `Authorization: Bearer TOKEN`");
}
function servedModels(state) {
	switch (state.kind) {
		case "ok": return state;
		case "loading": throw new ApiError("loading", "the weights are being read; ask again when /health answers 200");
		case "stopping": throw new ApiError("stopping", "the server is stopping and takes no more requests");
	}
}
function findModel(name, things, kind, known) {
	const thing = things.find(({ identity }) => identity.id === name);
	if (thing !== void 0) return thing;
	throw noSuchModel(`${kind} model`, name, known);
}
function noSuchModel(kind, name, known) {
	const message = `no ${kind} of the name ${JSON.stringify(name)}; served are ${known.join(", ")}`;
	return new ApiError("model_not_found", message, "model");
}
/** The one that reviews comes first. */
function chatsOf({ chat, base }) {
	return [chat, base].filter((one) => one !== void 0);
}
function knownIds(served) {
	return [...chatsOf(served), ...served.embedders].map(({ identity }) => identity.id);
}
function servedOf(state) {
	if (state.kind === "loading") return {
		chat: null,
		base: null,
		kept_prompts: null,
		embeddings: []
	};
	return {
		chat: state.chat?.identity.id ?? null,
		base: state.base?.identity.id ?? null,
		kept_prompts: state.chat === void 0 ? null : keptBy(chatsOf(state)),
		embeddings: state.embedders.map(({ identity }) => identity.id)
	};
}
function chatMeta({ identity }) {
	const { id, title, file, sha256, quantisation, device, contextTokens, threads, batchTokens, parallel, settings } = identity;
	const { adapter, baseOf, gpuLayers, layers, why, bytes, flashAttention } = identity;
	const placed = {
		gpu_layers: gpuLayers,
		layers,
		device_because: why
	};
	const takes = bytes && {
		weights_bytes: bytes.weights,
		context_bytes: bytes.context
	};
	const computed = {
		threads,
		batch_tokens: batchTokens,
		flash_attention: flashAttention,
		parallel,
		...settings !== void 0 && { settings }
	};
	const laidOver = adapter && { adapter: {
		file: adapter.file,
		sha256: adapter.sha256,
		base: adapter.base,
		base_sha256: adapter.baseSha256
	} };
	return {
		id,
		meta: {
			kind: "chat",
			title,
			file,
			sha256,
			quantisation,
			device,
			...placed,
			context_tokens: contextTokens,
			...computed,
			...takes,
			...laidOver,
			...baseOf !== void 0 && { base_of: baseOf }
		}
	};
}
function embeddingMeta({ identity }) {
	const { id, title, sha256, dtype, dimensions, maxTokens } = identity;
	return {
		id,
		meta: {
			kind: "embedding",
			title,
			sha256,
			dtype,
			dimensions,
			max_tokens: maxTokens
		}
	};
}
/** Every failure before an answer has begun, in OpenAI's shape. */
function fail(error, reply, log) {
	const apiError = asApiError(error);
	if (apiError.code.startsWith("generation_")) log(`request failed: ${error instanceof Error ? error.stack : String(error)}`);
	if (apiError.retryAfter !== void 0) reply.header("retry-after", apiError.retryAfter);
	if (apiError.place !== void 0) reply.header("x-queue-place", apiError.place);
	return reply.code(apiError.status).send(apiError.body());
}

// src/serve/serve.ts
/** Milliseconds that a running answer has left when the server is asked to stop. */
const GRACE = 5e3;
/** Milliseconds between two looks at whether the running answer has ended. */
const GRACE_POLL = 50;
/** Serves until the signal aborts. @throws RunnerError where it cannot */
async function serve(options, dependencies) {
	const queue = new RequestQueue(options.maxWaiting, dependencies.now, options.parallel);
	const end = new AbortController();
	const stuck = new AbortController();
	let state = { kind: "loading" };
	const { token } = options;
	const watchdog = {
		seconds: options.stallTimeout,
		stuck: () => stuck.abort(stuckError(options))
	};
	const app = createServer({
		...dependencies,
		state: () => state,
		queue,
		token,
		end: end.signal,
		watchdog
	});
	const address = await listen(app, options.address, dependencies.uid);
	const loadingMetrics = withLibraries(() => import("./metrics.js"));
	let served;
	try {
		served = await load(options, dependencies);
		const { Metrics } = await loadingMetrics;
		for (const chat of [served.chat, served.base]) if (chat !== void 0) await warmUp(chat, dependencies);
		dependencies.signal.throwIfAborted();
		const metrics = new Metrics({
			queue,
			served
		});
		state = {
			kind: "ok",
			...served,
			metrics
		};
		dependencies.stdout.write(`${await announcement(served, address)}\n`);
		await aborted(AbortSignal.any([dependencies.signal, stuck.signal]));
		state = {
			kind: "stopping",
			...served,
			metrics
		};
		stuck.signal.throwIfAborted();
		await untilIdle(queue, dependencies.now);
	} catch (error) {
		if (!dependencies.signal.aborted) throw error;
	} finally {
		end.abort(/* @__PURE__ */ new Error("the server stops"));
		if (!stuck.signal.aborted) await untilIdle(queue, dependencies.now);
		await app.close();
		if (!stuck.signal.aborted) await dispose(served);
	}
}
async function dispose(served) {
	await served?.chat?.dispose();
	for (const embedder of served?.embedders ?? []) await embedder.dispose();
}
function stuckError({ profile, stallTimeout }) {
	return new CannotServeError({
		code: "runtime-stuck",
		at: profile,
		fault: `llama.cpp computed nothing for ${stallTimeout} s and does not come back, so that nobody can be answered any more`,
		remedy: "Start the server again, which a service does by itself; where it happens again look into the log of the GPU's driver (`dmesg`)"
	});
}
/** Words that fill more than the largest slice of a prompt. */
const WARM_UP = "warm ".repeat(700);
/** On a GPU a first, short answer before anybody waits for one: what the driver compiles for a card that the library has no code for, it compiles when it is first
*  used, which takes minutes. */
async function warmUp(chat, { log, signal }) {
	if (chat.identity.device === "cpu") return;
	log("warming up; the first start on a new card compiles for it, which takes minutes");
	const { id: model, contextTokens } = chat.identity;
	const content = WARM_UP.slice(0, contextTokens);
	const request = ChatRequest.parse({
		model,
		messages: [{
			role: "user",
			content
		}],
		max_tokens: 2,
		seed: 1
	});
	await (await chat.prepare(request)).run({
		progress() {},
		text() {}
	}, signal);
}
/** Only the runtime of what is served is loaded, and only once the weights are known to be right: each takes a second. */
async function load(options, dependencies) {
	const { models, profile, chosen, chat: entry } = options;
	const { signal, newId, log } = dependencies;
	const usualThreads = threadsFor(usableCores());
	const embedders = [];
	for (const model of options.embeddings) {
		const onnx = [...await verifiedDigests(models, model, profile, signal)].find(([path]) => path.endsWith(".onnx"))?.[1];
		if (onnx === void 0) throw new Error(`profiles.ts names no ONNX file for ${model.id}`);
		const { loadEmbedder } = await withLibraries(() => import("./onnx-embedder.js"));
		embedders.push(await loadEmbedder(models, model, onnx, chosen.threads ?? usualThreads));
	}
	if (entry === void 0) return {
		chat: void 0,
		embedders
	};
	const { loadModel, serveLoaded } = await withLibraries(() => import("./load-chat.js"));
	const weights = await verifiedWeights(models, entry, profile, signal, options.adapter);
	const threads = chosen.threads ?? usualThreads;
	const loaded = await loadModel({
		model: entry,
		weights,
		gpu: options.gpu,
		threads,
		log,
		signal
	});
	const { device, gpuLayers } = loaded.placement;
	const fault = options.gpu === "auto" && gpuLayers === 0 ? await dependencies.cudaFault() : void 0;
	if (fault !== void 0) log(`CUDA: ${fault}`);
	const here = placeHere(servedDigest(weights), device, loaded.llama.llamaCppRelease.release);
	const known = options.tuning ? await readTuning(models, entry.id, here) : { kind: "nothing" };
	if (known.kind !== "nothing") log(toldOf(known, profile));
	const computation = computationOf(chosen, known, {
		threads: usualThreads,
		parallel: options.parallel
	});
	return {
		...await serveLoaded(loaded, {
			...options,
			...dependencies,
			...computation,
			newPlaceholder: newId
		}),
		embedders
	};
}
function toldOf(known, profile) {
	const { detail, remedy } = describeKnown(known, profile);
	return remedy === void 0 ? detail : `${detail}. ${remedy}`;
}
function aborted(signal) {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		else signal.addEventListener("abort", () => resolve(), { once: true });
	});
}
/** Waits until nobody is served any more, at most for the grace. */
async function untilIdle(queue, now) {
	const began = now();
	while (queue.running > 0 && now() - began < GRACE) await setTimeout$1(GRACE_POLL);
}

// src/serve/token.ts
/** The token of a server that listens on a port. Fails towards refusing: a token that others can read is none. */
/** Characters: 16 random ones in hexadecimal are 64 bits. */
const SHORTEST = 16;
const OTHERS_READ = 63;
const TOKEN_VARIABLE = "BIOREVIEW_RUNNER_TOKEN";
/** @param file as given with --token-file */
async function readToken(file, env) {
	const at = file ?? TOKEN_VARIABLE;
	const token = (file === void 0 ? env[TOKEN_VARIABLE] : await readTokenFile(file))?.trim() ?? "";
	if (token === "" && file === void 0) throw new UsageError({
		code: "no-token",
		at: "--port",
		fault: "every user of this machine can open a port, so one needs a token",
		remedy: `Give --token-file FILE or ${TOKEN_VARIABLE}, or listen on a --socket`
	});
	if (token.length < SHORTEST || !/^[\x21-\x7e]+$/.test(token)) throw new UsageError({
		code: "bad-token",
		at,
		fault: `a token has at least ${SHORTEST} printable characters and no space`,
		remedy: "Make one with `openssl rand -hex 32`"
	});
	return token;
}
async function readTokenFile(file) {
	try {
		if (process.platform !== "win32" && ((await stat(file)).mode & OTHERS_READ) !== 0) throw new UsageError({
			code: "token-file-open",
			at: file,
			fault: "others may read it",
			remedy: `Run \`chmod 600 ${file}\``
		});
		return await readFile(file, "utf8");
	} catch (error) {
		if (errnoOf(error) !== "ENOENT") throw error;
		throw new UsageError({
			code: "no-token-file",
			at: file,
			fault: "there is no such file",
			remedy: "Make it with `(umask 077; openssl rand -hex 32 > FILE)`"
		});
	}
}

// src/commands/serve.ts
/** `serve`: options → a running server. */
async function serveCommand(flags, dependencies) {
	const options = await serveOptions(flags, dependencies);
	const { stdout, stderr, stop, structuredOutputWorker } = dependencies;
	const log = (line) => void stderr.write(`${oneLine(line)}\n`);
	const { address } = options;
	if (address.kind === "port" && !isLoopback(address.host)) log(`other machines can reach ${address.host}:${address.port}, and what they send and get is not encrypted; put a proxy with TLS before it`);
	await serve(options, {
		stdout,
		log,
		cudaFault: async () => (await withLibraries(() => import("./examine.js"))).cudaFault(),
		signal: flags.exitWithStdin ? AbortSignal.any([stop, ended(dependencies)]) : stop,
		uid: process.getuid?.(),
		now: () => performance.now(),
		clock: () => Math.floor(Date.now() / 1e3),
		newId: () => randomBytes(16).toString("hex"),
		structuredOutputWorker,
		randomSeed: () => randomInt(2 ** 32)
	});
}
async function serveOptions(flags, dependencies) {
	const profile = profileNamed(flags.profile);
	const address = addressOf(flags);
	if (flags.adapter !== void 0 && flags.only === "embedding") throw onlyWith("--adapter", "--only chat");
	return {
		profile: profile.name,
		chat: flags.only === "embedding" ? void 0 : chatModelOf(profile, flags.chat),
		embeddings: flags.only === "chat" ? [] : flags.embedding?.map(embeddingModelNamed) ?? embeddingModelsOf(profile),
		models: modelsFolder(flags.models, dependencies),
		adapter: flags.adapter,
		address,
		token: address.kind === "port" ? await readToken(flags.tokenFile, dependencies.env) : void 0,
		gpu: flags.gpu,
		chosen: {
			threads: flags.threads,
			batchTokens: flags.batchSize,
			flashAttention: flags.flashAttention === void 0 ? void 0 : flags.flashAttention === "on"
		},
		parallel: flags.parallel,
		tuning: flags.tuning,
		contextTokens: flags.context,
		keptPrompts: flags.prefixCache === false ? 0 : flags.prefixCache ?? flags.parallel,
		maxWaiting: flags.maxWaiting,
		stallTimeout: flags.stallTimeout
	};
}
function addressOf({ socket, socketGroup, port, host = LOOPBACK }) {
	if (socketGroup !== void 0 && socket === void 0) throw onlyWith("--socket-group", "--socket");
	if (host !== "127.0.0.1" && port === void 0) throw onlyWith("--host", "--port");
	if (socket !== void 0) return {
		kind: "socket",
		path: socket,
		group: socketGroup
	};
	if (port !== void 0) return {
		kind: "port",
		port,
		host
	};
	throw new UsageError({
		code: "no-address",
		at: "serve",
		fault: "it was not told where to listen",
		remedy: "Give --socket PATH or --port NUMBER"
	});
}
function onlyWith(option, other) {
	return new UsageError({
		code: "usage",
		at: option,
		fault: `it says something of ${other}, which is not given`,
		remedy: `Add ${other}, or leave it out`
	});
}
/** Aborts when stdin ends: the process that started us went, or closed it. */
function ended({ stdin }) {
	const controller = new AbortController();
	const end = () => controller.abort(/* @__PURE__ */ new Error("stdin ended"));
	stdin.once("end", end).once("close", end).once("error", end).resume();
	return controller.signal;
}

export { serveCommand };