/** The elements that every chart is drawn of: SVG text, with one way in for foreign words. */

/** Told apart by people with any colour vision, and in print (Okabe and Ito 2008). */
export const COLOURS = {
  recall: "#0072b2",
  precision: "#d55e00",
  f1: "#00795a",
  grid: "#e3e3e3",
  faint: "#8a8a8a",
  ink: "#222222",
} as const;
export const SERIES_COLOURS = [COLOURS.recall, COLOURS.precision, COLOURS.f1, "#8a4f7d", "#7a6000"] as const;

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A whole document on white, so that it can be read on a dark page too. */
export function svgDocument({ width, height }: Size, title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    label(16, 28, title, { size: 16, weight: 600 }),
    ...parts,
    "</svg>\n",
  ].join("\n");
}

/** Pixels. */
export type Point = readonly [x: number, y: number];

export interface LabelStyle {
  readonly anchor?: "start" | "middle" | "end";
  readonly size?: number;
  readonly weight?: number;
  readonly fill?: string;
}

export function label(
  x: number,
  y: number,
  text: string,
  { anchor = "start", size = 13, weight = 400, fill = COLOURS.ink }: LabelStyle = {},
): string {
  return `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(text)}</text>`;
}

export function line(points: readonly Point[], colour: string, width = 2): string {
  return `<polyline points="${points.map(([x, y]) => `${at(x)},${at(y)}`).join(" ")}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
}

export function dot(x: number, y: number, colour: string): string {
  return `<circle cx="${at(x)}" cy="${at(y)}" r="3.5" fill="${colour}"/>`;
}

export function bar(x: number, y: number, width: number, height: number, colour: string): string {
  return `<rect x="${at(x)}" y="${at(y)}" width="${at(Math.max(0, width))}" height="${at(height)}" fill="${colour}"/>`;
}

function at(pixels: number): string {
  return String(Math.round(pixels * 10) / 10);
}

/** Words that others wrote, as words. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff\p{Surrogate}]/gu, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}
