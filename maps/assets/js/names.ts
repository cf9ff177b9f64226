// Names on the map as elements: those of areas are buttons, those of places are not.

import type L from "leaflet";

import type { Area, Areas, LatLng, Level } from "./data";
import { button, el } from "./dom";
import type { Drawn } from "./ground";
import type { Islands } from "./islands";
import { placeLabels, type Kind, type Label, type Neighbour, type Place, type Scene } from "./labels";
import { Overlay } from "./overlay";
import type { Box } from "./rings";
import { keepStop } from "./roving";

/** What lies over the map and hides names. */
const OVER = ".map-tools, .map-credit, .map-legend, .views, .leaflet-control-scale, .panel, .card, .sheet-handle";

export interface Orientation {
  places: Place[];
  neighbours: Neighbour[];
}

export function readOrientation(islands: Islands): Orientation {
  const rows = <T>(kind: string): [string, number, number, T][] => islands.one(kind);
  return {
    places: rows<number>("places").map(([name, lat, lon, inhabitants]) => ({ name, at: [lat, lon], inhabitants })),
    neighbours: rows<string>("neighbours").map(([name, lat, lon, kind]) => ({ name, at: [lat, lon], kind })),
  };
}

export interface NameEvents {
  open(area: Area): void;
  /** The keyboard is on the name of an area, or has left it. */
  focus(area: Area | null): void;
}

export class Names {
  readonly #map: L.Map;
  readonly #areas: Areas;
  readonly #orientation: Orientation;
  readonly #events: NameEvents;
  readonly #overlay: Overlay;
  readonly #widths: Widths;
  #levels: ReadonlySet<Drawn> = new Set();
  #chosen: Area | null = null;
  #notes: ReadonlyMap<string, string> = new Map();
  #noted: Level = "sozialraum";
  #before = new Map<string, Label>();
  #zoom = NaN;

  constructor(map: L.Map, pane: HTMLElement, areas: Areas, orientation: Orientation, events: NameEvents) {
    this.#map = map;
    this.#areas = areas;
    this.#orientation = orientation;
    this.#events = events;
    this.#overlay = new Overlay(map, pane);
    this.#widths = new Widths(pane);
  }

  /** Takes effect with the next {@link draw}, as do the next two. */
  showLevels(levels: ReadonlySet<Drawn>): void {
    this.#levels = levels;
    this.#before.clear();
  }

  /** Says whether that is another one than before. */
  choose(area: Area | null): boolean {
    const changed = area !== this.#chosen;
    this.#chosen = area;
    return changed;
  }

  /** A second line under the names of the areas of a level, by their id. */
  annotate(notes: ReadonlyMap<string, string>, level: Level): void {
    this.#notes = notes;
    this.#noted = level;
  }

  /** Boxes of what lies over the map now. */
  covered(): Box[] {
    const map = this.#map.getContainer().getBoundingClientRect();
    const over = [...document.querySelectorAll(OVER)].map((each) => each.getBoundingClientRect());
    return over.map(({ left, right, top, bottom }) => ({
      left: left - map.left,
      right: right - map.left,
      top: top - map.top,
      bottom: bottom - map.top,
    }));
  }

  draw(covered: Box[], symbols: { at: LatLng; radius: number }[]): void {
    const zoom = this.#map.getZoom();
    if (zoom !== this.#zoom) this.#before.clear();
    this.#zoom = zoom;
    const labels = placeLabels(this.#scene([...covered, ...symbols.map((each) => this.#square(each))]));
    this.#before = new Map(labels.map((label) => [label.key, label]));
    this.#overlay.show(
      labels.map((label) => ({
        key: `${label.key}:${label.side}:${label.note}`,
        lat: label.at[0],
        lng: label.at[1],
        create: () => this.#name(label),
      })),
    );
    keepStop(this.#overlay.elements().filter((element) => element instanceof HTMLButtonElement));
  }

  #square({ at, radius }: { at: LatLng; radius: number }): Box {
    const { x, y } = this.#map.latLngToContainerPoint(at);
    return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
  }

  #scene(taken: Box[]): Scene {
    const map = this.#map;
    return {
      ...this.#orientation,
      areas: this.#areas,
      levels: this.#levels,
      chosen: this.#chosen,
      note: (area) => (area.level === this.#noted ? (this.#notes.get(area.id) ?? "") : ""),
      zoom: this.#zoom,
      size: map.getSize(),
      project: (at) => map.latLngToContainerPoint(at),
      unproject: ({ x, y }) => {
        const { lat, lng } = map.containerPointToLatLng([x, y]);
        return [lat, lng];
      },
      width: (text, kind) => this.#widths.of(text, kind),
      taken,
      before: this.#before,
    };
  }

  #name(label: Label): HTMLElement {
    const attributes = { class: `name name--${label.kind} name--${label.side}` };
    const { area, note } = label;
    if (!area) return el("span", { ...attributes, "aria-hidden": "true" }, el("span", { class: "name__text" }, label.text));
    const name = [label.text, note, ", Gebiet anzeigen"].filter(Boolean).join(" ").replace(" ,", ",");
    const text = el("span", { class: "name__text" }, label.text);
    const element = button(text, { ...attributes, tabindex: -1, "aria-label": name }, () => this.#events.open(area));
    if (note) element.append(" ", el("span", { class: "name__note" }, note));
    element.addEventListener("focus", () => this.#events.focus(area));
    element.addEventListener("blur", () => this.#events.focus(null));
    return element;
  }
}

/** Widths of texts in the type that the style sheet gives them, each measured once. */
class Widths {
  readonly #pane: HTMLElement;
  readonly #canvas = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
  readonly #types = new Map<Kind, { font: string; spacing: number; capitals: number }>();
  readonly #known = new Map<string, number>();

  constructor(pane: HTMLElement) {
    this.#pane = pane;
  }

  of(text: string, kind: Kind): number {
    const key = `${kind}:${text}`;
    let width = this.#known.get(key);
    if (width === undefined) this.#known.set(key, (width = this.#measure(text, kind)));
    return width;
  }

  /** Small capitals are not known to every canvas: they are at most so many times as large as large ones. */
  #measure(text: string, kind: Kind): number {
    const { font, spacing, capitals } = this.#type(kind);
    this.#canvas.font = font;
    const shown = capitals < 1 ? text.toUpperCase() : text;
    return this.#canvas.measureText(shown).width * capitals + spacing * text.length;
  }

  #type(kind: Kind): { font: string; spacing: number; capitals: number } {
    const known = this.#types.get(kind);
    if (known) return known;
    const probe = el("span", { class: `name name--${kind}` });
    this.#pane.append(probe);
    const { fontStyle, fontWeight, fontSize, fontFamily, letterSpacing, fontVariantCaps } = getComputedStyle(probe);
    const type = {
      font: `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`,
      spacing: parseFloat(letterSpacing) || 0,
      capitals: fontVariantCaps === "all-small-caps" ? 0.8 : 1,
    };
    probe.remove();
    this.#types.set(kind, type);
    return type;
  }
}
