// One group of tick boxes: the values of a key, each with its count.

import { button, el, setChildren, setText } from "./dom";
import type { Engine, Facet, Result } from "./filter";
import { fold, number } from "./format";
import type { Key } from "./query";

/** Values from which on there is a search among them. */
const LONG = 10;
const PAGE = 60;

interface FacetEvents {
  toggle(value: string): void;
  choose(values: Iterable<string>): void;
  picture(value: string): SVGSVGElement | null;
  /** Heading under which a value stands; all without one stand together. */
  section(value: string): string;
  /** Values that a heading stands for, if they can be chosen all at once. */
  together(heading: string): readonly string[];
  note: string;
}

interface Row {
  element: HTMLElement;
  box: HTMLInputElement;
  count: HTMLElement;
  section: string;
}

interface Section {
  element: HTMLElement;
  rows: HTMLElement;
  /** Chooses all its values, or none of them. */
  all: HTMLElement | null;
  values: readonly string[];
}

/** Empty until it is opened for the first time. */
export class FacetView {
  readonly element: HTMLDetailsElement;
  readonly key: Key;
  readonly #engine: Engine;
  readonly #title: string;
  readonly #events: FacetEvents;
  readonly #summary: HTMLElement;
  readonly #active = el("span", { class: "facet__active" });
  readonly #reset: HTMLButtonElement;
  readonly #list = el("div", { class: "facet__rows" });
  readonly #more = el("p", { class: "facet__more" });
  readonly #rows = new Map<number, Row>();
  readonly #sections = new Map<string, Section>();
  #order: number[] = [];
  #folded: string[] = [];
  #needle = "";
  #limit = PAGE;
  #wanted: ReadonlySet<string> = new Set();
  #result: Result | null = null;
  #counts = new Uint32Array();

