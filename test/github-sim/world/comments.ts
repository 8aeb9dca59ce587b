/** Comments in the conversation of a pull request. Invariant: only the author, or who can push, changes one. */
import { refuseLocked } from "./lock.ts";
import { roleOf } from "./permissions.ts";
import { forbidden } from "./refusal.ts";
import { moment, type Settings } from "./settings.ts";
import { checkedBody } from "./text.ts";
import { type IssueComment, newId, type Pull, type Reaction, type Repository, type Token, type World } from "./world.ts";

export function addComment(
  world: World,
  repository: Repository,
  pull: Pull,
  author: string,
  body: string,
  settings: Settings,
): IssueComment {
  refuseLocked(repository, pull, author);
  const at = moment(settings);
  const comment: IssueComment = {
    id: newId(world),
    author,
    body: checkedBody("IssueComment", body),
    createdAt: at,
    updatedAt: at,
    editor: undefined,
    minimized: undefined,
    reactions: [],
  };
  pull.comments.push(comment);
  pull.updatedAt = at;
  return comment;
}

export function editComment(comment: IssueComment, editor: string, body: string, settings: Settings): void {
  comment.body = checkedBody("IssueComment", body);
  comment.updatedAt = moment(settings);
  comment.editor = editor;
}

/** An installation's token changes whatever its permissions reach; a person theirs, and with write access everybody's. */
export function mayChange(token: Token, repository: Repository, author: string): void {
  const role = roleOf(repository, token.login);
  const canPush = role === "admin" || role === "maintain" || role === "write";
  if (token.kind === "installation" || token.login === author || canPush) return;
  throw forbidden();
}

/** @returns whether it is new: the same reaction of the same person is there once */
export function react(world: World, comment: IssueComment, author: string, content: string, settings: Settings) {
  const there = comment.reactions.find((reaction) => reaction.author === author && reaction.content === content);
  if (there !== undefined) return { reaction: there, isNew: false };
  const reaction: Reaction = { id: newId(world), author, content, createdAt: moment(settings) };
  comment.reactions.push(reaction);
  return { reaction, isNew: true };
}
