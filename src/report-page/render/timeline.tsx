/** The small chart of all revisions: what was open after each, majors apart, and what each brought and settled. */
import type { JSX } from "preact";
import type { TimelinePoint } from "../page-model.ts";

/** Revisions that the chart has room for. */
const MOST = 14;
const [STEP, BAR, HEIGHT, TOP, BOTTOM] = [46, 22, 72, 16, 30];

export function Timeline({ points }: { readonly points: readonly TimelinePoint[] }): JSX.Element {
  const shown = points.slice(-MOST);
  const most = Math.max(1, ...shown.map(({ openMajor, openOther }) => openMajor + openOther));
  const scale = (count: number) => (count / most) * HEIGHT;
  const width = STEP * shown.length;
  const base = TOP + HEIGHT;
  return (
    <figure class="timeline">
      <svg viewBox={`0 0 ${width} ${base + BOTTOM}`} width={width} height={base + BOTTOM} role="img" aria-label={told(shown)}>
        {shown.map(({ number, openMajor, openOther, introduced, resolved, isCosmetic }, k) => {
          const x = k * STEP + (STEP - BAR) / 2;
          const middle = x + BAR / 2;
          const [majors, others] = [scale(openMajor), scale(openOther)];
          return (
            <g>
              <rect class="other" x={x} y={base - majors - others} width={BAR} height={others} />
              <rect class="major" x={x} y={base - majors} width={BAR} height={majors} />
              <text class="open" x={middle} y={base - majors - others - 4} text-anchor="middle">
                {openMajor + openOther}
              </text>
              <text class="number" x={middle} y={base + 13} text-anchor="middle">
                {isCosmetic ? `r${number} =` : `r${number}`}
              </text>
              <text class="moves" x={middle} y={base + 26} text-anchor="middle">
                {isCosmetic ? "" : `+${introduced} −${resolved}`}
              </text>
            </g>
          );
        })}
        <line x1="0" x2={width} y1={base} y2={base} />
      </svg>
      <figcaption>
        Open after each revision: <span class="key major">major</span> <span class="key other">other</span>; + raised, − resolved
        {shown.length < points.length ? `; the last ${shown.length} of ${points.length} revisions` : ""}
      </figcaption>
    </figure>
  );
}

/** The chart in words, for those who do not see it. */
function told(points: readonly TimelinePoint[]): string {
  return points
    .map(({ number, openMajor, openOther, introduced, resolved, reopened, dismissed, isCosmetic }) =>
      isCosmetic
        ? `Revision ${number}: nothing that a reader sees changed.`
        : `Revision ${number}: ${openMajor + openOther} open, ${openMajor} of them major; ${introduced} raised, ${resolved} resolved, ${reopened} reopened, ${dismissed} dismissed.`,
    )
    .join(" ");
}

/** All numbers, where the chart has no room for them. */
export function TimelineTable({ points }: { readonly points: readonly TimelinePoint[] }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1)
    <section class="scroll" tabIndex={0} aria-label="All revisions in numbers">
      <table>
        <thead>
          <tr>
            {["Revision", "Text", "Open", "Major", "Raised", "Resolved", "Reopened", "Dismissed"].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr>
              <th scope="row">{point.number}</th>
              <td>{point.isCosmetic ? `${point.label} (no visible change)` : point.label}</td>
              <td>{point.openMajor + point.openOther}</td>
              <td>{point.openMajor}</td>
              <td>{point.introduced}</td>
              <td>{point.resolved}</td>
              <td>{point.reopened}</td>
              <td>{point.dismissed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
