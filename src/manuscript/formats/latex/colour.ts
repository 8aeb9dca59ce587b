/** Colours and lengths of LaTeX as numbers, to tell what a reader can see. Invariant: what cannot be understood is `undefined`,
 *  never "invisible". */

/** Red, green, blue in 0..1. */
export type Colour = readonly [number, number, number];

export const BLACK: Colour = [0, 0, 0];
export const WHITE: Colour = [1, 1, 1];

// biome-ignore format: a dense table
const NAMED: Readonly<Record<string, Colour>> = {
  black: BLACK, white: WHITE, red: [1, 0, 0], green: [0, 1, 0], blue: [0, 0, 1], cyan: [0, 1, 1], magenta: [1, 0, 1], yellow: [1, 1, 0],
  gray: [0.5, 0.5, 0.5], grey: [0.5, 0.5, 0.5], darkgray: [0.25, 0.25, 0.25], lightgray: [0.75, 0.75, 0.75], brown: [0.75, 0.5, 0.25], orange: [1, 0.5, 0],
  pink: [1, 0.75, 0.75], purple: [0.75, 0, 0.25], teal: [0, 0.5, 0.5], violet: [0.5, 0, 0.5], olive: [0.5, 0.5, 0], lime: [0.75, 1, 0],
  snow: [1, 0.98, 0.98], ivory: [1, 1, 0.94], ghostwhite: [0.97, 0.97, 1], floralwhite: [1, 0.98, 0.94], whitesmoke: [0.96, 0.96, 0.96],
};

/** How far apart in one channel text and background must be for text to be read; gray!10 on white is not, a light grey note is. */
const LEAST_CONTRAST = 0.12;

export function isIndistinguishable(text: Colour | undefined, background: Colour | undefined): boolean {
  return (
    text !== undefined &&
    background !== undefined &&
    text.every((channel, at) => Math.abs(channel - (background[at] ?? 0)) < LEAST_CONTRAST)
  );
}

/** The author's own colours, and xcolor's way to name and mix them. */
export class Palette {
  readonly #own = new Map<string, Colour | undefined>();
  /** Of the page that is set; undefined where it is not known. */
  page: Colour | undefined = WHITE;
  /** Of \hl. */
  highlight: Colour | undefined = [1, 1, 0];

  define(name: string, colour: Colour | undefined): void {
    this.#own.set(name.trim(), colour);
  }

  /** `white`, `white!95!black`, `gray!5`, an author's colour, or `1,1,1` of `model`. */
  colour(spec: string, model: string | undefined): Colour | undefined {
    return model === undefined || model.trim() === "" || model.trim() === "named" ? this.#mix(spec) : inModel(model.trim(), spec);
  }

  #mix(spec: string): Colour | undefined {
    const [first = "", ...rest] = spec.trim().split("!");
    let mixed = this.#named(first);
    for (let at = 0; at < rest.length; at += 2) {
      const share = Number(rest[at]) / 100;
      const other = rest[at + 1] === undefined || rest[at + 1] === "" ? WHITE : this.#named(rest[at + 1] ?? "");
      if (mixed === undefined || other === undefined || Number.isNaN(share)) return undefined;
      mixed = blend(mixed, other, share);
    }
    return mixed;
  }

  #named(name: string): Colour | undefined {
    const plain = name.trim().replace(/^-/, "");
    const colour = this.#own.has(plain) ? this.#own.get(plain) : (NAMED[plain] ?? NAMED[plain.toLowerCase()]);
    const isComplement = name.trim().startsWith("-") && colour !== undefined;
    return isComplement ? [1 - colour[0], 1 - colour[1], 1 - colour[2]] : colour;
  }
}

function blend(a: Colour, b: Colour, share: number): Colour {
  return [a[0] * share + b[0] * (1 - share), a[1] * share + b[1] * (1 - share), a[2] * share + b[2] * (1 - share)];
}

function inModel(model: string, spec: string): Colour | undefined {
  if (model === "HTML") {
    const hex = /^\s*#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\s*$/i.exec(spec);
    return hex === null ? undefined : rgb(hex.slice(1).map((pair) => Number.parseInt(pair, 16) / 255));
  }
  const parts = spec.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (parts.some(Number.isNaN)) return undefined;
  const [first = 0, second = 0, third = 0, fourth = 0] = parts;
  switch (model) {
    case "rgb":
      return rgb(parts);
    case "RGB":
      return rgb(parts.map((part) => part / 255));
    case "gray":
      return [first, first, first];
    case "Gray":
      return [first / 15, first / 15, first / 15];
    case "cmy":
      return [1 - first, 1 - second, 1 - third];
    case "cmyk":
      return [(1 - first) * (1 - fourth), (1 - second) * (1 - fourth), (1 - third) * (1 - fourth)];
    case "hsb":
      return second < 0.05 ? [third, third, third] : undefined;
    default:
      return undefined;
  }
}

function rgb([red, green, blue]: readonly number[]): Colour | undefined {
  return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue];
}

/** Points in one unit of length; em and ex at 10 points. The page's own lengths are left out: \textwidth is not used to hide text. */
const POINTS: Readonly<Record<string, number>> = {
  pt: 1,
  bp: 1.004,
  mm: 2.845,
  cm: 28.45,
  in: 72.27,
  pc: 12,
  dd: 1.07,
  cc: 12.84,
  sp: 1 / 65536,
  em: 10,
  ex: 4.3,
};

/** Characters. More is no length that an author writes, and digits without end are slow to tell from one. */
const LONGEST_LENGTH = 100;

/** @param length such as `-30cm`, or a bare number where a command takes points; @returns points, undefined where it cannot be known */
export function points(length: string): number | undefined {
  if (length.length > LONGEST_LENGTH) return undefined;
  const found = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]{2})?\s*(?:plus.*|minus.*)?$/.exec(length);
  const unit = found?.[2] === undefined ? 1 : POINTS[found[2]];
  return found === null || unit === undefined ? undefined : Number(found[1]) * unit;
}
