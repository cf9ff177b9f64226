// The ground of the map: areas, what is chosen of them, what is hatched.

import type L from "leaflet";

import { Drawing } from "./areas";
import type { Area, Areas, Level } from "./data";
import type { Shown } from "./measures";
import { strength } from "./shadelegend";

/** What can be drawn on the ground: borders, and the areas that mobile offers come to. */
export type Drawn = Level | "einzug";

export class Ground {
  readonly #map: L.Map;
  readonly #areas: Areas;
  readonly #drawing: Drawing;
  #visited: ReadonlySet<string> = new Set();
  #served: ReadonlySet<string> = new Set();

  constructor(map: L.Map, areas: Areas) {
    this.#map = map;
    this.#areas = areas;
    this.#drawing = new Drawing(map, areas);
    for (const level of ["kreis", "planregion", "sozialraum"] as const) this.#drawing.outline(level);
  }

  showLevels(levels: ReadonlySet<Drawn>): void {
    const container = this.#map.getContainer();
    for (const level of ["planregion", "sozialraum", "gemeinde"] as const) {
      container.classList.toggle(`shows-${level}`, levels.has(level));
    }
    if (levels.has("gemeinde")) this.#drawing.outline("gemeinde");
  }

  /** Makes the border of one area stand out for as long as somebody points at it. */
  pointOut(wanted: Area | null): void {
    for (const { area, element, role } of this.#drawing.shapes) {
      if (role !== "ground") element.classList.toggle("is-outlined", area === wanted);
    }
  }

  /** Steps everything back but the chosen areas; hatches the served ones. */
  emphasise(chosen: Area[], served: ReadonlySet<string>): void {
    const spaces = new Set(chosen.flatMap((area) => this.#spacesOf(area)));
    for (const { area, element, role } of this.#drawing.shapes) {
      if (role === "ground") continue;
      const here = area.level === "sozialraum";
      element.classList.toggle("is-veiled", here && chosen.length > 0 && !spaces.has(area.id));
      element.classList.toggle("is-chosen", chosen.includes(area));
    }
    this.#served = served;
    this.#hatch();
  }

  #shaded: Shown | null = null;

  /** Colours the areas of one level by their class, or none; what has no value gets a pattern. */
  shade(shown: Shown | null): void {
    this.#map.getContainer().classList.toggle("is-shaded", shown !== null);
    const before = this.#shaded?.shading.level;
    if (before && before !== shown?.shading.level) {
      for (const { element } of this.#drawing.shades(before)) element.setAttribute("class", "shade--none");
    }
    this.#shaded = shown;
    if (!shown) return;
    const { index, labels } = shown.classes;
    this.#drawing.shades(shown.shading.level).forEach(({ element }, place) => {
      const step = index[place];
      const known = typeof step === "number";
      element.setAttribute("class", known ? "shade" : `shade--${shown.values[place] === false ? "suppressed" : "missing"}`);
      element.setAttribute("fill-opacity", known ? strength(step, labels.length).toFixed(3) : "1");
    });
  }

  /** Hatches the areas that mobile offers come to. */
  visit(areas: ReadonlySet<string>): void {
    this.#visited = areas;
    this.#hatch();
  }

  /** The areas of a chosen offer alone, else those of all. */
  #hatch(): void {
    for (const { area, element, role } of this.#drawing.shapes) {
      const here = role === "area" && area.level === "sozialraum";
      element.classList.toggle("is-served", here && this.#served.has(area.id));
      element.classList.toggle("is-visited", here && !this.#served.size && this.#visited.has(area.id));
    }
  }

  #spacesOf(area: Area): string[] {
    if (area.level === "sozialraum") return [area.id];
    if (area.level === "gemeinde") return area.parent ? [area.parent] : [];
    const inside = this.#areas.at("sozialraum");
    return inside.filter((each) => area.level === "kreis" || each.parent === area.id).map((each) => each.id);
  }
}
