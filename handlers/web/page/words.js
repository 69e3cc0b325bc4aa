// What the page begins with, its words, and numbers as people read them.

import { code, learn, own, say } from "/shared/words.js";

export { clock, code, listed, own, say } from "/shared/words.js";

const given = (id) => JSON.parse(document.getElementById(id).textContent);
/** @type {import("/shared/types/screen.d.ts").Boot} */
export const boot = given("boot");
learn(boot.language, given("words"));

// A state in words: those of its kind, where there are any, else those that kinds share.
export function stateOf({ kind, state }) {
  const [own, shared] = [`${kind}-${state}`, state].map((one) => code("state", one));
  return own.startsWith("state-") ? shared : own;
}

export const itemName = (item) => own(item, "name") || item.code;

// A name as a flag has room for it: characters that are words by themselves say more than letters do.
export function short(name) {
  const most = /[\u3400-\u9fff]/.test(name) ? 4 : 9;
  return name.length <= most + 1 ? name : `${name.slice(0, most).trim()}…`;
}

// 40 s, 3 min, 2 h
export function age(seconds) {
  if (seconds < 60) return say("screen-age-s", { n: Math.max(0, Math.floor(seconds)) });
  if (seconds < 3600) return say("screen-age-min", { n: Math.floor(seconds / 60) });
  if (seconds < 86400) return say("screen-age-h", { n: Math.floor(seconds / 3600) });
  return say("screen-age-d", { n: Math.floor(seconds / 86400) });
}

export function metres(value) {
  if (value === null || value === undefined) return "?";
  if (Math.round(value) < 1000) return say("screen-m", { n: Math.round(value) });
  return say("screen-km", { n: (value / 1000).toFixed(1) });
}

// How far something lies, and where to: 129 m south.
export const way = (far, compass) => say("screen-way", { far: metres(far), direction: code("compass", compass) });

// An hour of the day in the district's zone.
export function hour(iso, zone, withSeconds = false) {
  if (!iso) return "–";
  /** @type {Intl.DateTimeFormatOptions} */
  const style = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (withSeconds) style.second = "2-digit";
  return new Intl.DateTimeFormat(boot.language === "zh" ? "zh-CN" : "en-GB", style).format(new Date(iso));
}

// What is said behind the place of a team that is known too coarsely: how far off it may be.
export const imprecise = (team) => team.imprecise ? say("screen-imprecise", { metres: Math.round(team.accuracy) }) : "";

// A day with its hour in the district's zone.
export function day(iso, zone) {
  if (!iso) return "–";
  /** @type {Intl.DateTimeFormatOptions} */
  const style = { timeZone: zone, year: "numeric", month: "short", day: "numeric" };
  const said = new Intl.DateTimeFormat(boot.language === "zh" ? "zh-CN" : "en-GB", style).format(new Date(iso));
  return `${said} ${hour(iso, zone)}`;
}
