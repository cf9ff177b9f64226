// German numbers, dates, and text made comparable.

const THOUSANDS = /\B(?=(\d{3})+$)/g;
// Written out, as thousands are: a browser takes as long to wake up Intl as to draw all the symbols of the first map.
const MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" ");

/** A whole number, or one with up to three digits behind the comma. */
export const number = (value: number): string =>
  Number.isInteger(value) ? String(value).replace(THOUSANDS, ".") : upTo(3, value);
export const decimal = (value: number): string => upTo(1, value);
const upTo = (digits: number, value: number): string =>
  new Intl.NumberFormat("de-DE", { maximumFractionDigits: digits }).format(value);
/** Numbers with so many digits behind the comma, halves to the even one as on the server, no zero below zero. */
export const digits = (count: number, language = "de-DE"): ((value: number) => string) => {
  const wanted = { minimumFractionDigits: count, maximumFractionDigits: count, roundingMode: "halfEven", signDisplay: "negative" };
  return new Intl.NumberFormat(language, wanted as Intl.NumberFormatOptions).format;
};

/** Decimals of a density, as on the server: one offer for 30,000 inhabitants is 0.03, not 0. */
export const DENSITY_PLACES = 2;

/** Offers / inhabitants * 1,000, rounded half up; null where one of them is unknown. */
export const per1000 = (count: number | null, population: number | null): number | null =>
  count === null || !population ? null : Math.round((count * 100_000) / population) / 100;

/** The same as text; some offers never read as none. */
export function germanDensity(count: number, population: number): string {
  const density = per1000(count, population) ?? 0;
  const least = count > 0 && density === 0;
  return `${least ? "<" : ""}${digits(DENSITY_PLACES)(least ? 10 ** -DENSITY_PLACES : density)}`;
}

export function offers(count: number): string {
  return count === 1 ? "1 Angebot" : `${number(count)} Angebote`;
}

/** "48 von 104 Angeboten"; only the total if all are found. */
export function found(count: number, total: number): string {
  if (count === total) return offers(total);
  return `${number(count)} von ${number(total)} ${total === 1 ? "Angebot" : "Angeboten"}`;
}

/** "2026-03-12" → "12. März 2026" with day and month on one line, "2026-03" → "März 2026"; anything else stays as it is. */
export function germanDate(text: string): string {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  if (!match) return text;
  const [, year, month, day] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)));
  const named = `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return day ? `${date.getUTCDate()}.\u00a0${named}` : named;
}

/** Today where the browser is, ISO. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Whether an ISO date, perhaps without day or month, is surely more than a year before another day. */
export function isLongAgo(text: string, day: string): boolean {
  const yearAgo = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return /^\d{4}(-\d{2}){0,2}$/.test(text) && text < yearAgo.slice(0, text.length);
}

/** The first day that "2026", "2026-03" or "2026-03-12" means, ISO; empty if it is no date. */
export function firstDay(text: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim());
  if (!match) return "";
  const iso = [match[1], match[2] ?? "01", match[3] ?? "01"].join("-");
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? iso : "";
}

/** The same day a year earlier, ISO. */
export function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace("-02-29", "-02-28");
}

const MARKS = /\p{M}/gu;
const ASCII = /^[\x00-\x7f]*$/;
const GERMAN = /^[\x00-\x7fÄÖÜäöüß§–„“‚‘’]*$/;

/** Without case and accents, "ß" as "ss", umlauts as base letter: the order of lists. */
export function plain(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  if (GERMAN.test(text)) return plainGerman(text.toLowerCase());
  return text.toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKD").replace(MARKS, "");
}

/** The usual letters, without the detour through their parts that takes several times as long. */
function plainGerman(lower: string): string {
  return lower.replace(/ä/g, "a").replace(/ö/g, "o").replace(/ü/g, "u").replace(/ß/g, "ss");
}

const SPELT_OUT = /([aou])e/g;

/** Same folding as `search_key` on the server: "Süd", "Sued" and "SUD" are one. */
export function fold(text: string): string {
  return plain(text).replace(SPELT_OUT, "$1");
}

/** Accepts nothing but absolute addresses of the web. */
export function webAddress(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}
