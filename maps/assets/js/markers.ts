// Symbols on the map: single offers, clusters, and the offers of one place spread around it.

import type L from "leaflet";

import { clusterRows, radius, type Cluster } from "./cluster";
import type { Areas, Dataset, LatLng } from "./data";
import { latitude, longitude, mercatorX, mercatorY } from "./data";
import { button, el } from "./dom";
import { number, offers } from "./format";
import { Overlay, type Item } from "./overlay";
import { keepStop, SPREAD } from "./roving";
import { layout, legs, MOST } from "./spider";
import { clusterSymbol, resourceSymbol } from "./symbols";

export interface MarkerEvents {
  resource(row: number): void;
  cluster(cluster: Cluster): void;
  /** Escape was pressed on a spread symbol. */
  escape(): void;
}

/** How far beyond the window symbols are drawn, in parts of it. */
const SEEN = 0.1;
/** How far they are grouped, so that not every step aside groups them anew. */
const AROUND = 1;
const SAME_PLACE = 1e-7;
const NAMED_SHARES = 4;

type Drawn = Item & { rows: number[]; radius: number };

export class Markers {
  readonly #map: L.Map;
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #events: MarkerEvents;
  readonly #overlay: Overlay;
  #clusters: Cluster[] = [];
  #grouped: { rows: Uint32Array; zoom: number; bounds: L.LatLngBounds } | null = null;
  #drawn: Drawn[] = [];
  #selected: number | null = null;
  /** Offers of one place that stand side by side as long as they are a cluster of their own. */
  #spread: ReadonlySet<number> = new Set();

