// Pins the base images of deploy/image by digest: asks each registry, by skopeo, what its tag is now, and writes that into the Containerfiles. A release does it.
//   node scripts/base-images.mjs           says what it would write
//   node scripts/base-images.mjs --write   writes it
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const ROOT = join(import.meta.dirname, "..");
const CONTAINERFILES = ["deploy/image/Containerfile.cpu", "deploy/image/Containerfile.cuda"];
/** Argument of a Containerfile, and the image that is its default: Node of Debian's slim kind, and the libraries that programs for CUDA need. */
const IMAGES = {
  NODE_IMAGE: "docker.io/library/node:24-bookworm-slim",
  CUDA_IMAGE: "nvcr.io/nvidia/cuda:13.1.0-runtime-ubuntu24.04",
};

export class UnpinnedImage extends Error {}

/** By the bytes of the manifest, which for several architectures is their index (OCI image specification, 1.1, "Digests"): nobody's word is taken for it. */
function digestOf(image) {
  const { status, stdout, stderr, error } = spawnSync("skopeo", ["inspect", "--raw", `docker://${image}`]);
  if (status !== 0)
    throw new UnpinnedImage(
      `${image}: its digest cannot be asked for: ${error?.message ?? String(stderr).trim()}. Install skopeo (apt-get install skopeo) and connect to the registry.`,
    );
  const { schemaVersion, manifests, config } = parsed(stdout);
  if (schemaVersion !== 2 || (manifests === undefined && config === undefined))
    throw new UnpinnedImage(`${image}: what the registry says is no manifest: ${String(stdout).slice(0, 200)}. Try again later.`);
  return `sha256:${createHash("sha256").update(stdout).digest("hex")}`;
}
function parsed(bytes) {
  try {
    return JSON.parse(bytes) ?? {};
  } catch {
    return {};
  }
}

/** @returns each Containerfile and its text with the images of today   @throws UnpinnedImage */
export function pinnedContainerfiles() {
  const pins = Object.entries(IMAGES).map(([name, image]) => [name, `${image}@${digestOf(image)}`]);
  return CONTAINERFILES.map((path) => [
    path,
    pins.reduce(
      (text, [name, image]) => text.replace(new RegExp(`^ARG ${name}(?:=.*)?$`, "m"), `ARG ${name}=${image}`),
      readFileSync(join(ROOT, path), "utf8"),
    ),
  ]);
}

function main() {
  const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
  for (const [path, text] of pinnedContainerfiles()) {
    console.log([path, ...(text.match(/^ARG \w+_IMAGE=.*$/gm) ?? [])].join("\n"));
    if (values.write) writeFileSync(join(ROOT, path), text);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    main();
  } catch (error) {
    if (!(error instanceof UnpinnedImage)) throw error;
    console.error(`base-images: ${error.message}`);
    process.exitCode = 1;
  }
}
