// Types of leaflet_shapes.js: those of the whole package.

import type L from "leaflet";

declare const shapes: Pick<typeof L, "divIcon" | "layerGroup" | "marker" | "polygon" | "polyline" | "svg">;
export default shapes;
