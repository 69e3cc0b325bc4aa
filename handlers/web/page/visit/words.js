// What the page of a visit begins with, its words, and hours, days and limits as people read them.

import { learn, say } from "/shared/words.js";
import { inUnits } from "./reckon.js";

export { code, listed, say } from "/shared/words.js";

const given = (id) => JSON.parse(document.getElementById(id).textContent);
/** @type {import("/shared/types/visit.d.ts").Boot} */
export const boot = given("boot");
learn(boot.language, given("words"));

export const root = `/v/${boot.district}/${boot.number}`;

const written = (iso, style) =>
  new Intl.DateTimeFormat(boot.language === "zh" ? "zh-CN" : "en-GB", { timeZone: boot.zone, ...style }).format(
    new Date(iso),
  );

// 14:05
export const hour = (iso) => written(iso, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

// 12 May 2026, of a day as the server writes it.
export const day = (iso) => written(`${iso}T12:00:00Z`, { day: "numeric", month: "short", year: "numeric" });

// At once, 24 hours, 3 days: what limit was set.
export function limit(hours) {
  const [unit, count] = inUnits(hours);
  if (unit === "now") return say("visit-page-at-once");
  return say(count === 1 ? `visit-page-${unit}-one` : `visit-page-${unit}`, { n: count });
}

// What an item was found to be, with its limit where one was set.
export function found(said) {
  const name = say(`visit-page-result-${said.result.replace("_", "-")}`);
  return said.result === "fail_limit" && said.hours !== null ? `${name} · ${limit(said.hours)}` : name;
}
