// Active filters, each with a cross.

import { button, el } from "./dom";
import { KEYS, NO_LAYER, Query, type Key } from "./query";

const WORDS: Record<Key, string> = {
  ebene: "Ebene",
  kategorie: "Kategorie",
  zielgruppe: "Zielgruppe",
  traeger: "Träger",
  planregion: "Gebiet",
  sozialraum: "Gebiet",
  art: "Erreichbarkeit",
  lage: "Lage",
};

export function showChips(
  list: HTMLElement,
  query: Query,
  label: (key: Key, value: string) => string,
  change: (query: Query) => void,
): void {
  const chips: HTMLElement[] = KEYS.flatMap((key) =>
    [...query.values[key]].map((value) => {
      const text = value === NO_LAYER && key === "ebene" ? "keine Ebene" : label(key, value);
      return chip(`${WORDS[key]}: ${text}`, () => change(query.toggled(key, value)));
    }),
  );
  if (query.q.trim()) chips.push(chip(`Suche: ${query.q.trim()}`, () => change(query.searching(""))));
  if (chips.length) {
    chips.push(el("li", {}, button("Alle zurücksetzen", { class: "link" }, () => change(new Query()))));
  }
  const before = [...list.querySelectorAll("button")].findIndex((each) => each === document.activeElement);
  list.hidden = !chips.length;
  list.replaceChildren(...chips);
  if (before >= 0) focusInstead(list, before);
}

/** The button that had the focus is gone: on to the one in its place, or to the chosen tab. */
function focusInstead(list: HTMLElement, place: number): void {
  const buttons = list.querySelectorAll("button");
  const tab = document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
  (buttons[Math.min(place, buttons.length - 1)] ?? tab)?.focus();
}

function chip(text: string, remove: () => void): HTMLElement {
  const cross = el("span", { "aria-hidden": "true" }, "×");
  const close = button(cross, { class: "chip__remove", "aria-label": `${text} entfernen` }, remove);
  return el("li", { class: "chip" }, el("span", { class: "chip__text" }, text), close);
}
