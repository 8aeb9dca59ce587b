import { t as require_undici } from "./undici~index~openai-embedder~openai-model~served-models~start-server.js";
import { b as ServerError } from "./shared~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { r as socketEndpoint } from "./inference~bioreview~action~openai-embedder~openai-model~served-models~start-server.js";
import { r as startError, t as exitReason } from "./inference~bioreview~action~action-post~start-server.js";
import { t as interrupted } from "./inference~openai-embedder~openai-model~served-models~start-server.js";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { createInterface } from "node:readline";

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
	const waited = new AbortController();
	const exit = await Promise.race([server.ended, setTimeout$1(EXIT_WITHIN * 1e3, void 0, { signal: waited.signal }).catch(() => void 0)]);
	waited.abort();
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
			tried.push(error instanceof Error ? error.message : String(error));
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

export { startServer as n, makeSocketFolder as t };