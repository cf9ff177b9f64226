// Boundaries as paths, made once: for another zoom the drawing is scaled, not drawn anew.

import L from "leaflet";

import type { Area, Areas, Level } from "./data";
import { svg } from "./dom";
import { pointAfter } from "./overlay";
import { pathOf, UNIT_ZOOM } from "./rings";

export interface AreaShape {
  area: Area;
  element: SVGPathElement;
  role: "ground" | "area" | "line" | "shade";
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
  readonly #patterns = [
    pattern("schraffur", "hatch-line", "M4 0v8", 45),
    pattern("gesperrt", "shade-mark shade-mark--suppressed", "M4 0v8", -45),
    pattern("keine-angabe", "shade-mark shade-mark--missing", "M2 2h.01M6 6h.01", 0),
  ];
  readonly #areas: Areas;
  readonly #shades = new Map<Level, AreaShape[]>();
  /** Where the coordinates of the paths count from. */
  readonly #origin: { x: number; y: number };
  /** Upper left corner and zoom of the picture as it is drawn. */
  #drawn: { corner: L.LatLng; zoom: number } | null = null;

  constructor(map: L.Map, areas: Areas) {
    this.#map = map;
    this.#areas = areas;
    const [county] = areas.at("kreis");
    this.#origin = county ? { x: county.box.left, y: county.box.top } : { x: 0, y: 0 };
    this.shapes = ORDER.flatMap(([level, role]) => areas.at(level).map((area, place) => shape(area, role, place)));
    this.#content.append(...this.shapes.map((each) => each.element));
    this.#element = svg(
      "svg",
      { class: "drawing leaflet-zoom-animated", "aria-hidden": "true" },
      svg("defs", {}, ...this.#patterns.map((each) => each.element)),
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

  /** The areas of a level between the ground and all that is drawn on it, to be coloured. */
  shades(level: Level): AreaShape[] {
    const known = this.#shades.get(level);
    if (known) return known;
    const shades = this.#areas.at(level).map((area): AreaShape => {
      const d = pathOf(area.rings, this.#origin);
      return { area, role: "shade", element: svg("path", { d, "fill-rule": "evenodd" }) };
    });
    this.#content.firstElementChild?.after(...shades.map((each) => each.element));
    this.#shades.set(level, shades);
    return shades;
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
    for (const { element, angle } of this.#patterns) {
      element.setAttribute("patternTransform", `scale(${1 / scale}) rotate(${angle})`);
    }
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

/** A pattern that keeps its size on the screen: for areas that a mobile offer serves, for those without a value. */
function pattern(id: string, kind: string, d: string, angle: number): { element: SVGPatternElement; angle: number } {
  const mark = svg("path", { d, class: kind });
  return { element: svg("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, mark), angle };
}
