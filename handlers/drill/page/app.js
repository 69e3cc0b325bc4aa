// The whole page: head, steps, phone and map beside each other; on a phone one of the three at a time.

import { computed, h } from "/shared/vue.js";
import { Drills } from "./drills.js";
import { Head } from "./head.js";
import { LiveMap } from "./map.js";
import { me, pane, unread } from "./me.js";
import { Phone } from "./phone.js";
import { enlarged } from "./sight.js";
import { ground } from "./ground.js";
import { Foreign, Sure } from "./standing.js";
import { NextStep, Steps } from "./steps.js";
import { live } from "./stream.js";
import { news, state } from "./talks.js";
import { say } from "./words.js";
import { Who } from "./who.js";

export const App = {
  setup() {
    const count = computed(() => {
      void news.value;
      return unread(ground.chat) + unread(me.value);
    });
    return () =>
      h("div", { class: ["page", `on-${pane.value}`] }, [
        h(Head),
        live.value ? null : h("p", { class: "lostbar", role: "alert" }, say("ground-lost")),
        state.bot.is_up || !live.value
          ? null
          : h("p", { class: "lostbar mild", role: "status" }, say("ground-bot-restarting")),
        h(Foreign),
        h(Steps),
        h("main", [
          h("div", { class: "left" }, [h(Who), h(Phone)]),
          h("div", { class: "right" }, [h(LiveMap), h(Drills)]),
        ]),
        h(NextStep),
        h(Sure),
        h(
          "nav",
          { class: "panes", "aria-label": say("ground-panes") },
          ["chat", "map", "steps"].map((one) =>
            h(
              "button",
              {
                type: "button",
                key: one,
                "aria-pressed": pane.value === one,
                onClick: () => {
                  pane.value = one;
                },
              },
              [
                h("span", { "aria-hidden": "true" }, { chat: "💬", map: "🗺", steps: "✅" }[one]),
                say(`ground-pane-${one}`),
                one === "chat" && pane.value !== "chat" && count.value ? h("i", { class: "count" }, count.value) : null,
              ],
            )
          ),
        ),
        enlarged.value
          ? h(
            "div",
            {
              class: "lightbox",
              role: "dialog",
              "aria-modal": "true",
              onClick: () => {
                enlarged.value = "";
              },
              onKeydown: (event) => {
                if (event.key === "Escape") enlarged.value = "";
              },
            },
            [
              h("img", { src: enlarged.value, alt: say("ground-kind-photo") }),
              h(
                "button",
                {
                  type: "button",
                  class: "round",
                  "aria-label": say("ground-close"),
                  onVnodeMounted: (node) => node.el.focus(),
                },
                "✕",
              ),
            ],
          )
          : null,
      ]);
  },
};
