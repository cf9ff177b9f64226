// Grouping of near points on the screen: one pass over a grid, then neighbours that overlap.

import type { Dataset } from "./data";

const CELL = 64;
const WORLD = 256;
const PASSES = 2;

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

export function clusterRows(data: Dataset, rows: Uint32Array, zoom: number): Cluster[] {
  const scale = WORLD * 2 ** zoom;
  const cells = fillCells(data, rows, scale);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [key, cluster] of cells) mergeNeighbours(cells, key, cluster, scale);
  }
  return [...cells.values()];
}

const COLUMNS = 2 ** 26;

function fillCells(data: Dataset, rows: Uint32Array, scale: number): Map<number, Cluster> {
  const cells = new Map<number, Cluster>();
  const groups = data.taxonomy.ressorts.length;
  for (const row of rows) {
    const x = data.x[row] as number;
    const y = data.y[row] as number;
    if (Number.isNaN(x)) continue;
    const key = Math.floor((y * scale) / CELL) * COLUMNS + Math.floor((x * scale) / CELL);
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { x, y, rows: [], composition: new Uint32Array(groups) }));
    const count = cell.rows.push(row);
    cell.x += (x - cell.x) / count;
    cell.y += (y - cell.y) / count;
    const group = data.group[row] as number;
    cell.composition[group] = (cell.composition[group] as number) + 1;
  }
  return cells;
}

/** Absorbs the neighbours whose symbols would lie on top of this one. */
function mergeNeighbours(
  cells: Map<number, Cluster>,
  key: number,
  cluster: Cluster,
  scale: number,
): void {
  for (const step of [1, COLUMNS - 1, COLUMNS, COLUMNS + 1]) {
    const other = cells.get(key + step);
    if (!other) continue;
    const distance = Math.hypot(cluster.x - other.x, cluster.y - other.y) * scale;
    if (distance >= radius(cluster.rows.length) + radius(other.rows.length)) continue;
    absorb(other, cluster);
    cells.delete(key);
    return;
  }
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
