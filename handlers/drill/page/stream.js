// The stream of changes from the server. It comes back by itself; a page nobody looks at lets it go, since a browser
// keeps only six connections to one server and each window needs one.

import { Stream } from "/shared/stream.js";
import { ref } from "/shared/vue.js";
import { setClock } from "./clock.js";
import { ground } from "./ground.js";
import { WINDOW } from "./me.js";
import { hear } from "./presses.js";
import { state, take as takeIn } from "./talks.js";

export const live = ref(false);

const AGAIN_MS = 1000;
const HIDDEN_MS = 20000;
let hiding = 0;

const stream = new Stream(`/drill/stream?window=${WINDOW}`, { message: take }, lost);

export function listen() {
  stream.open();
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(() => stream.close(), HIDDEN_MS);
    else if (!stream.isOpen) stream.open();
  });
}

function take(told) {
  // Another district stands here now: everything that this page knows is of the former one.
  if (told.ground && told.ground !== ground.id) {
    stream.close();
    location.reload();
    return;
  }
  takeIn(told);
  setClock(told.clock, state.playing?.rate);
  live.value = true;
  (told.answers ?? []).forEach(hear);
}

function lost(isRefused) {
  live.value = false;
  if (!isRefused) return;
  stream.close();
  setTimeout(() => {
    if (!stream.isOpen && !document.hidden) stream.open();
  }, AGAIN_MS);
}
