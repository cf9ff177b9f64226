// The map itself: what is drawn on it, and what happens there. Leaflet is known here and in few other places.

import L from "leaflet";

import { Camera, createMap, MAX_ZOOM, type View } from "./camera";
import type { Cluster } from "./cluster";
import { latitude, longitude, type Area, type Areas, type Dataset, type LatLng, type Level } from "./data";
import { Ground, type Drawn } from "./ground";
import { Hover } from "./hover";
import { Markers } from "./markers";
import { valueText, type Shown, type Value } from "./measures";
import { Names, type Orientation } from "./names";
import type { Mark } from "./numbering";
import { walk } from "./roving";
import { reach } from "./spider";

export interface MapEvents {
  /** The map is there; more can be drawn on it. */
  made?(map: L.Map): void;
  /** `elsewhere` if it shows another part of the ground, not just more or less of the same. */
  moved(view: View, elsewhere: boolean): void;
  resource(row: number): void;
  /** Offers of one place; they are spread on the map, too, unless they are too many. */
  here(rows: number[], spread: boolean): void;
  /** The offers of one place are together again. */
  folded?(): void;
  area(area: Area): void;
  /** What is told of an area under the mouse. */
  note?(area: Area): string;
  /** The offers that have symbols of their own now. */
  drawn?(rows: number[]): void;
  /** Somebody chose a spot by a click. */
  spot(at: LatLng): void;
}

const NEAR_ZOOM = 12;
/** Pixels around a symbol that comes into view. */
const SYMBOL = 40;

export class MapView {
  readonly camera: Camera;
  readonly #map: L.Map;
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #events: MapEvents;
  readonly #ground: Ground;
  readonly #names: Names;
  readonly #markers: Markers;
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
    this.camera = new Camera(this.#map, areas.at("kreis"), data.corners);
    this.#ground = new Ground(this.#map, areas);
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
      note: (area) => events.note?.(area) ?? "",
      pointOut: (area) => this.#ground.pointOut(area),
    });
    this.#listen(container);
    events.made?.(this.#map);
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
      const tells = this.camera.ready && !this.#onPaper;
      // Measured before anything is drawn, as what covers names is: after it, it costs a second layout.
      const elsewhere = tells && this.camera.stepped();
      this.#group();
      this.#draw();
      if (tells) this.#events.moved(this.camera.view, elsewhere);
    });
    map.on("resize", () => this.camera.stepped());
    map.on("click", ({ latlng, originalEvent }) => {
      // A symbol that has just given way to others is no spot on the map.
      if (!(originalEvent.target as Node).isConnected) return;
      if (this.#markers.spreadRows.length) this.#foldBy();
      else this.#events.spot([latlng.lat, latlng.lng]);
    });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
  }

  #onPaper = false;

  /** Shows on a sheet of paper what is in view now, and tells what stands where on it. */
  fitPaper(): Mark[] {
    const map = this.#map;
    this.#markers.fold();
    this.#onPaper = true;
    map.getContainer().classList.add("map--paper");
    this.camera.fitPaper();
    const paper = L.bounds([0, 0], map.getSize());
    return this.#markers.obstacles
      .map(({ at, ...mark }) => ({ ...mark, ...map.latLngToContainerPoint(at) }))
      .filter(({ x, y }) => paper.contains([x, y]));
  }

  fitScreen(view: View | null): void {
    this.#map.getContainer().classList.remove("map--paper");
    this.camera.fitScreen(view);
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
    this.#names.annotate(new Map([...counts].map(([id, count]) => [id, words(count)])), "sozialraum");
  }

  #shaded: Level | null = null;

  /** Colours areas and writes their values under their names; the latter with the next {@link show}. */
  shade(shown: Shown | null): void {
    this.#shaded = shown?.shading.level ?? null;
    this.#ground.shade(shown);
    if (!shown) return;
    const { areas, values, measure } = shown;
    const notes = areas.map(({ id }, place): [string, string] => [id, valueText(values[place] as Value, measure.decimals)]);
    this.#names.annotate(new Map(notes), shown.shading.level);
  }

  emphasise(chosen: Area[], served: ReadonlySet<string>): void {
    this.#ground.emphasise(chosen, served);
    if (this.#names.choose(chosen.length === 1 ? (chosen[0] ?? null) : null)) this.#draw();
  }

  select(row: number | null): void {
    this.#markers.select(row);
  }

  /** The view to begin with if a resource is chosen that has a point. */
  viewOf(row: number | null): View | null {
    return row !== null && this.#data.hasPoint(row) ? this.camera.viewAt(this.#data.latLng(row), NEAR_ZOOM) : null;
  }

  /** Brings a resource into view; near enough that it stands alone or with its neighbours. */
  goTo(row: number, nearest = NEAR_ZOOM): void {
    if (!this.#data.hasPoint(row)) return;
    this.camera.intoView(this.#data.latLng(row), Math.max(this.#map.getZoom(), nearest), SYMBOL);
  }

  focusOn(row: number): boolean {
    return this.#markers.focusOn(row);
  }

  /** The coloured area at a spot, else the smallest one on show. */
  areaAt(at: LatLng): Area | null {
    const order: Level[] = ["gemeinde", "sozialraum", "planregion"];
    const level = this.#shaded ?? order.find((each) => this.#levels.has(each)) ?? "sozialraum";
    return this.#areas.find(level, at);
  }

  #group(): void {
    if (this.camera.ready) this.#markers.group(this.#rows);
  }

  /** To be called when something else lies over the map than before. */
  redraw(): void {
    this.#draw();
  }

  #draw(): void {
    if (!this.camera.ready) return;
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
    else this.camera.approach(cluster.rows.map((row) => this.#data.latLng(row)));
  }

  #spread({ x, y, rows }: Cluster): void {
    const spread = this.#markers.spread(rows);
    this.#draw();
    this.#events.here(rows, spread);
    const far = spread ? reach(rows.length) : SYMBOL;
    this.camera.intoView([latitude(y), longitude(x)], this.#map.getZoom(), far);
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
