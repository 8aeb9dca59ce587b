import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROFILES } from "../../../profiles/profiles.ts";
import { ACTIONS_BOT, type GitHub, type StagedPull, type StagedRepository, startGitHub } from "../../github-sim/index.ts";
import { markdownPaper } from "../../support/paper.ts";
import type { SaidConcern } from "../../support/reviewer.ts";
import { startReviews } from "../../support/scripted-reviews.ts";
import { type Played, play } from "../support/play.ts";

const PAPER = markdownPaper();
const REWRITTEN = PAPER.replace(
  "We studied methods in twelve mice over six weeks",
  "We studied methods in forty blinded mice over nine months",
);
const MICE: SaidConcern = {
  text: "The methods use twelve mice over six weeks, which are few.",
  severity: "major",
  category: "design_study",
};
const BLIND: SaidConcern = { text: "Nobody says who was blinded in the results.", severity: "minor" };
const smoke = PROFILES.find(({ name }) => name === "smoke") ?? PROFILES[0];

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.stop());

let count = 0;
interface Scene {
  readonly repository: StagedRepository;
  readonly pull: StagedPull;
}
/** A pull request that rewrites the methods. */
function scene(
  head: Readonly<Record<string, string>> = { "paper.md": REWRITTEN },
  files: Readonly<Record<string, string>> = {},
): Scene {
  const repository = github.repository(`ada/paper-${++count}`, { files: { "paper.md": PAPER, "tool.py": "1", ...files } });
  repository.commit("revision", head);
  return { repository, pull: repository.open({ head: "revision", author: "ann" }) };
}

/** Runs with a model that gives these reviews, one after the other. */
async function reviewing(
  { repository, pull }: Scene,
  turns: readonly (readonly SaidConcern[])[],
  more: Partial<Parameters<typeof play>[0]> = {},
): Promise<Played> {
  await using server = await startReviews(smoke, turns);
  const event = more.event ?? github.events.pull({ repository: repository.name, number: pull.number }, "opened");
  const played = await play({ github, repository, event, ...more, inputs: { endpoint: server.url, ...more.inputs } });
  expect(server.asked(), "reviews that were asked for").toBe(turns.length);
  return played;
}

/** One run whole, while another is at work: after its first look at the pull request. */
async function meanwhile<T>(one: () => Promise<unknown>, other: () => Promise<T>): Promise<T> {
  let takeBack = () => {};
  const run = async () => {
    takeBack();
    await one();
  };
  takeBack = github.fault({ on: "pulls/list-files", effect: { kind: "first", run } });
  return other();
}

function standing({ repository, pull }: Scene) {
  const state = pull.state();
  const ours = ({ author }: { author: string }) => author === ACTIONS_BOT;
  const statuses = repository.statuses(state.head.sha);
  return {
    reviews: state.reviews.filter(ours),
    comments: state.comments.filter(ours),
    threads: state.threads,
    statuses,
    last: statuses[0],
  };
}

