/** Holds requests and answers to GitHub's description. Invariant: what the description does not allow is never silently answered:
 *  a request gets GitHub's refusal, an answer of the stand-in that is not as described is a violation, which fails the test. */
import { unknownKeys } from "./closed-keys.ts";
import { isObject, listOf, objectOf, resolved, type Schema } from "./description.ts";
import { faultsOf } from "./json-schema.ts";
import { type Operation, parametersOf } from "./routes.ts";

/** @returns GitHub's sentence of what is wrong with the body; undefined where nothing is */
export function bodyFault({ description }: Operation, body: unknown): string | undefined {
  const asked = resolved(description["requestBody"]);
  const schema = objectOf(objectOf(objectOf(asked["content"])["application/json"])["schema"]);
  if (Object.keys(schema).length === 0) return undefined;
  if (body === undefined) return asked["required"] === true ? "Body should be a JSON object" : undefined;
  if (!isObject(body)) return "Body should be a JSON object";
  const [unknown] = unknownKeys(schema, body);
  if (unknown !== undefined) return `"${unknown.split("/").at(-1)}" is not a permitted key.`;
  const [first] = faultsOf(schema, body);
  if (first === undefined) return undefined;
  return first.at === "" ? first.fault : `For 'properties${first.at}', ${first.fault}.`;
}

/** GitHub ignores what it does not know here, so a mistyped parameter goes unnoticed: the stand-in counts it.
 *  @returns one line a parameter that is unknown, or is not as described */
export function queryFaults(operation: Operation, query: URLSearchParams): readonly string[] {
  const known = new Map(
    parametersOf(operation)
      .map(resolved)
      .filter((parameter) => parameter["in"] === "query")
      .map((parameter) => [String(parameter["name"]), objectOf(parameter["schema"])]),
  );
  return [...query].flatMap(([name, value]) => {
    const schema = known.get(name);
    if (schema === undefined) return [`the query parameter ${name} is unknown`];
    const typed = resolved(schema)["type"] === "integer" && /^-?\d+$/.test(value) ? Number(value) : value;
    return faultsOf(schema, typed).map(({ fault }) => `the query parameter ${name}: ${fault}`);
  });
}

/** @returns one line a departure of an answer from the description */
export function answerFaults({ description }: Operation, status: number, type: string, body: unknown): readonly string[] {
  if (status >= 400) return refusalFaults(body);
  const declared = objectOf(description["responses"])[String(status)];
  if (declared === undefined) return [`status ${status} is not declared`];
  const content = objectOf(resolved(declared)["content"]);
  if (Object.keys(content).length === 0) return body === undefined ? [] : [`status ${status} has no body`];
  if (type !== "application/json") return [];
  const schema = schemaOf(content);
  return [
    ...faultsOf(schema, body).map(({ at, fault }) => `${at} ${fault}`),
    ...unknownKeys(schema, body).map((key) => `${key} is not described`),
  ];
}

function schemaOf(content: Schema): Schema {
  return objectOf(objectOf(content["application/json"] ?? listOf(Object.values(content))[0])["schema"]);
}

/** Refusals come from GitHub's front, for every operation, declared or not; all have a message. */
function refusalFaults(body: unknown): readonly string[] {
  return typeof objectOf(body)["message"] === "string" ? [] : ["a refusal without a message"];
}
