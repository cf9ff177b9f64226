// Filtering and counting in one pass over typed arrays.

import { Column } from "./column";
import { mercatorX, mercatorY, type Areas, type Dataset, type Layer } from "./data";
import { KEYS, NO_CATEGORY, type Box, type Key, type Query } from "./query";
import { common, type Term } from "./terms";
import { TextSearch } from "./textsearch";

/** Values of one key for all resources: row r has items[offsets[r] .. offsets[r + 1]]. */
export interface Facet {
  key: Key;
  ids: string[];
  labels: string[];
  offsets: Uint32Array;
  items: Uint32Array;
}

/** What can leave resources out: one after the other, so that each can be blamed. */
export const RESTRICTIONS = [...KEYS, "bbox", "q"] as const;
export type Restriction = (typeof RESTRICTIONS)[number];

export interface Result {
  /** Matching rows. */
  rows: Uint32Array;
  /** What the words of the search stand for. */
  terms: Term[];
  /** How many resources match everything else and have the value, per value of a facet. */
  count(key: Key): Uint32Array;
  /** Rows that match everything but one restriction. */
  missedBy(restriction: Restriction): Uint32Array;
}

/** Per row how many restrictions leave it out, and the last of them. */
class Misses {
  readonly #count: Uint8Array;
  readonly #culprit: Uint8Array;

  constructor(size: number) {
    this.#count = new Uint8Array(size);
    this.#culprit = new Uint8Array(size);
  }

  /** Leaves out what does not fit. */
  restrict(restriction: Restriction, fits: (row: number) => boolean): void {
    const place = RESTRICTIONS.indexOf(restriction);
    for (let row = 0; row < this.#count.length; row++) {
      if (fits(row)) continue;
      this.#count[row] = (this.#count[row] as number) + 1;
      this.#culprit[row] = place;
    }
  }

  /** Tells whether nothing leaves a row out, or nothing but one restriction. */
  but(restriction: Restriction): (row: number) => boolean {
    const place = RESTRICTIONS.indexOf(restriction);
    return (row) => !this.#count[row] || (this.#count[row] === 1 && this.#culprit[row] === place);
  }

  get rows(): Uint32Array {
    return this.#where((row) => !this.#count[row]);
  }

  only(restriction: Restriction): Uint32Array {
    const fits = this.but(restriction);
    return this.#where((row) => this.#count[row] === 1 && fits(row));
  }

  #where(fits: (row: number) => boolean): Uint32Array {
    const rows = new Uint32Array(this.#count.length);
    let count = 0;
    for (let row = 0; row < rows.length; row++) if (fits(row)) rows[count++] = row;
    return rows.slice(0, count);
  }
}

/** What nobody looks at is not computed: facets are built and counted when they are asked for. */
export class Engine {
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #facets = new Map<Key, Facet>();
  readonly search: TextSearch;

  constructor(data: Dataset, areas: Areas) {
    this.#data = data;
    this.search = new TextSearch(data, areas);
    this.#areas = areas;
  }

  facet(key: Key): Facet {
    const facet = this.#facets.get(key) ?? buildFacet(key, this.#data, this.#areas);
    this.#facets.set(key, facet);
    return facet;
  }