describe("a pull request that changes the manuscript", () => {
  test("gets one review, a status comment with the ledger, and a verdict on its head", async () => {
    const at = scene();
    const { job, asked } = await reviewing(at, [[MICE, BLIND]]);
    const { reviews, comments, statuses } = standing(at);
    expect(reviews).toHaveLength(1);
    expect(reviews[0]?.body).toContain("twelve mice over six weeks, which are few");
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain("bioreview-state:");
    expect(statuses.map(({ state, context }) => [context, state])).toEqual([
      ["bioreview/gate", "success"],
      ["bioreview/gate", "pending"],
    ]);
    expect(Object.fromEntries(job.outputs)).toMatchObject({
      outcome: "reviewed",
      gate: "off",
      introduced: "2",
      "open-major": "1",
    });
    expect(job.outputs.get("review-url")).toContain(`/pull/${at.pull.number}#`);
    expect(job.failures).toEqual([]);
    expect(asked.length, asked.join(" ")).toBeLessThanOrEqual(15);
  });

  test("a run that is repeated writes nothing twice and asks no model", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]);
    const before = standing(at);
    const { job } = await reviewing(at, []);
    const after = standing(at);
    expect([after.reviews, after.comments, after.threads]).toEqual([before.reviews, before.comments, before.threads]);
    expect(after.last?.state).toBe("success");
    expect(job.outputs.get("outcome")).toBe("standing");
  });

  test("the next push gets only what is new, and the rest stands in the ledger", async () => {
    const at = scene();
    await reviewing(at, [[MICE, BLIND]]);
    at.repository.commit("revision", { "paper.md": REWRITTEN.replace("We studied discussion in", "We discussed at length in") });
    const { job } = await reviewing(at, [
      [MICE, BLIND, { text: "The discussion is too long in its length.", severity: "minor" }],
    ]);
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "reviewed", revision: "2", standing: "2", open: "3" });
    expect(standing(at).reviews).toHaveLength(2);
    expect(standing(at).comments).toHaveLength(1);
  });

  test("a push in which no reader sees a difference asks no model and writes no review", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]);
    at.repository.commit("revision", { "paper.md": REWRITTEN.replaceAll(" in ", "\nin ") });
    const { job } = await reviewing(at, []);
    expect(job.outputs.get("outcome")).toBe("cosmetic");
    expect(standing(at).reviews).toHaveLength(1);
    expect(standing(at).statuses[0]?.state).toBe("success");
  });

  test("above a limit the gate fails: the status and the job", async () => {
    const at = scene();
    const { job } = await reviewing(at, [[MICE]], { inputs: { "max-open-major": "0" } });
    expect(standing(at).statuses[0]).toMatchObject({ state: "failure", description: expect.stringContaining("limit 0") });
    expect(job.failures).toEqual([expect.stringContaining("1 open major concern, limit 0")]);
    expect(job.outputs.get("gate")).toBe("failed");
    expect(standing(at).reviews).toHaveLength(1);
  });

  test("nothing that a workflow gives as a secret is left unmasked", async () => {
    const at = scene();
    const secret = "a secret of more than sixteen";
    const { job } = await reviewing(at, [[MICE]], { inputs: { "state-secret": secret, "api-key": "k-1" } });
    expect(job.masked).toEqual(expect.arrayContaining([secret, "k-1", job.input("token")]));
  });
});

describe("one that does not change the manuscript", () => {
  test("gets a verdict, no model and no comment", async () => {
    const at = scene({ "tool.py": "2" });
    const { job } = await reviewing(at, []);
    expect(standing(at)).toMatchObject({ reviews: [], comments: [], statuses: [{ state: "success" }, { state: "pending" }] });
    expect(job.outputs.get("outcome")).toBe("untouched");
  });
});

describe("the configuration file", () => {
  test("is taken from the base branch, and never from the pull request", async () => {
    const strict = { ".github/bioreview.yml": "max-open-major: 0\n" };
    const lax = { "paper.md": REWRITTEN, ".github/bioreview.yml": "max-open-major: 99\n" };
    const at = scene(lax, strict);
    const { job } = await reviewing(at, [[MICE]]);
    expect(job.failures).toEqual([expect.stringContaining("limit 0")]);
  });

  test("yields to what the workflow says", async () => {
    const at = scene(undefined, { ".github/bioreview.yml": "max-open-major: 0\n" });
    const { job } = await reviewing(at, [[MICE]], { inputs: { "max-open-major": "1" } });
    expect(job.failures).toEqual([]);
    expect(job.outputs.get("gate")).toBe("passed");
  });

  test("that is wrong is an error on the head, for a gate that nobody reads stands open", async () => {
    const at = scene(undefined, { ".github/bioreview.yml": "max-open-mayor: 0\n" });
    const { job } = await reviewing(at, []);
    expect(standing(at).last).toMatchObject({ state: "error", description: expect.stringContaining("max-open-major") });
    expect(job.failures).toEqual([expect.stringContaining("bioreview.yml of main at")]);
    expect(job.outputs.get("gate")).toBe("error");
  });
});

