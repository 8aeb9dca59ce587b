import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readActionInputs, secretsOf } from "../../../src/action/settings/action-inputs.ts";
import { readConfigFile } from "../../../src/action/settings/config-file.ts";
import { SettingsError } from "../../../src/errors.ts";
import { SETTING_NAMES, withDefaults } from "../../../src/settings.ts";

const inputs =
  (set: Readonly<Record<string, string>>) =>
  (name: string): string =>
    set[name] ?? "";
const readInputs = (input: (name: string) => string) =>
  readActionInputs(input, (line) => {
    throw new Error(`unexpected warning: ${line}`);
  });
const AT = ".github/bioreview.yml";

describe("inputs", () => {
  test("one that the workflow leaves empty says nothing, so that the file can speak", () => {
    expect(readInputs(inputs({ token: "t", profile: "", labels: "" }))).toEqual({ token: "t" });
  });

  test("each becomes what its setting holds", () => {
    const set = { "max-open-major": "0", profile: "smoke", labels: "ready, needs review\nwip", "inline-comments": "7" };
    expect(readInputs(inputs(set))).toEqual({
      "max-open-major": 0,
      profile: "smoke",
      labels: ["ready", "needs review", "wip"],
      "inline-comments": 7,
    });
  });

  test("one that is set by its former name is read with a warning that tells the present one", () => {
    const warnings: string[] = [];
    const read = (set: Readonly<Record<string, string>>) => readActionInputs(inputs(set), (line) => void warnings.push(line));
    expect(read({ "matching-embedder": "minilm" })).toEqual({ "matching-embedder": "minilm" });
    expect(warnings).toEqual([]);
    expect(read({ comparing: "minilm" })).toEqual({ "matching-embedder": "minilm" });
    expect(warnings).toEqual([expect.stringMatching(/input comparing .*matching-embedder/)]);
    expect(read({ comparing: "minilm", "matching-embedder": "minilm" })).toEqual({ "matching-embedder": "minilm" });
    expect(() => read({ comparing: "minilm", "matching-embedder": "specter2-base" })).toThrow(
      /^input comparing: .*matching-embedder.*different values/,
    );
  });

  test.each([
    { name: "max-open-major", text: "two", fault: "a whole number" },
    { name: "max-open-major", text: "-1", fault: "a whole number" },
    { name: "max-open-major", text: "1e3", fault: "a whole number" },
    { name: "max-new-major", text: "0x1", fault: "a whole number" },
    { name: "inline-comments", text: "26", fault: "at most 25" },
    { name: "profile", text: "bioreview", fault: "bioreview-9b, bioreview-8b, bioreview-union, smoke, small" },
    { name: "phase", text: "both", fault: "all, review or publish" },
    { name: "on-fork", text: "yes", fault: "skip or review" },
    { name: "timeout", text: "0", fault: "at least 1" },
    { name: "state-key", text: "Two Papers", fault: "characters that it may not" },
    { name: "manuscripts", text: "papers/a, ../b", fault: "a path below the repository's top" },
    { name: "manuscripts", text: "papers/a, papers/a/", fault: 'the path "papers/a" stands there twice' },
  ])("$name: $text is refused by name, and never taken for nothing", ({ name, text, fault }) => {
    expect(() => readInputs(inputs({ [name]: text }))).toThrow(SettingsError);
    expect(() => readInputs(inputs({ [name]: text }))).toThrow(
      new RegExp(`^input ${name}: ${JSON.stringify(text)} will not do: .*${fault}`),
    );
  });

  test("several manuscripts are all, or a list of paths", () => {
    expect(readInputs(inputs({ manuscripts: "all" }))).toEqual({ manuscripts: "all" });
    expect(readInputs(inputs({ manuscripts: "papers/a\npapers/b" }))).toEqual({ manuscripts: ["papers/a", "papers/b"] });
  });

  test.each(["manuscript", "state-key"])("several manuscripts beside %s are refused, for that is of one", (name) => {
    expect(() => readInputs(inputs({ manuscripts: "all", [name]: "a" }))).toThrow(new RegExp(`^input manuscripts: .*${name}`));
  });

  test("one manuscript that the workflow names is taken over several in the file, and several over one", () => {
    const [one, several] = [{ manuscript: "a" }, { manuscripts: "all" as const }];
    const token = { token: "t" };
    expect(withDefaults(several, { ...token, ...one })).toMatchObject(one);
    expect(withDefaults(several, { ...token, ...one }).manuscripts).toBeUndefined();
    expect(withDefaults(several, { ...token, "state-key": "a" }).manuscripts).toBeUndefined();
    expect(withDefaults(one, { ...token, ...several })).toMatchObject(several);
    expect(withDefaults(one, { ...token, ...several }).manuscript).toBeUndefined();
  });

  test("a secret that will not do is not shown", () => {
    expect(() => readInputs(inputs({ "state-secret": "tooshort" }))).toThrow(/^input state-secret: it has fewer than 16 char/);
  });

  test("all secrets are to be masked, those of several lines line by line too", () => {
    const set = { token: "ghs_1", "state-secret": "first line\n\nsecond", profile: "smoke" };
    expect(secretsOf(inputs(set))).toEqual(["ghs_1", "first line\n\nsecond", "first line", "second"]);
  });

  test("a blank line of a secret is not masked: every blank of the log would be", () => {
    const set = { "state-secret": "first line\n  \n\t\r\nsecond" };
    expect(secretsOf(inputs(set)).slice(1)).toEqual(["first line", "second"]);
  });
});

