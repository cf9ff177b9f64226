// A field with a list of suggestions below it (WAI-ARIA: editable combobox with listbox popup).

import { el, setText } from "./dom";
import { marked } from "./marking";
import type { Suggestion, Suggestions } from "./suggestions";

export interface ComboboxEvents {
  suggest(text: string): Suggestions;
  choose(suggestion: Suggestion): void;
  /** Enter, while no suggestion is chosen. */
  submit(): void;
  clear(): void;
}

export class Combobox {
  readonly #field: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #events: ComboboxEvents;
  #entries: Suggestion[] = [];
  #active = -1;

  constructor(field: HTMLInputElement, list: HTMLElement, events: ComboboxEvents) {
    this.#field = field;
    this.#list = list;
    this.#events = events;
    field.addEventListener("input", () => this.open());
    field.addEventListener("keydown", (event) => this.#press(event));
    field.addEventListener("blur", () => this.close());
    // Otherwise the field would lose the focus, and with it the list, before the click.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const option = (target as Element).closest('[role="option"]');
      if (option) this.#choose(this.#options().indexOf(option as HTMLElement));
    });
  }

  get count(): number {
    return this.#entries.length;
  }

  open(): void {
    const { groups, words } = this.#events.suggest(this.#field.value);
    this.#entries = groups.flatMap(({ entries }) => entries);
    let number = 0;
    this.#list.replaceChildren(
      ...groups.map(({ title, entries }) =>
        el(
          "div",
          { role: "group", "aria-label": title, class: "suggestions__group" },
          ...entries.map((entry) => option(entry, words, number++)),
        ),
      ),
    );
    this.#show(this.#entries.length > 0);
    this.#activate(-1);
  }

  close(): void {
    this.#entries = [];
    this.#show(false);
    this.#activate(-1);
  }

  #show(open: boolean): void {
    this.#list.hidden = !open;
    this.#list.scrollTop = 0;
    this.#field.setAttribute("aria-expanded", String(open));
  }

  #options(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>('[role="option"]')];
  }

  #activate(place: number): void {
    this.#active = place;
    const options = this.#options();
    options.forEach((each, number) => each.setAttribute("aria-selected", String(number === place)));
    const active = options[place];
    if (active) this.#field.setAttribute("aria-activedescendant", active.id);
    else this.#field.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  #press(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const open = !this.#list.hidden;
    const moved = this.#moved(event.key);
    if (moved !== null) {
      if (!open) this.open();
      this.#activate(open || event.key !== "ArrowUp" ? moved : this.count - 1);
    } else if (event.key === "Enter") {
      if (this.#active >= 0) this.#choose(this.#active);
      else this.#submit();
    } else if (event.key === "Escape" && (open || this.#field.value)) {
      if (open) this.close();
      else this.#events.clear();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Where a key leads; behind the last suggestion comes the field itself. */
  #moved(key: string): number | null {
    const last = this.count - 1;
    if (key === "ArrowDown") return this.#active >= last && last >= 0 ? -1 : this.#active + 1;
    if (key === "ArrowUp") return this.#active < 0 ? last : this.#active - 1;
    // In the text these keys move the cursor.
    if (this.#active < 0) return null;
    return key === "Home" ? 0 : key === "End" ? last : null;
  }

  #choose(place: number): void {
    const entry = this.#entries[place];
    this.close();
    if (entry) this.#events.choose(entry);
  }

  #submit(): void {
    this.close();
    this.#events.submit();
  }
}

function option({ text, note, picture }: Suggestion, words: readonly string[], number: number): HTMLElement {
  const kind = el("span", { class: "suggestion__note" });
  setText(kind, note);
  return el(
    "div",
    { role: "option", id: `vorschlag-${number}`, class: "suggestion", "aria-selected": "false" },
    picture,
    el("span", { class: "suggestion__text" }, el("span", { class: "suggestion__name" }, ...marked(text, words)), " ", kind),
  );
}
