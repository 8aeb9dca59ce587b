import { W as AnswerError, Z as ServerError, tt as messageOf } from "./shared.js";
import { b as union, c as array, d as int, h as object, m as number, v as string } from "./zod.js";
import { a as exitReason, c as startError, d as socketEndpoint, f as quoted, l as TIMEOUTS } from "./inference.js";
import { t as require_undici } from "./undici.js";
import { a as interrupted, c as StreamEnded, i as llamaProps, l as identityOf, o as openTransport, r as listModels, s as NotOpenAi, t as chooseModel, u as requestBody } from "./inference2.js";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { createInterface } from "node:readline";

// src/inference/openai-embedder.ts
/** The port to an embedder, over the OpenAI API. Invariant: every text has one finite unit vector, all of one length, or nobody gets any. */
/** Texts in a request: few enough that a server answers soon and an interruption is felt. */
const BATCH = 64;
/** How far an embedding's norm may be from 1: half-precision servers round to three digits. */
const NORM_TOLERANCE = .001;
/** Embeddings come as base64 of 32-bit floats, as asked, or as numbers from servers that know nothing else. */
const EmbeddingsBody = object({ data: array(object({
	index: int(),
	embedding: union([string(), array(number())])
})) });
/** @throws ServerError where the server does not answer or has no such model, SettingsError where it has several and none was named */
async function connectEmbedder(endpoint, choice, signal) {
	const transport = openTransport(endpoint, choice.timeouts ?? TIMEOUTS);
	const served = chooseModel(endpoint, await listModels(transport, signal), "embedding", choice.name);
	let dimensions = served.meta?.dimensions;
	const embedBatch = (texts, signal) => transport.ask({
		what: "embeddings",
		model: served.id,
		limit: "answer"
	}, async (client, limited) => {
		const answer = await client.post("/embeddings", {
			body: {
				model: served.id,
				input: texts,
				encoding_format: "base64"
			},
			signal: limited
		});
		const { success, data } = EmbeddingsBody.safeParse(answer);
		if (!success) throw new NotOpenAi("something that holds no embeddings");
		const embeddings = inOrder(data.data, texts.length, endpoint);
		for (const embedding of embeddings) {
			dimensions ??= embedding.length;
			assertUnitVector(embedding, dimensions, endpoint);
		}
		return embeddings;
	}, signal);
	return {
		name: served.id,
		sha256: served.meta?.sha256,
		async embed(texts, signal) {
			const embeddings = [];
			for (let from = 0; from < texts.length; from += BATCH) embeddings.push(...await embedBatch(texts.slice(from, from + BATCH), signal));
			return embeddings;
		}
	};
}
/** @returns the embeddings by their index @throws ServerError where an index is missing, twice there, or too great */
function inOrder(data, expected, endpoint) {
	const byIndex = new Map(data.map(({ index, embedding }) => [index, numbersOf(embedding)]));
	const embeddings = Array.from({ length: expected }, (_, index) => byIndex.get(index)).filter((found) => found !== void 0);
	if (data.length === expected && embeddings.length === expected) return embeddings;
	throw unusable(`sent ${data.length} rows for ${expected} texts, or numbered them wrongly`, endpoint);
}
/** Little-endian, as every server of the API sends them. */
function numbersOf(embedding) {
	if (typeof embedding !== "string") return Float32Array.from(embedding);
	const bytes = Buffer.from(embedding, "base64");
	const whole = bytes.length - bytes.length % 4;
	return Float32Array.from({ length: whole / 4 }, (_, k) => bytes.readFloatLE(k * 4));
}
function assertUnitVector(embedding, dimensions, endpoint) {
	if (embedding.length !== dimensions) throw unusable(`sent a row of ${embedding.length} numbers where ${dimensions} are due`, endpoint);
	const norm = Math.sqrt(embedding.reduce((sum, value) => sum + value * value, 0));
	if (!(Math.abs(norm - 1) <= NORM_TOLERANCE)) throw unusable(`sent a row of length ${norm.toPrecision(4)} where unit length is due`, endpoint);
}
function unusable(fault, endpoint) {
	return new ServerError({
		code: "embedding-unusable",
		at: endpoint.shown,
		fault: `the embedder ${fault}`,
		remedy: "Use an embedder that pools by mean and normalises, such as the one that bioreview-runner serves"
	});
}

