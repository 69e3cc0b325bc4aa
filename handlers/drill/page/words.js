// The words of the chosen language, from the server; kept for the next time.

import { learn, say } from "/shared/words.js";
import { ground } from "./ground.js";

export { called, language, say } from "/shared/words.js";

const OTHERWISE = "en";

export async function speak(wanted) {
  const answer = await fetch(`/drill/words/${wanted}`);
  learn(wanted, await answer.json());
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : wanted;
  document.title = say("ground-title");
  localStorage.setItem("language", JSON.stringify({ wanted, ground: ground.id }));
}

// What this reader reads: as chosen on this ground, as its owner has set, as chosen on another, as the browser says.
export function mine() {
  const kept = chosen();
  if (kept.ground === ground.id) return kept.wanted;
  if (ground.fixed_language) return ground.fixed_language;
  const spoken = navigator.languages.map((one) => one.slice(0, 2)).find((one) => ground.languages[one]);
  return ground.languages[kept.wanted] ? kept.wanted : (spoken ?? OTHERWISE);
}

function chosen() {
  try {
    return JSON.parse(localStorage.getItem("language")) ?? {};
  } catch {
    return {};
  }
}
