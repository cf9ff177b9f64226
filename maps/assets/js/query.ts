// The query: what is wanted, as it stands in the address. Same meaning as on the server.

export const KEYS = [
  "ebene",
  "kategorie",
  "zielgruppe",
  "traeger",
  "planregion",
  "sozialraum",
  "art",
] as const;
export type Key = (typeof KEYS)[number];

/** An `ebene` that no layer can have: what stands there when all ticks are removed. */
export const NO_LAYER = "-";

export class Query {
  readonly values: Record<Key, ReadonlySet<string>>;
  readonly q: string;

  constructor(values: Partial<Record<Key, ReadonlySet<string>>> = {}, q = "") {
    this.values = Object.fromEntries(
      KEYS.map((key) => [key, values[key] ?? new Set<string>()]),
    ) as unknown as Record<Key, ReadonlySet<string>>;
    this.q = q;
  }

  static parse(parameters: URLSearchParams): Query {
    const values: Partial<Record<Key, ReadonlySet<string>>> = {};
    for (const key of KEYS) values[key] = new Set(parameters.getAll(key).filter(Boolean));
    return new Query(values, parameters.getAll("q").join(" ").trim());
  }

  get empty(): boolean {
    return !this.q && KEYS.every((key) => this.values[key].size === 0);
  }

  with(key: Key, values: Iterable<string>): Query {
    return new Query({ ...this.values, [key]: new Set(values) }, this.q);
  }

  toggled(key: Key, value: string): Query {
    const values = new Set(this.values[key]);
    if (!values.delete(value)) values.add(value);
    return this.with(key, values);
  }

  searching(q: string): Query {
    return new Query(this.values, q);
  }

  parameters(): URLSearchParams {
    const parameters = new URLSearchParams();
    for (const key of KEYS) for (const value of this.values[key]) parameters.append(key, value);
    if (this.q.trim()) parameters.append("q", this.q.trim());
    return parameters;
  }
}
