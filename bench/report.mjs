// The report's page of a long paper after three revisions: how large it is, how long a cold process takes to make it, and how soon Chromium has it ready for keys and
// clicks; beside a page of the same words that does nothing.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { median, ROOT } from "./peers.mjs";
import { randomText, times, written } from "./random-text.mjs";

const ROUNDS = 5;
const WORDS = 15_000;
/** In each of three reviews, all of them new. */
const CONCERNS = 20;
const DIMENSIONS = 384;
const PROGRAM = join(ROOT, "dist", "bioreview.js");

const { random, below, word } = randomText(11, 6000);
const sentence = () => written(times(14 + below(20), word));

function firstRevision() {
  const paragraphs = [];
  for (let count = 0; count < WORDS; ) {
    const sentences = times(3 + below(5), sentence);
    paragraphs.push(sentences);
    count += sentences.join(" ").split(" ").length;
  }
  return paragraphs;
}

/** Of a hundred sentences twelve are reworded, three go, three come. */
function nextRevision(paragraphs) {
  return paragraphs.map((sentences) =>
    sentences.flatMap((one) => {
      const chance = random();
      if (chance < 0.03) return [];
      if (chance < 0.06) return [one, sentence()];
      return [chance < 0.18 ? one.replace(/\S+(?= \S+\.$)/, word()) : one];
    }),
  );
}

function markdown(paragraphs) {
  const sections = ["Introduction", "Methods", "Results", "Discussion"];
  const size = Math.ceil(paragraphs.length / sections.length);
  const parts = sections.map(
    (name, k) =>
      `## ${name}\n\n${paragraphs
        .slice(k * size, (k + 1) * size)
        .map((one) => one.join(" "))
        .join("\n\n")}`,
  );
  return `# ${times(8, word).join(" ")}\n\n## Abstract\n\n${sentence()} ${sentence()}\n\n${parts.join("\n\n")}\n`;
}

/** About a sentence each: most of its words are from there. */
function concernsAbout(paragraphs) {
  const categories = ["design_flaw", "statistical_methodology", "missing_experiment", "interpretation"];
  return times(CONCERNS, (k) => {
    const sentences = paragraphs[below(paragraphs.length)];
    const about = sentences[below(sentences.length)] ?? sentence();
    return {
      text: `${about.slice(0, -1)} ${word()} ${word()}.`,
      category: categories[k % 4],
      severity: k % 3 ? "minor" : "major",
    };
  });
}

function embedding(text) {
  const row = new Array(DIMENSIONS).fill(0);
  for (const one of text.toLowerCase().match(/\w+/g) ?? ["nothing"]) {
    const digest = createHash("sha256").update(one).digest();
    for (const at of [0, 4, 8]) row[digest.readUInt16LE(at) % DIMENSIONS] += digest[at + 2] % 2 === 0 ? 1 : -1;
  }
  const length = Math.hypot(...row) || 1;
  return row.map((value) => value / length);
}

