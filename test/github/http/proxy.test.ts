/** A network whose only way out is a proxy. */
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { permissionOf, proxiedFetch } from "../../../src/github/index.ts";
import { type GitHub as Sim, startGitHub } from "../../github-sim/index.ts";
import { connected } from "../support/connected.ts";

let sim: Sim;
let proxy: Server;
let address: string;
const asked: string[] = [];
beforeAll(async () => {
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

test("a host that only the proxy knows is reached through it", async () => {
  const repository = sim.repository("ada/paper");
  const fetch = proxiedFetch({ http_proxy: address });
  const { github } = connected(sim, repository, undefined, { api: "http://github.invalid", fetch });
  expect(await permissionOf(github, repository.name, "ada")).toBe("admin");
  expect(asked).toEqual(["github.invalid:80"]);
});

test("what needs no proxy goes without one", async () => {
  asked.splice(0);
  const repository = sim.repository("ada/other");
  const fetch = proxiedFetch({ HTTP_PROXY: address, NO_PROXY: "example.org,127.0.0.1" });
  expect(await permissionOf(connected(sim, repository, undefined, { fetch }).github, repository.name, "ada")).toBe("admin");
  expect(asked).toEqual([]);
});

test("where no proxy is named, Node's own fetch does", () => {
  expect([proxiedFetch({}), proxiedFetch({ no_proxy: "x", http_proxy: "" })]).toEqual([undefined, undefined]);
});
