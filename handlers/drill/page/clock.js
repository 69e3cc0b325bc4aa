// The drill's own clock, turned on from what the server said last.

import { reactive, ref } from "/shared/vue.js";
import { clock as written } from "/shared/words.js";
import { ground } from "./ground.js";

export const clock = reactive({ speed: 1, stands: false });
export const moment = ref(0);

let said = { now: Date.now(), at: performance.now(), pace: 1 };

export function setClock(told, rate) {
  clock.speed = told.speed;
  clock.stands = told.stands;
  said = { now: told.now, at: performance.now(), pace: told.stands ? 0 : (rate ?? told.speed) };
  moment.value = now();
}

export const now = () => said.now + (performance.now() - said.at) * said.pace;

setInterval(() => {
  moment.value = now();
}, 250);

const forms = new Map();

function form(parts) {
  const key = JSON.stringify(parts);
  if (!forms.has(key)) {
    forms.set(key, new Intl.DateTimeFormat("en-GB", { ...parts, hourCycle: "h23", timeZone: ground.timezone }));
  }
  return forms.get(key);
}

export const hour = (ms) => form({ hour: "2-digit", minute: "2-digit" }).format(ms);
export const second = (ms) => form({ hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(ms);
export const day = (ms) =>
  form({ year: "numeric", month: "2-digit", day: "2-digit" }).format(ms).split("/").reverse().join("-");

// How long something took; a dash where it did not happen.
export const minutes = (seconds) => (seconds === null || seconds === undefined ? "–" : written(Math.round(seconds)));
