/** Foreign words in a message of ours: short, on one line, with every control character escaped and every secret masked.
 *  Fails towards showing less. */
import { escapeInvisible } from "../invisible-characters.ts";
import { truncate } from "../text.ts";

/** Characters. Enough for a server's own sentence, too little for a page of HTML or a stack. */
const LONGEST_QUOTE = 240;
/** What looks like a key even where it is not ours: `sk-...`, `Bearer ...`, `token=...`, and a password in a URL. */
const LIKE_A_SECRET =
  /\b(?:sk|hf|gh[a-z]|key)[-_][\w-]{6,}|(?<=\bBearer\s)[^\s"']+|(?<=\b(?:api[-_]?key|token|password|secret)=)[^\s&"']+|(?<=:\/\/)[^\s/@]+(?=@)/gi;

/** @param secrets values that may not be shown, such as the API key that was sent
 *  @returns the text between double quotes */
export function quoted(text: string, secrets: readonly (string | undefined)[] = []): string {
  return `"${oneLine(text, LONGEST_QUOTE, secrets)}"`;
}

/** @param longest in characters */
export function oneLine(text: string, longest: number, secrets: readonly (string | undefined)[] = []): string {
  const masked = secrets
    .filter((secret) => secret !== undefined && secret !== "")
    .reduce<string>((said, secret) => said.replaceAll(secret ?? "", "***"), text)
    .replace(LIKE_A_SECRET, "***")
    .replace(/\s+/gu, " ")
    .trim();
  return escapeInvisible(truncate(masked, longest));
}
