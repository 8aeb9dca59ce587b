/** The runs behind a conversation: what started each, how it ended, what it asked of GitHub, and what its job's page shows. */
import type { Element } from "hast";
import { h } from "hastscript";
import type { Played, PlayedRun } from "../played.ts";
import { rendered } from "./markdown.ts";

export function runsSection(played: Played): Element {
  const { runs } = played;
  const rows = runs.map(({ title, conclusion, outputs, requests, seconds }, k) =>
    h("tr", [
      h("td", [h("a", { href: `#run-${k + 1}` }, String(k + 1))]),
      h("td", title),
      h("td", outputs["outcome"] ?? conclusion),
      h("td", outputs["gate"] ?? ""),
      h("td.number", String(requests.length)),
      h("td.number", seconds.toFixed(1)),
    ]),
  );
  const names = ["", "started by", "outcome", "gate", "requests", "seconds"].map((name) => h("th", name));
  return h("section.runs", { id: "runs" }, [
    h("h2", "Runs"),
    h("div.wide", [h("table", [h("thead", [h("tr", names)]), h("tbody", rows)])]),
    ...runs.map((run, k) => runItem(run, k + 1, played)),
  ]);
}

function runItem(run: PlayedRun, number: number, played: Played): Element {
  const { title, event, conclusion, requests, outputs, summary, log, dashboard } = run;
  const asked = requests.map(({ what, status }) => h("li", [h("code", what), ` ${status ?? "no answer"}`]));
  const told = Object.entries(outputs).map(([name, value]) => h("li", [h("code", name), ` ${value}`]));
  return h("article.run", { id: `run-${number}` }, [
    h("h3", [`${number}. ${title} `, h("span.tag", `${event}: ${conclusion}`)]),
    folded("Job summary", [h("div.markdown-body", rendered(summary, "summary", played).children)]),
    ...(dashboard === undefined
      ? []
      : [folded("Status comment after it", [h("div.markdown-body", rendered(dashboard, "comment", played).children)])]),
    folded(`${requests.length} requests`, [h("ol", asked)]),
    folded(`${told.length} outputs`, [h("ul", told)]),
    folded("Log", [h("pre", log.join("\n"))]),
  ]);
}

const folded = (title: string, inside: readonly Element[]): Element => h("details", [h("summary", title), ...inside]);
