// What is chosen: an offer, an area, or the offers of one place; its card, and where the focus goes after it.

import type { Card } from "./card";
import type { Area, Areas, Dataset } from "./data";
import { byId } from "./dom";
import { offers } from "./format";
import { announce } from "./frame";
import type { MapView } from "./mapview";
import { sheet } from "./sheet";
import type { Selection } from "./state";

/** Where offers are listed; the one that is closest to the keyboard comes first. */
export interface Lists {
  select(row: number | null): void;
  focusOn(row: number): boolean;
}

/** What of the page the choice depends on. */
export interface Page {
  readonly selection: Selection | null;
  /** The offers that pass the filters, and the areas that are filtered for. */
  readonly rows: Uint32Array;
  readonly filteredAreas: Area[];
  /** Whether the map must stay where it is, because that decides which offers match. */
  readonly stays: boolean;
  /** Puts another choice into the address. */
  select(selection: Selection | null): void;
}

export class Chosen {
  readonly #page: Page;
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #card: Card;
  readonly #map: MapView;
  readonly #lists: readonly Lists[];
  /** Offers of one house that the card lists; not part of the address. */
  #place: readonly number[] = [];
  #returnFocus: HTMLElement | null = null;
  /** Offer of the card, also when the address is about another one already. */
  #shownRow: number | null = null;

  constructor(page: Page, data: Dataset, areas: Areas, card: Card, map: MapView, lists: readonly Lists[]) {
    this.#page = page;
    this.#data = data;
    this.#areas = areas;
    this.#card = card;
    this.#map = map;
    this.#lists = lists;
  }

  emphasise(): void {
    const row = this.row;
    const area = this.area;
    const served = new Set(row === null ? [] : this.#data.list("service_areas", row));
    this.#map.emphasise(area ? [area] : this.#page.filteredAreas, served);
    this.#map.select(row);
    for (const list of this.#lists) list.select(row);
  }

  get row(): number | null {
    const { selection } = this.#page;
    return selection?.kind === "angebot" ? this.#data.find(selection.key) : null;
  }

  get area(): Area | null {
    const { selection } = this.#page;
    return selection?.kind === "gebiet" ? this.#areas.get(selection.level, selection.id) : null;
  }

  open(selection: Selection): void {
    this.#rememberFocus();
    this.#page.select(selection);
    this.show();
    this.reveal();
  }

  /** Brings what is chosen into view. */
  reveal(): void {
    const row = this.row;
    const area = this.area;
    // What is chosen by the part of the map must not change by a look at it.
    if (row !== null) this.#map.goTo(row, this.#page.stays ? 0 : undefined);
    else if (area) this.#map.camera.reveal(area);
  }

  show(): void {
    this.#place = [];
    const row = this.row;
    this.#shownRow = row;
    const area = this.area;
    document.body.classList.toggle("has-card", row !== null || area !== null);
    if (row !== null || area) sheet.move(sheet.stop === "full" ? "full" : "half");
    if (row !== null) {
      this.#card.showResource(row);
    } else if (area) {
      this.#card.showArea(area, this.#page.rows);
    } else {
      this.#card.close();
    }
    this.emphasise();
  }

  /** The focus goes to the list, unless the offers are spread on the map. */
  showPlace(rows: number[], spread: boolean): void {
    this.#rememberFocus();
    this.#page.select(null);
    this.emphasise();
    this.#place = rows;
    document.body.classList.add("has-card");
    this.#card.showPlace(rows, !spread);
    if (spread) announce(`${offers(rows.length)} an diesem Ort, aufgefächert; die Liste steht daneben.`);
    sheet.move("half");
  }

  /** Keeps to what still matches, without taking the focus. */
  #renewPlace(matching: Uint32Array): void {
    const found = new Set(matching);
    const rows = this.#place.filter((row) => found.has(row));
    if (rows.length) this.#card.showPlace(rows, false);
    else this.#deselect();
  }

  /** Lets the card follow the filters, without taking the focus. */
  renew(): void {
    this.emphasise();
    const area = this.area;
    if (area && this.#card.open) this.#card.showArea(area, this.#page.rows, false);
    if (this.#place.length) this.#renewPlace(this.#page.rows);
  }

  /** Shows another choice after a change of the address; `change` is what else follows from it. */
  follow(change: () => void): void {
    const row = this.#shownRow;
    const inCard = byId("karte-rechts").contains(document.activeElement);
    this.#map.fold();
    change();
    this.show();
    if (inCard && !this.#card.open) this.#focusAfterCard(row);
  }

  /** The offers of one place are together again. */
  fold(): void {
    if (this.#place.length) this.close();
  }

  #rememberFocus(): void {
    const active = document.activeElement;
    const inside = byId("karte-rechts").contains(active);
    if (active instanceof HTMLElement && !inside) this.#returnFocus = active;
  }

  close(): void {
    const row = this.row;
    const [first] = this.#place;
    this.#deselect();
    if (first === undefined || !this.#map.focusOn(first)) this.#focusAfterCard(row);
  }

  #deselect(): void {
    if (this.#place.length) this.#map.fold();
    this.#page.select(null);
    this.show();
  }

  /** Back to where the card was opened from, or to what stands for the resource now. */
  #focusAfterCard(row: number | null): void {
    const back = this.#returnFocus;
    if (back?.isConnected) back.focus({ preventScroll: byId("map").contains(back) });
    else if (row === null || ![...this.#lists, this.#map].some((part) => part.focusOn(row))) byId("map").focus();
    this.#returnFocus = null;
  }
}
