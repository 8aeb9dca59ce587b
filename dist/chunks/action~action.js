import { a as InterruptedError, c as OutputError, f as UserError, o as ManuscriptError, p as messageOf, s as ModelsError, u as SettingsError } from "./shared~errors.js";
import { a as repositoryFiles, c as triggerOf, i as fetchSnapshot, l as admission, n as react, o as changedFiles, r as mergedPulls, s as diffLines, t as applyPlan } from "./github~action.js";
import { a as statusesOf, i as setVerdicts, m as connectGitHub, p as permissionOf, r as setCommitStatus, t as VerdictUnwrittenError, u as unwrittenLine } from "./github~action~action-post.js";
import { S as url, _ as strictObject, f as literal, h as object, v as string } from "./zod.js";
import { c as removedStatus, f as untouchedStatus, l as statusContext, n as failedStatus, o as ownStatuses, p as verdictStatus, r as gateVerdict, s as pendingStatus, t as crashedStatus, u as statusOfAll } from "./publish~action~action-post.js";
import { n as plainText, t as escapeMarkdown } from "./publish~sanitise.js";
import { a as checkSettings, i as SETTING_NAMES, l as withDefaults, s as settingNamesFrom, t as FORMER_NAMES } from "./shared~settings~action~action-post.js";
import { a as parseYaml, i as parseJson, n as errnoOf, r as fileAndLine } from "./shared~data-file.js";
import { a as secretsOf, i as readActionInputs, n as trackPendingStatus, s as progressLog } from "./action~action~action-post.js";
import { i as plainTreePath, n as isNameOfManuscript, r as keysOf } from "./shared~manuscript-keys~action~action-post.js";
import { a as statesOf, i as planCommandReply, n as planPublication, r as addsDecisionsOnly, t as isRecorded } from "./publish~action.js";
import { n as readManuscript, t as findManuscripts } from "./manuscript~projects~bioreview~action.js";
import { a as isBelow } from "./manuscript~file-tree~bioreview~action.js";
import { i as PROFILES } from "./profiles~profiles~action~action-post.js";
import { a as judging, r as openModelServers, t as identifyModels } from "./reviewer~model-servers~action.js";
import { o as weightFileOf } from "./inference~local-runner~action~action-post.js";
import { i as whyUntrusted, n as parseEndpoint } from "./inference~endpoint~action.js";
import { t as writeFileAtomically } from "./shared~write-file~action.js";
import { t as nearestWord } from "./shared~nearest-word~bioreview~action.js";
import { o as latestRevision } from "./revision~ledger.js";
import { n as counted } from "./shared~text.js";
import { t as VERSION } from "./shared~version~bioreview~action.js";
import { t as runResultSchema } from "./publish~run-result~action.js";
import { n as isManuscriptChanged, t as reviewRevision } from "./reviewer~review-revision~action.js";
import { r as describeServer } from "./inference~index~action.js";
import { n as userCache } from "./shared~user-folders~action~action-post.js";
import { dirname, join } from "node:path";
import { createHash } from "node:crypto";
import { mkdir, readFile, stat } from "node:fs/promises";

// src/action/run/model-server.ts
/** The models of one run: those of the endpoint that the workflow names, else of a server that runs on this machine, else of one that is started for the job.
*  Invariants: what is named is used or an error, never passed over; a server of ours that runs another model than the profile's reviews nothing unasked; otherwise
*  text goes only to a socket in a folder that nobody but us, root, or a service of this machine can write into. */
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
/** A server of ours says which model it has; other servers call models as they like, and whoever names them answers for it. */
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
/** The same models for several reviews, one after another: opened once, by the first that asks, and closed by whoever shared them. Where they could not be opened, the
*  others are told the same at once. */
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

// src/action/job/context.ts
/** What GitHub's runner says of a job, by environment variables and by the event's file. Fails towards an error: outside of a job nothing is guessed. */
/** Characters. GitHub's payloads have at most 25 MB; those of our events have some ten thousand. */
const LONGEST_EVENT = 26214400;
const variables = object({
	GITHUB_REPOSITORY: string().regex(/^[\w.-]+\/[\w.-]+$/),
	GITHUB_EVENT_NAME: string().min(1),
	GITHUB_EVENT_PATH: string().min(1),
	GITHUB_API_URL: url().default("https://api.github.com"),
	GITHUB_GRAPHQL_URL: url().optional(),
	GITHUB_SERVER_URL: url().default("https://github.com"),
	GITHUB_RUN_ID: string().regex(/^\d+$/).optional(),
	RUNNER_TEMP: string().min(1).default("/tmp"),
	GITHUB_WORKSPACE: string().min(1).optional()
});
/** @param read the text of a file
*  @throws SettingsError where this is no job of GitHub Actions */
async function jobContext(env, read) {
	const checked = variables.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")));
	if (!checked.success) throw noJob(String(checked.error.issues[0]?.path[0]), "it is not set as GitHub's runner sets it");
	const { data } = checked;
	const { GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server, GITHUB_RUN_ID: id, GITHUB_EVENT_PATH: path } = data;
	return {
		repository,
		event: {
			name: data.GITHUB_EVENT_NAME,
			payload: await payloadIn(path, read)
		},
		api: data.GITHUB_API_URL,
		graphql: data.GITHUB_GRAPHQL_URL,
		site: {
			server,
			...id === void 0 ? {} : { run: `${server}/${repository}/actions/runs/${id}` }
		},
		temporary: data.RUNNER_TEMP,
		workspace: data.GITHUB_WORKSPACE ?? data.RUNNER_TEMP
	};
}
async function payloadIn(path, read) {
	const text = await read(path, LONGEST_EVENT).catch((cause) => {
		throw noJob(`GITHUB_EVENT_PATH ${path}`, "the event's file cannot be read", cause);
	});
	return parseJson(text, (_, cause, line) => noJob(`GITHUB_EVENT_PATH ${fileAndLine(path, line)}`, "the event's file is no JSON", cause));
}
function noJob(at, fault, cause) {
	return new SettingsError({
		code: "no-job",
		at,
		fault,
		remedy: "Run this as a step of a GitHub Actions job; on a command line use bioreview",
		cause
	});
}

