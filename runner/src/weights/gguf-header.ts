/** The header of a GGUF file: what the file says it is, read without the runtime. Hostile input: each count and length is held to a bound and to the bytes that are left, so
 *  that nothing is allocated by a mere claim. Layout: docs/gguf.md of ggml, versions 2 and 3, little-endian. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { ModelsError } from "../errors.ts";

/** The elements of arrays are left out: vocabularies have hundreds of thousands. */
export type GgufValue = string | number | boolean | { readonly elements: number };

export interface GgufTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  /** ggml's number of the type. */
  readonly type: number;
  /** Bytes from the end of the header. */
  readonly offset: number;
}

export interface GgufHeader {
  readonly version: number;
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: readonly GgufTensor[];
  /** Where the first tensor begins. */
  readonly dataOffset: number;
  readonly fileBytes: number;
}

const MAGIC = "GGUF";
const VERSIONS: ReadonlySet<number> = new Set([2, 3]);
/** Bounds, far above real files: the largest have some 2,000 tensors, 100 entries, and chat templates of 30 kB. */
const MOST = { entries: 10_000, tensors: 200_000, elements: 10_000_000, text: 16 << 20, dimensions: 4 } as const;
/** Fewest bytes of a tensor's description (empty name, no dimension) and of an entry. */
const LEAST = { tensor: 24, entry: 13 } as const;
const WINDOW = 1 << 20;

const TYPE = { bool: 7, string: 8, array: 9 } as const;
/** Bytes of a number, by its type. */
const NUMBER_BYTES: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 4],
  [5, 4],
  [6, 4],
  [TYPE.bool, 1],
  [10, 8],
  [11, 8],
  [12, 8],
]);

/** @throws ModelsError `not-gguf`, `gguf-version`, `gguf-truncated`, `gguf-damaged`; the system's error where the file cannot be opened */
export function readGgufHeader(path: string): GgufHeader {
  const file = openSync(path, "r");
  try {
    return parseHeader(new Cursor(file, fstatSync(file).size, path));
  } finally {
    closeSync(file);
  }
}

function parseHeader(cursor: Cursor): GgufHeader {
  if (cursor.left < MAGIC.length || cursor.bytes(MAGIC.length).toString("latin1") !== MAGIC)
    throw cursor.error("not-gguf", "it is no GGUF file", "Convert the weights first, as docs/models.md says");
  const version = cursor.uint32();
  if (!VERSIONS.has(version))
    throw cursor.error(
      "gguf-version",
      `it is GGUF of version ${version}, and only 2 and 3 can be read here`,
      "Convert the weights again with the converter of this runtime, as docs/models.md says",
    );
  const tensorCount = cursor.count("tensors", MOST.tensors, LEAST.tensor);
  const entries = cursor.count("metadata entries", MOST.entries, LEAST.entry);
  const metadata = new Map<string, GgufValue>();
  for (let k = 0; k < entries; k++) {
    const key = cursor.text();
    metadata.set(key, readValue(cursor, cursor.uint32(), key));
  }
  const tensors: GgufTensor[] = [];
  for (let k = 0; k < tensorCount; k++) tensors.push(readTensor(cursor));
  const alignment = metadata.get("general.alignment") ?? 32;
  if (typeof alignment !== "number" || alignment < 1 || alignment % 8 !== 0)
    throw cursor.damaged(`its tensors are aligned to ${String(alignment)} bytes`);
  return {
    version,
    metadata,
    tensors,
    dataOffset: Math.ceil(cursor.at / alignment) * alignment,
    fileBytes: cursor.size,
  };
}

function readTensor(cursor: Cursor): GgufTensor {
  const name = cursor.text();
  const rank = cursor.uint32();
  if (rank > MOST.dimensions) throw cursor.damaged(`a tensor has ${rank} dimensions`);
  const dimensions = Array.from({ length: rank }, () => cursor.uint64());
  return { name, dimensions, type: cursor.uint32(), offset: cursor.uint64() };
}

