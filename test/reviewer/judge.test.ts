import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { CHAT_MODELS, PROFILES } from "../../profiles/profiles.ts";
import { AnswerError, InterruptedError, ModelsError, ServerError } from "../../src/errors.ts";
import { type Answer, connectModel, type Model, parseEndpoint, type WrittenToken } from "../../src/inference/index.ts";
import { judgeConcerns, modelJudge, openAndJudge } from "../../src/reviewer/judge.ts";
import {
  type Judge,
  type Judgement,
  type JudgeQuestion,
  MOST_QUESTIONS,
  type RankedChange,
  VERDICTS,
} from "../../src/revision/index.ts";
import { concern } from "../support/build.ts";
import {
  fails,
  finish,
  hangs,
  html,
  type LikelyToken,
  likely,
  piece,
  type Reply,
  type ScriptedServer,
  serves,
  startScripted,
  streams,
} from "../support/scripted-server.ts";

const forever = new AbortController().signal;
const ln = Math.log;
const quote = (text: string) => ({ file: "paper.md", startLine: 1, endLine: 1, text });
const added = (text: string, relevance = 0.5): RankedChange => ({ kind: "added", after: quote(text), relevance });
const QUESTION: JudgeQuestion = {
  concern: concern("The number of mice is not given.", "major"),
  before: [],
  changes: [added("Each group had eight mice."), added("We thank the technicians.")],
};

/** A model whose answer consists of these tokens. */
function telling(text: string, tokens: readonly WrittenToken[] | undefined): Model & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    identity: { id: "m", server: "bioreview-runner" },
    asked,
    async answer({ system, user }): Promise<Answer> {
      asked.push(`${system}\n\n${user}`);
      return { text, ...(tokens && { tokens }) };
    },
  };
}
const token = (text: string, probability: number, ...others: readonly (readonly [string, number])[]): WrittenToken => ({
  text,
  probability,
  likeliest: [[text, probability] as const, ...others].map(([text, probability]) => ({ text, probability })),
});
const judged = (tokens: readonly WrittenToken[]) =>
  modelJudge(telling(tokens.map(({ text }) => text).join(""), tokens)).judge(QUESTION, forever);

describe("a judgement", () => {
  test("has the change that settles it, and how likely each answer was by the tokens", async () => {
    const tokens = [token("1", 0.6, ["0", 0.4]), token(" ", 1), token("partly", 0.5, ["addressed", 0.3], ["not", 0.2])];
    const { probabilities, ...rest } = await judged(tokens);
    expect(rest).toEqual({ answer: "partly", change: 0, model: "m" });
    expect(probabilities.addressed).toBeCloseTo(0.3);
    expect(probabilities.partly).toBeCloseTo(0.5);
    expect(probabilities.not).toBeCloseTo(0.2);
  });

  test("has no change where none settles it", async () =>
    expect(await judged([token("0", 1), token(" not", 1)])).not.toHaveProperty("change"));

  test("is that of the likeliest answer, also where the model wrote a less likely one", async () => {
    const { answer } = await judged([token("1 ", 1), token("addressed", 0.4, ["not", 0.6])]);
    expect(answer).toBe("not");
  });

  test("may come as an object, from a server that takes schemas", async () => {
    const tokens = [token('{"change": 2, ', 1), token('"answer": "', 1), token("part", 0.9, ["not", 0.1]), token('ly"}', 1)];
    expect(await judged(tokens)).toMatchObject({ answer: "partly", change: 1 });
  });

  const cuts: { why: string; tokens: WrittenToken[] }[] = [
    { why: "words whole", tokens: [token("1", 1), token(" ", 1), token("addressed", 0.5, ["partly", 0.3], ["not", 0.2])] },
    {
      why: "words in pieces, several ways at once",
      tokens: [token("1 ", 1), token("addr", 0.2, ["a", 0.3], ["part", 0.2], ["p", 0.1], ["no", 0.2]), token("essed", 1)],
    },
    { why: "a blank before the word", tokens: [token("1", 1), token(" addressed", 0.5, [" part", 0.3], [" not", 0.2])] },
    {
      why: "a blank alone, or with the word",
      tokens: [token("1", 1), token(" ", 0.5, [" partly", 0.3], [" not", 0.2]), token("addressed", 1)],
    },
    {
      why: "more than the word",
      tokens: [token('{"change": 1, "answer":', 1), token(' "', 1), token('addressed"}', 0.5, ["partly", 0.3], ["not", 0.2])],
    },
  ];
  test.each(cuts)("sums over the ways to cut an answer into tokens: $why", async ({ tokens }) => {
    const { probabilities } = await judged(tokens);
    expect(probabilities.addressed).toBeCloseTo(0.5);
    expect(probabilities.partly).toBeCloseTo(0.3);
    expect(probabilities.not).toBeCloseTo(0.2);
  });

  test("is not about another change than the one that was named", async () => {
    // What begins another answer says nothing of this one's verdict.
    const tokens = [token("1", 0.5, ["2 addressed", 0.5]), token(" ", 1), token("not", 0.9, ["addressed", 0.1])];
    expect((await judged(tokens)).probabilities.addressed).toBeCloseTo(0.1);
  });

  test("takes for not addressed what is told of none of the answers: no word alone is certain", async () => {
    const { answer, probabilities } = await judged([token("1 ", 1), token("addressed", 0.6)]);
    expect(answer).toBe("addressed");
    expect(probabilities).toMatchObject({ addressed: 0.6, partly: 0 });
    expect(probabilities.not).toBeCloseTo(0.4);
  });

  test("has the probabilities that the model gave, however its tokens are cut", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.array(fc.tuple(fc.nat(8), fc.double({ min: 0.01, max: 1, noNaN: true })), { minLength: 1, maxLength: 4 }), {
          minLength: 3,
          maxLength: 3,
        }),
        fc.boolean(),
        fc.nat(2),
        async (weights, cuts, blank, drawn) => {
          const sum = weights.reduce((all, one) => all + one, 0);
          const lead = blank ? " " : "";
          const pieces = VERDICTS.flatMap((word, k) => {
            const ways = new Map((cuts[k] ?? []).map(([at, weight]) => [word.slice(0, 1 + (at % word.length)), weight]));
            const all = [...ways.values()].reduce((total, one) => total + one, 0);
            return [...ways].map(([text, weight]) => ({ word, text, probability: ((weights[k] ?? 0) / sum) * (weight / all) }));
          });
          const own = pieces.find(({ word }) => word === VERDICTS[drawn]) ?? pieces[0];
          if (own === undefined) throw new RangeError("there are three words");
          const others = pieces.filter((one) => one !== own).map(({ text, probability }) => [lead + text, probability] as const);
          const rest = own.word.slice(own.text.length);
          const before = blank ? token("1", 1) : token("1 ", 1);
          const { probabilities } = await judged([
            before,
            token(lead + own.text, own.probability, ...others),
            ...(rest === "" ? [] : [token(rest, 1)]),
          ]);
          for (const [k, word] of VERDICTS.entries()) expect(probabilities[word]).toBeCloseTo((weights[k] ?? 0) / sum, 6);
        },
      ),
      { seed: 7, numRuns: 200 },
    ));
});

