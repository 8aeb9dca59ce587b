// Asks the real tools what a reader sees of each row of test/manuscript/hidden: pdfTeX and the pixels of its pages for LaTeX; pandoc, manubot's templates and
// Chromium for Markdown and HTML; mystmd for MyST; typst and its pixels for Typst. Writes test/manuscript/hidden/verdicts.json, which the tests read; outside CI, for it needs those tools:
//
//     node scripts/judge-hidden.mjs latex markdown myst typst
//
// PANDOC, CHROMIUM, PYTHON (with manubot, and with the package typst) and MYST name their programs where they are not on the PATH. Rows with a verdict are asked again only with --all.
import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { rolldown } from "rolldown";
import { WebSocket } from "undici";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "..");
const FOLDER = join(ROOT, "test/manuscript/hidden");
const VERDICTS = join(FOLDER, "verdicts.json");
const { PANDOC = "pandoc", CHROMIUM = "chromium", PYTHON = "python3", MYST = "myst" } = process.env;
const WORK = mkdtempSync(join(tmpdir(), "judge-hidden-"));
const args = process.argv.slice(2);

async function cases() {
  const bundle = await rolldown({ input: join(FOLDER, "cases.ts"), platform: "node" });
  const file = join(WORK, "cases.mjs");
  await bundle.write({ file, format: "esm" });
  return (await import(file)).CASES;
}

async function versionOf(program, ...flags) {
  const { stdout, stderr } = await run(program, flags);
  return `${stdout}${stderr}`.trim().split("\n")[0];
}

/** Points and share of 255: letters lower or fainter than this are not read. */
const LEAST_HEIGHT = 3;
const LEAST_CONTRAST = 40;
const DOTS_PER_INCH = 144;

async function judgeLatex(source, name) {
  const folder = join(WORK, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "p.tex"), source);
  const options = { cwd: folder, timeout: 60_000, maxBuffer: 1e8 };
  let log = "";
  try {
    // What a page needs of the first run's notes, such as the package transparent, is there in the second.
    for (let times = source.includes("transparent") ? 2 : 1; times > 0; times--)
      await run("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "p.tex"], options);
  } catch (error) {
    log = String(error.stdout ?? error).match(/^! .*$/m)?.[0] ?? "failed";
    return { error: log };
  }
  return seenOnPages(folder, options);
}

/** @param folder with p.pdf */
async function seenOnPages(folder, options) {
  const { stdout: boxes } = await run("pdftotext", ["-bbox", "p.pdf", "-"], options);
  await run("pdftoppm", ["-r", String(DOTS_PER_INCH), "p.pdf", "page"], options);
  const pages = readdirSync(folder)
    .filter((file) => file.endsWith(".ppm"))
    .sort()
    .map((file) => pixels(readFileSync(join(folder, file))));
  let page = -1;
  const seen = new Set();
  for (const [, opens, x0, y0, x1, y1, word] of boxes.matchAll(
    /(<page )|<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)<\/word>/g,
  )) {
    if (opens !== undefined) page++;
    else if (isSeen(pages[page], [x0, y0, x1, y1].map(Number))) seen.add(word.toLowerCase());
  }
  rmSync(folder, { recursive: true });
  return verdict((word) => [...seen].some((one) => one.includes(word)));
}

const COMPILE = `import sys, typst
typst.compile(sys.argv[1], output="p.pdf", ignore_system_fonts=True)`;

async function judgeTypst(source, name) {
  const folder = join(WORK, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "p.typ"), source);
  const options = { cwd: folder, timeout: 60_000, maxBuffer: 1e8 };
  try {
    await run(PYTHON, ["-c", COMPILE, "p.typ"], options);
  } catch (error) {
    return {
      error: String(error.stderr ?? error)
        .trim()
        .split("\n")
        .at(-1),
    };
  }
  return seenOnPages(folder, options);
}

/** Of a binary PPM. */
function pixels(file) {
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 40).toString("latin1"));
  return { width: Number(header[1]), height: Number(header[2]), data: file.subarray(header[0].length) };
}

/** @param box of a word, in points from the page's upper left corner */
function isSeen({ width, height, data }, [x0, y0, x1, y1]) {
  if (Math.min(y1 - y0, (x1 - x0) / 3) < LEAST_HEIGHT / 3 || Math.max(y1 - y0, x1 - x0) < LEAST_HEIGHT) return false;
  const scale = DOTS_PER_INCH / 72;
  const least = [255, 255, 255];
  const most = [0, 0, 0];
  for (let y = Math.max(0, Math.floor(y0 * scale)); y < Math.min(height, y1 * scale); y++)
    for (let x = Math.max(0, Math.floor(x0 * scale)); x < Math.min(width, x1 * scale); x++)
      for (let channel = 0; channel < 3; channel++) {
        const value = data[(y * width + x) * 3 + channel];
        least[channel] = Math.min(least[channel], value);
        most[channel] = Math.max(most[channel], value);
      }
  return most.some((value, channel) => value - least[channel] > LEAST_CONTRAST);
}

