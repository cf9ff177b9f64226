// The map page: reads the data, keeps all views of the state equal.

import { startBackground } from "./background";
import { Card } from "./card";
import { AreaCounts } from "./counts";
import { Areas, Dataset, readSettings, type Area, type Settings } from "./data";
import { byId, steadily } from "./dom";
import { FileParts } from "./file";
import { Engine, type Result } from "./filter";
import { offers } from "./format";
import { announce, startDialogs, startMenu, startShare, Tabs } from "./frame";
import { Islands } from "./islands";
import { Legend } from "./legend";
import { Links } from "./links";
import { ResultList } from "./list";
import { MapView, type View } from "./mapview";
import { readOrientation } from "./names";
import { Panel } from "./panel";
import { startPrinting } from "./print";
import { Query } from "./query";
import { SearchBox } from "./searchbox";
import { sheet } from "./sheet";
import { readState, writeState, type Selection, type State } from "./state";
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
  readonly #card: Card;
  readonly #search: SearchBox;
  readonly #file: FileParts | null;
  #state: State;
  #result: Result;
  /** Offers of one house that the card lists; not part of the address. */
  #place: readonly number[] = [];
  #returnFocus: HTMLElement | null = null;
  /** Offer of the card, also when the address is about another one already. */
  #shownRow: number | null = null;
  #returning = false;

  constructor(islands: Islands) {
    this.#settings = readSettings(islands);
    this.#taken = Query.parse(new URLSearchParams(this.#settings.chosen));
    this.#data = new Dataset(islands);
    this.#areas = new Areas(islands);
    this.#links = new Links(this.#settings, this.#data);
    this.#engine = new Engine(this.#data, this.#areas);
    this.#counts = new AreaCounts(this.#data, this.#engine, this.#areas);
    this.#state = readState(location);
    this.#result = this.#engine.run(this.#state.query);
    const resource = (row: number): void => this.#open({ kind: "angebot", key: this.#data.key(row) });
    const area = (each: Area): void => this.#open({ kind: "gebiet", level: each.level, id: each.id });
    this.#panel = new Panel(byId("filter"), this.#data, this.#areas, this.#engine, {
      query: (query) => this.#filter(query),
      levels: (levels) => this.#change({ levels }),
    });
    this.#summary = new Summary(this.#data, {
      query: (query) => this.#filter(query),
      onlyInView: (on) => this.#filter(this.#state.query.inside(on ? this.#map.box : null)),
      label: (key, value) => this.#panel.label(key, value),
      spelling: (word) => this.#engine.search.spelling(word),
    });
    this.#list = new ResultList(byId("liste"), this.#data, resource);
    this.#card = new Card(byId("karte-rechts"), this.#data, this.#areas, {
      close: () => this.#close(),
      resource,
      area,
      only: (each) => this.#only(each),
      partial: Boolean(this.#settings.selection),
      extras: (subject) => this.#file?.extras(subject) ?? [],
      ...this.#links.ofCard(() => this.#state.query),
    });
    this.#legend = new Legend(this.#data);
    this.#file = this.#settings.mode === "file" ? this.#fileParts() : null;
    const orientation = readOrientation(islands);
    this.#search = new SearchBox(new Suggester(this.#data, this.#areas, this.#engine, orientation.places), {
      typed: (q) => this.#typed(q),
      submit: () => this.#tabs.show("liste"),
      go: (target) => this.#go(target),
      query: () => this.#state.query,
    });
    this.#map = new MapView(byId("map"), this.#data, this.#areas, orientation, {
      moved: (view, elsewhere) => this.#moved(view, elsewhere),
      resource,
      area,
      count: (each) => this.#counts.of(each),
      drawn: (rows) => this.#legend.show(rows),
      here: (rows, spread) => this.#showPlace(rows, spread),
      folded: () => {
        if (this.#place.length) this.#close();
      },
      spot: (at) => {
        const found = this.#map.areaAt(at);
        if (found) area(found);
      },
    });
    startBackground(islands, this.#map);
    this.#listen();
  }

  #fileParts(): FileParts {
    return new FileParts(this.#settings, this.#data, this.#areas, {
      open: (selection) => this.#open(selection),
      show: (table) => {
        this.#change({ table });
        if (!table) this.#reveal();
      },
    });
  }

  start(): void {
    sheet.moved = () => this.#map.recentre();
    this.#legend.toggled = () => this.#map.redraw();
    sheet.start();
    startDialogs();
    startMenu();
    startShare();
    this.#search.show(this.#state.query.q);
    // An open card takes its room before the map measures what is left.
    this.#showSelection();
    const view = this.#wantedView();
    const chosen = this.#filteredAreas();
    this.#map.start(view, chosen.length ? chosen : this.#filteredAreas(this.#taken));
    this.#render();
    if (!view) this.#reveal();
    this.#state = { ...this.#state, view: this.#map.view };
    this.#legend.start();
    document.body.dataset["ready"] = "true";
  }

  #listen(): void {
    window.addEventListener("popstate", () => this.#return());
    startPrinting({
      map: this.#map,
      data: this.#data,
      areas: this.#areas,
      changed: this.#settings.date,
      selection: this.#settings.selection,
      rows: () => this.#result.rows,
      view: () => this.#state.view,
    });
    byId("naeher").addEventListener("click", () => this.#map.zoomBy(1));
    byId("weiter").addEventListener("click", () => this.#map.zoomBy(-1));
    byId("ganz").addEventListener("click", () => this.#map.fit([]));
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
    this.#typing = window.setTimeout(() => writeState(this.#state, "replace"), TYPING_PAUSE_MS);
  }

  /** Goes where a suggestion leads; the letters that led there have done their work. */
  #go(target: Target): void {
    const query = this.#state.query.searching("");
    if (target.kind === "filter") {
      this.#filter(query.with(target.key, [...query.values[target.key], target.value]));
    } else if (target.kind === "ort") {
      this.#filter(query);
      this.#map.goToPlace(target.at);
      byId("map").focus();
      announce(`Die Karte zeigt ${target.name}.`);
    } else {
      const hidden = target.kind === "angebot" && !this.#engine.run(query).rows.includes(target.row);
      this.#state = { ...this.#state, query: hidden ? new Query() : query };
      this.#search.show("");
      this.#apply();
      if (target.kind === "angebot") this.#open({ kind: "angebot", key: this.#data.key(target.row) });
      else {
        this.#open({ kind: "gebiet", level: target.area.level, id: target.area.id });
        this.#map.goToArea(target.area);
      }
    }
  }

  /** The map stands elsewhere; while only what it shows is wanted, the selection follows. */
  #moved(view: View, elsewhere: boolean): void {
    const { query } = this.#state;
    const follows = query.bbox && elsewhere && !this.#returning;
    this.#state = { ...this.#state, view, query: follows ? query.inside(this.#map.box) : query };
    writeState(this.#state, "replace");
    if (follows) this.#apply();
  }

  /** What the address says; a part of the map without a position is a position, too. */
  #wantedView(): View | null {
    const { view, query } = this.#state;
    const box = query.bbox ?? (this.#filteredAreas(this.#taken).length ? null : this.#taken.bbox);
    return view ?? (box && this.#map.viewOf(box));
  }

  /** The address has changed under us: back, forward, or edited by hand. */
  #return(): void {
    const wanted = readState(location);
    const before = JSON.stringify(this.#state.view);
    // First the state: the moving map writes it into the address.
    this.#state = wanted;
    const view = this.#wantedView();
    this.#state = { ...wanted, view: view ?? this.#map.view };
    this.#returning = true;
    if (view && JSON.stringify(view) !== before) this.#map.start(view, []);
    this.#returning = false;
    this.#search.show(this.#state.query.q);
    const row = this.#shownRow;
    const inCard = byId("karte-rechts").contains(document.activeElement);
    this.#map.fold();
    this.#apply();
    this.#showSelection();
    if (inCard && !this.#card.open) this.#focusAfterCard(row);
  }

  #change(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    writeState(this.#state, "push");
    this.#apply();
  }

  #filter(query: Query): void {
    const areasBefore = this.#filteredAreas();
    this.#search.show(query.q);
    this.#change({ query });
    const areas = this.#filteredAreas();
    if (areas.length !== areasBefore.length) this.#map.fit(areas);
  }

  #apply(): void {
    this.#result = this.#engine.run(this.#state.query);
    // Around all of it, so that asking where something stands lays the page out once, not twice.
    steadily(byId("filter"), () => this.#render());
  }

  #render(): void {
    const { query, levels, table } = this.#state;
    const { rows } = this.#result;
    this.#panel.show(query, levels, this.#result);
    this.#summary.show(query, this.#result, this.#search.count);
    this.#list.show(rows);
    this.#counts.show(rows);
    this.#file?.show(rows, table);
    this.#map.showLevels(levels);
    this.#map.showVisits(levels.has("einzug") ? this.#counts.visits() : new Map());
    this.#map.show(rows);
    this.#emphasise();
    const area = this.#selectedArea();
    if (area && this.#card.open) this.#card.showArea(area, rows, false);
    if (this.#place.length) this.#renewPlace(rows);
    this.#links.show(query, this.#selectedRow());
  }

  #filteredAreas(query = this.#state.query): Area[] {
    const { sozialraum, planregion } = query.values;
    return [
      ...this.#areas.at("planregion").filter((area) => planregion.has(area.id)),
      ...this.#areas.at("sozialraum").filter((area) => sozialraum.has(area.id)),
    ];
  }

  #emphasise(): void {
    const row = this.#selectedRow();
    const area = this.#selectedArea();
    const served = new Set(row === null ? [] : this.#data.list("service_areas", row));
    this.#map.emphasise(area ? [area] : this.#filteredAreas(), served);
    this.#map.select(row);
    this.#list.select(row);
    this.#file?.select(row);
  }

  #selectedRow(): number | null {
    const { selection } = this.#state;
    return selection?.kind === "angebot" ? this.#data.find(selection.key) : null;
  }

  #selectedArea(): Area | null {
    const { selection } = this.#state;
    return selection?.kind === "gebiet" ? this.#areas.get(selection.level, selection.id) : null;
  }

  #open(selection: Selection): void {
    this.#rememberFocus();
    this.#state = { ...this.#state, selection };
    writeState(this.#state, "push");
    this.#showSelection();
    this.#reveal();
  }

  /** Brings what is chosen into view. */
  #reveal(): void {
    const row = this.#selectedRow();
    const area = this.#selectedArea();
    // What is chosen by the part of the map must not change by a look at it.
    if (row !== null) this.#map.goTo(row, this.#state.query.bbox ? 0 : undefined);
    else if (area) this.#map.reveal(area);
  }

  #showSelection(): void {
    this.#place = [];
    const row = this.#selectedRow();
    this.#shownRow = row;
    const area = this.#selectedArea();
    document.body.classList.toggle("has-card", row !== null || area !== null);
    if (row !== null || area) sheet.move(sheet.stop === "full" ? "full" : "half");
    if (row !== null) {
      this.#card.showResource(row);
    } else if (area) {
      this.#card.showArea(area, this.#result.rows);
    } else {
      this.#card.close();
    }
    this.#emphasise();
  }

  /** The focus goes to the list, unless the offers are spread on the map. */
  #showPlace(rows: number[], spread: boolean): void {
    this.#rememberFocus();
    this.#state = { ...this.#state, selection: null };
    writeState(this.#state, "push");
    this.#emphasise();
    this.#place = rows;
    document.body.classList.add("has-card");
    this.#card.showPlace(rows, !spread);
    if (spread) announce(`${offers(rows.length)} an diesem Ort, aufgefächert; die Liste steht daneben.`);
    sheet.move("half");
  }

  /** Keeps to what still matches, without taking the focus. */
  #renewPlace(matching: Uint32Array): void {
    const found = new Set(matching);
    const rows = this.#place.filter((row) => found.has(row));
    if (rows.length) this.#card.showPlace(rows, false);
    else this.#deselect();
  }

  #rememberFocus(): void {
    const active = document.activeElement;
    const inside = byId("karte-rechts").contains(active);
    if (active instanceof HTMLElement && !inside) this.#returnFocus = active;
  }

  #close(): void {
    const row = this.#selectedRow();
    const [first] = this.#place;
    this.#deselect();
    if (first === undefined || !this.#map.focusOn(first)) this.#focusAfterCard(row);
  }

  #deselect(): void {
    if (this.#place.length) this.#map.fold();
    this.#state = { ...this.#state, selection: null };
    writeState(this.#state, "push");
    this.#showSelection();
  }

  /** Back to where the card was opened from, or to what stands for the resource now. */
  #focusAfterCard(row: number | null): void {
    const back = this.#returnFocus;
    if (back?.isConnected) back.focus({ preventScroll: byId("map").contains(back) });
    else if (row === null || ![this.#file, this.#list, this.#map].some((part) => part?.focusOn(row))) byId("map").focus();
    this.#returnFocus = null;
  }

  #only(area: Area): void {
    const key = area.level === "planregion" ? "planregion" : "sozialraum";
    this.#filter(this.#state.query.with(key, [area.id]));
    announce(`Nur ${area.name}`);
    this.#showSelection();
  }
}

Islands.read().then(
  (islands) => new App(islands).start(),
  (error: unknown) => {
    byId("ohne-daten").hidden = false;
    console.error(error);
  },
);