  constructor(key: Key, engine: Engine, title: string, events: FacetEvents) {
    this.key = key;
    this.#engine = engine;
    this.#title = title;
    this.#events = events;
    this.#summary = el("summary", {}, el("span", {}, title), this.#active);
    const attributes = { class: "link facet__reset", "aria-label": `${title} zurücksetzen`, hidden: true };
    this.#reset = button("zurücksetzen", attributes, () => {
      events.choose([]);
      this.#summary.focus();
    });
    this.element = el(
      "details",
      { class: "group facet", "data-key": key },
      this.#summary,
      events.note && el("p", { class: "facet__note" }, events.note),
      this.#reset,
      this.#list,
      this.#more,
    );
    this.element.addEventListener("toggle", () => this.#render());
  }

  get #facet(): Facet {
    return this.#engine.facet(this.key);
  }

  #prepare(): void {
    this.#folded = this.#facet.labels.map(fold);
    this.#order = this.#displayOrder();
    if (this.#order.length > LONG) this.#list.before(this.#searchField());
  }

  /** Long lists of names by name; everything else in the order of the vocabulary. */
  #displayOrder(): number[] {
    const places = this.#facet.ids.map((_, place) => place);
    if (this.key !== "traeger" && this.key !== "sozialraum") return places;
    return places.sort((a, b) => ((this.#folded[a] as string) < (this.#folded[b] as string) ? -1 : 1));
  }

  #searchField(): HTMLElement {
    const label = `${this.#title} suchen`;
    const field = el("input", { type: "search", class: "facet__search", placeholder: "Suchen", "aria-label": label });
    field.addEventListener("input", () => {
      this.#needle = fold(field.value.trim());
      this.#limit = PAGE;
      this.#render();
    });
    return field;
  }

  label(value: string): string {
    return this.#facet.labels[this.#facet.ids.indexOf(value)] ?? value;
  }

  show(wanted: ReadonlySet<string>, result: Result): void {
    this.#wanted = wanted;
    this.#result = result;
    setText(this.#active, wanted.size ? `${wanted.size} gewählt` : "");
    this.#reset.hidden = !wanted.size;
    this.#render();
  }

  #render(): void {
    if (!this.element.open || !this.#result) return;
    if (!this.#folded.length) this.#prepare();
    this.#counts = this.#result.count(this.key) as Uint32Array<ArrayBuffer>;
    const fitting = this.#order.filter((place) => this.#fits(place));
    const shown = fitting.filter((place, number) => number < this.#limit || this.#isWanted(place));
    this.#keepFocus(() => this.#fill(shown.map((place) => this.#row(place))));
    this.#showRest(fitting.length, fitting.length - shown.length);
  }

  #fits(place: number): boolean {
    if (this.#isWanted(place)) return true;
    return (this.#counts[place] as number) > 0 && (this.#folded[place] as string).includes(this.#needle);
  }

  #isWanted(place: number): boolean {
    return this.#wanted.has(this.#facet.ids[place] as string);
  }

  #fill(rows: Row[]): void {
    const sections = new Map<string, HTMLElement[]>();
    for (const { section, element } of rows) sections.set(section, [...(sections.get(section) ?? []), element]);
    const elements = [...sections].map(([title, members]) => {
      const section = this.#sections.get(title) ?? this.#createSection(title);
      this.#sections.set(title, section);
      setChildren(section.rows, members);
      this.#showSwitch(title, section);
      return section.element;
    });
    setChildren(this.#list, elements);
  }

  #createSection(title: string): Section {
    const values = this.#events.together(title);
    const all = values.length > 1 ? this.#allButton(values) : null;
    const heading = title && el("p", { class: "facet__heading" }, el("span", { "aria-hidden": "true" }, title), all);
    const rows = el("div");
    const element = el("div", { role: "group", "aria-label": title || this.#title }, heading, rows);
    return { element, rows, all, values };
  }

  #allButton(values: readonly string[]): HTMLElement {
    return button("", { class: "link" }, () => {
      const others = [...this.#wanted].filter((value) => !values.includes(value));
      this.#events.choose(this.#hasAll(values) ? others : [...others, ...values]);
    });
  }

  #showSwitch(title: string, { all, values }: Section): void {
    if (!all) return;
    const text = this.#hasAll(values) ? "abwählen" : `alle ${values.length} wählen`;
    setText(all, text);
    all.setAttribute("aria-label", `${text}: ${title}`);
  }

  #hasAll(values: readonly string[]): boolean {
    return values.every((value) => this.#wanted.has(value));
  }

  /** A row that had the focus may go, because it was the last of its kind: on to the next one. */
  #keepFocus(change: () => void): void {
    const before = [...this.#list.querySelectorAll("input")];
    const place = before.findIndex((box) => box === document.activeElement);
    change();
    if (place < 0 || before[place]?.isConnected) return;
    const after = this.#list.querySelectorAll("input");
    (after[Math.min(place, after.length - 1)] ?? this.#summary).focus();
  }

  #showRest(fitting: number, rest: number): void {
    this.#more.hidden = fitting > 0 && !rest;
    if (!fitting) this.#more.replaceChildren(this.#nothing());
    else if (rest) this.#more.replaceChildren(this.#moreButton(rest));
  }

  #nothing(): string {
    return this.#needle ? "Nichts mit diesen Buchstaben." : "Keine Angabe bei den gefundenen Angeboten.";
  }

  #moreButton(rest: number): HTMLElement {
    return button(`${number(rest)} weitere zeigen`, { class: "link" }, () => {
      const known = new Set(this.#list.querySelectorAll("input"));
      this.#limit += Math.max(PAGE, this.#limit);
      this.#render();
      [...this.#list.querySelectorAll("input")].find((box) => !known.has(box))?.focus();
    });
  }

  #row(place: number): Row {
    const row = this.#rows.get(place) ?? this.#createRow(place);
    this.#rows.set(place, row);
    row.box.checked = this.#isWanted(place);
    setText(row.count, number(this.#counts[place] as number));
    return row;
  }

  #createRow(place: number): Row {
    const box = el("input", { type: "checkbox" });
    const value = this.#facet.ids[place] as string;
    box.addEventListener("change", () => this.#events.toggle(value));
    const count = el("span", { class: "tick__count" });
    const text = el("span", { class: "tick__label" }, this.#facet.labels[place]);
    const element = el("label", { class: "tick" }, box, this.#events.picture(value), text, count);
    return { element, box, count, section: this.#events.section(value) };
  }
}
