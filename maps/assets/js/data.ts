// Data islands of the page, decoded: columns stay columns.

import { Column, type RawColumn } from "./column";
import { plain } from "./format";
import type { Islands } from "./islands";
import {
  boxAround,
  contains,
  decodeArc,
  joinArcs,
  latitude,
  longitude,
  mercatorX,
  mercatorY,
  PRECISION,
  type Box,
  type LatLng,
  type Ring,
} from "./rings";

export { contains, latitude, longitude, mercatorX, mercatorY, type LatLng } from "./rings";

export type Level = "gemeinde" | "sozialraum" | "planregion" | "kreis";

export interface Area {
  id: string;
  level: Level;
  name: string;
  kind: string;
  parent: string | null;
  confirmed: boolean;
  population: number | null;
  populationDate: string | null;
  km2: number | null;
  label: LatLng;
  rings: Ring[];
  box: Box;
}

export interface Ressort {
  id: string;
  label: string;
  color: string;
  shape: string;
}

export interface Category {
  id: string;
  label: string;
  letters: string;
  group: number;
}

export interface Layer {
  id: string;
  title: string;
  ressort: string | null;
  source: string;
  licence: string;
  as_of: string;
  first: number;
  count: number;
  columns: Record<string, Column<unknown>>;
}

export interface Settings {
  mode: "live" | "file";
  title: string;
  /** The title as part of a file's name. */
  name: string;
  date: string;
  exported_on: string;
  /** What of the whole map is here, in words; empty if it is the whole map. */
  selection: string;
  /** The same as a query. */
  chosen: string;
  /** How the map looks as long as the address says nothing; only a file has one. */
  look: string;
  links: Record<"export" | "table" | "layers" | "sozialraum" | "planregion" | "kreis", string>;
}

const NEUTRAL: Ressort = { id: "", label: "Ohne Kategorie", color: "#565b63", shape: "kreis" };

export function readSettings(islands: Islands): Settings {
  return islands.one<Settings>("settings");
}

export class Taxonomy {
  readonly ressorts: Ressort[];
  readonly categories = new Map<string, Category>();
  readonly targetGroups: Map<string, string>;
  /** Zielgruppen of each perspective, by its name. */
  readonly perspectives: Map<string, string[]>;
  readonly reach: Map<string, string>;
  readonly quality = new Map<string, { label: string; approximate: boolean; meaning: string }>();

  constructor(islands: Islands) {
    const raw = islands.one<{
      ressorts: [string, string, string, string][];
      categories: [string, string, string, string][];
      target_groups: [string, string][];
      perspectives: [string, string[]][];
      reach: [string, string][];
      location_quality: [string, string, boolean, string][];
    }>("taxonomy");
    this.ressorts = raw.ressorts.map(([id, label, color, shape]) => ({ id, label, color, shape }));
    this.ressorts.push(NEUTRAL);
    for (const [id, label, ressort, letters] of raw.categories) {
      this.categories.set(id, { id, label, letters, group: this.group(ressort) });
    }
    this.targetGroups = new Map(raw.target_groups);
    this.perspectives = new Map(raw.perspectives);
    this.reach = new Map(raw.reach);
    for (const [code, label, approximate, meaning] of raw.location_quality) {
      this.quality.set(code, { label, approximate, meaning });
    }
  }

  /** Name of the perspective of a Zielgruppe; nothing where there are no perspectives. */
  perspective(id: string): string {
    if (!this.perspectives.size) return "";
    return [...this.perspectives].find(([, groups]) => groups.includes(id))?.[0] ?? "Ohne Perspektive";
  }

  /** Number of a Ressort; the last one stands for "none". */
  group(ressortId: string | null): number {
    const place = this.ressorts.findIndex((each) => each.id === ressortId);
    return place < 0 ? this.ressorts.length - 1 : place;
  }

  ressort(group: number): Ressort {
    return this.ressorts[group] ?? NEUTRAL;
  }
}

