/** Writes GGUF files, version 3, for tests: the metadata and tensors that are named, and zeros as weights where no others are given. */

type Value = string | number | boolean | readonly string[] | { readonly float: number };

export interface GgufParts {
  readonly metadata: Readonly<Record<string, Value>>;
  /** Tensors of F32, by name, with their dimensions. */
  readonly tensors: Readonly<Record<string, readonly number[]>>;
  /** The number at a place of a tensor. */
  readonly weight?: (tensor: string, at: number) => number;
}

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
export const u64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
export const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);

function encoded(value: Value): Buffer {
  if (typeof value === "string") return Buffer.concat([u32(8), text(value)]);
  if (typeof value === "number") return Buffer.concat([u32(4), u32(value)]);
  if (typeof value === "boolean") return Buffer.concat([u32(7), Buffer.from([value ? 1 : 0])]);
  if ("float" in value) return Buffer.concat([u32(6), f32(value.float)]);
  return Buffer.concat([u32(9), u32(8), u64(value.length), ...value.map(text)]);
}
const f32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
};

const ALIGNMENT = 32;
const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

export function ggufFile({ metadata, tensors, weight = () => 0 }: GgufParts): Buffer {
  let offset = 0;
  const data: Buffer[] = [];
  const described = Object.entries(tensors).map(([name, dimensions]) => {
    const at = offset;
    const numbers = Float32Array.from({ length: dimensions.reduce((product, size) => product * size, 1) }, (_, k) =>
      weight(name, k),
    );
    offset += aligned(numbers.byteLength);
    data.push(Buffer.from(numbers.buffer), Buffer.alloc(aligned(numbers.byteLength) - numbers.byteLength));
    return Buffer.concat([text(name), u32(dimensions.length), ...dimensions.map(u64), u32(0), u64(at)]);
  });
  const entries = Object.entries(metadata).map(([key, value]) => Buffer.concat([text(key), encoded(value)]));
  const header = Buffer.concat([
    Buffer.from("GGUF"),
    u32(3),
    u64(described.length),
    u64(entries.length),
    ...entries,
    ...described,
  ]);
  return Buffer.concat([header, Buffer.alloc(aligned(header.length) - header.length), ...data]);
}

/** What `models import` takes as a chat model of this architecture, of two layers. */
export function chatGguf(architecture: string): GgufParts {
  return {
    metadata: {
      "general.type": "model",
      "general.architecture": architecture,
      [`${architecture}.block_count`]: 2,
      "tokenizer.ggml.model": "gpt2",
      "tokenizer.ggml.tokens": ["a", "b"],
      "tokenizer.chat_template": "{{ messages }}",
    },
    tensors: { "token_embd.weight": [4, 2], "blk.0.attn_norm.weight": [4], "blk.1.attn_norm.weight": [4] },
  };
}

/** A LoRA of rank 1 over the tensors of a base, by their dimensions there. */
export function loraGguf(
  architecture: string,
  over: Readonly<Record<string, readonly [rows: number, columns: number]>>,
): GgufParts {
  return {
    metadata: {
      "general.type": "adapter",
      "general.architecture": architecture,
      "adapter.type": "lora",
      "adapter.lora.alpha": { float: 1 },
    },
    tensors: Object.fromEntries(
      Object.entries(over).flatMap(([name, [rows, columns]]) => [
        [`${name}.lora_a`, [rows, 1]],
        [`${name}.lora_b`, [1, columns]],
      ]),
    ),
  };
}
