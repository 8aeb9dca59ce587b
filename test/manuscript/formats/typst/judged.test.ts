/** What typst 0.15.2 and pdftotext 22.12 show of an input is what is read of it. Numbers of figures and citations are placeholders, math is its source. */
import { describe, expect, test } from "vitest";
import { textsOf } from "./read-typst.ts";

/** What is seen, a line a passage. */
async function seenOf(typst: string): Promise<string> {
  return (await textsOf(typst)).join("\n");
}

describe("text", () => {
  test.each([
    ["a_b_c, *bold*, _slanted_ and *_both_*", "a_b_c, bold, slanted and both"],
    ["Mice -- 3 --- or more~mice ...", "Mice – 3 — or more mice …"],
    ["10#super[5] and 1#super[st], H#sub[2]O", "10^5 and 1st, H2O"],
    ["\\# \\$ \\* \\u{3b1} \\@x", "# $ * α @x"],
    ["one \\\ntwo\nthree", "one two three"],
    ["see https://a.org/b//c now", "see https://a.org/b//c now"],
    ['#link("https://a.org")[the site], #link("mailto:a@b.org")', "the site, a@b.org"],
    ["/* a /* b */ c */ kept // not", "kept"],
    ["`code` stays in its sentence", "code stays in its sentence"],
    ['#text("words"), #strong[bold], #emph("e")', "words, bold, e"],
    ["#sym.alpha #sym.arrow.r #sym.times", "α → ×"],
    ["#strike[old] #underline[new] #highlight[mark]", "old new mark"],
    ["#box[boxed] #rotate(3deg)[turned]", "boxed turned"],
    ["#[inner *bold*]", "inner bold"],
    ['#("a" + "b") #(1 + 2)', "ab 3"],
  ])("%s", async (typst, seen) => expect(await seenOf(typst)).toBe(seen));
});

describe("names and functions of the author", () => {
  test.each([
    ["#let tool = [GeneSieve]\nWe use #tool and #tool.", "We use GeneSieve and GeneSieve."],
    ['#let n = 12\n#let unit = "mice"\nWith #n #unit.', "With 12 mice."],
    ["#let drug(name) = emph[#name;-XR]\nThe #drug[aspirin] works.", "The aspirin-XR works."],
    ["#let pair(a, b: [two]) = [#a and #b]\n#pair[one], #pair(b: [three])[one]", "one and two, one and three"],
    ["#let note(body) = { [(]; body; [)] }\nSo #note[it is].", "So (it is)."],
    ["#let loud = strong.with(delta: 300)\n#loud[words]", "words"],
    ["#let d = (name: [Ann], n: 3)\n#d.name has #d.n", "Ann has 3"],
    ["#let (a, b) = ([x], [y])\n#a then #b", "x then y"],
    ["#let x = [first]\n#let x = [second]\n#x", "second"],
    ["#let f(x) = if x > 2 [many] else [few]\n#f(3), #f(1)", "many, few"],
    ['#for x in ("a", "b") [#x;]', "ab"],
    ["#for (k, v) in (a: 1, b: 2) [#k=#v ]", "a=1 b=2"],
    ['#("a", "b", "c").join(", ")', "a, b, c"],
    ['#("a", "b").map(x => [<#x>]).join()', "<a><b>"],
    ['#("a", "b").map(x => [#x!]).join(" and ")', "a! and b!"],
    ["#let f(..xs) = xs.pos().join([; ])\n#f[a][b]", "a; b"],
    ["#let items = ()\n#items.push([x])\n#items.push([y])\n#items.at(1)", "y"],
    ["#{\n  let a = [one]\n  a\n  [ two]\n}", "one two"],
    ["#let f() = { return [seen]; [never] }\n#f()", "seen"],
  ])("%s", async (typst, seen) => expect(await seenOf(typst)).toBe(seen));
});

describe("parts of a page", () => {
  test.each([
    ["= One\nText.\n\n== Two\nMore.", "One\nText.\nTwo\nMore."],
    ["#heading(level: 2)[Two]\nText.", "Two\nText."],
    ["- one\n  - inner\n- two", "one\ninner\ntwo"],
    ["+ one\n+ two", "one\ntwo"],
    ["/ Term: its meaning", "Term its meaning"],
    ["#list([one], [two])", "one\ntwo"],
    ["A note#footnote[that stands below] in it.", "A note in it.\nthat stands below"],
    ["#quote(block: true, attribution: [Ann])[Said so.]", "Said so. Ann"],
    ["#figure([Shown.], caption: [A caption.])", "Shown.\nA caption."],
    ['#figure(caption: "As text.", table(columns: 2, [a], [b], [c], [d]))', "a b c d\nAs text."],
    ["#figure(caption: [Outer.])[#table(columns: 1, [in])]", "in\nOuter."],
    ["#table(columns: 2, table.header([H], [I]), table.cell(colspan: 2)[wide], [x], [y])", "H I wide x y"],
    ['#table(columns: 2, ..("a", "b"))', "a b"],
    ["#grid(columns: 2, [left words], [right words])", "left words\nright words"],
    ["Before #v(1cm) after", "Before\nafter"],
    ["One.\n\nTwo.#parbreak()Three.", "One.\nTwo.\nThree."],
    ["#columns(2)[In columns.]", "In columns."],
    ["#align(center)[In the middle.]", "In the middle."],
  ])("%s", async (typst, seen) => expect(await seenOf(typst)).toBe(seen));
});
