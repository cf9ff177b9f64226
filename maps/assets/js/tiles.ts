// Background maps as layers of pictures: asked from a configured service, or out of the file.

import L from "leaflet";

import type { Islands } from "./islands";

export interface Background {
  title: string;
  credit: string;
  /** The machine of somebody else that is asked; empty if nobody is. */
  host: string;
  layer: Pictures;
}

interface Raw {
  title: string;
  credit: string;
  zooms: [min: number, max: number];
  side: number;
  photo: boolean;
  box: [west: number, south: number, east: number, north: number] | null;
}

type Address = (z: number, x: number, y: number) => string;

const HALF_WORLD_M = Math.PI * 6_378_137;

export function backgrounds(islands: Islands): Background[] {
  const services = islands.all<Raw & { host: string; address: string }>("basemap");
  const files = islands.all<Raw & { media: string }>("tiles");
  return [
    ...services.map((raw) => ({ ...raw, layer: new Pictures(raw, asked(raw.address)) })),
    ...files.map((raw) => ({ ...raw, host: "", layer: new Pictures(raw, kept(raw.media, islands)) })),
  ];
}

/** Fills in the numbers of a square, or its rectangle in metres. */
function asked(address: string): Address {
  return (z, x, y) => {
    const side = (2 * HALF_WORLD_M) / 2 ** z;
    const [west, north] = [x * side - HALF_WORLD_M, HALF_WORLD_M - y * side];
    const bbox = [west, north - side, west + side, north].map((metres) => metres.toFixed(4)).join(",");
    const values: Record<string, string> = { z: String(z), x: String(x), y: String(y), bbox };
    return address.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  };
}

function kept(media: string, islands: Islands): Address {
  const pictures = new Map<string, string>();
  for (const [z, x, y, picture] of islands.all<[number, number, number, string]>("tile")) {
    pictures.set(`${z}/${x}/${y}`, picture);
  }
  return (z, x, y) => {
    const picture = pictures.get(`${z}/${x}/${y}`);
    return picture ? `data:${media};base64,${picture}` : "";
  };
}

/** Beyond its last zoom the pictures of that are enlarged. */
export class Pictures extends L.TileLayer {
  readonly #address: Address;
  /** Pictures of 512 pixels show what the square of the zoom before holds. */
  readonly #behind: number;

  constructor({ zooms, side, photo, box }: Raw, address: Address) {
    const behind = Math.log2(side / 256);
    super("", {
      className: photo ? "pictures pictures--photo" : "pictures",
      tileSize: side,
      minZoom: Math.max(0, zooms[0] + behind - 2),
      maxZoom: 30,
      minNativeZoom: zooms[0] + behind,
      maxNativeZoom: zooms[1] + behind,
      ...(box && { bounds: [[box[1], box[0]], [box[3], box[2]]] }),
      referrerPolicy: "no-referrer",
    });
    this.#address = address;
    this.#behind = behind;
  }

  override getTileUrl({ x, y, z }: L.Coords): string {
    return this.#address(z - this.#behind, x, y);
  }

  get anyShown(): boolean {
    const pictures = this.getContainer()?.querySelectorAll("img") ?? [];
    return [...pictures].some((picture) => picture.naturalWidth > 0);
  }
}
