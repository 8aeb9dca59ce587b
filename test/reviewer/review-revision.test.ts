import { describe, expect, test } from "vitest";
import type { Profile } from "../../profiles/profile.ts";
import { PROFILES } from "../../profiles/profiles.ts";
import { ManuscriptError } from "../../src/errors.ts";
import type { ModelIdentity } from "../../src/inference/index.ts";
import { type FileTree, readManuscript } from "../../src/manuscript/index.ts";
import { resultSettings } from "../../src/review/index.ts";
import { firstLedger, type PreviousRevision, type RevisionRequest, reviewRevision } from "../../src/reviewer/index.ts";
import { concern } from "../support/build.ts";
import { latexPaper, markdownPaper } from "../support/paper.ts";
import { firstWordEmbedder, scriptedModel } from "../support/scripted-model.ts";
import { tree } from "../support/tree.ts";

const signal = new AbortController().signal;
const smoke: Profile = { ...(PROFILES.find(({ name }) => name === "smoke") ?? PROFILES[0]), embedding: firstWordEmbedder().name };
const PAPER = markdownPaper();
const REFLOWED = PAPER.replaceAll(" in ", "\nin ");
const REWRITTEN = PAPER.replace("twelve mice over six weeks", "forty mice over six weeks");
const MICE = concern("Twelve mice are few.", "major");
const BLIND = concern("Nobody was blinded.");
const WEIGHTS = "ab".repeat(32);

interface Setting extends Partial<RevisionRequest<PreviousRevision>> {
  /** What each review says, in order; one that is not here fails the test. */
  readonly answers?: readonly (readonly ReturnType<typeof concern>[])[];
  /** What the model server would tell of its model. */
  readonly identity?: Partial<ModelIdentity>;
  /** Of the matching embedder. */
  readonly matchingWeights?: string;
  /** False where nobody can tell which model would answer. */
  readonly isKnown?: boolean;
}

/** Reviews a tree, and counts what that took. */
async function reviewed(
  files: FileTree | Record<string, string>,
  { answers = [], identity = {}, isKnown = true, matchingWeights, ...request }: Setting = {},
) {
  const counts = { opened: 0, closed: 0 };
  const notices: string[] = [];
  const model = scriptedModel(
    answers.map((concerns) => JSON.stringify(concerns)),
    { id: "scripted", sha256: WEIGHTS, ...identity },
  );
  const revision = await reviewRevision<PreviousRevision>(
    {
      files: isTree(files) ? files : tree(files),
      manuscript: undefined,
      label: () => "v2",
      profile: smoke,
      previous: async () => undefined,
      ...request,
    },
    {
      env: { XDG_CACHE_HOME: "/nonexistent", XDG_DATA_HOME: "/nonexistent" },
      log: { notice: (line) => void notices.push(line), progress() {}, onReview() {} },
      now: () => 0,
      models: {
        nearDuplicates: true,
        identify: async () => (isKnown ? [model.identity] : undefined),
        async open() {
          counts.opened++;
          const close = async () => void counts.closed++;
          return {
            models: [model],
            embedder: firstWordEmbedder(),
            matching: { ...firstWordEmbedder(), name: "minilm", sha256: matchingWeights },
            close,
          };
        },
      },
    },
    signal,
  );
  expect(counts.closed, "what was opened is closed").toBe(counts.opened);
  return { revision, asked: model.asked, opened: counts.opened, notices };
}

function isTree(files: FileTree | Record<string, string>): files is FileTree {
  return typeof files["list"] === "function";
}

function comparisonOf({ revision }: Awaited<ReturnType<typeof reviewed>>) {
  if (revision.kind !== "compared") throw new Error(`it was not compared but ${revision.kind}`);
  return revision.comparison;
}
function outcomesOf(done: Awaited<ReturnType<typeof reviewed>>) {
  return comparisonOf(done).outcomes.map(({ id, kind }) => `${id} ${kind}`);
}
function notesOf({ revision }: Awaited<ReturnType<typeof reviewed>>) {
  return revision.kind === "compared" ? revision.notes : [];
}

