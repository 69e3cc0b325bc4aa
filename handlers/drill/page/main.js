// The beginning: the district, the words, the stream; then the page.

import { createApp, watch } from "/shared/vue.js";
import { App } from "./app.js";
import { ground, survey } from "./ground.js";
import { readAll, settle } from "./me.js";
import { listen, live } from "./stream.js";
import { speak } from "./words.js";

await survey();
const kept = localStorage.getItem("language");
await speak(ground.languages[kept] ? kept : ground.language);
settle();
const stop = watch(
  live,
  (is) => {
    if (!is) return;
    stop();
    readAll();
    createApp(App).mount("#page");
  },
  { flush: "sync" },
);
listen();
