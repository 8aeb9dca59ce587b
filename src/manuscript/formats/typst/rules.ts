/** The author's `set` and `show` rules: how they change what can be seen of what follows. A rule's function is tried on its
 *  subject, to see whether and how it shows it. Invariant: what a rule prints besides its subject is decoration and is not read;
 *  a subject that a rule may show counts as shown. */
import { languageTag } from "../../document.ts";
import { argumentsOf, closureBody, evaluate, textOf } from "./evaluate.ts";
import type { PaperReader, PaperState } from "./state.ts";
import { hidden, hidingTechnique, type ShowRule, type Style, sorted, textStyle, without, withPage } from "./style.ts";
import type { SyntaxNode } from "./syntax.ts";
import { readTemplate } from "./template.ts";
import type { Scope, Value } from "./values.ts";

export function readSetRule(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const parts = node.operands;
  const [element] = parts;
  const args = node.child("Args");
  if (element === undefined || args === undefined) return;
  const condition = node.children.some(({ kind }) => kind === "If") ? parts.at(-1) : undefined;
  if (condition !== undefined) {
    const value = evaluate(condition, scope, reader);
    if (value.type === "boolean" && !value.value) return;
  }
  const set = sorted(argumentsOf(args, scope, reader));
  if (textOf(element, scope) === "text") takeLanguage(set, reader.paper);
  reader.flow.style = afterSetting(textOf(element, scope), set, reader.flow.style);
}

/** `set text(lang: "pt", region: "BR")`, of the paper where nothing of it was read yet. */
function takeLanguage({ named }: ReturnType<typeof sorted>, paper: PaperState): void {
  const [lang, region] = [named.get("lang"), named.get("region")];
  if (lang?.type !== "string" || paper.body.length > 0 || paper.abstract.length > 0) return;
  paper.language ??= languageTag(region?.type === "string" ? `${lang.text}-${region.text}` : lang.text);
}

function afterSetting(element: string, args: ReturnType<typeof sorted>, style: Style): Style {
  switch (element) {
    case "text":
      return textStyle(style, args);
    case "page":
      return withPage(style, args.named.get("fill"));
    default: {
      const fill = args.named.get("fill");
      return fill === undefined || !HAS_FILL.has(element)
        ? style
        : { ...style, fills: new Map([...style.fills, [element, fill]]) };
    }
  }
}

/** Rules at one point. A paper has some twenty. */
const MOST_RULES = 200;

const HAS_FILL: ReadonlySet<string> = new Set(
  "box block rect square circle ellipse highlight table table.cell grid grid.cell".split(" "),
);

/** `show: …` holds for all that follows; `show selector: …` for what is selected. */
export function readShowRule(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const colon = node.children.find(({ kind }) => kind === "Colon");
  const [first, second] = node.operands;
  if (colon === undefined || first === undefined) return;
  const transform = first.at > colon.at ? first : second;
  if (transform === undefined) return;
  if (first.at > colon.at) {
    showEverything(transform, scope, reader);
    return;
  }
  const rule = { ...selected(first, scope, reader), transform, scope, isBeforeText: reader.isBeforeText };
  if (rule.element === undefined && rule.pattern === undefined && rule.label === undefined) return;
  const { rules } = reader.flow.style;
  if (rules.length === MOST_RULES)
    reader.warn(`more than ${MOST_RULES} show rules hold here: the first were not followed`, node, scope);
  reader.flow.style = { ...reader.flow.style, rules: [...rules.slice(-MOST_RULES + 1), rule] };
}

