// What does not change while the drill ground stands: the district, its people and teams.

import { shallowReactive } from "/shared/vue.js";
import { say } from "./words.js";

/** @typedef {import("/shared/types/drill.d.ts").Ground} Ground */
/** @typedef {import("/shared/types/drill.d.ts").Person} Person */
/** @typedef {import("/shared/types/drill.d.ts").Team} Team */

const empty = { people: [], teams: [], places: [], commands: [], pictures: [], drills: [], samples: [] };
export const ground = shallowReactive(/** @type {Ground} */ (empty));

/** @type {Map<number, Person>} */
const people = new Map();
/** @type {Map<string, Team>} */
const teams = new Map();

export async function survey() {
  let answer = await fetch("/drill/ground");
  while (answer.status === 503) { // the bot is still starting
    await new Promise((go) => setTimeout(go, 1000 * Number(answer.headers.get("retry-after") ?? 1)));
    answer = await fetch("/drill/ground");
  }
  Object.assign(ground, await answer.json());
  ground.people.forEach((one) => people.set(one.id, one));
  ground.teams.forEach((one) => teams.set(one.key, one));
}

// The places as they are registered now: what somebody registers here has a label to scan, too.
export async function learnPlaces() {
  const answer = await fetch("/drill/places");
  if (answer.ok) Object.assign(ground, await answer.json());
}

// Those that lie somewhere on a map; of the others only the label on the door leads there.
/** @returns {import("/shared/types/drill.d.ts").Located[]} */
export const located = () =>
  ground.places.filter(/** @returns {one is import("/shared/types/drill.d.ts").Located} */ (one) => one.at !== null);

export const personOf = (id) => people.get(id);
export const teamOf = (person) => teams.get(person?.team);
export const captains = () => ground.people.filter((one) => one.role === "captain");
export const stranger = () => ground.people.find((one) => one.role === "stranger");

// Somebody who may report but is in no team, so that nobody reports to themselves.
export function reporter() {
  const may = (one) => !["viewer", "stranger", "officer"].includes(one.role);
  return ground.people.find((one) => may(one) && !one.team && one.role !== "captain") ?? captains()[0];
}

// What somebody is here: the team's name, else the role.
export function standing(person) {
  return teamOf(person)?.name ?? say(`ground-role-${person.role}`);
}

const COLOURS = ["#b3392f", "#a65a00", "#5f7300", "#1f7a3d", "#00757a", "#1c63b7", "#6a4fc1", "#a8327f"];

// The same person has the same colour everywhere; all of them bear white letters and stand out on white.
export function colourOf(id) {
  if (id === ground.bot?.id) return "#1f5fc4";
  return COLOURS[Math.abs(Number(id) * 7) % COLOURS.length];
}

export function initials(name) {
  const words = String(name).trim().split(/\s+/);
  if (/[\u3400-\u9fff]/.test(name)) return name.slice(0, 1);
  return words
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join("");
}
