/** What changed between two commits, as GitHub lists it. Invariant: it is git's own diff (-M, three lines of context), file by file in git's order. */
import { git } from "./git.ts";
import { keeping } from "./kept.ts";

export interface FileDiff {
  readonly path: string;
  /** Of a renamed file. */
  readonly previousPath: string | undefined;
  readonly status: "added" | "removed" | "modified" | "renamed" | "changed";
  /** Of the new blob; of the old one where the file was removed. */
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
  /** From the first `@@`; undefined for binary files, pure renames, and what is too large. */
  readonly patch: string | undefined;
}

/** GitHub shows no patch of a file above these. */
export interface PatchLimits {
  /** Bytes. */
  readonly bytes: number;
  readonly lines: number;
}

/** @param from a commit or tree; `to` likewise */
export const diffOf = (folder: string, from: string, to: string, { bytes, lines }: PatchLimits): readonly FileDiff[] =>
  kept(folder, from, to, bytes, lines) ?? [];

const kept = keeping((folder: string, from: string, to: string, bytes: number, lines: number): readonly FileDiff[] => {
  const between = ["-M", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-textconv", from, to, "--"];
  const raw = rawEntries(git(folder, ["diff", "--raw", "-z", ...between]).toString());
  const patches = patchTexts(git(folder, ["diff", "-p", "-U3", ...between]).toString());
  if (patches.length !== raw.length) throw new Error(`git lists ${raw.length} files and ${patches.length} patches`);
  return raw.map((entry, k) => fileDiff(entry, patches[k] ?? "", { bytes, lines }));
});

interface RawEntry {
  readonly letter: string;
  readonly modes: readonly [string, string];
  readonly oids: readonly [string, string];
  readonly paths: readonly string[];
}

/** `:100644 100644 OLD NEW R090 NUL from NUL to NUL` */
function rawEntries(text: string): RawEntry[] {
  const fields = text.split("\0");
  const entries: RawEntry[] = [];
  for (let at = 0; at < fields.length && (fields[at] ?? "") !== ""; ) {
    const [oldMode = "", newMode = "", oldOid = "", newOid = "", score = ""] = (fields[at] ?? "").slice(1).split(" ");
    const letter = score.slice(0, 1);
    const count = letter === "R" || letter === "C" ? 2 : 1;
    entries.push({ letter, modes: [oldMode, newMode], oids: [oldOid, newOid], paths: fields.slice(at + 1, at + 1 + count) });
    at += 1 + count;
  }
  return entries;
}

/** No line of content begins so: each begins with a space, a sign or a backslash. A change of type has two patches, and is put together. */
function patchTexts(text: string): string[] {
  const pieces = text.split(/^(?=diff --git )/m).filter((piece) => piece !== "");
  const joined: string[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const isSecondHalf =
      before !== undefined && /^deleted file mode/m.test(before.slice(0, before.indexOf("\n@@") + 1)) && sameFile(before, piece);
    if (isSecondHalf) joined[joined.length - 1] = before + piece;
    else joined.push(piece);
  }
  return joined;
}
const sameFile = (a: string, b: string) => a.slice(0, a.indexOf("\n")) === b.slice(0, b.indexOf("\n"));

function fileDiff({ letter, modes, oids, paths }: RawEntry, text: string, limits: PatchLimits): FileDiff {
  const start = text.search(/^@@ /m);
  const whole = start < 0 ? "" : text.slice(start).replace(/\n$/, "");
  const lines = whole === "" ? [] : whole.split("\n");
  const tooLarge = Buffer.byteLength(whole) > limits.bytes || lines.length > limits.lines;
  return {
    path: paths.at(-1) ?? "",
    previousPath: paths.length === 2 ? paths[0] : undefined,
    status: statusOf(letter, modes, oids),
    oid: letter === "D" ? oids[0] : oids[1],
    additions: lines.filter((line) => line.startsWith("+")).length,
    deletions: lines.filter((line) => line.startsWith("-")).length,
    patch: whole === "" || tooLarge ? undefined : whole,
  };
}

function statusOf(letter: string, modes: readonly [string, string], oids: readonly [string, string]): FileDiff["status"] {
  if (letter === "A") return "added";
  if (letter === "D") return "removed";
  if (letter === "R") return "renamed";
  return letter === "T" || (modes[0] !== modes[1] && oids[0] === oids[1]) ? "changed" : "modified";
}
