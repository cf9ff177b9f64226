// Search in the texts of all resources, forgiving typing errors. Same as `geo/searching.py`.

import type { Column } from "./column";
import type { Areas, Dataset, Layer } from "./data";
import { fold } from "./format";
import { readTerms, Vocabulary, type Term } from "./terms";

const SEARCHED = ["name", "provider", "street", "postcode", "place"];

export class TextSearch {
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #columns = new Map<Layer, Column<string>[]>();
  readonly #found = new Map<string, Uint8Array>();
  #words: Vocabulary | null = null;

  constructor(data: Dataset, areas: Areas) {
    this.#data = data;
    this.#areas = areas;
  }

  /** Folds all texts before the first word is typed. */
  prepare(): void {
    for (const layer of this.#data.layers) this.#columnsOf(layer);
  }

  /** What each word stands for. */
  terms(q: string): Term[] {
    this.#found.clear();
    return readTerms(q, (word) => this.find(word).includes(1), () => this.#vocabulary);
  }

  /** How a word of the data is written there. */
  spelling(word: string): string {
    return this.#vocabulary.spelling(word);
  }

  /** 1 for each resource in which a folded word occurs. */
  find(word: string): Uint8Array {
    const found = this.#found.get(word) ?? this.#mark(word, (columns) => columns);
    this.#found.set(word, found);
    return found;
  }

  /** 1 for each resource in whose name a folded word occurs. */
  findName(word: string): Uint8Array {
    return this.#mark(word, ([name]) => (name ? [name] : []));
  }

  #mark(word: string, choose: (columns: Column<string>[]) => Column<string>[]): Uint8Array {
    const found = new Uint8Array(this.#data.size);
    for (const layer of this.#data.layers) {
      for (const column of choose(this.#columnsOf(layer))) column.mark(layer.first, layer.count, found, word);
    }
    return found;
  }

  /** Folded columns of a layer; made when first needed. */
  #columnsOf(layer: Layer): Column<string>[] {
    const known = this.#columns.get(layer);
    if (known) return known;
    const texts = SEARCHED.map((name) => (layer.columns[name] as Column<string>).mapText(fold));
    const columns = [...texts, ...this.#named(layer).map((column) => column.map(fold))];
    this.#columns.set(layer, columns);
    return columns;
  }

  /** What resources have as ids is searched by its names. */
  #named(layer: Layer): Column<string>[] {
    const { categories, targetGroups } = this.#data.taxonomy;
    const space = (id: string): string => this.#areas.get("sozialraum", id)?.name ?? "";
    const all = (name: (id: string) => string | undefined) => (ids: string[]) => ids.map(name).join("\n");
    const { category, sozialraum, service_areas: served, target_groups: groups } = layer.columns;
    return [
      (category as Column<string>).map((id) => categories.get(id)?.label ?? ""),
      (sozialraum as Column<string>).map(space),
      (served as Column<string[]>).map(all(space)),
      (groups as Column<string[]>).map(all((id) => targetGroups.get(id))),
    ];
  }

  get #vocabulary(): Vocabulary {
    return (this.#words ??= new Vocabulary(this.#originals()));
  }

  #originals(): Set<string> {
    const originals = new Set<string>();
    for (const layer of this.#data.layers) {
      const texts = SEARCHED.map((name) => layer.columns[name] as Column<string>);
      for (const column of [...texts, ...this.#named(layer)]) column.map((text) => originals.add(text));
    }
    return originals;
  }
}