describe("what goes wrong", () => {
  test("a model that gives no answer is an error everywhere, and no review", async () => {
    const at = scene();
    const { job } = await reviewing(at, [], { inputs: { endpoint: "http://127.0.0.1:9" } });
    const { reviews, comments, statuses } = standing(at);
    expect(reviews).toEqual([]);
    expect(comments[0]?.body).toContain("could not review");
    expect(statuses[0]).toMatchObject({ state: "error" });
    expect(job.failures).toHaveLength(1);
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "failed", gate: "error", open: "" });
    expect(job.summaries.join("\n")).toContain("127.0.0.1:9");
  });

  test("a manuscript that cannot be found is told with what to do", async () => {
    const at = scene({ "paper.md": "# Notes\n" });
    const { job } = await reviewing(at, []);
    expect(standing(at).last?.state).toBe("error");
    expect(job.failures).toHaveLength(1);
    expect(standing(at).reviews).toEqual([]);
  });

  test("a head that moves while the model works: the run writes no review, and ends without a fault", async () => {
    const at = scene();
    const old = at.pull.state().head.sha;
    const push = () => void at.repository.commit("revision", { "paper.md": `${REWRITTEN}\nMore.\n` });
    const takeBack = github.fault({ on: "pulls/list-files", call: 1, effect: { kind: "first", run: push } });
    const { job } = await reviewing(at, [[MICE]]);
    takeBack();
    expect(standing(at)).toMatchObject({ reviews: [], comments: [] });
    expect(at.repository.statuses(old)[0]).toMatchObject({
      state: "error",
      description: expect.stringContaining("Superseded by"),
    });
    expect(job.failures).toEqual([]);
    expect(job.said).toEqual(expect.arrayContaining([expect.stringMatching(/^notice /)]));
  });

  test("an event that asks for nothing asks GitHub for nothing", async () => {
    const at = scene();
    const comment = at.pull.comment("ada", "Looks good to me.");
    const event = github.events.comment({ repository: at.repository.name, number: at.pull.number }, comment);
    const { job, asked } = await reviewing(at, [], { event });
    expect(asked).toEqual([]);
    expect(job.summaries.join()).toContain("nothing to do");
  });

  test("an input that will not do is named, before GitHub is asked", async () => {
    const at = scene();
    const { job, asked } = await reviewing(at, [], { inputs: { "max-open-major": "two" } });
    expect(asked).toEqual([]);
    expect(job.failures).toEqual([expect.stringContaining("input max-open-major")]);
  });
});

describe("a token that may not do all", () => {
  test.each([
    { without: "statuses", permissions: { contents: "read", pull_requests: "write" }, says: /statuses: write/ },
    {
      without: "pull requests",
      permissions: { contents: "read", pull_requests: "read", statuses: "write" },
      says: /pull-requests: write/,
    },
  ] as const)("without $without: the rest is written, and what is lost is told", async ({ permissions, says }) => {
    const at = scene();
    const { job } = await reviewing(at, [[MICE]], { permissions });
    expect(job.said.filter((line) => line.startsWith("warning ")).join("\n")).toMatch(says);
    expect(job.summaries.join("\n")).toMatch(says);
    expect(job.summaries[0], "the review stands on the job's page all the same").toContain("twelve mice");
  });
});

