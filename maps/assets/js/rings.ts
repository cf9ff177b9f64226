// Outlines of areas as whole numbers: pixels of the largest zoom, counted over the whole world.

export const UNIT_ZOOM = 18;
const WORLD = 2 ** (8 + UNIT_ZOOM);
/** Steps per degree in what travels. */
export const PRECISION = 100_000;

export type LatLng = [lat: number, lng: number];
/** x, y, x, y, …; the last point is joined to the first. */
export type Ring = Int32Array;

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const mercatorX = (lon: number): number => lon / 360 + 0.5;
export const mercatorY = (lat: number): number => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
};
export const longitude = (x: number): number => (x - 0.5) * 360;
export const latitude = (y: number): number =>
  (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;

/** Start and differences in steps of a degree, as they travel, become points. */
export function decodeArc(steps: number[]): Ring {
  const points = new Int32Array(steps.length);
  let lon = 0;
  let lat = 0;
  for (let place = 0; place < steps.length; place += 2) {
    lon += steps[place] as number;
    lat += steps[place + 1] as number;
    points[place] = WORLD * mercatorX(lon / PRECISION);
    points[place + 1] = WORLD * mercatorY(lat / PRECISION);
  }
  return points;
}

/** Puts a ring together from numbers of arcs, where `-1 - n` is arc n backwards. */
export function joinArcs(coded: number[], arcs: Ring[]): Ring {
  const parts = coded.map((each) => {
    const arc = arcs[each < 0 ? -1 - each : each] as Ring;
    return (each < 0 ? backwards(arc) : arc).subarray(0, -2);
  });
  const ring = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    ring.set(part, end);
    end += part.length;
  }
  return ring;
}

function backwards(arc: Ring): Ring {
  const turned = arc.slice().reverse();
  for (let place = 0; place < turned.length; place += 2) {
    const y = turned[place] as number;
    turned[place] = turned[place + 1] as number;
    turned[place + 1] = y;
  }
  return turned;
}

export function boxAround(rings: readonly Ring[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const ring of rings) {
    for (let place = 0; place < ring.length; place += 2) {
      const x = ring[place] as number;
      const y = ring[place + 1] as number;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  }
  return box;
}

/** South-west and north-east corner. */
export function corners({ left, top, right, bottom }: Box): [LatLng, LatLng] {
  return [
    [latitude(bottom / WORLD), longitude(left / WORLD)],
    [latitude(top / WORLD), longitude(right / WORLD)],
  ];
}

export function contains({ rings, box }: { rings: readonly Ring[]; box: Box }, [lat, lng]: LatLng): boolean {
  const x = WORLD * mercatorX(lng);
  const y = WORLD * mercatorY(lat);
  if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false;
  let inside = false;
  for (const ring of rings) if (crossings(ring, x, y) % 2) inside = !inside;
  return inside;
}

/** How often a ray to the east crosses a ring. */
function crossings(ring: Ring, x: number, y: number): number {
  let count = 0;
  let lastX = ring[ring.length - 2] as number;
  let lastY = ring[ring.length - 1] as number;
  for (let place = 0; place < ring.length; place += 2) {
    const nextX = ring[place] as number;
    const nextY = ring[place + 1] as number;
    if (nextY > y !== lastY > y && x < ((lastX - nextX) * (y - nextY)) / (lastY - nextY) + nextX) count += 1;
    lastX = nextX;
    lastY = nextY;
  }
  return count;
}

/** Data of an SVG path, relative to an origin. */
export function pathOf(rings: readonly Ring[], origin: { x: number; y: number }): string {
  return rings.map((ring) => ringPath(ring, origin)).join("");
}

function ringPath(ring: Ring, origin: { x: number; y: number }): string {
  const steps: number[] = [];
  for (let place = 2; place < ring.length; place++) {
    steps.push((ring[place] as number) - (ring[place - 2] as number));
  }
  return `M${(ring[0] as number) - origin.x} ${(ring[1] as number) - origin.y}l${steps.join(" ")}z`;
}
