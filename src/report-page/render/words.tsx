/** Words of the paper and its concerns as text nodes: the one place where a text becomes elements. Nothing here takes markup. */
import type { JSX } from "preact";
import type { Block, Span } from "../paper.ts";

/** What the parser left of citations, references, computed values and formulas. */
const TOKEN = /(\[(?:cite|ref|value)\]|\$\$?[^$]+\$\$?)/;

/** Running text, with what stands for something else set off. */
export function Prose({ text }: { readonly text: string }): JSX.Element {
  const parts = text.split(TOKEN);
  return (
    <>
      {parts.map((part, k) => {
        if (k % 2 === 0) return part;
        if (part.startsWith("$")) return <span class="math">{part.replace(/^\$+|\$+$/g, "")}</span>;
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
        <a class="reference" href={`#${id}`} data-reference={id} aria-label={`Concern ${id}`}>
          {id}
        </a>
      ))}
    </>
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
