// Where the first case stands, read from what the chats show: its card, its orders, their buttons and marks.

import { computed, reactive } from "/shared/vue.js";
import { captains, ground, personOf, reporter, teamOf } from "./ground.js";
import { messagesOf, news } from "./talks.js";

export const STEPS = ["report", "accept", "arrive", "photo", "done", "confirm"];

const ENDED = ["closed", "cancelled", "merged", "transferred"];
const AFTER = { accept: 1, decline: 1, arrive: 2, backup: 2, resolve: 3 };

// Cards older than this are not the guide's business.
export const begun = reactive({ after: Number(sessionStorage.getItem("guide") ?? 0) });

export function again() {
  begun.after = messagesOf(ground.chat).at(-1)?.id ?? 0;
  sessionStorage.setItem("guide", String(begun.after));
}

export const moveOf = (button) => (button.data?.startsWith("incident:") ? button.data.split(":")[2] : "");
export const numberOf = (message) => /#(\d+)/.exec(message.text.split("\n")[0])?.[1] ?? null;
export const has = (message, move) => (message.buttons ?? []).flat().find((button) => moveOf(button) === move);

// The state that a card or an order shows by the mark with which it begins; null for any other message.
export function stateOf(message) {
  if (!message.by_bot || !numberOf(message)) return null;
  return Object.keys(ground.marks).find((one) => message.text.startsWith(ground.marks[one])) ?? null;
}

// The group's card of the guide's case: the first since it began.
const findCard = () => messagesOf(ground.chat).find((m) => m.id > begun.after && m.reply_to && stateOf(m));

function ordersOf(number) {
  const found = [];
  for (const one of ground.people) {
    const message = messagesOf(one.id).findLast((m) => stateOf(m) && numberOf(m) === number);
    if (message) found.push({ person: one, message });
  }
  return found;
}

// How far a message shows the case to be: 0 reported, 1 sent, 2 accepted, 3 on scene, 5 resolved, 6 ended.
function reached(message) {
  const state = stateOf(message);
  if (ENDED.includes(state)) return 6;
  if (state === "resolved") return 5;
  return Math.max(0, ...(message.buttons ?? []).flat().map((button) => AFTER[moveOf(button)] ?? 0));
}

function photosOf(message) {
  const found = /📷[^\d\n]*(\d+)\s*\/\s*(\d+)/u.exec(message.text);
  return found ? { have: Number(found[1]), need: Number(found[2]) } : null;
}

export const guide = computed(() => {
  void news.value;
  const card = findCard();
  if (!card) return { at: 0, card: null, orders: [], crew: null, photos: null };
  const orders = ordersOf(numberOf(card));
  const shown = [card, ...orders.map((one) => one.message)];
  let stage = Math.max(...shown.map(reached));
  const photos =
    shown
      .map(photosOf)
      .filter(Boolean)
      .sort((a, b) => b.have - a.have)[0] ?? null;
  if (stage === 3 && photos && photos.have >= photos.need) stage = 4;
  const mine =
    orders.find((one) => has(one.message, "accept")) ?? orders.find((one) => one.message.buttons) ?? orders[0];
  return { at: Math.max(1, stage), card, orders, crew: mine?.person ?? null, photos, number: numberOf(card) };
});

// Who does a step: the reporter, somebody of the team that got the order, the captain.
export function actorOf(step) {
  if (step === "report") return reporter();
  if (step === "confirm") return captains()[0];
  return guide.value.crew;
}

export const crewName = () => teamOf(guide.value.crew)?.name ?? null;
export const orderOf = (id) => guide.value.orders.find((one) => one.person.id === id)?.message ?? null;
export const nameOf = (id) => personOf(id)?.name ?? "";
