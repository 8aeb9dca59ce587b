/** Concerns: as notes in the margin, and as the list beside the paper. */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { CATEGORIES, SEVERITIES } from "../../concern.ts";
import { capitalize, counted } from "../../text.ts";
import { type CauseView, type ConcernView, categoryText } from "../concerns.ts";
import type { AuthorsWords } from "../letter.ts";
import type { PageModel } from "../page-model.ts";
import { Language, Prose } from "./words.tsx";

/** What the script filters by. */
function facts({ id, severity, category, state, section }: ConcernView) {
  return {
    "data-concern": id,
    "data-severity": severity,
    "data-category": category,
    "data-state": state,
    "data-section": section ?? "",
  };
}

function Severity({ concern }: { readonly concern: ConcernView }): JSX.Element {
  const { severity, severityBefore, state } = concern;
  return (
    <span class={`severity ${state === "open" ? severity : "closed"}`}>
      {severityBefore === undefined ? severity : `${severityBefore} → ${severity}`}
    </span>
  );
}

/** One concern with all that is known of it. It is a target of links and of the keyboard. */
export function Note({ concern }: { readonly concern: ConcernView }): JSX.Element {
  const { id, text, earlierText, category, state, change, reason, cause, place, pin, history, authorsSay } = concern;
  const target = pin?.sentences[0];
  return (
    <article class={`note ${state}`} id={id} tabIndex={-1} aria-labelledby={`${id}-name`} {...facts(concern)}>
      <header>
        <h3 id={`${id}-name`}>
          <span class="id">{id}</span> <Severity concern={concern} /> <span class="category">{categoryText(category)}</span>
        </h3>
        {state !== "open" || change !== undefined ? (
          <span class={`badge ${state === "open" ? (change?.kind.replaceAll(" ", "-") ?? "") : state}`}>
            {state === "open" ? change?.title : capitalize(state)}
          </span>
        ) : null}
      </header>
      <p class="said">
        <Prose text={text} />
      </p>
      <div class="more">
        {reason !== undefined && cause === undefined ? <p class="reason">{capitalize(reason)}.</p> : null}
        {earlierText === undefined ? null : (
          <details>
            <summary>Worded before</summary>
            <p>{earlierText}</p>
          </details>
        )}
        {cause === undefined ? null : <Cause cause={cause} isPart={state === "open"} />}
        {authorsSay.map((words) => (
          <AuthorsSay words={words} />
        ))}
        {history.length < 2 ? null : <History history={history} />}
        {target === undefined ? null : (
          <p class="place">
            <a href={`#s-${target}`} data-goto={id}>
              {place ?? "in the text"}
            </a>
          </p>
        )}
      </div>
    </article>
  );
}

function Cause({ cause, isPart }: { readonly cause: CauseView; readonly isPart: boolean }): JSX.Element {
  const lang = useContext(Language);
  return (
    <div class="cause">
      <p class="label">
        {isPart ? "Done in part" : "What settled it"} · revision {cause.revision} · {cause.because}
      </p>
      {cause.changes.map(({ before, after }) => (
        <>
          {before === undefined ? null : (
            <p class="before">
              <span class="hidden">Before: </span>
              <del lang={lang}>
                <Prose text={before} />
              </del>
            </p>
          )}
          {after === undefined ? null : (
            <p class="after">
              <span class="hidden">Now: </span>
              <ins lang={lang}>
                <Prose text={after} />
              </ins>
            </p>
          )}
        </>
      ))}
    </div>
  );
}

