/** Small pieces that every rendering says alike. */

import type { Verdict } from "../../gate.ts";
import { capitalize } from "../../text.ts";
import { escapeMarkdown } from "../sanitise.ts";

export function gateWords({ gate, reason }: Verdict): string {
  return gate === "off" ? "gate: off" : `gate: **${gate}**, ${reason}`;
}

/** What must be said wherever concerns are shown. */
export function cautionLines(caution: string | undefined): string[] {
  return caution === undefined ? [] : [`> [!CAUTION]\n> ${escapeMarkdown(capitalize(caution))}.`];
}

export function noteLines(notes: readonly string[]): string[] {
  return notes.length === 0 ? [] : [["> [!NOTE]", ...notes.map((note) => `> ${escapeMarkdown(capitalize(note))}`)].join("\n>\n")];
}

/** Closed until somebody opens it. @param summary ours alone: Markdown does not reach into it */
export function folded(summary: string, body: string, indent = ""): string {
  return `${indent}<details><summary>${summary}</summary>\n\n${body}\n\n${indent}</details>`;
}
