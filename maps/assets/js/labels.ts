// Names on the map: the more important first, none on top of another.

import { contains, type Area, type Areas, type LatLng, type Level } from "./data";

export interface Label {
  key: string;
  text: string;
  kind: "planregion" | "sozialraum" | "gemeinde" | "place";
  at: LatLng;
  area: Area | null;
}

interface Scene {
  areas: Areas;
  places: { name: string; label: LatLng }[];
  levels: ReadonlySet<Level>;
  zoom: number;
  size: Pixel;
  project: (at: LatLng) => Pixel;
  unproject: (at: Pixel) => LatLng;
  /** Symbols, which names keep clear of. */
  obstacles: { at: LatLng; radius: number }[];
}

interface Pixel {
  x: number;
  y: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const ZOOM_SOZIALRAUM = 9.5;
const ZOOM_GEMEINDE = 10.5;
const ZOOM_PLACES = 11;
const GAP = 3;
const WIDTH: Record<Label["kind"], number> = { planregion: 11.5, sozialraum: 7.6, gemeinde: 7.2, place: 7 };
const HEIGHT = 16;
/** Where a name may stand instead of the middle of its area, the nearest first. */
const SHIFTS = [0, 16, -16, 32, -32, 48, -48]
  .flatMap((y) => [0, 40, -40, 80, -80, 120, -120].map((x) => ({ x, y })))
  .sort((one, other) => Math.hypot(one.x, one.y) - Math.hypot(other.x, other.y));
const NEAR = 32;

export function placeLabels(scene: Scene): Label[] {
  const taken = scene.obstacles.map(({ at, radius }) => square(scene.project(at), radius));
  const placed: Label[] = [];
  for (const label of candidates(scene)) {
    const at = freePlace(label, scene, taken);
    if (!at) continue;
    taken.push(boxOf(label, scene.project(at)));
    placed.push({ ...label, at });
  }
  return placed;
}

/** The nearest place inside the area that is free, else one just above or below. */
function freePlace(label: Label, scene: Scene, taken: Box[]): LatLng | null {
  const { area } = label;
  const middle = scene.project(label.at);
  if (!visible(boxOf(label, middle), scene.size)) return null;
  let near: LatLng | null = null;
  for (const { x, y } of area ? SHIFTS : SHIFTS.slice(0, 1)) {
    const place = { x: middle.x + x, y: middle.y + y };
    const box = boxOf(label, place);
    if (!within(box, scene.size) || taken.some((other) => overlaps(box, other))) continue;
    const at = scene.unproject(place);
    if (!area || contains(area, at)) return at;
    if (x === 0 && Math.abs(y) <= NEAR) near ??= at;
  }
  return near;
}

function square(at: Pixel, radius: number): Box {
  return { left: at.x - radius, right: at.x + radius, top: at.y - radius, bottom: at.y + radius };
}

function visible(box: Box, size: Pixel): boolean {
  return box.right > 0 && box.left < size.x && box.bottom > 0 && box.top < size.y;
}

function within(box: Box, size: Pixel): boolean {
  return box.left >= 0 && box.right <= size.x && box.top >= 0 && box.bottom <= size.y;
}

function candidates({ areas, places, levels, zoom }: Scene): Label[] {
  const named = (level: "planregion" | "sozialraum" | "gemeinde"): Label[] =>
    levels.has(level)
      ? areas.at(level).map((area) => ({
          key: `${level}:${area.id}`,
          text: area.name,
          kind: level,
          at: area.label,
          area,
        }))
      : [];
  return [
    ...named("planregion"),
    ...(zoom >= ZOOM_SOZIALRAUM ? named("sozialraum") : []),
    ...(zoom >= ZOOM_GEMEINDE ? named("gemeinde") : []),
    ...(zoom >= ZOOM_PLACES ? places.map(placeLabel) : []),
  ];
}

function placeLabel(place: { name: string; label: LatLng }): Label {
  return { key: `place:${place.name}:${place.label}`, text: place.name, kind: "place", at: place.label, area: null };
}

function boxOf(label: Label, at: Pixel): Box {
  const half = (label.text.length * WIDTH[label.kind]) / 2 + GAP;
  return {
    left: at.x - half,
    right: at.x + half,
    top: at.y - HEIGHT / 2 - GAP,
    bottom: at.y + HEIGHT / 2 + GAP,
  };
}

function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