/** A first review of a paper, as what a later one begins from. */
async function firstReview(text = PAPER, setting: Setting = {}): Promise<PreviousRevision> {
  const done = await reviewed({ "paper.md": text }, { label: () => "v1", answers: [[MICE]], ...setting });
  const { review, ledger } = comparisonOf(done);
  if (review === undefined) throw new Error("a first review is kept");
  const manuscript = await readManuscript(tree({ "paper.md": text }));
  return { label: "v1", ledger, text: manuscript, review, settings: resultSettings(review) };
}
const following = (previous: PreviousRevision) => ({ previous: async () => previous });

describe("a first revision", () => {
  test("of which nothing is compared gives its review, and no more", async () => {
    const { revision } = await reviewed({ "paper.md": PAPER }, { previous: undefined, answers: [[MICE]] });
    expect(revision).toMatchObject({ kind: "reviewed", review: { concerns: [MICE], manuscript: { revision: "v2" } } });
  });

  test("is new in all that its review raises", async () => {
    const done = await reviewed({ "paper.md": PAPER }, { answers: [[MICE, BLIND]] });
    expect(outcomesOf(done)).toEqual(["C1 introduced", "C2 introduced"]);
    expect(comparisonOf(done)).toMatchObject({ new: "v2", cosmetic: false, ledger: { revisions: [{ label: "v2" }] } });
    expect(comparisonOf(done)).not.toHaveProperty("old");
  });

  test("is compared by the profile's matching embedder, whatever tells its near-duplicates", async () => {
    const done = await reviewed({ "paper.md": PAPER }, { answers: [[MICE]] });
    const review = { alike: { done: true, embedder: "first-word" } };
    expect(comparisonOf(done)).toMatchObject({ embedder: "minilm", anchoredBy: "words and embeddings", review });
  });

  test("is not reviewed where its embedder is not calibrated: no model is looked for", async () => {
    const profile = { ...smoke, matching: "specter2-base" };
    await expect(reviewed({ "paper.md": PAPER }, { profile })).rejects.toThrow(/calibrate --embedder specter2-base/);
  });

  test("is not reviewed where its embedder has other weights than the calibrated ones: no model is asked", async () => {
    const refused = reviewed({ "paper.md": PAPER }, { matchingWeights: "ef".repeat(32) });
    await expect(refused).rejects.toThrow(/calibrate --embedder minilm/);
  });

  test("without a manuscript is an error, never an empty review", async () => {
    await expect(reviewed({ "notes.txt": "x" })).rejects.toThrow(ManuscriptError);
  });
});

describe("a change of files", () => {
  const change = (path: string, base: Record<string, string>, previousPath?: string) => ({
    paths: [{ path, previousPath }],
    base: tree(base),
  });

  test("that leaves the manuscript as it was asks no model, and looks for no previous revision", async () => {
    const previous = () => Promise.reject(new Error("somebody looked"));
    const done = await reviewed(
      { "paper.md": PAPER, "tool.py": "2" },
      { previous, change: change("tool.py", { "paper.md": PAPER, "tool.py": "1" }) },
    );
    expect(done).toMatchObject({ revision: { kind: "manuscript unchanged", manuscript: { root: "paper.md" } }, opened: 0 });
  });

  const latex = (body: string) => ({ "main.tex": latexPaper("Sleep", body) });
  const chapters = (list: string) => ({
    "_quarto.yml": `project:\n  type: book\nbook:\n  title: Mice\n  chapters: [${list}]\n`,
    "index.qmd": PAPER,
    "two.qmd": "# Methods two\n\nWe measured it again.\n",
  });
  const methods = { ...latex("\\input{methods}"), "methods.tex": "\\section{Methods}\nWe measured twelve mice.\n" };
  test.each([
    { why: "one of its files is changed", head: { "paper.md": PAPER }, change: change("paper.md", { "paper.md": REWRITTEN }) },
    { why: "one of its files is removed", head: latex(""), change: change("methods.tex", methods) },
    { why: "one of its files is moved away", head: latex(""), change: change("attic/methods.txt", methods, "methods.tex") },
    {
      why: "its list of chapters names another one",
      head: chapters("index.qmd, two.qmd"),
      change: change("_quarto.yml", chapters("index.qmd")),
    },
    { why: "there was none before", head: { "paper.md": PAPER }, change: change("notes.txt", { "notes.txt": "x" }) },
  ])("changes the manuscript where $why", async ({ head, change }) => {
    expect(outcomesOf(await reviewed(head, { change, answers: [[MICE]] }))).toEqual(["C1 introduced"]);
  });
});

