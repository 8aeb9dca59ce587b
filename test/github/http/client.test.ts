/** The connection: where it goes, what it repeats, how long it waits, and what it says where it fails. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { rateLimitWait } from "../../../src/github/http/octokit.ts";
import { connectGitHub, permissionOf, setCommitStatus } from "../../../src/github/index.ts";
import {
  primaryLimit,
  refuses,
  type GitHub as Sim,
  type StagedRepository,
  secondaryLimit,
  startGitHub,
  unicorn,
} from "../../github-sim/index.ts";
import { whileCollecting } from "../../support/garbage.ts";
import { connected, PERMISSIONS } from "../support/connected.ts";

const NOW = Date.UTC(2026, 10, 22);

describe("how long GitHub asks us to wait", () => {
  test.each([
    { what: "a time that it names", status: 403, headers: { "retry-after": "17" }, message: "secondary rate limit", seconds: 17 },
    {
      what: "a date that it names",
      status: 429,
      headers: { "retry-after": new Date(NOW + 9_000).toUTCString() },
      message: "",
      seconds: 9,
    },
    {
      what: "a date that is over",
      status: 429,
      headers: { "retry-after": new Date(NOW - 9_000).toUTCString() },
      message: "",
      seconds: 0,
    },
    {
      what: "the end of the hour",
      status: 403,
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW / 1000 + 30) },
      message: "x",
      seconds: 31,
    },
    { what: "no time", status: 429, headers: {}, message: "", seconds: 60 },
    {
      what: "no time, but its words",
      status: 403,
      headers: {},
      message: "You have exceeded a secondary rate limit",
      seconds: 60,
    },
    {
      what: "no time, and other words",
      status: 422,
      headers: {},
      message: 'Validation Failed: "was submitted too quickly"',
      seconds: 60,
    },
    {
      what: "a missing permission",
      status: 403,
      headers: { "x-ratelimit-remaining": "4999" },
      message: "Resource not accessible by integration",
      seconds: undefined,
    },
    { what: "a wrong request", status: 422, headers: {}, message: "Validation Failed", seconds: undefined },
    {
      what: "a failure of its own that names a time",
      status: 502,
      headers: { "retry-after": "5" },
      message: "",
      seconds: undefined,
    },
  ])("$what", ({ status, headers, message, seconds }) =>
    expect(rateLimitWait({ status, headers, message }, 0, NOW)).toBe(seconds),
  );

  test("where it names none, each wait is twice the one before", () => {
    expect([0, 1, 2].map((waited) => rateLimitWait({ status: 429, headers: {}, message: "" }, waited, NOW))).toEqual([
      60, 120, 240,
    ]);
  });
});

describe("on the wire", () => {
  let sim: Sim;
  let repository: StagedRepository;
  beforeAll(async () => {
    sim = await startGitHub();
    repository = sim.repository("ada/paper");
  });
  afterAll(() => sim.stop());
  beforeEach(() => sim.clearLog());
  afterEach(() => {
    sim.clearFaults();
    expect(sim.violations()).toEqual([]);
  });
  const status = (github: ReturnType<typeof connectGitHub>) =>
    setCommitStatus(github, repository.name, repository.head("main"), { state: "pending", description: "x".repeat(200) });

  test("a read is asked again twice, a write never by itself", async () => {
    const { github } = connected(sim, repository);
    sim.fault({ on: "*", effect: unicorn(502) });
    await expect(permissionOf(github, repository.name, "ada")).rejects.toMatchObject({ code: "github-failed" });
    expect(sim.requests()).toHaveLength(3);
    sim.clearLog();
    await expect(
      github.send(({ rest }) => rest.issues.create({ owner: "ada", repo: "paper", title: "x" }), z.unknown()),
    ).rejects.toMatchObject({ code: "github-failed" });
    expect(sim.requests()).toHaveLength(1);
  });

  test("the wait that GitHub names is kept, told, and then the request is sent again", async () => {
    const { github, pauses, lines } = connected(sim, repository);
    sim.fault({ on: "repos/create-commit-status", call: 1, effect: secondaryLimit(403, 17) });
    sim.fault({ on: "repos/create-commit-status", call: 2, effect: refuses(429) });
    await status(github);
    expect(pauses).toEqual([17_000, 120_000]);
    expect(lines.join("\n")).toMatch(/waiting 17 s .*POST \/repos\/ada\/paper\/statuses/);
  });

  test("an hour is not waited for", async () => {
    const { github, pauses } = connected(sim, repository);
    sim.fault({ on: "repos/create-commit-status", effect: primaryLimit(Math.floor(Date.now() / 1000) + 3000) });
    await expect(status(github)).rejects.toMatchObject({ code: "github-limited", fault: expect.stringMatching(/in \d+ s/) });
    expect(pauses).toEqual([]);
  });

  test("a token that is refused says so, without the token", async () => {
    const { github } = connected(sim, repository, {}, { token: "ghs_not_a_token_of_anybody" });
    const error = await permissionOf(github, repository.name, "ada").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "github-credentials", remedy: expect.stringContaining("token") });
    expect(JSON.stringify(error) + String(error)).not.toContain("ghs_not");
  });

  test("a GitHub that is not there is not reachable", async () => {
    const gone = await startGitHub();
    await gone.stop();
    const { github } = connected(sim, repository, {}, { api: gone.url, graphql: undefined });
    await expect(permissionOf(github, repository.name, "ada")).rejects.toMatchObject({
      code: "github-unreachable",
      fault: expect.stringContaining("ECONNREFUSED"),
    });
  });

  test("a silent server ends with the request's time, whatever is collected as garbage meanwhile", async () => {
    sim.fault({ on: "*", effect: { kind: "silence", when: "before" } });
    const { signal } = new AbortController();
    const { github } = connected(sim, repository, PERMISSIONS, { signal, timing: { timeout: 300, retryDelay: 1, settle: 1 } });
    const asked = permissionOf(github, repository.name, "ada").catch((thrown: unknown) => thrown);
    expect(await whileCollecting(() => asked)).toMatchObject({ code: "github-unreachable" });
  });

  test("what GitHub says reaches messages as one plain line", async () => {
    sim.fault({ on: "*", effect: refuses(422, { message: "no\n::error::\u001b[31mred ##[set-output]" }) });
    const error = await permissionOf(connected(sim, repository).github, repository.name, "ada").catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ message: expect.not.stringMatching(/\n|\u001b|(^| )::|##\[/) });
  });

  test("a description is cut to what GitHub takes", async () => {
    await status(connected(sim, repository).github);
    expect(repository.statuses(repository.head("main"))[0]?.description).toHaveLength(140);
  });

  test("on a server of one's own GraphQL lies beside the API, not below it", async () => {
    const asked: string[] = [];
    const answer = async (input: string | URL | Request) => {
      asked.push(String(input instanceof Request ? input.url : input));
      return Response.json({ data: {} });
    };
    const silent = () => undefined;
    const log = { debug: silent, info: silent, warning: silent };
    for (const api of ["https://ghes.example/api/v3", "https://api.github.com/", "https://ghes.example/api/v3/"])
      await connectGitHub({ token: "t", api, log, statusContext: "s", throttle: false, fetch: answer }).mutate(
        "Nothing",
        "mutation { x }",
        {},
      );
    await connectGitHub({
      token: "t",
      api: "https://a.example",
      graphql: "https://b.example/q",
      log,
      statusContext: "s",
      throttle: false,
      fetch: answer,
    }).mutate("Nothing", "mutation { x }", {});
    expect(asked).toEqual([
      "https://ghes.example/api/graphql",
      "https://api.github.com/graphql",
      "https://ghes.example/api/graphql",
      "https://b.example/q",
    ]);
  });

  test("writes are a second apart where GitHub is asked to be spared", async () => {
    const { github } = connected(sim, repository, undefined, { throttle: true });
    const start = performance.now();
    for (const _ of [1, 2]) await status(github);
    expect(performance.now() - start).toBeGreaterThan(900); // a floor, not a bound: a slow machine only waits longer
  });
});
