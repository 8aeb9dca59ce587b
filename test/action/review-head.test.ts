import { describe, expect, test } from "vitest";
import { PROFILES } from "../../profiles/profiles.ts";
import type { Earlier } from "../../src/action/earlier.ts";
import { earlierOf } from "../../src/action/earlier.ts";
import { type Asked, type Means, reviewHead } from "../../src/action/review-head.ts";
import { GitHubError, ManuscriptError } from "../../src/errors.ts";
import type { ChangedFile, PullRequest } from "../../src/github/read/pull-request.ts";
import type { FileTree } from "../../src/manuscript/index.ts";
import { dismiss, type Ledger } from "../../src/revision/index.ts";
import { concern } from "../support/build.ts";
import { markdownPaper } from "../support/paper.ts";
import { firstWordEmbedder, scriptedModel } from "../support/scripted-model.ts";
import { tree } from "../support/tree.ts";

const [HEAD, BASE, BEFORE] = ["a".repeat(40), "b".repeat(40), "c".repeat(40)];
const PAPER = markdownPaper();
const REWRITTEN = PAPER.replace("twelve mice over six weeks", "forty mice over six weeks");
const pull: PullRequest = {
  repository: "o/r",
  number: 7,
  author: "ann",
  state: "open",
  draft: false,
  labels: [],
  head: { sha: HEAD, ref: "rewrite", repository: "o/r" },
  base: { ref: "main", sha: BASE },
};
const smoke = PROFILES.find(({ name }) => name === "smoke") ?? PROFILES[0];
const signal = new AbortController().signal;
const modified = (path: string): ChangedFile => ({ path, status: "modified" });

/** A pull request whose commits hold these trees, and what the model answers when it is asked. */
async function reviewed(
  trees: Readonly<Record<string, Readonly<Record<string, string>>>>,
  answers: readonly (readonly ReturnType<typeof concern>[])[],
  asked: Partial<Asked> = {},
) {
  const said: string[] = [];
  let opened = 0;
  let closed = 0;
  const files = (sha: string): FileTree => {
    const contents = trees[sha];
    if (contents !== undefined) return tree(contents, sha.slice(0, 7));
    const gone = async () => {
      throw new ManuscriptError({ code: "commit-gone", at: sha, fault: "GitHub no longer has it", remedy: "None" });
    };
    return { label: sha, list: gone, read: gone };
  };
  const means: Means = {
    files,
    async servers() {
      opened++;
      const models = [scriptedModel(answers.map((concerns) => JSON.stringify(concerns)))] as const;
      const matching = { ...firstWordEmbedder(), name: "minilm" };
      return { models, embedder: firstWordEmbedder(), matching, close: async () => void closed++ };
    },
    workplace: {
      env: { XDG_CACHE_HOME: "/nonexistent" },
      runner: async () => "",
      tell() {},
      say: (what) => void said.push(what),
    },
    onReview() {},
    now: () => 0,
  };
  const whole: Asked = {
    pull,
    changed: [modified("paper.md")],
    manuscript: undefined,
    profile: smoke,
    earlier: async () => undefined,
    byPerson: false,
    full: false,
    notes: [],
    ...asked,
  };
  const done = await reviewHead(whole, means, signal);
  expect(closed, "what was opened is closed").toBe(opened);
  return { ...done, opened };
}

const MICE = concern("Twelve mice are few.", "major");
const BLIND = concern("Nobody was blinded.");

/** What is known after a first review of the paper at a commit. */
async function known(commit: string, concerns = [MICE], profile = "smoke"): Promise<Earlier> {
  const { found } = await reviewed({ [HEAD]: { "paper.md": PAPER } }, [concerns]);
  if (found.kind !== "compared") throw new Error("the first review of this test failed");
  const { revisions, ...rest } = found.comparison.ledger;
  const ledger: Ledger = { ...rest, revisions: revisions.map((one) => ({ ...one, label: commit })) };
  return earlierOf({ repository: "o/r", pull: 7, key: "", manuscript: "paper.md", profile, ledger }, "this pull request");
}
const from = (earlier: Earlier) => ({ earlier: async () => earlier });
const outcomes = ({ found }: Awaited<ReturnType<typeof reviewed>>) =>
  found.kind === "compared" ? found.comparison.outcomes.map(({ id, kind }) => `${id} ${kind}`) : found.kind;

