// What the words of a search stand for. Same as `terms` in `geo/searching.py`.

import { fold } from "./format";
import { isWord, nearest } from "./nearest";

const TYPED = /["„“”]([^"„“”]*)["„“”]|([^"„“”\s\x1c-\x1f\x85\ufeff]+)/g;
const SPACE = /[\s\x1c-\x1f\x85\ufeff]+/;
const PART = /[\p{L}\p{N}]+/gu;
/** A word, as it was typed, and a number after it. */
const WITH_NUMBER = /^\S+ [0-9]+$/;
const LETTERLESS = /^[\x00-@]*$/;

export interface Term {
  typed: string;
  /** Folded words, one of which must occur. */
  meanings: string[];
  /** The word itself occurs nowhere: the nearest words stand for it. */
  corrected: boolean;
}

/** Different words of texts, as they are written; what has no letters is none. */
export function wordsIn(texts: Iterable<string>): Set<string> {
  const pieces = new Set<string>();
  for (const text of texts) for (const piece of text.normalize("NFC").split(" ")) pieces.add(piece);
  const words = new Set<string>();
  for (const piece of pieces) {
    // Most that differ are numbers, and most others are words already: the pattern is for the rest.
    if (isWord(piece)) words.add(piece);
    else if (!LETTERLESS.test(piece)) for (const part of piece.match(PART) ?? []) words.add(part);
  }
  return words;
}

/** Folded words of letters, as they are written where they come first. */
export class Vocabulary {
  readonly #spelled = new Map<string, string>();

  constructor(words: Iterable<string>) {
    for (const part of words) {
      const word = fold(part);
      if (!this.#spelled.has(word) && isWord(word)) this.#spelled.set(word, part);
    }
  }

  nearest(word: string): string[] {
    return nearest(word, this.#spelled.keys());
  }

  spelling(word: string): string {
    return this.#spelled.get(word) ?? word;
  }
}

/** Reads a search; what is in quotation marks stands for itself. */
export function readTerms(q: string, has: (word: string) => boolean, known: () => Vocabulary): Term[] {
  const near = (typed: string, word: string): Term => {
    const words = has(word) ? [] : known().nearest(word);
    return { typed, meanings: words.length ? words : [word], corrected: words.length > 0 };
  };
  const tolerant = (typed: string): Term[] =>
    fold(typed).split(SPACE).filter(Boolean).flatMap((word) => {
      const parts = word.match(PART) ?? [];
      if (!parts.length || has(word)) return [{ typed, meanings: [word], corrected: false }];
      return parts.map((part) => near(typed, part));
    });
  const terms: Term[] = [];
  const typed = [...q.matchAll(TYPED)].map(([, quoted, plain = ""]) => ({ quoted, plain }));
  for (let place = 0; place < typed.length; place++) {
    const { quoted, plain } = typed[place] as (typeof typed)[number];
    const pair = `${plain} ${typed[place + 1]?.plain ?? ""}`;
    // Of "Planregion 1", the 1 alone would be in every postcode.
    const joined = WITH_NUMBER.test(pair) && has(fold(pair));
    terms.push(...(joined ? exact(pair) : quoted ? exact(quoted) : tolerant(plain)));
    if (joined) place += 1;
  }
  return terms;
}

function exact(typed: string): Term[] {
  const phrase = fold(typed).split(SPACE).filter(Boolean).join(" ");
  return phrase ? [{ typed, meanings: [phrase], corrected: false }] : [];
}

/** 1 for each resource in which all of some terms occur; there must be one. */
export function common(terms: Term[], find: (word: string) => Uint8Array): Uint8Array {
  const occur = ({ meanings }: Term): Uint8Array =>
    meanings.map(find).reduce((one, other) => one.map((mark, row) => mark | (other[row] as number)));
  return terms.map(occur).reduce((one, other) => one.map((mark, row) => mark & (other[row] as number)));
}
