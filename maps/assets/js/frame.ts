// What stands around the map: tabs, menus, dialogs.

import { byId, maybe } from "./dom";
import { sheet } from "./sheet";

export type Tab = "filter" | "liste";

export class Tabs {
  readonly #tabs: Record<Tab, { tab: HTMLElement; panel: HTMLElement }>;
  readonly #shown: (tab: Tab) => void;

  constructor(shown: (tab: Tab) => void) {
    this.#shown = shown;
    this.#tabs = {
      filter: { tab: byId("reiter-filter"), panel: byId("filter") },
      liste: { tab: byId("reiter-liste"), panel: byId("liste") },
    };
    for (const name of ["filter", "liste"] as const) {
      const { tab } = this.#tabs[name];
      tab.addEventListener("click", () => this.show(name));
      tab.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        const other = name === "filter" ? "liste" : "filter";
        this.show(other);
        this.#tabs[other].tab.focus();
      });
    }
  }

  show(wanted: Tab): void {
    for (const name of ["filter", "liste"] as const) {
      const { tab, panel } = this.#tabs[name];
      tab.setAttribute("aria-selected", String(name === wanted));
      tab.tabIndex = name === wanted ? 0 : -1;
      panel.hidden = name !== wanted;
    }
    sheet.open();
    this.#shown(wanted);
  }
}

/** Waits until the page is laid out: in a frame of a notebook that may come late, or when it is unfolded. */
export function room(): Promise<void> {
  const hasRoom = (): boolean => document.body.offsetWidth > 0 && document.body.offsetHeight > 0;
  return new Promise((resolve) => {
    if (hasRoom()) return resolve();
    const watch = new ResizeObserver(() => {
      if (!hasRoom()) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(document.body);
  });
}

export function startDialogs(): void {
  const openers: [string, string][] = [
    ["hilfe-oeffnen", "hilfe"],
    ["quellen-oeffnen", "quellen"],
    ["quellen-karte", "quellen"],
  ];
  for (const [opener, dialog] of openers) {
    byId(opener).addEventListener("click", () => openDialog(byId<HTMLDialogElement>(dialog)));
  }
}

export function startMenu(): void {
  disclose("menue", document.querySelector(".site-header"), (open) => {
    document.body.classList.toggle("has-menu", open);
  });
}

/** A button that opens something; Escape and a click elsewhere close it. */
function disclose(id: string, around: HTMLElement | null, show: (open: boolean) => void): void {
  const opener = maybe<HTMLButtonElement>(id);
  if (!opener || !around) return;
  const isOpen = (): boolean => opener.getAttribute("aria-expanded") === "true";
  const toggle = (open: boolean): void => {
    opener.setAttribute("aria-expanded", String(open));
    show(open);
  };
  opener.addEventListener("click", () => toggle(!isOpen()));
  document.addEventListener("click", (event) => {
    if (isOpen() && !(event.target instanceof Node && around.contains(event.target))) toggle(false);
  });
  around.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    event.preventDefault();
    toggle(false);
    opener.focus();
  });
}

/** Opens a dialog at its heading; `autofocus` would complain in the frame of a notebook. */
export function openDialog(dialog: HTMLDialogElement): void {
  dialog.showModal();
  dialog.querySelector<HTMLElement>("h2")?.focus();
}

let later = 0;

export function announce(text: string): void {
  clearTimeout(later);
  byId("ansage").textContent = text;
}

/** Says something after a pause unless something else is said before; nothing if there is no text. */
export function announceLater(text: string, pause: number): void {
  clearTimeout(later);
  if (text) later = window.setTimeout(() => announce(text), pause);
}

export function startShare(): void {
  const opener = maybe("teilen");
  opener?.addEventListener("click", () => copyAddress(opener));
}

/** Copies the address of what is shown, or shows it where that is not allowed. */
export function copyAddress(opener: HTMLElement): void {
  void navigator.clipboard
    ?.writeText(location.href)
    .then(() => announceCopied(opener))
    .catch(() => showAddress());
  if (!navigator.clipboard) showAddress();
}

function announceCopied(opener: HTMLElement): void {
  const before = opener.textContent;
  opener.textContent = "Adresse kopiert";
  announce("Die Adresse dieser Ansicht ist kopiert.");
  setTimeout(() => (opener.textContent = before), 2500);
}

function showAddress(): void {
  const field = byId<HTMLInputElement>("adresse-text");
  field.value = location.href;
  byId<HTMLDialogElement>("adresse").showModal();
  field.select();
}
