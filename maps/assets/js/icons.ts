// Pictures of kinds that have no symbol on the map.

import { svg } from "./dom";

const PATHS = {
  ort: "M14 25s8-8.2 8-14a8 8 0 1 0-16 0c0 5.800 8 14 8 14zM14 8.500a2.800 2.800 0 1 1 0 5.600a2.800 2.800 0 1 1 0-5.600",
  gebiet: "M4 8l7-3l7 3l6-3v15l-6 3l-7-3l-7 3zM11 5v15M18 8v15",
  traeger: "M5 24V10l9-6l9 6v14zM11.500 24v-7h5v7",
  zielgruppe: "M10.500 4.500a3.700 3.700 0 1 1 0 7.400a3.700 3.700 0 1 1 0-7.400M4 23.500c0-9 13-9 13 0zM19.500 8a2.800 2.800 0 1 1 0 5.600M20 17c3 .6 4.500 3 4.500 6.500h-3.500",
};

export type Icon = keyof typeof PATHS;

export function icon(kind: Icon): SVGSVGElement {
  return svg(
    "svg",
    { class: "symbol-svg icon", viewBox: "0 0 28 28", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[kind] }),
  );
}
