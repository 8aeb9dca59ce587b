import { i as __toESM } from "./rolldown-runtime.js";
import { K as GitHubError, et as UserError, h as VERSION, q as InterruptedError } from "./shared.js";
import { b as union, c as array, f as literal, g as record, h as object, m as number, s as _undefined, v as string, x as unknown } from "./zod.js";
import { w as plainText } from "./publish.js";
import { n as retry, r as Octokit, t as throttling } from "./github-client~action~action-post.js";
import { setTimeout } from "node:timers/promises";

// src/github/http/rate-limit.ts
/** Seconds. GitHub's documentation: where no answer names a time, "wait for at least one minute". */
const UNNAMED_WAIT = 60;
/** @param waited how often this request has waited already  @param now milliseconds since 1970
*  @returns seconds until it may be sent again; undefined where the answer is about something else */
function rateLimitWait({ status, headers, message }, waited, now) {
	const usedUp = String(headers["x-ratelimit-remaining"]) === "0";
	const named = secondsOf(headers["retry-after"], now);
	if (!(status === 429 || status === 403 && (usedUp || named !== void 0 || /rate limit|abuse detection/i.test(message)) || status === 422 && /submitted too quickly/i.test(message))) return void 0;
	if (named !== void 0) return named;
	const reset = Number(headers["x-ratelimit-reset"]);
	if (usedUp && Number.isFinite(reset) && reset > 0) return Math.max(1, Math.ceil(reset - now / 1e3) + 1);
	return UNNAMED_WAIT * 2 ** waited;
}
/** `retry-after` is a number of seconds, or a date. */
function secondsOf(header, now) {
	if (header === void 0 || header === "") return void 0;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
	const date = Date.parse(String(header));
	return Number.isNaN(date) ? void 0 : Math.max(0, Math.ceil((date - now) / 1e3));
}

// src/github/http/request-fault.ts
/** What a failed request means. Invariant: it tells the request, GitHub's own words as one plain line and a remedy, and never a header: no token is in it. */
/** One request that failed, for good. */
var RequestFault = class extends GitHubError {
	reason;
	status;
	/** GitHub's own words, one plain line. */
	said;
	accepted;
	constructor(failed) {
		const githubMessage = plainText(failed.message).slice(0, 300);
		super({
			code: CODES[failed.reason],
			at: `GitHub, ${plainText(failed.request)}`,
			fault: told(failed, githubMessage),
			remedy: REMEDIES[failed.reason]
		});
		this.reason = failed.reason;
		this.status = failed.status;
		this.said = githubMessage;
		this.accepted = failed.accepted;
	}
	/** Whether a write may have been done although it failed: then it must be looked for before it is sent again. */
	get mayHaveSucceeded() {
		return this.reason === "unreachable" || this.reason === "server" || this.reason === "answer";
	}
};
const CODES = {
	unreachable: "github-unreachable",
	server: "github-failed",
	answer: "github-answer",
	credentials: "github-credentials",
	permission: "github-permission",
	locked: "github-locked",
	"not found": "github-not-found",
	refused: "github-refused",
	limited: "github-limited"
};
const REMEDIES = {
	unreachable: "Check the runner's network and proxy, then run the job again; nothing is written twice",
	server: "Run the job again later; nothing is written twice",
	answer: "Run the job again; where it stays, check what stands between the runner and GitHub, and GITHUB_API_URL",
	credentials: "Give a token that is valid: the input `token`, by default the job's own",
	permission: "Add the permission to the workflow's `permissions`, or run on an event whose token may write",
	locked: "Unlock the conversation, then run the job again",
	"not found": "Check that the token may read this repository, and that the pull request and the commit still exist",
	refused: "Run the job again; where it stays, this is a bug of BioReview: report it with this message",
	limited: "Run the job again later, or with a token that has a limit of its own"
};
function told({ reason, status, accepted }, said) {
	const number = status === void 0 ? "" : ` (${status})`;
	switch (reason) {
		case "unreachable": return `no whole answer came: ${said}`;
		case "server": return `GitHub failed${number}: ${said}`;
		case "answer": return `the answer is not what GitHub documents: ${said}`;
		case "credentials": return `the token is refused${number}: ${said}`;
		case "permission": return `the token may not do this${number}: ${said}${accepted === void 0 ? "" : `; it needs ${plainText(accepted)}`}`;
		case "locked": return `the conversation is locked${number}: ${said}`;
		case "not found": return `there is no such thing, or the token may not see it${number}: ${said}`;
		case "refused": return `GitHub refuses this${number}: ${said}`;
		case "limited": return `GitHub's rate limit is used up${number}: ${said}`;
	}
}
/** @param status of an answer above 399 */
function reasonOf(status, message) {
	if (status === 401) return "credentials";
	if (status === 403 || status === 422 || status === 423) {
		if (/\block(?:ed)?\b/i.test(message)) return "locked";
	}
	if (status === 403 || status === 451) return "permission";
	if (status === 404 || status === 410) return "not found";
	if (status === 429) return "limited";
	return status >= 500 ? "server" : "refused";
}

