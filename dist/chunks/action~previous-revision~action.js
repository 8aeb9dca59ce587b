import { r as fetchSnapshot, t as applyPlan } from "./github~review~action.js";
import { u as unwrittenLine } from "./github~commit-status~action~action-post.js";
import { r as addsDecisionsOnly, t as isRecorded, u as statesOf } from "./publish~saved-state~action.js";
import { n as plainText, t as escapeMarkdown } from "./publish~sanitise.js";
import { o as latestRevision } from "./revision~ledger~action~action-post.js";
import { c as OutputError, o as ManuscriptError, u as SettingsError } from "./shared~errors.js";
import { n as readManuscript, t as findManuscripts } from "./manuscript~projects~action.js";
import { a as isBelow } from "./manuscript~file-tree~action.js";
import { i as plainTreePath, r as keysOf } from "./shared~manuscript-keys~action~action-post.js";
import { i as PROFILES } from "./profiles~profiles~action~action-post.js";
import { n as errnoOf, s as writeFileAtomically } from "./shared~data-file~action~action-post.js";
import { n as judging } from "./reviewer~judge~action.js";
import { a as checkSettings, i as SETTING_NAMES, l as withDefaults, s as settingNamesFrom, t as FORMER_NAMES } from "./shared~settings~action~action-post.js";
import { t as nearestWord } from "./shared~nearest-word~action.js";
import { t as parseYaml } from "./shared~yaml-file~action.js";
import { n as counted } from "./shared~text.js";
import { dirname } from "node:path";
import { mkdir, readFile, stat } from "node:fs/promises";

// src/action/run/continuation.ts
/** Whether a result from another machine continues what is known. Invariant: a machine with a model may say what it likes of the
*  new revision, but no concern of an earlier one disappears by it, nor what was done about it; it speaks for no person; and what
*  is not believed here is not believed because it comes back in a result. What people decided while the model ran is not held
*  against it. Pure. */
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

// src/action/settings/config-file.ts
/** The configuration file of the repository. It is from the base branch, so everybody who may merge may write it: it may choose what is reviewed and how it
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
/** Which manuscripts a run is about: the one of the repository, or the several that its settings list or that are found.
*  Invariants: the keys of several are each other's once, and stay as they are while no other path comes to the same; a name from
*  a pull request becomes letters, digits and hyphens before it stands in a status or a mark; a manuscript that the base branch
*  has is never forgotten because the pull request hides it. */
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
/** Those of the head and of the base: one that was deleted is reported as removed, and one that is only not found any more is
*  read all the same. */
async function foundTargets(settings, head, base, { files }) {
	const [{ manuscripts: now }, { manuscripts: before }] = await Promise.all([findManuscripts(head), findManuscripts(base).catch(noneThere)]);
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
	if (error instanceof ManuscriptError) return { manuscripts: [] };
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

// src/action/run/previous-revision.ts
/** What is known before a review: the ledger, where it comes from, and the text that it is about. Invariant: what is not believed
*  or not there any more is reported, and never taken for "no concerns before". */
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
*  @param manuscript of the new revision */
async function earlierRevision({ snapshot: { pull }, state, merged, targets, at }, { files, root }) {
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
*  @param files the tree of a commit
*  @param manuscript the file or folder that the settings name
*  @param formerPath what it was called before, where it was renamed
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
/** After `/bioreview full`: what people dismissed stays dismissed, numbers are not given again, and all else is looked at as if
*  for the first time. */
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
/** A plan, reported in the job and then applied; and one more plan from the same review where people decided about concerns while
*  the model ran, or another run failed: a review that cost minutes is not thrown away for a dismissal. Invariants: the job's
*  page and the outputs come before any write, for they need no permission; what could not be written is reported with what
*  helps; the result is planned on top of another ledger only where it differs by nothing but people's decisions from the one
*  that the run began with, and where the result knows every concern that they dismissed. Fails towards being superseded. */
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
*  @param replan where another run wrote the status comment meanwhile, a plan for what stands now, reported already; undefined
*  where there can be none
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
*  @param results in the targets' order
*  @returns undefined where a result does not continue what stands, such as another run's review */
async function replan({ job, github }, { snapshot, settings, survey: { targets }, request: { full } }, results, plan) {
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

export { whyNoContinuation as S, planContext as _, reportPlan as a, profileOf as b, earlierOf as c, previousRevisionOf as d, sourceOf as f, limitsOf as g, targetsOf as h, reportNothingToDo as i, earlierRevision as l, readEarlierStates as m, publish as n, reportUnwritten as o, judgedManuscripts as p, replan as r, dismissedOnly as s, planned as t, notesOf as u, policyOf as v, settingsFor as x, processDisk as y };