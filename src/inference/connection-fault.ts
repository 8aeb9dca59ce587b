/** Faults of the connection: one that cannot be made, breaks, is slow or silent, or carries neither HTTP nor JSON. Invariant: each has a code and a remedy, and what is
 *  no fault of the connection is left to the caller. */
import { during, type Fault, notOpenAi, type RequestContext } from "./request-fault.ts";

/** Thrown where a stream is over and its answer is not: the client's stream itself just ends then. */
export class StreamEnded extends Error {
  override readonly name = "StreamEnded";
}

/** Why a request is given up whose server says nothing new for too long. */
export class Silence extends Error {
  override readonly name = "Silence";
}

/** @param chain the error and what caused it, outermost first
 *  @returns undefined where the connection is not to blame */
export function faultOfConnection(chain: readonly Error[], context: RequestContext): Fault | undefined {
  if (chain[0] instanceof Silence) return stalled(context);
  if (chain.some((cause) => cause instanceof SyntaxError)) return noJson(context);
  if (chain.some((cause) => cause.name === "TimeoutError")) return tooSlow(context);
  for (const cause of chain) {
    const fault = faultOfCode("code" in cause && cause.code !== undefined ? String(cause.code) : cause.name, context);
    if (fault !== undefined) return fault;
  }
  if (chain.some(({ message }) => message === "bad port")) return blockedPort();
  if (chain.some((cause) => cause instanceof StreamEnded || cause.message === "terminated")) return connectionEnded(context);
  return undefined;
}

/** The Fetch standard's port blocking, https://fetch.spec.whatwg.org/#port-blocking: such as 6000 of X11 and 6667 of IRC. */
function blockedPort(): Fault {
  return {
    code: "server-port-blocked",
    fault: "its port belongs to another protocol, and the Fetch standard forbids to speak HTTP there",
    remedy: "Let the server listen on another port, such as 8080",
  };
}

/** A stream that ended before the answer did, or a connection that broke. */
function connectionEnded(context: RequestContext): Fault {
  return {
    code: "server-ended",
    fault: `the connection ended ${during(context)}, so there is no answer`,
    remedy: context.endpoint.leavesMachine
      ? "Look whether the server still runs and what its log says, then try again"
      : "Look whether the server still runs and whether its machine ran out of memory, then try again",
  };
}

function noJson(context: RequestContext): Fault {
  if (context.stage.kind === "sent") return notOpenAi("something that is no JSON", context);
  return {
    code: "server-broken-stream",
    fault: `it sent an event that is no JSON ${during(context)}`,
    remedy: "Look whether a proxy stands in between, then try again",
  };
}

function tooSlow(context: RequestContext): Fault {
  return {
    code: "server-too-slow",
    fault: `${context.what} did not come within the time that we give it; the last we heard was ${during(context)}`,
    remedy: "Use a faster machine or a smaller model, or look into the server's log for what keeps it",
  };
}

function stalled(context: RequestContext): Fault {
  return {
    code: "server-stalled",
    fault: `it fell silent ${during(context)}`,
    remedy:
      "Look into the server's log for what keeps it; it may be out of memory or busy with others; give a slow one more time with --timeout",
  };
}

const TLS = /^(?:ERR_TLS|ERR_SSL|CERT_|EPROTO)|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/;

/** @param code of the system, of TLS or of undici */
function faultOfCode(code: string, context: RequestContext): Fault | undefined {
  if (TLS.test(code))
    return {
      code: "server-tls",
      fault: `no safe connection can be made (${code})`,
      remedy:
        "Where the server has a certificate of your own authority, name that in NODE_EXTRA_CA_CERTS; where it speaks plain HTTP, write http://",
    };
  if (code.startsWith("HPE_") || code === "HTTPParserError") return notOpenAi("something that is no HTTP", context);
  switch (code) {
    case "ECONNREFUSED":
      return {
        code: "server-not-running",
        fault:
          context.endpoint.socketPath === undefined
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
        remedy:
          "Run as the user who started the server, or as a member of the group that shares the socket: `usermod -aG GROUP USER`, then log in anew, or start the runner's service anew",
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
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
      return connectionEnded(context);
    default:
      return undefined;
  }
}
