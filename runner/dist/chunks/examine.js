import { i as processor, n as examine, r as memoryFinding, t as cudaFault } from "./shared-examine.js";

export { cudaFault, examine, memoryFinding, processor };