// The beginning: the district, the words, the stream; then the page.

import { createApp, watch } from "/shared/vue.js";
import { App } from "./app.js";
import { ground, learnPlaces, survey } from "./ground.js";
import { readAll, settle } from "./me.js";
import { chooseFirst } from "./standing.js";
import { listen, live } from "./stream.js";
import { state } from "./talks.js";
import { mine, speak } from "./words.js";

await survey();
const wanted = mine();
if (!ground.is_chosen) await chooseFirst(wanted);
await speak(ground.languages[wanted] ? wanted : ground.language);
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
watch(() => state.register, learnPlaces);
listen();
