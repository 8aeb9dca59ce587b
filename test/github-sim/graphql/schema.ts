/** GitHub's own GraphQL schema, as its package ships it. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildSchema, type GraphQLSchema } from "graphql";

const FILE = "@octokit/graphql-schema/schema.graphql";
let built: GraphQLSchema | undefined;

/** Built on first use: it takes a quarter of a second. The flags are needed, for GitHub's schema does not keep all of GraphQL's own rules. */
export function schema(): GraphQLSchema {
  built ??= buildSchema(readFileSync(schemaFile(), "utf8"), { assumeValid: true, assumeValidSDL: true });
  return built;
}

/** The package lets nobody import the file, and its face parses far more than is needed here. */
function schemaFile(): string {
  const folders = createRequire(import.meta.url).resolve.paths(FILE) ?? [];
  const found = folders.map((folder) => join(folder, FILE)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`${FILE} is not installed: npm install`);
  return found;
}