export class Dataset {
  readonly taxonomy: Taxonomy;
  readonly layers: Layer[] = [];
  readonly size: number;
  readonly layerOf: Uint16Array;
  /** Web Mercator, world = 1; NaN where a resource has no point. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly group: Uint16Array;
  #byName: Uint32Array | null = null;

  constructor(islands: Islands) {
    this.taxonomy = new Taxonomy(islands);
    const raw = islands.all<RawLayer>("layer");
    this.size = raw.reduce((sum, layer) => sum + layer.count, 0);
    this.layerOf = new Uint16Array(this.size);
    this.x = new Float64Array(this.size).fill(NaN);
    this.y = new Float64Array(this.size).fill(NaN);
    this.group = new Uint16Array(this.size);
    for (const layer of raw) this.#add(layer);
  }

  #add(raw: RawLayer): void {
    const last = this.layers.at(-1);
    const first = last ? last.first + last.count : 0;
    const columns: Record<string, Column<unknown>> = {};
    for (const [name, column] of Object.entries(raw.columns)) columns[name] = Column.decode(column);
    const { points, columns: _, ...facts } = raw;
    const layer: Layer = { ...facts, first, columns };
    this.layerOf.fill(this.layers.length, first, first + raw.count);
    this.layers.push(layer);
    const { categories } = this.taxonomy;
    const own = this.taxonomy.group(raw.ressort);
    const groups = (columns["category"] as Column<string>).map((id) => categories.get(id)?.group ?? own);
    for (let row = 0; row < raw.count; row++) this.group[first + row] = groups.at(row);
    this.#place(first, points);
  }

  #place(first: number, points: RawLayer["points"]): void {
    let row = 0;
    let lat = 0;
    let lon = 0;
    for (let place = 0; place < points.row.length; place++) {
      row += points.row[place] as number;
      lat += points.lat[place] as number;
      lon += points.lon[place] as number;
      this.x[first + row] = mercatorX(lon / PRECISION);
      this.y[first + row] = mercatorY(lat / PRECISION);
    }
  }

  /** All rows in the order of their names; made when first needed. */
  get byName(): Uint32Array {
    return (this.#byName ??= this.#order());
  }

  #order(): Uint32Array {
    const keys = this.layers.flatMap((layer) => {
      const names = (layer.columns["name"] as Column<string>).map(plain);
      return Array.from({ length: layer.count }, (_, row) => names.at(row));
    });
    return rowsBy(keys);
  }

  layer(row: number): Layer {
    return this.layers[this.layerOf[row] as number] as Layer;
  }

  get<T>(column: string, row: number): T {
    const layer = this.layer(row);
    return (layer.columns[column] as Column<T>).at(row - layer.first);
  }

  text(column: string, row: number): string {
    return this.get<string>(column, row);
  }

  list(column: "target_groups" | "service_areas", row: number): string[] {
    return this.get<string[]>(column, row);
  }

  hasPoint(row: number): boolean {
    return !Number.isNaN(this.x[row]);
  }

  latLng(row: number): LatLng {
    return [latitude(this.y[row] as number), longitude(this.x[row] as number)];
  }

  /** South-western and north-eastern corner of all that has a point; nothing where nothing has. */
  get corners(): LatLng[] {
    let [west, north, east, south] = [1, 1, 0, 0];
    for (let row = 0; row < this.size; row++) {
      if (!this.hasPoint(row)) continue;
      const [x, y] = [this.x[row] as number, this.y[row] as number];
      [west, east] = [Math.min(west, x), Math.max(east, x)];
      [north, south] = [Math.min(north, y), Math.max(south, y)];
    }
    return west > east ? [] : [[latitude(south), longitude(west)], [latitude(north), longitude(east)]];
  }

  approximate(row: number): boolean {
    return this.taxonomy.quality.get(this.text("location_quality", row))?.approximate ?? false;
  }

