// What the colours of the areas mean: always in sight while they are on the map, and on paper.

import { byId, el, svg } from "./dom";
import { number } from "./format";
import type { Shown, Value } from "./measures";
import { METHODS } from "./shading";

const NARROW = "(max-width: 820px)";

/** Strength of the colour of a class, so that the lowest one differs from the ground. */
export const strength = (place: number, count: number): number => (count < 2 ? 0.55 : 0.12 + (0.88 * place) / (count - 1));

export class ShadeLegend {
  readonly #element = el("details", { class: "shade-legend", hidden: true, open: !matchMedia(NARROW).matches });
  /** Called when it covers more or less of the map than before. */
  toggled: () => void = () => undefined;

  constructor() {
    byId("legende").before(this.#element);
    // An open one says so once more when it comes into the document.
    this.#element.addEventListener("toggle", () => !this.#element.hidden && this.toggled());
  }

  show(shown: Shown | null): void {
    this.#element.hidden = !shown;
    if (shown) this.#element.replaceChildren(...content(shown));
  }
}

function content(shown: Shown): HTMLElement[] {
  const { measure, shading, when, classes, values } = shown;
  const count = classes.labels.length;
  const unit = measure.label.includes(measure.unit) ? "" : measure.unit;
  const steps = classes.labels.map((label, place) =>
    entry(swatch(strength(place, count)), label, classes.counts[place] as number),
  );
  return [
    el("summary", {}, measure.label),
    el("p", { class: "shade-legend__unit" }, [unit, when].filter(Boolean).join(" · ")),
    el("ul", { class: "legend" }, ...steps, ...without(values)),
    el("p", { class: "shade-legend__facts" }, `Einteilung: ${METHODS[shading.method]}. Quelle: ${measure.source || "nicht genannt"}`),
    ...(measure.id === "sozialindex" ? [el("p", { class: "shade-legend__facts" }, "Keine Rangliste des Bedarfs.")] : []),
  ];
}

/** What has no value is missing or suppressed, which are two things. */
function without(values: readonly Value[]): HTMLElement[] {
  const missing = values.filter((each) => each === null).length;
  const suppressed = values.filter((each) => each === false).length;
  return [
    ...(suppressed ? [entry(patterned("suppressed", "M-4 6 6-4M-3 18 18-3M8 20 28 0M20 20 30 10"), "gesperrt (kleine Zahl)", suppressed)] : []),
    ...(missing ? [entry(patterned("missing", "M5 5h.01M14 5h.01M23 5h.01M9.5 11h.01M18.5 11h.01"), "keine Angabe", missing)] : []),
  ];
}

function entry(picture: Element, label: string, count: number): HTMLElement {
  const areas = count === 1 ? "1 Gebiet" : `${number(count)} Gebiete`;
  return el("li", {}, picture, el("span", {}, label), el("span", { class: "shade-legend__count" }, areas));
}

function swatch(opacity: number): SVGSVGElement {
  return sample(svg("rect", { width: 28, height: 16, class: "shade", "fill-opacity": opacity.toFixed(3) }));
}

function patterned(kind: string, d: string): SVGSVGElement {
  return sample(svg("path", { d, class: `shade-mark shade-mark--${kind}` }));
}

function sample(content: SVGElement): SVGSVGElement {
  const ground = svg("rect", { width: 28, height: 16, class: "shade-ground" });
  return svg("svg", { viewBox: "0 0 28 16", class: "shade-swatch", "aria-hidden": "true" }, ground, content);
}
