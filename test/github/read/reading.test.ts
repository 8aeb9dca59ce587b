/** What is read of a repository: files of a commit, changed files, what was merged before, and who may what. */
import { describe, expect, test } from "vitest";
import { changedFiles, commitFiles, diffLines, mergedPulls, permissionOf, react } from "../../../src/github/index.ts";
import { gitTree, readManuscript } from "../../../src/manuscript/index.ts";
import { ACTIONS_BOT, refuses, type StagedRepository, startGitHub, unicorn } from "../../github-sim/index.ts";
import { connected, PERMISSIONS } from "../support/connected.ts";
import { sim } from "../support/sim.ts";

let count = 0;
const repositoryOf = (files: Parameters<StagedRepository["commit"]>[1]) => sim.repository(`ada/reads-${++count}`, { files });
const paper = "# Title\n\n## Abstract\n\nWe did it.\n\n## Methods\n\nCarefully.\n";

describe("files of a commit", () => {
  const HOSTILE = {
    "paper/main.tex": "\\documentclass{article}\\begin{document}Text\\end{document}",
    "paper/latin.tex": Uint8Array.from([0x63, 0x61, 0x66, 0xe9, 0x0a]),
    "paper/bom.md": Uint8Array.from([0xef, 0xbb, 0xbf, 0x23, 0x20, 0x41]),
    "paper/long.md": `# Long\n\n${"Words and words. ".repeat(40_000)}`,
    "paper/empty.md": "",
    "paper/zero.md": "a\0b",
    "paper/windows.md": "# A\r\n\r\nB\r\n",
    "figures/one.png": Uint8Array.from({ length: 300 }, (_, k) => k % 256),
    "a name with blanks & ümläuts.md": "x",
    'quo"ted\nline.md': "y",
    "node_modules/lib/README.md": "never",
    "paper/link.md": { link: "main.tex" },
    "out.md": { link: "/etc/passwd" },
  } as const;

  test("are those that git itself reads, byte for byte, and no others", async () => {
    const repository = repositoryOf(HOSTILE);
    const [sha, own] = [repository.head("main"), await gitTree(repository.git, "main")];
    const files = commitFiles(connected(sim, repository).github, repository.name, sha);
    const listed = await files.list();
    expect(listed).toEqual(await own.list());
    expect(listed.map(({ path }) => path)).toContain("paper/latin.tex");
    expect(listed.map(({ path }) => path)).not.toContain("out.md");
    for (const { path } of listed) expect(Buffer.from(await files.read(path)), path).toEqual(Buffer.from(await own.read(path)));
  });

  test("a link, and what is not there, are refused", async () => {
    const repository = repositoryOf(HOSTILE);
    const files = commitFiles(connected(sim, repository).github, repository.name, repository.head("main"));
    for (const path of ["out.md", "../secret", "/etc/passwd", "missing.md", "node_modules/lib/README.md"])
      await expect(files.read(path)).rejects.toMatchObject({ kind: "manuscript", code: "file-not-found" });
  });

  test("a manuscript of a hundred files costs two requests", async () => {
    const parts = Object.fromEntries(
      Array.from({ length: 98 }, (_, k) => [`content/${String(k + 1).padStart(2, "0")}.part.md`, `## Part ${k}\n\nText ${k}.\n`]),
    );
    const repository = repositoryOf({ ...parts, "content/metadata.yaml": "title: A paper\n" });
    const files = commitFiles(connected(sim, repository).github, repository.name, repository.head("main"));
    const manuscript = await readManuscript(files);
    expect(manuscript.files).toHaveLength(99);
    expect(sim.requests()).toHaveLength(2);
  });

  test("a commit that only a fork has is read from the repository itself", async () => {
    const repository = repositoryOf({ "paper.md": paper });
    const fork = repository.fork("mallory");
    const sha = fork.commit("theirs", { "paper.md": `${paper}More.\n` });
    repository.open({ head: "theirs", from: fork.name, author: "mallory" });
    const files = commitFiles(connected(sim, repository).github, repository.name, sha);
    expect(Buffer.from(await files.read("paper.md")).toString()).toContain("More.");
  });

  test("a commit that is gone says so", async () => {
    const repository = repositoryOf({ "paper.md": paper });
    const old = repository.head("main");
    repository.commit("main", { "paper.md": "x" });
    repository.forget(old);
    const { github } = connected(sim, repository);
    for (const sha of [old, "0".repeat(40)])
      await expect(commitFiles(github, repository.name, sha).list()).rejects.toMatchObject({
        kind: "manuscript",
        code: "commit-gone",
      });
  });

  test("a tree that GitHub shows only a part of is refused, not read in part", async () => {
    await using small = await startGitHub({ treeEntries: 3 });
    const repository = small.repository("ada/large", { files: { "a.md": "a", "b.md": "b", "c.md": "c", "d.md": "d" } });
    const files = commitFiles(connected(small, repository).github, repository.name, repository.head("main"));
    await expect(files.list()).rejects.toMatchObject({ kind: "manuscript", code: "tree-too-large" });
  });

  test("where GitHub fails once, it is asked again; where it goes on failing, that is an error and no empty file", async () => {
    const repository = repositoryOf({ "paper.md": paper });
    const { github } = connected(sim, repository);
    sim.fault({ on: "git/get-blob", call: 1, effect: unicorn(502) });
    expect((await commitFiles(github, repository.name, repository.head("main")).read("paper.md")).length).toBe(paper.length);
    sim.clearFaults();
    sim.fault({ on: "git/get-blob", effect: { kind: "half" } });
    await expect(commitFiles(github, repository.name, repository.head("main")).read("paper.md")).rejects.toMatchObject({
      kind: "github",
    });
  });
});

