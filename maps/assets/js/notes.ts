// Where notes are written: a field in each card, and a dialog with all of them.

import type { Subject } from "./card";
import type { Areas, Dataset, Settings } from "./data";
import { button, byId, el, type Child } from "./dom";
import { germanDate, number, today } from "./format";
import { announce, openDialog } from "./frame";
import { byName, Notebook, type Merged, type Note, type Origin } from "./notebook";
import type { Selection } from "./state";

const LONGEST = 5_000;
const LARGEST_FILE = 10_000_000;
const NOBODY = "Bitte keine Namen von Klientinnen und Klienten.";

export class Notes {
  readonly #data: Dataset;
  readonly #areas: Areas;
  readonly #open: (selection: Selection) => void;
  readonly #notebook: Notebook;
  readonly #dialog = byId<HTMLDialogElement>("notizen");
  readonly #status = byId("notizen-stand");
  readonly #message = byId("notizen-meldung");
  /** The field of the open card. */
  #field: { id: string; area: HTMLTextAreaElement } | null = null;

  constructor(settings: Settings, data: Dataset, areas: Areas, open: (selection: Selection) => void) {
    this.#data = data;
    this.#areas = areas;
    this.#open = open;
    this.#notebook = new Notebook(origin(settings), () => this.#show());
    byId("notizen-oeffnen").addEventListener("click", () => this.#showDialog());
    byId("notizen-speichern").addEventListener("click", () => this.#save());
    byId("notizen-loeschen").addEventListener("click", () => this.#remove(() => false, "Alle Notizen gelöscht."));
    const file = byId<HTMLInputElement>("notizen-datei");
    file.addEventListener("change", () => void this.#read(file));
    window.addEventListener("beforeunload", (event) => {
      if (!this.#notebook.unsaved) return;
      event.preventDefault();
      event.returnValue = "";
    });
    this.#show();
  }

  /** The field at the end of a card. */
  field(subject: Subject): HTMLElement {
    const note = this.#about(subject);
    const what = subject.kind === "angebot" ? "Notiz zu diesem Angebot" : "Notiz zu diesem Gebiet";
    const area = el("textarea", { id: "notiz", rows: 3, maxlength: LONGEST, "aria-describedby": "notiz-hinweis" });
    area.value = this.#notebook.text(note.id);
    this.#field = { id: note.id, area };
    area.addEventListener("input", () => {
      this.#notebook.write({ ...note, text: area.value, changed: today() });
    });
    return el(
      "section",
      { class: "note" },
      el("label", { for: "notiz", class: "note__label" }, what),
      area,
      el("p", { class: "note__hint", id: "notiz-hinweis" }, NOBODY),
      el("p", {}, button("Alle Notizen ansehen und speichern", { class: "link" }, () => this.#showDialog())),
    );
  }

  /** On a sheet of their own, so that a handout can go without them. */
  printed(): HTMLElement[] {
    const notes = this.#notebook.all.sort(byName);
    if (!notes.length) return [];
    const entries = notes.map(({ name, text, changed }) =>
      el(
        "li",
        {},
        el("strong", {}, name),
        el("p", { class: "note__text" }, text),
        changed && el("p", { class: "note__actions" }, germanDate(changed)),
      ),
    );
    const title = el("h2", {}, `Notizen (${number(notes.length)})`);
    return [el("section", { class: "paper paper__notes" }, title, el("ul", {}, ...entries))];
  }

  #about(subject: Subject): Note {
    const empty = { text: "", changed: "" };
    if (subject.kind === "angebot") return { ...empty, ...this.#aboutResource(subject.row) };
    const { area } = subject;
    const own = area.level === "sozialraum" ? area.name : "";
    const [lat, lng] = area.label;
    return { ...empty, id: `Gebiet:${area.level}:${area.id}`, name: area.name, sozialraum: own, quality: "", point: [lng, lat] };
  }

  #aboutResource(row: number): Omit<Note, "text" | "changed"> {
    const data = this.#data;
    const space = this.#areas.get("sozialraum", data.text("sozialraum", row));
    const [lat, lng] = data.latLng(row).map((each) => Math.round(each * 1e5) / 1e5) as [number, number];
    return {
      id: data.key(row),
      name: data.text("name", row),
      sozialraum: space?.name ?? "",
      quality: data.hasPoint(row) ? (data.taxonomy.quality.get(data.text("location_quality", row))?.label ?? "") : "",
      point: data.hasPoint(row) ? [lng, lat] : null,
    };
  }

  #show(): void {
    const { all, unsaved, kept } = this.#notebook;
    byId("notizen-oeffnen").textContent = all.length ? `Notizen (${number(all.length)})` : "Notizen";
    byId<HTMLButtonElement>("notizen-speichern").disabled = !all.length;
    byId("notizen-loeschen").hidden = !all.length;
    byId("notizen-verwahrt").hidden = !kept;
    byId("notizen-unverwahrt").hidden = kept;
    this.#status.textContent = standing(all.length, unsaved);
    this.#renewField();
    if (this.#dialog.open) this.#list(all);
  }

  /** What was removed, read from a file or written in another tab; nothing is taken from under the fingers. */
  #renewField(): void {
    if (!this.#field) return;
    const { id, area } = this.#field;
    const text = this.#notebook.text(id);
    if (area.value.trim() !== text.trim()) area.value = text;
  }

  #list(notes: Note[]): void {
    byId("notizen-liste").replaceChildren(...notes.sort(byName).map((note) => this.#item(note)));
  }

  #showDialog(): void {
    this.#message.replaceChildren();
    this.#list(this.#notebook.all);
    openDialog(this.#dialog);
  }

  #item(note: Note): HTMLElement {
    const target = this.#target(note);
    const edit = (): void => {
      this.#dialog.close();
      if (target) this.#open(target);
      document.getElementById("notiz")?.focus();
    };
    const about = (text: string): Child => el("span", { class: "visually-hidden" }, ` ${text} ${note.name}`);
    const change = button("Bearbeiten", { class: "link" }, edit);
    const remove = button("Löschen", { class: "link" }, () => {
      this.#remove((each) => each.id !== note.id, `Notiz zu „${note.name}“ gelöscht.`);
    });
    change.append(about("der Notiz zu") as Node);
    remove.append(about("der Notiz zu") as Node);
    return el(
      "li",
      {},
      el("strong", {}, note.name),
      el("p", { class: "note__text" }, note.text),
      el("p", { class: "note__actions" }, target ? change : "nicht in dieser Datei", remove, note.changed && germanDate(note.changed)),
    );
  }

  /** What a note is about; nothing if this file does not hold it. */
  #target(note: Note): Selection | null {
    const [kind, level, id] = note.id.split(":");
    if (kind !== "Gebiet") return this.#data.find(note.id) === null ? null : { kind: "angebot", key: note.id };
    const area = (["kreis", "planregion", "sozialraum", "gemeinde"] as const)
      .filter((each) => each === level)
      .map((each) => this.#areas.get(each, id ?? null))[0];
    return area ? { kind: "gebiet", level: area.level, id: area.id } : null;
  }

  #remove(keep: (note: Note) => boolean, text: string): void {
    const undo = this.#notebook.keepOnly(keep);
    const back = button("Rückgängig", { class: "link" }, () => {
      undo();
      this.#message.textContent = "Die Notizen sind wieder da.";
      byId("notizen-titel").focus();
    });
    this.#message.replaceChildren(text, " ", back);
    back.focus();
  }

  #save(): void {
    const name = this.#notebook.save();
    this.#message.textContent = `Gespeichert als „${name}“ im Ordner für Downloads.`;
  }

  async #read(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (!file) return;
    try {
      if (file.size > LARGEST_FILE) throw new Error("no notes are that long");
      this.#message.textContent = told(this.#notebook.merge(await file.text()));
    } catch {
      this.#message.textContent = `„${file.name}“ enthält keine Notizen einer Konferenzdatei. Gesucht ist eine Datei wie „notizen-….geojson“.`;
    }
    input.value = "";
    announce(this.#message.textContent ?? "");
  }
}

function origin({ title, name, exported_on: exportedOn, selection }: Settings): Origin {
  // A file of data holds plain spaces.
  const day = germanDate(exportedOn).replace("\u00a0", " ");
  const source = `Notizen aus der Konferenzdatei „${title}“ vom ${day}`;
  return { title, name, exportedOn, source, key: ["ressourcenkarten-notizen", title, exportedOn, selection].join("|") };
}

function standing(count: number, unsaved: boolean): string {
  if (!count) return "Noch keine Notizen. Ein Angebot oder Gebiet öffnen und unten in das Feld „Notiz“ schreiben.";
  const notes = count === 1 ? "1 Notiz" : `${number(count)} Notizen`;
  return `${notes}, ${unsaved ? "noch nicht als Datei gespeichert" : "als Datei gespeichert"}.`;
}

function told({ added, extended, known }: Merged): string {
  const parts = [`${number(added)} neu`, `${number(extended)} ergänzt`, `${number(known)} schon vorhanden`];
  return `Notizen gelesen: ${parts.join(", ")}.`;
}
