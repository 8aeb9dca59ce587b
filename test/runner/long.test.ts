/** The server with its small model for minutes: many schemas, many at once, many in a row. Prints what it measured.
 *  JSON_SCHEMA_TEST_SUITE names a checkout of https://github.com/json-schema-org/JSON-Schema-Test-Suite, whose schemas are then asked as well. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import OpenAI from "openai";
import { Agent, fetch } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerCheck } from "../../runner/src/chat/json-schema/check.ts";
import { isObject, type Json, type Schema } from "../../runner/src/chat/json-schema/document.ts";
import { connectModel, parseEndpoint } from "../../src/inference/index.ts";
import { start } from "./support/process.ts";
import { SCHEMAS, type SchemaCase } from "./support/schemas.ts";
import { scratch } from "./support/scratch.ts";
import { CHAT, hasSmoke } from "./support/smoke.ts";

const QUESTION = {
  system: "You answer shortly.",
  user: "Say something.",
  sampling: { seed: 1, temperature: 0.1, topP: 0.9, repetitionPenalty: 1, maxTokens: 400 },
} as const;

const isLong = process.env["BIOREVIEW_LONG"] === "1";
const SUITE = process.env["JSON_SCHEMA_TEST_SUITE"];
/** Keywords of the suite that ask for other documents. */
const ELSEWHERE = /^(dynamicRef|refRemote|vocabulary|format)\.json$/;

/** Of each keyword's file some schemas, those that some value satisfies. */
function suite(each: number): SchemaCase[] {
  if (SUITE === undefined) return [];
  const folder = join(SUITE, "tests", "draft2020-12");
  const files = readdirSync(folder).filter((name) => name.endsWith(".json") && !ELSEWHERE.test(name));
  return files.flatMap((file) => {
    const groups: { description: string; schema: Schema; tests: { valid: boolean }[] }[] = JSON.parse(
      readFileSync(join(folder, file), "utf8"),
    );
    return groups
      .filter(
        ({ tests, schema }) =>
          tests.some(({ valid }) => valid) && !JSON.stringify(schema).includes('://json-schema.org/draft/2020-12/schema"}'),
      )
      .slice(0, each)
      .map(({ description, schema }) => ({
        about: `${file}: ${description}`,
        schema: isObject(schema) ? withoutDialect(schema) : schema,
      }));
  });
}
function withoutDialect({ $schema, ...schema }: { readonly [key: string]: Json }): Schema {
  return schema;
}

