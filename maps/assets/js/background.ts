// The switch "Hintergrund": nothing is asked of anybody before somebody has agreed to it here.

import { button, byId, el, setText } from "./dom";
import { announce, openDialog } from "./frame";
import type { Islands } from "./islands";
import { backgrounds, type Background, type Pictures } from "./tiles";

/** The part of the map that pictures are put into. */
export interface Ground {
  background(layer: Pictures | null): void;
  /** The own ground steps back behind pictures. */
  fade(faded: boolean): void;
}

const PATIENCE_MS = 10_000;
const NONE = "Ohne (eigene Karte)";

export function startBackground(islands: Islands, ground: Ground): void {
  const found = backgrounds(islands);
  if (found.length) new Switch(found, ground);
}

class Switch {
  readonly #found: Background[];
  readonly #ground: Ground;
  readonly #opener = button("Hintergrund", { class: "map-tools__button map-tools__button--word" }, () => this.#press());
  readonly #note = el("div", { class: "background-note", hidden: true });
  readonly #chooser: Chooser | null;
  readonly #agreed = new Set([""]);
  #shown: Background | null = null;
  #patience = 0;

  constructor(found: Background[], ground: Ground) {
    this.#found = found;
    this.#ground = ground;
    const [only] = found;
    this.#chooser = found.length === 1 && !only?.host ? null : new Chooser(found, this.#agreed, (each) => this.#show(each));
    this.#opener.setAttribute(this.#chooser ? "aria-haspopup" : "aria-pressed", this.#chooser ? "dialog" : "false");
    document.querySelector(".map-tools")?.prepend(this.#opener);
    byId("kartenflaeche").append(this.#note);
    byId("kartenflaeche").classList.add("has-switch");
    for (const each of found) this.#watch(each);
  }

  #press(): void {
    if (this.#chooser) this.#chooser.open(this.#shown);
    else this.#show(this.#shown ? null : (this.#found[0] ?? null));
  }

  #show(wanted: Background | null): void {
    this.#quiet();
    this.#ground.background(wanted?.layer ?? null);
    this.#shown = wanted;
    this.#ground.fade(false);
    this.#opener.classList.toggle("is-on", wanted !== null);
    if (!this.#chooser) this.#opener.setAttribute("aria-pressed", String(wanted !== null));
    byId("quellen-hintergrund").textContent = wanted ? `${wanted.credit} · ` : "";
    if (wanted) this.#patience = window.setTimeout(() => this.#judge(wanted), PATIENCE_MS);
  }

  #watch(each: Background): void {
    each.layer.on("tileload", () => {
      clearTimeout(this.#patience);
      this.#ground.fade(true);
    });
    each.layer.on("load", () => setTimeout(() => this.#judge(each))); // Leaflet has not finished with it
  }

  /** Single pictures may be missing; if none at all has come, the service is out of reach. */
  #judge(each: Background): void {
    if (each !== this.#shown || !each.host || each.layer.anyShown) return;
    this.#show(null);
    const sentence = `Der Hintergrund von ${each.host} ist nicht erreichbar. Die Karte funktioniert ohne ihn.`;
    this.#note.replaceChildren(
      el("p", {}, sentence),
      button("Noch einmal versuchen", { class: "link" }, () => this.#answer(each)),
      button("Ohne Hintergrund", { class: "link" }, () => this.#answer(null)),
    );
    this.#note.hidden = false;
    announce(sentence);
  }

  #answer(wanted: Background | null): void {
    this.#show(wanted);
    this.#opener.focus();
  }

  #quiet(): void {
    clearTimeout(this.#patience);
    this.#note.hidden = true;
  }
}

/** Asks which background it shall be, and says who would see that it is asked. */
class Chooser {
  readonly #agreed: Set<string>;
  readonly #choices: Map<HTMLInputElement, Background | null>;
  readonly #warning = el("p", { class: "background-warning", "aria-live": "polite" });
  readonly #load: HTMLButtonElement;
  readonly #dialog: HTMLDialogElement;

  constructor(found: Background[], agreed: Set<string>, show: (wanted: Background | null) => void) {
    this.#agreed = agreed;
    this.#choices = new Map([null, ...found].map((each) => [this.#choice(), each]));
    this.#load = button("Laden", { class: "button button--primary" }, () => {
      const wanted = this.#chosen;
      if (wanted) this.#agreed.add(wanted.host);
      this.#dialog.close();
      show(wanted);
    });
    const cancel = button("Abbrechen", { class: "button" }, () => this.#dialog.close());
    const heading = el("h2", { id: "hintergrund-titel", tabindex: -1 }, "Hintergrund der Karte");
    this.#dialog = el(
      "dialog",
      { class: "dialog", "aria-labelledby": "hintergrund-titel" },
      heading,
      el("fieldset", { class: "background-choices", "aria-labelledby": "hintergrund-titel" }, ...this.#labels()),
      this.#warning,
      el("div", { class: "background-buttons" }, this.#load, cancel),
    );
    document.body.append(this.#dialog);
  }

  open(shown: Background | null): void {
    for (const [input, each] of this.#choices) input.checked = each === shown;
    this.#explain();
    openDialog(this.#dialog);
  }

  get #chosen(): Background | null {
    for (const [input, each] of this.#choices) if (input.checked) return each;
    return null;
  }

  #choice(): HTMLInputElement {
    const input = el("input", { type: "radio", name: "hintergrund" });
    input.addEventListener("change", () => this.#explain());
    return input;
  }

  #labels(): HTMLElement[] {
    return [...this.#choices].map(([input, each]) => {
      const source = each && el("span", { class: "background-source" }, each.credit);
      return el("label", { class: "tick" }, input, el("span", {}, each?.title ?? NONE, source));
    });
  }

  #explain(): void {
    const host = this.#chosen?.host ?? "";
    const asks = !this.#agreed.has(host);
    const sentence = asks
      ? `Die Bilder kommen dann von ${host}. Dieser Rechner erfährt dabei die IP-Adresse dieses Geräts und welcher Ausschnitt der Karte angesehen wird.`
      : "";
    setText(this.#warning, sentence);
    setText(this.#load, asks ? "Laden" : "Übernehmen");
  }
}
