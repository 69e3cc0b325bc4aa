// Pressed buttons and what the bot answers to them: a toast, an alert, or nothing.

import { shallowReactive, shallowRef } from "/shared/vue.js";

export const toasts = shallowReactive([]);
export const alarm = shallowRef(null);
export const pressed = shallowReactive(new Map());

const SHOWN_MS = 4200;
const LOST_MS = 15000;
const early = new Map();
let number = 0;

export function toast(text, kind = "") {
  const one = { id: number += 1, text, kind };
  toasts.push(one);
  if (toasts.length > 3) toasts.shift();
  setTimeout(() => {
    const at = toasts.indexOf(one);
    if (at >= 0) toasts.splice(at, 1);
  }, SHOWN_MS);
}

// A press was sent; *mark* names the button, which shows that it waits.
export function waitFor(id, mark, then) {
  pressed.set(mark, id);
  const done = (answer) => {
    if (pressed.get(mark) === id) pressed.delete(mark);
    if (answer) then(answer);
  };
  if (early.has(id)) {
    done(early.get(id));
    early.delete(id);
  } else {
    waiting.set(id, done);
    setTimeout(() => {
      if (waiting.delete(id)) done(null);
    }, LOST_MS);
  }
}

const waiting = new Map();

export function hear(answer) {
  const done = waiting.get(answer.id);
  if (done) {
    waiting.delete(answer.id);
    done(answer);
    return;
  }
  early.set(answer.id, answer);
  if (early.size > 200) early.delete(early.keys().next().value);
}
