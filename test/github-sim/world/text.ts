/** What GitHub does to texts: it refuses long ones, and may take HTML comments out of reviews. */
import { invalid } from "./refusal.ts";

/** Characters; counted as code points. */
const LONGEST_BODY = 65_536;
/** Characters of a commit status. */
export const LONGEST_DESCRIPTION = 140;

/** @param resource such as `IssueComment`, for the refusal's words */
export function checkedBody(resource: string, body: string): string {
  if ([...body].length > LONGEST_BODY) {
    throw invalid({
      resource,
      code: "unprocessable",
      field: "data",
      message: `body is too long (maximum is ${LONGEST_BODY} characters)`,
    });
  }
  if (body.trim() === "") throw invalid({ resource, code: "unprocessable", field: "data", message: "Body can't be blank" });
  return body;
}

/** As a submitted review's body is kept where GitHub strips HTML comments. */
export const withoutHtmlComments = (body: string): string => body.replaceAll(/<!--[\s\S]*?-->/g, "");
