/** Numbers, units and quantities as siunitx prints them (version 3, its own settings, and those of \sisetup that change what a
 *  reader takes from the page). Powers are written `m^-2`, as everywhere in a passage. An undeclared unit keeps its name. */

import { type Argument, literalText } from "./arguments.ts";
import type { LatexNode } from "./ast.ts";
import { SYMBOLS, visibleText } from "./symbols.ts";

/** What a macro takes: numbers, a unit, or both, one or several of them. */
export type QuantityForm = `${"number" | "quantity"}${"" | " list" | " product" | " range"}` | "unit" | "angle";

// biome-ignore format: a dense table
const PREFIXES: Readonly<Record<string, string>> = {
  quecto: "q", ronto: "r", yocto: "y", zepto: "z", atto: "a", femto: "f", pico: "p", nano: "n", micro: "µ", milli: "m", centi: "c", deci: "d", deca: "da",
  deka: "da", hecto: "h", kilo: "k", mega: "M", giga: "G", tera: "T", peta: "P", exa: "E", zetta: "Z", yotta: "Y", kibi: "Ki", mebi: "Mi", gibi: "Gi", tebi: "Ti",
};
// biome-ignore format: a dense table
const UNITS: Readonly<Record<string, string>> = {
  metre: "m", meter: "m", gram: "g", kilogram: "kg", second: "s", ampere: "A", kelvin: "K", mole: "mol", candela: "cd", litre: "L", liter: "L",
  hertz: "Hz", newton: "N", pascal: "Pa", joule: "J", watt: "W", coulomb: "C", volt: "V", farad: "F", ohm: "Ω", siemens: "S", weber: "Wb",
  tesla: "T", henry: "H", lumen: "lm", lux: "lx", becquerel: "Bq", gray: "Gy", sievert: "Sv", katal: "kat", celsius: "°C", degreeCelsius: "°C",
  degree: "°", minute: "min", hour: "h", day: "d", percent: "%", bar: "bar", electronvolt: "eV", dalton: "Da", hectare: "ha", tonne: "t",
  astronomicalunit: "au", atomicmassunit: "u", bel: "B", neper: "Np", micron: "µm", steradian: "sr", permil: "‰", mmHg: "mmHg", barn: "b",
  molar: "M", Molar: "M", angstrom: "Å", bit: "bit", byte: "B", radian: "rad", arcminute: "′", arcsecond: "″", decibel: "dB", l: "L", um: "µm",
};
/** Abbreviations that the package defines are their own names, but for the micro, the litre and the ohm: `uL`, `ml`, `kohm`. */
const ABBREVIATION = /^(?:u(?=(?:m|g|l|L|s|A|V|W|J|F|N|mol|M|C|Hz)$)|[munpk]?(?=(?:l|ohm)$)|h(?=l$)|M(?=ohm$))(?<unit>.*)$/;

/** The symbol of a unit or prefix that is named alone: `kilo`; its name where it is not declared. */
export function unitSymbol(name: string): string {
  return Object.hasOwn(PREFIXES, name) ? (PREFIXES[name] ?? name) : Object.hasOwn(UNITS, name) ? (UNITS[name] ?? name) : name;
}

interface Settings {
  readonly per: "power" | "symbol" | "repeated-symbol";
  readonly to: string;
  readonly repeatsUnit: boolean;
  readonly separatesUncertainty: boolean;
}
const DEFAULTS: Settings = { per: "power", to: " to ", repeatsUnit: true, separatesUncertainty: false };

/** One unit of a product; its text has its prefix. */
interface Factor {
  text: string;
  power: string;
  readonly below: boolean;
  /** Typed letters, to which more can be added. */
  readonly literal: boolean;
}

export class Siunitx {
  readonly #own = new Map<string, readonly LatexNode[]>();
  #settings = DEFAULTS;

  /** \DeclareSIUnit */
  declare(name: Argument, symbol: Argument): void {
    const macro = name?.find((node) => node.kind === "macro");
    if (macro?.kind === "macro" && symbol !== undefined) this.#own.set(macro.name, symbol);
  }

  /** \sisetup */
  setUp(options: Argument): void {
    this.#settings = withOptions(this.#settings, literalText(options));
  }