// src/github/http/octokit.ts
/** One request sent, and what came of it. Invariant: nothing thrown here but a stop; headers, and the token with them, go no further. */
const Paced = Octokit.plugin(throttling, retry);
/** Waiting for a limit is ours: the plugin would wait an hour, where nobody can stop it, and leaves out answers without their usual words. */
const leaveToUs = () => false;
function openLine({ token, api, fetch = globalThis.fetch, pace, time, again, tell }) {
	const silent = () => void 0;
	const log = {
		debug: silent,
		info: silent,
		warn: (line) => tell(plainText(line)),
		error: silent
	};
	const octokit = new Paced({
		auth: token,
		baseUrl: api.replace(/\/+$/, ""),
		userAgent: `bioreview/${VERSION}`,
		log,
		request: {
			fetch: timed(fetch, time),
			log
		},
		throttle: {
			enabled: pace,
			onRateLimit: leaveToUs,
			onSecondaryRateLimit: leaveToUs
		},
		retry: {
			retries: 0,
			retryAfterBaseValue: again,
			doNotRetry: [
				400,
				401,
				403,
				404,
				409,
				410,
				422,
				423,
				429,
				451
			]
		}
	});
	return async ({ route, parameters, shown }, retries, signal) => {
		try {
			const { data, headers } = await orStopped(octokit.request(route, {
				...parameters,
				request: {
					retries,
					...signal === void 0 ? {} : { signal }
				}
			}), signal);
			return limitedIn(data, headers) ?? {
				kind: "answered",
				data
			};
		} catch (error) {
			if (signal?.aborted) throw stopped(signal, shown);
			return failureOf(error, shown);
		}
	};
}
/** Each attempt has its own time, body included; what waits in a queue takes none of it. */
function timed(fetch, time) {
	return (input, init) => {
		const limit = AbortSignal.timeout(time);
		return fetch(input, {
			...init,
			signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit
		});
	};
}
/** The queue and the pauses of the library hear no signal. */
async function orStopped(request, signal) {
	if (signal === void 0) return request;
	request.catch(() => void 0);
	signal.throwIfAborted();
	let stop = () => {};
	const stopping = new Promise((_, reject) => {
		stop = () => reject(signal.reason);
		signal.addEventListener("abort", stop, { once: true });
	});
	return Promise.race([request, stopping]).finally(() => signal.removeEventListener("abort", stop));
}
function stopped(signal, shown) {
	if (signal.reason instanceof UserError) return signal.reason;
	return new InterruptedError({
		code: "interrupted",
		at: `GitHub, ${plainText(shown)}`,
		fault: "the run was told to stop",
		remedy: "Run the job again; nothing is written twice"
	});
}
const limitedData = object({ errors: array(object({
	type: literal("RATE_LIMITED"),
	message: string()
})).min(1) });
/** GraphQL says with a 200 that its limit is used up. The library throws that, or hands it on, by whether it paces. */
function limitedIn(data, headers) {
	const { data: limited } = limitedData.safeParse(data);
	return limited && {
		kind: "limited",
		answer: {
			status: 429,
			headers,
			message: limited.errors[0]?.message ?? ""
		}
	};
}
const thrown = object({
	message: string(),
	status: number().optional(),
	response: object({
		headers: record(string(), union([
			string(),
			number(),
			_undefined()
		])),
		data: unknown()
	}).optional()
});
function failureOf(error, request) {
	const { message, status = 0, response } = thrown.parse(error);
	if (response === void 0 && status !== 500) throw error;
	if (response === void 0) return {
		kind: "failed",
		fault: new RequestFault({
			reason: "unreachable",
			request,
			message: causes(error)
		})
	};
	const { headers } = response;
	const limited = limitedIn(response.data, headers);
	if (limited !== void 0) return limited;
	if (rateLimitWait({
		status,
		headers,
		message
	}, 0, 0) !== void 0) return {
		kind: "limited",
		answer: {
			status,
			headers,
			message
		}
	};
	const accepted = headers["x-accepted-github-permissions"];
	const about = accepted === void 0 ? {} : { accepted: String(accepted) };
	return {
		kind: "failed",
		fault: new RequestFault({
			reason: reasonOf(status, message),
			request,
			message,
			status,
			...about
		})
	};
}
/** "fetch failed" alone tells nobody anything; what it was caused by does. */
function causes(error) {
	const told = [];
	for (let one = error; one instanceof Error && told.length < 4; one = one.cause) if (!told.includes(one.message)) told.push(one.message);
	return told.join(": ");
}