function readValue(cursor: Cursor, type: number, key: string): GgufValue {
  if (type === TYPE.string) return cursor.text();
  if (type === TYPE.bool) return cursor.bytes(1)[0] !== 0;
  if (type !== TYPE.array) return cursor.number(type, key);
  const elementType = cursor.uint32();
  if (elementType === TYPE.string) {
    const elements = cursor.count(`texts of ${JSON.stringify(key)}`, MOST.elements, 8);
    for (let k = 0; k < elements; k++) cursor.skip(cursor.uint64());
    return { elements };
  }
  const width = NUMBER_BYTES.get(elementType);
  if (width === undefined) throw cursor.damaged(`${JSON.stringify(key)} is a list of type ${elementType}`);
  const elements = cursor.count(`numbers of ${JSON.stringify(key)}`, MOST.elements, width);
  cursor.skip(elements * width);
  return { elements };
}

/** Reads forward through a window. */
class Cursor {
  readonly #file: number;
  readonly #path: string;
  readonly size: number;
  #window = Buffer.alloc(0);
  #windowAt = 0;
  /** Bytes from the start of the file. */
  at = 0;
  constructor(file: number, size: number, path: string) {
    this.#file = file;
    this.size = size;
    this.#path = path;
  }

  get left(): number {
    return this.size - this.at;
  }

  bytes(length: number): Buffer {
    if (length > this.left) throw this.#truncated();
    if (this.at < this.#windowAt || this.at + length > this.#windowAt + this.#window.length) {
      const window = Buffer.alloc(Math.min(Math.max(length, WINDOW), this.left));
      let filled = 0;
      while (filled < window.length) {
        const read = readSync(this.#file, window, filled, window.length - filled, this.at + filled);
        if (read === 0) throw this.#truncated();
        filled += read;
      }
      this.#window = window;
      this.#windowAt = this.at;
    }
    const start = this.at - this.#windowAt;
    this.at += length;
    return this.#window.subarray(start, start + length);
  }

  skip(length: number): void {
    if (length > this.left) throw this.#truncated();
    this.at += length;
  }

  uint32(): number {
    return this.bytes(4).readUInt32LE();
  }

  uint64(): number {
    const value = this.bytes(8).readBigUInt64LE();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.damaged(`it holds the length ${value}`);
    return Number(value);
  }

  number(type: number, key: string): number {
    const width = NUMBER_BYTES.get(type);
    if (width === undefined) throw this.damaged(`${JSON.stringify(key)} is of type ${type}`);
    const bytes = this.bytes(width);
    if (type === 6) return bytes.readFloatLE();
    if (type === 12) return bytes.readDoubleLE();
    if (type === 10) return Number(bytes.readBigUInt64LE());
    if (type === 11) return Number(bytes.readBigInt64LE());
    return type % 2 === 0 ? bytes.readUIntLE(0, width) : bytes.readIntLE(0, width);
  }

  text(): string {
    const length = this.uint64();
    if (length > MOST.text) throw this.damaged(`a text has ${length} bytes`);
    return this.bytes(length).toString("utf8");
  }

  /** @param least bytes that each of them takes at least */
  count(what: string, most: number, least: number): number {
    const count = this.uint64();
    if (count > most) throw this.damaged(`it counts ${count} ${what}`);
    if (count * least > this.left) throw this.#truncated();
    return count;
  }

  #truncated(): ModelsError {
    return this.error("gguf-truncated", `it ends within its header, after ${this.size} bytes`, "Copy or convert it again, whole");
  }

  damaged(what: string): ModelsError {
    return this.error("gguf-damaged", `its header is damaged: ${what}`, "Copy or convert it again");
  }

  error(code: string, fault: string, remedy: string): ModelsError {
    return new ModelsError({ code, at: this.#path, fault, remedy });
  }
}