describe("a command", () => {
  const commanding = (at: Scene, login: string, body: string, turns: readonly (readonly SaidConcern[])[] = [], more = {}) => {
    const comment = at.pull.comment(login, body);
    const event = github.events.comment({ repository: at.repository.name, number: at.pull.number }, comment);
    return reviewing(at, turns, { event, ...more }).then((played) => ({
      ...played,
      reactions: comment.reactions.map(({ content }) => content),
      answers: standing(at).comments.map(({ body }) => body),
    }));
  };

  test("of somebody who may write reviews, also what no push would", async () => {
    const at = scene({ "tool.py": "2" });
    const { reactions } = await commanding(at, "ada", "/bioreview", [[MICE]]);
    expect(reactions).toEqual(["eyes", "rocket"]);
    expect(standing(at).reviews).toHaveLength(1);
    expect(standing(at).last?.state).toBe("success");
  });

  test("of somebody who may not is refused, and asks no model", async () => {
    const at = scene();
    const { reactions, answers, job } = await commanding(at, "mallory", "/bioreview full");
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(answers.join()).toContain("may write to this repository");
    expect(standing(at)).toMatchObject({ reviews: [], statuses: [] });
    expect(job.failures).toEqual([]);
  });

  test("the author of the pull request may ask how it stands, and no more", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]);
    expect((await commanding(at, "ann", "/bioreview status")).reactions).toEqual(["eyes", "rocket"]);
    expect((await commanding(at, "ann", "/bioreview dismiss C1 no")).reactions).toEqual(["eyes", "confused"]);
  });

  test("dismisses a concern, which opens the gate", async () => {
    const at = scene();
    const inputs = { "max-open-major": "0" };
    await reviewing(at, [[MICE]], { inputs });
    expect(standing(at).statuses[0]?.state).toBe("failure");
    const { job, reactions } = await commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.", [], { inputs });
    expect(reactions).toEqual(["eyes", "rocket"]);
    expect(standing(at).statuses[0]?.state).toBe("success");
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "command", dismissed: "1", open: "0" });
  });

  test("that dismisses a concern is no verdict on a head whose review failed", async () => {
    const at = scene();
    const inputs = { "max-open-major": "0" };
    await reviewing(at, [[MICE]], { inputs });
    at.repository.commit("revision", { "paper.md": `${REWRITTEN}\nWe add that.\n` });
    await reviewing(at, [], { inputs: { ...inputs, endpoint: "http://127.0.0.1:9" } });
    await commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.", [], { inputs });
    expect(standing(at).last?.state).toBe("error");
  });

  /** A head after the first, for whose review the model takes its time. */
  const RAISED = [[MICE, { text: "The discussion is too long in its length.", severity: "minor" as const }]];
  const later = async (inputs: Readonly<Record<string, string>>): Promise<Scene> => {
    const at = scene();
    await reviewing(at, [[MICE]], { inputs });
    at.repository.commit("revision", { "paper.md": REWRITTEN.replace("We studied discussion in", "We discussed at length in") });
    return at;
  };
  /** GitHub makes a review without words of each reply in a thread. */
  const worded = (at: Scene) => standing(at).reviews.filter(({ body }) => body !== "");
  const ledgers = (at: Scene) => standing(at).comments.filter(({ body }) => body.includes("bioreview-state:"));

  test("that dismisses a concern while the head is reviewed counts in that review, which is written all the same", async () => {
    const inputs = { "max-open-major": "0" };
    const undisturbed = await reviewing(await later(inputs), RAISED, { inputs });
    const at = await later(inputs);
    const between: string[] = [];
    const { job, asked } = await meanwhile(
      async () => {
        between.push(...(await commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.", [], { inputs })).asked);
      },
      () => reviewing(at, RAISED, { inputs }),
    );
    expect(Object.fromEntries(job.outputs)).toMatchObject({
      ...{ outcome: "reviewed", revision: "2", dismissed: "1", open: "1", "open-major": "0", gate: "passed" },
    });
    expect(standing(at).statuses.map(({ state }) => state)).toEqual(["success", "pending"]);
    expect(job.failures).toEqual([]);
    expect(worded(at), "one for each head").toHaveLength(2);
    expect(standing(at).reviews.length, "and one reply, by the command").toBe(3);
    expect(ledgers(at)).toHaveLength(1);
    expect(ledgers(at)[0]?.body).toContain("It is a pilot");
    expect(job.said.join("\n")).toMatch(/notice .*decided/);
    expect(asked.length - between.length, "two more").toBe(undisturbed.asked.length + 2);
    expect((await reviewing(at, [], { inputs })).job.outputs.get("dismissed"), "also for the next run").toBe("1");
  });

  test("that fails is no reason to throw away the review of another run", async () => {
    const inputs = { "max-open-major": "0" };
    const at = await later(inputs);
    await meanwhile(
      () => commanding(at, "ada", "/bioreview", [], { inputs: { ...inputs, endpoint: "http://127.0.0.1:9" } }),
      () => reviewing(at, RAISED, { inputs }),
    );
    expect(standing(at).last?.state).toBe("failure");
    expect(worded(at)).toHaveLength(2);
    expect(ledgers(at)[0]?.body).not.toContain("could not review");
  });

  test("that reopens a concern while the head is reviewed shuts the gate of that review", async () => {
    const inputs = { "max-open-major": "0" };
    const at = await later(inputs);
    await commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.", [], { inputs });
    const { job } = await meanwhile(
      () => commanding(at, "ada", "/bioreview reopen C1 It is none.", [], { inputs }),
      () => reviewing(at, RAISED, { inputs }),
    );
    expect(standing(at).statuses.map(({ state }) => state)).toEqual(["failure", "pending"]);
    expect(job.failures).toEqual([expect.stringContaining("1 open major concern, limit 0")]);
    expect(worded(at)).toHaveLength(2);
  });

  test("that decides again while the review is planned once more overtakes it: an error, and no review", async () => {
    const inputs = { "max-open-major": "0" };
    const at = await later(inputs);
    let takeBack = () => {};
    const again = async () => {
      takeBack();
      await commanding(at, "ada", "/bioreview reopen C1 It is none.", [], { inputs });
    };
    const { job } = await meanwhile(
      async () => {
        await commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.", [], { inputs });
        // The look before the first write, the survey; then the look again.
        takeBack = github.fault({ on: "graphql", call: 3, effect: { kind: "first", run: again } });
      },
      () => reviewing(at, RAISED, { inputs }),
    );
    expect(job.said.join("\n")).toMatch(/notice .*decided/);
    expect(job.said.join("\n")).toContain("another run wrote the status comment");
    expect(standing(at).last?.state).toBe("error");
    expect(worded(at)).toHaveLength(1);
    expect(ledgers(at)).toHaveLength(1);
  });

  test("that dismisses what a full review sets aside is not lost to that review", async () => {
    const inputs = { "max-open-major": "0" };
    const at = scene();
    await reviewing(at, [[MICE]], { inputs });
    await meanwhile(
      () => commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.", [], { inputs }),
      () => commanding(at, "ada", "/bioreview full", [[MICE]], { inputs }),
    );
    expect(standing(at).last?.state, "the dismissal's").toBe("success");
    expect(ledgers(at)[0]?.body).toContain("It is a pilot");
    expect(ledgers(at)[0]?.body).not.toContain("C2");
  });

  test("that dismisses a concern beside another run's review of the same head opens nothing for the one that is late", async () => {
    const inputs = { "max-open-major": "0" };
    const at = await later(inputs);
    const { job } = await meanwhile(
      async () => {
        await reviewing(at, RAISED, { inputs });
        await commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.", [], { inputs });
      },
      () => reviewing(at, [[MICE, BLIND]], { inputs }),
    );
    expect(job.said.join("\n")).toContain("another run wrote the status comment");
    expect(standing(at).last?.state, "the dismissal's").toBe("success");
    expect(worded(at)).toHaveLength(2);
    expect(ledgers(at)[0]?.body).not.toContain("blinded");
  });

  test("for a full review has the last word on a head that another run found reviewed before", async () => {
    const at = scene();
    const inputs = { "max-open-major": "0" };
    await reviewing(at, [[BLIND]], { inputs });
    const { job } = await meanwhile(
      () => commanding(at, "ada", "/bioreview full", [[MICE]], { inputs }),
      () => reviewing(at, [], { inputs }),
    );
    expect(job.said.join("\n")).toContain("another run wrote the status comment");
    expect(standing(at).last?.state).toBe("failure");
  });

  test("for a review has the last word on a head that another run found untouched", async () => {
    const at = scene({ "tool.py": "2" });
    const inputs = { "max-open-major": "0" };
    await meanwhile(
      () => commanding(at, "ada", "/bioreview", [[MICE]], { inputs }),
      () => reviewing(at, [], { inputs }),
    );
    expect(standing(at).last?.state).toBe("failure");
  });

  test("that nobody knows gets a short help", async () => {
    const { reactions, answers } = await commanding(scene(), "ada", "/bioreview frobnicate");
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(answers.join()).toContain("help");
  });

  test("for another commit than the head is refused", async () => {
    const { reactions, answers } = await commanding(scene(), "ada", "/bioreview 0123456");
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(answers.join()).toContain("the head is");
  });

  test("for a full review begins anew, under new numbers", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]);
    const { job } = await commanding(at, "ada", "/bioreview full", [[MICE]]);
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "reviewed", introduced: "1", open: "1", revision: "2" });
    expect(standing(at).comments[0]?.body).toContain("C2");
  });
});

