// What the mouse points at: the border of the area stands out, a small note names it.

import type L from "leaflet";

import type { Area, LatLng } from "./data";
import { el, setText } from "./dom";

export interface HoverEvents {
  areaAt(at: LatLng): Area | null;
  note(area: Area): string;
  pointOut(area: Area | null): void;
}

const BESIDE = 14;
/** Nothing is said where something else answers to the mouse. */
const OWN = ".symbol, .name, .spider-middle";

/** For the mouse only, and only an addition: the names are buttons, the card says the same. */
export class Hover {
  readonly #map: L.Map;
  readonly #events: HoverEvents;
  readonly #name = el("b");
  readonly #note = el("span");
  readonly #tip = el("div", { class: "map-tip", "aria-hidden": "true", hidden: true }, this.#name, this.#note);
  #next: PointerEvent | null = null;
  #area: Area | null = null;

  constructor(map: L.Map, events: HoverEvents) {
    this.#map = map;
    this.#events = events;
    const container = map.getContainer();
    container.append(this.#tip);
    container.addEventListener("pointermove", (event) => this.#follow(event));
    container.addEventListener("pointerleave", () => this.#leave());
    map.on("movestart zoomstart resize", () => this.#leave());
  }

  /** At most once per picture. */
  #follow(event: PointerEvent): void {
    if (event.pointerType !== "mouse") return;
    const waiting = this.#next;
    this.#next = event;
    if (!waiting) requestAnimationFrame(() => this.#look());
  }

  #look(): void {
    const event = this.#next;
    this.#next = null;
    if (!event) return;
    const busy = event.buttons > 0 || (event.target as Element).closest(OWN);
    const { lat, lng } = this.#map.mouseEventToLatLng(event);
    const area = busy ? null : this.#events.areaAt([lat, lng]);
    if (area) this.#say(area, this.#map.mouseEventToContainerPoint(event));
    else this.#leave();
  }

  #say(area: Area, { x, y }: L.Point): void {
    if (area !== this.#area) this.#events.pointOut(area);
    this.#area = area;
    setText(this.#name, area.name);
    setText(this.#note, this.#events.note(area));
    this.#tip.hidden = false;
    const size = this.#map.getSize();
    const left = x + BESIDE + this.#tip.offsetWidth > size.x ? x - BESIDE - this.#tip.offsetWidth : x + BESIDE;
    const top = y + BESIDE + this.#tip.offsetHeight > size.y ? y - BESIDE - this.#tip.offsetHeight : y + BESIDE;
    this.#tip.style.transform = `translate(${left}px, ${top}px)`;
  }

  #leave(): void {
    this.#next = null;
    if (!this.#area) return;
    this.#area = null;
    this.#tip.hidden = true;
    this.#events.pointOut(null);
  }
}
