/** Words of the paper and its concerns as text nodes: the one place where a text becomes elements. Nothing here takes markup. */
import { createContext, type JSX } from "preact";
import type { Block, Span } from "../paper.ts";
import { Formula } from "./formula.tsx";

/** What the parser left of citations, references, computed values and formulas. As in pandoc a formula has a letter or sign
 *  before its last dollar and no digit behind it, for "$5 or $10" are prices; only Typst's on lines of their own have a blank at
 *  both ends. */
const TOKEN = /(\[(?:cite|ref|value)\]|\$\$?(?:\s[^$]*|[^$]*[^$\s])\$\$?(?!\d))/;

/** What the manuscript is written in, where it is another language than the page's own words: English. */
export const Language = createContext<string | undefined>(undefined);

/** Running text, with what stands for something else set off. */
export function Prose({ text }: { readonly text: string }): JSX.Element {
  const parts = text.split(TOKEN);
  return (
    <>
      {parts.map((part, k) => {
        if (k % 2 === 0) return part;
        if (part.startsWith("$")) return <Formula source={part.replace(/^\$+|\$+$/g, "")} />;
        return <span class="token">{part}</span>;
      })}
    </>
  );
}

/** A sentence that concerns are about, lit, with their names behind it. */
function SpanWords({ span }: { readonly span: Span }): JSX.Element {
  const { text, key, concerns, references, unread } = span;
  const words = unread ? (
    <span class="unread" title="The model did not get these words">
      <Prose text={text} />
    </span>
  ) : (
    <Prose text={text} />
  );
  if (concerns.length === 0) return words;
  return (
    <>
      <mark id={key === undefined ? undefined : `s-${key}`} data-concerns={concerns.join(" ")}>
        {words}
      </mark>
      {references.map((id) => (
        <Reference id={id} />
      ))}
    </>
  );
}

/** A table as a table: a concern about it is about all of it. */
export function TableWords({ block, cells }: { readonly block: Block; readonly cells: Block["cells"] & object }): JSX.Element {
  const lit = block.spans.find(({ concerns }) => concerns.length > 0);
  const [head = [], ...rows] = cells;
  const cell = (text: string, isFirst: boolean) => {
    if (lit === undefined || text === "") return <Prose text={text} />;
    return (
      <mark id={isFirst && lit.key !== undefined ? `s-${lit.key}` : undefined} data-concerns={lit.concerns.join(" ")}>
        <Prose text={text} />
      </mark>
    );
  };
  const first = head.findIndex((text) => text !== "");
  return (
    <>
      <table>
        <thead>
          <tr>{head.map((text, k) => (text === "" ? <td /> : <th scope="col">{cell(text, k === first)}</th>))}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((text) => (
                <td>{cell(text, false)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {block.spans.flatMap(({ references }) => references.map((id) => <Reference id={id} />))}
    </>
  );
}

function Reference({ id }: { readonly id: string }): JSX.Element {
  return (
    <a class="reference" href={`#${id}`} data-reference={id} aria-label={`Concern ${id}`}>
      {id}
    </a>
  );
}

export function BlockWords({ block }: { readonly block: Block }): JSX.Element {
  return (
    <>
      {block.spans.map((span) => (
        <SpanWords span={span} />
      ))}
    </>
  );
}
