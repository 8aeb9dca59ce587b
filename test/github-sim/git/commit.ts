/** Makes commits in a bare repository, without a working tree. Invariant: equal content, parents, person and time give an equal commit id. */
import { git } from "./git.ts";

/** What a commit writes: text or bytes by path; undefined deletes; a link is a symbolic link to that path. */
export type Files = Readonly<Record<string, string | Uint8Array | { readonly link: string } | undefined>>;

export interface NewCommit {
  /** Full name of the ref that is moved, such as `refs/heads/main`. */
  readonly ref: string;
  readonly parents: readonly string[];
  readonly files: Files;
  readonly message: string;
  readonly author: string;
  readonly seconds: number;
}

/** @returns the commit's id */
export function commit(folder: string, { ref, parents, files, message, author, seconds }: NewCommit): string {
  const person = `${author} <${author}@users.noreply.github.com> ${seconds} +0000`;
  const [first, ...others] = parents;
  const head = [
    `commit ${ref}`,
    `author ${person}`,
    `committer ${person}`,
    data(message),
    ...(first === undefined ? [] : [`from ${first}`]),
    ...others.map((parent) => `merge ${parent}`),
  ];
  const changes = Object.entries(files).map(([path, content]) => change(path, content));
  const stream = Buffer.concat([Buffer.from(`${head.join("\n")}\n`), ...changes, Buffer.from("\ndone\n")]);
  // Without a "from", fast-import would go on from the ref as it stands.
  if (first === undefined) git(folder, ["update-ref", "-d", ref]);
  git(folder, ["fast-import", "--quiet", "--force", "--done"], stream);
  return git(folder, ["rev-parse", "--verify", ref]).toString().trim();
}

function change(path: string, content: Files[string]): Buffer {
  if (content === undefined) return Buffer.from(`D ${quoted(path)}\n`);
  const isLink = typeof content === "object" && "link" in content;
  const bytes = Buffer.from(isLink ? content.link : content);
  return Buffer.concat([
    Buffer.from(`M ${isLink ? "120000" : "100644"} inline ${quoted(path)}\ndata ${bytes.length}\n`),
    bytes,
    Buffer.from("\n"),
  ]);
}

const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}`;

/** As C writes strings: names may hold quotes and line feeds. */
function quoted(path: string): string {
  const escaped = [...Buffer.from(path)].map((byte) => {
    const character = String.fromCharCode(byte);
    return byte < 0x20 || byte > 0x7e || character === '"' || character === "\\"
      ? `\\${byte.toString(8).padStart(3, "0")}`
      : character;
  });
  return `"${escaped.join("")}"`;
}
