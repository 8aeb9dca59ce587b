/** A real manuscript's revisions as pushes to a pull request, and what must hold after each, whatever the model says. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "vitest";
import { type Files, type GitHub, type StagedPull, type StagedRepository, startGitHub } from "../../github-sim/index.ts";
import { CORPUS } from "../../support/corpus.ts";
import { labelled } from "../../support/labels.ts";
import type { SaidConcern } from "../../support/reviewer.ts";
import { gateOf, reviewsOf, savedStateOf } from "./published.ts";
import { OWNER, PERMISSIONS, STATUS } from "./scene.ts";

/** Requests of one run. */
const BUDGET = 15;

export interface Series {
  readonly manuscript: string;
  /** Names of its revisions, oldest first. */
  readonly revisions: readonly string[];
  /** What a model says of each. */
  readonly says: readonly (readonly SaidConcern[])[];
}

/** Which labelled list is said of each revision: `a` and `b` were written of the first labelled one, `c` of the second. */
const LISTS: Readonly<Record<string, readonly [labels: string, lists: string]>> = {
  "dengue-latex": ["dengue", "acb"],
  "meta-review-manubot": ["meta", "bac"],
  "minimap2-latex": ["minimap2", "acb"],
  "mutator-epistasis-manubot": ["mutator", "ac"],
  "schloss-preprints-rmd": ["schloss", "ac"],
};
/** For the paper that nobody labelled. */
const GENERAL: readonly SaidConcern[] = [
  { text: "Nothing is compared with other software for the same task.", category: "prior_art_novelty", severity: "major" },
  { text: "It is not said how the software was tested.", category: "missing_experiment", severity: "minor" },
];

/** Some ten minutes. */
export const isLong = process.env["BIOREVIEW_LONG"] === "1";
/** What every run of the tests has time for: one LaTeX paper of three revisions, one in R Markdown. */
const DAILY = /minimap2|schloss/;

/** Those that every run of the tests plays, or with BIOREVIEW_LONG=1 all. */
export function seriesToPlay(): readonly Series[] {
  return isLong ? allSeries() : allSeries().filter(({ manuscript }) => DAILY.test(manuscript));
}

/** Every manuscript of the corpus. @throws Error where labels that should be there are not */
function allSeries(): readonly Series[] {
  const names = readdirSync(CORPUS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.map(({ name: manuscript }) => {
    const revisions = readdirSync(join(CORPUS, manuscript)).sort();
    return { manuscript, revisions, says: revisions.map((_, k) => listOf(manuscript, k)) };
  });
}

function listOf(manuscript: string, revision: number): readonly SaidConcern[] {
  const [labels, lists = ""] = LISTS[manuscript] ?? [];
  if (labels === undefined) return GENERAL;
  const [ab, ac] = labelled.find((one) => one.manuscript === labels)?.comparisons ?? [];
  const list = { a: ab?.old, b: ab?.found, c: ac?.found }[lists[revision] ?? ""];
  if (list === undefined) throw new Error(`there is no list for revision ${revision + 1} of ${manuscript}`);
  return list;
}

/** From one revision to another, as one push. @param before undefined: nothing was there */
function pushOf(manuscript: string, before: string | undefined, after: string): Files {
  const gone =
    before === undefined ? {} : Object.fromEntries(Object.keys(filesOf(manuscript, before)).map((path) => [path, undefined]));
  return { ...gone, ...filesOf(manuscript, after) };
}

function filesOf(manuscript: string, revision: string): Record<string, Uint8Array> {
  const root = join(CORPUS, manuscript, revision);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [relative(root, join(parentPath, name)), readFileSync(join(parentPath, name))]),
  );
}

/** A manuscript on its stage. */
export interface Staged {
  readonly github: GitHub;
  readonly repository: StagedRepository;
  readonly pull: StagedPull;
  readonly token: string;
}
type Outputs = Readonly<Record<string, string>>;

export interface Play {
  /** How many of the revisions stand on the base branch already. */
  readonly base?: number;
  /** Others on the base branch. */
  readonly files?: Files;
  /** Runs the Action for what happened last. @returns its outputs */
  readonly run: (staged: Staged, action: "opened" | "synchronize") => Promise<Outputs>;
}

