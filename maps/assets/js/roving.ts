// One tab stop for many elements; the arrow keys go to the next one in their direction.

const DIRECTIONS: Record<string, [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** Class of elements that the arrow keys do not lead away from. */
export const SPREAD = "symbol--spread";

export function walk(event: KeyboardEvent, group: HTMLElement): void {
  const direction = DIRECTIONS[event.key];
  const here = document.activeElement;
  if (!direction || !(here instanceof HTMLElement) || !group.contains(here)) return;
  event.preventDefault();
  event.stopPropagation();
  const next = nearest(here, group, direction);
  if (!next) return;
  here.tabIndex = -1;
  next.tabIndex = 0;
  next.focus({ preventScroll: true });
}

/** Sees to it that Tab reaches one of the elements. */
export function keepStop(elements: HTMLElement[]): void {
  if (!elements.some((element) => element.tabIndex === 0)) elements[0]?.setAttribute("tabindex", "0");
}

function nearest(here: HTMLElement, group: HTMLElement, [dx, dy]: [number, number]): HTMLElement | null {
  const from = here.getBoundingClientRect();
  let best: HTMLElement | null = null;
  let shortest = Infinity;
  for (const other of group.querySelectorAll<HTMLElement>(here.classList.contains(SPREAD) ? `.${SPREAD}` : "button")) {
    const to = other.getBoundingClientRect();
    const x = to.left + to.width / 2 - from.left - from.width / 2;
    const y = to.top + to.height / 2 - from.top - from.height / 2;
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (other === here || ahead <= 0 || aside > 2 * ahead) continue;
    if (ahead + aside < shortest) {
      best = other;
      shortest = ahead + aside;
    }
  }
  return best;
}
