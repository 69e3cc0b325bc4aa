// The messages of one chat: the newest in sight, earlier ones on demand.

import { computed, h, nextTick, ref, watch } from "/shared/vue.js";
import { Bubble } from "./bubble.js";
import { day } from "./clock.js";
import { ground } from "./ground.js";
import { markRead, me } from "./me.js";
import { looking } from "./sight.js";
import { loadEarlier, messagesOf, talk } from "./talks.js";
import { say } from "./words.js";

const AT_ONCE = 60;
const NEAR_PX = 90;
const TOP_PX = 60;

export const Messages = {
  props: { chat: Number },
  setup(props) {
    const box = ref(null);
    const shown = ref(AT_ONCE);
    const below = ref(0);
    const list = computed(() => messagesOf(props.chat));
    const isNear = () => !box.value || box.value.scrollHeight - box.value.scrollTop - box.value.clientHeight < NEAR_PX;
    const toEnd = () => {
      if (box.value) box.value.scrollTop = box.value.scrollHeight;
    };
    const seen = () => {
      markRead(props.chat);
      below.value = 0;
    };

    watch(
      list,
      (fresh, old) => {
        const stick = isNear();
        const added = fresh.filter((one) => one.id > (old.at(-1)?.id ?? 0)).length;
        nextTick(() => {
          if (stick || fresh.at(-1)?.sender_id === me.value) toEnd();
          if (stick) seen();
          else below.value += added;
        });
      },
      { flush: "pre" },
    );

    async function more() {
      if (!box.value || box.value.scrollTop > TOP_PX) return;
      const height = box.value.scrollHeight;
      if (shown.value >= list.value.length) await loadEarlier(talk(props.chat));
      if (shown.value >= list.value.length) return;
      shown.value += AT_ONCE;
      await nextTick();
      box.value.scrollTop += box.value.scrollHeight - height;
    }

    async function find(wanted) {
      if (!wanted?.id || wanted.chat !== props.chat) return;
      const at = list.value.findIndex((one) => one.id === wanted.id);
      if (at < 0) return;
      shown.value = Math.max(shown.value, list.value.length - at + 5);
      await nextTick();
      const row = box.value.querySelector(`[data-id="${wanted.id}"]`);
      row?.scrollIntoView({ block: "center" });
      row?.animate([{ backgroundColor: "rgba(31,95,196,.28)" }, { backgroundColor: "transparent" }], {
        duration: 1600,
      });
    }

    watch(looking, find);
    // Back at the end, what was unrolled above is rolled up again: a long chat stays quick.
    const scrolled = () => {
      if (!isNear()) {
        more();
        return;
      }
      seen();
      if (shown.value > AT_ONCE) {
        shown.value = AT_ONCE;
        nextTick(toEnd);
      }
    };
    return () =>
      h("div", { class: "scene" }, [
        h(
          "div",
          {
            class: "messages",
            ref: box,
            tabindex: 0,
            role: "log",
            "aria-label": say("ground-messages"),
            onScrollPassive: scrolled,
            onVnodeMounted: () => {
              toEnd();
              seen();
            },
          },
          list.value.length
            ? rows(list.value, shown.value, props.chat === ground.chat)
            : [empty(props.chat === ground.chat)],
        ),
        below.value
          ? h(
            "button",
            {
              type: "button",
              class: "tobottom",
              onClick: () => {
                toEnd();
                seen();
              },
            },
            say("ground-new-below", { count: below.value }),
          )
          : null,
      ]);
  },
};

const empty = (isGroup) =>
  h("div", { class: "empty" }, [h("p", say(isGroup ? "ground-empty-group" : "ground-empty-private"))]);

function rows(list, count, isGroup) {
  const nodes = [];
  let before = null;
  let lastDay = "";
  for (const message of list.slice(-count)) {
    const date = day(message.at);
    if (date !== lastDay) nodes.push(h("div", { class: "service day", key: `day ${date}` }, [h("span", date)]));
    const first = !before || before.sender_id !== message.sender_id || before.service || date !== lastDay;
    nodes.push(
      h(Bubble, {
        key: message.id,
        message,
        first: Boolean(first),
        mine: message.sender_id === me.value,
        group: isGroup,
      }),
    );
    before = message;
    lastDay = date;
  }
  return nodes;
}
