/** siunitx's units as a reader sees them: `\micro\metre\per\second\squared` is µm/s^2. */

// biome-ignore format: a dense table
const UNITS: Readonly<Record<string, string>> = {
  yocto: "y", zepto: "z", atto: "a", femto: "f", pico: "p", nano: "n", micro: "µ", milli: "m", centi: "c", deci: "d", deca: "da", hecto: "h",
  kilo: "k", mega: "M", giga: "G", tera: "T", peta: "P",
  metre: "m", meter: "m", gram: "g", kilogram: "kg", second: "s", ampere: "A", kelvin: "K", mole: "mol", candela: "cd", litre: "l", liter: "L",
  hertz: "Hz", newton: "N", pascal: "Pa", joule: "J", watt: "W", coulomb: "C", volt: "V", farad: "F", ohm: "Ω", siemens: "S", weber: "Wb",
  tesla: "T", henry: "H", lumen: "lm", lux: "lx", becquerel: "Bq", gray: "Gy", sievert: "Sv", katal: "kat", celsius: "°C", degreeCelsius: "°C",
  degree: "°", minute: "min", hour: "h", day: "d", percent: "%", bar: "bar", electronvolt: "eV", dalton: "Da", hectare: "ha", tonne: "t",
  molar: "M", Molar: "M", angstrom: "Å", bit: "bit", byte: "B", radian: "rad", arcminute: "′", arcsecond: "″", decibel: "dB",
  square: "", squared: "^2", cubic: "", cubed: "^3", per: "/", tothe: "^", of: " ", um: "µm", ug: "µg", ul: "µl", uL: "µL", us: "µs", uM: "µM", umol: "µmol",
};

/** @param macro such as `micro`, or an abbreviation such as `mm`, which is its own name */
export function unitSymbol(macro: string): string {
  return UNITS[macro] ?? macro;
}
