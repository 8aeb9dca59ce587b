/** Runs with each test file (`setupFiles`), and takes away after it what it left on the disk. Here and not where that is made: a module that several test
 *  files share is evaluated once, so that a hook that it asks for would count for the first of them alone. */
import { afterAll, afterEach } from "vitest";
import { removeFolders } from "./folder.ts";
import { checksAfterEach } from "./shared.ts";

afterEach(() => {
  for (const check of checksAfterEach) check();
});
afterAll(removeFolders);
