// The map itself: what is in view, and what is drawn on it. Leaflet is known here and in few other places.

import L from "leaflet";

import type { Cluster } from "./cluster";
import { latitude, longitude, type Area, type Areas, type Dataset, type LatLng, type Level } from "./data";
import { Ground, type Drawn } from "./ground";
import { Hover } from "./hover";
import { Markers } from "./markers";
import { Names, type Orientation } from "./names";
import type { Mark } from "./numbering";
import { Box } from "./query";
import { walk } from "./roving";
import { reach } from "./spider";

export interface View {
  zoom: number;
  lat: number;
  lng: number;
}

export interface MapEvents {
  /** `elsewhere` if it shows another part of the ground, not just more or less of the same. */
  moved(view: View, elsewhere: boolean): void;
  resource(row: number): void;
  /** Offers of one place; they are spread on the map, too, unless they are too many. */
  here(rows: number[], spread: boolean): void;
  /** The offers of one place are together again. */
  folded?(): void;
  area(area: Area): void;
  /** How many offers an area holds, if that is known. */
  count?(area: Area): number | null;
  /** The offers that have symbols of their own now. */
  drawn?(rows: number[]): void;
  /** Somebody chose a spot by a click. */
  spot(at: LatLng): void;
}

/** Pixels by which a change of size may move the middle. */
const ROUNDING = 2;
const MAX_ZOOM = 18;
const ZOOM_SNAP = 0.25;
const NEAR_ZOOM = 12;
const PLACE_ZOOM = 13;
/** Pixels around a symbol that comes into view, and around the offers of a cluster. */
const SYMBOL = 40;
const AROUND = 72;

export class MapView {
  readonly #map: L.Map;
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #events: MapEvents;
  readonly #ground: Ground;
  readonly #names: Names;
  readonly #markers: Markers;
  readonly #home: L.LatLngBounds;
  #rows = new Uint32Array();
  #levels: ReadonlySet<Drawn> = new Set();

