// What areas can be coloured by: offers that match, offers per inhabitants, indicators.

import type { AreaCounts } from "./counts";
import { classify, type Classes } from "./classes";
import type { Area, Areas } from "./data";
import { DENSITY_PLACES, digits, germanDate, per1000 } from "./format";
import type { Islands } from "./islands";
import type { ShadedLevel, Shading } from "./shading";

/** A number; null where it is missing, false where it is suppressed. */
export type Value = number | null | false;

export interface Measure {
  id: string;
  label: string;
  unit: string;
  /** Heading that it stands under. */
  topic: string;
  /** What the number means, and where it comes from. */
  note: string;
  source: string;
  decimals: number;
  /** Oldest first; none if the number is of today. */
  periods: string[];
  levels(period: string): ShadedLevel[];
  values(level: ShadedLevel, period: string): Value[];
}

/** A measure as it is on the map. */
export interface Shown {
  shading: Shading;
  measure: Measure;
  /** The period, as it is shown. */
  when: string;
  areas: Area[];
  values: Value[];
  classes: Classes;
}

interface RawIndicator extends Omit<Measure, "periods" | "levels" | "values"> {
  values: Record<string, Partial<Record<ShadedLevel, Value[]>>>;
}

const COUNTED: ShadedLevel[] = ["sozialraum", "planregion"];
const OFFERS = "angebote";
const RATE = "angebote-je-1000";

export class Measures {
  readonly all: Measure[];
  readonly #areas: Areas;
  readonly #date: string;

  /** `date` is the day of the last change of the offers. */
  constructor(islands: Islands, areas: Areas, counts: AreaCounts, date: string) {
    this.#areas = areas;
    this.#date = date;
    const raw = islands.all<RawIndicator[]>("indicators").flat();
    this.all = [...counted(areas, counts), ...raw.map(indicator)];
  }

  /** What of a shading is possible: the next best period and level; null if there is no such measure. */
  settled(shading: Shading | null): Shading | null {
    const measure = this.all.find((each) => each.id === shading?.measure);
    if (!shading || !measure) return null;
    const period = measure.periods.includes(shading.period) ? shading.period : "";
    const levels = measure.levels(period || (measure.periods.at(-1) ?? ""));
    return { ...shading, period, level: levels.includes(shading.level) ? shading.level : (levels[0] ?? "sozialraum") };
  }

  show(shading: Shading): Shown {
    const measure = this.all.find((each) => each.id === shading.measure) as Measure;
    const period = shading.period || (measure.periods.at(-1) ?? "");
    const values = measure.values(shading.level, period);
    const classes = classify(values.map((each) => (each === false ? null : each)), shading, measure.decimals);
    const when = period ? germanDate(period) : `Stand: ${germanDate(this.#date)}`;
    return { shading, measure, when, areas: this.#areas.at(shading.level), values, classes };
  }
}

/** A value in words: what is missing, what is suppressed and 0 are three things. */
export function valueText(value: Value, decimals: number): string {
  if (value === null) return "keine Angabe";
  return value === false ? "gesperrt" : digits(decimals)(value);
}

function counted(areas: Areas, counts: AreaCounts): Measure[] {
  const common = { topic: "Angebote der Auswahl", periods: [], levels: () => COUNTED, source: "veröffentlichte Ebenen" };
  const [county] = areas.at("kreis");
  const day = county?.populationDate;
  const note = "Gezählt ist jedes Angebot der Auswahl, das im Gebiet liegt oder dorthin kommt.";
  const offers: Measure = {
    ...common,
    id: OFFERS,
    label: "Angebote",
    unit: "Anzahl",
    note,
    decimals: 0,
    values: (level) => areas.at(level).map((area) => counts.of(area)),
  };
  const rate: Measure = {
    ...common,
    id: RATE,
    label: "Angebote je 1.000 Einwohner",
    unit: "je 1.000 Einwohner",
    note: `${note} Geteilt durch die Einwohner${day ? ` am ${germanDate(day)}` : ""}, mal 1.000.`,
    decimals: DENSITY_PLACES,
    values: (level) => areas.at(level).map((area) => per1000(counts.of(area), area.population)),
  };
  return county?.population ? [offers, rate] : [offers];
}

function indicator({ values, ...facts }: RawIndicator): Measure {
  const levels = (period: string): ShadedLevel[] => Object.keys(values[period] ?? {}) as ShadedLevel[];
  // An object gives keys that are whole numbers first: 2024 before 2022-12-31.
  return { ...facts, periods: Object.keys(values).sort(), levels, values: (level, period) => values[period]?.[level] ?? [] };
}
