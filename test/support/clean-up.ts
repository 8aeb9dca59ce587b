/** Runs with each test file (`setupFiles`), and takes away after it what it left on the disk. Here and not where that is made: a module that several test
 *  files share is evaluated once, and a hook that is asked for inside a running test is never called. */
import { afterAll } from "vitest";
import { removeFolders } from "./folder.ts";

afterAll(removeFolders);
