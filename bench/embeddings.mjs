// Embeddings a second: our server against onnxruntime in Python, same file, one thread each, alternating.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { MODELS, median, ourServer, pythonPeer, ROOT } from "./peers.mjs";

const ROUNDS = 5;
const TEXTS = 200;
/** What sentence-transformers takes by default. */
const PEER_BATCH = 32;

/** Sentences of the examples, of the lengths that concerns have. */
function texts() {
  const folder = join(ROOT, "examples", "phage-wound-gel");
  const prose = ["v1", "v2"].flatMap((revision) =>
    readdirSync(join(folder, revision, "content"))
      .filter((name) => /^0[1-5].*\.md$/.test(name))
      .map((name) => readFileSync(join(folder, revision, "content", name), "utf8").replace(/\s+/g, " ")),
  );
  const sentences = prose.flatMap((text) => text.split(/(?<=[.?!]) /)).filter((sentence) => sentence.length > 40);
  return Array.from({ length: TEXTS }, (_, at) => `${at}: ${sentences[at % sentences.length]}`);
}

export async function embeddings(say) {
  const peer = pythonPeer("embed.py", join(MODELS, "minilm"), String(PEER_BATCH));
  const ours = await ourServer("--only", "embedding");
  try {
    await peer.next();
    const dispatcher = new Agent({ connect: { socketPath: ours.socket } });
    const all = texts();
    const measures = {
      ours: async () => {
        const start = performance.now();
        const response = await fetch("http://localhost/v1/embeddings", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ model: "minilm", input: all, encoding_format: "float" }),
          dispatcher,
        });
        const { data } = await response.json();
        return { seconds: (performance.now() - start) / 1000, rows: data.map(({ embedding }) => embedding) };
      },
      peer: async () => {
        peer.send(JSON.stringify(all));
        return JSON.parse(await peer.next());
      },
    };
    const rounds = [];
    let farthest = 1;
    for (let round = 0; round <= ROUNDS; round++) {
      const measured = {};
      for (const name of round % 2 === 0 ? ["ours", "peer"] : ["peer", "ours"]) measured[name] = await measures[name]();
      farthest = Math.min(farthest, ...measured.ours.rows.map((row, at) => dot(row, measured.peer.rows[at])));
      say(`round ${round}: ours ${measured.ours.seconds.toFixed(3)} s, peer ${measured.peer.seconds.toFixed(3)} s`);
      if (round > 0) rounds.push(measured);
    }
    const rate = (name) => median(rounds.map((round) => TEXTS / round[name].seconds));
    return [
      `${TEXTS} texts, ${ROUNDS} rounds, medians; ours with HTTP and JSON, the peer without; least cosine between the two rows of a text ${farthest.toFixed(4)}`,
      "",
      "| ours, texts/s | onnxruntime in Python, texts/s | ratio |",
      "|---:|---:|---:|",
      `| ${rate("ours").toFixed(0)} | ${rate("peer").toFixed(0)} | **${median(rounds.map(({ ours, peer }) => peer.seconds / ours.seconds)).toFixed(2)}** |`,
    ].join("\n");
  } finally {
    await Promise.all([ours.stop(), peer.stop()]);
  }
}

function dot(a, b) {
  return a.reduce((sum, value, at) => sum + value * b[at], 0);
}
