/** Runs a program to its end, without a shell. */
import { spawn } from "node:child_process";
import { systemCode } from "../errors.ts";
import type { RunProgram } from "./wheel.ts";

export const runProgram: RunProgram = (program, args, signal) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...(signal === undefined ? {} : { signal }) });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", (error) => {
      if (systemCode(error) === "ENOENT") resolve({ status: undefined, stdout, stderr });
      else reject(error);
    });
    child.on("close", (code) => resolve({ status: code ?? -1, stdout, stderr }));
  });
