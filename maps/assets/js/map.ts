// The map page: reads the data, keeps all views of the state equal.

import { startBackground } from "./background";
import type { View } from "./camera";
import { Card } from "./card";
import { Chosen, type Page } from "./chosen";
import { AreaCounts } from "./counts";
import { Areas, Dataset, readSettings, type Area, type Settings } from "./data";
import { afterPaint, byId, steadily } from "./dom";
import { FileParts } from "./file";
import { Engine, type Result } from "./filter";
import { announce, room, startDialogs, startMenu, startShare, Tabs } from "./frame";
import { Islands } from "./islands";
import { Legend } from "./legend";
import { Links } from "./links";
import { ResultList } from "./list";
import { MapView } from "./mapview";
import { readOrientation } from "./names";
import { Panel } from "./panel";
import { startPrinting } from "./print";
import { Profiles } from "./profile";
import { Query } from "./query";
import { SearchBox } from "./searchbox";
import { Shades } from "./shades";
import type { Shading } from "./shading";
import { sheet } from "./sheet";
import { readState, writeState, type State } from "./state";
import { Suggester, type Target } from "./suggestions";
import { Summary } from "./summary";

const TYPING_PAUSE_MS = 400;

class App {
  readonly #settings: Settings;
  /** What a file took of the whole map. */
  readonly #taken: Query;
  readonly #links: Links;
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #engine: Engine;
  readonly #counts: AreaCounts;
  readonly #tabs = new Tabs(() => this.#list.refresh());
  readonly #map: MapView;
  readonly #panel: Panel;
  readonly #summary: Summary;
  readonly #list: ResultList;
  readonly #legend: Legend;
  readonly #shades: Shades;
  readonly #chosen: Chosen;
  readonly #search: SearchBox;
  readonly #file: FileParts | null;
  #state: State;
  #result: Result;
  /** Whether the panel shows less than is known. */
  #behind = false;
  #returning = false;