// src/github/http/client.ts
/** The one connection with GitHub. Invariants: an answer is checked when it comes in, once; a read is asked again where GitHub fails, a write that could
*  be done twice never is, here; a rate limit's wait is kept, up to a bound; the token stands in no error and no log line. */
const PATIENCE = {
	request: 3e4,
	lastWords: 5e3,
	again: 1e3,
	settle: 2e3,
	limit: 150
};
const graphqlError = object({
	type: string().optional(),
	message: string(),
	path: array(union([string(), number()])).optional()
});
const graphqlAnswer = object({
	data: unknown(),
	errors: array(graphqlError).min(1).optional()
});
/** Times that one request waits for a rate limit. */
const WAITS = 2;
/** Times that a read, or a write that can be done twice, is sent again. */
const REPEATS = 2;
function connectGitHub(options) {
	const { log, signal } = options;
	const timing = {
		...PATIENCE,
		...options.patience
	};
	const pause = async (milliseconds) => {
		await (options.sleep ?? sleepFor)(milliseconds, signal).catch((error) => {
			throw signal?.aborted ? stopped(signal, "a pause") : error;
		});
	};
	const line = {
		token: options.token,
		api: options.api,
		fetch: options.fetch,
		again: timing.again,
		tell: (text) => log.debug(text)
	};
	const paced = openLine({
		...line,
		pace: options.throttle ?? true,
		time: timing.request
	});
	const urgent = openLine({
		...line,
		pace: false,
		time: timing.lastWords
	});
	const sendPatiently = async (asked, repeats) => {
		for (let waited = 0;; waited++) {
			const sent = await paced(asked, repeats, signal);
			const seconds = sent.kind === "limited" ? rateLimitWait(sent.answer, waited, Date.now()) : void 0;
			if (seconds === void 0 || waited === WAITS || seconds > timing.limit) return dataOf(sent, asked);
			log.warning(`GitHub's rate limit: waiting ${seconds} s before ${asked.shown}`);
			await pause(seconds * 1e3);
		}
	};
	/** An answer can also break off after its head. The library takes that for an empty one. */
	const understood = async (asked, answer, repeats) => {
		for (let left = repeats;; left--) {
			const { success, data, error } = answer.safeParse(await sendPatiently(asked, repeats));
			if (success) return data;
			const fault = new RequestFault({
				reason: "answer",
				request: asked.shown,
				message: whereIn(error)
			});
			if (left <= 0) throw fault;
			log.debug(fault.message);
			await pause(timing.again);
		}
	};
	const graphql = (name, query, variables, repeats) => {
		const url = options.graphql ?? `${options.api.replace(/\/+$/, "").replace(/\/api\/v3$/, "/api")}/graphql`;
		return understood({
			route: `POST ${url}`,
			parameters: {
				query,
				variables
			},
			shown: `GraphQL ${name}`
		}, graphqlAnswer, repeats);
	};
	return {
		statusContext: options.statusContext,
		log,
		get: (route, parameters, answer) => understood({
			route,
			parameters,
			shown: filled(route, parameters)
		}, answer, REPEATS),
		send: async (route, parameters, answer, { lastWords = false } = {}) => {
			const asked = {
				route,
				parameters,
				shown: filled(route, parameters)
			};
			if (lastWords) return checked(asked, dataOf(await urgent(asked, 0, void 0), asked), answer);
			return understood(asked, answer, route.startsWith("POST ") ? 0 : REPEATS);
		},
		query: async (name, query, variables, answer) => {
			const { data, errors: [error] = [] } = await graphql(name, query, variables, REPEATS);
			const shown = `GraphQL ${name}`;
			if (error !== void 0) throw new RequestFault({
				reason: reasonOfGraphQL(error),
				request: shown,
				message: error.message
			});
			return checked({ shown }, data, answer);
		},
		mutate: async (name, mutation, variables) => (await graphql(name, mutation, variables, 0)).errors ?? [],
		settle: () => pause(timing.settle)
	};
}
function dataOf(sent, { shown }) {
	switch (sent.kind) {
		case "answered": return sent.data;
		case "failed": throw sent.fault;
		case "limited": {
			const { status, message } = sent.answer;
			const seconds = rateLimitWait(sent.answer, 0, Date.now()) ?? 0;
			throw new RequestFault({
				reason: "limited",
				request: shown,
				status,
				message: `${message} (try again in ${seconds} s)`
			});
		}
	}
}
function checked({ shown }, found, answer) {
	const { success, data, error } = answer.safeParse(found);
	if (success) return data;
	throw new RequestFault({
		reason: "answer",
		request: shown,
		message: whereIn(error)
	});
}
function whereIn({ issues: [issue] }) {
	return `${issue?.path.join(".") || "the whole"}: ${issue?.message ?? ""}`;
}
function reasonOfGraphQL({ type }) {
	switch (type) {
		case "FORBIDDEN":
		case "INSUFFICIENT_SCOPES": return "permission";
		case "NOT_FOUND": return "not found";
		case void 0:
		case "SERVICE_UNAVAILABLE":
		case "INTERNAL": return "server";
		default: return "refused";
	}
}
/** The route with its parameters: `GET /repos/ada/paper/pulls/7`. */
function filled(route, parameters) {
	return route.replace(/\{(\w+)\}/g, (whole, name) => String(parameters[name] ?? whole));
}
function sleepFor(milliseconds, signal) {
	return setTimeout(milliseconds, void 0, { signal });
}