// src/action/settings/config-file.ts
/** The configuration file of the repository. It is from the base branch, so whoever may merge may write it: it may choose what is reviewed and how it
*  is judged, never what runs on the machine. A key that is not known is an error, for a misspelt limit would leave the gate open. */
/** Characters: a hundred times what all keys together need. */
const LONGEST = 65536;
/** @param text of the file   @param at what to call it, such as `.github/bioreview.yml at main`
*  @throws SettingsError */
function readConfigFile(text, at) {
	if (text.length > LONGEST) throw wrong(at, `it has ${text.length} characters, and ${LONGEST} are read`, "Take out what is no setting");
	const { value, lineOf } = parseYaml(text, (fault, cause, line) => line === void 0 ? wrong(at, fault, "Mend it", cause) : wrong(`${at}, line ${line}`, fault, "Mend that line", cause));
	if (value === null || value === void 0) return {};
	if (typeof value !== "object" || Array.isArray(value)) throw wrong(at, "it is no list of keys and values", EXAMPLE);
	for (const key of Object.keys(value)) if (!ALLOWED.some((name) => name === key)) throw wrong(`${at}, line ${lineOf(key)}`, ...whyNotAllowed(key));
	const checked = checkSettings({ ...value });
	if ("settings" in checked) return checked.settings;
	const { key, inside, fault } = checked;
	throw wrong(`${at}, line ${lineOf(key, ...inside)}`, `${JSON.stringify(key)} will not do: ${fault}`, "Mend it, or take the line out");
}
const EXAMPLE = "Write one setting a line, such as max-open-major: 3";
const ALLOWED = settingNamesFrom("file");
function whyNotAllowed(key) {
	const named = JSON.stringify(key.slice(0, 60));
	const setting = SETTING_NAMES.find((name) => name === key || FORMER_NAMES[name] === key);
	if (setting !== void 0) return [`${named}${setting === key ? "" : `, which is now called ${setting},`} may not stand here: it concerns the machine or a secret`, "Set it in the workflow"];
	const near = nearestWord(key, ALLOWED.map((name) => name.replaceAll("-", "_")))?.replaceAll("_", "-");
	return [`there is no setting ${named}${near === void 0 ? "" : `; the nearest is ${near}`}`, `Name one of ${ALLOWED.join(", ")}`];
}
function wrong(at, fault, remedy, cause) {
	return new SettingsError({
		code: "config-wrong",
		at,
		fault,
		remedy,
		cause
	});
}

// src/action/run/session.ts
/** What all steps of one run share: its effects, the job, the connection to GitHub, and what the settings mean. */
const processDisk = {
	async read(path, most) {
		const { size } = await stat(path);
		if (size > most) throw new RangeError(`it has ${size} bytes, and at most ${most} are read`);
		return readFile(path, "utf8");
	},
	async write(path, text) {
		try {
			await mkdir(dirname(path), { recursive: true });
			await writeFileAtomically(path, text, 384);
		} catch (cause) {
			const code = errnoOf(cause) ?? "unknown";
			throw new OutputError({
				code: "output-not-written",
				at: path,
				fault: `writing failed (${code})`,
				remedy: "Name a place with the input result-file that the job may write to, on a disk with room",
				cause
			});
		}
	}
};
/** The inputs over the repository's configuration file, which is from the base branch.
*  @throws SettingsError */
function settingsFor(inputs, { config, pull }) {
	if (config === void 0) return withDefaults(inputs);
	return withDefaults(readConfigFile(config.text, `${config.path} of ${pull.base.ref} at ${config.commit.slice(0, 7)}`), inputs);
}
function policyOf({ drafts, labels, "skip-labels": skipLabels, "on-fork": onFork }) {
	return {
		drafts,
		labels,
		skipLabels,
		onFork
	};
}
function limitsOf({ "max-open-major": maxOpenMajor, "max-new-major": maxNewMajor }) {
	return {
		maxOpenMajor,
		maxNewMajor
	};
}
/** The profile that the settings name, with what they change of it.
*  @throws SettingsError where it is to judge and none of its models can */
function profileOf({ profile: name, "matching-embedder": embedder, judge }) {
	const found = PROFILES.find((profile) => profile.name === name);
	if (found === void 0) throw new RangeError(`no profile is called ${name}`);
	return {
		...judging(found, judge === "profile", "Leave the input judge out, or name a profile whose model can, as docs/matching.md says"),
		matching: embedder ?? found.matching
	};
}
/** What every plan needs of the settings and the job. */
function planContext({ context }, settings) {
	const { "state-secret": secret, "resolved-threads": resolvedThreads } = settings;
	return {
		secret,
		site: context.site,
		resolvedThreads
	};
}

// src/action/run/manuscripts.ts
/** Which manuscripts a run is about: the one of the repository, or the several that its settings list or that are found. Invariants: the keys of several are each other's
*  once, and stay as they are while no other path comes to the same; a name from a pull request becomes letters, digits and hyphens before it stands in a status or
*  a mark; a manuscript that the base branch has is never forgotten because the pull request hides it. */
/** More would be reviewed for a day, and read for an hour. */
const MOST_FOUND = 100;
/** No request where there is one manuscript.
*  @throws ManuscriptError, SettingsError, RequestFault */
async function targetsOf(settings, { pull }, files, changed) {
	const { manuscripts, manuscript, "state-key": key = "" } = settings;
	if (manuscripts === void 0) return {
		several: false,
		all: [{
			key,
			path: manuscript,
			names: [],
			settings,
			removed: false
		}]
	};
	const [head, base] = [files(pull.head.sha), files(pull.base.sha)];
	return {
		several: true,
		all: manuscripts === "all" ? await foundTargets(settings, head, base, changed) : await listedTargets(settings, manuscripts, head, changed)
	};
}
async function listedTargets(settings, listed, head, { files }) {
	const entries = listed.map((item) => typeof item === "string" ? { path: item } : item);
	const paths = entries.map(({ path }) => plainTreePath(path) ?? path);
	const keys = keysOf(paths, entries.map(({ key }) => key));
	const present = (await head.list()).map(({ path }) => path);
	return entries.map(({ path: _, key: __, ...own }, k) => {
		const path = paths[k] ?? "";
		const isOf = (other) => other === path || isBelow(other, path);
		const removed = !present.some(isOf) && files.some((file) => isOf(nameBefore(file)));
		const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== void 0));
		return {
			key: keys[k] ?? "",
			path,
			names: [keys[k] ?? "", path],
			settings: {
				...settings,
				...given
			},
			removed
		};
	});
}
function nameBefore({ path, previousPath }) {
	return previousPath ?? path;
}
/** Those of the head and of the base: one that is there no more is told, and one that is only not found any more is read all the same. */
async function foundTargets(settings, head, base, { files }) {
	const [now, before] = await Promise.all([findManuscripts(head), findManuscripts(base).catch(noneThere)]);
	const present = new Set((await head.list()).map(({ path }) => path));
	const gone = before.filter(({ root }) => !now.some((one) => one.root === root));
	const all = [...now, ...gone].sort((a, b) => a.root < b.root ? -1 : 1);
	if (all.length > MOST_FOUND) throw tooMany(all.length);
	const keys = keysOf(all.map(({ path, root }) => path === "" ? root : path));
	return all.map(({ root, path }, k) => {
		const key = keys[k] ?? "";
		const names = [.../* @__PURE__ */ new Set([
			key,
			root,
			...path === "" ? [] : [path],
			root.replace(/\/[^/]*$/, "")
		])];
		return {
			key,
			path: root,
			formerPath: files.find((file) => file.path === root)?.previousPath,
			names,
			settings,
			removed: !present.has(root)
		};
	});
}
/** A base without a readable manuscript has none. */
function noneThere(error) {
	if (error instanceof ManuscriptError) return [];
	throw error;
}
function tooMany(count) {
	return new SettingsError({
		code: "manuscripts-too-many",
		at: "manuscripts: all",
		fault: `${count} manuscripts are found, and at most ${MOST_FOUND} are looked at`,
		remedy: "List those to review as manuscripts: in .github/bioreview.yml"
	});
}
/** As a plan wants them. */
function judgedManuscripts({ all }) {
	return all.map(({ key, path, formerPath, removed, settings }) => ({
		key,
		paths: removed ? [] : [path, formerPath].flatMap((one) => one ?? []),
		removed,
		limits: limitsOf(settings)
	}));
}
/** What earlier runs kept of each, in their order: on this pull request, or on another that is merged. */
function readEarlierStates(pull, conversation, targets, { "state-secret": secret }) {
	return statesOf({
		repository: pull.repository,
		pull: pull.number,
		head: pull.head.sha,
		conversation,
		manuscripts: judgedManuscripts(targets),
		several: targets.several,
		secret
	});
}

