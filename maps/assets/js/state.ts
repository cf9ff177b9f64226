// The state of the page is its address: query, boundaries, map position, what is open.

import type { View } from "./camera";
import type { Level } from "./data";
import type { Drawn } from "./ground";
import { Query } from "./query";
import { readShading, writeShading, type Shading } from "./shading";

export type Selection = { kind: "angebot"; key: string } | { kind: "gebiet"; level: Level; id: string };

export interface State {
  query: Query;
  levels: ReadonlySet<Drawn>;
  /** What the areas are coloured by. */
  shading: Shading | null;
  /** Whether the table stands where the map would be; in the file only. */
  table: boolean;
  view: View | null;
  selection: Selection | null;
}

const BOUNDARIES = "grenzen";
const DEFAULT_LEVELS: Drawn[] = ["planregion", "sozialraum", "einzug"];
const SHOWN_LEVELS: Drawn[] = ["planregion", "sozialraum", "gemeinde", "einzug"];
const SHOWN_AS = "ansicht";

/** `look` is how the map looks while the address is bare, as it is when a file is opened. */
export function readState(location: Location, look = ""): State {
  const [fragment = "", hidden = ""] = location.hash.slice(1).split("?", 2);
  const parameters = new URLSearchParams(hidden || location.search || (fragment ? "" : look));
  const parts = fragment.split("/");
  const [zoom, lat, lng, kind, key] = parts.length > 2 ? parts : ["", "", "", ...parts];
  return {
    query: Query.parse(parameters),
    levels: readLevels(parameters),
    shading: readShading(parameters),
    table: parameters.get(SHOWN_AS) === "tabelle",
    view: readView(zoom, lat, lng),
    selection: readSelection(kind, key),
  };
}

/** Writes the state; where a file must not change its query, it goes into the fragment. */
export function writeState(state: State, how: "push" | "replace"): void {
  const query = state.query.parameters();
  writeLook(state, query);
  if (state.table) query.append(SHOWN_AS, "tabelle");
  const search = query.toString().replaceAll("%2C", ",").replaceAll("%40", "@");
  const fragment = [viewText(state.view), selectionText(state.selection)].filter(Boolean).join("/");
  const address = `${location.pathname}${search ? `?${search}` : ""}${fragment ? `#${fragment}` : ""}`;
  if (address === location.pathname + location.search + location.hash) return;
  const attempts = [address, `#${fragment}${search ? `?${search}` : ""}`];
  attempts.some((each) => changed(how, each));
}

/** What of the state is neither a filter nor a place: boundaries and colours. */
export function writeLook({ levels, shading }: State, parameters: URLSearchParams): void {
  writeLevels(levels, parameters);
  writeShading(shading, parameters);
}

/** A page in a frame of its own, as notebooks show it, has no address to change. */
function changed(how: "push" | "replace", address: string): boolean {
  try {
    change(how, address);
    return true;
  } catch {
    return false;
  }
}

function change(how: "push" | "replace", address: string): void {
  if (how === "push") history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

function readLevels(parameters: URLSearchParams): Set<Drawn> {
  if (!parameters.has(BOUNDARIES)) return new Set(DEFAULT_LEVELS);
  const wanted = parameters.getAll(BOUNDARIES);
  return new Set(SHOWN_LEVELS.filter((level) => wanted.includes(level)));
}

function writeLevels(levels: ReadonlySet<Drawn>, parameters: URLSearchParams): void {
  const usual = levels.size === DEFAULT_LEVELS.length && DEFAULT_LEVELS.every((each) => levels.has(each));
  if (usual) return;
  if (!levels.size) parameters.append(BOUNDARIES, "keine");
  for (const level of SHOWN_LEVELS) if (levels.has(level)) parameters.append(BOUNDARIES, level);
}

function readView(...texts: (string | undefined)[]): View | null {
  const [zoom, lat, lng] = texts.map((text) => (text ? Number(text) : NaN)) as [number, number, number];
  return [zoom, lat, lng].every(Number.isFinite) && Math.abs(lat) <= 85 ? { zoom, lat, lng } : null;
}

function viewText(view: View | null): string {
  return view && `${Math.round(view.zoom * 10) / 10}/${view.lat.toFixed(5)}/${view.lng.toFixed(5)}` || "";
}

function readSelection(kind = "", text = ""): Selection | null {
  const key = decoded(text);
  if (kind === "angebot" && key) return { kind, key };
  const [level, id] = key.split(":", 2);
  const known = ["planregion", "sozialraum", "gemeinde", "kreis"];
  return kind === "gebiet" && level && id && known.includes(level)
    ? { kind, level: level as Level, id }
    : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function selectionText(selection: Selection | null): string {
  if (!selection) return "";
  const key = selection.kind === "angebot" ? selection.key : `${selection.level}:${selection.id}`;
  return `${selection.kind}/${encodeURIComponent(key)}`;
}
