// Of Leaflet only what the map uses: half of it draws shapes, markers and popups that we draw ourselves.
// The build puts this in the place of the package; its types stay those of the whole.

import { Scale } from "../node_modules/leaflet/src/control/Control.Scale.js";
import * as DomEvent from "../node_modules/leaflet/src/dom/DomEvent.js";
import * as DomUtil from "../node_modules/leaflet/src/dom/DomUtil.js";
import { LatLng, toLatLng } from "../node_modules/leaflet/src/geo/LatLng.js";
import { LatLngBounds, toLatLngBounds } from "../node_modules/leaflet/src/geo/LatLngBounds.js";
import { toBounds } from "../node_modules/leaflet/src/geometry/Bounds.js";
import { Point, toPoint } from "../node_modules/leaflet/src/geometry/Point.js";
import { GridLayer } from "../node_modules/leaflet/src/layer/tile/GridLayer.js";
import { TileLayer } from "../node_modules/leaflet/src/layer/tile/TileLayer.js";
import { Map, map } from "../node_modules/leaflet/src/map/index.js";

export default {
  DomEvent,
  DomUtil,
  GridLayer,
  LatLng,
  LatLngBounds,
  Map,
  Point,
  TileLayer,
  bounds: toBounds,
  control: { scale: (options) => new Scale(options) },
  latLng: toLatLng,
  latLngBounds: toLatLngBounds,
  map,
  point: toPoint,
};
