/** Comments of the conversation, and reactions to them. Issues that are no pull requests do not exist here. */
import { z } from "zod";
import { complete } from "../contract/complete.ts";
import { addComment, editComment, mayChange, react } from "../world/comments.ts";
import { issueCommentOf } from "../world/find.ts";
import { forbidden, notFound } from "../world/refusal.ts";
import { bodyIn, type Call, created, gone, type Handler, numberParam, ok, pullIn, repositoryIn } from "./call.ts";
import { page } from "./page.ts";
import { commentBody, reactionBody } from "./render/comment.ts";
import { issueFacts } from "./render/issue.ts";
import { repositoryPath } from "./render/names.ts";

const Body = z.object({ body: z.string() });
const found = (call: Call) => issueCommentOf(repositoryIn(call), numberParam(call, "comment_id"));

function shown(call: Call) {
  const { pull, comment } = found(call);
  return commentBody(call, repositoryIn(call), pull, comment);
}

const list: Handler = (call) => {
  const [repository, pull] = [repositoryIn(call), pullIn(call, "issue_number")];
  const since = call.query.get("since");
  const all = pull.comments.filter(({ updatedAt }) => since === null || updatedAt >= since);
  return page(call, `${repositoryPath(repository)}/issues/${pull.number}/comments`, all, (comment) =>
    commentBody(call, repository, pull, comment),
  );
};

const create: Handler = (call) => {
  const [repository, pull] = [repositoryIn(call), pullIn(call, "issue_number")];
  const comment = addComment(call.world, repository, pull, call.token.login, bodyIn(call, Body).body, call.settings);
  return created(commentBody(call, repository, pull, comment));
};

const update: Handler = (call) => {
  const { comment } = found(call);
  mayChange(call.token, repositoryIn(call), comment.author);
  editComment(comment, call.token.login, bodyIn(call, Body).body, call.settings);
  return ok(shown(call));
};

const remove: Handler = (call) => {
  const { pull, comment } = found(call);
  mayChange(call.token, repositoryIn(call), comment.author);
  pull.comments = pull.comments.filter((each) => each !== comment);
  return gone;
};

const addReaction: Handler = (call) => {
  const { comment } = found(call);
  const { content } = bodyIn(call, z.object({ content: z.string() }));
  const { reaction, isNew } = react(call.world, comment, call.token.login, content, call.settings);
  return (isNew ? created : ok)(reactionBody(call, reaction));
};

const listReactions: Handler = (call) => {
  const { comment } = found(call);
  const wanted = call.query.get("content");
  const all = comment.reactions.filter(({ content }) => wanted === null || content === wanted);
  const path = `${repositoryPath(repositoryIn(call))}/issues/comments/${comment.id}/reactions`;
  return page(call, path, all, (reaction) => reactionBody(call, reaction));
};

const removeReaction: Handler = (call) => {
  const { comment } = found(call);
  const reaction = comment.reactions.find(({ id }) => id === numberParam(call, "reaction_id"));
  if (reaction === undefined) throw notFound();
  if (reaction.author !== call.token.login) throw forbidden();
  comment.reactions = comment.reactions.filter((each) => each !== reaction);
  return gone;
};

export const issueComments: Readonly<Record<string, Handler>> = {
  "issues/get": (call) => ok(complete("issue", issueFacts(call, repositoryIn(call), pullIn(call, "issue_number")))),
  "issues/list-comments": list,
  "issues/create-comment": create,
  "issues/get-comment": (call) => ok(shown(call)),
  "issues/update-comment": update,
  "issues/delete-comment": remove,
  "reactions/create-for-issue-comment": addReaction,
  "reactions/list-for-issue-comment": listReactions,
  "reactions/delete-for-issue-comment": removeReaction,
};
