/** Lines over two axes, each named in a legend above. */
import { bar, COLOURS, dot, label, line, picture, type Size } from "./svg.ts";

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
  return picture(SIZE, title, [
    ...y.ticks.flatMap((tick) => [
      line(
        [
          [FRAME.left, toY(tick)],
          [FRAME.right, toY(tick)],
        ],
        COLOURS.grid,
        1,
      ),
      label(FRAME.left - 8, toY(tick) + 4, written(tick), { anchor: "end", fill: COLOURS.faint }),
    ]),
    ...x.ticks.map((tick) => label(toX(tick), FRAME.bottom + 20, written(tick), { anchor: "middle", fill: COLOURS.faint })),
    line(
      [
        [FRAME.left, FRAME.bottom],
        [FRAME.right, FRAME.bottom],
      ],
      COLOURS.faint,
      1,
    ),
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
