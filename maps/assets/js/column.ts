// One column of a layer: each distinct value once, texts joined to a single string.

import { Texts } from "./texts";

export type RawColumn<T> = { d: T[]; i?: number[] } | { t: string; i?: number[] };

/** What an array and joined texts have in common. */
interface Values<T> {
  readonly length: number;
  at(place: number): T | undefined;
  map<S>(change: (value: T) => S): S[];
}

export class Column<T> {
  readonly #values: Values<T>;
  readonly #index: ArrayLike<number> | null;

  private constructor(values: Values<T>, index: ArrayLike<number> | null) {
    this.#values = values;
    this.#index = index;
  }

  static decode<T>(raw: RawColumn<T>): Column<T> {
    const values = "t" in raw ? (new Texts(raw.t) as Values<unknown> as Values<T>) : raw.d;
    return new Column(values, raw.i ? packed(raw.i) : null);
  }

  at(row: number): T {
    return this.#values.at(this.#place(row)) as T;
  }

  #place(row: number): number {
    return this.#index ? (this.#index[row] as number) : this.#constant ? 0 : row;
  }

  get #constant(): boolean {
    return this.#values.length === 1;
  }

  /** Applies a function once per distinct value. */
  map<S>(change: (value: T) => S): Column<S> {
    return new Column(this.#values.map(change), this.#index);
  }

  /** Like {@link map}, all texts at once: the change must look at letters only, one by one. */
  mapText(this: Column<string>, change: (text: string) => string): Column<string> {
    const values = this.#values;
    return values instanceof Texts ? new Column(values.changed(change), this.#index) : this.map(change);
  }

  /** Joins two columns; stays short where the other one is constant. */
  with<U, S>(other: Column<U>, count: number, join: (mine: T, other: U) => S): Column<S> {
    if (other.#constant) return this.map((mine) => join(mine, other.at(0)));
    const rows = Array.from({ length: count }, (_, row) => join(this.at(row), other.at(row)));
    return new Column(rows, null);
  }

  /** Marks in `target` the rows from `first` on whose value passes the test, or contains the text. */
  mark(first: number, count: number, target: Uint8Array, test: string | ((value: T) => boolean)): void {
    const hits = this.#hits(test);
    if (!hits.includes(1)) return;
    if (hits.length === 1) target.fill(1, first, first + count);
    const index = this.#index;
    for (let row = 0; row < count; row++) {
      if (hits[index ? (index[row] as number) : row]) target[first + row] = 1;
    }
  }

  #hits(test: string | ((value: T) => boolean)): Uint8Array {
    const values = this.#values;
    if (typeof test === "function") return Uint8Array.from(values.map((value) => (test(value) ? 1 : 0)));
    if (values instanceof Texts) return values.containing(test);
    return Uint8Array.from(values.map((value) => ((value as string).includes(test) ? 1 : 0)));
  }
}

/** As few bytes per row as the numbers allow. */
function packed(index: number[]): ArrayLike<number> {
  const largest = index.reduce((most, each) => Math.max(most, each), 0);
  return (largest < 2 ** 8 ? Uint8Array : largest < 2 ** 16 ? Uint16Array : Uint32Array).from(index);
}
