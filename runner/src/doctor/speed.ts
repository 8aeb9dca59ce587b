/** Measures how fast a profile's models read, write and embed here: the same way through which requests go. */
import { ChatRequest } from "../api.ts";
import type { Chat } from "../chat/chat-model.ts";
import type { Embedder } from "../embed/embedder.ts";
import { type Finding, ok } from "./finding.ts";

/** Words of the prompt: about as many tokens. */
const WORDS = 1024;
/** Tokens of the answer. */
const WRITTEN = 64;
const TEXTS = 64;

export async function measureChat(chat: Chat, signal: AbortSignal): Promise<Finding> {
  const sentence = "the mean weight of the mice in both groups was the same and no test was made ";
  const content = sentence.repeat(Math.ceil(WORDS / sentence.trim().split(" ").length));
  const request = ChatRequest.parse({
    model: chat.identity.id,
    messages: [{ role: "user", content }],
    max_tokens: WRITTEN,
    seed: 1,
    grammar: `root ::= [a-z ]{${4 * WRITTEN}}`, // no early end
  });
  const prepared = await chat.prepare(request);
  const { promptTokens, promptMilliseconds, answerTokens, answerMilliseconds } = await prepared.run(
    { progress: () => {}, text: () => {} },
    signal,
  );
  const rate = (tokens: number, milliseconds: number) => ((1000 * tokens) / milliseconds).toFixed(0);
  const { device, threads } = chat.identity;
  return ok(
    "speed of the chat model",
    `reads ${rate(promptTokens, promptMilliseconds)} and writes ${rate(answerTokens, answerMilliseconds)} tokens/s on ${device}, threads: ${threads}`,
  );
}

export async function measureEmbedder(embedder: Embedder, now: () => number, signal: AbortSignal): Promise<Finding> {
  const texts = Array.from(
    { length: TEXTS },
    (_, index) => `Sample ${index} had no control group, and the dose was not reported.`,
  );
  const began = now();
  await embedder.embed(texts, signal);
  return ok(`speed of the embedder ${embedder.identity.id}`, `${((1000 * TEXTS) / (now() - began)).toFixed(0)} short texts/s`);
}
