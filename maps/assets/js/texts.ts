// Many texts in one string: a string of its own for each would cost more than what it says.

/** No text contains it, or the server had not joined them. */
const SEPARATOR = "\u007f";

export class Texts {
  readonly #joined: string;
  #found: Uint32Array | null = null;

  constructor(joined: string) {
    this.#joined = joined;
  }

  get length(): number {
    return this.#ends.length;
  }

  /** Where each text ends; looked for when the first one is wanted. */
  get #ends(): Uint32Array {
    return (this.#found ??= endsOf(this.#joined));
  }

  at(place: number): string {
    return this.#joined.slice(this.#start(place), this.#ends[place]);
  }

  /** Behind the separator of the one before. */
  #start(place: number): number {
    return place ? (this.#ends[place - 1] as number) + 1 : 0;
  }

  map<S>(change: (text: string) => S): S[] {
    return Array.from({ length: this.length }, (_, place) => change(this.at(place)));
  }

  /** All changed at once, by a function that leaves separators where they are. */
  changed(change: (text: string) => string): Texts {
    return new Texts(change(this.#joined));
  }

  /** 1 for each text that contains a word. */
  containing(word: string): Uint8Array {
    const hits = new Uint8Array(this.length);
    if (word.includes(SEPARATOR)) return hits;
    let place = 0;
    let found = this.#joined.indexOf(word);
    while (found >= 0 && place < this.length) {
      place = this.#placeOf(found, place);
      hits[place] = 1;
      place += 1;
      found = this.#joined.indexOf(word, this.#start(place));
    }
    return hits;
  }

  /** The text that a position lies in, looked for in growing steps from a text not behind it. */
  #placeOf(position: number, from: number): number {
    const ends = this.#ends;
    let low = from;
    let step = 1;
    while (low + step < ends.length && (ends[low + step - 1] as number) < position) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, ends.length - 1);
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function endsOf(joined: string): Uint32Array {
  const ends: number[] = [];
  for (let at = joined.indexOf(SEPARATOR); at >= 0; at = joined.indexOf(SEPARATOR, at + 1)) ends.push(at);
  ends.push(joined.length);
  return Uint32Array.from(ends);
}
