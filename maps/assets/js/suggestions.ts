// What a few typed letters may mean: offers, places, areas, and values of filters.

import type { Area, Areas, Dataset, LatLng } from "./data";
import type { Engine, Result } from "./filter";
import { fold, offers } from "./format";
import { icon } from "./icons";
import { NO_CATEGORY, type Key, type Query } from "./query";
import { resourceSymbol, symbol } from "./symbols";
import { readTerms, Vocabulary, type Term } from "./terms";

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

interface Hit {
  text: string;
  /** The smaller, the better it fits. */
  rank: number;
  create: () => Suggestion;
}

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
    const base = this.#baseOf(query.searching(""));
    const hits = TITLES.map((_, group) =>
      group === OFFERS ? this.#offers(terms, base.matching) : this.#others(group, terms, base.result),
    );
    const counts = share(hits.map((each) => each.length));
    const groups = TITLES.map((title, group) => ({
      title,
      entries: (hits[group] as Hit[]).slice(0, counts[group]).map((hit) => hit.create()),
    }));
    return { groups: groups.filter(({ entries }) => entries.length), words: terms.flatMap((term) => term.meanings) };
  }

  #has(word: string): boolean {
    return this.#named?.some(({ folded }) => folded.includes(word)) || this.#engine.search.findName(word).includes(1);
  }

  #words(): Vocabulary {
    const names = Array.from({ length: this.#data.size }, (_, row) => this.#data.text("name", row));
    return (this.#vocabulary ??= new Vocabulary([...names, ...(this.#named ?? []).map(({ text }) => text)]));
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

  #offers(terms: Term[], matching: Uint8Array): Hit[] {
    const found = terms.map(({ meanings }) => meanings.map((word) => this.#engine.search.findName(word)));
    const hits: Hit[] = [];
    for (let row = 0; row < matching.length; row++) {
      if (!found.every((each) => each.some((marks) => marks[row]))) continue;
      const text = this.#data.text("name", row);
      const rank = rankOf(fold(text), terms) + (matching[row] ? 0 : HIDDEN);
      hits.push({ text, rank, create: () => this.#offer(row, text, !matching[row]) });
    }
    return best(hits);
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
    const fits = ({ folded }: Named): boolean =>
      terms.every(({ meanings }) => meanings.some((word) => folded.includes(word)));
    const named = (this.#named ?? []).filter((each) => each.group === group && fits(each));
    return best(
      named.map((each) => ({
        text: each.text,
        rank: rankOf(each.folded, terms),
        create: () => ({ text: each.text, note: each.note(base), picture: each.picture(), target: each.target }),
      })),
    );
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

/** The best few, without sorting thousands. */
function best(hits: Hit[]): Hit[] {
  const order = (one: Hit, other: Hit): number => one.rank - other.rank || one.text.localeCompare(other.text, "de");
  const least = Math.min(...new Set(hits.map(({ rank }) => rank)));
  const first = hits.filter(({ rank }) => rank === least);
  const rest = first.length < ENTRIES ? hits.filter(({ rank }) => rank !== least) : [];
  return [...pick(first, order), ...pick(rest, order)].slice(0, ENTRIES);
}

function pick(hits: Hit[], order: (one: Hit, other: Hit) => number): Hit[] {
  const picked: Hit[] = [];
  for (const hit of hits) {
    const last = picked[ENTRIES - 1];
    if (last && order(hit, last) >= 0) continue;
    picked.push(hit);
    picked.sort(order);
    picked.length = Math.min(picked.length, ENTRIES);
  }
  return picked;
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
