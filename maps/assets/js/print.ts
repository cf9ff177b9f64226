// The print: the map with numbers at its symbols, then the list with the same numbers.

import type { View } from "./camera";
import type { Area, Areas, Dataset } from "./data";
import { byId, el, type Child } from "./dom";
import { germanDate, number, offers, today } from "./format";
import type { MapView } from "./mapview";
import { common, numberMarks, placeNumbers, range, type Box, type Numbered } from "./numbering";
import { resourceSymbol } from "./symbols";

const LONGEST = 2000;
/** Letters in a line of an upright A4 sheet, and signs of a legend that fit below the map. */
const LETTERS = 95;
const SIGNS = 28;
const COLUMNS = ["Nr.", "", "Angebot", "Träger", "Adresse, Telefon", "Gebiet"];

export interface Printed {
  map: MapView;
  data: Dataset;
  areas: Areas;
  /** Day of the last change of the data, as ISO date. */
  changed: string;
  /** What of a whole map the page holds at all, in words. */
  selection: string;
  rows(): Uint32Array;
  /** What else is printed, after the list. */
  extras(): HTMLElement[];
  /** As the address holds it, so that a print leaves no trace there. */
  view(): View | null;
}

export function startPrinting(printed: Printed): void {
  let screen: View | null = null;
  window.addEventListener("beforeprint", () => {
    screen ??= printed.view();
    clear();
    new Paper(printed).lay();
  });
  window.addEventListener("afterprint", () => {
    clear();
    printed.map.fitScreen(screen);
    screen = null;
  });
}

function clear(): void {
  for (const each of document.querySelectorAll(".paper")) each.remove();
}

class Paper {
  readonly #printed: Printed;
  readonly #data: Dataset;

  constructor(printed: Printed) {
    this.#printed = printed;
    this.#data = printed.data;
  }

