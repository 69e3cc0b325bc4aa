// Where the first case stands, by what the ground says of it; where its card and orders are, to press their buttons.

import { computed } from "/shared/vue.js";
import { captains, ground, personOf, reporter, teamOf } from "./ground.js";
import { cases, messageOf, news, state } from "./talks.js";

/** @typedef {import("/shared/types/drill.d.ts").Case} Case */
/** @typedef {import("/shared/types/drill.d.ts").Message} Message */

export const STEPS = ["report", "accept", "arrive", "photo", "done", "confirm"];

// So many steps are behind a case that has come so far.
const BEHIND = { reported: 1, sent: 1, accepted: 2, arrived: 3, done: 5, over: 6 };

// A button's data is made of kind, case and move.
/** @param {{ data?: string }} button */
export const moveOf = (button) => button.data?.split(":")[2] ?? "";
/** @param {Message | null} message @param {string} move */
export const has = (message, move) => (message?.buttons ?? []).flat().find((button) => moveOf(button) === move);

// The guide's case: the first since it began that somebody at a page reported, once it has a card.
/** @param {Case} one */
const isOurs = (one) => one.kind === "incident" && !one.others && one.number > state.guide.after && one.card;
/** @param {Case[]} list */
const first = (list) => list.filter(isOurs).sort(byNumber)[0] ?? null;
const byNumber = (a, b) => a.number - b.number;

// How many steps are behind a case; all photos are one of them, though the case itself does not move by it.
/** @param {Case} one */
export function stepsOf(one) {
  const behind = BEHIND[one.reached] ?? 0;
  return behind === 3 && one.have >= one.need ? 4 : behind;
}

// The orders that are in somebody's chat: those that hold first, of them those that can still be accepted.
/** @param {Case} one */
function ordersOf(one) {
  const found = one.orders.map((order) => ({
    person: personOf(order.user),
    message: messageOf(order.user, order.message),
    holds: order.holds,
  }));
  const rank = (order) => (order.holds ? 0 : 2) + (has(order.message, "accept") ? 0 : 1);
  return found.filter((order) => order.person && order.message).sort((a, b) => rank(a) - rank(b));
}

export const guide = computed(() => {
  void news.value;
  const one = first([...cases.values()]);
  if (!one) return { at: 0, case: null, card: null, orders: [], crew: null, number: null };
  const orders = ordersOf(one);
  const card = messageOf(ground.chat, one.card);
  return { at: stepsOf(one), case: one, card, orders, crew: orders[0]?.person ?? null, number: one.number };
});

// Who does a step: the reporter, somebody of the team that got the order, the captain.
export function actorOf(step) {
  if (step === "report") return reporter();
  if (step === "confirm") return captains()[0];
  return guide.value.crew;
}

export const crewName = () => teamOf(guide.value.crew)?.name ?? null;

// The order in somebody's chat that holds, else the newest that did.
export function orderOf(id) {
  const mine = guide.value.orders.filter((one) => one.person.id === id);
  return (mine.find((one) => one.holds) ?? mine.at(-1))?.message ?? null;
}
