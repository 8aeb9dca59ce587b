import { expect, test } from "vitest";
import { EXIT_CODES } from "../../src/errors.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { markdownPaper } from "../support/paper.ts";

const here = { directory: folderWith({ "paper.md": `# Sleep in mice\n\n${markdownPaper(2)}` }) };
const NOBODY = "http://127.0.0.1:9";

test.each([
  {
    why: "an unknown command",
    argv: ["revue"],
    says: "unknown command 'revue' (Did you mean review?)",
    help: "bioreview --help",
  },
  { why: "an unknown flag", argv: ["--quick"], says: "unknown option '--quick'", help: "bioreview --help" },
  {
    why: "a misspelt flag",
    argv: ["review", "--formt", "json"],
    says: "(Did you mean --format?)",
    help: "bioreview review --help",
  },
  {
    why: "an unknown format",
    argv: ["review", "--format", "xml"],
    says: "text, json, markdown",
    help: "bioreview review --help",
  },
  { why: "an unknown profile", argv: ["inspect", "--profile", "big"], says: "bioreview-9b", help: "bioreview inspect --help" },
  { why: "two paths", argv: ["inspect", "a", "b"], says: "too many arguments", help: "bioreview inspect --help" },
  { why: "a budget of nothing", argv: ["prompt", "--budget", "0"], says: "from 1 on", help: "bioreview prompt --help" },
  { why: "half a token", argv: ["prompt", "--budget", "1.5"], says: "from 1 on", help: "bioreview prompt --help" },
  { why: "a budget in words", argv: ["prompt", "--budget", "ten"], says: "from 1 on", help: "bioreview prompt --help" },
  {
    why: "a seed beyond 31 bits",
    argv: ["review", "--seed", "2147483648"],
    says: "from 0 to 2147483647",
    help: "bioreview review --help",
  },
  { why: "no patience at all", argv: ["review", "--timeout", "0"], says: "from 1 to 86400", help: "bioreview review --help" },
  { why: "a flag without its value", argv: ["review", "--output"], says: "argument missing", help: "bioreview review --help" },
  {
    why: "an article and a revision",
    argv: ["prompt", "--article", "a.json", "--rev", "v1"],
    says: "cannot be used with",
    help: "bioreview prompt --help",
  },
])("$why is told in one line that names the help", async ({ argv, says, help }) => {
  const { code, out, err } = await bioreview(argv, here);
  expect({ code, out }).toEqual({ code: EXIT_CODES.settings, out: "" });
  expect(err).toMatch(/^bioreview: [^\n]+ \[usage\]\n$/);
  expect(err).toContain(says);
  expect(err).toContain(`${help} shows what there is.`);
});

test.each([
  { why: "no address", argv: ["--endpoint", "here"], error: "endpoint-unusable" },
  { why: "a password in the address", argv: ["--endpoint", "http://me:secret@host"], error: "endpoint-unusable" },
  { why: "a model without an endpoint", argv: ["--model", "qwen"], error: "model-without-endpoint" },
  {
    why: "two models for a profile of one",
    argv: ["--endpoint", NOBODY, "--model", "a", "--model", "b"],
    error: "models-not-as-profile",
  },
  {
    why: "one model for a profile of two",
    argv: ["--endpoint", NOBODY, "--profile", "bioreview-union", "--model", "a"],
    error: "models-not-as-profile",
  },
  {
    why: "no model for a profile of two",
    argv: ["--endpoint", NOBODY, "--profile", "bioreview-union"],
    error: "models-not-as-profile",
  },
])("review with $why is refused before anything is sent", async ({ argv, error }) => {
  const { code, out, err } = await bioreview(["review", "paper.md", ...argv], here);
  expect({ code, out }).toEqual({ code: EXIT_CODES.settings, out: "" });
  expect(err).toMatch(/^bioreview: [^\n]+\n$/);
  expect(err).toContain(`[${error}]`);
  expect(err).not.toContain("secret");
});

test("a model's name does not swallow the path that follows it", async () => {
  const { err } = await bioreview(["review", "--endpoint", NOBODY, "--model", "qwen", "nowhere.md"], here);
  expect(err).toMatch(/^bioreview: nowhere\.md: .* \[path-not-there\]\n$/);
});

test("nothing asked for is not done: the help is on standard error", async () => {
  const { code, out, err } = await bioreview([], here);
  expect({ code, out }).toEqual({ code: EXIT_CODES.settings, out: "" });
  expect(err).toContain("Usage: bioreview");
});

test("foreign text in an argument stays on its line", async () => {
  const { err } = await bioreview(["\u001b[31mx\n::error::y"], here);
  expect(err).toBe(
    "bioreview: unknown command 'x ::error::y'. bioreview --help shows what there is. [usage]\n".replace(" ::", " : :"),
  );
});
