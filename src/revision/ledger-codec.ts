/** A ledger as text and back: versioned, checked, compressed. Invariant: the same ledger gives the same text; whatever is not wholly a ledger is told as
 *  such and never half believed; what was shortened says so. */
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { z } from "zod";
import { OutputError } from "../errors.ts";
import { LEDGER_STAGES, LEDGER_VERSION, type Ledger, ledgerSchema } from "./ledger-schema.ts";
import { atLeast, shorten } from "./shorten-ledger.ts";

/** Characters. GitHub takes 65,536 in a comment; the rest is for people to read. */
export const LEDGER_LIMIT = 32_000;
/** What the text begins with; the digit is the encoding's, not the schema's. */
const MARK = "bioreview-ledger:1:";
/** Bytes of JSON that are worth compressing to see whether they fit: at thirty to one they never would. */
const HOPELESS = 30;
/** Bytes. Beyond this, compressed text is an attack on our memory. */
const MOST_BYTES = 16 * 1024 * 1024;

export type Decoded =
  | { readonly kind: "ledger"; readonly ledger: Ledger }
  | { readonly kind: "unreadable"; readonly why: string };

/** @param limit characters
 *  @returns the fullest text within the limit, of letters, digits and `+/=:-` only, without `--`: it can stand in an HTML comment
 *  @throws OutputError where not even the shortest fits: open concerns are never left out */
export function encodeLedger(ledger: Ledger, limit = LEDGER_LIMIT): string {
  for (const stage of LEDGER_STAGES) {
    if (!atLeast(stage, ledger.shortened)) continue;
    for (const shorter of shorten(ledger, stage)) {
      const json = ledgerJson(shorter);
      if (json.length > limit * HOPELESS) continue;
      const text = MARK + compressed(json);
      if (text.length <= limit) return text;
    }
  }
  throw new OutputError({
    code: "ledger-too-large",
    at: `ledger of ${ledger.concerns.length} concerns`,
    fault: `it does not fit into ${limit} characters, however much of it is left out`,
    remedy: "Dismiss concerns that are settled, or begin anew with a full review",
  });
}

/** JSON with its keys in the schema's order, whatever order they came in. */
export function ledgerJson(ledger: Ledger): string {
  return JSON.stringify(ledgerSchema.parse(ledger));
}

export function decodeLedger(text: string): Decoded {
  if (!text.startsWith(MARK)) return unreadable("it does not begin as a ledger of this program does");
  const encoded = text.slice(MARK.length);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) return unreadable("it holds characters that no ledger has");
  let value: unknown;
  try {
    const bytes = brotliDecompressSync(Buffer.from(encoded, "base64"), { maxOutputLength: MOST_BYTES });
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    return unreadable("it is damaged");
  }
  return readLedger(value);
}

/** A step makes a ledger of one version into one of the next; its input has been seen by nobody. */
type Migration = (value: Readonly<Record<string, unknown>>) => unknown;
/** By the version that each starts from. None so far: the first version is the present one. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map();

/** @param value parsed JSON, believed in nothing   @param migrations, to which version: for tests */
export function readLedger(value: unknown, migrations = MIGRATIONS, newest: number = LEDGER_VERSION): Decoded {
  let current = value;
  for (;;) {
    const head = headSchema.safeParse(current);
    if (!head.success) return unreadable("it is no ledger");
    const { version } = head.data;
    if (version > newest) return unreadable(`it was written by a newer BioReview (ledger version ${version})`);
    if (version === newest) break;
    const step = migrations.get(version);
    if (step === undefined) return unreadable(`its version ${version} is not known any more`);
    const next = headSchema.safeParse(step(head.data));
    if (!next.success || next.data.version <= version) return unreadable(`its version ${version} could not be brought forward`);
    current = next.data;
  }
  const { success, data, error } = ledgerSchema.safeParse(current);
  if (success) return { kind: "ledger", ledger: data };
  const [issue] = error.issues;
  return unreadable(issue === undefined ? "it is no ledger" : `${issue.path.join(".")}: ${issue.message}`);
}

const headSchema = z.looseObject({ schema: z.literal("bioreview-ledger"), version: z.int().min(0) });

function compressed(json: string): string {
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: 9, // the last two of eleven cost ten times the time for a tenth of the size
    [constants.BROTLI_PARAM_LGWIN]: 22,
  };
  return brotliCompressSync(Buffer.from(json, "utf8"), { params }).toString("base64");
}

function unreadable(why: string): Decoded {
  return { kind: "unreadable", why };
}