// src/action/run/continuation.ts
/** Whether a result from another machine continues what is known. Invariant: a machine with a model may say what it likes of the new revision, but
*  no concern of an earlier one disappears by it, nor what was done about it; it speaks for no person; and what is not believed here is not believed because it
*  comes back in a result. What people decided while the model ran is not held against it. Pure. */
/** @param known what is believed here of where the result says that it goes on from; undefined where that is nothing
*  @param full whether earlier runs were to be forgotten: then only what was dismissed is held
*  @returns why not, as a clause; undefined where it does */
function whyNoContinuation(result, known, full) {
	const { head, found, previous } = result;
	if (found.kind !== "compared") return void 0;
	const { ledger } = found.comparison;
	if (latestRevision(ledger)?.label !== head) return "its last revision is of another commit";
	if (known?.from === "this pull request" && isRecorded(found.comparison, known.ledger, result)) return void 0;
	if (known === void 0 && previous.from !== "none") return "it goes on from what is not believed here, or not here any more";
	if (known !== void 0 && previous.from !== known.from) return "it knows nothing of the revisions that were reviewed here";
	return whyNotAfter(ledger, known?.ledger, full);
}
function whyNotAfter(ledger, known, full) {
	const { revisions = [], concerns = [], nextId = 1 } = known ?? {};
	const added = ledger.revisions.length - revisions.length;
	if (!beginsWith(ledger.revisions, revisions) || added < 0 || added > 1) return "its revisions are not those that are known, and one more";
	if (ledger.nextId < nextId) return "it would give numbers of concerns again";
	const after = new Map(ledger.concerns.map((concern) => [concern.id, concern]));
	const broken = concerns.filter(({ state }) => !full || state === "dismissed").find((concern) => !beginsWith(byRevisions(after.get(concern.id)), byRevisions(concern)));
	if (broken !== void 0) return `what is known of ${broken.id} is not in it`;
	const before = new Map(concerns.map((concern) => [concern.id, concern]));
	const forged = ledger.concerns.find((concern) => decidesForPeople(concern, before.get(concern.id)));
	return forged === void 0 ? void 0 : `it says of ${forged.id} what a person decided, and nobody did`;
}
/** Whether its history has a person's decision that is not known. */
function decidesForPeople({ history }, known) {
	const decided = new Set((known?.history ?? []).map((event) => JSON.stringify(event)));
	return history.some((event) => event.by !== void 0 && !decided.has(JSON.stringify(event)));
}
function byRevisions(concern) {
	return (concern?.history ?? []).filter(({ by }) => by === void 0);
}
function beginsWith(all, first) {
	return JSON.stringify(all.slice(0, first.length)) === JSON.stringify(first);
}

// src/action/run/previous-revision.ts
/** What is known before a review: the ledger, where it comes from, and the text that it is about. Invariant: what is not believed or not there any more is told,
*  and never taken for "no concerns before". */
const SHA = /^[0-9a-f]{40}$/;
function earlierOf(state, from, pull) {
	const label = latestRevision(state.ledger)?.label;
	return {
		from,
		...pull === void 0 ? {} : { pull },
		ledger: state.ledger,
		settings: state.settings,
		commit: label !== void 0 && SHA.test(label) ? label : void 0
	};
}
/** @returns what people must know of a state that was not used */
function notesOf(read) {
	return read.kind === "untrusted" ? [`What earlier runs kept here was not believed: ${read.why}. This review starts afresh.`] : [];
}
const WHY_NOT_OURS = {
	none: "nothing was reviewed there to its end",
	state: "it is of another manuscript"
};
/** What is kept on this pull request; else what the last merged one on the base branch that touched the same manuscript left behind.
*  @param at the place of the manuscript among the targets   @param state what was read on this pull request   @param manuscript of the new revision */
async function earlierRevision(merged, { pull }, targets, at, state, { files, root }) {
	if (state.kind === "state") return earlierOf(state.state, "this pull request");
	if (state.kind === "untrusted") return void 0;
	const target = targets.all[at];
	const own = [root, target?.formerPath];
	const found = await merged((path) => files.includes(path) || path === target?.formerPath);
	if (found === void 0 || target === void 0) return void 0;
	const read = readEarlierStates({
		...pull,
		number: found.pull
	}, found, targets, target.settings)[at] ?? { kind: "none" };
	if (read.kind === "state" && own.includes(read.state.manuscript)) return earlierOf(read.state, "merged pull request", found.pull);
	const why = read.kind === "untrusted" ? `it is not believed, for ${read.why}` : WHY_NOT_OURS[read.kind];
	return { unused: `What merged pull request ${found.pull} left behind is not used: ${why}. This review starts afresh.` };
}
/** What the new revision is compared with. The commit of the last revision's paper may be gone after a forced push.
*  @param files the tree of a commit   @param manuscript the file or folder that the settings name   @param formerPath what it was called before, where it was renamed
*  @throws what is not about the old text, such as GitHub being out of reach */
async function previousRevisionOf(earlier, files, manuscript, formerPath) {
	const { commit } = earlier;
	const without = (why) => ({
		...sideOf(earlier),
		text: void 0,
		notes: [`The text of the previous revision is not there to compare with: ${why}.`]
	});
	if (commit === void 0) return without("the ledger does not say which commit it is about");
	try {
		const tree = files(commit);
		const isRenamed = formerPath !== void 0 && (await tree.list()).some(({ path }) => path === formerPath);
		const text = await readManuscript(tree, { manuscript: isRenamed ? formerPath : manuscript });
		return {
			...sideOf(earlier),
			text,
			notes: []
		};
	} catch (error) {
		if (error instanceof ManuscriptError) return without(`commit ${commit.slice(0, 7)}: ${plainText(error.fault)}`);
		throw error;
	}
}
/** After `/bioreview full`: what people dismissed stays dismissed, numbers are not given again, and all else is looked at as if for the first time. */
function dismissedOnly(earlier) {
	const { ledger } = earlier;
	const kept = ledger.concerns.filter(({ state }) => state === "dismissed");
	const count = ledger.concerns.length - kept.length;
	const note = `Asked for in full: ${counted(count, "concern")} of earlier revisions ${count === 1 ? "was" : "were"} set aside, and what still holds is raised again under a new number. What was dismissed stays so.`;
	return {
		...sideOf({
			...earlier,
			ledger: {
				...ledger,
				concerns: kept
			}
		}),
		text: void 0,
		afresh: true,
		notes: [note]
	};
}
function sideOf(earlier) {
	const { ledger, commit, settings } = earlier;
	return {
		earlier,
		ledger,
		settings,
		label: latestRevision(ledger)?.label ?? commit ?? "an earlier revision"
	};
}
/** Where the previous revision comes from, as it is published. */
function sourceOf(previous, notes) {
	if (previous === void 0 || "unreviewed" in previous) return {
		from: "none",
		notes: [...notes]
	};
	const { from, pull, commit } = previous.earlier;
	return {
		from,
		...pull === void 0 ? {} : { pull },
		...commit === void 0 ? {} : { commit },
		notes: [...notes, ...previous.notes]
	};
}

