/** A real Chromium for pages that people open, where this machine has one: named by BIOREVIEW_CHROMIUM, or at one of the places that systems install it to. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const named = process.env["BIOREVIEW_CHROMIUM"];
export const CHROMIUM = named ?? PLACES.find((path) => existsSync(path));

/** Why tests of pages are skipped. */
export const NO_CHROMIUM = `skipped: no Chromium at ${PLACES.join(", ")}; name one with BIOREVIEW_CHROMIUM`;

/** @throws RangeError where there is none */
export async function startChromium(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new RangeError(NO_CHROMIUM);
  // A container's user may make no sandbox; what is opened here is our own page.
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
}
