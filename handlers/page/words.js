// Words of a page: sentences of one language with {facts}, names by language, times as people read them.

import { ref, shallowRef } from "/shared/vue.js";

export const language = ref("");
const sentences = shallowRef({});

// From now on `wanted` is spoken, whose sentences are `texts` by key.
export function learn(wanted, texts) {
  sentences.value = texts;
  language.value = wanted;
}

// The sentence `key`, its {facts} filled in; a key that is not there shows itself.
export function say(key, facts = {}) {
  const found = sentences.value[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}

// A stable code in words: ("state", "on_scene") is the sentence state-on-scene.
export const code = (prefix, value) => say(`${prefix}-${String(value).replaceAll("_", "-")}`);

// One of several names, by language.
export const called = (names) => names?.[language.value] ?? Object.values(names ?? {})[0] ?? "";

// A field that is there once for each language: own(item, "name") of name_zh and name_en.
export const own = (one, field) => one[`${field}_${language.value}`] || one[`${field}_zh`];

// Several names one after the other, with the comma of the language.
export const listed = (names) => names.join(language.value.startsWith("zh") ? "、" : ", ");

// 0:42, 12:05, 1:02:05
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (value) => String(value).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
