// What a few typed letters may mean: offers, places, areas, and values of filters.

import type { Area, Areas, Dataset, LatLng } from "./data";
import type { Engine, Result } from "./filter";
import { fold, offers } from "./format";
import { icon } from "./icons";
import { NO_CATEGORY, type Key, type Query } from "./query";
import { resourceSymbol, symbol } from "./symbols";
import { common, readTerms, Vocabulary, wordsIn, type Term } from "./terms";

export type Target =
  | { kind: "angebot"; row: number }
  | { kind: "ort"; name: string; at: LatLng }
  | { kind: "gebiet"; area: Area }
  | { kind: "filter"; key: Key; value: string };

export interface Suggestion {
  text: string;
  /** What it is, in words. */
  note: string;
  picture: Element;
  target: Target;
}

export interface Suggestions {
  groups: { title: string; entries: Suggestion[] }[];
  /** Folded words by which they were found. */
  words: string[];
}

/** Something with a name, besides offers. */
interface Named {
  text: string;
  folded: string;
  group: number;
  note: (base: Result) => string;
  picture: () => Element;
  target: Target;
}

/** Made only if there is room for it. */
type Hit = () => Suggestion;

const TITLES = ["Angebote", "Orte", "Gebiete", "Kategorien", "Zielgruppen", "Träger"];
const [OFFERS, PLACES, AREAS, CATEGORIES, TARGET_GROUPS, PROVIDERS] = TITLES.keys() as Iterable<number> as [
  number, number, number, number, number, number,
];
const ENTRIES = 8;
const LETTERS = 2;
const HIDDEN = 10;
const LEVELS = { planregion: "Planregion", sozialraum: "Sozialraum", gemeinde: "Gemeinde" } as const;

export class Suggester {
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #engine: Engine;
  readonly #places: { name: string; at: LatLng }[];
  #named: Named[] | null = null;
  #vocabulary: Vocabulary | null = null;
  #base: { query: string; result: Result; matching: Uint8Array } | null = null;

  constructor(data: Dataset, areas: Areas, engine: Engine, places: { name: string; at: LatLng }[]) {
    this.#data = data;
    this.#areas = areas;
    this.#engine = engine;
    this.#places = places;
  }

  /** Reads all names before the first letter is typed. */
  prepare(): void {
    this.#engine.search.prepare();
    this.#named ??= [...this.#placesAndAreas(), ...this.#values()];
  }

  /** At most a handful, the best of each kind; `query` holds without the words of its search. */
  suggest(text: string, query: Query): Suggestions {
    if (fold(text).replace(/\s/g, "").length < LETTERS) return { groups: [], words: [] };
    this.prepare();
    const terms = readTerms(text, (word) => this.#has(word), () => this.#words());
    if (!terms.length) return { groups: [], words: [] };
    const base = this.#baseOf(query.searching(""));
    const { search } = this.#engine;
    const hits = TITLES.map((_, group) =>
      group === OFFERS
        ? this.#offers(common(terms, (word) => search.findName(word)), terms, base.matching)
        : this.#others(group, terms, base.result),
    );
    // What no name has may be a street, a postcode, or words of several columns.
    if (hits.every((each) => !each.length)) {
      hits[OFFERS] = this.#offers(common(search.terms(text), (word) => search.find(word)), terms, base.matching);
    }
    const counts = share(hits.map((each) => each.length));
    const groups = TITLES.map((title, group) => ({
      title,
      entries: (hits[group] as Hit[]).slice(0, counts[group]).map((create) => create()),
    }));
    return { groups: groups.filter(({ entries }) => entries.length), words: terms.flatMap((term) => term.meanings) };
  }

  #has(word: string): boolean {
    return this.#named?.some(({ folded }) => folded.includes(word)) || this.#engine.search.findName(word).includes(1);
  }

  #words(): Vocabulary {
    const { nameWords } = this.#engine.search;
    return (this.#vocabulary ??= new Vocabulary([...nameWords, ...wordsIn((this.#named ?? []).map(({ text }) => text))]));
  }

  /** What the other filters leave; the same while somebody types. */
  #baseOf(query: Query): { result: Result; matching: Uint8Array } {
    const text = query.parameters().toString();
    if (this.#base?.query !== text) {
      const result = this.#engine.run(query);
      const matching = new Uint8Array(this.#data.size);
      for (const row of result.rows) matching[row] = 1;
      this.#base = { query: text, result, matching };
    }
    return this.#base;
  }