  /** @param args options, then what the form takes: a number or a list of them (of a range two), and a unit
   *  @param expand what a macro of the author stands for */
  text(form: QuantityForm, args: readonly Argument[], expand: (name: string) => Argument): string {
    const settings = withOptions(this.#settings, literalText(args[0]));
    const unit = (nodes: Argument) => this.#unit(nodes, settings, expand);
    const number = (nodes: Argument) => numberText(visibleText(nodes), settings);
    switch (form) {
      case "unit":
        return unit(args[1]);
      case "angle":
        return angleText(visibleText(args[1]));
      case "number":
        return number(args[1]);
      case "quantity":
        return quantity(number(args[1]), unit(args.at(-1)));
      case "number range":
        return [args[1], args[2]].map(number).join(settings.to);
      case "quantity range":
        return several([args[1], args[2]].map(number), unit(args[3]), settings, (all) => all.join(settings.to));
      case "number list":
        return enumerated(items(args[1], ";", settings));
      case "quantity list":
        return several(items(args[1], ";", settings), unit(args[2]), settings, enumerated);
      case "number product":
        return items(args[1], "x", settings).join(" × ");
      case "quantity product":
        return several(items(args[1], "x", settings), unit(args[2]), settings, (all) => all.join(" × "));
    }
  }

  #unit(nodes: Argument, { per }: Settings, expand: (name: string) => Argument): string {
    const factors: Factor[] = [];
    new UnitReader(factors, (name) => this.#own.get(name) ?? expand(name)).read(nodes ?? []);
    const above = factors.filter(({ below }) => !below).map(({ text, power }) => powered(text, power));
    const below = factors.filter((factor) => factor.below);
    if (below.length === 0) return above.join(" ");
    if (per === "power") return factors.map((one) => powered(one.text, one.below ? `-${one.power || "1"}` : one.power)).join(" ");
    const divisors = below.map(({ text, power }) => powered(text, power));
    const over = above.length === 0 ? "1" : above.join(" ");
    if (per === "repeated-symbol") return [over, ...divisors].join("/");
    return `${over}/${divisors.length === 1 ? divisors.join("") : `(${divisors.join(" ")})`}`;
  }
}

/** Macros of units within each other, and parts of one unit; more is a definition that refers to itself, or grows without end. */
const DEEPEST = 10;
const MOST_PARTS = 100;

class UnitReader {
  readonly #factors: Factor[];
  readonly #meaning: (name: string) => Argument;
  #prefix = "";
  #power = "";
  #below = false;
  #depth = 0;
  #parts = 0;

  constructor(factors: Factor[], meaning: (name: string) => Argument) {
    this.#factors = factors;
    this.#meaning = meaning;
  }

  read(nodes: readonly LatexNode[]): void {
    for (let index = 0; index < nodes.length && this.#parts++ < MOST_PARTS; index++) {
      const node = nodes[index];
      if (node?.kind === "macro") {
        const next = nodes[index + 1];
        if (this.#macro(node.name, next?.kind === "group" ? next.children : undefined)) index++;
      } else if (node?.kind === "group") this.#literal(visibleText(node.children));
      else if (node?.kind === "text") this.#literal(node.text.replace(/[.~]/g, " "));
      else if (node?.kind === "math") this.#literal(node.body.replace(/\^\{?\\circ\}?/g, "°").replace(/[{}\s]/g, ""));
    }
  }

  /** @returns whether it took the group after it */
  #macro(name: string, argument: Argument): boolean {
    const own = this.#meaning(name);
    if (own !== undefined && this.#depth < DEEPEST) {
      this.#depth++;
      this.read(own);
      this.#depth--;
      return false;
    }
    const last = this.#factors.at(-1);
    switch (name) {
      case "per":
        this.#below = true;
        return false;
      case "square":
        this.#power = "2";
        return false;
      case "cubic":
        this.#power = "3";
        return false;
      case "raiseto":
        this.#power = visibleText(argument);
        return argument !== undefined;
      case "squared":
      case "cubed":
      case "tothe":
        if (last !== undefined) last.power = name === "squared" ? "2" : name === "cubed" ? "3" : visibleText(argument);
        return name === "tothe" && argument !== undefined;
      case "of":
        if (last !== undefined) last.text += ` ${visibleText(argument)}`;
        return argument !== undefined;
      default:
        this.#named(name);
        return false;
    }
  }

  #named(name: string): void {
    const prefix = PREFIXES[name];
    const symbol = SYMBOLS.get(name);
    if (prefix !== undefined) this.#prefix += prefix;
    else if (UNITS[name] === undefined && symbol !== undefined) this.#literal(symbol);
    else this.#add(UNITS[name] ?? abbreviation(name), false);
  }

  #literal(text: string): void {
    const last = this.#factors.at(-1);
    if (last?.literal === true && !this.#isPending) last.text += text;
    else if (text.trim() !== "") this.#add(text, true);
  }

