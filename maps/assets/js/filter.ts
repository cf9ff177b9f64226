// Filtering and counting in one pass over typed arrays.

import type { Areas, Dataset } from "./data";
import { words } from "./format";
import { KEYS, type Key, type Query } from "./query";

/** Values of one key for all resources: row r has items[offsets[r] .. offsets[r + 1]]. */
export interface Facet {
  key: Key;
  ids: string[];
  labels: string[];
  offsets: Uint32Array;
  items: Uint32Array;
}

export interface Result {
  /** Matching rows in the order of their names. */
  rows: Uint32Array;
  /** How many resources match everything else and have the value. */
  counts: Record<Key, Uint32Array>;
}

const MISSED_SEARCH = 2;

export class Engine {
  readonly facets: Record<Key, Facet>;
  readonly #data: Dataset;

  constructor(data: Dataset, areas: Areas) {
    this.#data = data;
    this.facets = buildFacets(data, areas);
  }

  run(query: Query): Result {
    const { size, byName } = this.#data;
    const misses = new Uint8Array(size);
    const culprit = new Uint8Array(size);
    this.#search(query.q, misses);
    KEYS.forEach((key, place) => {
      if (query.values[key].size) markMisses(this.facets[key], query.values[key], misses, culprit, place);
    });
    const counts = Object.fromEntries(
      KEYS.map((key, place) => [key, countValues(this.facets[key], misses, culprit, place)]),
    ) as Record<Key, Uint32Array>;
    return { rows: byName.filter((row) => misses[row] === 0), counts };
  }

  #search(q: string, misses: Uint8Array): void {
    const wanted = words(q);
    if (!wanted.length) return;
    const texts = this.#data.searchTexts();
    for (let row = 0; row < texts.length; row++) {
      const text = texts[row] as string;
      if (!wanted.every((word) => text.includes(word))) misses[row] = MISSED_SEARCH;
    }
  }
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

function buildFacets(data: Dataset, areas: Areas): Record<Key, Facet> {
  const { taxonomy } = data;
  const named = (id: string, label: string | undefined): [string, string] => [id, label ?? id];
  const region = (space: string): string => areas.get("sozialraum", space)?.parent ?? "";
  const known: Record<Key, [string, string][]> = {
    ebene: data.layers.map((layer) => [layer.id, layer.title]),
    kategorie: [...taxonomy.categories.values()].map((each) => [each.id, each.label]),
    zielgruppe: [...taxonomy.targetGroups],
    traeger: [],
    planregion: areas.at("planregion").map((area) => [area.id, area.name]),
    sozialraum: areas.at("sozialraum").map((area) => [area.id, area.name]),
    art: [...taxonomy.reach],
  };
  const values: Record<Key, (row: number) => string[]> = {
    ebene: (row) => [data.layer(row).id],
    kategorie: (row) => [data.text("category", row)],
    zielgruppe: (row) => data.list("target_groups", row),
    traeger: (row) => [data.text("provider", row)],
    planregion: (row) => data.spaces(row).map(region),
    sozialraum: (row) => data.spaces(row),
    art: (row) => [data.text("reach", row)],
  };
  return Object.fromEntries(
    KEYS.map((key) => [key, buildFacet(key, known[key].map((pair) => named(...pair)), data.size, values[key])]),
  ) as Record<Key, Facet>;
}

function buildFacet(
  key: Key,
  known: [string, string][],
  size: number,
  valuesOf: (row: number) => string[],
): Facet {
  const numbers = new Map(known.map(([id], place) => [id, place]));
  const labels = known.map(([, label]) => label);
  const offsets = new Uint32Array(size + 1);
  const items: number[] = [];
  for (let row = 0; row < size; row++) {
    for (const value of new Set(valuesOf(row))) {
      if (!value) continue;
      let place = numbers.get(value);
      if (place === undefined) {
        place = numbers.size;
        numbers.set(value, place);
        labels.push(value);
      }
      items.push(place);
    }
    offsets[row + 1] = items.length;
  }
  return { key, ids: [...numbers.keys()], labels, offsets, items: Uint32Array.from(items) };
}
