/** What test files of one worker share, such as a stand-in for GitHub: started with the first of them, gone with the worker. */

/** Run after every test (clean-up.ts). */
export const checksAfterEach: (() => void)[] = [];
