import { describe, expect, test } from "vitest";
import { SettingsError } from "../../src/errors.ts";
import { parseEndpoint } from "../../src/inference/endpoint.ts";

test.each([
  { said: "http://127.0.0.1:8080", baseUrl: "http://127.0.0.1:8080/v1", leavesMachine: false },
  { said: "http://localhost:8080/v1/", baseUrl: "http://localhost:8080/v1", leavesMachine: false },
  { said: "http://[::1]:8080", baseUrl: "http://[::1]:8080/v1", leavesMachine: false },
  { said: "https://models.example/api/v1", baseUrl: "https://models.example/api/v1", leavesMachine: true },
  { said: "http://10.0.0.7:8000", baseUrl: "http://10.0.0.7:8000/v1", leavesMachine: true },
  { said: "http://127.0.0.1.example", baseUrl: "http://127.0.0.1.example/v1", leavesMachine: true },
  { said: "unix:/run/bioreview/s.sock", socketPath: "/run/bioreview/s.sock", leavesMachine: false },
  { said: "unix:///run/bioreview/s.sock", socketPath: "/run/bioreview/s.sock", leavesMachine: false },
])("$said is understood", ({ said, ...expected }) => expect(parseEndpoint(said, {})).toMatchObject(expected));

test.each([
  { why: "a word", said: "localhost" },
  { why: "a host and port without http://", said: "localhost:8080" },
  { why: "another protocol", said: "ftp://host" },
  { why: "a path that is no API's", said: "http://host/chat" },
  { why: "a whole route", said: "http://host/v1/chat/completions" },
  { why: "a query", said: "http://host/v1?key=abc" },
  { why: "a relative socket", said: "unix:s.sock" },
  { why: "a socket path that no system opens", said: `unix:/${"long/".repeat(30)}s.sock` },
  { why: "nothing", said: "" },
])("$why is refused", ({ said }) => expect(() => parseEndpoint(said, {})).toThrow(SettingsError));

test("a password in the address is refused and not repeated", () => {
  expect(() => parseEndpoint("https://ada:hunter2@host/v1", {})).toThrow(/^(?!.*hunter2).*BIOREVIEW_API_KEY/);
  expect(() => parseEndpoint("ftp://ada:hunter2@host/v1", {})).toThrow(/^(?!.*hunter2)/);
});

describe("which key a server gets", () => {
  const env = { OPENAI_API_KEY: "openai", BIOREVIEW_API_KEY: "ours" };
  const keyFor = (said: string, set: Record<string, string>) => parseEndpoint(said, set).apiKey();
  test("ours goes to every endpoint that is named", () => expect(keyFor("http://host:8000", env)).toBe("ours"));
  test("OpenAI's goes to OpenAI", () => expect(keyFor("https://api.openai.com/v1", { OPENAI_API_KEY: "openai" })).toBe("openai"));
  test.each([
    "http://host:8000",
    "https://api.openai.com.example",
    "http://api.openai.com",
    "https://api.openai.com:8443",
    "unix:/s.sock",
  ])("OpenAI's does not go to %s", (said) => expect(keyFor(said, { OPENAI_API_KEY: "openai" })).toBeUndefined());
  test("a line's end behind it is no part of it", () =>
    expect(keyFor("http://host", { BIOREVIEW_API_KEY: "ours\n" })).toBe("ours"));
  test("one that fits no header is refused and not repeated", () =>
    expect(() => keyFor("http://host", { BIOREVIEW_API_KEY: "two words" })).toThrow(/^(?!.*two words).*BIOREVIEW_API_KEY/));
  test("no print of an endpoint shows it", () => expect(JSON.stringify(parseEndpoint("http://host", env))).not.toContain("ours"));
});
