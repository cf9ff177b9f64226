// Values of areas in a few classes: the rules of `geo/classification.py`, for what is counted here.

import { digits } from "./format";

export type Method = "quantile" | "gleich" | "natuerlich" | "eigene";

export interface Classes {
  /** Highest value of each class but the last. */
  bounds: number[];
  labels: string[];
  /** Number of the class of each value, from 0; null where there is none. */
  index: (number | null)[];
  counts: number[];
}

export interface Rule {
  method: Method;
  /** Number of classes; what `own` says where the bounds are given. */
  k: number;
  own: readonly number[];
}

export const FEWEST = 3;
export const MOST = 7;
/** Digits that a bound may need beyond those of its values. */
const MORE_DIGITS = 4;
/** A bound that is a value but for the noise of its computation counts as that value. */
const NOISE = 1e-9;

export function classify(values: readonly (number | null)[], { method, k, own }: Rule, decimals: number): Classes {
  const known = values.filter((each) => each !== null).sort((a, b) => a - b);
  const bounds = !known.length ? [] : method === "eigene" ? [...own] : computed(known, method, k);
  const labels = known.length ? labelled(known, bounds, decimals, method === "eigene") : [];
  const index = values.map((each) => (each === null ? null : placeOf(bounds, each)));
  return { bounds, labels, index, counts: labels.map((_, place) => index.filter((each) => each === place).length) };
}

/** How many bounds lie below a value. */
function placeOf(bounds: readonly number[], value: number): number {
  const place = bounds.findIndex((bound) => value <= bound);
  return place < 0 ? bounds.length : place;
}

function computed(known: number[], method: Method, k: number): number[] {
  const distinct = [...new Set(known)];
  if (distinct.length <= k) return distinct.slice(0, -1);
  const steps = Array.from({ length: k - 1 }, (_, step) => (step + 1) / k);
  const [low, high] = [known[0] as number, known.at(-1) as number];
  const inner =
    method === "quantile"
      ? steps.map((part) => quantile(known, part))
      : method === "gleich"
        ? steps.map((part) => low + (high - low) * part)
        : natural(known, k);
  const near = NOISE * (high - low);
  const snapped = [...new Set(inner.map((bound) => distinct.find((each) => Math.abs(each - bound) <= near) ?? bound))];
  if (method !== "quantile") return snapped;
  // Between two quantiles there may be no value.
  const parts = snapped.map((bound) => distinct.filter((each) => each <= bound).length);
  return snapped.filter((_, place) => parts[place] !== parts[place - 1] && (parts[place] as number) < distinct.length);
}

function quantile(known: readonly number[], part: number): number {
  const at = part * (known.length - 1);
  const [below, above] = [known[Math.floor(at)] as number, known[Math.ceil(at)] as number];
  return below + (above - below) * (at - Math.floor(at));
}

/** Fisher and Jenks in single precision and in the order of mapclassify, so that ties fall alike. */
function natural(known: readonly number[], k: number): number[] {
  const f = Math.fround;
  const [low, high] = [known[0] as number, known.at(-1) as number];
  const starts = known.map(() => new Int32Array(k + 1).fill(0));
  const costs = known.map((_, last) => new Float32Array(k + 1).fill(last ? Infinity : 0));
  known.forEach((_, last) => {
    let [squares, sum, cost] = [0, 0, 0];
    for (let first = last; first >= 0; first--) {
      const value = f(((known[first] as number) - low) / (high - low));
      squares = f(squares + f(value * value));
      sum = f(sum + value);
      cost = f(squares - f(f(sum * sum) / (last - first + 1)));
      for (let classes = 2; first && last && classes <= k; classes++) {
        const all = f(cost + ((costs[first - 1] as Float32Array)[classes - 1] as number));
        if (((costs[last] as Float32Array)[classes] as number) < all) continue;
        (costs[last] as Float32Array)[classes] = all;
        (starts[last] as Int32Array)[classes] = first;
      }
    }
    (costs[last] as Float32Array)[1] = cost;
  });
  const bounds: number[] = [];
  for (let classes = k, last = known.length - 1; classes > 1; classes--) {
    last = ((starts[last] as Int32Array)[classes] as number) - 1;
    bounds.unshift(known[last] as number);
  }
  return bounds;
}

/** From the lowest value, or from anything below, to the highest one. */
function labelled(known: number[], bounds: number[], decimals: number, open: boolean): string[] {
  const whole = [...known, ...(open ? bounds : [])].every(Number.isInteger);
  const uppers = whole ? bounds.map(Math.floor) : bounds;
  const text = digits(needed(known, uppers, decimals));
  const single = !open && new Set(known).size === bounds.length + 1;
  return [...uppers, known.at(-1) as number].map((high, place, all) => {
    const below = all[place - 1];
    const above = !whole && !single && place > 0 ? "über " : "";
    const low = single ? high : below === undefined ? (known[0] as number) : below + (whole ? 1 : 0);
    if (open && !place) return `bis ${text(high)}`;
    if (open && place === all.length - 1) return `${above || "ab "}${text(low)}`;
    return low === high ? text(high) : `${above}${text(low)} bis ${text(high)}`;
  });
}

/** How many digits tell the classes apart as the bounds do, at least those that are shown. */
function needed(known: number[], bounds: number[], decimals: number): number {
  const places = known.map((each) => placeOf(bounds, each)).join();
  for (let count = decimals; count < decimals + MORE_DIGITS; count++) {
    const text = digits(count, "en");
    const rounded = (each: number): number => Number(text(each).replaceAll(",", ""));
    const cut = bounds.map(rounded);
    if (known.map((each) => placeOf(cut, rounded(each))).join() === places) return count;
  }
  return decimals + MORE_DIGITS;
}
