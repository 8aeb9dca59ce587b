/** One-to-one assignments: the one of least total cost, and on top of it the one that joins old and found concerns. */
import type { Matrix } from "../../embeddings/index.ts";

export interface Assigned {
  readonly row: number;
  readonly column: number;
}

/** The assignment of least cost (Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Transactions on Aerospace
 *  and Electronic Systems 52(4), 2016: shortest augmenting paths). Among assignments of equal cost it takes the one that SciPy's
 *  `linear_sum_assignment` takes, because the published figures were made with that, and the choice decides which severity and
 *  category count as found. So the order in which columns are looked at, the rule for equal distances and the order of operations
 *  on doubles are fixed here; the npm packages munkres and linear-sum-assignment take others.
 *  @param cost n x m, finite
 *  @returns one pair for each row or for each column, whichever are fewer
 *  @throws RangeError where a cost is not finite: a comparison with NaN would choose in silence */
export function leastCostAssignment(cost: Matrix): readonly Assigned[] {
  if (!cost.every((row) => row.every(Number.isFinite))) throw new RangeError("a cost is not a finite number");
  const columns = cost[0]?.length ?? 0;
  if (columns >= cost.length) return assignEachRow(cost, columns);
  const transposed = Array.from({ length: columns }, (_, column) => cost.map((row) => row[column] ?? 0));
  return assignEachRow(transposed, cost.length).map(({ row, column }) => ({ row: column, column: row }));
}

/** An assignment in the making, with the dual variables that prove it: for all pairs `cost >= rowPrice + columnPrice`, and for assigned
 *  ones the two are equal. */
interface PartialAssignment {
  readonly cost: Matrix;
  readonly rowPrice: Float64Array;
  readonly columnPrice: Float64Array;
  /** -1 for none. */
  readonly columnOf: Int32Array;
  readonly rowOf: Int32Array;
}

/** @param columns at least as many as rows */
function assignEachRow(cost: Matrix, columns: number): readonly Assigned[] {
  const partial: PartialAssignment = {
    cost,
    rowPrice: new Float64Array(cost.length),
    columnPrice: new Float64Array(columns),
    columnOf: new Int32Array(cost.length).fill(-1),
    rowOf: new Int32Array(columns).fill(-1),
  };
  for (let row = 0; row < cost.length; row++) {
    const path = shortestPath(row, partial);
    updatePrices(row, path, partial);
    augment(row, path, partial);
  }
  return Array.from(partial.columnOf, (column, row) => ({ row, column }));
}

interface Search {
  /** Of each column, by way of the rows visited so far. */
  readonly distance: Float64Array;
  /** The row before each column. */
  readonly previous: Int32Array;
  /** The columns that are not visited yet, in the order in which they are looked at. */
  readonly waiting: Int32Array;
}

interface ShortestPath extends Pick<Search, "distance" | "previous"> {
  /** The column without row that it ends at. */
  readonly sink: number;
  readonly length: number;
  /** Those with a column, in the order in which they were reached. */
  readonly visitedRows: readonly number[];
}

/** From a row without column to a column without row, by way of pairs that exist (Dijkstra's algorithm on reduced costs). */
function shortestPath(from: number, partial: PartialAssignment): ShortestPath {
  const columns = partial.rowOf.length;
  const search: Search = {
    distance: new Float64Array(columns).fill(Number.POSITIVE_INFINITY),
    previous: new Int32Array(columns).fill(-1),
    waiting: new Int32Array(columns),
  };
  // Backwards, so that a matrix of equal costs gives the diagonal.
  for (let k = 0; k < columns; k++) search.waiting[k] = columns - k - 1;
  const visitedRows: number[] = [];
  let [row, length] = [from, 0];
  for (let left = columns; ; ) {
    const nearest = relax(row, length, left, search, partial);
    const column = search.waiting[nearest] ?? -1;
    length = search.distance[column] ?? 0;
    search.waiting[nearest] = search.waiting[--left] ?? -1;
    row = partial.rowOf[column] ?? -1;
    if (row === -1) return { ...search, sink: column, length, visitedRows };
    visitedRows.push(row);
  }
}

/** Updates the distances of the first `left` columns that wait, by way of `row`, which is `length` away.
 *  @returns where in `waiting` the nearest column stands: of equally near ones the last free one, else the first */