// src/action/run/publish.ts
/** A plan, reported in the job and then applied; and one more plan from the same review where people decided about concerns while the model ran, or another run
*  failed: a review that cost minutes is not thrown away for a dismissal. Invariants: the job's page and the outputs come before any write, for they need no
*  permission; what could not be written is reported with what helps; the result is planned on top of another ledger only where it differs by nothing but people's
*  decisions from the one that the run began with, and where the result knows every concern that they dismissed. Fails towards being superseded. */
/** A plan, with the pull request as it was when it was made. */
function planned(publication, { pull, conversation }) {
	const { statusComment, restsOn = statusComment } = publication;
	return {
		publication,
		pull,
		expectedStatusBody: conversation.statusComments.find(({ id }) => id === restsOn?.id)?.body
	};
}
/** @param unwritten what could not be written until now
*  @param replan where another run wrote the status comment meanwhile, a plan for what stands now, reported already; undefined where there can be none
*  @throws SupersededError where the pull request moved on: then nothing was written */
async function publish({ job, github }, plan, unwritten, replan) {
	await reportPlan(job, plan.publication);
	const applied = await applyPlan(plan.publication, github, {
		...plan,
		replan
	});
	const { status, reviewUrl } = applied;
	for (const note of applied.notes) job.log.notice(note);
	job.output("review-url", reviewUrl ?? "");
	if (status !== void 0) job.log.info(reviewUrl === void 0 ? status.description : `${status.description}; the review is at ${reviewUrl}`);
	await reportUnwritten(job, [...unwritten, ...applied.unwritten]);
	return applied;
}
/** One request.
*  @returns undefined where a result does not continue what stands, such as another run's review */
async function replan({ job, github }, { snapshot, settings, targets, results, full, plan }) {
	const { repository, number } = snapshot.pull;
	const latest = await fetchSnapshot(github, repository, number, { configPath: settings.config });
	const before = readEarlierStates(snapshot.pull, snapshot.conversation, targets, settings);
	const now = readEarlierStates(latest.pull, latest.conversation, targets, settings);
	if (!results.every((result, k) => {
		const [was, is] = [before[k], now[k]];
		if (is?.kind !== "state") return is?.kind === was?.kind;
		if (was?.kind !== "state" || !addsDecisionsOnly(was.state, is.state)) return false;
		return whyNoContinuation(result, earlierOf(is.state, "this pull request"), full) === void 0;
	}) || now.every(({ kind }) => kind !== "state")) return void 0;
	const publication = plan(latest);
	job.log.notice("the status comment changed while this run worked, by no other review: the result is planned once more with what people decided");
	await job.summary("## BioReview: what follows replaces the above\n\nThe status comment changed while this run worked; what people decided counts.");
	await reportPlan(job, publication);
	return planned(publication, latest);
}
async function reportPlan(job, { summary, outputs }) {
	await job.summary(summary);
	for (const [name, value] of Object.entries(outputs)) job.output(name, value);
}
async function reportNothingToDo(job, why) {
	job.log.info(`nothing to do: ${why}`);
	await job.summary(`## BioReview: nothing to do\n\n${escapeMarkdown(why)}.`);
	return { kind: "done" };
}
/** What could not be written, in the log and on the job's page. */
async function reportUnwritten({ log, summary }, unwritten) {
	const missing = unwritten.filter((one) => one !== void 0);
	if (missing.length === 0) return;
	for (const part of missing) log.warning(unwrittenLine(part));
	await summary([
		"> [!WARNING]",
		"> Not all of this could be written on GitHub.",
		"",
		...missing.map(({ what, because, remedy }) => `- ${escapeMarkdown(what)}: ${because}. ${remedy}.`)
	].join("\n"));
}

// src/action/run/outcome.ts
/** How a run ends: its result, and whether the job fails. Invariant: a job is green only where the gate is, or where there was nothing to do; whatever was not
*  concluded is red, or says that another run concludes it. */
/** @param status that the publication ends with; undefined where a command changed nothing */
function outcomeOf(status) {
	switch (status?.state) {
		case "failure":
		case "error": return {
			kind: "failed",
			why: status.description,
			byGate: status.state === "failure"
		};
		case "success":
		case "pending":
		case void 0: return { kind: "done" };
	}
}
/** @param several whether the repository has several manuscripts */
function reviewedHead(pull, { key, settings }, several) {
	return {
		pull,
		manuscript: several ? key : void 0,
		profile: settings.profile
	};
}
function runResultOf({ pull, manuscript, profile }, previous, found) {
	return {
		schema: "bioreview-run",
		version: 1,
		tool: {
			name: "bioreview",
			version: VERSION
		},
		repository: pull.repository,
		pull: pull.number,
		head: pull.head.sha,
		base: pull.base,
		...manuscript === void 0 ? {} : { manuscript },
		previous,
		profile,
		found
	};
}
/** A failure, logged, as a result that is published.
*  @param notes on what earlier runs left
*  @throws the error itself where it must not be published: an interruption, a run that was overtaken, a bug of ours */
function failedResult({ log }, error, head, notes) {
	if (!(error instanceof UserError) || error.kind === "interrupted" || error.kind === "superseded") throw error;
	log.error(head.manuscript === void 0 ? error.message : `${head.manuscript}: ${error.message}`);
	for (const line of error.unfinished) log.notice(line);
	const { kind, code, at, fault, remedy } = error;
	return runResultOf(head, {
		from: "none",
		notes: [...notes]
	}, {
		kind: "failed",
		failure: {
			kind,
			code,
			at,
			fault,
			remedy
		}
	});
}

