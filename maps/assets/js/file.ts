// What only the Konferenzdatei has: a table of its own, notes, and a word about its age.

import type { Subject } from "./card";
import type { Areas, Dataset, Settings } from "./data";
import { byId, type Child } from "./dom";
import { Notes } from "./notes";
import { warnIfStale } from "./stale";
import type { Selection } from "./state";
import { Table } from "./table";

export interface FileEvents {
  open(selection: Selection): void;
  /** Map or table was asked for. */
  show(table: boolean): void;
}

export class FileParts {
  readonly #table: Table;
  readonly #notes: Notes;

  constructor(settings: Settings, data: Dataset, areas: Areas, events: FileEvents) {
    const open = (row: number): void => events.open({ kind: "angebot", key: data.key(row) });
    this.#table = new Table(byId("tabellenansicht"), data, areas, open);
    this.#notes = new Notes(settings, data, areas, (selection) => events.open(selection));
    byId("ansicht-karte").addEventListener("click", () => events.show(false));
    byId("ansicht-tabelle").addEventListener("click", () => events.show(true));
    warnIfStale(settings.date);
    window.addEventListener("beforeprint", () => this.#table.showAll());
    window.addEventListener("afterprint", () => this.#table.showPage());
  }

  extras(subject: Subject): Child[] {
    return [this.#notes.field(subject)];
  }

  /** Notes, as they stand behind the printed list. */
  printed(): HTMLElement[] {
    return this.#notes.printed();
  }

  show(rows: Uint32Array, asTable: boolean): void {
    document.body.classList.toggle("has-table", asTable);
    byId("tabellenansicht").hidden = !asTable;
    byId("ansicht-karte").setAttribute("aria-pressed", String(!asTable));
    byId("ansicht-tabelle").setAttribute("aria-pressed", String(asTable));
    this.#table.show(rows);
  }

  select(row: number | null): void {
    this.#table.select(row);
  }

  focusOn(row: number): boolean {
    return this.#table.focusOn(row);
  }
}
