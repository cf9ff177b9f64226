// Boundaries as paths, made once: for another zoom the drawing is scaled, not drawn anew.

import L from "leaflet";

import type { Area, Areas, Level } from "./data";
import { svg } from "./dom";
import { pointAfter } from "./overlay";
import { pathOf, UNIT_ZOOM } from "./rings";

export interface AreaShape {
  area: Area;
  element: SVGPathElement;
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
/** How far the drawing reaches beyond the window, in parts of it. */
const MARGIN = 0.5;

export class Drawing {
  readonly shapes: AreaShape[];
  readonly #map: L.Map;
  readonly #element: SVGSVGElement;
  readonly #content = svg("g");
  readonly #hatch = hatch();
  /** Where the coordinates of the paths count from. */
  readonly #origin: { x: number; y: number };
  /** Upper left corner and zoom of the picture as it is drawn. */
  #drawn: { corner: L.LatLng; zoom: number } | null = null;

  constructor(map: L.Map, areas: Areas) {
    this.#map = map;
    const [county] = areas.at("kreis");
    this.#origin = county ? { x: county.box.left, y: county.box.top } : { x: 0, y: 0 };
    this.shapes = ORDER.flatMap(([level, role]) => areas.at(level).map((area, place) => shape(area, role, place)));
    this.#content.append(...this.shapes.map((each) => each.element));
    this.#element = svg(
      "svg",
      { class: "drawing leaflet-zoom-animated", "aria-hidden": "true" },
      svg("defs", {}, this.#hatch),
      this.#content,
    );
    map.getPane("overlayPane")?.append(this.#element);
    map.on("moveend", () => this.#fit());
    map.on("zoom", () => this.#stretch({ center: map.getCenter(), zoom: map.getZoom() }));
    map.on("zoomanim", (event) => this.#stretch(event));
  }

  /** Fills in the outlines of a level when it is shown for the first time. */
  outline(level: Level): void {
    for (const { area, element } of this.shapes) {
      if (area.level !== level || element.hasAttribute("d")) continue;
      element.setAttribute("d", pathOf(area.rings, this.#origin));
    }
  }

  /** Draws what is in view, and a margin for the next step aside. */
  #fit(): void {
    const map = this.#map;
    const zoom = map.getZoom();
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint(size.multiplyBy(-MARGIN)).round();
    const { x, y } = size.multiplyBy(1 + 2 * MARGIN);
    const shift = map.getPixelOrigin();
    const scale = 2 ** (zoom - UNIT_ZOOM);
    L.DomUtil.setPosition(this.#element as unknown as HTMLElement, corner);
    this.#element.setAttribute("width", String(x));
    this.#element.setAttribute("height", String(y));
    this.#element.setAttribute("viewBox", `${corner.x} ${corner.y} ${x} ${y}`);
    this.#content.setAttribute("transform", `translate(${this.#origin.x * scale - shift.x} ${this.#origin.y * scale - shift.y}) scale(${scale})`);
    this.#hatch.setAttribute("patternTransform", `scale(${1 / scale}) rotate(45)`);
    this.#drawn = { corner: map.layerPointToLatLng(corner), zoom };
  }

  /** Moves the picture as it is to where it will be at another zoom. */
  #stretch(target: { center: L.LatLng; zoom: number }): void {
    if (!this.#drawn) return;
    const { corner, zoom } = this.#drawn;
    const scale = this.#map.getZoomScale(target.zoom, zoom);
    L.DomUtil.setTransform(this.#element as unknown as HTMLElement, pointAfter(this.#map, corner, target), scale);
  }
}

function shape(area: Area, role: AreaShape["role"], place: number): AreaShape {
  const tint = area.level === "planregion" && role === "area" ? ` tint-${(place % TINTS) + 1}` : "";
  return { area, role, element: svg("path", { class: `shape shape--${area.level} shape--${role}${tint}` }) };
}

/** Pattern for the areas that a mobile offer serves. */
function hatch(): SVGPatternElement {
  return svg(
    "pattern",
    { id: "schraffur", width: 8, height: 8, patternUnits: "userSpaceOnUse" },
    svg("line", { x1: 0, y1: 0, x2: 0, y2: 8, class: "hatch-line" }),
  );
}
