import { n as adaptedText, t as ADAPTED_FILES } from "./profiles~profile~action~action-post.js";
import { r as EMBEDDING_MODELS, t as CHAT_MODELS } from "./profiles~profiles~action~action-post.js";
import { a as readJson } from "./shared~data-file~action~action-post.js";
import { g as record, h as object, v as string } from "./zod~action~action-post.js";
import { a as InterruptedError, l as ServerError, r as EXIT_CODES, s as ModelsError, u as SettingsError } from "./shared~errors.js";
import { r as escapeInvisible } from "./shared~invisible-characters.js";
import { l as truncate } from "./shared~text.js";
import { join, resolve } from "node:path";
import { existsSync } from "node:fs";
import { hash } from "node:crypto";

// src/inference/quoted.ts
/** Foreign words in a message of ours: short, on one line, with every control character escaped and every secret masked.
*  Fails towards showing less. */
/** Characters. Enough for a server's own sentence, too little for a page of HTML or a stack. */
const LONGEST_QUOTE = 240;
/** What looks like a key even where it is not ours: `sk-...`, `Bearer ...`, `token=...`, and a password in a URL. */
const LIKE_A_SECRET = /\b(?:sk|hf|gh[a-z]|key)[-_][\w-]{6,}|(?<=\bBearer\s)[^\s"']+|(?<=\b(?:api[-_]?key|token|password|secret)=)[^\s&"']+|(?<=:\/\/)[^\s/@]+(?=@)/gi;
/** @param secrets values that may not be shown, such as the API key that was sent
*  @returns the text between double quotes */
function quoted(text, secrets = []) {
	return `"${oneLine(text, LONGEST_QUOTE, secrets)}"`;
}
/** @param longest in characters */
function oneLine(text, longest, secrets = []) {
	const masked = secrets.filter((secret) => secret !== void 0 && secret !== "").reduce((said, secret) => said.replaceAll(secret ?? "", "***"), text).replace(LIKE_A_SECRET, "***").replace(/\s+/gu, " ").trim();
	return escapeInvisible(truncate(masked, longest));
}

// src/inference/local-runner.ts
/** The model server's program on this machine: where it lies, which weights it would serve, and what its exit means. */
/** @param distDir the folder of our own bundle: the runner's package lies beside it
*  @param env `BIOREVIEW_RUNNER` names the folder of the runner's package where it lies elsewhere
*  @returns the path of the program
*  @throws SettingsError where that folder holds no runner, ModelsError where what it needs is not installed or it was not built */
function locateRunner(distDir, env) {
	const { BIOREVIEW_RUNNER: named } = env;
	const folder = resolve(named || join(distDir, "..", "runner"));
	const program = join(folder, "dist", "bioreview-runner.js");
	if (!existsSync(join(folder, "package.json"))) {
		if (named) throw new SettingsError({
			code: "runner-not-there",
			at: "BIOREVIEW_RUNNER",
			fault: `${folder} is not the folder of the model server's package`,
			remedy: "Name the folder that holds its package.json, or unset the variable"
		});
		throw new ModelsError({
			code: "runner-not-there",
			at: folder,
			fault: "the model server's package is not there",
			remedy: "Install BioReview whole, set BIOREVIEW_RUNNER to that folder, or name a running server with --endpoint"
		});
	}
	if (!existsSync(join(folder, "node_modules", "node-llama-cpp"))) throw new ModelsError({
		code: "runner-not-installed",
		at: folder,
		fault: "the libraries of the model server are not installed",
		remedy: `Run: npm ci --prefix ${quotedForShell(folder)}`
	});
	if (!existsSync(program)) throw new ModelsError({
		code: "runner-not-built",
		at: program,
		fault: "the model server's program is not built",
		remedy: `Run: npm run build --prefix ${quotedForShell(folder)}`
	});
	return program;
}
function quotedForShell(path) {
	return /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
/** What the runner writes beside weights that were imported by hand; runner/README.md. */
const Manifest = object({ files: record(string(), object({ sha256: string().regex(/^[0-9a-f]{64}$/) })) });
/** The file with the network of a chat or an embedding model, as the profiles name it; its digest is absent where only its owner knows it. */
function weightFileOf(id) {
	return ([...CHAT_MODELS, ...EMBEDDING_MODELS].find((one) => one.id === id)?.files ?? []).find(({ path }) => /\.(?:gguf|onnx)$/.test(path));
}
/** The weights that a server started here would serve, without starting it: it serves no other file under that name, for it compares digests at
*  every start.
*  @param id of a chat or an embedding model   @param models folder of the weights
*  @returns sha256 of the network's file, which the server calls the model's, or of a base and its adapter; undefined where it is not recorded: then the server has to be asked */
async function recordedWeights(id, models) {
	const network = weightFileOf(id);
	if (network === void 0) return void 0;
	if (network.sha256 !== void 0) return network.sha256;
	const manifest = await readJson(join(models, id, "manifest.json"), (fault, cause) => new Error(fault, { cause })).catch(() => void 0);
	const files = Manifest.safeParse(manifest).data?.files ?? {};
	const adapter = files[ADAPTED_FILES.adapter]?.sha256;
	const whole = files[network.path]?.sha256;
	if (whole !== void 0 || adapter === void 0) return whole;
	const baseId = CHAT_MODELS.find((one) => one.id === id)?.base;
	const base = files[ADAPTED_FILES.base]?.sha256 ?? (baseId && await recordedWeights(baseId, models));
	return base && hash("sha256", adaptedText(base, adapter));
}
/** Characters: room for two long paths. A fault of its own comes with a whole stack. */
const LONGEST_PART = 1e3;
const part = string().transform((text) => oneLine(text, LONGEST_PART));
const ErrorLine = object({ error: object({
	code: string(),
	at: part,
	fault: part,
	remedy: part
}) });
/** What the server reported as its last error: one line of JSON. */
function reportedFailure({ lastLines }) {
	for (const line of lastLines.toReversed()) {
		if (!line.startsWith("{")) continue;
		try {
			const { success, data } = ErrorLine.safeParse(JSON.parse(line));
			if (success) return data.error;
		} catch (error) {
			if (!(error instanceof SyntaxError)) throw error;
		}
	}
}
/** How it ended, in words that follow "the model server". */
function exitReason(exit) {
	const how = exit.signal === null ? `ended with exit code ${exit.code}` : `was ended by ${exit.signal}`;
	const failure = reportedFailure(exit);
	const words = failure ? `${failure.at}: ${failure.fault}` : exit.lastLines.findLast((line) => line.trim() !== "");
	return words === void 0 ? how : `${how} (its last words: ${quoted(words)})`;
}
/** The error for a server that ended before it could serve. */
function startError(exit, program) {
	const failure = reportedFailure(exit) ?? {
		code: "server-not-started",
		at: program,
		fault: `the model server ${exitReason(exit)} before it could serve`,
		remedy: exit.signal === "SIGKILL" ? "This machine probably ran out of memory: free some, or use a smaller profile" : "Run `bioreview doctor` to see what this machine lacks"
	};
	switch (exit.code) {
		case EXIT_CODES.models: return new ModelsError(failure);
		case EXIT_CODES.settings: return new SettingsError(failure);
		case EXIT_CODES.interrupted: return new InterruptedError(failure);
		default: return new ServerError(failure);
	}
}
/** A flag of its command line, where there is a value. */
function optional(flag, value) {
	return value === void 0 ? [] : [flag, String(value)];
}
/** The environment without what a model server has no use for: a native library that misbehaves cannot leak what it never had, nor write what a job of
*  continuous integration would take for its outputs. */
function withoutSecrets(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !NO_BUSINESS_OF_ITS.test(name)));
}
const NO_BUSINESS_OF_ITS = /(?:API[_-]KEY|TOKEN|SECRET|PASSWORD)$|^(?:INPUT|GITHUB|ACTIONS|STATE)_/i;

export { startError as a, quoted as c, recordedWeights as i, locateRunner as n, weightFileOf as o, optional as r, withoutSecrets as s, exitReason as t };