/** Groups of horizontal bars from 0 to 1, one group a row, each bar with its value. */
import { bar, COLOURS, label, line, picture } from "./svg.ts";

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

const WIDTH = 760;
const LEFT = 232;
const RIGHT = 700;
const TOP = 84;
const BAR = 13;
const GAP = 16;

export function barChart({ title, kinds, groups }: BarChart): string {
  const groupHeight = kinds.length * BAR + GAP;
  const bottom = TOP + groups.length * groupHeight;
  const toX = (value: number) => LEFT + value * (RIGHT - LEFT);
  return picture({ width: WIDTH, height: bottom + 40 }, title, [
    ...kinds.flatMap(({ name, colour }, k) => [bar(LEFT + k * 110, 46, 12, 12, colour), label(LEFT + k * 110 + 18, 57, name)]),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((tick) => [
      line(
        [
          [toX(tick), TOP - 8],
          [toX(tick), bottom],
        ],
        COLOURS.grid,
        1,
      ),
      label(toX(tick), bottom + 18, String(tick), { anchor: "middle", fill: COLOURS.faint }),
    ]),
    ...groups.flatMap(({ name, note, values }, row) => {
      const y = TOP + row * groupHeight;
      return [
        label(LEFT - 12, y + BAR + 2, name, { anchor: "end" }),
        label(LEFT - 12, y + 2 * BAR + 5, note, { anchor: "end", size: 11, fill: COLOURS.faint }),
        ...values.flatMap((value, k) => [
          bar(LEFT, y + k * BAR, toX(value) - LEFT, BAR - 2, kinds[k]?.colour ?? COLOURS.ink),
          label(toX(value) + 5, y + k * BAR + BAR - 3, value.toFixed(2), { size: 11, fill: COLOURS.faint }),
        ]),
      ];
    }),
  ]);
}