  constructor(map: L.Map, pane: HTMLElement, data: Dataset, areas: Areas, events: MarkerEvents) {
    this.#map = map;
    this.#data = data;
    this.#areas = areas;
    this.#events = events;
    this.#overlay = new Overlay(map, pane);
    pane.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !(event.target as Element).classList.contains(SPREAD)) return;
      event.preventDefault();
      events.escape();
    });
  }

  /** Groups what is in view and around it, unless that is done. */
  group(rows: Uint32Array): void {
    const zoom = this.#map.getZoom();
    const known = this.#grouped;
    if (known?.rows === rows && known.zoom === zoom && known.bounds.contains(this.#map.getBounds().pad(SEEN))) return;
    const bounds = this.#map.getBounds().pad(AROUND);
    this.#grouped = { rows, zoom, bounds };
    this.#clusters = clusterRows(this.#data, rows, zoom, {
      left: mercatorX(bounds.getWest()),
      top: mercatorY(bounds.getNorth()),
      right: mercatorX(bounds.getEast()),
      bottom: mercatorY(bounds.getSouth()),
    });
  }

  /** Shows what is in view; the focus stays with what stands for the same offer now. */
  draw(): void {
    const focused = this.#focusedRow();
    this.#drawn = this.#visible().flatMap((cluster) => this.#items(cluster));
    this.#overlay.show(this.#drawn);
    this.#mark();
    if (focused === null || this.#focusedRow() !== null) return;
    if (!this.focusOn(focused)) this.#map.getContainer().focus({ preventScroll: true });
  }

  #focusedRow(): number | null {
    const focused = this.#drawn.find(({ key }) => this.#overlay.get(key) === document.activeElement);
    return focused?.rows[0] ?? null;
  }

  /** What names keep clear of, and what a print numbers. */
  get obstacles(): { rows: number[]; at: LatLng; radius: number }[] {
    return this.#drawn.map(({ rows, lat, lng, radius }) => ({ rows, at: [lat, lng], radius }));
  }

  select(row: number | null): void {
    this.#selected = row;
    if (row !== null && this.#spread.size && !this.#spread.has(row)) {
      this.fold();
      this.draw();
    } else {
      this.#mark();
    }
  }

  /** Gives the focus to what stands for an offer. */
  focusOn(row: number): boolean {
    const element = this.#standsFor(row);
    element?.focus({ preventScroll: true });
    return element !== undefined;
  }

  #standsFor(row: number): HTMLElement | undefined {
    const drawn = this.#drawn.find(({ rows }) => rows.includes(row));
    return drawn && this.#overlay.get(drawn.key);
  }

  /** Takes effect with the next {@link draw}; too many stay together. */
  spread(rows: number[]): boolean {
    this.#spread = new Set(rows.length > MOST ? [] : rows);
    return this.#spread.size > 0;
  }

  fold(): void {
    this.#spread = new Set();
  }

  /** Rows that stand alone or side by side now. */
  get singleRows(): number[] {
    return this.#drawn.flatMap(({ rows }) => (rows.length === 1 ? rows : []));
  }

  /** Rows that stand side by side now. */
  get spreadRows(): number[] {
    return this.#drawn.flatMap(({ offset, rows }) => (offset ? rows : []));
  }

  #visible(): Cluster[] {
    const bounds = this.#map.getBounds().pad(SEEN);
    return this.#clusters.filter((each) => bounds.contains([latitude(each.y), longitude(each.x)]));
  }

  #items(cluster: Cluster): Drawn[] {
    const { rows } = cluster;
    const [first] = rows as [number];
    const place = { lat: latitude(cluster.y), lng: longitude(cluster.x), rows, radius: radius(rows.length) };
    if (rows.length === 1) return [{ ...place, key: `r${first}`, create: () => this.#single(first) }];
    if (rows.every((row) => this.#spread.has(row))) return this.#spider(place);
    return [{ ...place, key: `c${first}-${rows.length}-${rows.at(-1)}`, create: () => this.#group(cluster) }];
  }

  #spider(place: { lat: number; lng: number; rows: number[] }): Drawn[] {
    const offsets = layout(place.rows.length);
    const middle = {
      ...place,
      rows: [],
      radius: Math.max(...offsets.map(({ x, y }) => Math.hypot(x, y))) + radius(1),
      key: `legs${place.rows.length}`,
      create: () => el("div", { class: "spider-middle" }, legs(offsets)),
    };
    const around = place.rows.map((row, at) => ({
      ...place,
      rows: [row],
      radius: 0,
      key: `r${row}`,
      offset: offsets[at],
      create: () => this.#single(row),
    }));
    return [middle, ...around];
  }

  #single(row: number): HTMLElement {
    const data = this.#data;
    const parts = [data.text("name", row), data.categoryLabel(row), data.text("place", row)];
    const label = parts.filter(Boolean).join(", ");
    return symbolButton(resourceSymbol(data, row), label, "symbol", () => this.#events.resource(row));
  }

  #group(cluster: Cluster): HTMLElement {
    const picture = clusterSymbol(this.#data, cluster);
    return symbolButton(picture, this.#describe(cluster), "symbol symbol--cluster", () => this.#events.cluster(cluster));
  }

  #describe(cluster: Cluster): string {
    const area = this.#areas.find("sozialraum", [latitude(cluster.y), longitude(cluster.x)]);
    const action = this.samePlace(cluster.rows) ? "anzeigen" : "näher ansehen";
    return `${offers(cluster.rows.length)}: ${this.#shares(cluster)}; ${action}${area ? `, um ${area.name}` : ""}`;
  }

  /** "4 Kinder und Familie, 2 Pflege", the most first. */
  #shares({ composition }: Cluster): string {
    const shares = [...composition]
      .map((count, group) => ({ count, label: this.#data.taxonomy.ressort(group).label }))
      .filter(({ count }) => count)
      .sort((one, other) => other.count - one.count);
    const named = shares.slice(0, NAMED_SHARES).map(({ count, label }) => `${number(count)} ${label}`);
    const rest = shares.slice(NAMED_SHARES).reduce((sum, { count }) => sum + count, 0);
    return [...named, ...(rest ? [`${number(rest)} aus anderen Bereichen`] : [])].join(", ");
  }

  samePlace(rows: number[]): boolean {
    const { x, y } = this.#data;
    const [first] = rows as [number];
    const near = (values: Float64Array, row: number): boolean =>
      Math.abs((values[row] as number) - (values[first] as number)) < SAME_PLACE;
    return rows.every((row) => near(x, row) && near(y, row));
  }

  /** What is chosen stands out, be it alone or inside a cluster. */
  #mark(): void {
    const elements = this.#drawn.flatMap(({ key, rows }) => (rows.length ? [this.#overlay.get(key) as HTMLElement] : []));
    const chosen = this.#selected === null ? undefined : this.#standsFor(this.#selected);
    for (const { key, offset } of this.#drawn) this.#overlay.get(key)?.classList.toggle(SPREAD, offset !== undefined);
    for (const element of elements) {
      if (element === chosen) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
    keepStop(elements);
  }
}

/** Its name is hidden text, because a label would have to repeat the letters in the picture. */
function symbolButton(picture: Element, label: string, classes: string, open: () => void): HTMLElement {
  const element = button(picture, { class: classes, title: label, tabindex: -1 }, open);
  element.append(el("span", { class: "visually-hidden" }, label));
  return element;
}
