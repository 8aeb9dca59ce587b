import { r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { o as ManuscriptError } from "./shared~errors.js";
import { n as counted } from "./shared~text.js";
import { i as languageTag, n as SourceFile } from "./manuscript~document~action.js";
import { a as childrenNamed, c as isElement, i as isOwnAbstract, l as parseXml, n as withoutChildren, o as descendants, r as backMatterReason, s as firstNamed, t as JatsReader } from "./manuscript~xml.js";

// src/manuscript/formats/jats/parse.ts
/** JATS XML, the format of journals and archives: from one file to blocks. Read is the article itself; peer review that
*  publishers keep in the same file, abstracts for others than its readers, authors, references and whatever prints nothing are
*  not. Invariant: each passage is an exact range of the file. */
/** @throws ManuscriptError `not-jats` where the file holds no article, `broken-xml` where it ends before its first element,
*  `unread-encoding`, and whatever reading throws */
async function parseJats(root, textFiles) {
	const file = await textFiles.text(root);
	const source = new SourceFile(root, file.text);
	const xml = parseXml(file.text);
	const warnings = [...file.warnings, ...encodingWarnings(file, xml)];
	const article = firstNamed(xml.root, "article");
	if (article === void 0) throw notJats(source, xml);
	const reader = new JatsReader(source, article);
	const { title, abstract } = readFront(article, reader);
	for (const part of article.children.filter(isElement)) if (/^(?:body|back|floats-group)$/.test(part.name)) reader.read(part);
	else if (/^(?:sub-article|response)$/.test(part.name)) reader.leaveOut(part, subArticle(part));
	readDataStatements(article, reader);
	const { blocks: body, leftOut } = reader;
	const { hidden, unknownEntities, bareAmpersand } = reader.inline;
	if (xml.comments.length > 0) leftOut.push({
		file: root,
		why: xml.comments.length === 1 ? "a comment" : `${xml.comments.length} comments`
	});
	return {
		files: [root],
		language: languageTag(article.attributes.get("xml:lang")),
		title,
		abstract,
		body,
		leftOut: gathered(leftOut),
		warnings: [
			...warnings,
			...faultsOf(source, xml, bareAmpersand),
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
	return withoutChildren(element, childrenNamed(element, "title"));
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
function gathered(leftOut) {
	return [...new Set(leftOut.map(({ why }) => why))].flatMap((why) => {
		const [first, ...others] = leftOut.filter((one) => one.why === why);
		if (first === void 0) return [];
		return others.length === 0 ? [first] : [{
			file: first.file,
			why: `${why} (${others.length + 1} places)`
		}];
	});
}
function notJats(source, { root, fault }) {
	const { file } = source;
	if (fault !== void 0 && root === void 0 && source.text.trimStart().startsWith("<")) return new ManuscriptError({
		code: "broken-xml",
		at: fileAndLine(file, source.lineAt(fault.at)),
		fault: `the XML is broken here (${fault.message}), before its first element`,
		remedy: "Put a whole copy of the file in its place; xmllint --noout names each place that is broken"
	});
	return new ManuscriptError({
		code: "not-jats",
		at: file,
		fault: root === void 0 ? "it holds no XML" : `it is no JATS article: its outermost element is <${root.name.slice(0, 40)}>, and no <article> stands in it`,
		remedy: "Name a JATS, Markdown, LaTeX or Typst file with --manuscript"
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
function faultsOf(source, { fault, tooDeep }, bareAmpersand) {
	const { file } = source;
	const found = [];
	if (fault !== void 0) {
		const others = fault.count > 1 ? ` and in ${counted(fault.count - 1, "other place")}` : "";
		const message = `the XML is broken here (${fault.message})${others}; what could be read was read. xmllint --noout names each place`;
		found.push({
			file,
			line: source.lineAt(fault.at),
			message,
			losesText: true
		});
	}
	if (bareAmpersand !== void 0) found.push({
		file,
		line: source.lineAt(bareAmpersand),
		message: "an & stands here for itself, which other programs refuse. Write &amp;"
	});
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
/** Publishers write articles on one line. Then a line says nothing of where a concern stands, and a change of a letter is a
*  change of the whole article. */
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

export { parseJats as t };