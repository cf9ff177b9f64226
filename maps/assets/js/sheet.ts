// The panel beside the map, which is a sheet at the lower end of narrow screens.

import { byId } from "./dom";

const STOPS = ["peek", "half", "full"] as const;
type Stop = (typeof STOPS)[number];
/** Pixels that a finger moves in a mere tap. */
const SLOP = 8;
const COLLAPSED = "leiste-eingeklappt";

/** Bottom sheet of narrow screens; the style sheet gives the stops their heights. */
class Sheet {
  /** Called when the sheet has come to rest. */
  moved: () => void = () => undefined;

  get stop(): Stop {
    return (document.body.dataset["stop"] as Stop | undefined) ?? "peek";
  }

  move(stop: Stop): void {
    this.#set(stop);
    this.moved();
  }

  #set(stop: Stop): void {
    document.body.dataset["stop"] = stop;
    byId("griff").setAttribute("aria-expanded", String(stop !== "peek"));
  }

  /** Shows what the panel holds, whatever hides it. */
  open(): void {
    if (this.stop === "peek") this.move("half");
    this.#collapse(false);
  }

  /** On wide screens the panel can make room for the map, as long as the tab is open. */
  #collapse(collapsed: boolean): void {
    document.body.classList.toggle("has-no-panel", collapsed);
    const toggle = byId("leiste-schalter");
    toggle.textContent = collapsed ? "Ausklappen" : "Einklappen";
    toggle.setAttribute("aria-expanded", String(!collapsed));
    try {
      sessionStorage.setItem(COLLAPSED, String(collapsed));
    } catch {
      // A browser that keeps nothing forgets this, too.
    }
  }

  start(): void {
    const handle = byId("griff");
    this.move("peek");
    this.#collapse(wasCollapsed());
    byId("leiste-schalter").addEventListener("click", () => {
      this.#collapse(!document.body.classList.contains("has-no-panel"));
    });
    this.#draggable(handle);
    this.#draggable(byId("leiste-kopf"));
    handle.addEventListener("click", () => {
      if (this.#dragged) return;
      if (this.stop === "full") this.move("peek");
      else this.#step(1);
    });
  }

  #draggable(element: HTMLElement): void {
    element.addEventListener("pointerdown", (event) => {
      this.#dragged = false;
      if (element.tagName !== "BUTTON" && (event.target as Element).closest("button, label, .chips")) return;
      element.setPointerCapture(event.pointerId);
      this.#from = { y: event.clientY, height: byId("leiste").offsetHeight };
    });
    element.addEventListener("pointermove", (event) => this.#drag(event.clientY));
    element.addEventListener("pointerup", () => this.#drop());
    element.addEventListener("pointercancel", () => this.#drop());
  }

  #from: { y: number; height: number } | null = null;
  #dragged = false;

  /** The sheet follows the finger. */
  #drag(y: number): void {
    const from = this.#from;
    if (!from || !byId("griff").checkVisibility() || (!this.#dragged && Math.abs(y - from.y) < SLOP)) return;
    this.#dragged = true;
    const most = byId("buehne").offsetHeight - 8;
    const height = Math.min(most, Math.max(SLOP, from.height + from.y - y));
    document.body.style.setProperty("--sheet", `${Math.round(height)}px`);
  }

  /** The stop whose height is nearest wins. */
  #drop(): void {
    this.#from = null;
    if (!this.#dragged) return;
    const panel = byId("leiste");
    const height = panel.offsetHeight;
    document.body.style.removeProperty("--sheet");
    const distances = STOPS.map((stop) => {
      this.#set(stop);
      return Math.abs(panel.offsetHeight - height);
    });
    this.move(STOPS[distances.indexOf(Math.min(...distances))] ?? "half");
  }

  #step(direction: 1 | -1): void {
    const next = STOPS[STOPS.indexOf(this.stop) + direction];
    if (next) this.move(next);
  }
}

function wasCollapsed(): boolean {
  try {
    return sessionStorage.getItem(COLLAPSED) === "true";
  } catch {
    return false;
  }
}

export const sheet = new Sheet();
