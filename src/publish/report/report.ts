/** What became of every concern, as a report: groups in the order in which they matter, then what changed in the text. Pure: it chooses, counts and
 *  orders; the writers (terminal, Markdown, review on GitHub) only write. Invariant: every outcome stands in exactly one group. */

import { SEVERITIES } from "../../concern.ts";
import { type ComparisonResult, type Ledger, lastPlace, type Outcome, openConcerns } from "../../revision/index.ts";
import { counted } from "../../text.ts";
import { basisOf, GROUPS, type ReportGroup, reportKind } from "./groups.ts";
import { itemOf, type ReportItem } from "./items.ts";

export interface Report {
  /** That nothing changed that a reader sees, in one sentence; then there are no groups. */
  readonly cosmetic: string | undefined;
  /** Those with items, and what is new and what is resolved also where there is none. */
  readonly groups: readonly ReportGroup[];
  /** What stands below the concerns, a sentence each; nothing where nothing was compared. */
  readonly remarks: readonly string[];
}

export function reportOf(result: ComparisonResult): Report {
  const { outcomes, cosmetic, sentences } = result;
  const remarks = [...silenceRemark(result), ...changeRemark(result), ...placesRemark(result)];
  if (cosmetic) {
    const said = `Nothing that a reader sees has changed${extentOfChange(sentences)}.`;
    const open = openGroup(result);
    return { cosmetic: said, groups: open.items.length === 0 ? [] : [open], remarks };
  }
  const basis = basisOf(result);
  const ids = new Map(outcomes.flatMap((one) => ("found" in one && !isPart(one) ? [[one.found, one.id] as const] : [])));
  const groups = GROUPS.map(({ meaning, countsMajors, ...group }) => {
    const items = outcomes
      .filter((outcome) => reportKind(outcome) === group.kind)
      .map((outcome) => itemOf(outcome, ids))
      .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    const majors = countsMajors === true ? items.filter(({ severity }) => severity === "major").length : 0;
    return { ...group, meaning: typeof meaning === "string" ? meaning : meaning[basis], items, majors };
  });
  return {
    cosmetic: undefined,
    groups: groups.filter(({ kind, items }) => items.length > 0 || kind === "introduced" || kind === "resolved"),
    remarks,
  };
}

/** What is open, where no review looked again. */
function openGroup({ ledger }: ComparisonResult): ReportGroup {
  const items = openConcerns(ledger)
    .map((concern): ReportItem => {
      const { id, severity, category, text } = concern;
      const place = lastPlace(concern, ledger)?.place;
      return { id, severity, category, text, ...(place !== undefined && { place }) };
    })
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const majors = items.filter(({ severity }) => severity === "major").length;
  const meaning = "As before: no review was needed.";
  return { kind: "standing", title: "Open", label: "open", meaning, folded: false, items, majors };
}

/** Whether a concern was only raised in part, by one that has another id. */
function isPart(outcome: Outcome): boolean {
  return outcome.kind === "eased" && outcome.because === "raised in part";
}

/** Such as ": 0 of 120 sentences differ"; empty where nobody counted. */
export function extentOfChange(sentences: ComparisonResult["sentences"]): string {
  return sentences === undefined ? "" : `: 0 of ${counted(sentences.same, "sentence")} differ`;
}

/** So many open concerns do not all go at once, as a rule. */
const MANY = 3;

/** That the new review raises nothing where much was open: a model that stopped working looks like that too. */
export function silenceRemark({ cosmetic, outcomes }: ComparisonResult): string[] {
  const before = outcomes.filter((outcome) => "was" in outcome).length;
  if (cosmetic || before < MANY || outcomes.some((outcome) => "found" in outcome)) return [];
  const resolved = outcomes.filter(({ kind }) => kind === "resolved").length;
  return [
    `The new review raises nothing at all, where ${before} concerns were open: make sure that the model still works. ${resolved} of them ${resolved === 1 ? "is" : "are"} called resolved, each for what changed in its text; the others stay open.`,
  ];
}

/** What of the text changed. */
function changeRemark({ old, cosmetic, sentences }: ComparisonResult): string[] {
  if (old === undefined || cosmetic) return [];
  if (sentences === undefined)
    return ["The text of before is gone, so nobody can see what changed: nothing is called resolved, and nothing noticed late."];
  const { same, moved, reworded, removed, added } = sentences;
  return [
    `Of ${counted(same + moved + reworded + removed, "sentence")} ${same + moved} stand, ${reworded} were reworded and ${removed} removed; ${added} are new.`,
  ];
}

/** What a reader must know of the places that are named, if anything. */
function placesRemark({ anchoredBy }: ComparisonResult): string[] {
  if (anchoredBy !== "words") return [];
  return ["The places of concerns were found by their words alone: for this embedder there is no model of places."];
}

/** The number of the last revision that was reviewed: a later one can be cosmetic. */
export function lastReviewed({ revisions }: Pick<Ledger, "revisions">): number | undefined {
  return revisions.findLast(({ kind }) => kind === "reviewed")?.number;
}