describe("the first review", () => {
  test("says that all is new, of which commit, and that nothing was known", async () => {
    const done = await reviewed({ [HEAD]: { "paper.md": PAPER } }, [[MICE, BLIND]]);
    expect(outcomes(done)).toEqual(["C1 introduced", "C2 introduced"]);
    expect(done.found).toMatchObject({ comparison: { new: HEAD, cosmetic: false, ledger: { revisions: [{ label: HEAD }] } } });
    expect(done.found).not.toHaveProperty("comparison.old");
    expect(done.previous).toEqual({ from: "none", notes: [] });
  });

  test("an embedder that nobody calibrated is told before a model is looked for", async () => {
    const profile = { ...smoke, matching: "specter2-base" };
    await expect(reviewed({ [HEAD]: { "paper.md": PAPER } }, [], { profile })).rejects.toThrow(/specter2-base/);
  });

  test("is compared by the embedder that the profile compares with, whatever tells its near-duplicates", async () => {
    const profile = { ...smoke, embedding: "first-word" };
    const { found } = await reviewed({ [HEAD]: { "paper.md": PAPER } }, [[MICE, BLIND]], { profile });
    const review = { alike: { done: true, embedder: "first-word" } };
    expect(found).toMatchObject({ comparison: { embedder: "minilm", anchoredBy: "words and embeddings", review } });
  });

  test("no manuscript at the head is an error, never an empty review", async () => {
    await expect(reviewed({ [HEAD]: { "notes.txt": "x" } }, [])).rejects.toThrow(ManuscriptError);
  });
});

describe("a pull request that does not touch the manuscript", () => {
  const both = { [HEAD]: { "paper.md": PAPER, "tool.py": "2" }, [BASE]: { "paper.md": PAPER, "tool.py": "1" } };

  test("asks no model", async () => {
    const done = await reviewed(both, [], { changed: [modified("tool.py")] });
    expect(done).toMatchObject({ found: { kind: "untouched", root: "paper.md" }, opened: 0 });
  });

  test("is reviewed where a person asks", async () => {
    const done = await reviewed(both, [[MICE]], { changed: [modified("tool.py")], byPerson: true });
    expect(outcomes(done)).toEqual(["C1 introduced"]);
  });

  test("a manuscript's file that it removes, or moves away, touches it", async () => {
    const base = {
      "main.tex": "",
      ...latex("\\input{methods}"),
      "methods.tex": "\\section{Methods}\nWe measured twelve mice.\n",
    };
    const head = latex("");
    const trees = { [HEAD]: head, [BASE]: base };
    const removed: ChangedFile = { path: "methods.tex", status: "removed" };
    expect(outcomes(await reviewed(trees, [[MICE]], { changed: [removed], manuscript: "main.tex" }))).toEqual(["C1 introduced"]);
    const moved: ChangedFile = { path: "attic/methods.txt", previousPath: "methods.tex", status: "renamed" };
    expect(outcomes(await reviewed(trees, [[MICE]], { changed: [moved], manuscript: "main.tex" }))).toEqual(["C1 introduced"]);
  });

  test("a list of chapters that names another one touches it", async () => {
    const chapters = { "_quarto.yml": "", "index.qmd": PAPER, "two.qmd": "# Methods two\n\nWe measured it again.\n" };
    const quarto = (list: string) => ({
      ...chapters,
      "_quarto.yml": `project:\n  type: book\nbook:\n  title: Mice\n  chapters: [${list}]\n`,
    });
    const trees = { [HEAD]: quarto("index.qmd, two.qmd"), [BASE]: quarto("index.qmd") };
    expect(outcomes(await reviewed(trees, [[MICE]], { changed: [modified("_quarto.yml")] }))).toEqual(["C1 introduced"]);
  });

  test("a base without a manuscript means that all is new", async () => {
    const trees = { [HEAD]: { "paper.md": PAPER }, [BASE]: { "notes.txt": "x" } };
    expect(outcomes(await reviewed(trees, [[MICE]], { changed: [modified("notes.txt")] }))).toEqual(["C1 introduced"]);
  });
});