/** Pushes each revision and runs for it. */
export async function playSeries({ manuscript, revisions }: Series, { base = 0, files = {}, run }: Play): Promise<Row[]> {
  await using github = await startGitHub();
  const onBase = revisions[base - 1];
  const first = onBase === undefined ? { "README.md": "# Paper\n" } : pushOf(manuscript, undefined, onBase);
  const repository = github.repository(`${OWNER}/${manuscript}`, { private: true, files: { ...first, ...files } });
  const token = github.installationToken({ repositories: [repository.name], permissions: PERMISSIONS });
  const rows: Row[] = [];
  let before = onBase;
  for (const revision of revisions.slice(base)) {
    repository.commit("revise", pushOf(manuscript, before, revision), { message: revision });
    const isFirst = rows.length === 0;
    const pull = isFirst ? repository.open({ head: "revise", author: OWNER, title: manuscript }) : repository.pull(1);
    const staged = { github, repository, pull, token };
    github.clearLog();
    const begin = performance.now();
    const outputs = await run(staged, isFirst ? "opened" : "synchronize");
    const seconds = (performance.now() - begin) / 1000;
    const onLines = expectLawful(staged, outputs);
    rows.push({ manuscript, revision, outputs, onLines, requests: github.requests().length, seconds });
    before = revision;
  }
  return rows;
}

/** One push and its run. */
export interface Row {
  readonly manuscript: string;
  readonly revision: string;
  readonly outputs: Outputs;
  readonly onLines: number;
  readonly requests: number;
  readonly seconds: number;
}

/** What holds after each run. @returns the comments on lines that it brought */
function expectLawful({ github, repository, pull }: Staged, outputs: Outputs): number {
  const scene = { repository, pull };
  const head = pull.state().head.sha;
  const requests = github.requests();
  expect(github.violations(), "what GitHub would not take").toEqual([]);
  expect(requests.length, requests.map(({ method, path }) => `${method} ${path}`).join("\n")).toBeLessThanOrEqual(BUDGET);
  expect(
    requests.filter(({ status = 0 }) => status >= 400),
    "nothing was refused",
  ).toEqual([]);

  const ours = reviewsOf(scene);
  const ofHead = ours.filter(({ commit }) => commit === head);
  expect(new Set(ours.map(({ commit }) => commit)).size, "one review a revision").toBe(ours.length);
  const news = ["introduced", "reopened", "escalated", "resolved"].some((name) => Number(outputs[name]) > 0);
  expect(ofHead.length, JSON.stringify(outputs)).toBeGreaterThanOrEqual(news ? 1 : 0);

  expect(savedStateOf(scene).ledger.revisions.at(-1)?.label, "the ledger ends with the head").toBe(head);
  expect(
    gateOf(scene),
    repository
      .statuses(head, STATUS)
      .map(({ description }) => description)
      .join("; "),
  ).toEqual(["pending", "success"]);
  const added = pull.state().threads.filter(({ commit }) => commit === head);
  const lines = changedLines(repository, pull);
  for (const { anchor } of added)
    for (const line of [anchor.startLine ?? anchor.line, anchor.line])
      expect(
        lines.get(anchor.path)?.some(([first, last]) => first <= line && line <= last),
        `${anchor.path}:${line}`,
      ).toBe(true);
  return added.length;
}

/** By path, the ranges of lines of the head that git's own diff shows. */
function changedLines({ git }: StagedRepository, pull: StagedPull): Map<string, [number, number][]> {
  const { base, head } = pull.state();
  const { stdout } = spawnSync("git", ["-c", "core.quotePath=false", "diff", "-M", "-U3", `${base.sha}...${head.sha}`], {
    cwd: git,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const ranges = new Map<string, [number, number][]>();
  let path = "";
  for (const line of stdout.split("\n")) {
    path = /^\+\+\+ b\/(?<path>.*)$/.exec(line)?.groups?.["path"] ?? path;
    const { first, count = "1" } = /^@@ -\S+ \+(?<first>\d+)(?:,(?<count>\d+))? @@/.exec(line)?.groups ?? {};
    if (first === undefined) continue;
    ranges.set(path, [...(ranges.get(path) ?? []), [Number(first), Number(first) + Number(count) - 1]]);
  }
  return ranges;
}

const COLUMNS = ["introduced", "noticed-late", "standing", "escalated", "eased", "not-repeated", "resolved", "reopened", "open"];

/** As a Markdown table. */
export function tableOf(rows: readonly Row[]): string {
  const head = ["manuscript", "revision", "outcome", ...COLUMNS, "on lines", "requests", "seconds"];
  const cells = rows.map(({ manuscript, revision, outputs, onLines, requests, seconds }) => [
    ...[manuscript, revision, outputs["outcome"] ?? "?"],
    ...COLUMNS.map((name) => outputs[name] ?? ""),
    ...[String(onLines), String(requests), seconds.toFixed(1)],
  ]);
  return [head, head.map(() => "---"), ...cells].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