describe("changed files", () => {
  test("come with their old names and patches, whose lines can bear comments", async () => {
    const repository = repositoryOf({ "old.md": paper, "gone.md": "x", "figure.png": Uint8Array.of(0, 1, 2) });
    repository.commit("revision", {
      "old.md": undefined,
      "new.md": paper.replace("Carefully.", "With care."),
      "gone.md": undefined,
      "figure.png": Uint8Array.of(3, 0),
    });
    repository.open({ head: "revision" });
    const { files, notes, complete } = await changedFiles(connected(sim, repository).github, {
      repository: repository.name,
      number: 1,
    });
    expect({ notes, complete }).toEqual({ notes: [], complete: true });
    expect(files).toMatchObject([
      { path: "figure.png", status: "modified" },
      { path: "gone.md", status: "removed" },
      { path: "new.md", previousPath: "old.md", status: "renamed", patch: expect.stringContaining("+With care.") },
    ]);
    expect([...diffLines(files).keys()]).toEqual(["new.md"]);
  });

  test("are read a hundred at a time", async () => {
    const repository = repositoryOf({ "paper.md": paper });
    repository.commit("revision", Object.fromEntries(Array.from({ length: 250 }, (_, k) => [`data/${k}.csv`, `${k}\n`])));
    repository.open({ head: "revision" });
    const { files } = await changedFiles(connected(sim, repository).github, { repository: repository.name, number: 1 });
    expect(files).toHaveLength(250);
    expect(sim.requests()).toHaveLength(3);
  });

  test("beyond what GitHub lists it is said that some are missing", async () => {
    const repository = repositoryOf({ "paper.md": paper });
    repository.commit("revision", Object.fromEntries(Array.from({ length: 3_010 }, (_, k) => [`data/${k}.csv`, `${k}\n`])));
    repository.open({ head: "revision" });
    const { files, notes, complete } = await changedFiles(connected(sim, repository).github, {
      repository: repository.name,
      number: 1,
    });
    expect({ count: files.length, complete }).toEqual({ count: 3_000, complete: false });
    expect(notes).toMatchObject([expect.stringContaining("3000")]);
  });
});

