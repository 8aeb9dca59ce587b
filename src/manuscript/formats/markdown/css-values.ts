/** Values of CSS, as far as they decide whether text is seen: which are valid, what shorthands stand for, colours and calculations. */
import { calc } from "@csstools/css-calc";
import { color, serializeRGB } from "@csstools/css-color-parser";
import { parseComponentValue } from "@csstools/css-parser-algorithms";
import { tokenize } from "@csstools/css-tokenizer";

export interface Declaration {
  readonly name: string;
  readonly value: string;
  readonly isImportant: boolean;
}

/** By their names, without shorthands. */
export type Declarations = ReadonlyMap<string, string>;

const DISPLAY =
  /^(?:none|inline|block|inline-block|contents|flex|grid|inline-flex|inline-grid|list-item|table(?:-[a-z-]+)?|inline-table|flow-root|ruby|initial|inherit|unset|revert|math)$/;
const VALID: Readonly<Record<string, (value: string) => boolean>> = {
  display: (value) => DISPLAY.test(value),
  visibility: (value) => /^(?:visible|hidden|collapse|inherit|initial|unset)$/.test(value),
  color: isColour,
  "-webkit-text-fill-color": isColour,
  "background-color": isColour,
  "font-size": (value) => /^(?:[\d.+-]|calc|min|max|clamp|var|xx?-|x+-|small|medium|large|inherit|initial|unset)/.test(value),
  opacity: (value) => /^[\d.+-]|^(?:calc|var)\(/.test(value),
};

function isColour(value: string): boolean {
  return /^var\(|^(?:inherit|initial|unset|currentcolor|canvas|canvastext)$/.test(value) || colourOf(value) !== undefined;
}

/** Of declarations in the order of their weight, what holds: of two valid ones the later. Shorthands are taken apart. */
export function cascaded(all: readonly Declaration[]): Declarations {
  const found = new Map<string, string>();
  for (const declaration of all)
    for (const [name, value] of longhands(declaration)) {
      const isValid = VALID[name]?.(value) ?? true;
      if (isValid) found.set(name, value);
    }
  return found;
}

/** Of shorthands, what matters to whether text is seen. */
function longhands({ name, value }: Declaration): readonly (readonly [name: string, value: string])[] {
  const parts = value.match(/[^\s(]+(?:\((?:[^()]|\([^()]*\))*\))?/g) ?? [];
  switch (name) {
    case "font": {
      const size = /(?:^|\s)((?:[\d.]+(?:[a-z]+|%)?)|calc\([^()]*\)|(?:xx?-)?(?:small|large)|medium)(?:\s*\/\s*\S+)?\s+\S/.exec(
        value,
      )?.[1];
      return size === undefined || /^[1-9]00$/.test(size) ? [] : [["font-size", size]];
    }
    case "background": {
      const hasImage = /gradient\(|url\(/.test(value);
      const plainColour = parts.find((part) => colourOf(part) !== undefined);
      return [
        ["background-image", hasImage ? value : "none"],
        ["background-color", plainColour ?? "transparent"],
        ...(/\btext\b/.test(value) ? ([["background-clip", "text"]] as const) : []),
      ];
    }
    case "-webkit-background-clip":
      return [["background-clip", value]];
    case "margin":
    case "padding":
    case "inset": {
      const [top = "", right = top, bottom = top, left = right] = parts;
      const prefix = name === "inset" ? "" : `${name}-`;
      return [
        [`${prefix}top`, top],
        [`${prefix}right`, right],
        [`${prefix}bottom`, bottom],
        [`${prefix}left`, left],
      ];
    }
    case "overflow":
      return [
        ["overflow-x", parts[0] ?? ""],
        ["overflow-y", parts[1] ?? parts[0] ?? ""],
      ];
    case "-webkit-mask-image":
    case "mask":
      return [["mask-image", value]];
    default:
      return [[name, value]];
  }
}

/** Red, green, blue in 0..255, and alpha in 0..1. */
export type CssColour = readonly [number, number, number, number];

const known = new Map<string, CssColour | undefined>();
/** Colours that are remembered. */
const MOST_KNOWN = 1_000;

/** @param value in lower case  @returns undefined for what is no colour, or none that is fixed */
export function colourOf(value: string): CssColour | undefined {
  if (!known.has(value)) {
    if (known.size > MOST_KNOWN) known.clear();
    known.set(value, parsedColour(value));
  }
  return known.get(value);
}

function parsedColour(value: string): CssColour | undefined {
  if (value === "canvas") return [255, 255, 255, 1];
  if (value === "canvastext") return [0, 0, 0, 1];
  if (value.length > 200) return undefined;
  try {
    const node = parseComponentValue(tokenize({ css: value }));
    const data = node === undefined ? false : color(node);
    if (data === false) return undefined;
    const [red, green, blue, alpha = 1] = (
      serializeRGB(data)
        .toString()
        .match(/-?[\d.]+/g) ?? []
    ).map(Number);
    return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue, alpha];
  } catch {
    return undefined; // no colour
  }
}

/** A length, number or percentage with calc() worked out: `12px`. */
export function solved(value: string): string {
  if (!/\b(?:calc|min|max|clamp)\(/.test(value) || value.length > 200) return value;
  try {
    return calc(value);
  } catch {
    return value; // no calculation
  }
}
