// Pages on which a list is loaded: everything works without this, but for clicks on the map.

import { maybe } from "./dom";
import { startDropZone } from "./import_drop";
import { startMap } from "./import_map";
import { startProgress } from "./import_progress";
import { Islands } from "./islands";

async function start(): Promise<void> {
  const form = maybe<HTMLFormElement>("hochladen");
  if (form) startDropZone(form);
  const progress = maybe("fortschritt");
  if (progress) startProgress(progress);
  const map = maybe("map");
  if (map) startMap(map, await Islands.read());
  for (const each of document.querySelectorAll<HTMLFormElement>("form[data-confirm]")) askBefore(each);
  for (const each of document.querySelectorAll<HTMLFormElement>('form[method="post"]')) sendOnce(each);
  document.querySelector<HTMLElement>("[data-focus]")?.focus();
  document.body.dataset["ready"] = "true";
}

/** A double click sends a form once; a page that the browser brings back can send it again. */
function sendOnce(form: HTMLFormElement): void {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => (sent = false));
}

/** What cannot be taken back is asked for once more. */
function askBefore(form: HTMLFormElement): void {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset["confirm"])) event.preventDefault();
  });
}

void start();
