/** A formula of TeX or Typst as text that reads like one: letters, signs, what is raised or lowered, fractions on one line.
 *  Invariant: what is not known stands as the source has it, and no sign of it is lost. Fails towards the source: a formula that
 *  nests too deep, or whose braces do not match, is shown as it is. */
import { type ComponentChild, createContext, type JSX } from "preact";
import { useContext } from "preact/hooks";
import type { FormulaSyntax } from "../page-model.ts";

// biome-ignore format: a dense table
const SIGNS: Readonly<Record<string, string>> = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", iota: "ι", kappa: "κ", lambda: "λ", mu: "μ",
  nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", upsilon: "υ", phi: "φ", varphi: "φ", chi: "χ", psi: "ψ", omega: "ω",
  Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Xi: "Ξ", Pi: "Π", Sigma: "Σ", Phi: "Φ", Psi: "Ψ", Omega: "Ω",
  sum: "∑", prod: "∏", int: "∫", partial: "∂", nabla: "∇", infty: "∞", pm: "±", mp: "∓", times: "×", cdot: "·", div: "÷", ast: "∗", circ: "°", degree: "°",
  le: "≤", leq: "≤", ge: "≥", geq: "≥", ne: "≠", neq: "≠", approx: "≈", sim: "∼", simeq: "≃", equiv: "≡", propto: "∝", ll: "≪", gg: "≫",
  in: "∈", notin: "∉", subset: "⊂", subseteq: "⊆", cup: "∪", cap: "∩", emptyset: "∅", forall: "∀", exists: "∃", mid: "|", vert: "|", Vert: "‖",
  to: "→", rightarrow: "→", leftarrow: "←", Rightarrow: "⇒", leftrightarrow: "↔", mapsto: "↦", ldots: "…", dots: "…", cdots: "⋯", prime: "′", ell: "ℓ",
  log: "log", ln: "ln", exp: "exp", max: "max", min: "min", sin: "sin", cos: "cos", tan: "tan", lim: "lim", quad: " ", qquad: " ",
  "%": "%", "&": "&", "#": "#", $: "$", _: "_", "{": "{", "}": "}", ",": " ", ";": " ", ":": " ", " ": " ", "!": "",
  left: "", right: "", big: "", Big: "", bigg: "", Bigg: "", displaystyle: "", textstyle: "", limits: "",
};
/** They change how their argument looks, not what it says. */
const PLAIN = new Set([
  "mathrm",
  "mathit",
  "mathbf",
  "mathsf",
  "mathcal",
  "mathbb",
  "text",
  "textit",
  "textrm",
  "operatorname",
  "boldsymbol",
]);
/** Combining characters that stand for an accent. */
const ACCENTS: Readonly<Record<string, string>> = {
  hat: "\u0302",
  bar: "\u0304",
  tilde: "\u0303",
  vec: "\u20d7",
  dot: "\u0307",
  ddot: "\u0308",
  overline: "\u0304",
};

const TOKEN = /\\(?:[A-Za-z]+|[\s\S])|[\s\S]/gu;
const DEEPEST = 12;

/** How the formulas of a text are written. */
export const Syntax = createContext<FormulaSyntax>("tex");

export function Formula({ source }: { readonly source: string }): JSX.Element {
  const syntax = useContext(Syntax);
  const tokens = syntax === "typst" ? typstTokens(source) : (source.match(TOKEN) ?? []);
  let depth = 0;
  const balanced = tokens.every((token) => {
    depth += token === "{" ? 1 : token === "}" ? -1 : 0;
    return depth >= 0 && depth <= DEEPEST;
  });
  return <span class="math">{balanced && depth === 0 ? read(tokens) : source}</span>;
}

/** Names, numbers and quoted words are one sign each (https://typst.app/docs/reference/math/). */
const TYPST_TOKEN = /"[^"]*"|[A-Za-z]{2,}(?:\.[A-Za-z]+)*|\d+(?:\.\d+)?|\\[\s\S]|[\s\S]/gu;

/** Typst's formula in the tokens of TeX: what is raised or lowered in parentheses is a group, and braces are signs. */
function typstTokens(source: string): string[] {
  const tokens: string[] = [];
  const closes: boolean[] = [];
  for (const token of source.match(TYPST_TOKEN) ?? []) {
    if (token === "(") {
      const isGroup = /^[\^_]$/.test(tokens.at(-1) ?? "");
      closes.push(isGroup);
      tokens.push(isGroup ? "{" : token);
    } else if (token === ")") tokens.push(closes.pop() === true ? "}" : token);
    else tokens.push(signOfTypst(token));
  }
  return tokens;
}

function signOfTypst(token: string): string {
  if (token === "{" || token === "}") return `\\${token}`;
  if (token.length > 1 && token.startsWith('"')) return token.slice(1, -1);
  return /^[A-Za-z]{2,}$/.test(token) && Object.hasOwn(SIGNS, token) ? `\\${token}` : token;
}

/** What the tokens say, one after the other. */
function read(tokens: readonly string[]): ComponentChild[] {
  const said: ComponentChild[] = [];
  let at = 0;
  /** The tokens of a group in braces, or the next one. */
  const argument = (): readonly string[] => {
    while (tokens[at]?.trim() === "") at++;
    const begin = at;
    let open = 0;
    do open += tokens[at] === "{" ? 1 : tokens[at] === "}" ? -1 : 0;
    while (++at < tokens.length && open > 0);
    return tokens[begin] === "{" ? tokens.slice(begin + 1, at - 1) : tokens.slice(begin, at);
  };
  while (at < tokens.length) {
    const token = tokens[at++] ?? "";
    if (token === "^") said.push(<sup>{read(argument())}</sup>);
    else if (token === "_") said.push(<sub>{read(argument())}</sub>);
    else if (token.startsWith("\\")) said.push(...macro(token, argument));
    else if (token !== "{" && token !== "}") said.push(token);
  }
  return said;
}

function macro(token: string, argument: () => readonly string[]): ComponentChild[] {
  const name = token.slice(1);
  if (Object.hasOwn(SIGNS, name)) return [SIGNS[name]];
  if (PLAIN.has(name)) return read(argument());
  const accent = Object.hasOwn(ACCENTS, name) ? ACCENTS[name] : undefined;
  if (accent !== undefined) return [...read(argument()), accent];
  if (name === "sqrt") return ["√(", ...read(argument()), ")"];
  if (name !== "frac" && name !== "dfrac" && name !== "tfrac") return [token];
  const [over, under] = [argument(), argument()];
  const part = (tokens: readonly string[]) =>
    tokens.join("").length > 1 && /[\s+\-=<>]/.test(tokens.join("")) ? ["(", ...read(tokens), ")"] : read(tokens);
  return [...part(over), " / ", ...part(under)];
}
