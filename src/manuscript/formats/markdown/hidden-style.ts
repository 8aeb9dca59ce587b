/** Whether attributes of an HTML tag, or of a Pandoc span or div, hide what they are put on. Fails towards visible: what is merely unusual
 *  (grey, small, folded) is read, for a reader can see it. */

const HIDING_CLASSES = new Set(["hidden", "d-none", "visually-hidden", "sr-only", "invisible", "content-hidden"]);
/** Font sizes below this share of a normal letter, or below this many pixels or points, cannot be read. */
const UNREADABLE = { em: 0.25, "%": 25, px: 3, pt: 3 } as const;

/** @param attributes what stands between a tag's name and its `>`, or between the braces
 *  @returns the technique in words, or undefined where a reader sees the text */
export function hidingTechnique(attributes: string): string | undefined {
  const plain = attributes.replace(/=\s*(?:"[^"]*"|'[^']*')/g, "=");
  if (/(?:^|\s)hidden(?:\s*=|\s|$)/i.test(plain)) return "hidden attribute";
  // What is hidden in one output format alone is seen in the others.
  const conditional = /(?:when|unless)-(?:format|meta|profile)/.test(attributes);
  if (!conditional && classesOf(attributes, plain).some((name) => HIDING_CLASSES.has(name))) return "hidden class";
  const style = attribute(attributes, "style");
  const byStyle = style === undefined ? undefined : hidingStyle(style);
  if (byStyle !== undefined) return byStyle;
  return isWhite(attribute(attributes, "color") ?? "") ? "white text" : undefined;
}

function classesOf(attributes: string, plain: string): string[] {
  const dotted = [...plain.matchAll(/\.([\w-]+)/g)].map((found) => found[1] ?? "");
  return [...dotted, ...(attribute(attributes, "class") ?? "").split(/\s+/)];
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(attributes);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

function hidingStyle(style: string): string | undefined {
  const declared = new Map(
    style
      .toLowerCase()
      .split(";")
      .map((declaration) => declaration.split(":"))
      .map(([name = "", value = ""]) => [name.trim(), value.replace("!important", "").trim()] as const),
  );
  const value = (name: string) => declared.get(name) ?? "";
  if (value("display") === "none") return "display: none";
  if (/^(?:hidden|collapse)$/.test(value("visibility"))) return "visibility: hidden";
  if (value("opacity") !== "" && Number.parseFloat(value("opacity")) < (value("opacity").endsWith("%") ? 10 : 0.1))
    return "transparent text";
  if (isUnreadable(value("font-size"))) return "tiny font";
  const onColour = declared.has("background") || declared.has("background-color");
  if (!onColour && isWhite(value("color"))) return "white text";
  const offPage = ["left", "right", "top", "text-indent", "margin-left"].some((name) => /^-\d{3,}/.test(value(name)));
  if (offPage) return "text off the page";
  const isFlat = ["height", "width", "max-height", "max-width"].some((name) => /^0(?:\.0*)?\D*$/.test(value(name)));
  const clips = /^(?:hidden|clip)/.test(value("overflow"));
  const shrunk = /\bscale[xy3]?d?\(\s*0(?:\.0\d*)?\s*[,)]/.test(value("transform")) || /^0(?:\.0\d*)?$/.test(value("scale"));
  const cut =
    /\binset\(\s*(?:[5-9]\d|100)%|\bcircle\(\s*0\D/.test(value("clip-path")) ||
    /^rect\((?:[\s,]*[01](?:px)?){4}/.test(value("clip"));
  return (isFlat && clips) || shrunk || cut ? "text of no size" : undefined;
}

function isUnreadable(size: string): boolean {
  const found = /^(\d*\.?\d+)\s*(px|pt|em|rem|%)?$/.exec(size);
  if (found === null) return false;
  const unit = found[2] === "rem" ? "em" : found[2];
  const amount = Number(found[1]);
  return amount === 0 || (unit !== undefined && isUnit(unit) && amount < UNREADABLE[unit]);
}

function isUnit(unit: string): unit is keyof typeof UNREADABLE {
  return unit in UNREADABLE;
}

/** Percent of white: 245 of 255. */
const LIGHTEST_PERCENT = 96;

/** White, nearly white or no colour at all. Also asked of LaTeX's colour names. */
export function isWhite(colour: string): boolean {
  const plain = colour.toLowerCase().replace(/\s+/g, "");
  if (plain === "white" || plain === "transparent" || plain === "snow" || plain === "ivory") return true;
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(plain)?.[1];
  if (hex !== undefined)
    return hex.length === 3 ? hex === "fff" : [0, 2, 4].every((at) => Number.parseInt(hex.slice(at, at + 2), 16) >= 0xf5);
  const [, model, inside = ""] = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(colour.toLowerCase().trim()) ?? [];
  if (model === undefined) return false;
  const parts = inside.split(/[\s,/]+/).filter((part) => part !== "");
  if (parts[3] !== undefined && Number.parseFloat(parts[3]) === 0) return true;
  if (model === "hsl") return Number.parseFloat(parts[2] ?? "") >= LIGHTEST_PERCENT;
  return parts.slice(0, 3).every((part) => Number.parseFloat(part) >= (part.endsWith("%") ? LIGHTEST_PERCENT : 245));
}
