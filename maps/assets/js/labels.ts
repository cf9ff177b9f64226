// Where names stand on the map: the more important first, none on top of another, none cut off.

import { contains, type Area, type Areas, type LatLng } from "./data";
import type { Drawn } from "./ground";
import type { Box } from "./rings";

export type Kind = "kreis" | "planregion" | "sozialraum" | "gemeinde" | "town" | "place" | "village" | "neighbour" | "land";
export type Side = "middle" | "right" | "left" | "above" | "below";

export interface Label {
  key: string;
  text: string;
  kind: Kind;
  at: LatLng;
  side: Side;
  area: Area | null;
  /** A second, smaller line. */
  note: string;
}

export interface Named {
  name: string;
  at: LatLng;
}

export interface Place extends Named {
  /** Of the Gemeinde that is named after it; else 0. */
  inhabitants: number;
}

export interface Neighbour extends Named {
  kind: string;
}

export interface Pixel {
  x: number;
  y: number;
}

export interface Scene {
  areas: Areas;
  places: Place[];
  neighbours: Neighbour[];
  levels: ReadonlySet<Drawn>;
  /** Always named. */
  chosen: Area | null;
  note: (area: Area) => string;
  zoom: number;
  size: Pixel;
  project: (at: LatLng) => Pixel;
  unproject: (at: Pixel) => LatLng;
  width: (text: string, kind: Kind) => number;
  /** What names keep clear of: symbols, and what lies over the map. */
  taken: Box[];
  /** Where names stood before; one that still fits there stays. */
  before: ReadonlyMap<string, Label>;
}

const ZOOM_SOZIALRAUM = 9.5;
const ZOOM_GEMEINDE = 10.5;
/** Up to here there is the name of the county; from here on there are those of places. */
const ZOOM_KREIS = 8.6;
const ZOOM_TOWNS = 9.75;
const ZOOM_MAIN = 10.75;
const ZOOM_VILLAGES = 11.75;
const TOWN = 10_000;
const GAP = 3;
const HEIGHT = 20;
const NOTE = 22;
/** A place is named beside its dot. */
const DOT = 7;
/** Nearer than this, an area and the place it is named after have one name. */
const TWICE = 160;
/** Where a name may stand instead of the middle of its area, the nearest first. */
const SHIFTS = [0, 16, -16, 32, -32, 48, -48, 64, -64]
  .flatMap((y) => [0, 40, -40, 80, -80, 120, -120].map((x) => ({ x, y })))
  .sort((one, other) => Math.hypot(one.x, one.y) - Math.hypot(other.x, other.y));
const BESIDE = 64;
const SIDES: Side[] = ["right", "left", "below", "above"];
/** Parts of the view in which the name of an area may stand whose middle is out of sight. */
const SAMPLES = [0.5, 0.35, 0.65, 0.2, 0.8].flatMap((y) => [0.5, 0.3, 0.7, 0.15, 0.85].map((x) => ({ x, y })));

type Spot = Pick<Label, "at" | "side">;

export function placeLabels(scene: Scene): Label[] {
  const taken = [...scene.taken];
  const placed = new Map<string, Label>();
  const add = (label: Label, spot: Spot | null): void => {
    if (!spot) return;
    const standing = { ...label, ...spot };
    placed.set(label.key, standing);
    taken.push(boxAt(scene.project(standing.at), boxOf(standing, scene)));
  };
  const wanted = candidates(scene);
  for (const label of wanted) if (label.area && label.area === scene.chosen) add(label, anySpot(label, scene, taken));
  for (const label of wanted) if (!placed.has(label.key)) add(label, oldSpot(label, scene, taken));
  for (const label of wanted) {
    if (placed.has(label.key) || isTwice(label, placed, scene)) continue;
    add(label, freeSpot(label, scene, taken) ?? freeSpot({ ...label, note: "" }, scene, taken));
  }
  return [...placed.values()];
}

function oldSpot(label: Label, scene: Scene, taken: Box[]): Spot | null {
  const old = scene.before.get(label.key);
  return old && fits({ ...label, at: old.at, side: old.side }, scene, taken) ? old : null;
}

/** For what has to be named: rather on top of a symbol than not at all. */
function anySpot(label: Label, scene: Scene, taken: Box[]): Spot | null {
  return oldSpot(label, scene, taken) ?? freeSpot(label, scene, taken) ?? freeSpot(label, scene, []);
}

function freeSpot(label: Label, scene: Scene, taken: Box[]): Spot | null {
  if (label.area) return spotInArea(label, label.area, scene, taken);
  return spotsOfPlace(label).find((spot) => fits({ ...label, ...spot }, scene, taken)) ?? null;
}

