// Boundaries as paths; how they look is a matter of the style sheet.

import L from "leaflet";

import type { Area, Areas, Level } from "./data";
import { svg } from "./dom";

export interface AreaShape {
  area: Area;
  path: L.Polygon;
  role: "ground" | "area" | "line";
}

const TINTS = 4;

/** From bottom to top: white ground, tints, small areas, then the stronger lines again. */
const ORDER: [Level, AreaShape["role"]][] = [
  ["kreis", "ground"],
  ["planregion", "area"],
  ["gemeinde", "area"],
  ["sozialraum", "area"],
  ["planregion", "line"],
  ["kreis", "line"],
];

export function areaShapes(areas: Areas, renderer: L.Renderer): AreaShape[] {
  return ORDER.flatMap(([level, role]) =>
    areas.at(level).map((area, place) => {
      const tint = level === "planregion" && role === "area" ? ` tint-${(place % TINTS) + 1}` : "";
      const path = L.polygon(area.polygons, {
        className: `shape shape--${level} shape--${role}${tint}`,
        interactive: false,
        smoothFactor: 0.6,
        renderer,
      });
      return { area, path, role };
    }),
  );
}

/** Pattern for the areas that a mobile offer serves. */
export function hatch(map: HTMLElement): void {
  const pattern = svg(
    "pattern",
    { id: "schraffur", width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("line", { x1: 0, y1: 0, x2: 0, y2: 8, class: "hatch-line" }),
  );
  const drawing = map.querySelector("svg");
  drawing?.setAttribute("aria-hidden", "true");
  drawing?.prepend(svg("defs", {}, pattern));
}
