/** JSON for programs that a person may also see. Invariant: it parses to the same value, and no byte of it moves a cursor, turns text around, hides,
 *  or is a command to the log that it is printed in. */

/** What JSON.stringify leaves as it is: control characters above U+007E, what no reader sees, and the start of a log's command. */
const ACTIVE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]|(?<=##)\[/gu;

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(ACTIVE, escaped)}\n`;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
    "",
  );
}
