/** Title, abstract and what else a paper hands to its template as arguments: `#show: template.with(title: […], abstract: […])`.
 *  Authors and their addresses are left out. Invariant: an argument that the template of the tree does not use is on no page, and
 *  is not read. */
import { isAbstractName, kindOfSection } from "../../section-names.ts";
import { argumentsOf, closureBody, evaluate, textOf } from "./evaluate.ts";
import type { PaperReader } from "./state.ts";
import type { SyntaxNode } from "./syntax.ts";
import type { Argument, Scope, SourceRange, Value } from "./values.ts";

/** @param transform of `show: transform` */
export function readTemplate(transform: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const call = templateCall(transform, scope);
  if (call === undefined || reader.isTrial) return;
  const [callee, args] = call.operands;
  if (callee === undefined || args === undefined) return;
  const [target, method] = callee.kind === "FieldAccess" ? callee.operands : [];
  const isWith = target !== undefined && method !== undefined && textOf(method, scope) === "with";
  const template = evaluate(isWith ? target : callee, scope, reader);
  readTemplateArguments(template, argumentsOf(args, scope, reader), call, scope, reader);
}

/** The call in `template.with(…)`, `doc => template(…, doc)`, `doc => { template(…)[#doc] }`. */
function templateCall(node: SyntaxNode, scope: Scope): SyntaxNode | undefined {
  if (node.kind === "FuncCall") return node;
  if (node.kind !== "Closure") return undefined;
  let body = closureBody(node);
  while (body !== undefined && /^(?:CodeBlock|Code|ContentBlock|Markup|Parenthesized)$/.test(body.kind))
    body = body.operands.at(-1);
  return body?.kind === "FuncCall" && body.at > node.at && textOf(body, scope) !== "" ? body : undefined;
}

/** Whether a call hands over what only a title page has. */
export function isTitlePage(args: readonly Argument[]): boolean {
  const has = (name: RegExp) => args.some((one) => one.name !== undefined && name.test(one.name) && one.value.type !== "none");
  return has(ABSTRACT) || (has(TITLE) && has(/^authors?$/i));
}

const TITLE = /^(?:paper[-_]?|main[-_]?|full[-_]?)?title$/i;
const ABSTRACT = /^(?:the[-_]?)?abstracts?(?:[-_](?:text|content|body|en))?$|^summary$/i;
const OF_AUTHORS = /author|affil|e-?mail|corresp|institut|orcid|universit|department|supervisor|advisor|student|faculty|address/i;
/** What a page shows beside the text, or not at all. */
const OF_THE_PAGE =
  /keyword|index[-_]terms|date|doi|journal|volume|issue|year|header|footer|logo|bibliograph|references|refs|paper|font|lang|running|short|venue|editor|subject|acm|ccs|licen|citation|style|margin|column|numbering|color|size|cover|kind|type|version|toc|outline|index|id$|supplement$|url|link|place|course|degree|team/i;

export function readTemplateArguments(
  template: Value,
  args: readonly Argument[],
  call: SourceRange,
  scope: Scope,
  reader: PaperReader,
): void {
  for (const { name, value } of args) {
    if (name === undefined || value.type === "none" || value.type === "unknown") continue;
    const range = rangeOf(value) ?? { at: call.at, end: call.at + 1 };
    const why = whyNotRead(template, name, value);
    if (why !== undefined) reader.leaveOut(why, range, scope);
    else if (isUnused(template, name)) continue;
    else if (TITLE.test(name)) readTitle(value, range, reader);
    else if (ABSTRACT.test(name)) readAbstract(value, range, reader);
    else if (hasWords(value)) readOther(name, value, range, scope, reader);
  }
}

/** @returns undefined for what is read, or is no text */
function whyNotRead(template: Value, name: string, value: Value): string | undefined {
  if (isUnused(template, name)) return hasWords(value) ? `an argument that the template does not print (${name})` : undefined;
  if (TITLE.test(name) || ABSTRACT.test(name)) return undefined;
  if (OF_AUTHORS.test(name)) return "authors and their addresses";
  return hasWords(value) && OF_THE_PAGE.test(name) ? `what the template sets beside the text (${name})` : undefined;
}

function rangeOf(value: Value): SourceRange | undefined {
  if (value.type === "content") return value.node;
  return value.type === "string" ? value.place?.range : undefined;
}

/** Content, or a text of several words: no setting. */
function hasWords(value: Value): boolean {
  if (value.type === "content") return /\p{L}{2}/u.test(textOf(value.node, value.scope).replace(/^\[|\]$/g, ""));
  if (value.type === "string") return value.text.trim().split(/\s+/).length > 2;
  if (value.type === "dictionary") return [...value.entries.values()].some(hasWords);
  return (value.type === "array" || value.type === "joined") && value.items.some(hasWords);
}

function isUnused(template: Value, name: string): boolean {
  if (template.type !== "closure") return false;
  const { node, scope } = template;
  const parameters = node.child("Params")?.operands ?? [];
  const declared = parameters.some(
    (one) => one.kind === "Named" && one.children[0] !== undefined && textOf(one.children[0], scope) === name,
  );
  const body = closureBody(node);
  if (!declared || body === undefined) return false;
  const waiting = [body];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one.kind === "Ident" && textOf(one, scope) === name) return false;
    waiting.push(...one.children);
  }
  return true;
}

export function readTitle(value: Value, range: SourceRange, reader: PaperReader): void {
  const { paper, flow } = reader;
  if (paper.title !== undefined || reader.isTrial) return;
  paper.title = flow.capture("heading", () => reader.showValue(value, range))[0];
}

function readAbstract(value: Value, range: SourceRange, reader: PaperReader): void {
  const wasAbstract = reader.isAbstract;
  reader.isAbstract = true;
  for (const one of contentsOf(value))
    for (const passage of reader.flow.capture("paragraph", () => reader.showValue(one, range))) reader.addPassage(passage);
  reader.isAbstract = wasAbstract;
}

/** Of `(text: […])`, or one for each language: what is shown. */
function contentsOf(value: Value): readonly Value[] {
  if (value.type === "dictionary")
    return [...value.entries].filter(([name]) => !/lang|title|keyword/i.test(name)).flatMap(([, one]) => contentsOf(one));
  if (value.type === "array") return value.items.flatMap(contentsOf);
  return value.type === "content" || value.type === "string" || value.type === "joined" ? [value] : [];
}

/** A part that the template sets where it likes: after the body, under the name of its argument. */
function readOther(name: string, value: Value, range: SourceRange, scope: Scope, reader: PaperReader): void {
  const { paper, flow } = reader;
  const words = name.replace(/[-_]+/g, " ");
  const heading = words.charAt(0).toUpperCase() + words.slice(1);
  if (kindOfSection(heading) === "back matter") {
    reader.leaveOut(heading.toLowerCase(), range, scope);
    return;
  }
  const { frame, style } = flow;
  const read = () =>
    flow.withStyle(style, () =>
      flow.withFrame(frame, () => {
        const made = contentsOf(value).flatMap((one) => flow.capture("paragraph", () => reader.showValue(one, range)));
        const isNamed =
          /append|availab|statement|ethic|signific|summary|highlight|impact|limitation/i.test(name) && !isAbstractName(heading);
        if (isNamed && made.length > 0)
          for (const passage of flow.capture("heading", () => flow.addText(heading, range.at, range.at + 1)))
            paper.body.push({ kind: "heading", level: 1, passage });
        for (const passage of made) reader.addPassage(passage);
      }),
    );
  if (/^(?:sub|short)?title|tagline|subtitle/i.test(name)) read();
  else paper.after.push(read);
}
