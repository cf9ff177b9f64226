// Page of reach: a click on the map tries out one more offer, and the figures change.

import { Areas, Dataset, type LatLng } from "./data";
import { byId, el, maybe, setText } from "./dom";
import { offers } from "./format";
import { describe, names } from "./import_map";
import { Islands } from "./islands";
import { MapView } from "./mapview";
import { readOrientation } from "./names";
import { Bands, Spot, type Band } from "./reach_map";
import { readState } from "./state";

const DIGITS = 5;
const HERE = "hier";
const LEVEL = "gebiete";

/** The state of the page is its address; the service makes the figures, here they are put in place. */
class ReachPage {
  readonly #container: HTMLElement;
  readonly #map: MapView;
  readonly #rows: Uint32Array;
  readonly #places: LatLng[];
  #bands: Bands | null = null;
  #spot: Spot | null = null;
  #asked = 0;
  #search = location.search;

  constructor(container: HTMLElement, islands: Islands) {
    const data = new Dataset(islands);
    const tell = (text: string): void => setText(byId("karten-meldung"), text);
    this.#container = container;
    this.#map = new MapView(container, data, new Areas(islands), readOrientation(islands), {
      made: (map) => {
        this.#bands = new Bands(map);
        this.#spot = new Spot(map, (at) => this.#try(at));
      },
      drawn: () => this.#bands?.name(),
      moved: () => this.#write(this.#search, "replace"),
      resource: (row) => tell(describe(data, row)),
      here: (rows) => tell(`${offers(rows.length)} an dieser Stelle: ${names(data, rows)}`),
      area: (area) => this.#map.camera.reveal(area),
      spot: (at) => this.#try(at),
    });
    this.#rows = Uint32Array.from(islands.one<number[]>("offers"));
    this.#places = [...this.#rows].map((row) => data.latLng(row));
    this.#map.camera.start(readState(location).view, []);
    this.#draw(islands);
    this.#listen();
  }

  #listen(): void {
    const { camera } = this.#map;
    byId("naeher").addEventListener("click", () => camera.zoomBy(1));
    byId("weiter").addEventListener("click", () => camera.zoomBy(-1));
    byId("ganz").addEventListener("click", () => camera.fit([]));
    this.#container.append(el("div", { class: "crosshair", "aria-hidden": "true" }));
    this.#container.classList.add("is-placing");
    // The cross is for those who steer by keyboard; who clicks needs none.
    this.#container.addEventListener("keyup", () => this.#container.classList.add("is-steered"));
    this.#container.addEventListener("pointerdown", () => this.#container.classList.remove("is-steered"));
    this.#container.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== this.#container) return;
      event.preventDefault();
      this.#try([camera.view.lat, camera.view.lng]);
    });
    const button = byId<HTMLButtonElement>("hier-setzen");
    button.hidden = false;
    button.addEventListener("click", () => this.#try([camera.view.lat, camera.view.lng]));
    document.addEventListener("click", (event) => this.#follow(event));
    window.addEventListener("popstate", () => {
      if (location.search !== this.#search) void this.#show(location.search);
    });
    window.addEventListener("beforeprint", () => this.#map.fitPaper());
    window.addEventListener("afterprint", () => this.#map.fitScreen(readState(location).view));
  }

  #try([lat, lng]: LatLng): void {
    const query = new URLSearchParams(this.#search);
    query.set(HERE, `${lat.toFixed(DIGITS)},${lng.toFixed(DIGITS)}`);
    void this.#go(`?${query.toString().replaceAll("%2C", ",")}`);
  }

  /** Links that show other figures of this page leave the map as it is. */
  #follow(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-try]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void this.#go(link.search);
  }

  async #go(search: string): Promise<void> {
    this.#write(search, "push");
    await this.#show(search);
  }

  #write(search: string, how: "push" | "replace"): void {
    const { zoom, lat, lng } = this.#map.camera.view;
    const address = `${location.pathname}${search}#${zoom}/${lat.toFixed(DIGITS)}/${lng.toFixed(DIGITS)}`;
    if (how === "push") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  /** Gets the page of another address and takes its figures over. */
  async #show(search: string): Promise<void> {
    this.#search = search;
    const asked = ++this.#asked;
    this.#container.setAttribute("aria-busy", "true");
    const page = await load(`${location.pathname}${search}`).catch(() => null);
    if (asked !== this.#asked) return;
    if (!page?.querySelector("[data-part]")) return location.reload();
    this.#draw(await Islands.read(page));
    const focused = document.activeElement;
    takeOver(page);
    if (!focused?.isConnected) this.#container.focus();
    this.#container.removeAttribute("aria-busy");
  }

  #draw(islands: Islands): void {
    const spot = islands.all<LatLng | null>("spot")[0] ?? null;
    const regions = new URLSearchParams(this.#search).get(LEVEL) === "planregion";
    this.#map.showLevels(new Set(regions ? ["sozialraum", "planregion"] : ["sozialraum"]));
    this.#map.show(this.#rows);
    this.#bands?.show(islands.one<Band[]>("bands"), spot ? [...this.#places, spot] : this.#places);
    this.#spot?.show(spot);
  }
}

/** A page as the browser reads it; its scripts do not run. */
function load(address: string): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.open("GET", address);
    request.onload = () => (request.response ? resolve(request.response as Document) : reject(new Error(address)));
    request.onerror = () => reject(new Error(address));
    request.send();
  });
}

/** The elements stay, so that a screen reader hears what changes in them. */
function takeOver(page: Document): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset["part"] ?? ""}"]`);
    part.replaceChildren(...(fresh ? [...fresh.childNodes].map((each) => document.adoptNode(each)) : []));
  }
}

async function start(): Promise<void> {
  const container = maybe("map");
  if (container) new ReachPage(container, await Islands.read());
  document.body.dataset["ready"] = "true";
}

void start();
