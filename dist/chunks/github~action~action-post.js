import { c as array, h as object, x as unknown } from "./zod~action~action-post.js";
import { n as graphqlError, o as reasonOfGraphQL, r as interrupted, t as RequestFault } from "./github~request-fault~action~action-post.js";
import { setTimeout } from "node:timers/promises";

// src/github/http/client.ts
/** The one connection with GitHub. Invariants: an answer is checked when it comes in, once; a read is sent again where GitHub fails, a write never is,
*  here; the token stands in no error and no log line. */
const TIMING = {
	timeout: 3e4,
	lastWords: 5e3,
	retryDelay: 1e3,
	settle: 2e3,
	maxWait: 150
};
const graphqlAnswer = object({
	data: unknown(),
	errors: array(graphqlError).min(1).optional()
});
function connectGitHub(options) {
	const { log, signal, statusContext, throttle = true } = options;
	const timing = {
		...TIMING,
		...options.timing
	};
	const pause = async (milliseconds) => {
		await (options.sleep ?? sleepFor)(milliseconds, signal).catch((error) => {
			throw signal?.aborted ? interrupted(signal, "a pause") : error;
		});
	};
	const create = async () => (await import("./octokit.js")).createOctokit;
	const limit = { until: 0 };
	let created;
	const octokit = () => {
		created ??= create().then((createOctokit) => createOctokit({
			...options,
			...timing,
			throttle,
			signal,
			pause,
			limit
		}));
		return created;
	};
	const urgentOctokit = async () => {
		const urgent = {
			throttle: false,
			timeout: timing.lastWords,
			maxWait: 0,
			signal: void 0
		};
		return (await create())({
			...options,
			...timing,
			...urgent,
			pause,
			limit
		});
	};
	const graphqlUrl = options.graphql ?? `${options.api.replace(/\/+$/, "").replace(/\/api\/v3$/, "/api")}/graphql`;
	const graphql = async (name, query, variables) => checked(await (await octokit()).request(`POST ${graphqlUrl}`, {
		query,
		variables,
		operationName: name
	}), graphqlAnswer);
	return {
		log,
		statusContext,
		send: async (call, answer, { lastWords = false } = {}) => checked(await call(await (lastWords ? urgentOctokit() : octokit())), answer),
		async *pages(call, answer) {
			for await (const page of call(await octokit())) yield checked(page, answer);
		},
		query: async (name, query, variables, answer) => {
			const { data, errors: [error] = [] } = await graphql(name, query, variables);
			const label = `GraphQL ${name}`;
			if (error !== void 0) throw new RequestFault({
				reason: reasonOfGraphQL(error),
				request: label,
				message: error.message
			});
			return checked({
				data,
				label
			}, answer);
		},
		mutate: async (name, mutation, variables) => {
			const { data, errors = [] } = await graphql(name, mutation, variables);
			return {
				data,
				errors
			};
		},
		settle: () => pause(timing.settle)
	};
}
/** @param response with the label of its request for messages, as every response of ours has */
function checked(response, answer) {
	const { success, data, error } = answer.safeParse(response.data);
	if (success) return data;
	const [issue] = error.issues;
	const message = `${issue?.path.join(".") || "the whole"}: ${issue?.message ?? ""}`;
	throw new RequestFault({
		reason: "answer",
		request: String(response.label),
		message
	});
}
function sleepFor(milliseconds, signal) {
	return setTimeout(milliseconds, void 0, { signal });
}

export { connectGitHub as t };