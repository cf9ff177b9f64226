// Drawing of resources: colour and shape by Ressort, letters by Kategorie.

import type { Cluster } from "./cluster";
import { radius } from "./cluster";
import type { Dataset, Ressort } from "./data";
import { svg } from "./dom";
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

const RING = 5;
const GAP = 0.012;

/** A calm ring whose segments show the composition, with the number inside. */
export function clusterSymbol(data: Dataset, cluster: Cluster): SVGSVGElement {
  const total = cluster.rows.length;
  const outer = radius(total);
  const r = outer - RING / 2 - 1;
  const size = 2 * outer;
  const picture = svg(
    "svg",
    {
      class: "cluster-svg",
      viewBox: `0 0 ${size} ${size}`,
      width: size,
      height: size,
      "aria-hidden": "true",
      focusable: "false",
    },
    svg("circle", { cx: outer, cy: outer, r: outer, class: "cluster-ground" }),
  );
  let start = 0;
  cluster.composition.forEach((count, group) => {
    if (!count) return;
    const d = count === total ? circle(outer, r) : arc(outer, r, start / total, (start + count) / total);
    picture.append(svg("path", { d, class: "cluster-share", stroke: data.taxonomy.ressort(group).color }));
    start += count;
  });
  picture.append(
    svg("text", { class: "cluster-number", x: outer, y: outer + 4.5, "text-anchor": "middle" }, number(total)),
  );
  return picture;
}

const circle = (middle: number, r: number): string =>
  `M${middle} ${middle - r}a${r} ${r} 0 1 1 0 ${2 * r}a${r} ${r} 0 1 1 0 ${-2 * r}z`;

/** Clockwise part of a ring; shares count from the top, a gap separates it from the next. */
function arc(middle: number, r: number, from: number, to: number): string {
  const at = (share: number): string => {
    const angle = 2 * Math.PI * share;
    return `${(middle + r * Math.sin(angle)).toFixed(2)} ${(middle - r * Math.cos(angle)).toFixed(2)}`;
  };
  const end = Math.max(to - GAP, from + GAP / 2);
  return `M${at(from)}A${r} ${r} 0 ${end - from > 0.5 ? 1 : 0} 1 ${at(end)}`;
}
