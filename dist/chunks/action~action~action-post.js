import { f as UserError, p as messageOf, s as ModelsError, u as SettingsError } from "./shared~errors.js";
import { t as connectGitHub } from "./github~action~action-post.js";
import { _ as strictObject, a as _enum, c as array, i as ZodOptional, m as number, n as ZodDefault, r as ZodNumber, t as ZodArray, v as string } from "./zod~action~action-post.js";
import { i as notBeforeOf } from "./github~request-fault~action~action-post.js";
import { r as setCommitStatus, u as unwrittenLine } from "./github~commit-status~action~action-post.js";
import { l as statusContext, n as failedStatus, t as crashedStatus } from "./publish~verdict~action~action-post.js";
import { n as locateRunner } from "./inference~local-runner~action~action-post.js";
import { n as plainText } from "./publish~sanitise.js";
import { t as require_proper_lockfile } from "./small-libraries2.js";
import { n as errnoOf } from "./shared~data-file~action~action-post.js";
import { n as userCache } from "./shared~user-folders~action~action-post.js";
import { a as checkSettings, c as settingsSchema, o as metadataOf, s as settingNamesFrom, t as FORMER_NAMES } from "./shared~settings~action~action-post.js";
import { spawn } from "node:child_process";
import { dirname, join, relative } from "node:path";
import { existsSync } from "node:fs";
import { createHash, randomUUID } from "node:crypto";
import { cp, mkdir, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { createInterface } from "node:readline";

// src/action/settings/action-inputs.ts
/** The Action's inputs. Inputs are texts; each becomes what its setting holds, or an error that names it: a number that is none is never taken for
*  "not set", for then a gate would stand open. */
/** @param input the text of an input, trimmed; empty where the workflow does not set it
*  @param warn gets a line for each input that is set by its former name
*  @throws SettingsError */
function readActionInputs(input, warn) {
	const texts = settingNamesFrom("input").flatMap((name) => {
		const text = textOf(name, input, warn);
		return text === "" ? [] : [{
			name,
			text
		}];
	});
	const given = Object.fromEntries(texts.map(({ name, text }) => [name, valueIn(settingsSchema.shape[name], text)]));
	const checked = checkSettings(given);
	if ("settings" in checked) return checked.settings;
	const { key, fault } = checked;
	const shown = texts.find(({ name }) => name === key);
	const isSecret = shown !== void 0 && metadataOf(shown.name).secret === true;
	throw wrong(key, shown === void 0 || isSecret ? fault : `${JSON.stringify(shown.text)} will not do: ${fault}`, "Mend it in the workflow, or leave it out");
}
function wrong(name, fault, remedy) {
	return new SettingsError({
		code: "input-wrong",
		at: `input ${name}`,
		fault,
		remedy
	});
}
/** Under its present name or its former one. */
function textOf(name, input, warn) {
	const text = input(name);
	const former = FORMER_NAMES[name];
	const formerText = former === void 0 ? "" : input(former);
	if (former === void 0 || formerText === "") return text;
	if (text !== "" && text !== formerText) throw wrong(former, `it is the former name of ${name}, and the two are set to different values`, `Leave ${former} out of the workflow`);
	warn(`the input ${former} is now called ${name}: rename it in the workflow, for the next release does not read the old name`);
	return formerText;
}
/** Text as the kind of value that the setting holds; text that is none stays text, for the schema to refuse. */
function valueIn(schema, text) {
	if (schema === settingsSchema.shape.manuscripts) return text === "all" ? text : listIn(text);
	const inner = innermost(schema);
	if (inner instanceof ZodNumber) return /^\d+$/.test(text) ? Number(text) : text;
	return inner instanceof ZodArray ? listIn(text) : text;
}
function listIn(text) {
	return text.split(/[,\n]/).map((item) => item.trim()).filter((item) => item !== "");
}
function innermost(schema) {
	return schema instanceof ZodDefault || schema instanceof ZodOptional ? innermost(schema.def.innerType) : schema;
}
/** All secrets among the inputs, whole and line by line: to be masked before anything else happens. */
function secretsOf(input) {
	const secrets = settingNamesFrom("input").filter((name) => metadataOf(name).secret === true);
	return [...new Set(secrets.flatMap((name) => [input(name), ...input(name).split(/\r?\n/)]))].filter((text) => text.trim() !== "");
}

// src/action/runner-install/install.ts
/** The model server's program, installed once into the runner's tool cache and used by every job after. Its libraries lie under the digest of the lockfile that
*  names them, its program beside them under its own, so that a new release with the same libraries installs nothing:
*
*      <tool cache>/bioreview-runner/<lockfile>-node<major>-<platform>-<arch>/node_modules
*                                                                        /<program>/dist/bioreview-runner.js
*
*  Invariant: a folder has its name only when it is whole: it is filled under another and renamed. No script of any package runs. */
var import_proper_lockfile = require_proper_lockfile();
/** What `npm ci` reads. */
const PACKAGE_FILES = [
	"package.json",
	"package-lock.json",
	".npmrc"
];
/** What a release brings beside the libraries: the program, and the scripts by which it builds models. */
const PROGRAM_FOLDERS = ["dist", "python"];
const DIGITS = 16;
/** Milliseconds after which the lock of a job that died is taken over; a living one renews it all the while. */
const STALE = 6e4;
/** Milliseconds between two looks whether the other job has finished, and how many: an hour in all. */
const LOOK_EVERY = 2e3;
const LOOKS = 1800;
/** @returns where the runner keeps tools for all jobs; a folder of the user where it says nothing */
function toolCache(env) {
	const { RUNNER_TOOL_CACHE: cache } = env;
	return cache || join(userCache(env), "tools");
}
/** @returns the path of the program, with all that it needs beside it
*  @throws ModelsError where it cannot be installed, and what `signal` was aborted with */
async function installRunner(installation, signal) {
	const { source, cache } = installation;
	const libraries = await digestOf(source, PACKAGE_FILES);
	const program = await digestOf(source, (await Promise.all(PROGRAM_FOLDERS.map((name) => filesBelow(source, name)))).flat());
	const major = process.versions.node.split(".")[0];
	const folder = join(cache, "bioreview-runner", `${libraries}-node${major}-${process.platform}-${process.arch}`);
	const path = join(folder, program, "dist", "bioreview-runner.js");
	if (await exists(path) && await exists(join(folder, "node_modules"))) return path;
	const release = await acquireLock(folder, signal);
	try {
		if (!await exists(join(folder, "node_modules"))) await installLibraries(folder, installation, signal);
		if (!await exists(path)) await copyProgram(join(folder, program), installation);
	} finally {
		await release().catch(() => {});
	}
	return path;
}
async function installLibraries(folder, { source, install, log, onUnfinished }, signal) {
	log("installing the model server into the runner's tool cache, once: about 1.2 GB");
	await fillAtomically(folder, onUnfinished, async (part) => {
		for (const name of PACKAGE_FILES) await cp(join(source, name), join(part, name));
		await install(part, signal);
	});
}
async function copyProgram(folder, { source, onUnfinished }) {
	await fillAtomically(folder, onUnfinished, async (part) => {
		await cp(join(source, "package.json"), join(part, "package.json"));
		for (const name of PROGRAM_FOLDERS) await cp(join(source, name), join(part, name), { recursive: true });
	});
}
/** Fills a folder under another name, and gives it its own when it is whole. */
async function fillAtomically(folder, onUnfinished, fill) {
	const part = `${folder}.${randomUUID()}.part`;
	onUnfinished(part);
	try {
		await mkdir(part, { recursive: true });
		await fill(part);
		await rm(folder, {
			recursive: true,
			force: true
		});
		await rename(part, folder);
	} catch (error) {
		await rm(part, {
			recursive: true,
			force: true
		});
		throw asModelsError(folder, error);
	}
}
/** One job at a time; the others wait and find all done. */
async function acquireLock(folder, signal) {
	const lockfilePath = `${folder}.lock`;
	for (let look = 0; look < LOOKS; look++) {
		signal.throwIfAborted();
		try {
			await mkdir(dirname(folder), { recursive: true });
			return await (0, import_proper_lockfile.lock)(folder, {
				lockfilePath,
				stale: STALE,
				realpath: false
			});
		} catch (error) {
			if (errnoOf(error) !== "ELOCKED") throw asModelsError(folder, error);
		}
		await setTimeout(LOOK_EVERY);
	}
	throw new ModelsError({
		code: "runner-not-installed",
		at: folder,
		fault: "another job has been installing the model server there for an hour",
		remedy: `Look what that job does; where there is none, remove ${lockfilePath}`
	});
}
function asModelsError(folder, error) {
	const errno = error instanceof UserError ? void 0 : errnoOf(error);
	if (errno === void 0) return error;
	return new ModelsError({
		code: "runner-not-installed",
		at: folder,
		fault: `the model server cannot be installed there (${errno})`,
		remedy: "Let the runner's user write into its tool cache and give it 2 GB of disk, or install the server by hand: runner/README.md",
		cause: error
	});
}
async function digestOf(folder, names) {
	const hash = createHash("sha256");
	for (const name of names) {
		const content = await readFile(join(folder, name));
		hash.update(`${name}\0`).update(createHash("sha256").update(content).digest());
	}
	return hash.digest("hex").slice(0, DIGITS);
}
async function filesBelow(folder, name) {
	return (await readdir(join(folder, name), {
		recursive: true,
		withFileTypes: true
	})).filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(folder, join(parentPath, name))).sort();
}
async function exists(path) {
	return stat(path).then(() => true, () => false);
}