// src/action/run/report-pages.ts
/** The pages of a run in which papers and their reviews are read together, where the workflow asks for them. Invariant: a page is an extra: where one cannot be made the
*  review goes on, and says so. */
/** @param files of the commit that is reviewed */
function reportPages({ context, disk, job, pageAssets }, { report }, files) {
	const paths = [];
	return {
		paths,
		async write(key, comparison, manuscript, old) {
			if (report === "false") return;
			const path = join(context.workspace, `bioreview-report${key === void 0 ? "" : `-${fileNameOf(key)}`}.html`);
			try {
				const { comparisonInput, pageModel, renderPage } = await import("./report-page.js");
				const model = pageModel(await comparisonInput(comparison, manuscript, old, files));
				await disk.write(path, renderPage(model, await pageAssets()));
				paths.push(path);
			} catch (error) {
				job.log.warning(`the report's page was not made, and the review stands without it: ${messageOf(error)}`);
			}
		}
	};
}
/** A key may be a path. */
function fileNameOf(key) {
	return key.replace(/[^A-Za-z0-9._-]+/g, "-");
}
/** Where on GitHub the pages of this run can be had: a later step uploads them, so no more than the run's own page is known.
*  @returns undefined where the workflow asks for none */
function artifactsUrl(run, { report }) {
	return run === void 0 || report === "false" ? void 0 : `${run}#artifacts`;
}

// src/action/run/result-file.ts
/** The result file between the job with the model and the job that may write. Whoever owns the machine with the model could put anything there, so what is read
*  is hostile: it must be whole, of our shape, of the very pull request and repository that the reading job was started for, and continue what is known. What it
*  says of concerns is data, and passes the sanitiser like a model's answer. Fails towards a failed review: no part of a file in doubt is published. */
/** Bytes. A result holds the paper once, in some cases a long one, and the ledger; five times the largest text that is read. */
const LONGEST_RESULT = 5e7;
const fileSchema = strictObject({
	schema: literal("bioreview-result-file"),
	version: literal(1),
	sha256: string().regex(/^[0-9a-f]{64}$/).describe("Of the text of `result`: a file that was cut or mended by hand is refused."),
	result: string().describe("One result a line, one for each manuscript.")
});
/** One result a line, one for each manuscript. */
function serializeResults(results) {
	const text = results.map((result) => JSON.stringify(runResultSchema.parse(result))).join("\n");
	return `${JSON.stringify({
		schema: "bioreview-result-file",
		version: 1,
		sha256: digestOf(text),
		result: text
	})}\n`;
}
/** @param full whether the results were to forget what earlier runs know
*  @returns what the file holds of each target, in their order; a failed review where that is missing or in doubt */
async function readResultFile(session, snapshot, settings, targets, path, full) {
	const { pull } = snapshot;
	const headOf = (target) => reviewedHead(pull, target, targets.several);
	const failed = (target, error) => failedResult(session.job, error, headOf(target), []);
	try {
		const results = parseResults(await readText(session, path), path, {
			repository: pull.repository,
			pull: pull.number
		});
		const states = readEarlierStates(pull, snapshot.conversation, targets, settings);
		return await Promise.all(targets.all.map(async (target, k) => {
			const [result, ...others] = results.filter(({ manuscript }) => manuscript === headOf(target).manuscript);
			if (result === void 0 || others.length > 0) return failed(target, refused(path, `it holds ${results.length === 0 ? "no result" : "not one result"} of this manuscript`));
			if (result.head !== pull.head.sha) return result;
			if (result.found.kind === "removed" && !target.removed) return failed(target, refused(path, "it says that this manuscript is gone, and it is not"));
			try {
				const known = await trustedEarlier(session, snapshot, settings, targets, k, states[k], result);
				const why = whyNoContinuation(result, known, full);
				if (why === void 0) return result;
				return failed(target, refused(path, `it does not go on from what is known on this pull request: ${why}`, "Another run may have written meanwhile: comment /bioreview to review the latest commit"));
			} catch (error) {
				return failed(target, error);
			}
		}));
	} catch (error) {
		return targets.all.map((target) => failed(target, error));
	}
}
/** What is believed here of what the result says that it continues: the machine with the model may have believed more, having no secret. */
async function trustedEarlier({ github }, snapshot, settings, targets, at, read, { previous }) {
	if (read?.kind === "state") return earlierOf(read.state, "this pull request");
	if (read?.kind === "untrusted" || previous.from !== "merged pull request" || previous.pull === void 0) return void 0;
	const { repository, base } = snapshot.pull;
	const merged = await fetchSnapshot(github, repository, previous.pull, { configPath: settings.config });
	const left = readEarlierStates(merged.pull, merged.conversation, targets, settings)[at];
	return merged.pull.state === "merged" && merged.pull.base.ref === base.ref && left?.kind === "state" ? earlierOf(left.state, previous.from, previous.pull) : void 0;
}
async function readText({ disk }, path) {
	return disk.read(path, LONGEST_RESULT).catch((cause) => {
		const isMissing = errnoOf(cause) === "ENOENT";
		throw new SettingsError({
			code: isMissing ? "result-file-missing" : "result-file-refused",
			at: path,
			fault: isMissing ? "there is no result of the reviewing job, so it ended before it had one" : `it cannot be read: ${messageOf(cause)}`,
			remedy: "Look into that job's log, then run it again",
			cause
		});
	});
}
/** @param at the file's name, for messages
*  @param expected the pull request that the results must be of
*  @returns at least one
*  @throws SettingsError */
function parseResults(text, at, { repository, pull }) {
	if (Buffer.byteLength(text) > LONGEST_RESULT) throw refused(at, `it has more than ${LONGEST_RESULT} bytes`);
	const file = fileSchema.safeParse(jsonIn(text, at));
	if (!file.success) throw refused(at, `it is no result file (${firstFault(file.error)})`);
	if (digestOf(file.data.result) !== file.data.sha256) throw refused(at, "its digest is of another text: it was changed or damaged");
	return file.data.result.split("\n").map((line) => {
		const { success, data, error } = runResultSchema.safeParse(jsonIn(line, at));
		if (!success) throw refused(at, `its result has not the expected shape (${firstFault(error)})`);
		if (data.repository === repository && data.pull === pull) return data;
		throw refused(at, `it is of another pull request, ${data.repository}#${data.pull}`, `Hand over the result of ${repository}#${pull}`);
	});
}
function digestOf(text) {
	return createHash("sha256").update(text).digest("hex");
}
function jsonIn(text, at) {
	return parseJson(text, (fault, cause, line) => refused(fileAndLine(at, line), fault, REMEDY, cause));
}
function firstFault({ issues: [issue] }) {
	return issue === void 0 ? "unknown" : `${issue.path.join(".") || "it"}: ${issue.code}`;
}
const REMEDY = "Let a job with phase: review write it, and hand over that very file";
function refused(at, fault, remedy = REMEDY, cause) {
	return new SettingsError({
		code: "result-file-refused",
		at,
		fault,
		remedy,
		cause
	});
}

