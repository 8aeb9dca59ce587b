/** The one line in which a server says what it runs. */
import { VERSION } from "../version.ts";
import type { Served } from "./state.ts";

/** Digits of a digest that tell files apart for people. */
const SHORT = 12;

export async function announcement({ chat, embedders }: Served, address: string): Promise<string> {
  const parts: string[] = [];
  if (chat !== undefined) {
    const { title, quantisation, sha256, device, threads, contextTokens } = chat.identity;
    const tasks = threads === 1 ? "1 thread" : `${threads} threads`;
    parts.push(`${title} ${quantisation} (sha256 ${sha256.slice(0, SHORT)}) on ${device}, ${tasks}, context ${contextTokens}`);
    parts.push(`memory ${memoryText(await chat.memory())}`);
  }
  for (const { identity } of embedders) {
    const { id, dtype, sha256 } = identity;
    parts.push(`embedder ${id} ${dtype} (sha256 ${sha256.slice(0, SHORT)})`);
  }
  return `bioreview-runner ${VERSION}: ${parts.join(", ")}, at ${address}`;
}

function memoryText({ process, gpu }: { readonly process: number; readonly gpu: number }): string {
  const own = `${(process / 1e9).toFixed(2)} GB`;
  return gpu > 0 ? `${own} and ${(gpu / 1e9).toFixed(2)} GB of the GPU` : own;
}
