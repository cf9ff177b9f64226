// Text with the letters emphasised that a search has found.

import { el, type Child } from "./dom";
import { plain } from "./format";

export function marked(text: string, words: readonly string[]): Child[] {
  const hits = new Uint8Array(text.length);
  const { folded, origins } = foldedFrom(text);
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0 && word; at = folded.indexOf(word, at + word.length)) {
      hits.fill(1, origins[at], origins[at + word.length] ?? text.length);
    }
  }
  const children: Child[] = [];
  for (let start = 0; start < text.length; ) {
    let end = start + 1;
    while (end < text.length && hits[end] === hits[start]) end += 1;
    const part = text.slice(start, end);
    children.push(hits[start] ? el("mark", {}, part) : part);
    start = end;
  }
  return children;
}

/** As `fold` does it, but knowing where each folded letter comes from. */
function foldedFrom(text: string): { folded: string; origins: number[] } {
  let folded = "";
  const origins: number[] = [];
  let at = 0;
  let before = "";
  for (const letter of text) {
    for (const each of plain(letter).split("")) {
      const speltOut = each === "e" && "aou".includes(before || "-");
      before = each;
      if (speltOut) continue;
      folded += each;
      origins.push(at);
    }
    at += letter.length;
  }
  return { folded, origins };
}
