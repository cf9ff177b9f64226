// Names on the map as elements: those of areas are buttons, those of places are not.

import type L from "leaflet";

import type { Area, Areas, LatLng, Level } from "./data";
import { button, el } from "./dom";
import { placeLabels, type Label } from "./labels";
import { Overlay, type Item } from "./overlay";
import { keepStop } from "./roving";

/** Pixels at the lower end that scale and sources lie over. */
const CREDIT = 32;

export class Names {
  readonly #map: L.Map;
  readonly #areas: Areas;
  readonly #places: { name: string; label: LatLng }[];
  readonly #open: (area: Area) => void;
  readonly #overlay: Overlay;
  #levels: ReadonlySet<Level> = new Set();

  constructor(
    map: L.Map,
    pane: HTMLElement,
    areas: Areas,
    places: { name: string; label: LatLng }[],
    open: (area: Area) => void,
  ) {
    this.#map = map;
    this.#areas = areas;
    this.#places = places;
    this.#open = open;
    this.#overlay = new Overlay(map, pane);
  }

  /** Takes effect with the next {@link draw}. */
  showLevels(levels: ReadonlySet<Level>): void {
    this.#levels = levels;
  }

  draw(obstacles: { at: LatLng; radius: number }[]): void {
    this.#overlay.show(this.#items(obstacles));
    keepStop(this.#overlay.elements().filter((element) => element instanceof HTMLButtonElement));
  }

  #items(obstacles: { at: LatLng; radius: number }[]): Item[] {
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
      obstacles,
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
    return button(label.text, { ...attributes, tabindex: -1, "aria-label": name }, () => this.#open(area));
  }
}
