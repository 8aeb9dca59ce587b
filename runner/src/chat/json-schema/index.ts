/** A JSON schema → a grammar whose every text satisfies it. Where the grammar is narrower than the schema it is so on purpose: one way to write white
 *  space, properties in the schema's order, none that the schema does not name unless it says `additionalProperties`.
 *  Invariant: an answer of the grammar satisfies the schema, or the schema is refused. What no grammar holds (`uniqueItems` of long texts) is left
 *  to the check of the whole answer. */

import { ANY } from "./code-points.ts";
import { keyText, stringRules, TooManyStatesError } from "./dfa.ts";
import { isObject, type Json, type Schema, SchemaDocument, SchemaError } from "./document.ts";
import { type Condition, matches, oneOf } from "./nfa.ts";
import { numbersOf } from "./numbers.ts";
import {
  type Alternative,
  jsonCharacter,
  literal,
  MOST_REPETITIONS,
  oneOfTexts,
  type Part,
  Rules,
  TooManyRulesError,
} from "./rules.ts";
import { evaluatedItems, evaluates, itemSchemas, propertySchemas, type Shape } from "./shape.ts";
import { Shapes } from "./shapes.ts";

export { type Json, type Schema, SchemaError } from "./document.ts";

/** Parts of all rules: llama.cpp needs some 100 bytes for each. */
const MOST_PARTS = 100_000;
/** Sets of patterns that one property's name may meet at once. */
const MOST_PATTERNS = 4;
/** Values of which a list without repetition is written in their order. */
const MOST_UNIQUE = 200;
/** Items that are told apart by their place. */
const MOST_PREFIX = 200;
/** Properties of one object. */
const MOST_PROPERTIES = 1000;
/** Properties that are counted one by one. */
const MOST_COUNTED = 200;

/** @throws SchemaError where no grammar holds the schema, or nothing satisfies it */
export function grammarOfSchema(schema: Schema): string {
  return new SchemaGrammar(new SchemaDocument(schema)).text(schema);
}

class SchemaGrammar {
  readonly #document: SchemaDocument;
  readonly #shapes: Shapes;
  readonly #rules = new Rules(MOST_PARTS);
  /** Rules by the schemas that their values satisfy. */
  readonly #known = new Map<string, string>();
  readonly #open: { readonly name: string; readonly schemas: readonly Schema[] }[] = [];
  #character: Part | undefined;

  constructor(document: SchemaDocument) {
    this.#document = document;
    this.#shapes = new Shapes(document);
  }

  text(schema: Schema): string {
    const root = this.#value([schema]);
    for (let next = this.#open.pop(); next !== undefined; next = this.#open.pop()) {
      const path = this.#document.pathOf(next.schemas[0] ?? true);
      try {
        this.#rules.set(next.name, this.#bodyOf(next.schemas, path));
      } catch (error) {
        if (error instanceof TooManyStatesError)
          throw new SchemaError(path, "its texts need too many states; write a shorter pattern, or smaller lengths");
        if (error instanceof TooManyRulesError) throw new SchemaError("", "its grammar would be too large; ask for less");
        throw error;
      }
    }
    const text = this.#rules.gbnf(root.rule);
    if (text === undefined) throw new SchemaError("", "nothing satisfies it that could be written here");
    return text;
  }

