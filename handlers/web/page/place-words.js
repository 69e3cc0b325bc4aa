// What pages say of places: their kinds, states and fields; what nobody has said yet is said to be unknown.

import { shallowRef } from "/shared/vue.js";
import { tried } from "./parts.js";
import { boot, code, own, say } from "./words.js";

export const STATES = ["open", "closed", "resuming", "unknown", "gone"];

/** @typedef {{ code: string, name_zh: string, name_en: string, used: boolean }} Kind */

// The kinds of the district, as it calls them; those that a place has are `used`.
/** @type {import("/shared/types/vue.d.ts").Ref<Kind[]>} */
export const kinds = shallowRef([]);
// Colours by which places can be chosen; none where nobody keeps them.
/** @type {import("/shared/types/vue.d.ts").Ref<string[]>} */
export const colours = shallowRef([]);

export async function learnKinds() {
  const { ok, body } = await tried(`/api/districts/${boot.district}/screen/places/kinds`);
  if (ok) [kinds.value, colours.value] = [body.kinds, body.colours];
}

// A kind by its name, where the district's kinds have one, else as it stands in the register.
export function kindName(code) {
  if (!code) return say("screen-place-unknown");
  const found = kinds.value.find((kind) => kind.code === code);
  return found ? own(found, "name") : code;
}

export const stateName = (state) => code("place-state", state);

export const colourName = (colour) => say(`screen-place-colour-${colour}`);

export const fieldName = (field) => code("screen-place-field", field);

// A point as people write it, to about a metre.
export const pointText = (point) =>
  typeof point === "string" ? point : point ? point.map((value) => Number(value).toFixed(5)).join(", ") : "";

// Two numbers out of what somebody wrote; null where it says no point.
export function pointOf(text) {
  const parts = String(text).trim().split(/[\s,，;；]+/).map(Number);
  return parts.length === 2 && parts.every(Number.isFinite) ? parts : null;
}

// What a form is told of a point: two numbers, else what was written, so that it can be said what is wrong with that.
export const pointSaid = (text) => pointOf(text) ?? (text || null);

// The value of a field in words, as history and conflicts show it.
export function valueText(field, value) {
  if (field === "firm") return say(`screen-place-firm-${value === null || value === undefined ? "unknown" : value}`);
  if (field === "state") return stateName(value || "unknown");
  if (field === "kind") return kindName(value);
  if (field === "point") {
    return pointText(Array.isArray(value) ? value : value && [value.lat, value.lon]) || say("screen-place-unknown");
  }
  if (Array.isArray(value)) return value.join(", ") || say("screen-place-unknown");
  if (value && typeof value === "object") {
    return Object.entries(value).map(([name, said]) => `${name} ${said}`).join(", ") || say("screen-place-unknown");
  }
  return value || say("screen-place-unknown");
}
