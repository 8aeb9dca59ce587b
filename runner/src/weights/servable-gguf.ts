/** Whether a GGUF can be served as a certain chat model, told from its header before anything is copied or loaded. llama.cpp would say no more than that it cannot
 *  load the file, or load an adapter's base in its place, or end the process. */
import type { ChatModel } from "../../../profiles/profile.ts";
import { ModelsError } from "../errors.ts";
import { type GgufHeader, type GgufTensor, readGgufHeader } from "./gguf-header.ts";

/** Elements and bytes of a block of each type: GGML_QUANT_SIZES of gguf-py. Types that are not here are not measured. */
const BLOCKS: ReadonlyMap<number, readonly [elements: number, bytes: number]> = new Map([
  [0, [1, 4]],
  [1, [1, 2]],
  [2, [32, 18]],
  [3, [32, 20]],
  [6, [32, 22]],
  [7, [32, 24]],
  [8, [32, 34]],
  [10, [256, 84]],
  [11, [256, 110]],
  [12, [256, 144]],
  [13, [256, 176]],
  [14, [256, 210]],
  [20, [32, 18]],
  [23, [256, 136]],
  [28, [1, 8]],
  [30, [1, 2]],
]);

interface Refusal {
  readonly code: string;
  readonly fault: string;
  readonly remedy: string;
}

const RECIPE = "as docs/models.md says";
const AGAIN = `Convert it again, ${RECIPE}`;

/** @throws ModelsError that names what the file is instead; what readGgufHeader throws */
export function assertServableGguf(path: string, model: Pick<ChatModel, "id" | "architecture">): GgufHeader {
  const header = readGgufHeader(path);
  const refusal = refuse(header, model);
  if (refusal === undefined) return header;
  throw new ModelsError({ at: path, ...refusal });
}

function refuse(header: GgufHeader, { id, architecture: due }: Pick<ChatModel, "id" | "architecture">): Refusal | undefined {
  const text = (key: string): string | undefined => {
    const value = header.metadata.get(key);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const kind = text("general.type") ?? "model";
  if (kind === "adapter")
    return {
      code: "gguf-is-adapter",
      fault: "it is an adapter (LoRA) alone, without the model that it changes",
      remedy: `Merge it into its base model first, or register it with --adapter, ${RECIPE}`,
    };
  const found = text("general.architecture");
  if (kind !== "model" || found === "clip")
    return {
      code: "gguf-no-model",
      fault: `it holds no language model but ${found === "clip" ? "what reads pictures for one (mmproj)" : JSON.stringify(kind)}`,
      remedy: "Import the language model's own file",
    };
  if (found !== due)
    return {
      code: "gguf-other-architecture",
      fault: `its architecture is ${found === undefined ? "not named" : JSON.stringify(found)}, and that of ${id} is "${due}"`,
      remedy: "Import it under the name of the model that it is, or convert the right one",
    };
  if (Number(header.metadata.get("split.count") ?? 1) > 1)
    return {
      code: "gguf-split",
      fault: `it is one of ${String(header.metadata.get("split.count"))} parts of a model`,
      remedy: "Join them with llama.cpp's `llama-gguf-split --merge`, and import the whole",
    };
  if (text("tokenizer.chat_template") === undefined)
    return {
      code: "no-chat-template",
      fault: "its metadata hold no chat template, so nobody knows how it was trained to be asked",
      remedy: "Convert it again from a folder that has tokenizer_config.json or chat_template.jinja",
    };
  if (text("tokenizer.ggml.model") !== "gpt2")
    return {
      code: "gguf-other-tokenizer",
      fault: `its tokenizer is ${JSON.stringify(text("tokenizer.ggml.model") ?? "not named")}, and that of ${id} is "gpt2" (byte-level BPE)`,
      remedy: "Convert it again from a folder with the base model's own tokenizer files; llama.cpp would end the process",
    };
  return refuseLayers(header, due) ?? refuseLength(header);
}

function refuseLayers({ metadata, tensors }: GgufHeader, architecture: string): Refusal | undefined {
  const number = (name: string): number => Number(metadata.get(`${architecture}.${name}`) ?? 0);
  const counted = number("block_count");
  const predicting = number("nextn_predict_layers");
  const present = new Set(tensors.map(({ name }) => /^blk\.(\d+)\./.exec(name)?.[1]));
  if (!(counted > 0) || tensors.length === 0)
    return { code: "gguf-no-layers", fault: "it has no layers, such as a vocabulary alone", remedy: AGAIN };
  // Compared with what is there: a count of billions makes no loop.
  const layers = [...present].filter((layer) => layer !== undefined && Number(layer) < counted).length;
  if (layers === counted) return undefined;
  let missing = 0;
  while (present.has(String(missing))) missing++;
  return missing >= counted - predicting
    ? {
        code: "gguf-mtp-missing",
        fault: `it counts ${counted} layers, of which the last, blk.${missing}, is for predicting several tokens at once (MTP), and holds no tensors of it`,
        remedy: "Convert it again with --no-mtp, which leaves that layer out of the count",
      }
    : {
        code: "gguf-layer-missing",
        fault: `it counts ${counted} layers and holds ${layers}: blk.${missing} is missing`,
        remedy: AGAIN,
      };
}

function refuseLength(header: GgufHeader): Refusal | undefined {
  const need = bytesNeeded(header);
  if (need <= header.fileBytes) return undefined;
  return {
    code: "gguf-truncated",
    fault: `it has ${header.fileBytes} bytes and its tensors need ${need}`,
    remedy: "Copy or convert it again, whole",
  };
}

/** Bytes of a file that holds all of its tensors. */
export function bytesNeeded({ tensors, dataOffset }: GgufHeader): number {
  return tensors.reduce((most, tensor) => Math.max(most, dataOffset + tensor.offset + bytesOf(tensor)), 0);
}

/** @returns 0 for a type that is not known here */
export function bytesOf({ dimensions, type }: GgufTensor): number {
  const [elements, bytes] = BLOCKS.get(type) ?? [1, 0];
  return (dimensions.reduce((product, size) => product * size, 1) / elements) * bytes;
}