  #value(schemas: readonly Schema[]): { readonly rule: string } {
    const key = this.#shapes.keyOf(schemas);
    const known = this.#known.get(key);
    if (known !== undefined) return { rule: known };
    const name = this.#rules.newName();
    this.#known.set(key, name);
    this.#open.push({ name, schemas });
    return { rule: name };
  }

  #bodyOf(schemas: readonly Schema[], path: string): Alternative[] {
    return this.#shapes.of(schemas).flatMap((shape) => this.#alternatives(shape, path));
  }

  #alternatives(shape: Shape, path: string): Alternative[] {
    if (shape.values !== undefined) {
      const values = this.#shapes.fitting(shape);
      return values.length === 0 ? [] : [[{ text: `(${oneOfTexts(values.map(jsonText))})` }]];
    }
    return [
      ...[null, true, false].filter((value) => this.#shapes.fits(shape, value)).map((value) => [{ text: `"${value}"` }]),
      ...this.#numbers(shape, path),
      ...(shape.types.has("string") ? this.#string(shape, '"\\""') : []),
      ...(shape.types.has("array") ? this.#array(shape, path) : []),
      ...(shape.types.has("object") ? this.#object(shape, path) : []),
    ];
  }

  #numbers(shape: Shape, path: string): Alternative[] {
    const [whole, broken] = [shape.types.has("integer"), shape.types.has("fraction")];
    if (!whole && !broken) return [];
    const excluded = shape.excluded.filter((value) => typeof value === "number");
    // Around what is excluded: between each two neighbours.
    const borders = [...new Set(excluded)].sort((a, b) => a - b).map((value) => ({ value, exclusive: true }));
    const found: Alternative[] = [];
    for (let index = 0; index <= borders.length; index++) {
      const lower = [shape.lower, borders[index - 1]].reduce((a, b) =>
        a === undefined || (b !== undefined && b.value >= a.value) ? b : a,
      );
      const upper = [shape.upper, borders[index]].reduce((a, b) =>
        a === undefined || (b !== undefined && b.value <= a.value) ? b : a,
      );
      const alternatives = numbersOf({ lower, upper, multiples: shape.multiples, whole, broken }, this.#rules);
      if (alternatives === undefined)
        throw new SchemaError(path, "these numbers cannot be held; ask for a smaller range, or leave multipleOf out");
      found.push(...alternatives);
    }
    return found;
  }

  /** @param closing what follows the text's last character */
  #string({ conditions, minLength, maxLength }: Shape, closing: string): Alternative[] {
    if (minLength > maxLength) return [];
    if (minLength > MOST_REPETITIONS) throw new SchemaError("", `minLength: at most ${MOST_REPETITIONS}`);
    if (conditions.length > 0) {
      const rest = stringRules(conditions, { least: minLength, most: maxLength }, closing, this.#rules);
      return rest === undefined ? [] : [[{ text: '"\\""' }, rest]];
    }
    this.#character ??= this.#rules.add(jsonCharacter(ANY).map((text) => [{ text }]));
    const most = maxLength === Number.POSITIVE_INFINITY ? maxLength : Math.min(maxLength, MOST_REPETITIONS);
    return [[{ text: '"\\""' }, { ...this.#character, least: minLength, most }, { text: closing }]];
  }

  #array(shape: Shape, path: string): Alternative[] {
    const { arrays, contains } = shape;
    const needed = Math.max(0, ...contains.map(({ least }) => least));
    const named = Math.max(0, ...arrays.map(({ prefix }) => prefix.length));
    const counted = contains.some(({ most }) => most !== Number.POSITIVE_INFINITY);
    const said = arrays.some(({ rest }) => rest !== undefined) || counted;
    const least = Math.max(shape.minItems, needed);
    const closed = named > 0 && !said;
    const most = Math.min(shape.maxItems, closed ? Math.max(named, least) : shape.maxItems, evaluatedItems(shape));
    if (least > most || contains.some((one) => one.least > one.most)) return [];
    if (least > MOST_REPETITIONS) throw new SchemaError(path, `minItems: at most ${MOST_REPETITIONS}`);
    // What must be contained comes first, and where it is counted what follows is none of it.
    const item = (index: number): Schema[] => [
      ...itemSchemas(shape, index),
      ...contains.flatMap(({ schema, least: first, most: last }) =>
        index < first ? [schema] : last === Number.POSITIVE_INFINITY ? [] : [this.#shapes.not(schema)],
      ),
    ];
    const apart = Math.min(Math.max(named, needed), most);
    if (shape.unique && apart === 0) {
      const distinct = this.#distinct(item(0), least, most);
      if (distinct !== undefined) return distinct;
    }
    if (apart > MOST_PREFIX) throw new SchemaError(path, `prefixItems and contains: at most ${MOST_PREFIX} items apart`);
    const ends: Alternative = [{ text: '"]"' }];
    const rest = (from: number): Alternative[] => {
      const one = this.#value(item(from));
      const [fewest, largest] = [Math.max(0, least - from), Math.min(most - from, MOST_REPETITIONS)];
      const bounded = most === Number.POSITIVE_INFINITY ? most : largest;
      if (from > 0) return [[{ ...this.#rules.add([[{ text: '", "' }, one]]), least: fewest, most: bounded }, ...ends]];
      const more = { ...this.#rules.add([[{ text: '", "' }, one]]), least: Math.max(0, fewest - 1), most: bounded - 1 };
      return [...(least === 0 ? [ends] : []), ...(most > 0 ? [[one, more, ...ends]] : [])];
    };
    const after = (index: number): Alternative[] => {
      if (index === apart) return index === most ? [ends] : rest(index);
      const next = this.#rules.add(after(index + 1));
      const written: Alternative = [...(index > 0 ? [{ text: '", "' }] : []), this.#value(item(index)), next];
      return index >= least ? [ends, written] : [written];
    };
    return [[{ text: '"["' }, this.#rules.add(after(0))]];
  }

  /** Lists without repetition of few values: each at most once, in their order. @returns undefined where the values are not few */
  #distinct(item: readonly Schema[], least: number, most: number): Alternative[] | undefined {
    const values: Json[] = [];
    for (const one of this.#shapes.of(item)) {
      if (one.values === undefined && [...one.types].some((type) => type !== "null" && type !== "boolean")) return undefined;
      values.push(...(one.values ?? [null, true, false]).filter((value) => this.#shapes.fits(one, value)));
    }
    const texts = [...new Set(values.map(jsonText))];
    if (texts.length > MOST_UNIQUE) return undefined;
    const bounded = most === Number.POSITIVE_INFINITY ? texts.length : most;
    const from = this.#counted((index, count) => {
      const body: Alternative[] = count >= least ? [[{ text: '"]"' }]] : [];
      if (count < bounded) {
        for (let at = index; at < texts.length; at++)
          body.push([
            { text: literal(`${count > 0 ? ", " : ""}${texts[at]}`) },
            from(at + 1, Math.min(count + 1, Math.max(1, least, most === Number.POSITIVE_INFINITY ? 0 : most))),
          ]);
      }
      return body;
    });
    return [[{ text: '"["' }, from(0, 0)]];
  }

  /** A rule for each place and count, written once, where it is first asked for; its body may ask for others, and for itself. */
  #counted(bodyOf: (index: number, count: number) => Alternative[]): (index: number, count: number) => Part {
    const known = new Map<string, Part>();
    return (index, count) => {
      const key = `${index}/${count}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const rule = this.#rules.newName();
      known.set(key, { rule });
      this.#rules.set(rule, bodyOf(index, count));
      return { rule };
    };
  }

  #object(shape: Shape, path: string): Alternative[] {
    const names = [...new Set([...shape.objects.flatMap(({ properties }) => [...properties.keys()]), ...shape.required])];
    if (names.length > MOST_PROPERTIES) throw new SchemaError(path, `an object of more than ${MOST_PROPERTIES} properties`);
    const allowed = names.filter((name) => {
      const schemas = propertySchemas(shape, name);
      const evaluated = evaluates(shape, ({ properties, patterns, additional }) => {
        const named = properties.has(name) || additional !== undefined;
        return named || patterns.some(({ condition }) => condition.every((one) => matches(one, name)));
      });
      return evaluated && !schemas.includes(false) && this.#shapes.satisfies(shape.names, name);
    });
    if ([...shape.required].some((name) => !allowed.includes(name))) return [];
    const keys = this.#openKeys(shape, names, path);
    const least = shape.minProperties > shape.required.size ? shape.minProperties : 0;
    const most = keys.length === 0 && allowed.length <= shape.maxProperties ? Number.POSITIVE_INFINITY : shape.maxProperties;
    const counted = Math.max(1, least, most === Number.POSITIVE_INFINITY ? 0 : Math.min(most, MOST_COUNTED));
    if (least > MOST_COUNTED) throw new SchemaError(path, `minProperties: at most ${MOST_COUNTED}`);
    const from = this.#counted((index, count) => {
      const comma: Part[] = count > 0 ? [{ text: '", "' }] : [];
      const next = Math.min(count + 1, counted);
      const more = count < Math.min(most, most === Number.POSITIVE_INFINITY ? most : counted);
      const name = allowed[index];
      if (name === undefined) {
        const end: Alternative[] = count >= least ? [[{ text: '"}"' }]] : [];
        const others = more ? keys.map(({ start, value }) => [...comma, ...start, value, from(index, next)]) : [];
        return [...end, ...others];
      }
      const spelled = (): Alternative => {
        const value = this.#value(propertySchemas(shape, name));
        return [...comma, { text: keyText(name) }, value, from(index + 1, next)];
      };
      return [...(more ? [spelled()] : []), ...(shape.required.has(name) ? [] : [[from(index + 1, count)]])];
    });
    return [[{ text: '"{"' }, from(0, 0)]];
  }

  /** How names begin that the schema does not spell, with the values behind them. */
  #openKeys(shape: Shape, names: readonly string[], path: string): { start: Alternative; value: Part }[] {
    const { objects } = shape;
    const patterns = objects.flatMap(({ patterns: own }) => own);
    const said = objects.some(({ additional }) => additional !== undefined);
    const silent = objects.every(({ properties }) => [...properties.values()].every((schema) => schema === false));
    if (patterns.length === 0 && !said && !silent) return [];
    if (patterns.length > MOST_PATTERNS)
      throw new SchemaError(path, `patternProperties: at most ${MOST_PATTERNS} can be told apart`);
    const found: { start: Alternative; value: Part }[] = [];
    for (let bits = 0; bits < 2 ** patterns.length; bits++) {
      const hits = new Set(patterns.filter((_, index) => (bits & (1 << index)) !== 0));
      const hit = (pattern: (typeof patterns)[number]) => hits.has(pattern);
      if (bits === 0 && !said && !silent) continue;
      if (!evaluates(shape, (part) => part.additional !== undefined || part.patterns.some(hit))) continue;
      const schemas = objects.flatMap(({ patterns: own, additional }) => {
        const inner = own.filter(hit).map(({ schema }) => schema);
        return inner.length > 0 || additional === undefined ? inner : [additional];
      });
      if (schemas.includes(false)) continue;
      const conditions = patterns.flatMap((pattern): Condition[] => {
        if (hit(pattern)) return [...pattern.condition];
        const [one, ...more] = pattern.condition;
        if (one === undefined || more.length > 0) throw new SchemaError(path, "patternProperties: a pattern looks ahead");
        return [{ automaton: one.automaton, negated: !one.negated }];
      });
      if (names.length > 0) conditions.push({ automaton: oneOf(names).automaton, negated: true });
      for (const start of this.#keys(shape, conditions)) found.push({ start, value: this.#value(schemas) });
    }
    return found;
  }

  #keys({ names }: Shape, conditions: readonly Condition[]): Alternative[] {
    return this.#shapes.of(names).flatMap((shape) => {
      if (!shape.types.has("string")) return [];
      if (shape.values === undefined)
        return this.#string({ ...shape, conditions: [...shape.conditions, ...conditions] }, '"\\": "');
      const texts = shape.values.filter(
        (value): value is string =>
          typeof value === "string" && this.#shapes.fits(shape, value) && conditions.every((one) => matches(one, value)),
      );
      return texts.map((text) => [{ text: keyText(text) }]);
    });
  }
}

/** As Python's `json.dumps` writes it without escaping what is not ASCII. */
function jsonText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}: ${jsonText(inner)}`)
    .join(", ")}}`;
}
