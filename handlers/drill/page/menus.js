// Which commands are offered to whom: the menus that the bot set, the narrowest that fits; else what /help would list.

import { ground, personOf } from "./ground.js";
import { state } from "./talks.js";
import { called, language } from "./words.js";

const AUDIENCES = {
  captain: ["everybody", "district", "members", "captains"],
  officer: ["everybody", "district", "officers"],
  stranger: ["everybody"],
};

// From the narrowest scope to the widest, as Telegram looks for a menu.
function scopes(id, isPrivate) {
  const chat = isPrivate ? id : ground.chat;
  const own = isPrivate ? [{ type: "chat", chat_id: id }, { type: "all_private_chats" }] : [
    { type: "chat_member", chat_id: chat, user_id: id },
    { type: "chat", chat_id: chat },
    { type: "all_group_chats" },
  ];
  return [...own, { type: "default" }];
}

const fits = (one, scope) => Object.entries(scope).every(([key, value]) => String(one.scope[key]) === String(value));

export function commandsFor(id, tab) {
  for (const scope of scopes(id, tab === "private")) {
    for (const wanted of [language.value, ""]) {
      const menu = state.menus.find((one) => fits(one, scope) && one.language_code === wanted);
      if (menu) return menu.commands;
    }
  }
  const audiences = AUDIENCES[personOf(id).role] ?? ["everybody", "district", "members"];
  return ground.commands
    .filter((one) => audiences.includes(one.audience))
    .map((one) => ({ command: one.command, description: called(one.description) }));
}
