import { s as ModelsError, u as SettingsError } from "./shared~errors.js";
import { i as recordedWeights } from "./inference~local-runner~action~action-post.js";
import { n as parseEndpoint, t as TIMEOUTS } from "./inference~endpoint~action.js";
import { a as pullWeights, i as planModels, n as connectModel, o as startServer, r as describeServer, t as connectEmbedder } from "./inference~index~action.js";
import { i as weightsFolder } from "./shared~user-folders~action~action-post.js";
import { r as modelJudge } from "./reviewer~judge~action.js";

// src/reviewer/model-turns.ts
var ModelTurns = class {
	#start;
	#running;
	/** Ends when nobody is answered any more. */
	#free = Promise.resolve();
	constructor(start) {
		this.#start = start;
	}
	/** @param identity what is known before its server was started; afterwards what that says */
	model(chat, identity) {
		let known = identity;
		return {
			get identity() {
				return known;
			},
			answer: (request, onProgress, signal) => this.#alone(async () => {
				const model = await this.#serve(chat);
				known = model.identity;
				return model.answer(request, onProgress, signal);
			})
		};
	}
	#alone(answer) {
		const answered = this.#free.then(answer);
		this.#free = answered.catch(() => {});
		return answered;
	}
	async #serve(chat) {
		if (this.#running?.chat === chat) return this.#running.model;
		const before = this.#running;
		this.#running = void 0;
		await before?.server.stop();
		this.#running = {
			chat,
			...await this.#start(chat)
		};
		return this.#running.model;
	}
};

