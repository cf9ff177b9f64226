// Names on the map: the more important first, none on top of another.

import type { Area, Areas, LatLng, Level } from "./data";

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
  size: { x: number; y: number };
  project: (at: LatLng) => { x: number; y: number };
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
const GAP = 4;
const WIDTH: Record<Label["kind"], number> = { planregion: 10.5, sozialraum: 7.4, gemeinde: 7, place: 6.6 };
const HEIGHT = 18;

export function placeLabels(scene: Scene): Label[] {
  const taken: Box[] = [];
  return candidates(scene).filter((label) => {
    const box = boxOf(label, scene.project(label.at));
    const visible = box.right > 0 && box.left < scene.size.x && box.bottom > 0 && box.top < scene.size.y;
    if (!visible || taken.some((other) => overlaps(box, other))) return false;
    taken.push(box);
    return true;
  });
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

function boxOf(label: Label, at: { x: number; y: number }): Box {
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
