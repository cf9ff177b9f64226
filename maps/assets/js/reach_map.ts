// What the map of reach has besides offers and areas: bands around the offers, and the offer that is tried out.

import L from "leaflet";

import { el, svg } from "./dom";
import { overlaps } from "./labels";
import shapes from "./leaflet_shapes";
import { PRECISION, type Box, type LatLng } from "./rings";

export interface Band {
  label: string;
  /** Each start and differences in steps of a degree. */
  rings: number[][];
  lines: number[][];
}

/** Pixels that each letter of a name takes up beside its middle, with what is around the name. */
const LETTER = 4;
const AROUND = 6;
const HALF_LINE = 12;
/** Pixels around the middle of a symbol that are kept free. */
const SYMBOL = 18;
/** Names of areas and places. */
const OTHER = ".name__text, .name__note";
/** Pixels beyond which nothing is in the way. */
const FAR = 200;
/** So many points of a line are tried. */
const TRIED = 240;

interface Line {
  label: string;
  points: LatLng[];
}

export class Bands {
  readonly #map: L.Map;
  readonly #shown = shapes.layerGroup();
  readonly #names = shapes.layerGroup();
  readonly #renderer: L.Renderer;
  #lines: Line[] = [];
  #offers: readonly LatLng[] = [];

  constructor(map: L.Map) {
    this.#map = map;
    for (const [name, level] of [["bands", 410], ["band-names", 440]] as const) {
      map.createPane(name).style.zIndex = String(level);
    }
    this.#renderer = shapes.svg({ pane: "bands", padding: 0.5 });
    this.#shown.addTo(map);
    this.#names.addTo(map);
  }

  /** The narrowest comes first; what lies in it lies in the others, too, so that tints add up. */
  show(bands: readonly Band[], offers: readonly LatLng[]): void {
    this.#shown.clearLayers();
    this.#offers = offers;
    this.#lines = bands.map(({ label, rings, lines }, place) => {
      const decoded = lines.map(decode);
      const options = { renderer: this.#renderer, pane: "bands", interactive: false };
      shapes.polygon(rings.map(decode), { ...options, className: "band", stroke: false }).addTo(this.#shown);
      const className = `band-line band-line--${bands.length - place}`;
      shapes.polyline(decoded, { ...options, className }).addTo(this.#shown);
      return { label, points: decoded.flat() };
    });
    this.name();
  }

  /**
   * Each line is named once, where symbols and other names leave room; the legend names all.
   * To be called when those stand elsewhere than before.
   */
  name(): void {
    this.#names.clearLayers();
    const taken = this.#taken();
    const view = this.#map.getBounds().pad(-0.06);
    for (const { label, points } of this.#lines) {
      const step = Math.ceil(points.length / TRIED);
      const inView = points.filter((at, place) => place % step === 0 && view.contains(at));
      const half = LETTER * label.length + AROUND;
      const at = freest(inView.map((each) => this.#map.latLngToContainerPoint(each)), half, taken);
      if (!at) continue;
      taken.push(around(at, half, HALF_LINE));
      const html = el("span", { class: "band-name" }, label);
      const icon = shapes.divIcon({ className: "band-name__place", html, iconSize: [0, 0] });
      const options = { icon, pane: "band-names", interactive: false, keyboard: false };
      shapes.marker(this.#map.containerPointToLatLng(at), options).addTo(this.#names);
    }
  }

  #taken(): Box[] {
    const container = this.#map.getContainer();
    const { left, top } = container.getBoundingClientRect();
    const names = [...container.querySelectorAll(OTHER)].map((each) => each.getBoundingClientRect());
    return [
      ...this.#offers.map((at) => around(this.#map.latLngToContainerPoint(at), SYMBOL, SYMBOL)),
      ...names.map((each) => ({
        left: each.left - left,
        right: each.right - left,
        top: each.top - top,
        bottom: each.bottom - top,
      })),
    ];
  }
}

function around({ x, y }: L.Point, wide: number, tall: number): Box {
  return { left: x - wide, right: x + wide, top: y - tall, bottom: y + tall };
}

/** The place with most room around it, if there is enough for a name that is twice `half` wide. */
function freest(places: L.Point[], half: number, taken: readonly Box[]): L.Point | null {
  const rooms = places.map((at) => {
    const box = around(at, half, HALF_LINE);
    if (taken.some((each) => overlaps(box, each))) return 0;
    return taken.reduce((least, each) => Math.min(least, distance(at, each)), FAR);
  });
  const most = Math.max(0, ...rooms);
  return most ? (places[rooms.indexOf(most)] ?? null) : null;
}

/** From a point to the middle of a box. */
function distance({ x, y }: L.Point, { left, right, top, bottom }: Box): number {
  return Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y);
}

function decode(steps: number[]): LatLng[] {
  const points: LatLng[] = [];
  let lng = 0;
  let lat = 0;
  for (let place = 0; place < steps.length; place += 2) {
    lng += steps[place] as number;
    lat += steps[place + 1] as number;
    points.push([lat / PRECISION, lng / PRECISION]);
  }
  return points;
}

const STEP = 8;
const LEAP = 48;
const MOVES: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Somebody who holds a key down wants to see where it leads, not every step. */
const REST_MS = 350;

/** The offer that is tried out: set by a click or at the cross, moved by mouse, finger or keys. */
export class Spot {
  readonly #map: L.Map;
  readonly #moved: (at: LatLng) => void;
  #marker: L.Marker | null = null;
  #rest = 0;

  constructor(map: L.Map, moved: (at: LatLng) => void) {
    this.#map = map;
    this.#moved = moved;
  }

  show(at: LatLng | null): void {
    window.clearTimeout(this.#rest);
    if (at && this.#marker) this.#marker.setLatLng(at);
    else if (at) this.#marker = this.#add(at);
    else this.#marker = (this.#marker?.remove(), null);
  }

  #add(at: LatLng): L.Marker {
    const icon = shapes.divIcon({ className: "spot", html: picture() as unknown as HTMLElement, iconSize: [40, 40] });
    const title = "Probiertes Angebot; mit Pfeiltasten verschieben";
    const marker = shapes.marker(at, { icon, title, alt: title, draggable: true, zIndexOffset: 1000 }).addTo(this.#map);
    marker.getElement()?.setAttribute("aria-label", title);
    marker.on("dragend", () => this.#tell());
    marker.getElement()?.addEventListener("keydown", (event) => this.#step(event));
    return marker;
  }

  #step(event: KeyboardEvent): void {
    const move = MOVES[event.key];
    if (!move || !this.#marker) return;
    event.preventDefault();
    event.stopPropagation();
    const by = L.point(move).multiplyBy(event.shiftKey ? LEAP : STEP);
    this.#marker.setLatLng(this.#map.layerPointToLatLng(this.#map.latLngToLayerPoint(this.#marker.getLatLng()).add(by)));
    window.clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => this.#tell(), REST_MS);
  }

  #tell(): void {
    if (!this.#marker) return;
    const { lat, lng } = this.#marker.getLatLng();
    this.#moved([lat, lng]);
  }
}

/** A ring with a plus: an offer that is not there. */
function picture(): SVGSVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 40 40", width: 40, height: 40, "aria-hidden": "true", focusable: "false" },
    svg("circle", { cx: 20, cy: 20, r: 15, class: "spot-rim" }),
    svg("circle", { cx: 20, cy: 20, r: 13, class: "spot-ring" }),
    svg("path", { d: "M20 12v16M12 20h16", class: "spot-plus" }),
  );
}