// src/action/run/review-manuscripts.ts
/** The manuscripts of one revision reviewed, one after the other. Invariants: the models are opened once for all that share them; what goes wrong with one keeps no other
*  from its review, and is that one's result; how many are reviewed, and how late one is begun, is bounded. */
/** Reviews of several manuscripts in one run; their ledgers share a comment, and a job has an hour. */
const MOST_REVIEWED = 8;
/** Milliseconds from the first one's beginning on, after which no further review begins: the example workflows give a job an hour. */
const LAST_BEGINNING = 27e5;
/** One after the other, those of one profile together: its models are opened once. @returns in the targets' order */
async function reviewAll(session, snapshot, { changed, targets: { all, several }, targets }, settings, request, pages) {
	const { pull, conversation } = snapshot;
	const states = readEarlierStates(pull, conversation, targets, settings);
	const merged = mergedPulls(session.github, pull);
	const profiles = all.map((target) => profileOf(target.settings));
	const kinds = profiles.map((profile) => JSON.stringify(profile));
	const order = [...all.keys()].sort((a, b) => kinds.indexOf(kinds[a] ?? "") - kinds.indexOf(kinds[b] ?? ""));
	const begun = session.now();
	const results = /* @__PURE__ */ new Map();
	let shared;
	let reviewed = 0;
	try {
		for (const k of order) {
			const [target, profile, state = { kind: "none" }] = [
				all[k],
				profiles[k],
				states[k]
			];
			if (target === void 0 || profile === void 0) continue;
			const head = reviewedHead(pull, target, several);
			if (target.removed) {
				results.set(k, runResultOf(head, {
					from: "none",
					notes: []
				}, { kind: "removed" }));
				continue;
			}
			const dependencies = dependenciesOf(session, target.settings);
			if (shared === void 0 || shared.kind !== kinds[k]) {
				await shared?.models.close(false);
				shared = {
					kind: kinds[k],
					models: sharedModels(session.models(profile, target.settings, dependencies))
				};
			}
			const { models } = shared;
			const whyNot = () => {
				if (!isAsked(request, target)) return new NotAskedError();
				if (reviewed >= 8) return notBegun(target, `${8} manuscripts were reviewed in this run, and it reviews no more`);
				return reviewed > 0 && session.now() - begun > LAST_BEGINNING ? notBegun(target, "this run had no time left for it") : void 0;
			};
			if (several) session.job.log.info(`manuscript ${target.key}`);
			const result = await reviewOne({
				session,
				snapshot,
				targets,
				target,
				at: k,
				state,
				changed,
				merged,
				pages,
				request: isAsked(request, target) ? request : UNASKED
			}, profile, {
				...dependencies,
				now: session.now,
				models: guarded(models, whyNot, () => void reviewed++)
			});
			results.set(k, result);
			if (result.found.kind === "failed" && result.found.failure.kind === "server") await models.close(true);
		}
	} finally {
		await shared?.models.close(false);
	}
	return all.flatMap((_, k) => results.get(k) ?? []);
}
function isAsked({ only }, { key }) {
	return only === void 0 || only === key;
}
/** Of one that was not asked for only what can be said without a model is said. */
const UNASKED = {
	byPerson: false,
	full: false
};
/** A command named other manuscripts, and this one would have to be reviewed. */
var NotAskedError = class extends Error {};
function notBegun({ key }, fault) {
	const remedy = `Comment /bioreview ${key} to have it reviewed by a run of its own`;
	return new SettingsError({
		code: "review-not-begun",
		at: key,
		fault,
		remedy
	});
}
/** @param whyNot asked right before they are opened */
function guarded(models, whyNot, onOpened) {
	return {
		...models,
		async open(signal) {
			const error = whyNot();
			if (error !== void 0) throw error;
			const servers = await models.open(signal);
			onOpened();
			return servers;
		}
	};
}
async function reviewOne({ session, snapshot, targets, target, at, state, changed, merged, pages, request }, profile, dependencies) {
	const { files, job, signal } = session;
	const { pull } = snapshot;
	const { path } = target;
	const head = {
		...reviewedHead(pull, target, targets.several),
		profile: profile.name
	};
	const notes = [
		...snapshot.notes,
		...snapshot.conversation.notes,
		...changed.notes,
		...notesOf(state)
	];
	try {
		const revision = await reviewRevision({
			files: files(pull.head.sha),
			manuscript: path,
			label: () => pull.head.sha,
			profile,
			...request.byPerson && (!targets.several || request.only !== void 0) || !changed.complete ? {} : { change: {
				paths: changed.files,
				base: files(pull.base.sha)
			} },
			previous: async (manuscript) => {
				const earlier = await earlierRevision(merged, snapshot, targets, at, state, manuscript);
				if (earlier === void 0) return void 0;
				if ("unused" in earlier) return void notes.push(earlier.unused);
				return request.full ? dismissedOnly(earlier) : previousRevisionOf(earlier, files, path, target.formerPath);
			}
		}, dependencies, signal);
		switch (revision.kind) {
			case "manuscript unchanged": return runResultOf(head, {
				from: "none",
				notes
			}, {
				kind: "untouched",
				root: revision.manuscript.root
			});
			case "compared": {
				const { previous, comparison, manuscript } = revision;
				const old = previous === void 0 || "unreviewed" in previous ? void 0 : previous.text;
				await pages.write(head.manuscript, comparison, manuscript, old);
				return runResultOf(head, sourceOf(previous, [...notes, ...revision.notes]), {
					kind: "compared",
					comparison
				});
			}
			case "reviewed": throw new RangeError("a pull request's revision is always compared");
		}
	} catch (error) {
		if (error instanceof NotAskedError) return runResultOf(head, {
			from: "none",
			notes: []
		}, { kind: "waiting" });
		return failedResult(job, error, head, notesOf(state));
	}
}
function dependenciesOf(session, settings) {
	const { job, now, signal } = session;
	const { "api-key": key } = settings;
	const env = {
		...job.env,
		...key === void 0 ? {} : { BIOREVIEW_API_KEY: key }
	};
	const { progress, onReview } = progressLog(job.log, now);
	const log = {
		notice: (line) => job.log.notice(line),
		progress,
		onReview
	};
	const runnerPath = () => session.runner(settings, signal);
	return {
		env,
		log,
		runnerPath
	};
}

// src/action/run/review-pull.ts
/** The manuscripts of one pull request reviewed, and what was found published together, in the phases that the settings name. Invariants: whatever goes wrong ends as an
*  error status and a failed job; what goes wrong with one manuscript keeps no other from its review; the phase that has the model writes nothing on GitHub. */
/** Requests: one for each hundred changed files, and where the repository has several manuscripts what it takes to find them. */
async function surveyOf(session, snapshot, settings) {
	const changed = await changedFiles(session.github, snapshot.pull);
	return {
		changed,
		targets: await targetsOf(settings, snapshot, session.files, changed)
	};
}
/** @param surveyed what is known already
*  @throws SupersededError, InterruptedError, and what writing throws */
async function reviewPull(session, snapshot, settings, request, surveyed) {
	const { job, github, context, disk } = session;
	const { pull } = snapshot;
	const unwritten = settings.phase === "all" ? await setCommitStatus(github, pull.repository, pull.head.sha, pendingStatus(context.site.run)) : void 0;
	const survey = surveyed ?? await surveyOf(session, snapshot, settings);
	const { changed, targets } = survey;
	const path = settings["result-file"] ?? join(context.temporary, "bioreview-result.json");
	const pages = reportPages(session, settings, session.files(pull.head.sha));
	const results = settings.phase === "publish" ? await readResultFile(session, snapshot, settings, targets, path, request.full) : await reviewAll(session, snapshot, survey, settings, request, pages);
	if (settings.phase !== "publish") await disk.write(path, serializeResults(results));
	job.output("result-file", path);
	job.output("report", pages.paths.join("\n"));
	const report = settings.phase === "publish" || pages.paths.length > 0 ? artifactsUrl(context.site.run, settings) : void 0;
	const plan = ({ conversation }) => planPublication({
		...planContext(session, settings),
		report,
		manuscripts: judgedManuscripts(targets).flatMap((manuscript, k) => {
			const result = results[k];
			return result === void 0 ? [] : [{
				...manuscript,
				result
			}];
		}),
		several: targets.several,
		conversation,
		diff: diffLines(changed.files),
		inlineLimit: settings["inline-comments"]
	});
	const publication = plan(snapshot);
	if (settings.phase === "review") {
		await reportPlan(job, publication);
		return outcomeOf(results.some(({ found }) => found.kind === "failed") ? publication.status : void 0);
	}
	const replanned = () => replan(session, {
		snapshot,
		settings,
		targets,
		results,
		full: request.full,
		plan
	});
	return outcomeOf((await publish(session, planned(publication, snapshot), [unwritten], replanned)).status);
}