// src/inference/openai-model.ts
/** The port to a language model, over the OpenAI API. Invariant: only a stream whose model said that it had stopped is a whole answer; the client's
*  stream just ends where a connection closes or a request is aborted, so an end proves nothing. Fails towards an error. */
/** Characters. 4,096 tokens of a long answer are some 20,000: what is far beyond was not written by a model that was told where to stop. */
const LONGEST_ANSWER = 2e6;
/** Finds out what a server runs, and how it is spoken to.
*  @throws ServerError where it does not answer or has no such model, SettingsError where it has several and none was named */
async function connectModel(endpoint, { model, timeouts = TIMEOUTS }, signal) {
	const transport = openTransport(endpoint, timeouts);
	const served = chooseModel(endpoint, await listModels(transport, signal), "chat", model);
	const identity = identityOf(served, await llamaProps(transport, served, signal));
	return {
		identity,
		async answer(request, onProgress, signal) {
			const { body, unsent } = requestBody(identity, served.id, request);
			let received = EMPTY;
			return transport.ask({
				what: "an answer",
				model: served.id,
				limit: "answer",
				stage: () => received.stage
			}, async (client, limited) => {
				const { data: stream, response } = await client.chat.completions.create(body, { signal: limited }).withResponse();
				const type = response.headers.get("content-type") ?? "something without a type";
				if (!type.startsWith("text/event-stream")) throw new NotOpenAi(`${type.split(";")[0]} and no stream`);
				for await (const event of stream) {
					const { stage } = received;
					received = withEvent(received, event, endpoint);
					if (received.stage !== stage && received.stage.kind !== "sent") onProgress(received.stage);
				}
				limited.throwIfAborted();
				return {
					...wholeAnswer(received, endpoint, request.sampling.maxTokens),
					...unsent.length > 0 && { unsent }
				};
			}, signal);
		}
	};
}
/** What we read of an event; servers send much more. */
const Chunk = object({
	choices: array(object({
		index: int().optional(),
		delta: object({
			content: string().nullish(),
			refusal: string().nullish(),
			reasoning_content: string().nullish()
		}).nullish(),
		finish_reason: string().nullish()
	})).nullish(),
	usage: object({
		prompt_tokens: int().min(0),
		completion_tokens: int().min(0)
	}).nullish(),
	timings: object({
		prompt_ms: number().min(0),
		predicted_ms: number().min(0)
	}).nullish(),
	prompt_progress: object({
		total: int().min(0),
		processed: int().min(0)
	}).nullish(),
	queue: object({ place: int().min(0) }).nullish()
});
const EMPTY = {
	text: "",
	stage: { kind: "sent" },
	finish: void 0,
	refusal: ""
};
/** @throws ServerError for an event that the API does not know, or for text after the end */
function withEvent(before, event, endpoint) {
	const { success, data: chunk } = Chunk.safeParse(event);
	if (!success) throw strangeStream("an event that the API does not know", endpoint);
	const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0);
	const added = choice?.delta?.content ?? "";
	if (added !== "" && before.finish !== void 0) throw strangeStream("text after the answer's end", endpoint);
	const text = before.text + added;
	if (text.length > LONGEST_ANSWER) throw strangeStream(`more than ${LONGEST_ANSWER} characters`, endpoint);
	const isWriting = added !== "" || Boolean(choice?.delta?.reasoning_content);
	return {
		text,
		stage: stageAfter(before.stage, chunk, isWriting ? text : void 0),
		finish: choice?.finish_reason ?? before.finish,
		refusal: before.refusal + (choice?.delta?.refusal ?? ""),
		usage: chunk.usage ?? before.usage,
		timings: chunk.timings ?? before.timings
	};
}
/** @param text of the answer, where this chunk wrote */
function stageAfter(stage, { queue, prompt_progress: reading }, text) {
	const tokensWritten = stage.kind === "writing" ? stage.tokensWritten : 0;
	if (text !== void 0) return {
		kind: "writing",
		text,
		tokensWritten: tokensWritten + 1
	};
	if (stage.kind === "writing") return stage;
	if (reading) return {
		kind: "reading",
		tokensRead: reading.processed,
		tokensTotal: reading.total
	};
	if (queue) return {
		kind: "waiting",
		place: queue.place
	};
	return stage;
}
/** The answer, after the stream's end.
*  @throws AnswerError where the model was cut, or wrote something else than text: carries what had come
*  @throws StreamEnded where the stream ended before the model did */
function wholeAnswer(received, { shown: at }, maxTokens) {
	const { text, finish, refusal, usage, timings } = received;
	const failed = (code, fault, remedy) => new AnswerError({
		code,
		at,
		fault,
		remedy,
		partial: text
	});
	if (refusal !== "") throw failed("answer-refused", `the model refuses to answer: ${quoted(refusal)}`, "Use another model");
	switch (finish) {
		case "stop": return {
			text,
			...usage && {
				promptTokens: usage.prompt_tokens,
				answerTokens: usage.completion_tokens
			},
			...timings && {
				prefillSeconds: timings.prompt_ms / 1e3,
				decodeSeconds: timings.predicted_ms / 1e3
			}
		};
		case "length": throw failed("answer-cut", `the answer was cut: it had reached ${maxTokens} tokens, or the end of the model's context`, "Use a model that was trained for reviews, or a server with a larger context");
		case "content_filter": throw failed("answer-filtered", "the server's content filter cut the answer", "Use a server without one, such as bioreview-runner");
		case void 0: throw new StreamEnded();
		default: throw failed("answer-not-text", `the model stopped because of ${quoted(finish)} and not at an answer's end`, "Use a model that answers in text");
	}
}
function strangeStream(sent, { shown: at }) {
	return new ServerError({
		code: "server-strange-stream",
		at,
		fault: `it sent ${sent}`,
		remedy: "Update the server, or use another one"
	});
}

