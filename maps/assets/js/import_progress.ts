// The page that waits for a list: asks how far the work is and moves on when it has ended.

import { byId, maybe, setText } from "./dom";

interface Progress {
  running: boolean;
  phase: string;
  fraction: number;
}

const PAUSE_MS = 700;
const SPOKEN_STEP = 20;

/** A form that came too early is sent again, else the page that was asked for is opened. */
function goOn(): void {
  const held = maybe<HTMLFormElement>("nochmal");
  if (held) held.requestSubmit();
  else location.replace(location.pathname + location.search);
}

export function startProgress(container: HTMLElement): void {
  const bar = byId<HTMLProgressElement>("balken");
  const address = container.dataset["address"] ?? "";
  // Who leaves meanwhile goes where they want: an answer must not lead them elsewhere.
  const leaving = new AbortController();
  window.addEventListener("beforeunload", () => leaving.abort());
  let spoken = "";

  const show = ({ phase, fraction }: Progress): void => {
    const percent = Math.round(fraction * 100);
    bar.value = fraction;
    setText(byId("prozent"), `${percent} %`);
    // Every number would be too much for somebody who listens.
    const text = `${phase}, ${Math.floor(percent / SPOKEN_STEP) * SPOKEN_STEP} %`;
    if (text !== spoken) setText(byId("phase"), phase);
    if (text !== spoken) setText(byId("ansage"), text);
    spoken = text;
  };
  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: leaving.signal });
      const progress = answer.ok ? ((await answer.json()) as Progress) : null;
      if (leaving.signal.aborted) return;
      if (!progress?.running) return goOn();
      show(progress);
    } catch {
      if (leaving.signal.aborted) return;
      setText(byId("phase"), "Keine Verbindung; es wird weiter versucht");
    }
    setTimeout(() => void ask(), PAUSE_MS);
  };
  setTimeout(() => void ask(), PAUSE_MS);
}
