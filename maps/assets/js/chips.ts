// Active filters, each with a cross.

import { button, el } from "./dom";
import type { Restriction } from "./filter";
import { KEYS, NO_LAYER, Query, TITLES, type Key } from "./query";

export type Label = (key: Key, value: string) => string;

export function showChips(list: HTMLElement, query: Query, label: Label, change: (query: Query) => void): void {
  const chips: HTMLElement[] = KEYS.flatMap((key) =>
    [...query.values[key]].map((value) =>
      chip(valueText(key, value, label), () => change(query.toggled(key, value))),
    ),
  );
  if (query.bbox) chips.push(chip("nur Kartenausschnitt", () => change(query.inside(null))));
  if (query.q.trim()) chips.push(chip(`Suche: ${query.q.trim()}`, () => change(query.searching(""))));
  if (chips.length) {
    chips.push(el("li", {}, button("Alle zurücksetzen", { class: "link" }, () => change(new Query()))));
  }
  const before = [...list.querySelectorAll("button")].findIndex((each) => each === document.activeElement);
  list.hidden = !chips.length;
  list.replaceChildren(...chips);
  if (before >= 0) focusInstead(list, before);
}

function valueText(key: Key, value: string, label: Label): string {
  const text = value === NO_LAYER && key === "ebene" ? "keine Ebene" : label(key, value);
  return text.startsWith(TITLES[key]) ? text : `${TITLES[key]}: ${text}`;
}

/** What stands in a query for one of its restrictions, in words. */
export function restrictionText(restriction: Restriction, query: Query, label: Label): string {
  if (restriction === "bbox") return "nur Kartenausschnitt";
  if (restriction === "q") return `Suche: ${query.q.trim()}`;
  const [first, ...others] = query.values[restriction];
  const text = valueText(restriction, first ?? "", label);
  return others.length ? `${text} und ${others.length} weitere` : text;
}

/** The button that had the focus is gone: on to the one in its place, or to the chosen tab. */
function focusInstead(list: HTMLElement, place: number): void {
  const buttons = list.querySelectorAll("button");
  (buttons[Math.min(place, buttons.length - 1)] ?? chosenTab())?.focus();
}

export function chosenTab(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
}

function chip(text: string, remove: () => void): HTMLElement {
  const cross = el("span", { "aria-hidden": "true" }, "×");
  const close = button(cross, { class: "chip__remove", "aria-label": `${text} entfernen` }, remove);
  return el("li", { class: "chip" }, el("span", { class: "chip__text" }, text), close);
}
