// What the card says of an area whatever the filters are: figures in comparison, gaps, bodies and agreements.

import type { Area, Areas } from "./data";
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
  gaps: string[][];
  entries: Entry[];
}

interface RawProfiles {
  indicators: [label: string, unit: string, source: string, method: string][];
  statuses: [word: string, sign: string][];
  methods: [figures: string, gaps: string];
  areas: [level: string, id: string, Figures["rates"], Figures["indicators"], Figures["gaps"], Figures["entries"]][];
}

const SIGNS: Record<string, string> = { "–": "keine Angabe", "•": "gesperrt" };

export class Profiles {
  readonly #raw: RawProfiles | undefined;
  readonly #areas: Areas;
  readonly #found = new Map<string, Figures>();

  constructor(islands: Islands, areas: Areas) {
    [this.#raw] = islands.all<RawProfiles>("profiles");
    this.#areas = areas;
    for (const [level, id, rates, indicators, gaps, entries] of this.#raw?.areas ?? []) {
      this.#found.set(`${level}:${id}`, { rates, indicators, gaps, entries });
    }
  }

  /** `partial` is whether the page holds a part of the map only. */
  content(area: Area, partial: boolean): Child[] {
    const figures = this.#found.get(`${area.level}:${area.id}`);
    if (!figures || !this.#raw) return [];
    return [this.#comparison(area, figures, partial), this.#gaps(figures), entries(figures)];
  }

  #comparison(area: Area, figures: Figures, partial: boolean): Child {
    const whole = partial ? "der ganzen Auswahl dieser Datei" : "der ganzen Ressourcenkarte";
    const rows = [row("Angebote je 1.000 Einwohner", "", figures.rates), ...this.#indicators(figures)];
    const columns = ["hier", ...this.#larger(area)].map((name) => el("th", { scope: "col", class: "number" }, name));
    const head = el("tr", {}, el("th", { scope: "col" }, "Kennzahl"), ...columns);
    return el(
      "section",
      {},
      el("h3", {}, "Im Vergleich"),
      el("table", { class: "data card__figures" }, el("thead", {}, head), el("tbody", {}, ...rows)),
      el("p", { class: "card__aside" }, `Zahlen ${whole}, ohne Filter.`),
      Boolean(this.#raw?.indicators.length) && this.#methods(),
    );
  }

  #indicators({ indicators }: Figures): HTMLElement[] {
    return indicators.map(([period, ...values], place) => {
      const [label, unit] = this.#raw?.indicators[place] ?? ["", ""];
      return row(label, [unit, germanDate(period)].filter(Boolean).join(" · "), values);
    });
  }

  #larger(area: Area): string[] {
    const region = area.level === "sozialraum" ? this.#areas.get("planregion", area.parent) : null;
    return [...(region ? [region.name] : []), ...(area.level === "kreis" ? [] : ["Kreis"])];
  }

  #methods(): HTMLElement {
    const lines = this.#raw?.indicators.map(([label, , source, method]) =>
      el("li", {}, [`${label}: ${method}`, source && `Quelle: ${source}`].filter(Boolean).join(" ")),
    );
    const signs = el("p", {}, this.#raw?.methods[0]);
    return el("details", { class: "card__how" }, el("summary", {}, "Wie gerechnet?"), signs, el("ul", {}, ...(lines ?? [])));
  }

  #gaps({ gaps }: Figures): Child {
    const found = gaps.map((kinds, place) => ({ word: this.#raw?.statuses[place]?.[0] ?? "", kinds })).filter(({ kinds }) => kinds.length);
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

function row(label: string, aside: string, values: readonly string[]): HTMLElement {
  const name = el("th", { scope: "row" }, label, aside && el("span", { class: "card__aside" }, aside));
  return el("tr", {}, name, ...values.map((text) => el("td", { class: "number" }, figure(text))));
}

/** A sign is read out as what it means. */
function figure(text: string): Child {
  const meaning = SIGNS[text];
  if (!meaning) return text;
  return el("span", {}, el("span", { "aria-hidden": "true", title: meaning }, text), el("span", { class: "visually-hidden" }, meaning));
}

function entries(figures: Figures): Child {
  if (!figures.entries.length) return null;
  const items = figures.entries.map(([kind, title, date, until, partners, amount, summary]) => {
    const when = [date, until].filter(Boolean).map(germanDate).join(" bis ");
    const facts = [when, amount !== null && `${number(amount)} Euro`, partners.join(", "), summary].filter(Boolean).join(" · ");
    return el("li", {}, [kind, title].filter(Boolean).join(": "), el("span", { class: "card__aside" }, facts));
  });
  return el("section", {}, el("h3", {}, "Gremien und Vereinbarungen"), el("ul", { class: "plain" }, ...items));
}
