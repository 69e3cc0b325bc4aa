// Walks for whoever wants more: a shift is swapped, handed over, and a team on scene falls silent.

import { placeOf, post, press, standAt, write } from "./deeds.js";
import { captains, ground, personOf, reporter } from "./ground.js";
import { has, moveOf } from "./guide.js";
import { reportBikes, until } from "./guided.js";
import { become, me } from "./me.js";
import { cases, chats, messageOf, messagesOf, state } from "./talks.js";

const FAST = 60;
const SILENCE_MS = 300000;

const isOf = (kind) => (button) => button.data?.startsWith(`${kind}:`);
const offers = (message, kind, move) =>
  (message.buttons ?? []).flat().find((one) => isOf(kind)(one) && moveOf(one) === move);

// The newest message in somebody's private chat that offers this move, of those whom *fits* is true of.
function newest(kind, move, fits = (_) => true) {
  const found = [...chats()].filter((chat) => personOf(chat.id) && fits(personOf(chat.id))).flatMap((chat) =>
    messagesOf(chat.id).filter((one) => offers(one, kind, move))
  );
  return found.sort((a, b) => a.id - b.id).at(-1) ?? null;
}

async function answer(kind, move, fits) {
  const message = await until(() => newest(kind, move, fits));
  if (!message) return;
  become(message.chat, "private");
  await press(message, offers(message, kind, move), message.chat);
}

const isCaptain = (person) => person.role === "captain";

// Somebody of a team that is on duty and that nothing calls.
function somebody() {
  const busy = new Set(
    [...cases.values()].filter((one) => one.reached !== "over").flatMap((one) =>
      one.orders.map((order) => personOf(order.user)?.team)
    ),
  );
  const free = ground.teams.filter((team) => !busy.has(team.key));
  return personOf(free.flatMap((team) => team.members).find((id) => state.life.on_duty.includes(id))) ??
    personOf(ground.teams[0].members[0]);
}

async function askToSwap() {
  const who = somebody();
  become(who.id, "private");
  const asked = await write("/roster", who.id, who.id);
  const own = (move) => messagesOf(who.id).findLast((one) => one.id > asked.id && offers(one, "swap", move));
  const roster = await until(() => own("ask"));
  if (!roster) return;
  await press(roster, offers(roster, "swap", "ask"), who.id);
  const choice = await until(() => own("to"));
  if (!choice) return;
  const others = choice.buttons.flat().filter((one) => moveOf(one) === "to");
  const member = others.find((one) => !isCaptain(personOf(Number(one.data.split(":")[3]))));
  await press(choice, member ?? others[0], who.id);
}

// A report; whoever is sent takes it and goes there at once.
async function goThere() {
  const before = Math.max(0, ...[...cases.values()].map((one) => one.number));
  await reportBikes(reporter());
  const order = await until(() => {
    const mine = [...cases.values()].find((one) => one.kind === "incident" && one.number > before && !one.others);
    const held = mine?.orders.find((one) => one.holds && messageOf(one.user, one.message));
    return held && has(messageOf(held.user, held.message), "accept") ? { ...held, point: mine.point } : null;
  });
  if (!order) return;
  const theirs = () => messageOf(order.user, order.message);
  become(order.user, "private");
  await press(theirs(), has(theirs(), "accept"), order.user);
  await standAt(order.point ?? placeOf(order.user), order.user);
  const there = await until(() => state.next.includes("welfare-scene") || has(theirs(), "arrive"));
  if (there?.data) await press(theirs(), there, order.user);
}

// Time flies until the bot asks whoever is held here, or until the walk is left.
async function wait() {
  await post("clock", { speed: FAST, stands: false });
  try {
    await until(() => state.next.includes("welfare-asked"), SILENCE_MS);
  } finally {
    await post("clock", { speed: 1 });
  }
}

export const MORE_ACTS = {
  "swap-ask": askToSwap,
  "swap-agree": () => answer("swap", "yes", (one) => !isCaptain(one)),
  "swap-confirm": () => answer("swap", "yes", isCaptain),
  async "handover-offer"() {
    const onDuty = captains().find((one) => state.life.on_duty.includes(one.id));
    const captain = onDuty ?? captains()[0];
    become(captain.id, "private");
    if (!onDuty) await write("/duty", captain.id, captain.id);
    await write("/shift end", captain.id, captain.id);
  },
  "handover-take": () => answer("shift", "take", (one) => one.id !== me.value),
  "welfare-scene": goThere,
  "welfare-asked": wait,
  "welfare-answer": () => answer("welfare", "well"),
};
