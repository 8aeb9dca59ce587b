/** Which fields a document asks for, for the log and the faults. */
import { type DocumentNode, parse, visit } from "graphql";

/** Texts that were parsed already: those of one program are few, and asked again and again. */
const parsed = new Map<string, DocumentNode>();

/** @returns undefined where it is no GraphQL */
export function documentOf(query: string): DocumentNode | undefined {
  try {
    const document = parsed.get(query) ?? parse(query);
    parsed.set(query, document);
    return document;
  } catch {
    return undefined;
  }
}

const named = new WeakMap<DocumentNode, readonly string[]>();

/** @returns the names of all fields, in the order of the text, each once; empty where it is no GraphQL */
export function fieldsOf(query: string): readonly string[] {
  const document = documentOf(query);
  if (document === undefined) return [];
  const known = named.get(document);
  if (known !== undefined) return known;
  const names = new Set<string>();
  visit(document, { Field: (field) => void names.add(field.name.value) });
  named.set(document, [...names]);
  return [...names];
}
