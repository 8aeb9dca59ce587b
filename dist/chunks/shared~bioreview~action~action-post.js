import { C as registry, _ as strictObject, a as _enum, c as array, d as int, v as string } from "./zod~bioreview~action~action-post~client.js";
import { t as require_dist } from "./yaml~bioreview~action~action-post.js";
import { i as PROFILES, n as DEFAULT_PROFILE } from "./profiles~bioreview~action~action-post.js";
import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";

// src/data-file.ts
/** Text, JSON and YAML files. Invariant: what is read is what the file says: bytes that are no UTF-8 are refused, never replaced, and a fault in JSON
*  or YAML is told with its line. */
var import_dist = require_dist();
/** A place for messages: `paper.json:3`, or `paper.json` where the line is not known. */
function fileAndLine(file, line) {
	return line === void 0 ? file : `${file}:${line}`;
}
/** The system's name of a failure, such as `ENOSPC`; undefined where it is none of the system's. */
function errnoOf(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
/** @returns the text without a byte order mark
*  @throws what `refuse` returns where the file cannot be read or is not in UTF-8 */
async function readTextFile(path, refuse) {
	return decodeUtf8(await readFile(path).catch((error) => {
		throw refuse(`it cannot be read (${errnoOf(error) ?? (error instanceof Error ? error.message : error)})`, error);
	}), refuse);
}
const UTF8 = new TextDecoder("utf-8", { fatal: true });
/** @throws what `refuse` returns where the bytes are no UTF-8 */
function decodeUtf8(bytes, refuse) {
	try {
		return UTF8.decode(bytes);
	} catch (error) {
		throw refuse("it is not in UTF-8", error);
	}
}
/** @throws what `refuse` returns where the file cannot be read, is not in UTF-8, or is no JSON */
async function readJson(path, refuse) {
	return parseJson(await readTextFile(path, refuse), refuse);
}
/** @throws what `refuse` returns, with the line where the text stops being JSON */
function parseJson(text, refuse) {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw refuse("it is no JSON", error, lineAt(text, jsonFault(text.trimEnd())));
	}
}
/** @throws what `refuse` returns, with the line of the first error where the parser names one */
function parseYaml(text, refuse) {
	const counter = new import_dist.LineCounter();
	const lineOf = (offset) => counter.linePos(offset ?? 0).line;
	const broken = (error, line) => refuse(`it is no valid YAML (${(error instanceof Error ? error.message : String(error)).split("\n")[0]})`, error, line);
	let document;
	let value;
	try {
		document = (0, import_dist.parseDocument)(text, {
			lineCounter: counter,
			prettyErrors: false,
			logLevel: "silent"
		});
		if (document.errors.length === 0) value = document.toJS({ maxAliasCount: 100 });
	} catch (error) {
		throw broken(error);
	}
	const [error] = document.errors;
	if (error !== void 0) throw broken(error, lineOf(error.pos[0]));
	const pairs = (0, import_dist.isMap)(document.contents) ? document.contents.items : [];
	return {
		value,
		lineOf(key) {
			const found = pairs.find((pair) => (0, import_dist.isScalar)(pair.key) && String(pair.key.value) === key)?.key;
			return (0, import_dist.isScalar)(found) ? lineOf(found.range?.[0]) : 1;
		}
	};
}
function lineAt(text, at) {
	return text.slice(0, at).split("\n").length;
}
const TOKEN = /[[\]{},:]|"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const BLANKS = /[ \t\r\n]*/y;
/** Where a text stops being JSON, in UTF-16 units; the whole length where it was cut off. V8 names the place of some faults only. */
function jsonFault(text) {
	const open = [];
	let expected = VALUE;
	for (let at = 0;;) {
		at = endOf(BLANKS, text, at);
		const end = endOf(TOKEN, text, at);
		const kind = end === at ? "none" : text.charAt(at).replace(/[-\dtfn]/, "0");
		if (!expected.includes(kind)) return at;
		if (kind === "[" || kind === "{") open.push(kind);
		if (kind === "]" || kind === "}") open.pop();
		expected = expectedAfter(kind === "\"" && (expected === KEY || expected === KEY_OR_END) ? "key" : kind, open.at(-1));
		at = end;
	}
}
function endOf(pattern, text, at) {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : at;
}
/** What may come next, by first characters; `0` stands for a number or a word. */
const VALUE = "[{\"0";
const KEY = "\"";
const KEY_OR_END = "\"}";
/** @param container the innermost bracket that is open */
function expectedAfter(kind, container) {
	switch (kind) {
		case "[": return `${VALUE}]`;
		case "{": return KEY_OR_END;
		case "key": return ":";
		case ":": return VALUE;
		case ",": return container === "{" ? KEY : VALUE;
		default: return container === void 0 ? "" : container === "{" ? ",}" : ",]";
	}
}

