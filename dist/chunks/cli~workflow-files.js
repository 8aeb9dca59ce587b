import { i as PROFILES, r as EMBEDDING_MODELS, t as CHAT_MODELS } from "./profiles~profiles~action~action-post.js";
import { u as SettingsError } from "./shared~errors.js";

// src/cli/workflow-files.ts
const TOPOLOGIES = [
	"one-job",
	"two-jobs",
	"required-check",
	"hosted-endpoint"
];
/** For whom each is, in one line. */
const TOPOLOGY_SUMMARIES = {
	"one-job": "one job on your machine reads, asks the model and writes the review",
	"two-jobs": "the machine with the model holds no token that may write",
	"required-check": "too many major concerns stop the merge, also in a merge queue",
	"hosted-endpoint": "the model answers at a server that you name; your machine only compares revisions"
};
const WORKFLOW_PATH = ".github/workflows/bioreview.yml";
const SETTINGS_PATH = ".github/bioreview.yml";
/** @param example the text of the topology's file in examples/workflows
*  @throws RangeError where the example is not as it is expected here: a fault of ours */
function workflowFiles(example, choices) {
	return [{
		path: WORKFLOW_PATH,
		text: workflowOf(example, choices)
	}, {
		path: SETTINGS_PATH,
		text: settingsOf(choices)
	}];
}
const EXAMPLE_ACTION = /OWNER\/bioreview@0{40} # the release that you want/g;
const EXAMPLE_LABELS = /runs-on: \[self-hosted, \w+\]/g;
const EXAMPLE_LIMIT = /^ {10}max-(?:open|new)-major: \d+\n/gm;
function workflowOf(example, { topology, uses, version, runsOn, pullWeights }) {
	const steps = [[/^(?:#.*\n)+/, `${[
		`# BioReview: ${TOPOLOGY_SUMMARIES[topology]}.`,
		`# Written by \`bioreview init\`. What is reviewed and how it is judged stands in ${SETTINGS_PATH}; every setting: docs/action.md of BioReview.`,
		"# Whoever may push here may run code on the machine all the same: read \"Threat model\" there."
	].join("\n")}\n`], [EXAMPLE_ACTION, `${uses} # ${version}`]];
	if (runsOn !== void 0) steps.push([EXAMPLE_LABELS, `runs-on: [${runsOn.join(", ")}]`]);
	const limited = steps.reduce((before, [pattern, replacement]) => replaced(before, pattern, () => replacement), example).replace(EXAMPLE_LIMIT, "").replace(/^ {8}with:\n(?! {10})/gm, "");
	return pullWeights ? replaced(limited, /^ {10}pull-request: .*$/m, (line) => `${line}
          weights: pull`) : limited;
}
function replaced(text, pattern, replacement) {
	if (text.search(pattern) < 0) throw new RangeError(`the example workflow holds no ${pattern}`);
	return text.replace(pattern, replacement);
}
function settingsOf({ manuscript, manuscripts, profile, maxOpenMajor, maxNewMajor }) {
	const limit = (name, most, usual) => `${most === void 0 ? "# " : ""}${name}: ${most ?? usual}`;
	return `${[
		"# Settings of BioReview, read from the base branch. Every setting: docs/action.md of BioReview.",
		manuscripts.length > 0 ? `# Each has a ledger, a status and a section of the review; "manuscripts: all" takes those in that are added later.\nmanuscripts:\n${manuscripts.map((path) => `  - ${JSON.stringify(path)}`).join("\n")}` : manuscript === void 0 ? "# The manuscript is found by itself; name its main file or folder where it is not.\n# manuscript: paper.md" : `manuscript: ${JSON.stringify(manuscript)}`,
		`profile: ${profile}`,
		"# The gate fails above so many major concerns that are open, and above so many that a revision brings.",
		limit("max-open-major", maxOpenMajor, 3),
		limit("max-new-major", maxNewMajor, 0)
	].join("\n")}\n`;
}
/** @param uses as the user wrote it: an action and a commit
*  @throws SettingsError where it names no commit: what a branch or tag means can be changed by others later */
function parseUses(uses) {
	if (/^[\w.-]+\/[\w.-]+(?:\/[\w./-]+)?@[0-9a-f]{40}$/.test(uses)) return uses;
	throw new SettingsError({
		code: "uses-wrong",
		at: `--uses ${uses}`,
		fault: "it does not name an action by owner, repository and the 40 digits of a commit",
		remedy: "Write it as --uses OWNER/REPOSITORY@COMMIT; `git rev-parse HEAD` in a clone prints the commit"
	});
}
/** @param remote of git, such as `git@github.com:owner/name.git` or `https://github.com/owner/name`
*  @returns `owner/name`; undefined where it is not at GitHub, whose workflows could not use it */
function repositoryOf(remote) {
	return /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[^@/]*@)?|[^@/]*@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote.trim())?.[1];
}
/** Whether a job can fetch all weights that it will need: those of the published models may not be redistributed, so operators build them. */
function canBeFetched(profile, topology) {
	const named = PROFILES.find(({ name }) => name === profile);
	const models = [...CHAT_MODELS, ...EMBEDDING_MODELS];
	const ids = [
		...topology === "hosted-endpoint" ? [] : named?.chat ?? [],
		named?.embedding,
		named?.matching
	];
	return models.filter(({ id }) => ids.includes(id)).every(({ files }) => files.every(({ sources }) => sources.some(({ kind }) => kind !== "converted")));
}
/** What only the maintainers can do. @param repository at GitHub, such as `owner/name`, where it is known */
function leftToDo(choices, repository) {
	const { topology, profile, runsOn, pullWeights } = choices;
	const settings = repository === void 0 ? "the repository's settings" : `https://github.com/${repository}/settings`;
	const machine = runsOn?.every((label) => !/^self-hosted$/.test(label)) === true ? `Nothing to install: the job runs on GitHub's machine (${runsOn?.join(", ")}). Each run fetches the weights anew unless you cache them.` : `Register a self-hosted runner with the labels ${(runsOn ?? ["self-hosted", topology === "hosted-endpoint" ? "linux" : "gpu"]).join(", ")}: ${settings}/actions/runners/new`;
	const weights = pullWeights ? `The job fetches the weights of ${profile} by itself, once a machine.` : `Put the weights of ${profile} on that machine, as its user: docs/models.md of BioReview says how; \`bioreview doctor --profile ${profile}\` says what is missing.`;
	const endpoint = `Make the environment bioreview with the variables BIOREVIEW_ENDPOINT and BIOREVIEW_MODEL and the secret BIOREVIEW_API_KEY: ${settings}/environments`;
	const required = `Make the status bioreview/gate a required check of the default branch: ${settings}/rules`;
	return `Left to do:\n${[
		machine,
		...topology === "hosted-endpoint" ? [endpoint] : [weights],
		`Commit ${WORKFLOW_PATH} to the default branch, and open a pull request that changes the manuscript, or write /bioreview in one.`,
		...topology === "required-check" ? [required] : []
	].map((step, k) => `  ${k + 1}. ${step}`).join("\n")}\n`;
}

export { leftToDo as a, workflowFiles as c, canBeFetched as i, TOPOLOGIES as n, parseUses as o, TOPOLOGY_SUMMARIES as r, repositoryOf as s, SETTINGS_PATH as t };