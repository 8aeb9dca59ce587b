/** Abbreviations and glossary entries (packages glossaries, acronym, acro): the key stands in the file, a reader sees the long
 *  form with the short one at first use, then the short one. */
import { type Argument, literalText } from "./arguments.ts";
import type { LatexNode, TextNode } from "./ast.ts";

interface Entry {
  readonly short: readonly LatexNode[];
  /** Undefined for a glossary entry, which is printed by its name. */
  readonly long: readonly LatexNode[] | undefined;
  readonly shortPlural: readonly LatexNode[] | undefined;
  readonly longPlural: readonly LatexNode[] | undefined;
}

export interface AcronymForm {
  readonly form: "use" | "short" | "long" | "full";
  readonly isPlural: boolean;
  readonly isCapital: boolean;
}

/** In lower case, without the sign of the plural. */
const FORMS: Readonly<Record<string, AcronymForm["form"]>> = {
  ...{ gls: "use", glstext: "short", glsname: "short", glsentrytext: "short", glsentryname: "short", cgls: "use", pgls: "use" },
  ...{
    acrshort: "short",
    glsentryshort: "short",
    glsxtrshort: "short",
    acrlong: "long",
    glsentrylong: "long",
    glsxtrlong: "long",
  },
  ...{ acrfull: "full", glsentryfull: "full", glsxtrfull: "full", glsfirst: "full", glsentryfirst: "full" },
  ...{ ac: "use", acs: "short", acl: "long", acf: "full", acsu: "short", aclu: "long", iac: "use" },
  ...{ acfull: "full", acshort: "short", aclong: "long" },
};
const PLURALS: Readonly<Record<string, string>> = {
  glsplural: "glstext",
  glsfirstplural: "glsfirst",
  glsentryplural: "glsentrytext",
};

/** @returns undefined for a macro that prints no abbreviation */
export function acronymForm(macro: string): AcronymForm | undefined {
  const lower = macro.toLowerCase();
  const isCapital = lower !== macro;
  if (Object.hasOwn(FORMS, lower)) return { form: FORMS[lower] ?? "use", isPlural: false, isCapital };
  const singular = PLURALS[lower] ?? (/^gl|^acr/.test(lower) ? /^(.*)pl$/ : /^(.*)p$/).exec(lower)?.[1];
  if (singular === undefined || !Object.hasOwn(FORMS, singular)) return undefined;
  return { form: FORMS[singular] ?? "use", isPlural: true, isCapital };
}

export class Acronyms {
  readonly #known = new Map<string, Entry>();
  readonly #used = new Set<string>();

  /** \newacronym, \acrodef: plurals get an s unless they are declared. */
  define(key: Argument, short: Argument, long: Argument, options?: Argument): void {
    const given = keyValues(options ?? []);
    this.#known.set(nameOf(key), {
      short: short ?? key ?? [],
      long,
      shortPlural: given.get("shortplural"),
      longPlural: given.get("longplural"),
    });
  }

  /** \newglossaryentry, \DeclareAcronym */
  defineByKeys(key: Argument, options: Argument): void {
    const given = keyValues(options ?? []);
    const short = given.get("short") ?? given.get("text") ?? given.get("name") ?? key ?? [];
    const long = given.get("long") ?? given.get("first");
    const shortPlural = given.get("short-plural-form") ?? given.get("plural");
    this.#known.set(nameOf(key), { short, long, shortPlural, longPlural: given.get("long-plural-form") });
  }

  /** \acrodefplural, \acroplural */
  definePlural(key: Argument, short: Argument, long: Argument): void {
    const entry = this.#known.get(nameOf(key));
    if (entry !== undefined)
      this.#known.set(nameOf(key), { ...entry, shortPlural: short ?? entry.shortPlural, longPlural: long ?? entry.longPlural });
  }

  /** \glsresetall */
  reset(): void {
    this.#used.clear();
  }

  /** What a reader sees of a use; undefined for a key that is not defined. */
  use(key: Argument, { form, isPlural, isCapital }: AcronymForm): LatexNode[] | undefined {
    const name = nameOf(key);
    const entry = this.#known.get(name);
    if (entry === undefined) return undefined;
    const first = form === "use" && !this.#used.has(name);
    if (form === "use" || form === "full") this.#used.add(name);
    const short = isPlural ? (entry.shortPlural ?? plural(entry.short)) : entry.short;
    const long = entry.long === undefined ? undefined : isPlural ? (entry.longPlural ?? plural(entry.long)) : entry.long;
    const isFull = form === "full" || first;
    const shown =
      long === undefined || form === "short" || (form === "use" && !first)
        ? short
        : isFull
          ? [...long, BLANK, text("("), ...short, text(")")]
          : long;
    return isCapital ? capitalised(shown) : [...shown];
  }
}

function nameOf(key: Argument): string {
  return literalText(key).trim();
}

const NOWHERE = { at: 0, end: 0 };
const BLANK: LatexNode = { kind: "blank", ...NOWHERE };

/** Its place is given by the expansion. */
function text(written: string): TextNode {
  return { kind: "text", text: written, ...NOWHERE };
}

function plural(nodes: readonly LatexNode[]): LatexNode[] {
  return [...nodes, text("s")];
}

function capitalised(nodes: readonly LatexNode[]): LatexNode[] {
  const [first, ...rest] = nodes;
  if (first?.kind !== "text") return [...nodes];
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest];
}

/** `name={ROS}, description=...` with the nodes of each value. */
function keyValues(nodes: readonly LatexNode[]): Map<string, readonly LatexNode[]> {
  const found = new Map<string, readonly LatexNode[]>();
  let item: LatexNode[] = [];
  const close = () => {
    const words = item.filter(({ kind }) => kind !== "blank" && kind !== "paragraph end");
    const [first, ...rest] = words;
    const [, key, begins = ""] = first?.kind === "text" ? (/^([\w-]+)=?(.*)$/s.exec(first.text) ?? []) : [];
    if (key !== undefined) {
      const from = item.indexOf(first ?? BLANK) + 1;
      const after = begins === "" ? item.slice(from) : [text(begins), ...item.slice(from)];
      const value = after.filter((node, at) => !(node.kind === "text" && node.text === "=" && at < 2));
      const [only] = rest.filter((node) => !(node.kind === "text" && node.text === "="));
      const isGroup = begins === "" && only?.kind === "group" && rest.at(-1) === only;
      found.set(key, isGroup ? only.children : trimmed(value));
    }
    item = [];
  };
  for (const node of nodes) {
    if (node.kind !== "text") {
      item.push(node);
      continue;
    }
    for (const part of node.text.split(/(,)/)) {
      if (part === ",") close();
      else if (part !== "") item.push({ ...node, text: part });
    }
  }
  close();
  return found;
}

function trimmed(nodes: readonly LatexNode[]): readonly LatexNode[] {
  const first = nodes.findIndex(({ kind }) => kind !== "blank");
  const last = nodes.findLastIndex(({ kind }) => kind !== "blank");
  return first === -1 ? [] : nodes.slice(first, last + 1);
}
