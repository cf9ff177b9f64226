// What the card says of an area: facts, and what there is for its people. The numbers are those of its page.

import type { Area, Areas, Dataset, Level } from "./data";
import { button, el, type Child } from "./dom";
import { decimal, firstDay, germanDate, germanDensity, number, offers, today, yearBefore } from "./format";
import type { Profiles } from "./profile";

export type Fact = [term: string, values: Child[]];

export interface AreaEvents {
  area(area: Area): void;
  only(area: Area): void;
  profile?(area: Area): string;
  profiles: Profiles;
  shade(area: Area): Fact | null;
  /** Whether the page holds a part of the map only; what is not there may exist all the same. */
  partial: boolean;
}

/** Names in a card; a county may have thousands. */
const MOST_NAMES = 50;

const LEVELS: Record<string, string> = {
  gemeinde: "Gemeinde",
  sozialraum: "Sozialraum",
  planregion: "Planregion",
  kreis: "Landkreis",
};

export function areaKicker(area: Area): HTMLElement {
  const kind = area.kind && area.level !== "gemeinde" && ` · ${area.kind}`;
  return el("p", { class: "card__kicker" }, LEVELS[area.level], kind);
}

/** `matching` are the rows that pass the filters. */
export function areaContent(area: Area, matching: Uint32Array, data: Dataset, areas: Areas, events: AreaEvents): Child[] {
  const filtered = matching.length < data.size;
  const rows = rowsIn(area, matching, data, areas);
  const profile = rows && events.profile?.(area);
  const only = area.level === "sozialraum" || area.level === "planregion";
  return [
    facts([...areaFacts(area, areas, events), events.shade(area)].filter((each) => each !== null)),
    rows && offersIn(area, rows, data, filtered, events.partial),
    ...events.profiles.content(area, events.partial),
    (only || profile) &&
      el(
        "p",
        { class: "card__ways" },
        only && button("Nur dieses Gebiet zeigen", { class: "button" }, () => events.only(area)),
        profile && el("a", { class: "button", href: profile }, "Zum Profil"),
      ),
  ];
}

export function facts(all: Fact[]): HTMLElement {
  const filled = all.filter(([, values]) => values.some(Boolean));
  return el("dl", { class: "facts" }, ...filled.map(([term, values]) => el("div", {}, el("dt", {}, term), el("dd", {}, ...values))));
}

export function areaLink(area: Area, events: AreaEvents): HTMLElement {
  return button(area.name, { class: "link" }, () => events.area(area));
}

export function doubt(): HTMLElement {
  const title = "Keine öffentliche Quelle bestätigt diese Zuordnung.";
  return el("span", { class: "tag", title }, "unbestätigt");
}

const ABOVE: Partial<Record<Level, Level>> = { gemeinde: "sozialraum", sozialraum: "planregion", planregion: "kreis" };

function areaFacts(area: Area, areas: Areas, events: AreaEvents): Fact[] {
  const above = ABOVE[area.level];
  const parent = above ? areas.get(above, area.parent) : null;
  const date = area.populationDate && ` (${germanDate(area.populationDate)})`;
  const density = area.population && area.km2 ? number(Math.round(area.population / area.km2)) : "";
  const link = parent && el("span", {}, areaLink(parent, events), " ", !area.confirmed && doubt());
  return [
    [parent ? (LEVELS[parent.level] as string) : "", [link]],
    ["Einwohner", [area.population !== null && number(area.population), area.population !== null && date]],
    ["Fläche", [area.km2 !== null && `${decimal(area.km2)}\u00a0km²`]],
    ["Einwohner je km²", [density]],
    ["Sozialräume", [members(area, areas, events)]],
  ];
}

/** Sozialräume of a Planregion, each with its doubt. */
function members(area: Area, areas: Areas, events: AreaEvents): Child {
  if (area.level !== "planregion") return null;
  const inside = areas.at("sozialraum").filter((each) => each.parent === area.id);
  const items = inside.map((each) => el("li", {}, areaLink(each, events), " ", !each.confirmed && doubt()));
  return el("ul", { class: "plain" }, ...items);
}

