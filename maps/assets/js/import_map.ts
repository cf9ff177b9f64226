// The map beside a list that is being loaded: shows its points, and takes new ones.

import { Areas, Dataset, type LatLng } from "./data";
import { byId, el, maybe, setText } from "./dom";
import { offers } from "./format";
import type { Islands } from "./islands";
import { MapView } from "./mapview";
import { readOrientation } from "./names";
import { readState } from "./state";

const DIGITS = 6;

export function startMap(container: HTMLElement, islands: Islands): void {
  const data = new Dataset(islands);
  const form = maybe<HTMLFormElement>("setzen");
  const tell = (text: string): void => setText(byId("karten-meldung"), text);
  const map = new MapView(container, data, new Areas(islands), readOrientation(islands), {
    moved: () => {},
    resource: (row) => tell(describe(data, row)),
    here: (rows) => tell(`${offers(rows.length)} an dieser Stelle: ${names(data, rows)}`),
    area: (area) => map.camera.reveal(area),
    spot: (at) => form && place(form, map, at),
  });
  map.showLevels(new Set(["sozialraum"]));
  map.camera.start(readState(location).view, []);
  map.show(Uint32Array.from({ length: data.size }, (_, row) => row).filter((row) => data.hasPoint(row)));
  byId("naeher").addEventListener("click", () => map.camera.zoomBy(1));
  byId("weiter").addEventListener("click", () => map.camera.zoomBy(-1));
  byId("ganz").addEventListener("click", () => map.camera.fit([]));
  if (form) startPlacing(container, form, map);
}

/** With the keyboard the map moves under a cross in its middle. */
function startPlacing(container: HTMLElement, form: HTMLFormElement, map: MapView): void {
  const here = (): void => place(form, map, [map.camera.view.lat, map.camera.view.lng]);
  container.append(el("div", { class: "crosshair", "aria-hidden": "true" }));
  container.classList.add("is-placing");
  container.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== container) return;
    event.preventDefault();
    here();
  });
  const button = byId<HTMLButtonElement>("hier-setzen");
  button.hidden = false;
  button.addEventListener("click", here);
}

/** Sends the spot; the part of the map on view stays in the address. */
function place(form: HTMLFormElement, map: MapView, [lat, lng]: LatLng): void {
  field(form, "breite").value = lat.toFixed(DIGITS);
  field(form, "laenge").value = lng.toFixed(DIGITS);
  const { zoom, lat: north, lng: east } = map.camera.view;
  const address = form.action.split("#")[0] ?? "";
  form.action = `${address}#${zoom}/${north.toFixed(DIGITS)}/${east.toFixed(DIGITS)}`;
  form.requestSubmit();
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}

export function describe(data: Dataset, row: number): string {
  const parts = [data.text("name", row), data.categoryLabel(row), data.text("street", row), data.text("place", row)];
  const quality = data.taxonomy.quality.get(data.text("location_quality", row))?.label ?? "";
  return `${parts.filter(Boolean).join(", ")} · Lage: ${quality}`;
}

export function names(data: Dataset, rows: number[]): string {
  return rows.map((row) => data.text("name", row)).join("; ");
}