  #offers(found: Uint8Array, terms: Term[], matching: Uint8Array): Hit[] {
    const hits = new Ranked<number>();
    for (let row = 0; row < found.length; row++) {
      if (found[row]) hits.add(row, rankOf(this.#engine.search.foldedName(row), terms) + (matching[row] ? 0 : HIDDEN));
    }
    const name = (row: number): string => this.#data.text("name", row);
    return hits.best(name).map((row) => () => this.#offer(row, name(row), !matching[row]));
  }

  #offer(row: number, text: string, hidden: boolean): Suggestion {
    const facts = ["Angebot", this.#data.categoryLabel(row), this.#data.text("place", row), hidden && "jetzt ausgefiltert"];
    return {
      text,
      note: facts.filter(Boolean).join(" · "),
      picture: resourceSymbol(this.#data, row),
      target: { kind: "angebot", row },
    };
  }

  #others(group: number, terms: Term[], base: Result): Hit[] {
    const hits = new Ranked<Named>();
    for (const each of this.#named ?? []) {
      const fits = ({ meanings }: Term): boolean => meanings.some((word) => each.folded.includes(word));
      if (each.group === group && terms.every(fits)) hits.add(each, rankOf(each.folded, terms));
    }
    const named = hits.best(({ text }) => text);
    return named.map(({ text, note, picture, target }) => () => ({ text, note: note(base), picture: picture(), target }));
  }

  #placesAndAreas(): Named[] {
    const places = this.#places.map(({ name, at }): Named => {
      const target: Target = { kind: "ort", name, at };
      return { text: name, folded: fold(name), group: PLACES, note: () => "Ort", picture: () => icon("ort"), target };
    });
    const spaces = new Set(this.#areas.at("sozialraum").map((area) => area.name));
    const areas = (["planregion", "sozialraum", "gemeinde"] as const).flatMap((level) =>
      this.#areas
        .at(level)
        // A Gemeinde that is a Sozialraum of its own would stand there twice.
        .filter(({ name }) => level !== "gemeinde" || !spaces.has(name))
        .map((area): Named => {
          const target: Target = { kind: "gebiet", area };
          const shared = { text: area.name, folded: fold(area.name), group: AREAS, target };
          return { ...shared, note: () => LEVELS[level], picture: () => icon("gebiet") };
        }),
    );
    return [...places, ...areas];
  }

  #values(): Named[] {
    const { taxonomy } = this.#data;
    return [
      ...this.#valuesOf("kategorie", CATEGORIES, "Kategorie", (value) => {
        const category = taxonomy.categories.get(value);
        return symbol(taxonomy.ressort(category?.group ?? taxonomy.group(null)), { letters: category?.letters ?? "" });
      }),
      ...this.#valuesOf("zielgruppe", TARGET_GROUPS, "Zielgruppe", () => icon("zielgruppe")),
      ...this.#valuesOf("traeger", PROVIDERS, "Träger", () => icon("traeger")),
    ];
  }

  /** Values that occur at all. */
  #valuesOf(key: Key, group: number, kind: string, picture: (value: string) => Element): Named[] {
    const { ids, labels, items } = this.#engine.facet(key);
    const used = new Set(items);
    return ids.flatMap((value, place): Named[] => {
      const text = labels[place] as string;
      if (!used.has(place) || value === NO_CATEGORY) return [];
      const note = (base: Result): string => `${kind} · ${offers(base.count(key)[place] as number)}`;
      return [{ text, folded: fold(text), group, note, picture: () => picture(value), target: { kind: "filter", key, value } }];
    });
  }
}

/** How well a name fits: it begins so, its words begin so, or the words are somewhere in it. */
function rankOf(folded: string, terms: Term[]): number {
  const words = terms.map(({ meanings }) => meanings.find((word) => folded.includes(word)) ?? "");
  if (folded.startsWith(words.join(" "))) return 0;
  return words.every((word) => folded.startsWith(word) || folded.includes(` ${word}`)) ? 1 : 2;
}

/** The best few of thousands: the smaller the rank, the better it fits; equal ones by their names. */
class Ranked<T> {
  readonly #ranks: T[][] = [];

  add(item: T, rank: number): void {
    (this.#ranks[rank] ??= []).push(item);
  }

  best(name: (item: T) => string): T[] {
    const best: T[] = [];
    for (const items of this.#ranks) if (items && best.length < ENTRIES) best.push(...first(items, name));
    return best.slice(0, ENTRIES);
  }
}

/** The first few by their names, without sorting all. */
function first<T>(items: T[], name: (item: T) => string): T[] {
  const picked: { item: T; text: string }[] = [];
  for (const item of items) {
    const text = name(item);
    const last = picked[ENTRIES - 1];
    if (last && text.localeCompare(last.text, "de") >= 0) continue;
    picked.push({ item, text });
    picked.sort((one, other) => one.text.localeCompare(other.text, "de"));
    picked.length = Math.min(picked.length, ENTRIES);
  }
  return picked.map(({ item }) => item);
}

/** One more for each kind in turn until the list is full. */
function share(available: number[]): number[] {
  const counts = available.map(() => 0);
  let left = ENTRIES;
  for (let turn = 1; left > 0 && available.some((count) => count >= turn); turn++) {
    available.forEach((count, kind) => {
      if (count < turn || !left) return;
      counts[kind] = turn;
      left -= 1;
    });
  }
  return counts;
}
