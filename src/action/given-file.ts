/** What the configuration file of the repository says. It is from the base branch, so whoever may merge may write it: it may choose what is reviewed and how it
 *  is judged, never what runs on the machine. A key that is not known is an error, for a misspelt limit would leave the gate open. */
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { SettingsError } from "../errors.ts";
import { nearestWord } from "../nearest-word.ts";
import { type Given, SETTING_NAMES, settingsFrom, settingsSchema } from "../settings.ts";
import { faultOf } from "./setting-fault.ts";

/** Characters: a hundred times what all keys together need. */
const LONGEST = 65_536;

/** @param text of the file   @param at what to call it, such as `.github/bioreview.yml at main`
 *  @throws SettingsError */
export function givenFile(text: string, at: string): Given {
  if (text.length > LONGEST)
    throw wrong(at, `it has ${text.length} characters, and ${LONGEST} are read`, "Take out what is no setting");
  const { value, lineOf } = parsed(text, at);
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw wrong(at, "it is no list of keys and values", EXAMPLE);
  for (const key of Object.keys(value)) {
    const where = `${at}, line ${lineOf(key)}`;
    if (ALLOWED.some((name) => name === key)) continue;
    throw wrong(where, ...whyNot(key));
  }
  const { success, data, error } = settingsSchema.partial().safeParse(value);
  if (success) return Object.fromEntries(Object.entries(data).filter(([name]) => Object.hasOwn(value, name)));
  const { key, fault } = faultOf(error);
  throw wrong(`${at}, line ${lineOf(key)}`, `${JSON.stringify(key)} will not do: ${fault}`, "Mend it, or take the line out");
}

const EXAMPLE = "Write one setting a line, such as max-open-major: 3";
const ALLOWED = settingsFrom("file");

function whyNot(key: string): [fault: string, remedy: string] {
  const named = JSON.stringify(key.slice(0, 60));
  if (SETTING_NAMES.some((name) => name === key))
    return [`${named} may not stand here: it concerns the machine or a secret`, "Set it in the workflow"];
  const near = nearestWord(
    key,
    ALLOWED.map((name) => name.replaceAll("-", "_")),
  )?.replaceAll("_", "-");
  return [
    `there is no setting ${named}${near === undefined ? "" : `; the nearest is ${near}`}`,
    `Name one of ${ALLOWED.join(", ")}`,
  ];
}

function parsed(text: string, at: string): { readonly value: unknown; lineOf(key: string): number } {
  const counter = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: "silent", uniqueKeys: true });
    const [error] = document.errors;
    if (error !== undefined)
      throw wrong(
        `${at}, line ${counter.linePos(error.pos[0]).line}`,
        `it is no valid YAML (${error.message.split("\n")[0]})`,
        "Mend that line",
      );
    const pairs = isMap(document.contents) ? document.contents.items : [];
    const lineOf = (key: string) => {
      const found = pairs.find((pair) => isScalar(pair.key) && String(pair.key.value) === key)?.key;
      return isScalar(found) ? counter.linePos(found.range?.[0] ?? 0).line : 1;
    };
    return { value: document.toJS({ maxAliasCount: 100 }), lineOf };
  } catch (cause) {
    if (cause instanceof SettingsError) throw cause;
    // The library itself throws at aliases of aliases and where nesting exhausts the stack.
    throw wrong(at, `it is no valid YAML (${cause instanceof Error ? cause.message : String(cause)})`, "Mend it", cause);
  }
}

function wrong(at: string, fault: string, remedy: string, cause?: unknown): SettingsError {
  return new SettingsError({ code: "config-wrong", at, fault, remedy }, { cause });
}
