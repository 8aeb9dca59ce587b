/** Signs that Typst calls by name. */

// biome-ignore format: a dense table
const SIGNS: Readonly<Record<string, string>> = {
  "plus.minus": "±", "minus.plus": "∓", times: "×", div: "÷", minus: "−", plus: "+", eq: "=", "eq.not": "≠", lt: "<", gt: ">", "lt.eq": "≤", "gt.eq": "≥",
  approx: "≈", tilde: "∼", "tilde.op": "∼", prop: "∝", infinity: "∞", degree: "°", "degree.c": "℃", percent: "%", permille: "‰", micro: "µ", "arrow.r": "→",
  "arrow.l": "←", "arrow.t": "↑", "arrow.b": "↓", "arrow.l.r": "↔", "arrow.r.double": "⇒", arrow: "→", dash: "‐", "dash.en": "–", "dash.em": "—",
  "dot.op": "⋅", "dot.c": "·", bullet: "•", dots: "…", "dots.h": "…", section: "§", copyright: "©", "trademark.registered": "®", trademark: "™",
  checkmark: "✓", ballot: "☐", crossmark: "✗", star: "⋆", "star.filled": "★", dagger: "†", "dagger.double": "‡", ast: "∗", "quote.double": "\"",
  female: "♀", male: "♂", planck: "ℎ", angstrom: "Å", prime: "′", in: "∈", sum: "∑", product: "∏", integral: "∫", partial: "∂", nabla: "∇", ell: "ℓ",
  "space.nobreak": " ", space: " ", "space.thin": " ", "space.quad": " ", euro: "€", pound: "£", dollar: "$", yen: "¥", at: "@", hash: "#", amp: "&",
};

const GREEK =
  "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω".split(
    " ",
  );

/** @param name behind `sym.`  @returns the sign; for one that is not known, the name itself */
export function symbolOf(name: string): string {
  const at = GREEK.indexOf(name);
  if (at !== -1 && at % 2 === 0) return GREEK[at + 1] ?? name;
  const plain = name.replace(/\.(?:alt|long|med|sq)$/, "");
  return Object.hasOwn(SIGNS, plain) ? (SIGNS[plain] ?? name) : name;
}
