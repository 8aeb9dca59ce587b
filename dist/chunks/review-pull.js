import { n as surveyOf, t as reviewPull } from "./action~review-manuscripts.js";

export { reviewPull };