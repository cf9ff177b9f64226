// What part of the map is in view, and how the view goes elsewhere. What covers the lower end counts as no view.

import L from "leaflet";

import type { Area, LatLng } from "./data";
import { Box } from "./query";
import { corners } from "./rings";

export interface View {
  zoom: number;
  lat: number;
  lng: number;
}

/** Pixels by which a change of size may move the middle. */
const ROUNDING = 2;
export const MAX_ZOOM = 18;
const ZOOM_SNAP = 0.25;
const PLACE_ZOOM = 13;
/** Part of the map that a legend may take from what is to be seen. */
const WIDEST = 0.35;
/** Part of the whole around the outermost offers. */
const AROUND_OUTERMOST = 0.1;
/** Pixels around the offers of a cluster. */
const AROUND = 72;

export class Camera {
  readonly #map: L.Map;
  readonly #home: L.LatLngBounds;
  readonly #outermost: L.LatLngBounds;

  /** `home` are the areas that make up the whole, `outermost` what else must come into view. */
  constructor(map: L.Map, home: Area[], outermost: LatLng[]) {
    this.#map = map;
    this.#home = boundsOf(home);
    this.#outermost = L.latLngBounds(outermost);
  }

  #ready = false;

  /** Whether anything is in view yet. */
  get ready(): boolean {
    return this.#ready;
  }

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
  stepped(): boolean {
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

  /** The view that shows a place in the middle of what nothing covers. */
  viewAt(at: LatLng, zoom: number): View {
    const { lat, lng } = this.#lifted(at, zoom);
    return { zoom, lat, lng };
  }

  /** Goes to a view without animation; without one to the areas, or to the whole county. */
  start(view: View | null, areas: Area[]): void {
    this.#map.setMinZoom(Math.min(8, this.#map.getBoundsZoom(this.#home) - 1));
    this.#map.setMaxBounds(this.#reach());
    if (view) this.#map.setView([view.lat, view.lng], view.zoom, { animate: false });
    else this.fit(areas, false);
    this.stepped();
    this.#ready = true;
  }

  /** How far the map can be moved: an offer far outside the county can be in the middle of it, too. */
  #reach(): L.LatLngBounds {
    const reach = this.#home.pad(2);
    if (!this.#outermost.isValid() || reach.contains(this.#outermost)) return reach;
    return reach.extend(this.#outermost).pad(AROUND_OUTERMOST);
  }

  /** Shows some areas, or the whole county. */
  fit(areas: Area[], animate = true): void {
    const bounds = areas.length ? boundsOf(areas) : this.#home;
    this.#map.fitBounds(bounds, {
      animate,
      paddingTopLeft: [16 + this.#beside(), 16],
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

  /** Width of the legend of colours over the left edge, where it leaves the map most of its room. */
  #beside(): number {
    const map = this.#map.getContainer().getBoundingClientRect();
    const legend = document.querySelector(".shade-legend[open]:not([hidden])")?.getBoundingClientRect();
    const width = legend ? legend.right - map.left : 0;
    return width < map.width * WIDEST ? width : 0;
  }

  #coveredBefore = 0;

  /** Keeps in the middle what was there before something else covered the lower end. */
  recentre(): void {
    const covered = this.#covered();
    if (this.#ready) this.#map.panBy([0, (covered - this.#coveredBefore) / 2], { animate: false });
    this.#coveredBefore = covered;
  }

  /** Whether all of the whole is in view. */
  get showsAll(): boolean {
    return this.#map.getBounds().contains(this.#home);
  }

  zoomBy(steps: number): void {
    this.#map.zoomIn(steps);
  }

  /** Shows all of the whole that was in view, at the size that the sheet of paper has. */
  fitPaper(): void {
    const map = this.#map;
    const bounds = map.getBounds();
    map.options.zoomSnap = 0;
    map.invalidateSize({ animate: false });
    map.fitBounds(bounds.contains(this.#home) ? this.#home : bounds, { animate: false, padding: [24, 24] });
    map.options.zoomSnap = ZOOM_SNAP;
  }

  fitScreen(view: View | null): void {
    this.#map.invalidateSize({ animate: false });
    if (view) this.#map.setView([view.lat, view.lng], view.zoom, { animate: false });
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
    if (!free.contains(boundsOf([area]))) this.fit([area]);
  }

  /** Moves the map only if a place and some pixels around it are not in the free part of it. */
  intoView(at: LatLng, zoom: number, around: number): void {
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
    if (map.getBounds().intersects(boundsOf([area]))) return;
    map.panInside(area.label, { paddingTopLeft: [64, 64], paddingBottomRight: [64, 64 + this.#covered()] });
  }

  /** Nearer to some places, so that they stand apart. */
  approach(places: LatLng[]): void {
    const map = this.#map;
    const corners = L.latLngBounds(places);
    const zoom = map.getBoundsZoom(corners, false, L.point(2 * AROUND, 2 * AROUND + this.#covered()));
    const nearer = Math.min(MAX_ZOOM, Math.max(zoom, map.getZoom() + 1));
    map.setView(this.#lifted(corners.getCenter(), nearer), nearer);
  }
}

function boundsOf(areas: Area[]): L.LatLngBounds {
  return L.latLngBounds(areas.flatMap((area) => corners(area.box)));
}

export function createMap(container: HTMLElement): L.Map {
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
