import { r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { f as UserError, o as ManuscriptError } from "./shared~errors.js";
import { n as counted } from "./shared~text.js";
import { a as isCore, c as reachableFiles, i as isClearBackMatter, n as isAbstractName, o as kindOfSection, r as isCaptionName, t as bareName } from "./manuscript~section-names~action.js";
import { a as isBelow, d as stemOf, i as folderOf, l as notInTree, n as byCodeUnit, r as extensionOf, u as resolveBelow } from "./manuscript~file-tree~action.js";
import { n as reachableFiles$1 } from "./manuscript~mask~action.js";
import { t as expandedText } from "./manuscript~include~action.js";
import { t as require_dist } from "./yaml~action.js";
import { t as parseYaml } from "./shared~yaml-file~action.js";
import { o as findInvisible, s as findLookAlikes } from "./manuscript~document~action.js";

// src/manuscript/discover/candidate.ts
/** What might be the paper: one file, or the files of one project, and how much it looks like a paper. */
const MARKDOWN = /* @__PURE__ */ new Set([
	"md",
	"markdown",
	"qmd",
	"rmd"
]);
function isMarkdown(path) {
	return MARKDOWN.has(extensionOf(path));
}
function isTypst(path) {
	return extensionOf(path) === "typ";
}
function isNotebook(path) {
	return extensionOf(path) === "ipynb";
}
function isXml(path) {
	return /^(?:xml|nxml|jats)$/.test(extensionOf(path));
}
function isLatex(path) {
	return /^(?:tex|ltx|latex)$/.test(extensionOf(path));
}
/** Whether its name is that of a format that is read. */
function isManuscriptFile(path) {
	return [
		isMarkdown,
		isTypst,
		isNotebook,
		isXml,
		isLatex
	].some((is) => is(path));
}
/** A path as it is called from the scope's folder. */
function pathInScope({ folder }, path) {
	return folder === "" ? path : path.slice(folder.length + 1);
}
const SECTION_POINTS = {
	abstract: 15,
	introduction: 8,
	methods: 8,
	results: 8,
	discussion: 8,
	"back matter": 3
};
const PAPER_NAME = /^(?:main|manuscript|paper|ms|article|preprint)$/i;
const NAMED_SO = /(?:^|[-_ .\d])(?:main|manuscript|paper|ms|article|preprint|draft)(?:[-_ .\d]|$)/i;
const PAPER_FOLDER = /^(?:manuscripts?|papers?|tex|latex|submission|joss|article|content|preprint|draft|text|writing|ms)$/i;
const OTHER_USE = /(?:^|[-_ ])(?:analysis|analyses|notebook|figures?|tables?|eda|exploration|update|erratum|corrigendum|addendum|notes?|todo|outline)(?:[-_ ]|$)/i;
/** Points for what papers have. The numbers are set so that a document with a paper's sections outweighs one with a paper's name,
*  and a project that names its parts outweighs both.
*  @param root path below the tree or the folder that the user named */
function scoreOf(root, confidence, outline) {
	const sections = [...outline.kinds].reduce((sum, kind) => sum + (SECTION_POINTS[kind] ?? 0), 0);
	const title = outline.title === void 0 || outline.title.trim() === "" ? 0 : 5;
	const length = outline.words >= 3e3 ? 10 : outline.words >= 1e3 ? 5 : 0;
	return confidence + sections + title + length + nameScore(root);
}
function nameScore(root) {
	const stem = stemOf(root);
	const folders = folderOf(root).split("/");
	const name = PAPER_NAME.test(stem) ? 20 : NAMED_SO.test(stem) ? 10 : /^index$/i.test(stem) ? 3 : 0;
	const folder = folders.some((part) => PAPER_FOLDER.test(part)) ? 10 : 0;
	const docs = folders.some((part) => /^(?:docs?|documentation|website|wiki)$/i.test(part)) ? -30 : 0;
	return name + folder + docs + (OTHER_USE.test(stem) ? -15 : 0);
}
/** Titles that templates come with. */
const PLACEHOLDER_TITLE = /^(?:(?:insert|add|enter|put) )?(?:the |your |my |a |full )*(?:manuscript|article|paper|document|submission|preprint|working)? ?title(?: (?:goes|comes|of (?:the|your|this) (?:paper|article|manuscript|submission).*|of submission.*))?(?: here)?\.?$|^untitled(?: document)?$|^(?:.* )?(?:latex|quarto|r markdown|rmarkdown|manuscript|article|journal) template\b.*$/i;
/** Share of dummy words above which a text is a template: real papers have none, samples a quarter or more. */
const FILLER_SHARE = .05;
/** Words. A template that prints dummy text by macro has few of its own. */
const FEW_WORDS = 500;
/** Fails towards "paper" where a real title and real text stand, whatever packages are loaded.
*  @returns why it is an unfilled template; undefined where it is a paper */
function templateReason({ title, words, filler }) {
	if (title !== void 0 && PLACEHOLDER_TITLE.test(title.trim().slice(0, 200))) return `its title is still "${title.trim()}"`;
	if (filler > 2 && filler >= words * FILLER_SHARE) return "its text is dummy text (lorem ipsum)";
	if (filler > 0 && words < FEW_WORDS && words > 0) return "it has little text besides dummy text";
}

// src/manuscript/discover/left-out.ts
/** Why a file is no part of a paper, and which of those files are reported. A name must say it clearly, in doubt the file is
*  looked at: "dose_response.tex" and "meta-review.md" are papers. What a project lists as its own part is not judged here. */
const FOLDERS = [
	["generated output", /^(?:_build|_site|_book|_manuscript|_freeze|_files|build|dist|output|outputs|site|public|rendered|.+_files)$/],
	["template", /^(?:_extensions|templates?|.*-template|rticles|csl)$/],
	["archive", /^(?:archived?|old|older|backups?|bak|previous(?:[-_]versions?)?|deprecated|trash|attic)$/],
	["tests", /^(?:tests?|testdata|fixtures)$/],
	["documentation", /^(?:\.github|\.gitlab|vignettes|man|tutorials?|examples?|third[-_]?party|vendor|external|licen[cs]es)$/],
	["response to reviewers", /^(?:responses?(?:[-_]?\d+|[-_]to.*)?|rebuttals?(?:[-_].*)?|reviews?|reviewer.*|referee.*)$/],
	["cover letter", /^cover[-_ ]?letters?(?:[-_].*)?$/],
	["slides", /^(?:slides?|presentations?|talks?|posters?)$/]
];
const STEMS = [
	["documentation", /^(?:readme|contributing|contributors?|changelog|changes|news|history|licen[cs]e|copying|code[-_]of[-_]conduct|usage|setup|install(?:ation)?|authors|citation|security|todo|governance|support|maintainers|release[-_]?notes|pull_request_template|issue_template|claude|agents)(?:[-_.].*)?$/],
	["response to reviewers", /reviewers?(?:[-_ ]|$)|referees?(?:[-_ ]|$)|rebuttal|^(?:responses?|repl(?:y|ies))(?:[-_ ]?\d+)?$|response[-_ ]?(?:to|letter)(?:[-_ ]|$)|point[-_]by[-_]point|peer[-_ ]?review(?:s|ed)?$|review[-_ ](?:comments|report|response)/],
	["cover letter", /cover[-_ ]?letter|^cover$|letter[-_ ]to[-_ ]the[-_ ]editor/],
	["supplement", /(?:^|[-_ .\d])(?:supp|suppl|supplements?|supplementary|supplemental|supporting|si|appendix|appendices)(?:[-_ .\d]|$)|^supp(?:l|lement\w*)|extended[-_ ]data/],
	["marked-up difference", /(?:^|[-_ ])(?:latex)?diff(?:[-_ \d]|$)|track[-_]?changes|(?:^|[-_])redline/],
	["slides", /(?:^|[-_ ])(?:slides?|presentation|poster|talk|beamer)(?:[-_ \d]|$)/],
	["template", /(?:^|[-_ ])template(?:[-_ ]|$)/],
	["checklist", /(?:^|[-_ ])checklist(?:[-_ ]|$)/]
];
/** @param path below the tree, or below the folder that the user named
*  @returns undefined where the name says nothing against it */
function exclusionReason(path) {
	const parts = path.split("/");
	const name = parts.pop() ?? "";
	return folderExclusionReason(parts) ?? stemExclusionReason(name);
}
function folderExclusionReason(folders) {
	for (const folder of folders) {
		const found = FOLDERS.find(([, pattern]) => pattern.test(folder.toLowerCase()));
		if (found !== void 0) return found[0];
	}
}
function stemExclusionReason(name) {
	const spaced = name.replace(/\.[^.]*$/, "").replace(/([a-z])([A-Z])/g, "$1-$2");
	if (spaced.startsWith("_")) return "a piece for inclusion";
	return STEMS.find(([, pattern]) => pattern.test(spaced.toLowerCase()))?.[0];
}
const TEXTS = /^(?:md|markdown|qmd|rmd|tex|ltx|typ|ipynb|docx|rnw)$/;
/** The texts that stand near the paper and those that were weighed; others are counted by folder. Images, data and code are not texts.
*  @param considered what was looked at, with its reason */
function reportedLeftOut(scope, chosen, considered) {
	const near = [];
	const far = /* @__PURE__ */ new Map();
	for (const { file, why } of unreadTexts(scope, [chosen], considered)) if (isNear(file, chosen.root) || /response|cover letter|generated|copy of|the same paper|less like|template/.test(why)) near.push({
		file,
		why
	});
	else far.set(topFolder(file), (far.get(topFolder(file)) ?? 0) + 1);
	const grouped = [...far].map(([file, count]) => ({
		file,
		why: `away from the manuscript (${counted(count, "text")})`
	}));
	return [...near, ...grouped].sort((a, b) => byCodeUnit(a.file, b.file));
}
/** Every text of the scope that none of the papers reads, in the order of paths.
*  @param considered as of `reportedLeftOut` */
function unreadTexts(scope, papers, considered) {
	const read = new Set(papers.flatMap(({ reads, parts, metadata }) => [
		...reads,
		...parts,
		metadata
	]));
	const reasons = new Map([...considered, ...papers.flatMap(({ leftOut }) => leftOut)].map(({ file, why }) => [file, why]));
	return scope.paths.filter((file) => !read.has(file) && (TEXTS.test(extensionOf(file)) || reasons.has(file))).map((file) => ({
		file,
		why: reasons.get(file) ?? exclusionReason(pathInScope(scope, file)) ?? otherwise(file, papers)
	}));
}
function otherwise(file, papers) {
	const project = papers.find(({ root }) => papers.length === 1 || isNear(file, root))?.project;
	if (extensionOf(file) === "ipynb" && project === void 0) return "a notebook beside the paper";
	if (/^(?:docx|rnw)$/.test(extensionOf(file))) return `.${extensionOf(file)} files are not read`;
	return project === void 0 ? "not weighed" : `not among the parts of ${project}`;
}
/** In the manuscript's folder or below it, or at the top of the tree. */
function isNear(file, root) {
	return folderOf(file) === "" || folderOf(root) !== "" && isBelow(file, folderOf(root));
}
function topFolder(file) {
	return `${file.slice(0, file.indexOf("/"))}/`;
}

// src/manuscript/discover/outline.ts
var import_dist = require_dist();
/** Of a text that was not looked at. */
const EMPTY_OUTLINE = {
	title: void 0,
	kinds: /* @__PURE__ */ new Set(),
	headings: 0,
	words: 0,
	filler: 0,
	answersReviewers: false,
	frontMatter: void 0
};
const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const MARKDOWN_HEADING = /^ {0,3}(#{1,6})[ \t]+([^\n]{1,200})/;
const RUN_IN_HEADING = /^(?:\*\*|__)[*_]?([^*_\n]{3,80}?)[.:]?[*_]?(?:\*\*|__)/;
const ABSTRACT_PART = /^\+\+\+\s*\{.{0,80}"part"\s*:\s*"abstract"/;
const REVIEWER = /^\W*(?:response to )?(?:reviewer|referee)s?\W*#?\s*(?:\d|[A-Z]\b|comments)/i;
const FILLER = /\b(?:lorem|ipsum|dolor|amet|consectetur|consectetuer|adipiscing|eiusmod|incididunt)\b|\\(?:lipsum|blindtext|Blindtext)\b/gi;
function outlineOfMarkdown(text) {
	const front = FRONT_MATTER.exec(text);
	const frontMatter = front?.[1] === void 0 ? void 0 : yamlRoughly(front[1]);
	const lines = withoutFences(withoutComments(text.slice(front?.[0].length ?? 0)).split("\n"));
	const headings = lines.flatMap((line, index) => markdownHeading(line, lines[index + 1]) ?? []);
	const runIn = lines.flatMap((line) => RUN_IN_HEADING.exec(line)?.[1] ?? []);
	const kinds = new Set([...headings.map(({ name }) => name), ...runIn].map(kindOfSection));
	if (textAt(frontMatter, "abstract") !== void 0 || lines.some((line) => ABSTRACT_PART.test(line))) kinds.add("abstract");
	const first = headings.find(({ level }) => level === 1);
	const ownTitle = first !== void 0 && kindOfSection(first.name) === "other" ? first.name : void 0;
	return {
		title: textAt(frontMatter, "title") ?? ownTitle,
		kinds,
		headings: headings.length + runIn.length,
		...prose(lines.join("\n")),
		answersReviewers: headings.some(({ name }) => REVIEWER.test(name)),
		frontMatter
	};
}
function markdownHeading(line, next) {
	const [, marks, raw] = MARKDOWN_HEADING.exec(line) ?? [];
	if (marks !== void 0 && raw !== void 0) return {
		level: marks.length,
		name: headingName(raw)
	};
	if (next === void 0 || line.trim() === "" || line.length > 200) return void 0;
	if (/^={3,}\s*$/.test(next)) return {
		level: 1,
		name: headingName(line)
	};
	return /^-{3,}\s*$/.test(next) && /^[^|]+$/.test(line) ? {
		level: 2,
		name: headingName(line)
	} : void 0;
}
/** Without attributes, closing hashes and emphasis. */
function headingName(raw) {
	return bareName(raw.replace(/\{[^{}]{0,100}\}\s*$/, "").replace(/#+\s*$/, "").replace(/[*_]{1,3}/g, "").trim());
}
function withoutComments(text) {
	const pieces = [];
	let at = 0;
	for (;;) {
		const open = text.indexOf("<!--", at);
		const close = open === -1 ? -1 : text.indexOf("-->", open + 4);
		if (close === -1) return pieces.join("") + text.slice(at);
		pieces.push(text.slice(at, open));
		at = close + 3;
	}
}
/** A fence that nothing closes is none: the parser reads what follows it as text. */
function withoutFences(lines) {
	const kept = [];
	let fence;
	for (const [line, text] of lines.entries()) {
		const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1];
		if (fence === void 0 && mark === void 0) kept.push(text);
		else if (fence === void 0) fence = {
			mark: mark ?? "",
			line
		};
		else if (mark?.startsWith(fence.mark)) fence = void 0;
	}
	return fence === void 0 ? kept : kept.concat(lines.slice(fence.line + 1));
}
/** Where the YAML is broken or hostile (nested beyond the stack, aliases of aliases), the texts of its top-level keys: enough for
*  a first look, and the parser tells what is wrong. */
function yamlRoughly(source) {
	try {
		const document = (0, import_dist.parseDocument)(source, {
			uniqueKeys: false,
			logLevel: "silent"
		});
		if (document.errors.length === 0) return document.toJS({ maxAliasCount: 100 });
	} catch {}
	return Object.fromEntries([...source.matchAll(/^([a-z_-]{1,40}):[ \t]*(.{0,300})/gim)].map(([, key, value]) => [key ?? "", value ?? ""]));
}
const LATEX_HEADING = /\\(?:chapter|(?:sub)?section)\*?\s*(?:\[[^\]\n]{0,200}\])?\s*\{((?:[^{}]|\{[^{}]{0,100}\}){0,200})\}/g;
const LATEX_TITLE = /\\title\s*(?:\[[^\]]{0,300}\])?\s*\{((?:[^{}]|\{[^{}]{0,300}\}){0,500})\}/;
const LATEX_ABSTRACT = /\\begin\s*\{(?:abstract|sciabstract|summary)\}|\\abstract\s*[[{]/i;
function outlineOfLatex(text) {
	const source = withoutLatexComments(text);
	const body = source.slice(Math.max(0, source.indexOf("\\begin{document}")));
	const headings = [...body.matchAll(LATEX_HEADING)].map((found) => latexWords(found[1] ?? ""));
	const kinds = new Set(headings.map(kindOfSection));
	if (LATEX_ABSTRACT.test(source)) kinds.add("abstract");
	const title = latexWords(LATEX_TITLE.exec(source)?.[1] ?? "");
	return {
		title: title === "" ? void 0 : title,
		kinds,
		headings: headings.length,
		...prose(body),
		answersReviewers: headings.some((name) => REVIEWER.test(name)),
		frontMatter: void 0
	};
}
/** Each line up to its first `%` that is not escaped. */
function withoutLatexComments(text) {
	return text.split("\n").map((line) => line.includes("%") ? line.replace(/^((?:[^%\\]|\\.)*)%.*$/, "$1") : line).join("\n");
}
function latexWords(source) {
	return source.replace(/\\[a-zA-Z]+\*?(?:\{[^{}]*(?:cm|pt|em|ex|in|mm)\})?/g, " ").replace(/\\(?=[&%_#$])/g, "").replace(/[{}\\~]/g, " ").replace(/\s+/g, " ").trim();
}
/** Scripts that set no blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
/** Roughly, of Chinese and Japanese prose. */
const SIGNS_A_WORD = 2;
function prose(text) {
	return {
		words: countWords(text),
		filler: text.match(FILLER)?.length ?? 0
	};
}
/** Of two letters or more each, in whatever script. */
function countWords(text) {
	const spaced = text.match(/(?<![\\\p{L}])\p{L}{2,}/gu)?.length ?? 0;
	const signs = text.match(UNSPACED)?.length ?? 0;
	return spaced + Math.round(signs / SIGNS_A_WORD);
}
/** @returns what the YAML says, as plain data of unknown shape
*  @throws ManuscriptError `broken-yaml` with the line of the first error; and whatever reading throws */
async function yamlOf(files, path) {
	const { text } = await files.text(path);
	const remedy = "Mend that line, or name the manuscript with --manuscript";
	const refuse = (fault, cause, line) => new ManuscriptError({
		code: "broken-yaml",
		at: fileAndLine(path, line),
		fault,
		remedy,
		cause
	});
	return parseYaml(text, refuse).value;
}
/** What stands under a chain of keys; undefined where the data has another shape. */
function valueAt(data, ...keys) {
	let value = data;
	for (const key of keys) {
		if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return void 0;
		value = Object.entries(value).find(([name]) => name === key)?.[1];
	}
	return value;
}
function textAt(data, ...keys) {
	const value = valueAt(data, ...keys);
	return typeof value === "string" ? value : void 0;
}
function listAt(data, ...keys) {
	const value = valueAt(data, ...keys);
	return Array.isArray(value) ? value : [];
}

// src/manuscript/discover/other-formats.ts
/** Papers in JATS XML and in notebooks. A notebook is most often an analysis, and XML most often made from the paper: so these
*  are looked at only where a tree holds no other paper, and taken only where they plainly read as one. */
/** Files: each may be large, and is read whole. */
const MAX_LOOKED_AT$1 = 30;
/** @param taken files that belong to a project already */
async function findOtherFormats(scope, taken) {
	const leftOut = [];
	const open = [];
	for (const path of scope.paths) {
		if (taken.has(path) || !(isNotebook(path) || isXml(path))) continue;
		const why = exclusionReason(pathInScope(scope, path));
		if (why === void 0) open.push(path);
		else if (isNotebook(path)) leftOut.push({
			file: path,
			why
		});
	}
	const byName = (path) => scoreOf(pathInScope(scope, path), 0, EMPTY_OUTLINE) - path.split("/").length;
	open.sort((a, b) => byName(b) - byName(a) || byCodeUnit(a, b));
	const found = [];
	for (const path of open.slice(0, MAX_LOOKED_AT$1)) {
		const assessed = await assess$1(scope, path);
		if (typeof assessed !== "string") found.push(assessed);
		else if (isNotebook(path)) leftOut.push({
			file: path,
			why: assessed
		});
	}
	for (const path of open.slice(MAX_LOOKED_AT$1).filter(isNotebook)) leftOut.push({
		file: path,
		why: "not looked at: there are too many notebooks"
	});
	return {
		found,
		leftOut
	};
}
/** @returns why it is no candidate, where it is none */
async function assess$1(scope, path) {
	try {
		const { text } = await scope.files.text(path);
		if (isXml(path)) return isJats(text) ? jatsCandidate(path) : "no article";
		const { markdownOf } = await import("./cells.js");
		return readsAsPaper(outlineOfMarkdown(markdownOf(path, text))) ? notebookCandidate(scope, path) : "a notebook without a paper's abstract and sections";
	} catch (cause) {
		if (cause instanceof UserError) return `it could not be read: ${cause.message}`;
		throw cause;
	}
}
/** What an analysis does not have, however its cells are headed. */
function readsAsPaper({ kinds, words }) {
	const core = [...kinds].filter((kind) => isCore(kind) && kind !== "abstract");
	return kinds.has("abstract") && core.length >= (words >= MANY_WORDS ? 1 : 2);
}
/** Of prose. Of nine notebooks that are papers with an abstract seven have so many; of 33 analyses in the same repositories none
*  has an abstract. */
const MANY_WORDS = 1500;
/** Article, and what a paper has before its text: XML of other kinds has neither. */
function isJats(text) {
	return /<(?:\w+:)?article[\s>]/.test(text) && /<(?:\w+:)?article-meta[\s>]/.test(text);
}
/** Its markup alone makes it a paper. */
const JATS_CONFIDENCE = 40;
function jatsCandidate(root) {
	return {
		format: "jats",
		root,
		parts: [root],
		confidence: JATS_CONFIDENCE,
		leftOut: [],
		warnings: []
	};
}
/** Named so by its project, or read as GitHub and Jupyter show it. */
function notebookCandidate({ paths }, root) {
	const hasProject = (settings) => paths.some((path) => settings.test(path) && root.startsWith(path.replace(/[^/]*$/, "")));
	return {
		format: hasProject(/(?:^|\/)_quarto\.ya?ml$/) ? "quarto" : hasProject(/(?:^|\/)(?:myst|_toc)\.ya?ml$/) ? "myst" : "notebook",
		root,
		parts: [root],
		confidence: 0,
		leftOut: [],
		warnings: []
	};
}
const TITLE = /<(?:\w+:)?article-title\b[^<>]*>([\s\S]{0,2000}?)<\/(?:\w+:)?article-title>/;
const SECTION_TITLE = /<(?:\w+:)?sec\b[^<>]*>\s*(?:<(?:\w+:)?label>[^<>]*<\/(?:\w+:)?label>\s*)?<(?:\w+:)?title\b[^<>]*>([\s\S]{0,500}?)<\/(?:\w+:)?title>/g;
function outlineOfJats(text) {
	const bare = (markup = "") => markup.replace(/<[^<>]*>/g, " ").replace(/\s+/g, " ").trim();
	const names = [...text.matchAll(SECTION_TITLE)].map(([, title]) => bare(title));
	const kinds = new Set(names.map(kindOfSection));
	if (/<(?:\w+:)?abstract[\s>]/.test(text)) kinds.add("abstract");
	const title = bare(TITLE.exec(text)?.[1]);
	return {
		...EMPTY_OUTLINE,
		title: title === "" ? void 0 : title,
		kinds,
		headings: names.length,
		words: countWords(bare(text))
	};
}

// src/manuscript/discover/typst-files.ts
/** People write it by hand, and little else than documents in it. */
const TYPST_CONFIDENCE = 15;
function typstCandidate(root) {
	return {
		format: "typst",
		root,
		parts: [root],
		confidence: TYPST_CONFIDENCE,
		leftOut: [],
		warnings: []
	};
}
/** Packages for other things than papers. */
const NO_PAPER$1 = [
	["slides", /"@preview\/(?:touying|polylux|diatypst|slydst|typslides|minideck|definitely-not-isec-slides)\b/],
	["a curriculum vitae", /"@preview\/(?:modern-cv|basic-resume|brilliant-cv|imprecv|vantage|alta-typst|neat-cv)\b/],
	["a letter", /"@preview\/(?:letter-pro|appreciated-letter|dvdtyp-letter|briefs)\b/],
	["a poster", /"@preview\/(?:peace-of-posters|postercise|pollux)\b/]
];
const HEADING = /^[ \t]*(={1,6})[ \t]+([^\n]{1,200})/gm;
const SHOWS_ALL = /^[ \t]*#show\s*:/m;
const INCLUDES = /#include\s+"/;
/** @param text of one .typ file  @returns why it is no paper by itself; undefined where it may be one */
function whyNoTypstDocument(text) {
	const source = withoutTypstComments(text);
	const other = NO_PAPER$1.find(([, name]) => name.test(source));
	if (other !== void 0) return other[0];
	if (SHOWS_ALL.test(source) || INCLUDES.test(source) || /#set\s+(?:page|document)\b/.test(source) || source.match(HEADING) !== null) return void 0;
	return /^#let\b/m.test(source) ? "a template or a library: it prints nothing" : "a piece for inclusion";
}
/** @param text of a paper with all that it includes */
function outlineOfTypst(text) {
	const source = withoutTypstComments(text);
	const headings = [...source.matchAll(HEADING)].map(([, , name = ""]) => bareName(name.replace(/<[\w:.-]+>\s*$/, "").replace(/[*_]/g, "").trim()));
	const kinds = new Set(headings.map(kindOfSection));
	if (/\babstract\s*:\s*(?:\[|"|include\b|\w)/.test(source) || /^[ \t]*\*Abstract[.:]?\*/m.test(source)) kinds.add("abstract");
	const title = /\btitle\s*:\s*(?:\[((?:[^[\]]|\[[^[\]]{0,200}\]){1,500})\]|"((?:[^"\\\n]|\\.){1,500})")/.exec(source);
	const words = (title?.[1] ?? title?.[2])?.replace(/[*_\\]/g, " ").replace(/\s+/g, " ").trim();
	const prose = source.replace(/^[ \t]*#(?:let|set|show|import)\b[^\n]*/gm, "");
	return {
		...EMPTY_OUTLINE,
		title: words === "" ? void 0 : words,
		kinds,
		headings: headings.length,
		words: countWords(prose),
		filler: (prose.match(FILLER)?.length ?? 0) + 5 * (prose.match(/#lorem\(/g)?.length ?? 0),
		answersReviewers: headings.some((name) => REVIEWER.test(name))
	};
}
function withoutTypstComments(text) {
	return text.replace(/\/\*[\s\S]{0,100000}?\*\//g, "").replace(/(?<![:"\\])\/\/[^\n]*/g, "");
}
/** The text of a paper with all that it includes; what it imports prints nothing by itself. */
async function typstText(root, files) {
	const reads = await reachableFiles(root, files);
	return {
		text: (await Promise.all(reads.map((path) => files.text(path).catch(() => void 0)))).flatMap((part) => part?.text ?? []).join("\n\n"),
		reads
	};
}

// src/manuscript/discover/single-files.ts
/** Files that no project lists: which could be a paper by themselves, the likeliest looked at first. */
/** Files. A first look at more would be slow where each is a request; what is not looked at is the least likely by its name and
*  place. */
const MAX_LOOKED_AT = 300;
/** @param taken files that belong to a project already */
async function findSingleFiles(scope, taken) {
	const leftOut = [];
	const open = [];
	for (const path of scope.paths) {
		if (taken.has(path) || !(isMarkdown(path) || isLatex(path) || isTypst(path))) continue;
		const why = exclusionReason(pathInScope(scope, path));
		if (why === void 0) open.push(path);
		else leftOut.push({
			file: path,
			why
		});
	}
	open.sort((a, b) => scoreByPath(scope, b) - scoreByPath(scope, a) || byCodeUnit(a, b));
	const likeliest = open.slice(0, MAX_LOOKED_AT);
	for (const path of open.slice(MAX_LOOKED_AT)) leftOut.push({
		file: path,
		why: "not looked at: there are too many texts"
	});
	const assessed = await Promise.all(likeliest.map((path) => assess(scope, path)));
	const included = await includedByOthers(scope, assessed.flatMap(({ found }) => found ?? []).filter(({ format }) => format === "latex" || format === "typst"));
	const found = [];
	for (const { file, found: candidate, why } of assessed) {
		const includedBy = included.get(file);
		if (includedBy !== void 0) leftOut.push({
			file,
			why: `a part of ${includedBy}`
		});
		else if (candidate === void 0) leftOut.push({
			file,
			why
		});
		else found.push(candidate);
	}
	return {
		found,
		leftOut
	};
}
/** The file that the user named: taken as it is, whatever its name says.
*  @throws ManuscriptError `manuscript-format` for a file that no parser reads; and whatever reading throws */
async function namedFile(scope, path) {
	if (isLatex(path)) return latexCandidate(path);
	if (isMarkdown(path)) return markdownCandidate(scope, path, outlineOfMarkdown((await scope.files.text(path)).text));
	if (isTypst(path)) return typstCandidate(path);
	if (isXml(path)) return jatsCandidate(path);
	if (isNotebook(path)) return notebookCandidate(scope, path);
	throw new ManuscriptError({
		code: "manuscript-format",
		at: path,
		fault: extensionOf(path) === "" ? "its format is unknown" : `.${extensionOf(path)} files are not read`,
		remedy: howToConvert(path) ?? `Name ${READABLE}`
	});
}
const READABLE = "a Markdown (.md, .qmd, .Rmd), LaTeX (.tex), Typst (.typ), JATS (.xml) or Jupyter (.ipynb) file, or the folder of a Manubot, Quarto, bookdown or MyST project";
/** Formats that pandoc turns into Markdown; without `-s` it would lose the title. */
const BY_PANDOC = /* @__PURE__ */ new Set([
	"docx",
	"odt",
	"rtf",
	"epub",
	"html",
	"htm",
	"rst",
	"org",
	"adoc",
	"asciidoc"
]);
const BY_TAR = /\.(?:tar|tgz|tbz2|txz|tar\.(?:gz|bz2|xz|zst))$/i;
/** @returns the command that makes a file of it that is read; undefined where none does */
function howToConvert(path) {
	const file = `'${path.replaceAll("'", "'\\''")}'`;
	const folder = `'${path.replace(/(?:\.tar)?\.[^./]*$/, "").replaceAll("'", "'\\''")}'`;
	const extension = extensionOf(path);
	if (BY_TAR.test(path)) return `Unpack it: mkdir -p ${folder} && tar -xf ${file} -C ${folder}; then name that folder`;
	if (extension === "zip") return `Unpack it: unzip ${file} -d ${folder}; then name that folder`;
	if (extension === "pdf" || extension === "ps") return `Name the source that it was made from: ${READABLE}. A page holds no sections, and its lines are not those of a file in git`;
	return BY_PANDOC.has(extension) ? `Convert it: pandoc -s ${file} -o ${folder.slice(0, -1)}.md'; then name that file` : void 0;
}
/** How likely a name and a place alone make a paper. */
function scoreByPath(scope, path) {
	const depth = path.split("/").length;
	return scoreOf(pathInScope(scope, path), extensionOf(path) === "md" ? 0 : 10, EMPTY_OUTLINE) - depth;
}
/** A file that cannot be read is no candidate here; one that the user named is read again, and then the error is thrown. */
async function assess(scope, file) {
	try {
		const { text } = await scope.files.text(file);
		if (isLatex(file)) {
			const why = whyNoDocument(text);
			return why === void 0 ? {
				file,
				found: latexCandidate(file)
			} : {
				file,
				why
			};
		}
		if (isTypst(file)) {
			const why = whyNoTypstDocument(text);
			return why === void 0 ? {
				file,
				found: typstCandidate(file)
			} : {
				file,
				why
			};
		}
		const outline = outlineOfMarkdown(text);
		return outline.answersReviewers ? {
			file,
			why: "response to reviewers"
		} : {
			file,
			found: markdownCandidate(scope, file, outline)
		};
	} catch (cause) {
		if (cause instanceof UserError) return {
			file,
			why: `it could not be read: ${cause.message}`
		};
		throw cause;
	}
}
/** Documents that another document includes, by path: pieces that can also be set alone. */
async function includedByOthers({ files }, whole) {
	const included = /* @__PURE__ */ new Map();
	for (const { root, format } of whole) {
		const reachable = format === "latex" ? reachableFiles$1 : reachableFiles;
		for (const file of await reachable(root, files)) if (file !== root && !included.has(root)) included.set(file, root);
	}
	return included;
}
/** Sections without which a document could be any prose. */
const LATEX_CONFIDENCE = 20;
function latexCandidate(root) {
	return {
		format: "latex",
		root,
		parts: [root],
		confidence: LATEX_CONFIDENCE,
		leftOut: [],
		warnings: []
	};
}
/** Classes that hold a piece of a document, a letter, or slides. */
const NO_PAPER = /* @__PURE__ */ new Map([
	["subfiles", "a piece of another document"],
	["standalone", "a figure"],
	["letter", "a letter"],
	["scrlttr2", "a letter"],
	["newlfm", "a letter"],
	["beamer", "slides"],
	["slides", "slides"],
	["tikzposter", "a poster"],
	["beamerposter", "a poster"],
	["a0poster", "a poster"],
	["moderncv", "a curriculum vitae"],
	["exam", "an exam"],
	["minimal", "a figure"]
]);
/** @param text of one .tex file  @returns why it is no document of a class in which papers are written; undefined where it is one */
function whyNoDocument(text) {
	const source = withoutLatexComments(text);
	const documentClass = /\\documentclass\s*(?:\[[^\]]{0,1000}\]\s*)?\{([^{}]{0,200})\}/.exec(source)?.[1]?.trim();
	if (documentClass === void 0) return "a piece for inclusion: it has no \\documentclass";
	if (!/\\begin\s*\{document\}/.test(source)) return "it has no \\begin{document}";
	return NO_PAPER.get(documentClass.split("/").at(-1) ?? "");
}
/** What the format by itself says: JOSS papers have a head of their own; .qmd and .Rmd are prose or an analysis; .md may be
*  anything. */
const CONFIDENCE = {
	joss: 40,
	quarto: 10,
	rmarkdown: 10,
	myst: 10,
	markdown: 0,
	manubot: 0
};
function markdownCandidate(scope, path, outline) {
	const format = markdownFormat(scope, path, outline);
	return {
		format,
		root: path,
		parts: [path],
		confidence: CONFIDENCE[format],
		leftOut: [],
		warnings: []
	};
}
function markdownFormat({ paths }, path, { frontMatter }) {
	const extension = extensionOf(path);
	if (extension === "qmd") return "quarto";
	if (extension === "rmd") return "rmarkdown";
	const has = (key) => valueAt(frontMatter, key) !== void 0;
	if (has("title") && has("authors") && has("bibliography") && has("tags")) return "joss";
	return paths.some((other) => /(?:^|\/)myst\.ya?ml$/.test(other) && isBelow(path, folderOf(other))) || has("kernelspec") ? "myst" : "markdown";
}

// src/manuscript/assemble/sections.ts
/** @param runInLevel the level that the format gives to headings in bold at the start of a paragraph; these begin sections only
*  where the paper has no other headings besides abstract and back matter */
function splitSections(body, runInLevel) {
	const top = topLevel(body, runInLevel);
	const sections = [{
		heading: void 0,
		blocks: []
	}];
	for (const block of body) {
		const open = sections.at(-1);
		if (block.kind === "heading" && beginsSection(block, open?.heading, top) && !isAbstractPart(block, open, runInLevel, top)) sections.push({
			heading: block,
			blocks: []
		});
		else open?.blocks.push(block);
	}
	return sections.filter(({ heading, blocks }, index) => !isHollow({
		heading,
		blocks
	}, sections[index + 1]));
}
/** Levels at and above which a heading begins a section, whatever it is called. */
function topLevel(body, runInLevel) {
	const headings = body.filter((block) => block.kind === "heading").filter(({ passage }) => !isCaptionName(passage.text));
	const regular = headings.filter(({ level }) => level < runInLevel);
	const own = regular.filter(({ passage }) => ![
		"abstract",
		"back matter",
		"data"
	].includes(kindOfSection(passage.text)));
	if (own.length === 0) return headings.length > regular.length ? runInLevel : lowest(regular, 1);
	const core = regular.filter(({ passage }) => isCore(kindOfSection(passage.text)));
	return core.length > 0 ? lowest(core, 2) : lowest(own, 2);
}
/** The highest heading level (lowest number) with at least `enough` headings; the highest of all where none has. */
function lowest(headings, enough) {
	const counts = /* @__PURE__ */ new Map();
	for (const { level } of headings) counts.set(level, (counts.get(level) ?? 0) + 1);
	const common = [...counts].filter(([, count]) => count >= enough);
	return Math.min(...(common.length > 0 ? common : [...counts]).map(([level]) => level));
}
function beginsSection(heading, open, top) {
	const { level, passage } = heading;
	if (isCaptionName(passage.text)) return false;
	if (level <= top) return true;
	const kind = kindOfSection(passage.text);
	if (!isCore(kind) && kind !== "back matter" && kind !== "data") return false;
	if (open === void 0 || open.level >= level) return true;
	return open.passage.file !== passage.file;
}
/** `**Abstract**`, then `**Purpose**: …`, `**Methods**: …`: bold words that begin parts of an abstract that is itself headed by a
*  bold word. Where the whole paper is headed so, its introduction, or a name for the second time, ends the abstract. */
function isAbstractPart({ level, passage }, open, runInLevel, top) {
	const { heading, blocks } = open ?? {};
	if (level !== runInLevel || heading?.level !== runInLevel || !isAbstractName(nameOf(heading))) return false;
	const kind = kindOfSection(passage.text);
	if (kind === "back matter" || kind === "data" || /^introduction$/i.test(bareName(passage.text))) return false;
	if (top < runInLevel) return true;
	const names = blocks?.flatMap((block) => block.kind === "heading" ? [nameOf(block)] : []) ?? [];
	return (blocks?.length === 0 || blocks?.[0]?.kind === "heading") && !names.includes(bareName(passage.text));
}
function nameOf({ passage }) {
	return bareName(passage.text);
}
/** A heading that only holds other sections together, such as "Main text": it says nothing by itself. */
function isHollow({ heading, blocks }, next) {
	if (blocks.length > 0) return false;
	if (heading === void 0) return true;
	return next?.heading !== void 0 && next.heading.level > heading.level && kindOfSection(heading.passage.text) === "other";
}
function withoutBackMatter(sections) {
	const kept = [];
	const legends = [];
	const leftOut = [];
	const drop = (blocks, name) => {
		const isLegend = ({ kind }) => kind === "caption" || kind === "table";
		const passages = blocks.map(({ passage }) => passage);
		const others = passages.filter((passage) => !isLegend(passage));
		for (const legend of passages.filter(isLegend)) legends.push(legend);
		for (const range of rangesOf(others, reason(name))) leftOut.push(range);
	};
	for (const { heading, blocks } of sections) {
		if (heading !== void 0 && kindOfSection(heading.passage.text) === "back matter") {
			drop([heading, ...blocks], heading.passage.text);
			continue;
		}
		const stays = [];
		const isHead = heading === void 0 && sections.length > 1;
		const runs = splitAtBackMatter(blocks).flatMap((run) => isHead && run.dropped === void 0 ? splitAtAddresses(run.blocks) : run);
		for (const run of runs) if (run.dropped !== void 0) drop(run.blocks, run.dropped);
		else for (const block of run.blocks) stays.push(block);
		kept.push({
			heading,
			blocks: stays
		});
	}
	return {
		sections: kept,
		legends,
		leftOut
	};
}
/** An address that a reader can write to. What holds one before the first heading says who the authors are. */
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/;
const AUTHORS = "authors and their addresses";
/** What stands before the first heading, with the blocks that hold an address apart. */
function splitAtAddresses(blocks) {
	return blocks.map((block) => ({
		blocks: [block],
		dropped: EMAIL.test(block.passage.text) ? AUTHORS : void 0
	}));
}
/** Cuts a section at sub-headings that name back matter, each with all that stands below it. */
function splitAtBackMatter(blocks) {
	const runs = [{
		blocks: [],
		dropped: void 0
	}];
	let droppedLevel = Number.POSITIVE_INFINITY;
	for (const block of blocks) if (block.kind === "heading" && (runs.at(-1)?.dropped === void 0 || block.level <= droppedLevel)) {
		const dropped = isClearBackMatter(block.passage.text) ? block.passage.text : void 0;
		droppedLevel = block.level;
		runs.push({
			blocks: [block],
			dropped
		});
	} else runs.at(-1)?.blocks.push(block);
	return runs;
}
function reason(name) {
	const bare = bareName(name).toLowerCase();
	return /reference|bibliograph|literature|works cited/.test(bare) ? "bibliography" : bare;
}
/** One entry for each file, from its first line to its last. */
function rangesOf(passages, why) {
	const ranges = /* @__PURE__ */ new Map();
	for (const { file, startLine, endLine } of passages) {
		const range = ranges.get(file) ?? {
			startLine,
			endLine
		};
		ranges.set(file, {
			startLine: Math.min(range.startLine, startLine),
			endLine: Math.max(range.endLine, endLine)
		});
	}
	return [...ranges].map(([file, lines]) => ({
		file,
		lines,
		why
	}));
}

// src/manuscript/assemble/assemble.ts
/** The name of the section for legends that stood among back matter, where manuscripts put them for printing. */
const LEGENDS = "Figure legends";
/** @param runInLevel level of headings in bold at the start of a paragraph, below all others */
function assemble(parsed, format, runInLevel) {
	const { title, body } = separateTitle(parsed, format !== "latex" && format !== "jats");
	const found = separateAbstract(splitSections(body, runInLevel), parsed.abstract, format === "manubot");
	const { sections, legends, leftOut } = withoutBackMatter(found.sections);
	const named = sections.map(sectionOf).filter(({ name, passages }) => name !== "" || passages.length > 0);
	if (legends.length > 0) named.push({
		name: LEGENDS,
		passages: legends
	});
	return {
		title,
		abstract: found.abstract,
		sections: named,
		leftOut: [...found.leftOut, ...leftOut]
	};
}
function sectionOf({ heading, blocks }) {
	const passages = heading === void 0 ? [] : [{
		...heading.passage,
		level: 1
	}];
	const above = [];
	for (const block of blocks) {
		if (block.kind === "passage") {
			passages.push(block.passage);
			continue;
		}
		while ((above.at(-1) ?? 0) >= block.level) above.pop();
		above.push(block.level);
		passages.push({
			...block.passage,
			level: above.length + 1
		});
	}
	return {
		name: heading === void 0 ? "" : bareName(heading.passage.text),
		passages
	};
}
/** The title where no markup names it: the heading that opens a Markdown paper and names no section.
*  @param mayBeHeading false for LaTeX and JATS, where headings never are titles */
function separateTitle({ title, body }, mayBeHeading) {
	const first = body.findIndex(({ kind }) => kind === "heading");
	const heading = body[first];
	if (heading === void 0 || heading.kind !== "heading") return {
		title,
		body
	};
	if (!(title === void 0 ? mayBeHeading && heading.level === 1 && kindOfSection(heading.passage.text) === "other" : folded(title.text) === folded(heading.passage.text))) return {
		title,
		body
	};
	return {
		title: title ?? heading.passage,
		body: body.toSpliced(first, 1)
	};
}
function folded(text) {
	return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
/** The abstract: where the markup names none, the section called so. A JOSS paper's summary, or one that opens a paper, is its
*  abstract.
*  @param marked the abstract that the markup names; empty where it names none
*  @param endsWithFile whether text of another file cannot belong to the abstract: with Manubot, a file is a section */
function separateAbstract(sections, marked, endsWithFile) {
	const index = indexOfAbstract(sections);
	const section = sections[index];
	if (section?.heading === void 0) return {
		abstract: marked,
		sections,
		leftOut: []
	};
	const { file } = section.heading.passage;
	const isPart = (passage) => !endsWithFile || passage.file === file;
	const own = section.blocks.map(({ passage }) => passage).filter(isPart);
	if (marked.length > 0) {
		if (textOf$1(own) !== textOf$1(marked)) return {
			abstract: marked,
			sections,
			leftOut: []
		};
		return {
			abstract: marked,
			sections: sections.toSpliced(index, 1),
			leftOut: [{
				file,
				why: "the abstract a second time"
			}]
		};
	}
	const others = section.blocks.filter(({ passage }) => !isPart(passage));
	const rest = others.length > 0 ? [{
		heading: void 0,
		blocks: others
	}] : [];
	return {
		abstract: own,
		sections: sections.toSpliced(index, 1, ...rest),
		leftOut: []
	};
}
function indexOfAbstract(sections) {
	const names = sections.map(({ heading }) => bareName(heading?.passage.text ?? "").toLowerCase());
	const named = names.findIndex(isAbstractName);
	if (named !== -1) return named;
	const first = names.findIndex((name) => name !== "");
	return /^(?:executive )?summary$/.test(names[first] ?? "") ? first : -1;
}
function textOf$1(passages) {
	return passages.map(({ text }) => text).join(" ");
}

// src/manuscript/discover/choose.ts
/** Chooses the paper among candidates, or says why it cannot. Fails towards asking: a review of the wrong document is worse than
*  none. */
/** How many files a message names: enough to recognise the tree. */
const NAMED = 5;
/** @param leftOut what was looked at and is no candidate, for the message where nothing is found
*  @throws ManuscriptError `manuscript-not-found`, `manuscript-ambiguous`, `manuscript-template` */
function choose(candidates, leftOut, scope) {
	const ranked = [...candidates].sort((a, b) => b.score - a.score);
	const papers = ranked.filter(isPaper);
	const [best, second] = papers;
	if (best === void 0) {
		const template = ranked.find((candidate) => candidate.template !== void 0);
		if (template?.template !== void 0) throw unfilled(template.root, template.template);
		throw notFound(ranked, leftOut, scope);
	}
	if (second !== void 0 && best.score - second.score < 8) throw ambiguous(papers.filter(({ score }) => best.score - score < 8));
	const others = ranked.filter((candidate) => candidate !== best);
	const versions = others.filter((other) => isPaper(other) && haveOneTitle(other, best));
	return {
		chosen: best,
		others: others.map((other) => ({
			file: other.root,
			why: whyNot(other, best)
		})),
		versions: versions.map(({ root }) => root)
	};
}
/** All that are papers, of those with one title the likeliest; and why the others are none. */
function papersOf(candidates) {
	const papers = [];
	const others = [];
	for (const candidate of [...candidates].sort((a, b) => b.score - a.score)) {
		const better = papers.find((paper) => haveOneTitle(candidate, paper));
		if (isPaper(candidate) && better === void 0) papers.push(candidate);
		else others.push({
			file: candidate.root,
			why: better === void 0 ? whyNoPaper(candidate) : `has the title of ${better.root}`
		});
	}
	return {
		papers,
		others
	};
}
function isPaper({ score, template }) {
	return score >= 30 && template === void 0;
}
function haveOneTitle(one, other) {
	const words = (title = "") => title.toLowerCase().match(/[\p{L}\p{N}]+/gu)?.join(" ") ?? "";
	return words(one.outline.title) !== "" && words(one.outline.title) === words(other.outline.title);
}
function sameAs(root) {
	return `the same paper as ${root}`;
}
function whyNot(candidate, { root }) {
	return isPaper(candidate) ? `less like a paper than ${root}` : whyNoPaper(candidate);
}
function whyNoPaper({ template, outline }) {
	return template === void 0 ? lacks(outline) : `an unfilled template: ${template}`;
}
function unfilled(root, why) {
	return new ManuscriptError({
		code: "manuscript-template",
		at: root,
		fault: `this is an unfilled template (${why})`,
		remedy: "Give it its title and text, or name another file with --manuscript"
	});
}
function ambiguous(equals) {
	const roots = equals.map(({ root }) => root);
	return new ManuscriptError({
		code: "manuscript-ambiguous",
		at: roots.slice(0, NAMED).join(", "),
		fault: `each of these ${roots.length} could be the paper`,
		remedy: `Name the one to review, such as --manuscript ${roots[0] ?? ""}; where each is a paper of its own, let the Action review them all with manuscripts: all in .github/bioreview.yml`
	});
}
function notFound(ranked, leftOut, { folder, paths }) {
	const seen = [
		...ranked.map(({ root, outline }) => `${root} (${lacks(outline)})`),
		...leftOut.map(({ file, why }) => `${file} (${why})`),
		...paths.filter((path) => /^(?:docx?|pdf|rst|odt|rnw|org|adoc|asciidoc)$/.test(extensionOf(path))).map((path) => `${path} (.${extensionOf(path)} files are not read)`)
	];
	const more = seen.length > NAMED ? ` and ${seen.length - NAMED} more` : "";
	const what = seen.length === 0 ? `it holds ${paths.length} files, and no Markdown, LaTeX, Typst, JATS or notebook` : `seen: ${seen.slice(0, NAMED).join(", ")}${more}`;
	return new ManuscriptError({
		code: "manuscript-not-found",
		at: folder === "" ? "the whole tree" : folder,
		fault: `no manuscript was found; ${what}`,
		remedy: "Name the file or folder with --manuscript, such as --manuscript paper/main.tex"
	});
}
function lacks({ kinds, words }) {
	if (words < 100) return "hardly any text";
	return kinds.size === 0 ? "none of a paper's sections" : "too few of a paper's sections";
}
/** What people write by hand comes before what is made from it. */
const RANK = {
	manubot: 0,
	quarto: 1,
	rmarkdown: 1,
	myst: 2,
	joss: 2,
	markdown: 2,
	latex: 3,
	typst: 3,
	jats: 4,
	notebook: 4
};
/** Lines that pandoc's LaTeX template writes, over the years. */
const PANDOC_LATEX = /^% Options for packages loaded elsewhere|^% use upquote if available|\\providecommand\{\\tightlist\}/m;
/** The same paper in several files, rendered from one another, converted or copied: one is read, the others are left out with the
*  reason. */
function withoutDuplicates(candidates) {
	const kept = [];
	const leftOut = [];
	const ranked = [...candidates].sort((a, b) => RANK[a.format] - RANK[b.format] || depth(a) - depth(b) || b.score - a.score);
	for (const candidate of ranked) {
		const whole = candidates.find(({ root, reads }) => root !== candidate.root && reads.includes(candidate.root) && !candidate.reads.includes(root));
		if (whole !== void 0) {
			leftOut.push({
				file: candidate.root,
				why: `a part of ${whole.root}`
			});
			continue;
		}
		const why = kept.map((original) => duplicateReason(candidate, original)).find((reason) => reason !== void 0);
		if (why === void 0) kept.push(candidate);
		else leftOut.push({
			file: candidate.root,
			why
		});
	}
	return {
		kept,
		leftOut
	};
}
function depth({ root }) {
	return root.split("/").length;
}
function duplicateReason(candidate, original) {
	if (original.reads.includes(candidate.root)) return `a part of ${original.root}`;
	return derivationReason(candidate, original) ?? (candidate.text === original.text ? `a copy of ${original.root}` : void 0);
}
function derivationReason(candidate, original) {
	if (folderOf(candidate.root) !== folderOf(original.root) || RANK[candidate.format] <= RANK[original.format]) return void 0;
	const sameStem = stemOf(candidate.root) === stemOf(original.root);
	const madeByPandoc = candidate.format === "latex" && PANDOC_LATEX.test(candidate.text);
	const isRendered = RANK[original.format] === 1 && !["latex", "typst"].includes(candidate.format);
	if (madeByPandoc || sameStem && isRendered) return `generated from ${original.root}`;
	return sameStem ? sameAs(original.root) : void 0;
}

// src/manuscript/discover/projects.ts
/** Projects whose settings say which files make the paper: Manubot, Quarto, bookdown, MyST and Jupyter Book. A project that names
*  none of its files as the paper leaves them to be judged one by one. */
/** Each @throws ManuscriptError `broken-yaml`, and whatever reading the settings throws; Quarto's also `manuscript-not-found`
*  where the article that a manuscript names is not there. */
const PROJECT_FINDERS = [
	findManubot,
	(scope) => findListed(scope, "quarto", /(?:^|\/)_quarto\.ya?ml$/, quartoFiles),
	(scope) => findListed(scope, "rmarkdown", /(?:^|\/)_bookdown\.ya?ml$/, bookdownFiles),
	(scope) => findListed(scope, "myst", /(?:^|\/)(?:myst|_toc)\.ya?ml$/, mystFiles)
];
async function findListed(scope, format, settingsFile, listFiles) {
	const found = [];
	for (const project of scope.paths.filter((path) => settingsFile.test(path))) {
		const listed = listFiles(await yamlOf(scope.files, project), scope, project);
		if (listed === void 0) continue;
		const { files, confidence, isArticle, title } = listed;
		const { parts, leftOut, warnings } = await withoutBesides(scope, resolveParts(scope, project, files));
		const [root] = parts;
		if (root === void 0 && isArticle === true && warnings.length > 0) throw noArticle(project, files);
		const titled = title === void 0 ? {} : {
			title,
			metadata: project
		};
		if (root !== void 0) found.push({
			format,
			root,
			parts,
			project,
			...titled,
			confidence,
			leftOut,
			warnings
		});
	}
	return found;
}
/** Finds files as a project names them, or with an extension added. @param project the file that lists them */
function resolveParts({ files }, project, names) {
	const parts = /* @__PURE__ */ new Set();
	const leftOut = [];
	const warnings = [];
	for (const name of names) {
		const path = [
			"",
			".md",
			".qmd",
			".Rmd",
			".ipynb"
		].map((extension) => resolveBelow(folderOf(project), `${name}${extension}`)).find((tried) => tried !== void 0 && files.paths.has(tried));
		if (path === void 0) warnings.push({
			file: project,
			message: `it lists ${name}, which is not there`,
			losesText: true
		});
		else if (isMarkdown(path) || isNotebook(path)) parts.add(path);
		else {
			const why = `.${extensionOf(path)} files are not read`;
			leftOut.push({
				file: path,
				why
			});
			warnings.push({
				file: project,
				message: `it lists ${name} as a part of the paper, and ${why}`,
				losesText: true
			});
		}
	}
	return {
		parts: [...parts],
		leftOut,
		warnings
	};
}
/** A project lists the notebooks of its figures after the article. They are parts of the paper where the Markdown before them is
*  not a whole one: in a book each chapter may be a notebook. */
async function withoutBesides(scope, resolved) {
	const [root] = resolved.parts;
	const notebooks = resolved.parts.slice(1).filter(isNotebook);
	if (root === void 0 || notebooks.length === 0 || !isMarkdown(root)) return resolved;
	const { text } = await scope.files.text(root);
	if (!readsAsPaper(outlineOfMarkdown(text))) return resolved;
	return {
		parts: resolved.parts.filter((path) => !notebooks.includes(path)),
		leftOut: [...resolved.leftOut, ...notebooks.map((file) => ({
			file,
			why: `a notebook beside the article in ${root}`
		}))],
		warnings: resolved.warnings
	};
}
function noArticle(project, [article]) {
	return new ManuscriptError({
		code: "manuscript-not-found",
		at: project,
		fault: `it names ${article} as the manuscript's article, which is not there`,
		remedy: "Mend that name, or name the manuscript with --manuscript"
	});
}
/** Names of the files that stand directly in a folder. */
function filesIn({ paths }, folder) {
	return paths.filter((path) => isBelow(path, folder)).map((path) => folder === "" ? path : path.slice(folder.length + 1)).filter((name) => !name.includes("/")).sort(byCodeUnit);
}
/** Manubot: a folder with metadata.yaml and numbered Markdown files, which are read in the order of their names. A file without a
*  number, such as a response to reviewers, is no part of the paper. */
async function findManubot(scope) {
	const found = [];
	for (const metadata of scope.paths.filter((path) => /(?:^|\/)metadata\.ya?ml$/.test(path))) {
		const folder = folderOf(metadata);
		const numbered = filesIn(scope, folder).filter((name) => /^[0-9][^/]*\.md$/.test(name));
		if (numbered.length < 2) continue;
		const title = textAt(await yamlOf(scope.files, metadata), "title") ?? "";
		const at = (name) => folder === "" ? name : `${folder}/${name}`;
		const parts = [];
		const leftOut = [];
		for (const name of numbered) {
			const why = await templatePageReason(scope, at(name));
			if (why === void 0) parts.push(name);
			else leftOut.push({
				file: at(name),
				why
			});
		}
		const pages = parts.length === 0 ? numbered : parts;
		const paper = {
			root: at(pages[0] ?? ""),
			parts: pages.map(at),
			metadata,
			title,
			project: metadata
		};
		const template = parts.length === 0 ? { template: "it has no pages but the template's own" } : {};
		found.push({
			format: "manubot",
			...paper,
			...template,
			confidence: 60,
			leftOut,
			warnings: []
		});
	}
	return found;
}
/** Sections that the template's page on how to write does not have. */
const PAPER_SECTIONS = 2;
/** Pages that Manubot's template comes with: front matter made from the metadata, and how to write. An author may have written
*  the paper in the latter. */
async function templatePageReason({ files }, path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	if (/^0+[._-]*front[-_. ]?matter/i.test(name)) return "front matter, made from the metadata";
	if (!/delete[-_]me/i.test(name)) return void 0;
	const { kinds } = outlineOfMarkdown((await files.text(path)).text);
	return [...kinds].filter(isCore).length < PAPER_SECTIONS ? "a page of the template" : void 0;
}
/** Quarto: `_quarto.yml` names the article of a manuscript, the chapters of a book, or the one file to render. */
function quartoFiles(settings, { paths }, project) {
	const title = textAt(settings, "book", "title");
	const article = textAt(settings, "manuscript", "article");
	if (article !== void 0) return {
		files: [article],
		confidence: 60,
		isArticle: true,
		title
	};
	const type = textAt(settings, "project", "type");
	const index = ["index.qmd", "index.ipynb"].find((name) => paths.includes(resolveBelow(folderOf(project), name) ?? ""));
	if (type === "manuscript" && index !== void 0) return {
		files: [index],
		confidence: 60,
		title
	};
	const chapters = [...listAt(settings, "book", "chapters"), ...listAt(settings, "book", "appendices")].flatMap(chapterFiles);
	if (type === "book" && chapters.length > 0) return {
		files: chapters,
		confidence: 30,
		title
	};
	const rendered = listAt(settings, "project", "render").filter((name) => typeof name === "string");
	const [only, ...others] = rendered.filter((name) => (isMarkdown(name) || isNotebook(name)) && !/[*!]/.test(name));
	return only !== void 0 && others.length === 0 && rendered.length === 1 ? {
		files: [only],
		confidence: 30,
		title
	} : void 0;
}
/** A chapter is a name, an entry with a `file` or `href`, or a part with chapters of its own. */
function chapterFiles(entry) {
	if (typeof entry === "string") return [entry];
	const own = textAt(entry, "file") ?? textAt(entry, "href");
	const part = valueAt(entry, "part");
	const partFile = typeof part === "string" && isMarkdown(part) ? [part] : [];
	return [
		...own === void 0 ? [] : [own],
		...partFile,
		...listAt(entry, "chapters").flatMap(chapterFiles)
	];
}
/** bookdown: the files that `_bookdown.yml` lists, or all by name; files that begin with an underscore are pieces for inclusion.
*  `rmd_files` is a list, or a list for each output; index.Rmd comes first in any case. */
function bookdownFiles(settings, scope, project) {
	const present = filesIn(scope, folderOf(project)).filter((name) => /\.rmd$/i.test(name) && !name.startsWith("_"));
	const outputs = ["html", "latex"].map((output) => listAt(settings, "rmd_files", output));
	const listed = [listAt(settings, "rmd_files"), ...outputs].find((names) => names.length > 0) ?? [];
	const single = textAt(settings, "rmd_files");
	const names = single !== void 0 ? [single] : listed.filter((name) => typeof name === "string");
	const index = present.filter((name) => /^index\.rmd$/i.test(name));
	const others = valueAt(settings, "rmd_files") === void 0 ? present : names;
	return {
		files: [...index, ...others.filter((name) => !index.includes(name))],
		confidence: 30
	};
}
/** MyST and Jupyter Book: `myst.yml` with a table of contents or an article to export, or `_toc.yml`. An export names its article
*  or articles; without one the table of contents has them all. */
function mystFiles(settings, _scope, project) {
	if (/_toc\.ya?ml$/.test(project)) return tocFiles(settings);
	const toc = listAt(settings, "project", "toc").flatMap(entryFiles);
	const one = valueAt(settings, "project", "exports");
	const exported = (Array.isArray(one) ? one : [one]).flatMap((entry) => {
		const article = textAt(entry, "article");
		return article === void 0 ? listAt(entry, "articles").flatMap(entryFiles) : [article];
	});
	return exported.length > 0 ? {
		files: exported,
		confidence: 50
	} : {
		files: toc,
		confidence: 30
	};
}
function tocFiles(settings) {
	const root = textAt(settings, "root");
	const others = [
		"sections",
		"chapters",
		"parts"
	].flatMap((key) => listAt(settings, key)).flatMap(entryFiles);
	const isArticle = textAt(settings, "format") === "jb-article";
	return {
		files: root === void 0 ? others : [root, ...others],
		confidence: isArticle ? 50 : 20
	};
}
function entryFiles(entry) {
	if (typeof entry === "string") return [entry];
	const own = textAt(entry, "file");
	const children = [
		"children",
		"sections",
		"chapters"
	].flatMap((key) => listAt(entry, key)).flatMap(entryFiles);
	return own === void 0 ? children : [own, ...children];
}

// src/manuscript/discover/discover.ts
/** Finds the paper in a tree: which files, in which order, and why not the others. Decides by what is there and says what it saw;
*  where two are equally good, or none is good enough, it asks rather than guesses. */
/** @param override file or folder below the tree's root, as the user wrote it
*  @throws ManuscriptError `manuscript-not-found`, `manuscript-ambiguous`, `manuscript-template`, `broken-yaml`, and whatever
*  reading throws */
async function discover(files, override) {
	const all = [...files.paths].sort(byCodeUnit);
	if (override === void 0) return discoverIn({
		files,
		folder: "",
		paths: all
	});
	const path = resolveBelow("", override);
	if (path !== void 0 && files.paths.has(path)) return discoverNamed({
		files,
		folder: "",
		paths: all
	}, path);
	const paths = path === void 0 ? [] : all.filter((candidate) => isBelow(candidate, path));
	if (path === void 0 || paths.length === 0) throw noSuchFile(override);
	return discoverIn({
		files,
		folder: path,
		paths
	});
}
/** All papers of a tree: each once, without what others include, supplements, templates, and other versions of one of the same title.
*  @throws whatever reading throws; ManuscriptError `manuscript-not-found`, `manuscript-template` where there is none */
async function discoverAll(files) {
	const scope = {
		files,
		folder: "",
		paths: [...files.paths].sort(byCodeUnit)
	};
	const { kept, considered } = await candidatesIn(scope);
	const { papers, others } = papersOf(kept);
	if (papers.length === 0) choose(kept, considered, scope);
	return {
		manuscripts: papers.map(({ root, format, project, outline: { words } }) => ({
			root,
			path: project === void 0 ? root : folderOf(project),
			format,
			words
		})).sort((a, b) => byCodeUnit(a.root, b.root)),
		leftOut: unreadTexts(scope, papers, [...considered, ...others])
	};
}
async function discoverIn(scope) {
	const { kept, leftOut, considered } = await candidatesIn(scope);
	const { chosen, others, versions } = choose(kept, considered, scope);
	const found = discovery(scope, chosen, [...considered, ...others]);
	const twins = leftOut.filter(({ why }) => why === sameAs(chosen.root)).map(({ file }) => file);
	return {
		...found,
		warnings: [...found.warnings, ...[...versions, ...twins].map((file) => anotherVersion(file, chosen.root))]
	};
}
async function candidatesIn(scope) {
	const projects = await findProjects(scope);
	const taken = new Set(projects.flatMap(({ parts, leftOut }) => [...parts, ...leftOut.map(({ file }) => file)]));
	const singles = await findSingleFiles(scope, taken);
	const usual = await Promise.all([...projects, ...singles.found].map((found) => scored(scope, found)));
	const late = usual.some(isPaper) ? void 0 : await findOtherFormats(scope, taken);
	const candidates = [...usual, ...await Promise.all((late?.found ?? []).map((found) => scored(scope, found)))];
	const { kept, leftOut } = withoutDuplicates(candidates);
	return {
		kept,
		leftOut,
		considered: [
			...leftOut,
			...singles.leftOut,
			...late?.leftOut ?? []
		]
	};
}
/** A file that starts a project stands for the project; any other stands for itself. */
async function discoverNamed(scope, path) {
	const near = {
		...scope,
		folder: folderOf(path),
		paths: scope.paths.filter((other) => isBelow(other, folderOf(path)))
	};
	return discovery(near, await scored(scope, (await findProjects(near, path)).find(({ root, project: file, metadata }) => [
		root,
		file,
		metadata
	].includes(path)) ?? await namedFile(scope, path)), []);
}
/** @param named what the user named: a broken project file elsewhere is then no reason to stop */
async function findProjects(scope, named) {
	const isOpen = (path) => folderExclusionReason(folderOf(pathInScope(scope, path)).split("/")) === void 0;
	const open = {
		...scope,
		paths: scope.paths.filter(isOpen)
	};
	const found = [];
	for (const find of PROJECT_FINDERS) try {
		found.push(...await find(open));
	} catch (cause) {
		if (!(named !== void 0 && cause instanceof ManuscriptError && !cause.at.startsWith(named))) throw cause;
	}
	return found;
}
async function scored(scope, found) {
	const { text, reads } = await textOf(scope, found);
	const firstLook = outlineOf(found.format, text);
	const outline = {
		...firstLook,
		title: found.title ?? firstLook.title
	};
	const score = scoreOf(pathInScope(scope, found.root), found.confidence, outline);
	return {
		...found,
		reads,
		text,
		outline,
		score,
		template: found.template ?? templateReason(outline)
	};
}
function outlineOf(format, text) {
	if (format === "latex") return outlineOfLatex(text);
	if (format === "typst") return outlineOfTypst(text);
	return format === "jats" ? outlineOfJats(text) : outlineOfMarkdown(text);
}
/** The text of a candidate with all that it includes. */
async function textOf({ files }, { format, root, parts }) {
	if (format === "typst") return typstText(root, files);
	if (format === "jats") return {
		text: (await files.text(root)).text,
		reads: [root]
	};
	if (format !== "latex") return expandedText(parts, format === "notebook" ? "markdown" : format, files);
	const reads = await reachableFiles$1(root, files);
	return {
		text: (await Promise.all(reads.map((path) => files.text(path).catch(() => void 0)))).flatMap((part) => part?.text ?? []).join("\n\n"),
		reads
	};
}
function discovery(scope, chosen, considered) {
	if (chosen.template !== void 0) throw unfilled(chosen.root, chosen.template);
	const { format, root, parts, metadata, warnings } = chosen;
	const leftOut = reportedLeftOut(scope, chosen, considered);
	return {
		format,
		root,
		parts,
		...metadata === void 0 ? {} : { metadata },
		leftOut,
		warnings
	};
}
/** Which of two versions was read is a warning, which the review shows, and not only an entry in the list of what was left out. */
function anotherVersion(file, chosen) {
	return {
		file,
		message: `it looks like another version of the paper in ${chosen}, which was read. Name the one to read with --manuscript`
	};
}
function noSuchFile(override) {
	return new ManuscriptError({
		code: "manuscript-not-found",
		at: `--manuscript ${override}`,
		fault: "there is no such file or folder below the folder that is read",
		remedy: "Name it as it is called from there, such as paper/main.tex"
	});
}

// src/manuscript/files/text-files.ts
/** Reads a tree's files as text, once each. Invariant: a file above the limit, or that brings the tree above its own, is refused
*  by its listed size, before any of it is in memory. Bytes are UTF-8 unless a mark or the bytes say otherwise: a warning where
*  that had to be guessed, an error where there is no text. */
/** Bytes. The longest text file of six real manuscripts, in all their revisions, has 70 kB, a book of 300,000 words about 2 MB; what is
*  larger is data, or an attack: up to here the worst text that we could write is read in seconds. */
const MAX_SOURCE_BYTES = 2e6;
/** Bytes of a notebook, most of it images that its code has made: of ten that are papers the largest has 3 MB, others have more.
*  GitHub's API gives no more. */
const MAX_NOTEBOOK_BYTES = 2e7;
function mostBytes(path) {
	return extensionOf(path) === "ipynb" ? MAX_NOTEBOOK_BYTES : MAX_SOURCE_BYTES;
}
/** Bytes of all texts that are read of one tree, together. Looking for the paper may read every Markdown and LaTeX file; those of
*  large software projects have some megabytes. */
const MAX_TREE_BYTES = 4e7;
/** @throws ManuscriptError where the tree cannot be listed */
async function textFilesOf(files) {
	const entries = await files.list();
	const sizes = new Map(entries.map(({ path, size }) => [path, size]));
	const texts = /* @__PURE__ */ new Map();
	let taken = 0;
	const readText = async (path) => {
		const size = sizes.get(path);
		if (size === void 0) throw notInTree(path, files.label);
		if (size > mostBytes(path)) throw tooLarge(path, size);
		taken += size;
		if (taken > MAX_TREE_BYTES) throw tooMuch(path);
		return sourceText(path, await files.read(path));
	};
	return {
		paths: new Set(sizes.keys()),
		text: (path) => {
			const known = texts.get(path) ?? readText(path);
			texts.set(path, known);
			return known;
		}
	};
}
function sourceText(file, bytes) {
	if (bytes.length > mostBytes(file)) throw tooLarge(file, bytes.length);
	const { text, warnings } = decode(file, bytes);
	return {
		file,
		text,
		hidden: findInvisible(file, text),
		warnings: [...warnings, ...findLookAlikes(file, text)]
	};
}
function tooMuch(file) {
	return new ManuscriptError({
		code: "tree-too-large",
		at: file,
		fault: `with it, more than ${MAX_TREE_BYTES / 1e6} MB of text would be read of this tree`,
		remedy: "Name the manuscript with --manuscript, or move data out of the texts"
	});
}
function tooLarge(file, size) {
	const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
	return new ManuscriptError({
		code: "file-too-large",
		at: file,
		fault: `it has ${megabytes(size)}, more than the ${megabytes(mostBytes(file))} that a file of a manuscript may have`,
		remedy: extensionOf(file) === "ipynb" ? `Clear its outputs: jupyter nbconvert --clear-output --inplace '${file.replaceAll("'", "'\\''")}'; or name another file with --manuscript` : "Move data and embedded images out of the text, split it, or name another file with --manuscript"
	});
}
/** A byte sequence that only UTF-8 writes: a lead byte with its followers. */
const UTF8_SEQUENCE = /[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}/;
/** What stands at the head of a file whose real content is in Git LFS. */
const LFS_POINTER = "version https://git-lfs.github.com/spec/";
/** @throws ManuscriptError `not-text` for a binary file, `git-lfs-pointer` for one that was not fetched */
function decode(file, bytes) {
	const wide = utf16Of(bytes);
	if (wide !== void 0) return {
		text: new TextDecoder(wide).decode(bytes),
		warnings: []
	};
	if (bytes.includes(0)) throw notText(file);
	const text = strictUtf8(bytes);
	if (text === void 0) return guess(file, bytes);
	if (text.startsWith(LFS_POINTER)) throw lfsPointer(file);
	return {
		text,
		warnings: []
	};
}
function utf16Of(bytes) {
	if (bytes[0] === 255 && bytes[1] === 254) return "utf-16le";
	if (bytes[0] === 254 && bytes[1] === 255) return "utf-16be";
}
function strictUtf8(bytes) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return;
	}
}
/** Old editors write windows-1252; a file that also holds sequences of UTF-8 was damaged rather than written so. */
function guess(file, bytes) {
	const replaced = new TextDecoder("utf-8").decode(bytes);
	const line = replaced.slice(0, replaced.indexOf("�")).split("\n").length;
	const single = byteString(bytes);
	const isDamaged = UTF8_SEQUENCE.test(single);
	const message = isDamaged ? "bytes that are no UTF-8 were read as �; save the file as UTF-8" : "the file is not UTF-8 and was read as windows-1252; save it as UTF-8 if letters look wrong";
	return {
		text: isDamaged ? replaced : windows1252(single),
		warnings: [{
			file,
			line,
			message
		}]
	};
}
/** Each byte as the character of its number. */
function byteString(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
/** What windows-1252 has at 0x80 to 0x9f, where Latin 1 has control characters. Node 20's own decoder takes the two for the same. */
const AT_0X80 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
function windows1252(single) {
	return single.replace(/[\u0080-\u009f]/g, (character) => AT_0X80[character.charCodeAt(0) - 128] ?? character);
}
function notText(file) {
	return new ManuscriptError({
		code: "not-text",
		at: file,
		fault: "it holds NUL bytes, so it is no text",
		remedy: "Save it as plain text in UTF-8, or name another file with --manuscript"
	});
}
function lfsPointer(file) {
	return new ManuscriptError({
		code: "git-lfs-pointer",
		at: file,
		fault: "it is a pointer of Git LFS, and its text was not fetched",
		remedy: "Run git lfs pull, or keep the manuscript's text out of Git LFS"
	});
}

// src/manuscript/read.ts
/** Reads the manuscript of a tree: finds it, parses it, puts it together. Fails towards an error: a tree without a readable
*  paper, or a paper without words, is never an empty manuscript. */
/** @throws ManuscriptError where no manuscript is found, several are, it is a template, it cannot be read, or it holds no words */
async function readManuscript(files, options = {}) {
	const sources = await textFilesOf(files);
	const found = await discover(sources, options.manuscript);
	const parsed = await parse(found, sources);
	const assembled = assemble(parsed, found.format, 7);
	const read = new Set(parsed.files);
	const notices = await noticesOf(parsed, sources);
	const manuscript = {
		format: found.format,
		root: found.root,
		files: parsed.files,
		language: parsed.language,
		title: assembled.title,
		abstract: assembled.abstract,
		sections: assembled.sections,
		leftOut: [
			...found.leftOut.filter(({ file }) => !read.has(file)),
			...parsed.leftOut,
			...assembled.leftOut
		],
		warnings: [...found.warnings, ...notices.warnings],
		hidden: notices.hidden
	};
	const words = wordsOf(manuscript);
	if (words < LEAST_WORDS) throw emptyManuscript(manuscript, words);
	return manuscript;
}
/** @throws ManuscriptError where there is none */
async function findManuscripts(files) {
	return discoverAll(await textFilesOf(files));
}
/** Each format's parser is loaded for a paper in that format. */
async function parse({ format, root, parts, metadata }, sources) {
	if (format === "latex") return (await import("./parse2.js")).parseLatex(root, sources);
	if (format === "jats") return (await import("./parse.js")).parseJats(root, sources);
	if (format === "typst") return (await import("./parse4.js")).parseTypst(root, sources);
	const dialect = format === "notebook" ? "markdown" : format;
	const { parseMarkdown } = await import("./parse3.js");
	return parseMarkdown(parts, {
		format: dialect,
		...metadata === void 0 ? {} : { metadata }
	}, sources);
}
/** What the parser says, and what the bytes of each file say, each once. */
async function noticesOf({ files, warnings, hidden }, sources) {
	const texts = await Promise.all(files.map((file) => sources.text(file)));
	return {
		warnings: once([...texts.flatMap((text) => text.warnings), ...warnings]),
		hidden: once([...texts.flatMap((text) => text.hidden), ...hidden])
	};
}
function once(items) {
	return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
/** A text of fewer is a stub, also where the user named it. */
const LEAST_WORDS = 5;
/** Besides title and headings. */
function wordsOf({ abstract, sections }) {
	return [...abstract, ...sections.flatMap(({ passages }) => passages)].reduce((sum, { kind, text }) => kind === "heading" ? sum : sum + countWords(text), 0);
}
/** A damaged file holds no text because it is damaged: then that is what has to be mended. */
function emptyManuscript({ root, warnings }, words) {
	const empty = words === 0 ? "it holds no text besides its title and headings" : `it holds ${counted(words, "word")}, which is no paper`;
	const damage = warnings.find(({ losesText }) => losesText === true);
	return new ManuscriptError({
		code: "manuscript-empty",
		at: damage === void 0 ? root : fileAndLine(damage.file, damage.line),
		fault: damage === void 0 ? empty : `${damage.message} (${root === damage.file ? empty : `${root}: ${empty}`})`,
		remedy: damage === void 0 ? "Write it first, or name another file with --manuscript" : "Mend that first, with a whole copy of the file where this one was cut off, or name another file with --manuscript"
	});
}

export { isManuscriptFile as i, readManuscript as n, howToConvert as r, findManuscripts as t };