// What stands above filters and list: how many were found, what was understood, ways out.

import { chosenTab, restrictionText, showChips, type Label } from "./chips";
import type { Dataset } from "./data";
import { button, byId, el, setText } from "./dom";
import { RESTRICTIONS, type Result } from "./filter";
import { found, number, offers } from "./format";
import { announceLater } from "./frame";
import { Query } from "./query";
import type { Term } from "./terms";

export interface SummaryEvents {
  query(query: Query): void;
  /** Somebody wants only what the map shows, or everything again. */
  onlyInView(on: boolean): void;
  label: Label;
  spelling(word: string): string;
}

const WAYS_OUT = 3;
const NAMED_WORDS = 3;
const QUIET_MS = 700;

export class Summary {
  readonly #data: Dataset;
  readonly #events: SummaryEvents;
  readonly #box = byId<HTMLInputElement>("ausschnitt");
  #said = "";

  constructor(data: Dataset, events: SummaryEvents) {
    this.#data = data;
    this.#events = events;
    this.#box.addEventListener("change", () => events.onlyInView(this.#box.checked));
  }

  show(query: Query, result: Result, suggestions: number): void {
    const { rows } = result;
    setText(byId("anzahl"), found(rows.length, this.#data.size));
    byId("reiter-liste").textContent = `Liste (${number(rows.length)})`;
    this.#box.checked = query.bbox !== null;
    this.#showPlaceless(query, result);
    showChips(byId("chips"), query, this.#events.label, (next) => this.#events.query(next));
    this.#showMeaning(query, result.terms.filter((term) => term.corrected));
    this.#showWaysOut(query, result);
    this.#sayLater(suggestions);
  }

  #showPlaceless(query: Query, { rows, missedBy }: Result): void {
    const outside = query.bbox ? missedBy("bbox") : rows;
    const count = outside.filter((row) => !this.#data.hasPoint(row)).length;
    const missing = `${number(count)} ohne Ort ${count === 1 ? "ist" : "sind"} nicht dabei`;
    byId("ohne-ort").hidden = !count;
    setText(byId("ohne-ort"), query.bbox ? missing : `davon ${number(count)} ohne Ort, nur in der Liste`);
  }

  #showMeaning(query: Query, corrected: Term[]): void {
    byId("deutung").hidden = !corrected.length;
    byId("deutung").replaceChildren(
      ...corrected.map((term) => {
        const words = term.meanings.slice(0, NAMED_WORDS).map((word) => `„${this.#events.spelling(word)}“`);
        const others = term.meanings.length - words.length;
        const more = others === 1 ? "weiteres Wort" : "weitere Wörter";
        const shown = words.join(", ") + (others ? ` und ${number(others)} ${more}` : "");
        const exact = query.searching(query.q.replace(term.typed, () => `"${term.typed}"`));
        return el(
          "p",
          {},
          `Nichts mit „${term.typed}“; gezeigt wird ${shown}. `,
          button(`Genau „${term.typed}“ suchen`, { class: "link" }, () => this.#leave(exact)),
        );
      }),
    );
  }

  #showWaysOut(query: Query, { rows, missedBy }: Result): void {
    const nothing = !rows.length && this.#data.size > 0 && !query.empty;
    byId("auswege").hidden = !nothing;
    if (!nothing) return;
    const ways = RESTRICTIONS.map((restriction) => ({ restriction, count: missedBy(restriction).length }))
      .filter(({ count }) => count)
      .sort((one, other) => other.count - one.count)
      .slice(0, WAYS_OUT)
      .map(({ restriction, count }) => {
        const text = `Ohne „${restrictionText(restriction, query, this.#events.label)}“: `;
        const way = button(el("span", {}, text), { class: "way-out" }, () => this.#leave(query.without(restriction)));
        way.append(el("span", { class: "way-out__count" }, offers(count)));
        return way;
      });
    const all = button("Alle Filter zurücksetzen", { class: "way-out" }, () => this.#leave(new Query()));
    const hint = ways.length ? "Nichts passt zu allen Filtern." : "Erst ohne mehrere Filter gibt es wieder Angebote.";
    byId("auswege").replaceChildren(el("p", {}, hint), ...(ways.length ? ways : [all]));
  }

  /** Follows a button that is gone afterwards. */
  #leave(query: Query): void {
    this.#events.query(query);
    chosenTab()?.focus();
  }

  /** Says the new result when nothing has changed for a moment; not what was there from the start. */
  #sayLater(suggestions: number): void {
    const parts = ["anzahl", "ohne-ort", "deutung", "auswege"].map((id) => byId(id));
    const texts = parts.filter((part) => !part.hidden).map((part) => part.textContent);
    if (suggestions) texts.push(suggestions === 1 ? "1 Vorschlag" : `${suggestions} Vorschläge`);
    const text = texts.join(". ");
    announceLater(this.#said && text !== this.#said ? text : "", QUIET_MS);
    this.#said = text;
  }
}
