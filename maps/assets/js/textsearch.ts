// Search in the texts of all resources, forgiving typing errors. Same as `geo/searching.py`.

import type { Column } from "./column";
import type { Areas, Dataset, Layer } from "./data";
import { fold } from "./format";
import { readTerms, Vocabulary, wordsIn, type Term } from "./terms";

const SEARCHED = ["name", "provider", "street", "postcode", "place"];
/** How many words are remembered: the list of suggestions and the filter ask for the same ones. */
const REMEMBERED = 16;

/** A column of ids that is searched by their names. */
interface Named {
  column: string;
  /** Of those that occur. */
  names: { id: string; text: string; folded: string }[];
}

export class TextSearch {
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #columns = new Map<Layer, Column<string>[]>();
  readonly #found = new Map<string, Uint8Array>();
  readonly #foundNames = new Map<string, Uint8Array>();
  #known: Named[] | null = null;
  #nameWords: Set<string> | null = null;
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
    return readTerms(q, (word) => this.find(word).includes(1), () => this.#vocabulary);
  }

  /** How a word of the data is written there. */
  spelling(word: string): string {
    return this.#vocabulary.spelling(word);
  }

  /** 1 for each resource in which a folded word occurs. */
  find(word: string): Uint8Array {
    return remembered(this.#found, word, () => this.#mark(word));
  }

  /** 1 for each resource in whose name a folded word occurs. */
  findName(word: string): Uint8Array {
    return remembered(this.#foundNames, word, () => {
      const found = new Uint8Array(this.#data.size);
      for (const layer of this.#data.layers) this.#columnsOf(layer)[0]?.mark(layer.first, layer.count, found, word);
      return found;
    });
  }

  foldedName(row: number): string {
    const layer = this.#data.layer(row);
    return (this.#columnsOf(layer)[0] as Column<string>).at(row - layer.first);
  }

  /** Words of the names of resources, as they are written. */
  get nameWords(): Set<string> {
    return (this.#nameWords ??= wordsIn(this.#texts(["name"])));
  }

  #mark(word: string): Uint8Array {
    const found = this.findName(word).slice();
    for (const layer of this.#data.layers) {
      for (const column of this.#columnsOf(layer).slice(1)) column.mark(layer.first, layer.count, found, word);
    }
    for (const named of this.#named) this.#markNamed(named, word, found);
    return found;
  }

  #markNamed({ column, names }: Named, word: string, found: Uint8Array): void {
    const ids = new Set(names.filter(({ folded }) => folded.includes(word)).map(({ id }) => id));
    if (!ids.size) return;
    for (const { first, count, columns } of this.#data.layers) {
      (columns[column] as Column<string | string[]>).mark(first, count, found, (value) =>
        typeof value === "string" ? ids.has(value) : value.some((id) => ids.has(id)),
      );
    }
  }

  /** Folded columns of a layer; made when first needed. */
  #columnsOf(layer: Layer): Column<string>[] {
    const known = this.#columns.get(layer);
    if (known) return known;
    const columns = SEARCHED.map((name) => (layer.columns[name] as Column<string>).mapText(fold));
    this.#columns.set(layer, columns);
    return columns;
  }

  get #named(): Named[] {
    const { categories, targetGroups } = this.#data.taxonomy;
    const space = (id: string): string => this.#areas.get("sozialraum", id)?.name ?? "";
    const region = (id: string): string =>
      this.#areas.get("planregion", this.#areas.get("sozialraum", id)?.parent ?? null)?.name ?? "";
    return (this.#known ??= [
      this.#namesIn("category", (id) => categories.get(id)?.label ?? ""),
      this.#namesIn("sozialraum", space),
      this.#namesIn("service_areas", space),
      this.#namesIn("sozialraum", region),
      this.#namesIn("service_areas", region),
      this.#namesIn("target_groups", (id) => targetGroups.get(id) ?? ""),
    ]);
  }

  #namesIn(column: string, name: (id: string) => string): Named {
    const ids = new Set<string>();
    for (const { columns } of this.#data.layers) {
      (columns[column] as Column<string | string[]>).map((value) => [value].flat().forEach((id) => ids.add(id)));
    }
    return { column, names: [...ids].map((id) => ({ id, text: name(id), folded: fold(name(id)) })) };
  }

  get #vocabulary(): Vocabulary {
    return (this.#words ??= new Vocabulary([...this.nameWords, ...wordsIn(this.#others())]));
  }

  #others(): string[] {
    const names = this.#named.flatMap((each) => each.names.map(({ text }) => text));
    return [...this.#texts(SEARCHED.slice(1)), ...names];
  }

  /** Each different text of some columns at least once. */
  #texts(columns: string[]): string[] {
    const texts: string[] = [];
    for (const layer of this.#data.layers) {
      for (const name of columns) (layer.columns[name] as Column<string>).map((text) => texts.push(text));
    }
    return texts;
  }
}

/** Takes what was made before for a word, or makes it and forgets the oldest. */
function remembered(known: Map<string, Uint8Array>, word: string, make: () => Uint8Array): Uint8Array {
  const found = known.get(word) ?? make();
  known.set(word, found);
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return found;
}
