import { n as setCommitStatus, o as connectGitHub } from "./github~action~action-post.js";
import { i as statusContext, t as crashedStatus } from "./publish~action~action-post.js";
import { i as secretsOf, n as unsettledStatus, s as unfinishedInstallation } from "./action~action~action-post.js";
import { rm } from "node:fs/promises";

// src/action/run/clean-up.ts
/** After the run, however that ended: what a crash left behind is put away, and a commit that was promised a verdict is told that there is none. The run's own
*  result stands, whatever happens here. */
async function cleanUp(job, fetch) {
	for (const secret of secretsOf(job.input)) job.mask(secret);
	try {
		const folder = unfinishedInstallation(job);
		if (folder !== void 0) await rm(folder, {
			recursive: true,
			force: true
		});
		await reportCrash(job, fetch);
	} catch (error) {
		job.log.warning(`cleaning up failed: ${error instanceof Error ? error.message : String(error)}`);
	}
}
async function reportCrash(job, fetch) {
	const left = unsettledStatus(job);
	if (left === void 0) return;
	const { repository, sha, api, run } = left;
	const github = connectGitHub({
		token: job.input("token"),
		api,
		log: job.log,
		statusContext: statusContext(job.input("state-key")),
		fetch
	});
	job.log.error(`the run ended without a verdict on ${sha.slice(0, 7)}`);
	const lost = await setCommitStatus(github, repository, sha, crashedStatus(run));
	if (lost !== void 0) job.log.warning(`not written: ${lost.what}; it needs ${lost.permission}`);
}

export { cleanUp as t };