  categoryLabel(row: number): string {
    const id = this.text("category", row);
    return this.taxonomy.categories.get(id)?.label ?? id;
  }

  targetGroupLabels(row: number): string {
    return this.list("target_groups", row).map((id) => this.taxonomy.targetGroups.get(id) ?? id).join(", ");
  }

  /** Postcode and place, as they stand on an envelope. */
  town(row: number): string {
    return `${this.text("postcode", row)} ${this.text("place", row)}`.trim();
  }

  letters(row: number): string {
    return this.taxonomy.categories.get(this.text("category", row))?.letters ?? "";
  }

  /** All Sozialräume that each resource of a layer is in or serves. */
  spaces(layer: Layer): Column<string[]> {
    const own = layer.columns["sozialraum"] as Column<string>;
    const served = layer.columns["service_areas"] as Column<string[]>;
    return own.with(served, layer.count, joinSpaces);
  }

  spacesOf(row: number): string[] {
    return joinSpaces(this.text("sozialraum", row), this.list("service_areas", row));
  }

  key(row: number): string {
    return `${this.layer(row).id}:${this.text("resource_id", row)}`;
  }

  find(key: string): number | null {
    const layer = this.layers.find((each) => key.startsWith(`${each.id}:`));
    if (!layer) return null;
    const id = key.slice(layer.id.length + 1);
    for (let row = layer.first; row < layer.first + layer.count; row++) {
      if (this.text("resource_id", row) === id) return row;
    }
    return null;
  }
}

/** All rows in the order of their keys. */
export function rowsBy(keys: readonly string[]): Uint32Array {
  return Uint32Array.from(keys, (_, row) => row).sort((a, b) => {
    const one = keys[a] as string;
    const other = keys[b] as string;
    return one < other ? -1 : one > other ? 1 : a - b;
  });
}

const joinSpaces = (own: string, served: string[]): string[] =>
  own && !served.includes(own) ? [own, ...served] : served;

interface RawLayer {
  id: string;
  title: string;
  ressort: string | null;
  source: string;
  licence: string;
  as_of: string;
  count: number;
  columns: Record<string, RawColumn<unknown>>;
  points: { row: number[]; lat: number[]; lon: number[] };
}

interface RawArea {
  id: string;
  name: string;
  kind: string;
  parent: string | null;
  confirmed: boolean;
  population: number | null;
  population_date: string | null;
  km2: number | null;
  label: [number, number];
  rings: number[][][];
}

export class Areas {
  readonly #byLevel = new Map<Level, Map<string, Area>>();

  constructor(islands: Islands) {
    const arcs = islands.one<number[][]>("arcs").map(decodeArc);
    for (const { level, areas } of islands.all<{ level: Level; areas: RawArea[] }>("boundary")) {
      this.#byLevel.set(level, new Map(areas.map((raw) => [raw.id, decodeArea(raw, level, arcs)])));
    }
  }

  at(level: Level): Area[] {
    return [...(this.#byLevel.get(level)?.values() ?? [])];
  }

  get(level: Level, id: string | null): Area | null {
    return id === null ? null : (this.#byLevel.get(level)?.get(id) ?? null);
  }

  /** Whether Sozialräume, named by their ids, make up the whole county. */
  whole(spaces: readonly string[]): boolean {
    return this.at("sozialraum").every(({ id }) => spaces.includes(id));
  }

  find(level: Level, at: LatLng): Area | null {
    return this.at(level).find((area) => contains(area, at)) ?? null;
  }
}

function decodeArea(raw: RawArea, level: Level, arcs: Ring[]): Area {
  const { rings, label, population_date: populationDate, ...facts } = raw;
  const joined = rings.flat().map((ring) => joinArcs(ring, arcs));
  return {
    ...facts,
    level,
    populationDate,
    label: [label[1] / PRECISION, label[0] / PRECISION],
    rings: joined,
    box: boxAround(joined),
  };
}

