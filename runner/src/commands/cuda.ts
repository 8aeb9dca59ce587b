/** What CUDA needs on this machine, against what is there: the driver, the runtime's libraries, and code for the very card. Pure: the caller looks.
 *  Versions and cards: of the libraries that node-llama-cpp brings, by `readelf -d` and the headers of their `.nv_fatbin`. */
import type { Finding } from "./finding.ts";

/** A build of llama.cpp for one CUDA. */
interface Build {
  /** Major version of libcudart and libcublas that it was linked with. */
  readonly cuda: number;
  /** Oldest driver for that CUDA on Linux: https://docs.nvidia.com/deploy/cuda-compatibility/ */
  readonly driver: number;
  /** Cards for which it has finished code, by the first digit of their compute capability and the least second one; for others the driver compiles. */
  readonly finished: readonly { readonly major: number; readonly minor: number }[];
  /** Least compute capability for which there is anything to compile. */
  readonly least: number;
}
const BUILDS: readonly [Build, Build] = [
  {
    cuda: 13,
    driver: 580,
    finished: [
      { major: 8, minor: 6 },
      { major: 12, minor: 0 },
    ],
    least: 7.5,
  },
  { cuda: 12, driver: 525, finished: [{ major: 8, minor: 6 }], least: 5 },
];

/** What `nvidia-smi --query-gpu=name,driver_version,compute_cap --format=csv,noheader` says of a card. */
export interface Card {
  readonly name: string;
  /** Such as 580.95. */
  readonly driver: number;
  /** Such as 9 or 8.6. */
  readonly capability: number;
}

export function cardsIn(csv: string): readonly Card[] {
  return csv
    .split("\n")
    .map((line) => line.split(",").map((field) => field.trim()))
    .flatMap(([name = "", driver = "", capability = ""]) =>
      Number.parseFloat(driver) > 0
        ? [{ name, driver: Number.parseFloat(driver), capability: Number.parseFloat(capability) }]
        : [],
    );
}

const LIBRARIES = ["libcudart", "libcublas", "libcublasLt"] as const;

/** @param names of libraries that the linker would find, such as `libcudart.so.13`
 *  @returns major versions of which each library is there */
function cudaVersionsIn(names: readonly string[]): readonly number[] {
  return BUILDS.map(({ cuda }) => cuda).filter((cuda) => LIBRARIES.every((library) => names.includes(`${library}.so.${cuda}`)));
}

export interface CudaHere {
  /** Undefined where there is no nvidia-smi, or it fails. */
  readonly cards: readonly Card[] | undefined;
  readonly libraries: readonly string[];
  /** Where the driver keeps what it compiled, and whether that may be written. */
  readonly cache: { readonly path: string; readonly writable: boolean };
}

/** @returns nothing where there is no card of NVIDIA */
export function cudaFindings({ cards, libraries, cache }: CudaHere): readonly Finding[] {
  const [card] = cards ?? [];
  if (card === undefined) return [];
  const there = cudaVersionsIn(libraries);
  const usable = BUILDS.find(({ cuda, driver }) => there.includes(cuda) && card.driver >= driver);
  const [newest, oldest] = BUILDS;
  const name = "CUDA";
  const has = `driver ${card.driver}, runtime ${there.length === 0 ? "none" : there.join(" and ")}`;
  if (usable === undefined) {
    const wanted = card.driver >= newest.driver ? newest : oldest;
    const remedy =
      card.driver < oldest.driver
        ? `Update the driver: ${oldest.driver} for CUDA ${oldest.cuda}, ${newest.driver} for CUDA ${newest.cuda}`
        : `Install the runtime's libraries of CUDA ${wanted.cuda} for this driver: ${LIBRARIES.map((library) => `${library}.so.${wanted.cuda}`).join(", ")}`;
    return [{ name, state: "fail", detail: `${has}: together they run none of the builds of llama.cpp here`, remedy }];
  }
  return [
    { name, state: "ok", detail: `${has}; the build for CUDA ${usable.cuda} runs` },
    ...(cards ?? []).map((one) => codeFinding(one, usable, cache)),
  ];
}

function codeFinding({ name: card, capability }: Card, { finished, least, cuda }: Build, cache: CudaHere["cache"]): Finding {
  const name = `code for ${card}`;
  const [major, minor] = [Math.trunc(capability), Math.round((capability % 1) * 10)];
  if (capability < least)
    return {
      name,
      state: "fail",
      detail: `compute capability ${capability} is older than any that the build for CUDA ${cuda} knows (${least})`,
      remedy: "Use another card, or --gpu vulkan",
    };
  if (finished.some((one) => one.major === major && minor >= one.minor))
    return { name, state: "ok", detail: `finished, compute capability ${capability}` };
  const detail = `the driver compiles it at the first start, which takes minutes (compute capability ${capability}), and keeps it in ${cache.path}`;
  if (cache.writable) return { name, state: "ok", detail };
  return {
    name,
    state: "warn",
    detail: `${detail}, where this user may not write, so that each start takes as long`,
    remedy: "Name a folder of yours on a disk that stays in CUDA_CACHE_PATH",
  };
}