// src/action/runner-install/runner-program.ts
/** Where the model server's program comes from: where an operator says, beside the Action where it is installed there, else the tool cache. */
/** State for the post step: a folder that is not whole. */
const UNFINISHED = "unfinished";
/** @param program folder of the Action's bundle
*  @throws ModelsError where there is none and none may be installed, or cannot be */
async function locateOrInstallRunner(job, program, { runner }, signal) {
	try {
		return locateRunner(program, job.env);
	} catch (error) {
		if (!(error instanceof ModelsError && error.code === "runner-not-installed" && !job.env["BIOREVIEW_RUNNER"])) throw error;
		if (runner === "require") throw required(error);
	}
	return installRunner({
		source: join(program, "..", "runner"),
		cache: toolCache(job.env),
		install: (folder, stop) => npmCi(folder, { ...job.env }, stop),
		log: job.log.info,
		onUnfinished: (folder) => job.saveState(UNFINISHED, folder)
	}, signal);
}
/** @returns the folder that an installation left half filled, where one did */
function unfinishedInstallation(job) {
	const folder = job.getState(UNFINISHED);
	return folder.endsWith(".part") ? folder : void 0;
}
function required({ at, fault }) {
	return new ModelsError({
		code: "runner-not-installed",
		at,
		fault: `${fault}, and the input runner says that they are required`,
		remedy: "Start a model server on the runner (runner/README.md), name its package with BIOREVIEW_RUNNER, or set runner: install"
	});
}
const NPM_ARGUMENTS = [
	"ci",
	"--omit=dev",
	"--ignore-scripts",
	"--no-audit",
	"--no-fund",
	"--loglevel=error"
];
const LINES_KEPT = 12;
/** `npm ci` in a folder: exactly what its lockfile names, by digest, and no script of any package. Where it fails, its last lines are reported as one escaped line.
*  @throws ModelsError where npm is missing or fails, and what `signal` was aborted with */
async function npmCi(folder, env, signal) {
	const { program, before } = npmCommand(process.execPath);
	const child = spawn(program, [...before, ...NPM_ARGUMENTS], {
		cwd: folder,
		env: withoutSecrets(env),
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		],
		detached: true
	});
	const lines = [];
	for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", (line) => {
		lines.push(line);
		if (lines.length > LINES_KEPT) lines.shift();
	});
	const end = () => endGroup(child);
	signal.addEventListener("abort", end, { once: true });
	const ended = await new Promise((resolve) => {
		child.once("error", (error) => resolve({
			code: null,
			error
		}));
		child.once("close", (code) => resolve({ code }));
	}).finally(() => signal.removeEventListener("abort", end));
	signal.throwIfAborted();
	if (ended.error !== void 0) throw failed(folder, `npm cannot be run (${ended.error.code ?? ended.error.message})`);
	if (ended.code !== 0) throw failed(folder, `npm ended with ${ended.code}: ${plainText(lines.join(" ")).slice(0, 500)}`);
}
/** The npm that came with this Node, else the one on the path. */
function npmCommand(node) {
	const own = join(dirname(node), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
	return existsSync(own) ? {
		program: node,
		before: [own]
	} : {
		program: "npm",
		before: []
	};
}
/** npm and what it fetches have no use for the workflow's inputs, and none for the files by which a step speaks to the runner. */
function withoutSecrets(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:INPUT|GITHUB|ACTIONS|STATE|BIOREVIEW)_/i.test(name)));
}
function endGroup({ pid }) {
	if (pid === void 0) return;
	try {
		process.kill(-pid, "SIGTERM");
	} catch {}
}
function failed(at, fault) {
	return new ModelsError({
		code: "runner-not-installed",
		at,
		fault,
		remedy: "Give the runner npm and a way to its registry, or install the model server by hand (runner/README.md) and set runner: require"
	});
}

