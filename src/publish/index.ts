/** publish/: what people read, and the one door that foreign text leaves by. */
export { markdown, plain } from "./sanitise.ts";