describe("what is no judgement is an error", () => {
  const sure = [token("1 ", 1), token("addressed", 1)];
  test.each([
    { why: "prose", text: "The point is addressed.", code: "judgement-unparsable" },
    { why: "an answer and a remark", text: "1 addressed, I think", code: "judgement-unparsable" },
    { why: "a change that was not shown", text: "3 addressed", code: "judgement-unparsable" },
    { why: "a word that was not offered", text: "1 resolved", code: "judgement-unparsable" },
    { why: "an object with other fields", text: '{"answer": "addressed"}', code: "judgement-unparsable" },
    { why: "two answers", text: "1 addressed 2 not", code: "judgement-unparsable" },
    { why: "nothing", text: "", code: "judgement-unparsable" },
  ])("$why", async ({ text, code }) => {
    const model = telling(text, sure);
    await expect(modelJudge(model).judge(QUESTION, forever)).rejects.toMatchObject({ code, remedy: expect.stringMatching(/./) });
  });

  test("an answer without probabilities, however plain it is", async () => {
    const judge = modelJudge(telling("1 addressed", undefined));
    await expect(judge.judge(QUESTION, forever)).rejects.toBeInstanceOf(AnswerError);
    await expect(judge.judge(QUESTION, forever)).rejects.toMatchObject({ code: "judge-without-probabilities" });
  });

  test("probabilities of other words than the answer's", async () => {
    // Seen of a hosted server: the word that it wrote at e^-9999, beside words that it did not write.
    const tokens = [token("1 ", 1), token("addressed", 0, ["iveness", 1])];
    await expect(judged(tokens)).rejects.toMatchObject({ code: "judgement-of-other-words" });
  });
});

