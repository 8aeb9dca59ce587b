/** report-page/: a paper and its review as one HTML file. Start reading at `pageModel`, then `renderPage`. */
export {
  comparisonInput,
  type Letters,
  placedLedger,
  readingsOf,
  readLetters,
  readPageAssets,
  reviewInput,
} from "./inputs.ts";
export type { ResponseLetter } from "./letter.ts";
export { type PageModel, pageModel, type ReportInput } from "./page-model.ts";
export { type PageAssets, renderPage } from "./render/page.tsx";
