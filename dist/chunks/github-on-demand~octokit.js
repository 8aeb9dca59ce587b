import { t as getOctokit } from "./actions-toolkit.js";
import { b as union, c as array, g as record, h as object, m as number, s as _undefined, v as string, x as unknown } from "./zod~action~action-post.js";
import { t as throttling } from "./github-client.js";
import { n as plainText } from "./publish~sanitise.js";
import { t as VERSION } from "./shared~version~bioreview.js";
import { a as reasonOf, r as interrupted, t as RequestFault } from "./github~request-fault~action~action-post.js";

// src/github/http/octokit.ts
/** The authenticated Octokit of GitHub's toolkit, which goes through the runner's proxy, with GitHub's pace kept and its rate limits waited for. Loaded with the
*  first request: the post step mostly sends none. Invariants: all that is thrown is a `RequestFault` or what the run was stopped with; headers, and the token
*  with them, go no further; a write is never sent again here, but after a limit that kept it out; nor is what cannot succeed, such as a refusal; a wait for a
*  rate limit is bounded and ends with the run, and until a limit that is not waited for is over nothing at all is sent. */
/** Times that one request waits for a rate limit. */
const WAITS = 2;
/** Times that a read is sent again where GitHub fails. */
const RETRIES = 2;
function createOctokit(options) {
	const { token, api, fetch, log, throttle, timeout, signal } = options;
	const silent = () => void 0;
	const octokitLog = {
		debug: silent,
		info: silent,
		warn: (line) => log.debug(plainText(line)),
		error: silent
	};
	const leaveToUs = () => false;
	const octokit = getOctokit(token, {
		baseUrl: api.replace(/\/+$/, ""),
		userAgent: `bioreview/${VERSION}`,
		log: octokitLog,
		throttle: {
			enabled: throttle,
			onRateLimit: leaveToUs,
			onSecondaryRateLimit: leaveToUs
		}
	}, throttling);
	octokit.hook.wrap("request", (request, endpoint) => {
		const isRead = endpoint.method === "GET" || String(endpoint["query"]).startsWith("query ");
		const given = endpoint.request;
		const send = async () => {
			endpoint.request = {
				...given,
				log: octokitLog,
				fetch: timed(fetch ?? given.fetch, timeout),
				...signal && { signal }
			};
			return request(endpoint);
		};
		return sendPatiently(send, labelOf(endpoint), isRead ? RETRIES : 0, options);
	});
	return octokit;
}
/** Each attempt has its own time, body included; what waits in a queue takes none of it. The timer is ours and holds both signals, for what AbortSignal.timeout
*  gives to AbortSignal.any can be collected as garbage (Node 20), and then nothing ever ends the wait. */
function timed(fetch, milliseconds) {
	return (input, init) => {
		const controller = new AbortController();
		const signal = init?.signal ? AbortSignal.any([init.signal, controller.signal]) : controller.signal;
		const end = () => {
			if (!signal.aborted) controller.abort(new DOMException("the time is over", "TimeoutError"));
		};
		setTimeout(end, milliseconds).unref();
		return fetch(input, {
			...init,
			signal
		});
	};
}
/** @param retries times that it is sent again where no whole answer came, or GitHub failed
*  @returns the response, with the request's label for messages */
async function sendPatiently(send, label, retries, { log, limit, maxWait, retryDelay, signal, pause }) {
	for (let waits = 0, retried = 0;;) {
		assertNoLimit(limit, label);
		const { response, refusal, fault } = await attempt(send, label, signal);
		if (refusal !== void 0) {
			const seconds = rateLimitWait(refusal, waits++, Date.now()) ?? 0;
			if (waits > WAITS || seconds > maxWait) {
				limit.until = Date.now() + seconds * 1e3;
				throw limited(label, refusal.message, seconds, refusal.status);
			}
			log.warning(`GitHub's rate limit: waiting ${seconds} s before ${label}`);
			await pause(seconds * 1e3);
			continue;
		}
		const { retryAfter = 0 } = fault ?? {};
		const isLast = retried === retries || retryAfter > maxWait;
		if (response !== void 0 && (isLast || isWhole(response))) return {
			...response,
			label
		};
		if (fault !== void 0 && (isLast || !fault.mayHaveSucceeded)) throw fault;
		log.debug(`${label}: ${fault?.fault ?? "the answer broke off, or GitHub gave it up"}`);
		await pause(Math.max(retryDelay * 4 ** retried++, retryAfter * 1e3));
	}
}
function assertNoLimit({ until }, label) {
	const left = until - Date.now();
	if (left > 0) throw limited(label, "nothing is sent before its end", left / 1e3);
}
function limited(label, message, wait, status) {
	const seconds = Math.ceil(wait);
	const words = `${message} (try again in ${seconds} s)`;
	return new RequestFault({
		reason: "limited",
		request: label,
		message: words,
		retryAfter: seconds,
		...status && { status }
	});
}
const givenUp = object({ errors: array(object({ message: string().regex(/^Something went wrong while executing/) })).min(1) });
/** Where an answer breaks off after its head, Octokit hands on what came of it as a text. GraphQL says with a 200 that it gave a query up. */
function isWhole({ status, data }) {
	return status === 204 || typeof data === "object" && data !== null && !givenUp.safeParse(data).success;
}
/** @throws what the run was stopped with; what is no failure of a request */
async function attempt(send, label, signal) {
	try {
		const response = await orAborted(send, signal);
		const refusal = graphqlLimit(response);
		return refusal === void 0 ? { response } : { refusal };
	} catch (error) {
		if (signal?.aborted) throw interrupted(signal, label);
		return failedAttempt(error, label);
	}
}
/** The queue and the pauses of the plugins hear no signal. */
async function orAborted(send, signal) {
	if (signal === void 0) return send();
	signal.throwIfAborted();
	let abort = () => {};
	const aborted = new Promise((_, reject) => {
		abort = () => reject(signal.reason);
		signal.addEventListener("abort", abort, { once: true });
	});
	const sent = send();
	sent.catch(() => void 0);
	return Promise.race([sent, aborted]).finally(() => signal.removeEventListener("abort", abort));
}
const headersSchema = record(string(), union([
	string(),
	number(),
	_undefined()
]));
const thrownSchema = object({
	message: string(),
	status: number().optional(),
	response: object({
		headers: headersSchema,
		data: unknown()
	}).optional()
});
/** @throws the error itself where it is none of a request */
function failedAttempt(error, label) {
	const { message, status = 0, response } = thrownSchema.parse(error);
	if (response === void 0 && status !== 500) throw error;
	if (response === void 0) return { fault: new RequestFault({
		reason: "unreachable",
		request: label,
		message: causesOf(error)
	}) };
	const { headers, data } = response;
	const refusal = graphqlLimit({
		data,
		headers
	}) ?? {
		status,
		headers,
		message
	};
	if (rateLimitWait(refusal, 0, 0) !== void 0) return { refusal };
	const accepted = headers["x-accepted-github-permissions"];
	const retryAfter = secondsOf(headers["retry-after"], Date.now());
	return { fault: new RequestFault({
		reason: reasonOf(status, message),
		request: label,
		message,
		status,
		...accepted === void 0 ? {} : { accepted: String(accepted) },
		...retryAfter === void 0 ? {} : { retryAfter }
	}) };
}
/** "fetch failed" alone tells nobody anything; what it was caused by does. */
function causesOf(error) {
	const messages = /* @__PURE__ */ new Set();
	for (let one = error; one instanceof Error && messages.size < 4; one = one.cause) messages.add(one.message);
	return [...messages].join(": ");
}
/** `GET /repos/ada/paper/pulls/7`, or `GraphQL Snapshot`. */
function labelOf({ method, baseUrl, url, operationName, ...parameters }) {
	if (operationName !== void 0) return `GraphQL ${operationName}`;
	return `${method} ${String(url).replace(/\{(\w+)\}/g, (whole, name) => String(parameters[name] ?? whole)).replace(String(baseUrl), "")}`;
}
const graphqlErrors = object({ errors: array(object({
	type: string().optional(),
	message: string()
})) });
/** GraphQL says with a 200 that a limit is used up: the hour's by a type, a secondary one by its words alone. The throttling plugin throws the first where it is
*  enabled. */
function graphqlLimit({ data, headers }) {
	const { errors = [] } = graphqlErrors.safeParse(data).data ?? {};
	const found = errors.find(({ type, message }) => type === "RATE_LIMITED" || /secondary rate limit/i.test(message));
	return found && {
		status: 429,
		headers,
		message: found.message
	};
}
/** Seconds. GitHub's documentation: where no answer names a time, "wait for at least one minute". */
const UNNAMED_WAIT = 60;
/** How long GitHub asks us to wait: going on all the same can get an integration banned.
*  @param waits how often this request has waited already: a wait that GitHub does not name doubles  @param now milliseconds since 1970
*  @returns seconds until it may be sent again; undefined where the answer is about something else */
function rateLimitWait({ status, headers, message }, waits, now) {
	const usedUp = String(headers["x-ratelimit-remaining"]) === "0";
	const named = secondsOf(headers["retry-after"], now);
	if (!(status === 429 || status === 403 && (usedUp || named !== void 0 || /rate limit|abuse detection/i.test(message)) || status === 422 && /submitted too quickly/i.test(message))) return void 0;
	if (named !== void 0) return named;
	const reset = Number(headers["x-ratelimit-reset"]);
	if (usedUp && Number.isFinite(reset) && reset > 0) return Math.max(1, Math.ceil(reset - now / 1e3) + 1);
	return UNNAMED_WAIT * 2 ** waits;
}
/** `retry-after` is a number of seconds, or a date. */
function secondsOf(header, now) {
	if (header === void 0 || header === "") return void 0;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
	const date = Date.parse(String(header));
	return Number.isNaN(date) ? void 0 : Math.max(0, Math.ceil((date - now) / 1e3));
}

export { rateLimitWait as n, createOctokit as t };