describe.skipIf(!isLong || !hasSmoke)(`the server for minutes${isLong ? "" : " (skipped: BIOREVIEW_LONG=1 runs it)"}`, () => {
  const socketPath = join(scratch(), "long.sock");
  let client: OpenAI;
  let pid = 0;
  beforeAll(async () => {
    const { child, firstLine } = start([
      "serve",
      "--profile",
      "smoke",
      "--only",
      "chat",
      "--context",
      "2048",
      "--threads",
      "1",
      "--socket",
      socketPath,
    ]);
    await firstLine;
    pid = child.pid ?? 0;
    const dispatcher = new Agent({ connect: { socketPath } });
    afterAll(() => dispatcher.destroy());
    const overSocket = ((url: string, init: object) => fetch(url, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
    client = new OpenAI({ apiKey: "none", baseURL: "http://localhost/v1", fetch: overSocket });
  });

  const ask = (content: string, fields: object) =>
    client.chat.completions.create({ model: CHAT.id, messages: [{ role: "user", content }], ...fields });
  /** Megabytes of memory that the server's process holds. */
  const megabytes = () => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024);

  test("answers schemas with what satisfies them, or refuses", { timeout: 7_200_000 }, async () => {
    const cases = [...SCHEMAS, ...suite(4)];
    const ends: Record<string, number> = {};
    const refused: string[] = [];
    const failed: string[] = [];
    for (const { about, schema } of cases) {
      const response_format = { type: "json_schema", json_schema: { name: "answer", schema } };
      const end = await ask("Say something about mice in JSON.", {
        response_format,
        max_tokens: 80,
        temperature: 1,
        seed: 1,
      }).then(
        ({ choices: [choice] }) => {
          const fault = choice?.finish_reason === "stop" ? answerCheck(schema)(choice.message.content ?? "") : undefined;
          expect(fault, `${about}: ${choice?.message.content}`).toBeUndefined();
          return choice?.finish_reason ?? "none";
        },
        (error: InstanceType<typeof OpenAI.APIError>) => {
          (error.status === 400 ? refused : failed).push(`${about}: ${error.message}`);
          return error.status === 400 ? "refused" : "failed";
        },
      );
      ends[end] = (ends[end] ?? 0) + 1;
    }
    console.log(`${cases.length} schemas:`, ends, `\nrefused:\n${refused.join("\n")}\nfailed:\n${failed.join("\n")}`);
    expect(refused.length).toBeLessThanOrEqual(cases.length / 10);
  });

  test("answers twenty clients at once, with their own ways to try again", { timeout: 600_000 }, async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => ask(`Say ${index}.`, { grammar: `root ::= "${index}"`, max_tokens: 10 })),
    );
    expect(answers.map(({ choices: [choice] }) => choice?.message.content)).toEqual(answers.map((_, index) => `${index}`));
  });

  test("answers fifty of our own client at once, most of which find no place at first", { timeout: 1_200_000 }, async () => {
    const never = new AbortController().signal;
    const model = await connectModel(parseEndpoint(`unix:${socketPath}`, {}), {}, never);
    let waited = 0;
    const before = megabytes();
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const asked = { ...QUESTION, user: `Say ${index}.`, shape: { grammar: `root ::= "${index}"`, jsonSchema: {} } };
        const seen = new Set<string>();
        const { text } = await model.answer(asked, ({ kind }) => void seen.add(kind), never);
        if (seen.has("waiting")) waited++;
        return text;
      }),
    );
    expect(answers).toEqual(answers.map((_, index) => `${index}`));
    console.log(`50 at once: all answered, ${waited} were told their place; memory ${before} to ${megabytes()} MB`);
  });

  test("killed with -9 under load loses no client without a word, and the next server answers", {
    timeout: 600_000,
  }, async () => {
    const never = new AbortController().signal;
    const path = join(scratch(), "killed.sock");
    const serve = ["serve", "--profile", "smoke", "--only", "chat", "--context", "2048", "--threads", "1", "--socket", path];
    const first = start(serve);
    await first.firstLine;
    const ask = async () => await connectModel(parseEndpoint(`unix:${path}`, {}), {}, never);
    const model = await ask();
    let writing = () => {};
    const begun = new Promise<void>((resolve) => {
      writing = resolve;
    });
    const asked = Array.from({ length: 10 }, () =>
      model
        .answer(
          { ...QUESTION, shape: { grammar: "root ::= [a-z ]{1500}", jsonSchema: {} } },
          ({ kind }) => kind === "writing" && writing(),
          never,
        )
        .then(
          () => "answered",
          (error: { code?: string }) => error.code,
        ),
    );
    await begun;
    first.child.kill("SIGKILL");
    expect(new Set(await Promise.all(asked))).toEqual(new Set(["server-ended"]));
    await first.ended;
    const next = start(serve);
    await next.firstLine;
    const { text } = await (await ask()).answer(
      { ...QUESTION, shape: { grammar: 'root ::= "x"', jsonSchema: {} } },
      () => {},
      never,
    );
    expect(text).toBe("x");
    next.child.kill("SIGTERM");
    expect((await next.ended).code).toBe(0);
  });

  test("answers a thousand in a row and holds no more memory than after the first hundred", { timeout: 3_600_000 }, async () => {
    const schema = {
      type: "object",
      properties: { mouse: { type: "string", pattern: "^[a-z ]{1,20}$" }, count: { type: "integer", minimum: 1, maximum: 9 } },
      required: ["mouse", "count"],
    };
    const curve: number[] = [];
    for (let index = 0; index < 1000; index++) {
      if (index % 100 === 0) curve.push(megabytes());
      const one = { ...schema, title: `${index}` };
      const response_format = { type: "json_schema", json_schema: { name: "answer", schema: one } };
      const { choices } = await ask(`A mouse of number ${index}.`, { response_format, max_tokens: 40, seed: index });
      expect(answerCheck(one)(choices[0]?.message.content ?? "")).toBeUndefined();
    }
    curve.push(megabytes());
    console.log("memory in MB, every hundred requests:", curve.join(" "));
    expect(curve.at(-1)).toBeLessThan(1.2 * (curve[1] ?? 0));
  });
});
