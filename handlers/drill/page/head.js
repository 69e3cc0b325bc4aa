// The head of the page: what this is, the drill's clock, and what else can be done.

import { h } from "/shared/vue.js";
import { theClock } from "./clockface.js";
import { attempt } from "./deeds.js";
import { ground } from "./ground.js";
import { life } from "./life.js";
import { pane } from "./me.js";
import { showDrills } from "./panels.js";
import { state } from "./talks.js";
import { trouble } from "./trouble.js";
import { language, say, speak } from "./words.js";

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
              if (showDrills.value) pane.value = "map";
            },
          },
          [h("span", { class: "sign" }, "▶"), h("span", { class: "long" }, say("ground-drills"))],
        ),
        life(),
        trouble(),
        state.bot.command_centre
          ? h("a", {
            class: "ghost",
            href: `${state.bot.command_centre}?language=${language.value}`,
            target: "_blank",
            rel: "noopener",
          }, [
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
                onClick: () => attempt(() => speak(one)),
              },
              name,
            )
          ),
      ),
    ]),
};
