// List of exactly what matches, by name, a page at a time.

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
  #rows = new Uint32Array();
  #ordered = new Uint32Array();
  #stale = true;
  #selected: number | null = null;

  constructor(container: HTMLElement, data: Dataset, open: (row: number) => void) {
    this.#container = container;
    this.#data = data;
    this.#open = open;
    container.append(this.#list, this.#more);
  }

  /** Elements are made only when somebody looks; what is shown keeps its scroll position. */
  show(rows: Uint32Array): void {
    if (!this.#stale && sameRows(rows, this.#rows)) return;
    this.#rows = rows as Uint32Array<ArrayBuffer>;
    this.#stale = true;
    this.refresh();
  }

  /** Catches up with the rows; to be called when the list comes into sight. */
  refresh(): void {
    if (!this.#stale || this.#container.hidden) return;
    this.#restart();
    this.#extend(PAGE);
  }

  #restart(): void {
    const wanted = new Uint8Array(this.#data.size);
    for (const row of this.#rows) wanted[row] = 1;
    this.#ordered = this.#data.byName.filter((row) => wanted[row]);
    this.#stale = false;
    this.#list.replaceChildren();
    this.#container.scrollTop = 0;
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

  #extend(count: number): HTMLElement | undefined {
    const start = this.#list.children.length;
    const next = [...this.#ordered.subarray(start, start + count)].map((row) => this.#item(row));
    this.#list.append(...next);
    this.#showRest(this.#rows.length - this.#list.children.length);
    return next[0];
  }

  #showRest(rest: number): void {
    if (!this.#data.size) {
      this.#more.replaceChildren("Diese Karte enthält keine Angebote.");
    } else if (!this.#rows.length) {
      this.#more.replaceChildren("Kein Angebot passt zu allen Filtern. Bitte einen Filter oben entfernen.");
    } else if (rest) {
      const text = `${number(Math.min(rest, PAGE))} von ${number(rest)} weiteren zeigen`;
      this.#more.replaceChildren(button(text, { class: "button" }, () => {
        this.#extend(PAGE)?.querySelector("button")?.focus();
      }));
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

function sameRows(one: Uint32Array, other: Uint32Array): boolean {
  return one.length === other.length && one.every((row, place) => row === other[place]);
}