// src/reviewer/model-servers.ts
/** @throws ServerError, ModelsError, SettingsError, InterruptedError; then nothing that was started is left */
async function openModelServers(profile, flags, dependencies, signal) {
	const started = [];
	const close = async () => void await Promise.all(started.map((server) => server.stop()));
	const start = async (part) => {
		const ids = [..."chat" in part ? [part.chat] : [], ..."embeddings" in part ? part.embeddings : []];
		const runnerPath = await dependencies.runnerPath();
		if (flags.weights === "pull") {
			const onLine = (line) => dependencies.log.notice(`weights: ${line}`);
			await pullWeights({
				runnerPath,
				ids,
				models: flags.models,
				env: dependencies.env,
				onLine
			}, signal);
		}
		dependencies.log.progress(`starting the model server for ${"chat" in part ? part.chat : part.embeddings.join(" and ")}`);
		const server = await startServer({
			profile: profile.name,
			...part,
			runnerPath,
			models: flags.models,
			gpu: flags.gpu,
			threads: flags.threads,
			onLine: () => {}
		}, signal);
		started.push(server);
		return server;
	};
	const opening = {
		profile,
		flags,
		dependencies,
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
/** A model that judges, for a comparison that asks none to review: of an endpoint, else of the profile, on a server that is started for it.
*  @throws ServerError, ModelsError, SettingsError, InterruptedError; then nothing that was started is left */
async function openJudge(profile, { endpoint: address, model, models, gpu, threads, timeout }, { env, runnerPath, log }, signal) {
	const timeouts = timeoutsFor(timeout);
	if (address !== void 0) {
		const endpoint = parseEndpoint(address, env);
		if (endpoint.leavesMachine) log.notice(`parts of the manuscript are sent to another machine: ${endpoint.shown}`);
		return {
			judge: modelJudge(await connectModel(endpoint, {
				model,
				timeouts
			}, signal)),
			async close() {}
		};
	}
	if (profile?.judge === void 0) throw new RangeError("a judge needs an endpoint or a profile that has one");
	const { name, judge: chat } = profile;
	log.progress(`starting the model server for ${chat}`);
	const options = {
		profile: name,
		chat,
		only: "chat",
		runnerPath: await runnerPath(),
		models,
		gpu,
		threads,
		onLine: () => {}
	};
	const server = await startServer(options, signal);
	try {
		return {
			judge: modelJudge(await connectModel(server.endpoint, {
				model: chat,
				timeouts
			}, signal)),
			close: () => server.stop()
		};
	} catch (error) {
		await server.stop();
		throw error;
	}
}
/** Which chat models would answer, without starting any: an endpoint is asked what it serves; of a server that would be started here the recorded weights
*  are looked up.
*  @returns undefined where the endpoint does not say
*  @throws SettingsError where the endpoint's address is none, InterruptedError */
async function identifyModels(profile, { endpoint: address, model = [], models }, env, signal) {
	if (address === void 0) {
		const folder = models ?? weightsFolder(env);
		return Promise.all(profile.chat.map(async (id) => ({
			id,
			sha256: await recordedWeights(id, folder)
		})));
	}
	const served = await describeServer(parseEndpoint(address, env), signal);
	if (served.kind === "fails") return void 0;
	const chat = served.models.filter(({ purpose }) => purpose !== "embedding");
	const reviewing = chat.filter(({ purpose }) => purpose !== "base");
	if (model.length === 0) return reviewing.length === 1 ? reviewing : void 0;
	const named = model.map((id) => chat.find((one) => one.id === id));
	return named.every((one) => one !== void 0) ? named : void 0;
}
/** Whether the models of a profile fit is asked before the first of them is loaded; so is whether their weights are there. */
async function startedHere(opening) {
	const { profile, flags, dependencies, signal } = opening;
	if (flags.model !== void 0) throw modelWithoutEndpoint(flags.model);
	if (profile.chat.length === 1) return startedAtOnce(opening);
	const { models, gpu } = flags;
	const plan = await planModels({
		profile: profile.name,
		runnerPath: await dependencies.runnerPath(),
		models,
		gpu
	}, signal);
	if (plan.fit === "at once") return startedAtOnce(opening);
	dependencies.log.notice(inTurn(profile.chat, plan));
	return startedInTurn(opening);
}
function inTurn(chat, { needs, available, device }) {
	const gigabytes = (bytes) => (bytes / 1e9).toFixed(1);
	const sizes = needs.map(({ weights, context, overhead }) => gigabytes(weights + context + overhead)).join(" and ");
	return `${chat.join(" and ")} take ${sizes} GB, and ${gigabytes(available)} GB are available on ${device}: they are started in turn`;
}
/** The first server embeds too: it looks at those small weights before it reads its large ones. */
async function startedAtOnce(opening) {
	const { profile, start, timeouts, signal } = opening;
	const connected = (chat, { endpoint }) => connectModel(endpoint, {
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
	const judge = await judgeBeside(models[0], first.endpoint, opening);
	for (const other of others) models.push(await connected(other, await start({
		chat: other,
		only: "chat"
	})));
	return {
		models,
		...judge,
		...await embeddersAt(async () => first.endpoint, opening)
	};
}
/** The base of a model whose adapter is laid over it at run time: its server serves both.
*  @throws SettingsError where the profile has it judge and it is not there, as of a merged model */
async function judgeBeside(reviewing, endpoint, { profile: { name, chat, judge }, flags, timeouts, signal }) {
	if (judge === void 0 || chat.includes(judge) || !flags.compares) return {};
	const { id, adapter } = reviewing.identity;
	if (adapter !== void 0) return { judge: await connectModel(endpoint, {
		model: adapter.base,
		timeouts
	}, signal) };
	throw new SettingsError({
		code: "judge-not-served",
		at: `profile ${name}`,
		fault: `its judge is ${judge}, the base of the model that reviews, and ${id} is served merged, without it`,
		remedy: `Serve the adapter beside its base, as docs/models.md says (\`models build ${name} --as adapter\`), do without a judge, or let another model judge afterwards: bioreview compare OLD NEW --judge PROFILE`
	});
}
/** The embedders have a server of their own, which outlives those of the models. */
async function startedInTurn(opening) {
	const { profile, flags, dependencies, start, timeouts, signal } = opening;
	const turns = new ModelTurns(async (chat) => {
		const server = await start({
			chat,
			only: "chat"
		});
		return {
			server,
			model: await connectModel(server.endpoint, {
				model: chat,
				timeouts
			}, signal)
		};
	});
	const folder = flags.models ?? weightsFolder(dependencies.env);
	const models = await Promise.all(profile.chat.map(async (id) => {
		const sha256 = await recordedWeights(id, folder);
		return turns.model(id, {
			id,
			server: "bioreview-runner",
			...sha256 !== void 0 && { sha256 }
		});
	}));
	const embeddings = embeddersFor(opening);
	if (embeddings.length === 0) return {
		models: atLeastOne(models),
		embedder: void 0,
		matching: void 0
	};
	const { endpoint } = await start({
		only: "embedding",
		embeddings
	});
	return {
		models: atLeastOne(models),
		...await embeddersAt(async () => endpoint, opening)
	};
}
function embeddersFor({ profile, flags }) {
	const wanted = [...flags.embedder ? [profile.embedding] : [], ...flags.compares ? [profile.matching] : []];
	return [...new Set(wanted)];
}
/** @param placeOf where the embedder of this name is */
async function embeddersAt(placeOf, { profile, flags, timeouts, signal }) {
	const connected = async (name) => connectEmbedder(await placeOf(name), {
		name,
		timeouts
	}, signal);
	const embedder = flags.embedder ? await connected(profile.embedding) : void 0;
	if (!flags.compares) return {
		embedder,
		matching: void 0
	};
	return {
		embedder,
		matching: embedder !== void 0 && profile.embedding === profile.matching ? embedder : await connected(profile.matching)
	};
}
/** The server that the user named, which is told to whoever watches where text leaves the machine for it.
*  @throws SettingsError before anything is sent */
function endpointOf(address, { profile, flags, dependencies }) {
	const endpoint = parseEndpoint(address, dependencies.env);
	const { model = [] } = flags;
	const asks = profile.chat.length;
	if (model.length !== asks && (asks > 1 || model.length > 1)) throw new SettingsError({
		code: "models-not-as-profile",
		at: `profile ${profile.name}`,
		fault: `it asks ${asks === 1 ? "one model" : `${asks} models`}, and ${model.length === 0 ? "none was" : `${model.length} were`} named`,
		remedy: asks === 1 ? "Name one with --model" : "Name each of them at the endpoint with a --model of its own"
	});
	if (endpoint.leavesMachine) dependencies.log.notice(`the manuscript is sent to another machine: ${endpoint.shown}`);
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
	const reviewing = atLeastOne(models);
	const judge = await judgeBeside(reviewing[0], endpoint, opening);
	const there = embeddersFor(opening).length === 0 ? [] : await embeddersOf(endpoint, signal, timeouts);
	const placeOf = async (name) => {
		if (there.includes(name)) return endpoint;
		const mustBe = flags.compares && name === profile.matching;
		return (await start({
			only: "embedding",
			embeddings: [name]
		}).catch(mustBe ? void 0 : sayHowToDoWithout)).endpoint;
	};
	return {
		models: reviewing,
		...judge,
		...await embeddersAt(placeOf, opening)
	};
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

export { openJudge as n, openModelServers as r, identifyModels as t };