/** Offers that lie in the area or serve it; null where they are not counted. */
function rowsIn(area: Area, matching: Uint32Array, data: Dataset, areas: Areas): Uint32Array | null {
  if (area.level === "gemeinde") return null;
  if (area.level === "kreis") return matching;
  const inside = areas.at("sozialraum").filter((each) => (area.level === "sozialraum" ? each.id : each.parent) === area.id);
  const ids = new Set(inside.map((each) => each.id));
  return matching.filter((row) => data.spacesOf(row).some((space) => ids.has(space)));
}

function offersIn(area: Area, rows: Uint32Array, data: Dataset, filtered: boolean, partial: boolean): HTMLElement {
  return el(
    "section",
    {},
    el("h3", {}, offers(rows.length), (filtered || partial) && " der Auswahl"),
    ...(rows.length
      ? [reaches(rows, data), rate(area, rows.length), categories(rows, data), placeless(rows, data), freshness(rows, data)]
      : [el("p", {}, nothing(area, filtered, partial))]),
  );
}

function nothing(area: Area, filtered: boolean, partial: boolean): string {
  if (filtered) return `In ${area.name} passt nichts zu den Filtern.`;
  if (partial) return "Für dieses Gebiet enthält die Auswahl dieser Datei kein Angebot.";
  return "Für dieses Gebiet ist noch kein Angebot veröffentlicht.";
}

function reaches(rows: Uint32Array, data: Dataset): HTMLElement {
  const counts = new Map([...data.taxonomy.reach.keys()].map((reach) => [reach, 0]));
  for (const row of rows) {
    const reach = data.text("reach", row);
    counts.set(reach, (counts.get(reach) ?? 0) + 1);
  }
  const items = [...counts].map(([reach, count]) => {
    const attributes = { class: reach !== "site" && count ? "tag tag--accent" : "tag" };
    const label = reach === "mobile" && count !== 1 ? "kommen hin" : (data.taxonomy.reach.get(reach) ?? reach);
    return el("li", {}, el("span", attributes, `${number(count)} ${label}`));
  });
  return el("ul", { class: "card__reaches" }, ...items);
}

/** Offers / inhabitants * 1,000, and how that was worked out. */
function rate(area: Area, count: number): Child {
  if (!area.population) return null;
  const text = `${germanDensity(count, area.population)} je 1.000 Einwohner`;
  return el("p", {}, text, el("span", { class: "card__aside" }, `${offers(count)} : ${number(area.population)} Einwohner × 1.000`));
}

function categories(rows: Uint32Array, data: Dataset): HTMLElement {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const label = data.categoryLabel(row) || "Ohne Kategorie";
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "de"));
  const lines = sorted.map(([label, count]) =>
    el("tr", {}, el("th", { scope: "row" }, label), el("td", { class: "number" }, number(count))),
  );
  const head = el("tr", {}, el("th", { scope: "col" }, "Kategorie"), el("th", { scope: "col", class: "number" }, "Angebote"));
  return el("table", { class: "data" }, el("thead", {}, head), el("tbody", {}, ...lines));
}

/** What no symbol on the map tells of, by name. */
function placeless(rows: Uint32Array, data: Dataset): Child {
  const without = rows.filter((row) => !data.hasPoint(row));
  if (!without.length) return null;
  const items = [...without.subarray(0, MOST_NAMES)].map((row) => el("li", {}, data.text("name", row)));
  const more = without.length - items.length;
  return el(
    "details",
    { class: "card__how" },
    el("summary", {}, `Ohne Ort auf der Karte: ${number(without.length)}`),
    el("ul", {}, ...items, more > 0 && el("li", {}, `${number(more)} weitere in der Liste`)),
  );
}

/** Offers by their confirmation, else the date of what is said of them, as on the page: lately, longer ago, unknown. */
function freshness(rows: Uint32Array, data: Dataset): HTMLElement {
  const now = today();
  const since = yearBefore(now);
  const days = new Map<string, string>();
  const known = (text: string): string => {
    let day = days.get(text);
    if (day === undefined) days.set(text, (day = firstDay(text)));
    return day <= now ? day : "";
  };
  let [lately, older, unknown] = [0, 0, 0];
  for (const row of rows) {
    const day = known(data.text("last_confirmed", row)) || known(data.text("as_of", row));
    if (!day) unknown++;
    else if (day >= since) lately++;
    else older++;
  }
  const line = `bestätigt seit ${germanDate(since)}: ${number(lately)} · älter: ${number(older)} · nicht bekannt: ${number(unknown)}`;
  return facts([["Aktualität", [line]]]);
}