describe("other ways to start", () => {
  test("by hand, with a number", async () => {
    const at = scene();
    const event = github.events.dispatch(at.repository.name, "ada", { "pull-request": `${at.pull.number}` });
    await reviewing(at, [[MICE]], { event });
    expect(standing(at).reviews).toHaveLength(1);
  });

  test("by hand, with a number that the workflow gives the Action", async () => {
    const at = scene();
    const event = github.events.dispatch(at.repository.name, "ada", {});
    await reviewing(at, [[MICE]], { event, inputs: { "pull-request": `${at.pull.number}` } });
    expect(standing(at).reviews).toHaveLength(1);
  });

  test("a merge queue is told the gate of the head, and asks no model", async () => {
    const at = scene();
    await reviewing(at, [[MICE]], { inputs: { "max-open-major": "0" } });
    const open = await reviewing(at, [], {
      event: github.events.mergeGroup({ repository: at.repository.name, number: at.pull.number }),
    });
    expect(open.job.outputs.get("gate"), "without a limit").toBe("off");
    const event = github.events.mergeGroup({ repository: at.repository.name, number: at.pull.number });
    const { job } = await reviewing(at, [], { event, inputs: { "max-open-major": "0" } });
    expect(standing(at).statuses[0]).toMatchObject({ state: "failure" });
    expect(job.failures).toHaveLength(1);
  });

  test("a merge queue opens nothing for a head that nobody reviewed", async () => {
    const at = scene();
    const event = github.events.mergeGroup({ repository: at.repository.name, number: at.pull.number });
    const { job } = await reviewing(at, [], { event });
    expect(standing(at).statuses[0]).toMatchObject({ state: "error", description: expect.stringContaining("was not reviewed") });
    expect(job.failures).toHaveLength(1);
  });
});

