/** A network whose only way out is a proxy. Each time in a process of its own, for the toolkit reads the variables once, when it is loaded. */
import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "rolldown";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GitHub as Sim, startGitHub } from "../../github-sim/index.ts";
import { folderWith } from "../../support/folder.ts";

let sim: Sim;
let proxy: Server;
let address: string;
let client: string;
const asked: string[] = [];
beforeAll(async () => {
  const dir = folderWith();
  const output = { dir, entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" };
  await build({ input: { client: "src/github/index.ts" }, platform: "node", output, logLevel: "warn" });
  client = join(dir, "client.mjs");
  sim = await startGitHub();
  proxy = createServer();
  proxy.on("connect", ({ url = "" }, socket) => {
    asked.push(url);
    const to = connect(Number(new URL(sim.url).port), "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
    to.on("error", () => socket.destroy());
    socket.on("error", () => to.destroy());
    to.pipe(socket).pipe(to);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const bound = proxy.address();
  address = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}`;
});
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await sim.stop();
});

const ASK = `
  const { connectGitHub, permissionOf } = await import(process.env.CLIENT);
  const log = { debug() {}, info() {}, warning() {} };
  const { TOKEN: token, GITHUB_API_URL: api, REPOSITORY: repository } = process.env;
  console.log(await permissionOf(connectGitHub({ token, api, log, statusContext: "s" }), repository, "ada"));
`;
/** @returns the permission that a program with these variables was told, and what the proxy was asked for meanwhile */
async function permissionWith(variables: Readonly<Record<string, string>>) {
  const { name } = sim.repository(`ada/paper-${Object.keys(variables).join("-")}`);
  const env = {
    PATH: process.env["PATH"],
    CLIENT: client,
    TOKEN: sim.installationToken({ repositories: [name], permissions: { contents: "read" } }),
    REPOSITORY: name,
    GITHUB_API_URL: sim.url,
    ...variables,
  };
  asked.splice(0);
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", ASK], { env });
  return { permission: stdout.trim(), asked: [...asked] };
}

test.each(["http_proxy", "HTTP_PROXY"])("a host that only the proxy knows is reached through it (%s)", async (name) => {
  const found = await permissionWith({ [name]: address, GITHUB_API_URL: "http://github.invalid" });
  expect(found).toEqual({ permission: "admin", asked: ["github.invalid:80"] });
});

test("what needs no proxy goes without one", async () => {
  const found = await permissionWith({ HTTP_PROXY: address, NO_PROXY: "example.org,127.0.0.1" });
  expect(found).toEqual({ permission: "admin", asked: [] });
});

test.each([{}, { no_proxy: "x", http_proxy: "" }])("where %j names no proxy, the way is direct", async (variables) => {
  expect(await permissionWith(variables)).toEqual({ permission: "admin", asked: [] });
});
