// What people read: sentences of the chosen language, with their facts filled in.

import { ref, shallowRef } from "/shared/vue.js";

export const language = ref("");
const sentences = shallowRef({});

export async function speak(wanted) {
  const answer = await fetch(`/drill/words/${wanted}`);
  sentences.value = await answer.json();
  language.value = wanted;
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : wanted;
  document.title = say("ground-title");
  localStorage.setItem("language", wanted);
}

export function say(key, facts = {}) {
  const sentence = sentences.value[key] ?? key;
  return sentence.replace(/\{([a-z_]+)\}/g, (whole, fact) => String(facts[fact] ?? whole));
}

// One of several names, by language.
export function called(names) {
  return names?.[language.value] ?? Object.values(names ?? {})[0] ?? "";
}
