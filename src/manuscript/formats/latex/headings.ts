/** The paper's title, its abstract where a macro holds it, and the names of its parts. */
import type { Argument } from "./arguments.ts";
import { SECTION } from "./macros.ts";
import { type FileReading, put } from "./state.ts";

export function readHeading(level: number, name: Argument, file: FileReading): void {
  const { flow, paper } = file;
  file.frames.endAtHeading();
  flow.flush();
  if (paper.place === "abstract") {
    file.walkGroup(name ?? []);
    flow.blank();
    return;
  }
  for (const passage of flow.capture("heading", () => file.walkGroup(name ?? [])))
    if (passage.kind === "heading") paper.body.push({ kind: "heading", level, passage });
    else put(passage, paper);
}

/** A second title heads a part, such as a supplement in the same file. */
export function readTitle(name: Argument, file: FileReading): void {
  const { flow, paper } = file;
  flow.flush();
  if (paper.title !== undefined) {
    readHeading(SECTION, name, file);
    return;
  }
  const { place } = paper;
  if (place === "preamble") paper.place = "body"; // else nothing in it would be seen
  paper.title = flow.capture("heading", () => file.walkGroup(name ?? []))[0];
  paper.place = place;
}

export function readAbstract(text: Argument, file: FileReading): void {
  const { flow, paper } = file;
  flow.flush();
  const { place } = paper;
  paper.place = "abstract";
  file.walk(text ?? []);
  flow.flush();
  paper.place = place;
}