function AuthorsSay({ words }: { readonly words: AuthorsWords }): JSX.Element {
  const { file, startLine, paragraphs, foundBy } = words;
  return (
    <div class="authors">
      <p class="label">
        {foundBy === "name" ? "The authors say" : "The authors say, perhaps to this: found by its words"} · {file}:{startLine}
      </p>
      {paragraphs.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
    </div>
  );
}

function History({ history }: { readonly history: ConcernView["history"] }): JSX.Element {
  return (
    <details>
      <summary>History</summary>
      <ol class="history">
        {history.map(({ revision, outcome, because, by }) => (
          <li>
            Revision {revision}: {outcome}
            {by === undefined ? "" : ` by ${by}`}
            {because === outcome ? "" : ` (${because})`}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** The list beside the paper, with its filters. */
export function ConcernList({ model }: { readonly model: PageModel }): JSX.Element {
  const { concerns } = model;
  return (
    <nav class="rail" aria-label="Concerns">
      <details class="fold" open>
        <summary>
          <h2>
            Concerns{" "}
            <span class="count" id="shown">
              {concerns.length}
            </span>
          </h2>
        </summary>
        <Filters model={model} />
        <ol class="list" id="list">
          {concerns.map((concern) => (
            <li class={concern.state} {...facts(concern)}>
              <a href={`#${concern.id}`} data-select={concern.id}>
                <span class={`dot ${concern.state === "open" ? concern.severity : "closed"}`} aria-hidden="true" />
                <span class="id">{concern.id}</span>
                <span class="hidden">
                  , {concern.severity}, {concern.state}:{" "}
                </span>
                <span class="said">{concern.text}</span>
              </a>
            </li>
          ))}
        </ol>
        <p class="nothing" id="nothing" hidden>
          No concern is like that.{" "}
          <button type="button" id="reset">
            Show all
          </button>
        </p>
      </details>
    </nav>
  );
}

/** What the script shows concerns by: words, severity, state, category, section. */
function Filters({ model: { concerns, sections } }: { readonly model: PageModel }): JSX.Element {
  const lang = useContext(Language);
  const count = (holds: (concern: ConcernView) => boolean) => concerns.filter(holds).length;
  const categories = CATEGORIES.filter((category) => concerns.some((concern) => concern.category === category));
  const pinnedIn = sections.filter(({ key }) => concerns.some(({ section }) => section === key));
  return (
    <div class="filters">
      <p class="search scripted">
        <label class="hidden" for="search">
          Search the concerns
        </label>
        <input id="search" type="search" placeholder="Search" autocomplete="off" spellcheck={false} />
      </p>
      <fieldset class="chips scripted">
        <legend>Severity</legend>
        {SEVERITIES.map((severity) => (
          <Chip facet="severity" value={severity} count={count((concern) => concern.severity === severity)} />
        ))}
      </fieldset>
      <fieldset class="chips scripted">
        <legend>State</legend>
        {(["open", "resolved", "dismissed"] as const).map((state) => (
          <Chip facet="state" value={state} count={count((concern) => concern.state === state)} />
        ))}
      </fieldset>
      <p class="selects scripted">
        <Choice facet="category" title="Category" all="All categories">
          {categories.map((category) => (
            <option value={category}>{categoryText(category)}</option>
          ))}
        </Choice>
        <Choice facet="section" title="Section" all="All sections">
          {pinnedIn.map(({ key, name }) => (
            <option value={key} lang={name === "" ? undefined : lang}>
              {name === "" ? "(before the first heading)" : name}
            </option>
          ))}
        </Choice>
      </p>
      <p class="hidden" role="status" id="status" />
    </div>
  );
}

interface ChoiceProps {
  readonly facet: string;
  readonly title: string;
  /** Of the option that filters nothing. */
  readonly all: string;
  readonly children: readonly JSX.Element[];
}

function Choice({ facet, title, all, children }: ChoiceProps): JSX.Element {
  return (
    <label>
      <span class="hidden">{title}</span>
      <select data-facet={facet}>
        <option value="">{all}</option>
        {children}
      </select>
    </label>
  );
}

interface ChipProps {
  readonly facet: string;
  readonly value: string;
  readonly count: number;
}

/** A filter that is on or off; without anything to filter there is none. */
function Chip({ facet, value, count }: ChipProps): JSX.Element | null {
  if (count === 0) return null;
  return (
    <label class={`chip ${value}`}>
      <input type="checkbox" checked data-facet={facet} value={value} />
      <span>
        {value} <span class="count">{count}</span>
      </span>
    </label>
  );
}

/** The concerns in full behind the printed paper, by their names. */
export function PrintedNotes({ concerns }: { readonly concerns: readonly ConcernView[] }): JSX.Element {
  return (
    <section class="printed" aria-hidden="true">
      <h2>Notes: {counted(concerns.length, "concern")}</h2>
      <dl>
        {concerns.map(({ id, severity, category, state, text, place, cause }) => (
          <div>
            <dt>{id}</dt>
            <dd>
              <em>
                {severity}, {categoryText(category)}
                {state === "open" ? "" : `, ${state}`}
                {place === undefined ? "" : `, ${place}`}.
              </em>{" "}
              <Prose text={text} />
              {cause?.changes.map(({ after }) => (after === undefined ? "" : ` Now: “${after}”`))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
