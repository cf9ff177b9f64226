// A Leaflet layer of positioned elements: only what is in view is in the document.

import L from "leaflet";

export interface Item {
  key: string;
  lat: number;
  lng: number;
  create: () => HTMLElement;
  /** Pixels beside its place. */
  offset?: { x: number; y: number } | undefined;
}

type Positioned = { element: HTMLElement; at: L.LatLng };

/** Elements keep their identity, and with it the focus, as long as their key stays. */
export class Overlay {
  readonly #map: L.Map;
  readonly #container: HTMLElement;
  #shown = new Map<string, Positioned>();

  constructor(map: L.Map, container: HTMLElement) {
    this.#map = map;
    this.#container = container;
    L.DomEvent.disableClickPropagation(container);
    map.on("zoomanim", (event) => this.#animate(event));
  }

  show(items: Item[]): void {
    const next = new Map<string, Positioned>();
    for (const item of items) {
      const known = this.#shown.get(item.key);
      this.#shown.delete(item.key);
      const element = known?.element ?? this.#enter(item);
      if (item.offset) element.style.translate = `${item.offset.x}px ${item.offset.y}px`;
      else if (element.style.translate) element.style.translate = "";
      next.set(item.key, { element, at: L.latLng(item.lat, item.lng) });
    }
    for (const { element } of this.#shown.values()) element.remove();
    this.#shown = next;
    for (const { element, at } of next.values()) {
      L.DomUtil.setPosition(element, this.#map.latLngToLayerPoint(at).round());
    }
  }

  get(key: string): HTMLElement | undefined {
    return this.#shown.get(key)?.element;
  }

  elements(): HTMLElement[] {
    return [...this.#shown.values()].map(({ element }) => element);
  }

  #enter(item: Item): HTMLElement {
    const element = item.create();
    element.classList.add("leaflet-zoom-animated");
    this.#container.append(element);
    return element;
  }

  #animate(event: L.ZoomAnimEvent): void {
    for (const { element, at } of this.#shown.values()) {
      L.DomUtil.setPosition(element, pointAfter(this.#map, at, event).round());
    }
  }
}

/** Where a place lies on the map when it has come to another view. */
export function pointAfter(map: L.Map, at: L.LatLng, view: { center: L.LatLng; zoom: number }): L.Point {
  const known = map as L.Map & {
    _latLngToNewLayerPoint(at: L.LatLng, zoom: number, center: L.LatLng): L.Point;
  };
  return known._latLngToNewLayerPoint(at, view.zoom, view.center);
}