describe("a later revision", () => {
  describe("whose profile names a judge", () => {
    const profile = { ...smoke, judge: smoke.chat[0] };

    test("asks the same model about what was not raised again, and tells where that was no judgement", async () => {
      const done = await reviewed({ "paper.md": REWRITTEN }, { ...following(await firstReview()), profile, answers: [[], []] });
      expect(done.asked).toHaveLength(2);
      expect(done.asked[1]).toMatchObject({ alternatives: 20, user: expect.stringContaining(MICE.text) });
      expect(notesOf(done)).toEqual([
        expect.stringMatching(/judge scripted gave no usable answer about C1.*rule without a judge/),
      ]);
      expect(comparisonOf(done).notes).toEqual(notesOf(done));
      const ruled = await reviewed({ "paper.md": REWRITTEN }, { ...following(await firstReview()), answers: [[]] });
      expect(outcomesOf(done)).toEqual(outcomesOf(ruled));
    });

    test("asks it nothing where all was raised again, or nothing was known before", async () => {
      const again = await reviewed({ "paper.md": REWRITTEN }, { ...following(await firstReview()), profile, answers: [[MICE]] });
      const first = await reviewed({ "paper.md": PAPER }, { profile, answers: [[MICE]] });
      expect([again.asked.length, first.asked.length]).toEqual([1, 1]);
    });
  });

  test("is put beside the text of the one before", async () => {
    const done = await reviewed({ "paper.md": REWRITTEN }, { ...following(await firstReview()), answers: [[MICE]] });
    expect(outcomesOf(done)).toEqual(["C1 standing"]);
    expect(notesOf(done)).toEqual([]);
  });

  test("in which no reader sees a difference asks no model", async () => {
    const done = await reviewed({ "paper.md": REFLOWED }, following(await firstReview()));
    expect(comparisonOf(done)).toMatchObject({
      cosmetic: true,
      old: "v1",
      new: "v2",
      outcomes: [],
      review: { concerns: [MICE] },
    });
    expect(comparisonOf(done).ledger.revisions).toMatchObject([{ number: 1 }, { number: 2, kind: "cosmetic", label: "v2" }]);
    expect(done.opened).toBe(0);
  });

  test("that is the previous one once more is no further revision", async () => {
    const previous = await firstReview();
    const done = await reviewed({ "paper.md": PAPER }, { ...following(previous), label: () => "v1" });
    expect(comparisonOf(done)).toMatchObject({ cosmetic: true, ledger: previous.ledger });
  });

  test("of a text that is gone resolves nothing", async () => {
    const previous = { ...(await firstReview()), text: undefined };
    const done = await reviewed({ "paper.md": REWRITTEN }, { ...following(previous), answers: [[BLIND]] });
    expect(outcomesOf(done)).toEqual(["C2 introduced", "C1 not repeated"]);
  });

  test("that is looked at afresh raises all anew, and says nothing of how the previous one was made", async () => {
    const previous = { ...(await firstReview()), text: undefined, afresh: true, ledger: firstLedger("v1", []) };
    const seed = 7;
    const done = await reviewed({ "paper.md": PAPER }, { ...following(previous), seed, answers: [[MICE]] });
    expect(outcomesOf(done)).toEqual(["C1 introduced"]);
    expect(notesOf(done)).toEqual([]);
  });
});

