/** JSON for programs that a person may also see. Invariant: it parses to the same value, and no byte of it moves a cursor, turns text around, hides,
 *  or is a command to the log that it is printed in. */
import { escapeInvisible } from "../../invisible-characters.ts";

/** What JSON.stringify leaves as it is, and starts a command to a log. */
const LOG_COMMAND = /(?<=##)\[/g;

export function jsonText(value: unknown): string {
  return `${escapeInvisible(JSON.stringify(value, null, 2)).replace(LOG_COMMAND, "\\u005b")}\n`;
}
