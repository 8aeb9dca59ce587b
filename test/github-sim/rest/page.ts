/** Lists come in pages. Invariant: as GitHub does, thirty a page unless told, a hundred at most, and the way on stands in `Link`. */
import { type Answer, type Call, ok } from "./call.ts";

const DEFAULT_PER_PAGE = 30;
const MOST_PER_PAGE = 100;

/** @param wrap puts the page into its envelope, where there is one */
export function page<T>(
  call: Call,
  path: string,
  entries: readonly T[],
  render: (entry: T) => unknown,
  wrap = (page: unknown[]): unknown => page,
): Answer {
  const perPage = Math.min(MOST_PER_PAGE, Number(call.query.get("per_page") ?? DEFAULT_PER_PAGE) || DEFAULT_PER_PAGE);
  const number = Math.max(1, Number(call.query.get("page") ?? 1) || 1);
  const last = Math.max(1, Math.ceil(entries.length / perPage));
  const address = (to: number) => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(to));
    return `<${call.api}${path}?${query}>`;
  };
  const links = [
    ...(number > 1 ? [`${address(number - 1)}; rel="prev"`] : []),
    ...(number < last ? [`${address(number + 1)}; rel="next"`, `${address(last)}; rel="last"`] : []),
    ...(number > 1 ? [`${address(1)}; rel="first"`] : []),
  ];
  const shown = entries.slice((number - 1) * perPage, number * perPage).map(render);
  return ok(wrap(shown), links.length > 0 ? { link: links.join(", ") } : {});
}
