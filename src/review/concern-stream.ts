/** The concerns of an answer that is still being written, for people who wait. What is shown here is not the result: that comes from
 *  parsing the whole answer. Each character is looked at once. */
import type { Concern } from "../concern.ts";
import { repairJson } from "./mend-json.ts";
import { isConcernLike, parseConcern } from "./parse-concern.ts";
import { RepairLog } from "./repairs.ts";

export class ConcernStream {
  #at = 0;
  #objectStart = -1;
  #inString = false;

  /** @param answer all that has come so far; only what is new is read
   *  @returns the concerns that became whole since the last call */
  read(answer: string): readonly Concern[] {
    const found: Concern[] = [];
    for (; this.#at < answer.length; this.#at++) {
      const character = answer.charAt(this.#at);
      if (this.#inString) {
        if (character === "\\") this.#at++; // what it escapes is no quote, and may not have come yet
        this.#inString = character !== '"';
      } else if (character === "{") this.#objectStart = this.#at;
      else if (this.#objectStart === -1) continue;
      else if (character === "}") found.push(...this.#close(answer));
      else this.#inString = character === '"';
    }
    return found;
  }

  #close(answer: string): readonly Concern[] {
    const written = answer.slice(this.#objectStart, this.#at + 1);
    this.#objectStart = -1;
    try {
      const value: unknown = JSON.parse(repairJson(written).json);
      return isConcernLike(value) ? [parseConcern(value, new RepairLog())].filter((concern) => concern !== undefined) : [];
    } catch {
      return []; // an object of prose; the whole answer's parser decides what it was
    }
  }
}
