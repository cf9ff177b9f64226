// List of exactly what matches, a page at a time.

import type { Dataset } from "./data";
import { button, el } from "./dom";
import { number } from "./format";
import { resourceSymbol } from "./symbols";

const PAGE = 50;

export class ResultList {
  readonly #container: HTMLElement;
  readonly #data: Dataset;
  readonly #open: (row: number) => void;
  readonly #list = el("ul", { class: "results" });
  readonly #more = el("p", { class: "results__more" });
  #rows: Uint32Array = new Uint32Array();
  #selected: number | null = null;

  constructor(container: HTMLElement, data: Dataset, open: (row: number) => void) {
    this.#container = container;
    this.#data = data;
    this.#open = open;
    container.append(this.#list, this.#more);
  }

  show(rows: Uint32Array): void {
    this.#rows = rows;
    this.#list.replaceChildren();
    this.#container.scrollTop = 0;
    this.#extend();
  }

  select(row: number | null): void {
    this.#selected = row;
    for (const item of this.#list.querySelectorAll("[data-row]")) this.#mark(item);
  }

  focusOn(row: number): boolean {
    const item = this.#list.querySelector<HTMLElement>(`[data-row="${row}"]`);
    if (!item || this.#container.hidden) return false;
    item.focus();
    return true;
  }

  #mark(item: Element): void {
    if (item.getAttribute("data-row") === String(this.#selected)) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  }

  #extend(): void {
    const start = this.#list.children.length;
    const next = [...this.#rows.subarray(start, start + PAGE)].map((row) => this.#item(row));
    this.#list.append(...next);
    if (start && next[0]) next[0].querySelector("button")?.focus();
    this.#showRest(this.#rows.length - this.#list.children.length);
  }

  #showRest(rest: number): void {
    if (!this.#rows.length) {
      this.#more.replaceChildren("Kein Angebot passt zu allen Filtern. Bitte einen Filter oben entfernen.");
    } else if (rest) {
      const text = `${number(Math.min(rest, PAGE))} von ${number(rest)} weiteren zeigen`;
      this.#more.replaceChildren(button(text, { class: "button" }, () => this.#extend()));
    } else {
      this.#more.replaceChildren();
    }
  }

  #item(row: number): HTMLElement {
    const data = this.#data;
    const facts = [data.categoryLabel(row), data.text("place", row)].filter(Boolean).join(" · ");
    const item = button(resourceSymbol(data, row, "results__symbol"), { class: "results__item", "data-row": row }, () =>
      this.#open(row),
    );
    item.append(
      el(
        "span",
        { class: "results__text" },
        el("span", { class: "results__name" }, data.text("name", row)),
        el("span", { class: "results__facts" }, facts),
        !data.hasPoint(row) && el("span", { class: "tag" }, "ohne Ort auf der Karte"),
      ),
    );
    this.#mark(item);
    return el("li", {}, item);
  }
}
