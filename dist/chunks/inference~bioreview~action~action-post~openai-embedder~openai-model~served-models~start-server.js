import { c as truncate, f as escapeInvisible } from "./shared~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";

// src/inference/quoted.ts
/** Foreign words in a message of ours: short, on one line, with every control character escaped and every secret masked.
*  Fails towards showing less. */
/** Characters. Enough for a server's own sentence, too little for a page of HTML or a stack. */
const LONGEST_QUOTE = 240;
/** What looks like a key even where it is not ours: `sk-...`, `Bearer ...`, `token=...`, and a password in a URL. */
const LIKE_A_SECRET = /\b(?:sk|hf|gh[a-z]|key)[-_][\w-]{6,}|(?<=\bBearer\s)[^\s"']+|(?<=\b(?:api[-_]?key|token|password|secret)=)[^\s&"']+|(?<=:\/\/)[^\s/@]+(?=@)/gi;
/** @param secrets values that may not be shown, such as the API key that was sent
*  @returns the text between double quotes */
function quoted(text, secrets = []) {
	return `"${oneLine(text, LONGEST_QUOTE, secrets)}"`;
}
/** @param longest in characters */
function oneLine(text, longest, secrets = []) {
	const masked = secrets.filter((secret) => secret !== void 0 && secret !== "").reduce((said, secret) => said.replaceAll(secret ?? "", "***"), text).replace(LIKE_A_SECRET, "***").replace(/\s+/gu, " ").trim();
	return escapeInvisible(truncate(masked, longest));
}

export { quoted as n, oneLine as t };