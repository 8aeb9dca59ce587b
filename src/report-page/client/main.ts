/** The report's own script: filters, search, keys, links between sentence and note, notes beside their sentences. It asks for
 *  nothing and reads nothing but the page; without it all words are there, in reading order. */
import { isInMargin, notesBesideText } from "./margin.ts";

const root = document.documentElement;
root.classList.add("scripting");

const all = <T extends Element = HTMLElement>(selector: string, within: ParentNode = document) => [
  ...within.querySelectorAll<T>(selector),
];
const byId = (id: string) => document.getElementById(id);

const items = all("#list > li");
const notes = all("article.note");
const marks = all("mark");
const noteOf = new Map(notes.map((note) => [note.id, note]));
const textOf = new Map(notes.map((note) => [note.id, (note.textContent ?? "").toLowerCase()]));
const placeNotes = notesBesideText(notes);

/** The concern that is lit. */
let selected: string | undefined;
/** Ids in reading order of those that the filters show. */
let shown: string[] = items.map(({ dataset }) => dataset["concern"] ?? "");

// Filters and search

const boxes = all<HTMLInputElement>("input[data-facet]");
const selects = all<HTMLSelectElement>("select[data-facet]");
const search = byId("search") as HTMLInputElement;

function isShown({ dataset }: HTMLElement): boolean {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const text = textOf.get(dataset["concern"] ?? "") ?? "";
  return (
    boxes.every(({ checked, value, dataset: { facet = "" } }) => checked || dataset[facet] !== value) &&
    selects.every(({ value, dataset: { facet = "" } }) => value === "" || dataset[facet] === value) &&
    words.every((word) => text.includes(word))
  );
}

function filter(): void {
  const visible = items.filter(isShown);
  shown = visible.map(({ dataset }) => dataset["concern"] ?? "");
  const ids = new Set(shown);
  for (const item of items) item.hidden = !ids.has(item.dataset["concern"] ?? "");
  for (const note of notes) note.classList.toggle("out", !ids.has(note.id));
  for (const mark of marks) mark.classList.toggle("out", !concernsOf(mark).some((id) => ids.has(id)));
  for (const link of all("a.reference")) link.classList.toggle("out", !ids.has(link.dataset["reference"] ?? ""));
  for (const section of all("section.general")) section.hidden = all("article.note:not(.out)", section).length === 0;
  const isAll = shown.length === items.length;
  const told = isAll ? String(items.length) : `${shown.length} of ${items.length}`;
  const [count, status, nothing] = [byId("shown"), byId("status"), byId("nothing")];
  if (count !== null) count.textContent = told;
  if (status !== null) status.textContent = isAll ? "" : `${told} concerns shown`;
  if (nothing !== null) nothing.hidden = shown.length > 0 || items.length === 0;
  if (selected !== undefined && !ids.has(selected)) select(undefined);
  placeNotes();
}

function showAll(): void {
  for (const box of boxes) box.checked = true;
  for (const one of selects) one.value = "";
  search.value = "";
  filter();
}

for (const box of boxes) box.addEventListener("change", filter);
for (const one of selects) one.addEventListener("change", filter);
search.addEventListener("input", filter);
byId("reset")?.addEventListener("click", showAll);

// Selecting

function concernsOf(mark: HTMLElement): string[] {
  return (mark.dataset["concerns"] ?? "").split(" ").filter(Boolean);
}

const marksOf = (id: string) => marks.filter((mark) => concernsOf(mark).includes(id));

/** Lights a concern, its sentences and its place in the list. */
function select(id: string | undefined): void {
  selected = id;
  for (const note of notes) note.classList.toggle("lit", note.id === id);
  for (const mark of marks) mark.classList.toggle("lit", id !== undefined && concernsOf(mark).includes(id));
  for (const item of items) {
    const isIt = item.dataset["concern"] === id;
    item.classList.toggle("lit", isIt);
    const link = item.querySelector("a");
    if (isIt) link?.setAttribute("aria-current", "true");
    else link?.removeAttribute("aria-current");
    if (isIt) item.scrollIntoView({ block: "nearest" });
  }
  placeNotes(id);
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

function bring(element: Element | undefined): void {
  element?.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

/** Opens the paper with this concern lit. @param to what gets the focus */
function go(id: string, to: "note" | "sentence" | "none"): void {
  const note = noteOf.get(id);
  if (note === undefined) return;
  if (!shown.includes(id)) showAll();
  if (narrow.matches && fold !== null) fold.open = false;
  view("paper");
  select(id);
  const [mark] = marksOf(id);
  const place = mark ?? note;
  if (to === "note") note.focus({ preventScroll: true });
  if (to === "sentence" && mark !== undefined) {
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
  }
  bring(isInMargin(note) ? place : to === "sentence" ? place : note);
}

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest<HTMLElement>("a[data-select], a[data-reference], a[data-goto]");
  if (link !== null) {
    event.preventDefault();
    const { select: chosen, reference = chosen, goto } = link.dataset;
    if (reference !== undefined) go(reference, "note");
    else if (goto !== undefined) go(goto, "sentence");
    return;
  }
  if (event.target.closest("button, input, select, summary, a, dialog, label") !== null) return;
  const mark = event.target.closest<HTMLElement>("mark");
  if (mark !== null) {
    const here = concernsOf(mark).filter((id) => shown.includes(id));
    const next = here[(here.indexOf(selected ?? "") + 1) % Math.max(1, here.length)];
    if (next !== undefined) go(next, "none");
    return;
  }
  const note = event.target.closest<HTMLElement>("article.note");
  if (note !== null && note.id !== selected) select(note.id);
});
document.addEventListener("toggle", () => placeNotes(selected), true);

