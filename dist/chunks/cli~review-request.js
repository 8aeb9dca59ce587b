import { f as UserError, l as ServerError, s as ModelsError, u as SettingsError } from "./shared~errors.js";
import { n as locateRunner } from "./inference~local-runner~action~action-post.js";
import { r as resultSettings } from "./review~review-settings~action.js";
import { i as firstLedger } from "./reviewer~compare-reviews.js";
import { r as openModelServers, t as identifyModels } from "./reviewer~model-servers~action.js";
import { n as judging } from "./reviewer~judge~action.js";
import { n as readSystemPrompt } from "./cli~input-files.js";
import { n as openManuscript, t as findManuscript } from "./cli~open-manuscript.js";
import { r as profileOf } from "./cli~options.js";
import { n as readReviewedText } from "./cli~read-reviewed-text.js";
import { i as canBeFetched } from "./cli~workflow-files.js";
import { performance } from "node:perf_hooks";

// src/cli/review-request.ts
/** What the flags of `bioreview review` ask for: the request, and what answers it. Invariant: one flag has one meaning, for a manuscript as for a batch of them. */
/** @throws SettingsError for what says how two revisions are compared, where nothing is compared */
function assertCompares(flags) {
	const { matchingEmbedder, judge } = flags;
	const at = matchingEmbedder !== void 0 ? `--matching-embedder ${matchingEmbedder}` : judge === true ? "--judge" : void 0;
	if (at === void 0 || knowsEarlier(flags)) return;
	throw new SettingsError({
		code: "nothing-to-compare",
		at,
		fault: "it says what compares two revisions, and no earlier one is named",
		remedy: "Name one with --previous or --against, or leave it out"
	});
}
function knowsEarlier({ previous, against }) {
	return previous !== void 0 || against !== void 0;
}
async function requestOf(path, flags, terminal) {
	const { previous, against, manuscript } = flags;
	const { directory } = terminal;
	return {
		...await findManuscript(path, flags, directory),
		...await questionOf(flags, directory),
		seed: flags.seed,
		...previous === void 0 ? {} : { previous: () => savedRevision(previous, directory) },
		...against === void 0 ? {} : { previous: () => unreviewedRevision(path, {
			rev: against,
			...manuscript === void 0 ? {} : { manuscript }
		}, directory) }
	};
}
/** What is asked, whatever manuscript it is asked about. */
async function questionOf(flags, directory) {
	return {
		profile: judging(profileOf(flags), flags.judge === true, JUDGE_OTHERWISE),
		system: await readSystemPrompt(flags.systemPrompt, directory)
	};
}
const JUDGE_OTHERWISE = "Leave --judge out, or let another model judge afterwards: bioreview compare OLD NEW --judge PROFILE";
async function savedRevision(file, directory) {
	const { label, concerns, text, ledger, review } = await readReviewedText(file, void 0, "--old", directory);
	return {
		label,
		text,
		review,
		settings: review === void 0 ? void 0 : resultSettings(review),
		ledger: ledger ?? firstLedger(label, concerns)
	};
}
async function unreviewedRevision(path, read, directory) {
	const { manuscript, revision } = await openManuscript(path, read, directory);
	return {
		label: revision,
		unreviewed: manuscript
	};
}
function dependenciesOf(flags, { profile }, terminal, progress) {
	const { env } = terminal;
	const log = {
		notice: (line) => terminal.err(`bioreview: ${line}\n`),
		progress: progress.show,
		onReview: progress.onReview
	};
	const servers = {
		env,
		log,
		runnerPath: async () => locateRunner(terminal.program, env)
	};
	return {
		env,
		log,
		now: () => performance.now(),
		models: {
			nearDuplicates: flags.embedder,
			identify: (signal) => identifyModels(profile, flags, env, signal),
			open: (signal) => openModelServers(profile, {
				...flags,
				compares: knowsEarlier(flags)
			}, servers, signal)
		}
	};
}
/** Of a profile whose weights nobody hands out: what reviews on this machine now. */
function withWhatWorks(error, { name }) {
	if (!(error instanceof UserError) || !BEYOND_THIS_MACHINE.has(error.code) || canBeFetched(name, "one-job")) return error;
	const { code, at, fault, remedy } = error;
	return new (error instanceof ModelsError ? ModelsError : ServerError)({
		code,
		at,
		fault,
		remedy: `${remedy}. To review now: \`bioreview-runner models pull small\` (1.2 GB) and --profile small, a general model that any machine runs; or --endpoint URL, any OpenAI-compatible server`,
		cause: error
	});
}
/** Weights that are not there, a device that is not. */
const BEYOND_THIS_MACHINE = /* @__PURE__ */ new Set([
	"weights-missing",
	"no-gpu",
	"too-big"
]);

export { withWhatWorks as a, requestOf as i, dependenciesOf as n, questionOf as r, assertCompares as t };