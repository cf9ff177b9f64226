// Where a page of the service leads to, always with the query of the moment.

import type { CardEvents } from "./card";
import type { Dataset, Settings } from "./data";
import { maybe } from "./dom";
import { copyAddress } from "./frame";
import type { Query } from "./query";
import { writeLook, type State } from "./state";

export class Links {
  readonly #settings: Settings;
  readonly #data: Dataset;

  constructor(settings: Settings, data: Dataset) {
    this.#settings = settings;
    this.#data = data;
  }

  show(state: State, row: number | null): void {
    const { query } = state;
    const { links } = this.#settings;
    const looks = query.parameters();
    writeLook(state, looks);
    lead("exportieren", links.export, looks);
    lead("tabelle", links.table, query.parameters());
    const tableRow = maybe<HTMLAnchorElement>("zur-zeile");
    if (tableRow && row !== null) tableRow.href = this.#tableRow(query, row);
  }

  /** Where the card leads to; nowhere in a file. */
  ofCard(query: () => Query): Partial<CardEvents> {
    const { mode, links } = this.#settings;
    if (mode === "file") return {};
    return {
      copyAddress,
      tableRow: (row) => this.#tableRow(query(), row),
      profile: ({ level, id }) => (level === "kreis" ? links.kreis : level !== "gemeinde" ? links[level] + encodeURIComponent(id) : ""),
    };
  }

  #tableRow(query: Query, row: number): string {
    const parameters = query.parameters();
    parameters.set("angebot", this.#data.key(row));
    return `${this.#settings.links.table}?${parameters}`;
  }
}

function lead(id: string, path: string, parameters: URLSearchParams): void {
  const link = maybe<HTMLAnchorElement>(id);
  if (link) link.href = parameters.size ? `${path}?${parameters}` : path;
}
