import { c as ManuscriptError, m as UserError, n as charactersOf } from "./shared~errors.js";
import { t as require_dist } from "./yaml.js";
import { a as parseYaml$1, r as fileAndLine } from "./shared~data-file.js";
import { n as counted } from "./shared~text.js";
import { a as fromMarkdown, i as gfmFootnoteFromMarkdown, n as gfmFootnote, r as gfmTableFromMarkdown, t as gfmTable } from "./markdown-parser~bioreview~action.js";
import { t as parseMinimal } from "./latex-parser~bioreview~action.js";
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
	"latex"
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
	const { title, body } = separateTitle(parsed, format !== "latex");
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
*  @param mayBeHeading false for LaTeX, where headings never are titles */
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
/** Code within a line. The parser takes it for its own kind of node, and ends `{a{b}c}` at the first brace: it gets letters under another name instead. */
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
/** Names that begin like a conditional and are none: they have no \fi. */
const NO_CONDITIONAL = /^(?:iff|ifthenelse|ifblank|ifstrempty|IfFileExists|ifdefined|ifnumcomp)$/;
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
	} else if (isFalse(token, text)) {
		const end = endOfFalse(tokens);
		if (end === void 0) notes.push({
			kind: "unclosed iffalse",
			at: token.at
		});
		else ranges.push({
			at: token.at,
			end
		});
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
function isFalse(token, text) {
	if (token.kind !== "macro") return false;
	return token.name === "iffalse" || token.name === "if" && /^\s*0\s/.test(text.slice(token.end, token.end + 10));
}
/** The end of the \fi or \else that belongs to an \iffalse just read; undefined where there is none. Reads on in `tokens`. */
function endOfFalse(tokens) {
	let inner = 0;
	for (let next = tokens.next(); next.done !== true; next = tokens.next()) {
		const token = next.value;
		if (token.kind !== "macro") continue;
		if (/^if[a-zA-Z@]*$/.test(token.name) && !NO_CONDITIONAL.test(token.name)) inner++;
		else if (token.name === "fi" && inner-- === 0) return token.end;
		else if (token.name === "else" && inner === 0) return token.end;
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
		const { text } = await files.text(file);
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
function choose(candidates, leftOut, scope) {
	const ranked = [...candidates].sort((a, b) => b.score - a.score);
	const papers = ranked.filter(({ score, template }) => score >= 30 && template === void 0);
	const [best, second] = papers;
	if (best === void 0) {
		const template = ranked.find((candidate) => candidate.template !== void 0);
		if (template?.template !== void 0) throw unfilled(template.root, template.template);
		throw notFound(ranked, leftOut, scope);
	}
	if (second !== void 0 && best.score - second.score < 8) throw ambiguous(papers.filter(({ score }) => best.score - score < 8));
	const others = ranked.filter((candidate) => candidate !== best);
	const versions = others.filter((other) => other.score >= 30 && other.template === void 0 && haveOneTitle(other, best));
	return {
		chosen: best,
		others: others.map((other) => ({
			file: other.root,
			why: whyNot(other, best)
		})),
		versions: versions.map(({ root }) => root)
	};
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
		remedy: `Name the one to review, such as --manuscript ${roots[0] ?? ""}`
	});
}
function notFound(ranked, leftOut, { folder, paths }) {
	const seen = [
		...ranked.map(({ root, outline }) => `${root} (${lacks(outline)})`),
		...leftOut.map(({ file, why }) => `${file} (${why})`),
		...paths.filter((path) => /^(?:docx?|pdf|typ|ipynb|rst|odt|rnw)$/.test(extensionOf(path))).map((path) => `${path} (.${extensionOf(path)} files are not read)`)
	];
	const more = seen.length > NAMED$1 ? ` and ${seen.length - NAMED$1} more` : "";
	const what = seen.length === 0 ? `it holds ${paths.length} files, and no Markdown or LaTeX` : `seen: ${seen.slice(0, NAMED$1).join(", ")}${more}`;
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
	latex: 3
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
		const why = reasons.get(file) ?? exclusionReason(pathInScope(scope, file)) ?? otherwise(file, chosen);
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
function otherwise(file, { project }) {
	if (/^(?:typ|ipynb|docx|rnw)$/.test(extensionOf(file))) return `.${extensionOf(file)} files are not read`;
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
	const spaced = text.match(/(?<![\\\p{L}])\p{L}{2,}/gu)?.length ?? 0;
	const signs = text.match(UNSPACED)?.length ?? 0;
	return {
		words: spaced + Math.round(signs / SIGNS_A_WORD),
		filler: text.match(FILLER)?.length ?? 0
	};
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
	return parseYaml$1(text, refuse).value;
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
		const { parts, leftOut, warnings } = resolveParts(scope, project, files);
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
		else if (isMarkdown(path)) parts.add(path);
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
	const index = resolveBelow(folderOf(project), "index.qmd") ?? "";
	if (type === "manuscript" && paths.includes(index)) return {
		files: ["index.qmd"],
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
	const [only, ...others] = rendered.filter((name) => isMarkdown(name) && !/[*!]/.test(name));
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
	throw new ManuscriptError({
		code: "manuscript-format",
		at: path,
		fault: extensionOf(path) === "" ? "its format is unknown" : `.${extensionOf(path)} files are not read`,
		remedy: howToConvert(path) ?? `Name ${READABLE}`
	});
}
const READABLE = "a Markdown (.md, .qmd, .Rmd) or LaTeX (.tex) file, or the folder of a Manubot, Quarto, bookdown or MyST project";
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
	"xml",
	"jats",
	"ipynb",
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
async function discoverIn(scope) {
	const projects = await findProjects(scope);
	const taken = new Set(projects.flatMap(({ parts, leftOut }) => [...parts, ...leftOut.map(({ file }) => file)]));
	const singles = await findSingleFiles(scope, taken);
	const candidates = await Promise.all([...projects, ...singles.found].map((found) => scored(scope, found)));
	const { kept, leftOut } = withoutDuplicates(candidates);
	const considered = [...leftOut, ...singles.leftOut];
	const { chosen, others, versions } = choose(kept, considered, scope);
	const found = discovery(scope, chosen, [...considered, ...others]);
	const twins = leftOut.filter(({ why }) => why === sameAs(chosen.root)).map(({ file }) => file);
	return {
		...found,
		warnings: [...found.warnings, ...[...versions, ...twins].map((file) => anotherVersion(file, chosen.root))]
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
	const firstLook = found.format === "latex" ? outlineOfLatex(text) : outlineOfMarkdown(text);
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
/** The text of a candidate with all that it includes. */
async function textOf$1({ files }, { format, root, parts }) {
	if (format !== "latex") return expandedText(parts, format, files);
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

// src/manuscript/files/hidden-characters.ts
/** Characters that no reader can see. They never reach a model, and people are told where they stand.
*  Measured: none in 154 files of real manuscripts, so what is found is worth a word. What honest text needs (no-break and thin spaces, emoji
*  sequences, flags, joiners of scripts that join) is not found. */
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
	`(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`
];
/** Honest sequences are tried first, so that a match with a technique's group is one character that hides. */
const SEQUENCES = new RegExp([...HONEST, ...TECHNIQUES.map((name) => `([${charactersOf(name)}])`)].join("|"), "gu");
const MAY_HIDE = new RegExp(`[${charactersOf(...TECHNIQUES)}]`, "u");
/** What a reader sees of a text: all but its invisible characters. */
function visible(text) {
	if (!MAY_HIDE.test(text)) return text;
	return text.replace(SEQUENCES, (sequence, ...groups) => techniqueOf(groups) === void 0 ? sequence : "");
}
/** One finding for each line and technique, in the order of the file.
*  @param text of a whole file; lines end with a line feed */
function findInvisible(file, text) {
	if (!MAY_HIDE.test(text)) return [];
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

// src/manuscript/files/text-files.ts
/** Reads a tree's files as text, once each. Invariant: a file above the limit, or that brings the tree above its own, is refused by its listed size, before any
*  of it is in memory. Bytes are UTF-8 unless a mark or the bytes say otherwise: a warning where that had to be guessed, an error where there is no text. */
/** Bytes. The longest text file of six real manuscripts, in all their revisions, has 70 kB, a book of 300,000 words about 2 MB; what is
*  larger is data, or an attack: up to here the worst text that we could write is read in seconds. */
const MAX_SOURCE_BYTES = 2e6;
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
		if (size > MAX_SOURCE_BYTES) throw tooLarge(path, size);
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
	if (bytes.length > MAX_SOURCE_BYTES) throw tooLarge(file, bytes.length);
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
		fault: `it has ${megabytes(size)}, more than the ${megabytes(MAX_SOURCE_BYTES)} that a file of a manuscript may have`,
		remedy: "Move data and embedded images out of the text, split it, or name another file with --manuscript"
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

// src/manuscript/formats/latex/arguments.ts
/** `som` as a signature. */
function signature(args) {
	return [...args].filter((letter) => "soOmgfk".includes(letter));
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
		case "k": return word(nodes, at, /^(?:direct|page)/);
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
/** Our own small tree of a LaTeX file, made from the parser's. Invariant: every node says exactly which characters of the file it is;
*  comments are gone, and with them nothing else. */
/** @param text a chunk of a file; @param offset where it begins in the file
*  @returns the nodes, and where one had a shape that is not known here: its source stands for it
*  @throws whatever the parser throws, such as a stack overflow */
function parseNodes(text, offset) {
	const converter = new Converter(text, offset);
	return {
		nodes: converter.all(parseMinimal(text).content),
		unknown: converter.unknown
	};
}
var Converter = class {
	#text;
	#offset;
	unknown = [];
	constructor(text, offset) {
		this.#text = text;
		this.#offset = offset;
	}
	all(nodes) {
		const out = [];
		for (const node of nodes) {
			const made = this.#one(node);
			const last = out.at(-1);
			if (made?.kind === "text" && last?.kind === "text" && last.end === made.at) out[out.length - 1] = {
				kind: "text",
				text: last.text + made.text,
				at: last.at,
				end: made.end
			};
			else if (made !== void 0) out.push(made);
		}
		return out;
	}
	#one(node) {
		const from = node.position?.start.offset ?? 0;
		const to = node.position?.end.offset ?? from;
		const where = {
			at: from + this.#offset,
			end: to + this.#offset
		};
		switch (node.type) {
			case "string": return node.position === void 0 || /^[{}$]$/.test(node.content) ? void 0 : {
				kind: "text",
				text: node.content,
				...where
			};
			case "whitespace": return {
				kind: "blank",
				...where
			};
			case "parbreak": return {
				kind: "paragraph end",
				...where
			};
			case "comment": return node.sameline === true && node.leadingWhitespace !== true ? void 0 : {
				kind: "blank",
				...where
			};
			case "macro": return {
				kind: "macro",
				name: node.content,
				...where
			};
			case "group": return {
				kind: "group",
				children: this.#children(node.content, from, to),
				...where
			};
			case "verb": return {
				kind: "verb",
				text: node.content,
				...where
			};
			case "verbatim": return {
				kind: "environment",
				name: node.env,
				children: [],
				...where
			};
			case "inlinemath":
			case "displaymath":
			case "mathenv": return this.#math(node, from, to);
			case "environment": return {
				kind: "environment",
				name: this.#environmentName(from, to).name,
				children: this.all(node.content),
				...where
			};
			case "root": return {
				kind: "group",
				children: this.all(node.content),
				...where
			};
			default: return {
				kind: "group",
				children: this.#source(from, to),
				...where
			};
		}
	}
	/** @param content by the parser's types nodes, but of some macros for code a single one */
	#children(content, from, to) {
		return isNodes(content) ? this.all(content) : this.#source(from + 1, Math.max(from + 1, to - 1));
	}
	#source(from, to) {
		this.unknown.push(from + this.#offset);
		return [{
			kind: "verb",
			text: this.#text.slice(from, to),
			at: from + this.#offset,
			end: to + this.#offset
		}];
	}
	#math({ type, content }, from, to) {
		const isEnvironment = type === "mathenv";
		const marks = this.#text.startsWith("$", from) && type === "inlinemath" ? 1 : 2;
		const bodyFrom = from + (isEnvironment ? this.#environmentName(from, to).length : marks);
		const bodyTo = isEnvironment ? this.#text.lastIndexOf("\\end", to) : to - marks;
		return {
			kind: "math",
			display: type !== "inlinemath",
			body: this.#text.slice(bodyFrom, Math.max(bodyFrom, bodyTo)),
			at: from + this.#offset,
			end: to + this.#offset,
			bodyAt: bodyFrom + this.#offset,
			children: this.all(content)
		};
	}
	#environmentName(from, to) {
		const found = /^\\begin\s*\{([^{}]*)\}/.exec(this.#text.slice(from, Math.min(to, from + 200)));
		return {
			name: found?.[1]?.trim() ?? "",
			length: found?.[0].length ?? 0
		};
	}
};
function isNodes(content) {
	return Array.isArray(content);
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
		if (this.#own.has(plain)) return this.#own.get(plain);
		return NAMED[plain] ?? NAMED[plain.toLowerCase()];
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
	background: WHITE,
	hiddenBy: void 0
};
/** How text is hidden here; undefined where it can be seen. */
function hidingTechnique$1({ textColour, background, hiddenBy }) {
	if (hiddenBy !== void 0) return hiddenBy;
	if (!isIndistinguishable(textColour, background)) return void 0;
	return isIndistinguishable(textColour, WHITE) ? "white text" : "text in the colour of its background";
}
/** Points. Below this a page must be magnified to be read; \tiny is 5 or more in every standard class. */
const SMALLEST_FONT = 5;
/** Factor. \scalebox below this makes 10 points smaller than the smallest font. */
const SMALLEST_SCALE = .3;
/** Points; 15 cm. A move this far leaves an A4 or letter page from anywhere on it. */
const OFF_PAGE = 427;
/** Opacity below which text is not seen. */
const LEAST_OPACITY = .1;
/** Letters. Less in a \phantom or \rlap is alignment, such as a phantom digit in a table. */
const LEAST_LETTERS = 4;
function hasWords$1(text) {
	return (text.match(/\p{L}/gu)?.length ?? 0) >= LEAST_LETTERS;
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
function visibilityChange({ role }, args, visibility, palette) {
	const literal = (index) => literalText(args[index]);
	const read = (index) => args[index] ?? [];
	const unchanged = {
		visibility,
		read: []
	};
	const hidden = (technique) => ({
		...visibility,
		hiddenBy: visibility.hiddenBy ?? technique
	});
	const hiddenIf = (technique, when) => when ? hidden(technique) : visibility;
	const seenAgain = { visibility: {
		...visibility,
		hiddenBy: void 0
	} };
	switch (role) {
		case "text colour": return { visibility: {
			...visibility,
			textColour: colourOf(args, palette)
		} };
		case "coloured text": return {
			visibility: {
				...visibility,
				textColour: colourOf(args, palette)
			},
			read: read(2)
		};
		case "colour box": return {
			visibility: {
				...visibility,
				background: colourOf(args, palette)
			},
			read: read(2)
		};
		case "font size": return { visibility: hiddenIf("tiny font", isBelow(points(literal(0)), SMALLEST_FONT)) };
		case "scaled": return {
			visibility: hiddenIf("tiny font", isBelow(Number(literal(0)), SMALLEST_SCALE)),
			read: read(2)
		};
		case "resized": return {
			visibility: hiddenIf("tiny font", [1, 2].some((side) => isBelow(points(literal(side)), SMALLEST_FONT))),
			read: read(3)
		};
		case "phantom": return hasWords$1(visibleText(args[0])) ? {
			visibility: hidden("phantom text"),
			read: read(0)
		} : unchanged;
		case "overlap": return {
			visibility: hiddenIf("text of no width", hasWords$1(visibleText(args[0]))),
			read: read(0)
		};
		case "box of given width": return {
			visibility: hiddenIf("text of no width", isBelow(points(literal(0)), 1) && hasWords$1(visibleText(args[2]))),
			read: read(2)
		};
		case "horizontal space": return isOffPage(points(literal(1))) ? { visibility: {
			...hidden(OFF_THE_PAGE),
			untilParagraphEnd: true
		} } : unchanged;
		case "vertical space": {
			const length = points(literal(1));
			if (length === void 0 || !isOffPage(length)) return unchanged;
			if (length < 0) return { visibility: hidden(OFF_THE_PAGE) };
			return visibility.hiddenBy === OFF_THE_PAGE ? seenAgain : unchanged;
		}
		case "raised": return {
			visibility: hiddenIf(OFF_THE_PAGE, isOffPage(points(literal(0)))),
			read: read(3)
		};
		case "opacity": return { visibility: hiddenIf("transparent text", isBelow(Number(literal(0)), LEAST_OPACITY)) };
		case "transparent text": return {
			visibility: hiddenIf("transparent text", isBelow(Number(literal(0)), LEAST_OPACITY)),
			read: read(1)
		};
		case "render mode": {
			const mode = /\b([0-7])\s+Tr\b/.exec(literal(1))?.[1];
			if (mode === "3") return { visibility: hidden(INVISIBLE) };
			return mode !== void 0 && visibility.hiddenBy === INVISIBLE ? seenAgain : unchanged;
		}
		case "tooltip": return {
			visibility,
			read: read(0)
		};
		default: return;
	}
}
/** @param args colour model, if one is given, and colour, then whatever the macro takes besides */
function colourOf([model, name], palette) {
	return palette.colour(literalText(name), model === void 0 ? void 0 : literalText(model));
}
function isBelow(value, least) {
	return value !== void 0 && Math.abs(value) < least;
}
function isOffPage(length) {
	return length !== void 0 && Math.abs(length) >= OFF_PAGE;
}

// src/manuscript/formats/latex/inline.ts
function readText({ text, at, end }, flow) {
	let from = at;
	const ofFile = end - at === text.length;
	for (const part of text.split(/([&~]+)/)) {
		const to = ofFile ? from + part.length : end;
		if (/^[&~]+$/.test(part)) flow.addBlank();
		else if (part !== "") flow.addText(withLigatures(part), from, to);
		if (ofFile) from = to;
	}
}
function readMath(node, { paper, flow }) {
	const { body, hidden } = visibleMath(node, paper.palette);
	const { file } = flow.source;
	for (const { at, technique, text } of hidden) paper.hidden.push({
		file,
		line: flow.source.lineAt(at),
		technique,
		characters: text.length
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
			flow.addBlank();
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
const PRINTS_NOTHING = /\\(?:label|tag)\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle|limits)(?![a-zA-Z])/g;
const COMMENT = /(?<!\\)%[^\n]*/g;
/** `\mbox{if $x$}` in display math: the model's text sets math off by one pair of dollars. */
const INNER_DOLLAR = /(?<!\\)\$/g;
/** Math as the model gets it: its source, without what prints nothing and without what nobody can see.
*  Invariant: as long as the body it was given, so that every character keeps its line. */
function visibleMath(math, palette) {
	const hidden = /\\(?:h?phantom|(?:text)?color)/.test(math.body) ? [...hiddenMath(math.children, palette)] : [];
	let body = math.body.replace(COMMENT, blanks).replace(PRINTS_NOTHING, blanks).replace(INNER_DOLLAR, " ");
	for (const { at, end } of hidden) {
		const from = at - math.bodyAt;
		if (from >= 0) body = body.slice(0, from) + blanks(body.slice(from, end - math.bodyAt)) + body.slice(end - math.bodyAt);
	}
	return {
		body,
		hidden
	};
}
function blanks(part) {
	return part.replace(/[^\n]/g, " ");
}
function* hiddenMath(children, palette) {
	const nodes = [...children];
	for (let index = 0; index < nodes.length; index++) {
		const node = nodes[index];
		if (node?.kind === "group") yield* hiddenMath(node.children, palette);
		if (node?.kind !== "macro") continue;
		const end = (next) => nodes[next - 1]?.end ?? node.end;
		if (/^h?phantom$/.test(node.name)) {
			const { args, next } = readArguments(nodes, index + 1, ["m"]);
			if (hasWords$1(literalText(args[0]))) yield {
				at: node.at,
				end: end(next),
				technique: "phantom text",
				text: literalText(args[0])
			};
		} else if (node.name === "textcolor") {
			const { args, next } = readArguments(nodes, index + 1, [
				"o",
				"m",
				"m"
			]);
			if (isWhite$1(args, palette)) yield {
				at: node.at,
				end: end(next),
				technique: "white text",
				text: literalText(args[2])
			};
		} else if (node.name === "color") {
			const { args } = readArguments(nodes, index + 1, ["o", "m"]);
			if (isWhite$1(args, palette)) {
				yield {
					at: node.at,
					end: end(nodes.length),
					technique: "white text",
					text: literalText(nodes.slice(index + 3))
				};
				return;
			}
		}
	}
}
function isWhite$1(args, palette) {
	return isIndistinguishable(colourOf(args, palette), WHITE);
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
}, "input include subfile subfileinclude InputIfFileExists loadglsentries");
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
  newenvironment renewenvironment newtheorem
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
  emph textit textbf texttt textsf textrm textsc textsl textup textmd textnormal text mbox hbox underline uline uuline
  enquote mathrm textsubscript ce ch MakeUppercase MakeLowercase uppercase lowercase fbox centerline leftline rightline
  nohyphens DIFadd DIFaddFL hl so ul quoted
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
}, "foreignlanguage hypertarget hyperlink href textlang adjustbox");
declare$1("omm", {
	role: "show",
	shown: [1]
}, "replaced");
declare$1("omm", {
	role: "show",
	shown: [2]
}, "rotatebox");
declare$1("mmm", {
	role: "show",
	shown: [2]
}, "multicolumn");
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
  slshape upshape mdseries bf it rm sf tt sc sl em tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge
  selectfont protect relax leavevmode ignorespaces unskip null break nobreak allowbreak nopagebreak goodbreak filbreak
  onecolumn twocolumn balance flushbottom raggedbottom tightlist begingroup endgroup bgroup egroup else fi phantomsection
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
  includegraphics includesvg includepdf includemedia lstinputlisting todo missingfigure comment deleted institute corrauth thanks date usepackage documentclass RequirePackage cmidrule
  captionsetup setlist authornote presentaddress externaldocument orcidlink includeonly ead tnotetext cortext fntext
  altaffiliation alsoaffiliation homepage email corresp ccsdesc authorsnames pacs firstnote secondnote
`);
declare$1("mm", { role: "drop" }, `
  setlength addtolength setcounter addtocounter corr markboth settowidth pgfplotsset SetKwComment
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
declare$1("om", { role: "coloured cells" }, "cellcolor rowcolor columncolor arrayrulecolor");
declare$1("mm", { role: "font size" }, "fontsize");
declare$1("mom", { role: "scaled" }, "scalebox");
declare$1("smmm", { role: "resized" }, "resizebox");
declare$1("m", { role: "phantom" }, "phantom hphantom vphantom");
declare$1("m", { role: "overlap" }, "rlap llap clap smash mathrlap mathllap");
declare$1("oom", { role: "box of given width" }, "makebox framebox");
declare$1("sm", { role: "horizontal space" }, "hspace hskip kern");
declare$1("sm", { role: "vertical space" }, "vspace vskip");
declare$1("moom", { role: "raised" }, "raisebox");
declare$1("m", { role: "opacity" }, "transparent");
declare$1("mm", { role: "transparent text" }, "texttransparent");
declare$1("km", { role: "render mode" }, "pdfliteral special");
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

// src/manuscript/formats/latex/structure.ts
/** What begins or ends a passage: title, abstract and headings; and what stands beside the text (footnotes, captions, tables), each a passage of its own. */
/** Reads a macro that ends or begins a passage. @returns whether it is one */
function readStructure(info, args, use, file) {
	const { flow, paper } = file;
	switch (info.role) {
		case "heading":
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
			paper.include({
				name: names.at(-1) ?? "",
				folder: names.at(-2),
				from: info.folder
			}, flow, use.at);
			return true;
		}
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
/** One passage, whatever blank lines part its rows. On coloured cells we do not know the background: all text counts as seen. */
function readTable(body, file) {
	const { flow } = file;
	const visibility = body.some((node) => node.kind === "macro" && /^(?:cell|row|column)color$/.test(node.name)) ? {
		...flow.visibility,
		background: void 0
	} : flow.visibility;
	const rows = body.filter((node) => node.kind !== "paragraph end");
	flow.aside("table", () => flow.withVisibility(visibility, () => file.walk(rows)));
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
environments("mm", "text", "adjustwidth list");
environments("o", "text", "theorem lemma proposition corollary definition remark example proof note");
environments("", "math", "equation align gather multline eqnarray displaymath math alignat flalign dmath dgroup IEEEeqnarray split empheq");
environments("", "code", "verbatim Verbatim lstlisting minted algorithm algorithmic algorithm2e pseudocode");
environments("", "picture", "tikzpicture pgfpicture picture pspicture axis circuitikz CCSXML");
environments("", "bibliography", "thebibliography references");
environments("", "acknowledgements", "acknowledgements acknowledgments acknowledgement acknowledgment acks");
environments("", "nothing", "comment filecontents keywords keyword IEEEkeywords highlights graphicalabstract tocentry");
environments("om", "biography", "IEEEbiography IEEEbiographynophoto biography");
environments("", "supplement", "suppinfo");
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
	if (!ENVIRONMENTS.has(node.name) && readOwnEnvironment(node, file)) return;
	const info = environmentInfo(node.name);
	const children = [...node.children];
	const { next } = readArguments(children, 0, info.args);
	const body = children.slice(next);
	switch (info.role) {
		case "document":
		case "abstract":
		case "list":
		case "text": {
			const leave = enterEnvironment(info, file);
			file.walk(body);
			leave();
			break;
		}
		case "float":
			file.flow.aside("paragraph", () => file.walkGroup(body));
			break;
		case "table":
			readTable(body, file);
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
		case "supplement": readStatement("Supporting Information", body, {
			at: node.at,
			end: node.at + 6
		}, file);
	}
}
/** Reads an environment that the author defined. @returns whether it is one */
function readOwnEnvironment(node, file) {
	const { definitions } = file.paper;
	const definition = definitions.environment(node.name);
	if (definition === void 0 || file.expanding >= EXPANSIONS$1) return false;
	const children = [...node.children];
	const { args, next } = readArguments(children, 0, definition.args);
	const expanded = definitions.expandEnvironment(definition, args, node);
	if (expanded === void 0) return false;
	file.expanding++;
	file.walkGroup(paired(expanded.begin, children.slice(next), expanded.end, node));
	file.expanding--;
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
/** Cuts a masked LaTeX file into chunks that the parser can take: its time and memory grow faster than its input, its stack ends
*  near 2,000 nested groups. Invariant: the chunks are the text, in order, less what is nested deeper than any author nests; a chunk
*  ends where a paragraph does and nothing is open, unless something stays open for longer than any paper keeps it so. */
/** Characters. Smaller chunks parse no faster: 70 kB take 130 ms in chunks of 500 to 2,000 and 250 ms as one. */
const ENOUGH = 1500;
/** Characters. An environment that is open for longer is cut where a paragraph ends. Most of a short paper stands in one of 19,600;
*  a chunk twice as long costs the parser, at its worst, four times as much. */
const OPEN_ENVIRONMENT = 2e4;
/** Characters. Likewise for a brace. */
const OPEN_BRACE = 2e4;
/** Characters. The bound of every chunk: one that no paragraph's end makes shorter is cut at a line's end, or at worst anywhere. More than a
*  paragraph (5,500 at most in real papers) longer than what may stay open. */
const LONGEST_CHUNK = 25e3;
/** Groups and environments within each other. Papers stay below 30; the parser overflows its stack between 1,000 and 3,000. */
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
/** As long as an opening, a macro as it is, and prints nothing: the italic correction. */
const NOTHING$1 = "\\/";
/** @param text of a chunk of a masked file */
function withoutUnclosedMath(text) {
	if (!/\\[[(]/.test(text)) return text;
	const display = [];
	const inline = [];
	for (const token of tokenizeLatex(text)) {
		if (token.kind !== "macro") continue;
		if (token.name === "[") display.push(token.at);
		else if (token.name === "(") inline.push(token.at);
		else if (token.name === "]") display.pop();
		else if (token.name === ")") inline.pop();
	}
	let out = "";
	let done = 0;
	for (const at of [...display, ...inline].sort((a, b) => a - b)) {
		out += `${text.slice(done, at)}${NOTHING$1}`;
		done = at + 2;
	}
	return out + text.slice(done);
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
/** Nodes that all expansions of a manuscript may make together; a paper's make some thousands. */
const NODES = 2e5;
/** Names that stand for each other. */
const LONGEST_CHAIN = 10;
var Definitions = class {
	#known = /* @__PURE__ */ new Map();
	#environments = /* @__PURE__ */ new Map();
	#aliases = /* @__PURE__ */ new Map();
	#nodesLeft = NODES;
	get(name) {
		return this.#known.get(name);
	}
	environment(name) {
		return this.#environments.get(name);
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
		if (/^[gex]?def$/.test(by.name)) return this.#readDef(nodes, index + 1);
		if (/Document(?:Command|Environment)$/.test(by.name)) return this.#readDocument(by.name, nodes, index + 1);
		if (/environment$/.test(by.name)) return this.#readEnvironment(nodes, index + 1);
		if (by.name === "newtheorem") return readArguments(nodes, index + 1, [
			"s",
			"m",
			"o",
			"m",
			"o"
		]).next;
		if (/^Declare(?:MathOperator|TextFontCommand)$/.test(by.name)) return readArguments(nodes, index + 1, [
			"s",
			"m",
			"m"
		]).next;
		if (by.name === "DeclarePairedDelimiter") return readArguments(nodes, index + 1, [
			"m",
			"m",
			"m"
		]).next;
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
	expandEnvironment(definition, args, { at, end }) {
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
		if (isEnvironment) this.#environments.set(literalText(name).trim(), {
			...parameters,
			end: end ?? []
		});
		else {
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
			end
		});
		return next;
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

// src/manuscript/formats/latex/flow.ts
var Flow = class {
	source;
	#sink;
	/** What the text that follows is, and how much of it can be seen. */
	kind = "paragraph";
	visibility = FULLY_VISIBLE;
	#open;
	#aside = [];
	/** Passages go here instead of to the sink while something is read aside. */
	#collecting;
	#hiddenRun;
	constructor(source, sink) {
		this.source = source;
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
			untilParagraphEnd: false
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
	#addPassage(passage) {
		if (this.#collecting === void 0) this.#sink.passage(passage);
		else this.#collecting.push(passage);
	}
	#hides(text, at) {
		const technique = hidingTechnique$1(this.visibility);
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
	constructor(source, paper) {
		this.paper = paper;
		this.#lastHeading = Math.max(source.text.lastIndexOf("\\section"), source.text.lastIndexOf("\\chapter"));
		this.flow = new Flow(source, {
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
			index = this.paper.part === "preamble" ? this.#preamble(node, nodes, index) : this.#visible(node, nodes, index);
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
				this.walkGroup(node.children);
				break;
			case "math":
				readMath(node, this);
				break;
			case "environment": readEnvironment(node, this);
		}
		return index + 1;
	}
	/** Reads a macro and its arguments. @returns the index of the first node after them, here and below */
	#macro(node, nodes, index) {
		if (node.name === "begin" || node.name === "end") return readUnpaired(node, nodes, index, this);
		const { definitions } = this.paper;
		const info = macroInfo(node.name);
		const isOwn = (info?.role === "acronym" || info?.role === "front matter") && (definitions.get(node.name) !== void 0 || definitions.meaning(node.name) !== node.name);
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
	/** `\textbf{Abstract}`, `{\large\bf Abstract.}` where a paragraph begins, in a paper that has headings after it. */
	#isAbstractHeading({ kind, at }, children) {
		if (!this.flow.isEmpty || this.paper.part !== "body" || this.paper.abstract.length > 0) return false;
		if (kind === "group" && !children.some((node) => node.kind === "macro" && /^(?:bf|bfseries|textbf)$/.test(node.name))) return false;
		return /^abstract\s*[.:]?$/i.test(wordsOf(children)) && at < this.#lastHeading;
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
		const change = visibilityChange(info, args, this.flow.visibility, this.paper.palette);
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
function wordsOf(nodes) {
	return nodes.map((node) => node.kind === "group" ? wordsOf(node.children) : visibleText([node]) || (node.kind === "blank" ? " " : "")).join("").trim();
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
	const readFile = (path, { source, chunks, hasDocument, ...found }, from) => {
		read.push(path);
		open.push(path);
		for (const part of found.leftOut) paper.leftOut.push(part);
		for (const warning of found.warnings) paper.warnings.push(warning);
		for (const hidden of found.hidden) paper.hidden.push(hidden);
		const { part } = paper;
		if (hasDocument) paper.part = "preamble";
		else if (from === void 0) paper.part = "body";
		const reader = new LatexReader(source, paper);
		if (from !== void 0) {
			reader.flow.visibility = from.visibility;
			reader.flow.kind = from.kind;
		}
		reader.read(chunks(paper.warnings));
		if (from !== void 0 && hasDocument) paper.part = part;
		open.pop();
	};
	const paper = {
		part: "preamble",
		definitions: new Definitions(),
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
	return {
		source,
		chunks: (found) => parsedChunks(shortened.text, source, found),
		hasDocument: [...tokenizeLatex(masked.text)].some((token) => token.kind === "begin" && token.name === "document"),
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
		yield* parsed({
			...chunk,
			text: withoutUnclosedMath(chunk.text)
		}, source, warnings);
	}
}
function faultOf({ fault, text, at }, source) {
	const to = source.lineAt(at + Math.max(0, text.trimEnd().length - 1));
	return fault === "too deep" ? {
		message: `more than 500 groups nested in each other up to line ${to}: what stands deeper than 100 was left out, the rest was read`,
		losesText: true
	} : { message: `no paragraph ends here for more than ${LONGEST_CHUNK.toLocaleString("en")} characters: it was read in parts, and markup across a cut may show` };
}
/** A chunk that the parser cannot take is parsed paragraph by paragraph; a paragraph that it cannot take is left out, and reported. */
function parsed({ text, at }, source, warnings) {
	try {
		const { nodes, unknown } = parseNodes(text, at);
		const [first] = unknown;
		if (first !== void 0) warnings.push({
			file: source.file,
			line: source.lineAt(first),
			message: `markup that is not known was read as it stands in the file, in ${counted(unknown.length, "place")} from here on`
		});
		return [nodes];
	} catch (error) {
		const paragraphs = [...text.matchAll(/(?:[^\n]|\n(?![ \t]*\n))+\n?/g)];
		if (paragraphs.length > 1) return paragraphs.flatMap((part) => parsed({
			text: part[0],
			at: at + part.index
		}, source, warnings));
		const lines = `lines ${source.lineAt(at)}-${source.lineAt(at + Math.max(0, text.length - 1))}`;
		const reason = error instanceof Error ? error.message.slice(0, 100) : "unknown";
		warnings.push({
			file: source.file,
			line: source.lineAt(at),
			message: `${lines} could not be parsed (${reason}) and were left out`,
			losesText: true
		});
		return [];
	}
}

// src/manuscript/formats/markdown/scanner.ts
var Scanner = class {
	text;
	format;
	values;
	ahead;
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

// src/manuscript/formats/markdown/hidden-style.ts
/** Whether attributes of an HTML tag, or of a Pandoc span or div, hide what they are put on. Fails towards visible: what is merely unusual
*  (grey, small, folded) is read, for a reader can see it. */
const HIDING_CLASSES = /* @__PURE__ */ new Set([
	"hidden",
	"d-none",
	"visually-hidden",
	"sr-only",
	"invisible",
	"content-hidden"
]);
/** Font sizes below this share of a normal letter, or below this many pixels or points, cannot be read. */
const UNREADABLE = {
	em: .25,
	"%": 25,
	px: 3,
	pt: 3
};
/** @param attributes what stands between a tag's name and its `>`, or between the braces
*  @returns the technique in words, or undefined where a reader sees the text */
function hidingTechnique(attributes) {
	const plain = attributes.replace(/=\s*(?:"[^"]*"|'[^']*')/g, "=");
	if (/(?:^|\s)hidden(?:\s*=|\s|$)/i.test(plain)) return "hidden attribute";
	if (!/(?:when|unless)-(?:format|meta|profile)/.test(attributes) && classesOf(attributes, plain).some((name) => HIDING_CLASSES.has(name))) return "hidden class";
	const style = attribute(attributes, "style");
	const byStyle = style === void 0 ? void 0 : hidingStyle(style);
	if (byStyle !== void 0) return byStyle;
	return isWhite(attribute(attributes, "color") ?? "") ? "white text" : void 0;
}
function classesOf(attributes, plain) {
	return [...[...plain.matchAll(/\.([\w-]+)/g)].map((found) => found[1] ?? ""), ...(attribute(attributes, "class") ?? "").split(/\s+/)];
}
function attribute(attributes, name) {
	const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(attributes);
	return found?.[1] ?? found?.[2] ?? found?.[3];
}
function hidingStyle(style) {
	const declared = new Map(style.toLowerCase().split(";").map((declaration) => declaration.split(":")).map(([name = "", value = ""]) => [name.trim(), value.replace("!important", "").trim()]));
	const value = (name) => declared.get(name) ?? "";
	if (value("display") === "none") return "display: none";
	if (/^(?:hidden|collapse)$/.test(value("visibility"))) return "visibility: hidden";
	if (value("opacity") !== "" && Number.parseFloat(value("opacity")) < (value("opacity").endsWith("%") ? 10 : .1)) return "transparent text";
	if (isUnreadable(value("font-size"))) return "tiny font";
	if (!(declared.has("background") || declared.has("background-color")) && isWhite(value("color"))) return "white text";
	if ([
		"left",
		"right",
		"top",
		"text-indent",
		"margin-left"
	].some((name) => /^-\d{3,}/.test(value(name)))) return "text off the page";
	const isFlat = [
		"height",
		"width",
		"max-height",
		"max-width"
	].some((name) => /^0(?:\.0*)?\D*$/.test(value(name)));
	const clips = /^(?:hidden|clip)/.test(value("overflow"));
	const shrunk = /\bscale[xy3]?d?\(\s*0(?:\.0\d*)?\s*[,)]/.test(value("transform")) || /^0(?:\.0\d*)?$/.test(value("scale"));
	const cut = /\binset\(\s*(?:[5-9]\d|100)%|\bcircle\(\s*0\D/.test(value("clip-path")) || /^rect\((?:[\s,]*[01](?:px)?){4}/.test(value("clip"));
	return isFlat && clips || shrunk || cut ? "text of no size" : void 0;
}
function isUnreadable(size) {
	const found = /^(\d*\.?\d+)\s*(px|pt|em|rem|%)?$/.exec(size);
	if (found === null) return false;
	const unit = found[2] === "rem" ? "em" : found[2];
	const amount = Number(found[1]);
	return amount === 0 || unit !== void 0 && isUnit(unit) && amount < UNREADABLE[unit];
}
function isUnit(unit) {
	return unit in UNREADABLE;
}
/** Percent of white: 245 of 255. */
const LIGHTEST_PERCENT = 96;
/** White, nearly white or no colour at all. Also asked of LaTeX's colour names. */
function isWhite(colour) {
	const plain = colour.toLowerCase().replace(/\s+/g, "");
	if (plain === "white" || plain === "transparent" || plain === "snow" || plain === "ivory") return true;
	const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(plain)?.[1];
	if (hex !== void 0) return hex.length === 3 ? hex === "fff" : [
		0,
		2,
		4
	].every((at) => Number.parseInt(hex.slice(at, at + 2), 16) >= 245);
	const [, model, inside = ""] = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(colour.toLowerCase().trim()) ?? [];
	if (model === void 0) return false;
	const parts = inside.split(/[\s,/]+/).filter((part) => part !== "");
	if (parts[3] !== void 0 && Number.parseFloat(parts[3]) === 0) return true;
	if (model === "hsl") return Number.parseFloat(parts[2] ?? "") >= LIGHTEST_PERCENT;
	return parts.slice(0, 3).every((part) => Number.parseFloat(part) >= (part.endsWith("%") ? LIGHTEST_PERCENT : 245));
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
	scanner.leftOut.push({
		start: at,
		end,
		why: `raw LaTeX (${name})`
	});
	return captionsOf(scanner, at, end);
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
	if (name === "color" || name === "textcolor") return coloured(masked, at, after, name);
	const close = text[after] === "{" ? brackets.get(after) : void 0;
	if (TEXT_IN_ARGUMENT.test(name) && close !== void 0) {
		scanner.mask(at, after + 1);
		scanner.mask(close, close + 1);
		return after + 1;
	}
	const end = argumentsEnd(masked, after);
	if (/phantom$/.test(name)) return scanner.hide(at, end, "phantom", scanner.text.slice(after, end));
	if (/^(?:auto|c|C|eq|page|name)?ref\*?$/.test(name)) return scanner.mask(at, end, REF);
	if (/^(?:no)?[a-zA-Z]?cite/.test(name)) return scanner.mask(at, end, name === "nocite" ? NOTHING : CITE);
	return scanner.mask(at, end);
}
/** `\textcolor{white}{text}`, `\color{white} text`: hidden where it is white, else text. */
function coloured(masked, at, after, name) {
	const { scanner, text, brackets } = masked;
	const close = text[after] === "{" ? brackets.get(after) : void 0;
	if (close === void 0) return scanner.mask(at, after);
	const white = isWhite(text.slice(after + 1, close));
	const content = name === "textcolor" && text[close + 1] === "{" ? brackets.get(close + 1) : void 0;
	if (white) {
		const end = content === void 0 ? scanner.ahead.paragraphEnd(close) : content + 1;
		return scanner.hide(at, end, hidingTechnique("color=white") ?? "white text", scanner.text.slice(close + 1, end));
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
	return scanner.mask(at, close + 1, {
		kind: "source",
		start: at,
		end: close + 1
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
	return scanner.mask(at, close + 2, {
		kind: "source",
		start: at,
		end: close + 2
	});
}
function linesWithin(text, start, end, enough) {
	let lines = 0;
	for (let at = text.indexOf("\n", start); at !== -1 && at < end && lines <= enough; at = text.indexOf("\n", at + 1)) lines++;
	return lines;
}
/** Tags between which nothing is text. */
const SILENT_TAGS = /* @__PURE__ */ new Set([
	"script",
	"style",
	"template",
	"noscript",
	"head",
	"svg"
]);
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
	if (closer !== void 0 && ahead.find(closer, at + 2) === text.length) return neverClosed(scanner, at, closer);
	if (/^<![a-z]/i.test(text.slice(at, at + 3)) && ahead.find(">", at) >= ahead.paragraphEnd(at)) return neverClosed(scanner, at, ">");
	const address = matchAt(/<(?:[a-z][a-z0-9+.-]{1,31}:[^<>\s]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,253})>/iy, text, at);
	if (address !== void 0) {
		const end = at + address.length;
		return scanner.mask(at, end, {
			kind: "source",
			start: at + 1,
			end: end - 1
		});
	}
	const tag = matchAt(/<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/iy, text, at);
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
	const opens = !tag.startsWith("</") && !tag.endsWith("/>") && name !== "br" && name !== "img";
	const technique = opens ? hidingTechnique(tag.slice(name.length + 1, -1)) : void 0;
	if (opens && (technique !== void 0 || SILENT_TAGS.has(name))) {
		const { start, close } = closingTag(scanner, end, name);
		if (technique === void 0) return scanner.mask(at, close);
		return scanner.hide(at, close, technique, scanner.text.slice(end, start));
	}
	const filler = PARTING_TAGS.test(name) && standsAlone(scanner, at, end) ? "blank" : "word";
	return scanner.mask(at, end, tagShows(scanner.text, end, name, tag), filler);
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
function closingTag(scanner, from, name) {
	const { text, ahead } = scanner;
	const closer = new RegExp(`</${name}\\s{0,9}>`, "gi");
	const opener = new RegExp(`<${name}(?=[\\s>])`, "gi");
	let depth = 1;
	for (let at = from;;) {
		const close = ahead.match(closer, at);
		if (close === text.length || depth > DEEPEST_TAGS) {
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
	if (text.startsWith("{%", at)) return upTo(scanner, at, ahead.find("%}", at + 2), NOTHING);
	const role = matchAt(/\{([a-zA-Z][\w:-]{0,40})\}(?=`)/y, text, at);
	if (role !== void 0 && !text.startsWith("```", at + role.length)) return codeSpan(scanner, at, at + role.length, role.slice(1, -1));
	if (scanner.format === "manubot" && matchAt(/\{#(?:[\s#]|$)/y, text, at) !== void 0) return upTo(scanner, at, ahead.find("#}", at + 2), NOTHING);
	return at + 1;
}
/** `{{manubot.date}}` is made by a program; `{{mice}}` may stand in Manubot's metadata. */
function template(scanner, at) {
	const close = scanner.ahead.find("}}", at + 2);
	const known = close - at > 200 ? void 0 : scanner.values("template", scanner.text.slice(at + 2, close).trim());
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
	const { text } = scanner;
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
	const technique = hidingTechnique(/^\{(.*)\}/.exec(info)?.[1] ?? (/^[\w-]+$/.test(info) ? `.${info}` : ""));
	if (technique === void 0) return wholeLine(scanner, at, end);
	const close = closingDiv(scanner, end);
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
	if (matchAt(/\[\^[^\]\s]{1,100}\]/y, text, at) !== void 0) return isDefinition(text, at, close) ? close + 2 : scanner.mask(at, close + 1);
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
	const technique = hidingTechnique(given.slice(1, -1));
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
	return given === void 0 ? at + 1 : scanner.mask(at, at + given.length, NOTHING, /^\s/.test(text[at - 1] ?? "\n") ? "word" : "mark");
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
	const lineOf = (offset) => source.lineAt(base + offset);
	const left = [...scanner.leftOut, ...code.map((range) => ({
		...range,
		why: "code"
	}))];
	return {
		blocks,
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
	const firstLine = source.lineAt(start);
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
	if (error !== void 0) return warn(source.lineAt(start + error.pos[0]), error.message);
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
		this.#dialect = {
			format: this.#options.format,
			values: await this.#values(source)
		};
		await this.#read(source, [file]);
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
		const matter = start === 0 ? frontMatter(source.text) : void 0;
		if (matter !== void 0) await this.#take(source, metadata(source, matter.start, matter.end));
		else if (start === 0 && OPEN_MATTER.test(source.text.slice(0, 1e3))) this.#findings.warnings.push({
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
		const line = source.lineAt(base + start);
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
	if (!hasWords(manuscript)) throw emptyManuscript(found.root);
	return manuscript;
}
function parse({ format, root, parts, metadata }, sources) {
	if (format === "latex") return parseLatex(root, sources);
	return parseMarkdown(parts, metadata === void 0 ? { format } : {
		format,
		metadata
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
function hasWords({ abstract, sections }) {
	return [...abstract, ...sections.flatMap(({ passages }) => passages)].some(({ kind, text }) => kind !== "heading" && /\p{L}/u.test(text));
}
function emptyManuscript(root) {
	return new ManuscriptError({
		code: "manuscript-empty",
		at: root,
		fault: "it holds no text besides its title and headings",
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

export { treeTooLarge as _, sentencesOf as a, PASSAGE_KINDS as c, extensionOf as d, folderOf as f, notInTree as g, isSkippedFolder as h, sentencesByPassage as i, MAX_FILES as l, isPlainPath as m, passagesOf as n, readManuscript as o, isInSkippedFolder as p, sentenceTextsOf as r, FORMATS as s, countSentences as t, byCodeUnit as u };