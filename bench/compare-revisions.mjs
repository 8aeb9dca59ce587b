// One comparison of two given revisions, its clock around the comparison alone. Prints seconds and what was found as JSON.
// usage: compare-revisions.mjs COMPILED-REVISION-MODULE INPUT.json
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [module, input] = process.argv.slice(2);
const { CALIBRATIONS, anchorFinder, changeFinder, decideComparison, firstRevision, prepareComparison } = await import(
  pathToFileURL(module).href
);
const { texts, concerns, rows, paragraphsASection } = JSON.parse(readFileSync(input, "utf8"));

const NAMES = ["Introduction", "Methods", "Results", "Discussion"];

/** As the reading of a file of one paragraph a line would give it. */
function manuscript(paragraphs) {
  const passages = paragraphs.map((sentences, k) => {
    const [text, line] = [sentences.join(" "), k + 1];
    return {
      ...{ kind: "paragraph", file: "paper.md", startLine: line, endLine: line },
      ...{ source: text, text, lines: [{ offset: 0, line }] },
    };
  });
  const sections = Array.from({ length: Math.ceil(passages.length / paragraphsASection) }, (_, k) => ({
    name: NAMES[k % NAMES.length],
    passages: passages.slice(k * paragraphsASection, (k + 1) * paragraphsASection),
  }));
  return { title: undefined, abstract: [], sections };
}

const embedded = new Map(
  Object.entries(rows).map(([text, bytes]) => {
    const buffer = Buffer.from(bytes, "base64");
    return [text, new Float32Array(buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength))];
  }),
);
const embeddingOf = (text) => {
  const row = embedded.get(text);
  if (row === undefined) throw new Error(`no embedding of: ${text}`);
  return row;
};
const [old, now] = texts.map(manuscript);
const { ledger } = firstRevision("v1", concerns[0]);
const readings = now.sections.flatMap(({ passages }) =>
  passages.map((passage) => ({ passage, read: "whole", until: passage.text.length })),
);
const comparison = { ledger, old, now, label: "v2", concerns: concerns[1], readings };
const [findAnchors, findChanges] = [anchorFinder("minilm", embeddingOf), changeFinder("minilm", embeddingOf)];
const means = { calibration: CALIBRATIONS[0], embeddingOf, findAnchors, findChanges };

const start = performance.now();
const { changes, matches } = decideComparison(prepareComparison(comparison, means), new Map());
const seconds = (performance.now() - start) / 1000;

const fates = [...changes.sentences.values()];
const of = (kind) => fates.filter((fate) => fate.kind === kind).length;
const found = { same: of("same"), moved: of("moved"), reworded: of("reworded"), matched: matches.length };
console.log(JSON.stringify({ seconds, found }));
