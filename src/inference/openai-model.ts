/** The port to a language model, over the OpenAI API: which model answers, how it is asked, and asked again where the server is full or
 *  refuses a setting. */
import { setTimeout as pause } from "node:timers/promises";
import type OpenAI from "openai";
import { APIError } from "openai";
import { z } from "zod";
import { amended, identityOf, limitOf, PROBABILITIES, requestBody, type ServerKind, type Told } from "./dialect.ts";
import { type Endpoint, TIMEOUTS, type Timeouts } from "./endpoint.ts";
import type { Model, Progress } from "./model.ts";
import { NotOpenAi } from "./request-fault.ts";
import { chooseModel, listModels, llamaProps } from "./served-models.ts";
import { refusalOf, throwErrorIn } from "./server-fault.ts";
import { EMPTY, isNews, type PartialAnswer, tokensOf, wholeAnswer, withEvent } from "./streamed-answer.ts";
import { jsonOf, openTransport } from "./transport.ts";

export interface ModelChoice {
  /** As the server calls it; may be left out where it serves one. */
  readonly model?: string | undefined;
  readonly timeouts?: Timeouts;
}

/** Finds out what a server runs, and how it is spoken to.
 *  @throws ServerError where it does not answer or has no such model, SettingsError where it has several and none was named */
export async function connectModel(
  endpoint: Endpoint,
  { model, timeouts = TIMEOUTS }: ModelChoice,
  signal: AbortSignal,
): Promise<Model> {
  const transport = openTransport(endpoint, timeouts);
  const served = chooseModel(endpoint, await listModels(transport, signal), "chat", model);
  const identity = identityOf(served, await llamaProps(transport, served, signal));
  return {
    identity,
    async answer(request, onProgress, signal) {
      let received: PartialAnswer = EMPTY;
      return transport.ask(
        { what: "an answer", model: served.id, limit: "answer", stage: () => received.stage },
        async (client, limited, heard) => {
          const onFull = (place: number | undefined) => {
            heard();
            if (place === undefined || (received.stage.kind === "waiting" && received.stage.place === place)) return;
            const stage: Progress = { kind: "waiting", place };
            received = { ...received, stage };
            onProgress(stage);
          };
          const body = requestBody(identity, served.id, request);
          const { stream, told } = await untilTaken(() => openStream(client, body, identity.server, limited), onFull, limited);
          for await (const event of stream) {
            const before = received.stage;
            received = withEvent(received, event, endpoint);
            if (!isNews(before, received.stage)) continue;
            heard();
            onProgress(received.stage);
          }
          limited.throwIfAborted(); // an aborted stream just ends
          const answer = wholeAnswer(received, endpoint, limitOf(told.body));
          const tokens = told.body.logprobs === true ? tokensOf(answer.text, received.tokens) : undefined;
          const untold = told.body.logprobs === true && tokens === undefined ? [PROBABILITIES] : [];
          const unsent = [...told.unsent, ...untold];
          return { ...answer, ...(tokens && { tokens }), ...(unsent.length > 0 && { unsent }) };
        },
        signal,
      );
    },
  };
}

/** Tries again where a server has no place, as long as it says when: nothing was computed, so that costs nothing. A server of ours answers those who wait in turn; of
 *  others, whose limit may be one of a day, it is tried a few times.
 *  @param onFull called while it is waited for, with the number of requests before this one where the server tells it
 *  @throws what the last try threw */
async function untilTaken<Result>(
  ask: () => Promise<Result>,
  onFull: (place: number | undefined) => void,
  signal: AbortSignal,
): Promise<Result> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask();
    } catch (error) {
      const advice = adviceIn(error);
      if (advice === undefined || (advice.place === undefined && tried >= TRIES_OF_OTHERS)) throw error;
      onFull(advice.place);
      for (let waited = 0; waited < advice.seconds; waited++) {
        await pause(1000, undefined, { signal });
        onFull(advice.place);
      }
    }
  }
}

/** Tries where a server does not tell a place in its line. */
const TRIES_OF_OTHERS = 5;
/** Seconds: what says more than this has no line but a limit that is used up. */
const LONGEST_ADVICE = 60;

/** @returns undefined where a failure is none of a full server, or that does not say when to ask again */
function adviceIn(error: unknown): { readonly seconds: number; readonly place: number | undefined } | undefined {
  if (!(error instanceof APIError) || error.status !== 429 || error.code === "insufficient_quota") return undefined;
  const number = (name: string) => /^\d{1,6}$/.exec(error.headers?.get(name) ?? "")?.[0];
  const seconds = number("retry-after");
  const place = number("x-queue-place");
  if (seconds === undefined || Number(seconds) > LONGEST_ADVICE) return undefined;
  return { seconds: Number(seconds), place: place === undefined ? undefined : Number(place) };
}

/** Asks, and where the server refuses for something that can be asked for otherwise, asks so.
 *  @returns the stream, and what was told in the end */
async function openStream(
  client: OpenAI,
  told: Told,
  server: ServerKind,
  signal: AbortSignal,
): Promise<{ stream: AsyncIterable<unknown>; told: Told }> {
  try {
    const { data: stream, response } = await client.chat.completions.create(told.body, { signal }).withResponse();
    const type = response.headers.get("content-type") ?? "something without a type";
    if (!type.startsWith("text/event-stream")) refuseNoStream(await response.text(), type);
    return { stream, told };
  } catch (error) {
    const refusal = refusalOf(error);
    const next = refusal && amended(told, server, refusal);
    if (next === undefined) throw error;
    return await openStream(client, next, server, signal);
  }
}

/** @throws the fault of a server that answers 200 with something else than a stream */
function refuseNoStream(text: string, type: string): never {
  const body = jsonOf(text);
  throwErrorIn(body);
  const isWhole = z.object({ choices: z.array(z.unknown()).min(1) }).safeParse(body).success;
  throw new NotOpenAi(isWhole ? "a whole answer where a stream was asked for" : `${type.split(";")[0]} and no stream`);
}
