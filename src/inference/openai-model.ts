/** The port to a language model, over the OpenAI API. */

import { type Heard, hear, NOTHING_YET, whole } from "./complete.ts";
import { identityOf, requestFor } from "./dialect.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Asked } from "./exchange.ts";
import type { Model } from "./model.ts";
import { notOpenAi } from "./no-api.ts";
import { chooseModel, listModels, llamaProps } from "./served.ts";
import { TIMEOUTS, type Timeouts } from "./timeouts.ts";
import { interrupted, openTransport } from "./transport.ts";

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
    async answer(question, onProgress, signal) {
      if (signal.aborted) throw interrupted(endpoint, signal);
      const { body, unsent } = requestFor(identity, served.id, question);
      let heard: Heard = NOTHING_YET;
      const asked = (): Asked => ({ what: "an answer", model: served.id, stage: heard.stage });
      return transport.ask(
        "long",
        asked,
        async (client, limited) => {
          const { data: stream, response } = await client.chat.completions.create(body, { signal: limited }).withResponse();
          const type = response.headers.get("content-type") ?? "something without a type";
          if (!type.startsWith("text/event-stream"))
            throw notOpenAi(`${type.split(";")[0]} and no stream`, { ...asked(), endpoint });
          for await (const event of stream) {
            const next = hear(heard, event, { ...asked(), endpoint });
            heard = next.heard;
            if (next.progress !== undefined) onProgress(next.progress);
          }
          limited.throwIfAborted(); // an aborted stream just ends
          return { ...whole(heard, { ...asked(), endpoint }, question.sampling.maxTokens), ...(unsent.length > 0 && { unsent }) };
        },
        signal,
      );
    },
  };
}
