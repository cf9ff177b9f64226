// Right panel: one resource, one area, or the resources of one place.

import type { Area, Areas, Dataset } from "./data";
import { button, el, type Child } from "./dom";
import { decimal, germanDate, number, offers, webAddress } from "./format";
import { resourceSymbol } from "./symbols";

/** What a card is about. */
export type Subject = { kind: "angebot"; row: number } | { kind: "gebiet"; area: Area };

export interface CardEvents {
  close(): void;
  resource(row: number): void;
  area(area: Area): void;
  only(area: Area): void;
  /** What other parts of the page add at the end of a card. */
  extras?(subject: Subject): Child[];
}

const LEVELS: Record<string, string> = {
  gemeinde: "Gemeinde",
  sozialraum: "Sozialraum",
  planregion: "Planregion",
  kreis: "Landkreis",
};
const WEB = /(https?:\/\/[^\s;,]+)/;

export class Card {
  readonly #element: HTMLElement;
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #events: CardEvents;

  constructor(element: HTMLElement, data: Dataset, areas: Areas, events: CardEvents) {
    this.#element = element;
    this.#data = data;
    this.#areas = areas;
    this.#events = events;
    document.addEventListener("keydown", (event) => {
      const elsewhere = event.target instanceof HTMLInputElement || document.querySelector("dialog[open]");
      if (event.key === "Escape" && this.open && !elsewhere && !event.defaultPrevented) events.close();
    });
  }

  get open(): boolean {
    return !this.#element.hidden;
  }

  close(): void {
    this.#element.hidden = true;
    this.#element.replaceChildren();
  }

