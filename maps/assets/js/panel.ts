// Left panel: boundaries, layers and facets, with counts that follow the other filters.

import type { Areas, Dataset } from "./data";
import { button, el, setChildren, setText } from "./dom";
import type { Engine, Facet, Result } from "./filter";
import { fold, number } from "./format";
import type { Drawn } from "./ground";
import { NO_LAYER, type Key, type Query } from "./query";
import { symbol } from "./symbols";

export interface PanelEvents {
  query(query: Query): void;
  levels(levels: ReadonlySet<Drawn>): void;
}

const TITLES: Record<Exclude<Key, "ebene">, string> = {
  kategorie: "Kategorie",
  zielgruppe: "Zielgruppe",
  traeger: "Träger",
  planregion: "Planregion",
  sozialraum: "Sozialraum",
  art: "Erreichbarkeit",
  lage: "Lagegenauigkeit",
};
const BOUNDARIES: [Drawn, string][] = [
  ["planregion", "Planregionen"],
  ["sozialraum", "Sozialräume"],
  ["gemeinde", "Gemeinden"],
  ["einzug", "Einzugsgebiete mobiler Angebote"],
];
const LONG = 10;
const MANY = 20;
const ROWS = 60;

export class Panel {
  readonly #data: Dataset;
  readonly #events: PanelEvents;
  readonly #layers: LayerList;
  readonly #facets: FacetView[];
  readonly #levels = new Map<Drawn, HTMLInputElement>();

  constructor(container: HTMLElement, data: Dataset, areas: Areas, engine: Engine, events: PanelEvents) {
    this.#data = data;
    this.#events = events;
    const layers = new LayerList(data, (values) => this.#change("ebene", values));
    this.#layers = layers;
    this.#facets = (Object.keys(TITLES) as (keyof typeof TITLES)[]).map(
      (key) =>
        new FacetView(key, engine, TITLES[key], {
          toggle: (value) => this.#toggle(key, value),
          picture: (value) => (key === "kategorie" ? categorySymbol(data, value) : null),
          note: key === "planregion" ? doubts(areas) : "",
        }),
    );
    container.append(
      layers.element,
      ...this.#facets.map((facet) => facet.element),
      this.#boundaries(),
    );
  }

  #query: Query | null = null;

  #change(key: Key, values: Iterable<string>): void {
    if (this.#query) this.#events.query(this.#query.with(key, values));
  }

  #toggle(key: Key, value: string): void {
    if (this.#query) this.#events.query(this.#query.toggled(key, value));
  }

  #boundaries(): HTMLElement {
    const rows = BOUNDARIES.map(([level, title]) => {
      const box = el("input", { type: "checkbox", id: `grenze-${level}` });
      box.addEventListener("change", () => this.#events.levels(this.#checkedLevels()));
      this.#levels.set(level, box);
      const sample = el("span", { class: `line-sample line-sample--${level}`, "aria-hidden": "true" });
      return el("label", { class: "tick" }, box, sample, el("span", { class: "tick__label" }, title));
    });
    return el("fieldset", { class: "group" }, el("legend", {}, "Auf der Karte"), ...rows);
  }

