import { expect, test } from "vitest";
import { EXIT_CODES, InterruptedError } from "../../src/errors.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { markdownPaper } from "../support/paper.ts";
import { REVIEWER, reviewer } from "../support/reviewer.ts";
import { hangs, startScripted } from "../support/scripted-server.ts";

const directory = folderWith({ "paper.md": `# Sleep in mice\n\n${markdownPaper(2)}` });
const REVIEW = ["review", "paper.md", "--profile", "smoke", "--no-embedder", "--endpoint"];

test("where the text leaves the machine, that is said before anything else happens", async () => {
  // A name that can never be found (RFC 6761), so that nothing is sent.
  const { code, out, err } = await bioreview([...REVIEW, "https://models.invalid/v1", "--timeout", "5"], { directory });
  expect({ code, out }).toEqual({ code: EXIT_CODES.server, out: "" });
  expect(err).toMatch(
    /^bioreview: the manuscript is sent to another machine: https:\/\/models\.invalid\/v1\nbioreview: https:\/\/models\.invalid\/v1: /,
  );
});

test("a port that the Fetch standard keeps for another protocol is told as that", async () => {
  const { code, err } = await bioreview([...REVIEW, "http://127.0.0.1:6000"], { directory });
  expect({ code, err }).toEqual({
    code: EXIT_CODES.server,
    err: expect.stringMatching(/port.*another port.*\[server-port-blocked\]/),
  });
});

test("a server on this machine needs no such word", async () => {
  await using server = await startScripted(reviewer({ text: "x" }));
  expect((await bioreview([...REVIEW, server.url], { directory })).err).toBe("");
});

test("a socket is an endpoint too", async () => {
  const socket = `${folderWith()}/s.sock`;
  await using server = await startScripted(reviewer({ text: "There is no control." }), socket);
  const { code, out } = await bioreview([...REVIEW, server.url], { directory });
  expect(code).toBe(0);
  expect(out).toContain("There is no control.");
});

test("the key goes to the endpoint and nowhere into what is printed", async () => {
  await using server = await startScripted(reviewer({ text: "x" }));
  const { out, err } = await bioreview([...REVIEW, server.url, "--format", "json"], {
    directory,
    env: { BIOREVIEW_API_KEY: "very-secret-key" },
  });
  expect(server.received.map(({ headers }) => headers.authorization)).toContain("Bearer very-secret-key");
  expect(out + err).not.toContain("very-secret-key");
});

test("an interruption while the server works ends as one, with nothing printed", async () => {
  const stop = new AbortController();
  await using server = await startScripted({
    models: REVIEWER,
    chat: (response, received) => {
      hangs(response, received);
      stop.abort(new InterruptedError({ code: "interrupted", at: "SIGINT", fault: "stopped", remedy: "Run it again" }));
    },
  });
  const { code, out, err } = await bioreview([...REVIEW, server.url], { directory }, stop.signal);
  expect({ code, out }).toEqual({ code: EXIT_CODES.interrupted, out: "" });
  expect(err).toBe("bioreview: SIGINT: stopped. Run it again. [interrupted]\n");
});

test.each([["inspect"], ["prompt"]])("%s that was interrupted prints nothing either", async (command) => {
  const reason = new InterruptedError({ code: "interrupted", at: "SIGINT", fault: "stopped", remedy: "Run it again" });
  const { code, out } = await bioreview([command, "paper.md"], { directory }, AbortSignal.abort(reason));
  expect({ code, out }).toEqual({ code: EXIT_CODES.interrupted, out: "" });
});

test("doctor lists what an endpoint serves", async () => {
  await using server = await startScripted(reviewer());
  const { code, out } = await bioreview(["doctor", "--endpoint", server.url], { directory });
  expect(code).toBe(0);
  expect(out).toMatch(/^ok {4}server: bioreview-runner at http/m);
  expect(out).toMatch(/^ok {4}chat model: scripted-reviewer, Q4_1, cpu$/m);
  expect(out).toMatch(/^ok {4}embedding model: minilm$/m);
});

test("doctor ends with the server's exit code where nothing answers, and its JSON says the same", async () => {
  const { code, out, err } = await bioreview(["doctor", "--json", "--endpoint", "unix:/nowhere/s.sock"], { directory });
  expect(code).toBe(EXIT_CODES.server);
  expect(JSON.parse(out).findings.at(-1)).toMatchObject({
    name: "server",
    state: "fail",
    remedy: expect.stringContaining("Start the server"),
  });
  expect(err).toMatch(/^bioreview: server: must be mended [^\n]+ \[not-ready\]\n$/);
});
