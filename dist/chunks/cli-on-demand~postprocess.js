import { i as Option, t as Command } from "./commander~bioreview.js";
import { u as SettingsError } from "./shared~errors.js";
import { n as readPredictionRows, t as formatPredictionRow } from "./evaluate~article-files.js";
import { n as uniteRuns, t as postprocess } from "./evaluate~postprocess.js";
import { n as withEmbeddingFlags, t as embedTexts } from "./cli~embedded-texts.js";
import { a as wholeNumber, n as cosineFlag } from "./cli~options.js";
import { r as withProgress } from "./cli~terminal~bioreview.js";
import { n as outputPath, r as writeResult, t as assertWritable } from "./cli~write-result.js";
import { resolve } from "node:path";

// src/cli/commands/postprocess.ts
/** `bioreview postprocess`: raw predictions in, the ones that the published figures were made of out. */
/** What the model card used. */
const PUBLISHED = {
	duplicateCosine: .95,
	unionCosine: .98
};
function postprocessCommand(terminal, signal) {
	const command = new Command("postprocess").description("Reads predictions as JSON lines and writes them as JSON lines: repetitions dropped, then the first so many of each article kept, and with --union the same done to a second run and both united. Without a flag a step is not done.").argument("<predictions>", "lines of {\"article_id\", \"structured_concerns\": [{\"text\", \"category\", \"severity\"}]}, or \"concerns\"").addOption(new Option("--dedup <how>", "drop concerns that repeat an earlier one: in the same words, or as alike as --threshold").choices(["exact", "embedding"])).option("--threshold <cosine>", `from which --dedup embedding drops (default: ${PUBLISHED.duplicateCosine})`, cosineFlag).option("--cap <number>", "concerns of an article that are kept at most", wholeNumber(1)).option("--union <file>", "a second run over the same articles; <predictions> is the first model, whose wording is preferred").option("--union-threshold <cosine>", `from which two concerns are one (default: ${PUBLISHED.unionCosine})`, cosineFlag).option("--output <file>", "write the rows into this file instead of on standard output");
	return withEmbeddingFlags(command).addHelpText("after", EXAMPLES).action(async (path, flags) => {
		const output = outputPath(flags.output, terminal);
		await assertWritable(output);
		const rows = await processed(path, flags, terminal, signal);
		await writeResult(output, rows.map(formatPredictionRow).join(""), terminal);
	});
}
const EXAMPLES = `
Examples:
  bioreview postprocess raw.jsonl --dedup exact --cap 20 > capped.jsonl
  bioreview postprocess raw.jsonl --dedup embedding --embedder specter2-base --cap 20 --output capped.jsonl
  bioreview postprocess 8b.jsonl --union 9b.jsonl --dedup exact --cap 20 --embeddings rows.jsonl > union.jsonl`;
async function processed(path, flags, terminal, signal) {
	const steps = stepsOf(flags);
	if (flags.dedup === "exact" && flags.threshold !== void 0) terminal.err("bioreview: --threshold decides nothing here: --dedup exact compares words\n");
	return withProgress(terminal, signal, async (run) => {
		const { progress } = run;
		progress.show(`reading ${path}`);
		const read = (file) => readPredictionRows(resolve(terminal.directory, file), file, signal);
		const [first, second] = [await read(path), flags.union === void 0 ? void 0 : await read(flags.union)];
		const needsEmbeddings = flags.dedup === "embedding" || second !== void 0;
		const texts = new Set([...first, ...second ?? []].flatMap(({ concerns }) => concerns.map(({ text }) => text)));
		const embeddings = needsEmbeddings ? await embedTexts(texts, flags, run) : void 0;
		const done = postprocess(first, steps, embeddings);
		terminal.err(`bioreview: ${countsLine(path, done.counts)}\n`);
		if (second === void 0 || flags.union === void 0) return done.rows;
		const other = postprocess(second, steps, embeddings);
		terminal.err(`bioreview: ${countsLine(flags.union, other.counts)}\n`);
		const both = uniteRuns(done.rows, other.rows, flags.unionThreshold ?? PUBLISHED.unionCosine, embeddings);
		const count = both.reduce((sum, { concerns }) => sum + concerns.length, 0);
		terminal.err(`bioreview: united: ${done.counts.after} and ${other.counts.after} concerns became ${count}\n`);
		return both;
	});
}
function stepsOf({ dedup, threshold, cap, union, unionThreshold }) {
	if (threshold !== void 0 && dedup === void 0) throw decidesNothing("--threshold", "it says how alike repetitions are, and none are dropped", "--dedup embedding");
	if (unionThreshold !== void 0 && union === void 0) throw decidesNothing("--union-threshold", "it says how alike united concerns are, and nothing is united", "--union FILE");
	const by = {
		exact: { by: "words" },
		embedding: {
			by: "cosine",
			threshold: threshold ?? PUBLISHED.duplicateCosine
		}
	};
	return {
		repetitions: dedup === void 0 ? void 0 : by[dedup],
		cap
	};
}
function decidesNothing(flag, fault, other) {
	return new SettingsError({
		code: "flags-contradict",
		at: flag,
		fault,
		remedy: `Add ${other}, or leave ${flag} out`
	});
}
function countsLine(file, { before, blank, repeated, beyondCap, after }) {
	const parts = [
		[blank, "blank"],
		[repeated, "repeated"],
		[beyondCap, "beyond the cap"]
	].filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
	return `${file}: ${before} concerns, ${parts.length === 0 ? "none dropped" : `dropped ${parts.join(", ")}`}, ${after} kept`;
}

export { postprocessCommand as t };