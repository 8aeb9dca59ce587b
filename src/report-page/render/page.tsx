/** The report as one HTML file. Invariants: it asks for nothing, for its policy forbids every request and names script and style
 *  by their digests; no word of the paper or of a concern is anything but a text node or a value of an attribute that holds plain
 *  words. */
import { hash } from "node:crypto";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { renderToString } from "preact-render-to-string";
import { severityCounts } from "../../publish/index.ts";
import { counted } from "../../text.ts";
import type { ConcernView } from "../concerns.ts";
import type { PageModel } from "../page-model.ts";
import { Changes } from "./changes.tsx";
import { Syntax } from "./formula.tsx";
import { ConcernList, Note, PrintedNotes } from "./notes.tsx";
import { Paper } from "./paper.tsx";
import { Timeline, TimelineTable } from "./timeline.tsx";
import { Language, Prose } from "./words.tsx";

/** What the page has of its own besides its words: both are ours, and built with the program. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** The whole HTML file: complete without network, and with all words readable without its script. */
export function renderPage(model: PageModel, assets: PageAssets): string {
  return `<!doctype html>\n${renderToString(
    <Syntax.Provider value={model.formulas}>
      <Language.Provider value={model.language === "en" ? undefined : model.language}>
        <Page model={model} assets={assets} />
      </Language.Provider>
    </Syntax.Provider>,
  )}\n`;
}

/** `default-src 'none'` covers images, fonts, frames, connections, media and workers. */
function policyOf({ script, style }: PageAssets): string {
  const digest = (text: string) => `'sha256-${hash("sha256", text, "base64")}'`;
  return `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; base-uri 'none'; form-action 'none'`;
}

