// Which district stands here, and in which language its people and the bot speak: chosen once, changed on purpose.

import { h, ref } from "/shared/vue.js";
import { attempt, post } from "./deeds.js";
import { ground, survey } from "./ground.js";
import { cases, messagesOf } from "./talks.js";
import { language, say, speak } from "./words.js";

// What is to be opened in the place of what stands, once somebody is sure.
export const asked = ref(null);
export const opening = ref(false);
const hidden = ref(false);

// The first page that is opened says for whom the ground is to stand.
export async function chooseFirst(wanted) {
  await post("open", { language: wanted });
  await survey();
}

// Every district that may be opened, in the language of this window; the one of this language first.
export const choices = () =>
  [...ground.samples].sort((a, b) => Number(b.language === language.value) - Number(a.language === language.value));

export const titleOf = (one) => say(`ground-sample-${one.name}`);

// Open another one; where nothing has happened yet there is nothing to ask.
export function wish(sample) {
  if (cases.size || messagesOf(ground.chat).length) asked.value = sample;
  else attempt(() => open(sample));
}

async function open(sample) {
  opening.value = true;
  try {
    const told = await post("open", { language: language.value, district: sample.name });
    asked.value = null;
    ground.id = told.ground;
    await speak(language.value);
    location.reload();
  } finally {
    opening.value = false;
  }
}

// People and bot speak another language than this window: what can be done about it.
export const Foreign = {
  setup: () => () => {
    if (language.value === ground.language || hidden.value || !ground.samples.length) return null;
    const [first] = choices();
    return h("div", { class: "lostbar mild foreign", role: "status" }, [
      h("span", say("ground-foreign", { spoken: ground.languages[ground.language] })),
      h(
        "button",
        { type: "button", class: "ghost", "data-open": first.name, onClick: () => wish(first) },
        say("ground-turn-all", { spoken: ground.languages[language.value], district: titleOf(first) }),
      ),
      h("button", {
        type: "button",
        class: "round small",
        "aria-label": say("ground-close"),
        onClick: () => {
          hidden.value = true;
        },
      }, "✕"),
    ]);
  },
};

// Asks before a running ground is thrown away.
export const Sure = {
  setup: () => () => {
    const sample = asked.value;
    if (!sample) return null;
    const leave = () => {
      asked.value = null;
    };
    return h("div", {
      class: "veil over",
      onKeydown: (event) => {
        if (event.key === "Escape") leave();
      },
    }, [
      h("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": say("ground-new") }, [
        h("p", say("ground-sure", { count: cases.size, district: titleOf(sample) })),
        h(
          "button",
          { type: "button", class: "primary", disabled: opening.value, onClick: () => attempt(() => open(sample)) },
          opening.value ? say("ground-opening") : say("ground-sure-yes"),
        ),
        h(
          "button",
          { type: "button", class: "ghost", onVnodeMounted: (node) => node.el.focus(), onClick: leave },
          say("ground-sure-no"),
        ),
      ]),
    ]);
  },
};
