// What the card says of an area whatever the filters are: figures in comparison, gaps, bodies and agreements.

import { facts, type Fact } from "./areacard";
import type { Area, Areas, Taxonomy } from "./data";
import { el, type Child } from "./dom";
import { germanDate, number } from "./format";
import type { Islands } from "./islands";

type Entry = [
  kind: string,
  title: string,
  date: string,
  until: string,
  partners: string[],
  amount: number | null,
  summary: string,
  source: string,
];

/** All figures are texts as on the pages; those of the area itself come first, then of the larger ones. */
interface Figures {
  rates: string[];
  indicators: [period: string, ...figures: string[]][];
  /** Places of the categories in the vocabulary. */
  gaps: number[][];
  entries: Entry[];
}

interface RawProfiles {
  indicators: [label: string, unit: string, source: string, method: string][];
  statuses: string[];
  methods: [figures: string, gaps: string];
  areas: [level: string, id: string, Figures["rates"], Figures["indicators"], Figures["gaps"], Figures["entries"]][];
}

const SIGNS: Record<string, string> = { "–": "keine Angabe", "•": "gesperrt" };

export class Profiles {
  readonly #raw: RawProfiles | undefined;
  readonly #areas: Areas;
  readonly #categories: string[];
  readonly #found = new Map<string, Figures>();

  constructor(islands: Islands, areas: Areas, taxonomy: Taxonomy) {
    [this.#raw] = islands.all<RawProfiles>("profiles");
    this.#areas = areas;
    this.#categories = [...taxonomy.categories.values()].map(({ label }) => label);
    for (const [level, id, rates, indicators, gaps, entries] of this.#raw?.areas ?? []) {
      this.#found.set(`${level}:${id}`, { rates, indicators, gaps, entries });
    }
  }

  /** `partial` is whether the page holds a part of the map only. */
  content(area: Area, partial: boolean): Child[] {
    const figures = this.#found.get(`${area.level}:${area.id}`);
    if (!figures || !this.#raw) return [];
    return [this.#comparison(area, figures, partial), this.#gaps(figures), this.#entries(area)];
  }

  #comparison(area: Area, figures: Figures, partial: boolean): Child {
    const names = this.#names(area);
    // A rate of the county that counts two Planregionen only must not pass for the county's.
    const whole = partial
      ? "der ganzen Auswahl dieser Datei, ohne Filter. Andere Angebote sind auch bei den größeren Gebieten nicht gezählt."
      : "der ganzen Ressourcenkarte, ohne Filter.";
    const indicators = figures.indicators.map(([period, ...values], place): Fact => {
      const [label, unit] = this.#raw?.indicators[place] ?? ["", ""];
      return [label, [compared(names, values), aside([unit, germanDate(period)].filter(Boolean).join(" · "))]];
    });
    return el(
      "section",
      {},
      el("h3", {}, "Im Vergleich"),
      facts([["Angebote je 1.000 Einwohner", [compared(names, figures.rates)]], ...indicators]),
      el("p", { class: "card__aside" }, `Zahlen ${whole}`),
      indicators.length > 0 && this.#methods(),
    );
  }

  /** The area itself and the larger ones, in the order of all figures. */
  #names(area: Area): string[] {
    if (area.level === "kreis") return ["Kreis"];
    const region = area.level === "sozialraum" ? this.#areas.get("planregion", area.parent) : null;
    return [area.name, ...(region ? [region.name] : []), "Kreis"];
  }

  #methods(): HTMLElement {
    const lines = this.#raw?.indicators.map(([label, , source, method]) =>
      el("li", {}, [`${label}: ${method}`, source && `Quelle: ${source}`].filter(Boolean).join(" ")),
    );
    const signs = el("p", {}, this.#raw?.methods[0]);
    return el("details", { class: "card__how" }, el("summary", {}, "Wie gerechnet?"), signs, el("ul", {}, ...(lines ?? [])));
  }

  /** Its own entries, then those of the areas around it, which concern it too. */
  #entries(area: Area): Child {
    const region = area.level === "sozialraum" ? this.#areas.get("planregion", area.parent) : null;
    const around = area.level === "kreis" ? [] : [region, ...this.#areas.at("kreis")];
    const groups = [area, ...around].flatMap((each) => {
      const entries = each ? (this.#found.get(`${each.level}:${each.id}`)?.entries ?? []) : [];
      return each && entries.length ? [{ area: each, entries }] : [];
    });
    if (!groups.length) return null;
    const parts = groups.flatMap((group) => [group.area !== area && el("h4", {}, group.area.name), list(group.entries)]);
    return el("section", { class: "card__entries" }, el("h3", {}, "Gremien und Vereinbarungen"), ...parts);
  }

  #gaps({ gaps }: Figures): Child {
    const found = gaps
      .map((kinds, place) => ({ word: this.#raw?.statuses[place] ?? "", kinds: kinds.map((kind) => this.#categories[kind] ?? "") }))
      .filter(({ kinds }) => kinds.length);
    if (!found.length) return null;
    const line = found.map(({ word, kinds }) => `${word}: ${number(kinds.length)}`).join(" · ");
    const lists = found.map(({ word, kinds }) => el("p", {}, el("strong", {}, `${word}: `), kinds.join(", ")));
    return el(
      "section",
      {},
      el("h3", {}, "Was fehlt"),
      el("details", { class: "card__how" }, el("summary", {}, `Kategorien ${line}`), ...lists, el("p", {}, this.#raw?.methods[1])),
    );
  }
}

/** "Teltow 1,2 · Planregion 1 0,9 · Kreis 1,1", the area itself stressed; a sign as what it means. */
function compared(names: readonly string[], values: readonly string[]): HTMLElement {
  const parts = values.flatMap((text, place) => [
    place > 0 && " · ",
    el("span", { class: "card__figure" }, el("span", {}, names[place]), " ", el(place ? "span" : "strong", {}, SIGNS[text] ?? text)),
  ]);
  return el("span", {}, ...parts);
}

function aside(text: string): HTMLElement {
  return el("span", { class: "card__aside" }, text);
}

function list(entries: readonly Entry[]): HTMLElement {
  const items = entries.map(([kind, title, date, until, partners, amount, summary]) => {
    const when = [date, until].filter(Boolean).map(germanDate).join(" bis ");
    const facts = [when, amount !== null && `${number(amount)} Euro`, partners.join(", "), summary].filter(Boolean).join(" · ");
    return el("li", {}, [kind, title].filter(Boolean).join(": "), aside(facts));
  });
  return el("ul", { class: "plain" }, ...items);
}
