// The steps of the first case follow from what the ground says of it, in whatever words the bot speaks.

import { ground } from "../../../handlers/drill/page/ground.js";
import { actorOf, guide, has, orderOf, STEPS, stepsOf } from "../../../handlers/drill/page/guide.js";
import { take } from "../../../handlers/drill/page/talks.js";
import { survey } from "../../../handlers/drill/page/ground.js";
import { equal, is } from "./assert.js";

const GROUP = -100;
const people = [
  { id: 1, name: "Captain", role: "captain", team: null },
  { id: 2, name: "Li", role: "member", team: "a" },
  { id: 3, name: "Wang", role: "member", team: "b" },
  { id: 4, name: "Reporter", role: "member", team: null },
];
globalThis.fetch = () => Promise.resolve(Response.json({ chat: GROUP, people, teams: [{ key: "b", name: "B" }] }));
await survey();

const a_case = (number, more = {}) => ({
  [`case:${number}`]: {
    number,
    kind: "incident",
    others: false,
    reached: "sent",
    have: 0,
    need: 3,
    card: 10,
    orders: [],
    point: null,
    ...more,
  },
});
const order = (chat, id, move) => ({ id, chat, text: "?", buttons: [[{ label: "?", data: `incident:1.5:${move}` }]] });

Deno.test("each stage has its number of steps behind it; photos are one of them", () => {
  const steps = (reached, have = 0) => stepsOf(/** @type {any} */ ({ reached, have, need: 3 }));
  equal(["reported", "sent", "accepted", "arrived", "done", "over"].map((one) => steps(one)), [1, 1, 2, 3, 5, 6]);
  equal([steps("arrived", 2), steps("arrived", 3), STEPS.length], [3, 4, 6]);
});

Deno.test("the guide follows the first case, and the crew whose order holds", () => {
  take({ anew: true });
  equal([guide.value.at, guide.value.crew], [0, null]);
  const orders = [{ user: 2, message: 1, holds: false }, { user: 3, message: 2, holds: true }];
  const messages = [order(2, 1, "accept"), order(3, 2, "accept"), { id: 10, chat: GROUP, text: "!" }];
  take({ messages, parts: { ...a_case(6), ...a_case(5, { orders }) } });
  equal([guide.value.at, guide.value.number, guide.value.crew.id, guide.value.card.id], [1, 5, 3, 10]);
  equal([actorOf("report").id, actorOf("accept").id, actorOf("confirm").id], [4, 3, 1]);
  is(has(orderOf(3), "accept") && !has(orderOf(3), "arrive") && !has(null, "accept"));
});

Deno.test("begun again, it waits for the next case by hand; a case without a card is none yet", () => {
  take({ guide: { after: 6 } });
  equal([guide.value.at, guide.value.number], [0, null]);
  take({ parts: a_case(7, { card: null }) });
  equal(guide.value.number, null);
  take({ parts: { ...a_case(7, { others: true }), ...a_case(8, { kind: "sos" }) } });
  equal(guide.value.number, null);
  take({ parts: a_case(9, { reached: "over" }) });
  equal([guide.value.number, guide.value.at, ground.chat], [9, 6, GROUP]);
});