// package.json
var version = "0.1.0";

// src/version.ts
/** The version that goes into every result. */
const VERSION = version;

// src/user-folders.ts
/** The folders of the user in which BioReview keeps things, as the XDG Base Directory specification names them. */
/** What can be made again: weights, embeddings, sockets, programs. */
function userCache({ XDG_CACHE_HOME: cache }) {
	return join(cache || join(homedir(), ".cache"), "bioreview");
}
/** Where embeddings are kept for the next run. */
function embeddingCache(env) {
	return join(userCache(env), "embeddings");
}
/** What the user made, such as calibrations. */
function userData({ XDG_DATA_HOME: data }) {
	return join(data || join(homedir(), ".local", "share"), "bioreview");
}

// src/settings.ts
/** Every setting of the Action, once: what it may hold, what stands where nobody sets it, and who may set it. The Action's inputs, the keys of the repository's
*  configuration file and the flags that the command line shares with them are all taken from here, and a test holds action.yml and the documents to it.
*  Invariant: secrets, and what concerns the machine that runs us, come from the workflow alone, never from a file of the repository. */
const metadata = registry();
const BY_WORKFLOW = { from: ["input"] };
const BY_WORKFLOW_OR_FILE = { from: ["input", "file"] };
const BY_MACHINE = { from: ["input", "flag"] };
const SECRET = {
	from: ["input"],
	secret: true
};
/** An expression of the workflow's own language. */
const JOB_TOKEN = `\${{ github.token }}`;
const PHASES = [
	"all",
	"review",
	"publish"
];
const GPU_KINDS = [
	"auto",
	"cuda",
	"metal",
	"vulkan",
	"off"
];
/** Seconds: a day. */
const LONGEST_TIMEOUT = 86400;
/** Comments on lines in one review: beyond some thirty GitHub has refused a review as submitted too quickly. */
const MOST_INLINE_COMMENTS = 25;
/** Bytes of a key that an HMAC-SHA256 is worth. */
const SHORTEST_SECRET = 16;
const words = string().min(1);
const count = int().min(0);
/** Of the repository, from its root; what it names is looked for in the tree of a commit and nowhere else. */
const pathInTree = words.max(1e3);
const settingsSchema = strictObject({
	token: words.describe("Reads the pull request and writes the review, with the permissions that docs/action.md lists.").register(metadata, {
		...SECRET,
		inputDefault: JOB_TOKEN
	}),
	phase: _enum(PHASES).default("all").describe("\"review\" reads and asks the model, writes nothing on GitHub and leaves a result file; \"publish\" takes that file and writes. \"all\" does both in one job.").register(metadata, BY_WORKFLOW),
	"pull-request": int().min(1).optional().describe("Number of the pull request, for workflow_dispatch; other events name it themselves.").register(metadata, BY_WORKFLOW),
	"result-file": words.optional().describe("Where the result is written, or with phase publish read. Without it, bioreview-result.json in the runner's temporary folder.").register(metadata, BY_WORKFLOW),
	manuscript: pathInTree.optional().describe("Main file or folder of the manuscript, where it is not found by itself.").register(metadata, { from: [
		"input",
		"file",
		"flag"
	] }),
	profile: _enum(PROFILES.map(({ name }) => name)).default(DEFAULT_PROFILE).describe("Model, prompt, sampling and thresholds that belong together.").register(metadata, { from: [
		"input",
		"file",
		"flag"
	] }),
	comparing: words.optional().describe("Embedder by which concerns of two revisions are told apart, instead of the profile's; one that was calibrated on the machine with bioreview calibrate.").register(metadata, BY_MACHINE),
	"max-open-major": count.optional().describe("The gate fails above so many open major concerns. Off where neither limit is set.").register(metadata, BY_WORKFLOW_OR_FILE),
	"max-new-major": count.optional().describe("The gate fails above so many major concerns that a revision brings: introduced, escalated or reopened.").register(metadata, BY_WORKFLOW_OR_FILE),
	"inline-comments": count.max(MOST_INLINE_COMMENTS).default(MOST_INLINE_COMMENTS).describe("At most so many comments on lines of the diff in one review; the others stand in its text.").register(metadata, BY_WORKFLOW_OR_FILE),
	drafts: _enum(["skip", "review"]).default("skip").describe("What happens to drafts without a command.").register(metadata, BY_WORKFLOW),
	labels: array(words).default([]).describe("Without a command only pull requests with one of these labels are reviewed; none named: all.").register(metadata, BY_WORKFLOW),
	"skip-labels": array(words).default([]).describe("Without a command pull requests with one of these labels are not reviewed.").register(metadata, BY_WORKFLOW),
	"on-fork": _enum(["skip", "review"]).default("skip").describe("What happens to pull requests from forks without a command: whoever can open one could keep the model busy.").register(metadata, BY_WORKFLOW),
	endpoint: words.optional().describe("Ask this OpenAI-compatible server: http(s)://host[:port][/v1] or unix:/path.sock. Without it one that runs on the runner, else one that is started for the job.").register(metadata, BY_MACHINE),
	model: array(words).default([]).describe("The model's name at the endpoint, where it serves several or another than the profile's; one for each model of the profile.").register(metadata, BY_MACHINE),
	"api-key": words.optional().describe("Key for the endpoint.").register(metadata, SECRET),
	runner: _enum(["install", "require"]).default("install").describe("Where no model server runs: \"install\" its program once into the runner's tool cache; \"require\" that it is there already.").register(metadata, BY_WORKFLOW),
	models: words.optional().describe("Folder in which a started model server finds its weights; without it, its own.").register(metadata, BY_MACHINE),
	gpu: _enum(GPU_KINDS).default("auto").describe("What a started model server computes on.").register(metadata, BY_MACHINE),
	threads: int().min(1).optional().describe("Processor threads of a started model server.").register(metadata, BY_MACHINE),
	timeout: int().min(1).max(LONGEST_TIMEOUT).default(300).describe("Seconds after which a model server that has said nothing is given up.").register(metadata, BY_MACHINE),
	config: pathInTree.default(".github/bioreview.yml").describe("The configuration file; it is read from the base branch, never from the pull request.").register(metadata, BY_WORKFLOW),
	"state-key": string().regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/).optional().describe("Where several manuscripts of one repository are reviewed apart, a name for each: small letters, digits and hyphens. The status is then bioreview/gate/NAME.").register(metadata, BY_WORKFLOW),
	"state-secret": string().min(SHORTEST_SECRET).optional().describe("Signs what is kept on the pull request; anything there that is not so signed is then not believed.").register(metadata, SECRET)
});
const SETTING_NAMES = settingsSchema.keyof().options;
/** @throws RangeError for a setting that nobody may set: a bug of ours */
function metadataOf(name) {
	const found = metadata.get(settingsSchema.shape[name]);
	if (found === void 0) throw new RangeError(`nobody may set ${name}`);
	return found;
}
function settingNamesFrom(source) {
	return SETTING_NAMES.filter((name) => metadataOf(name).from.includes(source));
}
/** Later ones win: the file before the inputs.
*  @throws ZodError where what must be set is not: the token, which action.yml always gives */
function withDefaults(...given) {
	return settingsSchema.parse(Object.assign({}, ...given));
}

export { readJson as _, settingNamesFrom as a, embeddingCache as c, VERSION as d, decodeUtf8 as f, parseYaml as g, parseJson as h, metadataOf as i, userCache as l, fileAndLine as m, LONGEST_TIMEOUT as n, settingsSchema as o, errnoOf as p, SETTING_NAMES as r, withDefaults as s, GPU_KINDS as t, userData as u, readTextFile as v };