/** @param isShown whether a reader sees a word */
function verdict(isShown) {
  const [first, second] = ["quokka", "lantern"].map(isShown);
  if (first !== second) return { error: "one of the two words is seen" };
  return { shown: first, rest: isShown("closing") };
}

class Browser {
  #next = 0;
  #waiting = new Map();
  #loaded = () => {};

  static async start() {
    const browser = new Browser();
    const profile = join(WORK, "profile");
    browser.process = spawn(
      CHROMIUM,
      [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--remote-debugging-port=0",
        `--user-data-dir=${profile}`,
        "about:blank",
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const port = await new Promise((resolve) => {
      let said = "";
      browser.process.stderr.on("data", (data) => {
        said += data;
        const found = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(said);
        if (found !== null) resolve(found[1]);
      });
    });
    const targets = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
    browser.socket = new WebSocket(targets.find(({ type }) => type === "page").webSocketDebuggerUrl);
    await new Promise((resolve) => browser.socket.addEventListener("open", resolve));
    browser.socket.addEventListener("message", ({ data }) => {
      const { id, result, method, error } = JSON.parse(data);
      if (method === "Page.loadEventFired") browser.#loaded();
      browser.#waiting.get(id)?.(result ?? { error });
      browser.#waiting.delete(id);
    });
    await browser.send("Page.enable");
    return browser;
  }

  send(method, params = {}) {
    const id = ++this.#next;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  async evaluate(expression) {
    const { result } = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    return result?.value;
  }

  async open(file) {
    const loaded = new Promise((resolve) => {
      this.#loaded = resolve;
    });
    await this.send("Page.navigate", { url: `file://${file}` });
    await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, 5000))]);
  }

  async picture() {
    const clip = { x: 0, y: 0, width: 800, height: 1000, scale: 1 };
    const { data } = await this.send("Page.captureScreenshot", { format: "png", clip, captureBeyondViewport: true });
    return data;
  }

  /** A word is seen where the page looks otherwise without its letters' colour. */
  async shown(words) {
    const found = {};
    await this.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })"); // as a reader can
    let before = await this.picture();
    for (const word of words) {
      found[word.toLowerCase()] = false;
      if (!(await this.evaluate(`(${hideWord})(${JSON.stringify(word)})`))) continue;
      const after = await this.picture();
      const changed =
        before === after
          ? 0
          : await this.evaluate(`(${difference})(${JSON.stringify(before)}, ${JSON.stringify(after)}, ${LEAST_CONTRAST})`);
      found[word.toLowerCase()] = changed > 20;
      before = after;
    }
    return found;
  }
}

/** Runs in the page. @returns whether the word stands there, in letters of some height */
const hideWord = String((word) => {
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) if (node.data.includes(word)) nodes.push(node);
  let tall = false;
  for (const node of nodes) {
    const range = document.createRange();
    range.selectNodeContents(node);
    tall ||= [...range.getClientRects()].some(({ height, width }) => height >= 4 && width >= 8);
    if (node.parentElement.namespaceURI.endsWith("MathML")) {
      node.parentElement.style.setProperty("-webkit-text-fill-color", "transparent", "important"); // math takes no other element
      continue;
    }
    const wrap = document.createElement("x-judge");
    wrap.style.cssText =
      "display:contents;-webkit-text-fill-color:transparent !important;-webkit-text-stroke:0 !important;text-shadow:none !important";
    node.replaceWith(wrap);
    wrap.append(node);
  }
  return tall;
});

/** Runs in the page. @returns how many pixels of two pictures differ */
const difference = String(async (before, after, least) => {
  const [a, b] = await Promise.all(
    [before, after].map(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height).data;
    }),
  );
  let count = 0;
  for (let at = 0; at < a.length; at += 4)
    if ([0, 1, 2].some((channel) => Math.abs(a[at + channel] - b[at + channel]) > least)) count++;
  return count;
});

const TEMPLATE = `import sys, json
from manubot.process.util import template_with_jinja2
text = sys.stdin.read()
print(template_with_jinja2(text, {"manubot": {"authors": []}, "pandoc": {}}))`;

async function filled(text) {
  return new Promise((resolve, reject) => {
    const child = execFile(PYTHON, ["-c", TEMPLATE], (error, stdout) => (error === null ? resolve(stdout) : reject(error)));
    child.stdin.end(text);
  });
}

