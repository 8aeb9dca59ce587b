import fc from "fast-check";
import munkres from "munkres";
import { describe, expect, test } from "vitest";
import { type Assigned, leastCostAssignment } from "../../../src/revision/matching/assignment.ts";
import { python, pythonHas } from "../../evaluate/support.ts";

interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly cost: readonly number[];
}
/** Few different costs, so that ties abound, among them the one of a pair that is forbidden. */
const costs = fc.constantFrom(0, 0.25, 0.25, 0.5, 1, 1e6, 1e6);
const matrices: fc.Arbitrary<Matrix> = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))
  .chain(([rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      cost: fc.array(fc.oneof(costs, fc.double({ min: 0, max: 2, noNaN: true })), {
        minLength: rows * columns,
        maxLength: rows * columns,
      }),
    }),
  );

const table = ({ rows, columns, cost }: Matrix) =>
  Array.from({ length: rows }, (_, row) => cost.slice(row * columns, (row + 1) * columns));
const assigned = (matrix: Matrix) => leastCostAssignment(table(matrix));
const total = ({ cost, columns }: Matrix, pairs: readonly Assigned[]) =>
  pairs.reduce((sum, { row, column }) => sum + (cost[row * columns + column] ?? Number.NaN), 0);

test("every assignment is one to one, fills the shorter side, and costs as little as another library's", () => {
  fc.assert(
    fc.property(matrices, (matrix) => {
      const pairs = assigned(matrix);
      const { rows, columns } = matrix;
      expect(pairs).toHaveLength(Math.min(rows, columns));
      expect(new Set(pairs.map(({ row }) => row)).size).toBe(pairs.length);
      expect(new Set(pairs.map(({ column }) => column)).size).toBe(pairs.length);
      const other = rows * columns === 0 ? [] : munkres(table(matrix)).map(([row, column]) => ({ row, column }));
      expect(total(matrix, pairs)).toBeCloseTo(total(matrix, other), 6);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("equal costs give the diagonal", () => {
  expect(assigned({ rows: 3, columns: 3, cost: Array(9).fill(0.3) })).toEqual([0, 1, 2].map((k) => ({ row: k, column: k })));
});

test("a cost that is no number is an error, for every comparison with it would be false", () => {
  expect(() => leastCostAssignment([[0, Number.NaN]])).toThrow(RangeError);
});

describe.skipIf(!pythonHas("scipy"))("where SciPy is installed", () => {
  test("of assignments that cost the same, SciPy's is chosen", () => {
    const given = fc.sample(matrices, { seed: 2, numRuns: 400 }).filter(({ rows, columns }) => rows * columns > 0);
    const program = [
      "import json,sys,numpy as np",
      "from scipy.optimize import linear_sum_assignment as lsa",
      "print(json.dumps([[[int(x) for x in p] for p in zip(*lsa(np.array(m['cost']).reshape(m['rows'],m['columns'])))] for m in json.load(sys.stdin)]))",
    ].join("\n");
    const expected = python(["-c", program], JSON.stringify(given));
    const found = given.map((matrix) =>
      assigned(matrix)
        .toSorted((a, b) => a.row - b.row)
        .map(({ row, column }) => [row, column]),
    );
    expect(found).toEqual(expected);
  });
});
