/** What `format` asks for, as patterns. Where a format allows more than one way to write the same, or what nobody means, the pattern holds the usual
 *  way alone: the answer may be narrower than the schema, never wider. Invariant: ajv-formats accepts every text of a pattern. */

const OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const HEX = "[0-9a-fA-F]";
// Two hyphens in a row are those of encoded names, which have rules of their own.
const LABEL = "[a-zA-Z0-9]{1,15}(-[a-zA-Z0-9]{1,15}){0,2}";
const HOST = `${LABEL}(\\.${LABEL}){0,3}`;
const LEAP_YEAR = "\\d\\d(0[48]|[2468][048]|[13579][26])";
const DATE = `(${LEAP_YEAR}-02-29|\\d{4}-(02-(0[1-9]|1\\d|2[0-8])|(0[13-9]|1[0-2])-(0[1-9]|[12]\\d|30)|(0[13578]|1[02])-31))`;
const CLOCK = "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?";
const ZONE = "(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)";
// Smaller units only with all between: RFC 3339, appendix A.
const N = "\\d{1,6}";
const DAYS = `${N}Y(${N}M(${N}D)?)?|${N}M(${N}D)?|${N}D`;
const TIMES = `${N}H(${N}M(${N}S)?)?|${N}M(${N}S)?|${N}S`;
const PATH = "[A-Za-z0-9._~!$&()*+,;=:@/-]{0,80}";
const QUERY = "[A-Za-z0-9._~!$&()*+,;=:@/?-]{0,60}";
const URI = `https?://${HOST}(:\\d{1,5})?(/${PATH})?(\\?${QUERY})?(#${QUERY})?`;

export const FORMATS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    date: DATE,
    time: `${CLOCK}${ZONE}`,
    "date-time": `${DATE}T${CLOCK}${ZONE}`,
    "iso-time": `${CLOCK}${ZONE}?`,
    "iso-date-time": `${DATE}T${CLOCK}${ZONE}?`,
    duration: `P(${N}W|(${DAYS})(T(${TIMES}))?|T(${TIMES}))`,
    uri: URI,
    url: `https?://[a-z]{2,30}(\\.[a-z]{2,30}){1,3}(/${PATH})?`,
    iri: URI,
    "uri-reference": `(${URI}|/[A-Za-z0-9._~-]{1,100})`,
    "iri-reference": `(${URI}|/[A-Za-z0-9._~-]{1,100})`,
    "uri-template": `https?://[a-z0-9.-]+(/[A-Za-z0-9._~-]*|/\\{[A-Za-z0-9_]+\\})*`,
    email:
      "[a-zA-Z0-9_+-]{1,30}(\\.[a-zA-Z0-9_+-]{1,30}){0,2}@([a-zA-Z0-9]([a-zA-Z0-9-]{0,20}[a-zA-Z0-9])?\\.){1,3}[a-zA-Z]{2,10}",
    "idn-email": "[a-zA-Z0-9_+-]{1,60}@([a-zA-Z0-9]{1,30}\\.){1,3}[a-zA-Z]{2,10}",
    hostname: HOST,
    "idn-hostname": HOST,
    ipv4: `(${OCTET}\\.){3}${OCTET}`,
    ipv6: `((${HEX}{1,4}:){7}${HEX}{1,4}|::1|(${HEX}{1,4}:){1,6}:${HEX}{1,4})`,
    uuid: `${HEX}{8}-(${HEX}{4}-){3}${HEX}{12}`,
    "json-pointer": "(/([^~/]|~0|~1)*)*",
    "json-pointer-uri-fragment": "#(/[A-Za-z0-9_.-]*)*",
    "relative-json-pointer": "(0|[1-9]\\d{0,5})(#|(/([^~/]|~0|~1)*)*)",
    regex: "[A-Za-z0-9 _-]*",
    byte: "([A-Za-z0-9+/]{4})+([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
  }).map(([name, pattern]) => [name, `^(${pattern})$`]),
);

/** Formats of numbers, from OpenAPI, as bounds. */
export const NUMBER_FORMATS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ["int32", [-(2 ** 31), 2 ** 31 - 1]],
  ["int64", [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]],
]);
