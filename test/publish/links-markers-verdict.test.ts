import { expect, test } from "vitest";
import { encodedPath, ownUrl, passageUrl } from "../../src/publish/links.ts";
import { concernMarker, isStatusComment, reviewMarker, statusCommentMarker } from "../../src/publish/markers.ts";
import { crashedStatus, failedStatus, gateVerdict, pendingStatus, supersededStatus } from "../../src/publish/plan/verdict.ts";
import { dismiss, reopen } from "../../src/revision/index.ts";
import { ledgerOf, reviewed } from "./world.ts";

const WHERE = { server: "https://github.com/", repository: "lab/paper", pull: 1 };
const SHA = "0123456789".repeat(4);

test.each([
  { path: "content/04 methods (final).md", encoded: "content/04%20methods%20%28final%29.md" },
  { path: "a#b?c&d.md", encoded: "a%23b%3Fc%26d.md" },
  { path: "métodos/ñ.md", encoded: "m%C3%A9todos/%C3%B1.md" },
  { path: "../secret", encoded: undefined },
  { path: "/etc/passwd", encoded: undefined },
  { path: "a//b", encoded: undefined },
  { path: "a\0b", encoded: undefined },
])("the path $path in a link", ({ path, encoded }) => expect(encodedPath(path)).toBe(encoded));

test("a passage's address is of the commit, and shows lines", () => {
  expect(passageUrl(WHERE, SHA, { file: "a.md", startLine: 3, endLine: 9 })).toBe(
    `https://github.com/lab/paper/blob/${SHA}/a.md?plain=1#L3-L9`,
  );
  expect(passageUrl(WHERE, "v1", { file: "a.md", startLine: 3, endLine: 3 })).toBeUndefined();
});
test.each(["https://evil.example/x", "javascript:alert(1)", "nothing", "https://github.com/a b", "https://github.com/)[x](y"])(
  "%s is no address of a job",
  (url) => expect(ownUrl(WHERE, url)).toBeUndefined(),
);

test("marks differ by all that they are about, and by the secret", () => {
  const scope = { repository: "lab/paper", pull: 1, key: "" };
  const marks = [
    reviewMarker(scope, SHA, 1),
    reviewMarker(scope, SHA, 2),
    reviewMarker({ ...scope, pull: 2 }, SHA, 1),
    reviewMarker({ ...scope, key: "a" }, SHA, 1),
    reviewMarker({ ...scope, repository: "lab/other" }, SHA, 1),
    reviewMarker({ ...scope, secret: "s" }, SHA, 1),
    concernMarker(scope, "C1", "a"),
    concernMarker(scope, "C2", "a"),
    concernMarker(scope, "C1", "b"),
  ];
  expect(new Set(marks).size).toBe(marks.length);
});
test("a status comment is known by its first line, with and without a secret and wherever it was pushed, and nothing else is", () => {
  const scope = { repository: "lab/paper", pull: 1, key: "x -->" };
  expect(isStatusComment(statusCommentMarker(scope))).toBe(true);
  expect(statusCommentMarker({ ...scope, secret: "s" })).toBe(statusCommentMarker(scope));
  const marker = statusCommentMarker(scope);
  for (const body of [
    ` ${marker}`,
    `Edit: fine\n${marker}\nx`,
    `Edit\r\n\r\n\u200b${marker}`,
    "x\n<!-- bioreview-state:1\nAA\n-->",
  ])
    expect(isStatusComment(body), body).toBe(true);
  for (const body of ["", "x", `Quoting ${marker}`, `> ${marker}`, `\`${marker}\``, "<!-- bioreview-review-0 -->"])
    expect(isStatusComment(body), body).toBe(false);
  expect(statusCommentMarker(scope).match(/-->/g)).toHaveLength(1);
});

test("what a person reopened is not new, and what a person dismissed is not open", () => {
  const one = ledgerOf(reviewed("one", undefined, { raised: [{ text: "A.", severity: "major" }] }));
  const two = ledgerOf(reviewed("two", one, { raised: [{ text: "A.", severity: "major", is: "C1" }] }));
  expect(gateVerdict(one, {})).toMatchObject({ openMajor: 1, newMajor: 1 });
  expect(gateVerdict(two, {})).toMatchObject({ openMajor: 1, newMajor: 0 });
  const dismissed = dismiss(two, "C1", "alice", "");
  expect(gateVerdict(dismissed, {})).toMatchObject({ openMajor: 0 });
  expect(gateVerdict(reopen(dismissed, "C1", "alice", ""), {})).toMatchObject({ openMajor: 1, newMajor: 0 });
});

test.each([
  { outcome: "introduced", newMajor: 1 },
  { outcome: "escalated", newMajor: 1 },
  { outcome: "reopened", newMajor: 1 },
  { outcome: "noticed late", newMajor: 0 },
  { outcome: "standing", newMajor: 0 },
  { outcome: "eased", newMajor: 0 },
  { outcome: "not repeated", newMajor: 0 },
] as const)("an open major that the last revision left $outcome counts $newMajor times as new", ({ outcome, newMajor }) => {
  const ledger = ledgerOf(reviewed("one", undefined, { raised: [{ text: "A.", severity: "major" }] }));
  const event = { revision: 2, outcome, severity: "major", because: "a test" } as const;
  const after = {
    revisions: [...ledger.revisions, { number: 2, label: "two", kind: "reviewed" as const }],
    concerns: ledger.concerns.map((concern) => ({ ...concern, history: [...concern.history, event] })),
  };
  const limits = { maxNewMajor: 0 };
  expect(gateVerdict(after, limits)).toMatchObject({ openMajor: 1, newMajor, gate: newMajor === 0 ? "passed" : "failed" });
});

test("only a finished review is a success", () => {
  expect(pendingStatus().state).toBe("pending");
  for (const status of [failedStatus("x"), crashedStatus(), supersededStatus(SHA)]) expect(status.state).toBe("error");
  for (const fault of ["a long fault ".repeat(40), "x".repeat(500), "🧬".repeat(200), "y 🧬".repeat(90)])
    expect(failedStatus(fault).description.length, fault).toBeLessThanOrEqual(140);
  expect(supersededStatus(SHA).description).toContain("0123456");
});
