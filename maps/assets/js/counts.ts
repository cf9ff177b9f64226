// What the areas hold of the matching offers; counted when somebody looks.

import type { Area, Areas, Dataset } from "./data";
import type { Engine } from "./filter";

export class AreaCounts {
  readonly #data: Dataset;
  readonly #engine: Engine;
  readonly #areas: Areas;
  readonly #counted = new Map<string, Map<string, number>>();
  #rows = new Uint32Array();
  /** Mobile offers that come to some areas; those that come to all distinguish none. */
  #mobile: number[] | null = null;

  constructor(data: Dataset, engine: Engine, areas: Areas) {
    this.#data = data;
    this.#engine = engine;
    this.#areas = areas;
  }

  show(rows: Uint32Array): void {
    this.#rows = rows as Uint32Array<ArrayBuffer>;
    this.#counted.clear();
  }

  /** Offers that are in an area or come there; unknown for Gemeinden, which no offer names. */
  of({ level, id }: Area): number | null {
    if (level === "kreis") return this.#rows.length;
    if (level === "gemeinde") return null;
    const counts = this.#counted.get(level) ?? this.#count(level);
    this.#counted.set(level, counts);
    return counts.get(id) ?? 0;
  }

  #count(level: "sozialraum" | "planregion"): Map<string, number> {
    const { ids, offsets, items } = this.#engine.facet(level);
    const counts = new Uint32Array(ids.length);
    for (const row of this.#rows) {
      const end = offsets[row + 1] as number;
      for (let item = offsets[row] as number; item < end; item++) {
        const area = items[item] as number;
        counts[area] = (counts[area] as number) + 1;
      }
    }
    return new Map(ids.map((id, place) => [id, counts[place] as number]));
  }

  /** How many mobile offers come to each Sozialraum that is named by some of them. */
  visits(): Map<string, number> {
    this.#mobile ??= this.#findMobile();
    const counts = new Map<string, number>();
    if (!this.#mobile.length) return counts;
    const matching = new Uint8Array(this.#data.size);
    for (const row of this.#rows) matching[row] = 1;
    for (const row of this.#mobile) {
      if (!matching[row]) continue;
      for (const id of this.#data.list("service_areas", row)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }

  #findMobile(): number[] {
    const found = new Uint8Array(this.#data.size);
    for (const { first, count, columns } of this.#data.layers) {
      columns["reach"]?.mark(first, count, found, (reach) => reach === "mobile");
    }
    const rows = [...found.keys()].filter((row) => found[row]);
    return rows.filter((row) => {
      const served = this.#data.list("service_areas", row);
      return served.length > 0 && !this.#areas.whole(served);
    });
  }
}