describe("the last merged pull request", () => {
  const touches = (path: string) => path === "paper.md";
  const STATUS = (pull: number) => `<!-- bioreview-status:ada/x/${pull}/ -->\nDashboard`;
  /** Each merged in this order; with our comment, or somebody else's. */
  const merged = (
    changes: readonly { readonly file: string; readonly by?: string; readonly base?: string; readonly talk?: number }[],
  ) => {
    const repository = repositoryOf({ "paper.md": paper, "code.py": "1" });
    repository.commit("release", {});
    for (const [k, { file, by, base = "main", talk = 0 }] of changes.entries()) {
      repository.commit(`b${k}`, { [file]: `${k}` });
      const pull = repository.open({ head: `b${k}`, base });
      for (let said = 0; said < talk; said++) pull.comment("eve", "I see.");
      if (by !== undefined) pull.comment(by, STATUS(pull.number));
      pull.merge();
    }
    repository.commit("now", { "paper.md": "now" });
    const pull = repository.open({ head: "now" });
    const base = { ref: "main", sha: repository.head("main") };
    return {
      find: () => mergedPulls(connected(sim, repository).github, { repository: repository.name, base })(touches),
      number: pull.number,
    };
  };

  test("is the latest that touched the manuscript and bears our status comment", async () => {
    const { find } = merged([
      { file: "paper.md", by: ACTIONS_BOT },
      { file: "paper.md", by: ACTIONS_BOT },
      { file: "code.py", by: ACTIONS_BOT },
      { file: "paper.md", by: "eve" },
    ]);
    expect(await find()).toMatchObject({ pull: 2, statusComments: [{ body: STATUS(2) }] });
    expect(sim.requests()).toHaveLength(1);
  });
  test("is found also where people talked before we did, which costs one request more", async () => {
    const { find } = merged([
      { file: "paper.md", by: ACTIONS_BOT },
      { file: "paper.md", by: ACTIONS_BOT, talk: 7 },
      { file: "paper.md", talk: 7 },
    ]);
    expect(await find()).toMatchObject({ pull: 2, statusComments: [{ body: STATUS(2) }] });
    expect(sim.requests()).toHaveLength(2);
  });
  test("is none where none touched the manuscript, which costs one request", async () => {
    expect(await merged([{ file: "code.py", by: ACTIONS_BOT }]).find()).toBeUndefined();
    expect(sim.requests()).toHaveLength(1);
  });
  test("is none of another branch, and none with a forged comment", async () => {
    expect(
      await merged([
        { file: "paper.md", by: ACTIONS_BOT, base: "release" },
        { file: "paper.md", by: "eve" },
      ]).find(),
    ).toBeUndefined();
  });
});

describe("who may what", () => {
  test.each([
    { role: "admin", may: "admin" },
    { role: "maintain", may: "write" },
    { role: "write", may: "write" },
    { role: "triage", may: "read" },
    { role: "read", may: "read" },
  ] as const)("$role is $may", async ({ role, may }) => {
    const repository = repositoryOf({ "paper.md": paper });
    repository.role("carol", role);
    expect(await permissionOf(connected(sim, repository).github, repository.name, "carol")).toBe(may);
  });
  test("whoever is nobody there may nothing", async () => {
    const repository = sim.repository(`ada/private-${++count}`, { private: true, files: { "paper.md": paper } });
    sim.user("eve");
    expect(await permissionOf(connected(sim, repository).github, repository.name, "eve")).toBe("none");
    expect(await permissionOf(connected(sim, repository).github, repository.name, "no-such-user")).toBe("none");
  });
  test("where GitHub does not say, nobody is let in", async () => {
    const repository = repositoryOf({ "paper.md": paper });
    sim.fault({ on: "repos/get-collaborator-permission-level", effect: refuses(500) });
    await expect(permissionOf(connected(sim, repository).github, repository.name, "ada")).rejects.toMatchObject({
      kind: "github",
    });
  });
});

describe("a reaction", () => {
  test("is there once, however often it is given", async () => {
    const repository = repositoryOf({ "paper.md": paper });
    repository.commit("revision", { "paper.md": "x" });
    const comment = repository.open({ head: "revision" }).comment("ada", "/bioreview");
    const { github } = connected(sim, repository);
    expect([
      await react(github, repository.name, comment.id, "eyes"),
      await react(github, repository.name, comment.id, "eyes"),
    ]).toEqual([undefined, undefined]);
    expect(repository.pull(1).state().comments[0]?.reactions).toHaveLength(1);
  });
  test("that may not be given is lost, and one that fails is only logged", async () => {
    const repository = repositoryOf({ "paper.md": paper });
    repository.commit("revision", { "paper.md": "x" });
    const comment = repository.open({ head: "revision" }).comment("ada", "/bioreview");
    const reading = { ...PERMISSIONS, issues: "read", pull_requests: "read" } as const;
    expect(await react(connected(sim, repository, reading).github, repository.name, comment.id, "eyes")).toMatchObject({
      what: "the reaction eyes",
    });
    sim.fault({ on: "reactions/create-for-issue-comment", effect: refuses(500) });
    const { github, lines } = connected(sim, repository);
    expect(await react(github, repository.name, comment.id, "rocket")).toBeUndefined();
    expect(lines.join()).toContain("GitHub failed (500)");
  });
});
