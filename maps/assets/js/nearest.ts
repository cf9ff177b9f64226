// Words that differ by a typing error or two.

const LETTERS = /^\p{L}+$/u;
const SURROGATE = /[\ud800-\udfff]/;

/** How many typing errors a folded word may have; one with digits has none. */
function tolerance(word: string): number {
  const length = [...word].length;
  if (length < 4 || !LETTERS.test(word)) return 0;
  return length < 8 ? 1 : 2;
}

/** What can stand for a mistyped word. */
export const isWord = (text: string): boolean => LETTERS.test(text) && !SURROGATE.test(text);

/**
 * All words at the smallest distance; whole words are preferred to those that only begin so.
 * Same as on the server.
 */
export function nearest(word: string, words: Iterable<string>): string[] {
  const limit = tolerance(word);
  if (!limit) return [];
  const distances = new Distances(word, limit);
  let best = limit + 1;
  let found: string[] = [];
  let begunBest = limit + 1;
  let begun: string[] = [];
  for (const each of words) {
    const { whole, beginning } = distances.to(each);
    if (whole < best) [best, found] = [whole, []];
    if (whole === best && best <= limit) found.push(each);
    if (beginning < begunBest) [begunBest, begun] = [beginning, []];
    if (beginning === begunBest && begunBest <= limit) begun.push(each);
  }
  return (begunBest < best ? begun : found).sort();
}

/** Letters left out, added, changed or swapped with their neighbour (optimal string alignment). */
class Distances {
  readonly #word: number[];
  readonly #limit: number;
  #rows: [Uint16Array, Uint16Array, Uint16Array];

  constructor(word: string, limit: number) {
    this.#word = Array.from(word, (letter) => letter.codePointAt(0) as number);
    this.#limit = limit;
    const row = (): Uint16Array => new Uint16Array(this.#word.length + 1);
    this.#rows = [row(), row(), Uint16Array.from(row(), (_, place) => place)];
  }

  /** To a word and to its nearest beginning; above the limit where it is further. */
  to(other: string): { whole: number; beginning: number } {
    const size = this.#word.length;
    const far = this.#limit + 1;
    let beginning = far;
    let near = 0;
    this.#rows[2].forEach((_, place, row) => (row[place] = place));
    for (let length = 1; length <= other.length; length++) {
      if (length > size + this.#limit) return { whole: far, beginning };
      const smallest = this.#next(other, length);
      if (smallest > this.#limit && near > this.#limit) return { whole: far, beginning };
      near = smallest;
      beginning = Math.min(beginning, this.#rows[2][size] as number);
    }
    return { whole: Math.min(far, this.#rows[2][size] as number), beginning };
  }

  /** Adds a letter of the other word, and returns the smallest distance of the new row. */
  #next(other: string, length: number): number {
    const [oldest, before, last] = this.#rows;
    this.#rows = [before, last, oldest];
    const letter = other.charCodeAt(length - 1);
    const previous = other.charCodeAt(length - 2);
    let smallest = (oldest[0] = length);
    for (let place = 1; place <= this.#word.length; place++) {
      const mine = this.#word[place - 1];
      let distance = Math.min(
        (last[place] as number) + 1,
        (oldest[place - 1] as number) + 1,
        (last[place - 1] as number) + (mine === letter ? 0 : 1),
      );
      if (mine === previous && this.#word[place - 2] === letter) {
        distance = Math.min(distance, (before[place - 2] as number) + 1);
      }
      oldest[place] = distance;
      smallest = Math.min(smallest, distance);
    }
    return smallest;
  }
}