/** A model that says the next list at each question, and an embedder of words. */
async function scriptedServer(lists) {
  let asked = 0;
  const server = createServer((request, response) => {
    const json = (value) => response.setHeader("content-type", "application/json").end(JSON.stringify(value));
    const models = [
      { id: "scripted", object: "model" },
      { id: "minilm", object: "model", owned_by: "bioreview-runner", meta: { kind: "embedding", dimensions: DIMENSIONS } },
    ];
    if (request.url === "/v1/models") return json({ object: "list", data: models });
    const pieces = [];
    request
      .on("data", (piece) => pieces.push(piece))
      .on("end", () => {
        if (request.url === "/v1/embeddings") {
          const { input } = JSON.parse(Buffer.concat(pieces).toString());
          return json({
            object: "list",
            data: input.map((text, index) => ({ object: "embedding", index, embedding: embedding(text) })),
          });
        }
        const chunk = (choice) =>
          `data: ${JSON.stringify({ object: "chat.completion.chunk", model: "scripted", choices: [{ index: 0, ...choice }] })}\n\n`;
        response.setHeader("content-type", "text/event-stream");
        response.write(chunk({ delta: { content: JSON.stringify(lists[asked++]) } }));
        response.write(chunk({ delta: {}, finish_reason: "stop" }));
        response.end("data: [DONE]\n\n");
      });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** @returns seconds */
async function run(args) {
  const begun = performance.now();
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (piece) => {
    said += piece;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`bioreview ${args.join(" ")} ended with ${code}: ${said}`);
  return (performance.now() - begun) / 1000;
}

/** Three revisions, each reviewed and compared with the one before. @returns the arguments that make the page of the last */
async function reviewedThrice(folder) {
  const revisions = [firstRevision()];
  for (let k = 1; k < 3; k++) revisions.push(nextRevision(revisions[k - 1]));
  const server = await scriptedServer(revisions.map(concernsAbout));
  try {
    for (const [k, paragraphs] of revisions.entries()) {
      mkdirSync(join(folder, `v${k}`));
      writeFileSync(join(folder, `v${k}`, "paper.md"), markdown(paragraphs));
      const result = ["--format", "json", "--output", join(folder, `v${k}.json`)];
      const previous = k === 0 ? [] : ["--previous", join(folder, `v${k - 1}.json`)];
      await run([
        "review",
        join(folder, `v${k}`),
        "--endpoint",
        server.address,
        "--model",
        "scripted",
        "--no-embedder",
        ...result,
        ...previous,
      ]);
    }
  } finally {
    server.close();
  }
  return ["report", join(folder, "v2.json"), "--old", join(folder, "v1"), "--new", join(folder, "v2")];
}

/** Seconds from the navigation's start until the page's script has run, and until two frames more were drawn; of a page without a script until it is loaded. */
async function opened(browser, file) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(pathToFileURL(file).href);
  const milliseconds = await page.evaluate(
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))",
  );
  await page.close();
  return milliseconds / 1000;
}

/** The words alone, as paragraphs. */
function plainPage(folder) {
  const text = readFileSync(join(folder, "v2", "paper.md"), "utf8");
  const paragraphs = text.split("\n\n").map((one) => `<p>${one}</p>`);
  const file = join(folder, "plain.html");
  writeFileSync(file, `<!doctype html><title>plain</title>${paragraphs.join("\n")}`);
  return file;
}

export async function report(say) {
  const executablePath = process.env.BIOREVIEW_CHROMIUM ?? "/usr/bin/chromium";
  const folder = mkdtempSync(join(tmpdir(), "bioreview-bench-"));
  try {
    const args = await reviewedThrice(folder);
    const file = join(folder, "report.html");
    const made = [];
    for (let round = 0; round < ROUNDS; round++) made.push(await run([...args, "--output", file]));
    const { ledger } = JSON.parse(readFileSync(join(folder, "v2.json"), "utf8"));
    say(`${ledger.concerns.length} concerns, ${ledger.revisions.length} revisions`);
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    const plain = plainPage(folder);
    const [ready, bare] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      ready.push(await opened(browser, file));
      bare.push(await opened(browser, plain));
    }
    await browser.close();
    const seconds = (list) => `${median(list).toFixed(2)} s`;
    const size = (path) => `${Math.round(statSync(path).size / 1000)} kB`;
    return [
      `${ledger.concerns.length} concerns, ${ledger.revisions.length} revisions, ${WORDS.toLocaleString("en-US")} words`,
      "",
      "| | the report | the words alone | goal |",
      "|---|---:|---:|---:|",
      `| size | ${size(file)} | ${size(plain)} | < 1,000 kB |`,
      `| made by a cold process | ${seconds(made)} | | < 1 s |`,
      `| ready in Chromium | ${seconds(ready)} | ${seconds(bare)} | < 0.5 s |`,
    ].join("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
