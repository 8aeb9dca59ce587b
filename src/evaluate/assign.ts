/** Which prediction is paired with which reference: an assignment of least cost (Crouse, "On implementing 2D rectangular assignment algorithms",
 *  IEEE Transactions on Aerospace and Electronic Systems 52(4), 2016: shortest augmenting paths).
 *  Invariant: among assignments of equal cost it takes the one that SciPy's `linear_sum_assignment` takes, because the published figures were
 *  made with that, and the choice decides which severity and category count as found. So the order in which columns are looked at, the rule for
 *  equal distances, and the order of operations on doubles are fixed here, and no other library's ties will do. */

export interface Pair {
  readonly row: number;
  readonly column: number;
}

/** @param cost rows x columns, row by row, finite
 *  @returns one pair for each row or for each column, whichever are fewer
 *  @throws RangeError where a cost is not finite: a comparison with NaN would choose in silence */
export function assign(cost: Float64Array, rows: number, columns: number): readonly Pair[] {
  if (!cost.every(Number.isFinite)) throw new RangeError("a cost is not a finite number");
  if (rows === 0 || columns === 0) return [];
  if (columns < rows) {
    return assignWide(transposed(cost, rows, columns), columns, rows).map(({ row, column }) => ({ row: column, column: row }));
  }
  return assignWide(cost, rows, columns);
}

function transposed(cost: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: cost.length }, (_, k) => cost[(k % rows) * columns + Math.floor(k / rows)] ?? 0);
}

/** What is known while one path is looked for. Indices are rows or columns; -1 is "none". */
interface Search {
  readonly cost: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Dual variables: what a row or column is worth so far. */
  readonly rowPrice: Float64Array;
  readonly columnPrice: Float64Array;
  readonly columnOf: Int32Array;
  readonly rowOf: Int32Array;
  /** Of the current search: the row by which each column is reached, and how far it is. */
  readonly cameFrom: Int32Array;
  readonly distance: Float64Array;
  readonly rowSeen: Uint8Array;
  readonly columnSeen: Uint8Array;
  /** The columns not yet seen, in the order in which they are looked at. */
  readonly waiting: Int32Array;
}

/** @param rows at most as many as columns */
function assignWide(cost: Float64Array, rows: number, columns: number): readonly Pair[] {
  const search: Search = {
    cost,
    rows,
    columns,
    rowPrice: new Float64Array(rows),
    columnPrice: new Float64Array(columns),
    columnOf: new Int32Array(rows).fill(-1),
    rowOf: new Int32Array(columns).fill(-1),
    cameFrom: new Int32Array(columns).fill(-1),
    distance: new Float64Array(columns),
    rowSeen: new Uint8Array(rows),
    columnSeen: new Uint8Array(columns),
    waiting: new Int32Array(columns),
  };
  for (let row = 0; row < rows; row++) {
    const { sink, length } = shortestPath(search, row);
    reprice(search, row, length);
    augment(search, row, sink);
  }
  return Array.from(search.columnOf, (column, row) => ({ row, column }));
}

/** From a row without column to a column without row, by way of pairs that exist. */
function shortestPath(search: Search, from: number): { readonly sink: number; readonly length: number } {
  const { columns, rowOf, distance, rowSeen, columnSeen, waiting } = search;
  // Backwards, so that a matrix of equal costs gives the diagonal.
  for (let k = 0; k < columns; k++) waiting[k] = columns - k - 1;
  let left = columns;
  rowSeen.fill(0);
  columnSeen.fill(0);
  distance.fill(Number.POSITIVE_INFINITY);
  let row = from;
  let length = 0;
  while (true) {
    rowSeen[row] = 1;
    const place = nearest(search, row, length, left);
    const column = waiting[place] ?? -1;
    length = distance[column] ?? 0;
    columnSeen[column] = 1;
    left--;
    waiting[place] = waiting[left] ?? -1;
    const taken = rowOf[column] ?? -1;
    if (taken === -1) return { sink: column, length };
    row = taken;
  }
}

/** Updates the distances by way of `row`, and finds the nearest column that waits: of equally near ones the last free one, else the first.
 *  @returns its place in `waiting` */
function nearest(search: Search, row: number, length: number, left: number): number {
  const { cost, columns, rowPrice, columnPrice, rowOf, cameFrom, distance, waiting } = search;
  const price = rowPrice[row] ?? 0;
  let lowest = Number.POSITIVE_INFINITY;
  let place = -1;
  for (let k = 0; k < left; k++) {
    const column = waiting[k] ?? 0;
    const by = length + (cost[row * columns + column] ?? 0) - price - (columnPrice[column] ?? 0);
    if (by < (distance[column] ?? 0)) {
      cameFrom[column] = row;
      distance[column] = by;
    }
    const now = distance[column] ?? 0;
    if (now < lowest || (now === lowest && rowOf[column] === -1)) {
      lowest = now;
      place = k;
    }
  }
  return place;
}

function reprice(search: Search, from: number, length: number): void {
  const { rows, columns, rowPrice, columnPrice, columnOf, distance, rowSeen, columnSeen } = search;
  rowPrice[from] = (rowPrice[from] ?? 0) + length;
  for (let row = 0; row < rows; row++) {
    if (rowSeen[row] !== 1 || row === from) continue;
    rowPrice[row] = (rowPrice[row] ?? 0) + (length - (distance[columnOf[row] ?? -1] ?? 0));
  }
  for (let column = 0; column < columns; column++) {
    if (columnSeen[column] === 1) columnPrice[column] = (columnPrice[column] ?? 0) - (length - (distance[column] ?? 0));
  }
}

/** Turns the path around: each row on it takes the column that it led to. */
function augment({ cameFrom, rowOf, columnOf }: Search, from: number, sink: number): void {
  let column = sink;
  while (true) {
    const row = cameFrom[column] ?? -1;
    rowOf[column] = row;
    const before = columnOf[row] ?? -1;
    columnOf[row] = column;
    if (row === from) return;
    column = before;
  }
}
