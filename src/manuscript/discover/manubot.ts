/** Manubot: a folder with metadata.yaml and numbered Markdown files, which are read in the order of their names. A file without a number, such as
 *  a response to reviewers, is no part of the paper. */

import { byCodeUnit, folderOf, isBelow } from "../files/paths.ts";
import type { LeftOut } from "../manuscript.ts";
import { textAt, yamlOf } from "../yaml-file.ts";
import type { Found, Scope } from "./candidate.ts";

const METADATA = /(?:^|\/)metadata\.ya?ml$/;
const NUMBERED = /^[0-9][^/]*\.md$/;

export async function findManubot(scope: Scope): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const metadata of scope.paths.filter((path) => METADATA.test(path))) {
    const folder = folderOf(metadata);
    const names = scope.paths
      .filter((path) => isBelow(path, folder))
      .map((path) => (folder === "" ? path : path.slice(folder.length + 1)))
      .filter((name) => !name.includes("/") && name.endsWith(".md"));
    const numbered = names.filter((name) => NUMBERED.test(name)).sort(byCodeUnit);
    if (numbered.length < 2) continue;
    const title = textAt(await yamlOf(scope.sources, metadata), "title") ?? "";
    const at = (name: string) => (folder === "" ? name : `${folder}/${name}`);
    const parts = numbered.filter((name) => whyNoPart(name) === undefined);
    const leftOut = numbered.flatMap((name): LeftOut[] => {
      const why = whyNoPart(name);
      return why === undefined ? [] : [{ file: at(name), why }];
    });
    // Also where only the template's own pages are left: then that is what the user must be told.
    const pages = parts.length === 0 ? numbered : parts;
    const root = at(pages[0] ?? "");
    const paper = { root, parts: pages.map(at), metadata, title, project: metadata };
    found.push({ format: "manubot", ...paper, confidence: 60, leftOut, warnings: [] });
  }
  return found;
}

function whyNoPart(name: string): string | undefined {
  if (/^00/.test(name)) return "front matter, made from the metadata";
  return /delete[-_]me/i.test(name) ? "a page of the template" : undefined;
}
