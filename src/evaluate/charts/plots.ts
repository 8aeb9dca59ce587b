/** Two kinds of charts as SVG: lines over two axes, each named in a legend above; and groups of horizontal bars from 0 to 1, one group a row, each bar
 *  with its value. */

export interface Axis {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}
export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly { readonly x: number; readonly y: number; readonly label?: string }[];
}
export interface LineChart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Thin lines behind the others, each with its name. */
  readonly guides?: readonly Series[];
}

const SIZE: Size = { width: 760, height: 470 };
const FRAME = { left: 64, right: 690, top: 92, bottom: 414 };
/** Pixels of a character of the legend, about. */
const CHARACTER = 8;

export function lineChart({ title, x, y, series, guides = [] }: LineChart): string {
  const toX = (value: number) => FRAME.left + ((value - x.from) / (x.to - x.from)) * (FRAME.right - FRAME.left);
  const toY = (value: number) => FRAME.bottom - ((value - y.from) / (y.to - y.from)) * (FRAME.bottom - FRAME.top);
  const drawn = series.filter(({ points }) => points.length > 0);
  return svgDocument(SIZE, title, [
    ...y.ticks.flatMap((tick) => [
      segment([FRAME.left, toY(tick)], [FRAME.right, toY(tick)], COLOURS.grid),
      label(FRAME.left - 8, toY(tick) + 4, written(tick), { anchor: "end", fill: COLOURS.faint }),
    ]),
    ...x.ticks.map((tick) => label(toX(tick), FRAME.bottom + 20, written(tick), { anchor: "middle", fill: COLOURS.faint })),
    segment([FRAME.left, FRAME.bottom], [FRAME.right, FRAME.bottom], COLOURS.faint),
    label((FRAME.left + FRAME.right) / 2, FRAME.bottom + 42, x.title, { anchor: "middle" }),
    label(FRAME.left, FRAME.top - 8, y.title, { fill: COLOURS.faint, size: 12 }),
    ...guides.flatMap(({ name, points }) => [
      line(
        points.map((point) => [toX(point.x), toY(point.y)]),
        COLOURS.grid,
        1,
      ),
      ...points
        .slice(-1)
        .map((point) =>
          label(toX(point.x) + 6, Math.min(toY(point.y) + 4, FRAME.bottom - 6), name, { fill: COLOURS.faint, size: 11 }),
        ),
    ]),
    ...drawn.flatMap(({ colour, points }) => [
      line(
        points.map((point) => [toX(point.x), toY(point.y)]),
        colour,
      ),
      ...points.map((point) => dot(toX(point.x), toY(point.y), colour)),
      // Under the line: above it the next one may stand.
      ...points.map((point) =>
        point.label === undefined ? "" : label(toX(point.x), toY(point.y) + 17, point.label, { anchor: "middle", size: 11 }),
      ),
    ]),
    ...legend(drawn),
  ]);
}

function legend(series: readonly Series[]): string[] {
  let x = FRAME.left;
  return series.flatMap(({ name, colour }) => {
    const here = x;
    x += 40 + name.length * CHARACTER;
    return [bar(here, 44, 12, 12, colour), label(here + 18, 55, name)];
  });
}

function written(tick: number): string {
  return String(Number(tick.toFixed(2)));
}

interface BarGroup {
  readonly name: string;
  /** A second, smaller line under the name. */
  readonly note: string;
  /** In [0, 1], one for each of `kinds`. */
  readonly values: readonly number[];
}
export interface BarChart {
  readonly title: string;
  readonly kinds: readonly { readonly name: string; readonly colour: string }[];
  readonly groups: readonly BarGroup[];
}

/** Pixels. */
const BARS = { width: 760, left: 232, right: 700, top: 84, bar: 13, gap: 16 };

export function barChart({ title, kinds, groups }: BarChart): string {
  const groupHeight = kinds.length * BARS.bar + BARS.gap;
  const bottom = BARS.top + groups.length * groupHeight;
  const toX = (value: number) => BARS.left + value * (BARS.right - BARS.left);
  return svgDocument({ width: BARS.width, height: bottom + 40 }, title, [
    ...kinds.flatMap(({ name, colour }, k) => [
      bar(BARS.left + k * 110, 46, 12, 12, colour),
      label(BARS.left + k * 110 + 18, 57, name),
    ]),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((tick) => [
      segment([toX(tick), BARS.top - 8], [toX(tick), bottom], COLOURS.grid),
      label(toX(tick), bottom + 18, String(tick), { anchor: "middle", fill: COLOURS.faint }),
    ]),
    ...groups.flatMap(({ name, note, values }, row) => {
      const y = BARS.top + row * groupHeight;
      return [
        label(BARS.left - 12, y + BARS.bar + 2, name, { anchor: "end" }),
        label(BARS.left - 12, y + 2 * BARS.bar + 5, note, { anchor: "end", size: 11, fill: COLOURS.faint }),
        ...values.flatMap((value, k) => [
          bar(BARS.left, y + k * BARS.bar, toX(value) - BARS.left, BARS.bar - 2, kinds[k]?.colour ?? COLOURS.ink),
          label(toX(value) + 5, y + k * BARS.bar + BARS.bar - 3, value.toFixed(2), { size: 11, fill: COLOURS.faint }),
        ]),
      ];
    }),
  ]);
}

/** A thin line between two points. */
function segment(from: Point, to: Point, colour: string): string {
  return line([from, to], colour, 1);
}

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
function svgDocument({ width, height }: Size, title: string, parts: readonly string[]): string {
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

function label(
  x: number,
  y: number,
  text: string,
  { anchor = "start", size = 13, weight = 400, fill = COLOURS.ink }: LabelStyle = {},
): string {
  return `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(text)}</text>`;
}

function line(points: readonly Point[], colour: string, width = 2): string {
  return `<polyline points="${points.map(([x, y]) => `${at(x)},${at(y)}`).join(" ")}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
}

function dot(x: number, y: number, colour: string): string {
  return `<circle cx="${at(x)}" cy="${at(y)}" r="3.5" fill="${colour}"/>`;
}

function bar(x: number, y: number, width: number, height: number, colour: string): string {
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
