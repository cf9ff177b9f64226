// The ground of the map: areas, what is chosen of them, what is hatched.

import L from "leaflet";

import { areaShapes, hatch, type AreaShape } from "./areas";
import type { Area, Areas, Level } from "./data";

export class Ground {
  readonly #map: L.Map;
  readonly #areas: Areas;
  readonly #shapes: AreaShape[];

  constructor(map: L.Map, areas: Areas) {
    this.#map = map;
    this.#areas = areas;
    this.#shapes = areaShapes(areas, L.svg({ padding: 0.5 }));
    for (const { path, area } of this.#shapes) if (area.level !== "gemeinde") path.addTo(map);
    map.whenReady(() => hatch(map.getContainer()));
  }

  bounds(areas: Area[]): L.LatLngBounds {
    const wanted = this.#shapes.filter((shape) => areas.includes(shape.area));
    return wanted.reduce((all, shape) => all.extend(shape.path.getBounds()), L.latLngBounds([]));
  }

  showLevels(levels: ReadonlySet<Level>): void {
    const container = this.#map.getContainer();
    for (const level of ["planregion", "sozialraum", "gemeinde"] as const) {
      container.classList.toggle(`shows-${level}`, levels.has(level));
    }
    for (const { path, area } of this.#shapes) {
      if (area.level !== "gemeinde") continue;
      if (levels.has("gemeinde")) path.addTo(this.#map);
      else path.remove();
    }
  }

  /** Steps everything back but the chosen areas; hatches the served ones. */
  emphasise(chosen: Area[], served: ReadonlySet<string>): void {
    const spaces = new Set(chosen.flatMap((area) => this.#spacesOf(area)));
    for (const { area, path, role } of this.#shapes) {
      const element = path.getElement();
      if (role === "ground" || !element) continue;
      const here = area.level === "sozialraum";
      element.classList.toggle("is-veiled", here && chosen.length > 0 && !spaces.has(area.id));
      element.classList.toggle("is-served", here && served.has(area.id));
      element.classList.toggle("is-chosen", chosen.includes(area));
    }
  }

  #spacesOf(area: Area): string[] {
    if (area.level === "sozialraum") return [area.id];
    if (area.level === "gemeinde") return area.parent ? [area.parent] : [];
    const inside = this.#areas.at("sozialraum");
    return inside.filter((each) => area.level === "kreis" || each.parent === area.id).map((each) => each.id);
  }
}
