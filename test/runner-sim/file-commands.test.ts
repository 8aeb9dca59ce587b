/** The files by which a step speaks to its runner. */
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folderWith } from "../support/folder.ts";
import { makeCommandFiles, parsePairs, readEffects, SUMMARY_LIMIT } from "./file-commands.ts";

test.each([
  { why: "a plain pair", text: "gate=passed\n", is: { gate: "passed" } },
  { why: "a value with equals and angles", text: "a=b=c<<d", is: { a: "b=c<<d" } },
  { why: "a value of many lines", text: "a<<E\none\n\ntwo=2\nE\nb=3\n", is: { a: "one\n\ntwo=2", b: "3" } },
  { why: "an empty value", text: "a<<E\nE\nb=\n", is: { a: "", b: "" } },
  { why: "a delimiter with an equals sign", text: "a<<E=F\nx\nE=F\n", is: { a: "x" } },
  { why: "the last of two wins", text: "a=1\na=2\n", is: { a: "2" } },
  { why: "blank lines between", text: "\n\na=1\n\n", is: { a: "1" } },
])("$why", ({ text, is }) => expect(Object.fromEntries(parsePairs(text))).toEqual(is));

test.each([
  { why: "a line that is neither", text: "gate" },
  { why: "no name", text: "=x" },
  { why: "no name before a delimiter", text: "<<E\nE" },
  { why: "no delimiter", text: "a<<\nx" },
  { why: "a delimiter that never comes", text: "a<<E\nx\nE " },
])("$why is refused", ({ text }) => expect(() => parsePairs(text)).toThrow(/^(?:Invalid|Matching)/));

const files = () => makeCommandFiles(folderWith(), "main");

test("a summary of one mebibyte is kept, and one byte more is not", () => {
  const its = files();
  writeFileSync(its.stepSummary, "x".repeat(SUMMARY_LIMIT));
  expect(readEffects(its)).toMatchObject({ summary: expect.stringMatching(/^x+$/), complaints: [], failures: [] });
  writeFileSync(its.stepSummary, "x".repeat(SUMMARY_LIMIT + 1));
  expect(readEffects(its)).toMatchObject({ summary: undefined, complaints: [expect.stringContaining("1024k")], failures: [] });
});

test("a file that cannot be understood fails the step and sets nothing", () => {
  const its = files();
  writeFileSync(its.output, "a=1\nnonsense\n");
  const { outputs, failures } = readEffects(its);
  expect(outputs.size).toBe(0);
  expect(failures).toHaveLength(1);
});

test("outputs above one megabyte fail the step", () => {
  const its = files();
  writeFileSync(its.output, `a=${"x".repeat(600_000)}\n`);
  expect(readEffects(its).failures).toHaveLength(1);
});
