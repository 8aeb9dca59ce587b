/** The configuration file of the repository. It is from the base branch, so everybody who may merge may write it: it may choose what is reviewed and how it
 *  is judged, never what runs on the machine. A key that is not known is an error, for a misspelt limit would leave the gate open. */

import { SettingsError } from "../../errors.ts";
import { nearestWord } from "../../nearest-word.ts";
import { checkSettings, FORMER_NAMES, type PartialSettings, SETTING_NAMES, settingNamesFrom } from "../../settings.ts";
import { parseYaml } from "../../yaml-file.ts";

/** Characters: a hundred times what all keys together need. */
const LONGEST = 65_536;

/** @param text of the file   @param at what to call it, such as `.github/bioreview.yml at main`
 *  @throws SettingsError */
export function readConfigFile(text: string, at: string): PartialSettings {
  if (text.length > LONGEST)
    throw wrong(at, `it has ${text.length} characters, and ${LONGEST} are read`, "Take out what is no setting");
  const { value, lineOf } = parseYaml(text, (fault, cause, line) =>
    line === undefined ? wrong(at, fault, "Mend it", cause) : wrong(`${at}, line ${line}`, fault, "Mend that line", cause),
  );
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw wrong(at, "it is no list of keys and values", EXAMPLE);
  for (const key of Object.keys(value))
    if (!ALLOWED.some((name) => name === key)) throw wrong(`${at}, line ${lineOf(key)}`, ...whyNotAllowed(key));
  const checked = checkSettings({ ...value });
  if ("settings" in checked) return checked.settings;
  const { key, inside, fault } = checked;
  throw wrong(
    `${at}, line ${lineOf(key, ...inside)}`,
    `${JSON.stringify(key)} will not do: ${fault}`,
    "Mend it, or take the line out",
  );
}

const EXAMPLE = "Write one setting a line, such as max-open-major: 3";
const ALLOWED = settingNamesFrom("file");

function whyNotAllowed(key: string): [fault: string, remedy: string] {
  const named = JSON.stringify(key.slice(0, 60));
  const setting = SETTING_NAMES.find((name) => name === key || FORMER_NAMES[name] === key);
  if (setting !== undefined) {
    const present = setting === key ? "" : `, which is now called ${setting},`;
    return [`${named}${present} may not stand here: it concerns the machine or a secret`, "Set it in the workflow"];
  }
  const near = nearestWord(
    key,
    ALLOWED.map((name) => name.replaceAll("-", "_")),
  )?.replaceAll("_", "-");
  return [
    `there is no setting ${named}${near === undefined ? "" : `; the nearest is ${near}`}`,
    `Name one of ${ALLOWED.join(", ")}`,
  ];
}

function wrong(at: string, fault: string, remedy: string, cause?: unknown): SettingsError {
  return new SettingsError({ code: "config-wrong", at, fault, remedy, cause });
}