// src/action/run/command.ts
/** A command in a comment: who may give it, what it starts, and the answer. A reaction on the comment shows how far it got. */
/** @param inputs the settings without the repository's file, which is not read yet */
async function handleCommand(session, inputs, trigger, pending) {
	const { github, context } = session;
	if (inputs.phase === "review") return executeCommand(session, inputs, trigger, pending, []);
	const addReaction = (reaction) => react(github, context.repository, trigger.comment, reaction);
	const unwritten = await addReaction("eyes");
	try {
		const outcome = await executeCommand(session, inputs, trigger, pending, [unwritten]);
		await addReaction(outcome.reaction);
		return outcome;
	} catch (error) {
		if (!session.signal.aborted) await addReaction("confused");
		throw error;
	}
}
/** A decision about a concern is written down before it is answered. */
async function executeCommand(session, inputs, trigger, pending, unwritten) {
	const { github, job, context } = session;
	const { actor } = trigger;
	const writes = inputs.phase !== "review";
	const permission = await permissionOf(github, context.repository, actor);
	const snapshot = await fetchSnapshot(github, context.repository, trigger.pull, { configPath: inputs.config });
	const { pull } = snapshot;
	const understood = refusalReason({ kind: "status" }, actor, permission, pull) === void 0 ? await understand(session, inputs, snapshot, trigger) : { command: trigger.command };
	const { command } = understood;
	const admitted = admission(pull, {
		...trigger,
		command
	}, policyOf(inputs));
	const refusal = refusalReason(command, actor, permission, pull) ?? (admitted.admitted ? void 0 : admitted.why);
	if (refusal === void 0 && command.kind === "review") {
		if (writes) pending.awaitVerdict(session, pull.head.sha);
		const { settings = settingsFor(session.inputs, snapshot), survey } = understood;
		const request = {
			byPerson: true,
			full: command.full,
			only: understood.manuscript
		};
		const outcome = await reviewPull(session, snapshot, settings, request, survey);
		return {
			...outcome,
			reaction: outcome.kind === "failed" && !outcome.byGate ? "confused" : "rocket"
		};
	}
	if (!writes) return {
		...await reportNothingToDo(job, refusal ?? "this command is answered by the phase that writes"),
		reaction: "rocket"
	};
	return answer(session, trigger, snapshot, understood, refusal === void 0 && command.kind !== "review" ? command : {
		kind: "refused",
		why: refusal ?? ""
	}, unwritten);
}
async function answer(session, { actor, comment }, snapshot, understood, answered, unwritten) {
	const { job } = session;
	const { pull, conversation } = snapshot;
	const settings = understood.settings ?? settingsFor(session.inputs, snapshot);
	const targets = understood.survey?.targets ?? await targetsOf(settings, snapshot, session.files, { files: [] });
	const isDecision = answered.kind === "dismiss" || answered.kind === "reopen";
	const publication = planCommandReply({
		...planContext(session, settings),
		repository: pull.repository,
		pull: pull.number,
		head: pull.head.sha,
		conversation,
		manuscripts: judgedManuscripts(targets),
		several: targets.several,
		manuscript: understood.manuscript,
		command: answered,
		actor,
		comment,
		...targets.several && isDecision ? { standing: await standingStatuses(session, pull) } : {}
	});
	const { recorded } = await publish(session, planned(publication, snapshot), unwritten);
	if (!recorded) {
		job.output("outcome", "failed");
		job.output("gate", "error");
		return {
			kind: "failed",
			why: "the decision could not be recorded, so it counts for nothing",
			byGate: false,
			reaction: "confused"
		};
	}
	return {
		kind: "done",
		reaction: answered.kind !== "refused" && answered.kind !== "unknown" ? "rocket" : "confused"
	};
}
/** Where a repository has several manuscripts, a command may name one: which there are is known only now. */
async function understand(session, inputs, snapshot, { command }) {
	if (command.kind === "help") return { command };
	const settings = settingsFor(session.inputs, snapshot);
	if (settings.manuscripts === void 0) return { command };
	const survey = await surveyOf(session, snapshot, settings);
	const names = /* @__PURE__ */ new Map();
	for (const { key, names: own } of survey.targets.all) for (const name of own) names.set(name, (names.get(name) ?? /* @__PURE__ */ new Set()).add(key));
	const known = [...names].filter(([name, { size }]) => size === 1 && isNameOfManuscript(name)).map(([name]) => name);
	const { name: eventName, payload } = session.context.event;
	const again = triggerOf({
		eventName,
		payload
	}, policyOf(inputs), known);
	if (again.kind !== "command" || !("manuscript" in again.command)) return {
		command,
		settings,
		survey
	};
	const [manuscript] = names.get(again.command.manuscript ?? "") ?? [];
	return {
		command: again.command,
		manuscript,
		settings,
		survey
	};
}
/** What stands of all manuscripts on the head. */
async function standingStatuses({ github }, { repository, head }) {
	return (await statusesOf(github, repository, head.sha)).filter(({ context }) => context.startsWith(`${github.statusContext}/`));
}
/** @returns why this person may not give the command; undefined where they may. Whoever wrote the pull request may ask how it stands. */
function refusalReason(command, actor, permission, { author }) {
	if (permission === "admin" || permission === "write") return void 0;
	const asksOnly = command.kind === "status" || command.kind === "help";
	if (asksOnly && actor.toLowerCase() === author.toLowerCase()) return void 0;
	const who = "only people who may write to this repository may give this command";
	return asksOnly ? `${who}, or the author of the pull request` : who;
}