// src/github/http/proxy.ts
/** @param env of the process: `https_proxy`, `http_proxy`, `no_proxy`, in small or capital letters, as for other tools; small ones count more
*  @returns undefined where no proxy is named */
function proxiedFetch(env) {
	const named = (name) => env[name] ?? env[name.toUpperCase()] ?? "";
	const [httpProxy, httpsProxy, noProxy] = [
		named("http_proxy"),
		named("https_proxy"),
		named("no_proxy")
	];
	if (httpProxy === "" && httpsProxy === "") return void 0;
	const opened = openWay({
		httpProxy,
		httpsProxy,
		noProxy
	});
	opened.catch(() => void 0);
	return async (input, init) => {
		const { fetch, dispatcher } = await opened;
		const url = input instanceof Request ? input.url : String(input);
		const { body, headers, method, signal } = init ?? {};
		const response = await fetch(url, {
			method: method ?? "GET",
			headers: Object.fromEntries(new Headers(headers)),
			body: typeof body === "string" ? body : null,
			signal: signal ?? null,
			dispatcher
		});
		return new Response(response.body, {
			status: response.status,
			headers: [...response.headers]
		});
	};
}
/** Loaded only where there is a proxy: most runs have none, and start sooner. */
async function openWay(proxies) {
	const { EnvHttpProxyAgent, fetch } = await import("./undici2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	return {
		fetch,
		dispatcher: new EnvHttpProxyAgent(proxies)
	};
}

