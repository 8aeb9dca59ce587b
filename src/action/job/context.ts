/** What GitHub's runner says of a job, by environment variables and by the event's file. Fails towards an error: outside of a job nothing is guessed. */
import { z } from "zod";
import { fileAndLine, parseJson } from "../../data-file.ts";
import { SettingsError } from "../../errors.ts";

export interface JobContext {
  /** `owner/name` */
  readonly repository: string;
  readonly event: { readonly name: string; readonly payload: unknown };
  /** Such as `https://api.github.com`. */
  readonly api: string;
  readonly graphql: string | undefined;
  readonly site: { readonly server: string; readonly run?: string };
  /** Folder for results that the workflow names no path for. */
  readonly temporary: string;
  /** Folder of the job's own files, from which later steps take what they name. */
  readonly workspace: string;
}

/** Characters. GitHub's payloads have at most 25 MB; those of our events have some ten thousand. */
const LONGEST_EVENT = 26_214_400;

const variables = z.object({
  GITHUB_REPOSITORY: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  GITHUB_EVENT_NAME: z.string().min(1),
  GITHUB_EVENT_PATH: z.string().min(1),
  GITHUB_API_URL: z.url().default("https://api.github.com"),
  GITHUB_GRAPHQL_URL: z.url().optional(),
  GITHUB_SERVER_URL: z.url().default("https://github.com"),
  GITHUB_RUN_ID: z.string().regex(/^\d+$/).optional(),
  RUNNER_TEMP: z.string().min(1).default("/tmp"),
  GITHUB_WORKSPACE: z.string().min(1).optional(),
});

/** @param read the text of a file
 *  @throws SettingsError where this is no job of GitHub Actions */
export async function jobContext(
  env: Readonly<Record<string, string | undefined>>,
  read: (path: string, most: number) => Promise<string>,
): Promise<JobContext> {
  const checked = variables.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")));
  if (!checked.success) throw noJob(String(checked.error.issues[0]?.path[0]), "it is not set as GitHub's runner sets it");
  const { data } = checked;
  const { GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server, GITHUB_RUN_ID: id, GITHUB_EVENT_PATH: path } = data;
  return {
    repository,
    event: { name: data.GITHUB_EVENT_NAME, payload: await payloadIn(path, read) },
    api: data.GITHUB_API_URL,
    graphql: data.GITHUB_GRAPHQL_URL,
    site: { server, ...(id === undefined ? {} : { run: `${server}/${repository}/actions/runs/${id}` }) },
    temporary: data.RUNNER_TEMP,
    workspace: data.GITHUB_WORKSPACE ?? data.RUNNER_TEMP,
  };
}

async function payloadIn(path: string, read: (path: string, most: number) => Promise<string>): Promise<unknown> {
  const text = await read(path, LONGEST_EVENT).catch((cause: unknown) => {
    throw noJob(`GITHUB_EVENT_PATH ${path}`, "the event's file cannot be read", cause);
  });
  return parseJson(text, (_, cause, line) =>
    noJob(`GITHUB_EVENT_PATH ${fileAndLine(path, line)}`, "the event's file is no JSON", cause),
  );
}

function noJob(at: string, fault: string, cause?: unknown): SettingsError {
  return new SettingsError({
    code: "no-job",
    at,
    fault,
    remedy: "Run this as a step of a GitHub Actions job; on a command line use bioreview",
    cause,
  });
}
