/** The way out of a network that has a proxy. Node's own fetch knows none before Node 24, and there only where it is told. Invariant: where no variable names a
 *  proxy, nothing of this is used. */
type Environment = Readonly<Record<string, string | undefined>>;

/** @param env of the process: `https_proxy`, `http_proxy`, `no_proxy`, in small or capital letters, as for other tools; small ones count more
 *  @returns undefined where no proxy is named */
export function proxiedFetch(env: Environment): typeof globalThis.fetch | undefined {
  const named = (name: string) => env[name] ?? env[name.toUpperCase()] ?? "";
  const [httpProxy, httpsProxy, noProxy] = [named("http_proxy"), named("https_proxy"), named("no_proxy")];
  if (httpProxy === "" && httpsProxy === "") return undefined;
  const opened = openWay({ httpProxy, httpsProxy, noProxy });
  opened.catch(() => undefined); // told by the first request
  return async (input, init) => {
    const { fetch, dispatcher } = await opened;
    const url = input instanceof Request ? input.url : String(input);
    const { body, headers, method, signal } = init ?? {};
    const response = await fetch(url, {
      method: method ?? "GET",
      headers: Object.fromEntries(new Headers(headers)),
      body: typeof body === "string" ? body : null,
      signal: signal ?? null,
      dispatcher,
    });
    return new Response(response.body, { status: response.status, headers: [...response.headers] });
  };
}

/** Loaded only where there is a proxy: most runs have none, and start sooner. */
async function openWay(proxies: { readonly httpProxy: string; readonly httpsProxy: string; readonly noProxy: string }) {
  const { EnvHttpProxyAgent, fetch } = await import("undici");
  return { fetch, dispatcher: new EnvHttpProxyAgent(proxies) };
}