  constructor(islands: Islands) {
    this.#settings = readSettings(islands);
    this.#taken = Query.parse(new URLSearchParams(this.#settings.chosen));
    this.#data = new Dataset(islands);
    this.#areas = new Areas(islands);
    this.#links = new Links(this.#settings, this.#data);
    this.#engine = new Engine(this.#data, this.#areas);
    this.#counts = new AreaCounts(this.#data, this.#engine, this.#areas);
    this.#state = readState(location, this.#settings.look);
    this.#result = this.#engine.run(this.#state.query);
    const resource = (row: number): void => this.#chosen.open({ kind: "angebot", key: this.#data.key(row) });
    const area = (each: Area): void => this.#chosen.open({ kind: "gebiet", level: each.level, id: each.id });
    this.#shades = new Shades(islands, this.#areas, this.#counts, this.#settings.date, (shading) => this.#shade(shading));
    this.#panel = new Panel(byId("filter"), this.#data, this.#areas, this.#engine, this.#shades.control, {
      current: () => this.#state.query,
      query: (query) => this.#filter(query),
      levels: (levels) => this.#change({ levels }),
    });
    this.#summary = new Summary(this.#data, {
      query: (query) => this.#filter(query),
      onlyInView: (on) => this.#filter(this.#state.query.inside(on ? this.#map.camera.box : null)),
      label: (key, value) => this.#panel.label(key, value),
      spelling: (word) => this.#engine.search.spelling(word),
    });
    this.#list = new ResultList(byId("liste"), this.#data, resource);
    const card = new Card(byId("karte-rechts"), this.#data, this.#areas, {
      close: () => this.#chosen.close(),
      resource,
      area,
      only: (each) => this.#only(each),
      partial: Boolean(this.#settings.selection),
      profiles: new Profiles(islands, this.#areas, this.#data.taxonomy),
      shade: (each) => this.#shades.factOf(each),
      extras: (subject) => this.#file?.extras(subject) ?? [],
      ...this.#links.ofCard(() => this.#state.query),
    });
    this.#legend = new Legend(this.#data);
    this.#file = this.#settings.mode === "file" ? this.#fileParts() : null;
    const orientation = readOrientation(islands);
    this.#search = new SearchBox(new Suggester(this.#data, this.#areas, this.#engine, orientation.places), {
      typed: (q) => this.#typed(q),
      left: () => this.#writeTyped(),
      submit: () => this.#tabs.show("liste"),
      go: (target) => this.#go(target),
      query: () => this.#state.query,
    });
    this.#map = new MapView(byId("map"), this.#data, this.#areas, orientation, {
      moved: (view, elsewhere) => this.#moved(view, elsewhere),
      resource,
      area,
      note: (each) => this.#shades.noteOf(each),
      drawn: (rows) => this.#legend.show(rows),
      here: (rows, spread) => this.#chosen.showPlace(rows, spread),
      folded: () => this.#chosen.fold(),
      spot: (at) => {
        const found = this.#map.areaAt(at);
        if (found) area(found);
      },
    });
    const lists = this.#file ? [this.#file, this.#list] : [this.#list];
    this.#chosen = new Chosen(this.#page(), this.#data, this.#areas, card, this.#map, lists);
    startBackground(islands, this.#map);
    this.#listen();
  }

  #page(): Page {
    const app = this;
    return {
      get selection() {
        return app.#state.selection;
      },
      get rows() {
        return app.#result.rows;
      },
      get filteredAreas() {
        return app.#filteredAreas();
      },
      get stays() {
        return app.#state.query.bbox !== null;
      },
      select: (selection) => {
        this.#state = { ...this.#state, selection };
        writeState(this.#state, "push");
      },
    };
  }

  #fileParts(): FileParts {
    return new FileParts(this.#settings, this.#data, this.#areas, {
      open: (selection) => this.#chosen.open(selection),
      show: (table) => {
        this.#change({ table });
        if (!table) this.#chosen.reveal();
      },
    });
  }

  start(): void {
    sheet.moved = () => this.#map.camera.recentre();
    this.#legend.toggled = () => this.#map.redraw();
    this.#shades.legend.toggled = () => this.#map.redraw();
    sheet.start();
    startDialogs();
    startMenu();
    startShare();
    this.#search.show(this.#state.query.q);
    // An open card and the legends take their room before the map measures what is left.
    this.#chosen.show();
    this.#legend.start();
    if (this.#state.shading) this.#shades.show(this.#state.shading);
    const view = this.#wantedView() ?? this.#map.viewOf(this.#chosen.row);
    const chosen = this.#filteredAreas();
    this.#map.camera.start(view, chosen.length ? chosen : this.#filteredAreas(this.#taken));
    this.#render();
    if (!view) this.#chosen.reveal();
    this.#state = { ...this.#state, view: this.#map.camera.view };
    this.#shades.start();
    afterPaint(() => (document.body.dataset["ready"] = "true"));
  }

  #listen(): void {
    window.addEventListener("popstate", () => this.#return());
    // Who is quicker than the panel follows shall choose from what is.
    for (const begin of ["pointerdown", "keydown"]) byId("filter").addEventListener(begin, () => this.#renderPanel(), true);
    startPrinting({
      map: this.#map,
      data: this.#data,
      areas: this.#areas,
      changed: this.#settings.date,
      selection: this.#settings.selection,
      rows: () => this.#result.rows,
      extras: () => this.#file?.printed() ?? [],
      view: () => this.#state.view,
    });
    byId("naeher").addEventListener("click", () => this.#map.camera.zoomBy(1));
    byId("weiter").addEventListener("click", () => this.#map.camera.zoomBy(-1));
    byId("ganz").addEventListener("click", () => this.#map.camera.fit([]));
    document.querySelector(".skip-link")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.#tabs.show("liste");
      byId("liste").focus();
    });
  }

  #typing = 0;

  #typed(q: string): void {
    this.#state = { ...this.#state, query: this.#state.query.searching(q) };
    this.#apply();
    clearTimeout(this.#typing);
    this.#typing = window.setTimeout(() => this.#writeTyped(), TYPING_PAUSE_MS);
  }

  /** At the latest before somebody can copy the address. */
  #writeTyped(): void {
    if (!this.#typing) return;
    clearTimeout(this.#typing);
    this.#typing = 0;
    writeState(this.#state, "replace");
  }

  /** Goes where a suggestion leads; the letters that led there have done their work. */
  #go(target: Target): void {
    const query = this.#state.query.searching("");
    if (target.kind === "filter") {
      this.#filter(query.with(target.key, [...query.values[target.key], target.value]));
    } else if (target.kind === "ort") {
      this.#filter(query);
      this.#map.camera.goToPlace(target.at);
      byId("map").focus();
      announce(`Die Karte zeigt ${target.name}.`);
    } else {
      const hidden = target.kind === "angebot" && !this.#engine.run(query).rows.includes(target.row);
      this.#state = { ...this.#state, query: hidden ? new Query() : query };
      this.#search.show("");
      this.#apply();
      if (target.kind === "angebot") this.#chosen.open({ kind: "angebot", key: this.#data.key(target.row) });
      else {
        this.#chosen.open({ kind: "gebiet", level: target.area.level, id: target.area.id });
        this.#map.camera.goToArea(target.area);
      }
    }
  }

  /** The map stands elsewhere; while only what it shows is wanted, the selection follows. */
  #moved(view: View, elsewhere: boolean): void {
    const { query } = this.#state;
    const follows = query.bbox && elsewhere && !this.#returning;
    this.#state = { ...this.#state, view, query: follows ? query.inside(this.#map.camera.box) : query };
    writeState(this.#state, "replace");
    if (follows) this.#apply();
  }

  /** What the address says; a part of the map without a position is a position, too. */
  #wantedView(): View | null {
    const { view, query } = this.#state;
    const box = query.bbox ?? (this.#filteredAreas(this.#taken).length ? null : this.#taken.bbox);
    return view ?? (box && this.#map.camera.viewOf(box));
  }

  /** The address has changed under us: back, forward, or edited by hand. */
  #return(): void {
    const wanted = readState(location, this.#settings.look);
    const before = JSON.stringify(this.#state.view);
    // First the state: the moving map writes it into the address.
    this.#state = wanted;
    const view = this.#wantedView();
    this.#state = { ...wanted, view: view ?? this.#map.camera.view };
    this.#returning = true;
    if (view && JSON.stringify(view) !== before) this.#map.camera.start(view, []);
    this.#returning = false;
    this.#search.show(this.#state.query.q);
    this.#chosen.follow(() => this.#apply());
  }

  #change(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    writeState(this.#state, "push");
    this.#apply();
  }

  /** A map that shows everything still does beside the legend that comes with the colours. */
  #shade(shading: Shading | null): void {
    const refit = !this.#state.shading && shading && this.#map.camera.showsAll;
    this.#change({ shading });
    if (refit) this.#map.camera.fit([]);
  }

  #filter(query: Query): void {
    const areasBefore = this.#filteredAreas();
    this.#search.show(query.q);
    this.#change({ query });
    const areas = this.#filteredAreas();
    if (areas.length !== areasBefore.length) this.#map.camera.fit(areas);
  }

  #apply(): void {
    this.#result = this.#engine.run(this.#state.query);
    this.#render();
  }

  #render(): void {
    const { query, levels, shading, table } = this.#state;
    const { rows } = this.#result;
    this.#counts.show(rows);
    this.#summary.show(query, this.#result, this.#search.count);
    this.#file?.show(rows, table);
    this.#map.showLevels(levels);
    const shown = this.#shades.show(shading);
    this.#map.showVisits(levels.has("einzug") && !shown ? this.#counts.visits() : new Map());
    this.#map.shade(shown);
    this.#map.show(rows);
    this.#list.show(rows);
    this.#chosen.renew();
    this.#links.show(this.#state, this.#chosen.row);
    this.#behind = true;
    afterPaint(() => this.#renderPanel());
  }

  /** What else could be chosen comes a moment after the answer, which must not wait for it. */
  #renderPanel(): void {
    if (!this.#behind) return;
    this.#behind = false;
    const { query, levels } = this.#state;
    steadily(byId("filter"), () => {
      this.#panel.show(query, levels, this.#result);
      this.#shades.showControl();
    });
  }

  #filteredAreas(query = this.#state.query): Area[] {
    const { sozialraum, planregion } = query.values;
    return [
      ...this.#areas.at("planregion").filter((area) => planregion.has(area.id)),
      ...this.#areas.at("sozialraum").filter((area) => sozialraum.has(area.id)),
    ];
  }

  #only(area: Area): void {
    const key = area.level === "planregion" ? "planregion" : "sozialraum";
    this.#filter(this.#state.query.with(key, [area.id]));
    announce(`Nur ${area.name}`);
    this.#chosen.show();
  }
}

async function start(): Promise<void> {
  const islands = await Islands.read();
  await room();
  new App(islands).start();
}

start().catch((error: unknown) => {
  byId("ohne-daten").hidden = false;
  console.error(error);
});
