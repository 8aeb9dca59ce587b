import { s as ModelsError } from "./shared~errors.js";
import { o as weightFileOf } from "./inference~local-runner~action~action-post.js";
import { i as whyUntrusted, n as parseEndpoint } from "./inference~endpoint~action.js";
import { r as describeServer } from "./inference~index~action.js";
import { r as openModelServers, t as identifyModels } from "./reviewer~model-servers~action.js";
import { n as userCache } from "./shared~user-folders~action~action-post.js";
import { join } from "node:path";

// src/action/run/model-server.ts
/** The models of one run: those of the endpoint that the workflow names, else of a server that runs on this machine, else of one
*  that is started for the job. Invariants: what is named is used or an error, never passed over; a server of ours that runs
*  another model than the profile's reviews nothing unasked; otherwise text goes only to a socket in a folder that only this
*  user, root, or a service of this machine can write into. */
function modelSource(profile, settings, dependencies) {
	const { endpoint: named, model } = settings;
	const { env, log } = dependencies;
	let running;
	const options = async (signal) => {
		if (named === void 0) running ??= findRunningServer(profile, knownSockets(profile.name, env), log.notice, signal);
		const endpoint = named ?? await running;
		return {
			...endpoint === void 0 ? {} : { endpoint },
			...model.length === 0 ? {} : { model },
			...settings.models === void 0 ? {} : { models: settings.models },
			...settings.threads === void 0 ? {} : { threads: settings.threads },
			weights: settings.weights,
			gpu: settings.gpu,
			timeout: settings.timeout,
			embedder: true,
			compares: true
		};
	};
	return {
		nearDuplicates: true,
		identify: async (signal) => identifyModels(profile, await options(signal), env, signal),
		async open(signal) {
			if (named !== void 0 && model.length === 0) await assertSuitable(profile, named, env, signal);
			const opening = await options(signal);
			if (opening.endpoint !== void 0) log.notice(`asking the model server at ${opening.endpoint}`);
			return openModelServers(profile, opening, dependencies, signal);
		}
	};
}
/** A server of ours says which model it has; other servers use names of their own, for which the workflow that configures them is
*  responsible. */
async function assertSuitable(profile, address, env, signal) {
	const endpoint = parseEndpoint(address, env);
	const server = await describeServer(endpoint, signal);
	if (server.kind === "fails") throw server.error;
	if (server.server !== "bioreview-runner") return;
	const why = whyUnsuitable(profile, server, "chat");
	if (why === void 0) return;
	throw new ModelsError({
		code: "server-of-another-profile",
		at: endpoint.shown,
		fault: why,
		remedy: `Name the profile that it serves, or start it with --profile ${profile.name}, or name the model with the input model`
	});
}
/** Where a server of this profile would listen: that of a service first, then that of the user. */
function knownSockets(profile, env) {
	const folders = ["/run/bioreview", join(userCache(env), "run")];
	const names = [
		profile,
		profile.replace(/^bioreview-/, ""),
		"runner"
	];
	return folders.flatMap((folder) => [...new Set(names)].map((name) => join(folder, `${name}.sock`)));
}
/** @param notice gets why a server that is there is not used
*  @returns the endpoint of the first that runs what the profile wants; undefined where none does */
async function findRunningServer(profile, sockets, notice, signal) {
	if (profile.chat.length > 1) return void 0;
	for (const path of sockets) {
		const distrust = await whyUntrusted(path, process.getuid?.());
		if (distrust === "nothing there") continue;
		const why = distrust ?? whyUnsuitable(profile, await describeServer(parseEndpoint(`unix:${path}`, {}), signal));
		if (why === void 0) return `unix:${path}`;
		notice(`the model server at ${path} is not used: ${why}`);
	}
}
/** @param only look at this half of the profile
*  @returns why this server must not review for the profile; undefined where it may */
function whyUnsuitable(profile, server, only) {
	if (server.kind === "fails") return server.error.fault;
	const models = server.models.filter(({ purpose }) => only === void 0 || purpose === only);
	for (const { kind, id } of requiredModels(profile).filter((one) => only === void 0 || one.kind === only)) {
		const served = models.find((model) => model.id === id && model.purpose === kind);
		if (served === void 0) return `it serves ${models.map((model) => model.id).join(" and ") || "nothing"}, and profile ${profile.name} wants ${id}`;
		const known = weightFileOf(id)?.sha256;
		if (known !== void 0 && served.sha256 !== void 0 && served.sha256 !== known) return `its ${id} has other weights (sha256 ${served.sha256.slice(0, 12)}) than profile ${profile.name} names`;
	}
}
function requiredModels({ chat, embedding }) {
	return [...chat.map((id) => ({
		kind: "chat",
		id
	})), {
		kind: "embedding",
		id: embedding
	}];
}
/** The same models for several reviews, one after another: opened once, by the first review, and closed by the caller. Where they
*  could not be opened, the others fail with the same error at once. */
function sharedModels(source) {
	let opened;
	return {
		...source,
		async open(signal) {
			opened ??= source.open(signal);
			return {
				...await opened,
				close: async () => void 0
			};
		},
		async close(again) {
			const servers = await opened?.catch(() => void 0);
			if (again && servers !== void 0) opened = void 0;
			await servers?.close();
		}
	};
}

export { sharedModels as n, modelSource as t };