/** The comparison of two revisions in the format that the user wants. */
import { comparisonMarkdown, comparisonText } from "../../publish/index.ts";
import type { ComparisonResult } from "../../revision/index.ts";
import type { Terminal } from "../terminal.ts";
import { jsonText } from "./json.ts";

export const COMPARISON_FORMATS = ["text", "json", "markdown"] as const;
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];

export function renderedComparison(result: ComparisonResult, format: ComparisonFormat, terminal: Terminal): string {
  switch (format) {
    case "text":
      return comparisonText(result, terminal.columns);
    case "markdown":
      return comparisonMarkdown(result);
    case "json":
      return jsonText(result);
  }
}
