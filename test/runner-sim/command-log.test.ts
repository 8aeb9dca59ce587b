/** What commands do to a step, and that nothing else does. */
import { expect, test } from "vitest";
import { createCommandLog } from "./command-log.ts";

function logOf(...lines: string[]) {
  const log = createCommandLog(["ghs_secret"]);
  for (const line of lines) log.take(line, "stdout");
  return log;
}

test("a secret shows as stars, and so does what add-mask adds", () => {
  const log = logOf("token ghs_secret", "::add-mask::quiet", "be quiet");
  expect(log.lines).toEqual(["token ***", "be ***"]);
});

test("each line of a mask is masked, the longest first", () => {
  expect(logOf("::add-mask::abc%0Aab", "abc ab").lines).toEqual(["*** ***"]);
});

test("an empty mask hides nothing", () => expect(logOf("::add-mask:: ", "a b").lines).toEqual(["a b"]));

test.each(["::set-env name=PATH::/tmp", "x ##[add-path]/tmp"])("%s fails the step", (line) => {
  expect(logOf(line).failures).toHaveLength(1);
});

test("the old way to set an output still sets it", () => {
  expect(Object.fromEntries(logOf("x ##[set-output name=gate]passed").outputs)).toEqual({ gate: "passed" });
});

test("the old way to keep state still keeps it, and without a name fails", () => {
  const log = logOf("::save-state name=a::1", "::save-state::2");
  expect(Object.fromEntries(log.state)).toEqual({ a: "1" });
  expect(log.failures).toHaveLength(1);
});

test("between stop and resume a command is text", () => {
  const log = logOf("::stop-commands::t0ken", "::set-output name=a::1", "::T0KEN::", "::set-output name=b::2");
  expect(Object.fromEntries(log.outputs)).toEqual({ b: "2" });
  expect(log.commands.map(({ name }) => name)).toEqual(["stop-commands", "set-output"]);
  expect(log.lines).toEqual(["::set-output name=a::1", "::T0KEN::"]);
});

test.each(["", "error", "pause-logging"])('commands cannot be stopped with the token "%s"', (token) => {
  const log = logOf(`::stop-commands::${token}`, "::set-output name=a::1");
  expect(log.failures).toHaveLength(1);
  expect(log.outputs.size).toBe(1);
});

test("annotations are lines of the log, with their breaks", () => {
  expect(logOf("::error::a%0Ab", "::debug::unseen").lines).toEqual(["Error: a\nb"]);
});
