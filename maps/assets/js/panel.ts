// Left panel: boundaries, layers and facets, with counts that follow the other filters.

import type { Areas, Dataset } from "./data";
import { button, el, setText } from "./dom";
import { FacetView } from "./facet";
import type { Engine, Result } from "./filter";
import { number } from "./format";
import type { Drawn } from "./ground";
import { NO_CATEGORY, NO_LAYER, TITLES, type Key, type Query } from "./query";
import { symbol } from "./symbols";

export interface PanelEvents {
  /** The query of the moment, which the panel may not show yet. */
  current(): Query;
  query(query: Query): void;
  levels(levels: ReadonlySet<Drawn>): void;
}

const BOUNDARIES: [Drawn, string][] = [
  ["planregion", "Planregionen"],
  ["sozialraum", "Sozialräume"],
  ["gemeinde", "Gemeinden"],
  ["einzug", "Einzugsgebiete mobiler Angebote"],
];
const MANY = 20;

export class Panel {
  readonly #data: Dataset;
  readonly #events: PanelEvents;
  readonly #layers: LayerList;
  readonly #facets: FacetView[];
  readonly #levels = new Map<Drawn, HTMLInputElement>();

  constructor(container: HTMLElement, data: Dataset, areas: Areas, engine: Engine, shades: HTMLElement, events: PanelEvents) {
    this.#data = data;
    this.#events = events;
    const layers = new LayerList(data, (values) => this.#change("ebene", values));
    this.#layers = layers;
    this.#facets = (Object.keys(TITLES) as Key[]).filter((key) => key !== "ebene").map(
      (key) =>
        new FacetView(key, engine, TITLES[key], {
          toggle: (value) => this.#toggle(key, value),
          choose: (values) => this.#change(key, values),
          picture: (value) => (key === "kategorie" ? categorySymbol(data, value) : null),
          section: (value) => sectionOf(key, data, value),
          together: (heading) => (key === "zielgruppe" && data.taxonomy.perspectives.get(heading)) || [],
          note: key === "planregion" ? doubts(areas) : "",
        }),
    );
    container.append(
      el("p", { class: "panel__rule" }, "In einer Gruppe gilt „oder“, zwischen den Gruppen „und“."),
      layers.element,
      ...this.#facets.map((facet) => facet.element),
      this.#boundaries(),
      shades,
    );
  }

  #change(key: Key, values: Iterable<string>): void {
    this.#events.query(this.#events.current().with(key, values));
  }

  #toggle(key: Key, value: string): void {
    this.#events.query(this.#events.current().toggled(key, value));
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
  readonly element: HTMLDetailsElement;
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
      "details",
      { class: "group facet", open: true },
      el("summary", {}, "Ebenen"),
      el(
        "p",
        { class: "group__actions" },
        button("Alle", { class: "link" }, () => change([])),
        button("Keine", { class: "link" }, () => change([NO_LAYER])),
      ),
      el("div", { class: items.length > MANY ? "layers--many" : "", role: "group", "aria-label": "Ebenen" }, ...items),
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

function sectionOf(key: Key, data: Dataset, value: string): string {
  if (key === "kategorie") return ressortOf(data, value);
  return key === "zielgruppe" ? data.taxonomy.perspective(value) : "";
}

function ressortOf(data: Dataset, id: string): string {
  const category = data.taxonomy.categories.get(id);
  return category ? data.taxonomy.ressort(category.group).label : "Ohne Ressort";
}

function categorySymbol(data: Dataset, id: string): SVGSVGElement | null {
  const category = data.taxonomy.categories.get(id);
  if (category) return symbol(data.taxonomy.ressort(category.group), { letters: category.letters });
  return id === NO_CATEGORY ? symbol(data.taxonomy.ressort(data.taxonomy.group(null))) : null;
}
