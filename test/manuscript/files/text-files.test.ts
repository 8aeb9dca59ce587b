import { expect, test } from "vitest";
import type { FileTree } from "../../../src/manuscript/files/file-tree.ts";
import { textFilesOf } from "../../../src/manuscript/files/text-files.ts";
import { tree } from "../../support/tree.ts";

const read = async (content: string | Uint8Array) => (await textFilesOf(tree({ "a.md": content }))).text("a.md");
const utf16 = (text: string, isBig: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return isBig ? bytes.swap16() : bytes;
};

test("text is decoded, and a byte order mark is no part of it", async () => {
  expect(await read("\ufeffµm\r\n")).toMatchObject({ text: "µm\r\n", hidden: [], warnings: [] });
  for (const isBig of [false, true]) expect((await read(utf16("β-catenin", isBig))).text).toBe("β-catenin");
});

test("bytes that are no UTF-8 are read as windows-1252, with the first line where it shows", async () => {
  const { text, warnings } = await read(Buffer.from("one\ntwo \x93caf\xe9\x94\n", "latin1"));
  expect(text).toBe("one\ntwo “café”\n");
  expect(warnings).toEqual([{ file: "a.md", line: 2, message: expect.stringContaining("windows-1252") }]);
});

test("a damaged UTF-8 file keeps what is sound", async () => {
  const { text, warnings } = await read(Buffer.concat([Buffer.from("µm\n\n"), Buffer.from([0xff]), Buffer.from("β")]));
  expect(text).toBe("µm\n\n\ufffdβ");
  expect(warnings).toEqual([{ file: "a.md", line: 3, message: expect.stringContaining("no UTF-8") }]);
});

test("a binary file is no text", () => expect(read("PK\0\0")).rejects.toMatchObject({ code: "not-text" }));

test("a pointer of Git LFS is no manuscript", () =>
  expect(read("version https://git-lfs.github.com/spec/v1\noid sha256:0\n")).rejects.toMatchObject({ code: "git-lfs-pointer" }));

test("a file above the limit is refused without being read", async () => {
  const files: FileTree = {
    label: "t",
    list: async () => [{ path: "a.md", size: 50_000_000 }],
    read: () => Promise.reject(new Error("it was read")),
  };
  await expect((await textFilesOf(files)).text("a.md")).rejects.toMatchObject({
    code: "file-too-large",
    message: expect.stringMatching(/50\.0 MB.*2\.0 MB.*--manuscript/),
  });
});

test("a file that grew since it was listed is refused too", async () => {
  const files: FileTree = {
    label: "t",
    list: async () => [{ path: "a.md", size: 1 }],
    read: async () => new Uint8Array(2_000_001),
  };
  await expect((await textFilesOf(files)).text("a.md")).rejects.toMatchObject({ code: "file-too-large" });
});

test("many files that are each below the limit are refused from where they are too much together", async () => {
  const list = Array.from({ length: 22 }, (_, index) => ({ path: `${index}.md`, size: 1_900_000 }));
  const sources = await textFilesOf({ label: "t", list: async () => list, read: async () => new Uint8Array() });
  for (const { path } of list.slice(0, 21)) await sources.text(path);
  await sources.text("0.md");
  await expect(sources.text("21.md")).rejects.toMatchObject({
    code: "tree-too-large",
    message: expect.stringMatching(/40 MB.*--manuscript/),
  });
});

test("each file is read once", async () => {
  let reads = 0;
  const one = tree({ "a.md": "x" });
  const sources = await textFilesOf({
    ...one,
    read: (path) => {
      reads++;
      return one.read(path);
    },
  });
  await Promise.all([sources.text("a.md"), sources.text("a.md")]);
  await sources.text("a.md");
  expect(reads).toBe(1);
});

test("a file that is not in the tree is not asked for", async () => {
  for (const path of ["b.md", "../a.md", "/a.md"]) {
    await expect((await textFilesOf(tree({ "a.md": "x" }))).text(path)).rejects.toMatchObject({ code: "file-not-found" });
  }
});