function Page({ model, assets }: { readonly model: PageModel; readonly assets: PageAssets }): JSX.Element {
  const { title, language, changes } = model;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policyOf(assets)} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · BioReview`}</title>
        <style dangerouslySetInnerHTML={{ __html: assets.style }} />
      </head>
      <body lang={useContext(Language) && "en"}>
        <a class="skip" href="#paper">
          To the paper
        </a>
        <ConcernList model={model} />
        <main>
          <Masthead model={model} />
          <PaperView model={model} />
          {changes === undefined ? null : (
            <section class="view" id="changes" aria-labelledby="changes-name">
              <h2 id="changes-name">What changed</h2>
              <Changes model={model} changes={changes} />
            </section>
          )}
          <About model={model} />
        </main>
        <Copies model={model} />
        <script dangerouslySetInnerHTML={{ __html: assets.script }} />
      </body>
    </html>
  );
}

function Masthead({ model }: { readonly model: PageModel }): JSX.Element {
  const { title, revision, before, caution, remarks, timeline, changes } = model;
  return (
    <header class="masthead">
      <p class="eyebrow">
        BioReview · revision {revision.number} <span class="label">{revision.label}</span>
        {before === undefined ? null : (
          <>
            {" "}
            compared with revision {before.number} <span class="label">{before.label}</span>
          </>
        )}
      </p>
      <h1 id="title" lang={useContext(Language)}>
        <Prose text={title} />
      </h1>
      <div class="overview">
        <div>
          <p class="state">{stateText(model)}</p>
          {caution === undefined ? null : (
            <p class="caution">
              <b>Caution:</b> {caution}.
            </p>
          )}
          {remarks.map((remark) => (
            <p class="remark">{remark}</p>
          ))}
        </div>
        {timeline.length < 2 ? null : <Timeline points={timeline} />}
      </div>
      <div class="bar">
        <nav class="tabs scripted" aria-label="Views">
          <a href="#paper">Paper</a>
          {changes === undefined ? null : <a href="#changes">Changes</a>}
          <a href="#about">About this review</a>
        </nav>
        <p class="actions scripted">
          <button type="button" data-copy="checklist">
            Checklist
          </button>
          <button type="button" data-copy="response">
            Response letter
          </button>
          <button type="button" data-open="keys">
            Keys
          </button>
        </p>
      </div>
    </header>
  );
}

/** Such as "12 open: 4 major, 8 minor · 3 resolved · 2 new". */
function stateText({ concerns }: PageModel): string {
  const open = concerns.filter(({ state }) => state === "open");
  const count = (holds: (concern: ConcernView) => boolean) => concerns.filter(holds).length;
  const parts = [
    ["new", count(({ change, state }) => state === "open" && change?.kind === "introduced")],
    ["resolved", count(({ state }) => state === "resolved")],
    ["dismissed", count(({ state }) => state === "dismissed")],
  ] as const;
  const none = concerns.length === 0 ? "The review raised no concern." : "No concern is open";
  return [
    open.length === 0 ? none : `${counted(open.length, "open concern")}: ${severityCounts(open)}`,
    ...parts.filter(([, number]) => number > 0).map(([what, number]) => `${number} ${what}`),
  ].join(" · ");
}

function PaperView({ model }: { readonly model: PageModel }): JSX.Element {
  const { concerns, sections } = model;
  const byId = new Map(concerns.map((concern) => [concern.id, concern]));
  const whole = concerns.filter(({ unpinned }) => unpinned === "whole paper");
  const gone = concerns.filter(({ unpinned }) => unpinned === "text gone");
  return (
    <section class="view" id="paper" aria-labelledby="title">
      {whole.length === 0 ? null : (
        <section class="general" aria-labelledby="whole-name">
          <h2 id="whole-name">About the whole paper</h2>
          {whole.map((concern) => (
            <Note concern={concern} />
          ))}
        </section>
      )}
      <Paper sections={sections} concerns={byId} />
      {gone.length === 0 ? null : (
        <section class="general" aria-labelledby="gone-name">
          <h2 id="gone-name">About text that this revision does not have</h2>
          {gone.map((concern) => (
            <Note concern={concern} />
          ))}
        </section>
      )}
      <PrintedNotes concerns={concerns} />
    </section>
  );
}

function About({ model }: { readonly model: PageModel }): JSX.Element {
  const { notes, letters, timeline, forgotten } = model;
  return (
    <section class="view" id="about" aria-labelledby="about-name">
      <h2 id="about-name">About this review</h2>
      {notes.length === 0 ? (
        <p>The concerns came without a word on how they were made.</p>
      ) : (
        <ul>
          {notes.map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      )}
      <h3>Revisions</h3>
      <TimelineTable points={timeline} />
      {forgotten === 0 ? null : <p>{counted(forgotten, "older concern")} had to be forgotten, and stand in no number above.</p>}
      {letters.map(({ file, points }) => (
        <section class="letter">
          <h3>The authors’ letter: {file}</h3>
          <p class="remark">
            What the authors say. It is shown, and decides nothing: a concern is settled by the text of the paper alone.
          </p>
          {points.map(({ paragraphs }) => (
            <blockquote>
              {paragraphs.map((paragraph) => (
                <p>{paragraph}</p>
              ))}
            </blockquote>
          ))}
        </section>
      ))}
    </section>
  );
}

/** What the buttons show: text to copy, and the keys. */
function Copies({ model }: { readonly model: PageModel }): JSX.Element {
  const texts = [
    { id: "checklist", name: "Open concerns as a checklist", text: model.checklist },
    { id: "response", name: "Skeleton of a response letter", text: model.response },
  ];
  return (
    <>
      {texts.map(({ id, name, text }) => (
        <dialog id={id} aria-labelledby={`${id}-name`}>
          <h2 id={`${id}-name`}>{name}</h2>
          <textarea readOnly rows={14} aria-label={`${name}, in Markdown`} value={text} />
          <p class="actions">
            <button type="button" data-copies={id}>
              Copy
            </button>
            <button type="button" data-close>
              Close
            </button>
            <span role="status" />
          </p>
        </dialog>
      ))}
      <dialog id="keys" aria-labelledby="keys-name">
        <h2 id="keys-name">Keys</h2>
        <dl>
          {KEYS.map(([key, does]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <p>
          <label>
            <input type="checkbox" id="keys-on" checked /> single keys are on
          </label>
        </p>
        <p class="actions">
          <button type="button" data-close>
            Close
          </button>
        </p>
      </dialog>
    </>
  );
}

const KEYS = [
  ["j", "next concern"],
  ["k", "concern before"],
  ["Enter", "to its sentence, and back to the note"],
  ["Escape", "no concern"],
  ["/", "search"],
  ["?", "these keys"],
] as const;
