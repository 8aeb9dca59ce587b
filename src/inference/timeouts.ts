/** How long a server is waited for. */

/** Seconds. */
export interface Timeouts {
  /** Until the connection stands. */
  readonly connect: number;
  /** For a short question, such as which models there are. */
  readonly short: number;
  /** Without a byte. A server without progress reports is silent while it reads the prompt, which takes minutes on a processor. */
  readonly silence: number;
  /** For a whole answer: ends what trickles for ever. */
  readonly answer: number;
}
export const TIMEOUTS: Timeouts = { connect: 10, short: 20, silence: 300, answer: 7200 };
