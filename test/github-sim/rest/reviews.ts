/** Reviews: written, listed, changed. */
import { z } from "zod";
import { reviewOf } from "../world/find.ts";
import { unprocessable } from "../world/refusal.ts";
import { addReview, deleteReview, editReview, submitReview } from "../world/reviews.ts";
import type { Review } from "../world/world.ts";
import { bodyIn, type Call, type Handler, numberParam, ok, pullIn, repositoryIn } from "./call.ts";
import { page } from "./page.ts";
import { repositoryPath } from "./render/names.ts";
import { reviewBody, reviewCommentBody } from "./render/review.ts";

const SIDE = z.enum(["LEFT", "RIGHT"]);
const EVENT = z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]);
const NewReview = z.object({
  commit_id: z.string().optional(),
  body: z.string().nullish(),
  event: EVENT.optional(),
  comments: z
    .array(
      z.object({
        path: z.string(),
        body: z.string(),
        line: z.int().optional(),
        position: z.int().optional(),
        side: z.string().optional(),
        start_line: z.int().optional(),
        start_side: z.string().optional(),
      }),
    )
    .optional(),
});

const create: Handler = (call) => {
  const [repository, pull] = [repositoryIn(call), pullIn(call)];
  const { commit_id: commit, body, event, comments = [] } = bodyIn(call, NewReview);
  if (comments.some(({ position }) => position !== undefined)) throw unprocessable("the stand-in takes lines, not positions");
  const asked = comments.map(
    ({ path, body: text, line, side = "RIGHT", start_line: startLine, start_side: startSide = side }) => ({
      path,
      body: text,
      line,
      side: SIDE.parse(side),
      startLine,
      startSide: SIDE.parse(startSide),
    }),
  );
  const review = addReview(
    call.world,
    repository,
    pull,
    { author: call.token.login, commit, body: body ?? "", event, comments: asked },
    call.settings,
  );
  return ok(reviewBody(call, repository, pull, review));
};

const own = (call: Call): Review => {
  const review = reviewOf(pullIn(call), numberParam(call, "review_id"));
  // A pending review is its author's secret.
  if (review.state === "PENDING" && review.author !== call.token.login) return reviewOf(pullIn(call), -1);
  return review;
};
const shown = (call: Call, review: Review) => ok(reviewBody(call, repositoryIn(call), pullIn(call), review));

const list: Handler = (call) => {
  const [repository, pull] = [repositoryIn(call), pullIn(call)];
  const visible = pull.reviews.filter(({ state, author }) => state !== "PENDING" || author === call.token.login);
  return page(call, `${repositoryPath(repository)}/pulls/${pull.number}/reviews`, visible, (review) =>
    reviewBody(call, repository, pull, review),
  );
};

const update: Handler = (call) => {
  const review = own(call);
  if (review.author !== call.token.login) throw unprocessable("Can not update a review of somebody else");
  editReview(review, call.token.login, bodyIn(call, z.object({ body: z.string() })).body, call.settings);
  return shown(call, review);
};

const remove: Handler = (call) => {
  const review = own(call);
  const answer = shown(call, review);
  deleteReview(pullIn(call), review);
  return answer;
};

const submit: Handler = (call) => {
  const review = own(call);
  const { event, body } = bodyIn(call, z.object({ event: EVENT, body: z.string().optional() }));
  submitReview(pullIn(call), review, event, body, call.settings);
  return shown(call, review);
};

const listComments: Handler = (call) => {
  const [repository, pull, review] = [repositoryIn(call), pullIn(call), own(call)];
  const found = pull.threads.flatMap((thread) =>
    thread.comments.filter((comment) => comment.review === review.id).map((comment) => ({ thread, comment })),
  );
  const path = `${repositoryPath(repository)}/pulls/${pull.number}/reviews/${review.id}/comments`;
  return page(call, path, found, ({ thread, comment }) =>
    reviewCommentBody(call, repository, pull, thread, comment, "review-comment"),
  );
};

export const reviews: Readonly<Record<string, Handler>> = {
  "pulls/create-review": create,
  "pulls/list-reviews": list,
  "pulls/get-review": (call) => shown(call, own(call)),
  "pulls/update-review": update,
  "pulls/delete-pending-review": remove,
  "pulls/submit-review": submit,
  "pulls/list-comments-for-review": listComments,
};
