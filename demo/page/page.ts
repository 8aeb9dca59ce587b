/** One HTML file of a whole play. Invariant: it fetches nothing and runs nothing; all that was said on the way is in it as words. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import type { Played } from "../played.ts";
import { runsSection } from "./runs.ts";
import { STYLE } from "./style.ts";
import { timeline } from "./timeline.ts";

/** What a browser may do for this page: nothing but show it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

export function conversationPage(played: Played): string {
  const { pull, repository, violations, voice } = played;
  const markdownStyle = readFileSync(
    createRequire(import.meta.url).resolve("github-markdown-css/github-markdown-light.css"),
    "utf8",
  );
  const head = h("head", [
    h("meta", { charSet: "utf-8" }),
    h("meta", { httpEquiv: "Content-Security-Policy", content: POLICY }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("title", `${pull.title} · ${repository}`),
    h("style", markdownStyle + STYLE),
  ]);
  const body = h("body", [
    h("main", [
      h("h1", [pull.title, " ", h("span.of", `#${pull.number}`)]),
      h("p.about", [
        h("span.open", "Open"),
        h("b", pull.author),
        " wants to merge ",
        h("code", pull.head.ref),
        " into ",
        h("code", pull.base.ref),
        ` of ${repository} · `,
        h("a", { href: "#runs" }, `${played.runs.length} ${played.runs.length === 1 ? "run" : "runs"} of the Action`),
      ]),
      h("p.voice", voice),
      ...violations.map((what) => h("p.fault", `GitHub would not take this: ${what}`)),
      ...timeline(played),
      runsSection(played),
    ]),
  ]);
  return toHtml({ type: "root", children: [{ type: "doctype" }, h("html", { lang: "en" }, [head, body])] });
}