  constructor(
    container: HTMLElement,
    data: Dataset,
    areas: Areas,
    orientation: Orientation,
    events: MapEvents,
  ) {
    this.#data = data;
    this.#areas = areas;
    this.#events = events;
    this.#map = createMap(container);
    this.#ground = new Ground(this.#map, areas);
    this.#home = this.#ground.bounds(areas.at("kreis"));
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(this.#map);
    this.#names = new Names(this.#map, this.#pane("names", "Namen der Gebiete", 450), areas, orientation, {
      open: (area) => {
        this.fold();
        events.area(area);
      },
      focus: (area) => this.#ground.pointOut(area),
    });
    this.#markers = new Markers(this.#map, this.#pane("symbols", "Angebote auf der Karte", 600), data, areas, {
      resource: (row) => events.resource(row),
      cluster: (cluster) => this.#open(cluster),
      escape: () => this.#foldBy(),
    });
    new Hover(this.#map, {
      areaAt: (at) => this.areaAt(at),
      count: (area) => events.count?.(area) ?? null,
      pointOut: (area) => this.#ground.pointOut(area),
    });
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
      const tells = this.#ready && !this.#onPaper;
      // Measured before anything is drawn, as what covers names is: after it, it costs a second layout.
      const elsewhere = tells && this.#stepped();
      this.#group();
      this.#draw();
      if (tells) this.#events.moved(this.view, elsewhere);
    });
    map.on("resize", () => this.#stepped());
    map.on("click", ({ latlng, originalEvent }) => {
      // A symbol that has just given way to others is no spot on the map.
      if (!(originalEvent.target as Node).isConnected) return;
      if (this.#markers.spreadRows.length) this.#foldBy();
      else this.#events.spot([latlng.lat, latlng.lng]);
    });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
  }

  #ready = false;
  #onPaper = false;

  get view(): View {
    const { lat, lng } = this.#map.getCenter();
    return { zoom: this.#map.getZoom(), lat, lng };
  }

  /** The part of the map that nothing covers. */
  get box(): Box {
    const { x, y } = this.#room();
    const { lat: north, lng: west } = this.#map.containerPointToLatLng([0, 0]);
    const { lat: south, lng: east } = this.#map.containerPointToLatLng([x, y]);
    return new Box(west, south, east, north);
  }

  #room(): L.Point {
    return this.#map.getSize().subtract([0, this.#covered()]);
  }

  #stand: { view: View; room: L.Point } | null = null;

  /** Where a card or a sheet takes room, nobody has gone to another place. */
  #stepped(): boolean {
    const before = this.#stand;
    this.#stand = { view: this.view, room: this.#room() };
    if (!before?.room.equals(this.#stand.room)) return false;
    const { zoom } = before.view;
    const [from, to] = [before.view, this.view].map((view) => this.#map.project(view, zoom)) as [L.Point, L.Point];
    return zoom !== this.view.zoom || from.distanceTo(to) > ROUNDING;
  }

  /** The view that shows the whole of a part of the map. */
  viewOf({ west, south, east, north }: Box): View {
    const map = this.#map;
    const corners: [number, number][] = [[south, west], [north, east]];
    const zoom = map.getBoundsZoom(corners, false, L.point(0, this.#covered()));
    const [one, other] = corners.map((corner) => map.project(corner, zoom)) as [L.Point, L.Point];
    const { lat, lng } = this.#lifted(map.unproject(one.add(other).divideBy(2), zoom), zoom);
    return { zoom, lat, lng };
  }

  /** Goes to a view without animation; without one to the areas, or to the whole county. */
  start(view: View | null, areas: Area[]): void {
    this.#map.setMinZoom(Math.min(8, this.#map.getBoundsZoom(this.#home) - 1));
    this.#map.setMaxBounds(this.#home.pad(2));
    if (view) this.#map.setView([view.lat, view.lng], view.zoom, { animate: false });
    else this.fit(areas, false);
    this.#stepped();
    this.#ready = true;
  }

  /** Shows some areas, or the whole county. */
  fit(areas: Area[], animate = true): void {
    const bounds = areas.length ? this.#ground.bounds(areas) : this.#home;
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

  /** Shows on a sheet of paper what is in view now, and tells what stands where on it. */
  fitPaper(): Mark[] {
    const map = this.#map;
    const bounds = map.getBounds();
    this.#markers.fold();
    this.#onPaper = true;
    map.getContainer().classList.add("map--paper");
    map.options.zoomSnap = 0;
    map.invalidateSize({ animate: false });
    map.fitBounds(bounds.contains(this.#home) ? this.#home : bounds, { animate: false, padding: [24, 24] });
    map.options.zoomSnap = ZOOM_SNAP;
    const paper = L.bounds([0, 0], map.getSize());
    return this.#markers.obstacles
      .map(({ at, ...mark }) => ({ ...mark, ...map.latLngToContainerPoint(at) }))
      .filter(({ x, y }) => paper.contains([x, y]));
  }

  fitScreen(view: View | null): void {
    this.#map.getContainer().classList.remove("map--paper");
    this.#map.invalidateSize({ animate: false });
    if (view) this.#map.setView([view.lat, view.lng], view.zoom, { animate: false });
    this.#onPaper = false;
  }

  /** Puts pictures below everything else, or takes them away. */
  background(layer: L.GridLayer | null): void {
    this.#map.eachLayer((each) => {
      if (each instanceof L.GridLayer) each.remove();
    });
    layer?.addTo(this.#map);
  }

  fade(faded: boolean): void {
    this.#map.getContainer().classList.toggle("is-faded", faded);
  }

  zoomBy(steps: number): void {
    this.#map.zoomIn(steps);
  }

  show(rows: Uint32Array): void {
    this.#rows = rows as Uint32Array<ArrayBuffer>;
    this.#group();
    this.#draw();
  }

  /** Takes effect on names with the next {@link show}. */
  showLevels(levels: ReadonlySet<Drawn>): void {
    this.#levels = levels;
    this.#ground.showLevels(levels);
    this.#names.showLevels(levels);
  }

  /** Where mobile offers come, and how many; takes effect on names with the next {@link show}. */
  showVisits(counts: ReadonlyMap<string, number>): void {
    this.#ground.visit(new Set(counts.keys()));
    const words = (count: number): string => `${count} ${count === 1 ? "kommt" : "kommen"} hin`;
    this.#names.annotate(new Map([...counts].map(([id, count]) => [id, words(count)])));
  }

  emphasise(chosen: Area[], served: ReadonlySet<string>): void {
    this.#ground.emphasise(chosen, served);
    if (this.#names.choose(chosen.length === 1 ? (chosen[0] ?? null) : null)) this.#draw();
  }

  select(row: number | null): void {
    this.#markers.select(row);
  }

  /** Brings a resource into view; near enough that it stands alone or with its neighbours. */
  goTo(row: number, nearest = NEAR_ZOOM): void {
    if (!this.#data.hasPoint(row)) return;
    this.#intoView(this.#data.latLng(row), Math.max(this.#map.getZoom(), nearest), SYMBOL);
  }

  /** Shows a place and what is around it. */
  goToPlace(at: LatLng): void {
    const zoom = Math.max(this.#map.getZoom(), PLACE_ZOOM);
    this.#map.setView(this.#lifted(at, zoom), zoom);
  }

  /** Shows the whole of an area, unless it is in view. */
  goToArea(area: Area): void {
    const map = this.#map.invalidateSize({ animate: false });
    const { x, y } = this.#room();
    const free = L.latLngBounds(map.containerPointToLatLng([0, 0]), map.containerPointToLatLng([x, y]));
    if (!free.contains(this.#ground.bounds([area]))) this.fit([area]);
  }

  /** Moves the map only if a place and some pixels around it are not in the free part of it. */
  #intoView(at: LatLng, zoom: number, around: number): void {
    const map = this.#map.invalidateSize({ animate: false });
    const place = map.latLngToContainerPoint(at);
    const free = L.bounds([around, around], map.getSize().subtract([around, this.#covered() + around]));
    if (zoom === map.getZoom() && free.contains(place)) return;
    map.setView(this.#lifted(at, zoom), zoom);
  }

  /** Where the middle of the map has to be for a place to be in the middle of its free part. */
  #lifted(at: L.LatLngExpression, zoom: number): L.LatLng {
    const map = this.#map;
    return map.unproject(map.project(at, zoom).add([0, this.#covered() / 2]), zoom);
  }

  /** Brings the middle of an area into view if nothing of the area is. */
  reveal(area: Area): void {
    const map = this.#map.invalidateSize({ animate: false });
    if (map.getBounds().intersects(this.#ground.bounds([area]))) return;
    map.panInside(area.label, { paddingTopLeft: [64, 64], paddingBottomRight: [64, 64 + this.#covered()] });
  }

  focusOn(row: number): boolean {
    return this.#markers.focusOn(row);
  }

  /** The smallest area on show at a spot. */
  areaAt(at: LatLng): Area | null {
    const order: Level[] = ["gemeinde", "sozialraum", "planregion"];
    const level = order.find((each) => this.#levels.has(each)) ?? "sozialraum";
    return this.#areas.find(level, at);
  }

  #group(): void {
    if (this.#ready) this.#markers.group(this.#rows);
  }

  /** To be called when something else lies over the map than before. */
  redraw(): void {
    this.#draw();
  }

  #draw(): void {
    if (!this.#ready) return;
    // Measured before anything is changed, which costs the browser no second layout.
    const covered = this.#names.covered();
    this.#markers.draw();
    this.#names.draw(covered, this.#markers.obstacles);
    this.#events.drawn?.(this.#markers.singleRows);
  }

  /** Nearer, or where that does not help, side by side. */
  #open(cluster: Cluster): void {
    this.#markers.fold();
    if (this.#markers.samePlace(cluster.rows) || this.#map.getZoom() >= MAX_ZOOM) this.#spread(cluster);
    else this.#approach(cluster);
  }

  #spread({ x, y, rows }: Cluster): void {
    const spread = this.#markers.spread(rows);
    this.#draw();
    this.#events.here(rows, spread);
    const far = spread ? reach(rows.length) : SYMBOL;
    this.#intoView([latitude(y), longitude(x)], this.#map.getZoom(), far);
  }

  #approach({ rows }: Cluster): void {
    const map = this.#map;
    const corners = L.latLngBounds(rows.map((row) => this.#data.latLng(row)));
    const zoom = map.getBoundsZoom(corners, false, L.point(2 * AROUND, 2 * AROUND + this.#covered()));
    const nearer = Math.min(MAX_ZOOM, Math.max(zoom, map.getZoom() + 1));
    map.setView(this.#lifted(corners.getCenter(), nearer), nearer);
  }

  /** Puts spread offers together again. */
  fold(): void {
    this.#markers.fold();
    this.#draw();
  }

  #foldBy(): void {
    const [first] = this.#markers.spreadRows;
    this.fold();
    if (first !== undefined) this.focusOn(first);
    this.#events.folded?.();
  }
}

function createMap(container: HTMLElement): L.Map {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return L.map(container, {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: ZOOM_SNAP,
    maxZoom: MAX_ZOOM,
    maxBoundsViscosity: 0.8,
    zoomAnimation: !calm,
    fadeAnimation: false,
    markerZoomAnimation: !calm,
    inertia: !calm,
    wheelPxPerZoomLevel: 90,
  });
}
