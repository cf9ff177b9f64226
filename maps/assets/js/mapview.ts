// The map itself: ground, boundaries, names, symbols. Leaflet is known here and in overlay.ts.

import L from "leaflet";

import { areaShapes, hatch, type AreaShape } from "./areas";
import { clusterRows, radius, type Cluster } from "./cluster";
import type { Area, Areas, Dataset, LatLng, Level } from "./data";
import { latitude, longitude } from "./data";
import { button, el } from "./dom";
import { offers } from "./format";
import { placeLabels, type Label } from "./labels";
import { Overlay, type Item } from "./overlay";
import { keepStop, walk } from "./roving";
import { clusterSymbol, resourceSymbol } from "./symbols";

export interface View {
  zoom: number;
  lat: number;
  lng: number;
}

export interface MapEvents {
  moved(view: View): void;
  resource(row: number): void;
  here(rows: number[]): void;
  area(area: Area): void;
  /** Somebody chose a spot by a click. */
  spot(at: LatLng): void;
}

const SAME_PLACE = 1e-7;
const MAX_ZOOM = 18;
const NEAR_ZOOM = 12;
/** Pixels at the lower end that scale and sources lie over. */
const CREDIT = 32;

export class MapView {
  readonly #map: L.Map;
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #events: MapEvents;
  readonly #symbols: Overlay;
  readonly #names: Overlay;
  readonly #shapes: AreaShape[];
  readonly #places: { name: string; label: LatLng }[];
  readonly #home: L.LatLngBounds;
  #rows = new Uint32Array();
  #clusters: Cluster[] = [];
  #levels: ReadonlySet<Level> = new Set();
  #selected: number | null = null;

  constructor(
    container: HTMLElement,
    data: Dataset,
    areas: Areas,
    places: { name: string; label: LatLng }[],
    events: MapEvents,
  ) {
    this.#data = data;
    this.#areas = areas;
    this.#places = places;
    this.#events = events;
    this.#map = createMap(container);
    this.#shapes = areaShapes(areas, L.svg({ padding: 0.5 }));
    this.#home = this.#bounds(areas.at("kreis"));
    for (const { path, area } of this.#shapes) if (area.level !== "gemeinde") path.addTo(this.#map);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(this.#map);
    this.#map.whenReady(() => hatch(container));
    this.#names = new Overlay(this.#map, this.#pane("names", "Namen der Gebiete", 450));
    this.#symbols = new Overlay(this.#map, this.#pane("symbols", "Angebote auf der Karte", 600));
    this.#listen(container);
  }

  #pane(name: string, label: string, level: number): HTMLElement {
    const pane = this.#map.createPane(name);
    pane.classList.add(`pane-${name}`);
    pane.style.zIndex = String(level);
    pane.setAttribute("role", "group");
    pane.setAttribute("aria-label", label);
    pane.addEventListener("keydown", (event) => walk(event, pane));
    return pane;
  }

