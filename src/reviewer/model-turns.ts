/** Chat models that do not fit into the memory at once, as models that can all be asked: whichever is asked is served, after the server of the one before has
 *  ended. Invariants: never two servers at a time; one answer at a time. */
import type { Answer, Model, ModelIdentity, RunningServer } from "../inference/index.ts";

/** A model with the server that was started for it alone. */
export interface ServedModel {
  readonly server: RunningServer;
  readonly model: Model;
}

export class ModelTurns {
  readonly #start: (chat: string) => Promise<ServedModel>;
  #running: (ServedModel & { readonly chat: string }) | undefined;
  /** Ends when nobody is answered any more. */
  #free: Promise<unknown> = Promise.resolve();

  constructor(start: (chat: string) => Promise<ServedModel>) {
    this.#start = start;
  }

  /** @param identity what is known before its server was started; afterwards what that says */
  model(chat: string, identity: ModelIdentity): Model {
    let known = identity;
    return {
      get identity() {
        return known;
      },
      answer: (request, onProgress, signal) =>
        this.#alone(async () => {
          const model = await this.#serve(chat);
          known = model.identity;
          return model.answer(request, onProgress, signal);
        }),
    };
  }

  #alone(answer: () => Promise<Answer>): Promise<Answer> {
    const answered = this.#free.then(answer);
    this.#free = answered.catch(() => {}); // the caller hears of it; the next one is to be answered all the same
    return answered;
  }

  async #serve(chat: string): Promise<Model> {
    if (this.#running?.chat === chat) return this.#running.model;
    const before = this.#running;
    this.#running = undefined;
    await before?.server.stop();
    this.#running = { chat, ...(await this.#start(chat)) };
    return this.#running.model;
  }
}