describe("a later revision", () => {
  test("is put beside the text of the one before", async () => {
    const trees = { [HEAD]: { "paper.md": REWRITTEN }, [BEFORE]: { "paper.md": PAPER } };
    const done = await reviewed(trees, [[MICE]], from(await known(BEFORE)));
    expect(outcomes(done)).toEqual(["C1 standing"]);
    expect(done.previous).toEqual({ from: "this pull request", commit: BEFORE, notes: [] });
  });

  test("in which no reader sees a difference asks no model", async () => {
    const trees = { [HEAD]: { "paper.md": PAPER.replaceAll(" in ", "\nin ") }, [BEFORE]: { "paper.md": PAPER } };
    const done = await reviewed(trees, [], from(await known(BEFORE)));
    expect(done).toMatchObject({ found: { comparison: { cosmetic: true, old: BEFORE, new: HEAD, outcomes: [] } }, opened: 0 });
    expect(done.found).toMatchObject({
      comparison: { ledger: { revisions: [{ number: 1 }, { number: 2, kind: "cosmetic", label: HEAD }] } },
    });
  });

  test("the same commit once more is no further revision", async () => {
    const earlier = await known(HEAD);
    const done = await reviewed({ [HEAD]: { "paper.md": PAPER } }, [], from(earlier));
    expect(done).toMatchObject({ found: { comparison: { cosmetic: true, ledger: earlier.ledger } }, opened: 0 });
  });

  test("by another model is reviewed, though the text is the same", async () => {
    const trees = { [HEAD]: { "paper.md": PAPER }, [BEFORE]: { "paper.md": PAPER } };
    const done = await reviewed(trees, [[MICE]], from(await known(BEFORE, [MICE], "bioreview-9b")));
    expect(outcomes(done)).toEqual(["C1 standing"]);
  });

  test("whose predecessor's commit is gone resolves nothing, and says so", async () => {
    const done = await reviewed({ [HEAD]: { "paper.md": REWRITTEN } }, [[BLIND]], from(await known(BEFORE)));
    expect(outcomes(done)).toEqual(["C2 introduced", "C1 not repeated"]);
    expect(done.previous.notes).toEqual([expect.stringContaining(`commit ${BEFORE.slice(0, 7)}: GitHub no longer has it`)]);
  });

  test("whose predecessor's text cannot be read any more says why", async () => {
    const trees = { [HEAD]: { "paper.md": REWRITTEN }, [BEFORE]: { "notes.txt": "x" } };
    const done = await reviewed(trees, [[MICE]], from(await known(BEFORE)));
    expect(done.previous.notes).toEqual([expect.stringContaining("no manuscript")]);
  });

  test("a failure of GitHub while the old text is read is a failure, not a text that is gone", async () => {
    const earlier = await known(BEFORE);
    const down = () =>
      Promise.reject(new GitHubError({ code: "github-down", at: "GET x", fault: "it answers 502", remedy: "Wait" }));
    const files = (sha: string): FileTree => (sha === HEAD ? tree({ "paper.md": PAPER }) : { label: sha, list: down, read: down });
    const workplace = { env: {}, runner: async () => "", tell() {}, say() {} };
    const means = {
      files,
      servers: () => Promise.reject(new Error("a model was asked")),
      workplace,
      onReview() {},
      now: () => 0,
    };
    const asked = {
      pull,
      changed: [modified("paper.md")],
      manuscript: undefined,
      profile: smoke,
      byPerson: false,
      full: false,
      notes: [],
    };
    await expect(reviewHead({ ...asked, ...from(earlier) }, means, signal)).rejects.toThrow(GitHubError);
  });
});

describe("a full review", () => {
  test("raises everything anew under new numbers, though the text is the same, and keeps what was dismissed dismissed", async () => {
    const earlier = await known(BEFORE, [MICE, BLIND]);
    const ledger = dismiss(earlier.ledger, "C2", "ann", "It was blinded.");
    const trees = { [HEAD]: { "paper.md": PAPER }, [BEFORE]: { "paper.md": PAPER } };
    const done = await reviewed(trees, [[MICE, BLIND]], { ...from({ ...earlier, ledger }), full: true, byPerson: true });
    expect(outcomes(done)).toEqual(["C3 introduced", "C2 dismissed"]);
    expect(done.found).not.toHaveProperty("comparison.old");
    expect(done.previous.notes).toEqual([expect.stringContaining("1 concern of earlier revisions was set aside")]);
  });
});

function latex(body: string): Record<string, string> {
  const sections = ["Introduction", "Results", "Discussion"].map(
    (name) => `\\section{${name}}\nWe studied sleep in twelve mice.\n`,
  );
  const text = `\\documentclass{article}\n\\title{Sleep}\n\\begin{document}\n\\maketitle\n${sections.join("")}${body}\n\\end{document}\n`;
  return { "main.tex": text };
}