  #checkedLevels(): Set<Drawn> {
    return new Set([...this.#levels].filter(([, box]) => box.checked).map(([level]) => level));
  }

  show(query: Query, levels: ReadonlySet<Drawn>, result: Result): void {
    this.#query = query;
    for (const [level, box] of this.#levels) box.checked = levels.has(level);
    this.#layers.show(query.values.ebene, result.count("ebene"));
    for (const facet of this.#facets) facet.show(query.values[facet.key], result);
  }

  label(key: Key, value: string): string {
    if (key === "ebene") return this.#data.layers.find((layer) => layer.id === value)?.title ?? value;
    return this.#facets.find((facet) => facet.key === key)?.label(value) ?? value;
  }
}

/** Ticked is visible; no `ebene` in the query means all are. */
class LayerList {
  readonly element: HTMLElement;
  readonly #rows: { id: string; box: HTMLInputElement; count: HTMLElement }[] = [];

  constructor(data: Dataset, change: (values: Iterable<string>) => void) {
    const ids = data.layers.map((layer) => layer.id);
    const items = data.layers.map((layer) => {
      const box = el("input", { type: "checkbox" });
      box.addEventListener("change", () => change(this.#ticked(ids)));
      const count = el("span", { class: "tick__count" });
      this.#rows.push({ id: layer.id, box, count });
      const ressort = data.taxonomy.ressort(data.taxonomy.group(layer.ressort));
      const only = button("nur", { class: "link tick__only", "aria-label": `nur ${layer.title}` }, () => change([layer.id]));
      const label = el("label", { class: "tick" }, box, symbol(ressort), el("span", { class: "tick__label" }, layer.title), count);
      return el("div", { class: "tick-row" }, label, only);
    });
    this.element = el(
      "fieldset",
      { class: "group" },
      el("legend", {}, "Ebenen"),
      el(
        "p",
        { class: "group__actions" },
        button("Alle", { class: "link" }, () => change([])),
        button("Keine", { class: "link" }, () => change([NO_LAYER])),
      ),
      el("div", { class: items.length > MANY ? "layers--many" : "" }, ...items),
    );
  }

  #ticked(ids: string[]): string[] {
    const ticked = this.#rows.filter(({ box }) => box.checked).map(({ id }) => id);
    if (ticked.length === ids.length) return [];
    return ticked.length ? ticked : [NO_LAYER];
  }

  show(wanted: ReadonlySet<string>, counts: Uint32Array): void {
    this.#rows.forEach(({ id, box, count }, place) => {
      box.checked = !wanted.size || wanted.has(id);
      setText(count, number(counts[place] as number));
    });
  }
}

function doubts(areas: Areas): string {
  const spaces = areas.at("sozialraum");
  const open = spaces.filter((space) => !space.confirmed).length;
  return open ? `Unbestätigt ist, zu welcher Planregion ${open} der ${spaces.length} Sozialräume gehören.` : "";
}

function categorySymbol(data: Dataset, id: string): SVGSVGElement | null {
  const category = data.taxonomy.categories.get(id);
  return category ? symbol(data.taxonomy.ressort(category.group), { letters: category.letters }) : null;
}

interface FacetEvents {
  toggle(value: string): void;
  picture(value: string): SVGSVGElement | null;
  note: string;
}

interface Row {
  element: HTMLElement;
  box: HTMLInputElement;
  count: HTMLElement;
}

/** Empty until it is opened for the first time. */
class FacetView {
  readonly element: HTMLDetailsElement;
  readonly key: Key;
  readonly #engine: Engine;
  readonly #title: string;
  readonly #events: FacetEvents;
  readonly #active = el("span", { class: "facet__active" });
  readonly #list = el("div", { class: "facet__rows" });
  readonly #more = el("p", { class: "facet__more" });
  readonly #rows = new Map<number, Row>();
  #order: number[] = [];
  #folded: string[] = [];
  #needle = "";
  #wanted: ReadonlySet<string> = new Set();
  #result: Result | null = null;
  #counts = new Uint32Array();

  constructor(key: Key, engine: Engine, title: string, events: FacetEvents) {
    this.key = key;
    this.#engine = engine;
    this.#title = title;
    this.#events = events;
    this.element = el(
      "details",
      { class: "group facet", "data-key": key },
      el("summary", {}, el("span", {}, title), this.#active),
      events.note && el("p", { class: "facet__note" }, events.note),
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

  /** Providers by name; everything else in the order of the vocabulary. */
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
    this.#active.textContent = wanted.size ? `${wanted.size} gewählt` : "";
    this.#render();
  }

  #render(): void {
    if (!this.element.open || !this.#result) return;
    if (!this.#folded.length) this.#prepare();
    this.#counts = this.#result.count(this.key) as Uint32Array<ArrayBuffer>;
    const fitting = this.#order.filter((place) => this.#fits(place));
    const shown = fitting.slice(0, ROWS).map((place) => this.#row(place));
    setChildren(this.#list, shown);
    const rest = fitting.length - shown.length;
    this.#more.textContent = rest
      ? `${number(rest)} weitere: bitte die Suche oben nutzen.`
      : shown.length ? "" : "Keine Angabe bei den gefundenen Angeboten.";
    this.#more.hidden = !this.#more.textContent;
  }

  #fits(place: number): boolean {
    if (this.#wanted.has(this.#facet.ids[place] as string)) return true;
    return (this.#counts[place] as number) > 0 && (this.#folded[place] as string).includes(this.#needle);
  }

  #row(place: number): HTMLElement {
    const row = this.#rows.get(place) ?? this.#createRow(place);
    this.#rows.set(place, row);
    row.box.checked = this.#wanted.has(this.#facet.ids[place] as string);
    setText(row.count, number(this.#counts[place] as number));
    return row.element;
  }

  #createRow(place: number): Row {
    const box = el("input", { type: "checkbox" });
    const value = this.#facet.ids[place] as string;
    box.addEventListener("change", () => this.#events.toggle(value));
    const count = el("span", { class: "tick__count" });
    const text = el("span", { class: "tick__label" }, this.#facet.labels[place]);
    const element = el("label", { class: "tick" }, box, this.#events.picture(value), text, count);
    return { element, box, count };
  }
}
