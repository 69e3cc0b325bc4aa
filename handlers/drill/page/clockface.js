// The drill's clock in the head: what it shows, pause, and how fast it runs.

import { h } from "/shared/vue.js";
import { clock, moment, second } from "./clock.js";
import { attempt, post } from "./deeds.js";
import { live } from "./stream.js";
import { say } from "./words.js";

export const SPEEDS = [1, 2, 4, 8, 15, 30, 60];

export function theClock() {
  const set = (body) => attempt(() => post("clock", body));
  const at = SPEEDS.includes(clock.speed) ? clock.speed : (SPEEDS.findLast((one) => one <= clock.speed) ?? 1);
  return h(
    "div",
    { class: ["clock", { stands: clock.stands, lost: !live.value }], role: "group", "aria-label": say("ground-clock") },
    [
      h("span", { class: "lamp", title: live.value ? say("ground-live-link") : say("ground-lost-link") }),
      h("time", second(moment.value)),
      h(
        "button",
        {
          type: "button",
          class: "round small",
          "aria-pressed": clock.stands,
          "aria-label": say(clock.stands ? "ground-go-on" : "ground-pause"),
          title: say(clock.stands ? "ground-go-on" : "ground-pause"),
          onClick: () => set({ stands: !clock.stands }),
        },
        clock.stands ? "▶" : "❚❚",
      ),
      h(
        "select",
        {
          "aria-label": say("ground-speed"),
          title: say("ground-speed"),
          value: at,
          onChange: (event) => set({ speed: Number(event.target.value) }),
        },
        SPEEDS.map((one) => h("option", { value: one }, `${one}×`)),
      ),
    ],
  );
}
