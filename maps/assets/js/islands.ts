// Data islands of the page: read once, then taken out of the document, which frees their text.

const ISLANDS = 'script[type="application/json"][data-kind]';

export class Islands {
  readonly #found = new Map<string, unknown[]>();

  static async read(): Promise<Islands> {
    const elements = [...document.querySelectorAll<HTMLScriptElement>(ISLANDS)];
    const contents = await Promise.all(elements.map(content));
    const islands = new Islands();
    elements.forEach((element, place) => {
      islands.#add(element.dataset["kind"] ?? "", contents[place]);
      element.remove();
    });
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

async function content(element: HTMLScriptElement): Promise<unknown> {
  const value: unknown = JSON.parse(element.textContent ?? "null");
  return element.dataset["packing"] ? JSON.parse(await inflated(value as string)) : value;
}

async function inflated(base64: string): Promise<string> {
  const packed = atob(base64);
  const bytes = new Uint8Array(packed.length);
  for (let place = 0; place < bytes.length; place++) bytes[place] = packed.charCodeAt(place);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}
