import { i as folderOf, u as resolveBelow } from "./manuscript~file-tree~action.js";

// src/manuscript/formats/typst/include.ts
/** Which file an `include` or `import` names. Invariant: only files of the tree are ever opened; a name that leads out of it is
*  refused before anything is asked. */
/** From the folder of the file that names it; `/` is the root of the project: the tree, or a folder above the paper's first file.
*  @param root the paper's first file */
function resolvePath(written, from, root, paths) {
	if (written.startsWith("@")) return { fault: "a package" };
	const isFromRoot = written.startsWith("/");
	const name = isFromRoot ? written.replace(/^\/+/, "") : written;
	if (!isFromRoot) {
		const path = resolveBelow(folderOf(from), name);
		if (path === void 0) return { fault: "outside the tree" };
		return paths.has(path) ? { path } : { fault: "not found" };
	}
	for (let folder = folderOf(root); folder !== void 0; folder = folder === "" ? void 0 : folderOf(folder)) {
		const path = resolveBelow(folder, name);
		if (path === void 0) return { fault: "outside the tree" };
		if (paths.has(path)) return { path };
	}
	return { fault: "not found" };
}
/** As names stand in the text: for a first look, and to load what a paper needs. */
const NAMES$1 = /(?:#|[{;\n]\s*|=\s*)(include|import)\s+"((?:[^"\\\n]|\\.){1,500})"/g;
/** The files that a text names, comments left out. */
function namedFiles(text) {
	return [...text.replace(/(?<![:"])\/\/[^\n]*/g, "").matchAll(NAMES$1)].map(([, word, path = ""]) => ({
		path,
		isIncluded: word === "include"
	}));
}
/** Files. No paper includes so many; the first look then stops looking for more. */
const MAX_INCLUDED = 500;
/** The files that a paper includes or imports, those that they name too, itself first. Files that are not there or cannot be read
*  are passed over here: the parser reports them. */
async function reachableFiles(root, files) {
	const seen = /* @__PURE__ */ new Set([root]);
	for (const path of seen) {
		if (seen.size > MAX_INCLUDED) break;
		const text = await files.text(path).then((read) => read.text, () => "");
		for (const named of namedFiles(text)) {
			const found = resolvePath(named.path, path, root, files.paths);
			if ("path" in found) seen.add(found.path);
		}
	}
	return [...seen];
}

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
].map(([kind, names]) => [kind, new RegExp(`^(?:${names})$`)]);
/** @param name with or without numbering */
function kindOfSection(name) {
	const bare = bareName(name).replace(/\s+/g, " ");
	return NAMES.find(([, pattern]) => pattern.test(bare))?.[0] ?? foreignKind(bare) ?? "other";
}
/** @param name without numbering  @returns undefined for a name that none of these languages has */
function foreignKind(name) {
	const plain = name.normalize("NFC").toLowerCase();
	return FOREIGN_PATTERNS.find(([, pattern]) => pattern.test(plain))?.[0];
}
/** Back matter also where it stands inside a section: for "Literature" in the methods is no bibliography. */
function isClearBackMatter(name) {
	return kindOfSection(name) === "back matter" && /acknowledg|fund|interests|contributions|^references|bibliography/i.test(bareName(name));
}
/** Whether a name without numbering is that of an abstract; "summary" is one only where it opens a paper. */
function isAbstractName(name) {
	return /^(?:structured )?abstract$/i.test(name) || foreignKind(name) === "abstract";
}
/** The parts that a research paper has, by which its sections are distinguished from its sub-sections. */
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

export { isCore as a, reachableFiles as c, isClearBackMatter as i, resolvePath as l, isAbstractName as n, kindOfSection as o, isCaptionName as r, namedFiles as s, bareName as t };