// The map page: reads the data, keeps all views of the state equal.

import { startBackground } from "./background";
import { Card, type CardEvents } from "./card";
import { showChips } from "./chips";
import { AreaCounts } from "./counts";
import { Areas, Dataset, readSettings, type Area, type Settings } from "./data";
import { byId, maybe, setText } from "./dom";
import { FileParts } from "./file";
import { Engine, type Result } from "./filter";
import { found, number, offers } from "./format";
import { announce, copyAddress, startDialogs, startMenu, startShare, Tabs } from "./frame";
import { Islands } from "./islands";
import { Legend } from "./legend";
import { ResultList } from "./list";
import { MapView } from "./mapview";
import { readOrientation } from "./names";
import { Panel } from "./panel";
import { startPrinting } from "./print";
import type { Query } from "./query";
import { sheet } from "./sheet";
import { readState, writeState, type Selection, type State } from "./state";

const TYPING_PAUSE_MS = 400;

class App {
  readonly #settings: Settings;
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #engine: Engine;
  readonly #counts: AreaCounts;
  readonly #tabs = new Tabs(() => this.#list.refresh());
  readonly #map: MapView;
  readonly #panel: Panel;
  readonly #list: ResultList;
  readonly #legend: Legend;
  readonly #card: Card;
  readonly #search = byId<HTMLInputElement>("suche");
  readonly #file: FileParts | null;
  #state: State;
  #result: Result;
  /** Offers of one house that the card lists; not part of the address. */
  #place: readonly number[] = [];
  #returnFocus: HTMLElement | null = null;
  /** Offer of the card, also when the address is about another one already. */
  #shownRow: number | null = null;

  constructor(islands: Islands) {
    this.#settings = readSettings(islands);
    this.#data = new Dataset(islands);
    this.#areas = new Areas(islands);
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
    this.#list = new ResultList(byId("liste"), this.#data, resource);
    this.#card = new Card(byId("karte-rechts"), this.#data, this.#areas, {
      close: () => this.#close(),
      resource,
      area,
      only: (each) => this.#only(each),
      extras: (subject) => this.#file?.extras(subject) ?? [],
      ...this.#ways(),
    });
    this.#legend = new Legend(this.#data);
    this.#file = this.#settings.mode === "file" ? this.#fileParts() : null;
    this.#map = new MapView(byId("map"), this.#data, this.#areas, readOrientation(islands), {
      moved: (view) => {
        this.#state = { ...this.#state, view };
        writeState(this.#state, "replace");
      },
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
    this.#search.value = this.#state.query.q;
    // An open card takes its room before the map measures what is left.
    this.#showSelection();
    this.#map.start(this.#state.view, this.#filteredAreas());
    this.#render();
    if (!this.#state.view) this.#reveal();
    this.#state = { ...this.#state, view: this.#map.view };
    this.#legend.start();
    document.body.dataset["ready"] = "true";
  }

  #listen(): void {
    let typing = 0;
    this.#search.addEventListener("input", () => {
      this.#state = { ...this.#state, query: this.#state.query.searching(this.#search.value) };
      this.#apply();
      clearTimeout(typing);
      typing = window.setTimeout(() => writeState(this.#state, "replace"), TYPING_PAUSE_MS);
    });
    this.#search.addEventListener("focus", () => this.#engine.search.prepare(), { once: true });
    this.#search.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#tabs.show("liste");
    });
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

  /** The address has changed under us: back, forward, or edited by hand. */
  #return(): void {
    const wanted = readState(location);
    const moved = wanted.view && JSON.stringify(wanted.view) !== JSON.stringify(this.#state.view);
    // First the state: the moving map writes it into the address.
    this.#state = { ...wanted, view: wanted.view ?? this.#map.view };
    if (moved) this.#map.start(wanted.view, []);
    this.#search.value = this.#state.query.q;
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
    this.#search.value = query.q;
    this.#change({ query });
    const areas = this.#filteredAreas();
    if (areas.length !== areasBefore.length) this.#map.fit(areas);
  }

  #apply(): void {
    this.#result = this.#engine.run(this.#state.query);
    this.#render();
  }

  #render(): void {
    const { query, levels, table } = this.#state;
    const { rows } = this.#result;
    this.#panel.show(query, levels, this.#result);
    showChips(byId("chips"), query, (key, value) => this.#panel.label(key, value), (next) => this.#filter(next));
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
    this.#count(rows);
    this.#links(query);
  }

  #count(rows: Uint32Array): void {
    const text = found(rows.length, this.#data.size);
    setText(byId("anzahl"), text);
    byId("reiter-liste").textContent = `Liste (${number(rows.length)})`;
    const placeless = rows.filter((row) => !this.#data.hasPoint(row)).length;
    byId("ohne-ort").hidden = !placeless;
    byId("ohne-ort").textContent = `davon ${number(placeless)} ohne Ort, nur in der Liste`;
  }

  /** Ways to other pages take the query along. */
  #links(query: Query): void {
    const search = query.parameters().toString();
    const { links } = this.#settings;
    for (const [id, path] of [["exportieren", links.export], ["tabelle", links.table]] as const) {
      const link = maybe<HTMLAnchorElement>(id);
      if (link) link.href = search ? `${path}?${search}` : path;
    }
    const tableRow = maybe<HTMLAnchorElement>("zur-zeile");
    const row = this.#selectedRow();
    if (tableRow && row !== null) tableRow.href = this.#tableRow(row);
  }

  /** Where the card leads to; nowhere in a file. */
  #ways(): Partial<CardEvents> {
    const { mode, links } = this.#settings;
    if (mode === "file") return {};
    return {
      copyAddress,
      tableRow: (row) => this.#tableRow(row),
      profile: ({ level, id }) => (level === "kreis" ? links.kreis : level !== "gemeinde" ? links[level] + encodeURIComponent(id) : ""),
    };
  }

  #tableRow(row: number): string {
    const parameters = this.#state.query.parameters();
    parameters.set("angebot", this.#data.key(row));
    return `${this.#settings.links.table}?${parameters}`;
  }

  #filteredAreas(): Area[] {
    const { sozialraum, planregion } = this.#state.query.values;
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
    if (row !== null) this.#map.goTo(row);
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
    const rows = this.#place.filter((row) => matching.includes(row));
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