describe("a question", () => {
  const asked = async (question: Partial<JudgeQuestion>) => {
    const model = telling("0 not", [token("0 ", 1), token("not", 1)]);
    await modelJudge(model).judge({ ...QUESTION, ...question }, forever);
    return model.asked[0] ?? "";
  };
  const rewritten = (before: string, after: string): RankedChange => ({
    kind: "rewritten",
    before: quote(before),
    after: quote(after),
    relevance: 0.5,
  });

  test("shows the concern and the best changes, each of its kind, on a line of its own", async () => {
    const removed: RankedChange = { kind: "removed", before: quote("It is\nthe first."), relevance: 0.4 };
    const text = await asked({
      changes: [added("Eight mice\nwere used."), rewritten("It was seen.", "It was not seen."), removed],
    });
    expect(text.split("\n").slice(-5, -1)).toEqual([
      "Reviewer's point: The number of mice is not given.",
      "[1] Added: “Eight mice were used.”",
      "[2] Before: “It was seen.” Now: “It was not seen.”",
      "[3] Deleted: “It is the first.”",
    ]);
  });

  test("shares all that comes before the concern with every other", async () => {
    const [one, other] = [await asked({}), await asked({ concern: concern("Another."), changes: [added("Something.")] })];
    const [head] = one.split("Reviewer's point: The number of mice is not given.\n[1] Added: “Each");
    expect(head?.length).toBeGreaterThan(500);
    expect(other.startsWith(head ?? "none")).toBe(true);
  });

  test("stays short whatever the paper holds", async () => {
    const long = "word ".repeat(4000);
    const changes = Array.from({ length: 8 }, () => rewritten(`${long}before`, `${long}after`));
    const text = await asked({ concern: concern(long), changes });
    expect(text.length).toBeLessThan(3500);
    expect(text, "what changed is in it, wherever it stands").toMatch(/Now: “… [^”]*after”/);
  });
});

const servers: ScriptedServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
/** Seconds that even a machine under load keeps, but for a silence that has to end its case. */
const PATIENT = { connect: 60, short: 60, silence: 60, answer: 60 };
const SOON_SILENT = { ...PATIENT, silence: 1 };
async function judgeAt(chat: Reply, timeouts = PATIENT): Promise<{ judge: Judge; server: ScriptedServer }> {
  const server = await startScripted({ chat, models: serves({ id: "m", owned_by: "bioreview-runner" }) });
  servers.push(server);
  return { server, judge: modelJudge(await connectModel(parseEndpoint(server.url, {}), { timeouts }, forever)) };
}
const says = (...tokens: readonly LikelyToken[]): Reply => streams([likely(...tokens), finish("stop")]);
const ADDRESSED = says(["1", 0], [" addressed", ln(0.9), [[" not", ln(0.1)]]]);
const candidates = (count: number, of: Partial<JudgeQuestion> = {}) =>
  new Map(Array.from({ length: count }, (_, k) => [`C${k + 1}`, { ...QUESTION, ...of }]));
const quiet = { progress() {} };
const chats = ({ received }: ScriptedServer) => received.filter(({ path }) => path === "/v1/chat/completions").length;

