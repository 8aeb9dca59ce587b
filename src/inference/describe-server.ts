/** What `doctor` tells of an endpoint. */
import { UserError } from "../errors.ts";
import { identityOf, type ServerKind } from "./dialect.ts";
import type { Endpoint } from "./endpoint.ts";
import type { ModelIdentity } from "./model.ts";
import { listModels, llamaProps } from "./served.ts";
import { TIMEOUTS, type Timeouts } from "./timeouts.ts";
import { openTransport } from "./transport.ts";

export type ServerDescription =
  | {
      readonly kind: "answers";
      readonly server: ServerKind;
      readonly leavesMachine: boolean;
      /** What it serves; which of them embed only our own server says. */
      readonly models: readonly (ModelIdentity & { readonly purpose: "chat" | "embedding" | "unknown" })[];
    }
  | { readonly kind: "fails"; readonly error: UserError };

/** Asks the server what it runs. What goes wrong is a finding and not thrown, but for bugs of ours. */
export async function describeServer(
  endpoint: Endpoint,
  signal: AbortSignal,
  timeouts: Timeouts = TIMEOUTS,
): Promise<ServerDescription> {
  const transport = openTransport(endpoint, timeouts);
  try {
    const served = await listModels(transport, signal);
    const models = await Promise.all(
      served.map(async (one) => ({
        ...identityOf(one, await llamaProps(transport, one, signal)),
        purpose: one.meta?.kind ?? ("unknown" as const),
      })),
    );
    return { kind: "answers", server: models[0]?.server ?? "unknown", leavesMachine: endpoint.leavesMachine, models };
  } catch (error) {
    if (error instanceof UserError) return { kind: "fails", error };
    throw error;
  }
}
