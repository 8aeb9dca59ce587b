/** The seed of a model's answer: the same paper, profile and model on the same machine say the same. */
import { createHash } from "node:crypto";
import type { ModelIdentity } from "../inference/index.ts";

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** @param attempt 0, then 1 for the one repetition: another seed, because the same would say the same
 *  @returns a whole number from 0 to 2^31 - 1, which every server takes (llama.cpp reads 2^32 - 1 as "random") */
export function seedOf(user: string, profile: string, { id, sha256: weights }: ModelIdentity, attempt: number): number {
  const digest = sha256(JSON.stringify([user, profile, weights ?? id, attempt]));
  return Number.parseInt(digest.slice(0, 8), 16) & 0x7fffffff;
}
