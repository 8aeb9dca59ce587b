/** The commands, by name. */
import { anchorCommand as anchor } from "./anchor.ts";
import { calibrateCommand as calibrate } from "./calibrate.ts";
import { compareCommand as compare } from "./compare.ts";
import { doctorCommand as doctor } from "./doctor.ts";
import { evaluateCommand as evaluate } from "./evaluate.ts";
import { initCommand as init } from "./init.ts";
import { inspectCommand as inspect } from "./inspect.ts";
import { postprocessCommand as postprocess } from "./postprocess.ts";
import { promptCommand as prompt } from "./prompt.ts";
import { reportCommand as report } from "./report.ts";
import { reviewCommand as review } from "./review.ts";

export const commands = { anchor, calibrate, compare, doctor, evaluate, init, inspect, postprocess, prompt, report, review };
export type CommandName = keyof typeof commands;
