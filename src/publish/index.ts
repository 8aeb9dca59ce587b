/** publish/: what people read, and the one door that foreign text leaves by. Start reading at `planPublication`. */
export { type Answered, type AnswerInput, planAnswer } from "./answer.ts";
export { comparisonMarkdown } from "./comparison/markdown.ts";
export { comparisonText } from "./comparison/text.ts";
export type { Site } from "./context.ts";
export type { Conversation, DiffLines, OwnComment, OwnReview, OwnThread } from "./conversation.ts";
export { addsDecisionsOnly } from "./decisions.ts";
export { isStatusComment, type Scope } from "./marks.ts";
export { type PublicationInput, planPublication } from "./plan.ts";
export { isRecorded } from "./plan-compared.ts";
export type {
  CommitStatus,
  InlineComment,
  PlannedComment,
  PlannedReply,
  PlannedReview,
  PlannedThread,
  Publication,
} from "./publication.ts";
export { type Found, type KeptState, type Previous, type RunResult, runResultSchema } from "./run-result.ts";
export { markdown, plain } from "./sanitise.ts";
export { type ReadState, readState } from "./state.ts";
export {
  crashedStatus,
  failedStatus,
  pendingStatus,
  statusContext,
  supersededStatus,
  untouchedStatus,
  verdictStatus,
} from "./statuses.ts";
export { verdictOf } from "./verdict.ts";
