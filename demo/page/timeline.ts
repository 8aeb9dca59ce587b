/** The conversation, oldest first: pushes with the verdict on each commit, comments, reviews with their threads. */
import type { Element } from "hast";
import { h } from "hastscript";
import type { Played, Push, Status } from "../played.ts";
import { hunkTable } from "./hunk.ts";
import { rendered } from "./markdown.ts";

type Comment = Played["pull"]["comments"][number];
type Review = Played["pull"]["reviews"][number];
type Thread = Played["pull"]["threads"][number];

const REACTIONS: Readonly<Record<string, string>> = { eyes: "👀", rocket: "🚀", confused: "😕", "+1": "👍", "-1": "👎" };
const STATES = { success: "✓", failure: "✗", error: "✗", pending: "●" } as const;

export function timeline(played: Played): readonly Element[] {
  const { pull, pushes, statuses } = played;
  const items = [
    ...pushes.map((push) => ({ at: push.before, item: () => commitItem(push, statuses) })),
    ...pull.comments.map((comment) => ({ at: comment.id, item: () => commentItem(comment, played) })),
    // What GitHub makes around a reply has no words, and no thread of its own begins in it.
    ...pull.reviews
      .filter(({ id, body }) => body !== "" || threadsOf(id, played).length > 0)
      .map((review) => ({ at: review.id, item: () => reviewItem(review, played) })),
  ];
  return items.toSorted((a, b) => a.at - b.at).map(({ item }) => item());
}

function commitItem({ sha, message, author }: Push, statuses: readonly Status[]): Element {
  const its = statuses.filter((status) => status.sha === sha);
  const last = its.at(-1);
  return h("div.event", { id: `commit-${sha}` }, [
    h("span.dot", "◦"),
    h("div", [
      h("div", [h("b", author), " pushed ", h("span.title", message), " ", h("code", sha.slice(0, 7)), verdictMark(last)]),
      ...(its.length === 0
        ? []
        : [
            h("ul.statuses", [
              ...its.map(({ state, context, description }) =>
                h("li", [h("span", { className: [state] }, STATES[state]), " ", h("b", context), " — ", description ?? ""]),
              ),
            ]),
          ]),
    ]),
  ]);
}

const verdictMark = (status: Status | undefined): Element | string =>
  status === undefined ? "" : h("span", { className: ["mark", status.state] }, ` ${STATES[status.state]}`);

function commentItem(comment: Comment, played: Played): Element {
  const { id, author, body, createdAt, editor, reactions } = comment;
  const edited = editor === undefined ? [] : [h("span.edited", " · edited")];
  return h("section.comment", { id: `issuecomment-${id}` }, [
    header(author, ["commented ", moment(createdAt), ...edited]),
    words(body, played),
    ...(reactions.length === 0 ? [] : [h("p.reactions", reactions.map(reaction))]),
  ]);
}

function reaction({ content, author }: Comment["reactions"][number]): Element {
  return h("span", { title: `${author} reacted with ${content}` }, REACTIONS[content] ?? content);
}

function reviewItem(review: Review, played: Played): Element {
  const { id, author, body, submittedAt, commit } = review;
  const state = STATED[review.state];
  return h("section.review", { id: `pullrequestreview-${id}` }, [
    h("div.comment", [
      header(author, [state, " ", moment(submittedAt ?? review.createdAt), " · ", h("code", commit.slice(0, 7))]),
      ...(body === "" ? [] : [words(body, played)]),
    ]),
    ...threadsOf(id, played).map((thread) => threadItem(thread, played)),
  ]);
}
const STATED = {
  PENDING: "began a review",
  COMMENTED: "reviewed",
  APPROVED: "approved these changes",
  CHANGES_REQUESTED: "requested changes",
  DISMISSED: "reviewed, since dismissed",
} as const;

function threadsOf(review: number, { pull }: Played): readonly Thread[] {
  return pull.threads.filter(({ comments }) => comments[0]?.review === review);
}

/** Resolved ones are folded, as are minimised ones. */
function threadItem({ id, anchor, comments, resolvedBy }: Thread, played: Played): Element {
  const lines = anchor.startLine === undefined ? `line ${anchor.line}` : `lines ${anchor.startLine} to ${anchor.line}`;
  const minimized = comments[0]?.minimized;
  const ending =
    resolvedBy === undefined
      ? minimized === undefined
        ? []
        : [h("span.tag", `hidden as ${minimized.reason.toLowerCase()}`)]
      : [h("span.tag", `${resolvedBy} marked this conversation as resolved`)];
  const isFolded = ending.length > 0;
  return h("details.thread", { id: `thread-${id}`, ...(isFolded ? {} : { open: true }) }, [
    h("summary", [h("span.path", anchor.path), ` ${lines}`, ...ending]),
    hunkTable(anchor),
    ...comments.map((comment) =>
      h("div.inline", { id: `discussion_r${comment.id}` }, [
        header(comment.author, [moment(comment.createdAt)]),
        words(comment.body, played),
      ]),
    ),
  ]);
}

function header(author: string, more: readonly (string | Element)[]): Element {
  const name = author.replace(/\[bot\]$/, "");
  return h("header", [h("b", name), ...(name === author ? [] : [h("span.bot", "bot")]), " ", ...more]);
}

/** `2026-03-02T10:00:00Z` without what nobody reads. */
const moment = (at: string): Element => h("time", { dateTime: at }, at.replace("T", " ").replace(/:\d\dZ$/, ""));

const words = (body: string, played: Played): Element => h("div.markdown-body", rendered(body, "comment", played).children);
