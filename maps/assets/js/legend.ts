// Legend: every sign on the map, and the letters of those that are in view.

import type { Dataset, Ressort } from "./data";
import { byId, el, setChildren } from "./dom";
import { ring, symbol } from "./symbols";

/** Pixels of width from which the map has room for it beside the county. */
const ROOMY = 1500;

/** Made when somebody opens it, or prints. */
export class Legend {
  /** Called when it covers more or less of the map than before. */
  toggled: () => void = () => undefined;
  readonly #data: Dataset;
  readonly #opener = byId("legende-oeffnen");
  readonly #body = byId("legende");
  readonly #letters = el("ul", { class: "legend" });
  readonly #lettersPart = part("Buchstaben: Kategorie der Zeichen in Sicht", this.#letters);
  #rows: readonly number[] = [];
  #printing = false;

  constructor(data: Dataset) {
    this.#data = data;
    this.#opener.addEventListener("click", () => this.#open(this.#opener.getAttribute("aria-expanded") === "false"));
    this.#opener.parentElement?.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#body.hidden) return;
      event.preventDefault();
      this.#open(false);
      this.#opener.focus();
    });
    window.addEventListener("beforeprint", () => this.#print(true));
    window.addEventListener("afterprint", () => this.#print(false));
  }

  start(): void {
    if (byId("map").clientWidth >= ROOMY) this.#open(true);
  }

  /** The offers that stand alone on the map now. */
  show(rows: readonly number[]): void {
    this.#rows = rows;
    if (!this.#body.hidden || this.#printing) this.#showLetters();
  }

  #open(open: boolean): void {
    this.#body.hidden = !open;
    this.#opener.setAttribute("aria-expanded", String(open));
    if (open) this.#fill();
    this.toggled();
  }

  #print(printing: boolean): void {
    this.#printing = printing;
    if (printing) this.#fill();
  }

  #fill(): void {
    if (!this.#body.childElementCount) this.#body.append(...this.#parts());
    this.#showLetters();
  }

  #showLetters(): void {
    const { taxonomy } = this.#data;
    const seen = new Set(this.#rows.map((row) => this.#data.text("category", row)));
    const used = [...taxonomy.categories.values()].filter(({ id, letters }) => letters && seen.has(id));
    const shown = used.map(({ letters, label, group }) => entry(symbol(taxonomy.ressort(group), { letters }), label));
    setChildren(this.#letters, shown);
    this.#lettersPart.hidden = !shown.length;
  }

  #parts(): HTMLElement[] {
    const used = new Set(this.#data.group);
    const [first, ...others] = this.#data.taxonomy.ressorts.filter((_, group) => used.has(group));
    const places = part("Gebiete und Orte", list(...ground()));
    if (!first) return [places];
    return [
      part("Farbe und Form: Bereich", list(...[first, ...others].map((each) => entry(symbol(each), each.label)))),
      this.#lettersPart,
      part("Zeichen", list(...signs(first, others[0] ?? first))),
      places,
    ];
  }
}

function signs(sample: Ressort, other: Ressort): HTMLElement[] {
  return [
    entry(ring([{ ...sample, count: 3 }, { ...other, count: 2 }], 13), "mehrere Angebote; der Ring zeigt, aus welchen Bereichen", ".symbol--cluster"),
    entry(symbol(sample, { approximate: true }), "gestrichelter Rand: Lage nur ungefähr bekannt", ".symbol-dashes"),
    entry(el("span", { class: "legend__chosen" }, symbol(sample)), "gewähltes Angebot", ".symbol[aria-current]"),
  ];
}

function ground(): HTMLElement[] {
  const line = (level: string): HTMLElement => el("span", { class: `line-sample line-sample--${level}` });
  return [
    entry(line("kreis"), "Grenze des Kreises"),
    entry(line("planregion"), "Planregion; die Zuordnung eines Sozialraums kann „unbestätigt“ sein", ".shows-planregion"),
    entry(line("sozialraum"), "Sozialraum", ".shows-sozialraum"),
    entry(line("gemeinde"), "Gemeinde", ".shows-gemeinde"),
    entry(
      el("span", { class: "hatch-sample hatch-sample--quiet" }),
      "hierher kommen mobile Angebote; wer in alle Sozialräume kommt, bleibt ohne Schraffur",
      ".is-visited",
    ),
    entry(el("span", { class: "hatch-sample" }), "Einzugsgebiet des gewählten Angebots", ".is-served"),
    entry(
      el("span", { class: "name__note" }, "2"),
      "„2 kommen hin“: so viele mobile Angebote kommen in den Sozialraum; wer in alle kommt, zählt nicht mit",
      ".name__note",
    ),
    entry(el("span", { class: "legend__dot" }), "Ort; fett ab 10.000 Einwohnern der Gemeinde"),
  ];
}

function part(title: string, content: HTMLElement): HTMLElement {
  return el("section", { class: "legend__part" }, el("h2", {}, title), content);
}

const list = (...entries: HTMLElement[]): HTMLElement => el("ul", { class: "legend" }, ...entries);

/** A print leaves out what matches nothing on the map. */
function entry(picture: Element, text: string, onMap = ""): HTMLElement {
  return el("li", { "data-on-map": onMap }, picture, el("span", {}, text));
}
