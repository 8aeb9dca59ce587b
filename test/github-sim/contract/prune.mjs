#!/usr/bin/env node
/** Cuts GitHub's REST description down to what the stand-in answers, so that 385 MB need not be installed to run the tests:
 *    npm install --prefix SOMEWHERE @octokit/openapi@23.0.2
 *    node test/github-sim/contract/prune.mjs SOMEWHERE/node_modules/@octokit/openapi
 *  Invariant: nothing is added and no rule is weakened: only whole operations and prose (descriptions, examples, links) are left out. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { OPERATIONS, WEBHOOKS } from "./operations.mjs";

const SOURCE = { package: "@octokit/openapi", version: "23.0.2", file: "generated/api.github.com.json", licence: "MIT" };

const PROSE = new Set(["description", "summary", "example", "examples", "externalDocs", "tags", "deprecated", "title", "xml"]);
const METHODS = ["get", "post", "put", "patch", "delete"];

/** @param names whether the keys of this object are names of our matter (properties, components), where "description" is no prose */
function withoutProse(value, names = false) {
  if (Array.isArray(value)) return value.map((entry) => withoutProse(entry));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => names || !(PROSE.has(key) || key.startsWith("x-")))
      .map(([key, inner]) => [key, key === "enum" ? inner : withoutProse(inner, !names && NAMES.has(key))]),
  );
}
const NAMES = new Set(["properties", "patternProperties", "schemas", "parameters", "responses", "headers"]);

function references(value, found = new Set()) {
  if (Array.isArray(value)) for (const entry of value) references(entry, found);
  else if (value !== null && typeof value === "object") {
    if (typeof value.$ref === "string") found.add(value.$ref);
    for (const inner of Object.values(value)) references(inner, found);
  }
  return found;
}

function closure(description, roots) {
  const components = {};
  const waiting = [...references(roots)];
  while (waiting.length > 0) {
    const [, , kind, name] = waiting.pop().split("/");
    if (components[kind]?.[name] !== undefined) continue;
    const component = withoutProse(description.components[kind][name]);
    components[kind] = { ...components[kind], [name]: component };
    waiting.push(...references(component));
  }
  return components;
}

/** @returns the description with nothing but `OPERATIONS`, `WEBHOOKS` and what these refer to */
function prune(description) {
  const paths = {};
  for (const [path, item] of Object.entries(description.paths)) {
    for (const method of METHODS) {
      if (!OPERATIONS.includes(item[method]?.operationId)) continue;
      const { operationId, parameters, requestBody, responses } = withoutProse(item[method]);
      paths[path] = { ...paths[path], [method]: { operationId, parameters, requestBody, responses } };
    }
  }
  const webhooks = {};
  for (const name of WEBHOOKS) {
    webhooks[name] = withoutProse(description["x-webhooks"][name].post.requestBody.content["application/json"].schema);
  }
  return sorted({
    source: SOURCE,
    openapi: description.openapi,
    paths,
    webhooks,
    components: closure(description, [paths, webhooks]),
  });
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

const [, , folder, target = join(import.meta.dirname, "api.github.com.json")] = argv;
if (folder === undefined) throw new Error("usage: prune.mjs FOLDER_OF_@octokit/openapi [TARGET]");
const whole = JSON.parse(readFileSync(join(folder, SOURCE.file), "utf8"));
writeFileSync(target, `${JSON.stringify(prune(whole))}\n`);
