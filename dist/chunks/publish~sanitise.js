import { n as charactersOf, t as CHARACTER_CLASSES } from "./shared~invisible-characters.js";

// src/publish/sanitise.ts
/** The only way out for text that a model, a manuscript or a person wrote. What comes in is hostile; what goes out is words and nothing else:
*  no control character moves a terminal's cursor, no markup renders, nobody is mentioned, no command is commanded.
*  Fails towards showing less: a character in doubt is dropped. */
/** The emoji joiner and selector go with the others: a concern needs neither. */
const INVISIBLE = new RegExp(`[${charactersOf(...CHARACTER_CLASSES.filter((name) => name !== "surrogates"))}\\ufffc\\ufffd]`, "gu");
/** Escape sequences of a terminal: CSI, OSC with either of its ends, and two-character ones. */
const TERMINAL = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** What could be a commit's name, or hold one. A number without a letter is left whole: people copy numbers, such as a seed. */
const COMMIT = /(?<![a-z0-9])(?=\d*[a-f])[0-9a-f]{7,}(?![a-z0-9])/gi;
/** Letters that name no commit: GitHub takes seven. */
const NO_COMMIT = /[0-9a-f]{6}(?=.)/gi;
/** What GitHub shows as a picture, such as `:smile:`. */
const EMOJI = /:(?=[\w+\\-]+(?::|$))/g;
const WWW = /(?<![a-z0-9])www(?=\.|$)/gi;
const SHORT_REFERENCE = /(?<![a-z0-9])gh\\-(?=\d|$)/gi;
/** Put after a character that GitHub would otherwise read together with what follows: unseen, and no line may break there. */
const WORD_JOINER = "⁠";
/** What the log of a continuous integration job would take for a command: `::error::` where a line begins, and any word may begin one once a text
*  is wrapped; `##[error]` anywhere. */
const COLONS_FIRST = /(?<=^| ):{2,}/g;
const BRACKET_COMMAND = /##(?=\[)/g;
/** What a text node of an HTML page shows: nothing that a reader cannot see, and nothing that turns text around. Markup and mentions need no care there, for nobody
*  parses it; blanks at its ends stay, so that a text can be shown in pieces. */
function visibleText(text) {
	return text.replace(/[\s\u0085]+/g, " ").replace(INVISIBLE, "").replace(LONE_SURROGATE, "�");
}
/** One line of plain words, fit for a terminal, a log and a table cell. */
function plainText(text) {
	return visibleText(text.replace(TERMINAL, "")).normalize("NFC").replace(/ {2,}/g, " ").trim().replace(COLONS_FIRST, (colons) => [...colons].join(" ")).replace(BRACKET_COMMAND, "## ");
}
/** One line of Markdown that renders as exactly the words of `plainText(text)`, whatever stands before and behind it in that line but a letter or digit.
*  GitHub looks for mentions, issues and commits in the *rendered* text, where a backslash no longer stands: so those are broken up by a word
*  joiner, and only the markup is escaped. */
function escapeMarkdown(text) {
	return plainText(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/[\\`*_{}[\]()!|~$#+=-]/g, "\\$&").replace(/^(\d+)([.:])/, "$1\\$2").replace(/^\d{1,9}$/, `$&${WORD_JOINER}`).replace(/^\//, "\\/").replace(/@/g, `@${WORD_JOINER}`).replace(/\\#(?=\d|$)/g, `\\#${WORD_JOINER}`).replace(SHORT_REFERENCE, `$&${WORD_JOINER}`).replace(/:(?=\/\/)/g, `:${WORD_JOINER}`).replace(WWW, `$&${WORD_JOINER}`).replace(/(?:mailto|xmpp)(?=:)/gi, `$&${WORD_JOINER}`).replace(EMOJI, `:${WORD_JOINER}`).replace(COMMIT, (name) => name.replace(NO_COMMIT, `$&${WORD_JOINER}`));
}

export { plainText as n, visibleText as r, escapeMarkdown as t };