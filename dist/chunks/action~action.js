import { a as InterruptedError, f as UserError, u as SettingsError } from "./shared~errors.js";
import { n as admission, t as triggerOf } from "./github~trigger~action.js";
import { S as url, h as object, v as string } from "./zod~action~action-post.js";
import { t as connectGitHub } from "./github~action~action-post.js";
import { r as fetchSnapshot } from "./github~review~action.js";
import { t as repositoryFiles } from "./github~action.js";
import { r as setCommitStatus, t as VerdictUnwrittenError } from "./github~commit-status~action~action-post.js";
import { l as statusContext, n as failedStatus, t as crashedStatus } from "./publish~verdict~action~action-post.js";
import { t as escapeMarkdown } from "./publish~sanitise.js";
import { l as withDefaults } from "./shared~settings~action~action-post.js";
import { i as parseJson, r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { a as secretsOf, i as readActionInputs, n as trackPendingStatus } from "./action~action~action-post.js";
import { i as reportNothingToDo, o as reportUnwritten, v as policyOf, x as settingsFor } from "./action~previous-revision~action.js";

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

// src/action/run/run.ts
/** One run of the Action, from the event to the job's end. Invariants: whatever goes wrong is reported in the log, on the job's
*  page and as the job's own result; and where a commit waits for a verdict, as its status. What a review takes is loaded when
*  one is due: most events of a repository are none of ours. */
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
	return trigger.kind === "command" ? (await import("./command.js")).handleCommand(session, settings, trigger, pending) : handlePull(session, settings, trigger, pending);
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
	if (trigger.kind !== "merge group") return (await import("./review-pull.js")).reviewPull(session, snapshot, settings, {
		byPerson: trigger.kind === "dispatch",
		full: false
	});
	return writes ? (await import("./merge-queue.js")).reportToMergeQueue(session, snapshot, settings, sha) : reportNothingToDo(job, "a merge queue is answered by the phase that writes");
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

export { run as t };