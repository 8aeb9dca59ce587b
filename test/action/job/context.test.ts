import { describe, expect, test } from "vitest";
import { jobContext } from "../../../src/action/job/context.ts";
import { SettingsError } from "../../../src/errors.ts";

const ENV = { GITHUB_REPOSITORY: "ada/paper", GITHUB_EVENT_NAME: "pull_request", GITHUB_EVENT_PATH: "/event.json" };
const read = (env: Readonly<Record<string, string | undefined>>, text = "{}") => jobContext(env, () => Promise.resolve(text));

describe("the job", () => {
  test("is read from what the runner sets", async () => {
    expect(await read({ ...ENV, GITHUB_RUN_ID: "7", RUNNER_TEMP: "/t", GITHUB_WORKSPACE: "/w" }, '{"action":"opened"}')).toEqual({
      repository: "ada/paper",
      event: { name: "pull_request", payload: { action: "opened" } },
      api: "https://api.github.com",
      graphql: undefined,
      site: { server: "https://github.com", run: "https://github.com/ada/paper/actions/runs/7" },
      temporary: "/t",
      workspace: "/w",
    });
  });

  test.each([
    { name: "GITHUB_REPOSITORY", value: undefined },
    { name: "GITHUB_REPOSITORY", value: "paper" },
    { name: "GITHUB_REPOSITORY", value: "ada/paper/../other" },
    { name: "GITHUB_EVENT_NAME", value: "" },
    { name: "GITHUB_EVENT_PATH", value: undefined },
    { name: "GITHUB_API_URL", value: "here" },
    { name: "GITHUB_RUN_ID", value: "7?x" },
  ])("is none where $name is $value, and the error names that variable", async ({ name, value }) => {
    await expect(read({ ...ENV, [name]: value })).rejects.toThrow(SettingsError);
    await expect(read({ ...ENV, [name]: value })).rejects.toThrow(new RegExp(`^${name}: it is not set as`));
  });

  test("is none where the event's file is no JSON", async () => {
    await expect(read(ENV, "{")).rejects.toThrow(/^GITHUB_EVENT_PATH \/event\.json.*no JSON/);
  });
});