  run(query: Query): Result {
    const misses = new Misses(this.#data.size);
    const terms = query.q ? this.search.terms(query.q) : [];
    if (terms.length) this.#find(terms, misses);
    if (query.bbox) misses.restrict("bbox", inside(query.bbox, this.#data));
    for (const key of KEYS) {
      if (query.values[key].size) misses.restrict(key, wanted(this.facet(key), query.values[key]));
    }
    return {
      rows: misses.rows,
      terms,
      count: (key) => countValues(this.facet(key), this.#data.size, misses.but(key)),
      missedBy: (restriction) => misses.only(restriction),
    };
  }

  #find(terms: Term[], misses: Misses): void {
    const found = common(terms, (word) => this.search.find(word));
    misses.restrict("q", (row) => found[row] === 1);
  }
}

function inside(box: Box, { x, y }: Dataset): (row: number) => boolean {
  const [west, east] = [mercatorX(box.west), mercatorX(box.east)];
  const [north, south] = [mercatorY(box.north), mercatorY(box.south)];
  return (row) => {
    const across = x[row] as number;
    const down = y[row] as number;
    return across >= west && across <= east && down >= north && down <= south;
  };
}

function wanted(facet: Facet, values: ReadonlySet<string>): (row: number) => boolean {
  const accepted = Uint8Array.from(facet.ids, (id) => (values.has(id) ? 1 : 0));
  return (row) => hasAny(facet, row, accepted);
}

function hasAny(facet: Facet, row: number, accepted: Uint8Array): boolean {
  const end = facet.offsets[row + 1] as number;
  for (let item = facet.offsets[row] as number; item < end; item++) {
    if (accepted[facet.items[item] as number]) return true;
  }
  return false;
}

function countValues(facet: Facet, size: number, counts: (row: number) => boolean): Uint32Array {
  const numbers = new Uint32Array(facet.ids.length);
  for (let row = 0; row < size; row++) {
    if (!counts(row)) continue;
    const end = facet.offsets[row + 1] as number;
    for (let item = facet.offsets[row] as number; item < end; item++) {
      const value = facet.items[item] as number;
      numbers[value] = (numbers[value] as number) + 1;
    }
  }
  return numbers;
}

function knownValues(key: Key, { layers, taxonomy }: Dataset, areas: Areas): [string, string][] {
  switch (key) {
    case "ebene":
      return layers.map((layer) => [layer.id, layer.title]);
    case "kategorie":
      return [
        ...[...taxonomy.categories.values()].map(({ id, label }): [string, string] => [id, label]),
        [NO_CATEGORY, "Ohne Kategorie"],
      ];
    case "zielgruppe":
      return [...taxonomy.targetGroups];
    case "planregion":
    case "sozialraum":
      return areas.at(key).map((area) => [area.id, area.name]);
    case "art":
      return [...taxonomy.reach];
    case "lage":
      return [...taxonomy.quality].map(([code, { label }]) => [code, label]);
    case "traeger":
      return [];
  }
}

function valuesOf(key: Key, layer: Layer, data: Dataset, areas: Areas): Column<string[]> {
  const single = (name: string): Column<string[]> =>
    (layer.columns[name] as Column<string>).map((value) => [value]);
  switch (key) {
    case "ebene":
      return Column.decode({ d: [[layer.id]] });
    case "kategorie":
      return (layer.columns["category"] as Column<string>).map((id) => [id || NO_CATEGORY]);
    case "zielgruppe":
      return layer.columns["target_groups"] as Column<string[]>;
    case "traeger":
      return single("provider");
    case "planregion":
      return data
        .spaces(layer)
        .map((spaces) => spaces.map((space) => areas.get("sozialraum", space)?.parent ?? ""));
    case "sozialraum":
      return data.spaces(layer);
    case "art":
      return single("reach");
    case "lage":
      return single("location_quality");
  }
}

function buildFacet(key: Key, data: Dataset, areas: Areas): Facet {
  const names = new Map(knownValues(key, data, areas));
  const numbers = new Map([...names.keys()].map((id, place) => [id, place]));
  const labels = [...names.values()];
  const number = (value: string): number => {
    const place = numbers.get(value) ?? labels.push(value) - 1;
    numbers.set(value, place);
    return place;
  };
  const offsets = new Uint32Array(data.size + 1);
  const items: number[] = [];
  for (const layer of data.layers) {
    const values = valuesOf(key, layer, data, areas);
    const places = values.map((each) => [...new Set(each.filter(Boolean).map(number))]);
    for (let row = 0; row < layer.count; row++) {
      for (const place of places.at(row)) items.push(place);
      offsets[layer.first + row + 1] = items.length;
    }
  }
  return { key, ids: [...numbers.keys()], labels, offsets, items: Uint32Array.from(items) };
}
