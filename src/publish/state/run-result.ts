/** What one run found out, as it is handed from the machine with the model to whoever may write. Invariant: it holds all that a publication needs
 *  besides what stands on GitHub; read back, it is trusted in nothing that its schema does not check. */
import { z } from "zod";
import type { ReviewSettings } from "../../review/index.ts";
import { comparisonResultSchema, type Ledger } from "../../revision/index.ts";
import type { Provenance } from "./provenance.ts";

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const words = z.string().min(1);

/** Where the concerns of the previous revision come from. */
const PREVIOUS_SOURCES = ["this pull request", "merged pull request", "none"] as const;

const previousSchema = z.strictObject({
  from: z.enum(PREVIOUS_SOURCES),
  pull: z.int().min(1).optional().describe("The merged pull request."),
  commit: sha.optional().describe("Of the previous revision's text."),
  notes: z.array(words).describe("What people must know of it, such as a ledger that was not believed, or a text that is gone."),
});

const failureSchema = z.strictObject({ kind: words, code: words, at: words, fault: words, remedy: words });

const foundSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z
      .literal("compared")
      .describe("Reviewed, and put beside the previous revision where there is one; or cosmetic, and nothing reviewed."),
    comparison: comparisonResultSchema,
  }),
  z.strictObject({ kind: z.literal("untouched").describe("The pull request changes no file of the manuscript."), root: words }),
  z.strictObject({ kind: z.literal("failed"), failure: failureSchema }),
  z.strictObject({ kind: z.literal("removed").describe("The pull request takes one of several manuscripts away.") }),
  z.strictObject({
    kind: z.literal("waiting").describe("One of several manuscripts changed, and a command asked for others alone."),
  }),
]);

export const runResultSchema = z.strictObject({
  schema: z.literal("bioreview-run"),
  version: z.literal(1).describe("Grows when a program that reads run results must change."),
  tool: z.strictObject({ name: z.literal("bioreview"), version: words }),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  pull: z.int().min(1),
  head: sha.describe("The commit that was read; nothing is published for another."),
  base: z.strictObject({ ref: words, sha }),
  manuscript: z.string().optional().describe("Key of the manuscript, where the repository has several."),
  previous: previousSchema,
  profile: words,
  found: foundSchema,
});
export type RunResult = Readonly<z.infer<typeof runResultSchema>>;
export type PreviousOrigin = RunResult["previous"];
export type RunConclusion = RunResult["found"];

/** What is kept on the pull request for the next run. The commit of each revision is its label in the ledger. */
export interface SavedState {
  /** `owner/name` */
  readonly repository: string;
  readonly pull: number;
  /** Where several manuscripts of one repository are reviewed apart, which of them. */
  readonly key: string;
  /** Root file of the manuscript. */
  readonly manuscript: string;
  readonly profile: string;
  readonly ledger: Ledger;
  /** How the last review came about, for whoever shows the ledger later. */
  readonly provenance?: Provenance;
  /** How the last review was made, so that a later run can tell whether it would be made in the same way. */
  readonly settings?: ReviewSettings;
}
