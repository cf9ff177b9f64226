// Right panel: one resource, one area, or the resources of one place.

import { areaContent, areaKicker, areaLink, doubt, facts, type Fact } from "./areacard";
import type { Area, Areas, Dataset } from "./data";
import { button, el, type Child } from "./dom";
import { decimal, germanDate, isLongAgo, offers, today, webAddress } from "./format";
import type { Profiles } from "./profile";
import { resourceSymbol } from "./symbols";

/** What a card is about. */
export type Subject = { kind: "angebot"; row: number } | { kind: "gebiet"; area: Area };

export interface CardEvents {
  close(): void;
  resource(row: number): void;
  area(area: Area): void;
  only(area: Area): void;
  /** Whether the page holds a part of the map only. */
  partial: boolean;
  /** Addresses of other pages; a file has none. */
  profile?(area: Area): string;
  profiles: Profiles;
  tableRow?(row: number): string;
  copyAddress?(opener: HTMLElement): void;
  /** What an area is coloured by, and its value; null if it is not. */
  shade(area: Area): Fact | null;
  /** What other parts of the page add at the end of a card. */
  extras?(subject: Subject): Child[];
}

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
      this.#reach(row),
      facts([...this.#contact(row), ...this.#whereabouts(row), ...this.#trust(row)]),
      this.#ways(row),
      ...this.#extras({ kind: "angebot", row }),
    ]);
  }

  #reach(row: number): HTMLElement {
    const reach = this.#data.text("reach", row);
    const label = this.#data.taxonomy.reach.get(reach) ?? reach;
    return el("p", {}, el("span", { class: reach === "site" ? "tag" : "tag tag--accent" }, label));
  }

  #contact(row: number): Fact[] {
    const data = this.#data;
    const street = data.text("street", row);
    const town = data.town(row);
    const mail = data.text("email", row);
    return [
      ["Träger", [data.text("provider", row)]],
      ["Zielgruppen", [data.targetGroupLabels(row)]],
      ["Hinweis", [data.text("note", row)]],
      ["Adresse", street && town ? [street, el("br"), town] : [street || town]],
      ["Telefon", [telephone(data.text("phone", row))]],
      ["E-Mail", [mail && el("a", { href: `mailto:${encodeURIComponent(mail).replace("%40", "@")}` }, mail)]],
      ["Ansprechperson", [data.text("contact_person", row)]],
      ["Website", [website(data.text("website", row))]],
    ];
  }

  #whereabouts(row: number): Fact[] {
    return [
      ["Gebiet", [this.#space(row)]],
      ["Einzugsgebiet", [this.#served(row)]],
      ["Lagegenauigkeit", [this.#quality(row)]],
    ];
  }

  #space(row: number): Child {
    const area = this.#areas.get("sozialraum", this.#data.text("sozialraum", row));
    if (!area) return null;
    const outside = this.#data.get<number>("outside_m", row);
    const far = ` (liegt ${decimal(outside / 1000)}\u00a0km außerhalb des Landkreises)`;
    const region = this.#areas.get("planregion", area.parent);
    return el(
      "span",
      {},
      areaLink(area, this.#events),
      outside > 0 && far,
      region && ", ",
      region && areaLink(region, this.#events),
      region && !area.confirmed && " ",
      region && !area.confirmed && doubt(),
    );
  }

  #served(row: number): Child {
    const served = this.#data.list("service_areas", row);
    if (!served.length) return null;
    if (this.#areas.whole(served)) return "der ganze Landkreis";
    const links = served.map((id) => {
      const area = this.#areas.get("sozialraum", id);
      return el("li", {}, area ? areaLink(area, this.#events) : id);
    });
    return el("ul", { class: "plain" }, ...links);
  }

  /** How exactly the place is known, and what that means for the symbol. */
  #quality(row: number): Child {
    const code = this.#data.text("location_quality", row);
    const quality = this.#data.taxonomy.quality.get(code);
    const meaning = this.#data.hasPoint(row) ? quality?.meaning : "Kein Zeichen auf der Karte, nur in der Liste.";
    return el("span", {}, quality?.label ?? code, el("span", { class: "card__aside" }, meaning));
  }

  /** How far the card can be trusted: when it was made sure of, of when it is, who says so. */
  #trust(row: number): Fact[] {
    const layer = this.#data.layer(row);
    const confirmed = this.#data.text("last_confirmed", row);
    const source = this.#data.text("source", row) || layer.source;
    const old = isLongAgo(confirmed, today()) && el("span", { class: "card__aside" }, "vor mehr als einem Jahr");
    return [
      ["Zuletzt bestätigt", [confirmed ? germanDate(confirmed) : "nicht bekannt", old]],
      ["Stand", [germanDate(this.#data.text("as_of", row) || layer.as_of)]],
      ["Quelle", linked(source)],
      ["Ebene", [layer.title]],
    ];
  }

  #ways(row: number): Child {
    const { tableRow, copyAddress } = this.#events;
    const address = tableRow?.(row);
    const copy: HTMLElement | undefined =
      copyAddress && button("Adresse kopieren", { class: "button" }, () => copyAddress(copy as HTMLElement));
    return (
      (address || copy) &&
      el("p", { class: "card__ways" }, address && el("a", { class: "button", id: "zur-zeile", href: address }, "Zeile in der Tabelle"), copy)
    );
  }

  /** `matching` are the rows that pass the filters; an open card is renewed without focus. */
  showArea(area: Area, matching: Uint32Array, focus = true): void {
    const content = areaContent(area, matching, this.#data, this.#areas, this.#events);
    this.#show(area.name, areaKicker(area), [...content, ...this.#extras({ kind: "gebiet", area })], focus);
  }

  #extras(subject: Subject): Child[] {
    return this.#events.extras?.(subject) ?? [];
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

function website(text: string): Child {
  const url = webAddress(text);
  if (!url) return text;
  const shown = url.host.replace(/^www\./, "") + (url.pathname === "/" ? "" : url.pathname);
  return el("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, shown);
}

/** Text with its web addresses as links. */
function linked(text: string): Child[] {
  return text.split(WEB).map((part) => {
    const url = WEB.test(part) ? webAddress(part) : null;
    return url ? el("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, url.host.replace(/^www\./, "")) : part;
  });
}
