// The form that takes a file: dropping one sends it.

import { byId, setText } from "./dom";

export function startDropZone(form: HTMLFormElement): void {
  const input = byId<HTMLInputElement>("datei");
  const zone = byId("ablage");
  const message = byId("ablage-meldung");
  let inside = 0;
  const limit = Number(form.dataset["megabytes"]) * 2 ** 20;
  const mark = (): void => void zone.classList.toggle("is-over", inside > 0);

  zone.addEventListener("dragenter", (event) => {
    event.preventDefault();
    inside++;
    mark();
  });
  zone.addEventListener("dragleave", () => {
    inside--;
    mark();
  });
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    inside = 0;
    mark();
    const files = event.dataTransfer?.files;
    if (files?.length === 1) {
      input.files = files;
      input.dispatchEvent(new Event("change"));
      form.requestSubmit();
    } else {
      setText(message, "Bitte genau eine Datei ablegen; mehrere Listen nacheinander.");
    }
  });
  // A file that misses the zone must not replace the page.
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => event.preventDefault());
  }
  // What the service would refuse need not be sent first.
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    const excess = file && file.size > limit ? tooLarge(file, limit) : "";
    input.setCustomValidity(excess);
    setText(message, excess);
  });
  form.addEventListener("submit", () => {
    const name = input.files?.[0]?.name;
    if (name) setText(message, `„${name}“ wird gesendet …`);
  });
}

function tooLarge(file: File, limit: number): string {
  const size = Math.ceil(file.size / 2 ** 20).toLocaleString("de-DE");
  const most = limit / 2 ** 20;
  const remedy = "Bitte nur die benötigten Spalten und Zeilen speichern oder die Liste teilen.";
  return `„${file.name}“ hat ${size} MB; angenommen werden höchstens ${most} MB. ${remedy}`;
}
