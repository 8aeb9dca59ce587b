import { n as diffLines, t as changedFiles } from "./github~changed-files.js";
import { _ as strictObject, f as literal, v as string } from "./zod~action~action-post.js";
import { r as setCommitStatus } from "./github~commit-status~action~action-post.js";
import { s as pendingStatus } from "./publish~verdict~action~action-post.js";
import { n as planPublication } from "./publish~saved-state~action.js";
import { S as whyNoContinuation, _ as planContext, a as reportPlan, b as profileOf, c as earlierOf, d as previousRevisionOf, f as sourceOf, h as targetsOf, l as earlierRevision, m as readEarlierStates, n as publish, p as judgedManuscripts, r as replan, s as dismissedOnly, t as planned, u as notesOf } from "./action~previous-revision~action.js";
import { i as runResultOf, n as outcomeOf, r as reviewedHead, t as failedResult } from "./action~outcome.js";
import { p as messageOf, u as SettingsError } from "./shared~errors.js";
import { i as parseJson, n as errnoOf, r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { r as fetchSnapshot } from "./github~review~action.js";
import { t as runResultSchema } from "./publish~run-result.js";
import { t as otherVersion } from "./review~result-schema.js";
import { t as mergedPulls } from "./github~last-merged.js";
import { t as reviewRevision } from "./reviewer~review-revision.js";
import { n as progressLog } from "./action~job~action~action-post.js";
import { n as sharedModels } from "./action~model-server~action.js";
import { join } from "node:path";
import { createHash } from "node:crypto";

// src/action/run/report-pages.ts
/** The pages of a run in which papers and their reviews are read together, where the workflow asks for them. Invariant: a page is
*  an extra: where one cannot be made the review goes on, and says so. */
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
/** The result file between the job with the model and the job that may write. Whoever owns the machine with the model could put
*  anything there, so what is read is hostile: it must be whole, of our shape, of the very pull request and repository that the
*  reading job was started for, and continue what is known. What it says of concerns is data, and passes the sanitiser like a
*  model's answer. Fails towards a failed review: no part of a file in doubt is published. */
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
/** @returns what the file holds of each target, in their order; a failed review where that is missing or in doubt */
async function readResultFile(session, revision, path) {
	const { snapshot, settings, request } = revision;
	const { targets } = revision.survey;
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
				const known = await trustedEarlier(session, revision, k, states[k], result);
				const why = whyNoContinuation(result, known, request.full);
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
/** What is believed here of what the result says that it continues: the machine with the model may have believed more, having no
*  secret.
*  @param at the place of the manuscript among the targets
*  @param read what is kept of it on this pull request */
async function trustedEarlier({ github }, { snapshot, settings, survey: { targets } }, at, read, { previous }) {
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
		const value = jsonIn(line, at);
		const { success, data, error } = runResultSchema.safeParse(value);
		if (!success) {
			const other = otherVersion(value, 1);
			if (other === void 0) throw refused(at, `its result has not the expected shape (${firstFault(error)})`);
			throw refused(at, `${other} (${firstFault(error)})`, "Let both jobs use the same version of the Action", error);
		}
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
/** Reviews of several manuscripts in one run; their ledgers share a comment, and a job has an hour. */
const MOST_REVIEWED = 8;
/** Milliseconds from the first one's beginning on, after which no further review begins: the example workflows give a job an hour. */
const LAST_BEGINNING = 27e5;
/** One after the other, those of one profile together: its models are opened once. @returns in the targets' order */
async function reviewAll(session, revision, pages) {
	const { snapshot, settings, request } = revision;
	const { changed, targets } = revision.survey;
	const { pull, conversation } = snapshot;
	const states = readEarlierStates(pull, conversation, targets, settings);
	const merged = mergedPulls(session.github, pull);
	const begun = session.now();
	const results = /* @__PURE__ */ new Map();
	const shared = new ModelsInTurn();
	let reviewed = 0;
	try {
		for (const { target, at, profile, key } of byProfile(targets.all)) {
			if (target.removed) {
				const head = reviewedHead(pull, target, targets.several);
				results.set(at, runResultOf(head, {
					from: "none",
					notes: []
				}, { kind: "removed" }));
				continue;
			}
			const dependencies = dependenciesOf(session, target.settings);
			const models = await shared.of(key, () => session.models(profile, target.settings, dependencies));
			if (targets.several) session.job.log.info(`manuscript ${target.key}`);
			const whyNot = () => isRequested(request, target) ? whyNotBegun(target, reviewed, session.now() - begun) : new NotRequestedError();
			const result = await reviewOne({
				session,
				snapshot,
				targets,
				target,
				at,
				state: states[at] ?? { kind: "none" },
				changed,
				merged,
				pages,
				request: isRequested(request, target) ? request : NOT_REQUESTED
			}, profile, {
				...dependencies,
				now: session.now,
				models: guarded(models, whyNot, () => void reviewed++)
			});
			results.set(at, result);
			if (result.found.kind === "failed" && result.found.failure.kind === "server") await models.close(true);
		}
	} finally {
		await shared.close();
	}
	return targets.all.flatMap((_, k) => results.get(k) ?? []);
}
/** Profiles in the order of their first targets, and the targets of each in their own. */
function byProfile(targets) {
	const all = targets.map((target, at) => {
		const profile = profileOf(target.settings);
		return {
			target,
			at,
			profile,
			key: JSON.stringify(profile)
		};
	});
	return [...new Set(all.map(({ key }) => key))].flatMap((key) => all.filter((one) => one.key === key));
}
/** The models of one profile at a time: those of the last one are closed before others are opened. */
var ModelsInTurn = class {
	#last;
	async of(key, source) {
		if (this.#last?.key === key) return this.#last.models;
		await this.close();
		const models = sharedModels(source());
		this.#last = {
			key,
			models
		};
		return models;
	}
	async close() {
		await this.#last?.models.close(false);
		this.#last = void 0;
	}
};
/** @param reviewed how many were reviewed before   @param elapsed milliseconds since the first one began */
function whyNotBegun(target, reviewed, elapsed) {
	if (reviewed >= 8) return notBegun(target, `${8} manuscripts were reviewed in this run, and it reviews no more`);
	return reviewed > 0 && elapsed > LAST_BEGINNING ? notBegun(target, "this run had no time left for it") : void 0;
}
function isRequested({ only }, { key }) {
	return only === void 0 || only === key;
}
/** Of one that was not asked for only what can be said without a model is said. */
const NOT_REQUESTED = {
	byPerson: false,
	full: false
};
/** A command named other manuscripts, and this one would have to be reviewed. */
var NotRequestedError = class extends Error {};
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
async function reviewOne(review, profile, dependencies) {
	const { session, snapshot, targets, target, state, changed, pages, request } = review;
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
				const earlier = await earlierRevision(review, manuscript);
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
		if (error instanceof NotRequestedError) return runResultOf(head, {
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
/** The manuscripts of one pull request reviewed, and what was found published together, in the phases that the settings name.
*  Invariants: whatever goes wrong ends as an error status and a failed job; what goes wrong with one manuscript keeps no other
*  from its review; the phase that has the model writes nothing on GitHub. */
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
	const revision = {
		snapshot,
		settings,
		survey,
		request
	};
	const path = settings["result-file"] ?? join(context.temporary, "bioreview-result.json");
	const pages = reportPages(session, settings, session.files(pull.head.sha));
	const results = settings.phase === "publish" ? await readResultFile(session, revision, path) : await reviewAll(session, revision, pages);
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
	const replanned = () => replan(session, revision, results, plan);
	return outcomeOf((await publish(session, planned(publication, snapshot), [unwritten], replanned)).status);
}

export { surveyOf as n, reviewPull as t };