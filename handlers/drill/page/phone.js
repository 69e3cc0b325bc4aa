// The phone: its two chats, what is pinned, what is open, and what the bot says in passing.

import { h } from "/shared/vue.js";
import { avatar } from "./avatar.js";
import { hour, moment } from "./clock.js";
import { Composer } from "./composer.js";
import { attempt, openPrivate } from "./deeds.js";
import { ground } from "./ground.js";
import { chatId, me, person, tab, unread } from "./me.js";
import { Messages } from "./messages.js";
import { alarm, toasts } from "./presses.js";
import { looking } from "./sight.js";
import { news, state, talk } from "./talks.js";
import { say } from "./words.js";

export const Phone = {
  setup() {
    return () =>
      h("section", { class: "phone", "aria-label": say("ground-phone", { who: person.value.name }) }, [
        h("div", { class: "status" }, [
          h("span", hour(moment.value)),
          h("span", { class: "battery", "aria-hidden": "true" }),
        ]),
        head(),
        tabs(),
        h(Pinned),
        h(Messages, { key: chatId.value, chat: chatId.value }),
        closed() ? opening() : h(Composer),
        h(
          "div",
          { class: "toasts", role: "status", "aria-live": "polite" },
          toasts.map((one) => h("div", { key: one.id, class: ["toast", one.kind] }, one.text)),
        ),
        alarm.value ? alert() : null,
      ]);
  },
};

const away = () => state.away[ground.chat] ?? [];
const isGroup = () => tab.value === "group";
const closed = () => (isGroup() ? away().includes(me.value) : state.closed.includes(me.value));

function head() {
  const inside = ground.people.length - away().length + 1;
  const [name, words] = isGroup()
    ? [ground.title, say("ground-members", { count: inside })]
    : [ground.bot.name, state.bot.is_up ? say("ground-bot-online") : say("ground-bot-away")];
  return h("header", { class: "chathead" }, [
    isGroup()
      ? h("span", { class: "avatar group", "aria-hidden": "true" }, ground.title.slice(0, 1))
      : avatar(ground.bot.id, ground.bot.name),
    h("div", [h("h2", name), h("small", words)]),
  ]);
}

function tabs() {
  const one = (key, words, chat) => {
    void news.value;
    const count = unread(chat);
    return h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${key}`,
        "aria-selected": tab.value === key,
        onClick: () => {
          tab.value = key;
        },
      },
      [
        h("span", words),
        count
          ? h("b", { class: "count", "aria-label": say("ground-unread", { count }) }, count > 99 ? "99+" : count)
          : null,
      ],
    );
  };
  return h("div", { class: "tabs", role: "tablist" }, [
    one("group", say("ground-tab-group"), ground.chat),
    one("private", say("ground-tab-private"), me.value),
  ]);
}

const Pinned = {
  setup: () => () => {
    const id = state.pins[chatId.value];
    const message = id && talk(chatId.value).messages.value.find((one) => one.id === id);
    if (!message) return null;
    return h(
      "button",
      {
        type: "button",
        class: "pinnedbar",
        onClick: () => {
          looking.value = { chat: message.chat, id };
        },
      },
      [h("b", say("ground-pinned")), h("span", message.text.split("\n")[0])],
    );
  },
};

function opening() {
  const press = () => (isGroup() ? null : attempt(() => openPrivate()));
  return h(
    "div",
    { class: "opening" },
    isGroup() ? [say("ground-not-in-group")] : [
      h("p", say("ground-private-closed")),
      h("button", { type: "button", class: "primary", onClick: press }, say("ground-start")),
    ],
  );
}

const alert = () =>
  h("div", { class: "veil" }, [
    h("div", { class: "alert", role: "alertdialog", "aria-modal": "true" }, [
      h("p", alarm.value),
      h(
        "button",
        {
          type: "button",
          class: "primary",
          onVnodeMounted: (node) => node.el.focus(),
          onClick: () => {
            alarm.value = null;
          },
        },
        say("ground-ok"),
      ),
    ]),
  ]);
