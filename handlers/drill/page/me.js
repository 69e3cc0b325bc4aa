// Who this window plays and what it has read. Other windows may play others; each keeps its own in sessionStorage.

import { ask } from "/shared/ask.js";
import { computed, ref, shallowReactive, watch } from "/shared/vue.js";
import { ground, personOf, reporter } from "./ground.js";
import { chats, messagesOf, news, talk } from "./talks.js";

// What this window is called where it matters whose phone it holds.
export const WINDOW = Math.random().toString(36).slice(2);

export const me = ref(0);
export const tab = ref("group");
export const pane = ref("chat");
export const replying = ref(null);
export const draft = shallowReactive({ text: "", attached: null });

const read = shallowReactive(new Map());

export const person = computed(() => personOf(me.value));
export const chatId = computed(() => (tab.value === "group" ? ground.chat : me.value));

export function settle() {
  const kept = JSON.parse(sessionStorage.getItem("me") ?? "{}");
  me.value = personOf(kept.me) ? kept.me : (reporter()?.id ?? ground.people[0].id);
  tab.value = kept.tab ?? "group";
  watch([me, tab], () => sessionStorage.setItem("me", JSON.stringify({ me: me.value, tab: tab.value })), {
    immediate: true,
  });
  watch(me, hold, { immediate: true });
  watch([me, tab], () => {
    replying.value = null;
    draft.attached = null;
  });
}

// Whoever is held here is left alone by those who play along.
const hold = () => ask("/drill/hold", { method: "POST", body: JSON.stringify({ window: WINDOW, who: me.value }) });

// What was there when the window opened counts as read.
export function readAll() {
  const small = matchMedia("(max-width: 760px)").matches;
  if (small && !messagesOf(ground.chat).length) pane.value = "steps";
  for (const one of chats()) markRead(one.id);
}

export function markRead(id) {
  const last = messagesOf(id).at(-1)?.id ?? 0;
  if ((read.get(id) ?? -1) < last) read.set(id, last);
}

export function unread(id) {
  const from = read.get(id) ?? 0;
  let count = 0;
  const list = talk(id).messages.value;
  for (let i = list.length - 1; i >= 0 && list[i].id > from; i -= 1) {
    if (list[i].sender_id !== me.value && !list[i].service) count += 1;
  }
  return count;
}

// Officers belong to no group: their phone opens where they read and write.
export function become(id, where) {
  me.value = id;
  const only = personOf(id)?.role === "officer" ? "private" : null;
  if (where ?? only) tab.value = where ?? only;
}

// People of other teams whose private chat has something new to decide, one of each team, the newest first.
export const called = computed(() => {
  void news.value;
  const found = new Map();
  for (const one of ground.people) {
    if (one.id === me.value || (one.team && one.team === person.value.team)) continue;
    const from = read.get(one.id) ?? 0;
    const fresh = messagesOf(one.id).filter((m) => m.by_bot && m.id > from);
    if (!fresh.some((m) => m.buttons?.length) || found.has(one.team ?? one.id)) continue;
    found.set(one.team ?? one.id, { person: one, count: fresh.length, change: fresh.at(-1).change });
  }
  return [...found.values()].sort((a, b) => b.change - a.change);
});
