// A notice when a file is opened long after its data were right.

import { chosenTab } from "./chips";
import { button, byId } from "./dom";
import { germanDate, isLongAgo, today } from "./format";

/** Shows the notice more than a year after the day of the data. */
export function warnIfStale(day: string): void {
  if (!isLongAgo(day, today())) return;
  const notice = byId("veraltet");
  const text = `Die Angaben sind vom ${germanDate(day)} und damit älter als ein Jahr. Bitte vor der Verwendung prüfen.`;
  const dismiss = button("Ausblenden", { class: "link" }, () => {
    notice.classList.add("stale--dismissed");
    chosenTab()?.focus();
  });
  notice.append(text, " ", dismiss);
  notice.hidden = false;
}
