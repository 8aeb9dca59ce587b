import { a as readLetters, c as reviewInput, i as placedLedger, n as pageModel, o as readPageAssets, r as comparisonInput, s as readingsOf, t as renderPage } from "./report-page~page-model~bioreview.js";

export { comparisonInput, pageModel, readPageAssets, renderPage };