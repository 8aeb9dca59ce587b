/** Faults of the connection, by the names that the system, TLS and undici give them. */
import { type Context, during, type Fault } from "./exchange.ts";
import { noApi } from "./no-api.ts";

/** A stream that ended before the answer did, or a connection that broke. */
export function ended({ stage, endpoint }: Context): Fault {
  return {
    code: "server-ended",
    fault: `the connection ended ${during(stage)}, so there is no answer`,
    remedy: endpoint.leavesMachine
      ? "Look whether the server still runs and what its log says, then try again"
      : "Look whether the server still runs and whether its machine ran out of memory, then try again",
  };
}

const TLS = /^(?:ERR_TLS|ERR_SSL|CERT_|EPROTO)|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/;

/** @param code of the system, of TLS or of undici */
export function faultOfCode(code: string, context: Context): Fault | undefined {
  const { endpoint, stage } = context;
  if (TLS.test(code))
    return {
      code: "server-tls",
      fault: `no safe connection can be made (${code})`,
      remedy:
        "Where the server has a certificate of your own authority, name that in NODE_EXTRA_CA_CERTS; where it speaks plain HTTP, write http://",
    };
  if (code.startsWith("HPE_") || code === "HTTPParserError") return noApi("something that is no HTTP", context.what);
  switch (code) {
    case "ECONNREFUSED":
      return {
        code: "server-not-running",
        fault:
          endpoint.socketPath === undefined
            ? "nothing listens there"
            : "the socket is there, but no server listens on it any more",
        remedy: "Start the server, or mend the address",
      };
    case "ENOENT":
    case "ENOTSOCK":
      return {
        code: "server-socket-missing",
        fault: "there is no such socket",
        remedy: "Start the server, or mend the socket's path",
      };
    case "EACCES":
    case "EPERM":
      return {
        code: "server-not-permitted",
        fault: "this user may not open it",
        remedy: "Run as the user who started the server, or let that user share the socket",
      };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return {
        code: "server-name-unknown",
        fault: `no such host is known (${code})`,
        remedy: "Look for a misspelling, and whether this machine has a network",
      };
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return {
        code: "server-unreachable",
        fault: `no connection came about (${code})`,
        remedy: "Look whether the host is up and a firewall lets this port through",
      };
    case "UND_ERR_HEADERS_TIMEOUT":
    case "UND_ERR_BODY_TIMEOUT":
      return {
        code: "server-stalled",
        fault: `it fell silent ${during(stage)}`,
        remedy:
          "Look into the server's log for what keeps it; it may be out of memory or busy with others; give a slow one more time with --timeout",
      };
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
      return ended(context);
    default:
      return undefined;
  }
}
