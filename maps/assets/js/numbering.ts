// Numbers of a print: the same at the symbols of the map and in the list.

import { number } from "./format";

/** What one symbol stands for, and where on the paper it is, in pixels. */
export interface Mark {
  rows: readonly number[];
  x: number;
  y: number;
  radius: number;
}

export interface Numbered extends Mark {
  /** Number of its first row; the others follow. */
  first: number;
}

/** Symbols whose heights differ less are read as one line. */
const LINE = 56;

/** Numbers the marks as one reads: line by line from the north, in a line from the west. */
export function numberMarks(marks: readonly Mark[], rank: (row: number) => number): Numbered[] {
  const line = (mark: Mark): number => Math.floor(mark.y / LINE);
  const inOrder = [...marks].sort((one, other) => line(one) - line(other) || one.x - other.x);
  let next = 1;
  return inOrder.map((mark) => {
    const first = next;
    next += mark.rows.length;
    return { ...mark, first, rows: [...mark.rows].sort((one, other) => rank(one) - rank(other)) };
  });
}

/** "7", or "5–12" for a symbol of several. */
export function range({ first, rows }: Numbered): string {
  return rows.length === 1 ? number(first) : `${number(first)}–${number(first + rows.length - 1)}`;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const LETTER = 6.6;
const HEIGHT = 15;
const GAP = 1;
/** Sides in the order in which they are tried. */
const SIDES = [[1, 0], [-1, 0], [0, 1], [0, -1], [0.8, 0.8], [0.8, -0.8], [-0.8, 0.8], [-0.8, -0.8]] as const;

/** A place beside each mark where its number covers as little as possible. */
export function placeNumbers(marks: readonly Numbered[], paper: Box, names: readonly Box[]): Box[] {
  const symbols = marks.map(({ x, y, radius }) => ({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }));
  const placed: Box[] = [];
  for (const mark of marks) {
    const boxes = SIDES.map((side) => beside(mark, side));
    const costs = boxes.map((box) => {
      const outside = box.width * box.height - common(box, paper);
      return 20 * outside + 4 * covered(box, placed) + 4 * covered(box, symbols) + covered(box, names);
    });
    placed.push(boxes[costs.indexOf(Math.min(...costs))] as Box);
  }
  return placed;
}

function beside(mark: Numbered, [right, down]: readonly [number, number]): Box {
  const width = range(mark).length * LETTER + 6;
  const away = mark.radius + GAP;
  return {
    x: mark.x + right * (away + width / 2) - width / 2,
    y: mark.y + down * (away + HEIGHT / 2) - HEIGHT / 2,
    width,
    height: HEIGHT,
  };
}

/** Area that two boxes share. */
export function common(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

function covered(box: Box, others: readonly Box[]): number {
  return others.reduce((sum, other) => sum + common(box, other), 0);
}
