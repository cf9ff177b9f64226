// One column of a layer: each distinct value once.

export type RawColumn<T> = T[] | { d: T[]; i?: number[] };

export class Column<T> {
  readonly #values: T[];
  readonly #index: ArrayLike<number> | null;
  readonly #constant: boolean;

  private constructor(values: T[], index: ArrayLike<number> | null, constant: boolean) {
    this.#values = values;
    this.#index = index;
    this.#constant = constant;
  }

  static decode<T>(raw: RawColumn<T>): Column<T> {
    if (Array.isArray(raw)) return new Column(raw, null, false);
    return new Column(raw.d, raw.i ? Uint32Array.from(raw.i) : null, !raw.i);
  }

  at(row: number): T {
    return this.#values[this.#place(row)] as T;
  }

  #place(row: number): number {
    return this.#constant ? 0 : this.#index ? (this.#index[row] as number) : row;
  }

  /** Applies a function once per distinct value. */
  map<S>(change: (value: T) => S): Column<S> {
    return new Column(this.#values.map(change), this.#index, this.#constant);
  }

  /** Joins two columns; stays short where the other one is constant. */
  with<U, S>(other: Column<U>, count: number, join: (mine: T, other: U) => S): Column<S> {
    if (other.#constant) return this.map((mine) => join(mine, other.at(0)));
    const rows = Array.from({ length: count }, (_, row) => join(this.at(row), other.at(row)));
    return new Column(rows, null, false);
  }

  /** Marks in `target` the rows from `first` on whose value passes the test. */
  mark(first: number, count: number, target: Uint8Array, test: (value: T) => boolean): void {
    const hits = Uint8Array.from(this.#values, (value) => (test(value) ? 1 : 0));
    for (let row = 0; row < count; row++) {
      if (hits[this.#place(row)]) target[first + row] = 1;
    }
  }
}
