// What the map of reach has besides offers and areas: bands around the offers, and the offer that is tried out.

import L from "leaflet";

import { el, svg } from "./dom";
import { PRECISION, type LatLng } from "./rings";

export interface Band {
  label: string;
  /** Each start and differences in steps of a degree. */
  rings: number[][];
  lines: number[][];
}

/** How much a step away from the other names counts beside one away from offers. */
const APART = 0.5;
/** Degrees beyond which nothing is in the way. */
const FAR = 0.3;

export class Bands {
  readonly #shown: L.LayerGroup;
  readonly #renderer: L.Renderer;

  constructor(map: L.Map) {
    for (const [name, level] of [["bands", 410], ["band-names", 440]] as const) {
      map.createPane(name).style.zIndex = String(level);
    }
    this.#renderer = L.svg({ pane: "bands", padding: 0.5 });
    this.#shown = L.layerGroup().addTo(map);
  }

  /** The narrowest comes first; what lies in it lies in the others, too, so that tints add up. */
  show(bands: readonly Band[], offers: readonly LatLng[]): void {
    this.#shown.clearLayers();
    const names: LatLng[] = [];
    bands.forEach((band, place) => {
      const rank = bands.length - place;
      const lines = band.lines.map(decode);
      const options = { renderer: this.#renderer, pane: "bands", interactive: false };
      L.polygon(band.rings.map(decode), { ...options, className: "band", stroke: false }).addTo(this.#shown);
      L.polyline(lines, { ...options, className: `band-line band-line--${rank}` }).addTo(this.#shown);
      const at = freest(lines.flat(), offers, names);
      if (!at) return;
      names.push(at);
      this.#name(band.label, at);
    });
  }

  #name(label: string, at: LatLng): void {
    const html = el("span", { class: "band-name" }, label);
    const icon = L.divIcon({ className: "band-name__place", html, iconSize: [0, 0] });
    L.marker(at, { icon, pane: "band-names", interactive: false, keyboard: false }).addTo(this.#shown);
  }
}

/** The point of a line where a name is least in the way of symbols and of other names. */
function freest(points: LatLng[], offers: readonly LatLng[], names: readonly LatLng[]): LatLng | null {
  const rooms = points.map((at) => {
    const [first = FAR, second = FAR] = distances(at, offers);
    const [name = FAR] = distances(at, names);
    return Math.min(first, FAR) + Math.min(second, FAR) + APART * Math.min(name, FAR);
  });
  return points[rooms.indexOf(Math.max(...rooms))] ?? null;
}

/** In degrees of latitude, the nearest first. */
function distances([lat, lng]: LatLng, others: readonly LatLng[]): number[] {
  const shrink = Math.cos((lat * Math.PI) / 180);
  return others.map((other) => Math.hypot(other[0] - lat, (other[1] - lng) * shrink)).sort((one, two) => one - two);
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
    const icon = L.divIcon({ className: "spot", html: picture() as unknown as HTMLElement, iconSize: [40, 40] });
    const title = "Probiertes Angebot; mit Pfeiltasten verschieben";
    const marker = L.marker(at, { icon, title, alt: title, draggable: true, zIndexOffset: 1000 }).addTo(this.#map);
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
