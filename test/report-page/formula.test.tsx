import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { Formula, Syntax } from "../../src/report-page/render/formula.tsx";
import { Prose } from "../../src/report-page/render/words.tsx";

/** As a reader sees it, with `^( )` and `_( )` for what is raised and lowered. */
const read = (source: string, syntax: "tex" | "typst" = "tex") =>
  renderToString(
    <Syntax.Provider value={syntax}>
      <Formula source={source} />
    </Syntax.Provider>,
  )
    .replace(/<sup>/g, "^(")
    .replace(/<sub>/g, "_(")
    .replace(/<\/su[pb]>/g, ")")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");

test.each([
  ["10^{-3}", "10^(-3)"],
  ["x_i^2", "x_(i)^(2)"],
  ["\\frac{x_i(t+dt)}{x_i(t)} > 1", "(x_(i)(t+dt)) / x_(i)(t) > 1"],
  ["\\hat{\\beta}_{\\mathrm{max}}", "β\u0302_(max)"],
  ["p \\leq 0.05\\%", "p ≤ 0.05%"],
  ["\\left(\\sum_{i=1}^n a\\right)", "(∑_(i=1)^(n) a)"],
  ["\\sqrt{2}\\pi", "√(2)π"],
  ["\\unknown{x}", "\\unknownx"],
  ["a^", "a^()"],
  ["a}b{", "a}b{"],
  [`${"{".repeat(200)}${"}".repeat(200)}`, `${"{".repeat(200)}${"}".repeat(200)}`],
])("%s reads as %s", (source, text) => expect(read(source)).toBe(text));

test.each([
  ["10^23", "10^(23)"],
  ["10^(-3)", "10^(-3)"],
  ["x_(i j)^2", "x_(i j)^(2)"],
  ["alpha_max", "α_(max)"],
  ['p <= 0.05 "of all"', "p <= 0.05 of all"],
  ["f(x) + e^(-(x + 1))", "f(x) + e^(-(x + 1))"],
  ["{a in B}", "{a ∈ B}"],
  ["frac(a, b) dot.op unknown", "frac(a, b) dot.op unknown"],
  ["e^(x", "e^(x"],
  ["a) b", "a) b"],
])("in Typst %s reads as %s", (source, text) => expect(read(source, "typst")).toBe(text));

test("no letter or digit outside a macro is lost, whatever the formula, and nothing throws", () => {
  const part = fc.constantFrom(
    "a",
    "7",
    "{",
    "}",
    "^",
    "_",
    " ",
    "\\;",
    "\\frac ",
    "\\alpha ",
    "\\hat ",
    "\\mathrm ",
    "𝒙",
    "<b>",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const source = parts.join("");
      const signs = (text: string) => text.replace(/\\[A-Za-z]+/g, "").replace(/[^a7𝒙]/gu, "");
      expect(signs(read(source).replaceAll("α", ""))).toBe(signs(source));
    }),
    { seed: 7 },
  );
});

test.each([
  ["It costs $5 a mouse or $10 a rat.", []],
  ["The dose of $10^5$ costs $5 or $x$.", ["10^5", "x"]],
])("a price begins no formula: %s", (text, formulas) => {
  const shown = renderToString(<Prose text={text} />);
  expect(shown.match(/class="math"/g) ?? []).toHaveLength(formulas.length);
  expect(shown.replace(/<[^>]*>/g, "").match(/\$\d+/g) ?? []).toEqual(text.match(/\$\d+ /g)?.map((price) => price.trim()));
});
