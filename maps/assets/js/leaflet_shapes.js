// What of Leaflet only the map of reach uses, besides leaflet.js: shapes that change with each click, and a
// marker that can be dragged.

import { layerGroup } from "../node_modules/leaflet/src/layer/LayerGroup.js";
import { divIcon } from "../node_modules/leaflet/src/layer/marker/DivIcon.js";
import { marker } from "../node_modules/leaflet/src/layer/marker/Marker.js";
import { polygon } from "../node_modules/leaflet/src/layer/vector/Polygon.js";
import { polyline } from "../node_modules/leaflet/src/layer/vector/Polyline.js";
import "../node_modules/leaflet/src/layer/vector/Renderer.getRenderer.js";
import { svg } from "../node_modules/leaflet/src/layer/vector/SVG.js";

export default { divIcon, layerGroup, marker, polygon, polyline, svg };
