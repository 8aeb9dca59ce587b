// src/manuscript/manuscript.ts
/** What a manuscript is, whatever format it was written in. All positions are exact: a concern is anchored to them. */
const FORMATS = [
	"manubot",
	"quarto",
	"rmarkdown",
	"joss",
	"myst",
	"markdown",
	"latex",
	"typst",
	"jats",
	"notebook"
];
const PASSAGE_KINDS = [
	"heading",
	"paragraph",
	"caption",
	"table",
	"listItem"
];

export { PASSAGE_KINDS as n, FORMATS as t };