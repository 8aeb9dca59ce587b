/** publish/: what people read, and the one door that foreign text leaves by. Start reading at `planPublication`. */

export { type ContextInput, type JudgedManuscript, type Site, statesOf } from "./context.ts";
export type { Conversation, DiffLines, OwnComment, OwnReview, OwnThread } from "./conversation.ts";
export { isStatusComment, type MarkerScope } from "./markers.ts";
export { type AnswerableCommand, type CommandReplyInput, planCommandReply } from "./plan/command-reply.ts";
export { isRecorded, type PublicationInput, planPublication } from "./plan/plan-publication.ts";
export {
  crashedStatus,
  failedStatus,
  gateVerdict,
  ownStatuses,
  pendingStatus,
  removedStatus,
  statusContext,
  statusOfAll,
  supersededStatus,
  untouchedStatus,
  verdictStatus,
} from "./plan/verdict.ts";
export type {
  CommitStatus,
  InlineComment,
  NamedStatus,
  PlannedComment,
  PlannedReply,
  PlannedReview,
  PlannedThread,
  Publication,
} from "./publication.ts";
export { comparisonMarkdown } from "./render/comparison-markdown.ts";
export { comparisonText, textWidth } from "./render/comparison-text.ts";
export type { ReportKind } from "./report/groups.ts";
export { causeText, type ReportItem, severityCounts } from "./report/items.ts";
export { lastReviewed, reportOf } from "./report/report.ts";
export { type Cuts, countLine, cutLines, noteLines, unreadLine } from "./report/review-notes.ts";
export { escapeMarkdown, plainText, visibleText } from "./sanitise.ts";
export { addsDecisionsOnly } from "./state/decisions.ts";
export {
  type PreviousOrigin,
  type RunConclusion,
  type RunResult,
  runResultSchema,
  type SavedState,
} from "./state/run-result.ts";
export { type LoadedState, loadState, loadStates } from "./state/saved-state.ts";
