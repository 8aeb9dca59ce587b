/** Something answers, and it is no server of the OpenAI API. */
import { ServerError } from "../errors.ts";
import type { Context, Fault } from "./exchange.ts";

/** An answer that came as something else than the API says. */
export function notOpenAi(got: string, { endpoint, what }: Context): ServerError {
  return new ServerError({ at: endpoint.shown, ...noApi(got, what) });
}

export function noApi(got: string, what: string): Fault {
  return {
    code: "server-not-openai",
    fault: `asked for ${what}, it sent ${got}, so this is no server of the OpenAI API, or not its address`,
    remedy: "Name the address under which it answers /v1/models, such as http://127.0.0.1:8080 or https://HOST/PREFIX/v1",
  };
}
