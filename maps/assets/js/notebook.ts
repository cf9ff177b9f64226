// Notes of a conference: kept in the browser as a safety copy, saved and read as GeoJSON.

import { plain, today } from "./format";

export interface Note {
  /** Key of the resource or area; notes of two files meet by it. */
  id: string;
  name: string;
  text: string;
  /** Day of the last change, ISO. */
  changed: string;
  sozialraum: string;
  quality: string;
  /** Longitude and latitude; none where there is no place or it is protected. */
  point: [number, number] | null;
}

/** What reading a file did to the notes. */
export interface Merged {
  added: number;
  extended: number;
  known: number;
}

export interface Origin {
  title: string;
  name: string;
  exportedOn: string;
  /** The source that stands at each note. */
  source: string;
  /** Under which the browser keeps the safety copy. */
  key: string;
}

const NAME = "Notiz zu: ";
const WRITING_PAUSE_MS = 300;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class Notebook {
  readonly #origin: Origin;
  readonly #changed: () => void;
  #notes = new Map<string, Note>();
  /** What was written or removed here since the safety copy was made: another tab may write to it, too. */
  #touched = new Set<string>();
  #unsaved = false;
  #kept = true;
  #writing = 0;

  constructor(origin: Origin, changed: () => void) {
    this.#origin = origin;
    this.#changed = changed;
    this.#restore();
    // What is written only while the page goes may come too late for the page that follows.
    for (const end of ["beforeunload", "pagehide"]) window.addEventListener(end, () => this.#writing && this.#keep());
    window.addEventListener("storage", ({ key, newValue }) => key === origin.key && this.#follow(newValue));
  }

  get all(): Note[] {
    return [...this.#notes.values()];
  }

  /** Whether something is in no file yet. */
  get unsaved(): boolean {
    return this.#unsaved && this.#notes.size > 0;
  }

  /** Whether the browser keeps a safety copy. */
  get kept(): boolean {
    return this.#kept;
  }

  text(id: string): string {
    return this.#notes.get(id)?.text ?? "";
  }

  /** A note without text is none. */
  write(note: Note): void {
    if (note.text.trim()) this.#notes.set(note.id, note);
    else this.#notes.delete(note.id);
    this.#touch([note.id]);
  }

  /** Leaves only some notes; returns what brings the others back. */
  keepOnly(test: (note: Note) => boolean): () => void {
    const before = this.#notes;
    this.#notes = new Map([...before].filter(([, note]) => test(note)));
    this.#touch(before.keys());
    return () => {
      this.#notes = new Map([...this.#notes, ...before]);
      this.#touch(before.keys());
    };
  }

  #touch(ids: Iterable<string>): void {
    for (const id of ids) this.#touched.add(id);
    this.#unsaved = true;
    clearTimeout(this.#writing);
    this.#writing = window.setTimeout(() => this.#keep(), WRITING_PAUSE_MS);
    this.#changed();
  }

  #keep(): void {
    clearTimeout(this.#writing);
    this.#writing = 0;
    try {
      const { key } = this.#origin;
      const copy = localStorage.getItem(key);
      if (copy !== null) this.#take(readCopy(copy).notes);
      this.#touched.clear();
      if (this.#notes.size) localStorage.setItem(key, JSON.stringify({ unsaved: this.#unsaved, notes: this.all }));
      else localStorage.removeItem(key);
      this.#kept = true;
    } catch {
      if (this.#kept) {
        this.#kept = false;
        this.#changed();
      }
    }
  }

  /** Puts the notes of the safety copy in place of all that was not touched here. */
  #take(notes: Map<string, Note>): void {
    for (const id of this.#touched) {
      const mine = this.#notes.get(id);
      if (mine) notes.set(id, mine);
      else notes.delete(id);
    }
    this.#notes = notes;
  }

  /** Another tab with the same file has written, removed or saved notes. */
  #follow(copy: string | null): void {
    const { notes, unsaved } = readCopy(copy);
    this.#take(notes);
    this.#unsaved = unsaved || this.#touched.size > 0;
    this.#changed();
  }

  /** Some browsers keep nothing for a file, or for a page in a frame. */
  #restore(): void {
    try {
      const { notes, unsaved } = readCopy(localStorage.getItem(this.#origin.key));
      this.#notes = notes;
      this.#unsaved = unsaved;
    } catch {
      this.#kept = false;
    }
  }

  /** Hands all notes to the browser as one file; they count as saved then. */
  save(): string {
    const name = `notizen-${this.#origin.name}-${today()}.geojson`;
    this.#unsaved = false;
    this.#keep();
    const url = URL.createObjectURL(new Blob([this.#geojson()], { type: "application/geo+json" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    this.#changed();
    return name;
  }

  #geojson(): string {
    const { title, exportedOn } = this.#origin;
    const marker = { karte: title, exportiert: exportedOn, gespeichert: today() };
    const features = this.all.map((note) => this.#feature(note));
    return JSON.stringify({ type: "FeatureCollection", notizen: marker, features }, null, 1);
  }

  /** Properties that the import of lists knows by their names. */
  #feature(note: Note): object {
    return {
      type: "Feature",
      geometry: note.point && { type: "Point", coordinates: note.point },
      properties: {
        Name: NAME + note.name,
        Hinweis: note.text,
        Sozialraum: note.sozialraum,
        Lagegenauigkeit: note.quality,
        Stand: note.changed,
        Kennung: note.id,
        Quelle: this.#origin.source,
      },
    };
  }

  /**
   * Adds the notes of a saved file; where both have written, both texts stay.
   *
   * Throws if the text is no file of notes.
   */
  merge(text: string): Merged {
    const content = JSON.parse(text) as { notizen?: unknown; features?: unknown };
    if (!content.notizen || !Array.isArray(content.features)) throw new Error("no notes");
    const result: Merged = { added: 0, extended: 0, known: 0 };
    for (const feature of content.features) {
      const note = readFeature(feature);
      if (!note) continue;
      const what = this.#add(note);
      result[what] += 1;
      if (what !== "known") this.#touch([note.id]);
    }
    return result;
  }

  #add(note: Note): keyof Merged {
    const mine = this.#notes.get(note.id);
    if (!mine) {
      this.#notes.set(note.id, note);
      return "added";
    }
    if (mine.text.includes(note.text)) return "known";
    const text = note.text.includes(mine.text) ? note.text : `${mine.text}\n\n${note.text}`;
    this.#notes.set(note.id, { ...mine, text, changed: today() });
    return "extended";
  }
}

/** Throws if the safety copy is none. */
function readCopy(text: string | null): { unsaved: boolean; notes: Map<string, Note> } {
  const copy = JSON.parse(text ?? "{}") as { unsaved?: boolean; notes?: unknown[] };
  const notes = (copy.notes ?? []).flatMap((each) => readNote(each) ?? []);
  return { unsaved: copy.unsaved === true, notes: new Map(notes.map((note) => [note.id, note])) };
}

/** Notes by what they are about, as people look for them. */
export const byName = (one: Note, other: Note): number => plain(one.name).localeCompare(plain(other.name), "de");

const texts = (value: unknown): Record<string, unknown> => (typeof value === "object" && value ? { ...value } : {});
const asText = (value: unknown): string => (typeof value === "string" ? value : "");

/** A note from outside, or nothing if it is none. */
function readNote(value: unknown): Note | null {
  const raw = texts(value);
  const [id, name, text] = [raw["id"], raw["name"], raw["text"]].map(asText) as [string, string, string];
  if (!id || !text.trim()) return null;
  const [changed, sozialraum, quality] = [raw["changed"], raw["sozialraum"], raw["quality"]].map(asText) as [string, string, string];
  return { id, name, text, changed: DAY.test(changed) ? changed : "", sozialraum, quality, point: readPoint(raw["point"]) };
}

function readFeature(value: unknown): Note | null {
  const feature = texts(value);
  const properties = texts(feature["properties"]);
  return readNote({
    id: properties["Kennung"],
    name: asText(properties["Name"]).replace(NAME, ""),
    text: properties["Hinweis"],
    changed: properties["Stand"],
    sozialraum: properties["Sozialraum"],
    quality: properties["Lagegenauigkeit"],
    point: texts(feature["geometry"])["coordinates"],
  });
}

function readPoint(value: unknown): [number, number] | null {
  if (!Array.isArray(value)) return null;
  const [lon, lat] = value as unknown[];
  return Number.isFinite(lon) && Number.isFinite(lat) ? [lon as number, lat as number] : null;
}
