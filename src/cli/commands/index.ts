/** The commands, by name. Each is loaded where it is asked for, with no more than it needs. */
export const commands = {
  anchor: async () => (await import("./anchor.ts")).anchorCommand,
  calibrate: async () => (await import("./calibrate.ts")).calibrateCommand,
  compare: async () => (await import("./compare.ts")).compareCommand,
  doctor: async () => (await import("./doctor.ts")).doctorCommand,
  evaluate: async () => (await import("./evaluate.ts")).evaluateCommand,
  init: async () => (await import("./init.ts")).initCommand,
  inspect: async () => (await import("./inspect.ts")).inspectCommand,
  postprocess: async () => (await import("./postprocess.ts")).postprocessCommand,
  prompt: async () => (await import("./prompt.ts")).promptCommand,
  report: async () => (await import("./report.ts")).reportCommand,
  review: async () => (await import("./review.ts")).reviewCommand,
};
export type CommandName = keyof typeof commands;
