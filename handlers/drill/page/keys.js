// The keyboard that the bot put in place of the phone's own, until it takes it away or, once used, where it says so.

import { computed, h, ref } from "/shared/vue.js";
import { attempt, placeOf, post, report, write } from "./deeds.js";
import { ground } from "./ground.js";
import { chatId, me } from "./me.js";
import { messagesOf } from "./talks.js";

const used = new Set();

// Whether what a keyboard asks for was said since, also by hand, or before this page was loaded.
function isAnswered(id, keyboard) {
  const keys = keyboard.keyboard.flat();
  const asksWhere = keys.some((key) => key.request_location);
  return messagesOf(chatId.value).some((one) =>
    one.id > id && one.sender_id === me.value &&
    ((asksWhere && one.location) || keys.some((key) => (key.text ?? key) === one.text))
  );
}

export const Keys = {
  setup() {
    const keyboard = computed(() => {
      if (chatId.value === ground.chat) return null;
      const last = messagesOf(chatId.value).findLast((one) => one.keyboard);
      if (!last?.keyboard.keyboard || used.has(last.change)) return null;
      return last.keyboard.one_time_keyboard && isAnswered(last.id, last.keyboard) ? null : last;
    });
    const again = ref(0);
    const tap = (message, key) =>
      attempt(async () => {
        if (key.request_location) await report(placeOf(me.value));
        else if (key.request_contact) {
          await post("contact", {
            from: me.value,
            chat: me.value,
            phone: "13800000000",
            first_name: "?",
            user_id: me.value,
          });
        } else await write(key.text ?? key);
        if (message.keyboard.one_time_keyboard) used.add(message.change);
        again.value += 1;
      });
    return () => {
      void again.value;
      const message = keyboard.value;
      if (!message || used.has(message.change)) return null;
      return h(
        "div",
        { class: "replykeys" },
        message.keyboard.keyboard.map((row) =>
          h(
            "div",
            row.map((key) => h("button", { type: "button", onClick: () => tap(message, key) }, key.text ?? key)),
          )
        ),
      );
    };
  },
};
