/** What a look at this machine finds, with what helps where something is wrong. */
export type Finding =
  | { readonly name: string; readonly state: "ok"; readonly detail: string }
  | { readonly name: string; readonly state: "warn" | "fail"; readonly detail: string; readonly remedy: string };

export function ok(name: string, detail: string): Finding {
  return { name, state: "ok", detail };
}

/** A failure that has place, fault and remedy already. */
export function failed(name: string, failure: { readonly at: string; readonly fault: string; readonly remedy: string }): Finding {
  return { name, state: "fail", detail: `${failure.at}: ${failure.fault}`, remedy: failure.remedy };
}