// src/github/read/repository.ts
/** @throws RangeError where it is no `owner/name`: whoever made it is wrong, not the user */
function parseFullName(repository) {
	const [owner = "", name = "", ...more] = repository.split("/");
	if (!/^[\w.-]+$/.test(owner) || !/^[\w.-]+$/.test(name) || more.length > 0) throw new RangeError(`no repository is called ${JSON.stringify(repository)}`);
	return {
		owner,
		name
	};
}

// src/github/write/unwritten.ts
/** What could not be written for lack of a permission. Invariant: only that is lost quietly enough to go on; everything else that fails is thrown. */
/** Runs a write. @returns its result, or what was lost by the lack of a permission
*  @param permission that the write needs, as GitHub documents it */
async function unlessForbidden(permission, what, write) {
	try {
		return { done: await write() };
	} catch (error) {
		if (error instanceof RequestFault && (error.reason === "permission" || error.reason === "locked")) return { unwritten: {
			permission: error.reason === "locked" ? "an unlocked conversation" : permission,
			what
		} };
		throw error;
	}
}

// src/github/write/commit-status.ts
/** The commit status that people and merge rules see. Sending it twice does no harm, the last one counts: so it is sent again where GitHub failed. */
/** UTF-16 units that GitHub takes. */
const MAX_DESCRIPTION = 140;
/** @param options.lastWords goes out also after the run was told to stop
*  @returns what was lost, where the token may not write statuses  @throws RequestFault */
async function setCommitStatus(github, repository, sha, { state, description, url }, options = {}) {
	const { owner, name } = parseFullName(repository);
	const about = {
		context: github.statusContext,
		state,
		description: description.slice(0, MAX_DESCRIPTION),
		...url === void 0 ? {} : { target_url: url }
	};
	const send = () => github.send("POST /repos/{owner}/{repo}/statuses/{sha}", {
		owner,
		repo: name,
		sha,
		...about
	}, unknown(), options);
	const again = (error) => {
		if (error instanceof RequestFault && error.mayHaveSucceeded && !options.lastWords) return send();
		throw error;
	};
	return (await unlessForbidden("statuses: write", `the status ${github.statusContext} (${state})`, () => send().catch(again))).unwritten;
}
/** Whether some run has concluded on a commit: its status is there, and no longer pending. In doubt it is not. */
async function hasFinalStatus(github, repository, sha) {
	const { owner, name } = parseFullName(repository);
	const answer = object({ statuses: array(object({
		context: string(),
		state: string()
	})) });
	try {
		const parameters = {
			owner,
			repo: name,
			ref: sha,
			per_page: 100
		};
		const { statuses } = await github.get("GET /repos/{owner}/{repo}/commits/{ref}/status", parameters, answer);
		return statuses.some(({ context, state }) => context === github.statusContext && state !== "pending");
	} catch (error) {
		if (!(error instanceof RequestFault)) throw error;
		github.log.warning(error.message);
		return false;
	}
}

export { proxiedFetch as a, RequestFault as c, parseFullName as i, setCommitStatus as n, connectGitHub as o, unlessForbidden as r, reasonOfGraphQL as s, hasFinalStatus as t };