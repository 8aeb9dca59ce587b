/** Concerns at their places, and the two formats in which linters tell such: SARIF 2.1.0, which GitHub and editors read, and the Reviewdog Diagnostic Format.
 *  All foreign text passes the sanitiser here. */
import { posix } from "node:path";
import { CATEGORIES, type Concern, type Severity } from "../../concern.ts";
import type { FileLines } from "../../manuscript/index.ts";
import { escapeMarkdown, plainText } from "../../publish/index.ts";
import type { ReviewResult } from "../../review/index.ts";
import { reviewedTextOf } from "../../reviewer/index.ts";
import { anchorFinder, anchorsIn, type ComparisonResult, lastPlace, latestRevision, openConcerns } from "../../revision/index.ts";
import { capitalize, fromSnakeCase } from "../../text.ts";
import { VERSION } from "../../version.ts";
import { jsonText } from "./blocks.ts";

export interface PlacedConcern extends Pick<Concern, "text" | "category" | "severity"> {
  /** As the first comparison will call it. */
  readonly id: string;
  /** Absent for one about the whole paper. */
  readonly place?: FileLines;
}

/** Of a review that nothing was compared with: places by words alone, which needs no embedder and finds nearly as much.
 *  @returns all concerns, in their order; without places where the result does not hold its text */
export function placedConcerns(review: ReviewResult): readonly PlacedConcern[] {
  const { concerns, paper, manuscript } = review;
  const find = anchorFinder("words", () => {
    throw new RangeError("words alone need no embeddings");
  });
  const anchors = paper === undefined ? [] : anchorsIn(concerns, reviewedTextOf(review, manuscript.revision).text, find);
  return concerns.map(({ text, category, severity }, k) => {
    const sentence = anchors[k]?.[0]?.sentences[0];
    return { id: `C${k + 1}`, text, category, severity, ...(sentence !== undefined && { place: linesOf(sentence) }) };
  });
}

/** What is open after a comparison. A place is given only where its lines are those of the newest revision. */
export function placedOpenConcerns({ ledger }: Pick<ComparisonResult, "ledger">): readonly PlacedConcern[] {
  const newest = latestRevision(ledger)?.number;
  return openConcerns(ledger).map((concern) => {
    const { id, text, category, severity } = concern;
    const last = lastPlace(concern, ledger);
    return { id, text, category, severity, ...(last !== undefined && last.revision === newest && { place: last.place }) };
  });
}

function linesOf({ file, startLine, endLine }: FileLines): FileLines {
  return { file, startLine, endLine };
}

export interface DiagnosticsContext {
  /** The folder that the manuscript's paths start from, as seen from where the result is read. */
  readonly folder: string;
  /** The manuscript's main file: stands for the whole paper. */
  readonly root: string;
}

const pathOf = ({ folder, root }: DiagnosticsContext, place: FileLines | undefined) =>
  posix.normalize(posix.join(folder.replaceAll("\\", "/"), place?.file ?? root));

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export function sarifText(concerns: readonly PlacedConcern[], context: DiagnosticsContext): string {
  const level: Readonly<Record<Severity, string>> = { major: "error", minor: "warning", optional: "note" };
  const results = concerns.map(({ id, text, category, severity, place }) => ({
    ruleId: category,
    level: level[severity],
    // A message may hold links in brackets, section 3.11.6.
    message: { text: plainText(text).replace(/[[\]\\]/g, "\\$&") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(pathOf(context, place)).replace(/[?#]/g, encodeURIComponent) },
          ...(place !== undefined && { region: { startLine: place.startLine, endLine: place.endLine } }),
        },
      },
    ],
    partialFingerprints: { "bioreviewConcern/v1": id },
    properties: { id, severity },
  }));
  const rules = CATEGORIES.map((id) => ({ id, shortDescription: { text: capitalize(fromSnakeCase(id)) } }));
  return jsonText({
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "BioReview", version: VERSION, rules } }, results }],
  });
}

/** https://github.com/reviewdog/reviewdog/tree/master/proto/rdf; reviewdog posts the messages as Markdown. */
export function rdjsonText(concerns: readonly PlacedConcern[], context: DiagnosticsContext): string {
  const level: Readonly<Record<Severity, string>> = { major: "ERROR", minor: "WARNING", optional: "INFO" };
  return jsonText({
    source: { name: "BioReview" },
    diagnostics: concerns.map(({ id, text, category, severity, place }) => ({
      message: `${id}: ${escapeMarkdown(text)}`,
      location: {
        path: pathOf(context, place),
        ...(place !== undefined && { range: { start: { line: place.startLine }, end: { line: place.endLine } } }),
      },
      severity: level[severity],
      code: { value: category },
    })),
  });
}
