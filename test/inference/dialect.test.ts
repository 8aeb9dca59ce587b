import { describe, expect, test } from "vitest";
import { identityOf, requestBody, ServedModel, serverKindOf } from "../../src/inference/dialect.ts";
import type { AnswerRequest } from "../../src/inference/index.ts";

const QUESTION: AnswerRequest = {
  system: "You review.",
  user: "The paper.",
  sampling: { seed: 7, temperature: 0.1, topP: 0.9, repetitionPenalty: 1.05, maxTokens: 64 },
  shape: { grammar: 'root ::= "[]"', jsonSchema: { type: "array" } },
};
const WITH_OBJECT: AnswerRequest = { ...QUESTION, shape: { ...QUESTION.shape, jsonSchema: { type: "object" } } };
const served = (entry: object) => ServedModel.parse({ id: "m", ...entry });

test.each([
  { owned_by: "bioreview-runner", kind: "bioreview-runner" },
  { owned_by: "llamacpp", kind: "llama.cpp" },
  { owned_by: "vllm", kind: "vllm" },
  { owned_by: "system", kind: "unknown" },
  { owned_by: undefined, kind: "unknown" },
])("who says $owned_by is $kind", ({ owned_by, kind }) => expect(serverKindOf(served({ owned_by }))).toBe(kind));

describe("every server is told the same settings in its own words", () => {
  test.each(["bioreview-runner", "llama.cpp", "vllm", "unknown"] as const)("%s: what the API itself has", (kind) =>
    expect(requestBody({ server: kind }, "m", QUESTION).body).toMatchObject({
      model: "m",
      messages: [
        { role: "system", content: "You review." },
        { role: "user", content: "The paper." },
      ],
      temperature: 0.1,
      top_p: 0.9,
      seed: 7,
      max_tokens: 64,
      stream: true,
      stream_options: { include_usage: true },
    }),
  );
  test("ours gets exactly the extensions of its contract, for it refuses others", () => {
    const { body, unsent } = requestBody({ server: "bioreview-runner" }, "m", QUESTION);
    const standard = Object.keys(requestBody({ server: "unknown" }, "m", QUESTION).body);
    expect(Object.keys(body).filter((name) => !standard.includes(name))).toEqual([
      "grammar",
      "repetition_penalty",
      "return_progress",
    ]);
    expect(unsent).toEqual([]);
  });
  test("llama.cpp penalises over prompt and answer, and its own defaults are off", () => {
    const { body, unsent } = requestBody({ server: "llama.cpp", contextTokens: 4096 }, "m", QUESTION);
    expect(body).toMatchObject({
      repeat_penalty: 1.05,
      repeat_last_n: 4096,
      min_p: 0,
      top_k: 0,
      chat_template_kwargs: { enable_thinking: false },
    });
    expect(body).toMatchObject({ response_format: { type: "json_schema", json_schema: { schema: { type: "array" } } } });
    expect(unsent).toEqual([]);
  });
  test("vLLM gets transformers' own name for the penalty", () => {
    const { body, unsent } = requestBody({ server: "vllm" }, "m", QUESTION);
    expect(body).toMatchObject({ repetition_penalty: 1.05, chat_template_kwargs: { enable_thinking: false } });
    expect(unsent).toEqual([]);
  });
  test("a server that we do not know gets no field outside the API, and what it was not told is named", () => {
    const { body, unsent } = requestBody({ server: "unknown" }, "m", WITH_OBJECT);
    expect(body).not.toHaveProperty("repetition_penalty");
    expect(body).not.toHaveProperty("chat_template_kwargs");
    expect(body).toHaveProperty("response_format");
    expect(unsent).toEqual(["repetition penalty 1.05", "thinking off"]);
  });
  test("nor a schema whose root is no object, which the API refuses", () => {
    const { body, unsent } = requestBody({ server: "unknown" }, "m", QUESTION);
    expect(body).not.toHaveProperty("response_format");
    expect(unsent).toContain("the answer's grammar");
  });
  test.each(["bioreview-runner", "llama.cpp", "vllm", "unknown"] as const)(
    "%s: how many alternatives of a token are to be told",
    (kind) => {
      const { body, unsent } = requestBody({ server: kind }, "m", { ...WITH_OBJECT, alternatives: 20 });
      expect(body).toMatchObject({ logprobs: true, top_logprobs: 20 });
      expect(unsent).toEqual(requestBody({ server: kind }, "m", WITH_OBJECT).unsent);
      expect(requestBody({ server: kind }, "m", WITH_OBJECT).body).not.toHaveProperty("logprobs");
    },
  );
  test("a penalty that is off needs not be told", () => {
    const off = { ...WITH_OBJECT, sampling: { ...QUESTION.sampling, repetitionPenalty: 1 } };
    expect(requestBody({ server: "unknown" }, "m", off).unsent).toEqual(["thinking off"]);
  });
});

describe("provenance", () => {
  test("of ours is what it says", () => {
    const meta = {
      kind: "chat",
      title: "T",
      file: "m.gguf",
      sha256: "ab",
      quantisation: "Q4_1",
      device: "cpu",
      context_tokens: 8192,
      settings: "4 requests at once",
    };
    expect(identityOf(served({ owned_by: "bioreview-runner", meta }))).toEqual({
      id: "m",
      server: "bioreview-runner",
      file: "m.gguf",
      sha256: "ab",
      quantisation: "Q4_1",
      device: "cpu",
      contextTokens: 8192,
      settings: "4 requests at once",
    });
  });
  test("of vLLM has its context", () =>
    expect(identityOf(served({ owned_by: "vllm", max_model_len: 20480 })).contextTokens).toBe(20480));
  test("a hub's name stays whole, a path becomes its file", () => {
    expect(identityOf(served({ id: "Qwen/Qwen3-8B" })).id).toBe("Qwen/Qwen3-8B");
    expect(identityOf(served({ id: "/home/ada/m.gguf" })).id).toBe("m.gguf");
  });
  test("what a server puts under our names in another shape is left out", () =>
    expect(identityOf(served({ owned_by: 3, meta: { n_ctx: "many", file: 7 } }))).toEqual({ id: "m", server: "unknown" }));
});
