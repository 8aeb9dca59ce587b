import { i as Option } from "./commander~bioreview.js";
import { i as PROFILES, r as EMBEDDING_MODELS } from "./profiles~profiles~action~action-post.js";
import { n as embedCached, t as cachedEmbeddings } from "./embeddings~cache.js";
import { t as readEmbeddings } from "./embeddings~scan-floats.js";
import { u as SettingsError } from "./shared~errors.js";
import { i as recordedWeights, n as locateRunner } from "./inference~local-runner~action~action-post.js";
import { n as parseEndpoint } from "./inference~endpoint~action.js";
import { o as startServer, t as connectEmbedder } from "./inference~index~action.js";
import { i as weightsFolder, t as embeddingCache } from "./shared~user-folders~action~action-post.js";
import { resolve } from "node:path";

// src/cli/embedded-texts.ts
/** The embeddings that `evaluate` and `postprocess` need: from a file that the user has, else from an embedder, whose answers are cached for the next run.
*  Invariant: without either there is no score; nothing falls back to comparing words. */
function withEmbeddingFlags(command) {
	return withEmbedderFlags(command.addOption(embeddingsOption().conflicts("embedder")));
}
/** For what holds for one embedder only: a file of embeddings needs its name, by --embedder. */
function withNamedEmbeddingFlags(command) {
	return withEmbedderFlags(command.addOption(embeddingsOption("; --embedder says whose")));
}
function embeddingsOption(more = "") {
	return new Option("--embeddings <file>", `lines of {"text", "embedding"}: unit rows made before; then no model is needed${more}`);
}
function withEmbedderFlags(command) {
	return command.option("--embedder <name>", `embed with this model: ${EMBEDDING_MODELS.map(({ id }) => id).join(" or ")}, or one of --endpoint`).option("--embedder-endpoint <url>", "ask this OpenAI-compatible server for embeddings: http(s)://host[:port][/v1] or unix:/path.sock").option("--models <folder>", "where the started server finds its weights (default: its own)").option("--no-cache", "do not keep embeddings on the disk, nor use those that were kept");
}
/** @param texts all that will be compared
*  @throws SettingsError where neither a file nor an embedder is named; what the file's reader and the embedder throw */
async function embedTexts(texts, flags, run) {
	const { embeddings, embedder } = flags;
	const { terminal, progress, signal } = run;
	if (embeddings !== void 0) {
		const say = (lines) => {
			if (lines % 1e3 === 0) progress.show("reading embeddings", `${lines} lines`);
		};
		return readEmbeddings(resolve(terminal.directory, embeddings), embeddings, texts, signal, say);
	}
	if (embedder !== void 0) return byEmbedder(embedder, {
		texts,
		flags,
		...run
	});
	throw new SettingsError({
		code: "embedder-missing",
		at: "--embedder",
		fault: "concerns are compared by their embeddings, and neither --embeddings nor --embedder says where they come from",
		remedy: "Name a file with --embeddings, or a model with --embedder, such as --embedder specter2-base"
	});
}
async function byEmbedder(name, request) {
	const cached = await withoutServer(name, request);
	if (cached !== void 0) return cached;
	const { texts, flags, terminal, progress, signal } = request;
	const server = await serverFor(name, request);
	try {
		const embedder = await connectEmbedder(server.endpoint, { name }, signal);
		const folder = flags.cache ? embeddingCache(terminal.env) : void 0;
		const say = (done, all) => progress.show("embedding", `${done} of ${all} texts`);
		const { embeddings, use } = await embedCached(texts, embedder, folder, say, signal);
		for (const line of cacheLines(use)) terminal.err(`bioreview: ${line}\n`);
		return embeddings;
	} finally {
		await server.stop();
	}
}
/** Where the cache has all, no server is started. One that runs elsewhere is asked all the same: it alone knows which weights it has. */
async function withoutServer(name, { texts, flags, terminal }) {
	if (!flags.cache || flags.embedderEndpoint !== void 0) return void 0;
	const sha256 = await recordedWeights(name, flags.models ?? weightsFolder(terminal.env));
	if (sha256 === void 0) return void 0;
	const cached = await cachedEmbeddings(texts, {
		name,
		sha256
	}, embeddingCache(terminal.env));
	if (cached !== void 0) terminal.err(`bioreview: all ${texts.size} texts taken from the cache\n`);
	return cached;
}
async function serverFor(name, { flags, terminal, progress, signal }) {
	if (flags.embedderEndpoint !== void 0) {
		const endpoint = parseEndpoint(flags.embedderEndpoint, terminal.env);
		if (endpoint.leavesMachine) terminal.err(`bioreview: the concerns are sent to another machine: ${endpoint.shown}\n`);
		return {
			endpoint,
			async stop() {}
		};
	}
	const profile = PROFILES.find(({ embedding, matching }) => [embedding, matching].some((id) => id === name));
	if (profile === void 0) throw new SettingsError({
		code: "embedder-unknown",
		at: "--embedder",
		fault: `no model here is called ${JSON.stringify(name)}`,
		remedy: `Name one of ${EMBEDDING_MODELS.map(({ id }) => id).join(", ")}, or the server that has it`
	});
	progress.show(`starting the model server for ${name}`);
	return startServer({
		profile: profile.name,
		only: "embedding",
		embeddings: [name],
		runnerPath: locateRunner(terminal.program, terminal.env),
		models: flags.models,
		onLine: () => {}
	}, signal);
}
function cacheLines({ cached, embedded, notCached }) {
	return [`${embedded} texts embedded${cached === 0 ? "" : `, ${cached} taken from the cache`}`, ...notCached === void 0 ? [] : [`the embeddings are not kept for the next run: ${notCached}`]];
}

export { withEmbeddingFlags as n, withNamedEmbeddingFlags as r, embedTexts as t };