describe("the configuration file", () => {
  test("says what is reviewed and how it is judged", () => {
    const text = "# ours\nmanuscript: paper/main.tex\nmax-open-major: 3\n";
    expect(readConfigFile(text, AT)).toEqual({ manuscript: "paper/main.tex", "max-open-major": 3 });
  });

  test.each(["", "# nothing yet\n", "---\n"])("may say nothing: %j", (text) => expect(readConfigFile(text, AT)).toEqual({}));

  test.each([
    {
      why: "a misspelt limit is named with the nearest",
      text: "\nmax-open-mayor: 2",
      says: /, line 2: .*nearest is max-open-major/,
    },
    { why: "an unknown key", text: "colour: red", says: /, line 1: there is no setting "colour"\. Name one of / },
    { why: "a secret", text: "profile: smoke\nstate-secret: aaaaaaaaaaaaaaaaaaaaa", says: /, line 2: .*Set it in the workflow/ },
    {
      why: "a server for the text to be sent to",
      text: "endpoint: http://evil.example",
      says: /endpoint.*Set it in the workflow/,
    },
    {
      why: "one about the machine by its former name",
      text: "comparing: minilm",
      says: /"comparing", which is now called matching-embedder, .*Set it in the workflow/,
    },
    { why: "a text where a number is due", text: 'profile: smoke\nmax-open-major: "2"', says: /, line 2: .*a whole number/ },
    { why: "null", text: "max-open-major:", says: /a whole number/ },
    { why: "no list of manuscripts", text: "manuscripts: papers/a", says: /, line 1: .*all, or a list of paths/ },
    { why: "an empty list", text: "profile: smoke\nmanuscripts: []", says: /, line 2: .*at least 1 item/ },
    {
      why: "a path that climbs",
      text: "manuscripts:\n  - papers/a\n  - path: ../b\n",
      says: /, line 3: "manuscripts" will not do: it must be a path below the repository's top/,
    },
    {
      why: "a limit of one manuscript that is no number",
      text: "manuscripts:\n  - papers/a\n  - path: papers/b\n    max-open-major: few\n",
      says: /, line 4: .*a whole number/,
    },
    {
      why: "a misspelt key of one",
      text: "manuscripts:\n  - path: papers/b\n    max-open-mayor: 1\n",
      says: /, line 3: .*there is no key "max-open-mayor" of a manuscript; name one of path, key, profile/,
    },
    {
      why: "a key that a command would take for another word",
      text: "manuscripts:\n  - { path: a, key: status }",
      says: /, line 2: .*a word of a command/,
    },
    {
      why: "a key twice among manuscripts",
      text: "manuscripts:\n  - { path: a, key: x }\n  - { path: b, key: x }",
      says: /, line 3: .*the key "x" stands there twice/,
    },
    { why: "one and several", text: "manuscript: a\nmanuscripts: all", says: /, line 2: .*manuscript is set beside it/ },
    { why: "half a number", text: "max-open-major: 1.5", says: /whole number/ },
    { why: "a list", text: "- smoke", says: /no list of keys/ },
    { why: "broken YAML", text: "profile: smoke\n a: [", says: /, line \d: it is no valid YAML/ },
    { why: "a key twice", text: "profile: smoke\nprofile: bioreview-9b", says: /unique/ },
    { why: "aliases of aliases", text: bomb(), says: /no valid YAML|no setting/ },
    { why: "a prototype", text: "__proto__:\n  profile: smoke", says: /no setting/ },
    { why: "more than anybody writes", text: "#".repeat(70_000), says: /70000 characters/ },
  ])("is refused: $why", ({ text, says }) => {
    expect(() => readConfigFile(text, AT)).toThrow(SettingsError);
    expect(() => readConfigFile(text, AT)).toThrow(says);
  });

  test("whatever stands there, it sets what a file may set or is an error", () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
    const key = fc.oneof(fc.constantFrom(...SETTING_NAMES), fc.string());
    fc.assert(
      fc.property(fc.dictionary(key, value), (data) => {
        try {
          const given = readConfigFile(JSON.stringify(data), AT);
          expect(given).toEqual(data);
          expect(given).not.toHaveProperty("endpoint");
        } catch (error) {
          expect(error).toBeInstanceOf(SettingsError);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

function bomb(): string {
  const levels = Array.from(
    { length: 12 },
    (_, k) =>
      `a${k}: &a${k} [${Array(9)
        .fill(k === 0 ? "x" : `*a${k - 1}`)
        .join(", ")}]`,
  );
  return levels.join("\n");
}
