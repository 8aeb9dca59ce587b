/** `doctor`: examines, then prints, then says by the exit code whether something must be mended. */
import { loadChat } from "../chat/load-chat.ts";
import { examine } from "../doctor/examine.ts";
import type { Finding } from "../doctor/finding.ts";
import { measureChat, measureEmbedder } from "../doctor/speed.ts";
import { loadEmbedder } from "../embed/onnx-embedder.ts";
import { ModelsError, UsageError } from "../errors.ts";
import { coresHere, threadsFor } from "../serve/threads.ts";
import { VERSION } from "../version.ts";
import { modelsOf, profileNamed } from "../weights/catalogue.ts";
import { modelsFolder, oneLine, type Ports } from "./ports.ts";

export interface DoctorFlags {
  readonly profile?: string;
  readonly models?: string;
  readonly json?: boolean;
  readonly speed?: boolean;
}

export async function doctorCommand(flags: DoctorFlags, ports: Ports): Promise<void> {
  if (flags.speed && flags.profile === undefined) {
    throw new UsageError({
      code: "no-profile",
      at: "--speed",
      fault: "it needs models to measure",
      remedy: "Add --profile NAME",
    });
  }
  const profile = flags.profile === undefined ? undefined : profileNamed(flags.profile);
  const models = modelsFolder(flags.models, ports);
  const log = (line: string) => ports.stderr.write(`${oneLine(line)}\n`);
  const found = await examine({ profile, models, signal: ports.stop, log });
  const failures = found.filter(({ state }) => state === "fail");
  const measured = flags.speed && failures.length === 0 && profile !== undefined ? await measure(flags, ports, log) : [];
  const findings = [...found, ...measured];
  if (flags.json) ports.stdout.write(`${JSON.stringify({ version: VERSION, findings }, undefined, 2)}\n`);
  else for (const finding of findings) ports.stdout.write(lineOf(finding));
  if (failures.length > 0) {
    const names = failures.map(({ name }) => name).join(", ");
    throw new ModelsError({
      code: "doctor",
      at: names,
      fault: "must be mended before this machine can serve",
      remedy: "See the remedies above",
    });
  }
}

function lineOf(finding: Finding): string {
  const remedy = finding.state === "ok" ? "" : `. ${finding.remedy}.`;
  return `${finding.state.padEnd(4)}  ${finding.name}: ${oneLine(finding.detail)}${remedy}\n`;
}

/** The weights were examined already. */
async function measure(flags: DoctorFlags, ports: Ports, log: (line: string) => void): Promise<Finding[]> {
  const folder = modelsFolder(flags.models, ports);
  const threads = threadsFor(coresHere());
  const now = () => performance.now();
  const findings: Finding[] = [];
  for (const model of modelsOf(profileNamed(flags.profile ?? ""))) {
    if (model.kind === "embedding") {
      const embedder = await loadEmbedder(folder, model, "", threads);
      findings.push(await measureEmbedder(embedder, now, ports.stop));
      await embedder.dispose();
    } else {
      const unguessable = () => crypto.randomUUID().replaceAll("-", "");
      const settings = { gpu: "auto", threads, contextTokens: undefined, sha256: "", randomSeed: () => 1, unguessable } as const;
      const chat = await loadChat({ ...settings, model, models: folder, log, now, signal: ports.stop });
      findings.push(await measureChat(chat, ports.stop));
      await chat.dispose();
    }
  }
  return findings;
}
