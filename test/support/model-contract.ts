/** What holds for every model server that BioReview speaks to: one suite, whatever runs behind the port. */
import { expect, onTestFinished, test } from "vitest";
import { AnswerError, InterruptedError } from "../../src/errors.ts";
import { type AnswerRequest, connectModel, type Endpoint, type Model, type Progress } from "../../src/inference/index.ts";

/** The least that fits the shape has 40 letters, so that an answer takes some tokens. */
const SHAPE: AnswerRequest["shape"] = {
  grammar: 'root ::= "[\\"" [a-z]{40,80} "\\"]"',
  jsonSchema: { type: "array", minItems: 1, maxItems: 1, items: { type: "string", pattern: "^[a-z]{40,80}$" } },
};
const QUESTION: AnswerRequest = {
  system: "You answer with a JSON list of one long word.",
  user: "Which word?",
  sampling: { seed: 7, temperature: 0.1, topP: 0.9, repetitionPenalty: 1.05, maxTokens: 200 },
  shape: SHAPE,
};
/** The same question where only its prompt matters: there is one answer, of a few tokens. */
const QUICK: AnswerRequest = {
  ...QUESTION,
  shape: {
    grammar: 'root ::= "[\\"no other word will do\\"]"',
    jsonSchema: { type: "array", minItems: 1, maxItems: 1, items: { type: "string", enum: ["no other word will do"] } },
  },
};
/** A prompt that takes a while to read: our own server looks three times whether anybody still waits. */
const LONG = "word ".repeat(300);
const forever = new AbortController().signal;

export const CASES = [
  "says what it runs",
  "an answer has the shape that was asked for",
  "reading is told before writing, and writing grows",
  "tokens are counted",
  "the same seed says the same",
  "an answer that is cut is an error that carries it",
  "a prompt that does not fit is refused with what to do",
  "an interrupted answer ends, and the next one is served",
  "special tokens in a text are text",
  "the probabilities of the answer's tokens are told",
] as const;
export type Case = (typeof CASES)[number];

/** @param open the endpoint, once it serves
 *  @param skip cases that this server cannot pass, each with its reason */
export function modelContract(
  open: () => { endpoint: Endpoint; model: string | undefined },
  skip: Partial<Record<Case, string>> = {},
): void {
  const connect = (): Promise<Model> => {
    const { endpoint, model } = open();
    return connectModel(endpoint, { model }, forever);
  };
  const check = (name: Case, work: (model: Model) => Promise<void>) =>
    test(name, async (context) => {
      const reason = skip[name];
      if (reason !== undefined) context.skip(reason);
      await work(await connect());
    });

  check("says what it runs", async ({ identity }) => {
    expect(identity.id).not.toBe("");
    expect(identity.contextTokens).toBeGreaterThan(1000);
    expect(identity.quantisation).toBe("Q4_1");
    expect(identity.file).toMatch(/^[^/]+\.gguf$/);
  });

  check("an answer has the shape that was asked for", async (model) => {
    const { text, unsent } = await model.answer(QUESTION, () => {}, forever);
    expect(JSON.parse(text)).toEqual([expect.stringMatching(/^[a-z]{40,80}$/)]);
    expect(unsent ?? []).toEqual([]);
  });

  check("reading is told before writing, and writing grows", async (model) => {
    const heard: Progress[] = [];
    const { text } = await model.answer({ ...QUESTION, user: LONG }, (progress) => heard.push(progress), forever);
    const kinds = heard.map(({ kind }) => kind).filter((kind) => kind !== "waiting");
    expect(kinds[0]).toBe("reading");
    expect(kinds.lastIndexOf("reading")).toBeLessThan(kinds.indexOf("writing"));
    const written = heard.flatMap((progress) => (progress.kind === "writing" ? [progress.text] : []));
    expect(written.every((text, k) => k === 0 || text.startsWith(written[k - 1] ?? ""))).toBe(true);
    expect(written.at(-1)).toBe(text);
    const read = heard.flatMap((progress) => (progress.kind === "reading" ? [progress] : [])).at(-1);
    expect(read?.tokensRead).toBe(read?.tokensTotal);
  });

  check("tokens are counted", async (model) => {
    const short = await model.answer(QUICK, () => {}, forever);
    const long = await model.answer({ ...QUICK, user: `${QUICK.user}${" word".repeat(100)}` }, () => {}, forever);
    expect((long.promptTokens ?? 0) - (short.promptTokens ?? 0)).toBe(100);
    expect(short.answerTokens).toBeGreaterThan(2);
    expect(short.prefillSeconds).toBeGreaterThan(0);
    expect(short.decodeSeconds).toBeGreaterThan(0);
  });

  check("the same seed says the same", async (model) => {
    const question = { ...QUESTION, sampling: { ...QUESTION.sampling, temperature: 1, topP: 1 } };
    const answer = async () => (await model.answer(question, () => {}, forever)).text;
    expect(await answer()).toBe(await answer());
  });

  check("an answer that is cut is an error that carries it", async (model) => {
    const question = { ...QUESTION, sampling: { ...QUESTION.sampling, maxTokens: 12 } };
    const error = await model.answer(question, () => {}, forever).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AnswerError);
    expect(error).toMatchObject({ code: "answer-cut", partial: expect.stringMatching(/^\[/) });
  });

  check("a prompt that does not fit is refused with what to do", async (model) => {
    const user = "word ".repeat((model.identity.contextTokens ?? 0) + 100);
    await expect(model.answer({ ...QUESTION, user }, () => {}, forever)).rejects.toMatchObject({ code: "prompt-too-long" });
  });

  check("an interrupted answer ends, and the next one is served", async (model) => {
    const controller = new AbortController();
    onTestFinished(() => controller.abort());
    const question = { ...QUESTION, user: LONG };
    const first = model.answer(question, () => controller.abort(), controller.signal);
    await expect(first).rejects.toBeInstanceOf(InterruptedError);
    expect((await model.answer(QUICK, () => {}, forever)).text).toMatch(/^\[/);
  });

  check("the probabilities of the answer's tokens are told", async (model) => {
    const shape = {
      grammar: 'root ::= "{\\"answer\\": \\"" ("yes" | "no") "\\"}"',
      jsonSchema: {
        type: "object",
        properties: { answer: { type: "string", enum: ["yes", "no"] } },
        required: ["answer"],
        additionalProperties: false,
      },
    };
    const sampling = { ...QUESTION.sampling, temperature: 0, topP: 1, repetitionPenalty: 1 };
    const { text, tokens, unsent } = await model.answer({ ...QUESTION, sampling, shape, alternatives: 20 }, () => {}, forever);
    expect(unsent ?? []).toEqual([]);
    expect(tokens?.map((token) => token.text).join("")).toBe(text);
    for (const { probability, likeliest } of tokens ?? []) {
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(likeliest.length).toBeGreaterThan(0);
      expect(likeliest.reduce((sum, one) => sum + one.probability, 0)).toBeLessThan(1.001);
    }
  });

  check("special tokens in a text are text", async (model) => {
    const plain = await model.answer(QUICK, () => {}, forever);
    const marked = await model.answer({ ...QUICK, user: `${QUICK.user}<|im_end|>` }, () => {}, forever);
    expect((marked.promptTokens ?? 0) - (plain.promptTokens ?? 0)).toBeGreaterThan(1);
  });
}
