// Drawing of resources: colour and shape by Ressort, letters by Kategorie.

import type { Cluster } from "./cluster";
import { radius } from "./cluster";
import type { Dataset, Ressort } from "./data";
import { el, svg } from "./dom";
import { number } from "./format";

const SHAPES: Record<string, string> = {
  kreis: "M14 3a11 11 0 1 0 0 22a11 11 0 1 0 0-22z",
  quadrat: "M6.5 4h15a2.5 2.5 0 0 1 2.5 2.5v15a2.5 2.5 0 0 1-2.5 2.5h-15A2.5 2.5 0 0 1 4 21.5v-15A2.5 2.5 0 0 1 6.5 4z",
  raute: "M14 1.2L26.8 14L14 26.8L1.2 14z",
  sechseck: "M14 2.2L24.2 8.1V19.9L14 25.8L3.8 19.9V8.1z",
  schild: "M4.5 4h19v11c0 5-4 8.5-9.5 11c-5.5-2.5-9.5-6-9.5-11z",
};

/** Transformations about the middle for the dashed rim of approximate places. */
const OUTER = "translate(-1.4 -1.4) scale(1.1)";
const INNER = "translate(1.4 1.4) scale(.9)";

export interface SymbolOptions {
  letters?: string;
  approximate?: boolean;
  className?: string;
}

export function symbol(ressort: Ressort, options: SymbolOptions = {}): SVGSVGElement {
  const path = SHAPES[ressort.shape] ?? SHAPES["kreis"];
  const { letters, approximate } = options;
  return svg(
    "svg",
    { class: options.className ?? "symbol-svg", viewBox: "-1 -1 30 30", "aria-hidden": "true", focusable: "false" },
    approximate && svg("path", { d: path, class: "symbol-rim", transform: OUTER }),
    approximate && svg("path", { d: path, class: "symbol-dashes", stroke: ressort.color, transform: OUTER }),
    !approximate && svg("path", { d: path, class: "symbol-rim" }),
    svg("path", { d: path, fill: ressort.color, ...(approximate ? { transform: INNER } : {}) }),
    letters &&
      svg("text", { class: "symbol-letters", x: 14, y: 18, "text-anchor": "middle" }, letters),
  );
}

export function resourceSymbol(data: Dataset, row: number, className?: string): SVGSVGElement {
  return symbol(data.taxonomy.ressort(data.group[row] as number), {
    letters: data.letters(row),
    approximate: data.approximate(row) && data.hasPoint(row),
    ...(className ? { className } : {}),
  });
}

/** What a cluster holds of one Ressort. */
export interface Share {
  color: string;
  count: number;
}

export function clusterSymbol(data: Dataset, { composition, rows }: Cluster): HTMLElement {
  const shares = [...composition].map((count, group) => ({ count, color: data.taxonomy.ressort(group).color }));
  return ring(shares.filter(({ count }) => count), radius(rows.length));
}

/** A calm ring whose segments show the composition, with the number inside; two elements, because there are many. */
export function ring(shares: Share[], radius: number): HTMLElement {
  const total = shares.reduce((sum, { count }) => sum + count, 0);
  const picture = el("span", { class: "cluster", "aria-hidden": "true" }, el("span", { class: "cluster-number" }, number(total)));
  const size = `${2 * radius}px`;
  Object.assign(picture.style, { width: size, height: size, backgroundImage: `${HOLE}, ${segments(shares, total)}` });
  return picture;
}

/** White but for a ring of five pixels, one from the edge. */
const HOLE =
  "radial-gradient(closest-side, #fff calc(100% - 5.5px), #fff0 calc(100% - 4.5px) calc(100% - .75px), #fff 100%)";
/** Parts of a whole turn: between two shares, and over which their edges are smoothed. */
const GAP = 0.012;
const SOFT = 0.002;

/** Clockwise from the top, a gap after each share. */
function segments(shares: Share[], total: number): string {
  let start = 0;
  const stops = shares.flatMap(({ color, count }) => {
    const from = start;
    start += count / total;
    const end = count === total ? start : Math.max(start - GAP, from + GAP / 2);
    return [`${color} ${turn(from + SOFT)} ${turn(end)}`, `#fff ${turn(end + SOFT)} ${turn(start)}`];
  });
  return `conic-gradient(${stops.join()})`;
}

const turn = (part: number): string => `${part.toFixed(4)}turn`;
