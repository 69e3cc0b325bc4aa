// Every chat's messages as far as they are loaded, and every case, kept up to date by the stream.

import { ref, shallowReactive, shallowRef } from "/shared/vue.js";

/** @typedef {import("/shared/types/drill.d.ts").Message} Message */
/**
 * @typedef {object} Talk
 * @property {number} id
 * @property {{ value: Message[] }} messages
 * @property {Map<number, Message>} byId
 * @property {{ value: boolean }} earlier
 */

/** @type {Map<number, Talk>} */
const talks = new Map();

// What the bot has stored of each case, by key: the number, how far it is, which messages are about it.
/** @type {Map<string, import("/shared/types/drill.d.ts").Case>} */
export const cases = new Map();

// What else the server tells: pins, faults, the bot, the drill being played.
export const state = shallowReactive({
  pins: {},
  away: {},
  closed: [],
  out_until: null,
  armed: 0,
  waiting: 0,
  menus: [],
  bot: { is_up: true, command_centre: "" },
  playing: null,
  review: null,
  life: { crews: true, others: true, on_duty: [] },
  guide: { after: 0 },
  next: [],
  ground: "",
  register: 0,
});

// Grows with each batch of changes, for those who look at all chats at once.
export const news = ref(0);

/** @returns {Talk} */
export function talk(id) {
  if (!talks.has(id)) talks.set(id, { id, messages: shallowRef([]), byId: new Map(), earlier: ref(false) });
  return talks.get(id);
}

export const chats = () => talks.values();
export const messagesOf = (id) => talk(id).messages.value;
export const messageOf = (chat, id) => messagesOf(chat).find((one) => one.id === id) ?? null;

export function take(told) {
  if (told.anew) forget();
  for (const [id, earlier] of Object.entries(told.earlier ?? {})) talk(Number(id)).earlier.value = earlier;
  const changed = new Set();
  for (const message of told.messages ?? []) {
    put(talk(message.chat), message);
    changed.add(message.chat);
  }
  changed.forEach((id) => show(talk(id)));
  for (const [key, part] of Object.entries(told.parts ?? {})) cases.set(key, part);
  for (const key of Object.keys(state)) if (key in told) state[key] = told[key];
  news.value += 1;
}

function forget() {
  cases.clear();
  for (const one of talks.values()) {
    one.byId.clear();
    one.messages.value = [];
  }
}

function put(one, message) {
  if (message.gone) one.byId.delete(message.id);
  else one.byId.set(message.id, message);
}

// A new list, so that whoever looks at it is drawn anew; the messages in it that did not change stay the same.
function show(one) {
  const list = [...one.byId.values()];
  let sorted = true;
  for (let i = 1; i < list.length && sorted; i += 1) sorted = list[i - 1].id < list[i].id;
  one.messages.value = sorted ? list : list.sort((a, b) => a.id - b.id);
}

export async function loadEarlier(one) {
  const first = one.messages.value[0];
  if (!first || !one.earlier.value) return;
  one.earlier.value = false;
  const answer = await fetch(`/drill/earlier?chat=${one.id}&before=${first.id}`);
  const told = await answer.json();
  told.messages.forEach((message) => put(one, message));
  one.earlier.value = told.earlier;
  show(one);
}
