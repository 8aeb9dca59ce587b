// Everything but the model: a cold process from the manuscript's files to the written JSON, against a Node process that does nothing.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, ROOT } from "./peers.mjs";

const ROUNDS = 7;
const WORDS = 15_000;
const MODEL = "scripted";

const CONCERNS = Array.from({ length: 20 }, (_, at) => ({
  text: `Concern ${at}: the sample of ${at + 3} animals a group is too small for the claim that is made of it.`,
  category: "statistical_methodology",
  severity: at % 3 === 0 ? "major" : "minor",
}));

/** A server that answers at once with the same concerns. */
async function scriptedServer() {
  const chunk = (choice) =>
    `data: ${JSON.stringify({ object: "chat.completion.chunk", model: MODEL, choices: [{ index: 0, ...choice }] })}\n\n`;
  const server = createServer((request, response) => {
    if (request.url === "/v1/models") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ object: "list", data: [{ id: MODEL, object: "model" }] }));
      return;
    }
    request.resume().on("end", () => {
      response.setHeader("content-type", "text/event-stream");
      response.write(chunk({ delta: { content: JSON.stringify(CONCERNS) } }));
      response.write(chunk({ delta: {}, finish_reason: "stop" }));
      response.end("data: [DONE]\n\n");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** The example manuscript, its sections repeated until it has enough words. */
function longMarkdown(folder) {
  cpSync(join(ROOT, "examples", "phage-wound-gel", "v1"), folder, { recursive: true });
  const content = join(folder, "content");
  const sections = readdirSync(content).filter((name) => /^0[2-5].*\.md$/.test(name));
  const texts = sections.map((name) => readFileSync(join(content, name), "utf8"));
  const times = Math.ceil(WORDS / texts.join(" ").split(/\s+/).length);
  for (const [at, name] of sections.entries()) {
    const [heading, ...rest] = texts[at].split("\n");
    writeFileSync(join(content, name), `${heading}\n${Array.from({ length: times }, () => rest.join("\n")).join("\n")}`);
  }
}

/** The same words as LaTeX. */
function longLatex(folder) {
  const note = readFileSync(join(ROOT, "examples", "latex-note", "main.tex"), "utf8");
  const methods = readFileSync(join(ROOT, "examples", "latex-note", "sections", "methods.tex"), "utf8");
  const times = Math.ceil(WORDS / methods.split(/\s+/).length);
  mkdirSync(join(folder, "sections"), { recursive: true });
  writeFileSync(join(folder, "main.tex"), note);
  writeFileSync(join(folder, "sections", "methods.tex"), Array.from({ length: times }, () => methods).join("\n"));
}

/** Wall seconds and peak megabytes of a Node process. */
function measure(args) {
  const tellPeak = `data:text/javascript,${encodeURIComponent('import{writeSync}from"node:fs";process.on("exit",()=>writeSync(3,String(process.resourceUsage().maxRSS)))')}`;
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, ["--import", tellPeak, ...args], { stdio: ["ignore", "ignore", "pipe", "pipe"] });
    const said = { 2: "", 3: "" };
    for (const stream of [2, 3]) child.stdio[stream].on("data", (piece) => (said[stream] += piece));
    child.once("close", (code) => {
      if (code !== 0) reject(new Error(`${args.join(" ")} ended with ${code}: ${said[2]}`));
      else resolve({ seconds: (performance.now() - start) / 1000, megabytes: Number(said[3]) / 1024 });
    });
  });
}

export async function pipeline(say) {
  const folder = mkdtempSync(join(tmpdir(), "bioreview-bench-"));
  const server = await scriptedServer();
  const nothing = join(folder, "nothing.mjs");
  writeFileSync(nothing, "");
  longMarkdown(join(folder, "manubot"));
  longLatex(join(folder, "latex"));
  const review = (name) => [
    join(ROOT, "dist", "bioreview.js"),
    ...[
      "review",
      join(folder, name),
      "--endpoint",
      server.address,
      "--no-embedder",
      "--format",
      "json",
      "--output",
      join(folder, `${name}.json`),
    ],
  ];
  const cases = { "Manubot, Markdown": review("manubot"), LaTeX: review("latex"), "a Node process that does nothing": [nothing] };
  try {
    const measured = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, args] of Object.entries(cases)) {
        measured[name].push(await measure(args));
        say(`round ${round}, ${name}: ${JSON.stringify(measured[name].at(-1))}`);
      }
    const bare = median(measured["a Node process that does nothing"].map(({ seconds }) => seconds));
    return [
      `${WORDS.toLocaleString("en-US")} words, cold processes, ${ROUNDS} rounds, medians; memory is the largest of all rounds`,
      "",
      "| | seconds | times a bare Node | peak MB |",
      "|---|---:|---:|---:|",
      ...Object.entries(measured).map(([name, rounds]) => {
        const seconds = median(rounds.map((round) => round.seconds));
        const peak = Math.max(...rounds.map(({ megabytes }) => megabytes));
        return `| ${name} | ${seconds.toFixed(2)} | ${(seconds / bare).toFixed(1)} | ${peak.toFixed(0)} |`;
      }),
    ].join("\n");
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
