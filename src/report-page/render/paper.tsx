/** The manuscript as a reader sees it, its concerns pinned beside their passages. */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import type { ConcernView } from "../concerns.ts";
import type { Block, PaperSection } from "../paper.ts";
import { Note } from "./notes.tsx";
import { BlockWords, Language, TableWords } from "./words.tsx";

export function Paper({
  sections,
  concerns,
}: {
  readonly sections: readonly PaperSection[];
  readonly concerns: ReadonlyMap<string, ConcernView>;
}): JSX.Element {
  const lang = useContext(Language);
  return (
    <div class="paper">
      {sections.map((section) => (
        <section id={section.key} data-key={section.key}>
          {section.needsHeading ? <h2 lang={lang}>{section.name}</h2> : null}
          {lists(section.blocks).map((blocks, k, all) =>
            Array.isArray(blocks) ? (
              <ul>
                {blocks.map((block) => (
                  <li class="row">
                    <Words block={block} isOfTable={false} />
                    <Pinned block={block} concerns={concerns} />
                  </li>
                ))}
              </ul>
            ) : (
              <div class={`row ${blocks.kind}`}>
                <Words block={blocks} isOfTable={[all[k - 1], all[k + 1]].some(isTable)} />
                <Pinned block={blocks} concerns={concerns} />
              </div>
            ),
          )}
        </section>
      ))}
    </div>
  );
}

/** Neighbours that are items of one list, together. */
function lists(blocks: readonly Block[]): (Block | Block[])[] {
  const all: (Block | Block[])[] = [];
  for (const block of blocks) {
    const last = all.at(-1);
    if (block.kind === "listItem" && Array.isArray(last)) last.push(block);
    else all.push(block.kind === "listItem" ? [block] : block);
  }
  return all;
}

function isTable(neighbour: Block | Block[] | undefined): boolean {
  return neighbour !== undefined && !Array.isArray(neighbour) && neighbour.kind === "table";
}

function Words({ block, isOfTable }: { readonly block: Block; readonly isOfTable: boolean }): JSX.Element {
  const { key, kind, read, level } = block;
  const lang = useContext(Language);
  const attributes = {
    id: key,
    lang,
    "data-key": key,
    class: read === "none" ? "words unread-block" : "words",
  };
  const words = <BlockWords block={block} />;
  switch (kind) {
    case "heading": {
      const Heading = `h${level}` as "h2";
      return <Heading {...attributes}>{words}</Heading>;
    }
    case "caption":
      return (
        <figure {...attributes}>
          <span class="label" lang={lang && "en"}>
            {isOfTable ? "Caption of the table" : "Figure, not shown"}
          </span>
          <figcaption>{words}</figcaption>
        </figure>
      );
    case "table":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1)
        <section {...attributes} tabIndex={0} aria-label="Table">
          <span class="label" lang={lang && "en"}>
            Table
          </span>
          {block.cells === undefined ? words : <TableWords block={block} cells={block.cells} />}
        </section>
      );
    case "listItem":
      return <div {...attributes}>{words}</div>;
    case "paragraph":
      return <p {...attributes}>{words}</p>;
  }
}

function Pinned({
  block,
  concerns,
}: {
  readonly block: Block;
  readonly concerns: ReadonlyMap<string, ConcernView>;
}): JSX.Element | null {
  if (block.pinned.length === 0) return null;
  return (
    <div class="pinned">
      {block.pinned.map((id) => {
        const concern = concerns.get(id);
        return concern === undefined ? null : <Note concern={concern} />;
      })}
    </div>
  );
}