/** First whole inside the area, then half, then beside it where no other area is mistaken for it. */
function spotInArea(label: Label, area: Area, scene: Scene, taken: Box[]): Spot | null {
  let half: Spot | null = null;
  let beside: Spot | null = null;
  const box = boxOf(label, scene);
  const end = 0.4 * scene.width(label.text, label.kind);
  for (const middle of middles(label, area, scene)) {
    for (const { x, y } of SHIFTS) {
      // Whether boxes overlap is known at once; to ask a border with many corners takes longer.
      if (!isFree(boxAt({ x: middle.x + x, y: middle.y + y }, box), scene, taken)) continue;
      const at = (more: number): LatLng => scene.unproject({ x: middle.x + x + more, y: middle.y + y });
      const spot: Spot = { at: at(0), side: "middle" };
      if (contains(area, spot.at)) {
        if (contains(area, at(-end)) && contains(area, at(end))) return spot;
        half ??= spot;
      } else if (!beside && Math.hypot(x, y) <= BESIDE && !scene.areas.find(area.level, spot.at)) beside = spot;
    }
  }
  return half ?? beside;
}

function middles(label: Label, area: Area, { project, unproject, size }: Scene): Pixel[] {
  const middle = project(label.at);
  if (middle.x > 0 && middle.x < size.x && middle.y > 0 && middle.y < size.y) return [middle];
  const seen = SAMPLES.map(({ x, y }) => ({ x: x * size.x, y: y * size.y }));
  return seen.filter((spot) => contains(area, unproject(spot))).slice(0, 1);
}

function spotsOfPlace({ at, kind }: Label): Spot[] {
  if (kind === "neighbour" || kind === "land") return [{ at, side: "middle" }];
  return SIDES.map((side) => ({ at, side }));
}

function fits(label: Label, scene: Scene, taken: Box[]): boolean {
  return isFree(boxAt(scene.project(label.at), boxOf(label, scene)), scene, taken);
}

function isFree(box: Box, { size }: Scene, taken: Box[]): boolean {
  const whole = box.left >= 0 && box.right <= size.x && box.top >= 0 && box.bottom <= size.y;
  return whole && !taken.some((other) => overlaps(box, other));
}

/** A place and its area would bear the same name side by side. */
function isTwice({ text, at, area }: Label, placed: ReadonlyMap<string, Label>, { project }: Scene): boolean {
  if (area) return false;
  const here = project(at);
  return [...placed.values()].some((other) => {
    if (other.text !== text) return false;
    const there = project(other.at);
    return Math.hypot(here.x - there.x, here.y - there.y) < TWICE;
  });
}

function candidates(scene: Scene): Label[] {
  const { areas, levels, zoom, chosen } = scene;
  const named = (level: Area["level"], from: number): Label[] =>
    areas
      .at(level)
      .filter((area) => (zoom >= from && levels.has(level)) || area === chosen)
      .map((area) => ofArea(area, scene));
  return [
    ...(zoom < ZOOM_KREIS ? areas.at("kreis").map((area) => ofArea(area, scene)) : []),
    ...named("planregion", ZOOM_KREIS),
    ...named("sozialraum", ZOOM_SOZIALRAUM),
    ...named("gemeinde", ZOOM_GEMEINDE),
    ...scene.neighbours.map((each) => ofPlace(each, each.kind === "land" ? "land" : "neighbour")),
    ...scene.places.filter((place) => zoom >= zoomOf(place)).map((each) => ofPlace(each, kindOf(each))),
  ];
}

const zoomOf = ({ inhabitants }: Place): number =>
  inhabitants >= TOWN ? ZOOM_TOWNS : inhabitants ? ZOOM_MAIN : ZOOM_VILLAGES;
const kindOf = ({ inhabitants }: Place): Kind =>
  inhabitants >= TOWN ? "town" : inhabitants ? "place" : "village";

function ofArea(area: Area, { note }: Scene): Label {
  const { id, level, name, label } = area;
  return { key: `${level}:${id}`, text: name, kind: level, at: label, side: "middle", area, note: note(area) };
}

function ofPlace({ name, at }: Named, kind: Kind): Label {
  return { key: `${kind}:${name}:${at}`, text: name, kind, at, side: "middle", area: null, note: "" };
}

/** What a name takes up around its spot. */
function boxOf({ text, kind, side, note }: Label, { width }: Scene): Box {
  const half = Math.max(width(text, kind), note ? width(note, "sozialraum") + NOTE : 0) / 2 + GAP;
  const tall = (HEIGHT + (note ? NOTE : 0)) / 2;
  const over = { right: half + DOT, left: -half - DOT }[side as string] ?? 0;
  const down = { below: tall + DOT - GAP, above: -tall - DOT + GAP }[side as string] ?? 0;
  const dot = side === "middle" ? 0 : DOT;
  return {
    left: Math.min(over - half, -dot),
    right: Math.max(over + half, dot),
    top: Math.min(down - tall, -dot),
    bottom: Math.max(down + tall, dot),
  };
}

function boxAt({ x, y }: Pixel, { left, right, top, bottom }: Box): Box {
  return { left: x + left, right: x + right, top: y + top, bottom: y + bottom };
}

export function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
