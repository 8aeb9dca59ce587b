import { c as ManuscriptError, m as UserError, n as charactersOf } from "./shared~errors.js";
import { n as counted } from "./shared~text.js";
import { b as union, c as array, g as record, h as object, m as number, v as string, x as unknown } from "./zod.js";
import { t as require_dist } from "./yaml.js";
import { a as parseYaml$2, r as fileAndLine } from "./shared~data-file.js";
import { a as fromMarkdown, i as gfmFootnoteFromMarkdown, n as gfmFootnote, r as gfmTableFromMarkdown, t as gfmTable, y as decodeNamedCharacterReference } from "./markdown-parser~bioreview~action.js";
import { D as isTokenIdent, F as tokenize, d as isTokenNode, f as isWhiteSpaceOrCommentNode, g as parseListOfComponentValues, h as parseComponentValue, l as isFunctionNode, p as isWhitespaceNode, u as isSimpleBlockNode } from "./small-libraries~bioreview~action.js";
import { n as calc } from "./csstools-css-calc~bioreview~action.js";
import { n as serializeRGB, t as color } from "./csstools-css-color-parser~bioreview~action.js";
import { t as require_saxes } from "./saxes~bioreview~action.js";
import { posix } from "node:path";

// src/manuscript/files/file-tree.ts
/** The port through which a manuscript is read: files by path, of one frozen state of a tree. A directory, a git commit and GitHub's API stand behind it
*  alike. Paths have forward slashes and never climb out. Invariant: nothing outside the tree can be named, and no link is followed. */
/** Files. The largest repositories of papers hold some thousands; beyond this somebody named a home directory or a data store. */
const MAX_FILES = 1e5;
function notInTree(path, label) {
	return new ManuscriptError({
		code: "file-not-found",
		at: path,
		fault: `there is no such file in ${label}`,
		remedy: "Check the name; links, submodules and folders of tools such as node_modules are not read"
	});
}
/** @param at the tree, as the user named it */
function treeTooLarge(at, maxFiles) {
	return new ManuscriptError({
		code: "tree-too-large",
		at,
		fault: `it holds more than ${maxFiles} files`,
		remedy: "Name the folder of the manuscript itself"
	});
}
/** Whether a path can stand in a tree's list: relative, in normal form, no `..`, no NUL. */
function isPlainPath(path) {
	return path !== "" && !path.includes("\0") && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
/** The folder that a file stands in; "" for the root. */
function folderOf(path) {
	const slash = path.lastIndexOf("/");
	return slash === -1 ? "" : path.slice(0, slash);
}
/** @returns undefined where `relative` is absolute or leads out of the tree; "" for the root itself */
function resolveBelow(folder, relative) {
	if (relative.startsWith("/")) return void 0;
	const path = posix.normalize(posix.join(folder, relative)).replace(/\/$/, "");
	if (path === "." || path === "") return "";
	return isPlainPath(path) ? path : void 0;
}
/** `main` of `tex/main.tex`. */
function stemOf(path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	const dot = name.lastIndexOf(".");
	return dot > 0 ? name.slice(0, dot) : name;
}
/** `tex` of `tex/main.TEX`: in lower case, without its dot; "" where there is none. */
function extensionOf(path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	const dot = name.lastIndexOf(".");
	return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}
function isBelow$1(path, folder) {
	return folder === "" || path.startsWith(`${folder}/`);
}
/** By code unit, the same on every machine and in every language. */
function byCodeUnit(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
/** Folders of tools in which no manuscript is written. All readers of trees leave out the same ones, so that a working folder and its commit read alike. */
const SKIPPED = /* @__PURE__ */ new Set([
	".git",
	".hg",
	".svn",
	"node_modules",
	".venv",
	"venv",
	"__pycache__",
	".tox",
	".cache",
	".snakemake",
	".nextflow",
	".quarto",
	".Rproj.user",
	".ipynb_checkpoints",
	"renv",
	"packrat"
]);
function isSkippedFolder(name) {
	return SKIPPED.has(name);
}
function isInSkippedFolder(path) {
	return path.split("/").slice(0, -1).some(isSkippedFolder);
}

// src/manuscript/manuscript.ts
/** What a manuscript is, whatever format it was written in. All positions are exact: a concern is anchored to them. */
const FORMATS = [
	"manubot",
	"quarto",
	"rmarkdown",
	"joss",
	"myst",
	"markdown",
	"latex",
	"jats",
	"notebook"
];
const PASSAGE_KINDS = [
	"heading",
	"paragraph",
	"caption",
	"table",
	"listItem"
];

// src/manuscript/section-names.ts
/** Without numbering ("1 | INTRODUCTION", "2.1 Methods", "III. Results", "A.1 Proofs") and without a closing colon or full stop. */
function bareName(heading) {
	const bare = heading.trim().replace(/^(?:section|chapter)\s+(?=\d)/i, "").replace(/^(?:\d+(?:\.\d+)*|[IVX]+(?=\.)|[A-Z](?=\.\d)(?:\.\d+)+)\s*[.:)|–—-]?\s+(?=\S)/u, "").replace(/^\|\s*/, "").replace(/\s*[.:]+$/, "").trim();
	return bare === "" ? heading.trim() : bare;
}
const words = (pattern) => new RegExp(`^(?:${pattern})$`, "i");
const NAMES = [
	["abstract", words("(?:structured |graphical )?abstract|summary|executive summary")],
	["introduction", words("introduction|background|background (?:and|&) summary|statement of need|introduction and background|motivation")],
	["methods", words(`(?:(?:star|star★|online|experimental|materials?,?) )?(?:(?:materials?|patients?|subjects|data|participants) (?:and|&) )?(?:methods?|methodology|materials|procedures?|design)(?: (?:and|&) (?:materials?|methods|implementation|data|analysis))?|experimental (?:procedures|design|section)|study design|star\\W*methods|(?:data|implementation) and methods|methods summary|online methods`)],
	["results", words("results?|findings|results (?:and|&) discussions?|technical validation|data records|main results|evaluation|experiments")],
	["discussion", words("(?:general )?discussions?|conclusions?|concluding remarks|discussion (?:and|&) conclusions?|conclusions? (?:and|&) (?:outlook|perspectives|future work)|usage notes|limitations(?: of (?:the )?study)?|outlook|perspectives?")],
	["data", words("(?:(?:data|code|software|materials?|resource|model)(?:(?:,? and |,? & |, )(?:data|code|software|materials?|resource))* (?:availability|sharing|accessibility|access)(?: statement)?)|availability(?: of .*| and .*)?|reporting summary")],
	["back matter", words("acknowledge?ments?(?: (?:and|&) .*)?|(?:sources? of )?fund(?:ing|ers)(?: .*)?|financial (?:support|disclosures?)(?: statement)?|grants?(?: support)?|authors?[’']?s?[’']? (?:contributions?|information|details|notes?|affiliations?)(?: .*)?|contributions|contributors|credit(?: .*)?|authors|author list|affiliations|about the authors?|(?:statement of )?(?:competing|conflicts?|conflicting|declarations?)(?: of)? (?:financial )?interests?(?: .*)?|(?:declarations? of )?interests?(?: statement)?|disclosures?(?: statement)?|conflicts?|(?:supplementa\\w+ |supporting |additional |cited )?references?(?: cited)?|bibliography|literature cited|works cited|literature|further reading|correspondence|corresponding authors?|orcids?|keywords?|key words|(?:table of )?contents|list of (?:figures|tables)|copyright|licen[cs]e")]
];
const FOREIGN_PATTERNS = [
	["abstract", "résumé|zusammenfassung|kurzfassung|resumen|resumo|riassunto|sommario|samenvatting|аннотация|реферат|περίληψη"],
	["abstract", "摘要|中文摘要|要旨|要約|抄録|초록|요약"],
	["introduction", "einleitung|einführung|introducción|introdução|introduzione|inleiding|введение|εισαγωγή|contexte"],
	["introduction", "引言|前言|绪论|緒論|背景|はじめに|緒言|序論|서론"],
	["methods", "(?:matériels? et )?méthodes?|méthodologie|(?:material und )?methoden|methodik|(?:materiales? y )?métodos|metodología|(?:material e |materiais e )?métodos|metodologia|(?:materiali e )?metodi|(?:materiaal en )?methoden?|(?:материалы и )?методы|(?:υλικά και )?μέθοδοι|μεθοδολογία"],
	["methods", "(?:材料(?:与|和|與))?方法|研究方法|実験方法|(?:対象と)?方法|(?:재료 및 )?방법"],
	["results", "résultats(?: et discussion)?|ergebnisse|resultate|resultados(?: y discusión| e discussão)?|risultati|resultaten|результаты|αποτελέσματα"],
	["results", "结果(?:与(?:讨论|分析))?|結果(?:と考察)?|결과"],
	["discussion", "diskussion|discusión|discussão|discussione|discussie|обсуждение|συζήτηση|schlussfolgerung(?:en)?|fazit|conclusión|conclusiones"],
	["discussion", "conclusão|conclusões|conclusioni|conclusie|заключение|выводы|συμπεράσματα|讨论|討論|考察|结论|結論|고찰|결론|おわりに"],
	["back matter", "remerciements|danksagung|agradecimientos|agradecimentos|ringraziamenti|dankwoord|благодарности|ευχαριστίες|致谢|致謝|謝辞|감사의 글"],
	["back matter", "références|literatur(?:verzeichnis)?|referencias|referências|bibliografia|bibliografía|bibliographie|список литературы|литература"],
	["back matter", "βιβλιογραφία|αναφορές|参考文献|參考文獻|引用文献|참고문헌|financement|förderung|financiación|financiamento"]
].map(([kind, names]) => [kind, new RegExp(`^(?:${names})$`, "iu")]);
/** @param name with or without numbering */
function kindOfSection(name) {
	const bare = bareName(name).replace(/\s+/g, " ");
	return NAMES.find(([, pattern]) => pattern.test(bare))?.[0] ?? foreignKind(bare) ?? "other";
}
/** @param name without numbering  @returns undefined for a name that none of these languages has */
function foreignKind(name) {
	return FOREIGN_PATTERNS.find(([, pattern]) => pattern.test(name.normalize("NFC")))?.[0];
}
/** Back matter also where it stands inside a section: for "Literature" in the methods is no bibliography. */
function isClearBackMatter(name) {
	return kindOfSection(name) === "back matter" && /acknowledg|fund|interests|contributions|^references|bibliography/i.test(bareName(name));
}
/** Whether a name without numbering is that of an abstract; "summary" is one only where it opens a paper. */
function isAbstractName(name) {
	return /^(?:structured )?abstract$/i.test(name) || foreignKind(name) === "abstract";
}
/** The parts that a research paper has, by which its sections are told from its sub-sections. */
function isCore(kind) {
	return [
		"abstract",
		"introduction",
		"methods",
		"results",
		"discussion"
	].includes(kind);
}
/** "Figure 2.", "Supplemental Table 1": a caption set in bold, no heading. */
function isCaptionName(name) {
	const label = /^(?:(?:supplement\w*|extended data|supporting|additional)\s+)?(?:fig(?:ure)?s?|tables?|box|scheme|video|movie|file)\b\.?\s*/i.exec(name);
	return label !== null && /^(?:S?\d|[A-Z](?![a-z]))/.test(name.slice(label[0].length));
}

// src/manuscript/assemble/sections.ts
/** @param runInLevel the level that the format gives to headings in bold at the start of a paragraph; these begin sections only where the paper
*  has no other headings besides abstract and back matter */
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
/** `**Abstract**`, then `**Purpose**: …`, `**Methods**: …`: bold words that begin parts of an abstract that is itself headed by a bold word. Where the whole paper
*  is headed so, its introduction, or a name for the second time, ends the abstract. */
function isAbstractPart({ level, passage }, open, runInLevel, top) {
	const { heading, blocks } = open ?? {};
	if (level !== runInLevel || heading?.level !== runInLevel || !isAbstractName(nameOf$1(heading))) return false;
	const kind = kindOfSection(passage.text);
	if (kind === "back matter" || kind === "data" || /^introduction$/i.test(bareName(passage.text))) return false;
	if (top < runInLevel) return true;
	const names = blocks?.flatMap((block) => block.kind === "heading" ? [nameOf$1(block)] : []) ?? [];
	return (blocks?.length === 0 || blocks?.[0]?.kind === "heading") && !names.includes(bareName(passage.text));
}
function nameOf$1({ passage }) {
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
/** The abstract: where the markup names none, the section called so. A JOSS paper's summary, or one that opens a paper, is its abstract.
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
		if (textOf$2(own) !== textOf$2(marked)) return {
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
function textOf$2(passages) {
	return passages.map(({ text }) => text).join(" ");
}

// src/manuscript/formats/latex/mask.ts
/** Environments whose body is no LaTeX. */
const VERBATIM = new Set([
	"verbatim",
	"Verbatim",
	"lstlisting",
	"minted",
	"comment",
	"filecontents"
].flatMap((name) => [name, `${name}*`]));
/** A verbatim word ends within 300 characters: a longer one is a \verb that nothing closes, and its line may be the file. */
const MARK = /\\begin\s*\{(?<begin>[^{}\n]*)\}|\\end\s*\{(?<end>[^{}\n]*)\}|\\verb\*?(?<quote>[^a-zA-Z\s*])[^\n]{0,300}?\k<quote>|\\(?<macro>[a-zA-Z@]+|[^a-zA-Z@]|$)|(?<comment>%[^\n]*)|(?<blank>\n[ \t\r]*(?=\n))|(?<open>\{)|(?<close>\})/g;
/** All marks of `text` in order. A verbatim environment is one token; one that never ends is a "begin" like any other. */
function* tokenizeLatex(text) {
	const neverEnds = /* @__PURE__ */ new Set();
	const mark = new RegExp(MARK);
	for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
		const at = found.index;
		const end = mark.lastIndex;
		const { begin, end: ended, quote, macro, comment, blank, open } = found.groups ?? {};
		if (begin !== void 0) {
			const closing = VERBATIM.has(begin) && !neverEnds.has(begin) ? text.indexOf(`\\end{${begin}}`, end) : -1;
			if (closing === -1) {
				neverEnds.add(begin);
				yield {
					kind: "begin",
					name: begin,
					at,
					end
				};
			} else {
				mark.lastIndex = closing + `\\end{${begin}}`.length;
				yield {
					kind: "verbatim",
					name: begin,
					at,
					end: mark.lastIndex
				};
			}
		} else if (ended !== void 0) yield {
			kind: "end",
			name: ended,
			at,
			end
		};
		else if (quote !== void 0) yield {
			kind: "verbatim",
			name: "verb",
			at,
			end
		};
		else if (macro !== void 0) yield {
			kind: "macro",
			name: macro,
			at,
			end
		};
		else if (comment !== void 0) yield {
			kind: "comment",
			at,
			end
		};
		else if (blank !== void 0) yield {
			kind: "paragraph end",
			at,
			end
		};
		else yield {
			kind: open === void 0 ? "close" : "open",
			at,
			end
		};
	}
}
/** `\href{https://a.org/x%20y}`: a parser takes the `%` for a comment and loses the closing brace. */
const ADDRESS = /\\(?:url|href|path|nolinkurl)\s*\{[^{}\n]*\}/g;
/** Code within a line, which is no LaTeX: it gets letters under another name instead. */
const INLINE_CODE = /\\(?:(lstinline)|(mintinline|mint)|(Verb))\*?(?![A-Za-z@])(?:\s*\[[^\]\n]{0,500}\])?/g;
/** What these macros are called in the masked copy, in which their code is one group. */
const MASKED_CODE = {
	listing: "lstinlinQ VerQ",
	minted: "mintinlinQ minQ"
};
function hideInCode(text) {
	let out = "";
	let done = 0;
	INLINE_CODE.lastIndex = 0;
	for (let found = INLINE_CODE.exec(text); found !== null; found = INLINE_CODE.exec(text)) {
		let from = INLINE_CODE.lastIndex;
		if (found[2] !== void 0) from += /^\s*\{[^{}\n]{0,100}\}/.exec(text.slice(from, from + 200))?.[0].length ?? 0;
		const end = endOfCode(text, from);
		const nameEnd = found.index + found[0].search(/(?<=[A-Za-z])(?![A-Za-z])/);
		out += `${text.slice(done, nameEnd - 1)}Q`;
		done = nameEnd;
		if (end === void 0) continue;
		out += `${text.slice(nameEnd, from)}{${text.slice(from + 1, end).replace(/[^\w\s#]/g, "x")}}`;
		done = end + 1;
		INLINE_CODE.lastIndex = done;
	}
	return out + text.slice(done);
}
/** Where the code ends that begins with a brace or any other sign at `from`; undefined where its line, or the paragraph, ends before it does. */
function endOfCode(text, from) {
	const opener = text[from];
	if (opener === void 0 || /[\s\w*}]/.test(opener)) return void 0;
	let depth = 1;
	for (let at = from + 1; at < text.length && at < from + LONGEST_CODE; at++) {
		const sign = text[at];
		if (sign === "\n" && (opener !== "{" || /^[ \t\r]*\n/.test(text.slice(at + 1, at + 200)))) return void 0;
		if (opener !== "{") {
			if (sign === opener) return at;
		} else if (sign === "{") depth++;
		else if (sign === "}" && --depth === 0) return at;
	}
}
/** Characters. */
const LONGEST_CODE = 2e3;
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$/gm;
/** Names that begin like a conditional and take their branches as arguments: they have no \fi. Each with how many arguments ask. */
const BRACED_CONDITIONALS = new Map(Object.entries({
	ifthenelse: 1,
	iftoggle: 1,
	nottoggle: 1,
	ifbool: 1,
	notbool: 1,
	ifdef: 1,
	ifundef: 1,
	ifcsdef: 1,
	ifcsundef: 1,
	ifdefempty: 1,
	ifdefvoid: 1,
	ifcsempty: 1,
	ifcsvoid: 1,
	ifblank: 1,
	notblank: 1,
	ifstrempty: 1,
	ifboolexpr: 1,
	ifnumodd: 1,
	ifdefstring: 2,
	ifstrequal: 2,
	ifdefequal: 2,
	ifnumequal: 2,
	ifnumgreater: 2,
	ifnumless: 2,
	ifdimequal: 2,
	ifdimgreater: 2,
	ifdimless: 2,
	ifcsstring: 2,
	ifinlist: 2,
	ifnumcomp: 3,
	ifdimcomp: 3,
	IfFileExists: 1,
	"@ifundefined": 1,
	"@ifpackageloaded": 1
}));
const NO_CONDITIONAL = /* @__PURE__ */ new Set([
	"iff",
	"ifdefmacro",
	"ifdefparam",
	"ifpatchable",
	"ifrmnum",
	"ifentrytype",
	"iffieldundef"
]);
/** Whether a macro of this name, which the author did not define, is closed by \fi. */
function isConditional(name) {
	return /^if[a-zA-Z@]*$/.test(name) && !BRACED_CONDITIONALS.has(name) && !NO_CONDITIONAL.has(name);
}
function maskLatex(source) {
	const notes = [];
	let text = source.replaceAll("\r", " ").replace(ADDRESS, hideInAddress);
	text = hideInCode(text);
	const conflict = /^<{7}/m.exec(text);
	if (conflict !== null && /^>{7}/m.test(text)) {
		notes.push({
			kind: "merge conflict",
			at: conflict.index
		});
		text = text.replace(CONFLICT, (marker) => `%${" ".repeat(marker.length - 1)}`);
	}
	const ranges = [];
	const branches = new FalseBranches(text);
	let cut = text.length;
	const tokens = tokenizeLatex(text);
	for (const token of tokens) if (token.kind === "verbatim" && token.name !== "verb") ranges.push(bodyOf(token));
	else if (token.kind === "end" && token.name === "document") {
		cut = token.at;
		const rest = text.slice(token.end).search(/\S/);
		if (rest !== -1) notes.push({
			kind: "after the end",
			at: token.end + rest
		});
		break;
	} else if (token.kind === "macro") {
		const found = branches.see(token, tokens);
		if (found === "unclosed") notes.push({
			kind: "unclosed iffalse",
			at: token.at
		});
		else if (found !== void 0) ranges.push(found);
	}
	return {
		text: blankOut(text, ranges).slice(0, cut),
		notes
	};
}
function hideInAddress(address) {
	const brace = address.indexOf("{");
	return address.slice(0, brace + 1) + address.slice(brace + 1).replace(/[%$&~#^\\]/g, "x");
}
function bodyOf({ name, at, end }) {
	return {
		at: at + `\\begin{${name}}`.length,
		end: end - `\\end{${name}}`.length
	};
}
/** Finds what \iffalse and `\if0` leave out, and the \fi of those that ended at an \else. */
var FalseBranches = class {
	#text;
	/** Of each \iffalse that ended at its \else: conditionals open within what stands after that. */
	#otherwise = [];
	constructor(text) {
		this.#text = text;
	}
	/** @param tokens after it, of which an \iffalse takes what it leaves out */
	see(token, tokens) {
		if (this.#isFalse(token)) {
			const end = endOfFalse(tokens);
			if (end === void 0) return "unclosed";
			if (end.isElse) this.#otherwise.push(0);
			return end.isCut === true ? void 0 : {
				at: token.at,
				end: end.at
			};
		}
		const inner = this.#otherwise.pop();
		if (inner === void 0) return void 0;
		if (token.name === "fi" && inner === 0) return token;
		this.#otherwise.push(inner + (isConditional(token.name) ? 1 : token.name === "fi" ? -1 : 0));
	}
	#isFalse({ name, at, end }) {
		if (name !== "iffalse" && !(name === "if" && /^\s*0\s/.test(this.#text.slice(end, end + 10)))) return false;
		return !/\\(?:unless|let\s*\\[a-zA-Z@]{1,60}\s*=?)\s*$/.test(this.#text.slice(Math.max(0, at - 80), at));
	}
};
/** Where the \fi or \else ends that belongs to an \iffalse just read; undefined where there is none. Reads on in `tokens`. */
function endOfFalse(tokens) {
	let inner = 0;
	let braces = 0;
	for (let next = tokens.next(); next.done !== true; next = tokens.next()) {
		const token = next.value;
		if (token.kind === "open") braces++;
		if (token.kind === "close" && --braces < 0) return {
			at: token.at,
			isElse: false,
			isCut: true
		};
		if (token.kind !== "macro") continue;
		if (isConditional(token.name)) inner++;
		else if (token.name === "fi" && inner-- === 0) return {
			at: token.end,
			isElse: false
		};
		else if (token.name === "else" && inner === 0) return {
			at: token.end,
			isElse: true
		};
	}
}
/** Whole lines become comments, so that no blank line appears where the author left none. */
function blankOut(text, ranges) {
	let out = "";
	let done = 0;
	for (const { at, end } of ranges) {
		out += text.slice(done, at);
		out += text.slice(at, end).replace(/[^\n]+(?=\n)/g, (part) => `%${" ".repeat(part.length - 1)}`).replace(/[^\n]+$/, (part) => " ".repeat(part.length));
		done = end;
	}
	return out + text.slice(done);
}

// src/manuscript/formats/latex/include.ts
/** Which file an \input names. Invariant: only files of the tree are ever opened; a name that leads out of it is refused before anything is asked. */
const ONE = /^(?:input|include|subfile|subfileinclude|InputIfFileExists|loadglsentries)$/;
const TWO = /^(sub)?(?:import|inputfrom|includefrom)$/;
/** The files that a text includes, in order, comments ignored. */
function includedFiles(text) {
	const { text: masked } = maskLatex(text);
	const found = [];
	for (const token of tokenizeLatex(masked)) {
		if (token.kind !== "macro") continue;
		const rest = text.slice(token.end, token.end + 1e3);
		const one = ONE.test(token.name) ? /^\s*(?:\{([^{}\n]+)\}|([\w./-]+))/.exec(rest) : null;
		const by = TWO.exec(token.name);
		const two = by === null ? null : /^\*?\s*\{([^{}\n]*)\}\s*\{([^{}\n]+)\}/.exec(rest);
		if (one !== null) found.push({
			name: (one[1] ?? one[2] ?? "").trim(),
			from: "none"
		});
		else if (two !== null) found.push({
			name: (two[2] ?? "").trim(),
			folder: (two[1] ?? "").trim(),
			from: by?.[1] === void 0 ? "of the root" : "of the import"
		});
	}
	return found;
}
/** As a message names it. */
function writtenPath({ folder = "", name }) {
	return folder === "" || folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}
/** Looks where TeX looks: in the folder of the import, then from the root file's folder, then from the including file's; as written, then with `.tex`.
*  @param paths of the tree */
function resolveInclude(inclusion, place, paths) {
	const name = plainName(inclusion.name);
	const folder = plainName(inclusion.folder ?? "");
	if (isAbsolute(inclusion.from === "none" ? name : folder)) return { fault: "outside the tree" };
	const rootFolder = folderOf(place.root);
	const importFolder = inclusion.from === "none" ? place.importFolder : resolveBelow(inclusion.from === "of the root" ? rootFolder : place.importFolder ?? rootFolder, folder);
	const beside = inclusion.from === "none" ? "" : folder;
	const candidates = [...importFolder === void 0 ? [] : [resolveBelow(importFolder, name)], ...[rootFolder, folderOf(place.file)].map((from) => resolveBelow(from, beside === "" ? name : `${beside}/${name}`))];
	for (const candidate of candidates) {
		if (candidate === void 0) continue;
		for (const path of [candidate, `${candidate}.tex`]) if (paths.has(path) && !isFigure(path)) return {
			path,
			importFolder
		};
	}
	return { fault: candidates.every((candidate) => candidate === void 0) ? "outside the tree" : "not found" };
}
function plainName(written) {
	return written.replace(/^"(.*)"$/, "$1").replaceAll("\\", "/");
}
function isAbsolute(name) {
	return /^\/|^[A-Za-z]:|^~/.test(name);
}
function isFigure(path) {
	return /\.(?:pdf|png|jpe?g|eps|svg)$/i.test(path);
}
/** What a file includes, where it is there: each once for each folder of an import. */
function includedBy(text, { path, importFolder }, root, paths) {
	return includedFiles(text).flatMap((inclusion) => {
		const found = resolveInclude(inclusion, {
			root,
			file: path,
			importFolder
		}, paths);
		return "path" in found ? [found] : [];
	});
}
/** Files. No paper includes so many; the first look then stops looking for more. */
const MAX_INCLUDED$1 = 500;
/** The files that a document includes, those that they include too, itself first, in the order in which they are met. Files that are not there or cannot be
*  read are passed over here: the parser reports them. */
async function reachableFiles(root, files) {
	const seen = /* @__PURE__ */ new Map([[root, {
		path: root,
		importFolder: void 0
	}]]);
	for (const [, reached] of seen) {
		if (seen.size > MAX_INCLUDED$1) break;
		const text = await files.text(reached.path).then((read) => read.text, () => "");
		for (const found of includedBy(text, reached, root, files.paths)) {
			const key = [found.path, ...found.importFolder === void 0 ? [] : [found.importFolder]].join("\n");
			if (!seen.has(key)) seen.set(key, found);
		}
	}
	return [...new Set([...seen.values()].map(({ path }) => path))];
}

// src/manuscript/files/hidden-characters.ts
/** Characters that no reader can see. They never reach a model, and people are told where they stand.
*  Measured: none in 154 files of real manuscripts, so what is found is worth a word. What honest text needs (no-break and thin spaces, emoji
*  sequences, flags, joiners of scripts that join) is not found. */
var import_dist = require_dist();
/** How text is hidden from readers: not by line separators, which are read as white space, nor by visible signs of other scripts. */
const TECHNIQUES = [
	"tag characters",
	"variation selectors",
	"zero-width characters",
	"bidirectional controls",
	"private-use characters",
	"control characters",
	"invisible characters"
];
/** Scripts whose spelling needs zero-width joiners and non-joiners between letters. */
const JOINING = [...[
	"Arabic",
	"Syriac",
	"Mongolian",
	"Devanagari",
	"Bengali",
	"Gurmukhi",
	"Gujarati",
	"Oriya",
	"Tamil",
	"Telugu",
	"Kannada",
	"Malayalam"
], ...[
	"Sinhala",
	"Myanmar",
	"Khmer"
]].map((script) => `\\p{Script=${script}}`).join("");
/** Sequences that honest text needs; each is short, so that none can carry a message. */
const HONEST = [
	"\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{3,6}\\u{e007f}",
	"[0-9#*]\\ufe0f\\u20e3",
	"\\p{ExtPict}[\\ufe0e\\ufe0f]?\\p{EMod}?(?:\\u200d\\p{ExtPict}\\ufe0f?\\p{EMod}?){0,5}",
	"[\\p{S}\\p{Script=Han}][\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]",
	"(?<=<(?:\\w{1,20}:)?mo(?:\\s[^<>]{0,200})?>)[\\u2061-\\u2064](?=</)",
	`(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`
];
/** Honest sequences are tried first, so that a match with a technique's group is one character that hides. */
const SEQUENCES = new RegExp([...HONEST, ...TECHNIQUES.map((name) => `([${charactersOf(name)}])`)].join("|"), "gu");
const MAY_HIDE$1 = new RegExp(`[${charactersOf(...TECHNIQUES)}]`, "u");
/** What a reader sees of a text: all but its invisible characters. */
function visible(text) {
	if (!MAY_HIDE$1.test(text)) return text;
	return text.replace(SEQUENCES, (sequence, ...groups) => techniqueOf(groups) === void 0 ? sequence : "");
}
/** One finding for each line and technique, in the order of the file.
*  @param text of a whole file; lines end with a line feed */
function findInvisible(file, text) {
	if (!MAY_HIDE$1.test(text)) return [];
	return text.split("\n").flatMap((content, index) => {
		const counts = /* @__PURE__ */ new Map();
		for (const [, ...groups] of content.matchAll(SEQUENCES)) {
			const technique = techniqueOf(groups);
			if (technique !== void 0) counts.set(technique, (counts.get(technique) ?? 0) + 1);
		}
		return [...counts].map(([technique, characters]) => ({
			file,
			line: index + 1,
			technique,
			characters
		}));
	});
}
function techniqueOf(groups) {
	return TECHNIQUES.find((_, index) => typeof groups[index] === "string");
}
const LATIN = /\p{Script=Latin}/u;
/** Greek is no imitation: β-catenin, µm. */
const IMITATION = /[\p{Script=Cyrillic}\p{Script=Armenian}]/u;
/** Lines with a word that mixes Latin with look-alike letters: a reader sees another word than a machine does. Such text can be seen, so it stays. */
function findLookAlikes(file, text) {
	if (!IMITATION.test(text)) return [];
	return text.split("\n").flatMap((content, index) => {
		if (!(IMITATION.test(content) ? content.match(/\p{L}+/gu) ?? [] : []).some((word) => LATIN.test(word) && IMITATION.test(word))) return [];
		return [{
			file,
			line: index + 1,
			message: "a word mixes Latin letters with look-alikes of Cyrillic or Armenian"
		}];
	});
}

// src/manuscript/document.ts
/** What a format's parser reads and hands over: a file's text with its lines, a passage's clean text, built bit by bit with the line that each bit came from,
*  and blocks in reading order, before anybody has decided which headings are sections of the paper. Lines end at line feeds alone, as git and GitHub count them. */
/** A book of 300,000 words has some five thousand. What has more is no paper, and to go on would exhaust the memory. */
const MOST_PASSAGES = 6e4;
/** @param file in which the limit was reached  @throws ManuscriptError `too-many-passages` */
function checkPassageCount(count, file) {
	if (count <= MOST_PASSAGES) return;
	throw new ManuscriptError({
		code: "too-many-passages",
		at: file,
		fault: `the manuscript has more than ${MOST_PASSAGES} paragraphs, headings and list items`,
		remedy: "Move data out of the text, or name another file with --manuscript"
	});
}
var SourceFile = class {
	/** Path below the tree's root. */
	file;
	text;
	/** Whether YAML at its beginning is the head of the paper. */
	mayHaveHead = true;
	#starts = [0];
	constructor(file, text) {
		this.file = file;
		this.text = text;
		for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
	}
	/** @param offset UTF-16, from 0 to the text's length  @returns 1-based */
	lineAt(offset) {
		let low = 0;
		let high = this.#starts.length;
		while (high - low > 1) {
			const middle = low + high >> 1;
			if ((this.#starts[middle] ?? 0) <= offset) low = middle;
			else high = middle;
		}
		return low + 1;
	}
	/** The same, in the file that this text stands in: another one than its own where it is a part that was decoded, such as a notebook's cell. */
	fileLineAt(offset) {
		return this.lineAt(offset);
	}
	/** A passage of this text as it stands in that file. */
	placed(passage) {
		return passage;
	}
	/** Offset of the line's first character. */
	startOf(line) {
		return this.#starts[line - 1] ?? this.text.length;
	}
	/** Offset after the line's last character, its line feed not counted. */
	endOf(line) {
		const next = this.#starts[line];
		return next === void 0 ? this.text.length : next - 1;
	}
};
/** Markdown's and LaTeX's white space, and the no-break spaces that both turn into a blank for a reader. */
const BLANK$2 = /[\s\u00a0\u202f]/;
var CleanTextBuilder = class {
	#text = "";
	#lines = [];
	#blankPending = false;
	/** @param source what stands in the file; runs of white space in it become one blank, and characters that no reader can see are dropped
	*  @param line where the text begins, 1-based; each line feed in it counts one up (pass text of one line, or exact source) */
	add(source, line) {
		let at = line;
		for (const character of visible(source)) {
			if (character === "\n") at++;
			if (BLANK$2.test(character)) this.#blankPending = true;
			else this.#append(character, at);
		}
		return this;
	}
	/** A stand-in such as `[cite]`: kept whole whatever it holds. */
	addToken(token, line) {
		this.#append(token, line);
		return this;
	}
	/** A blank where the markup separates words without one, such as between table cells. */
	addBlank() {
		this.#blankPending = true;
		return this;
	}
	build() {
		return {
			text: this.#text,
			lines: this.#lines
		};
	}
	#append(visible, line) {
		if (this.#blankPending && this.#text !== "") this.#text += " ";
		this.#blankPending = false;
		if (this.#lines.at(-1)?.line !== line) this.#lines.push({
			offset: this.#text.length,
			line
		});
		this.#text += visible;
	}
};
/** The line on which the character at `offset` of a passage's text stands. */
function lineAt$1(lines, offset) {
	const mark = lines.findLast((candidate) => candidate.offset <= offset);
	if (mark === void 0) throw new RangeError(`no line is known for offset ${offset}`);
	return mark.line;
}

// src/manuscript/formats/notebook/json-strings.ts
/** @param json well-formed, as JSON.parse has found
*  @param deepest how many containers may stand around a string that is wanted
*  @returns by path, such as `cells/0/source/2`. Of a name that stands twice in an object the last counts, as for JSON.parse */
function stringRanges(json, deepest) {
	const found = /* @__PURE__ */ new Map();
	const open = [];
	const sign = /["{}[\],]/g;
	for (let next = sign.exec(json); next !== null; next = sign.exec(json)) {
		const container = open.at(-1);
		switch (next[0]) {
			case "{":
			case "[":
				open.push({
					isList: next[0] === "[",
					key: 0,
					expectsKey: next[0] === "{"
				});
				break;
			case "}":
			case "]":
				open.pop();
				break;
			case ",":
				if (container?.isList && typeof container.key === "number") container.key++;
				else if (container !== void 0) container.expectsKey = true;
				break;
			default: {
				const start = next.index + 1;
				const end = closingQuote(json, start);
				sign.lastIndex = end + 1;
				if (container === void 0) break;
				if (!container.isList && container.expectsKey) {
					container.key = json.slice(start, end);
					container.expectsKey = false;
				} else if (open.length <= deepest) found.set(open.map(({ key }) => key).join("/"), {
					start,
					end
				});
			}
		}
	}
	return found;
}
function closingQuote(json, start) {
	for (let at = json.indexOf("\"", start); at !== -1; at = json.indexOf("\"", at + 1)) {
		let backslashes = 0;
		while (json[at - 1 - backslashes] === "\\") backslashes++;
		if (backslashes % 2 === 0) return at;
	}
	return json.length;
}
const ESCAPES = {
	n: "\n",
	t: "	",
	r: "\r",
	b: "\b",
	f: "\f"
};
/** UTF-16 units of the file that stand for the character at `at`. */
function widthAt(json, at) {
	return json[at] !== "\\" ? 1 : json[at + 1] === "u" ? 6 : 2;
}
/** Strings one after the other, as a notebook's lists of lines are read. */
function decodedStrings(json, ranges) {
	const pieces = [];
	const offsets = [];
	for (const { start, end } of ranges) for (let at = start; at < end; at += widthAt(json, at)) {
		offsets.push(at);
		const escaped = json[at] === "\\" ? json[at + 1] ?? "" : void 0;
		if (escaped === void 0) pieces.push(json[at] ?? "");
		else if (escaped === "u") pieces.push(String.fromCharCode(Number.parseInt(json.slice(at + 2, at + 6), 16)));
		else pieces.push(ESCAPES[escaped] ?? escaped);
	}
	return {
		text: pieces.join(""),
		offsets
	};
}

// src/manuscript/formats/notebook/cell-source.ts
/** The text of a notebook's cell: Markdown that stands in strings of JSON, a line of it on a line of the file in most notebooks. It is parsed as a file of its own,
*  and what is found in it is then placed in the file. */
var CellSource = class extends SourceFile {
	mayHaveHead;
	#notebook;
	#offsets;
	/** @param cell with at least one character  @param isFirst of the notebook */
	constructor(notebook, { text, offsets }, isFirst) {
		super(notebook.file, text);
		this.mayHaveHead = isFirst;
		this.#notebook = notebook;
		this.#offsets = offsets;
	}
	fileLineAt(offset) {
		return this.#notebook.lineAt(this.#offset(offset));
	}
	/** Its source as it stands in the file, escapes and quotation marks and all. */
	placed(passage) {
		const from = Math.max(0, this.text.indexOf(passage.source, this.startOf(passage.startLine)));
		const lines = [];
		for (const { offset, line } of passage.lines) {
			const inFile = this.fileLineAt(this.startOf(line));
			if (lines.at(-1)?.line !== inFile) lines.push({
				offset,
				line: inFile
			});
		}
		const start = this.#offset(from);
		const last = this.#offset(from + passage.source.length - 1);
		return {
			...passage,
			startLine: lines[0]?.line ?? passage.startLine,
			endLine: lines.at(-1)?.line ?? passage.endLine,
			source: this.#notebook.text.slice(start, last + widthAt(this.#notebook.text, last)),
			lines
		};
	}
	#offset(at) {
		return this.#offsets[Math.max(0, Math.min(at, this.#offsets.length - 1))] ?? 0;
	}
};

// src/manuscript/formats/notebook/cells.ts
/** A Jupyter notebook as the texts that a reader of its page sees, in order: which cells and outputs the project's tool shows, and what is left out. Each cell is a
*  document of its own: what one leaves open ends with it. Invariant: nothing is run, and cells are known by their place alone, for ids may be invented. */
const text$1 = union([string(), array(string())]);
const output = object({
	output_type: string().catch(""),
	name: string().optional().catch(void 0),
	data: record(string(), unknown()).catch({})
});
const cell = object({
	cell_type: string(),
	source: text$1,
	metadata: object({
		tags: array(string()).catch([]),
		raw_mimetype: string().optional().catch(void 0),
		format: string().optional().catch(void 0)
	}).catch({ tags: [] }),
	outputs: array(output).catch([])
});
const notebook = object({
	nbformat: number(),
	cells: array(cell)
});
/** Containers around a string of Markdown: notebook, cells, cell, outputs, output, data, list of lines. */
const DEEPEST$5 = 7;
/** @throws ManuscriptError `broken-notebook`, `notebook-version` */
function readNotebook(file, tool) {
	const parsed = parse$1(file);
	const ranges = stringRanges(file.text, DEEPEST$5);
	const reader = new NotebookReader(file, ranges, tool);
	parsed.cells.forEach((one, index) => {
		reader.cell(one, index);
	});
	return reader.done();
}
var NotebookReader = class {
	#file;
	#ranges;
	#tool;
	#cells = [];
	#hidden = [];
	#leftOut = /* @__PURE__ */ new Map();
	constructor(file, ranges, tool) {
		this.#file = file;
		this.#ranges = ranges;
		this.#tool = tool;
	}
	done() {
		const leftOut = [...this.#leftOut].map(([why, { places, lines }]) => ({
			file: this.#file.file,
			why: `${why} (${counted(places, "cell")}, ${counted(lines, "line")})`
		}));
		return {
			cells: this.#cells,
			leftOut,
			hidden: this.#hidden
		};
	}
	cell(one, index) {
		const at = `cells/${index}`;
		const source = this.#text(`${at}/source`);
		const removed = one.metadata.tags.find((tag) => this.#removes(tag, "cell"));
		if (removed !== void 0 && one.cell_type !== "code") {
			this.#hide(source, removed);
			return;
		}
		if (one.cell_type === "markdown") this.#show(source);
		else if (one.cell_type === "raw") this.#raw(one, source, index);
		else if (one.cell_type === "code") this.#code(one, source, at, removed);
		else this.#leaveOut(`cells of an unknown kind (${one.cell_type.slice(0, 40)})`, source.text);
	}
	/** MyST folds what is tagged "hide-…", and a reader opens it; Quarto drops it as it does what is tagged "remove-…". */
	#removes(tag, what) {
		const [, verb, part] = /^(remove|hide)[-_](cell|output)$/.exec(tag) ?? [];
		return part === what && (this.#tool === "quarto" || this.#tool === "myst" && verb === "remove");
	}
	/** Quarto takes YAML for the head of the paper, and what says no other format for Markdown; the others show such cells as code, if at all. A head is taken from
	*  the first cell also where no tool is known. */
	#raw({ metadata }, source, index) {
		const format = metadata.raw_mimetype ?? metadata.format ?? "";
		const isHead = /^\s*---[ \t]*\r?\n/.test(source.text) && index === 0;
		if (/^(?:text\/)?markdown$/.test(format) || this.#tool === "quarto" && format === "" || isHead && this.#tool !== "myst") this.#show(source);
		else this.#leaveOut("raw cells", source.text);
	}
	#code({ outputs, metadata }, source, at, removed) {
		const options = this.#tool === "myst" ? {} : cellOptions(source.text);
		const isShown = removed === void 0 && options.include !== false;
		if (isShown && /^#\|\s*(?:fig|tbl)-(?:sub)?cap:/m.test(source.text)) this.#captions(source);
		else if (source.text.trim() !== "") this.#leaveOut("code", source.text);
		const shows = isShown && options.output !== false && !metadata.tags.some((tag) => this.#removes(tag, "output"));
		outputs.forEach((one, index) => {
			const place = `${at}/outputs/${index}`;
			const isText = one.output_type === "stream" && one.name !== "stderr" && options.output === "asis";
			const markdown = this.#text(isText ? `${place}/text` : `${place}/data/text/markdown`);
			if (markdown.text.trim() === "") this.#leaveOut("output of code", "");
			else if (shows) this.#show(markdown);
			else this.#hide(markdown, "output that is not shown");
		});
	}
	/** Options of code are read by who reads chunks of Quarto: so the cell is written as one. */
	#captions({ text: code, offsets }) {
		const [first = 0] = offsets;
		const opening = "```{python}\n";
		const closing = "\n```\n";
		const last = offsets.at(-1) ?? first;
		const inFence = code.replaceAll("```", "'''");
		this.#cells.push(new CellSource(this.#file, {
			text: `${opening}${inFence}${closing}`,
			offsets: [
				...Array.from(opening, () => first),
				...offsets,
				...Array.from(closing, () => last)
			]
		}, false));
	}
	#text(path) {
		const single = this.#ranges.get(path);
		if (single !== void 0) return decodedStrings(this.#file.text, [single]);
		const lines = [];
		for (let line = this.#ranges.get(`${path}/0`); line !== void 0; line = this.#ranges.get(`${path}/${lines.length}`)) lines.push(line);
		return decodedStrings(this.#file.text, lines);
	}
	#show(decoded) {
		if (decoded.text.trim() === "") return;
		const source = new CellSource(this.#file, decoded, this.#cells.length === 0);
		this.#cells.push(source);
		if (decoded.offsets.some((at) => this.#file.text.startsWith("\\u", at))) for (const found of findInvisible(source.file, source.text)) this.#hidden.push({
			...found,
			line: source.fileLineAt(source.startOf(found.line))
		});
	}
	#hide({ text: words, offsets }, by) {
		const seen = words.trim();
		const [first] = offsets;
		if (first === void 0 || !/[\p{L}\p{N}]/u.test(seen)) return;
		const technique = by.includes(" ") ? by : `a cell that is tagged ${by}`;
		this.#hidden.push({
			file: this.#file.file,
			line: this.#file.lineAt(first),
			technique,
			characters: [...seen].length
		});
	}
	#leaveOut(why, what) {
		const known = this.#leftOut.get(why) ?? {
			places: 0,
			lines: 0
		};
		const lines = what === "" ? 0 : what.trimEnd().split("\n").length;
		this.#leftOut.set(why, {
			places: known.places + 1,
			lines: known.lines + lines
		});
	}
};
/** `#| output: asis` and its kin, at the head of a cell. */
function cellOptions(code) {
	const lines = /^(?:#\|[^\n]*(?:\n|$))+/.exec(code)?.[0];
	if (lines === void 0 || lines.length > LONGEST_OPTIONS) return {};
	try {
		const options = (0, import_dist.parse)(lines.replace(/^#\|[ \t]?/gm, ""), { logLevel: "silent" });
		return typeof options === "object" && options !== null ? options : {};
	} catch {
		return {};
	}
}
/** Characters. */
const LONGEST_OPTIONS = 1e4;
function parse$1(file) {
	let data;
	try {
		data = JSON.parse(file.text);
	} catch (cause) {
		const at = /position (\d+)/.exec(String(cause))?.[1];
		throw broken(file, "it is no JSON", at === void 0 ? void 0 : file.lineAt(Number(at)), cause);
	}
	const version = object({ nbformat: number() }).safeParse(data);
	if (version.success && version.data.nbformat !== 4) throw new ManuscriptError({
		code: "notebook-version",
		at: file.file,
		fault: `it is a notebook of format ${version.data.nbformat}, and format 4 is read`,
		remedy: `Convert it: jupyter nbconvert --to notebook --inplace '${file.file.replaceAll("'", "'\\''")}'`
	});
	const found = notebook.safeParse(data);
	if (found.success) return found.data;
	const [issue] = found.error.issues;
	throw broken(file, `it is no notebook: ${issue === void 0 ? "" : `${issue.path.join(".") || "the whole"}: ${issue.message}`}`, void 0, found.error);
}
function broken(file, fault, line, cause) {
	return new ManuscriptError({
		code: "broken-notebook",
		at: fileAndLine(file.file, line),
		fault,
		remedy: "Open it in Jupyter and save it again, or take it from an earlier commit",
		cause
	});
}
/** What a first look reads: the Markdown of its cells, whatever tool shows it. @returns "" where it is no notebook that can be read */
function markdownOf(file, text) {
	try {
		return readNotebook(new SourceFile(file, text), "none").cells.map((one) => one.text).join("\n\n");
	} catch (error) {
		if (error instanceof ManuscriptError) return "";
		throw error;
	}
}

// src/manuscript/formats/markdown/include.ts
/** Which files a Markdown file includes, and which lines of them. Invariant: only files of the tree are ever opened. */
/** The nearest folder above a file that holds a project's settings; "" where none does. */
function projectFolderOf(file, paths) {
	for (let folder = folderOf(file);; folder = folderOf(folder)) {
		const within = folder === "" ? "" : `${folder}/`;
		if ([
			"_quarto.yml",
			"_quarto.yaml",
			"myst.yml",
			"myst.yaml"
		].some((name) => paths.has(within + name)) || folder === "") return folder;
	}
}
/** Quarto and knitr look from the folder of the document that is rendered, also for what an included file includes; the others from the including file. A path
*  that begins with a slash is the project's.
*  @returns the paths to try, none where it leads out of the tree */
function includeCandidates(path, { format, top, file, projectFolder }) {
	const isRooted = path.startsWith("/");
	return (isRooted ? [projectFolder, ""] : format === "quarto" || format === "rmarkdown" ? [
		folderOf(top),
		folderOf(file),
		""
	] : [folderOf(file), ""]).map((folder) => resolveBelow(folder, isRooted ? path.slice(1) : path)).filter((one) => one !== void 0);
}
/** The parts of a text that MyST's options name, as mystmd 1.8 reads them: lines by number (from 0, or from 1 in `lines`), or from and to a text. */
function includedRanges(text, options) {
	const given = options ?? /* @__PURE__ */ new Map();
	const lines = text.split("\n");
	const starts = [0];
	for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1);
	const rangeOf = (from, to) => ({
		start: starts[Math.max(0, from)] ?? text.length,
		end: Math.min(text.length, starts[Math.min(lines.length, to)] ?? text.length)
	});
	const listed = given.get("lines");
	if (listed !== void 0) return listed.split(",").flatMap((item) => {
		const [, first, dash, last] = /^\s*(\d+)\s*(-?)\s*(\d*)\s*$/.exec(item) ?? [];
		if (first === void 0) return [];
		return [rangeOf(Number(first) - 1, dash === "" ? Number(first) : last === "" ? lines.length : Number(last))];
	});
	const number = (name) => /^-?\d+$/.test(given.get(name) ?? "") ? Number(given.get(name)) : void 0;
	const startLine = number("start-line") ?? 0;
	const endLine = number("end-line") ?? lines.length;
	const { start, end } = rangeOf(startLine < 0 ? lines.length + startLine : startLine, endLine < 0 ? lines.length + endLine + 1 : endLine);
	return [betweenTexts(text, {
		start,
		end
	}, given)];
}
function betweenTexts(text, { start, end }, given) {
	const after = given.get("start-after") ?? given.get("start-at");
	const before = given.get("end-before") ?? given.get("end-at");
	const found = after === void 0 ? -1 : text.indexOf(after, start);
	const from = found === -1 || after === void 0 ? start : given.has("start-after") ? found + after.length : found;
	const closes = before === void 0 ? -1 : text.indexOf(before, from);
	const to = closes === -1 || before === void 0 ? end : given.has("end-before") ? closes : closes + before.length;
	return {
		start: from,
		end: Math.max(from, Math.min(to, end))
	};
}
/** What includes a file, for a first look: Quarto's shortcode, MyST's directive, a child of knitr. */
const INCLUDES = /\{\{<\s*include\s+["']?([^\s"'>]+)["']?\s*>\}\}|^[ \t>]*[`~:]{3,}\{include\}[ \t]*(\S+)|\bchild\s*=\s*["']([^"'\n]+)["']/gm;
/** Files, and characters. No paper has so many; the first look then stops looking for more. */
const MAX_INCLUDED = 200;
const MAX_TEXT = 4e6;
/** The text of a paper as a first look sees it, with what it includes in its place, and the files that it is made of. Files that are not there or cannot be read
*  are passed over here: the parser reports them.
*  @throws whatever reading a part throws */
async function expandedText(parts, format, files) {
	const reads = new Set(parts);
	let taken = 0;
	const expand = async (file, top) => {
		const { text: written } = await files.text(file);
		const text = /\.ipynb$/i.test(file) ? markdownOf(file, written) : written;
		taken += text.length;
		const place = {
			format,
			top,
			file,
			projectFolder: projectFolderOf(top, files.paths)
		};
		const pieces = [];
		let at = 0;
		for (const found of text.matchAll(INCLUDES)) {
			const path = includeCandidates(found[1] ?? found[2] ?? found[3] ?? "", place).find((one) => files.paths.has(one));
			if (path === void 0 || reads.has(path) || reads.size > MAX_INCLUDED || taken > MAX_TEXT) continue;
			reads.add(path);
			pieces.push(text.slice(at, found.index), await expand(path, top).catch(() => ""));
			at = found.index + found[0].length;
		}
		return pieces.join("") + text.slice(at);
	};
	const texts = [];
	for (const part of parts) texts.push(await expand(part, part));
	return {
		text: texts.join("\n\n"),
		reads: [...reads]
	};
}

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
function isNotebook(path) {
	return extensionOf(path) === "ipynb";
}
function isXml(path) {
	return /^(?:xml|nxml|jats)$/.test(extensionOf(path));
}
function isLatex(path) {
	return /^(?:tex|ltx|latex)$/.test(extensionOf(path));
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
/** Points for what papers have. The numbers are set so that a document with a paper's sections outweighs one with a paper's name, and a project that
*  names its parts outweighs both.
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

// src/manuscript/discover/choose.ts
/** Chooses the paper among candidates, or says why it cannot. Fails towards asking: a review of the wrong document helps nobody. */
/** How many files a message names: enough to recognise the tree. */
const NAMED$1 = 5;
/** @param leftOut what was looked at and is no candidate, for the message where nothing is found
*  @throws ManuscriptError `manuscript-not-found`, `manuscript-ambiguous`, `manuscript-template` */
function choose$1(candidates, leftOut, scope) {
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
/** All that are papers; of those with one title the likeliest. */
function papersOf(candidates) {
	const ranked = [...candidates].sort((a, b) => b.score - a.score).filter(isPaper);
	return ranked.filter((candidate, k) => !ranked.slice(0, k).some((better) => haveOneTitle(candidate, better)));
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
function whyNot({ template, score, outline }, { root }) {
	if (template !== void 0) return `an unfilled template: ${template}`;
	return score >= 30 ? `less like a paper than ${root}` : lacks(outline);
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
		at: roots.slice(0, NAMED$1).join(", "),
		fault: `each of these ${roots.length} could be the paper`,
		remedy: `Name the one to review, such as --manuscript ${roots[0] ?? ""}; where each is a paper of its own, let the Action review them all with manuscripts: all in .github/bioreview.yml`
	});
}
function notFound(ranked, leftOut, { folder, paths }) {
	const seen = [
		...ranked.map(({ root, outline }) => `${root} (${lacks(outline)})`),
		...leftOut.map(({ file, why }) => `${file} (${why})`),
		...paths.filter((path) => /^(?:docx?|pdf|typ|rst|odt|rnw)$/.test(extensionOf(path))).map((path) => `${path} (.${extensionOf(path)} files are not read)`)
	];
	const more = seen.length > NAMED$1 ? ` and ${seen.length - NAMED$1} more` : "";
	const what = seen.length === 0 ? `it holds ${paths.length} files, and no Markdown, LaTeX, JATS or notebook` : `seen: ${seen.slice(0, NAMED$1).join(", ")}${more}`;
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
	jats: 4,
	notebook: 4
};
/** Lines that pandoc's LaTeX template writes, over the years. */
const PANDOC_LATEX = /^% Options for packages loaded elsewhere|^% use upquote if available|\\providecommand\{\\tightlist\}/m;
/** The same paper in several files, rendered from one another, converted or copied: one is read, the others are left out with the reason. */
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
	const isRendered = RANK[original.format] === 1 && candidate.format !== "latex";
	if (madeByPandoc || sameStem && isRendered) return `generated from ${original.root}`;
	return sameStem ? sameAs(original.root) : void 0;
}

// src/manuscript/discover/left-out.ts
/** Why a file is no part of a paper, and which of those files are reported. A name must say it clearly, in doubt the file is looked at: "dose_response.tex"
*  and "meta-review.md" are papers. What a project lists as its own part is not judged here. */
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
	const part = /* @__PURE__ */ new Set([...chosen.reads, ...chosen.parts]);
	const reasons = new Map([...considered, ...chosen.leftOut].map((leftOut) => [leftOut.file, leftOut.why]));
	const near = [];
	const far = /* @__PURE__ */ new Map();
	for (const file of scope.paths) {
		if (part.has(file) || file === chosen.metadata || !TEXTS.test(extensionOf(file))) continue;
		const why = reasons.get(file) ?? exclusionReason(pathInScope(scope, file)) ?? otherwise$1(file, chosen);
		if (isNear(file, chosen.root) || /response|cover letter|generated|copy of|the same paper|less like|template/.test(why)) near.push({
			file,
			why
		});
		else far.set(topFolder(file), (far.get(topFolder(file)) ?? 0) + 1);
	}
	const grouped = [...far].map(([file, count]) => ({
		file,
		why: `away from the manuscript (${counted(count, "text")})`
	}));
	return [...near, ...grouped].sort((a, b) => byCodeUnit(a.file, b.file));
}
function otherwise$1(file, { project }) {
	if (extensionOf(file) === "ipynb" && project === void 0) return "a notebook beside the paper";
	if (/^(?:typ|docx|rnw)$/.test(extensionOf(file))) return `.${extensionOf(file)} files are not read`;
	return project === void 0 ? "not weighed" : `not among the parts of ${project}`;
}
/** In the manuscript's folder or below it, or at the top of the tree. */
function isNear(file, root) {
	return folderOf(file) === "" || folderOf(root) !== "" && isBelow$1(file, folderOf(root));
}
function topFolder(file) {
	return `${file.slice(0, file.indexOf("/"))}/`;
}

// src/manuscript/discover/outline.ts
/** A first look at a text: does it have what a paper has? Told by line patterns alone, fast and never failing; the parsers look properly. */
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
/** Where the YAML is broken or hostile (nested beyond the stack, aliases of aliases), the texts of its top-level keys: enough for a first look,
*  and the parser tells what is wrong. */
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
	return parseYaml$2(text, refuse).value;
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
/** Papers in JATS XML and in notebooks. A notebook is most often an analysis, and XML most often made from the paper: so these are looked at only where a tree holds no
*  other paper, and taken only where they plainly read as one. */
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
		return readsAsPaper(outlineOfMarkdown(markdownOf(path, text))) ? notebookCandidate(scope, path) : "a notebook without a paper's title, abstract and sections";
	} catch (cause) {
		if (cause instanceof UserError) return `it could not be read: ${cause.message}`;
		throw cause;
	}
}
/** What an analysis does not have, however its cells are headed. */
function readsAsPaper({ title, kinds }) {
	const core = [...kinds].filter((kind) => isCore(kind) && kind !== "abstract");
	return title !== void 0 && kinds.has("abstract") && core.length >= 2;
}
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

// src/manuscript/discover/projects.ts
/** Projects whose settings say which files make the paper: Manubot, Quarto, bookdown, MyST and Jupyter Book. A project that names none of its files as
*  the paper leaves them to be judged one by one. */
/** Each @throws ManuscriptError `broken-yaml`, and whatever reading the settings throws; Quarto's also `manuscript-not-found` where the article that a
*  manuscript names is not there. */
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
/** A project lists the notebooks of its figures after the article. They are parts of the paper where the Markdown before them is not a whole one: in a book each
*  chapter may be a notebook. */
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
	return paths.filter((path) => isBelow$1(path, folder)).map((path) => folder === "" ? path : path.slice(folder.length + 1)).filter((name) => !name.includes("/")).sort(byCodeUnit);
}
/** Manubot: a folder with metadata.yaml and numbered Markdown files, which are read in the order of their names. A file without a number, such as a
*  response to reviewers, is no part of the paper. */
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
/** Pages that Manubot's template comes with: front matter made from the metadata, and how to write. An author may have written the paper in the latter. */
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
/** bookdown: the files that `_bookdown.yml` lists, or all by name; files that begin with an underscore are pieces for inclusion. `rmd_files` is a list, or
*  a list for each output; index.Rmd comes first in any case. */
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
/** MyST and Jupyter Book: `myst.yml` with a table of contents or an article to export, or `_toc.yml`. An export names its article or articles; without one
*  the table of contents has them all. */
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

// src/manuscript/discover/single-files.ts
/** Files that no project lists: which could be a paper by themselves, the likeliest looked at first. */
/** Files. A first look at more would be slow where each is a request; what is not looked at is the least likely by its name and place. */
const MAX_LOOKED_AT = 300;
/** @param taken files that belong to a project already */
async function findSingleFiles(scope, taken) {
	const leftOut = [];
	const open = [];
	for (const path of scope.paths) {
		if (taken.has(path) || !(isMarkdown(path) || isLatex(path))) continue;
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
	const included = await includedByOthers(scope, assessed.flatMap(({ found }) => found?.format === "latex" ? [found.root] : []));
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
	if (isXml(path)) return jatsCandidate(path);
	if (isNotebook(path)) return notebookCandidate(scope, path);
	throw new ManuscriptError({
		code: "manuscript-format",
		at: path,
		fault: extensionOf(path) === "" ? "its format is unknown" : `.${extensionOf(path)} files are not read`,
		remedy: howToConvert(path) ?? `Name ${READABLE}`
	});
}
const READABLE = "a Markdown (.md, .qmd, .Rmd), LaTeX (.tex), JATS (.xml) or Jupyter (.ipynb) file, or the folder of a Manubot, Quarto, bookdown or MyST project";
/** Formats that pandoc turns into Markdown. */
const BY_PANDOC = /* @__PURE__ */ new Set([
	"docx",
	"odt",
	"rtf",
	"epub",
	"html",
	"htm",
	"rst",
	"org",
	"typ"
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
	return BY_PANDOC.has(extension) ? `Convert it: pandoc ${file} -o ${folder.slice(0, -1)}.md'; then name that file` : void 0;
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
async function includedByOthers({ files }, roots) {
	const included = /* @__PURE__ */ new Map();
	for (const root of roots) for (const file of await reachableFiles(root, files)) if (file !== root && !included.has(root)) included.set(file, root);
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
/** What the format by itself says: JOSS papers have a head of their own; .qmd and .Rmd are prose or an analysis; .md may be anything. */
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
	return paths.some((other) => /(?:^|\/)myst\.ya?ml$/.test(other) && isBelow$1(path, folderOf(other))) || has("kernelspec") ? "myst" : "markdown";
}

// src/manuscript/discover/discover.ts
/** Finds the paper in a tree: which files, in which order, and why not the others. Decides by what is there and says what it saw; where two are
*  equally good, or none is good enough, it asks rather than guesses. */
/** @param override file or folder below the tree's root, as the user wrote it
*  @throws ManuscriptError `manuscript-not-found`, `manuscript-ambiguous`, `manuscript-template`, `broken-yaml`, and whatever reading throws */
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
	const paths = path === void 0 ? [] : all.filter((candidate) => isBelow$1(candidate, path));
	if (path === void 0 || paths.length === 0) throw noSuchFile(override);
	return discoverIn({
		files,
		folder: path,
		paths
	});
}
/** All papers of a tree, in the order of their paths: each once, without what others include, supplements, templates, and other versions of one of the same title.
*  @throws whatever reading throws; ManuscriptError `manuscript-not-found`, `manuscript-template` where there is none */
async function discoverAll(files) {
	const scope = {
		files,
		folder: "",
		paths: [...files.paths].sort(byCodeUnit)
	};
	const { kept, considered } = await candidatesIn(scope);
	const papers = papersOf(kept);
	if (papers.length === 0) choose$1(kept, considered, scope);
	return papers.map(({ root, format, project, outline: { title } }) => ({
		root,
		path: project === void 0 ? root : folderOf(project),
		format,
		title: title?.trim() || void 0
	})).sort((a, b) => byCodeUnit(a.root, b.root));
}
async function discoverIn(scope) {
	const { kept, leftOut, considered } = await candidatesIn(scope);
	const { chosen, others, versions } = choose$1(kept, considered, scope);
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
		paths: scope.paths.filter((other) => isBelow$1(other, folderOf(path)))
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
	const { text, reads } = await textOf$1(scope, found);
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
	return format === "jats" ? outlineOfJats(text) : outlineOfMarkdown(text);
}
/** The text of a candidate with all that it includes. */
async function textOf$1({ files }, { format, root, parts }) {
	if (format === "jats") return {
		text: (await files.text(root)).text,
		reads: [root]
	};
	if (format !== "latex") return expandedText(parts, format === "notebook" ? "markdown" : format, files);
	const reads = await reachableFiles(root, files);
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
/** Which of two was read is told where a reader of the review looks, not only in the list of what was left out. */
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
/** Reads a tree's files as text, once each. Invariant: a file above the limit, or that brings the tree above its own, is refused by its listed size, before any
*  of it is in memory. Bytes are UTF-8 unless a mark or the bytes say otherwise: a warning where that had to be guessed, an error where there is no text. */
/** Bytes. The longest text file of six real manuscripts, in all their revisions, has 70 kB, a book of 300,000 words about 2 MB; what is
*  larger is data, or an attack: up to here the worst text that we could write is read in seconds. */
const MAX_SOURCE_BYTES = 2e6;
/** Bytes of a notebook, most of it images that its code has made: of ten that are papers the largest has 3 MB, others have more. GitHub's API gives no more. */
const MAX_NOTEBOOK_BYTES = 2e7;
function mostBytes(path) {
	return extensionOf(path) === "ipynb" ? MAX_NOTEBOOK_BYTES : MAX_SOURCE_BYTES;
}
/** Bytes of all texts that are read of one tree, together. Looking for the paper may read every Markdown and LaTeX file; those of large software
*  projects have some megabytes. */
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
		return sourceText$1(path, await files.read(path));
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
function sourceText$1(file, bytes) {
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

// src/manuscript/formats/markdown/style-sheets.ts
/** What style sheets and style attributes declare, as browsers read them: comments, escapes, importance, shorthands, the order of rules.
*  Invariant: what a browser ignores, an invalid value or a selector that is not known here, declares nothing. */
/** Characters. A style sheet in a paper has some hundreds. */
const LONGEST_SHEET = 1e5;
const LONGEST_STYLE = 5e3;
const LONGEST_SELECTORS = 2e3;
/** Comparisons of a rule with an element, in one file. A paper of a thousand elements under a hundred rules needs a tenth of them. */
const MOST_COMPARISONS = 1e6;
function valuesOf$1(css) {
	try {
		return parseListOfComponentValues(tokenize({ css }));
	} catch {
		return [];
	}
}
/** Blocks and functions within each other. */
const DEEPEST$4 = 50;
/** The characters that a browser compares: escapes resolved, comments gone. */
function plain(values, depth = 0) {
	if (depth > DEEPEST$4) return "";
	return values.map((value) => {
		if (isWhitespaceNode(value)) return " ";
		if (isWhiteSpaceOrCommentNode(value)) return "";
		if (isFunctionNode(value)) return `${value.getName()}(${plain(value.value, depth + 1)})`;
		if (isTokenNode(value)) return isTokenIdent(value.value) ? value.value[4].value : value.value[1];
		return value.toString();
	}).join("");
}
function declarationsIn(values) {
	const found = [];
	let from = 0;
	for (let at = 0; at <= values.length; at++) {
		const value = values[at];
		if (value !== void 0 && !(isTokenNode(value) && value.value[1] === ";")) continue;
		const [, name = "", written = ""] = /^\s*([\w-]+)\s*:(.*)$/s.exec(plain(values.slice(from, at))) ?? [];
		from = at + 1;
		const isImportant = /!\s*important\s*$/i.test(written);
		const text = written.replace(/!\s*important\s*$/i, "").trim();
		const isCustom = name.startsWith("--");
		if (text !== "") found.push({
			name: isCustom ? name : name.toLowerCase(),
			value: isCustom ? text : text.toLowerCase(),
			isImportant
		});
	}
	return found;
}
/** Rules that hold on a screen, whatever browser shows the page. */
const APPLIES = /^@(?:supports|layer|container)\b|^@media\s+(?:only\s+)?(?:screen|all)\b/i;
const DEEPEST_RULES = 5;
var StyleSheet = class {
	#rules = [];
	#comparisonsLeft = MOST_COMPARISONS;
	/** @param css of all style sheets of a file, in order */
	constructor(css) {
		if (css.trim() !== "") this.#read(valuesOf$1(css.slice(0, LONGEST_SHEET)), 0);
	}
	get isEmpty() {
		return this.#rules.length === 0;
	}
	#read(values, depth) {
		let from = 0;
		for (const [at, value] of values.entries()) {
			const isBlock = isSimpleBlockNode(value) && value.startToken[1] === "{";
			if (!isBlock && !(isTokenNode(value) && value.value[1] === ";")) continue;
			const prelude = plain(values.slice(from, at)).trim();
			from = at + 1;
			if (!isBlock) continue;
			if (!prelude.startsWith("@")) this.#addRules(prelude, value.value);
			else if (APPLIES.test(prelude) && depth < DEEPEST_RULES) this.#read(value.value, depth + 1);
		}
	}
	#addRules(prelude, values) {
		if (prelude.length > LONGEST_SELECTORS) return;
		const declarations = declarationsIn(values);
		for (const selector of splitSelectors(prelude)) {
			const compounds = compoundsOf(selector);
			if (compounds !== void 0) this.#rules.push({
				compounds,
				specificity: specificityOf(compounds),
				declarations
			});
		}
	}
	/** @param around the elements that it stands in, outermost first
	*  @returns what holds of an element, shorthands apart; of a style attribute as well */
	of(element, around) {
		const style = element.attributes.get("style");
		const own = style === void 0 ? [] : declarationsIn(valuesOf$1(style.slice(0, LONGEST_STYLE)));
		this.#comparisonsLeft -= this.#rules.length * (1 + around.length);
		const all = [...(this.#comparisonsLeft < 0 ? [] : this.#rules).filter(({ compounds }) => matchesAll(compounds, element, around)).sort((a, b) => a.specificity - b.specificity).flatMap(({ declarations }) => declarations), ...own];
		return cascaded([...all.filter(({ isImportant }) => !isImportant), ...all.filter(({ isImportant }) => isImportant)]);
	}
};
function splitSelectors(prelude) {
	return prelude.split(/,(?![^()[\]]*[)\]])/).map((selector) => selector.trim());
}
const SIMPLE = /^(?:(\*|[\w-]+)|#([\w-]+)|\.([\w-]+)|\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*["']?([^"'\]]*)["']?\s*i?)?\]|:not\(([^()]*)\))/;
/** @returns undefined for a selector that asks for more than name, id, class and attributes */
function compoundsOf(selector) {
	const compounds = selector.split(/\s*[>\s]\s*(?![^[(]*[\])])/).filter((part) => part !== "").map(compoundOf);
	return compounds.every((one) => one !== void 0) && compounds.length > 0 ? compounds.reverse() : void 0;
}
function compoundOf(text) {
	const classes = [];
	const attributes = [];
	const not = [];
	let name;
	let id;
	for (let rest = text; rest !== "";) {
		const found = SIMPLE.exec(rest);
		if (found === null) return void 0;
		const [all, element, ident, className, attribute, operator = "", value = "", negated] = found;
		if (element !== void 0) name = element === "*" ? void 0 : element.toLowerCase();
		else if (ident !== void 0) id = ident;
		else if (className !== void 0) classes.push(className);
		else if (attribute !== void 0) attributes.push({
			name: attribute.toLowerCase(),
			operator,
			value
		});
		else {
			const inner = compoundOf((negated ?? "").trim());
			if (inner === void 0) return void 0;
			not.push(inner);
		}
		rest = rest.slice(all.length);
	}
	return {
		name,
		id,
		classes,
		attributes,
		not
	};
}
function specificityOf(compounds) {
	return compounds.reduce((sum, { name, id, classes, attributes, not }) => sum + (id === void 0 ? 0 : 1e4) + 100 * (classes.length + attributes.length) + (name === void 0 ? 0 : 1) + specificityOf(not), 0);
}
function matchesAll([own, ...outer], element, around) {
	if (own === void 0 || !matches(own, element)) return false;
	let at = around.length;
	for (const compound of outer) {
		if (compound.id === void 0 && compound.classes.length === 0 && compound.attributes.length === 0) continue;
		do
			at--;
		while (at >= 0 && !(around[at] !== void 0 && matches(compound, around[at])));
		if (at < 0) return false;
	}
	return true;
}
function matches({ name, id, classes, attributes, not }, element) {
	return (name === void 0 || name === element.name) && (id === void 0 || id === element.attributes.get("id")) && classes.every((one) => element.classes.includes(one)) && attributes.every((one) => hasAttribute(one, element.attributes.get(one.name))) && !not.some((one) => matches(one, element));
}
function hasAttribute({ operator, value }, given) {
	if (given === void 0) return false;
	switch (operator) {
		case "": return true;
		case "~=": return given.split(/\s+/).includes(value);
		case "^=": return value !== "" && given.startsWith(value);
		case "$=": return value !== "" && given.endsWith(value);
		case "*=": return value !== "" && given.includes(value);
		case "|=": return given === value || given.startsWith(`${value}-`);
		default: return given === value;
	}
}
const DISPLAY = /^(?:none|inline|block|inline-block|contents|flex|grid|inline-flex|inline-grid|list-item|table(?:-[a-z-]+)?|inline-table|flow-root|ruby|initial|inherit|unset|revert|math)$/;
const VALID = {
	display: (value) => DISPLAY.test(value),
	visibility: (value) => /^(?:visible|hidden|collapse|inherit|initial|unset)$/.test(value),
	color: isColour,
	"-webkit-text-fill-color": isColour,
	"background-color": isColour,
	"font-size": (value) => /^(?:[\d.+-]|calc|min|max|clamp|var|xx?-|x+-|small|medium|large|inherit|initial|unset)/.test(value),
	opacity: (value) => /^[\d.+-]|^(?:calc|var)\(/.test(value)
};
function isColour(value) {
	return /^var\(|^(?:inherit|initial|unset|currentcolor|canvas|canvastext)$/.test(value) || colourOf$1(value) !== void 0;
}
/** The later of two valid declarations holds. */
function cascaded(all) {
	const found = /* @__PURE__ */ new Map();
	for (const declaration of all) for (const [name, value] of longhands(declaration)) if (VALID[name]?.(value) ?? true) found.set(name, value);
	return found;
}
/** Of shorthands, what matters to whether text is seen. */
function longhands({ name, value }) {
	const parts = value.match(/[^\s(]+(?:\((?:[^()]|\([^()]*\))*\))?/g) ?? [];
	switch (name) {
		case "font": {
			const size = /(?:^|\s)((?:[\d.]+(?:[a-z]+|%)?)|calc\([^()]*\)|(?:xx?-)?(?:small|large)|medium)(?:\s*\/\s*\S+)?\s+\S/.exec(value)?.[1];
			return size === void 0 || /^[1-9]00$/.test(size) ? [] : [["font-size", size]];
		}
		case "background": {
			const hasImage = /gradient\(|url\(/.test(value);
			const plainColour = parts.find((part) => colourOf$1(part) !== void 0);
			return [
				["background-image", hasImage ? value : "none"],
				["background-color", plainColour ?? "transparent"],
				.../\btext\b/.test(value) ? [["background-clip", "text"]] : []
			];
		}
		case "-webkit-background-clip": return [["background-clip", value]];
		case "margin":
		case "padding":
		case "inset": {
			const [top = "", right = top, bottom = top, left = right] = parts;
			const prefix = name === "inset" ? "" : `${name}-`;
			return [
				[`${prefix}top`, top],
				[`${prefix}right`, right],
				[`${prefix}bottom`, bottom],
				[`${prefix}left`, left]
			];
		}
		case "overflow": return [["overflow-x", parts[0] ?? ""], ["overflow-y", parts[1] ?? parts[0] ?? ""]];
		case "-webkit-mask-image":
		case "mask": return [["mask-image", value]];
		default: return [[name, value]];
	}
}
const known = /* @__PURE__ */ new Map();
/** Colours that are remembered. */
const MOST_KNOWN = 1e3;
/** @param value in lower case  @returns undefined for what is no colour, or none that is fixed */
function colourOf$1(value) {
	if (!known.has(value)) {
		if (known.size > MOST_KNOWN) known.clear();
		known.set(value, parsedColour(value));
	}
	return known.get(value);
}
function parsedColour(value) {
	if (value === "canvas") return [
		255,
		255,
		255,
		1
	];
	if (value === "canvastext") return [
		0,
		0,
		0,
		1
	];
	if (value.length > 200) return void 0;
	try {
		const node = parseComponentValue(tokenize({ css: value }));
		const data = node === void 0 ? false : color(node);
		if (data === false) return void 0;
		const [red, green, blue, alpha = 1] = (serializeRGB(data).toString().match(/-?[\d.]+/g) ?? []).map(Number);
		return red === void 0 || green === void 0 || blue === void 0 ? void 0 : [
			red,
			green,
			blue,
			alpha
		];
	} catch {
		return;
	}
}
/** A length, number or percentage with calc() worked out: `12px`. */
function solved(value) {
	if (!/\b(?:calc|min|max|clamp)\(/.test(value) || value.length > 200) return value;
	try {
		return calc(value);
	} catch {
		return value;
	}
}

// src/manuscript/formats/markdown/hidden-style.ts
/** Whether attributes of an HTML tag, or of a Pandoc span or div, hide what they are put on, as a browser would show it on a page of 800 by 1,000 pixels.
*  Fails towards visible: what is merely unusual (grey, small, folded) is read, for a reader can see it. */
const WHITE$1 = [
	255,
	255,
	255,
	1
];
const PAGE = {
	colour: [
		0,
		0,
		0,
		1
	],
	background: WHITE$1,
	fontSize: 16,
	isVisible: true,
	custom: /* @__PURE__ */ new Map()
};
/** Of Bootstrap and Tailwind, and Quarto's own. */
const HIDING_CLASSES = /* @__PURE__ */ new Set([
	"hidden",
	"d-none",
	"visually-hidden",
	"sr-only",
	"invisible",
	"content-hidden"
]);
const BLOCKS = new Set("address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table ul".split(" "));
/** Pixels. Letters lower than this cannot be read. */
const SMALLEST_FONT$1 = 4;
/** Pixels. Nothing further right or down than this is on a screen; and to the left or upwards nothing further than the second. */
const FAR = 2e3;
/** Of 255: a difference to the background that is smaller than this cannot be read. */
const LEAST_CONTRAST$1 = 40;
const LEAST_OPACITY$1 = .16;
/** Share of the font's size. */
const CLOSEST_LETTERS = -.8;
const LEAST_SCALE = .2;
/** @param classesHide whether the classes of Bootstrap and Tailwind are known to the page */
function appearanceOf(element, around, sheet, outer, classesHide = false) {
	const declared = withVariables(sheet.of(element, around), outer.custom);
	const surroundings = surroundingsOf(element, declared, outer);
	const lasting = byAttribute(element, declared, classesHide) ?? byDisplay(declared) ?? byPlace(element, declared, surroundings.fontSize);
	return {
		technique: lasting ?? byLetters(declared, surroundings),
		canBeUndone: lasting === void 0,
		surroundings
	};
}
function withVariables(declared, outer) {
	if (![...declared].some(([name, value]) => name.startsWith("--") || value.includes("var("))) return declared;
	const custom = new Map([...outer, ...[...declared].filter(([name]) => name.startsWith("--"))]);
	const filled = [...declared].map(([name, value]) => {
		return [name, value.replace(/var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)/g, (_, own, fallback) => custom.get(own) ?? fallback?.trim() ?? "")];
	});
	return new Map(filled);
}
function surroundingsOf(element, declared, outer) {
	const value = (name) => declared.get(name);
	const colour = colourOf$1(value("color") ?? ofHtml(element, "font", "color")) ?? outer.colour;
	const own = colourOf$1(value("background-color") ?? ofHtml(element, "table tr td th body", "bgcolor"));
	const hasImage = (value("background-image") ?? "none") !== "none";
	const size = value("font-size");
	const custom = [...declared].filter(([name]) => name.startsWith("--"));
	const shown = value("visibility");
	return {
		colour,
		background: hasImage ? void 0 : own === void 0 || outer.background === void 0 ? own?.[3] === 1 ? own : outer.background : blend$1(own, outer.background),
		fontSize: size === void 0 ? outer.fontSize : fontSize(size, outer.fontSize) ?? outer.fontSize,
		isVisible: shown === void 0 || shown === "inherit" ? outer.isVisible : !/^(?:hidden|collapse)$/.test(shown),
		custom: custom.length === 0 ? outer.custom : new Map([...outer.custom, ...custom])
	};
}
/** An attribute by which HTML set a colour before there were style sheets. */
function ofHtml({ name, attributes }, elements, attribute) {
	return elements.split(" ").includes(name) ? attributes.get(attribute)?.toLowerCase() ?? "" : "";
}
function blend$1([red, green, blue, alpha], under) {
	const mixed = [
		red,
		green,
		blue
	].map((channel, at) => channel * alpha + (under[at] ?? 0) * (1 - alpha));
	return [
		mixed[0] ?? 0,
		mixed[1] ?? 0,
		mixed[2] ?? 0,
		1
	];
}
function byAttribute({ name, attributes, classes }, declared, classesHide) {
	const isShown = declared.has("display") && declared.get("display") !== "none";
	const hidden = attributes.get("hidden")?.toLowerCase();
	if (hidden !== void 0 && !isShown && (hidden !== "until-found" || BLOCKS.has(name))) return "hidden attribute";
	if (attributes.has("popover") && !isShown) return "hidden attribute";
	if (name === "dialog" && !attributes.has("open") && !isShown) return "a dialog that is not open";
	return classesHide && classes.some((one) => HIDING_CLASSES.has(one)) ? "hidden class" : void 0;
}
function byDisplay(declared) {
	const value = (name) => declared.get(name) ?? "";
	if (value("display") === "none") return "display: none";
	const opacity = value("opacity");
	if (opacity !== "" && share(opacity) < LEAST_OPACITY$1) return "transparent text";
	const filtered = /\bopacity\(\s*([^()]+)\)/.exec(value("filter"))?.[1];
	if (filtered !== void 0 && share(filtered) < LEAST_OPACITY$1) return "transparent text";
	const mask = value("mask-image");
	return /gradient\(/.test(mask) && /^[^(]*\(\s*(?:transparent\s*,?\s*)+\)$/.test(mask) ? "transparent text" : void 0;
}
function byPlace({ name }, declared, font) {
	const value = (property) => declared.get(property) ?? "";
	const length = (property) => pixels(value(property), font) ?? 0;
	const position = value("position");
	const isTaken = /^(?:absolute|fixed)$/.test(position);
	const display = value("display");
	const isBlock = isTaken || (display === "" ? BLOCKS.has(name) : !/^(?:inline|contents|ruby)$/.test(display)) || /^(?:left|right)$/.test(value("float"));
	const [left = 0, right = 0, top = 0, bottom = 0] = position === "" || position === "static" ? [] : [
		"left",
		"right",
		"top",
		"bottom"
	].map(length);
	if (isOff(left) || isOff(top) || Math.abs(right) >= FAR || Math.abs(bottom) >= FAR) return "text off the page";
	if (isOff(length("margin-left")) || length("padding-left") >= FAR) return "text off the page";
	if (isBlock && [length("margin-top"), length("text-indent")].some(isOff)) return "text off the page";
	if (isBlock && value("content-visibility") === "hidden") return "content-visibility: hidden";
	if (/^0?\.(?:0\d*|1\d*)$|^1?\d%$/.test(value("zoom"))) return "tiny font";
	if (isBlock && (isShrunk(value("transform"), font) || isScaled(value("scale")))) return "text of no size";
	if (isBlock && [...value("translate").split(/[\s,]+/), ...moves(value("transform"))].some((move) => isOff(pixels(move, font) ?? 0))) return "text off the page";
	return isCut(value, length, isBlock, isTaken) ? "text of no size" : void 0;
}
function isCut(value, length, isBlock, isTaken) {
	const clips = [value("overflow-x"), value("overflow-y")].some((overflow) => /^(?:hidden|clip|scroll|auto)$/.test(overflow));
	const isFlat = [
		"height",
		"width",
		"max-height",
		"max-width",
		"line-height"
	].some((name) => /^\d*\.?\d+(?:px|pt|em|rem|%)?$/.test(value(name)) && length(name) < SMALLEST_FONT$1 && !/^[\d.]*[1-9]%?$|em$/.test(value(name)));
	if (isBlock && clips && isFlat) return true;
	const path = value("clip-path");
	if (Number(/\binset\(\s*([\d.]+)%/.exec(path)?.[1] ?? 0) >= 45 || /\b(?:circle|ellipse)\(\s*0\D/.test(path)) return true;
	const corners = /\bpolygon\(([^()]*)\)/.exec(path)?.[1]?.split(",").map((corner) => corner.trim());
	if (corners !== void 0 && new Set(corners).size < 3) return true;
	const [top, right, bottom, left] = (/^rect\(([^()]*)\)/.exec(value("clip"))?.[1]?.split(/[\s,]+/) ?? []).map((side) => Number.parseFloat(side));
	if (!isTaken || top === void 0 || right === void 0 || bottom === void 0 || left === void 0) return false;
	return bottom - top < SMALLEST_FONT$1 || right - left < SMALLEST_FONT$1;
}
function isOff(length) {
	return length >= FAR || length <= -400;
}
/** How far a transform moves: its lengths. */
function moves(transform) {
	return [...transform.matchAll(/\btranslate(?:x|y|3d)?\(([^()]*)\)/g)].flatMap(([, lengths = ""]) => lengths.split(/[\s,]+/));
}
function isShrunk(transform, font) {
	if (pixels(transform, font) !== void 0) return false;
	const scales = [...transform.matchAll(/\bscale(?:x|y|3d)?\(([^()]*)\)/g)].flatMap(([, factors = ""]) => factors.split(/[\s,]+/));
	const flat = /\brotate[xy]\(\s*-?(?:90|270)deg/.test(transform);
	const [a = 1, b = 0, c = 0, d = 1] = (/\bmatrix\(([^()]*)\)/.exec(transform)?.[1]?.split(",") ?? []).map(Number);
	return flat || scales.some((factor) => share(factor) < LEAST_SCALE) || Math.abs(a * d - b * c) < LEAST_SCALE ** 2;
}
function isScaled(scale) {
	return scale !== "" && scale.split(/\s+/).some((factor) => share(factor) < LEAST_SCALE);
}
function byLetters(declared, { colour, background, fontSize: size, isVisible }) {
	if (!isVisible) return "visibility: hidden";
	if (size < SMALLEST_FONT$1) return "tiny font";
	const value = (name) => declared.get(name) ?? "";
	if ((pixels(value("letter-spacing"), size) ?? 0) <= CLOSEST_LETTERS * size) return "letters on top of each other";
	const isDrawn = (name) => value(name) !== "" && value(name) !== "none" && !/^0(?:px)?$/.test(value(name));
	if (isDrawn("text-shadow") || isDrawn("-webkit-text-stroke") || value("background-clip") === "text") return void 0;
	if (background === void 0) return void 0;
	const letters = blend$1(colourOf$1(value("-webkit-text-fill-color")) ?? colour, background);
	if (Math.max(...[
		0,
		1,
		2
	].map((channel) => Math.abs((letters[channel] ?? 0) - (background[channel] ?? 0)))) > LEAST_CONTRAST$1) return void 0;
	return background.slice(0, 3).every((channel) => channel > 215) ? "white text" : "text in the colour of its background";
}
/** A number, or a percentage of 1. */
function share(value) {
	const plain = solved(value.trim());
	const number = Math.abs(Number.parseFloat(plain));
	return Number.isNaN(number) ? 1 : plain.endsWith("%") ? number / 100 : number;
}
const SIZES = {
	"xx-small": 9,
	"x-small": 10,
	small: 13,
	medium: 16,
	large: 18,
	"x-large": 24,
	"xx-large": 32,
	"xxx-large": 48
};
/** @param outer of what it stands in, in pixels */
function fontSize(value, outer) {
	return SIZES[value] ?? pixels(value, outer, outer);
}
/** Pixels in one unit. */
const UNITS$1 = {
	px: 1,
	pt: 4 / 3,
	pc: 16,
	in: 96,
	cm: 37.8,
	mm: 3.78,
	q: .945,
	rem: 16,
	vw: 8,
	vh: 10,
	vmin: 8,
	vmax: 10
};
/** @param font size of its letters, in pixels  @param whole what a percentage is a part of  @returns undefined where it is not known */
function pixels(value, font, whole) {
	const [, amount, unit = ""] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|[a-z]+)?$/.exec(solved(value)) ?? [];
	if (amount === void 0) return void 0;
	const number = Number(amount);
	if (unit === "") return number === 0 ? 0 : void 0;
	if (unit === "%") return whole === void 0 ? void 0 : number / 100 * whole;
	if (unit === "em" || unit === "ex" || unit === "ch") return number * font * (unit === "em" ? 1 : .5);
	const factor = UNITS$1[unit];
	return factor === void 0 ? void 0 : number * factor;
}
/** White, nearly white or no colour at all: LaTeX's colour names in a Markdown file, and pandoc's attribute. */
function isWhite(written) {
	const name = written.trim().toLowerCase();
	const colour = colourOf$1(/^[0-9a-f]{6}$/.test(name) ? `#${name}` : name);
	return colour !== void 0 && blend$1(colour, WHITE$1).slice(0, 3).every((channel) => channel >= 245);
}

// src/manuscript/formats/markdown/elements.ts
/** Elements of HTML, and spans and divs of pandoc, within a Markdown file: their attributes, which are open, and what of each a reader sees.
*  Invariant: what cannot be told is seen. */
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
/** Attributes that change how an element looks, or by which a style sheet knows it. */
const LOOKS = /\b(?:style|class|id|hidden|popover|color|bgcolor|data-[\w-]+)\b/i;
/** @param name in lower case  @param written what stands between a tag's name and its `>` */
function elementOf(name, written) {
	const attributes = /* @__PURE__ */ new Map();
	for (const [, key = "", double, single, bare] of written.matchAll(ATTRIBUTE)) {
		const lower = key.toLowerCase();
		if (!attributes.has(lower)) attributes.set(lower, decoded$1(double ?? single ?? bare ?? ""));
	}
	return {
		name,
		attributes,
		classes: (attributes.get("class") ?? "").split(/\s+/).filter((one) => one !== "")
	};
}
/** @param written `#id .class key=value`, between the braces of a pandoc span or div, or one bare class */
function bracedElement(name, written) {
	const attributes = /* @__PURE__ */ new Map();
	const classes = [];
	for (const part of written.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []) {
		const [, key, double, single, bare] = /^([\w:-]+)=(?:"([\s\S]*)"|'([\s\S]*)'|([\s\S]*))$/.exec(part) ?? [];
		if (key !== void 0) attributes.set(key.toLowerCase(), decoded$1(double ?? single ?? bare ?? ""));
		else if (part.startsWith("#")) attributes.set("id", part.slice(1));
		else if (part.startsWith(".")) classes.push(part.slice(1));
		else if (/^[\w-]+$/.test(part)) classes.push(part);
	}
	for (const one of (attributes.get("class") ?? "").split(/\s+/)) if (one !== "") classes.push(one);
	return {
		name,
		attributes,
		classes
	};
}
function decoded$1(value) {
	if (!value.includes("&")) return value;
	return value.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,30}));?/gi, (all, hex, number, name) => {
		if (name !== void 0) return decodeNamedCharacterReference(name) || all;
		const code = hex === void 0 ? Number(number) : Number.parseInt(hex, 16);
		return code > 0 && code <= 1114111 ? String.fromCodePoint(code) : all;
	});
}
/** Style sheets in the text: HTML's, and knitr's chunks of CSS. */
const SHEETS = /<style(?:\s[^<>]*)?>([\s\S]*?)(?:<\/style\s*>|$)|(?:^|\n)[ \t]*`{3,}\{css\b[^\n]*\n([\s\S]*?)\n[ \t]*`{3,}/gi;
/** Characters before the last. */
const MOST_SHEETS = 50;
function sheetOf(text) {
	if (!/<style[\s>]|\{css\b/i.test(text)) return new StyleSheet("");
	const found = [];
	for (const [, html, chunk] of text.matchAll(SHEETS)) {
		if (found.length >= MOST_SHEETS) break;
		found.push(html ?? chunk ?? "");
	}
	return new StyleSheet(found.join("\n"));
}
/** The elements around the place at which the scan of a file stands. */
var OpenElements = class {
	#sheet;
	#hasTheme;
	#open = [];
	page;
	/** @param hasTheme whether the page is laid out by a theme with classes of its own */
	constructor(text, hasTheme) {
		this.#sheet = sheetOf(text);
		this.#hasTheme = hasTheme;
		this.page = this.#ofPage();
	}
	/** Body and paragraphs have no tags in Markdown. */
	#ofPage() {
		const seen = {
			technique: void 0,
			canBeUndone: true,
			surroundings: PAGE
		};
		if (this.#sheet.isEmpty) return seen;
		return [
			"html",
			"body",
			"p"
		].reduce((outer, name) => {
			const inner = appearanceOf(elementOf(name, ""), [], this.#sheet, outer.surroundings);
			return outer.technique === void 0 || outer.canBeUndone && inner.technique === void 0 ? inner : outer;
		}, seen);
	}
	/** Whether it is worth a look. @param written its attributes */
	mayMatter(name, written) {
		return !this.#sheet.isEmpty || name === "dialog" || LOOKS.test(written);
	}
	/** @param at where it begins */
	appearance(element, at) {
		while ((this.#open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= at) this.#open.pop();
		const surroundings = this.#open.at(-1)?.surroundings ?? this.page.surroundings;
		const isConditional = [...element.attributes.keys()].some((name) => /^(?:when|unless)-/.test(name));
		return appearanceOf(element, this.#open.map((one) => one.element), this.#sheet, surroundings, this.#hasTheme && !isConditional);
	}
	/** Remembers an element whose text is seen. */
	enter(element, { surroundings }, end) {
		if (this.#open.length < DEEPEST$3) this.#open.push({
			element,
			surroundings,
			end
		});
	}
};
/** Elements within each other. */
const DEEPEST$3 = 200;
/** Quarto's conditional content, where the tree decides it: by metadata and by profile. What one output format shows alone is seen in that one.
*  @returns how the text is hidden */
function conditionOf({ classes, attributes }, metadata) {
	const shows = classes.includes("content-visible");
	if (!shows && !classes.includes("content-hidden")) return void 0;
	for (const [name, wanted] of attributes) {
		const [, how, by] = /^(when|unless)-(meta|profile)$/.exec(name) ?? [];
		if (how === void 0) continue;
		const value = by === "meta" ? metadata(wanted) : metadata("profile.default") === wanted ? "true" : void 0;
		if ((value !== void 0 && value !== "false") === (how === "when") !== shows) return `not shown: ${name}="${wanted.slice(0, 40)}"`;
	}
}

// src/manuscript/formats/jats/xml.ts
/** XML as a tree whose every text knows where it stands in the file. Invariants: nothing is fetched, no entity but a character is expanded, and a document type is
*  passed over unread; broken XML gives what could be read of it, with its faults. */
var import_saxes = require_saxes();
/** Elements within each other. Real articles have some twenty. */
const DEEPEST$2 = 200;
var OpenElement = class {
	kind = "element";
	name;
	attributes;
	children = [];
	parent;
	start;
	end;
	constructor(name, attributes, start, end, parent) {
		this.name = name;
		this.attributes = attributes;
		this.start = start;
		this.end = end;
		this.parent = parent;
	}
};
function parseXml(source) {
	const parser = new import_saxes.SaxesParser({ position: false });
	/** One for each open tag, also for those that are too deep: then the element that stands for it. */
	const open = [];
	const comments = [];
	let root;
	let fault;
	let tooDeep;
	let depth = 0;
	let last = 0;
	const takeText = (end, isLiteral = false, start = last) => {
		const parent = open.at(-1);
		if (parent !== void 0 && end > start) parent.children.push({
			kind: "text",
			start,
			end,
			isLiteral
		});
	};
	parser.on("error", ({ message }) => {
		if (fault === void 0) fault = {
			at: Math.min(parser.position, source.length),
			message,
			count: 1
		};
		else fault.count++;
	});
	parser.on("opentag", (tag) => {
		const end = parser.position;
		const start = Math.max(last, source.lastIndexOf("<", end - 1));
		takeText(start);
		last = end;
		depth++;
		const parent = open.at(-1);
		if (parent !== void 0 && depth > DEEPEST$2) {
			tooDeep ??= start;
			open.push(parent);
			return;
		}
		const attributes = new Map(Object.entries(tag.attributes).map(([name, value]) => [localName(name), value]));
		const element = new OpenElement(localName(tag.name), attributes, start, end, parent);
		parent?.children.push(element);
		root ??= element;
		open.push(element);
	});
	parser.on("closetag", () => {
		const end = parser.position;
		if (end > last) takeText(Math.max(last, source.lastIndexOf("<", end - 1)));
		last = Math.max(last, end);
		const element = open.pop();
		if (element !== void 0) element.end = end;
		depth--;
	});
	const skip = (opener) => {
		const end = parser.position;
		const found = source.indexOf(opener, last);
		const start = found === -1 || found > end ? last : found;
		takeText(start);
		last = end;
		return {
			start,
			end
		};
	};
	parser.on("comment", () => {
		comments.push(skip("<!--"));
	});
	parser.on("processinginstruction", () => {
		skip("<?");
	});
	parser.on("doctype", () => {
		skip("<!DOCTYPE");
	});
	parser.on("cdata", () => {
		const { start, end } = skip("<![CDATA[");
		takeText(end - 3, true, start + 9);
	});
	parser.write(source);
	parser.close();
	takeText(source.length);
	for (const element of open) element.end = source.length;
	const encoding = /^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(source.slice(0, 400))?.[1];
	return {
		root,
		fault,
		tooDeep,
		encoding: encoding?.toLowerCase(),
		comments
	};
}
function localName(name) {
	return name === "xml:lang" ? name : name.slice(name.indexOf(":") + 1);
}
const REFERENCE$1 = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z_][\w.-]{0,60}));/gi;
/** References to characters are decoded, also by the names that JATS has for them (`&alpha;`, `&mdash;`), which are those of HTML and MathML. */
function* piecesOf(source, { start, end }, isLiteral = false) {
	let at = start;
	if (!isLiteral) for (const found of source.slice(start, end).matchAll(REFERENCE$1)) {
		const from = start + found.index;
		if (from > at) yield {
			start: at,
			end: from,
			text: source.slice(at, from),
			isPlain: true
		};
		const [written, decimal, hexadecimal, name] = found;
		at = from + written.length;
		const text = name === void 0 ? character(decimal, hexadecimal) : decodeNamedCharacterReference(name);
		yield text !== "" && text !== false || name === void 0 ? {
			start: from,
			end: at,
			text: text || written,
			isPlain: false
		} : {
			start: from,
			end: at,
			text: written,
			isPlain: false,
			unknownEntity: name
		};
	}
	if (at < end) yield {
		start: at,
		end,
		text: source.slice(at, end),
		isPlain: true
	};
}
function character(decimal, hexadecimal) {
	const code = decimal === void 0 ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
	return code > 0 && code <= 1114111 && (code < 55296 || code > 57343) ? String.fromCodePoint(code) : "";
}
function isElement(node) {
	return node?.kind === "element";
}
function childrenNamed({ children }, ...names) {
	return children.filter(isElement).filter(({ name }) => names.includes(name));
}
/** In the order of the file, the element itself first. */
function* descendants(element) {
	yield element;
	for (const child of element.children) if (isElement(child)) yield* descendants(child);
}
function firstNamed(element, ...names) {
	if (element === void 0) return void 0;
	for (const found of descendants(element)) if (names.includes(found.name)) return found;
}

// src/manuscript/formats/jats/formula.ts
/** @param element `tex-math`, or `math` of MathML  @returns nothing for one without a letter, digit or sign */
function formulaRuns(source, element) {
	const inner = element.name === "tex-math" ? texRuns(source, element) : new MathmlReader(source).read(element);
	const shown = inner.filter(({ text }) => text.trim() !== "");
	const first = shown.at(0);
	const last = shown.at(-1);
	if (first === void 0 || last === void 0) return [];
	const dollar = (at) => ({
		kind: "text",
		text: "$",
		start: at,
		end: at
	});
	return [
		dollar(first.start),
		...inner.slice(inner.indexOf(first), inner.indexOf(last) + 1),
		dollar(last.end)
	];
}
/** `\documentclass… \begin{document} $$x$$ \end{document}`, as publishers keep it: of that, what stands in the document. */
function texRuns(source, element) {
	const text = element.children.find((child) => child.kind === "text" && /\S/.test(source.slice(child.start, child.end)));
	if (text?.kind !== "text") return [];
	const written = source.slice(text.start, text.end);
	const opens = written.indexOf("\\begin{document}");
	const closes = written.lastIndexOf("\\end{document}");
	const from = opens === -1 ? 0 : opens + 16;
	const body = written.slice(from, closes < from ? written.length : closes);
	const before = /^(?:\s|\$|\\\[|\\\()*/.exec(body)?.[0].length ?? 0;
	const after = /(?:\s|\$|\\\]|\\\))*$/.exec(body.slice(before))?.[0].length ?? 0;
	const range = {
		start: text.start + from + before,
		end: text.start + from + body.length - after
	};
	return [...piecesOf(source, range, text.isLiteral)].map(({ text: shown, start, end }) => ({
		kind: "text",
		text: shown.replace(/\\(?:label|tag)\s*\{[^{}]*\}|\$/g, (part) => part.replace(/\S/g, " ")),
		start,
		end
	}));
}
/** Accents over a letter: the sign, and TeX's name. */
const ACCENTS$1 = /* @__PURE__ */ new Map([
	["^", "hat"],
	["ˆ", "hat"],
	["̂", "hat"],
	["̃", "tilde"],
	["̄", "bar"],
	["̇", "dot"],
	["~", "tilde"],
	["˜", "tilde"],
	["¯", "bar"],
	["‾", "bar"],
	["̅", "bar"],
	["_", "bar"],
	["→", "vec"],
	["⃗", "vec"],
	["˙", "dot"],
	[".", "dot"],
	["¨", "ddot"]
]);
var MathmlReader = class {
	#source;
	#runs = [];
	constructor(source) {
		this.#source = source;
	}
	read(element) {
		this.#all(element);
		return this.#runs;
	}
	#all({ children }) {
		for (const child of children) this.#node(child);
	}
	#sign(text, at) {
		this.#runs.push({
			kind: "text",
			text,
			start: at,
			end: at
		});
	}
	#node(node) {
		if (node.kind === "text") return;
		const [first, second, third] = node.children.filter(isElement);
		switch (node.name) {
			case "mi":
			case "mn":
			case "mo":
			case "mtext":
			case "ms":
				this.#token(node);
				return;
			case "mspace":
				this.#sign(" ", node.start);
				return;
			case "msub":
			case "munder":
				this.#scripts(first, [["_", second]]);
				return;
			case "msup":
				this.#scripts(first, [["^", second]]);
				return;
			case "msubsup":
			case "munderover":
				this.#scripts(first, [["_", second], ["^", third]]);
				return;
			case "mover":
				this.#over(node, first, second);
				return;
			case "mmultiscripts":
				this.#multiscripts(node);
				return;
			case "mfrac":
				this.#sign("\\frac", node.start);
				this.#braced(first);
				this.#braced(second);
				return;
			case "msqrt":
				this.#sign("\\sqrt{", node.start);
				this.#all(node);
				this.#sign("}", node.end);
				return;
			case "mroot":
				this.#sign("(", node.start);
				if (first !== void 0) this.#node(first);
				this.#sign(")^{1/", second?.start ?? node.end);
				if (second !== void 0) this.#node(second);
				this.#sign("}", node.end);
				return;
			case "mfenced":
				this.#fenced(node);
				return;
			case "mtable":
				this.#rows(node);
				return;
			case "semantics":
			case "maction":
				if (first !== void 0) this.#node(first);
				return;
			case "annotation":
			case "annotation-xml":
			case "mphantom":
			case "none":
			case "mprescripts": return;
			default: this.#all(node);
		}
	}
	/** A name of several letters stands apart from what is beside it. */
	#token(node) {
		const pieces = node.children.flatMap((child) => child.kind === "text" ? [...piecesOf(this.#source, child, child.isLiteral)] : []);
		const isWord = /\p{L}{2}/u.test(pieces.map(({ text }) => text).join(""));
		if (isWord) this.#sign(" ", node.start);
		for (const { text, start, end } of pieces) this.#runs.push({
			kind: "text",
			text: text.replaceAll("$", " "),
			start,
			end
		});
		if (isWord) this.#sign(" ", node.end);
	}
	#scripts(base, scripts) {
		if (base !== void 0) this.#node(base);
		for (const [mark, script] of scripts) {
			if (script === void 0 || script.name === "none") continue;
			this.#sign(mark, script.start);
			this.#braced(script);
		}
	}
	/** Braces around more than one sign. */
	#braced(element) {
		if (element === void 0) return;
		const before = this.#runs.length;
		this.#sign("{", element.start);
		this.#node(element);
		const inner = this.#runs.slice(before + 1).map(({ text }) => text);
		if (!(this.#runs[before - 1]?.text === "\\frac" || this.#runs[before - 1]?.text === "}") && [...inner.join("").trim()].length === 1) this.#runs.splice(before, 1);
		else this.#sign("}", element.end);
	}
	#over(node, base, over) {
		const sign = over?.children.map(({ start, end }) => this.#source.slice(start, end)).join("").trim() ?? "";
		const accent = ACCENTS$1.get(decoded(sign));
		if (accent === void 0 || over?.name !== "mo") {
			this.#scripts(base, [["^", over]]);
			return;
		}
		this.#sign(`\\${accent}{`, node.start);
		if (base !== void 0) this.#node(base);
		this.#sign("}", over.start);
	}
	#multiscripts(node) {
		const [base, ...scripts] = node.children.filter(isElement);
		if (base !== void 0) this.#node(base);
		scripts.filter(({ name }) => name !== "mprescripts").forEach((script, index) => {
			this.#scripts(void 0, [[index % 2 === 0 ? "_" : "^", script]]);
		});
	}
	#fenced(node) {
		const { attributes } = node;
		this.#sign(attributes.get("open") ?? "(", node.start);
		node.children.filter(isElement).forEach((child, index) => {
			if (index > 0) this.#sign((attributes.get("separators") ?? ",").trim().slice(0, 1), child.start);
			this.#node(child);
		});
		this.#sign(attributes.get("close") ?? ")", node.end);
	}
	#rows(table) {
		table.children.filter(isElement).forEach((row, index) => {
			if (index > 0) this.#sign("; ", row.start);
			row.children.filter(isElement).forEach((cell, column) => {
				if (column > 0) this.#sign(" ", cell.start);
				this.#all(cell);
			});
		});
	}
};
function decoded(written) {
	return [...piecesOf(written, {
		start: 0,
		end: written.length
	})].map(({ text }) => text).join("");
}

// src/manuscript/formats/jats/passage.ts
/** What a reader sees of JATS within a paragraph: runs of text, each with its place, and passages made of them. */
/** @returns undefined for runs without a letter or digit */
function passageOf$1(source, kind, runs) {
	const shown = withoutBrackets$1(joinCitations(runs));
	const builder = new CleanTextBuilder();
	let from;
	let to = 0;
	for (const { kind: how, text, start, end, isPlain } of shown) {
		if (how === "blank") builder.addBlank();
		else if (how === "cite") builder.addToken("[cite]", source.lineAt(start));
		else builder.add(isPlain ? text : text.replaceAll("\n", " "), source.lineAt(start));
		if (how === "blank" || how === "text" && text.trim() === "") continue;
		from ??= start;
		to = Math.max(to, end);
	}
	const { text, lines } = builder.build();
	const startLine = lines[0]?.line;
	const endLine = lines.at(-1)?.line;
	if (startLine === void 0 || endLine === void 0 || !/[\p{L}\p{N}]/u.test(text)) return void 0;
	const written = source.text.slice(Math.max(from ?? 0, source.startOf(startLine)), Math.min(to, source.endOf(endLine)));
	return {
		kind,
		file: source.file,
		startLine,
		endLine,
		source: written.trim(),
		text,
		lines
	};
}
/** `1,2–5` of citations is one. */
const BETWEEN_CITATIONS = /^[\s,;\u2013\u2014\u2010-\u2012\u2212-]*$/;
function joinCitations(runs) {
	const joined = [];
	let cite;
	for (const run of runs) {
		if (run.kind === "cite" && cite !== void 0) joined.length = cite + 1;
		else if (run.kind === "cite") cite = joined.length;
		else if (run.kind === "text" && !BETWEEN_CITATIONS.test(run.text)) cite = void 0;
		if (run.kind !== "cite" || cite === joined.length) joined.push(run);
	}
	return joined;
}
/** `[1]` and `(1)` around citations alone: the citation has brackets of its own. */
function withoutBrackets$1(runs) {
	const kept = [...runs];
	for (const [index, run] of kept.entries()) {
		const before = kept[index - 1];
		const after = kept[index + 1];
		if (run.kind !== "cite" || before?.kind !== "text" || after?.kind !== "text") continue;
		const opens = /[[(]\s*$/.exec(before.text);
		const closes = /^\s*[\])]/.exec(after.text);
		if (opens === null || closes === null || "[(".indexOf(opens[0].trim()) !== "])".indexOf(closes[0].trim())) continue;
		kept[index - 1] = {
			...before,
			text: before.text.slice(0, opens.index),
			end: before.end - opens[0].length
		};
		kept[index + 1] = {
			...after,
			text: after.text.slice(closes[0].length),
			start: after.start + closes[0].length
		};
	}
	return kept;
}

// src/manuscript/formats/jats/roles.ts
const ROLES = /* @__PURE__ */ new Map();
function declare$2(role, names) {
	for (const name of names.trim().split(/\s+/)) ROLES.set(name, { role });
}
function leaveOut(why, names) {
	for (const name of names.split(" ")) ROLES.set(name, {
		role: "left out",
		why
	});
}
declare$2("block", `body abstract list def-list disp-quote verse-group boxed-text statement speech glossary app-group fn-group floats-group table-wrap-group fig-group
  disp-formula-group chem-struct-wrap question-wrap question answer explanation block-alternatives supplementary-material-group notes note def poem`);
declare$2("paragraph", "p verse-line term def-head term-head speaker attrib");
declare$2("section", "sec app");
declare$2("title", "title subtitle");
declare$2("list item", "list-item def-item");
declare$2("float", "fig table-wrap supplementary-material media");
declare$2("table", "table array");
declare$2("caption", "caption");
declare$2("notes of a table", "table-wrap-foot");
declare$2("footnote", "fn");
declare$2("code", "code preformat");
declare$2("formula", "inline-formula disp-formula");
declare$2("math", "tex-math math");
declare$2("alternatives", "alternatives");
declare$2("reference", "xref");
declare$2("superscript", "sup");
declare$2("blank", "break hr");
declare$2("unseen", `label object-id alt-text long-desc graphic inline-graphic private-char inline-media email index-term index-term-range-end permissions copyright-statement
  license sec-meta kwd-group milestone-start milestone-end target related-article related-object contrib-group contrib aff aff-alternatives author-notes
  author-comment address bio processing-meta custom-meta-group fn-symbol col colgroup textual-form-unused`);
leaveOut("acknowledgements", "ack");
leaveOut("bibliography", "ref-list ref");
leaveOut("referee reports and answers to them", "sub-article response");
function roleOf({ name }) {
	return ROLES.get(name);
}
/** Elements that stand apart from the text around them on the page: a blank parts their words. */
function partsWords({ name }) {
	const role = ROLES.get(name)?.role;
	return /^(?:block|paragraph|section|title|list item|float|table|caption|notes of a table|blank)$/.test(role ?? "") || /^(?:t[rdh]|disp-formula)$/.test(name);
}
/** Of `alternatives`, and of a formula that holds the same in two forms: what says most in words. */
const BEST = [
	"table",
	"tex-math",
	"math",
	"textual-form",
	"array",
	"code",
	"preformat",
	"chem-struct",
	"media",
	"supplementary-material"
];
function bestAlternative(elements) {
	return BEST.flatMap((name) => elements.filter((one) => one.name === name))[0] ?? elements.find((one) => roleOf(one)?.role !== "unseen");
}
/** Footnotes that say who wrote the paper, who paid, and what they gain; the others are text. */
const AUTHORS_NOTES = /^(?:con|conflict|coi-?statement|competing-interests?|financial-disclosure|supported-by|funding|equal|corresp|current-aff|present-address|deceased|on-leave|participating-researchers|presented-(?:at|by)|edited-by|study-group-members|author|orcid|contributed)$/i;
/** Sections in which nothing is said of the research, by the types that JATS suggests. */
const BACK_MATTER_TYPES = /^(?:coi-?statement|conflicts?|competing-interests?|financial-disclosure|funding|funding-statement|author-contributions?|contributions|acknowledge?ments?|disclosure|peer-?review.*|update|revision.*|version.*|publication-type|correction.*)$/i;
/** @returns why a footnote, or a section or notes without a title, is no text of the paper; undefined where it is */
function backMatterReason(element) {
	const { name, attributes } = element;
	const type = attributes.get("fn-type") ?? attributes.get("notes-type") ?? attributes.get("sec-type") ?? attributes.get("content-type") ?? "";
	return (name === "fn" ? AUTHORS_NOTES.test(type) || BACK_MATTER_TYPES.test(type) : BACK_MATTER_TYPES.test(type)) ? type.replaceAll("-", " ").toLowerCase() : void 0;
}
/** `specific-use` that means: do not print. Its other values name a version or an output, which somebody reads. */
const NOT_SHOWN = /\b(?:hidden|hide|invisible|no-?display|no-?print|do-?not-?(?:display|print|show|publish)|not-?(?:displayed|printed|shown|for-?display)|suppress(?:ed)?|internal(?:-only)?|production-?only|non-?display)\b/i;
function hiddenUse({ attributes }) {
	const use = attributes.get("specific-use") ?? "";
	return NOT_SHOWN.test(use) ? `specific-use="${use.slice(0, 40)}"` : void 0;
}
/** Kinds of abstracts that are the paper's own; the others are for a cover, a search engine or the public. */
function isOwnAbstract({ attributes }) {
	const type = attributes.get("abstract-type");
	return type === void 0 || /^(?:abstract|main|normal|structured|section|unstructured|full)$/i.test(type);
}

// src/manuscript/formats/jats/reader.ts
/** Reads the elements of an article in the order of the file: from the tree of XML to blocks. Invariant: whatever has no role is text and is kept. */
var JatsReader = class {
	blocks = [];
	leftOut = [];
	hidden = [];
	/** Entities that only a document type could explain, each with where it stands first. */
	unknownEntities = /* @__PURE__ */ new Map();
	#source;
	/** What a citation leads to. */
	#references;
	/** No page: it tells what an element's own style hides. */
	#styles = new OpenElements("", false);
	constructor(source, article) {
		this.#source = source;
		const references = /* @__PURE__ */ new Set();
		for (const { name, attributes } of descendants(article)) if (/^(?:ref|mixed-citation|element-citation|citation|nlm-citation)$/.test(name)) references.add(attributes.get("id") ?? "");
		this.#references = references;
	}
	/** All that stands in an element, as blocks. */
	read(element, level = 1) {
		this.#children(element, {
			level,
			kind: "paragraph"
		});
	}
	/** The blocks of an element alone. */
	passagesOf(element) {
		const before = this.blocks.length;
		this.#children(element, {
			level: 2,
			kind: "paragraph"
		});
		return this.blocks.splice(before).map(({ passage }) => passage);
	}
	/** The whole of some elements as one passage. */
	passage(kind, ...elements) {
		const runs = [];
		for (const element of elements) {
			this.#blank(element.start, runs);
			for (const child of element.children) this.#inline(child, runs);
		}
		return passageOf$1(this.#source, kind, runs);
	}
	heading(level, ...elements) {
		const passage = this.passage("heading", ...elements);
		if (passage !== void 0) this.#add({
			kind: "heading",
			level,
			passage
		});
	}
	leaveOut(range, why) {
		const lines = {
			startLine: this.#source.lineAt(range.start),
			endLine: this.#source.lineAt(Math.max(range.start, range.end - 1))
		};
		this.leftOut.push({
			file: this.#source.file,
			lines,
			why
		});
	}
	#add(block) {
		this.blocks.push(block);
		checkPassageCount(this.blocks.length, this.#source.file);
	}
	#addPassage(kind, runs) {
		const passage = passageOf$1(this.#source, kind, runs);
		if (passage !== void 0) this.#add({
			kind: "passage",
			passage
		});
	}
	/** Text and inline elements that stand together are a passage; a block among them ends it. Footnotes follow the passage that they stand in. */
	#children({ children }, place) {
		let runs = [];
		let notes = [];
		const flush = () => {
			this.#addPassage(place.kind, runs);
			for (const note of notes) this.#footnote(note, place);
			runs = [];
			notes = [];
		};
		for (const child of children) if (!isElement(child)) this.#text(child, runs);
		else if (roleOf(child)?.role === "footnote") notes.push(child);
		else if (this.#isBlock(child)) {
			flush();
			this.#block(child, place);
		} else this.#inline(child, runs, notes);
		flush();
	}
	#isBlock(element) {
		const role = roleOf(element)?.role;
		switch (role) {
			case "block":
			case "paragraph":
			case "section":
			case "title":
			case "list item":
			case "float":
			case "table":
			case "caption":
			case "notes of a table":
			case "left out": return true;
			case "code": return this.#source.text.slice(element.start, element.end).trim().includes("\n") || element.parent?.name !== "p";
			case "alternatives": {
				const best = bestAlternative(element.children.filter(isElement));
				return best !== void 0 && this.#isBlock(best);
			}
			default: return role === void 0 && element.children.some((child) => isElement(child) && this.#isBlock(child));
		}
	}
	#block(element, place) {
		const role = roleOf(element);
		if (this.#hides(element)) return;
		switch (role?.role) {
			case "section":
				this.#section(element, place);
				return;
			case "title":
				this.#addPassage(place.kind, this.#runsOf(element));
				return;
			case "list item":
				this.#listItem(element, place);
				return;
			case "float":
				this.#float(element, place);
				return;
			case "caption":
			case "notes of a table":
				this.#addPassage("caption", this.#runsOf(element));
				return;
			case "table":
				this.#addPassage("table", this.#runsOf(element));
				return;
			case "alternatives": {
				const best = bestAlternative(element.children.filter(isElement));
				if (best !== void 0) this.#block(best, place);
				return;
			}
			case "code":
				this.leaveOut(element, "code");
				return;
			case "left out":
				this.leaveOut(element, role.why);
				return;
			default: if (/^(?:fn-group|glossary|notes|boxed-text|statement)$/.test(element.name)) this.#titled(element, place);
			else this.#children(element, place);
		}
	}
	/** A section without a title belongs to what stands around it. */
	#section(element, place) {
		const titles = childrenNamed(element, "title").filter(({ children }) => children.length > 0);
		const why = titles.length === 0 ? backMatterReason(element) : void 0;
		if (why !== void 0) {
			this.leaveOut(element, why);
			return;
		}
		const labels = element.name === "app" ? childrenNamed(element, "label") : [];
		if (titles.length > 0 || labels.length > 0) this.heading(place.level, ...labels, ...titles);
		const inner = {
			...place,
			level: place.level + (titles.length > 0 || labels.length > 0 ? 1 : 0)
		};
		this.#children(withoutChildren(element, titles), inner);
	}
	/** The name of a box or a theorem is a line of text, that of notes in the back matter heads them. */
	#titled(element, place) {
		const titles = childrenNamed(element, "title");
		const why = titles.length === 0 ? backMatterReason(element) : void 0;
		if (why !== void 0) {
			this.leaveOut(element, why);
			return;
		}
		if (/^(?:boxed-text|statement)$/.test(element.name)) {
			const captions = childrenNamed(element, "caption").filter(({ children }) => children.some((child) => isElement(child)));
			const named = this.passage("paragraph", ...childrenNamed(element, "label"), ...titles, ...captions);
			if (named !== void 0) this.#add({
				kind: "passage",
				passage: named
			});
			this.#children(withoutChildren(element, [...titles, ...captions]), place);
			return;
		}
		if (titles.length > 0) this.heading(place.level, ...titles);
		this.#children(withoutChildren(element, titles), {
			...place,
			level: place.level + (titles.length > 0 ? 1 : 0)
		});
	}
	#listItem(element, place) {
		if (element.name !== "def-item") {
			this.#children(element, {
				...place,
				kind: "listItem"
			});
			return;
		}
		const passage = this.passage("listItem", element);
		if (passage !== void 0) this.#add({
			kind: "passage",
			passage
		});
	}
	#float(element, place) {
		const heads = childrenNamed(element, "label", "caption");
		const caption = this.passage("caption", ...heads);
		if (caption !== void 0) this.#add({
			kind: "passage",
			passage: caption
		});
		this.#children(withoutChildren(element, heads), place);
	}
	#footnote(element, place) {
		if (this.#hides(element)) return;
		const why = backMatterReason(element);
		if (why === void 0) this.#children(element, place);
		else this.leaveOut(element, why);
	}
	#runsOf(element) {
		const runs = [];
		for (const child of element.children) this.#inline(child, runs);
		return runs;
	}
	/** @param notes where footnotes go; without it they are read where they stand */
	#inline(node, into, notes) {
		if (!isElement(node)) {
			this.#text(node, into);
			return;
		}
		if (this.#hides(node)) return;
		switch (roleOf(node)?.role) {
			case "unseen":
			case "left out": return;
			case "reference":
				this.#reference(node, into, notes);
				return;
			case "superscript":
				this.#superscript(node, into, notes);
				return;
			case "formula":
				this.#formula(node, into);
				return;
			case "math":
				for (const run of formulaRuns(this.#source.text, node)) into.push(run);
				return;
			case "alternatives": {
				const best = bestAlternative(node.children.filter(isElement));
				if (best !== void 0) this.#inline(best, into, notes);
				return;
			}
			case "footnote": if (notes !== void 0) {
				notes.push(node);
				return;
			}
		}
		if (node.attributes.get("ext-link-type") === "email" || /^\s*mailto:/i.test(node.attributes.get("href") ?? "")) return;
		const isApart = partsWords(node);
		if (isApart) this.#blank(node.start, into);
		for (const child of node.children) this.#inline(child, into, notes);
		if (isApart) this.#blank(node.end, into);
	}
	#blank(at, into) {
		into.push({
			kind: "blank",
			text: "",
			start: at,
			end: at
		});
	}
	#text(text, into) {
		for (const piece of piecesOf(this.#source.text, text, text.isLiteral)) {
			into.push({
				kind: "text",
				...piece
			});
			if (piece.unknownEntity !== void 0 && !this.unknownEntities.has(piece.unknownEntity)) this.unknownEntities.set(piece.unknownEntity, piece.start);
			if (piece.isPlain) continue;
			const line = this.#source.lineAt(piece.start);
			for (const found of findInvisible(this.#source.file, piece.text)) this.hidden.push({
				...found,
				line
			});
		}
	}
	/** A citation becomes a sign of its own; a mark of a footnote goes; any other reference is read as it is printed, such as "Figure 1A". */
	#reference(node, into, notes) {
		const type = node.attributes.get("ref-type") ?? "";
		if (this.#isCitation(node)) {
			if (childrenNamed(node, "sup").length > 0) this.#blank(node.start, into);
			into.push({
				kind: "cite",
				text: "",
				start: node.start,
				end: node.end
			});
		} else if (!/^(?:fn|table-fn|author-notes|aff|corresp|contrib)$/.test(type)) for (const child of node.children) this.#inline(child, into, notes);
	}
	#isCitation({ name, attributes }) {
		if (name !== "xref") return false;
		const targets = (attributes.get("rid") ?? "").split(/\s+/).filter((target) => target !== "");
		return attributes.get("ref-type") === "bibr" || targets.length > 0 && targets.every((target) => this.#references.has(target));
	}
	/** `10<sup>5</sup>` is a power, `<sup><xref ref-type="bibr">5</xref></sup>` a citation. */
	#superscript(node, into, notes) {
		const inner = [];
		for (const child of node.children) this.#inline(child, inner, notes);
		const cites = inner.filter(({ kind }) => kind === "cite");
		const words = inner.map(({ text }) => text).join("");
		if (cites.length > 0 && !/\p{L}/u.test(words)) {
			this.#blank(node.start, into);
			for (const cite of cites) into.push(cite);
			return;
		}
		const base = into.at(-1)?.text ?? "";
		if (/^\s*[-+\u2212\u2013]?\d/.test(words) && /[\p{L}\p{N})\]%]$/u.test(base)) into.push({
			kind: "text",
			text: "^",
			start: node.start,
			end: node.start
		});
		for (const run of inner) into.push(run);
	}
	/** What it holds in two forms, TeX and MathML, is read once. */
	#formula(node, into) {
		const forms = node.children.filter(isElement).filter(({ name }) => /^(?:tex-math|math)$/.test(name));
		const best = bestAlternative(forms);
		const isApart = node.name === "disp-formula";
		if (isApart) this.#blank(node.start, into);
		for (const child of node.children) if (!forms.includes(child) || child === best) this.#inline(child, into);
		if (isApart) this.#blank(node.end, into);
	}
	/** Notes what no reader sees. */
	#hides(element) {
		const technique = hiddenUse(element) ?? this.#styledAway(element);
		if (technique === void 0) return false;
		const seen = this.#wordsOf(element);
		if (/[\p{L}\p{N}]/u.test(seen)) this.hidden.push({
			file: this.#source.file,
			line: this.#source.lineAt(element.start),
			technique,
			characters: [...seen].length
		});
		return true;
	}
	#styledAway(element) {
		const style = element.attributes.get("style");
		if (style === void 0 || !/[:;]/.test(style)) return void 0;
		return this.#styles.appearance(elementOf("span", `style="${style.replaceAll("\"", "'")}"`), 0).technique;
	}
	#wordsOf(element) {
		const words = [];
		for (const { children } of descendants(element)) for (const child of children) if (child.kind === "text") words.push(this.#source.text.slice(child.start, child.end));
		return words.join(" ").replace(/\s+/g, " ").trim();
	}
};
function withoutChildren(element, left) {
	const gone = new Set(left);
	return {
		...element,
		name: element.name,
		children: element.children.filter((child) => !gone.has(child))
	};
}

// src/manuscript/formats/jats/parse.ts
/** JATS XML, the format of journals and archives: from one file to blocks. Read is the article itself; peer review that publishers keep in the same file, abstracts
*  for others than its readers, authors, references and whatever prints nothing are not. Invariant: each passage is an exact range of the file. */
/** @throws ManuscriptError `not-jats` where the file holds no article, `unread-encoding`, and whatever reading throws */
async function parseJats(root, textFiles) {
	const file = await textFiles.text(root);
	const source = new SourceFile(root, file.text);
	const xml = parseXml(file.text);
	const warnings = [...file.warnings, ...encodingWarnings(file, xml)];
	const article = firstNamed(xml.root, "article");
	if (article === void 0) throw notJats(root, xml.root);
	const reader = new JatsReader(source, article);
	const { title, abstract } = readFront(article, reader);
	for (const part of article.children.filter(isElement)) if (/^(?:body|back|floats-group)$/.test(part.name)) reader.read(part);
	else if (/^(?:sub-article|response)$/.test(part.name)) reader.leaveOut(part, subArticle(part));
	readDataStatements(article, reader);
	const { blocks: body, leftOut, hidden, unknownEntities } = reader;
	if (xml.comments.length > 0) leftOut.push({
		file: root,
		why: xml.comments.length === 1 ? "a comment" : `${xml.comments.length} comments`
	});
	return {
		files: [root],
		title,
		abstract,
		body,
		leftOut: gathered$1(leftOut),
		warnings: [
			...warnings,
			...faultsOf(source, xml),
			...entityWarnings(source, unknownEntities),
			...lineWarnings(source, body.map(({ passage }) => passage)),
			...otherArticles(source, xml.root, article)
		],
		hidden: [...file.hidden, ...hidden]
	};
}
/** Title and abstract, and what the front says besides of data; who wrote the paper and for whom is left out. */
function readFront(article, reader) {
	const front = childrenNamed(article, "front")[0];
	if (front === void 0) return {
		title: void 0,
		abstract: []
	};
	const titles = firstNamed(front, "title-group");
	const title = titles === void 0 ? void 0 : reader.passage("heading", ...childrenNamed(titles, "article-title", "subtitle"));
	const own = ownAbstract(article, front);
	const abstract = own === void 0 ? [] : reader.passagesOf(withoutTitle(own));
	for (const element of descendants(front)) if (/^(?:abstract|trans-abstract)$/.test(element.name) && element !== own) reader.leaveOut(element, otherAbstract(element));
	else if (element.name === "notes" && !saysOfData(element)) reader.leaveOut(element, notesReason(element));
	return {
		title,
		abstract
	};
}
function ownAbstract(article, front) {
	const abstracts = [...descendants(front)].filter(({ name }) => name === "abstract").filter(isOwnAbstract);
	const language = article.attributes.get("xml:lang");
	return abstracts.find(({ attributes }) => !attributes.has("abstract-type") && [void 0, language].includes(attributes.get("xml:lang"))) ?? abstracts.find(({ attributes }) => !attributes.has("abstract-type")) ?? abstracts[0];
}
function otherAbstract({ name, attributes }) {
	const type = attributes.get("abstract-type");
	if (name === "trans-abstract") return `an abstract in another language${language(attributes.get("xml:lang"))}`;
	return type === void 0 ? "another abstract" : `another abstract (${type.slice(0, 40)})`;
}
function language(code) {
	return code === void 0 ? "" : ` (${code.slice(0, 20)})`;
}
/** A statement on data stands in the front of some journals, and is printed with the paper. */
function readDataStatements(article, reader) {
	const front = childrenNamed(article, "front")[0];
	if (front === void 0) return;
	for (const element of descendants(front)) if (element.name === "notes" && saysOfData(element)) {
		reader.heading(1, ...childrenNamed(element, "title"));
		reader.read(withoutTitle(element));
	} else if (element.name === "custom-meta" && saysOfData(element)) {
		reader.heading(1, ...childrenNamed(element, "meta-name"));
		for (const value of childrenNamed(element, "meta-value")) reader.read(value);
	}
}
function saysOfData({ attributes }) {
	return [
		"notes-type",
		"sec-type",
		"specific-use",
		"id"
	].some((name) => /availability/i.test(attributes.get(name) ?? ""));
}
function withoutTitle(element) {
	const titles = new Set(childrenNamed(element, "title"));
	return {
		...element,
		children: element.children.filter((child) => !titles.has(child))
	};
}
function notesReason(element) {
	return backMatterReason(element) ?? "notes of the journal";
}
function subArticle({ name, attributes }) {
	const type = attributes.get("article-type") ?? attributes.get("response-type") ?? "";
	if (/translation/i.test(type)) return `a translation${language(attributes.get("xml:lang"))}`;
	if (/reply|author-?comment|response/i.test(type) || name === "response") return "response to reviewers";
	return type === "" ? "another article in the same file" : `referee report or the like (${type.slice(0, 40)})`;
}
/** One entry for all that was left out for the same reason. */
function gathered$1(leftOut) {
	return [...new Set(leftOut.map(({ why }) => why))].flatMap((why) => {
		const [first, ...others] = leftOut.filter((one) => one.why === why);
		if (first === void 0) return [];
		return others.length === 0 ? [first] : [{
			file: first.file,
			why: `${why} (${others.length + 1} places)`
		}];
	});
}
function notJats(file, root) {
	return new ManuscriptError({
		code: "not-jats",
		at: file,
		fault: root === void 0 ? "it holds no XML" : `it is no JATS article: its outermost element is <${root.name.slice(0, 40)}>, and no <article> stands in it`,
		remedy: "Name a JATS, Markdown or LaTeX file with --manuscript"
	});
}
/** Encodings that the file reader finds out, or that are a part of another one that it does. */
const READ_ENCODINGS = /^(?:utf-?8|us-ascii|ascii|utf-?16(?:le|be)?|iso-8859-1|latin-?1|windows-1252|cp1252)$/;
/** @throws ManuscriptError `unread-encoding` */
function encodingWarnings({ file, text, warnings }, { encoding = "utf-8" }) {
	const isUtf8 = warnings.every(({ message }) => !message.includes("UTF-8"));
	if (!isUtf8 && !READ_ENCODINGS.test(encoding)) throw new ManuscriptError({
		code: "unread-encoding",
		at: file,
		fault: `it says that it is written in ${encoding}, which is not read`,
		remedy: `Convert it: iconv -f ${encoding} -t UTF-8 FILE > NEW; then change its first line to encoding="UTF-8"`
	});
	if (!(isUtf8 && !/^utf-?(?:8|16(?:le|be)?)$/.test(encoding) && /[^\0-\x7f]/.test(text))) return [];
	return [{
		file,
		line: 1,
		message: `its first line says encoding="${encoding}", but it is UTF-8 and was read so. Mend that line: other programs garble the letters`
	}];
}
function faultsOf(source, { fault, tooDeep }) {
	const { file } = source;
	const found = [];
	if (fault !== void 0) {
		const others = fault.count > 1 ? ` and in ${counted(fault.count - 1, "other place")}` : "";
		const message = `the XML is broken here (${fault.message.trim().replace(/\.$/, "")})${others}; what could be read was read. xmllint --noout names each place`;
		found.push({
			file,
			line: source.lineAt(fault.at),
			message,
			losesText: true
		});
	}
	if (tooDeep !== void 0) found.push({
		file,
		line: source.lineAt(tooDeep),
		message: "elements nest more than 200 levels deep here: the inner ones were read as plain text"
	});
	return found;
}
function entityWarnings(source, entities) {
	return [...entities].slice(0, MOST_ENTITIES).map(([name, at]) => ({
		file: source.file,
		line: source.lineAt(at),
		message: `&${name}; is an entity of a document type, which is never opened, so it was read as it stands. Write the character itself`
	}));
}
/** Names told; more is one fault told often. */
const MOST_ENTITIES = 20;
/** Passages on one line. Where each paragraph has its own there are one or two. */
const CROWDED = 20;
/** Publishers write articles on one line. Then a line says nothing of where a concern stands, and a change of a letter is a change of the whole article. */
function lineWarnings({ file }, passages) {
	const counts = /* @__PURE__ */ new Map();
	for (const { startLine } of passages) counts.set(startLine, (counts.get(startLine) ?? 0) + 1);
	const [line, most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [1, 0];
	if (most < CROWDED) return [];
	return [{
		file,
		line,
		message: `${most} paragraphs, headings and captions stand on this one line, so concerns about them share it, and git and GitHub show every change as one of the whole line. Break it once before each of them, which changes no word: perl -pi -e 's/(?=<(?:sec|title|p|fig|table-wrap|tr|ref|list-item)[ >])/\\n/g' FILE`
	}];
}
/** A file of a search holds many articles; the first is read. */
function otherArticles(source, root, article) {
	const next = (root === void 0 ? [] : [...descendants(root)].filter(({ name }) => name === "article")).find((one) => one.start >= article.end);
	if (next === void 0) return [];
	return [{
		file: source.file,
		line: source.lineAt(next.start),
		message: "another article begins here; only the first of the file was read. Keep each in a file of its own"
	}];
}

// src/manuscript/formats/latex/arguments.ts
/** `som` as a signature. */
function signature(args) {
	return [...args].filter((letter) => "soOmgfklntbr".includes(letter));
}
/** Reads arguments from `nodes[index]` on. Splits text nodes in place where an argument ends within one; that loses nothing.
*  @returns one entry a parameter of the signature, undefined where the argument is absent, and the index of the first node after them */
function readArguments(nodes, index, signature) {
	const args = [];
	let next = index;
	for (const want of signature) {
		const read = argumentAt(want, nodes, want === "O" || typeof want === "object" && next > index ? next : afterBlanks(nodes, next));
		if (typeof want !== "object" || want.kind !== "literal") args.push(read?.argument);
		if (read !== void 0) next = read.next;
	}
	return {
		args,
		next
	};
}
function argumentAt(want, nodes, at) {
	if (typeof want === "object") switch (want.kind) {
		case "delimited": return bracketed(nodes, at, want.open, want.close);
		case "mark":
		case "literal": return word(nodes, at, want.text);
		case "up to":
		case "up to macro": return upTo$1(nodes, at, want);
	}
	switch (want) {
		case "m": return mandatory(nodes, at);
		case "g": return nodes[at]?.kind === "group" ? mandatory(nodes, at) : void 0;
		case "f": return nodes[at]?.kind === "group" ? mandatory(nodes, at) : fileName(nodes, at);
		case "s": return word(nodes, at, /^\*/);
		case "k": return word(nodes, at, /^(?:direct|page|push|set|pop)/);
		case "r": return bracketed(nodes, at, "(", ")");
		case "l": return length(nodes, at);
		case "n": {
			const register = nodes[at];
			return register?.kind === "macro" && !/^[hv]box$|^vtop$/.test(register.name) ? {
				argument: [register],
				next: at + 1
			} : word(nodes, at, /^=?-?\d+=?/);
		}
		case "t": return boxWidth(nodes, at);
		case "b": return box(nodes, at);
		case "o":
		case "O": return bracketed(nodes, at, "[", "]");
	}
}
function afterBlanks(nodes, index) {
	let at = index;
	while (nodes[at]?.kind === "blank") at++;
	return at;
}
function mandatory(nodes, at) {
	const node = nodes[at];
	if (node === void 0 || node.kind === "paragraph end" || node.kind === "environment") return void 0;
	if (node.kind === "group") return {
		argument: node.children,
		next: at + 1
	};
	if (node.kind === "text") splitText(nodes, at, node, String.fromCodePoint(node.text.codePointAt(0) ?? 0).length);
	return {
		argument: nodes.slice(at, at + 1),
		next: at + 1
	};
}
const LENGTH = /^=?[+-]*(?:\d+\.?\d*|\.\d+)(?:[a-z]{2})?/;
/** In braces, as a macro, or bare: `-2cm plus 1fil minus 3pt`. */
function length(nodes, at) {
	const first = nodes[at];
	if (first?.kind === "group" || first?.kind === "macro") return mandatory(nodes, at);
	const bare = word(nodes, at, LENGTH);
	if (bare === void 0) return word(nodes, at, /^=/);
	let { next } = bare;
	if ((/[a-z]$/.test(literalText(bare.argument)) ? void 0 : nodes[next])?.kind === "macro") return {
		argument: bare.argument,
		next: next + 1
	};
	for (let stretch = afterBlanks(nodes, next); word(nodes, stretch, /^(?:plus|minus)(?![a-z])/) !== void 0;) {
		const amount = word(nodes, afterBlanks(nodes, stretch + 1), /^[+-]?(?:\d+\.?\d*|\.\d+)(?:fil{1,3}|[a-z]{2})/);
		if (amount === void 0) break;
		next = amount.next;
		stretch = afterBlanks(nodes, next);
	}
	return {
		argument: bare.argument.map((node) => node.kind === "text" ? {
			...node,
			text: node.text.replace(/^=/, "")
		} : node),
		next
	};
}
/** `to 4cm`, `spread 1pt` */
function boxWidth(nodes, at) {
	const keyword = word(nodes, at, /^(?:to|spread)(?![a-su-z])/);
	return keyword === void 0 ? void 0 : length(nodes, afterBlanks(nodes, keyword.next));
}
/** `\hbox{…}`, `\vbox\bgroup … \egroup`, `\box0`: the nodes of it all. */
function box(nodes, at) {
	const first = nodes[at];
	if (first?.kind === "text" && first.text === "=") return box(nodes, afterBlanks(nodes, at + 1));
	if (first?.kind !== "macro") return void 0;
	if (!/^[hv]box$|^vtop$/.test(first.name)) return {
		argument: [first],
		next: at + 1
	};
	const width = afterBlanks(nodes, at + 1);
	const opens = afterBlanks(nodes, boxWidth(nodes, width)?.next ?? width);
	const opener = nodes[opens];
	if (opener?.kind === "group") return {
		argument: [opener],
		next: opens + 1
	};
	if (opener?.kind !== "macro" || opener.name !== "bgroup") return {
		argument: [],
		next: opens
	};
	let depth = 0;
	for (let index = opens; index < Math.min(nodes.length, opens + LONGEST_OPTION); index++) {
		const node = nodes[index];
		if (node?.kind !== "macro" || !/^[be]group$/.test(node.name)) continue;
		depth += node.name === "bgroup" ? 1 : -1;
		if (depth === 0) return {
			argument: nodes.slice(opens + 1, index),
			next: index + 1
		};
	}
	return {
		argument: nodes.slice(opens + 1),
		next: nodes.length
	};
}
function word(nodes, at, wanted) {
	const node = nodes[at];
	const found = node?.kind === "text" ? beginning(node.text, wanted) : void 0;
	if (node?.kind !== "text" || found === void 0) return void 0;
	splitText(nodes, at, node, found.length);
	return {
		argument: nodes.slice(at, at + 1),
		next: at + 1
	};
}
function beginning(text, wanted) {
	if (typeof wanted === "string") return text.startsWith(wanted) ? wanted : void 0;
	return wanted.exec(text)?.[0];
}
/** What TeX takes for a file's name where no brace opens one. */
function fileName(nodes, at) {
	let next = at;
	while (nodes[next]?.kind === "text") next++;
	return next === at ? void 0 : {
		argument: nodes.slice(at, next),
		next
	};
}
function upTo$1(nodes, at, end) {
	for (let index = at; index < at + LONGEST_OPTION; index++) {
		const node = nodes[index];
		if (node === void 0 || node.kind === "paragraph end") return void 0;
		if (end.kind === "up to macro" && node.kind === "macro" && node.name === end.name) return {
			argument: nodes.slice(at, index),
			next: index + 1
		};
		if (end.kind === "up to" && node.kind === "text" && node.text.includes(end.text)) return upToText(nodes, at, index, node, end.text);
	}
}
function upToText(nodes, at, index, node, text) {
	const begins = node.text.indexOf(text);
	if (begins > 0) splitText(nodes, index, node, begins);
	const from = begins > 0 ? index + 1 : index;
	const mark = nodes[from];
	if (mark?.kind === "text") splitText(nodes, from, mark, text.length);
	return {
		argument: nodes.slice(at, from),
		next: from + 1
	};
}
/** Nodes. A longer [argument] is a bracket that nothing closes: to look for its end from each of many would take quadratic time. */
const LONGEST_OPTION = 1e3;
function bracketed(nodes, at, open, close) {
	const first = nodes[at];
	if (first?.kind !== "text" || !first.text.startsWith(open)) return void 0;
	let depth = 0;
	for (let index = at; index < at + LONGEST_OPTION; index++) {
		const node = nodes[index];
		if (node === void 0 || node.kind === "paragraph end") return void 0;
		if (node.kind !== "text") continue;
		const closing = closingBracket(node.text, depth, open, close);
		depth = closing.depth;
		if (closing.at === void 0) continue;
		splitText(nodes, index, node, closing.at + 1);
		return {
			argument: withoutBrackets(nodes.slice(at, index + 1)),
			next: index + 1
		};
	}
}
function closingBracket(text, depth, open, close) {
	let nested = depth;
	for (let at = 0; at < text.length; at++) if (text[at] === close && (open !== close || nested > 0)) {
		if (--nested === 0) return {
			at,
			depth: 0
		};
	} else if (text[at] === open) nested++;
	return { depth: nested };
}
function withoutBrackets(nodes) {
	return nodes.map((node, index) => {
		if (node.kind !== "text") return node;
		const from = index === 0 ? 1 : 0;
		const to = node.text.length - (index === nodes.length - 1 ? 1 : 0);
		return {
			...node,
			text: node.text.slice(from, to),
			at: node.at + from,
			end: node.at + to
		};
	}).filter((node) => node.kind !== "text" || node.text !== "");
}
/** Parts a text node in place after so many characters; that loses nothing. */
function splitText(nodes, index, node, length) {
	if (length >= node.text.length) return;
	const head = {
		...node,
		text: node.text.slice(0, length),
		end: node.at + length
	};
	const tail = {
		...node,
		text: node.text.slice(length),
		at: node.at + length
	};
	nodes.splice(index, 1, head, tail);
}
/** The characters of nodes that are plain text. */
function literalText(nodes) {
	return (nodes ?? []).map((node) => node.kind === "text" || node.kind === "verb" ? node.text : node.kind === "blank" ? " " : node.kind === "group" ? literalText(node.children) : "").join("");
}

// src/manuscript/formats/latex/acronyms.ts
/** Abbreviations and glossary entries (packages glossaries, acronym, acro): the key stands in the file, a reader sees the long form with the short one at
*  first use, then the short one. */
/** In lower case, without the sign of the plural. */
const FORMS = {
	gls: "use",
	glstext: "short",
	glsname: "short",
	glsentrytext: "short",
	glsentryname: "short",
	cgls: "use",
	pgls: "use",
	acrshort: "short",
	glsentryshort: "short",
	glsxtrshort: "short",
	acrlong: "long",
	glsentrylong: "long",
	glsxtrlong: "long",
	acrfull: "full",
	glsentryfull: "full",
	glsxtrfull: "full",
	glsfirst: "full",
	glsentryfirst: "full",
	ac: "use",
	acs: "short",
	acl: "long",
	acf: "full",
	acsu: "short",
	aclu: "long",
	iac: "use",
	acfull: "full",
	acshort: "short",
	aclong: "long"
};
const PLURALS = {
	glsplural: "glstext",
	glsfirstplural: "glsfirst",
	glsentryplural: "glsentrytext"
};
/** @returns undefined for a macro that prints no abbreviation */
function acronymForm(macro) {
	const lower = macro.toLowerCase();
	const isCapital = lower !== macro;
	if (Object.hasOwn(FORMS, lower)) return {
		form: FORMS[lower] ?? "use",
		isPlural: false,
		isCapital
	};
	const singular = PLURALS[lower] ?? (/^gl|^acr/.test(lower) ? /^(.*)pl$/ : /^(.*)p$/).exec(lower)?.[1];
	if (singular === void 0 || !Object.hasOwn(FORMS, singular)) return void 0;
	return {
		form: FORMS[singular] ?? "use",
		isPlural: true,
		isCapital
	};
}
var Acronyms = class {
	#known = /* @__PURE__ */ new Map();
	#used = /* @__PURE__ */ new Set();
	/** \newacronym, \acrodef: plurals get an s unless they are declared. */
	define(key, short, long, options) {
		const given = keyValues(options ?? []);
		this.#known.set(nameOf(key), {
			short: short ?? key ?? [],
			long,
			shortPlural: given.get("shortplural"),
			longPlural: given.get("longplural")
		});
	}
	/** \newglossaryentry, \DeclareAcronym */
	defineByKeys(key, options) {
		const given = keyValues(options ?? []);
		const short = given.get("short") ?? given.get("text") ?? given.get("name") ?? key ?? [];
		const long = given.get("long") ?? given.get("first");
		const shortPlural = given.get("short-plural-form") ?? given.get("plural");
		this.#known.set(nameOf(key), {
			short,
			long,
			shortPlural,
			longPlural: given.get("long-plural-form")
		});
	}
	/** \acrodefplural, \acroplural */
	definePlural(key, short, long) {
		const entry = this.#known.get(nameOf(key));
		if (entry !== void 0) this.#known.set(nameOf(key), {
			...entry,
			shortPlural: short ?? entry.shortPlural,
			longPlural: long ?? entry.longPlural
		});
	}
	/** \glsresetall */
	reset() {
		this.#used.clear();
	}
	/** What a reader sees of a use; undefined for a key that nobody defined. */
	use(key, { form, isPlural, isCapital }) {
		const name = nameOf(key);
		const entry = this.#known.get(name);
		if (entry === void 0) return void 0;
		const first = form === "use" && !this.#used.has(name);
		if (form === "use" || form === "full") this.#used.add(name);
		const short = isPlural ? entry.shortPlural ?? plural(entry.short) : entry.short;
		const long = entry.long === void 0 ? void 0 : isPlural ? entry.longPlural ?? plural(entry.long) : entry.long;
		const shown = long === void 0 || form === "short" || form === "use" && !first ? short : form === "full" || first ? [
			...long,
			BLANK$1,
			text("("),
			...short,
			text(")")
		] : long;
		return isCapital ? capitalised(shown) : [...shown];
	}
};
function nameOf(key) {
	return literalText(key).trim();
}
const NOWHERE = {
	at: 0,
	end: 0
};
const BLANK$1 = {
	kind: "blank",
	...NOWHERE
};
/** Its place is given by the expansion. */
function text(written) {
	return {
		kind: "text",
		text: written,
		...NOWHERE
	};
}
function plural(nodes) {
	return [...nodes, text("s")];
}
function capitalised(nodes) {
	const [first, ...rest] = nodes;
	if (first?.kind !== "text") return [...nodes];
	return [{
		...first,
		text: first.text.charAt(0).toUpperCase() + first.text.slice(1)
	}, ...rest];
}
/** `name={ROS}, description=...` with the nodes of each value. */
function keyValues(nodes) {
	const found = /* @__PURE__ */ new Map();
	let item = [];
	const close = () => {
		const [first, ...rest] = item.filter(({ kind }) => kind !== "blank" && kind !== "paragraph end");
		const [, key, begins = ""] = first?.kind === "text" ? /^([\w-]+)=?(.*)$/s.exec(first.text) ?? [] : [];
		if (key !== void 0) {
			const from = item.indexOf(first ?? BLANK$1) + 1;
			const value = (begins === "" ? item.slice(from) : [text(begins), ...item.slice(from)]).filter((node, at) => !(node.kind === "text" && node.text === "=" && at < 2));
			const [only] = rest.filter((node) => !(node.kind === "text" && node.text === "="));
			const isGroup = begins === "" && only?.kind === "group" && rest.at(-1) === only;
			found.set(key, isGroup ? only.children : trimmed(value));
		}
		item = [];
	};
	for (const node of nodes) {
		if (node.kind !== "text") {
			item.push(node);
			continue;
		}
		for (const part of node.text.split(/(,)/)) if (part === ",") close();
		else if (part !== "") item.push({
			...node,
			text: part
		});
	}
	close();
	return found;
}
function trimmed(nodes) {
	const first = nodes.findIndex(({ kind }) => kind !== "blank");
	const last = nodes.findLastIndex(({ kind }) => kind !== "blank");
	return first === -1 ? [] : nodes.slice(first, last + 1);
}

// src/manuscript/formats/latex/ast.ts
/** @param text a masked chunk of a file; @param offset where it begins in the file */
function parseNodes(text, offset) {
	return new Parser(text, offset).all();
}
const MATH_ENVIRONMENTS = /* @__PURE__ */ new Set([...[
	"equation",
	"align",
	"alignat",
	"gather",
	"multline",
	"flalign"
].flatMap((name) => [name, `${name}*`]), ...[
	"split",
	"math",
	"displaymath"
]]);
/** Macros of LaTeX's own that authors use are named whole; of others the name ends at an @. */
const NAME = /\\(?:[a-zA-Z]+|@(?:gobbletwo|gobble|firstofone|firstoftwo|secondoftwo|ifundefined|ifpackageloaded|empty|undefined)(?![a-zA-Z@])|[\s\S])/y;
const ENVIRONMENT_NAME = /\s*\{([^{}]*)\}/y;
/** After \verb: a word of code on one line. As \`tokenizeLatex\` takes it. */
const CODE = /\*?([^a-zA-Z\s*])([^\n]{0,300}?)\1/y;
const BLANKS = /[ \t\n]*/y;
const WORDS = /[^\\{}$% \t\n]+/y;
const MATH_WORDS = /[^\\{}$% \t\n^_&]+/y;
/** After a comment: an empty line, which parts paragraphs, or the line's end with the blanks before the next line's text. */
const COMMENT_END = /\n(?![ \t]*\n)(?:[ \t]*(?![ \t%]))?/y;
/** One pass over the text, with a stack of what is open. Where something turns out to be closed by nothing, the pass goes back to its opening and steps over it. */
var Parser = class {
	#text;
	#offset;
	#at = 0;
	#open = [{
		kind: "chunk",
		name: "",
		at: 0,
		bodyAt: 0,
		isMath: false,
		nodes: []
	}];
	/** Where something opens that nothing closes. */
	#unclosed = /* @__PURE__ */ new Set();
	/** By where they begin: what was read before the pass went back. */
	#closed = /* @__PURE__ */ new Map();
	constructor(text, offset) {
		this.#text = text;
		this.#offset = offset;
	}
	all() {
		for (;;) {
			while (this.#at < this.#text.length) this.#next();
			if (this.#open.length === 1) return this.#top.nodes;
			const group = this.#open.findIndex(({ kind }) => kind === "group");
			if (group === -1) this.#reopen(1);
			else this.#reopen(group, "group");
		}
	}
	get #top() {
		const top = this.#open.at(-1);
		if (top === void 0) throw new Error("the chunk itself is never closed");
		return top;
	}
	#next() {
		const sign = this.#text[this.#at] ?? "";
		const { isMath } = this.#top;
		if (sign === "\\") this.#macro();
		else if (sign === "{") this.#openHere("group", 1);
		else if (sign === "}") this.#endGroup();
		else if (sign === "$") this.#dollar();
		else if (/[% \t\n]/.test(sign)) this.#blank();
		else if (isMath && /[&^_]/.test(sign)) this.#mathSign(this.#at);
		else this.#words(this.#match(isMath ? MATH_WORDS : WORDS)?.[0].length ?? 1);
	}
	#words(length) {
		const { nodes } = this.#top;
		const from = this.#at;
		this.#at += length;
		const last = nodes.at(-1);
		const text = this.#text.slice(from, this.#at);
		if (last?.kind === "text" && last.end === from + this.#offset) nodes[nodes.length - 1] = {
			kind: "text",
			text: last.text + text,
			at: last.at,
			end: this.#at + this.#offset
		};
		else nodes.push({
			kind: "text",
			text,
			...this.#from(from)
		});
	}
	#macro() {
		const from = this.#at;
		const name = this.#match(NAME)?.[0].slice(1);
		if (name === void 0) this.#words(1);
		else if (!this.#marks(name)) {
			this.#at = from + 1 + name.length;
			this.#top.nodes.push({
				kind: "macro",
				name,
				...this.#from(from)
			});
		}
	}
	/** A macro that begins or ends something, or \verb.  @returns whether it is one, and does */
	#marks(name) {
		const from = this.#at;
		const end = from + 1 + name.length;
		switch (name) {
			case "begin":
			case "end": {
				const found = this.#match(ENVIRONMENT_NAME, end);
				if (found === void 0) return false;
				const environment = found[1]?.trim() ?? "";
				const length = end + found[0].length - from;
				if (name === "end") return this.#ends(length, (open) => open.kind === "environment" && open.name === environment);
				if (this.#unclosed.has(from)) return false;
				this.#openHere("environment", length, environment);
				return true;
			}
			case "[":
			case "(":
				this.#openHere(`\\${name}`, 2);
				return true;
			case "]":
			case ")": return this.#ends(2, ({ kind }) => kind === (name === "]" ? "\\[" : "\\("));
			case "verb": {
				const code = this.#match(CODE, end);
				if (code === void 0) return false;
				this.#at = end + code[0].length;
				this.#top.nodes.push({
					kind: "verb",
					text: code[2] ?? "",
					...this.#from(from)
				});
				return true;
			}
			default: return false;
		}
	}
	/** Blanks, and the comment after them. A comment swallows its line's end: words touch across it, unless a blank stood before it. */
	#blank() {
		const from = this.#at;
		const gap = this.#match(BLANKS)?.[0] ?? "";
		const end = from + gap.length;
		const { isMath, nodes } = this.#top;
		const isComment = this.#text[end] === "%";
		const line = gap.indexOf("\n");
		const lastLine = gap.lastIndexOf("\n");
		if (!isMath && line !== lastLine) {
			this.#at = isComment ? from + lastLine + 1 : end;
			nodes.push({
				kind: "paragraph end",
				...this.#from(from)
			});
		} else if (isComment) {
			const startsLine = line !== -1 || from === 0 || this.#text[from - 1] === "\n";
			const found = this.#text.indexOf("\n", end);
			const lineEnd = found === -1 ? this.#text.length : found;
			this.#at = lineEnd + (this.#match(COMMENT_END, lineEnd)?.[0].length ?? 0);
			if (startsLine || gap !== "") nodes.push({
				kind: "blank",
				...this.#from(from)
			});
		} else if (isMath && /[{&^_]/.test(this.#text[end] ?? "") && !this.#unclosed.has(end)) {
			this.#at = end;
			if (this.#text[end] !== "{") this.#mathSign(from);
		} else {
			this.#at = end;
			nodes.push({
				kind: "blank",
				...this.#from(from)
			});
		}
	}
	/** Math has no blanks around a group, an index or an alignment.
	*  @param from of the blanks before the sign, where the pass stands */
	#mathSign(from) {
		const sign = this.#text[this.#at] ?? "";
		if (sign === "&") this.#words(1);
		else this.#at++;
		this.#skipBlanks();
		if (sign !== "&") this.#top.nodes.push({
			kind: "macro",
			name: sign,
			...this.#from(from)
		});
	}
	#skipBlanks() {
		this.#at += this.#match(BLANKS)?.[0].length ?? 0;
	}
	/** Two dollars stand for display math where nothing is open that a single one could close. */
	#dollar() {
		const { kind, isMath } = this.#top;
		const isDouble = this.#text[this.#at + 1] === "$";
		if (kind === "$") this.#close(1);
		else if (kind === "$$" && isDouble) this.#close(2);
		else if (isMath) this.#at++;
		else if (!isDouble) this.#openHere("$", 1);
		else if (this.#unclosed.has(this.#at)) this.#at++;
		else this.#openHere("$$", 2);
	}
	/** @param length of the opening; one that nothing closes prints nothing */
	#openHere(kind, length, name = "") {
		const at = this.#at;
		const known = this.#closed.get(at);
		this.#at += length;
		if (known !== void 0) this.#take(known);
		if (known !== void 0 || this.#unclosed.has(at)) return;
		const isMath = kind !== "group" && (kind !== "environment" || MATH_ENVIRONMENTS.has(name));
		this.#open.push({
			kind,
			name,
			at,
			bodyAt: this.#at,
			isMath,
			nodes: []
		});
	}
	#endGroup() {
		if (!this.#ends(1, ({ kind }) => kind === "group")) this.#at++;
	}
	/** Ends here what is open, if it is: a group is ended by its brace alone. What was opened in it since can be closed no more: then the pass goes back to that.
	*  @returns whether anything was done */
	#ends(length, isIt) {
		const at = this.#open.findLastIndex((open) => open.kind === "group" || isIt(open));
		const found = this.#open[at];
		if (found === void 0 || !isIt(found)) return false;
		if (at < this.#open.length - 1) this.#reopen(at + 1);
		else this.#close(length);
		return true;
	}
	#close(length) {
		const opened = this.#open.pop();
		if (opened === void 0) return;
		const { kind, name, at, bodyAt, isMath, nodes: children } = opened;
		const body = this.#text.slice(bodyAt, this.#at);
		this.#at += length;
		const where = this.#from(at);
		if (kind === "group") this.#take({
			kind,
			children,
			...where
		});
		else if (kind === "environment" && !isMath) this.#take({
			kind,
			name,
			children,
			...where
		});
		else {
			const display = kind !== "$" && kind !== "\\(";
			this.#take({
				kind: "math",
				display,
				body,
				bodyAt: bodyAt + this.#offset,
				children,
				...where
			});
		}
	}
	#take(node) {
		const { nodes, isMath } = this.#top;
		nodes.push(node);
		this.#at = node.end - this.#offset;
		if (isMath && node.kind === "group") this.#skipBlanks();
	}
	/** Goes back to where the first of them begins. What is closed in them is kept, so that nothing is read more than twice.
	*  @param from index in the stack; @param kind which of them nothing closes, if not all */
	#reopen(from, kind) {
		const given = this.#open.splice(from);
		for (const open of given) {
			if (kind === void 0 || open.kind === kind) this.#unclosed.add(open.at);
			for (const node of open.nodes) if ("children" in node && this.#text[node.at - this.#offset] !== "$") this.#closed.set(node.at - this.#offset, node);
		}
		this.#at = given[0]?.at ?? this.#at;
	}
	/** @returns what stands at a place, as far as the pattern takes it */
	#match(pattern, at = this.#at) {
		pattern.lastIndex = at;
		return pattern.exec(this.#text) ?? void 0;
	}
	#from(at) {
		return {
			at: at + this.#offset,
			end: this.#at + this.#offset
		};
	}
};

// src/manuscript/formats/latex/boxes.ts
var Boxes = class {
	/** Of \newtoks: macros that keep text. */
	registers = /* @__PURE__ */ new Set();
	#kept = /* @__PURE__ */ new Map();
	#unused = [];
	keep(name, box) {
		const before = this.#kept.get(name);
		if (before !== void 0) this.#unused.push(before);
		this.#kept.set(name, {
			...box,
			isUsed: false
		});
	}
	/** @returns what a box of this name prints; undefined for one that holds nothing */
	use(name) {
		const kept = this.#kept.get(name);
		if (kept !== void 0) kept.isUsed = true;
		return kept?.nodes;
	}
	/** Those with words that no page shows. */
	unused() {
		return [...this.#unused, ...this.#kept.values()].filter(({ isUsed, characters }) => !isUsed && characters > 0);
	}
};

// src/manuscript/formats/latex/branches.ts
/** Macros whose next tokens are named, not meant. */
const NAMING = new Map([
	...[
		"newif",
		"def",
		"gdef",
		"edef",
		"xdef",
		"newcommand",
		"renewcommand",
		"providecommand",
		"DeclareRobustCommand"
	].map((name) => [name, 1]),
	...[
		"ifdefined",
		"ifdef",
		"ifundef",
		"NewDocumentCommand",
		"RenewDocumentCommand",
		"isundefined"
	].map((name) => [name, 1]),
	["let", 2],
	["ifx", 2]
]);
const DEFINES = /^(?:[gex]?def|(?:re)?newcommand|providecommand|DeclareRobustCommand|(?:Re)?NewDocumentCommand)$/;
/** The conditionals of a file that a \fi closes, by the offset of their first character.
*  @param masked as `maskLatex` returns it */
function branchesOf(masked) {
	const found = /* @__PURE__ */ new Map();
	if (!/\\fi(?![a-zA-Z@])/.test(masked)) return found;
	const open = [];
	const names = new Names();
	for (const token of tokenizeLatex(masked)) {
		if (token.kind !== "macro") continue;
		const { name, at, end } = token;
		if (names.isMerelyNamed(name)) continue;
		if (names.begins(name)) open.push({
			at,
			marks: []
		});
		else if (name === "else" || name === "or") open.at(-1)?.marks.push({
			kind: name,
			at,
			end
		});
		else if (name === "fi") {
			const closed = open.pop();
			if (closed !== void 0) found.set(closed.at, [...closed.marks, {
				kind: "fi",
				at,
				end
			}]);
		}
	}
	return found;
}
/** Which macros of a file are conditionals: what the author defines under such a name is none, and what \let makes one is. */
var Names = class {
	#own = /* @__PURE__ */ new Set();
	#aliases = /* @__PURE__ */ new Set();
	/** How many of the next macros are named by the last that names any. */
	#named = 0;
	#by = "";
	#alias = "";
	/** To be asked of every macro, in order. */
	isMerelyNamed(name) {
		if (this.#named > 0 && !/^(?:fi|else|or)$/.test(name)) {
			this.#named--;
			this.#note(name);
			return true;
		}
		this.#named = NAMING.get(name) ?? 0;
		this.#by = name;
		return false;
	}
	#note(name) {
		if (DEFINES.test(this.#by) && isConditional(name)) this.#own.add(name);
		if (this.#by !== "let") return;
		if (this.#named === 1) this.#alias = name;
		else if (isConditional(name)) this.#aliases.add(this.#alias);
	}
	begins(name) {
		return (isConditional(name) || this.#aliases.has(name)) && !this.#own.has(name);
	}
};
/** Nodes. A definition whose conditional is longer is read whole. */
const LONGEST = 2e3;
/** Likewise for a conditional among siblings that stand in no file.
*  @param from index of the first node after its question
*  @param budget how many nodes may still be looked at, in the whole paper */
function branchesAmong(nodes, from, budget) {
	const marks = [];
	let depth = 0;
	for (let index = from; index < nodes.length && index < from + LONGEST && budget.nodesLeft-- > 0; index++) {
		const node = nodes[index];
		if (node?.kind !== "macro") continue;
		if (isConditional(node.name)) depth++;
		else if (node.name === "fi" && depth-- === 0) return [...marks, {
			kind: "fi",
			at: index,
			end: index + 1
		}];
		else if (depth === 0 && (node.name === "else" || node.name === "or")) marks.push({
			kind: node.name,
			at: index,
			end: index + 1
		});
	}
}
/** The number of the branch that an answer chooses, from 0; undefined where it is none of them. */
function chosenBranch$1(verdict, marks) {
	const otherwise = marks.findIndex(({ kind }) => kind === "else");
	const last = otherwise === -1 ? void 0 : otherwise + 1;
	if (verdict === true) return 0;
	if (typeof verdict !== "number") return last;
	const branches = otherwise === -1 ? marks.length : otherwise + 1;
	return verdict >= 0 && verdict < branches ? verdict : last;
}

// src/manuscript/formats/latex/colour.ts
const BLACK = [
	0,
	0,
	0
];
const WHITE = [
	1,
	1,
	1
];
const NAMED = {
	black: BLACK,
	white: WHITE,
	red: [
		1,
		0,
		0
	],
	green: [
		0,
		1,
		0
	],
	blue: [
		0,
		0,
		1
	],
	cyan: [
		0,
		1,
		1
	],
	magenta: [
		1,
		0,
		1
	],
	yellow: [
		1,
		1,
		0
	],
	gray: [
		.5,
		.5,
		.5
	],
	grey: [
		.5,
		.5,
		.5
	],
	darkgray: [
		.25,
		.25,
		.25
	],
	lightgray: [
		.75,
		.75,
		.75
	],
	brown: [
		.75,
		.5,
		.25
	],
	orange: [
		1,
		.5,
		0
	],
	pink: [
		1,
		.75,
		.75
	],
	purple: [
		.75,
		0,
		.25
	],
	teal: [
		0,
		.5,
		.5
	],
	violet: [
		.5,
		0,
		.5
	],
	olive: [
		.5,
		.5,
		0
	],
	lime: [
		.75,
		1,
		0
	],
	snow: [
		1,
		.98,
		.98
	],
	ivory: [
		1,
		1,
		.94
	],
	ghostwhite: [
		.97,
		.97,
		1
	],
	floralwhite: [
		1,
		.98,
		.94
	],
	whitesmoke: [
		.96,
		.96,
		.96
	]
};
/** How far apart in one channel text and background must be for text to be read; gray!10 on white is not, a light grey note is. */
const LEAST_CONTRAST = .12;
function isIndistinguishable(text, background) {
	return text !== void 0 && background !== void 0 && text.every((channel, at) => Math.abs(channel - (background[at] ?? 0)) < LEAST_CONTRAST);
}
/** The author's own colours, and xcolor's way to name and mix them. */
var Palette = class {
	#own = /* @__PURE__ */ new Map();
	/** Of the page that is set; undefined where it is not known. */
	page = WHITE;
	/** Of \hl. */
	highlight = [
		1,
		1,
		0
	];
	define(name, colour) {
		this.#own.set(name.trim(), colour);
	}
	/** `white`, `white!95!black`, `gray!5`, an author's colour, or `1,1,1` of `model`. */
	colour(spec, model) {
		return model === void 0 || model.trim() === "" || model.trim() === "named" ? this.#mix(spec) : inModel(model.trim(), spec);
	}
	#mix(spec) {
		const [first = "", ...rest] = spec.trim().split("!");
		let mixed = this.#named(first);
		for (let at = 0; at < rest.length; at += 2) {
			const share = Number(rest[at]) / 100;
			const other = rest[at + 1] === void 0 || rest[at + 1] === "" ? WHITE : this.#named(rest[at + 1] ?? "");
			if (mixed === void 0 || other === void 0 || Number.isNaN(share)) return void 0;
			mixed = blend(mixed, other, share);
		}
		return mixed;
	}
	#named(name) {
		const plain = name.trim().replace(/^-/, "");
		const colour = this.#own.has(plain) ? this.#own.get(plain) : NAMED[plain] ?? NAMED[plain.toLowerCase()];
		return name.trim().startsWith("-") && colour !== void 0 ? [
			1 - colour[0],
			1 - colour[1],
			1 - colour[2]
		] : colour;
	}
};
function blend(a, b, share) {
	return [
		a[0] * share + b[0] * (1 - share),
		a[1] * share + b[1] * (1 - share),
		a[2] * share + b[2] * (1 - share)
	];
}
function inModel(model, spec) {
	if (model === "HTML") {
		const hex = /^\s*#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\s*$/i.exec(spec);
		return hex === null ? void 0 : rgb(hex.slice(1).map((pair) => Number.parseInt(pair, 16) / 255));
	}
	const parts = spec.split(",").map((part) => part.trim() === "" ? NaN : Number(part));
	if (parts.some(Number.isNaN)) return void 0;
	const [first = 0, second = 0, third = 0, fourth = 0] = parts;
	switch (model) {
		case "rgb": return rgb(parts);
		case "RGB": return rgb(parts.map((part) => part / 255));
		case "gray": return [
			first,
			first,
			first
		];
		case "Gray": return [
			first / 15,
			first / 15,
			first / 15
		];
		case "cmy": return [
			1 - first,
			1 - second,
			1 - third
		];
		case "cmyk": return [
			(1 - first) * (1 - fourth),
			(1 - second) * (1 - fourth),
			(1 - third) * (1 - fourth)
		];
		case "hsb": return second < .05 ? [
			third,
			third,
			third
		] : void 0;
		default: return;
	}
}
function rgb([red, green, blue]) {
	return red === void 0 || green === void 0 || blue === void 0 ? void 0 : [
		red,
		green,
		blue
	];
}
/** Points in one unit of length; em and ex at 10 points. The page's own lengths are left out: nobody hides text by \textwidth. */
const POINTS = {
	pt: 1,
	bp: 1.004,
	mm: 2.845,
	cm: 28.45,
	in: 72.27,
	pc: 12,
	dd: 1.07,
	cc: 12.84,
	sp: 1 / 65536,
	em: 10,
	ex: 4.3
};
/** Characters. More is no length that an author writes, and digits without end are slow to tell from one. */
const LONGEST_LENGTH = 100;
/** @param length such as `-30cm`, or a bare number where a command takes points; @returns points, undefined where it cannot be known */
function points(length) {
	if (length.length > LONGEST_LENGTH) return void 0;
	const found = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]{2})?\s*(?:plus.*|minus.*)?$/.exec(length);
	const unit = found?.[2] === void 0 ? 1 : POINTS[found[2]];
	return found === null || unit === void 0 ? void 0 : Number(found[1]) * unit;
}

// src/manuscript/formats/latex/symbols.ts
/** Macros without arguments. An empty string prints nothing; a blank separates words. */
const SYMBOLS$1 = new Map(Object.entries({
	"%": "%",
	"&": "&",
	$: "$",
	"#": "#",
	_: "_",
	"{": "{",
	"}": "}",
	" ": " ",
	"\n": " ",
	"	": " ",
	",": " ",
	";": " ",
	":": " ",
	">": " ",
	"!": "",
	"/": "",
	"-": "",
	"@": "",
	"+": "",
	"(": "",
	")": "",
	quad: " ",
	qquad: " ",
	space: " ",
	xspace: "",
	thinspace: " ",
	enspace: " ",
	enskip: " ",
	nobreakspace: " ",
	newline: " ",
	linebreak: " ",
	ss: "ß",
	SS: "SS",
	o: "ø",
	O: "Ø",
	l: "ł",
	L: "Ł",
	ae: "æ",
	AE: "Æ",
	oe: "œ",
	OE: "Œ",
	aa: "å",
	AA: "Å",
	i: "ı",
	j: "ȷ",
	dh: "ð",
	DH: "Ð",
	dj: "đ",
	DJ: "Đ",
	ng: "ŋ",
	NG: "Ŋ",
	th: "þ",
	TH: "Þ",
	S: "§",
	P: "¶",
	copyright: "©",
	pounds: "£",
	euro: "€",
	texteuro: "€",
	EUR: "€",
	dag: "†",
	ddag: "‡",
	dots: "…",
	ldots: "…",
	textellipsis: "…",
	slash: "/",
	LaTeX: "LaTeX",
	TeX: "TeX",
	LaTeXe: "LaTeX2e",
	BibTeX: "BibTeX",
	textbackslash: "\\",
	textasciitilde: "~",
	textasciicircum: "^",
	textless: "<",
	textgreater: ">",
	textbar: "|",
	textbraceleft: "{",
	textbraceright: "}",
	textunderscore: "_",
	textdollar: "$",
	textpercent: "%",
	textendash: "–",
	textemdash: "—",
	textquoteleft: "‘",
	textquoteright: "’",
	textquotedblleft: "“",
	textquotedblright: "”",
	textquotesingle: "'",
	textquotedbl: "\"",
	lq: "‘",
	rq: "’",
	guillemotleft: "«",
	guillemotright: "»",
	textregistered: "®",
	texttrademark: "™",
	textcopyright: "©",
	textbullet: "•",
	textdagger: "†",
	textdaggerdbl: "‡",
	textsection: "§",
	textparagraph: "¶",
	textdegree: "°",
	degree: "°",
	textmu: "µ",
	textpm: "±",
	textmultiply: "×",
	textdiv: "÷",
	texttimes: "×",
	textminus: "−",
	textohm: "Ω",
	textonehalf: "½",
	textonequarter: "¼",
	textthreequarters: "¾",
	textperthousand: "‰",
	textpertenthousand: "‱",
	permil: "‰",
	textcelsius: "℃",
	textasteriskcentered: "*",
	textcolon: ":",
	colon: ":",
	textordfeminine: "ª",
	textordmasculine: "º",
	textonesuperior: "¹",
	texttwosuperior: "²",
	textthreesuperior: "³",
	alpha: "α",
	beta: "β",
	gamma: "γ",
	delta: "δ",
	kappa: "κ",
	lambda: "λ",
	mu: "μ",
	pm: "±",
	times: "×",
	sim: "~",
	approx: "≈",
	le: "≤",
	leq: "≤",
	ge: "≥",
	geq: "≥",
	rightarrow: "→",
	to: "→",
	leftarrow: "←",
	cdot: "·",
	infty: "∞",
	textalpha: "α",
	textbeta: "β",
	textgamma: "γ",
	textkappa: "κ",
	textrightarrow: "→",
	checkmark: "✓",
	cmark: "✓",
	ie: "i.e.",
	eg: "e.g.",
	etal: "et al.",
	today: ""
}));
/** Accent macros and the combining characters that they set upon their argument. */
const ACCENTS = new Map(Object.entries({
	"'": "́",
	"`": "̀",
	"\"": "̈",
	"^": "̂",
	"~": "̃",
	"=": "̄",
	".": "̇",
	c: "̧",
	v: "̌",
	u: "̆",
	H: "̋",
	k: "̨",
	r: "̊",
	d: "̣",
	b: "̱",
	t: "͡"
}));
function isAccent(macro) {
	return ACCENTS.has(macro);
}
/** @param letter the accent's argument as a reader sees it: `e`, or `ı` of `\'\i` */
function accented(macro, letter) {
	const [first = "", ...rest] = letter.replace(/^ı/, "i").replace(/^ȷ/, "j");
	return (first + (ACCENTS.get(macro) ?? "")).normalize("NFC") + rest.join("");
}
const LIGATURES = [
	["---", "—"],
	["--", "–"],
	["``", "“"],
	["''", "”"],
	[",,", "„"],
	["?`", "¿"],
	["!`", "¡"],
	["`", "‘"],
	["'", "’"],
	["~", " "]
];
/** What TeX's fonts make of plain characters: `--` is one dash, `~` a blank. */
function withLigatures(text) {
	return LIGATURES.reduce((so, [written, seen]) => so.replaceAll(written, seen), text);
}
/** Nodes as LaTeX again, such as the math in a macro's argument. */
function sourceText(nodes) {
	return nodes.map((node) => {
		switch (node.kind) {
			case "text":
			case "verb": return node.text;
			case "group": return `{${sourceText(node.children)}}`;
			case "macro": return `\\${node.name}${/[a-zA-Z]$/.test(node.name) ? " " : ""}`;
			case "math": return node.body;
			case "environment": return sourceText(node.children);
			default: return " ";
		}
	}).join("").replace(/ (?=[^a-zA-Z]|$)/g, "");
}
/** What a reader sees of short nodes, such as an accent's letter, a power or a unit. */
function visibleText(nodes) {
	return (nodes ?? []).map(visibleTextOf).join("").replace(/\s+/g, " ").trim();
}
function visibleTextOf(node) {
	switch (node.kind) {
		case "text": return withLigatures(node.text);
		case "blank": return " ";
		case "group": return visibleText(node.children);
		case "math": return `$${node.body.trim()}$`;
		case "macro": return SYMBOLS$1.get(node.name) ?? "";
		case "verb": return node.text;
		case "paragraph end":
		case "environment": return "";
	}
}

// src/manuscript/formats/latex/visibility.ts
/** What a human reader of the page can see at one point of a LaTeX file. Invariant: text that is drawn but cannot be seen never
*  reaches the model and is always reported; what cannot be told counts as seen. */
const FULLY_VISIBLE = {
	textColour: BLACK,
	background: "page",
	isTiny: false,
	willBeTiny: false,
	hiddenBy: void 0
};
/** How text is hidden here; undefined where it can be seen. @param page its colour */
function hidingTechnique({ textColour, background, isTiny, hiddenBy }, page) {
	if (hiddenBy !== void 0) return hiddenBy;
	if (isTiny) return "tiny font";
	if (!isIndistinguishable(textColour, background === "page" ? page : background)) return void 0;
	return isIndistinguishable(textColour, WHITE) ? "white text" : "text in the colour of its background";
}
/** Points. Below this a page must be magnified to be read; \tiny is 5 or more in every standard class. */
const SMALLEST_FONT = 5;
/** Factor. \scalebox below this makes 10 points smaller than the smallest font. */
const SMALLEST_SCALE = .3;
/** Points; 15 cm. A move this far leaves an A4 or letter page from anywhere on it. */
const OFF_PAGE = 427;
/** Of running text in a font of ten points. */
const POINTS_A_LETTER = 4.5;
/** Points; 42 cm, the height of A3. */
const TALLEST_PAGE = 1195;
/** Opacity below which text is not seen. */
const LEAST_OPACITY = .1;
/** Letters. Less in a \phantom is alignment, such as a phantom digit in a table. */
const LEAST_LETTERS$1 = 4;
function hasWords(text) {
	return (text.match(/\p{L}/gu)?.length ?? 0) >= LEAST_LETTERS$1;
}
/** One run of hidden text. */
var HiddenRun = class {
	#text = new CleanTextBuilder();
	technique;
	#at;
	constructor(technique, at) {
		this.technique = technique;
		this.#at = at;
	}
	add(text) {
		this.#text.add(text, 1);
	}
	report() {
		const characters = this.#text.build().text.length;
		return characters === 0 ? void 0 : {
			...this.#at,
			technique: this.technique,
			characters
		};
	}
};
const OFF_THE_PAGE = "text off the page";
const INVISIBLE = "invisible text";
/** What a macro does to how much of a text can be seen; undefined where it has nothing to do with that. */
function visibilityChange({ role }, args, visibility, palette, textOf = literalText) {
	const macro = {
		role,
		args,
		visibility,
		palette,
		textOf,
		literal: (index) => textOf(args[index]),
		length: (index) => lengthOf(args[index], textOf),
		read: (index) => args[index] ?? []
	};
	return ofColour(macro) ?? ofSize(macro) ?? ofPlace(macro) ?? ofDrawing(macro);
}
/** Points in one of the page's own widths, in LaTeX's standard classes. */
const PAGE_LENGTHS = {
	textwidth: 345,
	linewidth: 345,
	columnwidth: 345,
	hsize: 345,
	paperwidth: 614
};
function lengthOf(argument, textOf) {
	const last = argument?.findLast(({ kind }) => kind !== "blank");
	const unit = last?.kind === "macro" ? PAGE_LENGTHS[last.name] : void 0;
	if (unit === void 0) return points(textOf(argument));
	const [, sign = "", factor = "1"] = /^\s*([+-]?)\s*(\d*\.?\d*)\s*$/.exec(textOf(argument)) ?? [];
	return Number(`${sign}${factor === "" ? "1" : factor}`) * unit;
}
function hidden(visibility, technique) {
	return {
		...visibility,
		hiddenBy: visibility.hiddenBy ?? technique
	};
}
function hiddenIf(visibility, technique, when) {
	return when ? hidden(visibility, technique) : visibility;
}
function ofColour({ role, args, visibility, palette, textOf, read }) {
	switch (role) {
		case "text colour": return { visibility: {
			...visibility,
			textColour: colourOf(args, palette, textOf)
		} };
		case "coloured text": return {
			visibility: {
				...visibility,
				textColour: colourOf(args, palette, textOf)
			},
			read: read(2)
		};
		case "colour box": return {
			visibility: {
				...visibility,
				background: colourOf(args, palette, textOf)
			},
			read: read(2)
		};
		case "framed colour box": {
			const [model, , , background, text] = args;
			return {
				visibility: {
					...visibility,
					background: colourOf([model, background], palette, textOf)
				},
				read: text ?? []
			};
		}
		case "highlighted": return {
			visibility: {
				...visibility,
				background: palette.highlight
			},
			read: read(0)
		};
		default: return;
	}
}
function ofSize({ role, args, visibility, literal, length, read }) {
	const tinyIf = (isTiny) => ({
		...visibility,
		isTiny,
		willBeTiny: isTiny
	});
	switch (role) {
		case "font size": return { visibility: {
			...visibility,
			willBeTiny: isBelow(length(0), SMALLEST_FONT)
		} };
		case "font selected": return { visibility: tinyIf(visibility.willBeTiny) };
		case "standard size": return { visibility: tinyIf(false) };
		case "font of a size": return { visibility: tinyIf(isBelow(length(0), SMALLEST_FONT)) };
		case "font scaled": return { visibility: isBelow(Number(literal(0)), SMALLEST_SCALE) ? tinyIf(true) : visibility };
		case "no font": return { visibility: hidden(visibility, "a font without letters") };
		case "scaled": {
			const [across, upright] = [literal(0), args[1] === void 0 ? literal(0) : literal(1)];
			return {
				visibility: hiddenIf(visibility, "tiny font", [across, upright].some((scale) => isBelow(Number(scale), SMALLEST_SCALE))),
				read: read(2)
			};
		}
		case "resized": return {
			visibility: hiddenIf(visibility, "tiny font", [1, 2].some((side) => isBelow(length(side), SMALLEST_FONT))),
			read: read(3)
		};
		case "adjusted": {
			const options = literal(0);
			const scale = /(?:^|,)\s*scale\s*=\s*\{?([\d.]+)/.exec(options)?.[1];
			const sizes = [...options.matchAll(/(?:^|,)\s*(?:max )?(?:width|height|totalheight)\s*=\s*([\d.]+[a-z]{2})/g)];
			return {
				visibility: hiddenIf(visibility, "tiny font", isBelow(Number(scale), SMALLEST_SCALE) || sizes.some(([, size = ""]) => isBelow(points(size), SMALLEST_FONT))),
				read: read(1)
			};
		}
		default: return;
	}
}
function ofPlace({ role, args, visibility, length, read }) {
	const unchanged = {
		visibility,
		read: []
	};
	switch (role) {
		case "moved box": return {
			visibility: hiddenIf(visibility, OFF_THE_PAGE, isOffPage(length(0))),
			read: read(1)
		};
		case "indent": return isOffPage(length(0)) ? { visibility: hidden(visibility, OFF_THE_PAGE) } : unchanged;
		case "horizontal space": {
			const distance = length(1);
			if (distance === void 0 || !isOffPage(distance)) return unchanged;
			const reach = { left: distance < 0 ? -distance / POINTS_A_LETTER : 1 };
			return { visibility: {
				...hidden(visibility, OFF_THE_PAGE),
				untilParagraphEnd: true,
				reach
			} };
		}
		case "vertical space": {
			const distance = length(1);
			if (distance === void 0 || !isOffPage(distance)) return unchanged;
			if (distance < 0) return { visibility: hidden(visibility, OFF_THE_PAGE) };
			if (args[0] !== void 0 && distance > TALLEST_PAGE) return { visibility: {
				...hidden(visibility, OFF_THE_PAGE),
				untilParagraphEnd: true
			} };
			return visibility.hiddenBy === OFF_THE_PAGE ? { visibility: {
				...visibility,
				hiddenBy: void 0
			} } : unchanged;
		}
		case "raised": {
			const distance = length(0);
			return {
				visibility: hiddenIf(visibility, OFF_THE_PAGE, isOffPage(distance) && (Number(distance) < 0 || args[1] !== void 0)),
				read: read(3)
			};
		}
		default: return;
	}
}
function ofDrawing({ role, args, visibility, literal, read }) {
	const unchanged = {
		visibility,
		read: []
	};
	switch (role) {
		case "phantom": return hasWords(visibleText(args[0])) ? {
			visibility: hidden(visibility, "phantom text"),
			read: read(0)
		} : unchanged;
		case "opacity": return { visibility: hiddenIf(visibility, "transparent text", isBelow(Number(literal(0)), LEAST_OPACITY)) };
		case "transparent text": return {
			visibility: hiddenIf(visibility, "transparent text", isBelow(Number(literal(0)), LEAST_OPACITY)),
			read: read(1)
		};
		case "drawing operators": {
			const colour = operatorColour(literal(1));
			const mode = /\b([0-7])\s+Tr\b/.exec(literal(1))?.[1];
			if (mode === "3") return { visibility: hidden(visibility, INVISIBLE) };
			if (mode !== void 0 && visibility.hiddenBy === INVISIBLE) return { visibility: {
				...visibility,
				hiddenBy: void 0
			} };
			return colour === void 0 ? unchanged : { visibility: {
				...visibility,
				textColour: colour
			} };
		}
		case "colour stack": return { visibility: {
			...visibility,
			textColour: args[2] === void 0 ? BLACK : operatorColour(literal(2)) ?? visibility.textColour
		} };
		case "tooltip": return {
			visibility,
			read: read(0)
		};
		default: return;
	}
}
/** @param args colour model, if one is given, and colour, then whatever the macro takes besides */
function colourOf([model, name], palette, textOf = literalText) {
	return palette.colour(textOf(name), model === void 0 ? void 0 : textOf(model));
}
/** PDF's operators for the colour of what is filled: `1 g`, `1 0 0 rg`, `0 0 0 1 k`. */
function operatorColour(operators) {
	const [, numbers = "", operator] = /((?:[\d.]+\s+){1,4})(g|rg|k)\b/.exec(operators.slice(0, 200)) ?? [];
	const parts = numbers.trim().split(/\s+/).map(Number);
	const [first = 0, second = 0, third = 0, fourth = 0] = parts;
	if (operator === "g") return [
		first,
		first,
		first
	];
	if (operator === "rg" && parts.length === 3) return [
		first,
		second,
		third
	];
	if (operator !== "k" || parts.length !== 4) return void 0;
	return [
		(1 - first) * (1 - fourth),
		(1 - second) * (1 - fourth),
		(1 - third) * (1 - fourth)
	];
}
function isBelow(value, least) {
	return value !== void 0 && Math.abs(value) < least;
}
/** @param length in points */
function isOffPage(length) {
	return length !== void 0 && Math.abs(length) >= OFF_PAGE;
}

// src/manuscript/formats/latex/state.ts
/** What the reading of a paper's files shares, and what the parts of one file's reading need of each other. */
/** To the abstract or the body, wherever the reading stands.
*  @throws ManuscriptError `too-many-passages` */
function addPassage(passage, paper) {
	if (paper.part === "abstract") paper.abstract.push(passage);
	else paper.body.push({
		kind: "passage",
		passage
	});
	checkPassageCount(paper.abstract.length + paper.body.length, passage.file);
}
function recordLeftOut(why, { at, end }, { paper, flow: { source } }) {
	const lines = {
		startLine: source.lineAt(at),
		endLine: source.lineAt(Math.max(at, end - 1))
	};
	paper.leftOut.push({
		file: source.file,
		lines,
		why
	});
}
/** Text that is not printed. Words are worth a line in the report, a sign or a number is not. */
function recordUnprinted(why, range, file) {
	if (file.paper.part === "preamble" || !hasWords(file.flow.source.text.slice(range.at, range.end))) return;
	recordLeftOut(why, range, file);
}
/** Which environments are open, where \begin and \end stand in different chunks of the file or have no partner at all.
*  Invariant: what ends in another order than it began still ends once; an \end without a \begin changes nothing. */
var OpenEnvironments = class {
	#open = [];
	push(environment) {
		this.#open.push(environment);
	}
	/** Leaves the innermost environment of that name and all within it. */
	leave(name) {
		const at = this.#open.findLastIndex((environment) => environment.name === name);
		if (at === -1) return;
		for (const environment of this.#open.splice(at).toReversed()) environment.leave();
	}
	endAtHeading() {
		const environment = this.#open.at(-1);
		if (environment?.endsAtHeading === true) this.leave(environment.name);
	}
};

// src/manuscript/formats/latex/inline.ts
function readText({ text, at, end }, flow) {
	let from = at;
	const ofFile = end - at === text.length;
	for (const part of text.split(/(&[&~]*|~+)/)) {
		const to = ofFile ? from + part.length : end;
		if (part.startsWith("&")) for (const _ of part.replaceAll("~", "")) flow.endCell(false);
		else if (part.startsWith("~")) flow.addBlank();
		else if (part !== "") flow.addText(withLigatures(part), from, to);
		if (ofFile) from = to;
	}
}
/** Shows what a macro prints within its paragraph, or learns a colour. */
function readInlineMacro(info, args, { at, end }, file) {
	const { flow, paper } = file;
	switch (info.role) {
		case "show":
			for (const [count, shown] of info.shown.entries()) {
				if (count > 0 && info.isJoined !== true) flow.addBlank();
				file.walkGroup(args[shown] ?? []);
			}
			break;
		case "token":
			flow.addToken(info.token, at, end);
			break;
		case "row":
			flow.endCell(true);
			break;
		case "at the beginning":
			file.walk(args[0] ?? []);
			break;
		case "group begins":
			flow.beginGroup();
			break;
		case "group ends":
			flow.endGroup();
			break;
		case "page colour":
			paper.palette.page = args.length === 0 ? WHITE : colourOf(args, paper.palette, (argument) => paper.conditions.textOf(argument));
			break;
		case "highlight colour":
			paper.palette.highlight = paper.palette.colour(literalText(args[0]), void 0);
			break;
		case "cell colour":
		case "row colour": {
			const background = colourOf(args, paper.palette);
			flow.visibility = {
				...flow.visibility,
				background
			};
			if (info.role === "row colour" && flow.table !== void 0) flow.table.rowBackground = background;
			break;
		}
		case "spanning cell":
			flow.withVisibility(flow.rowVisibility(), () => file.walk(args[2] ?? []));
			break;
		case "row colours":
			flow.rowColours = [args[3], args[4]].map((colour) => paper.palette.colour(literalText(colour), void 0));
			break;
		case "column type":
			if (args[0]?.[0] !== void 0) paper.definitions.setColumnType(literalText(args[0]).trim(), args[2] ?? []);
			break;
		case "box kept":
			keepBox(args[0], args.at(-1), { at }, file);
			break;
		case "box used":
			useBox(args[0], {
				at,
				end
			}, file);
			break;
		case "not printed":
			recordUnprinted("text that is not printed", {
				at,
				end
			}, file);
			break;
		case "superscript":
			flow.addText(superscript(visibleText(args[0])), at, end);
			break;
		case "quantity":
			flow.addText(paper.siunitx.text(info.form, args, (name) => paper.definitions.get(name)?.body), at, end);
			break;
		case "unit definition":
			paper.siunitx.declare(args[1], args[2]);
			break;
		case "unit settings":
			paper.siunitx.setUp(args[0]);
			break;
		case "fraction":
			flow.addText(`${visibleText(args[1])}/${visibleText(args[2])}`, at, end);
			break;
		case "math":
			flow.addText(`$${sourceText(args[0] ?? []).replace(/\$/g, "")}$`, at, end);
			break;
		case "acronym":
			readAcronym(info.form, args, {
				at,
				end
			}, file);
			break;
		case "acronym definition":
			defineAcronym(info.by, args, {
				at,
				end
			}, file);
			break;
		case "address":
			readAddress(args[0], flow);
			break;
		case "code":
			readCode$1(args.at(-1), {
				at,
				end
			}, flow);
			break;
		case "colour name":
			paper.palette.define(literalText(args[0]), paper.palette.colour(literalText(args[2]), literalText(args[1])));
			break;
		case "colour alias": paper.palette.define(literalText(args[1]), paper.palette.colour(literalText(args[2]), void 0));
	}
}
/** By \sbox, \setbox and their kin. */
function keepBox(name, content, { at }, { paper, flow }) {
	const [only, ...others] = content ?? [];
	const nodes = only?.kind === "group" && others.length === 0 ? only.children : content ?? [];
	const text = flow.source.text.slice(nodes[0]?.at ?? at, nodes.at(-1)?.end ?? at);
	const characters = hasWords(text) && paper.part !== "preamble" ? text.trim().length : 0;
	paper.boxes.keep(boxName(name), {
		nodes,
		file: flow.source.file,
		line: flow.source.lineAt(nodes[0]?.at ?? at),
		characters
	});
}
function useBox(name, use, file) {
	walkAt(file.paper.boxes.use(boxName(name)) ?? [], use, file);
}
/** `\kept` or `0=` */
function boxName(name) {
	const macro = name?.find((node) => node.kind === "macro");
	return macro?.kind === "macro" ? `\\${macro.name}` : literalText(name).replace(/=/g, "").trim();
}
/** Of code in the file, its characters there: the copy that was parsed has others. */
function readCode$1(code, use, flow) {
	const first = code?.[0];
	const last = code?.at(-1);
	if (first === void 0 || last === void 0) return;
	if (code?.every((node) => node.kind === "blank" || node.kind === "text" && node.end - node.at === node.text.length)) flow.addText(flow.source.text.slice(first.at, last.end), first.at, last.end);
	else flow.addText(literalText(code), use.at, use.end);
}
function readAcronym(form, args, use, file) {
	const [, , key, insertion] = args;
	const shown = file.paper.acronyms.use(key, form);
	if (shown === void 0 || !walkAt(shown, use, file)) file.walkGroup(key ?? []);
	if (insertion !== void 0) file.walkGroup(insertion);
}
/** Reads nodes as if they stood where they are used. @returns false where the budget for expansions is spent */
function walkAt(nodes, { at, end }, file) {
	const body = file.paper.definitions.expand({
		body: nodes,
		fallbacks: []
	}, [], {
		kind: "macro",
		name: "",
		at,
		end
	});
	file.walkGroup(body ?? []);
	return body !== void 0;
}
function defineAcronym(by, args, use, file) {
	const { acronyms } = file.paper;
	const [first, second, third, fourth] = args;
	switch (by) {
		case "names":
			acronyms.define(second, third, fourth, first);
			return;
		case "keys":
			acronyms.defineByKeys(first, second);
			return;
		case "plural":
			acronyms.definePlural(first, second, third);
			return;
		case "reset":
			acronyms.reset();
			return;
		case "acronym":
		case "listed acronym":
			acronyms.define(first, second, third);
			if (by === "listed acronym" && file.paper.part !== "preamble") walkAt([
				...second ?? first ?? [],
				{
					kind: "blank",
					at: 0,
					end: 0
				},
				...third ?? []
			], use, file);
	}
}
/** A power keeps its mark, or `10^5` would be 105; an ordinal's letters need none. */
function superscript(text) {
	return /^[-+−–]?\d/.test(text) ? `^${text}` : text;
}
function readAddress(address, flow) {
	const first = address?.[0];
	const last = address?.at(-1);
	if (first === void 0 || last === void 0) return;
	const written = flow.source.text.slice(first.at, last.end);
	flow.addText(written.replace(/\\([%#_&~{}])/g, "$1"), first.at, last.end);
}

// src/manuscript/formats/latex/class-macros.ts
/** Signature, role, names: as in the table of all macros. */
const CLASS_MACROS = [
	[
		"m",
		{
			role: "heading",
			level: 6,
			position: 0
		},
		"bmhead"
	],
	[
		"g",
		{
			role: "statement",
			heading: "Acknowledgments"
		},
		"ack acknowledgments"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Author Contributions"
		},
		"authorcontributions"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Funding"
		},
		"funding"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Institutional Review Board Statement"
		},
		"institutionalreview"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Informed Consent Statement"
		},
		"informedconsent"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Data Availability Statement"
		},
		"dataavailability"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Conflicts of Interest"
		},
		"conflictsofinterest"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Supplementary Materials"
		},
		"supplementary"
	],
	[
		"mm",
		{
			role: "show",
			shown: [0, 1],
			isJoined: true
		},
		"IEEEPARstart lettrine"
	],
	[
		"m",
		{
			role: "show",
			shown: [0]
		},
		"IEEEtitleabstractindextext IEEEcompsoctitleabstractindextext IEEEraisesectionheading"
	],
	[
		"somO",
		{ role: "front matter" },
		"author affil affiliation Author address corres"
	],
	[
		"mgg",
		{ role: "front matter" },
		"revised accepted history datereceived daterevised dateaccepted datepublished"
	],
	[
		"omgg",
		{ role: "front matter" },
		"received acmConference"
	],
	[
		"o",
		{ role: "front matter" },
		"cormark fnmark tnotemark"
	],
	[
		"mm",
		{ role: "front matter" },
		"addORCIDlink abbreviations"
	],
	[
		"g",
		{ role: "front matter" },
		`
  tnoteref fnref corref nonumnote shorttitle shortauthors shortauthor credit IEEEauthorblockN IEEEauthorblockA IEEEmembership IEEEauthorrefmark
  IEEEspecialpapernotice IEEEpubid preprint collaboration eads submitto ams jl journaltitle journalname DOI access vol issue appnotes authormark
  authorsaffiliations leftheader rightheader course professor duedate journal biboptions fax phone keywords keyword Keywords setcopyright acmYear acmDOI acmISBN acmJournal
  acmVolume acmNumber acmArticle acmMonth acmPrice acmSubmissionID citestyle inst orcidID fnm sur equalcont jyear dedication AuthorNames AuthorCitation
  TitleCitation pubvolume issuenum articlenumber externaleditor hreflink doinum orcidauthor correspondance extraAuth firstAuthorLast appendixtitles
  appendixstart reftitle authorcontact Correspondence MSC PACS runninghead runningauthor leadauthor corrauthor
`
	],
	[
		"",
		{ role: "front matter" },
		`
  sep printcredits noaffiliation onecolumngrid twocolumngrid IEEEoverridecommandlockouts IEEEpeerreviewmaketitle IEEEdisplaynontitleabstractindextext
  IEEEdisplaynotcompsoctitleabstractindextext IEEEpubidadjcol lineup br mr ms nosections isPreprints endbio
`
	],
	[
		"g",
		{
			role: "statement",
			heading: "About the author"
		},
		"bio"
	]
];

// src/manuscript/formats/latex/macros.ts
/** What we know of LaTeX's macros: their arguments, and what a reader sees of them.
*  Invariant: a macro that is not here keeps the text of the groups after it; only what is listed is dropped. */
/** By level, from 1 for the highest that LaTeX knows, whatever a class uses as its top. */
const HEADINGS = [
	"part",
	"chapter",
	"section",
	"subsection",
	"subsubsection",
	"paragraph",
	"subparagraph"
];
const MACROS = /* @__PURE__ */ new Map();
/** @param names separated by white space */
function declare$1(args, role, names) {
	for (const name of names.trim().split(/\s+/)) MACROS.set(name, {
		...role,
		args: signature(args)
	});
}
for (const [args, role, names] of CLASS_MACROS) declare$1(args, role, names);
for (const [index, name] of HEADINGS.entries()) declare$1("som", {
	role: "heading",
	level: index + 1,
	position: 2
}, name);
declare$1("om", { role: "title" }, "title Title");
declare$1("g", { role: "abstract" }, "abstract Abstract");
declare$1("", { role: "abstract end" }, "endabstract");
declare$1("f", {
	role: "include",
	folder: "none"
}, "input subfile subfileinclude InputIfFileExists loadglsentries");
declare$1("m", {
	role: "include",
	folder: "none",
	isChosen: true
}, "include");
declare$1("om", { role: "packages" }, "usepackage RequirePackage");
declare$1("m", { role: "chosen files" }, "includeonly");
declare$1("", { role: "input end" }, "endinput");
declare$1("m", { role: "left out environments" }, "excludecomment excludeversion");
declare$1("m", { role: "kept environments" }, "includecomment includeversion");
declare$1("mm", {
	role: "include",
	folder: "of the root"
}, "import inputfrom includefrom");
declare$1("mm", {
	role: "include",
	folder: "of the import"
}, "subimport subinputfrom subincludefrom");
declare$1("", { role: "definition" }, `
  newcommand renewcommand providecommand DeclareRobustCommand def gdef edef xdef let newcommandx NewDocumentCommand
  RenewDocumentCommand DeclareDocumentCommand ProvideDocumentCommand NewExpandableDocumentCommand RenewExpandableDocumentCommand
  DeclareExpandableDocumentCommand NewDocumentEnvironment RenewDocumentEnvironment DeclareDocumentEnvironment newrobustcmd
  renewrobustcmd DeclareMathOperator DeclareTextFontCommand DeclarePairedDelimiter DeclarePairedDelimiterX DeclarePairedDelimiterXPP
  newenvironment renewenvironment newtheorem font newfont DeclareFixedFont NewEnviron RenewEnviron
`);
declare$1("o", { role: "item" }, "item");
declare$1("", { role: "paragraph end" }, "par bigskip medskip smallskip newpage clearpage cleardoublepage pagebreak");
declare$1("sO", { role: "row" }, "\\ tabularnewline");
declare$1("som", {
	role: "passages",
	kinds: [
		void 0,
		void 0,
		"caption"
	]
}, `
  caption subcaption figcaption tabcaption tblcaption
`);
declare$1("mom", {
	role: "passages",
	kinds: [
		void 0,
		void 0,
		"caption"
	]
}, "captionof");
declare$1("omm", {
	role: "passages",
	kinds: [
		void 0,
		"caption",
		void 0
	]
}, "figsupp");
declare$1("mmm", {
	role: "passages",
	kinds: [
		"caption",
		"table",
		"paragraph"
	]
}, "processtable");
declare$1("mm", {
	role: "passages",
	kinds: [void 0, "caption"]
}, "processfigure");
declare$1("om", {
	role: "passages",
	kinds: [void 0, "paragraph"]
}, `
  footnote footnotetext tablefootnote endnote marginpar marginnote sidenote rmarkdownfootnote
`);
declare$1("m", {
	role: "show",
	shown: [0]
}, `
  emph textit textbf texttt textsf textrm textsc textsl textup textmd textnormal text mbox underline uline uuline
  enquote mathrm textsubscript ce ch MakeUppercase MakeLowercase uppercase lowercase fbox centerline leftline rightline
  nohyphens DIFadd DIFaddFL so ul quoted rlap llap clap smash mathrlap mathllap mathclap reflectbox @firstofone
  textquote
`);
declare$1("om", {
	role: "show",
	shown: [1]
}, "hyperref added highlight makecell thead");
declare$1("om", {
	role: "passages",
	kinds: ["caption", "paragraph"]
}, "subfloat subfigure");
declare$1("mm", {
	role: "show",
	shown: [0]
}, "texorpdfstring");
declare$1("mm", {
	role: "show",
	shown: [1]
}, "foreignlanguage hypertarget hyperlink href textlang");
declare$1("omm", {
	role: "show",
	shown: [1]
}, "replaced");
declare$1("omm", {
	role: "show",
	shown: [2]
}, "rotatebox");
declare$1("mmm", { role: "spanning cell" }, "multicolumn");
declare$1("ooomm", {
	role: "show",
	shown: [4]
}, "parbox");
declare$1("omomom", {
	role: "show",
	shown: [5]
}, "multirow");
declare$1("m", { role: "superscript" }, "textsuperscript");
declare$1("m", { role: "address" }, "url path nolinkurl doi");
declare$1("om", { role: "code" }, MASKED_CODE.listing);
declare$1("omm", { role: "code" }, MASKED_CODE.minted);
declare$1("om", {
	role: "quantity",
	form: "unit"
}, "si unit");
declare$1("om", {
	role: "quantity",
	form: "number"
}, "num tablenum");
declare$1("om", {
	role: "quantity",
	form: "angle"
}, "ang");
declare$1("omom", {
	role: "quantity",
	form: "quantity"
}, "SI");
declare$1("omm", {
	role: "quantity",
	form: "quantity"
}, "qty");
declare$1("ommm", {
	role: "quantity",
	form: "quantity range"
}, "SIrange qtyrange");
declare$1("omm", {
	role: "quantity",
	form: "number range"
}, "numrange");
declare$1("om", {
	role: "quantity",
	form: "number list"
}, "numlist");
declare$1("om", {
	role: "quantity",
	form: "number product"
}, "numproduct");
declare$1("omm", {
	role: "quantity",
	form: "quantity list"
}, "SIlist qtylist");
declare$1("omm", {
	role: "quantity",
	form: "quantity product"
}, "qtyproduct");
declare$1("omm", { role: "unit definition" }, "DeclareSIUnit");
declare$1("m", { role: "unit settings" }, "sisetup");
declare$1("omm", { role: "fraction" }, "nicefrac sfrac xfrac textfrac");
declare$1("m", { role: "math" }, "ensuremath");
declare$1("ommm", {
	role: "acronym definition",
	by: "names"
}, "newacronym newabbreviation");
declare$1("mm", {
	role: "acronym definition",
	by: "keys"
}, "newglossaryentry provideglossaryentry DeclareAcronym");
declare$1("mmm", {
	role: "acronym definition",
	by: "keys"
}, "longnewglossaryentry longprovideglossaryentry");
declare$1("mom", {
	role: "acronym definition",
	by: "acronym"
}, "acrodef newacro acroextra");
declare$1("mom", {
	role: "acronym definition",
	by: "listed acronym"
}, "acro");
declare$1("mom", {
	role: "acronym definition",
	by: "plural"
}, "acrodefplural acroplural newacroplural");
declare$1("", {
	role: "acronym definition",
	by: "reset"
}, "glsresetall acresetall");
declare$1("som", {
	role: "token",
	token: "[ref]"
}, `
  ref eqref pageref autoref cref Cref nameref vref Vref cpageref labelcref figref tabref tableref secref subref fullref
  prettyref fref Fref thref zcref
`);
declare$1("smm", {
	role: "token",
	token: "[ref]"
}, "crefrange Crefrange");
declare$1("", { role: "drop" }, `
  centering raggedright raggedleft noindent indent maketitle tableofcontents listoffigures listoftables newblock sloppy
  fussy hfill vfill hline toprule midrule bottomrule botrule appendix backmatter frontmatter mainmatter linenumbers
  nolinenumbers doublespacing singlespacing onehalfspacing normalfont bfseries itshape rmfamily sffamily ttfamily scshape
  slshape upshape mdseries bf it rm sf tt sc sl em protect relax leavevmode ignorespaces unskip null break nobreak allowbreak nopagebreak goodbreak filbreak
  onecolumn twocolumn balance flushbottom raggedbottom tightlist else fi or unless immediate phantomsection
  makeatletter makeatother strut hss endfirsthead endhead endfoot endlastfoot normalcolor DIFaddbegin DIFaddend DIFdelbegin
  DIFdelend DIFaddbeginFL DIFaddendFL DIFdelbeginFL DIFdelendFL printglossaries printindex qed qedhere displaystyle nonumber
  notag boldmath unboldmath frenchspacing sbc tbc lkc FloatBarrier urlstyle
`);
declare$1("m", { role: "drop" }, `
  label pagestyle thispagestyle pagenumbering bibliographystyle nocite orcid firstpage pubyear copyrightyear
  graphicspath usetikzlibrary hypersetup pdfinfo cline setstretch linespread newcounter stepcounter refstepcounter
  arabic alph Alph roman Roman fnsymbol theoremstyle tag DIFdel DIFdelFL authorrunning titlerunning index glsadd
  markright hyphenation newlength penalty enlargethispage editor lstset geometry
`);
declare$1("om", { role: "drop" }, `
  includegraphics includesvg includepdf includemedia lstinputlisting todo missingfigure comment deleted institute corrauth thanks date documentclass cmidrule
  captionsetup setlist authornote presentaddress externaldocument orcidlink ead tnotetext cortext fntext
  altaffiliation alsoaffiliation homepage email corresp ccsdesc authorsnames pacs firstnote secondnote
`);
declare$1("mm", { role: "drop" }, `
  setlength addtolength setcounter addtocounter corr markboth pgfplotsset SetKwComment
`);
declare$1("mmm", { role: "drop" }, "addcontentsline addtocontents hyperdef");
declare$1("omm", { role: "drop" }, "rule");
declare$1("om", { role: "bibliography" }, "bibliography");
declare$1("o", { role: "bibliography" }, "printbibliography");
declare$1("mmm", { role: "colour name" }, "definecolor providecolor");
declare$1("omm", { role: "colour alias" }, "colorlet");
declare$1("om", { role: "text colour" }, "color");
declare$1("omm", { role: "coloured text" }, "textcolor");
declare$1("omm", { role: "colour box" }, "colorbox");
declare$1("omoo", { role: "cell colour" }, "cellcolor columncolor");
declare$1("omoo", { role: "row colour" }, "rowcolor");
declare$1("om", { role: "drop" }, "arrayrulecolor doublerulesepcolor");
declare$1("sommm", { role: "row colours" }, "rowcolors");
declare$1("mom", { role: "column type" }, "newcolumntype");
declare$1("om", { role: "page colour" }, "pagecolor");
declare$1("", { role: "page colour" }, "nopagecolor");
declare$1("omomm", { role: "framed colour box" }, "fcolorbox");
declare$1("m", { role: "highlighted" }, "hl");
declare$1("m", { role: "highlight colour" }, "sethlcolor");
declare$1("", { role: "font selected" }, "selectfont");
declare$1("", { role: "standard size" }, "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge");
declare$1("m", { role: "font of a size" }, "@fontofsize");
declare$1("m", { role: "font scaled" }, "relscale");
declare$1("", { role: "no font" }, "nullfont");
declare$1("lb", { role: "moved box" }, "moveleft moveright lower");
declare$1("lb", {
	role: "show",
	shown: [1]
}, "raise");
declare$1("l", { role: "indent" }, "leftskip");
declare$1("", { role: "group begins" }, "begingroup bgroup");
declare$1("", { role: "group ends" }, "endgroup egroup");
declare$1("mm", { role: "box kept" }, "sbox");
declare$1("moom", { role: "box kept" }, "savebox");
declare$1("nb", { role: "box kept" }, "setbox");
declare$1("m", { role: "box used" }, "usebox");
declare$1("n", { role: "box used" }, "box copy unhbox unvbox unhcopy unvcopy");
declare$1("m", { role: "not printed" }, "@gobble typeout message wlog");
declare$1("mm", { role: "not printed" }, "@gobbletwo settowidth settoheight settodepth");
declare$1("mm", { role: "adjusted" }, "adjustbox");
declare$1("nm", { role: "not printed" }, "write");
declare$1("mm", {
	role: "show",
	shown: [0],
	isJoined: true
}, "@firstoftwo");
declare$1("mm", {
	role: "show",
	shown: [1],
	isJoined: true
}, "@secondoftwo");
declare$1("tm", {
	role: "show",
	shown: [1]
}, "hbox vbox vtop");
declare$1("oom", {
	role: "show",
	shown: [2]
}, "makebox framebox");
declare$1("m", { role: "drop" }, "newsavebox");
declare$1("mm", { role: "font size" }, "fontsize");
declare$1("mom", { role: "scaled" }, "scalebox");
declare$1("smmm", { role: "resized" }, "resizebox");
declare$1("m", { role: "phantom" }, "phantom hphantom vphantom");
declare$1("sl", { role: "horizontal space" }, "hspace hskip kern mskip");
declare$1("sl", { role: "vertical space" }, "vspace vskip");
declare$1("moom", { role: "raised" }, "raisebox");
declare$1("m", { role: "opacity" }, "transparent");
declare$1("mm", { role: "transparent text" }, "texttransparent");
declare$1("km", { role: "drawing operators" }, "pdfliteral special");
declare$1("nkg", { role: "colour stack" }, "pdfcolorstack");
declare$1("m", { role: "at the beginning" }, "AtBeginDocument");
declare$1("mm", { role: "tooltip" }, "pdftooltip tooltip");
const ACRONYM = signature("som");
const GLOSSARY_ENTRY = signature("somO");
const CITATION = {
	role: "token",
	token: "[cite]",
	args: signature("soom")
};
const CITES = /^(?:[A-Za-z]*cite(?:[tp]|al[tp]|num|year(?:par)?|author|text|field|title)?s?|bibentry)$/;
/** Undefined where we do not know the macro: its definition, or the text of its arguments, says what a reader sees. */
function macroInfo(name) {
	const known = MACROS.get(name) ?? (CITES.test(name) ? CITATION : void 0);
	if (known !== void 0) return known;
	const form = acronymForm(name);
	return form === void 0 ? void 0 : {
		role: "acronym",
		form,
		args: /^gl/i.test(name) ? GLOSSARY_ENTRY : ACRONYM
	};
}

// src/manuscript/formats/latex/math.ts
/** Math, as the model gets it: its source, without what a reader does not see of it. */
function readMath(node, file) {
	const { paper, flow } = file;
	const { body, hidden } = visibleMath(node, file);
	for (const { at, technique, text } of hidden) paper.hidden.push({
		file: flow.source.file,
		line: flow.source.lineAt(at),
		technique,
		characters: text.trim().length
	});
	const shown = body.trim();
	if (shown === "") return;
	if (node.display) flow.addBlank();
	const at = node.bodyAt + body.indexOf(shown);
	const ofFile = node.at !== node.bodyAt;
	const end = ofFile ? at + shown.length : node.end;
	if (node.display || !ofFile) flow.addText(`$${shown}$`, at, end);
	else {
		flow.addText("$", node.at, node.at + 1);
		flow.addText(shown, at, end);
		flow.addText("$", node.end - 1, node.end);
	}
	if (node.display) flow.addBlank();
}
const PRINTS_NOTHING = /\\(?:label|tag)\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle|limits)(?![a-zA-Z])/g;
const COMMENT = /(?<!\\)%[^\n]*/g;
/** `\mbox{if $x$}` in display math: the model's text sets math off by one pair of dollars. */
const INNER_DOLLAR = /(?<!\\)\$/g;
/** Math as the model gets it: its source, without what prints nothing and without what nobody can see.
*  Invariant: as long as the body it was given, so that every character keeps its line. */
function visibleMath(math, file) {
	const hidden = MAY_HIDE.test(math.body) ? [...hiddenMath(math.children, file.flow.visibility, file)] : [];
	let body = math.body.replace(COMMENT, blanks).replace(PRINTS_NOTHING, blanks).replace(INNER_DOLLAR, " ");
	for (const { at, end } of hidden) {
		const from = at - math.bodyAt;
		if (from >= 0) body = body.slice(0, from) + blanks(body.slice(from, end - math.bodyAt)) + body.slice(end - math.bodyAt);
	}
	return {
		body,
		hidden: hidden.filter(({ text }) => hasWords(text))
	};
}
/** Words in math, which alone are worth a look: whatever hides them is a macro before them. */
const MAY_HIDE = /\\[a-zA-Z@]{2}[\s\S]*[a-zA-Z]{4}/;
function blanks(part) {
	return part.replace(/[^\n]/g, " ");
}
function* hiddenMath(children, visible, file) {
	const nodes = [...children];
	let visibility = visible;
	for (let index = 0; index < nodes.length;) {
		const node = nodes[index];
		if (node?.kind !== "macro") {
			if (node?.kind === "group") yield* hiddenMath(node.children, visibility, file);
			index++;
			continue;
		}
		const read = readMacro(node, nodes, index, visibility, file);
		yield* read.hidden;
		index = read.next;
		visibility = read.visibility ?? visibility;
	}
}
function readMacro(node, nodes, index, visibility, file) {
	const { definitions, conditions } = file.paper;
	const branches = isConditional(node.name) ? branchesInMath(node.name, nodes, index, file) : void 0;
	if (branches !== void 0) {
		nodes.splice(index, branches.end - index, ...branches.printed);
		return {
			hidden: branches.hidden,
			next: index
		};
	}
	const setting = conditions.readSetting(nodes, index);
	if (setting !== void 0) return {
		hidden: [],
		next: setting
	};
	const definition = definitions.get(node.name);
	const info = macroInfo(node.name);
	const { args, next } = readArguments(nodes, index + 1, definition?.args ?? info?.args ?? []);
	const range = {
		at: node.at,
		end: nodes[next - 1]?.end ?? node.end
	};
	if (definition !== void 0) {
		const technique = hiddenByDefinition(definition, args, visibility, file);
		return {
			hidden: technique === void 0 ? [] : [{
				...range,
				technique,
				text: args.map(wordsIn).join(" ")
			}],
			next
		};
	}
	if (info === void 0) return {
		hidden: [],
		next: index + 1
	};
	return changed(info, args, range, {
		nodes,
		next,
		unread: index + 1
	}, visibility, file);
}
/** @param at `next` after the macro's arguments, `unread` before them */
function changed(info, args, range, { nodes, next, unread }, visibility, file) {
	const { palette, conditions } = file.paper;
	const change = visibilityChange(info, args, visibility, palette, (argument) => conditions.textOf(argument));
	if (change === void 0) return {
		hidden: [],
		next: unread
	};
	const technique = hidingTechnique(change.visibility, palette.page);
	if (change.read !== void 0) return {
		hidden: technique === void 0 ? hiddenMath(change.read, change.visibility, file) : [{
			...range,
			technique,
			text: wordsIn(change.read)
		}],
		next
	};
	if (technique === void 0) return {
		hidden: [],
		next,
		visibility: change.visibility
	};
	const after = nodes.slice(next);
	return {
		hidden: [{
			at: range.at,
			end: after.at(-1)?.end ?? range.end,
			technique,
			text: wordsIn(after)
		}],
		next: nodes.length
	};
}
/** Of a macro of the author, when nothing of its arguments' words is printed. */
function hiddenByDefinition(definition, args, visibility, file) {
	const words = args.map(wordsIn).join(" ");
	if (!hasWords(words) || file.expanding > MATH_EXPANSIONS) return void 0;
	const expanded = file.paper.definitions.expand(definition, args, {
		kind: "macro",
		name: "",
		at: 0,
		end: 0
	});
	if (expanded === void 0) return void 0;
	if (!hasWords(wordsIn(expanded))) return "text that its macro drops";
	file.expanding++;
	const found = [...hiddenMath(expanded, visibility, file)];
	file.expanding--;
	return found.map(({ text }) => text).join("").includes(words.trim()) ? found[0]?.technique : void 0;
}
/** Macros within macros, in math. */
const MATH_EXPANSIONS = 5;
function branchesInMath(name, nodes, index, { paper }) {
	const { verdict, next } = paper.conditions.ask(name, nodes, index + 1);
	const marks = branchesAmong(nodes, next, paper.conditions);
	const last = marks?.at(-1);
	if (marks === void 0 || last === void 0) return void 0;
	const chosen = chosenBranch$1(verdict, marks);
	const from = chosen === void 0 ? last.at : chosen === 0 ? next : marks[chosen - 1]?.end ?? last.at;
	const to = chosen === void 0 ? last.at : marks[chosen]?.at ?? last.at;
	const rangeOf = (first, end) => {
		const range = nodes.slice(first, end);
		const at = range[0]?.at;
		const text = wordsIn(range);
		return at === void 0 ? [] : [{
			at,
			end: range.at(-1)?.end ?? at,
			technique: "a branch that is not printed",
			text
		}];
	};
	return {
		hidden: [...rangeOf(index, from), ...rangeOf(to, last.end)],
		printed: nodes.slice(from, to),
		end: last.end
	};
}
/** The words of nodes, whatever macros stand around them. */
function wordsIn(nodes) {
	return (nodes ?? []).map((node) => "children" in node ? wordsIn(node.children) : node.kind === "text" || node.kind === "verb" ? node.text : " ").join("");
}

// src/manuscript/formats/latex/structure.ts
/** What begins or ends a passage: title, abstract and headings; and what stands beside the text (footnotes, captions, tables), each a passage of its own. */
/** Reads a macro that ends or begins a passage. @returns whether it is one */
function readStructure(info, args, use, file) {
	const { flow, paper } = file;
	switch (info.role) {
		case "heading":
			if (info.level === 3 && args[0] === void 0) paper.definitions.section++;
			readHeading(info.level, args[info.position], file);
			return true;
		case "statement":
			readStatement(info.heading, args[0], use, file);
			return true;
		case "title":
			readTitle(args[1], file);
			return true;
		case "abstract":
			readAbstract(args[0], file);
			return true;
		case "abstract end":
			file.openEnvironments.leave("abstract");
			return true;
		case "passages":
			readAsides(info, args, file);
			return true;
		case "include": {
			const names = args.map((name) => literalText(name).trim());
			flow.flush();
			if (info.isChosen === true && paper.includeOnly?.has(names[0] ?? "") === false) {
				recordLeftOut("not among \\includeonly", use, file);
				return true;
			}
			paper.include({
				name: names.at(-1) ?? "",
				folder: names.at(-2),
				from: info.folder
			}, flow, use.at);
			return true;
		}
		case "packages":
			for (const name of literalText(args[1]).split(",")) paper.definitions.packages.add(name.trim());
			return true;
		case "chosen files":
			paper.includeOnly = new Set(literalText(args[0]).split(",").map((name) => name.trim()));
			return true;
		case "item":
			flow.flush();
			if (args[0] !== void 0) file.walkGroup(args[0]);
			flow.addBlank();
			return true;
		case "paragraph end":
			flow.flush();
			return true;
		case "bibliography":
			recordLeftOut("bibliography", use, file);
			return true;
		default: return false;
	}
}
function readHeading(level, name, file) {
	const { flow, paper } = file;
	file.openEnvironments.endAtHeading();
	flow.flush();
	if (paper.part === "abstract") {
		file.walkGroup(name ?? []);
		flow.addBlank();
		return;
	}
	for (const passage of flow.capture("heading", () => file.walkGroup(name ?? []))) if (passage.kind === "heading") paper.body.push({
		kind: "heading",
		level,
		passage
	});
	else addPassage(passage, paper);
}
/** A heading that stands in no file: it stands where the macro does that prints it. */
function readStatement(heading, text, { at, end }, file) {
	const { flow, paper } = file;
	file.openEnvironments.endAtHeading();
	flow.flush();
	const [passage] = flow.capture("heading", () => flow.addText(heading, at, text === void 0 ? end : text[0]?.at ?? end));
	if (passage !== void 0) paper.body.push({
		kind: "heading",
		level: 3,
		passage
	});
	file.walkGroup(text ?? []);
	flow.flush();
}
/** A second title heads a part, such as a supplement in the same file. */
function readTitle(name, file) {
	const { flow, paper } = file;
	flow.flush();
	if (paper.title !== void 0) {
		readHeading(3, name, file);
		return;
	}
	const { part } = paper;
	if (part === "preamble") paper.part = "body";
	paper.title = flow.capture("heading", () => file.walkGroup(name ?? []))[0];
	paper.part = part;
}
function readAbstract(text, file) {
	const { flow, paper } = file;
	flow.flush();
	const { part } = paper;
	paper.part = "abstract";
	file.walk(text ?? []);
	flow.flush();
	paper.part = part;
}
/** Reads those arguments of a macro that its table calls captions, tables or paragraphs. */
function readAsides(info, args, file) {
	for (const [position, kind] of info.kinds.entries()) {
		const read = args[position];
		if (kind !== void 0 && read !== void 0) file.flow.aside(kind, () => file.walkGroup(read));
	}
}
/** The captions in what is otherwise left out, such as a drawing. */
function readCaptions(body, file) {
	const nodes = [...body];
	for (const [index, node] of nodes.entries()) {
		const info = node.kind === "macro" ? macroInfo(node.name) : void 0;
		if (info?.role === "passages" && info.kinds.includes("caption")) readAsides(info, readArguments(nodes, index + 1, info.args).args, file);
	}
}

// src/manuscript/formats/latex/tables.ts
/** Tables: each is one passage, each of its cells a group with a background and letters of its own. */
/** One passage, whatever blank lines part its rows. Each cell is a group. @param specification of the columns */
function readTable$1(specification, body, file) {
	const { flow, paper } = file;
	const rows = body.filter((node) => node.kind !== "paragraph end");
	const columns = columnsOf(specification ?? [], (letter) => paper.definitions.columnType(letter));
	const { table, onCell } = flow;
	flow.aside("table", () => flow.withVisibility(flow.visibility, () => {
		flow.table = {
			outside: flow.visibility,
			columns,
			column: 0,
			row: 0,
			rowBackground: "page"
		};
		flow.onCell = (declaration) => {
			if (declaration.some((node) => node.kind === "macro" && node.name === "setbox")) flow.visibility = {
				...flow.visibility,
				hiddenBy: "a box that is not used"
			};
			else file.walk(declaration.filter((node) => node.kind !== "text"));
		};
		flow.visibility = flow.rowVisibility();
		flow.onCell(columns[0] ?? []);
		file.walk(rows);
	}));
	flow.table = table;
	flow.onCell = onCell;
}
/** Columns, and column types within each other. */
const MOST_COLUMNS = 200;
const DEEPEST_TYPES = 5;
/** What `>{…}` puts before the cells of each column. */
function columnsOf(specification, typeOf, depth = 0) {
	const reader = new ColumnReader(typeOf, depth);
	if (depth <= DEEPEST_TYPES) for (const node of specification) reader.read(node);
	return reader.columns;
}
var ColumnReader = class {
	columns = [];
	#typeOf;
	#depth;
	#before = [];
	#sign = "";
	/** Of `*{3}`, which another group follows. */
	#copies;
	constructor(typeOf, depth) {
		this.#typeOf = typeOf;
		this.#depth = depth;
	}
	read(node) {
		if (this.columns.length > MOST_COLUMNS) return;
		if (node.kind === "text") for (const letter of node.text) this.#letter(letter);
		else if (node.kind === "group") this.#group(node.children);
	}
	#letter(letter) {
		this.#sign = letter;
		if (!/[a-zA-Z]/.test(letter)) return;
		for (const inner of ofLetter(letter, this.#typeOf, this.#depth)) this.columns.push([...this.#before, ...inner]);
		this.#before = [];
	}
	#group(children) {
		if (this.#sign === ">") this.#before = children;
		const copies = this.#copies;
		this.#copies = this.#sign === "*" && copies === void 0 ? Number(literalText(children)) || 0 : void 0;
		if (copies !== void 0) this.columns.push(...repeated(columnsOf(children, this.#typeOf, this.#depth + 1), copies));
	}
};
/** One column, or those that \newcolumntype makes of a letter. */
function ofLetter(letter, typeOf, depth) {
	const own = typeOf(letter);
	return own === void 0 ? [[]] : columnsOf(own, typeOf, depth + 1);
}
function repeated(items, times) {
	return Array.from({ length: Math.min(times, MOST_COLUMNS) }, () => items).flat().slice(0, MOST_COLUMNS);
}

// src/manuscript/formats/latex/environments.ts
/** What we know of LaTeX's environments: their arguments, what a reader sees of their bodies, and how each is read. Invariant: only what is listed here is
*  left out, and recorded with its reason; the body of any other is the author's text. Whatever an environment changes is changed back where it ends. */
const ENVIRONMENTS = /* @__PURE__ */ new Map();
function environments(args, role, names) {
	for (const name of names.split(" ")) for (const variant of [name, `${name}*`]) ENVIRONMENTS.set(variant, {
		role,
		args: signature(args)
	});
}
environments("", "document", "document");
environments("o", "abstract", "abstract onecolabstract");
environments("o", "float", "figure table sidewaysfigure sidewaystable SCfigure SCtable marginfigure margintable scheme chart featurebox");
environments("omom", "float", "wrapfigure wraptable");
environments("om", "table", "tabular longtable supertabular tblr longtblr array");
environments("mom", "table", "tabularx tabulary xltabular");
ENVIRONMENTS.set("tabular*", {
	role: "table",
	args: signature("mom")
});
environments("o", "list", "itemize enumerate description compactitem compactenum compactdesc inparaenum inparaitem tasks");
environments("ooom", "text", "minipage");
environments("m", "text", "multicols spacing column subequations");
environments("mm", "text", "list");
environments("o", "text", "theorem lemma proposition corollary definition remark example proof note");
environments("", "math", "equation align gather multline eqnarray displaymath math alignat flalign dmath dgroup IEEEeqnarray split empheq");
environments("", "code", "verbatim Verbatim lstlisting minted algorithm algorithmic algorithm2e pseudocode");
environments("", "picture", "tikzpicture pgfpicture picture pspicture axis circuitikz CCSXML");
environments("", "bibliography", "thebibliography references");
environments("", "acknowledgements", "acknowledgements acknowledgments acknowledgement acknowledgment acks");
environments("", "nothing", "comment filecontents keywords keyword IEEEkeywords highlights graphicalabstract tocentry");
environments("om", "biography", "IEEEbiography IEEEbiographynophoto biography");
environments("", "supplement", "suppinfo");
environments("o", "box", "tcolorbox mdframed");
environments("", "shaded", "shaded snugshade");
environments("m", "kept box", "lrbox");
environments("mm", "moved", "adjustwidth");
environments("ommm", "layer", "ocg");
ENVIRONMENTS.set("textblock*", {
	role: "placed",
	args: signature("mr")
});
ENVIRONMENTS.set("textblock", {
	role: "text",
	args: signature("mr")
});
const UNKNOWN = {
	role: "text",
	args: signature("O")
};
/** An environment that is not here is entered: its text is the author's. */
function environmentInfo(name) {
	return ENVIRONMENTS.get(name) ?? UNKNOWN;
}
/** Why an environment of this name is left out; undefined where its text is read. */
function leftOutReason(name) {
	const { role } = environmentInfo(name);
	return /^(?:code|picture|bibliography|acknowledgements|biography|nothing)$/.test(role) ? role : void 0;
}
/** Environments of the author within each other; more is a definition that refers to itself. */
const EXPANSIONS$1 = 20;
function readEnvironment(node, file) {
	if ((!ENVIRONMENTS.has(node.name) || environmentInfo(node.name).role === "text") && readOwnEnvironment(node, file)) return;
	const info = environmentInfo(node.name);
	const children = [...node.children];
	const { args, next } = readArguments(children, 0, info.args);
	const body = children.slice(next);
	switch (info.role) {
		case "document":
		case "abstract":
		case "list":
		case "box":
		case "text": {
			const leave = enterEnvironment(info, file);
			if (info.role === "box" || info.role === "text") setBoxColours(args, file);
			file.walk(body);
			leave();
			break;
		}
		case "shaded":
		case "moved":
		case "layer":
		case "placed": {
			const leave = enterEnvironment(info, file);
			file.flow.visibility = placed(info.role, args, file);
			file.walk(body);
			leave();
			break;
		}
		case "float":
			file.flow.aside("paragraph", () => file.walkGroup(body));
			break;
		case "table":
			readTable$1(args.at(-1), body, file);
			break;
		case "math":
			readUnparsedMath(node, file);
			break;
		case "code":
		case "picture":
		case "bibliography":
		case "acknowledgements":
		case "biography":
			recordLeftOut(info.role, node, file);
			readCaptions(body, file);
			break;
		case "supplement":
			readStatement("Supporting Information", body, {
				at: node.at,
				end: node.at + 6
			}, file);
			break;
		case "kept box": keepBox(args[0], body, node, file);
	}
}
/** How much is seen of what an environment moves, or lays on a ground of its own. */
function placed(role, [first, second, , state], { paper, flow }) {
	const { visibility } = flow;
	if (role === "layer") return literalText(state).trim() === "0" ? {
		...visibility,
		hiddenBy: "a layer that is off"
	} : visibility;
	if (role === "shaded") return {
		...visibility,
		background: paper.palette.colour("shadecolor", void 0)
	};
	return (role === "moved" ? [literalText(first)] : literalText(second).split(",")).some((length) => isOffPage(points(length))) ? {
		...visibility,
		hiddenBy: "text off the page"
	} : visibility;
}
/** Colours that a box's options name, as tcolorbox and mdframed have them: `[colback=black, coltext=white]`. */
function setBoxColours([options], { paper, flow }) {
	for (const option of literalText(options).split(",")) {
		const [, key = "", value = ""] = /^\s*([a-zA-Z ]{1,40}?)\s*=\s*(.+?)\s*$/.exec(option.slice(0, 200)) ?? [];
		const colour = paper.palette.colour(value, void 0);
		if (/^(?:colback|backgroundcolor|bgcolor|interior style)$/.test(key)) flow.visibility = {
			...flow.visibility,
			background: colour
		};
		else if (/^(?:coltext|colupper|fontcolor)$/.test(key)) flow.visibility = {
			...flow.visibility,
			textColour: colour
		};
	}
}
/** Reads an environment that the author defined. @returns whether it is one */
function readOwnEnvironment(node, file) {
	const { definitions } = file.paper;
	if (definitions.isLeftOut(node.name)) {
		recordLeftOut("not printed", node, file);
		return true;
	}
	const definition = definitions.environment(node.name);
	if (definition === void 0 && readTheorem(node, file)) return true;
	if (definition === void 0 || file.expanding >= EXPANSIONS$1) return false;
	const children = [...node.children];
	const { args, next } = readArguments(children, 0, definition.args);
	const body = children.slice(next);
	const expanded = definitions.expandEnvironment(definition, args, body, node);
	if (expanded === void 0) return false;
	if (definition.takesBody && !definitions.usesBody(definition)) recordUnprinted("text that its environment drops", node, file);
	file.expanding++;
	file.walkGroup(paired(expanded.begin, definition.takesBody ? [] : body, expanded.end, node));
	file.expanding--;
	return true;
}
/** `Theorem 1 (Pythagoras).`, as amsthm prints it; LaTeX alone sets no full stop. @returns whether it is one */
function readTheorem(node, file) {
	const { flow, paper } = file;
	const title = paper.definitions.theoremTitle(node.name);
	if (title === void 0) return false;
	const children = [...node.children];
	const { args, next } = readArguments(children, 0, ["o"]);
	const leave = enterEnvironment(UNKNOWN, file);
	const at = {
		from: node.at,
		to: node.at + 6
	};
	flow.addText(title, at.from, at.to);
	if (args[0] !== void 0) {
		flow.addText(" (", at.from, at.to);
		file.walkGroup(args[0]);
		flow.addText(")", at.from, at.to);
	}
	if (paper.definitions.packages.has("amsthm")) flow.addText(".", at.from, at.to);
	flow.addBlank();
	file.walk(children.slice(next));
	leave();
	return true;
}
/** Joins what an environment stands for: a \begin at its beginning and an \end at its end are one environment again, with what it means. */
function paired(begin, body, end, { at, end: to }) {
	const opens = begin.findIndex((node) => node.kind === "macro" && node.name === "begin");
	const closes = end.findLastIndex((node) => node.kind === "macro" && node.name === "end");
	const name = literalText(begin.slice(opens + 1, opens + 2)).trim();
	if (!(opens !== -1 && closes !== -1 && name === literalText(end.slice(closes + 1, closes + 2)).trim())) return [
		...begin,
		...body,
		...end
	];
	const inner = paired(begin.slice(opens + 2), body, end.slice(0, closes), {
		kind: "environment",
		name,
		children: [],
		at,
		end: to
	});
	return [
		...begin.slice(0, opens),
		{
			kind: "environment",
			name,
			children: inner,
			at,
			end: to
		},
		...end.slice(closes + 2)
	];
}
/** Begins an abstract that no environment marks: it ends at the next heading. */
function openAbstract(file) {
	const leave = enterEnvironment({
		role: "abstract",
		args: []
	}, file);
	file.openEnvironments.push({
		name: "abstract",
		leave,
		endsAtHeading: true
	});
}
/** Math in an environment that the parser does not know as math. */
function readUnparsedMath({ at, end, children }, file) {
	const whole = file.flow.source.text.slice(at, end);
	const begin = /^\\begin\s*\{[^{}]*\}/.exec(whole)?.[0].length ?? 0;
	const body = whole.slice(begin, whole.lastIndexOf("\\end"));
	readMath({
		kind: "math",
		display: true,
		body,
		bodyAt: at + begin,
		at,
		end,
		children
	}, file);
}
/** @returns what to do at the environment's end */
function enterEnvironment({ role }, { flow, paper }) {
	flow.flush();
	const { kind, visibility } = flow;
	const { part } = paper;
	if (role === "document" && part === "preamble") paper.part = "body";
	if (role === "abstract") paper.part = "abstract";
	if (role === "list") flow.kind = "listItem";
	if (role === "table") flow.kind = "table";
	return () => {
		flow.flush();
		flow.kind = kind;
		flow.visibility = visibility;
		if (role === "abstract") paper.part = part;
	};
}
/** Reads a \begin or \end, `nodes[index]`, that has no partner in its chunk of the file. @returns the index of the first node after it */
function readUnpaired(node, nodes, index, file) {
	const { args, next } = readArguments(nodes, index + 1, ["m"]);
	const name = literalText(args[0]).trim();
	if (node.name === "end") {
		file.openEnvironments.leave(name);
		return next;
	}
	if (file.paper.definitions.isLeftOut(name)) {
		const { visibility } = file.flow;
		file.flow.visibility = {
			...visibility,
			hiddenBy: "an environment that is left out"
		};
		file.openEnvironments.push({
			name,
			leave: () => {
				file.flow.flush();
				file.flow.visibility = visibility;
			},
			endsAtHeading: false
		});
		return next;
	}
	const info = environmentInfo(name);
	const read = readArguments(nodes, next, info.args);
	if (file.paper.part === "preamble" && !/^(?:document|abstract)$/.test(info.role)) return read.next;
	const unclosed = info.role === "abstract" && !isClosed(name, node, file);
	file.openEnvironments.push({
		name,
		leave: enterEnvironment(info, file),
		endsAtHeading: unclosed
	});
	return read.next;
}
function isClosed(name, { at }, { paper, flow: { source } }) {
	if (source.text.indexOf(`\\end{${name}}`, at) !== -1) return true;
	const message = `\\begin{${name}} is never closed: it was read up to the next heading`;
	paper.warnings.push({
		file: source.file,
		line: source.lineAt(at),
		message
	});
	return false;
}

// src/manuscript/formats/latex/chunks.ts
/** Cuts a masked LaTeX file into chunks, so that the tree of one alone is in memory, and no deeper than functions that walk it may call themselves. Invariant: the chunks are the text, in order, less what is nested deeper than any author nests; a chunk
*  ends where a paragraph does and nothing is open, unless something stays open for longer than any paper keeps it so. */
/** Characters. */
const ENOUGH = 1500;
/** Characters. An environment that is open for longer is cut where a paragraph ends. Most of a short paper stands in one of 19,600. */
const OPEN_ENVIRONMENT = 2e4;
/** Characters. Likewise for a brace. */
const OPEN_BRACE = 2e4;
/** Characters. The bound of every chunk: one that no paragraph's end makes shorter is cut at a line's end, or at worst anywhere. More than a
*  paragraph (5,500 at most in real papers) longer than what may stay open. */
const LONGEST_CHUNK = 25e3;
/** Groups and environments within each other. Papers stay below 30; the call stack ends between 1,000 and 3,000. */
const TOO_DEEP = 500;
/** What is kept of a chunk that is too deep. */
const KEPT_DEPTH = 100;
function* splitIntoChunks(masked) {
	let start = 0;
	let nesting = new Nesting();
	for (const token of tokenizeLatex(masked)) {
		nesting.see(token);
		if (token.kind === "paragraph end" && nesting.mayEndAfter(token.at - start)) {
			yield* chunksOf(masked.slice(start, token.end), start, nesting);
			start = token.end;
			nesting = new Nesting();
		}
	}
	yield* chunksOf(masked.slice(start), start, nesting);
}
/** What is open between the start of a chunk and where the scan stands. \begin{document} does not count: it spans the paper. */
var Nesting = class {
	#braces = 0;
	#environments = 0;
	#deepest = 0;
	/** Where the nesting passes the depth that is kept, and where it comes back. */
	dropped = [];
	get tooDeep() {
		return this.#deepest > TOO_DEEP;
	}
	see(token) {
		const before = this.#braces + this.#environments;
		if (token.kind === "open") this.#braces++;
		else if (token.kind === "close") this.#braces = Math.max(0, this.#braces - 1);
		else if (token.kind === "begin" && token.name !== "document") this.#environments++;
		else if (token.kind === "end" && token.name !== "document") this.#environments = Math.max(0, this.#environments - 1);
		const depth = this.#braces + this.#environments;
		this.#deepest = Math.max(this.#deepest, depth);
		if (before <= KEPT_DEPTH && depth > KEPT_DEPTH) this.dropped.push({
			at: token.at,
			end: Number.POSITIVE_INFINITY
		});
		const last = this.dropped.at(-1);
		if (before > KEPT_DEPTH && depth <= KEPT_DEPTH && last !== void 0) last.end = token.end;
	}
	mayEndAfter(length) {
		if (this.tooDeep || length > OPEN_BRACE) return true;
		if (this.#braces > 0) return false;
		return length > OPEN_ENVIRONMENT || this.#environments === 0 && length >= ENOUGH;
	}
};
function* chunksOf(text, at, nesting) {
	if (nesting.tooDeep) {
		let kept = text;
		for (const { at: from, end } of nesting.dropped.map((range) => ({
			at: range.at - at,
			end: range.end - at
		}))) kept = kept.slice(0, from) + kept.slice(from, end).replace(/[^\n]/g, " ") + kept.slice(from + kept.slice(from, end).length);
		yield* limitLength(kept, at, "too deep");
	} else yield* limitLength(text, at, void 0);
}
function* limitLength(text, at, fault) {
	if (text.length <= 25e3) {
		yield fault === void 0 ? {
			text,
			at
		} : {
			text,
			at,
			fault
		};
		return;
	}
	for (let from = 0; from < text.length;) {
		const end = from + cutOffset(text.slice(from, from + ENOUGH));
		yield from === 0 ? {
			text: text.slice(from, end),
			at,
			fault: fault ?? "endless paragraph"
		} : {
			text: text.slice(from, end),
			at: at + from
		};
		from = end;
	}
}
/** Where a text is best cut: after its last line, its last word, or before its last macro. */
function cutOffset(text) {
	if (text.length < ENOUGH) return text.length;
	return [
		text.lastIndexOf("\n") + 1,
		text.lastIndexOf(" ") + 1,
		text.search(/(?<=[^\\])\\[^\\]*$/)
	].find((end) => end > 0) ?? text.length;
}
/** Characters. What is longer than this and left out is taken out before the text is cut: a part of it would not be known for what it is. */
const LONG = 1e4;
/** Masks long environments that are left out (a bibliography, a drawing), but for the captions in them, and long arguments that print nothing (authors). */
function withoutLong(masked) {
	const long = new LongRanges();
	for (const token of tokenizeLatex(masked)) long.see(token);
	const { leftOut, dropped } = long;
	const ranges = [...leftOut.flatMap((range) => withoutCaptions(masked, range)), ...dropped].sort((a, b) => a.at - b.at);
	return {
		text: blankOut(masked, ranges),
		leftOut: leftOut.filter(({ why }) => why !== "nothing")
	};
}
/** Finds what is long and left out, outermost ranges alone. */
var LongRanges = class {
	leftOut = [];
	dropped = [];
	#environment;
	/** Of a macro that prints nothing: open braces since. */
	#argument;
	see(token) {
		if (this.#argument?.nested === 0 && token.kind !== "open" && token.kind !== "comment") this.#argument = void 0;
		if (this.#environment !== void 0) this.#inEnvironment(token, this.#environment);
		else if (this.#argument !== void 0) this.#inArgument(token, this.#argument);
		else if (token.kind === "macro" && isDropped(token.name)) this.#argument = {
			at: token.at,
			nested: 0
		};
		else if (token.kind === "begin") {
			const why = leftOutReason(token.name);
			if (why !== void 0) this.#environment = {
				name: token.name,
				why,
				at: token.at,
				nested: 0
			};
		}
	}
	#inEnvironment(token, open) {
		if (token.kind === "begin" && token.name === open.name) open.nested++;
		if (token.kind !== "end" || token.name !== open.name || open.nested-- > 0) return;
		if (token.end - open.at > LONG) this.leftOut.push({
			why: open.why,
			at: open.at,
			end: token.end
		});
		this.#environment = void 0;
	}
	#inArgument(token, open) {
		if (token.kind === "open") open.nested++;
		if (token.kind !== "close" || --open.nested > 0) return;
		if (token.end - open.at > LONG) this.dropped.push({
			at: open.at,
			end: token.end
		});
		this.#argument = void 0;
	}
};
function isDropped(macro) {
	const info = macroInfo(macro);
	return (info?.role === "drop" || info?.role === "front matter") && info.args.some((want) => want === "m" || want === "g");
}
function withoutCaptions(text, { at, end }) {
	const ranges = [];
	let from = at;
	for (const { index, 0: opening } of text.slice(at, end).matchAll(/\\caption\*?\s*(?:\[[^\]\n]{0,500}\])?\s*\{/g)) {
		const begins = at + index;
		if (begins < from) continue;
		const close = closingBrace$1(text, begins + opening.length, end);
		if (close === void 0) break;
		ranges.push({
			at: from,
			end: begins
		});
		from = close + 1;
	}
	return [...ranges, {
		at: from,
		end
	}];
}
function closingBrace$1(text, from, to) {
	for (let at = from, nested = 1; at < to; at++) if (text[at] === "\\") at++;
	else if (text[at] === "{") nested++;
	else if (text[at] === "}" && --nested === 0) return at;
}

// src/manuscript/formats/latex/condition-questions.ts
/** What conditionals ask, read token by token as TeX does. Invariant: a question that cannot be read to its end has no answer. */
/** @param relation one of `<`, `=` and `>`   @returns undefined where a side is not known */
function compared(first, relation, second) {
	if (first === void 0 || second === void 0 || Number.isNaN(first)) return void 0;
	return relation === "<" ? first < second : relation === ">" ? first > second : relation === "=" ? first === second : void 0;
}
/** Reads tokens one by one, as TeX does; splits text nodes in place where a token ends within one. */
var Cursor = class Cursor {
	#nodes;
	#known;
	#letters = [];
	index;
	constructor(nodes, index, known) {
		this.#nodes = nodes;
		this.index = index;
		this.#known = known;
	}
	#skipBlanks() {
		while (this.#nodes[this.index]?.kind === "blank") this.index++;
	}
	/** @param pattern of what must stand here  @returns it, read */
	match(pattern) {
		this.#skipBlanks();
		const node = this.#nodes[this.index];
		const found = node?.kind === "text" ? pattern.exec(node.text)?.[0] : void 0;
		if (node?.kind !== "text" || found === void 0 || found === "") return void 0;
		splitText(this.#nodes, this.index, node, found.length);
		this.index++;
		return found;
	}
	token() {
		this.#skipBlanks();
		const node = this.#nodes[this.index];
		if (node?.kind === "text") splitText(this.#nodes, this.index, node, String.fromCodePoint(node.text.codePointAt(0) ?? 0).length);
		const first = this.#nodes[this.index];
		if (first !== void 0) this.index++;
		return first;
	}
	/** Of a macro the first letter of its text, and so on. */
	letter() {
		if (this.#letters.length === 0) {
			const token = this.token();
			if (token === void 0) return void 0;
			this.#letters = [...this.#known.textOf([token]) || (token.kind === "macro" ? `\\${token.name}` : "")];
		}
		return this.#letters.shift();
	}
	number() {
		const sign = (this.match(/^[+-]+/)?.match(/-/g)?.length ?? 0) % 2 === 1 ? -1 : 1;
		const digits = this.match(/^\d+/);
		if (digits !== void 0) {
			if (this.#nodes[this.index]?.kind === "blank") this.index++;
			return sign * Number(digits);
		}
		const value = this.#numberOf(this.token());
		return value === void 0 ? void 0 : sign * value;
	}
	#numberOf(token) {
		if (token?.kind === "group") return new Cursor([...token.children], 0, this.#known).number();
		if (token?.kind !== "macro") return void 0;
		if (token.name === "value") {
			const name = this.token();
			return name?.kind === "group" ? this.#known.counter(literalText(name.children).trim()) : void 0;
		}
		if (/^(?:the|number)$/.test(token.name)) return this.number();
		const text = this.#known.textOf([token]).trim();
		return /^[+-]?\d+$/.test(text) ? Number(text) : void 0;
	}
	dimension() {
		const length = this.match(/^[+-]?(?:\d+\.?\d*|\.\d+)[a-z]{2}/);
		if (length === void 0) this.token();
		else if (this.#nodes[this.index]?.kind === "blank") this.index++;
		return length === void 0 ? void 0 : points(length);
	}
	relation() {
		return this.match(/^[<>=]/);
	}
	/** `\csname`'s letters up to what ends them. */
	nameUpTo(end) {
		let name = "";
		for (let token = this.token(); token !== void 0 && !(token.kind === "macro" && token.name === end); token = this.token()) name += this.#known.textOf([token]);
		return name;
	}
};
/** The question of \ifthenelse: and, or and not, all of one precedence. */
var Question = class Question {
	#nodes;
	#known;
	#index = 0;
	constructor(nodes, known) {
		this.#nodes = nodes;
		this.#known = known;
	}
	answer() {
		let answer = this.#term();
		for (let macro = this.#macro(); macro !== void 0 && /^(?:and|or)$/i.test(macro); macro = this.#macro()) {
			this.#index++;
			const next = this.#term();
			const isAnd = macro.toLowerCase() === "and";
			if (answer === !isAnd || next === !isAnd) answer = !isAnd;
			else answer = answer === void 0 || next === void 0 ? void 0 : isAnd;
		}
		return answer;
	}
	#macro() {
		while (this.#nodes[this.#index]?.kind === "blank") this.#index++;
		const node = this.#nodes[this.#index];
		return node?.kind === "macro" ? node.name : void 0;
	}
	#argument() {
		const { args, next } = readArguments(this.#nodes, this.#index, ["m"]);
		this.#index = next;
		return args[0] ?? [];
	}
	#term() {
		while (this.#nodes[this.#index]?.kind === "blank") this.#index++;
		const group = this.#nodes[this.#index];
		if (group?.kind === "math") {
			this.#index++;
			return new Question([...group.children], this.#known).answer();
		}
		switch (this.#macro()) {
			case "not":
			case "NOT": {
				this.#index++;
				const answer = this.#term();
				return answer === void 0 ? void 0 : !answer;
			}
			case "boolean":
				this.#index++;
				return this.#known.isSet(literalText(this.#argument()).trim());
			case "equal":
				this.#index++;
				return this.#known.textOf(this.#argument()) === this.#known.textOf(this.#argument());
			case "isodd": {
				this.#index++;
				const value = new Cursor([...this.#argument()], 0, this.#known).number();
				return value === void 0 ? void 0 : Math.abs(value % 2) === 1;
			}
			case "isundefined": {
				this.#index++;
				const name = this.#argument().find((node) => node.kind === "macro")?.name;
				return name === void 0 ? void 0 : this.#known.isUndefined(name);
			}
			case "lengthtest": {
				this.#index++;
				const cursor = new Cursor([...this.#argument()], 0, this.#known);
				return compared(cursor.dimension(), cursor.relation(), cursor.dimension());
			}
			default: {
				const cursor = new Cursor(this.#nodes, this.#index, this.#known);
				const answer = compared(cursor.number(), cursor.relation(), cursor.number());
				this.#index = cursor.index;
				return answer;
			}
		}
	}
};

// src/manuscript/formats/latex/conditions.ts
/** Which branch of a conditional TeX typesets, as far as the tree decides it: switches, toggles, counters, comparisons. Invariant: what the tree does not decide is
*  `undefined`, never guessed. */
/** What holds with pdfTeX, which makes most papers' pages. */
const ENGINE = new Map([...[
	"iftrue",
	"ifpdf",
	"ifpdftex",
	"ifPDFTeX",
	"ifetex",
	"ifeTeX"
].map((name) => [name, true]), ...[
	"iffalse",
	"ifmmode",
	"ifxetex",
	"ifXeTeX",
	"ifluatex",
	"ifLuaTeX",
	"iftutex",
	"ifTUTeX",
	"ifptex",
	"ifpTeX"
].map((name) => [name, false])]);
/** pdfTeX's own, which no file defines. */
const PRIMITIVES = /* @__PURE__ */ new Set([
	"relax",
	"par",
	"pdfoutput",
	"pdftexversion",
	"empty",
	"@empty",
	"documentclass",
	"textbf",
	"year",
	"jobname"
]);
/** Nodes that a text in a question may be made of, and definitions within each other. */
const MOST_STEPS = 1e3;
const DEEPEST$1 = 10;
/** What sets a switch: its arguments. */
const SETTINGS = new Map([
	...[
		"newtoggle",
		"providetoggle",
		"toggletrue",
		"togglefalse",
		"newbool",
		"providebool",
		"booltrue",
		"boolfalse"
	].map((name) => [name, signature("m")]),
	...[
		"newboolean",
		"provideboolean",
		"newif",
		"newcount",
		"stepcounter",
		"refstepcounter"
	].map((name) => [name, signature("m")]),
	...[
		"settoggle",
		"setbool",
		"setboolean",
		"setcounter",
		"addtocounter"
	].map((name) => [name, signature("mm")]),
	["newcounter", signature("mo")]
]);
/** Nodes in which the ends of conditionals are looked for that stand in definitions and in math; a paper has some hundreds. */
const MOST_SEARCHED = 2e6;
var Conditions = class {
	nodesLeft = MOST_SEARCHED;
	#definitions;
	#switches = /* @__PURE__ */ new Map();
	#counters = /* @__PURE__ */ new Map();
	/** What a group changed, to be changed back where it ends. */
	#changes = [];
	constructor(definitions) {
		this.#definitions = definitions;
	}
	/** Reads what is local to a group. */
	within(read) {
		const known = this.#changes.length;
		read();
		for (const { name, before } of this.#changes.splice(known).toReversed()) if (before === void 0) this.#switches.delete(name);
		else this.#switches.set(name, before);
	}
	/** Reads a macro, `nodes[index]`, that sets a switch or a counter. @returns the index of the first node after it; undefined where it is none */
	readSetting(nodes, index) {
		const node = nodes[index];
		if (node?.kind !== "macro") return void 0;
		const own = /^(.+?)(true|false)$/.exec(node.name);
		if (own?.[1] !== void 0 && this.#switches.has(own[1])) {
			this.#set(own[1], own[2] === "true");
			return index + 1;
		}
		if (this.#counters.has(`\\${node.name}`)) return this.#assign(node.name, nodes, index + 1);
		if (node.name === "chardef" || node.name === "mathchardef") return this.#define(nodes, index + 1);
		const wanted = SETTINGS.get(node.name);
		if (wanted === void 0 || this.#definitions.get(node.name) !== void 0) return void 0;
		const { args, next } = readArguments(nodes, index + 1, wanted);
		this.#apply(node.name, args);
		return next;
	}
	#apply(by, [first, second]) {
		const name = literalText(first).trim();
		const macro = first?.find((node) => node.kind === "macro")?.name ?? "";
		if (by === "newif") this.#set(macro.replace(/^if/, ""), false);
		else if (by === "newcount") this.#counters.set(`\\${macro}`, 0);
		else if (/^(?:new|provide)bool|^(?:new|provide)toggle/.test(by)) {
			const key = keyOf(by, name);
			if (by.startsWith("new") || !this.#switches.has(key)) this.#set(key, false);
		} else if (/(?:true|false)$/.test(by)) this.#set(keyOf(by, name), by.endsWith("true"));
		else if (/^set(?:toggle|bool)/.test(by)) this.#set(keyOf(by, name), /^\s*true\s*$/i.test(literalText(second)));
		else if (by === "newcounter") this.#counters.set(name, 0);
		else {
			const value = /^(?:ref)?stepcounter$/.test(by) ? 1 : new Cursor([...second ?? []], 0, this).number();
			const before = by === "setcounter" ? 0 : this.#counters.get(name);
			if (value === void 0 || before === void 0) this.#counters.delete(name);
			else this.#counters.set(name, before + value);
		}
	}
	#set(name, value) {
		this.#changes.push({
			name,
			before: this.#switches.get(name)
		});
		this.#switches.set(name, value);
	}
	/** `\level=2` */
	#assign(name, nodes, index) {
		const cursor = new Cursor(nodes, index, this);
		cursor.match(/^=/);
		const value = cursor.number();
		if (value === void 0) this.#counters.delete(`\\${name}`);
		else this.#counters.set(`\\${name}`, value);
		return cursor.index;
	}
	#define(nodes, index) {
		const cursor = new Cursor(nodes, index, this);
		const name = cursor.token();
		if (name?.kind !== "macro") return index;
		this.#counters.set(`\\${name.name}`, 0);
		return this.#assign(name.name, nodes, cursor.index);
	}
	/** Reads the question of a conditional that \fi closes. @param index of the first node after its name
	*  @returns the answer, of \ifcase the number of the branch, and the index of the first node after the question */
	ask(name, nodes, index) {
		const meaning = this.#definitions.meaning(name);
		const cursor = new Cursor(nodes, index, this);
		return {
			verdict: this.#switches.get(meaning.replace(/^if/, "")) ?? ENGINE.get(meaning) ?? this.#asked(meaning, cursor),
			next: cursor.index
		};
	}
	#asked(name, cursor) {
		switch (name) {
			case "ifnum": return compared(cursor.number(), cursor.relation(), cursor.number());
			case "ifdim": return compared(cursor.dimension(), cursor.relation(), cursor.dimension());
			case "ifodd": {
				const value = cursor.number();
				return value === void 0 ? void 0 : Math.abs(value % 2) === 1;
			}
			case "ifcase": return cursor.number();
			case "ifx": return this.#areSame(cursor.token(), cursor.token());
			case "if": return cursor.letter() === cursor.letter();
			case "ifdefined": {
				const token = cursor.token();
				return token?.kind === "macro" ? this.#isDefined(token.name) : void 0;
			}
			case "ifcsname": return this.#isDefined(cursor.nameUpTo("endcsname"));
			default: return;
		}
	}
	#isDefined(name) {
		if (/^(?:@?undefined|@undeclared)$/.test(name)) return false;
		return this.#definitions.get(name) !== void 0 || this.#definitions.meaning(name) !== name || macroInfo(name) !== void 0 || SYMBOLS$1.has(name) || PRIMITIVES.has(name) || this.#switches.has(name.replace(/^if/, ""));
	}
	#areSame(first, second) {
		if (first?.kind === "text" && second?.kind === "text") return first.text === second.text;
		if (first?.kind !== "macro" || second?.kind !== "macro") return first === void 0 || second === void 0 ? void 0 : false;
		const [one, other] = [first.name, second.name].map((name) => this.#definitions.meaning(name));
		if (one === void 0 || other === void 0 || one === other) return true;
		const bodies = [one, other].map((name) => this.#bodyOf(name));
		if (bodies[0] !== void 0 && bodies[1] !== void 0) return bodies[0] === bodies[1];
		const defined = [one, other].map((name) => this.#isDefined(name));
		return !defined[0] && !defined[1];
	}
	#bodyOf(name) {
		if (/^@?empty$/.test(name)) return "0 ";
		const known = this.#definitions.get(name);
		return known === void 0 ? void 0 : `${known.args.length} ${sourceOf(known.body)}`;
	}
	/** The characters that nodes stand for, with the author's macros in them replaced by their text. */
	textOf(nodes) {
		let stepsLeft = MOST_STEPS;
		const textOf = (node, depth) => {
			if (stepsLeft-- < 0) return "";
			if (node.kind === "group") return node.children.map((child) => textOf(child, depth)).join("");
			if (node.kind !== "macro") return literalText([node]);
			const count = this.#counters.get(`\\${node.name}`);
			if (count !== void 0) return String(count);
			return ((depth > DEEPEST$1 ? void 0 : this.#definitions.get(this.#definitions.meaning(node.name))?.body) ?? []).map((child) => textOf(child, depth + 1)).join("");
		};
		return (nodes ?? []).map((node) => textOf(node, 0)).join("");
	}
	counter(name) {
		return this.#counters.get(name);
	}
	/** Reads a conditional whose branches are arguments, `nodes[index]`.
	*  @returns the branch that is printed and the others, and whether the tree decides; undefined where it is no such conditional */
	readBraced(nodes, index) {
		const node = nodes[index];
		if (node?.kind !== "macro" || this.#definitions.get(node.name) !== void 0) return void 0;
		const questions = BRACED_CONDITIONALS.get(node.name);
		if (questions === void 0) return void 0;
		const { args, next } = readArguments(nodes, index + 1, signature("m".repeat(questions + 2)));
		const verdict = this.#answer(node.name, args);
		const [yes, no] = args.slice(questions);
		return {
			printed: (verdict === true ? yes : no) ?? [],
			other: (verdict === true ? no : yes) ?? [],
			decided: verdict !== void 0,
			next
		};
	}
	#answer(name, [first, second, third]) {
		const text = this.textOf(first).trim();
		const number = (argument) => new Cursor([...argument ?? []], 0, this).number();
		const dimension = (argument) => new Cursor([...argument ?? []], 0, this).dimension();
		const macro = first?.find((node) => node.kind === "macro")?.name ?? "";
		const not = (answer) => answer === void 0 ? void 0 : !answer;
		switch (name) {
			case "ifthenelse": return new Question([...first ?? []], this).answer();
			case "iftoggle":
			case "ifbool": return this.isSet(keyOf(name, text));
			case "nottoggle":
			case "notbool": return not(this.isSet(keyOf(name, text)));
			case "ifdef": return this.#isDefined(macro);
			case "ifundef": return macro === "" ? void 0 : !this.#isDefined(macro);
			case "ifcsdef": return this.#isDefined(text);
			case "ifcsundef":
			case "@ifundefined": return !this.#isDefined(text);
			case "ifblank":
			case "ifstrempty":
			case "ifdefempty":
			case "ifdefvoid": return (name.startsWith("ifdef") ? text : literalText(first).trim()) === "" && (name.startsWith("ifdef") || !hasMacros(first));
			case "notblank": return literalText(first).trim() !== "" || hasMacros(first);
			case "ifdefstring":
			case "ifstrequal": return name === "ifdefstring" ? text === literalText(second) : sourceOf(first) === sourceOf(second);
			case "ifnumodd": return compared(Math.abs((number(first) ?? NaN) % 2), "=", 1);
			case "ifnumequal":
			case "ifnumgreater":
			case "ifnumless": return compared(number(first), RELATIONS[name.slice(5)], number(second));
			case "ifdimequal":
			case "ifdimgreater":
			case "ifdimless": return compared(dimension(first), RELATIONS[name.slice(5)], dimension(second));
			case "ifnumcomp": return compared(number(first), literalText(second).trim(), number(third));
			case "ifdimcomp": return compared(dimension(first), literalText(second).trim(), dimension(third));
			default: return;
		}
	}
	/** Reads `\csname … \endcsname`, `nodes[index]`, as the macro that it names. */
	named(nodes, index) {
		const cursor = new Cursor(nodes, index + 1, this);
		return {
			name: cursor.nameUpTo("endcsname").trim(),
			next: cursor.index
		};
	}
	isSet(name) {
		return this.#switches.get(name);
	}
	isUndefined(name) {
		return !this.#isDefined(name);
	}
};
const RELATIONS = {
	equal: "=",
	greater: ">",
	less: "<"
};
/** Toggles have names of their own; all other switches share theirs. */
function keyOf(macro, name) {
	return macro.includes("toggle") ? `toggle ${name}` : name;
}
function hasMacros(nodes) {
	return (nodes ?? []).some((node) => node.kind === "macro");
}
/** Two definitions are the same where their characters are. */
function sourceOf(nodes) {
	return (nodes ?? []).map((node) => node.kind === "macro" ? `\\${node.name}` : node.kind === "group" || node.kind === "environment" ? `{${sourceOf(node.children)}}` : node.kind === "math" ? `$${node.body}$` : literalText([node])).join("");
}

// src/manuscript/formats/latex/xparse.ts
/** Definitions as xparse writes them: what arguments a specification asks for, and the questions that a body asks about them. */
/** xparse: `s m O{default} d() +m`. */
function documentParameters(specification) {
	const args = [];
	const fallbacks = [];
	const letters = specification.flatMap((node) => node.kind === "text" ? [...node.text] : node.kind === "group" ? [node.children] : []);
	for (let index = 0; index < letters.length; index++) {
		const letter = letters[index];
		if (typeof letter !== "string") continue;
		const found = documentParameter(letter, letters.slice(index + 1, index + 4));
		if (found === void 0) continue;
		args.push(found.parameter);
		fallbacks.push(typeof found.fallback === "string" ? void 0 : found.fallback);
		index += found.taken;
	}
	return {
		args,
		fallbacks
	};
}
/** @param after what stands after the letter  @returns how many of those it takes besides; undefined where it asks for no argument */
function documentParameter(letter, [first, second, third]) {
	switch (letter) {
		case "m":
		case "v": return {
			parameter: "m",
			taken: 0
		};
		case "o":
		case "s": return {
			parameter: letter,
			taken: 0
		};
		case "O": return {
			parameter: "o",
			fallback: first,
			taken: 1
		};
		case "t": return typeof first === "string" ? {
			parameter: {
				kind: "mark",
				text: first
			},
			taken: 1
		} : void 0;
		case "d":
		case "r":
		case "D":
		case "R": {
			if (typeof first !== "string" || typeof second !== "string") return void 0;
			const parameter = {
				kind: "delimited",
				open: first,
				close: second
			};
			return /[DR]/.test(letter) ? {
				parameter,
				fallback: third,
				taken: 3
			} : {
				parameter,
				taken: 2
			};
		}
		default: return;
	}
}
/** `\IfNoValueTF{#1}{a}{b}` and its kin, which ask whether an argument was given. */
function chosenBranch(name, nodes, index, args) {
	const [, question, branches] = /^If(NoValue|Value|Boolean|Blank)(TF|T|F)$/.exec(name) ?? [];
	if (question === void 0 || branches === void 0) return void 0;
	const read = readArguments(nodes, index + 1, branches === "TF" ? [
		"m",
		"m",
		"m"
	] : ["m", "m"]);
	const [asked, ...ways] = read.args;
	const argument = args[Number(/#(\d)/.exec(literalText(asked))?.[1]) - 1];
	const isGiven = argument !== void 0;
	const holds = question === "NoValue" ? !isGiven : question === "Blank" ? literalText(argument).trim() === "" : isGiven;
	return {
		branch: (branches === "TF" ? ways[holds ? 0 : 1] : holds === (branches === "T") ? ways[0] : void 0) ?? [],
		next: read.next
	};
}

// src/manuscript/formats/latex/definitions.ts
/** What the author's own macros and environments stand for. Invariant: expanding ends, whatever refers to whatever; an expanded node stands where the
*  macro was used, never where it was defined. */
/** Index of that argument. */
const BODY = 8;
/** Nodes that all expansions of a manuscript may make together; a paper's make some thousands. */
const NODES = 2e5;
/** Names that stand for each other. */
const LONGEST_CHAIN = 10;
var Definitions = class {
	#known = /* @__PURE__ */ new Map();
	#environments = /* @__PURE__ */ new Map();
	#aliases = /* @__PURE__ */ new Map();
	#leftOut = /* @__PURE__ */ new Set();
	#theorems = /* @__PURE__ */ new Map();
	#theoremCounts = /* @__PURE__ */ new Map();
	/** Number of the last numbered section. */
	section = 0;
	/** By \usepackage. */
	packages = /* @__PURE__ */ new Set();
	#columnTypes = /* @__PURE__ */ new Map();
	#nodesLeft = NODES;
	get(name) {
		return this.#known.get(name);
	}
	environment(name) {
		return this.#environments.get(name);
	}
	/** Whether \excludecomment or \excludeversion left an environment out. */
	isLeftOut(name) {
		return this.#leftOut.has(name);
	}
	leaveOut(name, isLeftOut) {
		if (isLeftOut) this.#leftOut.add(name);
		else this.#leftOut.delete(name);
	}
	/** What stands before the text of a theorem: `Theorem 1.2`; its number is one more with each. */
	theoremTitle(name) {
		const theorem = this.#theorems.get(name);
		if (theorem?.counter === void 0) return theorem?.title;
		const { title, counter, isOfSection } = theorem;
		const before = this.#theoremCounts.get(counter);
		const count = before === void 0 || isOfSection && before.section !== this.section ? 1 : before.count + 1;
		this.#theoremCounts.set(counter, {
			count,
			section: this.section
		});
		return `${title} ${isOfSection ? `${this.section}.` : ""}${count}`;
	}
	columnType(letter) {
		return this.#columnTypes.get(letter);
	}
	setColumnType(letter, specification) {
		this.#columnTypes.set(letter, specification);
	}
	/** Which of a macro's arguments print nothing, whatever they are. */
	dropped({ args, body }) {
		const used = parametersIn(body);
		return args.flatMap((_, at) => used.has(at + 1) ? [] : [at]);
	}
	usesBody({ body, end }) {
		return parametersIn([...body, ...end]).has(9);
	}
	/** The name that this one stands for, by \let or as the whole of a definition. */
	meaning(name) {
		let found = name;
		for (let steps = 0; steps < LONGEST_CHAIN; steps++) {
			const next = this.#aliases.get(found);
			if (next === void 0) return found;
			found = next;
		}
		return name;
	}
	/** Reads a definition whose macro is `nodes[index]`. @returns the index of the first node after it */
	read(nodes, index) {
		const by = nodes[index];
		if (by?.kind !== "macro") return index + 1;
		if (by.name === "let") return this.#readLet(nodes, index + 1);
		if (/^(?:font|newfont|DeclareFixedFont)$/.test(by.name)) return this.#readFont(by, nodes, index + 1);
		if (/Environ$/.test(by.name)) return this.#readEnviron(nodes, index + 1);
		if (/^[gex]?def$/.test(by.name)) return this.#readDef(nodes, index + 1);
		if (/Document(?:Command|Environment)$/.test(by.name)) return this.#readDocument(by.name, nodes, index + 1);
		if (/environment$/.test(by.name)) return this.#readEnvironment(nodes, index + 1);
		if (by.name === "newtheorem") return this.#readTheorem(nodes, index + 1);
		if (/^Declare(?:MathOperator|TextFontCommand)$/.test(by.name)) return readArguments(nodes, index + 1, [
			"s",
			"m",
			"m"
		]).next;
		if (by.name === "DeclarePairedDelimiter") {
			const { args, next } = readArguments(nodes, index + 1, [
				"m",
				"m",
				"m"
			]);
			const [name, left = [], right = []] = args;
			const inside = {
				kind: "text",
				text: "#3",
				at: by.at,
				end: by.end
			};
			this.#keep(macroOf(name) ?? "", {
				args: [
					"s",
					"o",
					"m"
				],
				fallbacks: [],
				body: [
					...left,
					inside,
					...right
				]
			});
			return next;
		}
		if (/^DeclarePairedDelimiterX/.test(by.name)) return readArguments(nodes, index + 1, [
			"m",
			"o",
			"m",
			"m",
			"m"
		]).next;
		const { args, next } = readArguments(nodes, index + 1, [
			"s",
			"m",
			"o",
			"o",
			"m"
		]);
		const [, name, count, fallback, body] = args;
		const macro = macroOf(name);
		if (macro !== void 0 && body !== void 0 && !(by.name === "providecommand" && this.#known.has(macro))) this.#keep(macro, {
			...parametersOf(count, fallback),
			body
		});
		return next;
	}
	/** What stands for a macro and its arguments; undefined where the budget for expansions is spent. */
	expand(definition, args, use) {
		return this.#filled(definition.body, definition.fallbacks, args, {
			at: use.at,
			end: use.at + 1
		});
	}
	/** What stands for the beginning and the end of an environment of the author; undefined where the budget is spent. */
	expandEnvironment(definition, given, inside, { at, end }) {
		const args = definition.takesBody ? Array.from({ length: 9 }, (_, one) => one === BODY ? inside : given[one]) : given;
		const begin = this.#filled(definition.body, definition.fallbacks, args, {
			at,
			end: at + 1
		});
		const ending = this.#filled(definition.end, definition.fallbacks, args, {
			at: end - 1,
			end
		});
		return begin === void 0 || ending === void 0 ? void 0 : {
			begin,
			end: ending
		};
	}
	#filled(body, fallbacks, args, use) {
		const given = Array.from({ length: Math.max(args.length, fallbacks.length) }, (_, at) => args[at] ?? fallbacks[at]);
		const out = this.#substitute(body, given, use);
		return this.#nodesLeft < 0 ? void 0 : out;
	}
	#keep(name, definition) {
		const [only, ...others] = definition.body;
		this.#aliases.delete(name);
		if (definition.args.length === 0 && only?.kind === "macro" && others.length === 0 && only.name !== name) this.#aliases.set(name, only.name);
		else this.#known.set(name, definition);
	}
	#readLet(nodes, start) {
		let next = start + 1;
		while (nodes[next]?.kind === "blank") next++;
		const equals = nodes[next];
		if (equals?.kind === "text" && equals.text === "=") next++;
		while (nodes[next]?.kind === "blank") next++;
		const name = nodes[start];
		const target = nodes[next];
		if (name?.kind !== "macro" || target?.kind !== "macro") return next + 1;
		const known = this.#known.get(target.name);
		if (known !== void 0) this.#known.set(name.name, known);
		else if (name.name !== this.meaning(target.name)) this.#aliases.set(name.name, this.meaning(target.name));
		return next + 1;
	}
	#readDef(nodes, start) {
		const name = nodes[start];
		const parameters = [];
		let index = start + 1;
		for (; index < nodes.length; index++) {
			const node = nodes[index];
			if (node?.kind === "group") {
				if (name?.kind === "macro") this.#keep(name.name, {
					args: delimitedBy(parameters),
					fallbacks: [],
					body: node.children
				});
				return index + 1;
			}
			if (node?.kind === "text") parameters.push(...node.text.split(/(#\d)/).filter((part) => part !== ""));
			else if (node?.kind === "macro") parameters.push(node);
			else if (node?.kind !== "blank") return index;
		}
		return index;
	}
	/** `\newtheorem{lem}[thm]{Lemma}`, `\newtheorem{cor}{Corollary}[section]`, `\newtheorem*{rem}{Remark}` */
	#readTheorem(nodes, start) {
		const { args, next } = readArguments(nodes, start, [
			"s",
			"m",
			"o",
			"m",
			"o"
		]);
		const [star, name, shared, title, within] = args.map((argument) => argument === void 0 ? void 0 : literalText(argument).trim());
		if (name === void 0 || title === void 0) return next;
		const other = shared === void 0 ? void 0 : this.#theorems.get(shared);
		const counter = star === void 0 ? other?.counter ?? shared ?? name : void 0;
		this.#theorems.set(name, {
			title,
			counter,
			isOfSection: other?.isOfSection ?? within === "section"
		});
		return next;
	}
	#readDocument(by, nodes, start) {
		const isEnvironment = by.endsWith("Environment");
		const { args, next } = readArguments(nodes, start, isEnvironment ? [
			"m",
			"m",
			"m",
			"m"
		] : [
			"m",
			"m",
			"m"
		]);
		const [name, specification, body, end] = args;
		const parameters = {
			...documentParameters(specification ?? []),
			body: body ?? []
		};
		if (isEnvironment) {
			const takesBody = /b\s*$/.test(literalText(specification));
			const number = parameters.args.length + 1;
			const moved = takesBody ? {
				body: renamed(parameters.body, `#${number}`),
				end: renamed(end ?? [], `#${number}`)
			} : { end: end ?? [] };
			this.#environments.set(literalText(name).trim(), {
				...parameters,
				...moved,
				takesBody
			});
		} else {
			const macro = macroOf(name);
			if (macro !== void 0 && !(by.startsWith("Provide") && this.#known.has(macro))) this.#keep(macro, parameters);
		}
		return next;
	}
	#readEnvironment(nodes, start) {
		const { args, next } = readArguments(nodes, start, [
			"s",
			"m",
			"o",
			"o",
			"m",
			"m"
		]);
		const [, name, count, fallback, body, end] = args;
		if (body !== void 0 && end !== void 0) this.#environments.set(literalText(name).trim(), {
			...parametersOf(count, fallback),
			body,
			end,
			takesBody: false
		});
		return next;
	}
	/** Of the package environ: its body may use \BODY. */
	#readEnviron(nodes, start) {
		const { args, next } = readArguments(nodes, start, [
			"m",
			"o",
			"o",
			"m",
			"o"
		]);
		const [name, count, fallback, body, end] = args;
		this.#environments.set(literalText(name).trim(), {
			...parametersOf(count, fallback),
			body: renamed(body ?? [], "BODY"),
			end: end ?? [],
			takesBody: true
		});
		return next;
	}
	/** `\font\dust=cmr10 at 0.1pt`, \newfont, \DeclareFixedFont: the macro sets letters of a size. */
	#readFont({ name: by, at, end }, nodes, start) {
		const { args, next } = readArguments(nodes, start, by === "font" ? ["m"] : by === "newfont" ? ["m", "m"] : [
			"m",
			"m",
			"m",
			"m",
			"m",
			"m"
		]);
		const macro = macroOf(args[0]);
		let after = next;
		let specification = literalText(args.at(-1));
		if (by === "font") {
			while (nodes[after]?.kind === "text" || nodes[after]?.kind === "blank") after++;
			specification = literalText(nodes.slice(next, after));
			const own = /^\s*=?\s*\S+(?:\s+(?:at|scaled)\s*[\d.]+[a-z]{0,2})?\s?/.exec(specification)?.[0] ?? "";
			after = afterCharacters(nodes, next, own.length);
			specification = own;
		}
		const [, how, amount = ""] = /(?:^|\s)(at|scaled)\s*([\d.]+(?:[a-z]{2})?)/.exec(specification) ?? [];
		const text = {
			kind: "text",
			text: by === "DeclareFixedFont" ? specification : how === "at" ? amount : how === "scaled" ? `${Number(amount) / 100}pt` : "10pt",
			at,
			end
		};
		const body = [{
			kind: "macro",
			name: "@fontofsize",
			at,
			end
		}, {
			kind: "group",
			children: [text],
			at,
			end
		}];
		if (macro !== void 0) this.#keep(macro, {
			args: [],
			fallbacks: [],
			body
		});
		return after;
	}
	#substitute(nodes, args, use) {
		const all = [...nodes];
		const out = [];
		for (let index = 0; index < all.length && this.#nodesLeft >= 0; index++) {
			const node = all[index];
			if (node === void 0) break;
			const choice = node.kind === "macro" ? chosenBranch(node.name, all, index, args) : void 0;
			if (choice !== void 0) {
				for (const made of this.#substitute(choice.branch, args, use)) out.push(made);
				index = choice.next - 1;
			} else for (const made of this.#node(node, args, use)) out.push(made);
		}
		return out;
	}
	#node(node, args, use) {
		this.#nodesLeft--;
		switch (node.kind) {
			case "text": return this.#filledIn(node.text, args, use);
			case "group":
			case "environment": return [{
				...node,
				children: this.#substitute(node.children, args, use),
				...use
			}];
			case "math": return [{
				...node,
				...use,
				body: this.#mathBody(node.body, args),
				bodyAt: use.at
			}];
			default: return [{
				...node,
				...use
			}];
		}
	}
	#mathBody(body, args) {
		return body.replace(/\s+/g, " ").replace(/#(\d)/g, (_, digit) => literalText(args[Number(digit) - 1]));
	}
	#filledIn(text, args, use) {
		return text.split(/(#\d)/).flatMap((part) => {
			if (part === "") return [];
			const parameter = /^#(\d)$/.exec(part);
			if (parameter === null) return [{
				kind: "text",
				text: part,
				...use
			}];
			const argument = args[Number(parameter[1]) - 1] ?? [];
			this.#nodesLeft -= argument.length;
			return argument;
		});
	}
};
/** @returns the index of the first node after so many characters */
function afterCharacters(nodes, index, count) {
	let left = count;
	let at = index;
	for (let node = nodes[at]; left > 0 && node !== void 0; node = nodes[++at]) {
		if (node.kind === "text") splitText(nodes, at, node, left);
		left -= node.kind === "text" ? Math.min(node.text.length, left) : 1;
	}
	return at;
}
/** The numbers of the parameters that nodes use. */
function parametersIn(nodes) {
	const used = /* @__PURE__ */ new Set();
	const look = (node) => {
		const text = node.kind === "text" ? node.text : node.kind === "math" ? node.body : "";
		for (const [, digit] of text.matchAll(/#(\d)/g)) used.add(Number(digit));
		if ("children" in node) node.children.forEach(look);
	};
	nodes.forEach(look);
	return used;
}
/** What stands for an environment's body becomes its ninth parameter: \BODY, or the last parameter of xparse. */
function renamed(nodes, from) {
	return nodes.map((node) => {
		if (node.kind === "macro" && node.name === from) return {
			kind: "text",
			text: `#9`,
			at: node.at,
			end: node.end
		};
		if (node.kind === "text" && from.startsWith("#")) return {
			...node,
			text: node.text.replaceAll(from, `#9`)
		};
		return node.kind === "group" || node.kind === "environment" ? {
			...node,
			children: renamed(node.children, from)
		} : node;
	});
}
function macroOf(name) {
	return name?.find((node) => node.kind === "macro")?.name;
}
/** Of \newcommand: `count` parameters, the first optional where it has a default. */
function parametersOf(count, fallback) {
	const number = Number(literalText(count));
	return {
		args: Array.from({ length: Number.isNaN(number) ? 0 : Math.min(9, number) }, (_, at) => at === 0 && fallback !== void 0 ? "o" : "m"),
		fallbacks: fallback === void 0 ? [] : [fallback]
	};
}
/** `(#1,#2)` of \def: what stands between parameters ends them. */
function delimitedBy(parameters) {
	const isParameter = (part) => typeof part === "string" && /^#\d$/.test(part);
	return parameters.flatMap((part, index) => {
		if (!isParameter(part)) return index === 0 && typeof part === "string" ? [{
			kind: "literal",
			text: part
		}] : [];
		const next = parameters[index + 1];
		if (next === void 0 || isParameter(next)) return ["m"];
		return [typeof next === "string" ? {
			kind: "up to",
			text: next
		} : {
			kind: "up to macro",
			name: next.name
		}];
	});
}

// src/manuscript/formats/latex/conditionals.ts
/** Reads conditionals, and what else keeps text off the page: the branches that are not typeset, registers, the end of an input.
*  Invariant: what is passed over is told where it holds words. */
var ConditionalReader = class {
	#file;
	#branches;
	/** What is not typeset: now, and from where a branch ends. UTF-16 offsets. */
	#skipped = {
		at: 0,
		end: 0
	};
	#skips = /* @__PURE__ */ new Map();
	/** @param branches of the file's conditionals */
	constructor(file, branches) {
		this.#file = file;
		this.#branches = branches;
	}
	/** Reads a node, `nodes[index]`, that is not typeset, a switch that is set, or the question of a conditional.
	*  @returns the index of the first node after it; undefined where it is none of these */
	read(node, nodes, index) {
		if (this.#isSkipped(node)) return index + 1;
		return node.kind === "macro" ? this.#macro(node, nodes, index) : void 0;
	}
	/** Nothing after the line is read. */
	endInput({ at }) {
		const { text } = this.#file.flow.source;
		const lineEnd = text.indexOf("\n", at);
		if (lineEnd === -1) return;
		recordUnprinted("after \\endinput", {
			at: lineEnd + 1,
			end: text.trimEnd().length
		}, this.#file);
		this.#skipped = {
			at: lineEnd + 1,
			end: text.length
		};
	}
	#isSkipped({ at, end }) {
		const skip = this.#skips.get(at);
		if (skip !== void 0 && skip >= end) this.#skipped = {
			at,
			end: skip
		};
		return at >= this.#skipped.at && end <= this.#skipped.end;
	}
	#macro(node, nodes, index) {
		const { conditions, definitions } = this.#file.paper;
		if (isConditional(definitions.meaning(node.name)) && definitions.get(node.name) === void 0) return this.#branching(node, nodes, index);
		const braced = conditions.readBraced(nodes, index);
		if (braced !== void 0) {
			this.#tell(node, rangeOf(braced.other), braced.decided);
			nodes.splice(index, braced.next - index, ...braced.printed);
			return index;
		}
		if (node.name === "csname") {
			const made = conditions.named(nodes, index);
			nodes.splice(index, made.next - index, {
				kind: "macro",
				name: made.name,
				at: node.at,
				end: node.end
			});
			return index;
		}
		return conditions.readSetting(nodes, index) ?? this.#register(node, nodes, index);
	}
	#branching(node, nodes, index) {
		const isOfFile = this.#file.flow.source.text.startsWith(`\\${node.name}`, node.at);
		const ofFile = isOfFile ? this.#branches.get(node.at) : void 0;
		if (isOfFile && ofFile === void 0) return void 0;
		const before = nodes[index - 1];
		const isNegated = before?.kind === "macro" && before.name === "unless";
		const { verdict: asked, next } = this.#file.paper.conditions.ask(node.name, nodes, index + 1);
		const verdict = isNegated && typeof asked === "boolean" ? !asked : asked;
		const isDecided = verdict !== void 0;
		const chosen = choose(verdict, ofFile ?? branchesAmong(nodes, next, this.#file.paper.conditions) ?? []);
		if (chosen === void 0) return void 0;
		if (ofFile !== void 0) {
			this.#skipInFile(node, nodes[next - 1]?.end ?? node.end, chosen, isDecided);
			return next;
		}
		const { opens = next, closes, end } = chosen;
		const printed = nodes.slice(opens, closes.at);
		this.#tell(node, rangeOf(nodes.slice(next, opens)), isDecided);
		this.#tell(node, rangeOf(nodes.slice(closes.at, end.at)), isDecided);
		nodes.splice(index, end.end - index, ...printed);
		return index;
	}
	/** @param asked where the question ends */
	#skipInFile(node, asked, { opens, closes, end }, isDecided) {
		if (opens !== void 0) {
			this.#tell(node, {
				at: asked,
				end: opens
			}, isDecided);
			this.#skipped = {
				at: asked,
				end: opens
			};
		}
		if (closes === end) return;
		this.#tell(node, {
			at: closes.at,
			end: end.at
		}, isDecided);
		this.#skips.set(closes.at, end.end);
	}
	/** @param isDecided by what the tree says */
	#tell({ name, at }, { at: from, end }, isDecided) {
		const { source } = this.#file.flow;
		if (this.#file.paper.part === "preamble" || !hasWords(source.text.slice(from, end))) return;
		if (isDecided) recordUnprinted(`a branch of \\${name} that is not printed`, {
			at: from,
			end
		}, this.#file);
		else this.#file.paper.warnings.push({
			file: source.file,
			line: source.lineAt(at),
			message: `no file of the tree decides \\${name}: the branch that is printed by default was read, and the other one was not`,
			losesText: true
		});
	}
	/** `\newtoks\kept`, `\kept={…}`, `\the\kept`: text that is kept, and printed there alone. */
	#register(node, nodes, index) {
		const { boxes } = this.#file.paper;
		if (node.name === "newtoks" || node.name === "the") {
			const { args, next } = readArguments(nodes, index + 1, ["m"]);
			const [register] = args[0] ?? [];
			if (register?.kind !== "macro") return void 0;
			if (node.name === "newtoks") boxes.registers.add(register.name);
			else if (boxes.registers.has(register.name)) useBox([register], {
				at: node.at,
				end: register.end
			}, this.#file);
			else return void 0;
			return next;
		}
		if (!boxes.registers.has(node.name)) return void 0;
		const { args, next } = readArguments(nodes, index + 1, [{
			kind: "mark",
			text: "="
		}, "g"]);
		keepBox([node], args[1], node, this.#file);
		return next;
	}
};
/** @returns undefined where nothing closes the conditional */
function choose(verdict, marks) {
	const end = marks.at(-1);
	if (end === void 0) return void 0;
	const chosen = chosenBranch$1(verdict, marks);
	if (chosen === void 0) return {
		opens: end.at,
		closes: end,
		end
	};
	return {
		opens: chosen === 0 ? void 0 : marks[chosen - 1]?.end ?? end.at,
		closes: marks[chosen] ?? end,
		end
	};
}
function rangeOf(nodes) {
	return {
		at: nodes[0]?.at ?? 0,
		end: nodes.at(-1)?.end ?? 0
	};
}

// src/manuscript/formats/latex/flow.ts
var Flow = class {
	source;
	#sink;
	#palette;
	table;
	/** Reads what a column's declaration puts before each of its cells. */
	onCell;
	/** Of \rowcolors: those of odd and of even rows. */
	rowColours;
	/** What held where each \begingroup stands. */
	#groups = [];
	/** What the text that follows is, and how much of it can be seen. */
	kind = "paragraph";
	visibility = FULLY_VISIBLE;
	#open;
	#aside = [];
	/** Passages go here instead of to the sink while something is read aside. */
	#collecting;
	#hiddenRun;
	constructor(source, palette, sink) {
		this.source = source;
		this.#palette = palette;
		this.#sink = sink;
		this.#open = new PassageBuilder(source);
	}
	get isEmpty() {
		return this.#open.isEmpty;
	}
	addText(text, at, end) {
		if (!this.#hides(text, at)) this.#open.addText(text, at, end);
	}
	addToken(token, at, end) {
		if (!this.#hides(token, at)) this.#open.addToken(token, at, end);
	}
	addBlank() {
		if (this.#hiddenRun === void 0) this.#open.addBlank();
		else this.#hiddenRun.add(" ");
	}
	/** Ends the passage that is open, if a reader sees anything of it. */
	flush() {
		this.#endHiddenRun();
		const passage = this.#open.build(this.kind);
		this.#open = new PassageBuilder(this.source);
		const aside = this.#aside;
		this.#aside = [];
		for (const made of passage === void 0 ? aside : [passage, ...aside]) this.#addPassage(made);
		if (this.visibility.untilParagraphEnd === true) this.visibility = {
			...this.visibility,
			hiddenBy: void 0,
			untilParagraphEnd: false,
			reach: void 0
		};
	}
	/** Reads something that stands beside the open passage, which goes on afterwards. */
	aside(kind, read) {
		const made = this.capture(kind, read);
		if (this.#open.isEmpty) for (const passage of made) this.#addPassage(passage);
		else for (const passage of made) this.#aside.push(passage);
	}
	/** Reads something into passages of its own that go nowhere yet. */
	capture(kind, read) {
		this.#endHiddenRun();
		const outer = {
			open: this.#open,
			aside: this.#aside,
			collecting: this.#collecting,
			kind: this.kind,
			visibility: this.visibility
		};
		const made = [];
		this.#open = new PassageBuilder(this.source);
		this.#aside = [];
		this.#collecting = made;
		this.kind = kind;
		read();
		this.flush();
		this.#open = outer.open;
		this.#aside = outer.aside;
		this.#collecting = outer.collecting;
		this.kind = outer.kind;
		this.visibility = outer.visibility;
		return made;
	}
	/** Reads something under another visibility, or back under this one afterwards. */
	withVisibility(visibility, read) {
		const outer = this.visibility;
		this.visibility = visibility;
		read();
		this.visibility = outer;
	}
	beginGroup() {
		if (this.#groups.length < DEEPEST_GROUPS) this.#groups.push(this.visibility);
	}
	endGroup() {
		this.visibility = this.#groups.pop() ?? this.visibility;
	}
	/** What `&` and `\\\\` do: a blank, and in a table a new cell. */
	endCell(endsRow) {
		this.addBlank();
		if (this.table === void 0) return;
		this.table.column = endsRow ? 0 : this.table.column + 1;
		if (endsRow) {
			this.table.row++;
			this.table.rowBackground = "page";
		}
		this.visibility = this.rowVisibility();
		this.onCell?.(this.table.columns[this.table.column] ?? []);
	}
	/** That of a cell before anything in it, or in its column's declaration, changes it. */
	rowVisibility() {
		if (this.table === void 0) return this.visibility;
		const { outside, row, rowBackground } = this.table;
		const striped = this.rowColours === void 0 ? outside.background : this.rowColours[row % 2];
		return {
			...outside,
			background: rowBackground === "page" ? striped : rowBackground
		};
	}
	#addPassage(passage) {
		if (this.#collecting === void 0) this.#sink.passage(passage);
		else this.#collecting.push(passage);
	}
	#hides(text, at) {
		const { reach } = this.visibility;
		if (reach !== void 0 && reach.left <= 0) this.visibility = {
			...this.visibility,
			hiddenBy: void 0,
			untilParagraphEnd: false,
			reach: void 0
		};
		if (reach !== void 0) reach.left -= text.length;
		const technique = hidingTechnique(this.visibility, this.#palette.page);
		if (technique !== this.#hiddenRun?.technique) this.#endHiddenRun();
		if (technique === void 0) return false;
		this.#hiddenRun ??= new HiddenRun(technique, {
			file: this.source.file,
			line: this.source.lineAt(at)
		});
		this.#hiddenRun.add(text);
		return true;
	}
	#endHiddenRun() {
		const found = this.#hiddenRun?.report();
		this.#hiddenRun = void 0;
		if (found === void 0) return;
		this.#sink.hidden(found);
		this.#open.addBlank();
	}
};
/** \begingroup within each other. */
const DEEPEST_GROUPS = 1e3;
/** Collects what a reader sees of one paragraph, and remembers which characters of the file it came from. */
var PassageBuilder = class {
	#source;
	#text = new CleanTextBuilder();
	#first;
	#last = 0;
	#line = 0;
	constructor(source) {
		this.#source = source;
	}
	get isEmpty() {
		return this.#first === void 0;
	}
	/** @param text what the reader sees of the file's characters from `at` up to `end` */
	addText(text, at, end) {
		if (text.trim() === "") this.addBlank();
		else this.#text.add(text, this.#extend(at, end, text));
	}
	addToken(token, at, end) {
		this.#text.addToken(token, this.#extend(at, this.#firstLineEnd(at, end), ""));
	}
	addBlank() {
		this.#text.addBlank();
	}
	/** Undefined where a reader sees no letter, digit or stand-in: stray punctuation of a dropped macro is no passage. */
	build(kind) {
		const { text, lines } = this.#text.build();
		if (this.#first === void 0 || !/[\p{L}\p{N}]/u.test(text)) return void 0;
		const { from, to } = widened(this.#source.text, this.#first, this.#last);
		const { file, text: whole } = this.#source;
		return {
			kind,
			file,
			startLine: this.#source.lineAt(from),
			endLine: this.#source.lineAt(to - 1),
			source: whole.slice(from, to),
			text,
			lines
		};
	}
	/** Where the first line of a range ends. Looks at the range alone: a line may be as long as the file. */
	#firstLineEnd(at, end) {
		const [first = ""] = this.#source.text.slice(at, end).split("\n", 1);
		return at + first.trimEnd().length;
	}
	/** Lines never go back: of a macro whose arguments print in another order, all stands where the first does. */
	#extend(at, end, text) {
		this.#first ??= at;
		this.#last = Math.max(this.#last, end);
		this.#line = Math.max(this.#line, this.#source.lineAt(at));
		const line = this.#line;
		this.#line += text.split("\n").length - 1;
		return line;
	}
};
/** Characters. A command with its option is shorter; further than this from a passage nobody looks for its markup. */
const REACH = 200;
/** Takes the markup that the first and last character stand in along, as far as it is on their lines: `\emph{Mice} were` for `Mice} were`. */
function widened(text, first, last) {
	let { opens, closes } = unbalanced(text.slice(first, last));
	let from = first;
	let to = last;
	const before = () => /\\[a-zA-Z]+\*?(?:\[[^\]{}\n]*\])?\{[ \t]*$/.exec(text.slice(Math.max(0, from - REACH), from));
	const after = () => /^[ \t]*\}/.exec(text.slice(to, to + 100));
	for (let opening = before(); closes > 0 && opening !== null; opening = before(), closes--) from -= opening[0].length;
	for (let closing = after(); opens > 0 && closing !== null; closing = after(), opens--) to += closing[0].length;
	for (let opening = before(), closing = after(); opening !== null && closing !== null; opening = before(), closing = after()) {
		from -= opening[0].length;
		to += closing[0].length;
	}
	return {
		from,
		to
	};
}
/** How many braces of a slice are closed but not opened in it, and the other way round. */
function unbalanced(slice) {
	let opens = 0;
	let closes = 0;
	for (const [mark] of slice.matchAll(/\\[\s\S]|[{}]/g)) if (mark === "{") opens++;
	else if (mark === "}" && opens > 0) opens--;
	else if (mark === "}") closes++;
	return {
		opens,
		closes
	};
}

// src/manuscript/formats/latex/reader.ts
/** Macros within macros; more is a definition that refers to itself. */
const EXPANSIONS = 20;
var LatexReader = class {
	paper;
	flow;
	openEnvironments = new OpenEnvironments();
	expanding = 0;
	#lastHeading;
	#conditionals;
	/** @param branches of the file's conditionals */
	constructor(source, paper, branches) {
		this.paper = paper;
		this.#conditionals = new ConditionalReader(this, branches);
		this.#lastHeading = Math.max(source.text.lastIndexOf("\\section"), source.text.lastIndexOf("\\chapter"));
		this.flow = new Flow(source, paper.palette, {
			passage: (passage) => addPassage(passage, paper),
			hidden: (found) => paper.hidden.push(found)
		});
	}
	read(chunks) {
		for (const chunk of chunks) {
			this.walk(chunk);
			this.flow.flush();
		}
	}
	walk(siblings) {
		const nodes = [...siblings];
		for (let index = 0; index < nodes.length;) {
			const node = nodes[index];
			if (node === void 0) return;
			const after = this.#conditionals.read(node, nodes, index);
			if (after !== void 0) index = after;
			else index = this.paper.part === "preamble" ? this.#preamble(node, nodes, index) : this.#visible(node, nodes, index);
		}
	}
	walkGroup(nodes) {
		this.flow.withVisibility(this.flow.visibility, () => this.walk(nodes));
	}
	/** Before \begin{document} nothing prints, but title and abstract may stand here. */
	#preamble(node, nodes, index) {
		if (node.kind === "environment") {
			if (/^(?:document|abstract)$/.test(node.name)) readEnvironment(node, this);
			return index + 1;
		}
		if (node.kind !== "macro") return index + 1;
		if (node.name === "begin" || node.name === "end") return readUnpaired(node, nodes, index, this);
		const info = macroInfo(node.name);
		switch (info?.role) {
			case "title":
			case "abstract":
			case "include":
			case "chosen files":
			case "packages":
			case "at the beginning":
			case "input end":
			case "kept environments":
			case "left out environments":
			case "column type":
			case "page colour":
			case "highlight colour":
			case "text colour":
			case "definition":
			case "acronym definition":
			case "unit definition":
			case "unit settings":
			case "colour name":
			case "colour alias": return this.#known(node, info, nodes, index);
			default: return info === void 0 ? index + 1 : readArguments(nodes, index + 1, info.args).next;
		}
	}
	#visible(node, nodes, index) {
		if (node.kind === "macro") return this.#macro(node, nodes, index);
		switch (node.kind) {
			case "text":
				readText(node, this.flow);
				break;
			case "blank":
				this.flow.addBlank();
				break;
			case "paragraph end":
				this.flow.flush();
				break;
			case "verb":
				this.flow.addText(node.text, node.at, node.end);
				break;
			case "group":
				if (this.#isAbstractHeading(node, node.children)) return this.#openAbstract(nodes, index + 1);
				this.paper.conditions.within(() => this.walkGroup(node.children));
				break;
			case "math":
				readMath(node, this);
				break;
			case "environment": if (node.name === "document") readEnvironment(node, this);
			else this.paper.conditions.within(() => readEnvironment(node, this));
		}
		return index + 1;
	}
	/** Reads a macro and its arguments. @returns the index of the first node after them, here and below */
	#macro(node, nodes, index) {
		if (node.name === "begin" || node.name === "end") return readUnpaired(node, nodes, index, this);
		const { definitions } = this.paper;
		const info = macroInfo(node.name);
		const isOwn = info !== void 0 && /^(?:acronym|front matter|show|box used|moved box|not printed|font scaled)$/.test(info.role) && (definitions.get(node.name) !== void 0 || definitions.meaning(node.name) !== node.name);
		if (info !== void 0 && !isOwn) return this.#known(node, info, nodes, index);
		if (isAccent(node.name)) {
			const { args, next } = readArguments(nodes, index + 1, ["m"]);
			this.flow.addText(accented(node.name, visibleText(args[0])), node.at, nodes[next - 1]?.end ?? node.end);
			return next;
		}
		const symbol = SYMBOLS$1.get(node.name);
		if (symbol === void 0) {
			const name = definitions.meaning(node.name);
			return name === node.name ? this.#unknown(node, nodes, index) : this.#macro({
				...node,
				name
			}, nodes, index);
		}
		if (symbol.trim() !== "") this.flow.addText(symbol, node.at, node.end);
		else if (symbol !== "") this.flow.addBlank();
		return afterName(node, nodes, index);
	}
	#unknown(node, nodes, index) {
		const definition = this.paper.definitions.get(node.name);
		if (definition !== void 0 && this.expanding < EXPANSIONS) {
			const { args, next } = readArguments(nodes, index + 1, definition.args);
			const expanded = this.paper.definitions.expand(definition, args, node);
			this.#tellDropped(definition, args);
			this.expanding++;
			for (const part of expanded === void 0 ? args : [expanded]) this.walk(part ?? []);
			this.expanding--;
			return definition.args.length === 0 && isEmptyGroup(nodes[next]) ? next + 1 : next;
		}
		const next = nodes[index + 1];
		const empty = isEmptyGroup(next);
		const bare = next?.kind !== "group" && !(next?.kind === "text" && next.text.startsWith("["));
		if (empty || bare && /[a-z][A-Z]|[A-Z][a-z]/.test(node.name)) this.flow.addToken("[value]", node.at, node.end);
		return empty ? index + 2 : readArguments(nodes, index + 1, ["O"]).next;
	}
	#tellDropped(definition, args) {
		for (const dropped of this.paper.definitions.dropped(definition)) {
			const range = {
				at: args[dropped]?.[0]?.at ?? 0,
				end: args[dropped]?.at(-1)?.end ?? 0
			};
			if (hasWords(literalText(args[dropped]))) recordUnprinted("text that a macro drops", range, this);
		}
	}
	/** `\textbf{Abstract}`, `{\large\bf Abstract.}` where a paragraph begins, in a paper that has headings after it. */
	#isAbstractHeading({ kind, at }, children) {
		if (!this.flow.isEmpty || this.paper.part !== "body" || this.paper.abstract.length > 0) return false;
		if (kind === "group" && !children.some((node) => node.kind === "macro" && /^(?:bf|bfseries|textbf)$/.test(node.name))) return false;
		return /^abstract\s*[.:]?$/i.test(wordsOf$1(children)) && at < this.#lastHeading;
	}
	/** @returns the index of the first node of its text */
	#openAbstract(nodes, index) {
		openAbstract(this);
		let next = index;
		while (nodes[next]?.kind === "blank" || nodes[next]?.kind === "paragraph end") next++;
		const mark = nodes[next];
		return mark?.kind === "text" && /^(?:[.:]|-{1,3})$/.test(mark.text) ? next + 1 : next;
	}
	#known(node, info, nodes, index) {
		if (info.role === "definition") return this.paper.definitions.read(nodes, index);
		const { args, next } = readArguments(nodes, index + 1, info.args);
		const use = {
			at: node.at,
			end: nodes[next - 1]?.end ?? node.end
		};
		if (info.role === "abstract" && args[0] === void 0) {
			if (this.paper.part === "body") openAbstract(this);
			return next;
		}
		if (node.name === "textbf" && this.#isAbstractHeading(node, args[0] ?? [])) return this.#openAbstract(nodes, next);
		if (info.role === "input end") {
			this.#conditionals.endInput(node);
			return next;
		}
		if (info.role === "left out environments" || info.role === "kept environments") {
			for (const name of literalText(args[0]).split(",")) this.paper.definitions.leaveOut(name.trim(), info.role.startsWith("left"));
			return next;
		}
		const { conditions, palette } = this.paper;
		const change = visibilityChange(info, args, this.flow.visibility, palette, (argument) => conditions.textOf(argument));
		if (change !== void 0) {
			const { visibility, read } = change;
			if (read === void 0) this.flow.visibility = visibility;
			else this.flow.withVisibility(visibility, () => this.walk(read));
			return next;
		}
		if (!readStructure(info, args, use, this)) readInlineMacro(info, args, use, this);
		return info.args.length === 0 ? afterName(node, nodes, index) : next;
	}
};
/** The words of a heading, in whatever font. */
function wordsOf$1(nodes) {
	return nodes.map((node) => node.kind === "group" ? wordsOf$1(node.children) : visibleText([node]) || (node.kind === "blank" ? " " : "")).join("").trim();
}
/** TeX swallows the blanks after a macro's name, and an empty group after it ends the name. */
function afterName(node, nodes, index) {
	const next = nodes[index + 1];
	if (!/^[a-zA-Z]/.test(node.name)) return index + 1;
	return next?.kind === "blank" || isEmptyGroup(next) ? index + 2 : index + 1;
}
function isEmptyGroup(node) {
	return node?.kind === "group" && node.children.length === 0;
}

// src/manuscript/formats/latex/siunitx.ts
/** Numbers, units and quantities as siunitx prints them (version 3, its own settings, and those of \sisetup that change what a reader takes from the page).
*  Powers are written `m^-2`, as everywhere in a passage. A unit that nobody declared keeps its name. */
const PREFIXES = {
	quecto: "q",
	ronto: "r",
	yocto: "y",
	zepto: "z",
	atto: "a",
	femto: "f",
	pico: "p",
	nano: "n",
	micro: "µ",
	milli: "m",
	centi: "c",
	deci: "d",
	deca: "da",
	deka: "da",
	hecto: "h",
	kilo: "k",
	mega: "M",
	giga: "G",
	tera: "T",
	peta: "P",
	exa: "E",
	zetta: "Z",
	yotta: "Y",
	kibi: "Ki",
	mebi: "Mi",
	gibi: "Gi",
	tebi: "Ti"
};
const UNITS = {
	metre: "m",
	meter: "m",
	gram: "g",
	kilogram: "kg",
	second: "s",
	ampere: "A",
	kelvin: "K",
	mole: "mol",
	candela: "cd",
	litre: "L",
	liter: "L",
	hertz: "Hz",
	newton: "N",
	pascal: "Pa",
	joule: "J",
	watt: "W",
	coulomb: "C",
	volt: "V",
	farad: "F",
	ohm: "Ω",
	siemens: "S",
	weber: "Wb",
	tesla: "T",
	henry: "H",
	lumen: "lm",
	lux: "lx",
	becquerel: "Bq",
	gray: "Gy",
	sievert: "Sv",
	katal: "kat",
	celsius: "°C",
	degreeCelsius: "°C",
	degree: "°",
	minute: "min",
	hour: "h",
	day: "d",
	percent: "%",
	bar: "bar",
	electronvolt: "eV",
	dalton: "Da",
	hectare: "ha",
	tonne: "t",
	astronomicalunit: "au",
	atomicmassunit: "u",
	bel: "B",
	neper: "Np",
	micron: "µm",
	steradian: "sr",
	permil: "‰",
	mmHg: "mmHg",
	barn: "b",
	molar: "M",
	Molar: "M",
	angstrom: "Å",
	bit: "bit",
	byte: "B",
	radian: "rad",
	arcminute: "′",
	arcsecond: "″",
	decibel: "dB",
	l: "L",
	um: "µm"
};
/** Abbreviations that the package defines are their own names, but for the micro, the litre and the ohm: `uL`, `ml`, `kohm`. */
const ABBREVIATION = /^(?:u(?=(?:m|g|l|L|s|A|V|W|J|F|N|mol|M|C|Hz)$)|[munpk]?(?=(?:l|ohm)$)|h(?=l$)|M(?=ohm$))(?<unit>.*)$/;
/** The symbol of a unit or prefix that is named alone: `kilo`; its name where nobody declared it. */
function unitSymbol(name) {
	return Object.hasOwn(PREFIXES, name) ? PREFIXES[name] ?? name : Object.hasOwn(UNITS, name) ? UNITS[name] ?? name : name;
}
const DEFAULTS = {
	per: "power",
	to: " to ",
	repeatsUnit: true,
	separatesUncertainty: false
};
var Siunitx = class {
	#own = /* @__PURE__ */ new Map();
	#settings = DEFAULTS;
	/** \DeclareSIUnit */
	declare(name, symbol) {
		const macro = name?.find((node) => node.kind === "macro");
		if (macro?.kind === "macro" && symbol !== void 0) this.#own.set(macro.name, symbol);
	}
	/** \sisetup */
	setUp(options) {
		this.#settings = withOptions(this.#settings, literalText(options));
	}
	/** @param args options, then what the form takes: a number or a list of them (of a range two), and a unit
	*  @param expand what a macro of the author stands for */
	text(form, args, expand) {
		const settings = withOptions(this.#settings, literalText(args[0]));
		const unit = (nodes) => this.#unit(nodes, settings, expand);
		const number = (nodes) => numberText(visibleText(nodes), settings);
		switch (form) {
			case "unit": return unit(args[1]);
			case "angle": return angleText(visibleText(args[1]));
			case "number": return number(args[1]);
			case "quantity": return quantity(number(args[1]), unit(args.at(-1)));
			case "number range": return [args[1], args[2]].map(number).join(settings.to);
			case "quantity range": return several([args[1], args[2]].map(number), unit(args[3]), settings, (all) => all.join(settings.to));
			case "number list": return enumerated(items(args[1], ";", settings));
			case "quantity list": return several(items(args[1], ";", settings), unit(args[2]), settings, enumerated);
			case "number product": return items(args[1], "x", settings).join(" × ");
			case "quantity product": return several(items(args[1], "x", settings), unit(args[2]), settings, (all) => all.join(" × "));
		}
	}
	#unit(nodes, { per }, expand) {
		const factors = [];
		new UnitReader(factors, (name) => this.#own.get(name) ?? expand(name)).read(nodes ?? []);
		const above = factors.filter(({ below }) => !below).map(({ text, power }) => powered(text, power));
		const below = factors.filter((factor) => factor.below);
		if (below.length === 0) return above.join(" ");
		if (per === "power") return factors.map((one) => powered(one.text, one.below ? `-${one.power || "1"}` : one.power)).join(" ");
		const divisors = below.map(({ text, power }) => powered(text, power));
		const over = above.length === 0 ? "1" : above.join(" ");
		if (per === "repeated-symbol") return [over, ...divisors].join("/");
		return `${over}/${divisors.length === 1 ? divisors.join("") : `(${divisors.join(" ")})`}`;
	}
};
/** Macros of units within each other, and parts of one unit; more is a definition that refers to itself, or grows without end. */
const DEEPEST = 10;
const MOST_PARTS = 100;
var UnitReader = class {
	#factors;
	#meaning;
	#prefix = "";
	#power = "";
	#below = false;
	#depth = 0;
	#parts = 0;
	constructor(factors, meaning) {
		this.#factors = factors;
		this.#meaning = meaning;
	}
	read(nodes) {
		for (let index = 0; index < nodes.length && this.#parts++ < MOST_PARTS; index++) {
			const node = nodes[index];
			if (node?.kind === "macro") {
				const next = nodes[index + 1];
				if (this.#macro(node.name, next?.kind === "group" ? next.children : void 0)) index++;
			} else if (node?.kind === "group") this.#literal(visibleText(node.children));
			else if (node?.kind === "text") this.#literal(node.text.replace(/[.~]/g, " "));
			else if (node?.kind === "math") this.#literal(node.body.replace(/\^\{?\\circ\}?/g, "°").replace(/[{}\s]/g, ""));
		}
	}
	/** @returns whether it took the group after it */
	#macro(name, argument) {
		const own = this.#meaning(name);
		if (own !== void 0 && this.#depth < DEEPEST) {
			this.#depth++;
			this.read(own);
			this.#depth--;
			return false;
		}
		const last = this.#factors.at(-1);
		switch (name) {
			case "per":
				this.#below = true;
				return false;
			case "square":
				this.#power = "2";
				return false;
			case "cubic":
				this.#power = "3";
				return false;
			case "raiseto":
				this.#power = visibleText(argument);
				return argument !== void 0;
			case "squared":
			case "cubed":
			case "tothe":
				if (last !== void 0) last.power = name === "squared" ? "2" : name === "cubed" ? "3" : visibleText(argument);
				return name === "tothe" && argument !== void 0;
			case "of":
				if (last !== void 0) last.text += ` ${visibleText(argument)}`;
				return argument !== void 0;
			default:
				this.#named(name);
				return false;
		}
	}
	#named(name) {
		const prefix = PREFIXES[name];
		const symbol = SYMBOLS$1.get(name);
		if (prefix !== void 0) this.#prefix += prefix;
		else if (UNITS[name] === void 0 && symbol !== void 0) this.#literal(symbol);
		else this.#add(UNITS[name] ?? abbreviation(name), false);
	}
	#literal(text) {
		const last = this.#factors.at(-1);
		if (last?.literal === true && !this.#isPending) last.text += text;
		else if (text.trim() !== "") this.#add(text, true);
	}
	get #isPending() {
		return this.#below || this.#prefix !== "" || this.#power !== "";
	}
	#add(text, literal) {
		this.#factors.push({
			text: this.#prefix + text,
			power: this.#power,
			below: this.#below,
			literal
		});
		this.#prefix = "";
		this.#power = "";
		this.#below = false;
	}
};
function powered(text, power) {
	const plain = text.replace(/\s+/g, " ").trim();
	return power === "" ? plain : `${plain}^${power}`;
}
function abbreviation(name) {
	const unit = ABBREVIATION.exec(name)?.groups?.["unit"];
	if (unit === void 0) return name;
	const prefix = name.slice(0, name.length - unit.length);
	return (prefix === "u" ? "µ" : prefix) + (unit === "l" ? "L" : unit === "ohm" ? "Ω" : unit);
}
/** No blank before the signs of an angle. */
function quantity(number, unit) {
	return /^[°′″]$/.test(unit) ? number + unit : `${number} ${unit}`.trim();
}
function several(numbers, unit, { repeatsUnit }, join) {
	return repeatsUnit ? join(numbers.map((number) => quantity(number, unit))) : quantity(join([...numbers]), unit);
}
function items(list, separator, settings) {
	return visibleText(list).split(separator).map((item) => numberText(item, settings));
}
function enumerated(items) {
	return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
/** `3 +- 0.2` is 3.0(2), `.5` is 0.5, `+-5` is ±5, `2x3` is 2 × 3; what is no number stays as it is. */
function numberText(written, { separatesUncertainty }) {
	const plain = written.replace(/\+-|\\pm/g, "±").trim();
	const tight = plain.replace(/\s+/g, "").replace(/,(?=\d)/g, ".");
	if (!/^[\d.±+\-exED()<>≤≥~−]+$/.test(tight)) return plain;
	const [, value, uncertainty, exponent = ""] = /^([+-]?\d*\.?\d+)±(\d*\.?\d+)(e[+-]?\d+)?$/i.exec(tight) ?? [];
	if (value !== void 0 && uncertainty !== void 0) {
		const decimals = Math.max(decimalsOf(value), decimalsOf(uncertainty));
		if (separatesUncertainty) return `${withZero(padded(value, decimals))} ± ${withZero(padded(uncertainty, decimals))}${exponent}`;
		const digits = padded(uncertainty, decimals).replace(".", "").replace(/^0+(?=\d)/, "");
		return `${withZero(padded(value, decimals))}(${digits})${exponent}`;
	}
	return withZero(tight).replace(/(?<=\d)x(?=\d)/g, " × ");
}
function withZero(number) {
	return number.replace(/(^|[^\d])\.(?=\d)/g, "$10.");
}
function decimalsOf(number) {
	return number.split(".")[1]?.length ?? 0;
}
function padded(number, decimals) {
	const missing = "0".repeat(Math.min(40, decimals - decimalsOf(number)));
	return missing === "" ? number : `${number}${number.includes(".") ? "" : "."}${missing}`;
}
/** `12;30;` is 12°30′. */
function angleText(written) {
	const signs = [
		"°",
		"′",
		"″"
	];
	return written.split(";").map((part, at) => part.trim() === "" ? "" : part.trim() + (signs[at] ?? "")).join("");
}
function withOptions(settings, options) {
	if (!options.includes("=")) return settings;
	const value = (key) => new RegExp(`(?:^|,)\\s*${key}\\s*=\\s*([^,]*)`).exec(options)?.[1];
	const per = value("per-mode")?.trim();
	const to = value("range-phrase");
	const units = value("range-units")?.trim() ?? value("list-units")?.trim();
	const uncertainty = value("separate-uncertainty")?.trim() ?? value("uncertainty-mode")?.trim();
	return {
		per: per === void 0 ? settings.per : perMode(per),
		to: to === void 0 ? settings.to : to.trim() === "" || /^-+$/.test(to.trim()) ? "–" : ` ${to.trim()} `,
		repeatsUnit: units === void 0 ? settings.repeatsUnit : units === "repeat",
		separatesUncertainty: uncertainty === void 0 ? settings.separatesUncertainty : /^(?:true|separate)$/.test(uncertainty)
	};
}
function perMode(written) {
	if (written === "repeated-symbol") return written;
	return /symbol|fraction/.test(written) ? "symbol" : "power";
}

// src/manuscript/formats/latex/parse.ts
/** LaTeX: from a root file and all that it includes to blocks in reading order. Invariant: each passage is an exact range of the file
*  that it names; whatever is broken or hostile, what can be read is read, and what could not be is in the warnings. */
/** @param root path of the file to start from; @throws ManuscriptError where that file cannot be read */
async function parseLatex(root, textFiles) {
	const { files, faults } = await loadAll(root, textFiles);
	const read = [];
	const open = [];
	let importFolder;
	const warned = /* @__PURE__ */ new Set();
	const readFile = (path, { source, chunks, branches, hasDocument, ...found }, from) => {
		read.push(path);
		open.push(path);
		for (const part of found.leftOut) paper.leftOut.push(part);
		for (const warning of found.warnings) paper.warnings.push(warning);
		for (const hidden of found.hidden) paper.hidden.push(hidden);
		const { part } = paper;
		if (hasDocument) paper.part = "preamble";
		else if (from === void 0) paper.part = "body";
		const reader = new LatexReader(source, paper, branches);
		if (from !== void 0) {
			reader.flow.visibility = from.visibility;
			reader.flow.kind = from.kind;
		}
		reader.read(chunks(paper.warnings));
		if (from !== void 0 && hasDocument) paper.part = part;
		open.pop();
	};
	const definitions = new Definitions();
	const paper = {
		part: "preamble",
		definitions,
		conditions: new Conditions(definitions),
		boxes: new Boxes(),
		includeOnly: void 0,
		acronyms: new Acronyms(),
		siunitx: new Siunitx(),
		palette: new Palette(),
		title: void 0,
		abstract: [],
		body: [],
		leftOut: [],
		warnings: [],
		hidden: [],
		include: (inclusion, from, at) => {
			const found = resolveInclude(inclusion, {
				root,
				file: from.source.file,
				importFolder
			}, textFiles.paths);
			const file = "path" in found ? files.get(found.path) : void 0;
			const warn = (why, loss = { losesText: true }) => {
				const message = `${JSON.stringify(writtenPath(inclusion))} ${why}; the rest was read without it`;
				const known = `${from.source.file}: ${message}`;
				if (warned.has(known)) return;
				warned.add(known);
				paper.warnings.push({
					file: from.source.file,
					line: from.source.lineAt(at),
					message,
					...loss
				});
			};
			if ("fault" in found) warn(found.fault === "not found" ? "is included but is not in the tree" : "leads out of the tree and was not opened");
			else if (open.includes(found.path)) warn("includes itself, directly or by way of others", {});
			else if (read.includes(found.path)) warn("is included a second time and was read only once", {});
			else if (file === void 0) warn(`could not be read (${faults.get(found.path) ?? "it is named in a way that only TeX can follow"})`);
			else {
				const outer = importFolder;
				importFolder = found.importFolder;
				readFile(found.path, file, from);
				importFolder = outer;
			}
		}
	};
	const main = files.get(root);
	if (main !== void 0) readFile(root, main, void 0);
	const { title, abstract, body, leftOut, warnings, hidden } = paper;
	for (const { file, line, characters } of paper.boxes.unused()) hidden.push({
		file,
		line,
		technique: "a box that is not used",
		characters
	});
	return {
		files: read,
		title,
		abstract,
		body,
		leftOut,
		warnings,
		hidden
	};
}
/** Opens the root and every file that it includes, each once; each is parsed on its own.
*  @throws ManuscriptError where the root cannot be read; an included file that cannot is absent from the map, and its fault is in `faults` */
async function loadAll(root, textFiles) {
	const files = /* @__PURE__ */ new Map();
	const faults = /* @__PURE__ */ new Map();
	const waiting = [{
		path: root,
		importFolder: void 0
	}];
	const seen = /* @__PURE__ */ new Set();
	for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
		const { path } = next;
		const key = JSON.stringify(next);
		if (seen.has(key) || faults.has(path)) continue;
		seen.add(key);
		try {
			const { text, hidden, warnings } = await textFiles.text(path);
			if (!files.has(path)) files.set(path, loadFile(path, text, hidden, warnings));
			waiting.push(...includedBy(text, next, root, textFiles.paths));
		} catch (error) {
			if (path === root || !(error instanceof UserError)) throw error;
			faults.set(path, error.message);
		}
	}
	return {
		files,
		faults
	};
}
const NOTES = {
	"merge conflict": "a merge conflict was left in the file: both sides were read, the markers were not",
	"unclosed iffalse": "\\iffalse without its \\fi: what follows was read as if it were not there"
};
function loadFile(file, text, hidden, decoding) {
	const source = new SourceFile(file, text);
	const masked = maskLatex(text);
	const warnings = [...decoding];
	const leftOut = [];
	for (const { kind, at } of masked.notes) if (kind !== "after the end") warnings.push({
		file,
		line: source.lineAt(at),
		message: NOTES[kind]
	});
	else leftOut.push({
		file,
		lines: {
			startLine: source.lineAt(at),
			endLine: source.lineAt(text.trimEnd().length - 1)
		},
		why: "after \\end{document}"
	});
	const shortened = withoutLong(masked.text);
	for (const { why, at, end } of shortened.leftOut) leftOut.push({
		file,
		lines: {
			startLine: source.lineAt(at),
			endLine: source.lineAt(end - 1)
		},
		why
	});
	const hasDocument = [...tokenizeLatex(masked.text)].some((token) => token.kind === "begin" && token.name === "document");
	return {
		source,
		chunks: (found) => parsedChunks(shortened.text, source, found),
		branches: branchesOf(masked.text),
		hasDocument,
		leftOut,
		warnings,
		hidden
	};
}
function* parsedChunks(masked, source, warnings) {
	for (const chunk of splitIntoChunks(masked)) {
		if (chunk.fault !== void 0) warnings.push({
			file: source.file,
			line: source.lineAt(chunk.at),
			...faultOf(chunk, source)
		});
		yield parseNodes(chunk.text, chunk.at);
	}
}
function faultOf({ fault, text, at }, source) {
	const to = source.lineAt(at + Math.max(0, text.trimEnd().length - 1));
	return fault === "too deep" ? {
		message: `more than 500 groups nested in each other up to line ${to}: what stands deeper than 100 was left out, the rest was read`,
		losesText: true
	} : { message: `no paragraph ends here for more than ${LONGEST_CHUNK.toLocaleString("en")} characters: it was read in parts, and markup across a cut may show` };
}

// src/manuscript/formats/markdown/scanner.ts
var Scanner = class {
	text;
	format;
	values;
	ahead;
	elements;
	/** Conditionals of templates that are open: whether what stands there is printed. */
	templates = [];
	/** Numbers of pandoc's examples, `(@label)`, by label, and by where an unnamed one stands. */
	examples;
	/** Labels of notes to which the text leads, `[^1]`. */
	notes;
	/** By `{% set name = "text" %}`. */
	assigned = /* @__PURE__ */ new Map();
	/** Characters of hidden elements that may still be searched for what is seen in them; papers have some hundreds. */
	searchesLeft = 1e6;
	#hiddenAt = 0;
	regions = [];
	kinds = [];
	inclusions = [];
	hidden = [];
	notices = [];
	/** Where lines begin that belong to something above them, such as the end of a directive or the rule of a table: they begin nothing. */
	settled = /* @__PURE__ */ new Set();
	/** Where the next line with text below a table begins. */
	belowTables = /* @__PURE__ */ new Set();
	/** No rule that ends a table stands before this offset, as far as was looked: so nothing is looked at twice. */
	noTableEndBefore = 0;
	leftOut = [];
	/** Where a MyST block begins, and which part of the paper it says it is. */
	parts = [];
	constructor(text, { format, values }) {
		this.text = text;
		this.format = format;
		this.values = values;
		this.ahead = new ForwardSearch(text);
		this.elements = new OpenElements(text, /^(?:quarto|rmarkdown|myst)$/.test(format));
		this.examples = format === "myst" ? /* @__PURE__ */ new Map() : examplesIn(text);
		this.notes = new Set(text.match(/\[\^[^\]\s]{1,100}\](?!:)/g));
	}
	/** Where the hidden range ends that a place lies in; asked in the order of the text. */
	hiddenUntil(at) {
		while ((this.hidden[this.#hiddenAt]?.end ?? Number.POSITIVE_INFINITY) <= at) this.#hiddenAt++;
		const range = this.hidden[this.#hiddenAt];
		return range !== void 0 && range.start <= at ? range.end : void 0;
	}
	/** @returns `end`, where scanning goes on */
	mask(start, end, replacement = NOTHING, filler = "word") {
		this.regions.push({
			start,
			end,
			replacement,
			filler
		});
		return end;
	}
	/** Notes the first of each kind: what follows is often its consequence. */
	warnOnce(kind, start, message, losesText = false) {
		if (this.notices.every((known) => known.kind !== kind)) this.notices.push({
			kind,
			start,
			message,
			losesText
		});
	}
	/** Masks what no reader sees, and reports it where it holds a letter or a digit. */
	hide(start, end, technique, content, filler = "word") {
		const seen = content.replace(/<[^<>]*>/g, "").trim();
		if (/[\p{L}\p{N}]/u.test(seen)) this.hidden.push({
			start,
			end,
			technique,
			characters: [...seen].length
		});
		return this.mask(start, end, NOTHING, filler);
	}
};
function examplesIn(text) {
	const numbers = /* @__PURE__ */ new Map();
	let count = 0;
	for (const { index, 0: mark, 1: label = "" } of text.matchAll(/^[ \t]{0,3}\(@([\w-]*)\)(?=[ \t]+\S)/gm)) {
		const number = label === "" ? ++count : numbers.get(label) ?? ++count;
		numbers.set(index + mark.indexOf("("), number);
		if (label !== "") numbers.set(label, number);
	}
	return numbers;
}
var ForwardSearch = class {
	text;
	#found = /* @__PURE__ */ new Map();
	constructor(text) {
		this.text = text;
	}
	/** @returns the offset of the first `needle` at or after `from`; the text's length where there is none */
	find(needle, from) {
		return this.#remembered(needle, from, () => this.text.indexOf(needle, from));
	}
	/** The same for a pattern. @param pattern with the flag `g`, and without a part that could run over the whole text */
	match(pattern, from) {
		return this.#remembered(`/${pattern.source}/${pattern.flags}`, from, () => {
			pattern.lastIndex = from;
			return pattern.exec(this.text)?.index ?? -1;
		});
	}
	/** Where the paragraph around `from` ends: before a line feed that a blank line follows. */
	paragraphEnd(from) {
		return this.match(/\n[ \t]*\r?(?:\n|$)/g, from);
	}
	lineEnd(from) {
		return this.find("\n", from);
	}
	#remembered(key, from, search) {
		const last = this.#found.get(key);
		if (last !== void 0 && last.from <= from && from <= last.at) return last.at;
		const found = search();
		const at = found === -1 ? this.text.length : found;
		this.#found.set(key, {
			from,
			at
		});
		return at;
	}
};
/** What a pattern with the flag `y` matches at exactly this offset. */
function matchAt(pattern, text, at) {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0];
}
const CLOSES = {
	"]": "[",
	"}": "{"
};
/** @param text with code, math and comments masked
*  @returns for the offset of each `[` and `{` that is closed, the offset of what closes it */
function matchBrackets(text) {
	const found = /* @__PURE__ */ new Map();
	const open = {
		"[": [],
		"{": []
	};
	for (const { 0: sign, index } of text.matchAll(/\\[^\n]|[[\]{}]|\n[ \t]*\r?(?=\n)/g)) if (sign.startsWith("\n")) for (const kind of Object.keys(open)) open[kind] = [];
	else if (sign in open) open[sign]?.push(index);
	else if (sign in CLOSES) {
		const opener = open[CLOSES[sign] ?? ""]?.pop();
		if (opener !== void 0) found.set(opener, index);
	}
	return found;
}
const NOTHING = { kind: "nothing" };
const BLANK = { kind: "blank" };
const CITE = {
	kind: "token",
	token: "[cite]"
};
const VALUE = {
	kind: "token",
	token: "[value]"
};
const REF = {
	kind: "token",
	token: "[ref]"
};
/** A private character counts as neither punctuation nor white space; the middle dot is punctuation that no construct begins with. */
const FILLERS = {
	word: "",
	mark: "·",
	blank: " "
};
/** The outermost regions, in order: one that begins inside another is swallowed by it. */
function outermostRegions(regions) {
	const kept = [];
	let end = 0;
	for (const region of regions.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
		if (region.start < end || region.end <= region.start) continue;
		kept.push(region);
		end = region.end;
	}
	return kept;
}
/** @param regions as `outermostRegions` returns them */
function maskRegions(text, regions) {
	const pieces = [];
	let at = 0;
	for (const { start, end, filler } of regions) {
		pieces.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, FILLERS[filler]));
		at = end;
	}
	pieces.push(text.slice(at));
	return pieces.join("");
}
/** @param ranges in order and apart  @returns the index of the first that ends after the offset; their number where none does */
function firstEndingAfter(ranges, offset) {
	let low = 0;
	let high = ranges.length;
	while (low < high) {
		const middle = low + high >> 1;
		if ((ranges[middle]?.end ?? 0) > offset) high = middle;
		else low = middle + 1;
	}
	return low;
}

// src/manuscript/formats/markdown/text-runs.ts
/** The Markdown parser, set up so that each slice of text tells where it stands; and what a reader sees of inline Markdown: runs of text, each with its place
*  in the file, and passages made of them. */
var TextRenderer = class {
	#original;
	#regions;
	#slices;
	/** @param regions as `outermostRegions` returns them */
	constructor(original, regions, slices) {
		this.#original = original;
		this.#regions = regions;
		this.#slices = slices;
	}
	render(nodes) {
		const runs = [];
		for (const node of nodes) this.#node(node, runs);
		return runs;
	}
	#node(node, into) {
		if (node.type === "text") this.#text(node, into);
		const at = node.position?.start.offset ?? 0;
		const end = node.position?.end.offset ?? at;
		if (node.type === "tableCell" || node.type === "break") into.push({
			start: at,
			end: at,
			kind: "blank",
			text: ""
		});
		if ("children" in node) for (const child of node.children) this.#node(child, into);
		else if (node.type === "inlineCode") into.push({
			start: at,
			end,
			kind: "text",
			text: node.value
		});
		else if (node.type === "imageReference" && node.alt) into.push({
			start: at,
			end,
			kind: "text",
			text: node.alt
		});
	}
	#text(node, into) {
		let last = into.at(-1)?.end;
		for (const slice of this.#slices.get(node) ?? []) {
			if (last !== void 0 && last < slice.start && this.#original.slice(last, slice.start).includes("\n")) into.push({
				start: slice.start,
				end: slice.start,
				kind: "blank",
				text: ""
			});
			if (slice.decoded === void 0) this.#plain(slice, into);
			else into.push({
				start: slice.start,
				end: slice.end,
				kind: "text",
				text: slice.decoded
			});
			last = slice.end;
		}
	}
	/** Text that stands as it is, but for the regions in it. One that began in an earlier slice was shown there. */
	#plain({ start, end }, into) {
		let at = start;
		for (let next = firstEndingAfter(this.#regions, start);; next++) {
			const region = this.#regions[next];
			if (region === void 0 || region.start >= end) break;
			if (region.start > at) into.push(this.#slice(at, region.start));
			if (region.start >= start) this.#region(region, into);
			at = Math.max(at, region.end);
		}
		if (at < end) into.push(this.#slice(at, end));
	}
	#region({ start, end, replacement }, into) {
		if (replacement.kind === "token") into.push({
			start,
			end,
			kind: "token",
			text: replacement.token
		});
		else if (replacement.kind === "blank") into.push({
			start,
			end,
			kind: "blank",
			text: ""
		});
		else if (replacement.kind === "source") into.push(this.#slice(replacement.start, replacement.end));
	}
	#slice(start, end) {
		return {
			start,
			end,
			kind: "text",
			text: this.#original.slice(start, end).replace(/\n[ \t>]+/g, "\n")
		};
	}
};
/** @param start and `end`: the source is cut from here, to begin and end on the lines of the first and last word
*  @returns undefined where a reader sees no word, number or placeholder */
function passageOf({ source: whole, base }, kind, runs, start, end) {
	const builder = new CleanTextBuilder();
	for (const { kind: how, text, start: at } of runs) {
		const line = whole.lineAt(base + at);
		if (how === "blank") builder.addBlank();
		else if (how === "token") builder.addToken(text, line);
		else builder.add(text, line);
	}
	const { text, lines } = builder.build();
	const startLine = lines[0]?.line;
	const endLine = lines.at(-1)?.line;
	if (startLine === void 0 || endLine === void 0 || !/[\p{L}\p{N}]/u.test(text)) return void 0;
	const from = Math.max(base + start, whole.startOf(startLine));
	const shownTo = runs.reduce((furthest, run) => Math.max(furthest, run.end), end);
	const to = Math.min(base + shownTo, whole.endOf(endLine));
	return {
		kind,
		file: whole.file,
		startLine,
		endLine,
		source: whole.text.slice(from, to).trim(),
		text,
		lines
	};
}
/** A text node's own position spans escapes, references, and the `> ` of block quotes: its slices do not. */
function parseTree(text) {
	const slices = /* @__PURE__ */ new Map();
	let decodedFrom = 0;
	function record(node, token, decoded) {
		const slice = {
			start: token.start.offset,
			end: token.end.offset,
			...decoded === void 0 ? {} : { decoded }
		};
		const known = slices.get(node);
		if (known === void 0) slices.set(node, [slice]);
		else known.push(slice);
	}
	function plain(token) {
		const node = endOfText(this, token);
		const value = this.sliceSerialize(token);
		node.value += value;
		record(node, token);
	}
	function referenceValue() {
		const node = this.stack.at(-1);
		decodedFrom = node?.type === "text" ? node.value.length : 0;
	}
	function reference(token) {
		const node = endOfText(this, token);
		record(node, token, node.value.slice(decodedFrom));
	}
	const positions = {
		enter: { characterReferenceValue: referenceValue },
		exit: {
			data: plain,
			characterEscapeValue: plain,
			characterReference: reference
		}
	};
	return {
		root: fromMarkdown(text, {
			extensions: [gfmTable(), gfmFootnote()],
			mdastExtensions: [
				gfmTableFromMarkdown(),
				gfmFootnoteFromMarkdown(),
				positions
			]
		}),
		slices
	};
}
function endOfText(context, token) {
	const node = context.stack.pop();
	if (node?.type !== "text") throw new TypeError(`text was expected where ${node?.type} ends`);
	const { line, column, offset } = token.end;
	if (node.position !== void 0) node.position.end = {
		line,
		column,
		offset
	};
	return node;
}

// src/manuscript/formats/markdown/blocks.ts
/** @param kinds ranges whose text is of a kind of its own, in order and apart */
function blocksOf({ root }, renderer, fragment, kinds) {
	const walk = new Walk(renderer, fragment, kinds);
	for (const child of root.children) walk.block(child, "paragraph");
	return {
		blocks: walk.blocks,
		code: walk.code
	};
}
var Walk = class {
	blocks = [];
	code = [];
	#renderer;
	#fragment;
	#kinds;
	constructor(renderer, fragment, kinds) {
		this.#renderer = renderer;
		this.#fragment = fragment;
		this.#kinds = kinds;
	}
	/** @param kind of the paragraphs in it */
	block(node, kind) {
		const { start, end } = extent(node);
		switch (node.type) {
			case "heading":
				this.#heading(node.depth, this.#renderer.render(node.children), start, end);
				return;
			case "paragraph":
				if (kind === "paragraph") this.#paragraph(node);
				else this.#parts(this.#renderer.render(node.children), kind, start, end);
				return;
			case "table":
				this.#passage("table", this.#renderer.render([node]), start, end);
				return;
			case "list":
			case "listItem":
			case "blockquote":
			case "footnoteDefinition":
				for (const child of node.children) this.block(child, node.type === "listItem" || kind === "listItem" ? "listItem" : "paragraph");
				return;
			case "code":
				this.code.push({
					start,
					end
				});
				return;
			default: return;
		}
	}
	/** A paragraph of the running text may begin with its own heading, or be a figure's legend. */
	#paragraph(node) {
		const { start, end } = extent(node);
		const runs = this.#renderer.render(node.children);
		const opens = runs.some((run) => this.#rangeOf(run) !== void 0) ? void 0 : paragraphOpening(node.children, this.#renderer);
		switch (opens?.kind) {
			case "heading":
				this.#heading(7, opens.heading, start, opens.split);
				this.#passage("paragraph", opens.rest, opens.rest[0]?.start ?? opens.split, end);
				return;
			case "legend":
				this.#passage("caption", runs, start, end);
				return;
			case "none":
			case void 0: this.#parts(runs, "paragraph", start, end);
		}
	}
	/** One passage of what stands in no range, and one for each range. */
	#parts(runs, kind, start, end) {
		const parts = /* @__PURE__ */ new Map();
		for (const run of runs) {
			const range = this.#rangeOf(run);
			const part = parts.get(range);
			if (part === void 0) parts.set(range, [run]);
			else part.push(run);
		}
		for (const [range, ofRange] of parts) if (range === void 0) this.#passage(kind, ofRange, start, end);
		else this.#passage(range.kind, ofRange, Math.max(range.start, start), Math.min(range.end, end));
	}
	#heading(level, runs, start, end) {
		const passage = passageOf(this.#fragment, "heading", runs, start, end);
		if (passage !== void 0) this.blocks.push({
			start,
			block: {
				kind: "heading",
				level,
				passage
			}
		});
	}
	#passage(kind, runs, start, end) {
		const passage = passageOf(this.#fragment, kind, runs, start, end);
		if (passage !== void 0) this.blocks.push({
			start,
			block: {
				kind: "passage",
				passage
			}
		});
	}
	#rangeOf({ start }) {
		const range = this.#kinds[firstEndingAfter(this.#kinds, start)];
		return range !== void 0 && range.start <= start ? range : void 0;
	}
};
function extent(node) {
	const start = node.position?.start.offset;
	const end = node.position?.end.offset;
	if (start === void 0 || end === void 0) throw new TypeError(`the Markdown parser does not say where its ${node.type} stands`);
	return {
		start,
		end
	};
}
/** Level of a run-in heading: below every `#`. Where a paper has no other headings, these name its sections. */
const RUN_IN_LEVEL = 7;
/** Words. Longer bold text is a sentence that the author stresses. */
const LONGEST_HEADING = 12;
/** A legend that is set as a paragraph, below the figure or at the end of the paper. */
const LEGEND = /^(?:(?:supplement(?:al|ary)|extended data)\s+)?(?:fig(?:ure|\.)?|table|video|movie)\s*S?\d/i;
/** @param children of a paragraph that stands in no list, note or caption */
function paragraphOpening(children, renderer) {
	const first = children.findIndex((child) => renderer.render([child]).some(({ text, kind }) => kind !== "blank" && text.trim() !== ""));
	const node = children[first];
	if (node === void 0 || node.type !== "strong" && node.type !== "emphasis") return { kind: "none" };
	const heading = renderer.render([node]);
	const words = textOf(heading);
	if (LEGEND.test(words) && isBold(node)) return { kind: "legend" };
	const rest = renderer.render(children.slice(first + 1));
	if (!readsAsHeading(words, textOf(rest), isBold(node))) return { kind: "none" };
	return {
		kind: "heading",
		heading: withoutTrailingPunctuation(heading),
		rest: withoutLeadingPunctuation(rest),
		split: node.position?.end.offset ?? 0
	};
}
/** Bold, and not merely with a bold word in it. */
function isBold(node) {
	if (node.type === "strong") return true;
	return node.type === "emphasis" && node.children.length === 1 && node.children[0]?.type === "strong";
}
function textOf(runs) {
	return runs.map(({ text }) => text || " ").join("").replace(/\s+/g, " ").trim();
}
/** A stressed first word is no heading: a heading ends in a full stop or colon, or fills the paragraph. */
function readsAsHeading(words, rest, bold) {
	if (words.split(" ").length > LONGEST_HEADING || !/\p{L}{3}/u.test(words) || !/^[\p{Lu}\p{N}]/u.test(words)) return false;
	if (rest === "") return bold && !/[,;!]$/.test(words);
	return (/[.:?]$/.test(words) || bold && /^[.:]/.test(rest)) && /[\p{L}\p{N}]/u.test(rest) && (bold || /^[\p{Lu}\p{N}$["'“(]/u.test(rest));
}
/** The heading without the full stop or colon that parts it from the text. */
function withoutTrailingPunctuation(heading) {
	const last = heading.findLastIndex(({ kind, text }) => kind !== "blank" && text.trim() !== "");
	return heading.map((run, index) => index === last ? {
		...run,
		text: run.text.replace(/[.:]\s*$/, "")
	} : run);
}
/** The text without the full stop, colon or dash that parts it from the heading. */
function withoutLeadingPunctuation(rest) {
	const [first, ...others] = rest;
	if (first === void 0 || first.kind !== "text") return [...rest];
	const point = /^\s*[.:\u2013\u2014]?\s*/.exec(first.text)?.[0] ?? "";
	return [{
		...first,
		start: first.start + point.length,
		text: first.text.slice(point.length)
	}, ...others];
}

// src/manuscript/formats/markdown/embedded-latex.ts
/** LaTeX in a Markdown file: of environments, equations are kept as they stand, captions are text, layout is dropped; of commands within a paragraph,
*  text in them is kept, references become tokens, layout goes. */
const EQUATIONS = /^(?:equation|align|aligned|gather|multline|eqnarray|math|displaymath|alignat|flalign)\*?$/;
/** What is inside is text, and only laid out. */
const WRAPPERS = /^(?:landscape|sidewaystable|singlespace|doublespace|spacing|flushleft|flushright|small|footnotesize|quote|minipage|linenumbers|multicols)\*?$/;
/** @param at the beginning of a line that begins with a backslash  @returns `at` where it is no environment */
function rawEnvironment(scanner, at) {
	const { text, ahead } = scanner;
	const opener = /^[ \t]*\\(begin|end)\{([A-Za-z]{1,40}\*?)\}/.exec(text.slice(at, at + 100));
	if (opener === null) return at;
	const [marker, verb, name = ""] = opener;
	const close = ahead.find(`\\end{${name}}`, at);
	if (verb === "end" || close === text.length || WRAPPERS.test(name)) {
		const end = ahead.lineEnd(at);
		return scanner.mask(at, Math.max(at + marker.length, /^[^A-Za-z]*$/.test(text.slice(at + marker.length, end)) ? end : 0), NOTHING);
	}
	const end = close + `\\end{${name}}`.length;
	if (EQUATIONS.test(name)) return scanner.mask(at, end, {
		kind: "source",
		start: at + marker.length - `\\begin{${name}}`.length,
		end
	});
	if (TABLES.test(name) && readTable(scanner, at, end)) return end;
	scanner.leftOut.push({
		start: at,
		end,
		why: `raw LaTeX (${name})`
	});
	return captionsOf(scanner, at, end);
}
const TABLES = /^(?:table|sidewaystable|longtable|tabular[xy]?|tabu|threeparttable)\*?$/;
/** Of a table's body: what begins and ends it, rules, and what parts cells and rows. */
const TABLE_MARKUP = /\\(?:begin|end)\{[a-zA-Z]+\*?\}(?:\[[^\]\n]{0,200}\])?(?:\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\})*|\\(?:hline|toprule|midrule|bottomrule|centering|endhead|endfirsthead|endfoot|endlastfoot|small|footnotesize|scriptsize)\b(?:\[[^\]\n]{0,100}\])?|\\(?:cmidrule|cline|addlinespace|label|vspace)\*?(?:\([^()\n]*\))?(?:[[{][^\]}\n]*[\]}])*|\\\\\*?(?:\[[^\]\n]{0,100}\])?|(?<!\\)&|\\multi(?:column|row)\{[^{}]*\}(?:\[[^\]\n]*\])?\{[^{}]*\}/g;
/** A LaTeX table, as a page that is made by way of LaTeX shows it: cells, rows and captions. @returns whether it is one */
function readTable(scanner, start, end) {
	const source = scanner.text.slice(start, end);
	if (!/\\begin\{(?:tabular[xy]?|longtable|tabu)\*?\}/.test(source) || source.length > LONGEST_TABLE || /\n[ \t]*\r?\n/.test(source)) return false;
	let from = 0;
	for (const { index, 0: opening } of source.matchAll(/\\caption\*?(?:\[[^\]\n]{0,500}\])?\{/g)) {
		const open = index + opening.length;
		const close = closingBrace(source, open);
		if (index < from || close === void 0) continue;
		tableCells(scanner, start + from, start + index);
		scanner.mask(start + index, start + open);
		scanner.kinds.push({
			start: start + open,
			end: start + close,
			kind: "caption"
		});
		scanner.mask(start + close, start + close + 1, BLANK);
		from = close + 1;
	}
	tableCells(scanner, start + from, end);
	return true;
}
/** Characters. */
const LONGEST_TABLE = 1e5;
const LONGEST_CELL = 2e3;
function tableCells(scanner, start, end) {
	if (start >= end) return;
	scanner.kinds.push({
		start,
		end,
		kind: "table"
	});
	const source = scanner.text.slice(start, end);
	for (const { index, 0: markup } of source.matchAll(TABLE_MARKUP)) {
		const after = index + markup.length;
		scanner.mask(start + index, start + after, BLANK);
		const close = markup.startsWith("\\multi") && source[after] === "{" ? closingBrace(source.slice(0, after + LONGEST_CELL), after + 1) : void 0;
		if (close === void 0) continue;
		scanner.mask(start + after, start + after + 1);
		scanner.mask(start + close, start + close + 1);
	}
}
/** Masks an environment but for the arguments of its captions. @returns `end` */
function captionsOf(scanner, start, end) {
	const source = scanner.text.slice(start, end);
	let from = 0;
	for (const found of source.matchAll(/\\caption(?:\[[^\]\n]{0,500}\])?\{/g)) {
		if (found.index < from) continue;
		const open = found.index + found[0].length;
		const close = closingBrace(source, open);
		if (close === void 0) break;
		scanner.mask(start + from, start + open, NOTHING);
		scanner.kinds.push({
			start: start + open,
			end: start + close,
			kind: "caption"
		});
		from = close;
	}
	scanner.mask(start + from, end, NOTHING, from === 0 ? "blank" : "word");
	return end;
}
/** Of math: phantoms and letters in white, which neither a page that is made by way of LaTeX nor one by MathJax shows.
*  @param start of the dollars, `end` after the last  @returns ranges in order, with what hides them */
function* hiddenInMath(text, start, end) {
	const body = text.slice(start, end);
	let from = 0;
	for (const { index, 0: macro } of body.matchAll(/\\(?:[hv]?phantom|textcolor|color)(?![A-Za-z])/g)) {
		const to = index < from ? void 0 : endOfHidden(body, macro, index + macro.length);
		if (to === void 0 || (body.slice(index + macro.length, to).match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS) continue;
		yield {
			start: start + index,
			end: start + to,
			technique: macro.endsWith("phantom") ? "phantom" : "white text"
		};
		from = to;
	}
}
/** Where that ends which a macro hides; undefined where it hides nothing. */
function endOfHidden(body, macro, from) {
	const [opening, model] = /^\s*(?:\[(\w+)\])?\s*\{/.exec(body.slice(from, from + 100)) ?? [];
	if (opening === void 0) return void 0;
	const close = closingBrace(body, from + opening.length);
	if (close === void 0 || macro.endsWith("phantom")) return close === void 0 ? void 0 : close + 1;
	if (!isWhite(cssColour(model, body.slice(from + opening.length, close)))) return void 0;
	return macro === "\\color" ? endOfGroup(body, close + 1) : endOfArgument(body, close + 1);
}
/** Fewer letters in a phantom are alignment. */
const LEAST_LETTERS = 4;
function endOfArgument(body, from) {
	const open = /^\s*\{/.exec(body.slice(from, from + 100))?.[0];
	const close = open === void 0 ? void 0 : closingBrace(body, from + open.length);
	return close === void 0 ? void 0 : close + 1;
}
/** Where the group ends that stands around a place, or the math does. */
function endOfGroup(body, from) {
	return closingBrace(body, from) ?? body.search(/\$*$/);
}
function closingBrace(source, from) {
	for (let at = from, depth = 1; at < source.length; at++) if (source[at] === "\\") at++;
	else if (source[at] === "{") depth++;
	else if (source[at] === "}" && --depth === 0) return at;
}
const TEXT_IN_ARGUMENT = /^(?:text(?:bf|it|tt|sc|sf|rm|up|normal|superscript|subscript)|emph|underline|uline|mbox|hl|sout|section|subsection|subsubsection|paragraph)\*?$/;
const SYMBOLS = {
	textasciitilde: "~",
	textasciicircum: "^",
	textbackslash: "\\",
	textgreater: ">",
	textless: "<",
	textmu: "µ",
	textdegree: "°",
	degree: "°",
	texttimes: "×",
	textpm: "±",
	ldots: "…",
	dots: "…",
	LaTeX: "LaTeX",
	TeX: "TeX"
};
/** `\@ref(fig:one)`, `(\#fig:one)`, `\ref{x}`, `\textbf{x}`, `\newpage`, `\*`
*   ^ at, each time. @returns where scanning goes on */
function texCommand(masked, at) {
	const { scanner, text } = masked;
	const bookdown = matchAt(/\\@ref\([^()\n]{1,200}\)/y, text, at);
	if (bookdown !== void 0) return scanner.mask(at, at + bookdown.length, REF);
	const label = matchAt(/\\#[\w:-]{1,200}\)/y, text, at);
	if (label !== void 0 && text[at - 1] === "(") return scanner.mask(at - 1, at + label.length);
	if (text[at + 1] === " ") return scanner.mask(at, at + 2, BLANK);
	const name = matchAt(/\\[A-Za-z]{1,60}\*?/y, text, at)?.slice(1);
	return name === void 0 ? at + 2 : named(masked, at, name);
}
function named(masked, at, name) {
	const { scanner, text, brackets } = masked;
	const after = at + 1 + name.length;
	const symbol = SYMBOLS[name];
	if (symbol !== void 0) return scanner.mask(at, after + (matchAt(/\{\}| (?=\S)/y, text, after)?.length ?? 0), {
		kind: "token",
		token: symbol
	});
	if (name === "iffalse") {
		const close = scanner.ahead.match(/\\fi(?![A-Za-z])/g, after);
		if (close === scanner.text.length) return scanner.mask(at, after);
		scanner.leftOut.push({
			start: at,
			end: close,
			why: "\\iffalse"
		});
		return scanner.mask(at, close + 3);
	}
	if (name === "color" || name === "textcolor") return coloured(masked, at, after, name);
	const close = text[after] === "{" ? brackets.get(after) : void 0;
	if (TEXT_IN_ARGUMENT.test(name) && close !== void 0) {
		scanner.mask(at, after + 1);
		scanner.mask(close, close + 1);
		return after + 1;
	}
	if (/^multi(?:column|row)$/.test(name)) return scanner.mask(at, after);
	const end = argumentsEnd(masked, after);
	if (/phantom$/.test(name)) return scanner.hide(at, end, "phantom", scanner.text.slice(after, end));
	if (/^(?:auto|c|C|eq|page|name)?ref\*?$/.test(name)) return scanner.mask(at, end, REF);
	if (/^(?:no)?[a-zA-Z]?cite/.test(name)) return scanner.mask(at, end, name === "nocite" ? NOTHING : CITE);
	return scanner.mask(at, end);
}
/** A colour of a LaTeX model as CSS has it. */
function cssColour(model, colour) {
	const parts = colour.split(",").map(Number);
	if (model === "rgb" || model === "gray") return `rgb(${(model === "gray" ? [
		parts[0],
		parts[0],
		parts[0]
	] : parts).map((part) => Math.round((part ?? 0) * 255)).join(" ")})`;
	return model === "RGB" ? `rgb(${parts.join(" ")})` : model === "HTML" ? `#${colour.trim()}` : colour;
}
/** `\textcolor{white}{text}`, `\color{white} text`: hidden where it is white, else text. */
function coloured(masked, at, after, name) {
	const { scanner, text, brackets } = masked;
	const model = matchAt(/\[\w+\]/y, text, after);
	const opens = after + (model?.length ?? 0);
	const close = text[opens] === "{" ? brackets.get(opens) : void 0;
	if (close === void 0) return scanner.mask(at, after);
	const white = isWhite(cssColour(model?.slice(1, -1), text.slice(opens + 1, close)));
	const content = name === "textcolor" && text[close + 1] === "{" ? brackets.get(close + 1) : void 0;
	if (white) {
		const end = content === void 0 ? scanner.ahead.paragraphEnd(close) : content + 1;
		return scanner.hide(at, end, "white text", scanner.text.slice(close + 1, end));
	}
	if (content === void 0) return scanner.mask(at, close + 1);
	scanner.mask(at, close + 2);
	scanner.mask(content, content + 1);
	return close + 2;
}
/** After all `{…}` and `[…]` that follow without a blank. */
function argumentsEnd({ text, brackets }, after) {
	let end = after;
	for (let close = brackets.get(end); close !== void 0 && (text[end] === "{" || text[end] === "["); close = brackets.get(end)) end = close + 1;
	return end;
}

// src/manuscript/formats/markdown/tables.ts
/** `---- ----`: a rule for each column. */
const COLUMNS = /^[ \t]*-+(?:[ \t]+-+)+[ \t]*$/;
const RULE = /^[ \t]*-{3,}[ \t]*$/;
/** Lines of a table's heading, and of a table; real ones are shorter. */
const MOST_HEADING_LINES = 12;
const MOST_LINES$1 = 2e3;
/** Characters of a line. */
const LONGEST_LINE = 4e3;
/** @param at the beginning of a line of dashes in groups, `end` its end
*  @returns where scanning goes on; `at` where that is no table */
function dashedTable(scanner, at, end) {
	const columns = lineAt(scanner, at, end);
	if (!COLUMNS.test(columns.text) || !columns.text.includes("--")) return at;
	const found = headingAbove(scanner, at);
	if (found === void 0) return at;
	const { lines: heading, rule } = found;
	const isMultiline = rule !== void 0;
	if (heading.length > 1 && !isMultiline) return at;
	const rows = rowsBelow(scanner, end, isMultiline || heading.length === 0);
	if (rows === void 0) return at;
	const first = heading[0] ?? columns;
	const last = rows.at(-1) ?? columns;
	scanner.kinds.push({
		start: first.start,
		end: last.end,
		kind: "table"
	});
	for (const line of [
		...rule === void 0 ? [] : [rule],
		columns,
		...rows.filter(isRule)
	]) {
		scanner.mask(line.start, line.end);
		scanner.settled.add(line.start);
	}
	for (const line of [...heading, ...rows.filter((row) => !isRule(row))]) plainLines(scanner, line);
	noteEnd(scanner, last.end);
	return Math.min(end + 1, scanner.text.length);
}
function lineAt({ text }, start, end) {
	return {
		start,
		end,
		text: text.slice(start, Math.min(end, start + LONGEST_LINE)).replace(/\r$/, "")
	};
}
function isRule({ text }) {
	return RULE.test(text) || COLUMNS.test(text) && text.includes("--");
}
/** The lines of the heading, and the rule that opens a multiline table above it; undefined where too much stands there. */
function headingAbove(scanner, at) {
	const lines = [];
	for (let end = at - 1; end >= 0;) {
		const start = scanner.text.lastIndexOf("\n", end - 1) + 1;
		const line = lineAt(scanner, start, end);
		if (line.text.trim() === "") break;
		if (isRule(line)) return {
			lines,
			rule: line
		};
		lines.unshift(line);
		if (lines.length > MOST_HEADING_LINES) return void 0;
		end = start - 1;
	}
	return {
		lines,
		rule: void 0
	};
}
/** @param isClosed whether only a rule ends the table, and not a blank line
*  @returns the rows, a closing rule among them; undefined where the rule is missing or nothing follows */
function rowsBelow(scanner, from, isClosed) {
	const rows = [];
	if (isClosed && from < scanner.noTableEndBefore) return void 0;
	for (let start = from + 1; start < scanner.text.length && rows.length < MOST_LINES$1;) {
		const line = lineAt(scanner, start, scanner.ahead.lineEnd(start));
		if (line.text.trim() === "") {
			if (!isClosed) break;
		} else if (isRule(line) && endsBlock(scanner, line.end)) return [...rows, line].filter(({ text }) => text.trim() !== "");
		rows.push(line);
		start = line.end + 1;
	}
	if (isClosed) {
		scanner.noTableEndBefore = rows.at(-1)?.end ?? from;
		return;
	}
	return rows.length === 0 ? void 0 : rows;
}
function endsBlock({ text, ahead }, lineEnd) {
	return text.slice(lineEnd + 1, Math.min(ahead.lineEnd(Math.min(lineEnd + 1, text.length)), lineEnd + 200)).trim() === "";
}
/** Lines whose beginning marks no block: no indented code, no list, no heading. */
function plainLines(scanner, { start, end }) {
	for (const { index, 0: indent, 1: marker = "" } of scanner.text.slice(start, end).matchAll(/^[ \t]*(\d{1,9}[.)](?=[ \t])|[-*+](?=[ \t])|#{1,6}(?=[ \t])|[>=~`|:]+)?/gm)) {
		const from = start + index;
		const begins = from + indent.length - marker.length;
		if (begins > from) scanner.mask(from, begins, NOTHING);
		if (marker !== "") scanner.mask(begins, from + indent.length, {
			kind: "source",
			start: begins,
			end: from + indent.length
		});
	}
}
/** Remembers where the next line with text begins: a caption may stand there. */
function noteEnd(scanner, tableEnd) {
	const next = /^[^\n]*\n(?:[ \t]*\r?\n){0,3}/.exec(scanner.text.slice(tableEnd, tableEnd + 400))?.[0];
	if (next !== void 0) scanner.belowTables.add(tableEnd + next.length);
}

// src/manuscript/formats/markdown/directives.ts
const DIRECTIVES = /* @__PURE__ */ new Map();
function declare(argument, body, names) {
	for (const name of names.trim().split(/\s+/)) DIRECTIVES.set(name, {
		argument,
		body
	});
}
declare("unseen", "figure", "figure iframe");
declare("caption", "prose", "table");
declare("caption", "list table", "list-table");
declare("caption", "comma table", "csv-table");
declare("unseen", "code", "code code-block sourcecode");
declare("title", "prose", `
  note important tip hint warning caution attention danger error seealso admonition dropdown card tab-item grid-item-card exercise solution aside topic
  sidebar margin
`);
declare("unseen", "prose", "epigraph pull-quote blockquote glossary tab-set tab-set-code grid grid-item div");
/** @returns undefined for a directive whose text no reader sees, or that is none */
function directiveOf(info) {
	const name = /^\s*\{([\w:-]+)\}/.exec(info)?.[1] ?? "";
	if (/^prf:\w+$|^proof:\w+$/.test(name)) return {
		argument: "title",
		body: "prose"
	};
	return DIRECTIVES.get(name);
}
/** Options that a reader sees. */
const SHOWN_OPTION = /^([ \t>]*:(caption|header|attribution):[ \t]*)\S/;
/** Masks the opening line but for an argument that is seen, the options but for captions, and the closing line.
*  @param at the beginning of the opening line, `end` its end, `close` where the closing line begins, if one does
*  @returns where scanning goes on */
function readDirective(scanner, { at, end, close }, { argument, body: bodyKind }) {
	const { text, ahead } = scanner;
	if (close !== void 0) {
		takeLine(scanner, close, ahead.lineEnd(close));
		scanner.settled.add(close);
	}
	readArgument(scanner, at, end, argument);
	const stop = close ?? text.length;
	const body = readOptions(scanner, Math.min(end + 1, text.length), stop);
	const inside = {
		start: body,
		end: Math.max(body, stop)
	};
	if (bodyKind === "code") return readCode(scanner, inside, close);
	if (bodyKind === "figure") readCaption(scanner, inside);
	else if (bodyKind === "list table") readListTable(scanner, inside);
	else if (bodyKind === "comma table") readCommaTable(scanner, inside);
	return body;
}
function takeLine(scanner, at, end) {
	scanner.mask(at, end, NOTHING, "blank");
	return Math.min(end + 1, scanner.text.length);
}
function readArgument(scanner, at, end, argument) {
	const line = scanner.text.slice(at, end);
	const begins = line.search(/(?<=\{[\w:-]+\}[ \t]*)[^\s{]/);
	const from = at + (/\{[\w:-]+\}[ \t]*/.exec(line)?.[0].length ?? 0) + line.indexOf("{");
	if (argument === "unseen" || begins === -1 || scanner.text.slice(from, end).trim() === "") {
		scanner.mask(at, end, NOTHING, "blank");
		return;
	}
	scanner.mask(at, from);
	scanner.kinds.push({
		start: from,
		end,
		kind: argument === "caption" ? "caption" : "paragraph"
	});
}
/** @returns where the body begins */
function readOptions(scanner, from, stop) {
	const { text, ahead } = scanner;
	let at = from;
	let inYaml = false;
	while (at < stop) {
		const lineEnd = ahead.lineEnd(at);
		const line = text.slice(at, Math.min(lineEnd, at + 200)).trim();
		const rule = line === "---";
		if (!inYaml && !rule && !/^:[\w-]+:/.test(line)) break;
		if (rule) inYaml = !inYaml;
		at = !inYaml && SHOWN_OPTION.test(text.slice(at, lineEnd)) ? readShownOption(scanner, at, lineEnd) : takeLine(scanner, at, lineEnd);
	}
	return at;
}
function readShownOption(scanner, at, end) {
	const [, key = "", name] = SHOWN_OPTION.exec(scanner.text.slice(at, end)) ?? [];
	const value = {
		start: at + key.length,
		end
	};
	scanner.mask(at, value.start);
	scanner.kinds.push({
		...value,
		kind: name === "caption" ? "caption" : name === "header" ? "table" : "paragraph"
	});
	if (name === "header") partAtCommas(scanner, value);
	scanner.settled.add(at);
	return Math.min(end + 1, scanner.text.length);
}
function readCode(scanner, { start, end }, close) {
	if (close === void 0) return start;
	const closeEnd = scanner.ahead.lineEnd(close);
	scanner.mask(start, closeEnd, NOTHING, "blank");
	scanner.leftOut.push({
		start,
		end: Math.max(start, end - 1),
		why: "code"
	});
	return Math.min(closeEnd + 1, scanner.text.length);
}
function readCaption(scanner, { start, end }) {
	const first = scanner.text.slice(start, end).search(/\S/);
	if (first === -1) return;
	const captionEnd = Math.min(scanner.ahead.paragraphEnd(start + first), end);
	scanner.kinds.push({
		start: start + first,
		end: captionEnd,
		kind: "caption"
	});
}
/** `* - first cell` and `  - next cell`: the marks go, and the rows are one passage. */
function readListTable(scanner, { start, end }) {
	scanner.kinds.push({
		start,
		end,
		kind: "table"
	});
	for (const { index, 0: mark } of scanner.text.slice(start, end).matchAll(/^[ \t]*(?:[*-](?:[ \t]+|$)){0,3}/gm)) if (mark !== "") scanner.mask(start + index, start + index + mark.length, BLANK);
}
function readCommaTable(scanner, range) {
	scanner.kinds.push({
		...range,
		kind: "table"
	});
	plainLines(scanner, range);
	partAtCommas(scanner, range);
}
/** Commas part cells, but for those within quotes, which go. */
function partAtCommas(scanner, { start, end }) {
	let quoted = false;
	for (const { index, 0: sign } of scanner.text.slice(start, end).matchAll(/[",\n]/g)) {
		const at = start + index;
		if (sign === "\"") {
			quoted = !quoted;
			scanner.mask(at, at + 1);
		} else if (sign === "\n") quoted = false;
		else if (!quoted) scanner.mask(at, at + 1, BLANK);
	}
}

// src/manuscript/formats/markdown/fences.ts
/** Fenced blocks: code to leave out, chunks of knitr and Quarto whose captions are text, MyST directives whose body is text. */
const OPENER = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,}|:{3,})(.*)$/;
/** Characters of the opening line in which its kind must show. */
const LONGEST_OPENER = 2e4;
/** @param at the beginning of a line that begins with backticks, tildes or colons; `end` its end
*  @returns `at` where that is no fence after all */
function fence(scanner, at, end) {
	const { text } = scanner;
	const opener = OPENER.exec(text.slice(at, Math.min(end, at + LONGEST_OPENER)).trimEnd());
	if (opener === null) return at;
	const [, marker = "", info = ""] = opener;
	if (marker.startsWith("`") && info.includes("`") && !(/^(?:quarto|rmarkdown)$/.test(scanner.format) && /^\s*\{[a-zA-Z]/.test(info))) return at;
	const close = closingFence(scanner, end, marker);
	const directive = scanner.format === "myst" ? directiveOf(info) : void 0;
	if (directive !== void 0) return readDirective(scanner, {
		at,
		end,
		close
	}, directive);
	if (close === void 0) {
		scanner.warnOnce("open fence", at, "a fenced block is opened here and never closed, so the rest was read as text. Close it with the same fence");
		return take(scanner, at, end);
	}
	const closeEnd = scanner.ahead.lineEnd(close);
	const name = scanner.format === "myst" ? /^\s*\{(math|include)\}/.exec(info)?.[1] : void 0;
	if (/^\s*\{=html\}/.test(info)) {
		scanner.settled.add(close);
		take(scanner, close, closeEnd);
		return take(scanner, at, end);
	}
	if (name === void 0) return code(scanner, at, end, closeEnd, info);
	const options = optionsOf(text, end + 1, close);
	if (name === "include") {
		const path = info.replace(/^\s*\{include\}\s*/, "").trim();
		scanner.inclusions.push({
			start: at,
			path,
			options: options.given
		});
		return take(scanner, at, closeEnd);
	}
	scanner.mask(at, options.after - 1);
	scanner.mask(options.after, close, {
		kind: "source",
		start: options.after,
		end: close
	});
	return take(scanner, close, closeEnd);
}
/** `:name: value` on the lines below a directive's opening. */
function optionsOf(text, from, close) {
	const given = /* @__PURE__ */ new Map();
	let at = from;
	while (at < close) {
		const end = Math.min(lineEndOf(text, at), close);
		const [, name, value] = /^[ \t>]*:([\w-]+):[ \t]*(.*)$/.exec(text.slice(at, Math.min(end, at + 500)).trimEnd()) ?? [];
		if (name === void 0) break;
		given.set(name, value ?? "");
		at = end + 1;
	}
	return {
		given,
		after: Math.min(at, close)
	};
}
function code(scanner, at, end, closeEnd, info) {
	const chunk = /^\s*\{(?!=)/.test(info);
	const kept = chunk ? chunkCaptions(scanner.text, at, end, closeEnd) : [];
	const children = chunk ? chunkChildren(scanner.text, at, end, closeEnd) : [];
	for (const path of children) scanner.inclusions.push({
		start: at,
		path
	});
	if (children.length === 0) scanner.leftOut.push({
		start: at,
		end: closeEnd,
		why: "code"
	});
	let from = at;
	for (const caption of kept) {
		maskWholeLines(scanner, from, caption.start);
		const before = caption.continues ? scanner.kinds.pop() : void 0;
		scanner.kinds.push({
			start: before?.start ?? caption.start,
			end: caption.end,
			kind: "caption"
		});
		if (caption.escaped) maskEscapes(scanner, caption);
		from = caption.end;
	}
	maskWholeLines(scanner, from, closeEnd, from === at);
	return Math.min(closeEnd + 1, scanner.text.length);
}
/** `\\\\label{fig:x}` and `\\"` of a quoted text: the first backslash is no character of it, and a label prints nothing. */
function maskEscapes(scanner, { start, end }) {
	for (const { index, 0: mark } of scanner.text.slice(start, end).matchAll(/\\(?:\\(?:label\{[^{}\n]{0,200}\})?|["'])/g)) scanner.mask(start + index, start + index + (mark.includes("label") ? mark.length : 1));
}
/** Masks whole lines by white space, and what is left of a line beside a caption by a word, which indents nothing. */
function maskWholeLines(scanner, start, end, whole = false) {
	if (whole) {
		scanner.mask(start, end, NOTHING, "blank");
		return;
	}
	const lastLine = scanner.text.lastIndexOf("\n", end - 1) + 1;
	const firstEnd = Math.min(scanner.ahead.lineEnd(start), end);
	if (lastLine <= start) {
		scanner.mask(start, end);
		return;
	}
	scanner.mask(start, firstEnd);
	scanner.mask(firstEnd, lastLine, NOTHING, "blank");
	scanner.mask(lastLine, end);
}
/** Where the line begins that closes the fence. */
function closingFence(scanner, from, marker) {
	const { text, ahead } = scanner;
	const character = marker[0] ?? "";
	const pattern = new RegExp(`(?<=\\n[ \\t>]{0,40})${character}{${Math.min(marker.length, 40)},}[ \\t]*\\r?(?=\\n|$)`, "g");
	const found = ahead.match(pattern, from);
	return found === text.length ? void 0 : text.lastIndexOf("\n", found) + 1;
}
function take(scanner, at, end) {
	scanner.mask(at, end, NOTHING, "blank");
	return Math.min(end + 1, scanner.text.length);
}
const CAPTION_OPTION = /(?:fig|tbl|tab)[.-](?:sub)?cap\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/dg;
const CAPTION_KEY = /^[ \t]*#\|[ \t]*(?:fig|tbl|tab|table)[.-](?:sub)?cap:[ \t]*/;
/** @param at the chunk's first character, `end` the end of its first line, `close` its last character
*  @returns captions in the file's order, without quotes and option markers; a line each */
function chunkCaptions(text, at, end, close) {
	const found = [];
	const header = text.slice(at, end);
	for (const { indices } of header.matchAll(CAPTION_OPTION)) {
		const [start, stop] = indices?.[1] ?? indices?.[2] ?? [0, 0];
		if (start < stop) found.push({
			start: at + start,
			end: at + stop,
			continues: false,
			escaped: true
		});
	}
	for (let line = end + 1, inCaption = false, begun = false; line < close;) {
		const lineEnd = Math.min(lineEndOf(text, line), close);
		const option = text.slice(line, lineEnd);
		if (!/^[ \t]*#\|/.test(option)) break;
		const prefix = CAPTION_KEY.exec(option)?.[0] ?? (inCaption ? /^[ \t]*#\|[ \t]{2,}(?:- )?/.exec(option)?.[0] : void 0);
		const goesOn = inCaption && !CAPTION_KEY.test(option) && !/^[ \t]*#\|[ \t]+- /.test(option);
		inCaption = prefix !== void 0;
		if (prefix !== void 0) {
			const lines = unquoted(text, line + prefix.length, lineEnd);
			const escaped = /^"/.test(text.slice(line + prefix.length, lineEnd));
			found.push(...lines.map((range) => ({
				...range,
				continues: goesOn && begun,
				escaped
			})));
			begun = lines.length > 0 || goesOn && begun;
		}
		line = lineEnd + 1;
	}
	return found;
}
/** `"A caption"`, `A caption`, `>` (the caption follows on the next lines). */
function unquoted(text, from, to) {
	const value = text.slice(from, to).trimEnd();
	if (value === "" || /^[|>][+-]?$|^!expr\b/.test(value)) return [];
	const quote = /^["']/.exec(value)?.[0];
	const start = quote === void 0 ? from : from + 1;
	const closed = value.endsWith(quote ?? "\"") && value.length > 1;
	return [{
		start,
		end: from + value.length - (closed && /["']$/.test(value) ? 1 : 0)
	}].filter((range) => range.end > range.start);
}
/** None where the chunk is not evaluated. Paths of `child = "a.Rmd"`, `child = c("a.Rmd", "b.Rmd")` and `#| child: a.qmd`. */
function chunkChildren(text, at, end, close) {
	const options = [text.slice(at, end)];
	const lines = [];
	for (let line = end + 1; line < close && /^[ \t]*#\|/.test(text.slice(line, line + 40)); line = lineEndOf(text, line) + 1) lines.push(text.slice(line, Math.min(lineEndOf(text, line), close)));
	if (/\beval\s*=\s*(?:FALSE|F)\b/.test(options[0] ?? "") || lines.some((option) => /#\|[ \t]*eval:[ \t]*false\b/i.test(option))) return [];
	for (const option of lines) options.push(option.replace(/^[ \t]*#\|[ \t]*child:\s*(.*?)\s*$/, "child=$1"));
	return options.flatMap((option) => {
		return [...(/\bchild\s*=\s*(c\([^()]*\)|\[[^[\]]*\]|"[^"]*"|'[^']*'|[^\s,}]+)/.exec(option)?.[1] ?? "").replace(/^c(?=\()/, "").matchAll(/[^\s,"'()[\]]+/g)].map((path) => path[0]);
	});
}
function lineEndOf(text, from) {
	const end = text.indexOf("\n", from);
	return end === -1 ? text.length : end;
}

// src/manuscript/formats/markdown/templates.ts
/** Manubot's templates (Jinja): which branches are printed, as far as the tree decides it. What it does not decide is read, all branches of it. */
/** Reads `{% if x %}` and its kin at `at`; `close` is where its `%}` stands. @returns where scanning goes on */
function templateTag(scanner, at, close, mask) {
	if (close === scanner.text.length) return at + 2;
	const end = close + 2;
	if (scanner.format !== "manubot" || end - at > LONGEST_TAG) return mask(end);
	const [, name = "", rest = ""] = /^[-+]?\s*(\w+)\s*([\s\S]*?)\s*[-+]?$/.exec(scanner.text.slice(at + 2, close)) ?? [];
	if (/^(?:if|for|macro|block)$/.test(name)) opened$1(scanner, name, rest, end);
	else if (name === "elif" || name === "else") otherwise(scanner, {
		at,
		end
	}, name === "else" ? true : verdictOf(rest, scanner));
	else if (/^end(?:if|for|macro|block)$/.test(name)) {
		ended(scanner, at);
		scanner.templates.pop();
	} else if (name === "set") {
		const [, variable, double, single] = /^(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')$/.exec(rest) ?? [];
		if (variable !== void 0) scanner.assigned.set(variable, double ?? single ?? "");
	}
	return mask(end);
}
function verdictOf(expression, { assigned, values }) {
	return new Expression(expression, (name) => assigned.get(name) ?? values("template", name)).verdict();
}
/** Characters, and blocks within each other. */
const LONGEST_TAG = 1e3;
const MOST_BLOCKS = 100;
function opened$1(scanner, name, rest, end) {
	if (scanner.templates.length >= MOST_BLOCKS) return;
	const verdict = name === "if" ? verdictOf(rest, scanner) : void 0;
	const isEmptyLoop = name === "for" && /\bin\s*(?:\[\s*\]|\(\s*\)|\{\s*\})\s*$/.test(rest);
	const isHidden = verdict === false || isEmptyLoop || name === "macro";
	scanner.templates.push({
		name,
		hiddenFrom: isHidden ? end : void 0,
		isDone: verdict
	});
}
function otherwise(scanner, { at, end }, verdict) {
	ended(scanner, at);
	const block = scanner.templates.at(-1);
	if (block?.isDone === void 0) return;
	if (block.isDone || verdict === false) block.hiddenFrom = end;
	else block.isDone = verdict;
}
/** A branch ends here that may not be printed. */
function ended(scanner, at) {
	const block = scanner.templates.at(-1);
	const from = block?.hiddenFrom;
	if (block === void 0 || from === void 0) return;
	block.hiddenFrom = void 0;
	if (from >= at) return;
	if (/\p{L}/u.test(scanner.text.slice(from, at))) scanner.leftOut.push({
		start: from,
		end: at,
		why: `a part of {% ${block.name} %} that is not printed`
	});
	scanner.mask(from, at, NOTHING);
}
const TOKEN = /\s*(?:"([^"]*)"|'([^']*)'|(\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|(==|!=|<=|>=|<|>|\(|\)|\S))/y;
/** Recursive descent over `not x == 1 and y is defined`. */
var Expression = class {
	#tokens = [];
	#values;
	#at = 0;
	#depth = 0;
	constructor(text, values) {
		this.#values = values;
		TOKEN.lastIndex = 0;
		for (let found = TOKEN.exec(text); found !== null && this.#tokens.length < 100; found = TOKEN.exec(text)) {
			const [, double, single, number, name, sign] = found;
			if (double !== void 0 || single !== void 0) this.#tokens.push({
				kind: "string",
				text: double ?? single ?? ""
			});
			else if (number !== void 0) this.#tokens.push({
				kind: "number",
				text: number
			});
			else if (name !== void 0) this.#tokens.push({
				kind: "name",
				text: name
			});
			else this.#tokens.push({
				kind: "sign",
				text: sign ?? ""
			});
		}
	}
	verdict() {
		const value = this.#or();
		return this.#at < this.#tokens.length ? void 0 : truth(value);
	}
	#takes(text) {
		const token = this.#tokens[this.#at];
		if (token === void 0 || token.kind === "string" || token.text !== text) return false;
		this.#at++;
		return true;
	}
	#or() {
		let value = this.#and();
		while (this.#takes("or")) {
			const [first, second] = [truth(value), truth(this.#and())];
			value = first === true || second === true ? true : first === void 0 || second === void 0 ? void 0 : false;
		}
		return value;
	}
	#and() {
		let value = this.#not();
		while (this.#takes("and")) {
			const [first, second] = [truth(value), truth(this.#not())];
			value = first === false || second === false ? false : first === void 0 || second === void 0 ? void 0 : true;
		}
		return value;
	}
	#not() {
		if (!this.#takes("not")) return this.#compared();
		const value = truth(this.#not());
		return value === void 0 ? void 0 : !value;
	}
	#compared() {
		const first = this.#value();
		if (this.#takes("is")) {
			const isNot = this.#takes("not");
			if (!this.#takes("defined")) return void 0;
			return first === void 0 ? void 0 : first !== null !== isNot;
		}
		const sign = this.#tokens[this.#at];
		if (sign?.kind !== "sign" || !/^(?:==|!=|<=|>=|<|>)$/.test(sign.text)) return first;
		this.#at++;
		const second = this.#value();
		if (first === void 0 || second === void 0) return void 0;
		if (sign.text === "==") return first === second;
		if (sign.text === "!=") return first !== second;
		if (typeof first !== "number" || typeof second !== "number") return void 0;
		return sign.text.startsWith("<") ? first < second || sign.text === "<=" && first === second : first > second || sign.text === ">=" && first === second;
	}
	#value() {
		const token = this.#tokens[this.#at++];
		if (token?.kind === "string") return token.text;
		if (token?.kind === "number") return Number(token.text);
		if (token?.kind === "sign" && token.text === "(" && this.#depth++ < 20) {
			const inner = this.#or();
			return this.#takes(")") ? inner : void 0;
		}
		return token?.kind === "name" ? this.#named(token.text) : void 0;
	}
	#named(name) {
		const lower = name.toLowerCase();
		if (lower === "true" || lower === "false") return lower === "true";
		if (lower === "none") return null;
		if (name === "manubot" || name === "pandoc") return true;
		if (/^(?:manubot|pandoc)\./.test(name)) return void 0;
		const known = this.#values(name);
		if (known === void 0) return null;
		return known === "true" || known === "false" ? known === "true" : /^-?\d+(?:\.\d+)?$/.test(known) ? Number(known) : known;
	}
};
function truth(value) {
	return value === void 0 ? void 0 : !(value === null || value === false || value === 0 || value === "");
}

// src/manuscript/formats/markdown/mask-inline.ts
/** Masks what hides its content within a paragraph: code, math, comments, templates, HTML tags. */
/** @param at one of \ ` $ < {  @returns where scanning goes on, always after `at` */
function maskInline(scanner, at) {
	switch (scanner.text[at]) {
		case "\\": return /[A-Za-z\n]/.test(scanner.text[at + 1] ?? "") ? at + 1 : at + 2;
		case "`": return codeSpan(scanner, at, at);
		case "$": return math(scanner, at);
		case "<": return angle(scanner, at);
		default: return brace$1(scanner, at);
	}
}
/** A longer run of backticks begins no code span: nobody writes one, and each length costs a search of its own. */
const LONGEST_TICKS = 16;
/** `` `r mean(x)` ``, `` {cite:p}`key` ``
*   ^ ticks                 ^ ticks, with the region beginning at the role */
function codeSpan(scanner, start, ticks, role) {
	const { text, ahead } = scanner;
	let open = ticks;
	while (text[open] === "`") open++;
	const length = open - ticks;
	if (length > LONGEST_TICKS) return open;
	const close = ahead.match(new RegExp(`(?<!\`)\`{${length}}(?!\`)`, "g"), open);
	if (close >= ahead.paragraphEnd(open)) return open;
	const replacement = role === void 0 ? codeShows(scanner, open, close) : roleShows(role, text, open, close);
	return scanner.mask(start, close + length, replacement);
}
/** Code that knitr, Quarto or Jupyter computes, as `r n` or `{python} n`. */
const COMPUTED = /^(?:r|python|julia|\{[a-z]+\})[ \t\n]/;
/** `` `r params$mice` ``: what the file's head says. */
const PARAMETER = /^r\s+params(?:\$([\w.]+)|\[\[["']([\w.]+)["']\]\])\s*$/;
function codeShows({ text, values }, start, end) {
	const [, dollar, bracket] = end - start > 200 ? [] : PARAMETER.exec(text.slice(start, end)) ?? [];
	const known = dollar === void 0 && bracket === void 0 ? void 0 : values("params", dollar ?? bracket ?? "");
	if (known !== void 0) return {
		kind: "token",
		token: known
	};
	return COMPUTED.test(text.slice(start, start + 20)) ? VALUE : {
		kind: "source",
		start,
		end
	};
}
function roleShows(role, text, start, end) {
	if (/^(?:cite|footcite)/.test(role)) return CITE;
	if (/^(?:ref|numref|eq|prf:ref)$/.test(role)) return REF;
	if (role === "eval" || role === "glue") return VALUE;
	const content = text.slice(start, end);
	if (/^(?:sup|superscript)$/.test(role)) return {
		kind: "token",
		token: /^[\d+\-\u2212]/.test(content) ? `^${content}` : content
	};
	const [, number = "", units] = role === "si" ? /^\s*([^<>]*?)\s*<([^<>]*)>\s*$/.exec(content.slice(0, 200)) ?? [] : [];
	if (units !== void 0) return {
		kind: "token",
		token: `${number} ${units.split("\\").map((unit) => unitSymbol(unit.trim())).join("")}`.trim()
	};
	if (role === "math") return {
		kind: "token",
		token: `$${content}$`
	};
	if (role === "abbr") return {
		kind: "source",
		start,
		end: start + content.replace(/\s*\([^()]*\)\s*$/, "").length
	};
	const target = /\s*<[^<>`]*>$/.exec(text.slice(Math.max(start, end - 300), end))?.[0] ?? "";
	return {
		kind: "source",
		start,
		end: target.length < end - start ? end - target.length : end
	};
}
/** Pandoc's rule: no white space inside the dollars, no digit after the closing one, no blank line between.
*      costs $5 and $10, but $p < 0.05$
*            ^ opens and finds no end    ^ math */
function math(scanner, at) {
	const { text, ahead } = scanner;
	if (text[at + 1] === "$") return displayMath(scanner, at);
	if (/\s/.test(text[at + 1] ?? " ")) return at + 1;
	const close = ahead.match(/(?<![\s\\])\$(?!\d)/g, at + 2);
	if (close >= ahead.paragraphEnd(at)) return at + 1;
	return maskMath(scanner, at, close + 1);
}
/** Math stays as it is, but for what a reader does not see of it. */
function maskMath(scanner, at, end) {
	let from = at;
	for (const hidden of hiddenInMath(scanner.text, at, end)) {
		scanner.mask(from, hidden.start, {
			kind: "source",
			start: from,
			end: hidden.start
		});
		scanner.hide(hidden.start, hidden.end, hidden.technique, scanner.text.slice(hidden.start, hidden.end));
		from = hidden.end;
	}
	return scanner.mask(from, end, {
		kind: "source",
		start: from,
		end
	});
}
/** Lines. Between two lines of nothing but `$$` a blank line is an oversight of the author, a page is a forgotten dollar. */
const LONGEST_DISPLAY = 40;
function displayMath(scanner, at) {
	const { text, ahead } = scanner;
	let close = ahead.find("$$", at + 2);
	if (close >= ahead.paragraphEnd(at)) {
		const alone = ahead.lineEnd(at) === at + 2 || text[at + 2] === "\r";
		close = ahead.match(/(?<=\n[ \t]*)\$\$/g, at + 2);
		if (!alone || close === text.length || linesWithin(text, at, close, LONGEST_DISPLAY) > LONGEST_DISPLAY) return at + 2;
	}
	return maskMath(scanner, at, close + 2);
}
function linesWithin(text, start, end, enough) {
	let lines = 0;
	for (let at = text.indexOf("\n", start); at !== -1 && at < end && lines <= enough; at = text.indexOf("\n", at + 1)) lines++;
	return lines;
}
/** Elements between which nothing is text that a reader sees: with words of the author's, or with none. */
const SILENT_TAGS = /* @__PURE__ */ new Set([
	"template",
	"noscript",
	"noembed",
	"noframes",
	"title",
	"datalist",
	"iframe",
	"audio",
	"video",
	"canvas",
	"progress",
	"meter",
	"rp"
]);
const WORDLESS_TAGS = /* @__PURE__ */ new Set([
	"script",
	"style",
	"head"
]);
const VOID_TAGS = /^(?:br|img|hr|input|meta|link|area|base|col|embed|source|track|wbr)$/;
/** Elements that go on after the paragraph in which nothing closes them. */
const LASTING_TAGS = /^(?:div|section|article|aside|main|header|footer|nav|blockquote|figure|details|table|ul|ol|center|b|i|em|strong|font|a|code|small|s|u|big|tt|nobr|strike)$/;
/** Tags that part words: a line break, a cell, a block. */
const PARTING_TAGS = /^(?:br|p|div|t[dhr]|table|li|ul|ol|h\d|hr|figure|figcaption|center|section|details|summary|dd|dt)$/;
function angle(scanner, at) {
	const { text, ahead } = scanner;
	if (text.startsWith("<!--", at)) {
		const close = ahead.find("-->", at + 4);
		if (close < text.length) return scanner.mask(at, close + 3, NOTHING, standsAlone(scanner, at, close + 3) ? "blank" : "word");
		return neverClosed(scanner, at, "-->");
	}
	const closer = text.startsWith("<?", at) ? "?>" : text.startsWith("<![CDATA[", at) ? "]]>" : void 0;
	const isDeclaration = /^<![a-z]/i.test(text.slice(at, at + 3));
	if (closer !== void 0 && ahead.find(closer, at + 2) === text.length) return neverClosed(scanner, at, closer);
	if (isDeclaration && ahead.find(">", at) >= ahead.paragraphEnd(at)) return neverClosed(scanner, at, ">");
	if ((closer !== void 0 || isDeclaration) && scanner.format !== "markdown" && scanner.format !== "myst") return scanner.mask(at, at + 1, {
		kind: "source",
		start: at,
		end: at + 1
	});
	const address = matchAt(/<(?:[a-z][a-z0-9+.-]{1,31}:[^<>\s]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,253})>/iy, text, at);
	if (address !== void 0) {
		const end = at + address.length;
		return scanner.mask(at, end, {
			kind: "source",
			start: at + 1,
			end: end - 1
		});
	}
	const tag = matchAt(/<\/?[a-z][a-z0-9-]*(?:\s(?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}'){0,200})?\/?>/iy, text, at) ?? matchAt(/<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/iy, text, at);
	return tag === void 0 ? at + 1 : htmlTag(scanner, at, tag);
}
/** Of a comment and its kin that nothing closes, pandoc shows all as text. GitHub and mystmd make HTML of all that follows where one begins a block, which a
*  browser then shows nothing of. */
function neverClosed(scanner, at, closer) {
	const { text, format } = scanner;
	const what = closer === "-->" ? "a comment" : `<${text[at + 1]}`;
	const beginsBlock = /(?:^|\n) {0,3}$/.test(text.slice(Math.max(0, at - 4), at));
	if (!((format === "markdown" || format === "myst") && beginsBlock)) {
		scanner.warnOnce("open comment", at, `${what} is opened here and never closed, so what follows was read as text, as a page shows it. Close it with ${closer}`);
		return scanner.mask(at, at + 1, {
			kind: "source",
			start: at,
			end: at + 1
		});
	}
	const end = closer === ">" ? scanner.ahead.lineEnd(scanner.ahead.find(">", at)) : text.length;
	scanner.warnOnce("open comment", at, `${what} is opened here and never closed, and a page shows nothing of what follows, so it was not read. Close it with ${closer}`, true);
	return scanner.hide(at, end, "a comment that nothing closes", text.slice(at, end), "blank");
}
function htmlTag(scanner, at, tag) {
	const end = at + tag.length;
	const name = (/[a-z][a-z0-9-]*/i.exec(tag)?.[0] ?? "").toLowerCase();
	const within = scanner.hiddenUntil(at);
	if (within !== void 0) return Math.max(within, end);
	const isEmpty = tag.endsWith("/>") && (WORDLESS_TAGS.has(name) || SILENT_TAGS.has(name) || name === "svg");
	if (!tag.startsWith("</") && !isEmpty && !VOID_TAGS.test(name)) {
		const after = opened(scanner, at, end, name, tag.slice(name.length + 1, -1));
		if (after !== void 0) return after;
	}
	const filler = PARTING_TAGS.test(name) && standsAlone(scanner, at, end) ? "blank" : "word";
	return scanner.mask(at, end, tagShows(scanner.text, end, name, tag), filler);
}
/** @param written the tag's attributes  @returns where scanning goes on, if nothing of the element, or not all, is seen */
function opened(scanner, at, end, name, written) {
	const { text, elements } = scanner;
	if (WORDLESS_TAGS.has(name)) return scanner.mask(at, closingTag(scanner, end, name).close);
	if (name === "svg") {
		const { close } = closingTag(scanner, end, name);
		scanner.leftOut.push({
			start: at,
			end: close,
			why: "picture"
		});
		return scanner.mask(at, close);
	}
	if (SILENT_TAGS.has(name)) {
		const { start, close } = closingTag(scanner, end, name);
		return scanner.hide(at, close, `<${name}>, of which no text is shown`, text.slice(end, start));
	}
	if (!elements.mayMatter(name, written)) return void 0;
	const element = elementOf(name, written);
	if (scanner.format === "myst" && element.attributes.has("hidden")) return void 0;
	const appearance = elements.appearance(element, at);
	if (appearance.technique === void 0) {
		elements.enter(element, appearance, closingTag(scanner, end, name).close);
		return;
	}
	const { start, close } = closingTag(scanner, end, name, LASTING_TAGS.test(name) ? Number.POSITIVE_INFINITY : DEEPEST_TAGS);
	const isClosed = close > start;
	const isLasting = !isClosed && LASTING_TAGS.test(name);
	const to = isLasting ? text.length : close;
	if (isLasting) scanner.warnOnce("open element", at, `a <${name}> that hides its text is opened here and never closed, and a page shows nothing of what follows, so it was not read. Close it with </${name}>`, true);
	const inside = text.slice(end, isClosed ? start : to);
	scanner.searchesLeft -= appearance.canBeUndone ? inside.length : 0;
	if (appearance.canBeUndone && scanner.searchesLeft > 0 && /<[a-z][^<>]*\s(?:style|class|color|bgcolor)\s*=/i.test(inside)) {
		elements.enter(element, appearance, to);
		return hideButSeen(scanner, {
			at,
			end,
			to
		}, appearance);
	}
	return scanner.hide(at, to, appearance.technique, inside);
}
/** Tags with attributes. */
const STYLED_TAG = /<([a-z][a-z0-9-]*)(\s[^<>]*)>/gi;
/** Hides an element but for those in it that are seen by a style of their own. @returns where scanning goes on */
function hideButSeen(scanner, { at, end, to }, { technique = "", surroundings }) {
	const { text, elements } = scanner;
	let from = at;
	let first;
	for (const { index, 0: tag, 1: name = "", 2: written = "" } of text.slice(end, to).matchAll(STYLED_TAG)) {
		const begins = end + index;
		if (begins < from) continue;
		const inner = elements.appearance(elementOf(name.toLowerCase(), written), begins);
		if (inner.technique !== void 0 || inner.surroundings === surroundings) continue;
		scanner.hide(from, begins, technique, text.slice(Math.max(from, end), begins));
		first ??= begins;
		from = Math.min(to, closingTag(scanner, begins + tag.length, name.toLowerCase()).close);
	}
	if (from < to) scanner.hide(from, to, technique, text.slice(Math.max(from, end), to));
	return first ?? to;
}
function tagShows(text, end, name, tag) {
	if (PARTING_TAGS.test(name)) return BLANK;
	return name === "sup" && !tag.startsWith("</") && /[\d+\-\u2212]/.test(text[end] ?? "") ? {
		kind: "token",
		token: "^"
	} : NOTHING;
}
/** Elements of one name inside each other. Deeper ones are taken for tags that nobody closed. */
const DEEPEST_TAGS = 100;
/** The end of what an HTML tag opened; where nothing closes it, the end of its paragraph. Elements of the same name may nest. */
function closingTag(scanner, from, name, deepest = DEEPEST_TAGS) {
	const { text, ahead } = scanner;
	const closer = new RegExp(`</${name}\\s{0,9}>`, "gi");
	const opener = new RegExp(`<${name}(?=[\\s>])`, "gi");
	let depth = 1;
	for (let at = from;;) {
		const close = ahead.match(closer, at);
		if (close === text.length || depth > deepest) {
			const end = ahead.paragraphEnd(from);
			return {
				start: end,
				close: end
			};
		}
		const open = ahead.match(opener, at);
		depth += open < close ? 1 : -1;
		at = Math.min(open, close) + name.length + 2;
		if (depth === 0) return {
			start: close,
			close: text.indexOf(">", close) + 1
		};
	}
}
/** `{{ value }}`, `{{< var x >}}`, `{% if %}`, `{# comment #}`, and a MyST role before its backticks. */
function brace$1(scanner, at) {
	const { text, ahead } = scanner;
	if (text.startsWith("{{<", at)) return shortcode(scanner, at);
	if (text.startsWith("{{", at)) return template(scanner, at);
	if (text.startsWith("{%", at)) return templateTag(scanner, at, ahead.find("%}", at + 2), (end) => masked$1(scanner, at, end, NOTHING));
	const role = matchAt(/\{([a-zA-Z][\w:-]{0,40})\}(?=`)/y, text, at);
	if (role !== void 0 && !text.startsWith("```", at + role.length)) return codeSpan(scanner, at, at + role.length, role.slice(1, -1));
	if (scanner.format === "manubot" && text.startsWith("{##", at)) return upTo(scanner, at, ahead.find("#}", at + 3), NOTHING);
	return at + 1;
}
/** `{{manubot.date}}` is made by a program; `{{mice}}` may stand in Manubot's metadata. */
function template(scanner, at) {
	const close = scanner.ahead.find("}}", at + 2);
	const name = close - at > 200 ? "" : scanner.text.slice(at + 2, close).trim();
	const quoted = /^(?:"([^"]*)"|'([^']*)')$/.exec(name);
	const known = name === "" ? void 0 : quoted?.[1] ?? quoted?.[2] ?? scanner.assigned.get(name) ?? scanner.values("template", name);
	return upTo(scanner, at, close, known === void 0 ? VALUE : {
		kind: "token",
		token: known
	});
}
/** Masks up to and with the two characters at `close`, if there are any. */
function upTo(scanner, at, close, replacement) {
	return close === scanner.text.length ? at + 2 : masked$1(scanner, at, close + 2, replacement);
}
/** A placeholder must stay part of a line: white space at its beginning is nothing to the Markdown parser. */
function masked$1(scanner, at, end, replacement) {
	return scanner.mask(at, end, replacement, replacement === NOTHING && standsAlone(scanner, at, end) ? "blank" : "word");
}
/** Shortcodes that print something computed; the others make breaks, videos and the like. */
const PRINTING = /^(?:var|meta|env|embed)\b/;
function shortcode(scanner, at) {
	const { text, ahead } = scanner;
	const close = ahead.find(">}}", at);
	if (close > ahead.lineEnd(at)) return at + 3;
	const words = text.slice(at + 3, close).trim();
	const included = /^include\s+(.+)$/.exec(words)?.[1];
	if (included !== void 0) scanner.inclusions.push({
		start: at,
		path: included.replace(/^["']|["']$/g, "")
	});
	const [, kind, name = ""] = /^(var|meta)\s+["']?([^\s"']+)["']?$/.exec(words) ?? [];
	const known = kind === "var" || kind === "meta" ? scanner.values(kind, name) : void 0;
	if (known !== void 0) return masked$1(scanner, at, close + 3, {
		kind: "token",
		token: known
	});
	return masked$1(scanner, at, close + 3, PRINTING.test(words) ? VALUE : NOTHING);
}
/** Whether a range fills its lines, so that it can be masked by white space without joining or indenting text.
*  Between two lines of a paragraph it cannot: the reader sees one paragraph. */
function standsAlone({ text, ahead }, start, end) {
	const before = text.slice(Math.max(0, start - 200), start);
	const after = text.slice(end, Math.min(ahead.lineEnd(end) + 1, end + 200));
	if (!/(?:^|\n)[ \t]*$/.test(before) || !/^[ \t]*\r?(?:\n|$)/.test(after)) return false;
	const next = text.slice(end + after.length, end + after.length + 80);
	return /(?:^|\n)[ \t]*\r?\n[ \t]*$|^[ \t]*$/.test(before) || /^[ \t]*\r?(?:\n|$)/.test(next);
}

// src/manuscript/formats/markdown/mask-lines.ts
/** The first look at a Markdown file masks what hides its content from all other markup: code, math, comments, templates, raw HTML and LaTeX. Here what
*  begins a line: fences, divs, MyST comments and directives, LaTeX environments, rules of grid tables.
*  Invariant: looks at every character a bounded number of times, whatever is opened and never closed. */
/** @returns the masked copy */
function maskVerbatim(scanner) {
	const { text, elements } = scanner;
	if (elements.page.technique !== void 0 && text.trim() !== "") scanner.hide(0, text.length, elements.page.technique, text, "blank");
	const interesting = /[\n\\`$<{]/g;
	for (let at = maskLines(scanner, 0); at < text.length;) {
		interesting.lastIndex = at;
		const found = interesting.exec(text);
		if (found === null) break;
		at = found[0] === "\n" ? maskLines(scanner, found.index + 1) : maskInline(scanner, found.index);
	}
	return maskRegions(text, outermostRegions(scanner.regions));
}
/** @param at the beginning of a line  @returns where the first line begins, or goes on, that is not masked from its beginning */
function maskLines(scanner, at) {
	for (let next = at; next < scanner.text.length;) {
		const after = maskLine(scanner, next);
		if (after === next || scanner.text[after - 1] !== "\n") return after;
		next = after;
	}
	return scanner.text.length;
}
/** @param at the beginning of a line
*  @returns `at` where the line is ordinary; else where scanning goes on, which is a line's beginning if the whole line was taken */
function maskLine(scanner, at) {
	const end = scanner.ahead.lineEnd(at);
	const head = scanner.text.slice(at, Math.min(end, at + 400));
	const text = head.trimStart();
	if (scanner.settled.has(at)) return Math.min(end + 1, scanner.text.length);
	switch (text[0]) {
		case void 0: return head.length < 400 ? Math.min(end + 1, scanner.text.length) : pushedRight(scanner, at, end);
		case "`":
		case "~": return fence(scanner, at, end);
		case ":": return colons(scanner, at, end, head);
		case "+": return plus(scanner, at, end, text);
		case "|": return row(scanner, at, end);
		case "%": return scanner.format === "myst" ? wholeLine(scanner, at, end) : at;
		case "[": return linkComment(scanner, at, end, text);
		case "(": return scanner.format === "myst" && /^\([\w:.+-]{1,200}\)=\s*$/.test(text) ? wholeLine(scanner, at, end) : at;
		case ">":
		case "-":
		case "*":
			if (scanner.format !== "myst" && /^-+[ \t][ \t-]*\r?$/.test(text)) return dashedTable(scanner, at, end);
			return FENCE_INSIDE.test(text) ? fence(scanner, at, end) : pushedRight(scanner, at, end, head.length - text.length);
		case "\\": return rawEnvironment(scanner, at);
		default: return pushedRight(scanner, at, end, head.length - text.length);
	}
}
/** A fence in a block quote or at the beginning of a list item. */
const FENCE_INSIDE = /^[>*-][ \t>]*(?:[-*+][ \t]+)?(?:`{3}|~{3})/;
function wholeLine(scanner, at, end) {
	scanner.mask(at, end, NOTHING, "blank");
	return Math.min(end + 1, scanner.text.length);
}
/** Columns. Further right than any screen or page is wide. */
const OUT_OF_SIGHT = 200;
function pushedRight(scanner, at, end, indent = OUT_OF_SIGHT) {
	if (end - at < OUT_OF_SIGHT) return at;
	if (indent >= OUT_OF_SIGHT) return scanner.hide(at, end, "text pushed out of sight", scanner.text.slice(at, end));
	const from = scanner.ahead.match(/\S[ \t\u00a0]{200}/g, at);
	if (from >= end) return at;
	scanner.hide(from + 1, end, "text pushed out of sight", scanner.text.slice(from + 1, end));
	return at;
}
/** `[//]: # (nobody sees this)`: a link definition that nothing links to. */
function linkComment(scanner, at, end, text) {
	const label = /^\[(?:\/\/|#|comment|_metadata_[^\]]*)\]:\s*(?:#|<>)/i.exec(text)?.[0];
	if (label === void 0) return at;
	const line = scanner.text.slice(at, end);
	scanner.hide(at, end, "comment as a link definition", line.slice(line.indexOf(label) + label.length));
	return Math.min(end + 1, scanner.text.length);
}
/** `::: {.callout}`, `:::{figure} path`, `:::`, and `: caption` under a table. */
function colons(scanner, at, end, head) {
	const marker = /^[ \t]*(:{3,})[ \t]*(.*)$/.exec(head.replace(/\r$/, ""));
	if (marker === null) return at;
	const [, colons = "", info = ""] = marker;
	if (scanner.format === "myst" && info.startsWith("{")) return fence(scanner, at, end);
	const written = /^\{(.*)\}/.exec(info)?.[1] ?? (/^[\w-]+:*$/.test(info) ? info : "");
	if (written === "") return wholeLine(scanner, at, end);
	const element = bracedElement("div", written);
	const appearance = scanner.elements.appearance(element, at);
	const technique = appearance.technique ?? conditionOf(element, (path) => scanner.values("meta", path));
	if (technique === void 0 && !/style=|color=/.test(written)) return wholeLine(scanner, at, end);
	const close = closingDiv(scanner, end);
	if (technique === void 0) {
		scanner.elements.enter(element, appearance, close);
		return wholeLine(scanner, at, end);
	}
	scanner.hide(at, close, technique, scanner.text.slice(end, close).replace(/:{3,}.*$/, ""));
	return Math.max(close, at + colons.length);
}
/** Where the div that was opened on the line that ends at `end` is over; the end of the file where it is never closed. */
function closingDiv({ text, ahead }, end) {
	const marker = /(?<=\n[ \t]*):{3,}[^\n]*/g;
	for (let at = end, depth = 1;;) {
		const found = ahead.match(marker, at);
		if (found === text.length) return found;
		at = ahead.lineEnd(found);
		depth += /^:+\s*$/.test(text.slice(found, at)) ? -1 : 1;
		if (depth === 0) return at;
	}
}
/** `+++ {"part": "abstract"}` begins a MyST block; `+---+---+` rules a grid table. */
function plus(scanner, at, end, text) {
	if (scanner.format === "myst" && /^\+{3}(?:\s|$)/.test(text)) {
		scanner.parts.push({
			start: at,
			part: /"part"\s*:\s*"([\w -]+)"/.exec(text)?.[1]?.toLowerCase()
		});
		return wholeLine(scanner, at, end);
	}
	if (!/^[ \t]*\+(?:[-=:]+\+)+\s*$/.test(scanner.text.slice(at, Math.min(end, at + LONGEST_RULE)))) return at;
	const before = scanner.kinds.at(-1);
	if (before?.kind === "table" && before.end + 1 >= at) scanner.kinds.splice(-1, 1, {
		...before,
		end
	});
	else scanner.kinds.push({
		start: at,
		end,
		kind: "table"
	});
	scanner.mask(at, end);
	return Math.min(end + 1, scanner.text.length);
}
/** Characters of a grid table's line. */
const LONGEST_RULE = 2e4;
/** A row of a grid table, if one was begun above: its bars part cells. A pipe table's rows are Markdown's own. */
function row(scanner, at, end) {
	const table = scanner.kinds.at(-1);
	if (table?.kind !== "table" || table.end + 1 < at) return at;
	scanner.kinds.splice(-1, 1, {
		...table,
		end
	});
	for (let bar = scanner.text.indexOf("|", at); bar !== -1 && bar < end; bar = scanner.text.indexOf("|", bar + 1)) scanner.mask(bar, bar + 1, BLANK);
	return at;
}

// src/manuscript/formats/markdown/mask-markup.ts
/** The second look at a Markdown file: what Pandoc, Quarto, bookdown and MyST add to Markdown within a paragraph (citations, references,
*  attributes, images as figures, raised and lowered letters, LaTeX commands). Reads the masked copy, so nothing in code or math is mistaken. */
/** @param text what `maskVerbatim` returned  @returns the copy that the Markdown parser reads */
function maskMarkup(scanner, text) {
	const masked = {
		scanner,
		text,
		brackets: matchBrackets(text)
	};
	const interesting = /\\|!?\[|\]\(|[@{^~]|https?:\/\/|^[ \t>]*(?:Table)?:[ \t]/gm;
	for (let at = 0; at < text.length;) {
		interesting.lastIndex = at;
		const found = interesting.exec(text);
		if (found === null) break;
		at = Math.max(markup(masked, found[0], found.index), found.index + 1);
	}
	return maskRegions(scanner.text, outermostRegions(scanner.regions));
}
/** @returns where scanning goes on; `at` for "just after this character" */
function markup(masked, sign, at) {
	switch (sign) {
		case "\\": return texCommand(masked, at);
		case "![": return image(masked, at);
		case "[": return bracket(masked, at);
		case "](": return at + (destination(masked.text, at + 1)?.length ?? 0) + 1;
		case "@": return bareCitation(masked, at);
		case "{": return brace(masked, at);
		case "^":
		case "~": return script(masked, at, sign);
		default:
			if (sign.startsWith("http")) return at + (matchAt(/https?:\/\/[^\s<>()[\]{}]*/y, masked.text, at) ?? sign).length;
			return tableCaption(masked, at, sign);
	}
}
/** `(address "title")` of a link. @returns it with its parentheses */
function destination(text, at) {
	return matchAt(/\((?:<[^<>\n]{0,2000}>|(?:[^()\s\\]|\\.|\([^()\s]{0,500}\)){0,2000})(?:\s+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\s*\)/y, text, at);
}
/** `![The caption.](figure.png){#fig:one width=50%}`
*     ^ caption begins, and is read as text     ^ and this is not */
function image({ scanner, text, brackets }, at) {
	const close = brackets.get(at + 1);
	const target = close === void 0 ? void 0 : destination(text, close + 1);
	if (close === void 0 || target === void 0) return at + 2;
	scanner.mask(at, at + 2);
	const end = close + 1 + target.length;
	scanner.mask(close, end + (attributes(text, end)?.length ?? 0), BLANK);
	if (text.slice(at + 2, close).trim() !== "") caption(scanner, text, at + 2, close);
	return at + 2;
}
/** Citations, footnotes, links without a text of their own, and text with attributes. */
function bracket(masked, at) {
	const { scanner, text, brackets } = masked;
	const close = brackets.get(at);
	if (close === void 0) return at + 1;
	const note = matchAt(/\[\^[^\]\s]{1,100}\]/y, text, at);
	if (note !== void 0) {
		if (!isDefinition(text, at, close)) return scanner.mask(at, close + 1);
		return scanner.notes.has(note) ? close + 2 : unusedNote(scanner, at, close + 2);
	}
	const target = destination(text, close + 1);
	if (target !== void 0) {
		if (text.slice(at + 1, close).trim() !== "") {
			if (scanner.format === "myst" && target.startsWith("(#")) numberedReference(scanner, text, at + 1, close);
			return at + 1;
		}
		return scanner.mask(at, close + 1 + target.length, /doi\.org|^\((?:<?doi:|10\.\d)/.test(target) ? CITE : REF);
	}
	const cited = citationToken(text.slice(at + 1, close));
	const tag = cited === void 0 ? void 0 : definedTag(text, at, close);
	if (tag !== void 0) return scanner.mask(at, close + 1 + tag.length);
	if (cited !== void 0 && text[close + 1] !== "[") return scanner.mask(at, close + 1, cited);
	return spanWithAttributes(masked, at, close);
}
/** `[Eq. %s](#eq-1)`, `[Fig. {number}](#fig)`: the number is MyST's. */
function numberedReference(scanner, text, start, end) {
	for (const { index, 0: mark } of text.slice(start, end).matchAll(/%s|\{(?:number|name)\}/g)) scanner.mask(start + index, start + index + mark.length, REF);
}
/** A note to which nothing in the file leads is not printed. */
function unusedNote(scanner, at, from) {
	const { text, ahead } = scanner;
	let end = ahead.paragraphEnd(from);
	while (end < text.length && /^\n[ \t]*\r?\n(?: {4}|\t)[ \t]*\S/.test(text.slice(end, end + 200))) end = ahead.paragraphEnd(end + 2);
	scanner.leftOut.push({
		start: at,
		end,
		why: "a note to which nothing leads"
	});
	return scanner.mask(at, end, NOTHING, "blank");
}
function isDefinition(text, at, close) {
	return text[close + 1] === ":" && /(?:^|\n)[ \t]{0,3}$/.test(text.slice(Math.max(0, at - 4), at));
}
/** `[@tag:x]: doi:10.1/2` at the beginning of a line defines a citation and replacement nothing. */
function definedTag(text, at, close) {
	return isDefinition(text, at, close) ? matchAt(/:[^\n]{0,2000}/y, text, close + 1) : void 0;
}
/** `[text]{.class}`; a bare `[text]` is left as it is. */
function spanWithAttributes({ scanner, text }, at, close) {
	const given = attributes(text, close + 1);
	if (given === void 0) return at + 1;
	const end = close + 1 + given.length;
	const { technique } = scanner.elements.appearance(bracedElement("span", given.slice(1, -1)), at);
	if (technique !== void 0) return scanner.hide(at, end, technique, scanner.text.slice(at + 1, close));
	scanner.mask(at, at + 1);
	scanner.mask(close, end);
	return at + 1;
}
/** `{#id .class key=value}` with its braces, or undefined where the braces hold anything else. */
function attributes(text, at) {
	const braced = matchAt(/\{[^{}]{1,1000}\}/y, text, at);
	if (braced === void 0) return void 0;
	const given = braced.slice(1, -1).match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
	return given.length > 0 && given.every((one) => /^(?:[#.][^\s]+|-|=\w+|[\w:-]+=.*)$/s.test(one)) ? braced : void 0;
}
function brace(masked, at) {
	const { scanner, text } = masked;
	const reference = bracedReference(text, at);
	if (reference !== void 0) return scanner.mask(at, at + reference.length, REF);
	const given = attributes(text, at);
	const heading = given === void 0 ? void 0 : headingBefore(text, at, at + given.length);
	if (given !== void 0 && heading !== void 0) {
		const { technique } = scanner.elements.appearance(bracedElement("div", given.slice(1, -1)), at);
		if (technique !== void 0) return scanner.hide(heading, at + given.length, technique, scanner.text.slice(heading, at), "blank");
	}
	return given === void 0 ? at + 1 : scanner.mask(at, at + given.length, NOTHING, /^\s/.test(text[at - 1] ?? "\n") ? "word" : "mark");
}
/** Where the heading begins at whose end attributes stand. */
function headingBefore(text, at, end) {
	const begins = text.lastIndexOf("\n", at) + 1;
	return at - begins < 1e3 && /^#{1,6}\s/.test(text.slice(begins, begins + 8)) && /^[ \t]*\r?(?:\n|$)/.test(text.slice(end, end + 100)) ? begins : void 0;
}
/** `H~2~O`, `25^th^`, `10^5^`, `^[a note]`: the signs go, but for the caret before what is no plain word: 10^5 is not 105. */
function script({ scanner, text, brackets }, at, sign) {
	if (sign === "~" && text[at + 1] === "~") return at + 2;
	const note = sign === "^" && text[at + 1] === "[" ? brackets.get(at + 1) : void 0;
	if (note !== void 0) {
		scanner.mask(at, at + 1, BLANK);
		scanner.mask(at + 1, at + 2, {
			kind: "token",
			token: "("
		});
		scanner.mask(note, note + 1, {
			kind: "token",
			token: ")"
		});
		return at + 2;
	}
	const inside = matchAt(sign === "^" ? /\^(?:[^\s^\\]|\\[^\n]){1,100}\^/y : /~(?:[^\s~\\]|\\[^\n]){1,100}~/y, text, at);
	if (inside === void 0) return at + 1;
	if (!(sign === "^" && !/^\^\p{L}+\^$/u.test(inside))) scanner.mask(at, at + 1);
	scanner.mask(at + inside.length - 1, at + inside.length);
	return at + 1;
}
/** `Table: caption {#tbl:x}`, and `: caption` below a table, up to the blank line. */
function tableCaption({ scanner, text }, at, sign) {
	const begins = at + sign.length;
	const before = scanner.text.slice(Math.max(0, at - 2e3), at);
	const startsParagraph = /(?:^|\n)[ \t>]*\r?\n$|^$/.test(before);
	const belowTable = /(?:\||\+|-{3})[ \t]*\r?\n[ \t]*\r?\n$/.test(before) || scanner.belowTables.has(at);
	if (!startsParagraph || !sign.includes("Table") && !belowTable) return at + 1;
	const start = at + sign.search(/[T:]/);
	const end = scanner.ahead.paragraphEnd(begins);
	if (end <= begins) return begins;
	scanner.mask(start, begins);
	caption(scanner, text, begins, end);
	return begins;
}
/** Within a caption a line that begins with `1)` or `-` begins no list. */
function caption(scanner, text, start, end) {
	scanner.kinds.push({
		start,
		end,
		kind: "caption"
	});
	for (const { 0: marker, index } of text.slice(start, end).matchAll(/(?<=\n[ \t>]*)(?:\d{1,9}[.)]|[-*+])(?=[ \t])/g)) {
		const from = start + index;
		scanner.mask(from, from + marker.length, {
			kind: "source",
			start: from,
			end: from + marker.length
		});
	}
}
/** Prefixes by which a key names a thing in the paper and not one in the bibliography. */
const REFERENCE = /^(?:s?fig(?:ure)?|s?tbl|s?tab(?:le)?|eqn?|sec|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|video|apx|app|supp|suppfig|supptbl)[:-]/i;
/** @param inside what stands between the brackets  @returns undefined where it cites nothing */
function citationToken(inside) {
	const keys = [...inside.matchAll(/(?:^|[\s;(-])-?@\{?([\w:][^\s;\]}]*)/g)].map((found) => found[1] ?? "");
	if (keys.length === 0) return void 0;
	return keys.every((key) => REFERENCE.test(key)) ? REF : CITE;
}
/** `@smith2020`, `@doi:10.1000/182`, `@fig:one`, in the running text. */
function bareCitation({ scanner, text }, at) {
	if (/[\p{L}\p{N}\\@/.]/u.test(text[at - 1] ?? " ")) return at + 1;
	const example = scanner.examples.size === 0 ? void 0 : matchAt(/@[\w-]{0,100}/y, text, at);
	const number = example === void 0 ? void 0 : scanner.examples.get(text[at - 1] === "(" ? at - 1 : -1) ?? scanner.examples.get(example.slice(1));
	if (example !== void 0 && number !== void 0) return scanner.mask(at, at + example.length, {
		kind: "token",
		token: String(number)
	});
	const key = matchAt(/@(?:\{[^{}\s]{1,500}\}|[\p{L}\p{N}_*](?:[\p{L}\p{N}_]|[:.#$%&\-+?<>~/()*](?=[\p{L}\p{N}_])){0,500})/uy, text, at);
	if (key === void 0) return at + 1;
	const start = text[at - 1] === "-" && /[\s[(]/.test(text[at - 2] ?? " ") ? at - 1 : at;
	return scanner.mask(start, at + key.length, REFERENCE.test(key.replace(/^@\{?/, "")) ? REF : CITE);
}
/** `{@fig:one}`, `{+@fig:one}`, `{*@eq:two}`: a reference with its braces. */
function bracedReference(text, at) {
	return matchAt(/\{[+*!]?@[\w:.-]{1,200}\}/y, text, at);
}

// src/manuscript/formats/markdown/parser-limits.ts
/** Keeps the Markdown parser's time and memory within bounds, whatever the text: nesting and unfinished markup cost it time by their square, and so does
*  the number of blocks. Fails towards plain text: all the words are read, and a warning says that the markup was not. */
/** Containers (block quotes, list items) within each other on one line. */
const DEEPEST_CONTAINERS = 30;
/** Columns of indentation; deeper lists than this cannot be told from a table set in blanks. */
const DEEPEST_INDENT = 40;
/** Signs in one stretch that may open or close emphasis, links and the like. A page of real prose has some tens. */
const MOST_SIGNS = 1500;
const SIGNS = /[[\]*_<&!`]/g;
const PLAIN = "";
/** @param text the masked copy  @returns it with the same length and line feeds, and nothing too deep in it */
function limitDelimiters(text) {
	const pieces = [];
	const flattened = [];
	let group = {
		start: 0,
		signs: 0
	};
	let pending = [];
	const close = () => {
		const limited = group.signs > MOST_SIGNS;
		if (limited) flattened.push(group.start);
		for (const line of pending) pieces.push(limited ? line.replace(SIGNS, PLAIN) : line);
		pending = [];
	};
	for (let at = 0; at < text.length;) {
		const feed = text.indexOf("\n", at);
		const end = feed === -1 ? text.length : feed + 1;
		const line = text.slice(at, end);
		if (/^\s*$|^[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|\|)/.test(line.slice(0, 400))) {
			close();
			group = {
				start: at,
				signs: 0
			};
		}
		const prefix = tooDeep(line);
		if (prefix > 0) flattened.push(at);
		group.signs += line.match(SIGNS)?.length ?? 0;
		pending.push(line.slice(0, prefix).replace(/[^\r\n]/g, PLAIN) + line.slice(prefix));
		at = end;
	}
	close();
	return {
		text: pieces.join(""),
		flattened
	};
}
/** @returns how many characters at the beginning of the line nest it too deeply; 0 where it is fine */
function tooDeep(line) {
	const prefix = /^(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))+/.exec(line.slice(0, 1e5))?.[0] ?? "";
	if (/^\s*$/.test(line)) return 0;
	const containers = prefix.match(/[>*+-]|\d+/g)?.length ?? 0;
	const columns = (/^[ \t]*/.exec(prefix)?.[0] ?? "").replaceAll("	", "    ").length;
	return containers > DEEPEST_CONTAINERS || columns > DEEPEST_INDENT ? prefix.length : 0;
}
/** UTF-16 units. Real papers are one part. */
const LONGEST_PART = 2e5;
/** Lines. Real papers are one part; 1,500 footnotes are half a second. */
const MOST_LINES = 3e3;
/** @param from where the part begins  @param regions as `outermostRegions` returns them  @returns a place after `from` */
function nextSplit(text, from, regions) {
	const enough = allowance(text, from);
	const tooMuch = allowance(text, enough);
	const margin = /(?<=\n[ \t]*\r?\n)(?=[\p{L}\ue000#])/gu;
	const window = text.slice(from, tooMuch);
	for (let at = enough; at < tooMuch;) {
		margin.lastIndex = at - from;
		const found = margin.exec(window);
		if (found === null) break;
		at = from + found.index;
		const outside = afterRegion(regions, at);
		if (outside === at) return {
			at,
			isForced: false
		};
		at = outside;
	}
	if (tooMuch === text.length) return {
		at: text.length,
		isForced: false
	};
	return {
		at: afterRegion(regions, lineOrWord(text, enough, tooMuch)),
		isForced: true
	};
}
/** How far a part may reach. */
function allowance(text, from) {
	const furthest = Math.min(text.length, from + LONGEST_PART);
	let at = from;
	for (let lines = 0; lines < MOST_LINES; lines++) {
		const feed = text.indexOf("\n", at);
		if (feed === -1 || feed >= furthest) return furthest;
		at = feed + 1;
	}
	return at;
}
/** The last beginning of a line, or else of a word, or else of a character. */
function lineOrWord(text, from, to) {
	const feed = text.lastIndexOf("\n", to - 1);
	if (feed >= from) return feed + 1;
	const blank = text.lastIndexOf(" ", to - 1);
	if (blank >= from) return blank + 1;
	return /[\udc00-\udfff]/.test(text[to] ?? "") ? to - 1 : to;
}
/** @returns `at`, or the end of the region that it lies in */
function afterRegion(regions, at) {
	const region = regions[firstEndingAfter(regions, at)];
	return region !== void 0 && region.start < at ? region.end : at;
}

// src/manuscript/formats/markdown/fragment.ts
/** One fragment of Markdown, from its characters to its blocks. */
/** @param end where the fragment ends, in the whole file; it begins at the fragment's base
*  @param masks what is no part of the Markdown, as offsets from the base
*  @throws ManuscriptError `too-many-passages` */
function readFragment(fragment, end, dialect, masks = []) {
	const text = fragment.source.text.slice(fragment.base, end);
	const scanner = new Scanner(text, dialect);
	for (const region of masks) scanner.regions.push(region);
	const limited = limitDelimiters(maskMarkup(scanner, maskVerbatim(scanner)));
	const { blocks, code, cuts } = blocksInParts(fragment, limited.text, outermostRegions(scanner.regions), apart(scanner.kinds));
	const { source, base } = fragment;
	const { file } = source;
	const lineOf = (offset) => source.fileLineAt(base + offset);
	const left = [...scanner.leftOut, ...code.map((range) => ({
		...range,
		why: "code"
	}))];
	return {
		blocks: blocks.map(({ start, block }) => ({
			start,
			block: {
				...block,
				passage: source.placed(block.passage)
			}
		})),
		inclusions: scanner.inclusions,
		parts: scanner.parts,
		leftOut: gathered(file, left.map(({ why, start, end }) => ({
			why,
			startLine: lineOf(start),
			endLine: lineOf(end)
		}))),
		warnings: [
			...scanner.notices.map(({ start, message, losesText }) => ({
				file,
				line: lineOf(start),
				message,
				...losesText && { losesText: true }
			})),
			...warningAt(file, limited.flattened.map(lineOf), "markup that is nested too deep, or opened too often, was read as plain text", "Write it with less nesting, or in shorter paragraphs"),
			...warningAt(file, cuts.map(lineOf), "a paragraph, list or table is so long that it was read in parts, cut", "Part it with blank lines, or keep data in files of their own")
		],
		hidden: scanner.hidden.map(({ start, technique, characters }) => ({
			file,
			line: lineOf(start),
			technique,
			characters
		}))
	};
}
/** Parses a long text in parts. Links by reference work within a part.
*  @throws ManuscriptError `too-many-passages` */
function blocksInParts(fragment, text, regions, kinds) {
	const all = {
		blocks: [],
		code: []
	};
	const cuts = [];
	for (let from = 0, to = 0; from < text.length; from = to) {
		const cut = nextSplit(text, from, regions);
		to = cut.at;
		if (cut.isForced) cuts.push(to);
		const tree = parseTree(text.slice(from, to));
		const original = fragment.source.text.slice(fragment.base + from, fragment.base + to);
		const renderer = new TextRenderer(original, within(regions, from, to).map(moveRegion(from)), tree.slices);
		const moved = within(kinds, from, to).map(({ kind, start, end }) => ({
			kind,
			start: start - from,
			end: end - from
		}));
		const found = blocksOf(tree, renderer, {
			...fragment,
			base: fragment.base + from
		}, moved);
		for (const { start, block } of found.blocks) all.blocks.push({
			start: start + from,
			block
		});
		checkPassageCount(all.blocks.length, fragment.source.file);
		for (const { start, end } of found.code) all.code.push({
			start: start + from,
			end: end + from
		});
	}
	return {
		...all,
		cuts
	};
}
/** Those that have a part between two offsets. @param ranges in order and apart */
function within(ranges, from, to) {
	const last = firstEndingAfter(ranges, to);
	return ranges.slice(firstEndingAfter(ranges, from), (ranges[last]?.start ?? to) < to ? last + 1 : last);
}
function moveRegion(by) {
	return ({ start, end, replacement, filler }) => ({
		start: start - by,
		end: end - by,
		replacement: replacement.kind === "source" ? {
			...replacement,
			start: replacement.start - by,
			end: replacement.end - by
		} : replacement,
		filler
	});
}
/** In order, without those that begin inside another: the inner one is part of the outer. */
function apart(kinds) {
	const kept = [];
	for (const range of kinds.toSorted((a, b) => a.start - b.start || b.end - a.end)) if (range.start >= (kept.at(-1)?.end ?? 0)) kept.push(range);
	return kept;
}
/** One entry for all that was left out of a file for the same reason. */
function gathered(file, left) {
	return [...new Set(left.map(({ why }) => why))].map((why) => {
		const [first, ...others] = left.filter((one) => one.why === why);
		if (first !== void 0 && others.length === 0) return {
			file,
			lines: {
				startLine: first.startLine,
				endLine: first.endLine
			},
			why
		};
		const lines = [first, ...others].reduce((sum, one) => sum + (one === void 0 ? 0 : one.endLine - one.startLine + 1), 0);
		return {
			file,
			why: `${why} (${others.length + 1} blocks, ${lines} lines)`
		};
	});
}
/** One warning for all places where the same happened. @param lines of those places */
function warningAt(file, lines, what, remedy) {
	const [line] = lines;
	if (line === void 0) return [];
	return [{
		file,
		line,
		message: `${what} here${lines.length > 1 ? ` and in ${lines.length - 1} other places` : ""}. ${remedy}`
	}];
}

// src/manuscript/formats/markdown/front-matter.ts
/** YAML at the head of a Markdown file, or beside it: title, abstract and other parts, with the lines that they stand on, and values that the text prints. */
/** Characters. Metadata of the largest consortium papers has some tens of thousands. */
const LONGEST_YAML = 1e6;
/** Brackets that one line may open; the YAML parser calls itself for each. */
const DEEPEST_YAML = 200;
/** @returns where the YAML between the rules begins and ends, and where the text after it does; undefined where there is none */
function frontMatter(text) {
	const opener = /^\s*---[ \t]*\r?\n/.exec(text.slice(0, 1e3))?.[0];
	if (opener === void 0) return void 0;
	const closer = /^(?:---|\.\.\.)[ \t]*\r?$/gm;
	closer.lastIndex = opener.length;
	const found = closer.exec(text);
	if (found === null) return void 0;
	return {
		start: opener.length,
		end: found.index,
		after: found.index + found[0].length
	};
}
/** More are an attack on the time that reading takes. */
const MOST_LATER_BLOCKS = 20;
/** Pandoc reads YAML within a text as well, between blank lines; of two titles the later one counts. */
function laterMatter(text, from) {
	const found = [];
	const block = /(?<=\n[ \t]*\r?\n)---[ \t]*\r?\n(?=[A-Za-z_][\w-]{0,60}:(?:\s|$))/g;
	block.lastIndex = from;
	for (let opened = block.exec(text); opened !== null && found.length < MOST_LATER_BLOCKS; opened = block.exec(text)) {
		const start = block.lastIndex;
		const closer = /^(?:---|\.\.\.)[ \t]*\r?$/gm;
		closer.lastIndex = start;
		const closed = closer.exec(text);
		if (closed === null) break;
		const after = closed.index + closed[0].length;
		const yaml = text.slice(start, closed.index);
		if (yaml.length <= LONGEST_YAML && deepest(yaml) <= DEEPEST_YAML && isKeyed(yaml)) {
			found.push({
				at: opened.index,
				start,
				end: closed.index,
				after
			});
			block.lastIndex = after;
		}
	}
	return found;
}
function isKeyed(yaml) {
	const document = parseYaml(yaml);
	return document.errors.length === 0 && (0, import_dist.isMap)(document.contents);
}
/** Where title and abstract may stand, first what says it of the whole paper. */
const TITLES = [
	["title"],
	["book", "title"],
	["project", "title"],
	["website", "title"]
];
const ABSTRACTS = [
	["abstract"],
	["parts", "abstract"],
	["project", "abstract"],
	[
		"project",
		"parts",
		"abstract"
	],
	["book", "abstract"]
];
/** @param start and `end`: the YAML's place in the file */
function metadata(source, start, end) {
	const { file } = source;
	const firstLine = source.fileLineAt(start);
	const yaml = source.text.slice(start, end);
	const warn = (line, why) => ({
		title: void 0,
		abstract: void 0,
		parts: [],
		warnings: [{
			file,
			line,
			message: `the YAML cannot be read (${why}), so no title or abstract was taken from it. Mend it`,
			losesText: true
		}]
	});
	if (yaml.length > LONGEST_YAML) return warn(firstLine, `it has more than ${LONGEST_YAML} characters`);
	if (deepest(yaml) > DEEPEST_YAML) return warn(firstLine, `it nests deeper than ${DEEPEST_YAML} levels`);
	const strict = parseYaml(yaml);
	const document = strict.errors.length === 0 ? strict : parseYaml(joinQuoted(yaml));
	const [error] = document.errors;
	if (error !== void 0) return warn(source.fileLineAt(start + error.pos[0]), error.message);
	const find = (paths) => {
		for (const path of paths) {
			const node = (0, import_dist.isMap)(document.contents) ? document.getIn(path, true) : void 0;
			if ((0, import_dist.isScalar)(node) && typeof node.value === "string" && node.value.trim() !== "") return yamlText(node, yaml, start);
		}
	};
	const parts = (0, import_dist.isMap)(document.contents) ? document.get("parts", true) : void 0;
	const named = (0, import_dist.isMap)(parts) ? parts.items.flatMap((pair) => partOf(pair, yaml, start)) : [];
	return {
		title: find(TITLES),
		abstract: find(ABSTRACTS),
		parts: named,
		warnings: []
	};
}
function partOf({ key, value }, yaml, start) {
	if (!(0, import_dist.isScalar)(key) || typeof key.value !== "string" || key.value === "abstract") return [];
	const name = yamlText(key, yaml, start);
	const texts = ((0, import_dist.isSeq)(value) ? value.items : [value]).flatMap((node) => (0, import_dist.isScalar)(node) && typeof node.value === "string" ? yamlText(node, yaml, start) ?? [] : []);
	if (name === void 0 || texts.length === 0) return [];
	return [{
		name: {
			...name,
			masks: signs(key.value, /_/g, 1).map((mask) => ({
				...mask,
				replacement: BLANK
			}))
		},
		texts
	}];
}
function parseYaml(yaml) {
	return (0, import_dist.parseDocument)(yaml, {
		prettyErrors: false,
		uniqueKeys: false,
		logLevel: "silent"
	});
}
/** Pandoc takes a quoted title whose second line is not indented; the YAML standard does not.
*      title: 'Mice run
*      and rats do not'     the line feed becomes a blank, so every offset stays true */
function joinQuoted(yaml) {
	return yaml.replace(/^[\w-]+:[ \t]*(["'])(?:(?!\1|\n\S{0,40}:[ \t])[^\\]){0,5000}\1[ \t]*\r?$/gm, (value) => value.replaceAll("\n", " "));
}
function deepest(yaml) {
	let depth = 0;
	let most = 0;
	for (const { 0: sign } of yaml.matchAll(/[[{\]}]|^(?:[ \t]*[-?] ?){50,}/gm)) if (sign.length > 1) most = Math.max(most, sign.replace(/ /g, "").length + DEEPEST_YAML);
	else if (sign === "[" || sign === "{") most = Math.max(most, ++depth);
	else depth = Math.max(0, depth - 1);
	return most;
}
function yamlText(node, yaml, base) {
	if (node.range == null) return void 0;
	const [from, to] = node.range;
	switch (node.type) {
		case "BLOCK_LITERAL":
		case "BLOCK_FOLDED": {
			const start = yaml.indexOf("\n", from) + 1;
			return {
				start: base + start,
				end: base + to,
				masks: indentation(yaml.slice(start, to))
			};
		}
		case "QUOTE_SINGLE": return {
			start: base + from + 1,
			end: base + to - 1,
			masks: signs(yaml.slice(from + 1, to - 1), /'(?=')/g, 2)
		};
		case "QUOTE_DOUBLE": return {
			start: base + from + 1,
			end: base + to - 1,
			masks: signs(yaml.slice(from + 1, to - 1), /\\(?=["\\/\r\n])/g, 2)
		};
		default: return {
			start: base + from,
			end: base + to,
			masks: []
		};
	}
}
/** The first character of each escape; `width` is how far an escape reaches, so that none is taken for the beginning of the next. */
function signs(value, pattern, width) {
	const found = [];
	let next = 0;
	for (const { index } of value.matchAll(pattern)) {
		if (index < next) continue;
		found.push({
			start: index,
			end: index + 1,
			replacement: NOTHING,
			filler: "word"
		});
		next = index + width;
	}
	return found;
}
/** Four columns and more would make code of a block of YAML: its common indentation is masked. */
function indentation(value) {
	const lines = [...value.matchAll(/^[ ]*(?=\S)/gm)];
	const common = Math.min(...lines.slice(0, 1e3).map(([blanks]) => blanks.length));
	if (common < 4 || lines.length === 0) return [];
	return lines.map(({ index }) => ({
		start: index,
		end: index + common,
		replacement: NOTHING,
		filler: "word"
	}));
}
/** @param yaml the texts of the YAML, for each kind, the first that has a value counts */
function valuesOf(yaml) {
	const parsed = new Map(Object.entries(yaml).map(([kind, texts]) => [kind, texts.map(yamlData)]));
	return (kind, path) => {
		for (const data of parsed.get(kind) ?? []) {
			const value = valueIn(data, kind === "params" ? `params.${path}` : path);
			if (value !== void 0) return visible(value).replace(/\s+/g, " ").trim();
		}
	};
}
function yamlData(yaml) {
	if (yaml.length > LONGEST_YAML || deepest(yaml) > DEEPEST_YAML) return void 0;
	const document = parseYaml(yaml);
	try {
		return document.errors.length === 0 ? document.toJS({ maxAliasCount: 100 }) : void 0;
	} catch {
		return;
	}
}
/** @param path such as `version.major`; a parameter of R Markdown may be a map with its value */
function valueIn(data, path) {
	let value = data;
	for (const key of path.split(".")) {
		if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return void 0;
		value = Object.entries(value).find(([name]) => name === key)?.[1];
	}
	if (typeof value === "object" && value !== null && "value" in value) value = value.value;
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : void 0;
}

// src/manuscript/formats/markdown/parse.ts
/** The Markdown family: Manubot, Quarto, R Markdown, JOSS, MyST and plain papers, from files to blocks.
*  Invariant: what a passage says about its position is exact; what was not read is named in `leftOut` or `warnings`. */
/** Parts of one file that are included apart. */
const MOST_SLICES = 50;
/** Files taken in by each other. Real papers have two or three levels. */
const DEEPEST_INCLUSION = 20;
/** `---` and a line such as `title: A paper`. */
const OPEN_MATTER = /^\s*---[ \t]*\r?\n[A-Za-z][\w-]{0,40}:(?:\s|$)/;
/** @param parts paths of the paper's files, in reading order
*  @throws ManuscriptError where one of these, or the metadata, cannot be read. A file that is merely included and cannot be read is a warning. */
async function parseMarkdown(parts, options, textFiles) {
	const reader = new DocumentReader(options, textFiles);
	if (options.metadata !== void 0) await reader.metadata(options.metadata);
	for (const part of parts) await reader.part(part);
	return reader.document();
}
var DocumentReader = class {
	#options;
	#textFiles;
	#files = /* @__PURE__ */ new Set();
	/** Files that were included, with the lines that were asked for. */
	#included = /* @__PURE__ */ new Map();
	#abstract = [];
	#body = [];
	/** Of MyST's front matter: parts that stand at the end of the page. */
	#parts = [];
	#findings = {
		leftOut: [],
		warnings: [],
		hidden: []
	};
	#title;
	#dialect;
	constructor(options, textFiles) {
		this.#options = options;
		this.#textFiles = textFiles;
		this.#dialect = {
			format: options.format,
			values: () => void 0
		};
	}
	document() {
		const body = [...this.#body, ...this.#parts];
		return {
			files: [...this.#files],
			title: this.#title,
			abstract: this.#abstract,
			body,
			...this.#findings
		};
	}
	async metadata(file) {
		const source = await this.#open(file);
		await this.#take(source, metadata(source, 0, source.text.length));
	}
	/** A part that an earlier one included was read there. */
	async part(file) {
		if (this.#files.has(file)) return;
		const source = await this.#open(file);
		const { format } = this.#options;
		if (/\.ipynb$/i.test(file)) {
			await this.#notebook(source);
			return;
		}
		this.#dialect = {
			format,
			values: await this.#values(source)
		};
		await this.#read(source, [file]);
	}
	/** Each cell is read alone. */
	async #notebook(source) {
		const { format } = this.#options;
		const { cells, leftOut, hidden } = readNotebook(source, format === "myst" || format === "quarto" ? format : "none");
		addAll(this.#findings.leftOut, leftOut);
		addAll(this.#findings.hidden, hidden);
		const [first] = cells;
		if (first !== void 0) this.#dialect = {
			format,
			values: await this.#values(first)
		};
		for (const cell of cells) await this.#read(cell, [source.file]);
	}
	/** What the part's head and the project's settings say. */
	async #values({ file, text }) {
		const { format, metadata: beside } = this.#options;
		const yamlOf = async (path) => this.#textFiles.paths.has(path) ? (await this.#textFiles.text(path)).text : "";
		if (format === "manubot") return valuesOf({ template: beside === void 0 ? [] : [await yamlOf(beside)] });
		if (format !== "quarto" && format !== "rmarkdown") return () => void 0;
		const folder = projectFolderOf(file, this.#textFiles.paths);
		const within = folder === "" ? "" : `${folder}/`;
		const matter = frontMatter(text);
		const head = matter === void 0 ? "" : text.slice(matter.start, matter.end);
		return valuesOf({
			var: [await yamlOf(`${within}_variables.yml`)],
			meta: [head, await yamlOf(`${within}_quarto.yml`)],
			params: [head]
		});
	}
	async #open(file) {
		const { text, hidden, warnings } = await this.#textFiles.text(file);
		this.#files.add(file);
		addAll(this.#findings.hidden, hidden);
		addAll(this.#findings.warnings, warnings);
		return new SourceFile(file, text);
	}
	/** @param trail the files by which this one was reached, itself last  @param options which lines are wanted; all where there are none */
	async #read(source, trail, options) {
		for (const range of includedRanges(source.text, options)) await this.#readRange(source, range, trail);
	}
	async #readRange(source, { start, end }, trail) {
		const isHead = start === 0 && source.mayHaveHead;
		const matter = isHead ? frontMatter(source.text) : void 0;
		if (matter !== void 0) await this.#take(source, metadata(source, matter.start, matter.end));
		else if (isHead && OPEN_MATTER.test(source.text.slice(0, 1e3))) this.#findings.warnings.push({
			file: source.file,
			line: 1,
			message: "the YAML at the head is never closed, so it was read as text. Close it with ---"
		});
		const base = matter?.after ?? start;
		const later = this.#options.format === "myst" ? [] : laterMatter(source.text.slice(0, end), base);
		for (const block of later) await this.#take(source, metadata(source, block.start, block.end), true);
		const masks = later.map(({ at, after }) => ({
			start: at - base,
			end: after - base,
			replacement: NOTHING,
			filler: "blank"
		}));
		const fragment = {
			source,
			base
		};
		const parsed = readFragment(fragment, Math.max(base, end), this.#dialect, masks);
		this.#addFindings(parsed);
		await this.#addBlocks(parsed, fragment, trail);
	}
	/** Blocks in the order of the file, the text of included files where they are included. */
	async #addBlocks({ blocks, inclusions, parts }, fragment, trail) {
		let next = 0;
		const upTo = (offset) => {
			for (let placed = blocks[next]; placed !== void 0 && placed.start < offset; placed = blocks[++next]) {
				const { start, block } = placed;
				if (parts.findLast((one) => one.start <= start)?.part === "abstract") this.#abstract.push(block.passage);
				else this.#body.push(block);
			}
		};
		for (const inclusion of inclusions) {
			upTo(inclusion.start);
			await this.#include(inclusion, fragment, trail);
		}
		upTo(Number.POSITIVE_INFINITY);
		checkPassageCount(this.#abstract.length + this.#body.length, fragment.source.file);
	}
	async #include({ start, path, options }, { source, base }, trail) {
		const { file } = source;
		const line = source.fileLineAt(base + start);
		const warn = (fault, remedy, loss = { losesText: true }) => this.#findings.warnings.push({
			file,
			line,
			message: `${path} ${fault}, so the rest was read without it. ${remedy}`,
			...loss
		});
		const { paths } = this.#textFiles;
		const top = trail[0] ?? file;
		const place = {
			format: this.#options.format,
			top,
			file,
			projectFolder: projectFolderOf(top, paths)
		};
		const candidates = includeCandidates(path, place);
		const found = candidates.find((one) => paths.has(one));
		if (candidates.length === 0) warn("lies outside the manuscript's tree", "Move it into the tree, or paste its text");
		else if (found === void 0) warn("is included here and does not exist", "Add the file, or mend the path");
		else if (trail.includes(found)) warn("includes itself", "Remove one of the inclusions", {});
		else if (this.#isRead(found, options)) warn("was read already", "Include it once", {});
		else if (trail.length > DEEPEST_INCLUSION) warn(`is included more than ${DEEPEST_INCLUSION} levels deep`, "Include it from a file nearer to the root");
		else await this.#readIncluded(found, options, trail, warn);
	}
	/** Different lines of one file may be included one after the other. */
	#isRead(file, options) {
		const lines = JSON.stringify([...options ?? []]);
		const known = this.#included.get(file) ?? /* @__PURE__ */ new Set();
		if (known.has(lines) || known.size >= MOST_SLICES || this.#files.has(file) && (options?.size ?? 0) === 0) return true;
		this.#included.set(file, known.add(lines));
		return false;
	}
	async #readIncluded(found, options, trail, warn) {
		if (!/\.(?:[qr]?md|rmarkdown|markdown|txt)$/i.test(found)) return warn("is no Markdown file", "Include text only");
		let opened;
		try {
			opened = await this.#open(found);
		} catch (error) {
			if (!(error instanceof ManuscriptError)) throw error;
			return warn(`cannot be read (${error.message})`, "Mend the file");
		}
		await this.#read(opened, [...trail, found], options);
	}
	/** The first title and abstract that are found are the paper's, a later file's title is the heading of its part.
	*  @param isLater whether an earlier block of the same file may have named them: then these count */
	async #take(source, { title, abstract, parts, warnings }, isLater = false) {
		this.#findings.warnings.push(...warnings);
		const [named] = title === void 0 ? [] : this.#yaml(source, title);
		if (named !== void 0) {
			const passage = {
				...named.passage,
				kind: "heading"
			};
			if (this.#title === void 0 || isLater && this.#title.file === source.file) this.#title = passage;
			else this.#body.push({
				kind: "heading",
				level: 1,
				passage
			});
		}
		if (abstract !== void 0 && (this.#abstract.length === 0 || isLater && this.#abstract[0]?.file === source.file)) {
			this.#abstract.length = 0;
			addAll(this.#abstract, (await this.#part(source, abstract)).map(({ passage }) => passage));
		}
		if (this.#options.format !== "myst") return;
		for (const { name, texts } of parts) {
			for (const { passage } of this.#yaml(source, name)) this.#parts.push({
				kind: "heading",
				level: 1,
				passage: {
					...passage,
					kind: "heading"
				}
			});
			for (const text of texts) addAll(this.#parts, await this.#part(source, text));
		}
	}
	/** The text of a part, or of the file that it names, as MyST allows it. */
	async #part(source, text) {
		const path = source.text.slice(text.start, text.end).trim();
		const named = this.#options.format === "myst" && /^[\w./-]{1,200}\.(?:md|txt)$/.test(path) ? resolveBelow(folderOf(source.file), path) : void 0;
		if (named === void 0 || !this.#textFiles.paths.has(named)) return this.#yaml(source, text);
		const part = await this.#open(named);
		const base = frontMatter(part.text)?.after ?? 0;
		const parsed = readFragment({
			source: part,
			base
		}, part.text.length, this.#dialect);
		this.#addFindings(parsed);
		return parsed.blocks.map(({ block }) => block);
	}
	#yaml(source, { start, end, masks }) {
		const parsed = readFragment({
			source,
			base: start
		}, end, this.#dialect, masks);
		this.#addFindings(parsed);
		return parsed.blocks.map(({ block }) => block);
	}
	#addFindings({ leftOut, warnings, hidden }) {
		addAll(this.#findings.leftOut, leftOut);
		addAll(this.#findings.warnings, warnings);
		addAll(this.#findings.hidden, hidden);
	}
};
/** Not by `push(...found)`, which fails for more items than the stack holds. */
function addAll(list, found) {
	for (const item of found) list.push(item);
}

// src/manuscript/read.ts
/** Reads the manuscript of a tree: finds it, parses it, puts it together. Fails towards an error: a tree without a readable paper, or a paper without
*  words, is never an empty manuscript. */
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
	if (words < LEAST_WORDS) throw emptyManuscript(found.root, words);
	return manuscript;
}
/** @returns all papers of a tree, in the order of their paths; at least one   @throws ManuscriptError */
async function findManuscripts(files) {
	return discoverAll(await textFilesOf(files));
}
function parse({ format, root, parts, metadata }, sources) {
	if (format === "latex") return parseLatex(root, sources);
	if (format === "jats") return parseJats(root, sources);
	return parseMarkdown(parts, {
		format: format === "notebook" ? "markdown" : format,
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
/** A text of fewer is a stub, whoever named it. */
const LEAST_WORDS = 5;
/** Besides title and headings. */
function wordsOf({ abstract, sections }) {
	return [...abstract, ...sections.flatMap(({ passages }) => passages)].reduce((sum, { kind, text }) => kind === "heading" ? sum : sum + countWords(text), 0);
}
function emptyManuscript(root, words) {
	return new ManuscriptError({
		code: "manuscript-empty",
		at: root,
		fault: words === 0 ? "it holds no text besides its title and headings" : `it holds ${counted(words, "word")}, which is no paper`,
		remedy: "Write it first, or name another file with --manuscript"
	});
}

// src/manuscript/sentences.ts
/** The sentences of scholarly prose, each with the place where it stands. Unicode's own rules find the boundaries, on a copy of the same length in which
*  placeholders and math look like what they stand for; then what an abbreviation has torn apart is put together again.
*  Fails towards long sentences: a sentence too long is compared by its words, half a sentence has lost its meaning. */
let segmenter;
/** Made when the first text comes: it takes longer than most modules take to load. */
function segments(text) {
	segmenter ??= new Intl.Segmenter("en", { granularity: "sentence" });
	return segmenter.segment(text);
}
/** What never ends a sentence although a full stop follows: what it abbreviates stands before something. */
const BEFORE_MORE = /(?:^|[\s([–—-])(?:figs?|eqs?|eqns?|refs?|tabs?|secs?|sects?|chaps?|apps?|suppl?|nos?|vols?|pp?|ed|eds|al|e\.\s?g|i\.\s?e|cf|vs|viz|approx|ca|resp|incl|dr|prof|mr|mrs|ms|st|sp|spp|ssp|subsp|var|str|strain|ver|v|gen|nov|dept|univ|inc|ltd|co|[A-Z]|[A-Z]\.\s?[A-Z])\.[\s)]*$/iu;
/** These end a sentence as often as not: only a capital letter that begins a word tells. */
const PERHAPS_LAST = /\b(?:al|inc|ltd|co|sp|spp|var|nos?|st|str|strain|ver|ed|p|pp|v|gen|nov)\.[\s)]*$/u;
const BEGINS_WITH_A_WORD = /^["“'‘([]*(?:[A-Z]\p{Ll}|(?:We|In|At|To|It|As|If|On|By|An?|I)\b)/u;
/** A single letter is an initial or a genus, unless a word follows that no name begins with: "S. Typhimurium", "vitamin C. We". */
const LETTER_LAST = /\b[A-Z]\.[\s)]*$/;
const BEGINS_NO_NAME = /^["“'‘([]*(?:We|The|This|These|Those|That|There|Then|In|It|Its|At|To|As|If|On|By|For|From|An?|Our|However|Here|When|While|With|All|Both|Each|Although|Because|Thus|Therefore|Moreover|Finally|But|And)\b/;
/** @returns in reading order; every character of the text but blanks is in exactly one. One for a heading or a table, whose full stops end nothing. */
function sentencesOf(passage) {
	if (passage.kind === "heading" || passage.kind === "table") return sentenceAt(passage, 0, passage.text.length);
	return spansOf(passage.text).flatMap(([from, to]) => sentenceAt(passage, from, to));
}
/** The sentences of a text that is no passage, such as a concern. */
function sentenceTextsOf(text) {
	return spansOf(text).flatMap(([from, to]) => text.slice(from, to).trim() || []);
}
function spansOf(text) {
	const found = [];
	let start = 0;
	for (const { index, segment } of segments(masked(text))) {
		const end = index + segment.length;
		if (end < text.length && isTorn(text.slice(start, end), text.slice(end))) continue;
		found.push([start, end]);
		start = end;
	}
	return [...found, [start, text.length]];
}
/** Title, abstract and all sections. */
function passagesOf({ title, abstract, sections }) {
	return [
		...title === void 0 ? [] : [title],
		...abstract,
		...sections.flatMap(({ passages }) => passages)
	];
}
/** The sentences of each passage, in reading order. */
function sentencesByPassage(text) {
	return new Map(passagesOf(text).map((passage) => [passage, sentencesOf(passage)]));
}
function countSentences(text) {
	return passagesOf(text).reduce((sum, passage) => sum + sentencesOf(passage).length, 0);
}
/** None where there are only blanks. */
function sentenceAt(passage, from, to) {
	const raw = passage.text.slice(from, to);
	const text = raw.trim();
	if (text === "") return [];
	const start = from + raw.indexOf(text);
	const end = start + text.length;
	const [startLine, endLine] = [lineAt$1(passage.lines, start), lineAt$1(passage.lines, end - 1)];
	return [{
		passage,
		file: passage.file,
		startLine,
		endLine,
		start,
		end,
		text
	}];
}
/** As long as `text`. A number or formula begins a sentence as a capital does; a citation behind the full stop belongs before the boundary, as a closing
*  bracket does:
*      in mice.[cite] We then
*              )))))) */
function masked(text) {
	return text.replace(/\[(?:value|ref)\]|\$+[^$]+\$+/g, (found) => {
		const inside = found.replace(/\.\s*\$+$/, "");
		const end = found.slice(inside.length);
		return "X".repeat(inside.length) + (end === "" ? "" : `.${")".repeat(end.length - 1)}`);
	}).replace(/([.!?])( ?)((?:\[cite\][ ,]?)+)(?= ?\p{Lu}|$)/gu, (_, stop, blank, cites) => stop + ")".repeat(blank.length) + closing(cites)).replaceAll("[cite]", "(XXXX)");
}
function closing(cites) {
	return cites.endsWith(" ") ? `${")".repeat(cites.length - 1)} ` : ")".repeat(cites.length);
}
function isTorn(before, after) {
	if (!BEFORE_MORE.test(before)) return /^\s*[,;:)\]]/.test(after);
	const next = after.trimStart();
	return !(LETTER_LAST.test(before) ? BEGINS_NO_NAME.test(next) : PERHAPS_LAST.test(before) && BEGINS_WITH_A_WORD.test(next));
}

export { isSkippedFolder as _, sentencesOf as a, FORMATS as c, byCodeUnit as d, extensionOf as f, isPlainPath as g, isInSkippedFolder as h, sentencesByPassage as i, PASSAGE_KINDS as l, isBelow$1 as m, passagesOf as n, findManuscripts as o, folderOf as p, sentenceTextsOf as r, readManuscript as s, countSentences as t, MAX_FILES as u, notInTree as v, treeTooLarge as y };