describe("a judge that fails is told, and decides nothing", () => {
  const failures: { why: string; chat: Reply; told: RegExp; asked: number; timeouts?: typeof PATIENT }[] = [
    { why: "hangs", chat: hangs, timeouts: SOON_SILENT, told: /said nothing|silent|nothing new/i, asked: 1 },
    { why: "stalls within its answer", chat: streams([piece("1 ")], "hangs"), timeouts: SOON_SILENT, told: /./, asked: 1 },
    { why: "answers 500", chat: fails(500, { message: "out of memory" }), told: /out of memory/, asked: 1 },
    { why: "answers with a page", chat: html(), told: /./, asked: 1 },
    {
      why: "tells no probabilities",
      chat: streams([piece("1 addressed"), finish("stop")]),
      told: /how likely its words are/,
      asked: 1,
    },
    { why: "talks", chat: says(["It is addressed.", 0]), told: /no judgement/, asked: 3 },
    { why: "is cut", chat: streams([piece("1 addr"), finish("length")]), told: /cut/, asked: 3 },
  ];
  test.each(failures)("where it $why", async ({ chat, told, asked, timeouts }) => {
    const { judge, server } = await judgeAt(chat, timeouts);
    const { judgements, notes } = await judgeConcerns(candidates(5), { judge, log: quiet }, forever);
    expect([...judgements]).toEqual([]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(told);
    expect(notes[0]).toMatch(/C1, C2, C3, C4, C5/);
    expect(notes[0]).toMatch(/rule without a judge/);
    expect(chats(server), "it is not asked on and on").toBe(asked);
  });

  test("and what it had said before stands", async () => {
    let asked = 0;
    const { judge } = await judgeAt((response, received) =>
      (++asked <= 2 ? ADDRESSED : fails(503, { message: "no" }))(response, received),
    );
    const { judgements, notes } = await judgeConcerns(candidates(4), { judge, log: quiet }, forever);
    expect([...judgements.keys()]).toEqual(["C1", "C2"]);
    expect(notes[0]).toMatch(/about C3, C4,/);
  });

  test("a single answer that is none costs that concern alone its judgement", async () => {
    let asked = 0;
    const { judge } = await judgeAt((response, received) => (++asked === 2 ? says(["Hm.", 0]) : ADDRESSED)(response, received));
    const { judgements, notes } = await judgeConcerns(candidates(3), { judge, log: quiet }, forever);
    expect([...judgements.keys()]).toEqual(["C1", "C3"]);
    expect(notes[0]).toMatch(/about C2,/);
  });

  test("a server that is not there is a judge that fails; what was never a judge is an error", async () => {
    const gone = async () => {
      throw new ServerError({
        code: "server-not-reached",
        at: "http://127.0.0.1:9",
        fault: "nobody listens",
        remedy: "Start it",
      });
    };
    const { judgements, notes } = await openAndJudge(gone, candidates(2), quiet, forever);
    expect(judgements.size).toBe(0);
    expect(notes).toEqual([expect.stringMatching(/rule without one decided.*nobody listens\. Start it\./)]);
    const missing = async () => {
      throw new ModelsError({ code: "weights-missing", at: "small", fault: "no weights", remedy: "Pull them" });
    };
    await expect(openAndJudge(missing, candidates(2), quiet, forever)).rejects.toBeInstanceOf(ModelsError);
  });

  test("what was opened is closed, also where it fails", async () => {
    const { judge } = await judgeAt(fails(500, { message: "no" }));
    let closed = 0;
    await openAndJudge(async () => ({ judge, close: async () => void closed++ }), candidates(1), quiet, forever);
    expect(closed).toBe(1);
  });

  test("an interruption is none of its failures", async () => {
    const controller = new AbortController();
    const { judge } = await judgeAt(hangs);
    const work = judgeConcerns(
      candidates(2),
      { judge, log: { progress: () => setImmediate(() => controller.abort()) } },
      controller.signal,
    );
    await expect(work).rejects.toBeInstanceOf(InterruptedError);
  });
});

describe("the judge is asked", () => {
  const recording = () => {
    const asked: string[] = [];
    const judge: Judge = {
      name: "m",
      async judge({ concern: { text } }): Promise<Judgement> {
        asked.push(text);
        return { answer: "not", probabilities: { addressed: 0, partly: 0, not: 1 }, model: "m" };
      },
    };
    return { asked, judge };
  };
  const many = Array.from({ length: 30 }, (_, k): [string, JudgeQuestion] => [
    `C${k + 1}`,
    {
      ...QUESTION,
      concern: concern(`Concern ${k + 1}.`, k % 3 === 0 ? "major" : k % 3 === 1 ? "minor" : "optional"),
      changes: k === 3 ? [] : [added("x", 0.1), added("y", (k * 7) / 210)],
    },
  ]);

  test("about twenty concerns at most, the most severe first, in whatever order they come; and told how many are left", async () => {
    const [one, other] = [recording(), recording()];
    const progress: string[] = [];
    const { notes } = await judgeConcerns(
      new Map(many),
      { judge: one.judge, log: { progress: (what, how) => progress.push(`${what}: ${how}`) } },
      forever,
    );
    await judgeConcerns(new Map([...many].reverse()), { judge: other.judge, log: quiet }, forever);
    expect(one.asked).toHaveLength(MOST_QUESTIONS);
    expect(other.asked).toEqual(one.asked);
    const severities = one.asked.map((text) => many.find(([, { concern }]) => concern.text === text)?.[1].concern.severity);
    expect(severities.slice(0, 9)).toEqual(Array(9).fill("major"));
    expect(severities.slice(9, 19)).toEqual(Array(10).fill("minor"));
    expect(one.asked, "a concern to which nothing speaks").not.toContain("Concern 4.");
    expect(notes).toEqual([expect.stringMatching(/20 of 29 concerns/)]);
    expect(progress[0]).toBe("judging by m: 1 of 20 concerns");
  });

  test("nothing where nothing changed", async () => {
    const { asked, judge } = recording();
    expect(await judgeConcerns(candidates(3, { changes: [] }), { judge, log: quiet }, forever)).toEqual({
      judgements: new Map(),
      notes: [],
    });
    expect(asked).toEqual([]);
  });
});

test("a profile's judge is one of its own chat models or the base of one, and the smallest model is none", () => {
  for (const profile of PROFILES) {
    if (!("judge" in profile)) continue;
    const bases = CHAT_MODELS.flatMap((model) =>
      profile.chat.some((id) => id === model.id) && "base" in model ? [model.base] : [],
    );
    expect([...profile.chat, ...bases]).toContain(profile.judge);
    expect(CHAT_MODELS.map(({ id }) => id)).toContain(profile.judge);
  }
  expect(PROFILES.filter((profile) => !("judge" in profile)).map(({ name }) => name)).toContain("smoke");
});
