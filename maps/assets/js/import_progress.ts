// The page that waits for a list: asks how far the work is and moves on when it has ended.

import { byId, setText } from "./dom";

interface Progress {
  running: boolean;
  phase: string;
  fraction: number;
}

const PAUSE_MS = 700;
const SPOKEN_STEP = 20;

export function startProgress(container: HTMLElement): void {
  const bar = byId<HTMLProgressElement>("balken");
  const address = container.dataset["address"] ?? "";
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
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const progress = answer.ok ? ((await answer.json()) as Progress) : null;
      if (!progress?.running) return location.replace(location.pathname + location.search);
      show(progress);
    } catch {
      setText(byId("phase"), "Keine Verbindung; es wird weiter versucht");
    }
    setTimeout(() => void ask(), PAUSE_MS);
  };
  setTimeout(() => void ask(), PAUSE_MS);
}