  get #isPending(): boolean {
    return this.#below || this.#prefix !== "" || this.#power !== "";
  }

  #add(text: string, literal: boolean): void {
    this.#factors.push({ text: this.#prefix + text, power: this.#power, below: this.#below, literal });
    this.#prefix = "";
    this.#power = "";
    this.#below = false;
  }
}

function powered(text: string, power: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  return power === "" ? plain : `${plain}^${power}`;
}

function abbreviation(name: string): string {
  const unit = ABBREVIATION.exec(name)?.groups?.["unit"];
  if (unit === undefined) return name;
  const prefix = name.slice(0, name.length - unit.length);
  const symbol = unit === "l" ? "L" : unit === "ohm" ? "Ω" : unit;
  return (prefix === "u" ? "µ" : prefix) + symbol;
}

/** No blank before the signs of an angle. */
function quantity(number: string, unit: string): string {
  return /^[°′″]$/.test(unit) ? number + unit : `${number} ${unit}`.trim();
}

function several(numbers: readonly string[], unit: string, { repeatsUnit }: Settings, join: (all: string[]) => string): string {
  return repeatsUnit ? join(numbers.map((number) => quantity(number, unit))) : quantity(join([...numbers]), unit);
}

function items(list: Argument, separator: string, settings: Settings): string[] {
  return visibleText(list)
    .split(separator)
    .map((item) => numberText(item, settings));
}

function enumerated(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** `3 +- 0.2` is 3.0(2), `.5` is 0.5, `+-5` is ±5, `2x3` is 2 × 3; what is no number stays as it is. */
function numberText(written: string, { separatesUncertainty }: Settings): string {
  const plain = written.replace(/\+-|\\pm/g, "±").trim();
  const tight = plain.replace(/\s+/g, "").replace(/,(?=\d)/g, ".");
  if (!/^[\d.±+\-exED()<>≤≥~−]+$/.test(tight)) return plain;
  const [, value, uncertainty, exponent = ""] = /^([+-]?\d*\.?\d+)±(\d*\.?\d+)(e[+-]?\d+)?$/i.exec(tight) ?? [];
  if (value !== undefined && uncertainty !== undefined) {
    const decimals = Math.max(decimalsOf(value), decimalsOf(uncertainty));
    if (separatesUncertainty)
      return `${withZero(padded(value, decimals))} ± ${withZero(padded(uncertainty, decimals))}${exponent}`;
    const digits = padded(uncertainty, decimals)
      .replace(".", "")
      .replace(/^0+(?=\d)/, "");
    return `${withZero(padded(value, decimals))}(${digits})${exponent}`;
  }
  return withZero(tight).replace(/(?<=\d)x(?=\d)/g, " × ");
}

function withZero(number: string): string {
  return number.replace(/(^|[^\d])\.(?=\d)/g, "$10.");
}

function decimalsOf(number: string): number {
  return number.split(".")[1]?.length ?? 0;
}

function padded(number: string, decimals: number): string {
  const missing = "0".repeat(Math.min(40, decimals - decimalsOf(number)));
  return missing === "" ? number : `${number}${number.includes(".") ? "" : "."}${missing}`;
}

/** `12;30;` is 12°30′. */
function angleText(written: string): string {
  const signs = ["°", "′", "″"];
  return written
    .split(";")
    .map((part, at) => (part.trim() === "" ? "" : part.trim() + (signs[at] ?? "")))
    .join("");
}

function withOptions(settings: Settings, options: string): Settings {
  if (!options.includes("=")) return settings;
  const value = (key: string): string | undefined => new RegExp(`(?:^|,)\\s*${key}\\s*=\\s*([^,]*)`).exec(options)?.[1];
  const per = value("per-mode")?.trim();
  const to = value("range-phrase");
  const units = value("range-units")?.trim() ?? value("list-units")?.trim();
  const uncertainty = value("separate-uncertainty")?.trim() ?? value("uncertainty-mode")?.trim();
  return {
    per: per === undefined ? settings.per : perMode(per),
    to: to === undefined ? settings.to : to.trim() === "" || /^-+$/.test(to.trim()) ? "–" : ` ${to.trim()} `,
    repeatsUnit: units === undefined ? settings.repeatsUnit : units === "repeat",
    separatesUncertainty: uncertainty === undefined ? settings.separatesUncertainty : /^(?:true|separate)$/.test(uncertainty),
  };
}

function perMode(written: string): Settings["per"] {
  if (written === "repeated-symbol") return written;
  return /symbol|fraction/.test(written) ? "symbol" : "power";
}