// src/inference/start-server.ts
/** A model server for one job. Invariant: it ends with us, however we end: it listens to the end of a pipe that only we hold, and `stop` waits until
*  the process and its socket are gone. */
var import_undici = require_undici();
/** Seconds. Ten gigabytes of weights from a slow network disk at 20 MB/s, and their digest. */
const START_WITHIN = 900;
/** Seconds that a server which was asked to end has for it, before it is killed. */
const END_WITHIN = 10;
/** Seconds between two looks whether it serves already. */
const LOOK_EVERY = .1;
/** Seconds after a broken connection within which the system has told us that the process ended. */
const EXIT_WITHIN = 2;
/** Lines of the server that may explain its end. */
const LINES_KEPT = 20;
/** Starts the server and waits until it serves.
*  @throws ModelsError where weights are missing or damaged, SettingsError for an unknown profile, ServerError where it cannot serve: in its own words
*  @throws InterruptedError where `signal` was aborted; then nothing of the server is left */
async function startServer(options, signal) {
	const folder = makeSocketFolder();
	const endpoint = socketEndpoint(folder.socketPath);
	if (signal.aborted) {
		folder.remove();
		throw interrupted(endpoint, signal);
	}
	const server = spawnServer(options, folder);
	try {
		await untilItServes(server, options, endpoint, signal);
	} catch (error) {
		await server.stop();
		throw error;
	}
	return {
		endpoint: {
			...endpoint,
			shown: "the model server that was started for this job",
			exitReason: () => exitReasonOf(server)
		},
		stop: server.stop,
		[Symbol.asyncDispose]: server.stop
	};
}
function spawnServer(options, folder) {
	const child = spawn(process.execPath, [options.runnerPath, ...argumentsFor(options, folder.socketPath)], {
		stdio: [
			"pipe",
			"pipe",
			"pipe"
		],
		detached: true,
		env: withoutSecrets(process.env)
	});
	const lastLines = [];
	const onErrorLine = (line) => {
		lastLines.push(line);
		if (lastLines.length > LINES_KEPT) lastLines.shift();
		options.onLine(line);
	};
	createInterface({ input: child.stdout }).on("line", options.onLine);
	createInterface({ input: child.stderr }).on("line", onErrorLine);
	child.stdin.on("error", () => {});
	const ended = new Promise((resolve) => {
		child.once("error", (error) => resolve({
			code: null,
			signal: null,
			lastLines: [error.message]
		}));
		child.once("close", (code, signal) => resolve({
			code,
			signal,
			lastLines
		}));
	}).finally(folder.remove);
	let stopping;
	return {
		ended,
		stop() {
			stopping ??= end(child, ended);
			return stopping;
		}
	};
}
function argumentsFor({ profile, chat, only, embeddings = [], models, gpu, threads }, socketPath) {
	return [
		...[
			"--json-errors",
			"serve",
			"--profile",
			profile,
			"--socket",
			socketPath,
			"--exit-with-stdin"
		],
		...chat === void 0 ? [] : ["--chat", chat],
		...only === void 0 ? [] : ["--only", only],
		...embeddings.flatMap((id) => ["--embedding", id]),
		...models === void 0 ? [] : ["--models", models],
		...gpu === void 0 ? [] : ["--gpu", gpu],
		...threads === void 0 ? [] : ["--threads", String(threads)]
	];
}
/** The environment without what a model server has no use for: a native library that misbehaves cannot tell what it never had, nor write what a job of
*  continuous integration would take for its outputs. */
function withoutSecrets(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !NO_BUSINESS_OF_ITS.test(name)));
}
const NO_BUSINESS_OF_ITS = /(?:API[_-]KEY|TOKEN|SECRET|PASSWORD)$|^(?:INPUT|GITHUB|ACTIONS|STATE)_/i;
async function end(child, ended) {
	child.stdin?.end();
	child.kill("SIGTERM");
	const timer = setTimeout(() => child.kill("SIGKILL"), END_WITHIN * 1e3);
	await ended;
	clearTimeout(timer);
}
async function untilItServes(server, options, endpoint, signal) {
	const limit = AbortSignal.timeout((options.startWithin ?? START_WITHIN) * 1e3);
	const either = AbortSignal.any([signal, limit]);
	const dispatcher = new import_undici.Agent({ connect: { socketPath: endpoint.socketPath ?? "" } });
	try {
		while (!await serves(dispatcher, either)) {
			const exit = await Promise.race([server.ended, setTimeout$1(LOOK_EVERY * 1e3, void 0)]);
			if (signal.aborted) throw interrupted(endpoint, signal);
			if (exit !== void 0) throw startError(exit, options.runnerPath);
			if (limit.aborted) throw notInTime(options);
		}
	} finally {
		await dispatcher.destroy();
	}
}
/** Whether /health says ok. No connection, a broken one and a server that still loads are all "not yet": the process's end tells the rest. */
async function serves(dispatcher, signal) {
	try {
		const { statusCode, body } = await (0, import_undici.request)("http://localhost/health", {
			dispatcher,
			signal
		});
		await body.dump();
		return statusCode === 200;
	} catch {
		return false;
	}
}
function notInTime({ profile, runnerPath, startWithin }) {
	return new ServerError({
		code: "server-start-too-slow",
		at: runnerPath,
		fault: `the model server for ${profile} did not serve within ${startWithin ?? START_WITHIN} s`,
		remedy: "Put the weights on a faster disk, or start the server yourself and name it with --endpoint"
	});
}
async function exitReasonOf(server) {
	const exit = await Promise.race([server.ended, setTimeout$1(EXIT_WITHIN * 1e3, void 0, { ref: false })]);
	return exit === void 0 ? void 0 : exitReason(exit);
}
/** A fresh folder for one server's socket: nobody else may enter it, and its path is short enough for a socket.
*  @param candidates folders to make it in, the best first
*  @throws ServerError where none of them will do */
function makeSocketFolder(candidates = socketParents()) {
	const tried = [];
	for (const parent of candidates) {
		if (parent === void 0 || parent === "") continue;
		const stem = join(parent, "bioreview-");
		if (Buffer.byteLength(`${stem}XXXXXX/s.sock`) > 103) {
			tried.push(`${parent} is too long a path`);
			continue;
		}
		try {
			const folder = mkdtempSync(stem);
			const remove = () => rmSync(folder, {
				recursive: true,
				force: true
			});
			process.once("exit", remove);
			return {
				socketPath: join(folder, "s.sock"),
				remove() {
					process.off("exit", remove);
					remove();
				}
			};
		} catch (error) {
			tried.push(messageOf(error));
		}
	}
	throw new ServerError({
		code: "no-place-for-socket",
		at: "the model server's socket",
		fault: `no folder can hold it: ${tried.join("; ")}`,
		remedy: "Set TMPDIR to a folder with a short path that you may write to"
	});
}
function socketParents() {
	const { XDG_RUNTIME_DIR } = process.env;
	return [
		XDG_RUNTIME_DIR,
		tmpdir(),
		"/tmp"
	];
}

export { connectEmbedder as i, startServer as n, connectModel as r, makeSocketFolder as t };