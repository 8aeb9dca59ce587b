/** Small trees of files, in memory. */
import type { FileTree } from "../../src/manuscript/files/file-tree.ts";

/** @param contents text or bytes by path */
export function tree(contents: Readonly<Record<string, string | Uint8Array>>, label = "a tree"): FileTree {
  const bytes = new Map(
    Object.entries(contents).map(([path, content]) => [path, typeof content === "string" ? Buffer.from(content) : content]),
  );
  const paths = [...bytes.keys()].sort((a, b) => (a < b ? -1 : 1));
  return {
    label,
    list: async () => paths.map((path) => ({ path, size: bytes.get(path)?.length ?? 0 })),
    read: async (path) => {
      const content = bytes.get(path);
      if (content === undefined) throw new Error(`the tree of this test has no ${path}`);
      return content;
    },
  };
}
