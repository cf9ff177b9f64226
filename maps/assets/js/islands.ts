// Data islands of the page: read once, then taken out of the document, which frees their text.

const ISLANDS = 'script[type="application/json"]';

declare global {
  interface Uint8ArrayConstructor {
    /** Only browsers of the last years have it; it takes a tenth of the time. */
    fromBase64?(text: string): Uint8Array<ArrayBuffer>;
  }
}

type Island = [kind: string, content: unknown];

export class Islands {
  readonly #found = new Map<string, unknown[]>();

  /** Of another page than this one, which has the files already, only what it holds itself. */
  static async read(page: Document = document): Promise<Islands> {
    const wanted = page === document ? ISLANDS : `${ISLANDS}[data-kind]`;
    const elements = [...page.querySelectorAll<HTMLScriptElement>(wanted)];
    const found = await Promise.all(elements.map(contents));
    for (const element of elements) element.remove();
    const islands = new Islands();
    for (const [kind, content] of found.flat()) islands.#add(kind, content);
    return islands;
  }

  #add(kind: string, content: unknown): void {
    this.#found.set(kind, [...(this.#found.get(kind) ?? []), content]);
  }

  all<T>(kind: string): T[] {
    return (this.#found.get(kind) ?? []) as T[];
  }

  one<T>(kind: string): T {
    const [first] = this.all<T>(kind);
    if (first === undefined) throw new Error(`data island ${kind} is missing`);
    return first;
  }
}

/** What an element holds itself, or the file that it refers to. */
async function contents(element: HTMLScriptElement): Promise<Island[]> {
  const { kind, src } = element.dataset;
  return src ? fetched(src) : [[kind ?? "", await content(element)]];
}

async function fetched(address: string): Promise<Island[]> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as Island[];
}

async function content(element: HTMLScriptElement): Promise<unknown> {
  const value: unknown = JSON.parse(element.textContent ?? "null");
  return element.dataset["packing"] ? JSON.parse(await inflated(value as string)) : value;
}

async function inflated(base64: string): Promise<string> {
  // Not a Blob: browsers keep those in another process.
  const packed = new Response(decoded(base64)).body as ReadableStream<Uint8Array<ArrayBuffer>>;
  return new Response(packed.pipeThrough(new DecompressionStream("deflate"))).text();
}

function decoded(base64: string): Uint8Array<ArrayBuffer> {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const packed = atob(base64);
  const bytes = new Uint8Array(packed.length);
  for (let place = 0; place < bytes.length; place++) bytes[place] = packed.charCodeAt(place);
  return bytes;
}