describe("what is known before", () => {
  test("comes from the last merged pull request that touched the manuscript", async () => {
    const at = scene();
    await reviewing(at, [[MICE, BLIND]]);
    at.pull.merge();
    at.repository.commit("next", { "paper.md": REWRITTEN.replace("We studied results in", "We observed results in") });
    const later: Scene = { repository: at.repository, pull: at.repository.open({ head: "next", author: "ann" }) };
    const { job, asked } = await reviewing(later, [[MICE]]);
    expect(Object.fromEntries(job.outputs)).toMatchObject({ revision: "2", standing: "1", introduced: "0" });
    expect(asked.length, asked.join(" ")).toBeLessThanOrEqual(15);
  });

  test("is told where it is not believed, also of a merged pull request", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]); // nobody signed it
    at.pull.merge();
    at.repository.commit("next", { "paper.md": REWRITTEN.replace("We studied results in", "We observed results in") });
    const later: Scene = { repository: at.repository, pull: at.repository.open({ head: "next", author: "ann" }) };
    const { job } = await reviewing(later, [[MICE]], { inputs: { "state-secret": "0123456789abcdef" } });
    expect(Object.fromEntries(job.outputs)).toMatchObject({ revision: "1", introduced: "1" });
    expect(
      standing(later)
        .comments.map(({ body }) => body)
        .join(),
    ).toMatch(/merged pull request 1 left behind is not used.*signed/);
  });

  test("costs a command no more requests than a later revision does", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]);
    at.pull.merge();
    at.repository.commit("next", { "paper.md": REWRITTEN.replace("We studied results in", "We observed results in") });
    const later: Scene = { repository: at.repository, pull: at.repository.open({ head: "next", author: "ann" }) };
    const comment = later.pull.comment("ada", "/bioreview");
    const event = github.events.comment({ repository: later.repository.name, number: later.pull.number }, comment);
    const { job, asked } = await reviewing(later, [[MICE, BLIND]], { event });
    expect(Object.fromEntries(job.outputs)).toMatchObject({ revision: "2", standing: "1" });
    expect(asked.length, asked.join(" ")).toBeLessThanOrEqual(15);
  });

  test("is not believed where somebody else wrote it, and the review says so", async () => {
    const at = scene();
    await reviewing(at, [[MICE]], { inputs: { "state-secret": "0123456789abcdef" } });
    at.repository.commit("revision", { "paper.md": `${REWRITTEN}\nWe add that.\n` });
    const { job } = await reviewing(at, [[MICE]], { inputs: { "state-secret": "another secret of ours" } });
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "reviewed", introduced: "1" });
    expect(job.summaries.join("\n")).toContain("was not believed");
  });
});
