/** Manubot's templates (Jinja): which branches are printed, as far as the tree decides it. What it does not decide is read, all
 *  branches of it. */
import { NOTHING, type Scanner } from "./scanner.ts";

/** Reads `{% if x %}` and its kin at `at`; `close` is where its `%}` stands. @returns where scanning goes on */
export function templateTag(scanner: Scanner, at: number, close: number, mask: (end: number) => number): number {
  if (close === scanner.text.length) return at + 2;
  const end = close + 2;
  if (scanner.format !== "manubot" || end - at > LONGEST_TAG) return mask(end);
  const [, name = "", rest = ""] = /^[-+]?\s*(\w+)\s*([\s\S]*?)\s*[-+]?$/.exec(scanner.text.slice(at + 2, close)) ?? [];
  if (/^(?:if|for|macro|block)$/.test(name)) opened(scanner, name, rest, end);
  else if (name === "elif" || name === "else") otherwise(scanner, { at, end }, name === "else" ? true : verdictOf(rest, scanner));
  else if (/^end(?:if|for|macro|block)$/.test(name)) {
    ended(scanner, at);
    scanner.templates.pop();
  } else if (name === "set") {
    const [, variable, double, single] = /^(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')$/.exec(rest) ?? [];
    if (variable !== undefined) scanner.assigned.set(variable, double ?? single ?? "");
  }
  return mask(end);
}

function verdictOf(expression: string, { assigned, values }: Scanner): boolean | undefined {
  return new Expression(expression, (name) => assigned.get(name) ?? values("template", name)).verdict();
}

/** Characters, and blocks within each other. */
const LONGEST_TAG = 1_000;
const MOST_BLOCKS = 100;

function opened(scanner: Scanner, name: string, rest: string, end: number): void {
  if (scanner.templates.length >= MOST_BLOCKS) return;
  const verdict = name === "if" ? verdictOf(rest, scanner) : undefined;
  const isEmptyLoop = name === "for" && /\bin\s*(?:\[\s*\]|\(\s*\)|\{\s*\})\s*$/.test(rest);
  const isHidden = verdict === false || isEmptyLoop || name === "macro";
  scanner.templates.push({ name, hiddenFrom: isHidden ? end : undefined, isDone: verdict });
}

function otherwise(scanner: Scanner, { at, end }: { at: number; end: number }, verdict: boolean | undefined): void {
  ended(scanner, at);
  const block = scanner.templates.at(-1);
  if (block?.isDone === undefined) return;
  if (block.isDone || verdict === false) block.hiddenFrom = end;
  else block.isDone = verdict;
}

/** A branch ends here that may not be printed. */
function ended(scanner: Scanner, at: number): void {
  const block = scanner.templates.at(-1);
  const from = block?.hiddenFrom;
  if (block === undefined || from === undefined) return;
  block.hiddenFrom = undefined;
  if (from >= at) return;
  if (/\p{L}/u.test(scanner.text.slice(from, at)))
    scanner.leftOut.push({ start: from, end: at, why: `a part of {% ${block.name} %} that is not printed` });
  scanner.mask(from, at, NOTHING);
}

/** What an expression stands for; undefined where it is not known, null where it is not defined. */
type Value = string | number | boolean | null | undefined;

const TOKEN = /\s*(?:"([^"]*)"|'([^']*)'|(\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|(==|!=|<=|>=|<|>|\(|\)|\S))/y;

/** Recursive descent over `not x == 1 and y is defined`. */
class Expression {
  readonly #tokens: { readonly kind: "string" | "number" | "name" | "sign"; readonly text: string }[] = [];
  readonly #values: (name: string) => string | undefined;
  #at = 0;
  #depth = 0;

  constructor(text: string, values: (name: string) => string | undefined) {
    this.#values = values;
    TOKEN.lastIndex = 0;
    for (let found = TOKEN.exec(text); found !== null && this.#tokens.length < 100; found = TOKEN.exec(text)) {
      const [, double, single, number, name, sign] = found;
      if (double !== undefined || single !== undefined) this.#tokens.push({ kind: "string", text: double ?? single ?? "" });
      else if (number !== undefined) this.#tokens.push({ kind: "number", text: number });
      else if (name !== undefined) this.#tokens.push({ kind: "name", text: name });
      else this.#tokens.push({ kind: "sign", text: sign ?? "" });
    }
  }

  verdict(): boolean | undefined {
    const value = this.#or();
    return this.#at < this.#tokens.length ? undefined : truth(value);
  }

  #takes(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === "string" || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #or(): Value {
    let value = this.#and();
    while (this.#takes("or")) {
      const [first, second] = [truth(value), truth(this.#and())];
      value = first === true || second === true ? true : first === undefined || second === undefined ? undefined : false;
    }
    return value;
  }

  #and(): Value {
    let value = this.#not();
    while (this.#takes("and")) {
      const [first, second] = [truth(value), truth(this.#not())];
      value = first === false || second === false ? false : first === undefined || second === undefined ? undefined : true;
    }
    return value;
  }

  #not(): Value {
    if (!this.#takes("not")) return this.#compared();
    const value = truth(this.#not());
    return value === undefined ? undefined : !value;
  }

  #compared(): Value {
    const first = this.#value();
    if (this.#takes("is")) {
      const isNot = this.#takes("not");
      if (!this.#takes("defined")) return undefined;
      return first === undefined ? undefined : (first !== null) !== isNot;
    }
    const sign = this.#tokens[this.#at];
    if (sign?.kind !== "sign" || !/^(?:==|!=|<=|>=|<|>)$/.test(sign.text)) return first;
    this.#at++;
    const second = this.#value();
    if (first === undefined || second === undefined) return undefined;
    if (sign.text === "==") return first === second;
    if (sign.text === "!=") return first !== second;
    if (typeof first !== "number" || typeof second !== "number") return undefined;
    return sign.text.startsWith("<")
      ? first < second || (sign.text === "<=" && first === second)
      : first > second || (sign.text === ">=" && first === second);
  }

  #value(): Value {
    const token = this.#tokens[this.#at++];
    if (token?.kind === "string") return token.text;
    if (token?.kind === "number") return Number(token.text);
    if (token?.kind === "sign" && token.text === "(" && this.#depth++ < 20) {
      const inner = this.#or();
      return this.#takes(")") ? inner : undefined;
    }
    return token?.kind === "name" ? this.#named(token.text) : undefined;
  }

  #named(name: string): Value {
    const lower = name.toLowerCase();
    if (lower === "true" || lower === "false") return lower === "true";
    if (lower === "none") return null;
    if (name === "manubot" || name === "pandoc") return true;
    // Of Manubot's own only a build knows them.
    if (/^(?:manubot|pandoc)\./.test(name)) return undefined;
    const known = this.#values(name);
    if (known === undefined) return null;
    return known === "true" || known === "false" ? known === "true" : /^-?\d+(?:\.\d+)?$/.test(known) ? Number(known) : known;
  }
}

function truth(value: Value): boolean | undefined {
  return value === undefined ? undefined : !(value === null || value === false || value === 0 || value === "");
}