  #listen(container: HTMLElement): void {
    const map = this.#map;
    map.on("moveend", () => {
      this.#draw();
      if (this.#ready) this.#events.moved(this.view);
    });
    map.on("zoomend", () => this.#cluster());
    map.on("click", ({ latlng }) => this.#events.spot([latlng.lat, latlng.lng]));
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
  }

  #ready = false;

  get view(): View {
    const { lat, lng } = this.#map.getCenter();
    return { zoom: this.#map.getZoom(), lat, lng };
  }

  /** Goes to a view without animation; without one to the areas, or to the whole county. */
  start(view: View | null, areas: Area[]): void {
    this.#map.setMinZoom(Math.min(8, this.#map.getBoundsZoom(this.#home) - 1));
    this.#map.setMaxBounds(this.#home.pad(2));
    if (view) this.#map.setView([view.lat, view.lng], view.zoom, { animate: false });
    else this.fit(areas, false);
    this.#ready = true;
  }

  /** Shows some areas, or the whole county. */
  fit(areas: Area[], animate = true): void {
    const bounds = areas.length ? this.#bounds(areas) : this.#home;
    this.#map.fitBounds(bounds, {
      animate,
      paddingTopLeft: [16, 16],
      paddingBottomRight: [16, 16 + this.#covered()],
    });
  }

  /** Height of what lies over the lower end of the map on a narrow screen. */
  #covered(): number {
    const map = this.#map.getContainer().getBoundingClientRect();
    const sheet = document.getElementById("leiste")?.getBoundingClientRect();
    const over = sheet && sheet.left <= map.left && sheet.right >= map.right && sheet.top > map.top;
    return over ? Math.min(map.height / 2, Math.max(0, map.bottom - sheet.top)) : 0;
  }

  #coveredBefore = 0;

  /** Keeps in the middle what was there before something else covered the lower end. */
  recentre(): void {
    const covered = this.#covered();
    if (this.#ready) this.#map.panBy([0, (covered - this.#coveredBefore) / 2], { animate: false });
    this.#coveredBefore = covered;
  }

  /** Shows on a sheet of paper what is in view now. */
  fitPaper(): void {
    const bounds = this.#map.getBounds();
    this.#map.getContainer().classList.add("map--paper");
    this.#map.invalidateSize({ animate: false }).fitBounds(bounds, { animate: false });
  }

  fitScreen(view: View | null): void {
    this.#map.getContainer().classList.remove("map--paper");
    this.#map.invalidateSize({ animate: false });
    if (view) this.#map.setView([view.lat, view.lng], view.zoom, { animate: false });
  }

  zoomBy(steps: number): void {
    this.#map.zoomIn(steps);
  }

  #bounds(areas: Area[]): L.LatLngBounds {
    const wanted = this.#shapes.filter((shape) => areas.includes(shape.area));
    return wanted.reduce((all, shape) => all.extend(shape.path.getBounds()), L.latLngBounds([]));
  }

  show(rows: Uint32Array): void {
    this.#rows = rows as Uint32Array<ArrayBuffer>;
    this.#cluster();
    this.#draw();
  }

  /** Takes effect on names with the next {@link show}. */
  showLevels(levels: ReadonlySet<Level>): void {
    this.#levels = levels;
    const container = this.#map.getContainer();
    for (const level of ["planregion", "sozialraum", "gemeinde"] as const) {
      container.classList.toggle(`shows-${level}`, levels.has(level));
    }
    for (const { path, area } of this.#shapes) {
      if (area.level !== "gemeinde") continue;
      if (levels.has("gemeinde")) path.addTo(this.#map);
      else path.remove();
    }
  }

  /** Steps everything back but the chosen areas; hatches the served ones. */
  emphasise(chosen: Area[], served: ReadonlySet<string>): void {
    const spaces = new Set(chosen.flatMap((area) => this.#spacesOf(area)));
    for (const { area, path, role } of this.#shapes) {
      const element = path.getElement();
      if (role === "ground" || !element) continue;
      const here = area.level === "sozialraum";
      element.classList.toggle("is-veiled", here && chosen.length > 0 && !spaces.has(area.id));
      element.classList.toggle("is-served", here && served.has(area.id));
      element.classList.toggle("is-chosen", chosen.includes(area));
    }
  }

  #spacesOf(area: Area): string[] {
    if (area.level === "sozialraum") return [area.id];
    if (area.level === "gemeinde") return area.parent ? [area.parent] : [];
    const inside = this.#areas.at("sozialraum");
    return inside.filter((each) => area.level === "kreis" || each.parent === area.id).map((each) => each.id);
  }

  select(row: number | null): void {
    this.#selected = row;
    this.#mark();
  }

  /** Brings a resource into view; near enough that it stands alone or with its neighbours. */
  goTo(row: number): void {
    if (!this.#data.hasPoint(row)) return;
    const map = this.#map.invalidateSize({ animate: false });
    const zoom = Math.max(map.getZoom(), NEAR_ZOOM);
    const at = L.latLng(this.#data.latLng(row));
    const covered = this.#covered();
    const place = map.latLngToContainerPoint(at);
    const free = L.bounds([40, 40], map.getSize().subtract([40, covered + 40]));
    if (zoom === map.getZoom() && free.contains(place)) return;
    map.setView(map.unproject(map.project(at, zoom).add([0, covered / 2]), zoom), zoom);
  }

  /** Brings the middle of an area into view if nothing of the area is. */
  reveal(area: Area): void {
    const map = this.#map.invalidateSize({ animate: false });
    if (map.getBounds().intersects(this.#bounds([area]))) return;
    map.panInside(area.label, { paddingTopLeft: [64, 64], paddingBottomRight: [64, 64 + this.#covered()] });
  }

  focusOn(row: number): boolean {
    const element = this.#symbols.get(`r${row}`);
    element?.focus({ preventScroll: true });
    return element !== undefined;
  }

  /** The smallest area on show at a spot. */
  areaAt(at: LatLng): Area | null {
    const order: Level[] = ["gemeinde", "sozialraum", "planregion"];
    const level = order.find((each) => this.#levels.has(each)) ?? "sozialraum";
    return this.#areas.find(level, at);
  }

  #cluster(): void {
    if (this.#ready) this.#clusters = clusterRows(this.#data, this.#rows, this.#map.getZoom());
  }

  #draw(): void {
    if (!this.#ready) return;
    const clusters = this.#visible();
    this.#symbols.show(clusters.map((cluster) => this.#item(cluster)));
    this.#mark();
    this.#names.show(this.#nameItems(clusters));
    keepStop(this.#names.elements().filter((element) => element instanceof HTMLButtonElement));
  }

  #visible(): Cluster[] {
    const bounds = this.#map.getBounds().pad(0.1);
    return this.#clusters.filter((each) => bounds.contains([latitude(each.y), longitude(each.x)]));
  }

  #item(cluster: Cluster): Item {
    const [first] = cluster.rows as [number];
    const single = cluster.rows.length === 1;
    return {
      key: single ? `r${first}` : `c${first}-${cluster.rows.length}-${cluster.rows.at(-1)}`,
      lat: latitude(cluster.y),
      lng: longitude(cluster.x),
      create: () => (single ? this.#single(first) : this.#group(cluster)),
    };
  }

  #single(row: number): HTMLElement {
    const data = this.#data;
    const parts = [data.text("name", row), data.categoryLabel(row), data.text("place", row)];
    const label = parts.filter(Boolean).join(", ");
    return symbolButton(resourceSymbol(data, row), label, "symbol", () => this.#events.resource(row));
  }

  #group(cluster: Cluster): HTMLElement {
    const picture = clusterSymbol(this.#data, cluster);
    const area = this.#areas.find("sozialraum", [latitude(cluster.y), longitude(cluster.x)]);
    const action = this.#samePlace(cluster) ? "anzeigen" : "näher ansehen";
    const label = `${offers(cluster.rows.length)}, ${action}${area ? `, um ${area.name}` : ""}`;
    return symbolButton(picture, label, "symbol symbol--cluster", () => this.#open(cluster));
  }

  #samePlace(cluster: Cluster): boolean {
    const { x, y } = this.#data;
    const [first] = cluster.rows as [number];
    return cluster.rows.every(
      (row) =>
        Math.abs((x[row] as number) - (x[first] as number)) < SAME_PLACE &&
        Math.abs((y[row] as number) - (y[first] as number)) < SAME_PLACE,
    );
  }

  #open(cluster: Cluster): void {
    if (this.#samePlace(cluster) || this.#map.getZoom() >= MAX_ZOOM) {
      this.#events.here(cluster.rows);
      return;
    }
    const corners = cluster.rows.map((row) => this.#data.latLng(row));
    this.#map.fitBounds(L.latLngBounds(corners), { padding: [72, 72], maxZoom: MAX_ZOOM });
    this.#map.getContainer().focus({ preventScroll: true });
  }

  #mark(): void {
    const elements = this.#symbols.elements();
    const selected = this.#selected === null ? undefined : this.#symbols.get(`r${this.#selected}`);
    for (const element of elements) {
      if (element === selected) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
    keepStop(elements);
  }

  #nameItems(clusters: Cluster[]): Item[] {
    const labels = placeLabels({
      areas: this.#areas,
      places: this.#places,
      levels: this.#levels,
      zoom: this.#map.getZoom(),
      size: this.#map.getSize().subtract([0, CREDIT]),
      project: (at) => this.#map.latLngToContainerPoint(at),
      unproject: ({ x, y }) => {
        const { lat, lng } = this.#map.containerPointToLatLng([x, y]);
        return [lat, lng];
      },
      obstacles: clusters.map((each) => ({
        at: [latitude(each.y), longitude(each.x)],
        radius: radius(each.rows.length),
      })),
    });
    return labels.map((label) => ({
      key: label.key,
      lat: label.at[0],
      lng: label.at[1],
      create: () => this.#name(label),
    }));
  }

  #name(label: Label): HTMLElement {
    const attributes = { class: `name name--${label.kind}` };
    const { area } = label;
    if (!area) return el("span", { ...attributes, "aria-hidden": "true" }, label.text);
    const name = `${label.text}, Gebiet anzeigen`;
    return button(label.text, { ...attributes, tabindex: -1, "aria-label": name }, () => this.#events.area(area));
  }
}

/** Its name is hidden text, because a label would have to repeat the letters in the picture. */
function symbolButton(picture: Element, label: string, classes: string, open: () => void): HTMLElement {
  const element = button(picture, { class: classes, title: label, tabindex: -1 }, open);
  element.append(el("span", { class: "visually-hidden" }, label));
  return element;
}

function createMap(container: HTMLElement): L.Map {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return L.map(container, {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.25,
    maxZoom: MAX_ZOOM,
    maxBoundsViscosity: 0.8,
    zoomAnimation: !calm,
    fadeAnimation: false,
    markerZoomAnimation: !calm,
    inertia: !calm,
    wheelPxPerZoomLevel: 90,
  });
}
