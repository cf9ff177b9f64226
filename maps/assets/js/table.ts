// Table of exactly what matches, a page at a time, in the order of any column.

import { rowsBy, type Areas, type Dataset } from "./data";
import { button, el, type Child } from "./dom";
import { number, plain } from "./format";

const PAGE = 200;
const PRINTED = 2000;

interface Heading {
  title: string;
  /** What the column is sorted by; empty texts come last. */
  text(row: number): string;
  cell(row: number): Child[];
}

export class Table {
  readonly #container: HTMLElement;
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #open: (row: number) => void;
  readonly #headings: Heading[];
  readonly #orders = new Map<Heading, Uint32Array>();
  readonly #heads: HTMLElement[];
  readonly #body = el("tbody");
  readonly #pager = el("nav", { class: "table-view__pager", "aria-label": "Seiten der Tabelle" });
  readonly #region: HTMLElement;
  #rows = new Uint32Array();
  #sorted = new Uint32Array();
  #by: Heading;
  #descending = false;
  #first = 0;
  #stale = true;
  #selected: number | null = null;

  constructor(container: HTMLElement, data: Dataset, areas: Areas, open: (row: number) => void) {
    this.#container = container;
    this.#data = data;
    this.#areas = areas;
    this.#open = open;
    this.#headings = this.#columns();
    this.#by = this.#headings[0] as Heading;
    this.#heads = this.#headings.map((heading) => this.#head(heading));
    const table = el("table", { class: "data" }, el("thead", {}, el("tr", {}, ...this.#heads)), this.#body);
    const region = { class: "table-view__rows", role: "region", "aria-label": "Angebote als Tabelle", tabindex: 0 };
    this.#region = el("div", region, table);
    container.append(this.#region, this.#pager);
  }

  #columns(): Heading[] {
    const data = this.#data;
    const text = (title: string, value: (row: number) => string): Heading => ({
      title,
      text: value,
      cell: (row) => [value(row) || "–"],
    });
    return [
      { title: "Angebot", text: (row) => data.text("name", row), cell: (row) => [this.#opener(row)] },
      { title: "Kategorie", text: (row) => data.categoryLabel(row), cell: (row) => this.#category(row) },
      text("Zielgruppen", (row) => data.targetGroupLabels(row)),
      text("Träger", (row) => data.text("provider", row)),
      { title: "Anschrift", text: (row) => this.#address(row).join(", "), cell: (row) => this.#addressLines(row) },
      text("Sozialraum, Einzugsgebiet", (row) => this.#spaces(row)),
      text("Erreichbarkeit", (row) => data.taxonomy.reach.get(data.text("reach", row)) ?? ""),
    ];
  }

  #opener(row: number): HTMLElement {
    return button(this.#data.text("name", row), { class: "link", "data-row": row }, () => this.#open(row));
  }

  #category(row: number): Child[] {
    const layer = el("span", { class: "table-view__quiet" }, this.#data.layer(row).title);
    return [this.#data.categoryLabel(row) || "ohne Kategorie", el("br"), layer];
  }

  /** The place first: that is what people sort by. */
  #address(row: number): string[] {
    const town = ["place", "postcode"].map((part) => this.#data.text(part, row)).filter(Boolean).join(" ");
    return [town, this.#data.text("street", row)].filter(Boolean);
  }

  #addressLines(row: number): Child[] {
    const data = this.#data;
    const phone = data.text("phone", row);
    const lines = [data.text("street", row), data.town(row), phone && `Telefon ${phone}`].filter(Boolean);
    return lines.length ? lines.flatMap((line, place) => [place > 0 && el("br"), line]) : ["–"];
  }

  #spaces(row: number): string {
    const ids = this.#data.spacesOf(row);
    if (ids.length > 1 && this.#areas.whole(ids)) return "der ganze Landkreis";
    return ids.map((id) => this.#areas.get("sozialraum", id)?.name ?? id).join(", ");
  }

  #head(heading: Heading): HTMLElement {
    const arrow = el("span", { class: "table-view__arrow", "aria-hidden": "true" });
    const sort = button(heading.title, { class: "table-view__sort" }, () => this.#sortBy(heading));
    sort.append(arrow);
    return el("th", { scope: "col" }, sort);
  }

  #sortBy(heading: Heading): void {
    this.#descending = heading === this.#by && !this.#descending;
    this.#by = heading;
    this.#stale = true;
    this.refresh();
  }

  show(rows: Uint32Array): void {
    this.#rows = rows as Uint32Array<ArrayBuffer>;
    this.#stale = true;
    this.refresh();
  }

  /** Catches up with the rows; to be called when the table comes into sight. */
  refresh(): void {
    if (!this.#stale || this.#container.hidden) return;
    this.#sort();
    this.#turn(0);
  }

  /** For a print, which has no pages to turn. */
  showAll(): void {
    this.#fill(0, PRINTED);
  }

  showPage(): void {
    this.#turn(this.#first);
  }

  #sort(): void {
    const wanted = new Uint8Array(this.#data.size);
    for (const row of this.#rows) wanted[row] = 1;
    const sorted = this.#order(this.#by).filter((row) => wanted[row]);
    this.#sorted = this.#descending ? sorted.reverse() : sorted;
    this.#stale = false;
    this.#headings.forEach((heading, place) => {
      const sort = heading === this.#by ? (this.#descending ? "descending" : "ascending") : "none";
      (this.#heads[place] as HTMLElement).setAttribute("aria-sort", sort);
    });
  }

  /** All rows in the order of a column; made once. */
  #order(heading: Heading): Uint32Array {
    const known = this.#orders.get(heading);
    if (known) return known;
    const keys = Array.from({ length: this.#data.size }, (_, row) => plain(heading.text(row)) || "\uffff");
    const order = rowsBy(keys);
    this.#orders.set(heading, order);
    return order;
  }

  #turn(first: number): void {
    this.#fill(first, PAGE);
    this.#region.scrollTop = 0;
  }

  #fill(first: number, count: number): void {
    this.#first = first;
    const shown = [...this.#sorted.subarray(first, first + count)];
    this.#body.replaceChildren(...shown.map((row) => this.#line(row)));
    if (!shown.length) {
      const filtered = "Kein Angebot passt zu allen Filtern. Bitte einen Filter entfernen.";
      const text = this.#data.size ? filtered : "Diese Karte enthält keine Angebote.";
      this.#body.append(el("tr", {}, el("td", { colspan: this.#headings.length }, text)));
    }
    this.#showPager(first + shown.length);
  }

  #line(row: number): HTMLElement {
    const [name, ...rest] = this.#headings as [Heading, ...Heading[]];
    const cells = rest.map((heading) => el("td", {}, ...heading.cell(row)));
    const line = el("tr", {}, el("th", { scope: "row" }, ...name.cell(row)), ...cells);
    this.#mark(line.querySelector("[data-row]") as Element);
    return line;
  }

  #showPager(end: number): void {
    const total = this.#sorted.length;
    const step = (text: string, first: number, exists: boolean): HTMLElement =>
      button(text, { class: "button button--quiet", disabled: !exists }, () => {
        this.#turn(first);
        this.#region.focus();
      });
    const place = `Zeilen ${number(this.#first + 1)} bis ${number(end)} von ${number(total)}`;
    this.#pager.hidden = total <= PAGE;
    this.#pager.replaceChildren(
      step("Vorige", this.#first - PAGE, this.#first > 0),
      el("span", {}, place),
      step("Nächste", this.#first + PAGE, end < total),
    );
  }

  select(row: number | null): void {
    this.#selected = row;
    for (const opener of this.#body.querySelectorAll("[data-row]")) this.#mark(opener);
  }

  #mark(opener: Element): void {
    const current = opener.getAttribute("data-row") === String(this.#selected);
    opener.closest("tr")?.classList.toggle("is-current", current);
    if (current) opener.setAttribute("aria-current", "true");
    else opener.removeAttribute("aria-current");
  }

  focusOn(row: number): boolean {
    const opener = this.#body.querySelector<HTMLElement>(`[data-row="${row}"]`);
    if (!opener || this.#container.hidden) return false;
    opener.focus();
    return true;
  }
}
