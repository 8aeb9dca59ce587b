/** What the job's log gets. The runner reads every line that is written for commands: `::error::` where a line begins, `##[set-output name=gate]off` anywhere in it.
 *  Invariant: whatever the text, it is one line, begins with our name, and no part of it is a command. */

import { plainText } from "../../publish/index.ts";
import { truncate } from "../../text.ts";

export interface Log {
  /** Shown only where the job runs with debug logging. */
  debug(text: string): void;
  info(text: string): void;
  /** The next three are shown on the job's page too, ten of each at most. */
  notice(text: string): void;
  warning(text: string): void;
  error(text: string): void;
}

/** Characters of a line: more is no message but a dump. */
const LONGEST = 2000;

/** Text as one line that commands nothing. */
export function logLine(text: string): string {
  return `bioreview: ${truncate(plainText(text), LONGEST)}`;
}
