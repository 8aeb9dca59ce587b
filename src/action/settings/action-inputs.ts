/** The Action's inputs. Inputs are texts; each becomes what its setting holds, or an error that names it: a number that is none is never taken for
 *  "not set", for then a gate would stand open. */
import { z } from "zod";
import { SettingsError } from "../../errors.ts";
import {
  checkSettings,
  FORMER_NAMES,
  metadataOf,
  type PartialSettings,
  type SettingName,
  settingNamesFrom,
  settingsSchema,
} from "../../settings.ts";

/** @param input the text of an input, trimmed; empty where the workflow does not set it
 *  @param warn gets a line for each input that is set by its former name
 *  @throws SettingsError */
export function readActionInputs(input: (name: string) => string, warn: (line: string) => void): PartialSettings {
  const texts = settingNamesFrom("input").flatMap((name) => {
    const text = textOf(name, input, warn);
    return text === "" ? [] : [{ name, text }];
  });
  const given = Object.fromEntries(texts.map(({ name, text }) => [name, valueIn(settingsSchema.shape[name], text)]));
  const checked = checkSettings(given);
  if ("settings" in checked) return checked.settings;
  const { key, fault } = checked;
  const shown = texts.find(({ name }) => name === key);
  const isSecret = shown !== undefined && metadataOf(shown.name).secret === true;
  const shownFault = shown === undefined || isSecret ? fault : `${JSON.stringify(shown.text)} will not do: ${fault}`;
  throw wrong(key, shownFault, "Mend it in the workflow, or leave it out");
}

function wrong(name: string, fault: string, remedy: string): SettingsError {
  return new SettingsError({ code: "input-wrong", at: `input ${name}`, fault, remedy });
}

/** Under its present name or its former one. */
function textOf(name: SettingName, input: (name: string) => string, warn: (line: string) => void): string {
  const text = input(name);
  const former = FORMER_NAMES[name];
  const formerText = former === undefined ? "" : input(former);
  if (former === undefined || formerText === "") return text;
  if (text !== "" && text !== formerText) {
    const fault = `it is the former name of ${name}, and the two are set to different values`;
    throw wrong(former, fault, `Leave ${former} out of the workflow`);
  }
  warn(`the input ${former} is now called ${name}: rename it in the workflow, for the next release does not read the old name`);
  return formerText;
}

/** Text as the kind of value that the setting holds; text that is none stays text, for the schema to refuse. */
function valueIn(schema: z.ZodType, text: string): unknown {
  if (schema === settingsSchema.shape.manuscripts) return text === "all" ? text : listIn(text);
  const inner = innermost(schema);
  if (inner instanceof z.ZodNumber) return /^\d+$/.test(text) ? Number(text) : text;
  return inner instanceof z.ZodArray ? listIn(text) : text;
}

function listIn(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function innermost(schema: unknown): unknown {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? innermost(schema.def.innerType) : schema;
}

/** All secrets among the inputs, whole and line by line: to be masked before anything else happens. */
export function secretsOf(input: (name: string) => string): readonly string[] {
  const secrets = settingNamesFrom("input").filter((name: SettingName) => metadataOf(name).secret === true);
  return [...new Set(secrets.flatMap((name) => [input(name), ...input(name).split(/\r?\n/)]))].filter(
    (text) => text.trim() !== "",
  );
}
