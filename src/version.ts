/** The version that goes into every result, and what a saved file says of its own. */
import { z } from "zod";
import manifest from "../package.json" with { type: "json" };

export const VERSION: string = manifest.version;

const savedSchema = z.looseObject({
  version: z.number().optional(),
  tool: z.looseObject({ version: z.string() }).optional(),
});

/** Why a file that was saved cannot be read, where it comes from another version. @param value the file as plain data
 *  @param format the number of the format that is read here
 *  @returns a clause about "it"; undefined where it is of this version, or does not say */
export function otherVersion(value: unknown, format: number): string | undefined {
  const { version = format, tool } = savedSchema.safeParse(value).data ?? {};
  const [its, ours] = version === format ? ["", ""] : [` in format ${version}`, `, which reads format ${format}`];
  if (tool !== undefined && tool.version !== VERSION)
    return `it was made by BioReview ${tool.version}${its}, and this is ${VERSION}${ours}`;
  return version === format ? undefined : `it is${its}, and this is BioReview ${VERSION}${ours}`;
}
