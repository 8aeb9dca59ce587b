/** Makes strict JSON of a value that has the form of JSON, but whose strings hold what JSON's may not: line breaks and other controls as they
 *  are, and backslashes that escape nothing, as scientific text has them (`\alpha`). */

export interface RepairedJson {
  readonly json: string;
  readonly controls: boolean;
  readonly escapes: boolean;
}

const VALID_ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

export function repairJson(written: string): RepairedJson {
  const pieces: string[] = [];
  let controls = false;
  let escapes = false;
  let inString = false;
  let done = 0;
  const replace = (at: number, by: string): void => {
    pieces.push(written.slice(done, at), by);
    done = at + 1;
  };
  for (let at = 0; at < written.length; at++) {
    const code = written.charCodeAt(at);
    if (code === 0x22) inString = !inString;
    else if (inString && code < 0x20) {
      replace(at, `\\u${code.toString(16).padStart(4, "0")}`);
      controls = true;
    } else if (inString && code === 0x5c) {
      VALID_ESCAPE.lastIndex = at + 1;
      if (VALID_ESCAPE.test(written)) at = VALID_ESCAPE.lastIndex - 1;
      else {
        replace(at, "\\\\");
        escapes = true;
      }
    }
  }
  pieces.push(written.slice(done));
  return { json: pieces.join(""), controls, escapes };
}
