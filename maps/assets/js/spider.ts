// Offers of one place side by side: a ring around the place, a spiral if there are many.

import { svg } from "./dom";

export interface Offset {
  x: number;
  y: number;
}

/** More than these are a list, not a picture. */
export const MOST = 40;
const RING = 9;
const RADIUS = 44;
/** Pixels between two symbols next to each other. */
const STEP = 38;

/** Clockwise from the top; two stand left and right. */
export function layout(count: number): Offset[] {
  if (count > RING) return spiral(count);
  const radius = Math.max(RADIUS, (count * STEP) / (2 * Math.PI));
  const first = count === 2 ? -Math.PI : -Math.PI / 2;
  return Array.from({ length: count }, (_, place) => polar(first + (2 * Math.PI * place) / count, radius));
}

/** One turn is as far from the next as a symbol from its neighbour. */
function spiral(count: number): Offset[] {
  let angle = -Math.PI / 2;
  let radius = RADIUS;
  return Array.from({ length: count }, () => {
    const place = polar(angle, radius);
    const turn = STEP / radius;
    angle += turn;
    radius += (STEP * turn) / (2 * Math.PI);
    return place;
  });
}

const polar = (angle: number, radius: number): Offset => ({
  x: Math.round(radius * Math.cos(angle)),
  y: Math.round(radius * Math.sin(angle)),
});

/** How far the symbols reach from the place. */
export function reach(count: number): number {
  return Math.max(...layout(count).map(({ x, y }) => Math.hypot(x, y))) + STEP / 2;
}

/** Thin lines from the place to its symbols. */
export function legs(offsets: Offset[]): SVGSVGElement {
  const lines = offsets.map(({ x, y }) => svg("line", { x1: 0, y1: 0, x2: x, y2: y, class: "spider-leg" }));
  const place = svg("circle", { r: 4, class: "spider-place" });
  return svg("svg", { class: "spider", width: 1, height: 1, "aria-hidden": "true", focusable: "false" }, ...lines, place);
}