  lay(): void {
    const rank = new Uint32Array(this.#data.size);
    this.#data.byName.forEach((row, place) => (rank[row] = place));
    const marks = numberMarks(this.#printed.map.fitPaper(), (row) => rank[row] as number);
    writeNumbers(marks);
    const sheet = byId("buehne");
    const [head, signs] = [this.#head(), legend()];
    sheet.prepend(head);
    sheet.append(signs, this.#sources());
    if (this.#printed.rows().length) sheet.append(this.#list(marks));
    sheet.append(...this.#printed.extras());
    document.body.style.setProperty("--crowd", String(crowd(head, signs)));
  }

  #selection(): string {
    const filters = [...document.querySelectorAll("#chips .chip__text")].map((each) => each.textContent);
    const count = this.#printed.rows().length;
    if (!filters.length) return count ? `Alle ${offers(count)}` : "Keine Angebote";
    return `${number(count)} von ${number(this.#data.size)} Angeboten · ${filters.join(" · ")}`;
  }

  #head(): HTMLElement {
    const brand = [...document.querySelectorAll(".brand > *")].map((each) => each.textContent);
    return el(
      "header",
      { class: "paper paper__head" },
      el("p", { class: "paper__county" }, brand[0]),
      el("p", { class: "paper__title" }, brand[1]),
      this.#printed.selection && el("p", { class: "paper__selection" }, `Auswahl: ${this.#printed.selection}`),
      el("p", { class: "paper__selection" }, this.#selection()),
    );
  }

  #sources(): HTMLElement {
    const credit = byId("quellen-karte").lastChild?.textContent ?? "";
    const dates = `Daten zuletzt geändert: ${germanDate(this.#printed.changed)} · gedruckt am ${germanDate(today())}`;
    return el("p", { class: "paper paper__sources" }, `${dates} · ${credit}`);
  }

  #list(marks: readonly Numbered[]): HTMLElement {
    const shown = new Set(marks.flatMap((mark) => mark.rows));
    const rows = new Set(this.#printed.rows());
    const others = [...this.#data.byName].filter((row) => rows.has(row) && !shown.has(row));
    const groups: [string, number[]][] = [
      ["", marks.flatMap((mark) => mark.rows)],
      ["Außerhalb des gedruckten Ausschnitts", others.filter((row) => this.#data.hasPoint(row))],
      ["Ohne Ort auf der Karte", others.filter((row) => !this.#data.hasPoint(row))],
    ];
    const title = el("th", { colspan: COLUMNS.length, class: "paper__running" }, `${document.title} · ${this.#selection()}`);
    const heads = COLUMNS.map((text) => (text ? el("th", { scope: "col" }, text) : el("td")));
    const widths = el("colgroup", {}, ...COLUMNS.map(() => el("col")));
    const table = el("table", { class: "paper paper__list" }, widths, el("thead", {}, el("tr", {}, title), el("tr", {}, ...heads)));
    let next = 1;
    for (const [heading, members] of groups) {
      const first = next;
      next += members.length;
      if (members.length) table.append(this.#group(heading, members.slice(0, Math.max(0, LONGEST - first + 1)), first));
    }
    if (next - 1 > LONGEST) table.append(rest(next - 1 - LONGEST));
    return table;
  }

  #group(heading: string, rows: readonly number[], first: number): HTMLElement {
    const head = heading && rows.length > 0 && el("tr", { class: "paper__group" }, el("th", { colspan: COLUMNS.length, scope: "rowgroup" }, heading));
    return el("tbody", {}, head, ...rows.map((row, place) => this.#entry(row, first + place)));
  }

  #entry(row: number, place: number): HTMLElement {
    const data = this.#data;
    const text = (column: string): string => data.text(column, row);
    return el(
      "tr",
      {},
      el("td", { class: "paper__number" }, number(place)),
      el("td", {}, resourceSymbol(data, row, "paper__symbol")),
      el("td", {}, ...lines(el("b", {}, text("name")), data.categoryLabel(row))),
      el("td", {}, text("provider")),
      el("td", {}, ...lines(text("street"), data.town(row), text("phone"))),
      el("td", {}, this.#where(row)),
    );
  }

  #where(row: number): string {
    const name = (id: string): string => this.#area(id)?.name ?? id;
    const served = this.#data.list("service_areas", row);
    if (!served.length) return name(this.#data.text("sozialraum", row));
    return this.#printed.areas.whole(served) ? "der ganze Landkreis" : served.map(name).join(", ");
  }

  #area(id: string): Area | null {
    return this.#printed.areas.get("sozialraum", id);
  }
}

/** Lines by which title and legend are longer than usual, so that the map leaves them room. */
function crowd(head: HTMLElement, signs: HTMLElement): number {
  const texts = [...head.querySelectorAll(".paper__selection")].map((each) => each.textContent ?? "");
  const written = texts.reduce((sum, text) => sum + Math.ceil(text.length / LETTERS) + 1, 0);
  return written - 2 + Math.max(0, Math.ceil((signs.childElementCount - SIGNS) / 3));
}

function lines(...parts: Child[]): Child[] {
  return parts.filter(Boolean).flatMap((part, place) => (place ? [el("br"), part] : [part]));
}

function rest(count: number): HTMLElement {
  const text = `Es folgen ${number(count)} weitere Angebote; gedruckt sind die ersten ${number(LONGEST)}.`;
  return el("tbody", {}, el("tr", {}, el("td", { colspan: COLUMNS.length }, text)));
}

function legend(): HTMLElement {
  const entries = [...byId("legende").querySelectorAll<HTMLElement>("section:not([hidden]) li")];
  const signs = [...shades(), ...entries.filter(isOnMap)].map((each) => each.cloneNode(true));
  const numbers = el("li", {}, el("span", { class: "paper__tag" }, "5–12"), el("span", {}, "Nummern in der Liste"));
  return el("ul", { class: "paper paper__legend legend" }, ...signs, numbers);
}

/** What the colours of areas mean, if there are any: title and sources, then the classes. */
function shades(): HTMLElement[] {
  const shown = document.querySelector(".shade-legend:not([hidden])");
  if (!shown) return [];
  const words = [...shown.querySelectorAll("summary, p")].map((each) => each.textContent);
  return [el("li", { class: "paper__shades" }, el("span", {}, words.join(" · "))), ...shown.querySelectorAll<HTMLElement>("li")];
}

function isOnMap({ dataset }: HTMLElement): boolean {
  const map = byId("map");
  return !dataset.onMap || map.matches(dataset.onMap) || map.querySelector(dataset.onMap) !== null;
}

/** Names that would lie under a number step aside. */
function writeNumbers(marks: readonly Numbered[]): void {
  const map = byId("map");
  const origin = map.getBoundingClientRect();
  const names = [...map.querySelectorAll<HTMLElement>(".name")];
  const boxes = names.map((name) => inside(textBox(name), origin));
  const paper = { x: 0, y: 0, width: origin.width, height: origin.height };
  const places = placeNumbers(marks, paper, boxes);
  const layer = el("div", { class: "paper paper__numbers" });
  marks.forEach((mark, index) => {
    const { x, y, width } = places[index] as Box;
    const tag = el("span", { class: "paper__tag" }, range(mark));
    tag.style.left = `${x}px`;
    tag.style.top = `${y}px`;
    tag.style.width = `${width}px`;
    layer.append(tag);
  });
  names.forEach((name, index) => {
    const hidden = places.some((place) => common(place, boxes[index] as Box) > 0);
    name.classList.toggle("is-under-number", hidden);
  });
  map.append(layer);
}

/** The text may be wider than its element. */
function textBox(element: HTMLElement): DOMRect {
  const text = document.createRange();
  text.selectNodeContents(element);
  return text.getBoundingClientRect();
}

function inside({ x, y, width, height }: Box, origin: DOMRect): Box {
  return { x: x - origin.x, y: y - origin.y, width, height };
}
