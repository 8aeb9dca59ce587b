import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { Formula } from "../../src/report-page/render/formula.tsx";

/** As a reader sees it, with `^( )` and `_( )` for what is raised and lowered. */
const read = (source: string) =>
  renderToString(<Formula source={source} />)
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
