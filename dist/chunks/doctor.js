import { t as doctorCommand } from "./cli-on-demand~doctor.js";

export { doctorCommand };