/** Notes in the margin, each beside its sentence as far as there is room. Invariant: no two overlap; the lit one stands exactly
 *  beside its sentence, and the others give way. */

/** Pixels between two notes. */
const GAP = 10;

/** One column of notes.
 *  @param wanted where each would stand, ascending
 *  @param heights of each
 *  @param lit index of the one that stands where it wants to; undefined for none
 *  @returns where each stands */
export function stacked(wanted: readonly number[], heights: readonly number[], lit: number | undefined): number[] {
  const tops = [...wanted];
  for (let k = (lit ?? -1) + 1; k < tops.length; k++) {
    const above = k === 0 ? Number.NEGATIVE_INFINITY : (tops[k - 1] ?? 0) + (heights[k - 1] ?? 0) + GAP;
    tops[k] = Math.max(wanted[k] ?? 0, above);
  }
  if (lit === undefined) return tops;
  for (let k = 0; k < lit; k++) {
    const above = k === 0 ? Number.NEGATIVE_INFINITY : (tops[k - 1] ?? 0) + (heights[k - 1] ?? 0) + GAP;
    tops[k] = Math.max(wanted[k] ?? 0, above);
  }
  for (let k = lit - 1; k >= 0; k--) tops[k] = Math.min(tops[k] ?? 0, (tops[k + 1] ?? 0) - (heights[k] ?? 0) - GAP);
  return tops;
}

/** Whether the style sheet puts a note beside the text; else it stands below its passage. */
export function isInMargin(note: HTMLElement): boolean {
  return getComputedStyle(note).position === "absolute";
}

/** @returns lays the notes out anew; where the page is narrow they stand below their passages, and nothing is done */
export function notesBesideText(notes: readonly HTMLElement[]): (lit?: string) => void {
  const pinned = notes.filter((note) => note.closest(".pinned") !== null);
  const anchorOf = new Map(
    pinned.map((note) => [note, document.querySelector<HTMLElement>(`mark[data-concerns~="${note.id}"]`)]),
  );
  return (lit) => {
    const paper = document.querySelector<HTMLElement>(".paper");
    if (paper === null || paper.offsetParent === null) return;
    if (pinned[0] === undefined || !isInMargin(pinned[0])) {
      for (const note of pinned) note.style.removeProperty("top");
      paper.style.removeProperty("min-height");
      return;
    }
    const visible = pinned.filter((note) => !note.classList.contains("out"));
    const base = paper.getBoundingClientRect().top;
    const wanted = visible.map((note) => {
      const anchor = anchorOf.get(note) ?? note.parentElement?.parentElement;
      return (anchor?.getClientRects()[0]?.top ?? base) - base;
    });
    const heights = visible.map((note) => note.offsetHeight);
    const index = visible.findIndex(({ id }) => id === lit);
    const tops = stacked(wanted, heights, index < 0 ? undefined : index);
    for (const [k, note] of visible.entries()) note.style.top = `${tops[k] ?? 0}px`;
    const end = Math.max(0, ...tops.map((top, k) => top + (heights[k] ?? 0)));
    paper.style.minHeight = `${end}px`;
  };
}
