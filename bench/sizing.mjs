// How long manuscripts wait for how many model servers: a queue is played through, event by event, with a fixed seed.
//   node bench/sizing.mjs --month 10000 --read 2500 --write 60 [--servers 1,2,4] [--batch 1] [--prompt 9000] [--answer 900] [--hours 24] [--json]
// --read and --write are tokens a second of one request alone, as `bioreview-runner doctor --speed` measures them; --batch is how many requests a server answers at once
// (1: our own; more: vLLM), with --batch-speed, how many times as many tokens a second all of them together get.
import { parseArgs } from "node:util";

/** Uniform in [0, 1): mulberry32. */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const exponential = (random, mean) => -mean * Math.log(1 - random());

/** Log-normal with this mean; `spread` is the deviation of the logarithm. Lengths of papers are so distributed, up to the budget where they are cut. */
function logNormal(random, mean, spread) {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return mean * Math.exp(spread * normal - spread ** 2 / 2);
}

/** First come, first served, by several places that work alike.
 *  @param arrivals seconds, ascending   @param services seconds of work each takes
 *  @returns seconds each waits before its work begins */
export function waitingTimes(arrivals, services, places) {
  const free = new Array(places).fill(0);
  return arrivals.map((arrival, index) => {
    let first = 0;
    for (let place = 1; place < places; place++) if (free[place] < free[first]) first = place;
    const begins = Math.max(arrival, free[first]);
    free[first] = begins + services[index];
    return begins - arrival;
  });
}

/** Mean wait of M/M/c, in mean service times: A. K. Erlang's formula, by which the simulation is checked.
 *  @param load offered, in Erlang: arrivals a second times seconds of service */
export function erlangWait(load, places) {
  let inverse = 1;
  for (let place = 1; place <= places; place++) inverse = 1 + (inverse * place) / load;
  const blocked = 1 / inverse;
  const waits = blocked / (1 - (load / places) * (1 - blocked));
  return waits / (places - load);
}

const sorted = (values) => Float64Array.from(values).sort();
const quantile = (ascending, share) => ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? 0;

/** Tokens that a prompt has at most: BioReview cuts there. */
const BUDGET = 15_000;
const SECONDS_A_MONTH = 30 * 86_400;

/** @returns utilisation in [0, ∞), and seconds: of work, of waiting on average and of the slowest */
export function simulate({ month, read, write, servers, batch, batchSpeed, prompt, answer, hours, months = 12, seed = 1 }) {
  const random = randomNumbers(seed);
  // Alone a request takes its own time; `batch` at once share `batchSpeed` times the speed of one.
  const slowdown = batch / batchSpeed;
  const service = () => {
    const tokens = Math.min(BUDGET, logNormal(random, prompt, 0.5));
    return slowdown * (tokens / read + logNormal(random, answer, 0.4) / write);
  };
  const count = Math.round(month * months);
  const arrivals = [];
  // Within the hours of a day in which manuscripts come, at random; none in the others.
  const active = (SECONDS_A_MONTH * hours) / 24;
  for (let at = 0; arrivals.length < count; ) {
    at += exponential(random, active / month);
    const day = Math.floor(at / (hours * 3600));
    arrivals.push(day * 86_400 + (at - day * hours * 3600));
  }
  const services = arrivals.map(service);
  const waits = sorted(waitingTimes(arrivals, services, servers * batch));
  const mean = services.reduce((sum, one) => sum + one, 0) / count;
  return {
    servers,
    utilisation: (month * mean) / (active * servers * batch),
    work: mean,
    wait: waits.reduce((sum, one) => sum + one, 0) / count,
    p95: quantile(waits, 0.95),
    p99: quantile(waits, 0.99),
    perDay: ((86_400 * servers * batch) / mean) * (hours / 24),
  };
}

const duration = (seconds) =>
  seconds < 90
    ? `${seconds.toFixed(0)} s`
    : seconds < 5400
      ? `${(seconds / 60).toFixed(0)} min`
      : seconds < 172_800
        ? `${(seconds / 3600).toFixed(1)} h`
        : `${(seconds / 86_400).toFixed(0)} d`;

function main() {
  const number = (value) => {
    const found = Number(value);
    if (!(found > 0)) throw new RangeError(`"${value}" is no number above 0`);
    return found;
  };
  const option = (fallback) => ({ type: "string", default: fallback });
  const { values } = parseArgs({
    options: {
      month: option("10000"),
      read: option("2500"),
      write: option("60"),
      servers: option("1,2,3,4"),
      batch: option("1"),
      "batch-speed": option("1"),
      prompt: option("9000"),
      answer: option("900"),
      hours: option("24"),
      json: { type: "boolean", default: false },
    },
  });
  const { month, read, write, batch, "batch-speed": batchSpeed, prompt, answer, hours } = values;
  const fixed = Object.fromEntries(
    Object.entries({ month, read, write, batch, batchSpeed, prompt, answer, hours }).map(([name, value]) => [
      name,
      number(value),
    ]),
  );
  const rows = values.servers.split(",").map((servers) => simulate({ ...fixed, servers: number(servers) }));
  if (values.json) return console.log(JSON.stringify(rows));
  console.log(
    "| servers | in use | work | mean wait | 95 % within | 99 % within | at most a day |\n|---:|---:|---:|---:|---:|---:|---:|",
  );
  for (const { servers, utilisation, work, wait, p95, p99, perDay } of rows) {
    const waits = utilisation < 1 ? [wait, p95, p99].map(duration) : ["grows", "grows", "grows"];
    console.log(
      `| ${[servers, `${(100 * utilisation).toFixed(0)} %`, duration(work), ...waits, perDay.toFixed(0)].join(" | ")} |`,
    );
  }
}

if (process.argv[1] === import.meta.filename) main();