  showResource(row: number): void {
    const data = this.#data;
    const kicker = el("p", { class: "card__kicker" }, resourceSymbol(data, row), data.categoryLabel(row) || "Ohne Kategorie");
    this.#show(data.text("name", row), kicker, [
      ...this.#badges(row),
      this.#facts(this.#resourceFacts(row)),
      this.#origin(row),
      ...this.#extras({ kind: "angebot", row }),
    ]);
  }

  #badges(row: number): Child[] {
    const reach = this.#data.text("reach", row);
    const label = this.#data.taxonomy.reach.get(reach) ?? reach;
    return reach === "site" ? [] : [el("p", {}, el("span", { class: "tag tag--accent" }, label))];
  }

  #resourceFacts(row: number): [string, Child[]][] {
    const data = this.#data;
    const { taxonomy } = data;
    const street = data.text("street", row);
    const town = `${data.text("postcode", row)} ${data.text("place", row)}`.trim();
    const mail = data.text("email", row);
    const phone = data.text("phone", row);
    const groups = data.list("target_groups", row).map((id) => taxonomy.targetGroups.get(id) ?? id);
    return [
      ["Träger", [data.text("provider", row)]],
      ["Adresse", street && town ? [street, el("br"), town] : [street || town]],
      ["Telefon", [telephone(phone)]],
      ["E-Mail", [mail && el("a", { href: `mailto:${encodeURIComponent(mail).replace("%40", "@")}` }, mail)]],
      ["Ansprechperson", [data.text("contact_person", row)]],
      ["Website", [this.#website(data.text("website", row))]],
      ["Zielgruppen", [groups.join(", ")]],
      ["Gebiet", [this.#space(row)]],
      ["Einzugsgebiet", [this.#served(row)]],
      ["Lagegenauigkeit", [this.#quality(row)]],
      ["Hinweis", [data.text("note", row)]],
    ];
  }

  #website(text: string): Child {
    const url = webAddress(text);
    if (!url) return text;
    const shown = url.host.replace(/^www\./, "") + (url.pathname === "/" ? "" : url.pathname);
    return el("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, shown);
  }

  #space(row: number): Child {
    const area = this.#areas.get("sozialraum", this.#data.text("sozialraum", row));
    if (!area) return null;
    const outside = this.#data.get<number>("outside_m", row);
    const far = ` (liegt ${decimal(outside / 1000)}\u00a0km außerhalb des Landkreises)`;
    return el("span", {}, this.#areaLink(area), outside > 0 && far);
  }

  #served(row: number): Child {
    const served = this.#data.list("service_areas", row);
    const all = this.#areas.at("sozialraum");
    if (!served.length) return null;
    if (all.every((area) => served.includes(area.id))) return "der ganze Landkreis";
    const links = served.map((id) => {
      const area = this.#areas.get("sozialraum", id);
      return el("li", {}, area ? this.#areaLink(area) : id);
    });
    return el("ul", { class: "plain" }, ...links);
  }

  #quality(row: number): Child {
    const code = this.#data.text("location_quality", row);
    const label = this.#data.taxonomy.quality.get(code)?.label ?? code;
    if (this.#data.hasPoint(row) || code === "none") return label;
    return `${label}, ohne Punkt auf der Karte`;
  }

  #origin(row: number): HTMLElement {
    const layer = this.#data.layer(row);
    const date = this.#data.text("as_of", row) || layer.as_of;
    const source = this.#data.text("source", row) || layer.source;
    return el(
      "p",
      { class: "card__origin" },
      `Ebene: ${layer.title}`,
      date && ` · Stand: ${germanDate(date)}`,
      source && " · Quelle: ",
      ...linked(source),
    );
  }

  #areaLink(area: Area): HTMLElement {
    return button(area.name, { class: "link" }, () => this.#events.area(area));
  }

  #facts(facts: [string, Child[]][]): HTMLElement {
    const filled = facts.filter(([, values]) => values.some(Boolean));
    return el("dl", { class: "facts" }, ...filled.map(([term, values]) => el("div", {}, el("dt", {}, term), el("dd", {}, ...values))));
  }

  /** `matching` are the rows that pass the filters; an open card is renewed without focus. */
  showArea(area: Area, matching: Uint32Array, focus = true): void {
    const kicker = el("p", { class: "card__kicker" }, area.kind && area.level !== "gemeinde" ? `${LEVELS[area.level]} · ${area.kind}` : LEVELS[area.level]);
    const rows = this.#rowsIn(area, matching);
    const only = area.level === "sozialraum" || area.level === "planregion";
    this.#show(area.name, kicker, [
      this.#facts(this.#areaFacts(area)),
      rows && this.#offersIn(area, rows),
      only && el("p", {}, button("Nur dieses Gebiet zeigen", { class: "button" }, () => this.#events.only(area))),
      ...this.#extras({ kind: "gebiet", area }),
    ], focus);
  }

  #extras(subject: Subject): Child[] {
    return this.#events.extras?.(subject) ?? [];
  }

  #areaFacts(area: Area): [string, Child[]][] {
    const parent = area.level === "gemeinde" ? this.#areas.get("sozialraum", area.parent) : this.#areas.get("planregion", area.parent);
    const date = area.populationDate && ` (${germanDate(area.populationDate)})`;
    const density = area.population && area.km2 ? number(Math.round(area.population / area.km2)) : "";
    return [
      [parent ? (LEVELS[parent.level] as string) : "", [parent && this.#parent(area, parent)]],
      ["Einwohner", [area.population !== null && number(area.population), area.population !== null && date]],
      ["Fläche", [area.km2 !== null && `${decimal(area.km2)}\u00a0km²`]],
      ["Einwohner je km²", [density]],
      ["Sozialräume", [this.#members(area)]],
    ];
  }

  /** Sozialräume of a Planregion, each with its doubt. */
  #members(area: Area): Child {
    const members = this.#areas.at("sozialraum").filter((each) => each.parent === area.id);
    if (area.level !== "planregion") return null;
    const items = members.map((each) => el("li", {}, this.#areaLink(each), " ", !each.confirmed && doubt()));
    return el("ul", { class: "plain" }, ...items);
  }

  #parent(area: Area, parent: Area): HTMLElement {
    return el("span", {}, this.#areaLink(parent), " ", !area.confirmed && doubt());
  }

  #rowsIn(area: Area, matching: Uint32Array): Uint32Array | null {
    const inside = this.#areas.at("sozialraum").filter((each) => each.id === area.id || each.parent === area.id);
    const ids = new Set(inside.map((each) => each.id));
    if (area.level === "gemeinde") return null;
    if (area.level === "kreis") return matching;
    return matching.filter((row) => this.#data.spacesOf(row).some((space) => ids.has(space)));
  }

  #offersIn(area: Area, rows: Uint32Array): HTMLElement {
    const mobile = rows.filter((row) => this.#data.text("reach", row) === "mobile").length;
    return el(
      "section",
      {},
      el("h3", {}, `${offers(rows.length)} der Auswahl`),
      mobile > 0 && el("p", {}, el("span", { class: "tag tag--accent" }, `${offers(mobile)} ${mobile === 1 ? "kommt" : "kommen"} hin`)),
      rows.length ? this.#categories(rows) : el("p", {}, `In ${area.name} passt nichts zu den Filtern.`),
    );
  }

  #categories(rows: Uint32Array): HTMLElement {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const label = this.#data.categoryLabel(row) || "Ohne Kategorie";
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "de"));
    const lines = sorted.map(([label, count]) =>
      el("tr", {}, el("th", { scope: "row" }, label), el("td", { class: "number" }, number(count))),
    );
    const head = el("tr", {}, el("th", { scope: "col" }, "Kategorie"), el("th", { scope: "col", class: "number" }, "Angebote"));
    return el("table", { class: "data" }, el("thead", {}, head), el("tbody", {}, ...lines));
  }

  showPlace(rows: readonly number[], focus = true): void {
    const [first] = rows as [number];
    const address = [this.#data.text("street", first), this.#data.text("place", first)].filter(Boolean).join(", ");
    const items = rows.map((row) => {
      const open = button(resourceSymbol(this.#data, row, "results__symbol"), { class: "results__item" }, () => this.#events.resource(row));
      open.append(
        el(
          "span",
          { class: "results__text" },
          el("span", { class: "results__name" }, this.#data.text("name", row)),
          el("span", { class: "results__facts" }, this.#data.categoryLabel(row)),
        ),
      );
      return el("li", {}, open);
    });
    const kicker = el("p", { class: "card__kicker" }, address);
    this.#show(`${offers(rows.length)} an diesem Ort`, kicker, [el("ul", { class: "results" }, ...items)], focus);
  }

  #show(title: string, kicker: HTMLElement, content: Child[], focus = true): void {
    const heading = el("h2", { id: "karten-titel", tabindex: -1 }, title);
    const close = button(el("span", { "aria-hidden": "true" }, "×"), { class: "card__close", "aria-label": "Schließen" }, () => this.#events.close());
    this.#element.replaceChildren(el("div", { class: "card__head" }, kicker, close), heading);
    this.#element.append(...content.filter((child): child is Node | string => Boolean(child)));
    this.#element.setAttribute("aria-label", title);
    this.#element.hidden = false;
    if (!focus) return;
    this.#element.scrollTop = 0;
    heading.focus();
  }
}

/** A number to call if it clearly is one: "+49 (0) 331 …" without the zero, of several none. */
function telephone(text: string): Child {
  const digits = text.replace(/\(0\)/g, "").replace(/[\s()/.–-]/g, "");
  return /^\+?\d{3,15}$/.test(digits) ? el("a", { href: `tel:${digits}` }, text) : text;
}

function doubt(): HTMLElement {
  const title = "Keine öffentliche Quelle bestätigt diese Zuordnung.";
  return el("span", { class: "tag", title }, "unbestätigt");
}

/** Text with its web addresses as links. */
function linked(text: string): Child[] {
  return text.split(WEB).map((part) => {
    const url = WEB.test(part) ? webAddress(part) : null;
    return url ? el("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, url.host.replace(/^www\./, "")) : part;
  });
}
