import { c as array, d as int, g as record, h as object, v as string } from "./zod~action~action-post.js";
import { a as COMMENT, i as ownStatusComments, o as commentNode, s as nodesOf } from "./github~review~action.js";
import { f as parseFullName } from "./github~commit-status~action~action-post.js";

// src/github/read/last-merged.ts
/** What was known of a manuscript before this pull request: the last merged one on the same base branch that changed it and bears our status comment.
*  Invariant: only what GitHub says that this token wrote counts. */
/** Pull requests that are looked at, by what happened to them last. GitHub computes a difference for each, and gives a request ten seconds. */
const RECENT = 30;
/** Of those that touched the manuscript, how many are asked for their comments. */
const CANDIDATES = 5;
const MERGED = `query Merged($owner: String!, $repo: String!, $base: String!) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: MERGED, baseRefName: $base, first: ${RECENT}, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number mergedAt files(first: 100) { nodes { path } }
        comments(first: 5) { totalCount nodes { ${COMMENT} } }
      }
    }
  }
}`;
const mergedAnswer = object({ repository: object({ pullRequests: object({ nodes: nodesOf(object({
	number: int(),
	mergedAt: string().nullable(),
	files: object({ nodes: array(object({ path: string() }).nullable()).nullable() }).nullable(),
	comments: object({
		totalCount: int(),
		nodes: array(commentNode.nullable())
	})
})) }) }).nullable() });
const commentsAnswer = object({ repository: record(string(), object({ comments: object({ nodes: nodesOf(commentNode) }) }).nullable()).nullable() });
/** One request when first asked, and another for a manuscript where our comment may stand behind many others. */
function mergedPulls(github, { repository, base }) {
	const name = parseFullName(repository);
	let answered;
	return async (isOfManuscript) => {
		answered ??= github.query("Merged", MERGED, {
			...name,
			base: base.ref
		}, mergedAnswer);
		const candidates = ((await answered).repository?.pullRequests.nodes ?? []).filter(({ files }) => files?.nodes?.some((file) => file !== null && isOfManuscript(file.path))).sort((a, b) => Date.parse(b.mergedAt ?? "") - Date.parse(a.mergedAt ?? "")).slice(0, CANDIDATES).map(({ number: pull, comments: { totalCount, nodes } }) => {
			return {
				pull,
				statusComments: ownStatusComments(nodes.filter((node) => node !== null)),
				hasMoreComments: totalCount > nodes.length
			};
		});
		const first = candidates.findIndex(({ statusComments }) => statusComments.length > 0);
		const unread = candidates.slice(0, first === -1 ? candidates.length : first).filter(({ hasMoreComments }) => hasMoreComments).map(({ pull }) => pull);
		const more = await fetchStatusComments(github, name, unread);
		return candidates.map(({ pull, statusComments }) => ({
			pull,
			statusComments: more.get(pull) ?? statusComments
		})).find(({ statusComments }) => statusComments.length > 0);
	};
}
async function fetchStatusComments(github, name, pulls) {
	if (pulls.length === 0) return /* @__PURE__ */ new Map();
	const query = `query MergedComments($owner: String!, $repo: String!) {\n  repository(owner: $owner, name: $repo) {\n    ${pulls.map((pull) => `p${pull}: pullRequest(number: ${pull}) { comments(first: 100) { nodes { ${COMMENT} } } }`).join("\n    ")}\n  }\n}`;
	const { repository } = await github.query("MergedComments", query, { ...name }, commentsAnswer);
	return new Map(pulls.map((pull) => [pull, ownStatusComments(repository?.[`p${pull}`]?.comments.nodes ?? [])]));
}

export { mergedPulls as t };