// src/action/run/merge-queue.ts
/** @param sha of the queue's commit */
async function reportToMergeQueue(session, snapshot, settings, sha) {
	const { github, job, context } = session;
	const { status, gate, verdicts } = await gateOfHead(session, snapshot, settings);
	job.output("gate", gate);
	await job.summary(`## BioReview: merge queue\n\n${escapeMarkdown(`Pull request ${snapshot.pull.number}: ${status.description}`)}`);
	await reportUnwritten(job, await setVerdicts(github, context.repository, sha, verdicts));
	return outcomeOf(status);
}
async function gateOfHead(session, snapshot, settings) {
	const { pull, conversation } = snapshot;
	const survey = once(() => changedFiles(session.github, pull));
	const targets = await targetsOf(settings, snapshot, session.files, settings.manuscripts === void 0 ? { files: [] } : await survey());
	const states = readEarlierStates(pull, conversation, targets, settings);
	const each = [];
	for (const [k, target] of targets.all.entries()) {
		const own = await gateOf(session, pull, target, states[k] ?? { kind: "none" }, survey);
		each.push({
			context: statusContext(target.key),
			...own
		});
	}
	const [only] = each;
	if (!targets.several && only !== void 0) return {
		...only,
		verdicts: [only]
	};
	const status = statusOfAll(each, session.context.site.run);
	return {
		status,
		gate: GATES.find((one) => each.some((own) => own.gate === one)) ?? "error",
		verdicts: [...ownStatuses(each), {
			context: statusContext(""),
			status
		}]
	};
}
/** From the worst on. */
const GATES = [
	"error",
	"failed",
	"passed",
	"off"
];
async function gateOf(session, pull, target, read, survey) {
	const { run } = session.context.site;
	const failed = (why) => ({
		status: failedStatus(why, run),
		gate: "error"
	});
	if (target.removed) return {
		status: removedStatus(run),
		gate: "off"
	};
	if (read.kind === "untrusted") return failed(`what earlier runs kept is not believed: ${read.why}`);
	const ledger = read.kind === "state" ? read.state.ledger : void 0;
	if (!(ledger !== void 0 && latestRevision(ledger)?.label === pull.head.sha) && !await isManuscriptUnchanged(session, pull, target, survey)) return failed(`${pull.head.sha.slice(0, 7)} of pull request ${pull.number} was not reviewed`);
	if (ledger === void 0) return {
		status: untouchedStatus(run),
		gate: "off"
	};
	const open = ledger.concerns.filter(({ state }) => state === "open").length;
	const verdict = gateVerdict(ledger, limitsOf(target.settings));
	return {
		status: verdictStatus(verdict, open, run),
		gate: verdict.gate
	};
}
async function isManuscriptUnchanged({ files: treeOf }, pull, { path: named }, survey) {
	const { files: paths, complete } = await survey();
	if (!complete) return false;
	const manuscript = await readManuscript(treeOf(pull.head.sha), { manuscript: named });
	return !await isManuscriptChanged({
		paths,
		base: treeOf(pull.base.sha)
	}, manuscript, named);
}
function once(make) {
	let made;
	return () => {
		made ??= make();
		return made;
	};
}

// src/action/run/run.ts
/** One run of the Action, from the event to the job's end. Invariants: whatever goes wrong is reported in the log, on the job's page and as the job's own result;
*  and where a commit waits for a verdict, as its status. */
async function run(dependencies) {
	const { job } = dependencies;
	const pending = trackPendingStatus(job);
	try {
		const outcome = await handleEvent(dependencies, pending);
		if (outcome.kind === "failed") job.fail(outcome.why);
		pending.settle();
	} catch (error) {
		await reportError(job, error, pending);
	}
}
async function handleEvent(dependencies, pending) {
	const { job, disk, signal, throttle } = dependencies;
	for (const secret of secretsOf(job.input)) job.mask(secret);
	const inputs = readActionInputs(job.input, job.log.warning);
	const settings = withDefaults(inputs);
	const context = await jobContext(job.env, disk.read);
	const trigger = triggerFor(context.event, settings);
	if (trigger.kind === "nothing") return reportNothingToDo(job, trigger.why);
	const github = connectGitHub({
		token: settings.token,
		api: context.api,
		graphql: context.graphql,
		log: job.log,
		statusContext: statusContext(settings["state-key"] ?? ""),
		signal,
		throttle
	});
	const files = repositoryFiles(github, context.repository);
	const session = {
		...dependencies,
		context,
		github,
		files,
		inputs
	};
	return trigger.kind === "command" ? handleCommand(session, settings, trigger, pending) : handlePull(session, settings, trigger, pending);
}
/** A number that the workflow gives by the Action's input counts as much as one of its own inputs. */
function triggerFor({ name, payload }, settings) {
	const { "pull-request": pull } = settings;
	if (name === "workflow_dispatch" && pull !== void 0) return {
		kind: "dispatch",
		pull
	};
	return triggerOf({
		eventName: name,
		payload
	}, policyOf(settings));
}
/** @param inputs the settings without the repository's file, which is not read yet */
async function handlePull(session, inputs, trigger, pending) {
	const { github, job, context } = session;
	const writes = inputs.phase !== "review";
	const snapshot = await fetchSnapshot(github, context.repository, trigger.pull, { configPath: inputs.config });
	const admitted = admission(snapshot.pull, trigger, policyOf(inputs));
	if (!admitted.admitted) {
		const { status, why } = admitted;
		if (status !== void 0 && writes) await reportUnwritten(job, [await setCommitStatus(github, context.repository, snapshot.pull.head.sha, status)]);
		return reportNothingToDo(job, why);
	}
	const sha = trigger.kind === "merge group" ? trigger.sha : snapshot.pull.head.sha;
	if (writes) pending.awaitVerdict(session, sha);
	const settings = settingsFor(session.inputs, snapshot);
	if (trigger.kind !== "merge group") return reviewPull(session, snapshot, settings, {
		byPerson: trigger.kind === "dispatch",
		full: false
	});
	return writes ? reportToMergeQueue(session, snapshot, settings, sha) : reportNothingToDo(job, "a merge queue is answered by the phase that writes");
}
/** What was not concluded becomes the run's end, and the status of the commit that waits for one. */
async function reportError(job, error, pending) {
	if (!(error instanceof UserError)) {
		const stack = error instanceof Error ? error.stack ?? error.message : String(error);
		for (const line of stack.split("\n")) job.log.error(line);
		await pending.fail(crashedStatus());
		return job.fail("this is a bug of BioReview: please report it with the lines above");
	}
	if (error.kind === "superseded") {
		job.log.notice(error.message);
		await job.summary(`## BioReview: superseded\n\n${escapeMarkdown(error.message)}`);
		return pending.settle();
	}
	if (error instanceof VerdictUnwrittenError) {
		pending.leaveUnsaid(error.unsaid, error.notBefore);
		await job.summary(`## BioReview: reviewed, but the status is not set\n\n${escapeMarkdown(error.message)}`);
		return job.fail(error.message);
	}
	await pending.fail(failedStatus(error instanceof InterruptedError ? "the run was cancelled" : error.fault));
	job.output("outcome", "failed");
	job.output("gate", "error");
	await job.summary(`## BioReview: not reviewed\n\n${escapeMarkdown(error.message)}`);
	job.fail(error.message);
}

export { processDisk as n, modelSource as r, run as t };