/** The models of one run: those of the endpoint that the workflow names, else of a server that runs on this machine, else of one that is started for the job.
 *  Invariant: what is named is used or an error, never passed over; a server of ours that runs another model than the profile's reviews nothing unasked. */
import type { Profile } from "../../../profiles/profile.ts";
import { ModelsError } from "../../errors.ts";
import { describeServer, parseEndpoint } from "../../inference/index.ts";
import { type ModelServers, openModelServers, type Workplace } from "../../reviewer/index.ts";
import type { Settings } from "../../settings.ts";
import { findRunningServer, knownSockets, whyUnsuitable } from "./running-server.ts";

type ModelServerSettings = Pick<Settings, "endpoint" | "model" | "models" | "gpu" | "threads" | "timeout">;

/** @throws ServerError, ModelsError, SettingsError, InterruptedError; then nothing that was started is left */
export async function modelServersFor(
  profile: Profile,
  settings: ModelServerSettings,
  workplace: Workplace,
  signal: AbortSignal,
): Promise<ModelServers> {
  const { endpoint: named, model } = settings;
  if (named !== undefined && model.length === 0) await assertSuitable(profile, named, workplace, signal);
  const endpoint = named ?? (await findRunningServer(profile, knownSockets(profile.name, workplace.env), workplace.tell, signal));
  if (endpoint !== undefined) workplace.tell(`asking the model server at ${endpoint}`);
  return openModelServers(
    profile,
    {
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(model.length === 0 ? {} : { model }),
      ...(settings.models === undefined ? {} : { models: settings.models }),
      ...(settings.threads === undefined ? {} : { threads: settings.threads }),
      gpu: settings.gpu,
      timeout: settings.timeout,
      embedder: true,
      compares: true,
    },
    workplace,
    signal,
  );
}

/** A server of ours says which model it has; other servers call models as they like, and whoever names them answers for it. */
async function assertSuitable(profile: Profile, address: string, { env }: Workplace, signal: AbortSignal): Promise<void> {
  const endpoint = parseEndpoint(address, env);
  const server = await describeServer(endpoint, signal);
  if (server.kind === "fails") throw server.error;
  if (server.server !== "bioreview-runner") return;
  const why = whyUnsuitable(profile, server, "chat");
  if (why === undefined) return;
  throw new ModelsError({
    code: "server-of-another-profile",
    at: endpoint.shown,
    fault: why,
    remedy: `Name the profile that it serves, or start it with --profile ${profile.name}, or name the model with the input model`,
  });
}