// src/action/run/pending-status.ts
/** The status of a commit that waits for a verdict. Invariant: it gets one, whatever becomes of us: the run's own, an error when
*  the run is stopped or fails, and after a crash an error by our post step, which reads here what is unsettled; also what the
*  run concluded and could not say. The run's own result stands, whatever happens in that step. */
/** States for the post step. */
const PENDING = "pending-status";
const SETTLED = "settled-status";
const pendingSchema = strictObject({
	repository: string(),
	sha: string(),
	api: string(),
	run: string().optional(),
	unsaid: array(strictObject({
		context: string(),
		state: _enum([
			"pending",
			"success",
			"failure",
			"error"
		]),
		description: string()
	})).optional().describe("What the run concluded, and could not say."),
	notBefore: number().optional().describe("Milliseconds since 1970, before which GitHub wants to hear nothing.")
});
function trackPendingStatus(job) {
	let waiting;
	let written;
	const settle = () => {
		waiting = void 0;
		job.saveState(SETTLED, "yes");
	};
	const save = ({ context: { repository, api, site }, sha }, more = {}) => {
		const state = {
			repository,
			sha,
			api,
			run: site.run,
			...more
		};
		job.saveState(PENDING, JSON.stringify(state));
	};
	const leaveUnsaid = (at, statuses, notBefore) => {
		waiting = void 0;
		const unsaid = statuses.map(({ context, status: { state, description } }) => ({
			context,
			state,
			description
		}));
		save(at, {
			unsaid,
			notBefore
		});
	};
	const write = async (at, status) => {
		const { github, context, sha } = at;
		const { run } = context.site;
		try {
			const withUrl = {
				...status,
				...run === void 0 ? {} : { url: run }
			};
			reportUnwritten(job, await setCommitStatus(github, context.repository, sha, withUrl, { lastWords: true }));
			settle();
		} catch (error) {
			job.log.warning(`the status of ${sha.slice(0, 7)} could not be set: ${messageOf(error)}`);
			leaveUnsaid(at, [{
				context: github.statusContext,
				status
			}], notBeforeOf(error));
		}
	};
	return {
		awaitVerdict(writer, sha) {
			const { signal } = writer;
			waiting = {
				...writer,
				sha
			};
			save(waiting);
			const onAbort = () => {
				if (waiting !== void 0) written ??= write(waiting, failedStatus("the run was cancelled"));
			};
			if (signal.aborted) onAbort();
			else signal.addEventListener("abort", onAbort, { once: true });
		},
		settle,
		async fail(status) {
			if (waiting !== void 0) written ??= write(waiting, status);
			await written;
		},
		leaveUnsaid(statuses, notBefore) {
			if (waiting !== void 0) leaveUnsaid(waiting, statuses, notBefore);
		}
	};
}
function reportUnwritten(job, unwritten) {
	if (unwritten !== void 0) job.log.warning(unwrittenLine(unwritten));
}
/** After the run, however that ended: removes what a crash left behind, and sets the status that a commit still waits for. */
async function cleanUp(job) {
	for (const secret of secretsOf(job.input)) job.mask(secret);
	try {
		const folder = unfinishedInstallation(job);
		if (folder !== void 0) await rm(folder, {
			recursive: true,
			force: true
		});
		const pending = job.getState(PENDING);
		if (pending === "" || job.getState(SETTLED) !== "") return;
		const { repository, sha, api, run, unsaid, notBefore = 0 } = pendingSchema.parse(JSON.parse(pending));
		job.log.error(`the run ended without saying its verdict on ${sha.slice(0, 7)}`);
		if (Date.now() < notBefore) return job.log.warning(`GitHub's rate limit lasts until ${new Date(notBefore).toISOString()}: run the job again after it`);
		const context = statusContext(job.input("state-key"));
		const github = connectGitHub({
			token: job.input("token"),
			api,
			log: job.log,
			statusContext: context
		});
		for (const { context: own, ...said } of unsaid ?? [{
			context,
			...crashedStatus(run)
		}]) {
			const status = {
				...said,
				...run === void 0 ? {} : { url: run }
			};
			reportUnwritten(job, await setCommitStatus(github, repository, sha, status, { context: own }));
		}
	} catch (error) {
		job.log.warning(`cleaning up failed: ${messageOf(error)}`);
	}
}

export { secretsOf as a, readActionInputs as i, trackPendingStatus as n, locateOrInstallRunner as r, cleanUp as t };