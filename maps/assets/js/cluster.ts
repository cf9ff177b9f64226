// Grouping of near points on the screen: one pass over a grid, then what still overlaps.

import type { Dataset } from "./data";

const CELL = 64;
const WORLD = 256;
const PASSES = 4;
/** Cells around the window that are grouped, too, so that nothing in it depends on its edge. */
const MARGIN = 4;

/** Part of the world, which reaches from 0 to 1. */
export interface Window {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Cluster {
  x: number;
  y: number;
  rows: number[];
  /** How many of its resources belong to each Ressort. */
  composition: Uint32Array;
}

/** Radius of the symbol in pixels. */
export function radius(count: number): number {
  return count === 1 ? 14 : Math.min(30, 15 + 3 * Math.log2(count));
}

/** Groups what lies in a window and a little around it. */
export function clusterRows(data: Dataset, rows: Uint32Array, zoom: number, window: Window): Cluster[] {
  const scale = WORLD * 2 ** zoom;
  let clusters = fillCells(data, rows, scale, wholeCells(window, CELL / scale));
  for (let pass = 0; pass < PASSES; pass++) {
    const merged = mergeOverlapping(clusters, scale);
    if (merged.length === clusters.length) break;
    clusters = merged;
  }
  return clusters;
}

const COLUMNS = 2 ** 26;
const AROUND = [-1, 0, 1].flatMap((row) => [-1, 0, 1].map((column) => row * COLUMNS + column));

function cellOf(x: number, y: number, scale: number): number {
  return Math.floor((y * scale) / CELL) * COLUMNS + Math.floor((x * scale) / CELL);
}

function wholeCells({ left, top, right, bottom }: Window, cell: number): Window {
  return {
    left: (Math.floor(left / cell) - MARGIN) * cell,
    top: (Math.floor(top / cell) - MARGIN) * cell,
    right: (Math.ceil(right / cell) + MARGIN) * cell,
    bottom: (Math.ceil(bottom / cell) + MARGIN) * cell,
  };
}

function fillCells(data: Dataset, rows: Uint32Array, scale: number, window: Window): Cluster[] {
  const { left, top, right, bottom } = window;
  const cells = new Map<number, Cluster>();
  const groups = data.taxonomy.ressorts.length;
  for (const row of rows) {
    const x = data.x[row] as number;
    const y = data.y[row] as number;
    // What has no point lies nowhere, and no comparison with it holds.
    if (!(x >= left && x < right && y >= top && y < bottom)) continue;
    const key = cellOf(x, y, scale);
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { x, y, rows: [], composition: new Uint32Array(groups) }));
    const count = cell.rows.push(row);
    cell.x += (x - cell.x) / count;
    cell.y += (y - cell.y) / count;
    const group = data.group[row] as number;
    cell.composition[group] = (cell.composition[group] as number) + 1;
  }
  return [...cells.values()];
}

/** Joins clusters whose symbols would lie on top of each other. */
function mergeOverlapping(clusters: Cluster[], scale: number): Cluster[] {
  const grid = new Map<number, Cluster[]>();
  const kept: Cluster[] = [];
  for (const cluster of clusters) {
    const cell = cellOf(cluster.x, cluster.y, scale);
    const near = AROUND.flatMap((step) => grid.get(cell + step) ?? []);
    const under = near.find((other) => overlap(cluster, other, scale));
    if (under) {
      absorb(under, cluster);
      continue;
    }
    kept.push(cluster);
    grid.set(cell, [...(grid.get(cell) ?? []), cluster]);
  }
  return kept;
}

function overlap(one: Cluster, other: Cluster, scale: number): boolean {
  const distance = Math.hypot(one.x - other.x, one.y - other.y) * scale;
  return distance < radius(one.rows.length) + radius(other.rows.length);
}

function absorb(into: Cluster, from: Cluster): void {
  const total = into.rows.length + from.rows.length;
  into.x += ((from.x - into.x) * from.rows.length) / total;
  into.y += ((from.y - into.y) * from.rows.length) / total;
  into.rows.push(...from.rows);
  from.composition.forEach((count, group) => {
    into.composition[group] = (into.composition[group] as number) + count;
  });
}
