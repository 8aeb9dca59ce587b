/** Whether two texts are the same to GitHub, which stores line ends in its own way and may strip what nobody sees. */
export function isSameText(one: string, other: string): boolean {
  return normal(one) === normal(other);
}
/** Whether people read the same: HTML comments are left out. */
export function hasSameVisibleText(one: string, other: string): boolean {
  return (
    normal(one.replace(/<!--[\s\S]*?-->/g, ""))
      .replace(/\s+/g, " ")
      .trim() ===
    normal(other.replace(/<!--[\s\S]*?-->/g, ""))
      .replace(/\s+/g, " ")
      .trim()
  );
}

function normal(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}
