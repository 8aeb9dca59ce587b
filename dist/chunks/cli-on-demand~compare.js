import { i as Option, t as Command } from "./commander~bioreview.js";
import { i as PROFILES } from "./profiles~profiles~action~action-post.js";
import { u as SettingsError } from "./shared~errors.js";
import { n as locateRunner } from "./inference~local-runner~action~action-post.js";
import { t as TIMEOUTS } from "./inference~endpoint~action.js";
import { i as firstLedger, n as compareReviews, t as DEFAULT_EMBEDDER } from "./reviewer~compare-reviews.js";
import { n as loadCalibrations } from "./reviewer~calibrations.js";
import { t as matchingEmbedderOf } from "./reviewer~reviewed-text.js";
import { i as openAndJudge } from "./reviewer~judge~action.js";
import { n as openJudge } from "./reviewer~model-servers~action.js";
import { r as LONGEST_TIMEOUT } from "./shared~settings~action~action-post.js";
import { r as withNamedEmbeddingFlags, t as embedTexts } from "./cli~embedded-texts.js";
import { a as wholeNumber, o as withFormatFlag } from "./cli~options.js";
import { n as renderComparison, t as RESULT_FORMATS } from "./cli~diagnostics.js";
import { n as readReviewedText } from "./cli~read-reviewed-text.js";
import { r as withProgress } from "./cli~terminal~bioreview.js";
import { n as outputPath, r as writeResult, t as assertWritable } from "./cli~write-result.js";

// src/cli/commands/compare.ts
/** `bioreview compare`: two reviews in, what became of every concern out. */
function compareCommand(terminal, signal) {
	const command = new Command("compare").description("Compares the results of two reviews: which concerns are new, which still stand, which are resolved, and by which change of the text.\nA concern is called resolved only where the text says something new that addresses it, and the new review, which read it, is silent.").argument("<old>", "result of the earlier review (JSON), of an earlier comparison, or an array of concerns").argument("<new>", "result of the later review, or an array of concerns").option("--old <folder>", "the text of <old>, where that is an array of concerns").option("--new <folder>", "the text of <new>, where that is an array of concerns").option("--output <file>", "write it into this file instead of on standard output");
	return withNamedEmbeddingFlags(withJudgeFlags(withFormatFlag(command, RESULT_FORMATS, "how the comparison is written"))).addHelpText("after", EXAMPLES).action(async (oldFile, newFile, flags) => {
		assertOneJudge(flags);
		const output = outputPath(flags.output, terminal);
		await assertWritable(output);
		await withProgress(terminal, signal, async (run) => {
			const { progress } = run;
			progress.show(`reading ${oldFile} and ${newFile}`);
			const old = await readReviewedText(oldFile, flags.old, "--old", terminal.directory);
			const now = await readReviewedText(newFile, flags.new, "--new", terminal.directory);
			const embedder = flags.embedder ?? matchingEmbedderOf(now) ?? matchingEmbedderOf(old) ?? "minilm";
			const named = flags.embeddings === void 0 ? {
				...flags,
				embedder
			} : flags;
			const result = await compareReviews({
				...old,
				ledger: old.ledger ?? firstLedger(old.label, old.concerns)
			}, now, {
				embedder,
				calibration: await loadCalibrations(embedder, terminal.env),
				embed: (texts) => embedTexts(texts, named, run),
				log: { progress: progress.show },
				...judgeOf(flags, run)
			});
			progress.end();
			await writeResult(output, renderComparison(result, flags.format, terminal.columns, flags.new ?? "."), terminal);
		});
	});
}
const JUDGES = PROFILES.filter((profile) => "judge" in profile);
function withJudgeFlags(command) {
	return command.addOption(new Option("--judge <profile>", "let this profile's model read what changed about each concern that was not raised again (at most 20 short questions)").choices(JUDGES.map(({ name }) => name))).option("--endpoint <url>", "let the model at this OpenAI-compatible server judge: http(s)://host[:port][/v1] or unix:/path.sock").option("--model <name>", "its name at the endpoint, where that serves several").addOption(new Option("--timeout <seconds>", "give up on a judge that says nothing new for so long").default(TIMEOUTS.silence).argParser(wholeNumber(1, LONGEST_TIMEOUT)));
}
/** @throws SettingsError for two judges, or the name of a model without its server */
function assertOneJudge({ judge, endpoint, model }) {
	const refused = (at, fault, remedy) => {
		throw new SettingsError({
			code: "judge-unclear",
			at,
			fault,
			remedy
		});
	};
	if (judge !== void 0 && endpoint !== void 0) refused(`--judge ${judge}`, "--endpoint names a judge too", "Name one of them; at an endpoint its own model judges");
	if (model !== void 0 && endpoint === void 0) refused(`--model ${model}`, "it names a model of an endpoint, and no endpoint is named", "Name the server with --endpoint");
}
function judgeOf(flags, { terminal, progress, signal }) {
	if (flags.judge === void 0 && flags.endpoint === void 0) return {};
	const { env } = terminal;
	const profile = JUDGES.find(({ name }) => name === flags.judge);
	const log = {
		progress: progress.show,
		notice: (line) => terminal.err(`bioreview: ${line}\n`)
	};
	const servers = {
		env,
		log,
		runnerPath: async () => locateRunner(terminal.program, env)
	};
	const open = () => openJudge(profile, flags, servers, signal);
	return { judge: (questions) => openAndJudge(open, questions, log, signal) };
}
const EXAMPLES = `
Examples:
  bioreview compare v1.json v2.json
  bioreview compare v1.json v2.json --format json --output v2-compared.json
  bioreview compare v1.json v2.json --judge qwen3-4b            a model reads what changed
  bioreview compare v2-compared.json v3.json                    ids and history go on
  bioreview compare a.json c.json --old paper-v1/ --new paper-v2/ --format json`;

export { compareCommand as t };