function selected(
  node: SyntaxNode,
  scope: Scope,
  reader: PaperReader,
): Pick<ShowRule, "element" | "fields" | "pattern" | "label"> {
  const nothing = { element: undefined, fields: new Map<string, Value>(), pattern: undefined, label: undefined };
  if (node.kind === "FuncCall") {
    const [callee, args] = node.operands;
    if (callee === undefined || args === undefined) return nothing;
    const name = textOf(callee, scope);
    const given = sorted(argumentsOf(args, scope, reader));
    const [only] = given.positional;
    if (name === "regex") return { ...nothing, pattern: only?.type === "string" ? patternOf(only.text) : undefined };
    if (!name.endsWith(".where")) return nothing;
    return { ...nothing, element: name.slice(0, -".where".length), fields: given.named };
  }
  const value = evaluate(node, scope, reader);
  if (value.type === "string")
    return { ...nothing, pattern: new RegExp(value.text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"), "u") };
  if (value.type === "label") return { ...nothing, label: value.name };
  return value.type === "function" ? { ...nothing, element: value.name.replace(/\.item$/, "") } : nothing;
}

/** Characters, and what may repeat: an expression with more could take time without end. */
const LONGEST_PATTERN = 200;
const REPEATS = /[*+?}]/g;

function patternOf(written: string): RegExp | undefined {
  if (
    written.length > LONGEST_PATTERN ||
    (written.match(REPEATS)?.length ?? 0) > 1 ||
    /\(\?|\\[1-9]/.test(written.replace(/^\(\?i\)/, ""))
  )
    return undefined;
  try {
    return new RegExp(written.replace(/^\(\?i\)/, ""), written.startsWith("(?i)") ? "iu" : "u");
  } catch {
    return undefined; // of Rust's syntax, not of ours: what it selects counts as seen
  }
}

/** `show: template.with(title: […])`, `show: doc => conf(…, doc)`, `show: hide`. */
function showEverything(transform: SyntaxNode, scope: Scope, reader: PaperReader): void {
  readTemplate(transform, scope, reader);
  const style = outcome(transform, scope, new Map(), reader, reader.flow.style);
  const { rules } = reader.flow.style;
  reader.flow.style =
    style === undefined
      ? hidden(reader.flow.style, DROPPED)
      : { ...style, rules: [...rules, ...style.rules.slice(rules.length)] };
}

/** Rules for one element, the last first. */
const MOST_FOLLOWED = 10;

/** Shows an element after those rules that select it. */
export function styledBy(
  element: string,
  fields: ReadonlyMap<string, Value>,
  reader: PaperReader,
  show: () => void,
  followed = 0,
): void {
  const { flow } = reader;
  const rule = flow.style.rules.findLast(
    (one) => one.element === element && (one.isBeforeText || element !== "footnote.entry") && isSelected(one, fields),
  );
  if (rule === undefined || followed === MOST_FOLLOWED) {
    show();
    return;
  }
  transformed(rule, fields, reader, without(flow.style, rule), () => styledBy(element, fields, reader, show, followed + 1));
}

function isSelected({ fields: wanted }: ShowRule, fields: ReadonlyMap<string, Value>): boolean {
  for (const [name, value] of wanted) {
    const own = fields.get(name);
    if (own === undefined || own.type !== value.type) return false;
    if (own.type === "number" && value.type === "number" && own.value !== value.value) return false;
    if (own.type === "boolean" && value.type === "boolean" && own.value !== value.value) return false;
    if (own.type === "function" && value.type === "function" && own.name !== value.name) return false;
    if (own.type === "string" && value.type === "string" && own.text !== value.text) return false;
  }
  return true;
}

const DROPPED = "text that a show rule drops";

/** Shows the subject of a rule as the rule does. @param others the style, without that rule */
export function transformed(
  { transform, scope }: ShowRule,
  fields: ReadonlyMap<string, Value> | readonly [],
  reader: PaperReader,
  others: Style,
  show: () => void,
): void {
  const { flow } = reader;
  if (transform === undefined) {
    flow.withStyle(others, show);
    return;
  }
  if (transform.kind === "SetRule") {
    flow.withStyle(others, () => {
      readSetRule(transform, scope, reader);
      show();
    });
    return;
  }
  const value = evaluate(transform, scope, reader);
  const isReplaced = value.type === "string" || (value.type === "content" && value.node.kind === "ContentBlock");
  const style = outcome(transform, scope, new Map(fields), reader, others);
  const isEmpty =
    value.type === "string" ? value.text.trim() === "" : isReplaced && !/[\p{L}\p{N}]/u.test(textOf(transform, scope));
  if (!isReplaced || isEmpty) {
    flow.withStyle(style ?? hidden(others, DROPPED), show);
    return;
  }
  const { anchor, source } = flow.frame;
  flow.withStyle(others, () => {
    if (value.type === "string") flow.addText(value.text, anchor?.at ?? reader.lastShown.at, anchor?.end ?? reader.lastShown.end);
    else
      flow.withFrame({ source, anchor: anchor ?? reader.lastShown }, () =>
        reader.showValue({ ...value, isArgument: false }, reader.lastShown),
      );
  });
}

/** The style under which a transform shows its subject; undefined where it does not. */
function outcome(
  transform: SyntaxNode,
  scope: Scope,
  fields: ReadonlyMap<string, Value>,
  reader: PaperReader,
  style: Style,
): Style | undefined {
  const value = evaluate(transform, scope, reader);
  switch (value.type) {
    case "none":
    case "string":
      return undefined;
    case "content":
      return value.node.kind === "ContentBlock" || value.node.kind === "CodeBlock" ? undefined : style;
    case "closure":
    case "function":
      return tried(value, fields, scope, reader, style);
    default:
      return style;
  }
}

function tried(
  value: Extract<Value, { type: "closure" | "function" }>,
  fields: ReadonlyMap<string, Value>,
  scope: Scope,
  reader: PaperReader,
  style: Style,
): Style | undefined {
  if (value.type === "function" && !value.ofTypst) return style;
  const { flow } = reader;
  const found: Style[] = [];
  const subject: Value = {
    type: "subject",
    fields,
    show: () => {
      found.push(flow.style);
    },
  };
  const wasTrial = reader.isTrial;
  const { guesses } = reader;
  reader.isTrial = true;
  flow.capture("paragraph", () => {
    flow.style = style;
    reader.call(value, [{ name: undefined, value: subject }], reader.lastShown, scope);
  });
  reader.isTrial = wasTrial;
  const seen = found.find((one) => hidingTechnique(one) === undefined) ?? found[0];
  if (seen !== undefined) return { ...seen, rules: seen.rules.length >= style.rules.length ? seen.rules : style.rules };
  if (value.type === "function") return style;
  return reader.guesses > guesses && mentionsSubject(value) ? style : undefined;
}

/** Whether a function's body holds the name of its parameter, in a place that was not reached. */
function mentionsSubject({ node, scope }: Extract<Value, { type: "closure" }>): boolean {
  const body = closureBody(node);
  const parameter = node
    .child("Params")
    ?.operands.filter(({ kind }) => kind === "Ident")
    .at(-1);
  if (body === undefined) return false;
  if (parameter === undefined) return true;
  const name = textOf(parameter, scope);
  const waiting = [body];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one.kind === "Ident" && textOf(one, scope) === name) return true;
    waiting.push(...one.children);
  }
  return false;
}
