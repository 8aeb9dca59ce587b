/** Comments on lines, one by one. */
import { z } from "zod";
import { mayChange } from "../world/comments.ts";
import { reviewCommentOf } from "../world/find.ts";
import { notFound } from "../world/refusal.ts";
import { addReply } from "../world/reviews.ts";
import { moment } from "../world/settings.ts";
import { checkedBody } from "../world/text.ts";
import { bodyIn, type Call, created, gone, type Handler, numberParam, ok, pullIn, repositoryIn } from "./call.ts";
import { page } from "./page.ts";
import { repositoryPath } from "./render/names.ts";
import { reviewCommentBody } from "./render/review.ts";

const Body = z.object({ body: z.string() });
const found = (call: Call) => reviewCommentOf(repositoryIn(call), numberParam(call, "comment_id"));

function shown(call: Call) {
  const { pull, thread, comment } = found(call);
  return reviewCommentBody(call, repositoryIn(call), pull, thread, comment);
}

const list: Handler = (call) => {
  const [repository, pull] = [repositoryIn(call), pullIn(call)];
  const pending = new Set(pull.reviews.filter(({ state }) => state === "PENDING").map(({ id }) => id));
  const all = pull.threads
    .flatMap((thread) => thread.comments.map((comment) => ({ thread, comment })))
    .filter(({ comment }) => !pending.has(comment.review))
    .sort((a, b) => a.comment.id - b.comment.id);
  return page(call, `${repositoryPath(repository)}/pulls/${pull.number}/comments`, all, ({ thread, comment }) =>
    reviewCommentBody(call, repository, pull, thread, comment),
  );
};

const reply: Handler = (call) => {
  const [repository, pull, { pull: of, thread }] = [repositoryIn(call), pullIn(call), found(call)];
  if (of !== pull) throw notFound();
  const comment = addReply(call.world, pull, thread, call.token.login, bodyIn(call, Body).body, call.settings);
  return created(reviewCommentBody(call, repository, pull, thread, comment));
};

const update: Handler = (call) => {
  const { comment } = found(call);
  mayChange(call.token, repositoryIn(call), comment.author);
  comment.body = checkedBody("PullRequestReviewComment", bodyIn(call, Body).body);
  comment.updatedAt = moment(call.settings);
  comment.editor = call.token.login;
  return ok(shown(call));
};

const remove: Handler = (call) => {
  const { pull, thread, comment } = found(call);
  mayChange(call.token, repositoryIn(call), comment.author);
  thread.comments = thread.comments.filter((each) => each !== comment);
  if (thread.comments.length === 0) pull.threads = pull.threads.filter((each) => each !== thread);
  return gone;
};

export const reviewComments: Readonly<Record<string, Handler>> = {
  "pulls/list-review-comments": list,
  "pulls/get-review-comment": (call) => ok(shown(call)),
  "pulls/create-reply-for-review-comment": reply,
  "pulls/update-review-comment": update,
  "pulls/delete-review-comment": remove,
};
