/** The port through which a manuscript is read: files by path, of one frozen state of a tree. A directory, a git commit and GitHub's
 *  API stand behind it alike. Invariant: nothing outside the tree can be named, and no link is followed. */

export interface FileEntry {
  /** Path below the root, with forward slashes; never absolute, never with `..`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

export interface FileTree {
  /** How to call this tree in messages, such as `paper/` or `paper/ at 1a2b3c4`. */
  readonly label: string;
  /** Regular files only, sorted by path by code unit. Links and submodules are not in it. */
  list(): Promise<readonly FileEntry[]>;
  /** @throws ManuscriptError where the path is not in the list, or the file cannot be read */
  read(path: string): Promise<Uint8Array>;
}
