// Coloured areas: the control in the panel, the legend, and what the map is told to draw.

import type { Fact } from "./areacard";
import type { AreaCounts } from "./counts";
import type { Area, Areas } from "./data";
import { offers } from "./format";
import { announceLater } from "./frame";
import type { Islands } from "./islands";
import { Measures, valueText, type Shown } from "./measures";
import { ShadeLegend } from "./shadelegend";
import { ShadePanel } from "./shadepanel";
import type { Shading } from "./shading";

const QUIET_MS = 700;

export class Shades {
  readonly legend = new ShadeLegend();
  readonly #measures: Measures;
  readonly #panel: ShadePanel;
  readonly #counts: AreaCounts;
  #shown: Shown | null = null;

  constructor(islands: Islands, areas: Areas, counts: AreaCounts, date: string, change: (shading: Shading | null) => void) {
    this.#counts = counts;
    this.#measures = new Measures(islands, areas, counts, date);
    const changed = (shading: Shading | null): void => {
      change(shading);
      announceLater(this.#shown ? `Flächen nach ${this.#shown.measure.label} eingefärbt` : "Flächen nicht eingefärbt", QUIET_MS);
    };
    this.#panel = new ShadePanel(this.#measures, () => this.#shown, changed);
  }

  get control(): HTMLElement {
    return this.#panel.element;
  }

  /** Works out the values of the moment, and gives what the map has to draw; the control follows. */
  show(wanted: Shading | null): Shown | null {
    const shading = this.#measures.settled(wanted);
    this.#shown = shading && this.#measures.show(shading);
    this.legend.show(this.#shown);
    return this.#shown;
  }

  showControl(): void {
    this.#panel.show();
  }

  /** Opens the control if the address has asked for colours. */
  start(): void {
    if (this.#shown) this.#panel.element.open = true;
  }

  /** The value of an area, else how many offers it holds. */
  noteOf(area: Area): string {
    const value = this.#valueOf(area);
    const count = value ? null : this.#counts.of(area);
    return count === null ? value : offers(count);
  }

  /** What an area is coloured by, and its value. */
  factOf(area: Area): Fact | null {
    const value = this.#valueOf(area);
    return value && this.#shown ? [`${this.#shown.measure.label} (${this.#shown.when})`, [value]] : null;
  }

  #valueOf(area: Area): string {
    const shown = this.#shown;
    const place = shown && area.level === shown.shading.level ? shown.areas.indexOf(area) : -1;
    const value = shown?.values[place];
    if (!shown || value === undefined) return "";
    return [valueText(value, shown.measure.decimals), typeof value === "number" && shown.measure.unit].filter(Boolean).join(" ");
  }
}
