// Search in the texts of all resources.

import type { Column } from "./column";
import type { Dataset, Layer } from "./data";
import { fold } from "./format";

const SEARCHED = ["name", "provider", "street", "postcode", "place"];

export class TextSearch {
  readonly #data: Dataset;
  readonly #columns = new Map<Layer, Column<string>[]>();

  constructor(data: Dataset) {
    this.#data = data;
  }

  /** Folds all texts before the first word is typed. */
  prepare(): void {
    for (const layer of this.#data.layers) this.#columnsOf(layer);
  }

  /** Marks the resources in which a folded word occurs. */
  mark(word: string, found: Uint8Array): void {
    for (const layer of this.#data.layers) {
      for (const column of this.#columnsOf(layer)) {
        column.mark(layer.first, layer.count, found, word);
      }
    }
  }

  /** Folded columns of a layer; made when first needed. */
  #columnsOf(layer: Layer): Column<string>[] {
    const known = this.#columns.get(layer);
    if (known) return known;
    const { categories } = this.#data.taxonomy;
    const columns = SEARCHED.map((name) => (layer.columns[name] as Column<string>).mapText(fold));
    columns.push(
      (layer.columns["category"] as Column<string>).map((id) => fold(categories.get(id)?.label ?? "")),
    );
    this.#columns.set(layer, columns);
    return columns;
  }
}
