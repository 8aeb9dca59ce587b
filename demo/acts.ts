/** What the people of the example do, in order. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type Act =
  | {
      readonly kind: "open" | "push";
      readonly by: string;
      readonly title: string;
      readonly files: Readonly<Record<string, string>>;
    }
  | { readonly kind: "say"; readonly by: string; readonly body: string }
  /** Dismisses the first concern that is open, or this one. */
  | { readonly kind: "dismiss"; readonly by: string; readonly concern: string; readonly reason: string };

/** Owns the repository and writes the paper. */
export const AUTHOR = "ada";
/** May write to the repository. */
export const EDITOR = "grace";

/** @param folder examples/phage-wound-gel */
export function exampleActs(folder: string): readonly Act[] {
  const second = revision(folder, "v2");
  const introduction = "content/02.introduction.md";
  const reflowed = { [introduction]: reflow(second[introduction] ?? "") };
  return [
    { kind: "open", by: AUTHOR, title: "First draft", files: revision(folder, "v1") },
    { kind: "push", by: AUTHOR, title: "Revise after review: a second cohort, corrected P values", files: second },
    { kind: "push", by: AUTHOR, title: "Break the lines of the introduction elsewhere", files: reflowed },
    { kind: "say", by: AUTHOR, body: "/bioreview status" },
    { kind: "dismiss", by: EDITOR, concern: "C8", reason: "earlier gels are compared in the review article that we cite" },
  ];
}

/** A revision's files as they would lie in a repository of their own. */
function revision(folder: string, version: string): Record<string, string> {
  const content = join(folder, version, "content");
  return Object.fromEntries(readdirSync(content).map((name) => [`content/${name}`, readFileSync(join(content, name), "utf8")]));
}

/** Every paragraph on one line: no reader of the paper sees a difference. */
function reflow(text: string): string {
  return text
    .split("\n\n")
    .map((paragraph) => (/^[#[]/.test(paragraph) ? paragraph : paragraph.trimEnd().replaceAll("\n", " ")))
    .join("\n\n");
}
