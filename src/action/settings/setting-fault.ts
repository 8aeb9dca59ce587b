/** What is wrong with a setting, in words of ours, from what the schema found. */
import type { z } from "zod";

/** @returns the first key that is at fault, and why: without a full stop */
export function settingFault(error: z.ZodError): { readonly key: string; readonly fault: string } {
  const [issue] = error.issues;
  if (issue === undefined) return { key: "?", fault: "it is not as expected" };
  return { key: String(issue.path[0] ?? "?"), fault: wordsFor(issue) };
}

function wordsFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_value":
      return `it must be ${listed(issue.values.map(String))}`;
    case "invalid_type":
      return `it must be ${KINDS[issue.expected] ?? `of type ${issue.expected}`}`;
    case "too_small":
      return issue.origin === "string" ? `it has fewer than ${issue.minimum} characters` : `it must be at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string" ? `it has more than ${issue.maximum} characters` : `it must be at most ${issue.maximum}`;
    case "invalid_format":
      return "it holds characters that it may not";
    default:
      return issue.message;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  number: "a whole number",
  int: "a whole number",
  string: "a text",
  array: "a list",
};

function listed(values: readonly string[]): string {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}
