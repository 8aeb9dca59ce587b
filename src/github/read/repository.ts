/** `owner/name` in two. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** @throws RangeError where it is no `owner/name`: whoever made it is wrong, not the user */
export function parseFullName(repository: string): RepositoryName {
  const [owner = "", name = "", ...more] = repository.split("/");
  if (!/^[\w.-]+$/.test(owner) || !/^[\w.-]+$/.test(name) || more.length > 0)
    throw new RangeError(`no repository is called ${JSON.stringify(repository)}`);
  return { owner, name };
}
