// What the areas are coloured by, as it stands in the address: nothing unless somebody wants it.

import { FEWEST, MOST, type Method, type Rule } from "./classes";
import type { Level } from "./data";

export type ShadedLevel = Exclude<Level, "kreis">;

export interface Shading extends Rule {
  measure: string;
  /** The period of an indicator; the latest one if it is empty. */
  period: string;
  level: ShadedLevel;
}

const MEASURE = "flaeche";
const LEVEL = "gebiete";
const CLASSES = "klassen";
export const LEVELS: Record<ShadedLevel, string> = {
  sozialraum: "Sozialräume",
  planregion: "Planregionen",
  gemeinde: "Gemeinden",
};
export const METHODS: Record<Method, string> = {
  quantile: "Quantile",
  gleich: "gleiche Breite",
  natuerlich: "natürliche Klassen (Fisher-Jenks)",
  eigene: "eigene Grenzen",
};
const USUAL: Rule = { method: "quantile", k: 5, own: [] };

export const shadingBy = (measure: string): Shading => ({ ...USUAL, measure, period: "", level: "sozialraum" });

export function readShading(parameters: URLSearchParams): Shading | null {
  const [measure = "", period = ""] = (parameters.get(MEASURE) ?? "").split("@", 2);
  if (!measure) return null;
  const wanted = parameters.get(LEVEL) ?? "";
  const level = wanted in LEVELS ? (wanted as ShadedLevel) : "sozialraum";
  return { measure, period, level, ...readRule(parameters.get(CLASSES) ?? "") };
}

/** What cannot be read is as if nobody had said it. */
function readRule(text: string): Rule {
  const [method = "", rest = ""] = text.split(/-(.*)/, 2);
  if (method === "eigene") {
    const own = readBounds(rest.replaceAll(",", ";"));
    return own ? { method, k: own.length + 1, own } : USUAL;
  }
  const k = Number(rest);
  const known = method in METHODS && Number.isInteger(k) && k >= FEWEST && k <= MOST;
  return known ? { method: method as Method, k, own: [] } : USUAL;
}

/** Bounds as people write them, "1,5; 10; 2.000"; null if they are not two to six rising numbers. */
export function readBounds(text: string): number[] | null {
  const parts = text.split(";").map((each) => each.trim()).filter(Boolean);
  const bounds = parts.map((each) => (/^-?\d{1,9}(\.\d{1,9})?$/.test(each) ? Number(each) : NaN));
  const rising = bounds.every((each, place) => Number.isFinite(each) && (!place || each > (bounds[place - 1] as number)));
  return rising && bounds.length >= FEWEST - 1 && bounds.length <= MOST - 1 ? bounds : null;
}

export function writeShading(shading: Shading | null, parameters: URLSearchParams): void {
  if (!shading) return;
  const { measure, period, level, method, k, own } = shading;
  parameters.append(MEASURE, period ? `${measure}@${period}` : measure);
  if (level !== "sozialraum") parameters.append(LEVEL, level);
  const rule = `${method}-${method === "eigene" ? own.join(",") : k}`;
  if (rule !== `${USUAL.method}-${USUAL.k}`) parameters.append(CLASSES, rule);
}
