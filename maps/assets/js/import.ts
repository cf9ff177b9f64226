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
  document.querySelector<HTMLElement>("[data-focus]")?.focus();
  document.body.dataset["ready"] = "true";
}

void start();