function relax(row: number, length: number, left: number, search: Search, partial: PartialAssignment): number {
  const { distance, previous, waiting } = search;
  const { cost, rowPrice, columnPrice, rowOf } = partial;
  let [lowest, nearest] = [Number.POSITIVE_INFINITY, -1];
  const [costs, price] = [cost[row] ?? [], rowPrice[row] ?? 0];
  for (let k = 0; k < left; k++) {
    const column = waiting[k] ?? 0;
    const through = length + (costs[column] ?? 0) - price - (columnPrice[column] ?? 0);
    if (through < (distance[column] ?? 0)) {
      previous[column] = row;
      distance[column] = through;
    }
    const now = distance[column] ?? 0;
    if (now < lowest || (now === lowest && rowOf[column] === -1)) {
      lowest = now;
      nearest = k;
    }
  }
  return nearest;
}

/** Makes each pair on the path cost exactly what its prices say, and no pair less. */
function updatePrices(from: number, { length, distance, visitedRows }: ShortestPath, partial: PartialAssignment): void {
  const { rowPrice, columnPrice, columnOf } = partial;
  rowPrice[from] = (rowPrice[from] ?? 0) + length;
  for (const row of visitedRows) {
    const column = columnOf[row] ?? -1;
    const slack = length - (distance[column] ?? 0);
    rowPrice[row] = (rowPrice[row] ?? 0) + slack;
    columnPrice[column] = (columnPrice[column] ?? 0) - slack;
  }
}

/** Each row on the path takes the column that it led to. */
function augment(from: number, { sink, previous }: ShortestPath, { columnOf, rowOf }: PartialAssignment): void {
  for (let column = sink; ; ) {
    const row = previous[column] ?? -1;
    const freed = columnOf[row] ?? -1;
    [rowOf[column], columnOf[row]] = [row, column];
    if (row === from) return;
    column = freed;
  }
}

export interface ConcernPair {
  readonly old: number;
  readonly found: number;
  readonly probability: number;
}

/** A key for each concern, by which equal solutions are distinguished, so that the order of the lists does not. Equal keys:
 *  interchangeable. */
export interface ConcernKeys {
  readonly old: readonly string[];
  readonly found: readonly string[];
}

/** The one-to-one assignment with the greatest sum of (probability - threshold). No pair at or below the threshold is ever taken,
 *  not even where it would make another one possible: it is worth 0, as staying alone is, and of such pairs none is kept. The
 *  order of the lists decides nothing.
 *  @param probability n x m, in [0, 1]; n = 0 and m = 0 will do
 *  @param threshold in [0, 1]
 *  @returns at most min(n, m) pairs, by their old index
 *  @throws RangeError where a probability is not a number from 0 to 1, or the rows differ in length, or a key is missing */
export function assignConcerns(probability: Matrix, threshold: number, keys: ConcernKeys): readonly ConcernPair[] {
  assertProbabilities(probability, keys);
  const [rows, columns] = [sortedByKey(keys.old), sortedByKey(keys.found)];
  const gain = (old: number, found: number) => Math.max(0, (probability[old]?.[found] ?? 0) - threshold);
  return leastCostAssignment(rows.map((old) => columns.map((found) => -gain(old, found))))
    .flatMap(({ row, column }) => {
      const [old, found] = [rows[row], columns[column]];
      if (old === undefined || found === undefined || gain(old, found) === 0) return [];
      return [{ old, found, probability: probability[old]?.[found] ?? 0 }];
    })
    .sort((a, b) => a.old - b.old);
}

/** Indices in the order of their keys. */
function sortedByKey(keys: readonly string[]): number[] {
  return [...keys.entries()].sort(([i, a], [j, b]) => (a < b ? -1 : a > b ? 1 : i - j)).map(([k]) => k);
}

function assertProbabilities(probability: Matrix, { old, found }: ConcernKeys): void {
  if (probability.length !== old.length) throw new RangeError(`${probability.length} rows for ${old.length} old concerns`);
  for (const row of probability) {
    if (row.length !== found.length) throw new RangeError(`a row of ${row.length} for ${found.length} found concerns`);
    // Written so that a value that is no number fails too.
    if (!row.every((value) => value >= 0 && value <= 1)) throw new RangeError("a probability is not a number from 0 to 1");
  }
}
