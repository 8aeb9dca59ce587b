import { i as Option, t as Command } from "./commander~bioreview.js";
import { a as readJson, r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { T as toDotPath } from "./zod~action~action-post.js";
import { u as SettingsError } from "./shared~errors.js";
import { n as cutLines } from "./publish~review-notes~bioreview.js";
import { n as articleSchema, t as articleOf } from "./review~article.js";
import { n as buildPrompt } from "./review~prompt~action.js";
import { t as promptFor } from "./review~review.js";
import { n as tokenCounter } from "./review~count-tokens~action.js";
import { n as readSystemPrompt } from "./cli~input-files.js";
import { n as openManuscript } from "./cli~open-manuscript.js";
import { c as withPromptFlags, l as withReadFlags, r as profileOf } from "./cli~options.js";
import { r as writeResult } from "./cli~write-result.js";
import { resolve } from "node:path";

// src/cli/commands/prompt.ts
/** `bioreview prompt`: the question as the model gets it, byte for byte, and nothing else. */
function promptCommand(terminal, signal) {
	const command = new Command("prompt").description("Prints the user message byte for byte on standard output; several of a general model with NUL between them. What was cut of the paper is said on standard error.");
	return withPromptFlags(withReadFlags(command)).addOption(new Option("--article <file>", "read {\"title\", \"abstract\", \"sections\": [[\"name\", \"text\"], …]} from a JSON file instead of a manuscript").conflicts(["rev", "manuscript"])).option("--system", "print the system message instead").option("--system-prompt <file>", "use this file's text as the system message").option("--final-cut", "cut the finished message to the budget once more, as the published training build did and its inference did not").addHelpText("after", EXAMPLES).action(async (path, flags, { args }) => {
		const print = async ({ report, system }, user) => {
			signal.throwIfAborted();
			for (const line of cutLines(report)) terminal.err(`bioreview: ${line}\n`);
			await writeResult(void 0, flags.system === true ? system : user, terminal);
		};
		if (flags.article !== void 0 && args.length > 0) throw bothNamed(path, flags.article);
		const system = await readSystemPrompt(flags.systemPrompt, terminal.directory);
		const profile = profileOf(flags);
		const { prompt } = profile;
		const optional = system === void 0 ? {} : { system };
		if (prompt.questions !== void 0) {
			const asked = await promptFor({
				article: await paperFor(path, flags, profile, terminal),
				profile,
				...optional
			});
			return print(asked, asked.users.join("\0"));
		}
		const built = buildPrompt(await articleFor(path, flags, terminal), {
			counter: await tokenCounter(prompt.counter),
			budget: prompt.budget,
			finalCut: flags.finalCut === true,
			...optional
		});
		return print(built, built.user);
	});
}
const EXAMPLES = `
Examples:
  bioreview prompt paper/ > prompt.txt
  bioreview prompt paper/ --counter cl100k --budget 8000
  bioreview prompt --article article.json | sha256sum`;
async function articleFor(path, flags, terminal) {
	if (flags.article !== void 0) return readArticle(flags.article, terminal.directory);
	const { manuscript } = await openManuscript(path, flags, terminal.directory);
	return articleOf(manuscript).article;
}
/** @throws SettingsError for an article in parts, whose sentences have no place in a manuscript; and for a cut that only the published prompt has */
async function paperFor(path, flags, { name }, terminal) {
	const [flag] = [flags.article === void 0 ? [] : ["--article"], flags.finalCut === true ? ["--final-cut"] : []].flat();
	if (flag !== void 0) throw new SettingsError({
		code: "not-of-this-prompt",
		at: flag,
		fault: `the profile ${name} asks about a manuscript part by part, and this belongs to the published prompt`,
		remedy: "Leave it out, or name a fine-tuned profile"
	});
	return articleOf((await openManuscript(path, flags, terminal.directory)).manuscript);
}
function bothNamed(path, article) {
	return new SettingsError({
		code: "article-and-path",
		at: `--article ${article}`,
		fault: `the path ${path} is named too, and only one of them can be asked about`,
		remedy: "Leave one of them out"
	});
}
/** @throws SettingsError naming the file, and the place in it that is wrong */
async function readArticle(file, directory) {
	const refuse = (fault, cause, line) => new SettingsError({
		code: "article-unusable",
		at: fileAndLine(file, line),
		fault,
		remedy: "Write {\"title\": \"…\", \"abstract\": \"…\", \"sections\": [[\"methods\", \"…\"]]} as JSON in UTF-8",
		cause
	});
	const parsed = articleSchema.safeParse(await readJson(resolve(directory, file), refuse));
	if (!parsed.success) throw refuse(parsed.error.issues.map(({ path, message }) => `${message} at ${toDotPath(path) || "its root"}`).join("; "));
	return parsed.data;
}

export { promptCommand as t };