/** A language model whose answer the test decides, for what is not about the model. */
import type { Chat, PreparedRequest } from "../../../runner/src/chat/chat-model.ts";

export const FAKE_ID = "fake";

export function fakeChat(run: PreparedRequest["run"]): Chat {
  return {
    identity: {
      id: FAKE_ID,
      title: "Fake",
      file: "fake.gguf",
      sha256: "0".repeat(64),
      quantisation: "F16",
      device: "cpu",
      gpuLayers: 0,
      layers: 3,
      why: "a test asks for it",
      contextTokens: 100,
      threads: 1,
      batchTokens: 128,
      flashAttention: true,
      parallel: 1,
      settings: undefined,
    },
    kept: { prompts: 0, tokens: 0 },
    prepare: async () => ({ run }),
    memory: async () => ({ process: 0, gpu: 0 }),
    dispose: async () => {},
  };
}

export const finished = {
  promptTokens: 7,
  cachedTokens: 3,
  promptMilliseconds: 70,
  answerTokens: 2,
  answerMilliseconds: 20,
} as const;