async function judgeMarkdown({ format, source }, browser) {
  let text = source;
  try {
    if (format === "manubot" && /\{[%{#]/.test(text)) text = await filled(text);
  } catch (error) {
    return { error: String(error).split("\n").at(-2) ?? "manubot failed" };
  }
  writeFileSync(join(WORK, "p.md"), text);
  await run(PANDOC, ["--standalone", "--mathml", "--metadata=pagetitle:P", "-f", "markdown", "-o", "p.html", "p.md"], {
    cwd: WORK,
  });
  await browser.open(join(WORK, "p.html"));
  const shown = await browser.shown(["quokka", "Closing"]);
  shown.lantern = shown.quokka; // letters of one text
  return verdict((word) => shown[word]);
}

async function judgeMyst(rows) {
  const folder = join(WORK, "myst");
  mkdirSync(folder);
  for (const [index, { source }] of rows.entries()) writeFileSync(join(folder, `p${index}.md`), source);
  writeFileSync(
    join(folder, "myst.yml"),
    `version: 1\nproject:\n  toc:\n${rows.map((_, index) => `    - file: p${index}.md\n`).join("")}site:\n  template: book-theme\n`,
  );
  await run(MYST, ["build", "--site"], { cwd: folder, timeout: 120_000 }).catch(() => {});
  const textOf = (node) => {
    if (/^(?:comment|mystComment|mystDirective)$/.test(node.type) || node.style?.display === "none") return "";
    return `${node.value ?? ""} ${node.alt === undefined ? "" : ""}${(node.children ?? []).map(textOf).join(" ")}`;
  };
  return rows.map((_, index) => {
    try {
      const page = JSON.parse(
        readFileSync(join(folder, `_build/site/content/${index === 0 ? "index" : `p${index}`}.json`), "utf8"),
      );
      if (args.includes("--verbose")) console.log(rows[index].source, JSON.stringify(page.mdast));
      const text = textOf(page.mdast).toLowerCase();
      return verdict((word) => text.includes(word));
    } catch (error) {
      return { error: String(error) };
    }
  });
}

const all = await cases();
const stored = JSON.parse(readFileSync(VERDICTS, "utf8"));
const asked = args.filter((arg) => !arg.startsWith("--"));
const isWanted = ({ key, judge }) =>
  asked.includes(judge) &&
  (args.includes("--all") ||
    stored.verdicts[key] === undefined ||
    key.startsWith(process.env.ROW ?? "-") ||
    (stored.verdicts[key].error !== undefined && args.includes("--errors")));
const wanted = all.filter(isWanted);
/** What another run of this script stored meanwhile stays. */
function save() {
  const before = JSON.parse(readFileSync(VERDICTS, "utf8"));
  const verdicts = {};
  for (const { key } of all) {
    const found = wanted.some((one) => one.key === key) ? (stored.verdicts[key] ?? before.verdicts[key]) : before.verdicts[key];
    if (found !== undefined) verdicts[key] = found;
  }
  const lines = Object.entries(verdicts).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  writeFileSync(
    `${VERDICTS}.new`,
    `{\n "tools": ${JSON.stringify({ ...before.tools, ...stored.tools })},\n "verdicts": {\n${lines.join(",\n")}\n }\n}\n`,
  );
  renameSync(`${VERDICTS}.new`, VERDICTS);
}
try {
  const latex = wanted.filter(({ judge }) => judge === "latex");
  if (latex.length > 0) stored.tools.latex = `${await versionOf("pdflatex", "--version")}; ${await versionOf("pdftoppm", "-v")}`;
  let next = 0;
  await Promise.all(
    [0, 1].map(async () => {
      for (let at = next++; at < latex.length; at = next++) {
        stored.verdicts[latex[at].key] = await judgeLatex(latex[at].source, `l${at}`);
        if (at % 20 === 0) save();
      }
    }),
  );
  const typst = wanted.filter(({ judge }) => judge === "typst");
  if (typst.length > 0) {
    stored.tools.typst = `typst ${await versionOf(PYTHON, "-c", "import importlib.metadata as m; print(m.version('typst'))")}; ${await versionOf("pdftoppm", "-v")}`;
    for (const [at, { key, source }] of typst.entries()) stored.verdicts[key] = await judgeTypst(source, `t${at}`);
  }
  const markdown = wanted.filter(({ judge }) => judge === "markdown");
  if (markdown.length > 0) {
    stored.tools.markdown = `${await versionOf(PANDOC, "--version")}; ${await versionOf(CHROMIUM, "--version")}`;
    const browser = await Browser.start();
    for (const [at, row] of markdown.entries()) {
      stored.verdicts[row.key] = await judgeMarkdown(row, browser);
      if (at % 20 === 0) save();
    }
    browser.process.kill();
  }
  const myst = wanted.filter(({ judge }) => judge === "myst");
  if (myst.length > 0) {
    stored.tools.myst = `mystmd ${await versionOf(MYST, "--version")}`;
    for (const [at, found] of (await judgeMyst(myst)).entries()) stored.verdicts[myst[at].key] = found;
  }
} finally {
  save();
  rmSync(WORK, { recursive: true, force: true });
}
console.log(
  `${wanted.length} rows judged; ${Object.values(stored.verdicts).filter(({ error }) => error !== undefined).length} of ${all.length} without a verdict`,
);
