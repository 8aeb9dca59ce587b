import { c as ManuscriptError, f as SettingsError, h as messageOf, l as ModelsError, m as UserError, s as InterruptedError, u as OutputError } from "./shared~errors.js";
import { a as loadState, i as planCommandReply, n as planPublication, r as addsDecisionsOnly, t as isRecorded } from "./publish~action.js";
import { S as url, _ as strictObject, f as literal, h as object, v as string } from "./zod.js";
import { a as parseYaml, i as parseJson, n as errnoOf, r as fileAndLine } from "./shared~data-file.js";
import { o as readManuscript } from "./manuscript~mask-inline~bioreview~action.js";
import { n as counted } from "./shared~text.js";
import { o as latestRevision } from "./revision~ledger.js";
import { n as nearestWord, t as writeFileAtomically } from "./shared~nearest-word~bioreview~action.js";
import { i as PROFILES } from "./profiles~profiles.js";
import { n as plainText, t as escapeMarkdown } from "./publish~sanitise.js";
import { a as pendingStatus, c as untouchedStatus, l as verdictStatus, n as failedStatus, o as statusContext, r as gateVerdict, t as crashedStatus } from "./publish~action~action-post.js";
import { t as runResultSchema } from "./publish~run-result~bioreview~action.js";
import { t as VERSION } from "./shared~version~bioreview~action.js";
import { a as secretsOf, i as readActionInputs, n as trackPendingStatus, s as progressLog } from "./action~action~action-post.js";
import { o as weightFileOf } from "./inference~local-runner.js";
import { i as whyUntrusted, n as parseEndpoint } from "./inference~endpoint~bioreview~action.js";
import { r as describeServer } from "./inference~bioreview~action.js";
import { a as checkSettings, d as userCache, i as SETTING_NAMES, l as withDefaults, s as settingNamesFrom, t as FORMER_NAMES } from "./shared.js";
import { a as isManuscriptChanged, i as openModelServers, n as identifyModels, o as judging, t as reviewRevision } from "./reviewer~bioreview~action.js";
import { a as commitFiles, c as triggerOf, i as fetchSnapshot, l as admission, n as react, o as changedFiles, r as lastMerged, s as diffLines, t as applyPlan } from "./github~action.js";
import { f as permissionOf, i as setVerdict, l as unwrittenLine, p as connectGitHub, r as setCommitStatus, t as VerdictUnwrittenError } from "./github~action~action-post.js";
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
	RUNNER_TEMP: string().min(1).default("/tmp")
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
		temporary: data.RUNNER_TEMP
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
/** What earlier runs kept on a pull request: this one, or a merged one. */
function readEarlierState({ repository, number: pull, head }, conversation, { "state-key": key = "", "state-secret": secret }) {
	return loadState(conversation, {
		repository,
		pull,
		key
	}, secret, head?.sha);
}
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
*  @param state what was read on this pull request   @param manuscript of the new revision */
async function earlierRevision({ github }, { pull }, settings, state, { files, root }) {
	if (state.kind === "state") return earlierOf(state.state, "this pull request");
	if (state.kind === "untrusted") return void 0;
	const merged = await lastMerged(github, pull, (path) => files.includes(path));
	if (merged === void 0) return void 0;
	const read = readEarlierState({
		...pull,
		number: merged.pull
	}, merged, settings);
	if (read.kind === "state" && read.state.manuscript === root) return earlierOf(read.state, "merged pull request", merged.pull);
	const why = read.kind === "untrusted" ? `it is not believed, for ${read.why}` : WHY_NOT_OURS[read.kind];
	return { unused: `What merged pull request ${merged.pull} left behind is not used: ${why}. This review starts afresh.` };
}
/** What the new revision is compared with. The commit of the last revision's paper may be gone after a forced push.
*  @param files the tree of a commit   @param manuscript the file or folder that the settings name
*  @throws what is not about the old text, such as GitHub being out of reach */
async function previousRevisionOf(earlier, files, manuscript) {
	const { commit } = earlier;
	const without = (why) => ({
		...sideOf(earlier),
		text: void 0,
		notes: [`The text of the previous revision is not there to compare with: ${why}.`]
	});
	if (commit === void 0) return without("the ledger does not say which commit it is about");
	try {
		const text = await readManuscript(files(commit), { manuscript });
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
*  @returns undefined where the result does not continue what stands, such as another run's review */
async function replan({ job, github }, { snapshot, settings, result, full, plan }) {
	const { repository, number } = snapshot.pull;
	const latest = await fetchSnapshot(github, repository, number, { configPath: settings.config });
	const before = readEarlierState(snapshot.pull, snapshot.conversation, settings);
	const now = readEarlierState(latest.pull, latest.conversation, settings);
	if (before.kind !== "state" || now.kind !== "state" || !addsDecisionsOnly(before.state, now.state)) return void 0;
	if (whyNoContinuation(result, earlierOf(now.state, "this pull request"), full) !== void 0) return void 0;
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
function runResultOf({ pull, profile }, previous, found) {
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
	log.error(error.message);
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
	result: string()
});
function serializeResult(result) {
	const text = JSON.stringify(runResultSchema.parse(result));
	return `${JSON.stringify({
		schema: "bioreview-result-file",
		version: 1,
		sha256: digestOf(text),
		result: text
	})}\n`;
}
/** @param full whether the result was to forget what earlier runs know
*  @returns what the file holds, or a failed review where it is missing or in doubt */
async function readResultFile(session, snapshot, settings, path, full) {
	const { pull } = snapshot;
	try {
		const result = parseResult(await readText(session, path), path, {
			repository: pull.repository,
			pull: pull.number
		});
		if (result.head !== pull.head.sha) return result;
		const why = whyNoContinuation(result, await trustedEarlier(session, snapshot, settings, result), full);
		if (why === void 0) return result;
		throw refused(path, `it does not go on from what is known on this pull request: ${why}`, "Another run may have written meanwhile: comment /bioreview to review the latest commit");
	} catch (error) {
		return failedResult(session.job, error, {
			pull,
			profile: settings.profile
		}, []);
	}
}
/** What is believed here of what the result says that it continues: the machine with the model may have believed more, having no secret. */
async function trustedEarlier({ github }, snapshot, settings, { previous }) {
	const read = readEarlierState(snapshot.pull, snapshot.conversation, settings);
	if (read.kind === "state") return earlierOf(read.state, "this pull request");
	if (read.kind === "untrusted" || previous.from !== "merged pull request" || previous.pull === void 0) return void 0;
	const { repository, base } = snapshot.pull;
	const merged = await fetchSnapshot(github, repository, previous.pull, { configPath: settings.config });
	const left = readEarlierState(merged.pull, merged.conversation, settings);
	return merged.pull.state === "merged" && merged.pull.base.ref === base.ref && left.kind === "state" ? earlierOf(left.state, previous.from, previous.pull) : void 0;
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
*  @param expected the pull request that the result must be of
*  @throws SettingsError */
function parseResult(text, at, { repository, pull }) {
	if (Buffer.byteLength(text) > LONGEST_RESULT) throw refused(at, `it has more than ${LONGEST_RESULT} bytes`);
	const file = fileSchema.safeParse(jsonIn(text, at));
	if (!file.success) throw refused(at, `it is no result file (${firstFault(file.error)})`);
	if (digestOf(file.data.result) !== file.data.sha256) throw refused(at, "its digest is of another text: it was changed or damaged");
	const { success, data, error } = runResultSchema.safeParse(jsonIn(file.data.result, at));
	if (!success) throw refused(at, `its result has not the expected shape (${firstFault(error)})`);
	if (data.repository === repository && data.pull === pull) return data;
	throw refused(at, `it is of another pull request, ${data.repository}#${data.pull}`, `Hand over the result of ${repository}#${pull}`);
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
	const { key, fault } = checked;
	throw wrong(`${at}, line ${lineOf(key)}`, `${JSON.stringify(key)} will not do: ${fault}`, "Mend it, or take the line out");
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
	const { "state-key": key = "", "state-secret": secret, "resolved-threads": resolvedThreads } = settings;
	return {
		limits: limitsOf(settings),
		key,
		secret,
		site: context.site,
		resolvedThreads
	};
}

// src/action/run/review-pull.ts
/** One pull request reviewed, and what was found published, in the phases that the settings name. Invariants: whatever goes wrong ends as an error status and a
*  failed job; the phase that has the model writes nothing on GitHub. */
/** @throws SupersededError, InterruptedError, and what writing throws */
async function reviewPull(session, snapshot, settings, request) {
	const { job, github, context, disk } = session;
	const { pull } = snapshot;
	const unwritten = settings.phase === "all" ? await setCommitStatus(github, pull.repository, pull.head.sha, pendingStatus(context.site.run)) : void 0;
	const changed = await changedFiles(github, pull);
	const path = settings["result-file"] ?? join(context.temporary, "bioreview-result.json");
	const result = settings.phase === "publish" ? await readResultFile(session, snapshot, settings, path, request.full) : await reviewed(session, snapshot, settings, changed, request);
	if (settings.phase !== "publish") await disk.write(path, serializeResult(result));
	job.output("result-file", path);
	const plan = ({ conversation }) => planPublication({
		...planContext(session, settings),
		result,
		conversation,
		diff: diffLines(changed.files),
		inlineLimit: settings["inline-comments"]
	});
	const publication = plan(snapshot);
	if (settings.phase === "review") {
		await reportPlan(job, publication);
		return outcomeOf(result.found.kind === "failed" ? publication.status : void 0);
	}
	const replanned = () => replan(session, {
		snapshot,
		settings,
		result,
		full: request.full,
		plan
	});
	return outcomeOf((await publish(session, planned(publication, snapshot), [unwritten], replanned)).status);
}
async function reviewed(session, snapshot, settings, changed, request) {
	const { github, job, signal } = session;
	const { pull } = snapshot;
	const profile = profileOf(settings);
	const head = {
		pull,
		profile: profile.name
	};
	const state = readEarlierState(pull, snapshot.conversation, settings);
	const notes = [
		...snapshot.notes,
		...snapshot.conversation.notes,
		...changed.notes,
		...notesOf(state)
	];
	const files = (sha) => commitFiles(github, pull.repository, sha);
	try {
		const revision = await reviewRevision({
			files: files(pull.head.sha),
			manuscript: settings.manuscript,
			label: () => pull.head.sha,
			profile,
			...request.byPerson || !changed.complete ? {} : { change: {
				paths: changed.files,
				base: files(pull.base.sha)
			} },
			previous: async (manuscript) => {
				const earlier = await earlierRevision(session, snapshot, settings, state, manuscript);
				if (earlier === void 0) return void 0;
				if ("unused" in earlier) return void notes.push(earlier.unused);
				return request.full ? dismissedOnly(earlier) : previousRevisionOf(earlier, files, settings.manuscript);
			}
		}, revisionDependencies(session, settings, profile), signal);
		switch (revision.kind) {
			case "manuscript unchanged": return runResultOf(head, {
				from: "none",
				notes
			}, {
				kind: "untouched",
				root: revision.manuscript.root
			});
			case "compared": {
				const { previous, comparison } = revision;
				return runResultOf(head, sourceOf(previous, [...notes, ...revision.notes]), {
					kind: "compared",
					comparison
				});
			}
			case "reviewed": throw new RangeError("a pull request's revision is always compared");
		}
	} catch (error) {
		return failedResult(job, error, head, notesOf(state));
	}
}
function revisionDependencies(session, settings, profile) {
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
		now,
		models: session.models(profile, settings, {
			env,
			log,
			runnerPath
		})
	};
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
	const { command, actor, comment } = trigger;
	const writes = inputs.phase !== "review";
	const permission = await permissionOf(github, context.repository, actor);
	const snapshot = await fetchSnapshot(github, context.repository, trigger.pull, { configPath: inputs.config });
	const { pull, conversation } = snapshot;
	const admitted = admission(pull, trigger, policyOf(inputs));
	const refusal = refusalReason(trigger, permission, pull) ?? (admitted.admitted ? void 0 : admitted.why);
	if (refusal === void 0 && command.kind === "review") {
		if (writes) pending.awaitVerdict(session, pull.head.sha);
		const settings = settingsFor(session.inputs, snapshot);
		const outcome = await reviewPull(session, snapshot, settings, {
			byPerson: true,
			full: command.full
		});
		return {
			...outcome,
			reaction: outcome.kind === "failed" && !outcome.byGate ? "confused" : "rocket"
		};
	}
	if (!writes) return {
		...await reportNothingToDo(job, refusal ?? "this command is answered by the phase that writes"),
		reaction: "rocket"
	};
	const answered = refusal === void 0 && command.kind !== "review" ? command : {
		kind: "refused",
		why: refusal ?? ""
	};
	const publication = planCommandReply({
		...planContext(session, settingsFor(session.inputs, snapshot)),
		repository: pull.repository,
		pull: pull.number,
		head: pull.head.sha,
		conversation,
		command: answered,
		actor,
		comment
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
/** @returns why this person may not give the command; undefined where they may. Whoever wrote the pull request may ask how it stands. */
function refusalReason({ command, actor }, permission, { author }) {
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
	const { status, gate } = await gateOfHead(session, snapshot, settings);
	job.output("gate", gate);
	await job.summary(`## BioReview: merge queue\n\n${escapeMarkdown(`Pull request ${snapshot.pull.number}: ${status.description}`)}`);
	await reportUnwritten(job, [await setVerdict(github, context.repository, sha, status)]);
	return outcomeOf(status);
}
async function gateOfHead(session, { pull, conversation }, settings) {
	const { run } = session.context.site;
	const failed = (why) => ({
		status: failedStatus(why, run),
		gate: "error"
	});
	const read = readEarlierState(pull, conversation, settings);
	if (read.kind === "untrusted") return failed(`what earlier runs kept is not believed: ${read.why}`);
	const ledger = read.kind === "state" ? read.state.ledger : void 0;
	if (!(ledger !== void 0 && latestRevision(ledger)?.label === pull.head.sha) && !await isManuscriptUnchanged(session, pull, settings)) return failed(`${pull.head.sha.slice(0, 7)} of pull request ${pull.number} was not reviewed`);
	if (ledger === void 0) return {
		status: untouchedStatus(run),
		gate: "off"
	};
	const open = ledger.concerns.filter(({ state }) => state === "open").length;
	const verdict = gateVerdict(ledger, limitsOf(settings));
	return {
		status: verdictStatus(verdict, open, run),
		gate: verdict.gate
	};
}
async function isManuscriptUnchanged({ github }, pull, { manuscript: named }) {
	const { files: paths, complete } = await changedFiles(github, pull);
	if (!complete) return false;
	const files = (sha) => commitFiles(github, pull.repository, sha);
	const manuscript = await readManuscript(files(pull.head.sha), { manuscript: named });
	return !await isManuscriptChanged({
		paths,
		base: files(pull.base.sha)
	}, manuscript, named);
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
	const session = {
		...dependencies,
		context,
		github,
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
		pending.leaveUnsaid(error.verdict, error.notBefore);
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