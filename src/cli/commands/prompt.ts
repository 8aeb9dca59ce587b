/** `bioreview prompt`: the question as the model gets it, byte for byte, and nothing else. */
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { z } from "zod";
import type { Profile } from "../../../profiles/profile.ts";
import { fileAndLine, readJson } from "../../data-file.ts";
import { SettingsError } from "../../errors.ts";
import { cutLines } from "../../publish/index.ts";
import {
  type Article,
  type ArticleWithPassages,
  articleOf,
  articleSchema,
  buildPrompt,
  type Prompt,
  promptFor,
  tokenCounter,
} from "../../review/index.ts";
import { readSystemPrompt } from "../input-files.ts";
import { openManuscript } from "../open-manuscript.ts";
import { type PromptFlags, profileOf, type ReadFlags, withPromptFlags, withReadFlags } from "../options.ts";
import type { Terminal } from "../terminal.ts";
import { writeResult } from "../write-result.ts";

interface PromptCommandFlags extends ReadFlags, PromptFlags {
  readonly article?: string;
  readonly system?: true;
  readonly systemPrompt?: string;
  readonly finalCut?: true;
}

export function promptCommand(terminal: Terminal, signal: AbortSignal): Command {
  const command = new Command("prompt").description(
    "Prints the user message byte for byte on standard output; several of a general model with NUL between them. What was cut of the paper is said on standard error.",
  );
  return withPromptFlags(withReadFlags(command))
    .addOption(
      new Option(
        "--article <file>",
        'read {"title", "abstract", "sections": [["name", "text"], …]} from a JSON file instead of a manuscript',
      ).conflicts(["rev", "manuscript"]),
    )
    .option("--system", "print the system message instead")
    .option("--system-prompt <file>", "use this file's text as the system message")
    .option(
      "--final-cut",
      "cut the finished message to the budget once more, as the published training build did and its inference did not",
    )
    .addHelpText("after", EXAMPLES)
    .action(async (path: string, flags: PromptCommandFlags, { args }: Command) => {
      const print = async ({ report, system }: Pick<Prompt, "report" | "system">, user: string): Promise<void> => {
        signal.throwIfAborted();
        for (const line of cutLines(report)) terminal.err(`bioreview: ${line}\n`);
        await writeResult(undefined, flags.system === true ? system : user, terminal);
      };
      if (flags.article !== undefined && args.length > 0) throw bothNamed(path, flags.article);
      const system = await readSystemPrompt(flags.systemPrompt, terminal.directory);
      const profile = profileOf(flags);
      const { prompt } = profile;
      const optional = system === undefined ? {} : { system };
      if (prompt.questions !== undefined) {
        const asked = await promptFor({ article: await paperFor(path, flags, profile, terminal), profile, ...optional });
        return print(asked, asked.users.join("\0"));
      }
      const built = buildPrompt(await articleFor(path, flags, terminal), {
        counter: await tokenCounter(prompt.counter),
        budget: prompt.budget,
        finalCut: flags.finalCut === true,
        ...optional,
      });
      return print(built, built.user);
    });
}

const EXAMPLES = `
Examples:
  bioreview prompt paper/ > prompt.txt
  bioreview prompt paper/ --counter cl100k --budget 8000
  bioreview prompt --article article.json | sha256sum`;

async function articleFor(path: string, flags: PromptCommandFlags, terminal: Terminal): Promise<Article> {
  if (flags.article !== undefined) return readArticle(flags.article, terminal.directory);
  const { manuscript } = await openManuscript(path, flags, terminal.directory);
  return articleOf(manuscript).article;
}

/** @throws SettingsError for an article in parts, whose sentences have no place in a manuscript; and for a cut that only the published prompt has */
async function paperFor(
  path: string,
  flags: PromptCommandFlags,
  { name }: Profile,
  terminal: Terminal,
): Promise<ArticleWithPassages> {
  const [flag] = [flags.article === undefined ? [] : ["--article"], flags.finalCut === true ? ["--final-cut"] : []].flat();
  if (flag !== undefined)
    throw new SettingsError({
      code: "not-of-this-prompt",
      at: flag,
      fault: `the profile ${name} asks about a manuscript part by part, and this belongs to the published prompt`,
      remedy: "Leave it out, or name a fine-tuned profile",
    });
  return articleOf((await openManuscript(path, flags, terminal.directory)).manuscript);
}

function bothNamed(path: string, article: string): SettingsError {
  return new SettingsError({
    code: "article-and-path",
    at: `--article ${article}`,
    fault: `the path ${path} is named too, and only one of them can be asked about`,
    remedy: "Leave one of them out",
  });
}

/** @throws SettingsError naming the file, and the place in it that is wrong */
async function readArticle(file: string, directory: string): Promise<Article> {
  const refuse = (fault: string, cause?: unknown, line?: number) =>
    new SettingsError({
      code: "article-unusable",
      at: fileAndLine(file, line),
      fault,
      remedy: 'Write {"title": "…", "abstract": "…", "sections": [["methods", "…"]]} as JSON in UTF-8',
      cause,
    });
  const parsed = articleSchema.safeParse(await readJson(resolve(directory, file), refuse));
  if (!parsed.success)
    throw refuse(
      parsed.error.issues.map(({ path, message }) => `${message} at ${z.core.toDotPath(path) || "its root"}`).join("; "),
    );
  return parsed.data;
}
