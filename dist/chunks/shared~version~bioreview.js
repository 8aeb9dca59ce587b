import { m as number, p as looseObject, v as string } from "./zod.js";

// package.json
var version = "0.1.0";

// src/version.ts
/** The version that goes into every result, and what a saved file says of its own. */
const VERSION = version;
const savedSchema = looseObject({
	version: number().optional(),
	tool: looseObject({ version: string() }).optional()
});
/** Why a file that was saved cannot be read, where it comes from another version. @param value the file as plain data
*  @param format the number of the format that is read here
*  @returns a clause about "it"; undefined where it is of this version, or does not say */
function otherVersion(value, format) {
	const { version = format, tool } = savedSchema.safeParse(value).data ?? {};
	const [its, ours] = version === format ? ["", ""] : [` in format ${version}`, `, which reads format ${format}`];
	if (tool !== void 0 && tool.version !== VERSION) return `it was made by BioReview ${tool.version}${its}, and this is ${VERSION}${ours}`;
	return version === format ? void 0 : `it is${its}, and this is BioReview ${VERSION}${ours}`;
}

export { otherVersion as n, VERSION as t };