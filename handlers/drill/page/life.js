// The menu of the ground: who plays along, whether others report, and which district stands here.

import { h } from "/shared/vue.js";
import { attempt, post } from "./deeds.js";
import { ground } from "./ground.js";
import { showLife } from "./panels.js";
import { choices, titleOf, wish } from "./standing.js";
import { state } from "./talks.js";
import { language, say } from "./words.js";

const shut = () => {
  showLife.value = false;
};

export const life = () =>
  h(
    "div",
    {
      class: "menu",
      onKeydown: (event) => {
        if (event.key === "Escape") shut();
      },
    },
    [
      h(
        "button",
        {
          type: "button",
          class: ["ghost", { active: !state.life.crews }],
          "aria-haspopup": "menu",
          "aria-expanded": showLife.value,
          onClick: () => {
            showLife.value = !showLife.value;
          },
        },
        [h("span", { class: "sign" }, "☷"), h("span", { class: "long" }, say("ground-life"))],
      ),
      showLife.value ? h("div", { class: "veil clear", onClick: shut }) : null,
      showLife.value
        ? h("div", { class: "items", role: "menu" }, [
          onOff("crews"),
          onOff("others"),
          ...choices().map((one) =>
            h("button", {
              type: "button",
              role: "menuitem",
              "data-open": one.name,
              onClick: () => {
                shut();
                wish(one);
              },
            }, [
              h("b", say("ground-new")),
              h("small", `${titleOf(one)} · ${ground.languages[language.value]}`),
            ])
          ),
        ])
        : null,
    ],
  );

const onOff = (what) =>
  h(
    "button",
    {
      type: "button",
      role: "menuitemcheckbox",
      "aria-checked": state.life[what],
      "data-life": what,
      onClick: () => attempt(() => post("life", { [what]: !state.life[what] })),
    },
    [
      h("b", [
        h("span", { class: "tickbox", "aria-hidden": "true" }, state.life[what] ? "☑" : "☐"),
        say(`ground-life-${what}`),
      ]),
      h("small", say(`ground-life-${what}-what`)),
    ],
  );
