// Brings dist/ and runner/dist/ up to their sources: npm run build
import { bringUpToDate } from "./bundles.mjs";

bringUpToDate();
