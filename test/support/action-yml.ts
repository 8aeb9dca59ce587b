/** What action.yml and the documents must say of each setting, told from the schema. */
import { z } from "zod";
import { FORMER_NAMES, metadataOf, type SettingName, settingNamesFrom, settingsSchema } from "../../src/settings.ts";

/** As people read it; undefined where nothing stands by default. */
export function defaultOf(name: SettingName): string | undefined {
  const schema = settingsSchema.shape[name];
  if (!(schema instanceof z.ZodDefault)) return undefined;
  const value: unknown = schema.def.defaultValue;
  return Array.isArray(value) ? undefined : String(value);
}

export interface InputText {
  readonly description: string;
  readonly default: string;
}

export function inputsOf(): Readonly<Record<string, InputText>> {
  const former = Object.entries(FORMER_NAMES).map(([name, old]) => [
    old,
    { description: `Former name of ${name}.`, default: "" },
  ]);
  return Object.fromEntries([
    ...settingNamesFrom("input").map((name) => {
      const usual = defaultOf(name);
      const description = `${settingsSchema.shape[name].description ?? ""}${usual === undefined ? "" : ` Default: ${usual}.`}`;
      return [name, { description, default: metadataOf(name).inputDefault ?? "" }];
    }),
    ...former,
  ]);
}

/** The table between `<!-- inputs -->` and `<!-- /inputs -->` of docs/action.md. */
export function inputsTable(): string {
  const rows = settingNamesFrom("input").map((name) => {
    const { inputDefault, from } = metadataOf(name);
    const usual = inputDefault === undefined ? defaultOf(name) : "the job's own token";
    const shown = usual === undefined ? "" : inputDefault === undefined ? `\`${usual}\`` : usual;
    return `| \`${name}\` | ${settingsSchema.shape[name].description} | ${shown} | ${from.includes("file") ? "yes" : ""} |`;
  });
  return ["| input | meaning | default | in the file |", "|---|---|---|---|", ...rows].join("\n");
}
