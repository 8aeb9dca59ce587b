/** Which lines of a step's output the runner takes for a command. Invariant: a line that any known reading of the runner's rules takes for one is one
 *  here; in doubt it is a command, for tests ask whether hostile text could ever be one.
 *
 *      ::set-output name=gate::passed              at the start of the line, after white space
 *      any text ##[set-output name=gate]passed     anywhere in the line
 */

/** Names that a runner answers to, however they are cased. */
const REGISTERED: ReadonlySet<string> = new Set([
  "add-mask",
  "add-matcher",
  "add-path",
  "debug",
  "echo",
  "endgroup",
  "error",
  "group",
  "notice",
  "remove-matcher",
  "save-state",
  "set-env",
  "set-output",
  "stop-commands",
  "warning",
]);

export const isRegistered = (name: string) => REGISTERED.has(name.toLowerCase());

export interface ActionCommand {
  /** In lower case. */
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
  readonly form: "::" | "##[";
}

/** @param resume the token that ends stopped commands; it is a name too
 *  @returns undefined: ordinary output */
export function parseCommand(line: string, resume?: string): ActionCommand | undefined {
  const known = (name: string) => isRegistered(name) || (resume !== undefined && name.toLowerCase() === resume.toLowerCase());
  for (const marks of READINGS) {
    const found = atTheStart(line, marks, known) ?? anywhere(line, marks, known);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Known = (name: string) => boolean;

interface Marks {
  readonly starts: RegExp;
  readonly colons: RegExp;
  readonly prefix: RegExp;
}

/** Character by character; and by the rules of a culture, as .NET may search, which pass over characters that show nothing. */
const READINGS = ["", "[\\p{Default_Ignorable_Code_Point}\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f]*"].map(
  (nothing): Marks => ({
    starts: new RegExp(`^${nothing}:${nothing}:`, "u"),
    colons: new RegExp(`:${nothing}:`, "gu"),
    prefix: new RegExp(`#${nothing}#${nothing}\\[`, "gu"),
  }),
);

/** What .NET trims: Unicode's white space, which U+FEFF is not. JavaScript's own trim would take U+FEFF and leave U+0085. */
const WHITE_SPACE = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

function atTheStart(line: string, { starts, colons }: Marks, known: Known): ActionCommand | undefined {
  const trimmed = line.replace(WHITE_SPACE, "");
  if (!starts.test(trimmed)) return undefined;
  // The name begins at the third character, whatever was passed over: so does the runner's.
  const end = indexFrom(colons, trimmed, 2);
  if (end === undefined) return undefined;
  const [name, properties] = nameAndRest(trimmed.slice(2, end));
  if (!known(name)) return undefined;
  const parsed = propertiesOf(properties.trim(), ",", unescapeProperty);
  return { name: name.toLowerCase(), properties: parsed, data: unescapeData(trimmed.slice(end + 2)), form: "::" };
}

/** The first `##[` only: where that is no command, a later one is not looked for. */
function anywhere(line: string, { prefix }: Marks, known: Known): ActionCommand | undefined {
  const start = indexFrom(prefix, line, 0);
  if (start === undefined) return undefined;
  const end = line.indexOf("]", start);
  if (end < 0) return undefined;
  const [name, properties] = nameAndRest(line.slice(start + 3, end));
  if (!known(name)) return undefined;
  const parsed = propertiesOf(properties, ";", unescapeOld);
  return { name: name.toLowerCase(), properties: parsed, data: unescapeOld(line.slice(end + 1)), form: "##[" };
}

function indexFrom(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index;
}

function nameAndRest(info: string): [string, string] {
  const space = info.indexOf(" ");
  return space < 0 ? [info, ""] : [info.slice(0, space), info.slice(space + 1)];
}

function propertiesOf(text: string, separator: string, decode: (value: string) => string): Map<string, string> {
  const pairs = text.split(separator).flatMap((property): [string, string][] => {
    const equals = property.indexOf("=");
    const [key, value] = [property.slice(0, equals), property.slice(equals + 1)];
    return equals > 0 && value !== "" ? [[key.toLowerCase(), decode(value)]] : [];
  });
  return new Map(pairs);
}

/** In the runner's order, `%25` last, so that `%250A` becomes `%0A` and no line break. */
const unescaping = (table: readonly (readonly [string, string])[]) => (text: string) =>
  table.reduce((sofar, [from, to]) => sofar.replaceAll(from, to), text);
const LINES = [
  ["%0D", "\r"],
  ["%0A", "\n"],
] as const;
const PERCENT = ["%25", "%"] as const;
const unescapeData = unescaping([...LINES, PERCENT]);
const unescapeProperty = unescaping([...LINES, ["%3A", ":"], ["%2C", ","], PERCENT]);
const unescapeOld = unescaping([["%3B", ";"], ...LINES, ["%5D", "]"], PERCENT]);
