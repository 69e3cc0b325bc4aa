// Trouble by button: a restart of the bot, a Telegram that is away or asks for less, and everything well again.

import { h } from "/shared/vue.js";
import { moment } from "./clock.js";
import { attempt, post } from "./deeds.js";
import { showTrouble } from "./panels.js";
import { toast } from "./presses.js";
import { state } from "./talks.js";
import { say } from "./words.js";

const OUTAGE_S = 60;

export function trouble() {
  const left = state.out_until ? Math.max(0, Math.round((state.out_until - moment.value) / 1000)) : 0;
  const active = left > 0 || state.armed > 0 || !state.bot.is_up;
  const done = (key) => () => {
    showTrouble.value = false;
    toast(say(key));
  };
  const item = (key, path, body, told) =>
    h(
      "button",
      {
        type: "button",
        role: "menuitem",
        "data-trouble": key,
        onClick: () => attempt(() => post(path, body).then(done(told))),
      },
      [h("b", say(`ground-trouble-${key}`)), h("small", say(`ground-trouble-${key}-what`))],
    );
  return h(
    "div",
    {
      class: "menu",
      onKeydown: (event) => {
        if (event.key === "Escape") showTrouble.value = false;
      },
    },
    [
      h(
        "button",
        {
          type: "button",
          class: ["ghost", { active }],
          "aria-haspopup": "menu",
          "aria-expanded": showTrouble.value,
          onClick: () => {
            showTrouble.value = !showTrouble.value;
          },
        },
        [
          h("span", { class: "sign" }, "⚡"),
          h(
            "span",
            { class: "long" },
            !state.bot.is_up
              ? say("ground-restarting")
              : left
              ? say("ground-out-for", { seconds: left })
              : say("ground-trouble"),
          ),
        ],
      ),
      showTrouble.value
        ? h("div", {
          class: "veil clear",
          onClick: () => {
            showTrouble.value = false;
          },
        })
        : null,
      showTrouble.value
        ? h("div", { class: "items", role: "menu" }, [
          item("restart", "restart", {}, "ground-told-restart"),
          item("outage", "faults", { kind: "outage", seconds: OUTAGE_S }, "ground-told-outage"),
          item("too-many", "faults", { kind: "fail_next", method: "*", status: 429 }, "ground-told-too-many"),
          item("all-well", "faults", { kind: "none" }, "ground-told-all-well"),
          item("muster", "muster", {}, "ground-told-muster"),
        ])
        : null,
    ],
  );
}
