// The head of the page: what this is, the drill's clock, and what else can be done.

import { h } from "/assets/vue.js";
import { clock, moment, second } from "./clock.js";
import { attempt, post } from "./deeds.js";
import { ground } from "./ground.js";
import { SPEEDS } from "./drills.js";
import { showDrills, showTrouble } from "./panels.js";
import { toast } from "./presses.js";
import { live } from "./stream.js";
import { state } from "./talks.js";
import { language, say, speak } from "./words.js";

const OUTAGE_S = 60;

export const Head = {
  setup: () => () =>
    h("header", { class: "top" }, [
      h("div", { class: "brand" }, [
        h("img", { src: "/page/icon.svg", alt: "", width: 30, height: 30 }),
        h("div", [h("h1", say("ground-name")), h("p", { class: "banner" }, say("ground-banner"))]),
      ]),
      theClock(),
      h("div", { class: "tools" }, [
        h(
          "button",
          {
            type: "button",
            class: "ghost",
            "aria-expanded": showDrills.value,
            disabled: Boolean(state.playing),
            onClick: () => {
              showDrills.value = !showDrills.value;
            },
          },
          [h("span", { class: "sign" }, "▶"), h("span", { class: "long" }, say("ground-drills"))],
        ),
        trouble(),
        state.bot.command_centre
          ? h("a", { class: "ghost", href: state.bot.command_centre, target: "_blank", rel: "noopener" }, [
              h("span", { class: "sign" }, "▦"),
              h("span", { class: "long" }, say("ground-command-centre")),
            ])
          : null,
      ]),
      h(
        "div",
        { class: "languages", role: "group", "aria-label": say("ground-language") },
        Object.entries(ground.languages)
          .toReversed()
          .map(([one, name]) =>
            h(
              "button",
              {
                type: "button",
                key: one,
                lang: one,
                "aria-pressed": one === language.value,
                onClick: () => attempt(() => change(one)),
              },
              name,
            ),
          ),
      ),
    ]),
};

// The page and, from now on, the bot in the group.
async function change(wanted) {
  await speak(wanted);
  await post("language", { language: wanted });
}

function theClock() {
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

function trouble() {
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
