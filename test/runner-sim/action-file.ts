/** An action's own description, as far as a runner needs it to start the action. Invariant: an expression that is not understood here is an error, never
 *  an empty input. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const actionFileSchema = z.object({
  name: z.string(),
  inputs: z
    .record(
      z.string(),
      z.object({ required: z.boolean().optional(), default: z.union([z.string(), z.number(), z.boolean()]).optional() }),
    )
    .default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
  runs: z.object({ using: z.string(), main: z.string(), post: z.string().optional(), "post-if": z.string().optional() }),
});
export type ActionFile = z.infer<typeof actionFileSchema>;

export function readActionFile(folder: string): ActionFile {
  return actionFileSchema.parse(parse(readFileSync(join(folder, "action.yml"), "utf8")));
}

/** What the action finds as `INPUT_*`: what was given, else the default.
 *  @param github what `${{ github.… }}` in a default stands for
 *  @throws Error where a default has another expression */
export function inputEnvironment(
  { inputs }: ActionFile,
  given: Readonly<Record<string, string>>,
  github: Readonly<Record<string, string>>,
): Record<string, string> {
  const unexpected = Object.keys(given).filter((name) => !(name in inputs));
  if (unexpected.length > 0) throw new Error(`Unexpected input(s) '${unexpected.join("', '")}'`);
  const values = Object.entries(inputs).map(([name, { default: value = "" }]) => [
    `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
    given[name] ?? evaluated(String(value), github),
  ]);
  return Object.fromEntries(values);
}

function evaluated(text: string, github: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (whole, expression: string) => {
    const value = github[expression.replace(/^github\./, "")];
    if (!expression.startsWith("github.") || value === undefined) throw new Error(`${whole}: this is not understood here`);
    return value;
  });
}
