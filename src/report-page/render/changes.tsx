/** Two revisions side by side, and what each change means for a concern. */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { counted } from "../../text.ts";
import type { ConcernView } from "../concerns.ts";
import { type ChangeRole, type ChangeRow, type ChangesView, type PageModel, syntaxOf } from "../page-model.ts";
import type { DiffPassage } from "../side-by-side.ts";
import { Syntax } from "./formula.tsx";
import { Language, Prose } from "./words.tsx";

export function Changes({ model, changes }: { readonly model: PageModel; readonly changes: ChangesView }): JSX.Element {
  const concerns = new Map(model.concerns.map((concern) => [concern.id, concern]));
  const { before, revision } = model;
  return (
    <div class="changes">
      <p class="summary">{countsText(changes)}</p>
      {changes.elsewhere.length === 0 ? null : (
        <p>Settled by a change that stands in no passage below: {changes.elsewhere.join(", ")}.</p>
      )}
      <div class="sides" aria-hidden="true">
        <span>Revision {before?.number ?? "before"}</span>
        <span>Revision {revision.number}</span>
      </div>
      {grouped(changes.rows).map((group) =>
        "rows" in group ? <Unchanged rows={group.rows} /> : <Row row={group} concerns={concerns} />,
      )}
    </div>
  );
}

function countsText({ counts }: ChangesView): string {
  const parts = [
    ["reworded", counts.reworded + counts["moved and reworded"]],
    ["moved", counts.moved + counts["moved and reworded"]],
    ["added", counts.added],
    ["removed", counts.removed],
  ] as const;
  const some = parts.filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`);
  const same = counted(counts.same, "passage");
  return some.length === 0 ? `${same}, and none changed.` : `${same} as they were; ${some.join(", ")}.`;
}

/** Rows that stand as they were, and bear on no concern, together. */
function grouped(rows: readonly ChangeRow[]): (ChangeRow | { readonly rows: ChangeRow[] })[] {
  const all: (ChangeRow | { readonly rows: ChangeRow[] })[] = [];
  for (const row of rows) {
    const last = all.at(-1);
    const isQuiet = row.kind === "same" && row.concerns.length === 0;
    if (!isQuiet) all.push(row);
    else if (last !== undefined && "rows" in last) last.rows.push(row);
    else all.push({ rows: [row] });
  }
  return all;
}

function Unchanged({ rows }: { readonly rows: readonly ChangeRow[] }): JSX.Element {
  return (
    <details class="unchanged">
      <summary>{counted(rows.length, "passage")} as before</summary>
      {rows.map(({ now }) => now.map((passage) => <Passage passage={passage} side="same" />))}
    </details>
  );
}

function Row({ row, concerns }: { readonly row: ChangeRow; readonly concerns: ReadonlyMap<string, ConcernView> }): JSX.Element {
  const { kind, old, now, section } = row;
  return (
    <section class={`change ${kind.replaceAll(" ", "-")}`} aria-label={`${kind}${section === "" ? "" : `, ${section}`}`}>
      <p class="kind">
        {kind}
        {section === "" ? "" : ` · ${section}`}
      </p>
      <div class="pair">
        <div class="side old">
          {old.map((passage) => (
            <Passage passage={passage} side="old" />
          ))}
        </div>
        <div class="side now">
          {now.map((passage) => (
            <Passage passage={passage} side="now" />
          ))}
        </div>
      </div>
      {row.concerns.length === 0 ? null : (
        <ul class="means">
          {row.concerns.map(({ id, role }) => (
            <li class={role.replaceAll(" ", "-")}>
              <b>{ROLES[role]}</b>{" "}
              <a href={`#${id}`} data-select={id}>
                {id}
              </a>{" "}
              {concerns.get(id)?.text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const ROLES: Readonly<Record<ChangeRole, string>> = {
  settles: "Settles",
  "settles in part": "Settles a part of",
  "removes the text": "Takes out the text of",
  "raised here": "Raised here:",
};

function Passage({ passage, side }: { readonly passage: DiffPassage; readonly side: "old" | "now" | "same" }): JSX.Element {
  const { kind, words, file, startLine } = passage;
  return (
    <p class={`text ${kind}`} lang={useContext(Language)} title={`${file}:${startLine}`}>
      <Syntax.Provider value={syntaxOf(file)}>
        {words.map(({ text, changed }, k) => {
          const blank = k === 0 ? "" : " ";
          const prose = <Prose text={text} />;
          if (!changed || side === "same") return [blank, prose];
          return [blank, side === "old" ? <del>{prose}</del> : <ins>{prose}</ins>];
        })}
      </Syntax.Provider>
    </p>
  );
}
