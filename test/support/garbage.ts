import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Collects garbage all the time that `act` takes: what nothing holds is gone before it has its effect. */
export async function whileCollecting<T>(act: () => Promise<T>): Promise<T> {
  const timer = setInterval(collect, 50);
  try {
    return await act();
  } finally {
    clearInterval(timer);
  }
}
