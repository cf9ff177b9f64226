// The search field in the header: filters while somebody types, and offers where to go.

import { Combobox } from "./combobox";
import { byId } from "./dom";
import type { Query } from "./query";
import type { Suggester, Target } from "./suggestions";

export interface SearchEvents {
  /** The words of the search are others. */
  typed(q: string): void;
  /** Nobody types any more. */
  left(): void;
  /** The words shall hold. */
  submit(): void;
  go(target: Target): void;
  query(): Query;
}

export class SearchBox {
  readonly #field = byId<HTMLInputElement>("suche");
  readonly #list: Combobox;

  constructor(suggester: Suggester, events: SearchEvents) {
    const field = this.#field;
    this.#list = new Combobox(field, byId("vorschlaege"), {
      suggest: (text) => suggester.suggest(text, events.query()),
      choose: ({ target }) => events.go(target),
      submit: () => events.submit(),
      clear: () => {
        field.value = "";
        events.typed("");
      },
    });
    field.addEventListener("input", () => events.typed(field.value));
    field.addEventListener("blur", () => events.left());
    field.addEventListener("focus", () => suggester.prepare(), { once: true });
    field.form?.addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => this.#callByKey(event));
  }

  /** How many suggestions are on show. */
  get count(): number {
    return this.#list.count;
  }

  show(q: string): void {
    if (this.#field.value.trim() !== q) this.#field.value = q;
  }

  /** A slash leads to the search, unless it is text. */
  #callByKey(event: KeyboardEvent): void {
    const { target } = event;
    const writes = target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.defaultPrevented || writes || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.#field.focus();
    this.#field.select();
  }
}
