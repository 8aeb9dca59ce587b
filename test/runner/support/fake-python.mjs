#!/usr/bin/env node
// In place of Python while a model is built: makes the files that each script would make, notes that it ran, and fails as it is told to by FAKE_FAULT ("script=kind").
import { appendFileSync, copyFileSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const { FAKE_LOG, FAKE_GGUF, FAKE_LORA, FAKE_FAULT = "" } = process.env;
const [first, second, third] = process.argv.slice(2);
const script = first === "-m" ? second : first === "-c" ? "version" : basename(first);
const args = process.argv.slice(3);

if (script === "version") {
  console.log(FAKE_FAULT === "version" ? "3 9" : "3 11");
  process.exit(0);
}
appendFileSync(FAKE_LOG, `${script} ${process.pid}\n`);

const makeFolder = (folder) => {
  mkdirSync(folder, { recursive: true });
  for (const name of ["config.json", "tokenizer.json", "tokenizer_config.json", "model.onnx"])
    writeFileSync(join(folder, name), name);
};
const MAKES = {
  venv() {
    mkdirSync(join(args.at(-1), "bin"), { recursive: true });
    copyFileSync(process.argv[1], join(args.at(-1), "bin", "python"));
  },
  pip() {},
  "merge.py"() {
    makeFolder(args[2]);
    return { modelClass: "M", adapterKeys: 2, changedTensors: 1, tensors: 3, normalizer: { type: "NFC" }, predictsAhead: 1 };
  },
  "convert_hf_to_gguf.py": () => copyFileSync(FAKE_GGUF, args[args.indexOf("--outfile") + 1]),
  "lora.py": () => ({ modules: 1, trained: 1, normalizer: { type: "NFC" } }),
  "convert_lora_to_gguf.py": () => copyFileSync(FAKE_LORA, args[args.indexOf("--outfile") + 1]),
  "quantise.py"() {
    copyFileSync(args[1], args[2]);
    return {};
  },
  "reference.py"() {
    writeFileSync(args[2], JSON.stringify(args.slice(3)));
    return {};
  },
  "export_onnx.py"() {
    makeFolder(args[1]);
    return { largestDifference: 1e-7 };
  },
  "fetch.py"() {
    const isWanted = (path) => args[3] !== "without-weights" || !path.endsWith(".safetensors");
    cpSync(process.env.FAKE_HUB, args[2], { recursive: true, filter: isWanted });
    return { commit: "c0ffee" };
  },
};

const [at, kind] = FAKE_FAULT.split("=");
const FAULTS = {
  disk() {
    console.error("Traceback\nOSError: [Errno 28] No space left on device");
    process.exit(1);
  },
  memory: () => process.kill(process.pid, "SIGKILL"),
  hashes() {
    console.error("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.");
    process.exit(1);
  },
  crash() {
    console.error("ValueError: what is this");
    process.exit(1);
  },
  silence: () => process.exit(0),
  denied() {
    console.log(
      JSON.stringify({ error: { code: "access-denied", at: "page", fault: "refused (403)", remedy: "Accept the licence" } }),
    );
    process.exit(3);
  },
  other() {
    mkdirSync(args[2]);
    console.log(JSON.stringify({ result: { normalizer: { type: "NFKC" } } }));
    process.exit(0);
  },
};
if (script === at && kind === "hang") {
  MAKES[script](); // half of its work is there
  appendFileSync(FAKE_LOG, `hangs ${third}\n`);
  setInterval(() => {}, 1000);
} else {
  if (script === at) FAULTS[kind]();
  const result = MAKES[script]();
  if (result !== undefined) console.log(JSON.stringify({ result }));
}
