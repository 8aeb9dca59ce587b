/** Small pieces that every rendering says alike. */
import type { Verdict } from "../../gate.ts";
import { markdown } from "../sanitise.ts";

/** "1 concern", "2,000 concerns". */
export function counted(count: number, what: string): string {
  return `${thousands(count)} ${what}${count === 1 ? "" : "s"}`;
}

export function thousands(count: number): string {
  return count.toLocaleString("en-US");
}

/** `statistical_methodology` as people write it. */
export function categoryWords(category: string): string {
  return category.replaceAll("_", " ");
}

export function gateWords({ gate, reason }: Verdict): string {
  return gate === "off" ? "gate: off" : `gate: **${gate}**, ${reason}`;
}

/** What must be said wherever concerns are shown. */
export function cautionLines(caution: string | undefined): string[] {
  return caution === undefined ? [] : [`> [!CAUTION]\n> ${markdown(capital(caution))}.`];
}

export function noteLines(notes: readonly string[]): string[] {
  return notes.length === 0 ? [] : [["> [!NOTE]", ...notes.map((note) => `> ${markdown(capital(note))}`)].join("\n>\n")];
}

export function capital(line: string): string {
  return line.charAt(0).toUpperCase() + line.slice(1);
}

/** Closed until somebody opens it. @param summary ours alone: Markdown does not reach into it */
export function folded(summary: string, body: string, indent = ""): string {
  return `${indent}<details><summary>${summary}</summary>\n\n${body}\n\n${indent}</details>`;
}
