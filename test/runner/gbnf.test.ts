import { describe, expect, test } from "vitest";
import { GrammarError, parseGrammar } from "../../runner/src/chat/gbnf.ts";
import { checkedGrammar, GrammarState } from "../../runner/src/chat/grammar-state.ts";
import { grammar as productGrammar } from "../../src/review/answer/answer-grammar.ts";

const doubling = (levels: number) =>
  `root ::= a0\n${Array.from({ length: levels }, (_, at) => `a${at} ::= a${at + 1} | a${at + 1}`).join("\n")}\na${levels} ::= "x"\n`;

describe("a grammar that would hold up the process is refused", () => {
  test.each([
    { why: "groups too deep for the stack", text: `root ::= ${"(".repeat(100_000)}"a"${")".repeat(100_000)}` },
    { why: "a long text again and again", text: `root ::= "${"x".repeat(30_000)}"{2000}` },
    { why: "a wide class again and again", text: `root ::= [${"ace".repeat(5000)}]{0,2000}` },
    { why: "repetitions that may each be empty", text: 'root ::= ((("a"?){200}){200}){200}' },
    { why: "more repetitions than are counted", text: 'root ::= "a"{2001}' },
    { why: "rules that begin with others in two ways each", text: doubling(60) },
    { why: "ways that double with each character", text: 'root ::= "a" root "b" | "a" root "c" | "a"' },
    { why: "very much text", text: `root ::= "a" # ${"x".repeat(1_000_000)}` },
    { why: "a rule that begins with itself", text: 'root ::= root "a" | "b"' },
    { why: "a rule that begins with itself behind what may be empty", text: 'root ::= a\na ::= ""? root' },
    { why: "a rule that is nowhere", text: "root ::= x" },
    { why: "no root", text: 'a ::= "a"' },
    { why: "half a text", text: 'root ::= "a' },
    { why: "half a class", text: "root ::= [a" },
    { why: "nothing to repeat", text: "root ::= *" },
    { why: "tokens of a vocabulary", text: "root ::= <[100]>" },
    { why: "no grammar at all", text: "nothing" },
  ])("for $why", ({ text }) => {
    expect(() => checkedGrammar(text)).toThrow(GrammarError);
  });

  test("also where ways double only after a beginning that nobody tries", () => {
    const state = new GrammarState(checkedGrammar('root ::= "begin: " a\na ::= "a" a "b" | "a" a "c" | "a"'));
    expect(state.push("begin: aaaa")).toBe(true);
    expect(() => state.push("a".repeat(20))).toThrow(GrammarError);
  });
});

describe("a grammar's state", () => {
  test.each([
    { grammar: 'root ::= "a" | "ab"', texts: ["a", "ab"], not: ["b", "abc", ""] },
    { grammar: "root ::= [^a-c\\n]+ # a comment\n", texts: ["xyz", "\u{1F9EC}"], not: ["a", "x\n", ""] },
    { grammar: 'root ::= ("a" |\n "b"){2,3}', texts: ["ab", "bba"], not: ["a", "abab"] },
    {
      grammar: 'root ::= "[" (item (", " item)*)? "]"\nitem ::= [0-9] | root',
      texts: ["[]", "[1, [2, []]]"],
      not: ["[1,2]", "[", "[1]]"],
    },
    {
      grammar: 'root ::= "\\x41\\u00e9\\U0001F9EC\\"\\\\\\n" .?',
      texts: ['A\u00e9\u{1F9EC}"\\\n', 'A\u00e9\u{1F9EC}"\\\n\u4e2d'],
      not: ["A"],
    },
  ])("allows the texts of $grammar and no others", ({ grammar, texts, not }) => {
    const complete = (text: string) => {
      const state = new GrammarState(checkedGrammar(grammar));
      return state.push(text) && state.complete;
    };
    expect(texts.filter((text) => !complete(text))).toEqual([]);
    expect(not.filter(complete)).toEqual([]);
  });

  test("stays what it was where a text may not go on so", () => {
    const state = new GrammarState(parseGrammar('root ::= "abc"'));
    expect([state.push("ab"), state.push("cx"), state.push("c"), state.complete]).toEqual([true, false, true, true]);
  });

  test("has few ways open throughout the answer that is asked for in reviews", () => {
    const concern = (text: string) => `{"text": "${text}", "category": "design_flaw", "severity": "major"}`;
    const state = new GrammarState(checkedGrammar(productGrammar({ leastConcerns: 0, mostConcerns: 20, longestConcern: 4000 })));
    let most = 0;
    for (const one of `[${Array.from({ length: 20 }, () => concern("x".repeat(300))).join(", ")}]`) {
      expect(state.push(one)).toBe(true);
      most = Math.max(most, state.ways);
    }
    expect([state.complete, most]).toEqual([true, expect.toSatisfy((ways: number) => ways <= 10)]);
  });
});
