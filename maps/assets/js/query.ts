// The query: what is wanted, as it stands in the address. Same meaning as on the server.

import { PRECISION } from "./rings";

export const KEYS = [
  "ebene",
  "kategorie",
  "zielgruppe",
  "traeger",
  "planregion",
  "sozialraum",
  "art",
  "lage",
] as const;
export type Key = (typeof KEYS)[number];

/** What the keys are called, in the order of the panel. */
export const TITLES: Record<Key, string> = {
  ebene: "Ebene",
  kategorie: "Kategorie",
  zielgruppe: "Zielgruppe",
  planregion: "Planregion",
  sozialraum: "Sozialraum",
  traeger: "Träger",
  art: "Erreichbarkeit",
  lage: "Lagegenauigkeit",
};

/** An `ebene` that no layer can have: what stands there when all ticks are removed. */
export const NO_LAYER = "-";
/** A `kategorie` that stands for offers without one. */
export const NO_CATEGORY = "-";

const LONGEST_SEARCH = 120;
const BOX = /^-?\d{1,3}(?:\.\d{1,15})?(?:,-?\d{1,3}(?:\.\d{1,15})?){3}$/;

/** A part of the map, with its edges in 1/100000 degree: no finer than the places on the page. */
export class Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;

  /** Edges in degrees. */
  constructor(west: number, south: number, east: number, north: number) {
    const steps = (degrees: number): number => Math.floor(degrees * PRECISION + 0.5);
    this.west = steps(west) / PRECISION;
    this.south = steps(south) / PRECISION;
    this.east = steps(east) / PRECISION;
    this.north = steps(north) / PRECISION;
  }

  /** What is no box is ignored: a link that was cut off shows too much rather than nothing. */
  static parse(text: string): Box | null {
    if (!BOX.test(text)) return null;
    const box = new Box(...(text.split(",").map(Number) as [number, number, number, number]));
    const turned = box.west > box.east || box.south > box.north;
    const beyond = Math.max(-box.west, box.east) > 180 || Math.max(-box.south, box.north) > 90;
    return turned || beyond ? null : box;
  }

  toString(): string {
    return [this.west, this.south, this.east, this.north].map((edge) => edge.toFixed(5)).join(",");
  }
}

/** What of a search counts. */
const searched = (text: string): string => [...text].slice(0, LONGEST_SEARCH).join("");

export class Query {
  readonly values: Record<Key, ReadonlySet<string>>;
  readonly q: string;
  readonly bbox: Box | null;

  constructor(values: Partial<Record<Key, ReadonlySet<string>>> = {}, q = "", bbox: Box | null = null) {
    this.values = Object.fromEntries(
      KEYS.map((key) => [key, values[key] ?? new Set<string>()]),
    ) as unknown as Record<Key, ReadonlySet<string>>;
    this.q = q;
    this.bbox = bbox;
  }

  static parse(parameters: URLSearchParams): Query {
    const values: Partial<Record<Key, ReadonlySet<string>>> = {};
    for (const key of KEYS) values[key] = new Set(parameters.getAll(key).filter(Boolean));
    return new Query(values, searched(parameters.getAll("q").join(" ")).trim(), Box.parse(parameters.get("bbox") ?? ""));
  }

  get empty(): boolean {
    return !this.q && !this.bbox && KEYS.every((key) => this.values[key].size === 0);
  }

  with(key: Key, values: Iterable<string>): Query {
    return new Query({ ...this.values, [key]: new Set(values) }, this.q, this.bbox);
  }

  toggled(key: Key, value: string): Query {
    const values = new Set(this.values[key]);
    if (!values.delete(value)) values.add(value);
    return this.with(key, values);
  }

  searching(q: string): Query {
    return new Query(this.values, searched(q), this.bbox);
  }

  inside(bbox: Box | null): Query {
    return new Query(this.values, this.q, bbox);
  }

  without(restriction: Key | "bbox" | "q"): Query {
    if (restriction === "q") return this.searching("");
    return restriction === "bbox" ? this.inside(null) : this.with(restriction, []);
  }

  parameters(): URLSearchParams {
    const parameters = new URLSearchParams();
    for (const key of KEYS) for (const value of this.values[key]) parameters.append(key, value);
    if (this.bbox) parameters.append("bbox", this.bbox.toString());
    if (this.q.trim()) parameters.append("q", this.q.trim());
    return parameters;
  }
}
