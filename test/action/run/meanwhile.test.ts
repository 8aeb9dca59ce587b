import { describe, expect, test } from "vitest";
import { BLIND, commanding, MICE, REWRITTEN, reviewing, type Scene, scene, standing } from "../support/scene.ts";
import { github } from "../support/stage.ts";

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

describe("a push", () => {
  test("while the model works: the run writes no review, and ends without a fault", async () => {
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
    expect(job.logged).toEqual(expect.arrayContaining([expect.stringMatching(/^notice /)]));
  });
});

describe("a command", () => {
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
    expect(job.logged.join("\n")).toMatch(/notice .*decided/);
    expect(asked.length - between.length, "three more").toBe(undisturbed.asked.length + 3);
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
    expect(job.logged.join("\n")).toMatch(/notice .*decided/);
    expect(job.logged.join("\n")).toContain("another run wrote the status comment");
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
    // The kept ledger below it is base64, in which any two letters can stand.
    expect(ledgers(at)[0]?.body.replace(/<!--[\s\S]*?-->/g, "")).not.toContain("C2");
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
    expect(job.logged.join("\n")).toContain("another run wrote the status comment");
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
    expect(job.logged.join("\n")).toContain("another run wrote the status comment");
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
});