describe("the same text is reviewed again, and people are told why,", () => {
  test.each<{ why: string; now: Setting; note: RegExp }>([
    { why: "by another profile", now: { profile: { ...smoke, name: "other" } }, note: /profile/ },
    { why: "with another system message", now: { system: "You are strict." }, note: /system/ },
    { why: "with a seed that is named", now: { seed: 7 }, note: /seed/ },
    {
      why: "with another token budget",
      now: { profile: { ...smoke, prompt: { ...smoke.prompt, budget: 900 } } },
      note: /budget/,
    },
    {
      why: "with another temperature",
      now: { profile: { ...smoke, sampling: { ...smoke.sampling, temperature: 0.7 } } },
      note: /temperature/,
    },
    { why: "by another model", now: { identity: { id: "another" } }, note: /another/ },
    { why: "by another file of the same model", now: { identity: { sha256: "cd".repeat(32) } }, note: /cdcdcdcd/ },
  ])("$why", async ({ now, note }) => {
    const done = await reviewed({ "paper.md": PAPER }, { ...following(await firstReview()), answers: [[MICE]], ...now });
    expect(outcomesOf(done)).toEqual(["C1 standing"]);
    expect(notesOf(done)).toEqual([expect.stringMatching(note)]);
    expect(comparisonOf(done).notes).toEqual(notesOf(done));
  });

  test("where nobody knows how the previous review was made", async () => {
    const previous = { ...(await firstReview()), settings: undefined };
    const done = await reviewed({ "paper.md": PAPER }, { ...following(previous), answers: [[MICE]] });
    expect(outcomesOf(done)).toEqual(["C1 standing"]);
    expect(notesOf(done)).toHaveLength(1);
  });

  test("but not for a seed that only the text's line breaks changed", async () => {
    expect(await reviewed({ "paper.md": REFLOWED }, following(await firstReview()))).toMatchObject({ opened: 0 });
  });

  test("and not where the model cannot be known without starting it, which is said", async () => {
    const done = await reviewed({ "paper.md": PAPER }, { ...following(await firstReview()), isKnown: false });
    expect(done).toMatchObject({ opened: 0, notices: [expect.stringContaining("cannot be told")] });
  });

  test("and a rewritten one too", async () => {
    const done = await reviewed({ "paper.md": REWRITTEN }, { ...following(await firstReview()), answers: [[MICE]], seed: 7 });
    expect(notesOf(done)).toEqual([expect.stringMatching(/seed/)]);
  });
});

describe("an earlier revision that nobody reviewed", () => {
  const unreviewed = async (text: string) => ({ label: "v1", unreviewed: await readManuscript(tree({ "paper.md": text })) });

  test("is reviewed first, by the same servers", async () => {
    const previous = async () => unreviewed(PAPER);
    const done = await reviewed({ "paper.md": REWRITTEN }, { previous, answers: [[MICE], [MICE, BLIND]] });
    expect(outcomesOf(done)).toEqual(["C2 introduced", "C1 standing"]);
    expect(comparisonOf(done)).toMatchObject({ old: "v1", new: "v2" });
    expect(done).toMatchObject({ opened: 1, asked: [{}, {}] });
    expect(done.asked[0]?.user).toContain("twelve mice over six weeks");
  });

  test("is not reviewed where no reader sees a difference", async () => {
    const done = await reviewed({ "paper.md": REFLOWED }, { previous: async () => unreviewed(PAPER) });
    expect(comparisonOf(done)).toMatchObject({ cosmetic: true, ledger: { concerns: [] } });
    expect(done.opened).toBe(0);
  });
});

test("a file that is saved while the model runs changes nothing: what is compared is what was reviewed", async () => {
  const reads: string[] = [];
  const contents = [REWRITTEN, PAPER];
  const saved: FileTree = {
    label: "./",
    list: async () => [{ path: "paper.md", size: PAPER.length }],
    async read(path) {
      reads.push(path);
      return Buffer.from(contents[reads.length - 1] ?? "");
    },
  };
  const done = await reviewed(saved, { ...following(await firstReview()), answers: [[MICE]] });
  expect(reads).toEqual(["paper.md"]);
  expect(comparisonOf(done).review?.paper?.abstract).toMatchObject([{ text: expect.stringContaining("forty mice") }]);
  expect(comparisonOf(done).sentences).toMatchObject({ reworded: 1 });
});
