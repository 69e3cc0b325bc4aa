// The words of the chosen language, from the server; kept for the next time.

import { learn, say } from "/shared/words.js";

export { called, language, say } from "/shared/words.js";

export async function speak(wanted) {
  const answer = await fetch(`/drill/words/${wanted}`);
  learn(wanted, await answer.json());
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : wanted;
  document.title = say("ground-title");
  localStorage.setItem("language", wanted);
}
