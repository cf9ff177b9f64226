// Filtering and counting in one pass over typed arrays.

import { Column } from "./column";
import type { Areas, Dataset, Layer } from "./data";
import { words } from "./format";
import { KEYS, type Key, type Query } from "./query";
import { TextSearch } from "./textsearch";

/** Values of one key for all resources: row r has items[offsets[r] .. offsets[r + 1]]. */
export interface Facet {
  key: Key;
  ids: string[];
  labels: string[];
  offsets: Uint32Array;
  items: Uint32Array;
}

export interface Result {
  /** Matching rows. */
  rows: Uint32Array;
  /** How many resources match everything else and have the value, per value of a facet. */
  count(key: Key): Uint32Array;
}

const MISSED_SEARCH = 2;

/** What nobody looks at is not computed: facets are built and counted when they are asked for. */
export class Engine {
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #facets = new Map<Key, Facet>();
  readonly search: TextSearch;

  constructor(data: Dataset, areas: Areas) {
    this.#data = data;
    this.search = new TextSearch(data);
    this.#areas = areas;
  }

  facet(key: Key): Facet {
    const facet = this.#facets.get(key) ?? buildFacet(key, this.#data, this.#areas);
    this.#facets.set(key, facet);
    return facet;
  }

  run(query: Query): Result {
    const misses = new Uint8Array(this.#data.size);
    const culprit = new Uint8Array(this.#data.size);
    this.#search(query.q, misses);
    KEYS.forEach((key, place) => {
      if (query.values[key].size) markMisses(this.facet(key), query.values[key], misses, culprit, place);
    });
    const count = (key: Key): Uint32Array =>
      countValues(this.facet(key), misses, culprit, KEYS.indexOf(key));
    return { rows: passing(misses), count };
  }

  #search(q: string, misses: Uint8Array): void {
    for (const word of words(q)) {
      const found = new Uint8Array(misses.length);
      this.search.mark(word, found);
      for (let row = 0; row < found.length; row++) if (!found[row]) misses[row] = MISSED_SEARCH;
    }
  }
}

function passing(misses: Uint8Array): Uint32Array {
  const rows = new Uint32Array(misses.length);
  let count = 0;
  for (let row = 0; row < misses.length; row++) if (misses[row] === 0) rows[count++] = row;
  return rows.slice(0, count);
}

function markMisses(
  facet: Facet,
  wanted: ReadonlySet<string>,
  misses: Uint8Array,
  culprit: Uint8Array,
  place: number,
): void {
  const accepted = Uint8Array.from(facet.ids, (id) => (wanted.has(id) ? 1 : 0));
  for (let row = 0; row < misses.length; row++) {
    if (hasAny(facet, row, accepted)) continue;
    misses[row] = (misses[row] as number) + 1;
    culprit[row] = place;
  }
}

function hasAny(facet: Facet, row: number, accepted: Uint8Array): boolean {
  const end = facet.offsets[row + 1] as number;
  for (let item = facet.offsets[row] as number; item < end; item++) {
    if (accepted[facet.items[item] as number]) return true;
  }
  return false;
}

function countValues(
  facet: Facet,
  misses: Uint8Array,
  culprit: Uint8Array,
  place: number,
): Uint32Array {
  const counts = new Uint32Array(facet.ids.length);
  for (let row = 0; row < misses.length; row++) {
    if (misses[row] && (misses[row] !== 1 || culprit[row] !== place)) continue;
    const end = facet.offsets[row + 1] as number;
    for (let item = facet.offsets[row] as number; item < end; item++) {
      const value = facet.items[item] as number;
      counts[value] = (counts[value] as number) + 1;
    }
  }
  return counts;
}

function knownValues(key: Key, { layers, taxonomy }: Dataset, areas: Areas): [string, string][] {
  switch (key) {
    case "ebene":
      return layers.map((layer) => [layer.id, layer.title]);
    case "kategorie":
      return [...taxonomy.categories.values()].map((each) => [each.id, each.label]);
    case "zielgruppe":
      return [...taxonomy.targetGroups];
    case "planregion":
    case "sozialraum":
      return areas.at(key).map((area) => [area.id, area.name]);
    case "art":
      return [...taxonomy.reach];
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
      return single("category");
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
