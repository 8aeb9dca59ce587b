/** Lines over two axes, each named at its end. */
import { COLOURS, dot, label, line, picture, type Size } from "./svg.ts";

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

const SIZE: Size = { width: 760, height: 440 };
const FRAME = { left: 64, right: 640, top: 52, bottom: 384 };
/** Pixels between two names at the right edge. */
const LEAST_DISTANCE = 16;

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
      ...points.slice(-1).map((point) => label(toX(point.x) + 6, toY(point.y) + 4, name, { fill: COLOURS.faint, size: 11 })),
    ]),
    ...drawn.flatMap(({ colour, points }) => [
      line(
        points.map((point) => [toX(point.x), toY(point.y)]),
        colour,
      ),
      ...points.map((point) => dot(toX(point.x), toY(point.y), colour)),
      ...points.map((point) =>
        point.label === undefined
          ? ""
          : label(toX(point.x), toY(point.y) - 9, point.label, { anchor: "middle", size: 11, fill: colour }),
      ),
    ]),
    ...names(
      drawn.map(({ name, colour, points }) => ({ name, colour, y: toY(points.at(-1)?.y ?? 0), x: toX(points.at(-1)?.x ?? 0) })),
    ),
  ]);
}

/** Each name beside the end of its line, moved down where two would stand on each other. */
function names(
  ends: readonly { readonly name: string; readonly colour: string; readonly x: number; readonly y: number }[],
): string[] {
  let lowest = Number.NEGATIVE_INFINITY;
  return ends
    .toSorted((a, b) => a.y - b.y)
    .map(({ name, colour, x, y }) => {
      lowest = Math.max(y, lowest + LEAST_DISTANCE);
      return label(x + 10, lowest + 4, name, { fill: colour, weight: 600 });
    });
}

function written(tick: number): string {
  return String(Number(tick.toFixed(2)));
}
