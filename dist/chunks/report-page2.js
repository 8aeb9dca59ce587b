import { n as savedReport, r as writeReport, t as reviewedReport } from "./cli-on-demand~report-page.js";

export { reviewedReport, savedReport, writeReport };