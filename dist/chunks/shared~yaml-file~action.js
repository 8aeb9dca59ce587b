import { t as require_dist } from "./yaml~action.js";
import { p as messageOf } from "./shared~errors.js";

// src/yaml-file.ts
var import_dist = require_dist();
/** @throws what `refuse` returns, with the line of the first error where the parser names one */
function parseYaml(text, refuse) {
	const counter = new import_dist.LineCounter();
	const lineOf = (offset) => counter.linePos(offset ?? 0).line;
	const broken = (error, line) => refuse(`it is no valid YAML (${messageOf(error).split("\n")[0]})`, error, line);
	let document;
	let value;
	try {
		document = (0, import_dist.parseDocument)(text, {
			lineCounter: counter,
			prettyErrors: false,
			logLevel: "silent"
		});
		if (document.errors.length === 0) value = document.toJS({ maxAliasCount: 100 });
	} catch (error) {
		throw broken(error);
	}
	const [error] = document.errors;
	if (error !== void 0) throw broken(error, lineOf(error.pos[0]));
	return {
		value,
		lineOf(...path) {
			let [node, line] = [document.contents, 1];
			for (const part of path) {
				const pair = (0, import_dist.isMap)(node) ? node.items.find(({ key }) => (0, import_dist.isScalar)(key) && String(key.value) === part) : void 0;
				const [at, inside] = (0, import_dist.isSeq)(node) ? Array(2).fill(node.items[Number(part)]) : [pair?.key, pair?.value];
				if (!(0, import_dist.isNode)(at)) break;
				[node, line] = [inside, lineOf(at.range?.[0])];
			}
			return line;
		}
	};
}

export { parseYaml as t };