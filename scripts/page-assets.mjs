// What the report's page has of its own, built beside the program: its script, bundled and minified, and its style sheet. The program reads both and puts them into
// each page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

const SOURCES = join(import.meta.dirname, "..", "src", "report-page");

/** A rolldown plugin that emits `report-page/page.js` and `report-page/page.css`. */
export function pageAssets() {
  return {
    name: "page-assets",
    async generateBundle() {
      const bundle = await rolldown({ input: join(SOURCES, "client", "main.ts"), platform: "browser" });
      const { output } = await bundle.generate({ format: "iife", minify: true });
      await bundle.close();
      this.emitFile({ type: "asset", fileName: "report-page/page.js", source: output[0].code });
      this.emitFile({
        type: "asset",
        fileName: "report-page/page.css",
        source: readFileSync(join(SOURCES, "page.css"), "utf8"),
      });
    },
  };
}