// Keys

const keysOn = byId("keys-on") as HTMLInputElement;

function step(by: 1 | -1): boolean {
  const at = selected === undefined ? (by === 1 ? -1 : shown.length) : shown.indexOf(selected);
  const next = shown[Math.min(shown.length - 1, Math.max(0, at + by))];
  if (next !== undefined) go(next, "note");
  return true;
}

/** @returns whether the key means something here */
function onKey({ key, target }: KeyboardEvent): boolean {
  switch (key) {
    case "j":
      return step(1);
    case "k":
      return step(-1);
    case "Enter":
      return onEnter(target);
    case "/":
      search.focus();
      return true;
    case "?":
      return open("keys");
    default:
      return false;
  }
}

function onEnter(target: EventTarget | null): boolean {
  if (selected === undefined || !(target instanceof HTMLElement)) return false;
  if (target.closest("a, button, summary, input, select, textarea") !== null) return false;
  go(selected, target.closest("mark") === null ? "sentence" : "note");
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]") !== null) return;
  const isTyping = event.target instanceof Element && event.target.matches("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape") {
    if (event.target === search && search.value !== "") {
      search.value = "";
      filter();
    } else if (event.target instanceof HTMLElement) event.target.blur();
    select(undefined);
    return;
  }
  if (isTyping || !keysOn.checked) return;
  if (onKey(event)) event.preventDefault();
});

// Views

const views = all("section.view");

function view(name: string): void {
  for (const section of views) section.hidden = section.id !== name;
  for (const link of all(".tabs a")) {
    if (link.getAttribute("href") === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  root.dataset["view"] = name;
  placeNotes(selected);
}

for (const link of all(".tabs a"))
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const name = link.getAttribute("href")?.slice(1) ?? "paper";
    history.replaceState(null, "", `#${name}`);
    view(name);
    scrollTo({ top: 0 });
  });

function open(id: string): boolean {
  (byId(id) as HTMLDialogElement | null)?.showModal();
  return true;
}

// Copies

for (const button of all("[data-copy]")) button.addEventListener("click", () => open(button.dataset["copy"] ?? ""));
for (const button of all("[data-open]")) button.addEventListener("click", () => open(button.dataset["open"] ?? ""));
for (const button of all("[data-close]")) button.addEventListener("click", () => button.closest("dialog")?.close());
for (const button of all("[data-copies]"))
  button.addEventListener("click", async () => {
    const dialog = button.closest("dialog");
    const text = dialog?.querySelector("textarea");
    const told = dialog?.querySelector("[role=status]");
    if (text === null || text === undefined || told === null || told === undefined) return;
    text.select();
    const isCopied = await navigator.clipboard?.writeText(text.value).then(
      () => true,
      () => false,
    );
    told.textContent = isCopied === true ? "Copied." : "Selected: copy it with your keyboard.";
  });

// Start

function fromAddress(): void {
  const name = location.hash.slice(1);
  view(views.some(({ id }) => id === name) ? name : "paper");
  if (noteOf.has(name)) go(name, "note");
}

const fold = document.querySelector<HTMLDetailsElement>("details.fold");
const narrow = matchMedia("(max-width: 50rem)");
const foldAsWide = () => {
  if (fold !== null) fold.open = !narrow.matches;
};
narrow.addEventListener("change", foldAsWide);
foldAsWide();
addEventListener("hashchange", fromAddress);
addEventListener("resize", () => placeNotes(selected));
fromAddress();
root.dataset["ready"] = "";
