import { i as Option, t as Command } from "./commander~bioreview.js";
import { i as PROFILES, n as DEFAULT_PROFILE } from "./profiles~profiles~action~action-post.js";
import { n as errnoOf } from "./shared~data-file~action~action-post.js";
import { c as OutputError, o as ManuscriptError, u as SettingsError } from "./shared~errors.js";
import { t as directoryTree } from "./manuscript~directory-tree.js";
import { n as readManuscript, t as findManuscripts } from "./manuscript~projects~action.js";
import { n as plainText } from "./publish~sanitise.js";
import { n as counted } from "./shared~text.js";
import { a as wholeNumber } from "./cli~options.js";
import { a as leftToDo, c as workflowFiles, i as canBeFetched, n as TOPOLOGIES, o as parseUses, r as TOPOLOGY_SUMMARIES, s as repositoryOf, t as SETTINGS_PATH } from "./cli~workflow-files.js";
import { execFile } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { promisify } from "node:util";

// src/cli/commands/init.ts
/** `bioreview init`: a repository adopts the Action. Looks for the manuscript, asks what is not said, writes two files, and tells what is left to do.
*  Invariant: no file that is there is written over, and either both files are written or none. */
function initCommand(terminal, signal) {
	return new Command("init").description("Writes the workflow and the settings with which a manuscript's repository adopts the Action, and says what is left to do.").argument("[folder]", "a folder of the repository", ".").addOption(new Option("--topology <kind>", "where what runs; docs/action.md compares them").choices(TOPOLOGIES)).addOption(new Option("--profile <name>", "model, prompt, sampling and thresholds that belong together").choices(PROFILES.map(({ name }) => name))).option("--manuscript <file>", "main file or folder of the manuscript, where it is not found by itself").option("--max-open-major <number>", "the gate fails above so many open major concerns", wholeNumber(0)).option("--max-new-major <number>", "the gate fails above so many major concerns that a revision brings", wholeNumber(0)).option("--runs-on <labels>", "of the machine with the model, such as self-hosted,gpu or ubuntu-latest (default: the example's)").option("--uses <action>", "the Action and its commit, OWNER/REPOSITORY@COMMIT (default: the clone that this program runs from)").option("--print", "write nothing, and print what would be written").addHelpText("after", EXAMPLES).action(async (folder, flags) => init(resolve(terminal.directory, folder), flags, terminal, signal));
}
const EXAMPLES = `
Examples:
  bioreview init                                          asks what it does not know
  bioreview init --profile small --runs-on ubuntu-latest  a general model, without a GPU
  bioreview init --topology required-check --profile bioreview-9b --max-open-major 3
  bioreview init --uses owner/bioreview@1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d

Without a terminal: --topology one-job, --profile ${DEFAULT_PROFILE}, no limits.`;
async function init(folder, flags, terminal, signal) {
	const root = await repositoryRoot(folder);
	const named = await chooseManuscripts(root, flags.manuscript, terminal);
	const action = await actionOf(flags.uses, terminal);
	const topology = flags.topology ?? await askTopology(terminal);
	const profile = flags.profile ?? await askProfile(terminal);
	const maxOpenMajor = flags.maxOpenMajor ?? (topology === "required-check" ? await askLimit(terminal) : void 0);
	signal.throwIfAborted();
	const choices = {
		topology,
		...action,
		runsOn: flags.runsOn?.split(",").map((label) => label.trim()),
		profile,
		...named,
		maxOpenMajor,
		maxNewMajor: flags.maxNewMajor,
		pullWeights: canBeFetched(profile, topology)
	};
	const example = await readFile(join(terminal.program, "..", "examples", "workflows", `${topology}.yml`), "utf8");
	const files = workflowFiles(example, choices);
	if (flags.print) return terminal.out(files.map(({ path, text }) => `# ---- ${path}\n${text}`).join("\n"));
	await writeAll(root, files);
	await terminal.out(`${files.map(({ path }) => `wrote ${path}`).join("\n")}\n\n${leftToDo(choices, await remoteOf(root))}`);
}
const run = promisify(execFile);
/** @returns what git says, trimmed; undefined where it says no */
async function git(folder, ...args) {
	try {
		return (await run("git", [
			"-C",
			folder,
			...args
		])).stdout.trim();
	} catch (error) {
		if (errnoOf(error) === "ENOENT" && await stat(folder).catch(() => void 0) !== void 0) throw new SettingsError({
			code: "git-missing",
			at: "git",
			fault: "the program is not installed",
			remedy: "Install git"
		});
		return;
	}
}
async function repositoryRoot(folder) {
	const root = await git(folder, "rev-parse", "--show-toplevel");
	if (root) return root;
	throw new ManuscriptError({
		code: "git-no-repository",
		at: folder,
		fault: "it lies in no git repository, and the Action reviews pull requests of one",
		remedy: "Name a folder of the manuscript's repository, or make one with `git init`"
	});
}
/** One that is named or clearly the paper; else all that are found, unless a user at the terminal chooses among them. */
async function chooseManuscripts(root, named, terminal) {
	const tree = directoryTree(root);
	const found = named === void 0 ? await titledManuscripts(tree) : [];
	const chosen = found.length < 2 ? named : await chosenOf(found, tree, terminal);
	if (chosen !== "all") {
		terminal.err(`Manuscript: ${foundText(await readManuscript(tree, { manuscript: chosen }))}\n`);
		return {
			manuscript: chosen,
			manuscripts: []
		};
	}
	const lines = found.map(({ root: path, format, title }) => {
		const titled = title === void 0 ? "" : `, “${title}”`;
		return `  ${plainText(`${path} (${format}${titled})`)}`;
	});
	terminal.err(`${counted(found.length, "manuscript")}:\n${lines.join("\n")}\n`);
	return {
		manuscript: void 0,
		manuscripts: found.map(({ root: path }) => path)
	};
}
/** All that are found. One that cannot be read is listed without a title: the review says what is wrong with it. */
async function titledManuscripts(tree) {
	const { manuscripts } = await findManuscripts(tree);
	if (manuscripts.length < 2) return manuscripts.map((found) => ({
		...found,
		title: void 0
	}));
	const titled = [];
	for (const found of manuscripts) {
		const title = await readManuscript(tree, { manuscript: found.root }).then((manuscript) => manuscript.title?.text, (error) => {
			if (error instanceof ManuscriptError) return void 0;
			throw error;
		});
		titled.push({
			...found,
			title
		});
	}
	return titled;
}
/** @returns undefined for the one that is found by itself */
async function chosenOf(found, tree, { ask, err }) {
	if (ask !== void 0) return choose(ask, "Which manuscripts shall be reviewed?", [{
		name: "all",
		summary: `${counted(found.length, "manuscript")}, each with a ledger and a status of its own`
	}, ...found.map(({ root: name, title, format }) => ({
		name,
		summary: plainText(title ?? format)
	}))]);
	const best = await readManuscript(tree).catch((error) => {
		if (error instanceof ManuscriptError && error.code === "manuscript-ambiguous") return void 0;
		throw error;
	});
	if (best === void 0) return "all";
	err(`Besides: ${found.filter(({ root: path }) => path !== best.root).map(({ root: path }) => plainText(path)).join(", ")}. To have all of them reviewed write manuscripts: all into ${SETTINGS_PATH}\n`);
}
function foundText({ root, format, files, title }) {
	const more = files.length > 1 ? ` and ${counted(files.length - 1, "more file")}` : "";
	return plainText(`${root}${more} (${format}${title === void 0 ? "" : `, “${title.text}”`})`);
}
/** The clone that this program runs from, where --uses names none. */
async function actionOf(uses, terminal) {
	if (uses !== void 0) return {
		uses: parseUses(uses),
		version: "the release that you named"
	};
	const clone = join(terminal.program, "..");
	const remote = await git(clone, "remote", "get-url", "origin");
	const [repository, commit] = [remote && repositoryOf(remote), await git(clone, "rev-parse", "HEAD")];
	if (!repository || !commit) throw new SettingsError({
		code: "action-unknown",
		at: clone,
		fault: "this program does not run from a clone of a repository at GitHub, so the workflow cannot name it",
		remedy: "Name the Action's repository and a commit of it: --uses OWNER/REPOSITORY@COMMIT"
	});
	if (!await git(clone, "branch", "--remotes", "--contains", commit)) terminal.err(`Commit ${commit.slice(0, 7)} of ${repository} is on no branch that this clone knows of GitHub: push it before the workflow runs\n`);
	return {
		uses: `${repository}@${commit}`,
		version: await git(clone, "describe", "--tags", "--always", commit) || commit.slice(0, 7)
	};
}
async function askTopology({ ask }) {
	if (ask === void 0) return TOPOLOGIES[0];
	return choose(ask, "How shall it run?", TOPOLOGIES.map((name) => ({
		name,
		summary: TOPOLOGY_SUMMARIES[name]
	})));
}
async function askProfile({ ask }) {
	if (ask === void 0) return DEFAULT_PROFILE;
	return choose(ask, "Which model?", PROFILES);
}
async function askLimit({ ask }) {
	for (;;) {
		const answer = (await ask?.("At most how many open major concerns? [none] "))?.trim();
		if (answer === void 0 || answer === "") return void 0;
		if (/^\d{1,6}$/.test(answer)) return Number(answer);
	}
}
/** @returns the one that was typed by number or name, the first for an empty line */
async function choose(ask, question, options) {
	const list = options.map(({ name, summary }, k) => `  ${k + 1}  ${name}: ${summary}`).join("\n");
	for (;;) {
		const answer = (await ask(`${question}\n${list}\n[1] `)).trim() || "1";
		const chosen = options.find(({ name }, k) => name === answer || String(k + 1) === answer);
		if (chosen !== void 0) return chosen.name;
	}
}
async function remoteOf(root) {
	const remote = await git(root, "remote", "get-url", "origin");
	return remote === void 0 ? void 0 : repositoryOf(remote);
}
async function writeAll(root, files) {
	const paths = files.map(({ path }) => join(root, path));
	for (const path of paths) if (await stat(path).catch(() => void 0) !== void 0) throw alreadyThere(path);
	const written = [];
	try {
		for (const [k, { text }] of files.entries()) {
			const path = paths[k] ?? "";
			await mkdir(dirname(path), { recursive: true });
			await writeFile(path, text, { flag: "wx" });
			written.push(path);
		}
	} catch (error) {
		for (const path of written) await rm(path, { force: true });
		if (errnoOf(error) === "EEXIST") throw alreadyThere(paths[written.length] ?? root);
		throw new OutputError({
			code: "not-writable",
			at: paths[written.length] ?? root,
			fault: `it could not be written (${errnoOf(error) ?? "for an unknown reason"}), and nothing was`,
			remedy: "Let this user write there, or use --print and put the text there yourself",
			cause: error
		});
	}
}
function alreadyThere(path) {
	return new OutputError({
		code: "already-there",
		at: path,
		fault: "the file is there already, and nothing was written",
		remedy: "Take it away first, or use --print and take over what you want"
	});
}

export { initCommand as t };