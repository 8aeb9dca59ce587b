/** Math, as the model gets it: its source, without comments and without its invisible parts; and the signs that Typst calls by name. */
import { argumentsOf, evaluate, textOf } from "./evaluate.ts";
import type { PaperReader } from "./state.ts";
import { hidden, hidingTechnique, type Style, sorted, textStyle } from "./style.ts";
import type { SyntaxNode } from "./syntax.ts";
import type { Scope } from "./values.ts";

export function readMath(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const { flow } = reader;
  const source = textOf(node, scope);
  const from = node.at + 1;
  let body = source.slice(1, source.endsWith("$") && source.length > 1 ? -1 : undefined);
  const blank = ({ at, end }: SyntaxNode) => {
    const part = body.slice(at - from, end - from).replace(/[^\n]/g, " ");
    body = body.slice(0, at - from) + part + body.slice(end - from);
  };
  for (const part of unseen(node, flow.style, scope, reader)) blank(part);
  const shown = body.trim();
  if (shown === "") return;
  const isDisplayed = /^\$\s/.test(source);
  const at = from + body.indexOf(shown);
  if (isDisplayed) flow.addBlank();
  flow.addText(`$${shown.replace(/\$/g, " ")}$`, at, at + shown.length);
  if (isDisplayed) flow.addBlank();
}

/** Parts of math that print nothing or cannot be seen; the latter are reported. */
function* unseen(node: SyntaxNode, style: Style, scope: Scope, reader: PaperReader): Generator<SyntaxNode> {
  for (const child of node.children) {
    if (child.kind === "LineComment" || child.kind === "BlockComment" || child.kind === "Label") yield child;
    else if (child.kind === "FuncCall") yield* ofCall(child, style, scope, reader);
    else yield* unseen(child, style, scope, reader);
  }
}

function* ofCall(call: SyntaxNode, style: Style, scope: Scope, reader: PaperReader): Generator<SyntaxNode> {
  const [callee, args] = call.operands;
  const value = callee === undefined || args === undefined ? undefined : called(callee, scope, reader);
  if (args === undefined || value === undefined) {
    yield* unseen(call, style, scope, reader);
    return;
  }
  const inner =
    value === "hide"
      ? hidden(style, "hidden text")
      : value === "text"
        ? textStyle(style, sorted(argumentsOf(args, scope, reader)))
        : style;
  const technique = hidingTechnique(inner);
  if (technique === undefined) {
    yield* unseen(args, inner, scope, reader);
    return;
  }
  const words = textOf(args, scope)
    .replace(/[^\p{L}\p{N} ]/gu, "")
    .trim();
  const { source } = scope;
  if (words !== "" && !reader.isTrial)
    reader.paper.hidden.push({ file: source.file, line: source.lineAt(call.at), technique, characters: words.length });
  yield call;
}

function called(callee: SyntaxNode, scope: Scope, reader: PaperReader): string | undefined {
  if (callee.kind === "MathIdent") return textOf(callee, scope);
  const value = evaluate(callee, scope, reader);
  return value.type === "function" ? value.name : undefined;
}

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
