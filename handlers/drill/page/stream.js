// The stream of changes from the server. It comes back by itself; a page nobody looks at lets it go, since a browser
// keeps only six connections to one server and each window needs one.

import { ref } from "/shared/vue.js";
import { setClock } from "./clock.js";
import { hear } from "./presses.js";
import { state, take } from "./talks.js";

export const live = ref(false);

const AGAIN_MS = 1000;
const HIDDEN_MS = 20000;
let source = null;
let last = "";
let hiding = 0;

export function listen() {
  open();
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(close, HIDDEN_MS);
    else if (!source) open();
  });
}

function open() {
  source = new EventSource(`/drill/stream?last=${encodeURIComponent(last)}`);
  source.onmessage = (event) => {
    last = event.lastEventId;
    const told = JSON.parse(event.data);
    take(told);
    setClock(told.clock, state.playing?.rate);
    live.value = true;
    (told.answers ?? []).forEach(hear);
  };
  source.onerror = () => {
    live.value = false;
    if (source?.readyState === EventSource.CLOSED) {
      close();
      setTimeout(() => {
        if (!source && !document.hidden) open();
      }, AGAIN_MS);
    }
  };
}

function close() {
  source?.close();
  source = null;
}
