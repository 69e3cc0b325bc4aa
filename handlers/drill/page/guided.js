// The prepared steps done for somebody: each acts as the right person, through the same routes as a hand would.

import { ref } from "/shared/vue.js";
import { placeOf, post, press, report, sendPlace, sharedBy, standAt, write } from "./deeds.js";
import { captains, ground, reporter, teamOf } from "./ground.js";
import { actorOf, guide, has, orderOf, STEPS } from "./guide.js";
import { become, pane } from "./me.js";
import { metres } from "./minimap.js";
import { looking } from "./sight.js";
import { called } from "./words.js";

export const busy = ref("");
export const showing = ref(false);

const WALK_STEPS = 6;
const WALK_MS = 450;
const PATIENCE_MS = 15000;
const PAUSE_MS = 1500;
const SIGHT_MS = 150;
const MOST_PHOTOS = 6;
const DEGREE_M = 111320;

const sleep = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

export async function until(find, patience = PATIENCE_MS) {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const found = find();
    if (found) return found;
    await sleep(60);
  }
  return null;
}

// A photo with its words, and where that is: a report that leaves nothing to ask.
export async function reportBikes(who) {
  const where = somewhere();
  const caption = called(ground.report_words);
  await post("photo", { from: who.id, chat: ground.chat, picture: "bikes-before", caption });
  await report(where, ground.chat, who.id);
  return where;
}

const ACTS = {
  async report() {
    const who = reporter();
    become(who.id, "group");
    if (!ground.samples.length) await post("muster");
    looking.value = { at: await reportBikes(who) };
  },
  async accept(who) {
    const offered = (one) => has(one.message, "accept");
    if (guide.value.orders.some(offered)) await pressOrder(who, "accept");
    else await assign();
  },
  async arrive(who) {
    become(who.id, "private");
    await walk(who, guide.value.case.point ?? ground.centre);
    const order = await until(() => (guide.value.at >= 3 ? true : has(orderOf(who.id), "arrive") && orderOf(who.id)));
    if (order && order !== true) await pressSeen(order, "arrive", who.id);
  },
  async photo(who) {
    become(who.id, "private");
    for (let sent = 0; sent < MOST_PHOTOS && guide.value.at === 3; sent += 1) {
      const before = guide.value.case.have;
      await post("photo", { from: who.id, chat: who.id, picture: sent ? "bikes-after" : "bikes-before" });
      await until(() => guide.value.at > 3 || guide.value.case.have > before);
    }
  },
  async done(who) {
    await pressOrder(who, "resolve");
  },
  async confirm() {
    const [captain] = captains();
    become(captain.id, "group");
    const card = await until(() => has(guide.value.card, "confirm") && guide.value.card);
    if (card) await pressSeen(card, "confirm", captain.id);
  },
};

async function pressOrder(who, move) {
  become(who.id, "private");
  const order = await until(() => has(orderOf(who.id), move) && orderOf(who.id));
  if (order) await pressSeen(order, move, who.id);
}

// Somebody waited so long that no team is asked any more: the captain sends one, which then accepts.
async function assign() {
  const [captain] = captains();
  const team = teamOf(guide.value.crew) ?? ground.teams[0];
  become(captain.id, "group");
  await write(`/assign ${guide.value.number} ${team.name}`, ground.chat, captain.id);
  const order = await until(() => guide.value.orders.find((one) => has(one.message, "accept")));
  if (order) await pressOrder(order.person, "accept");
}

// Press a button where somebody looking on sees it.
async function pressSeen(message, move, from) {
  await sleep(SIGHT_MS);
  looking.value = { chat: message.chat, id: message.id };
  await sleep(SIGHT_MS);
  await press(message, has(message, move), from);
}

// A place some hundred metres from the centre, another each time: two reports side by side would be asked about.
/** @returns {[number, number]} */
function somewhere() {
  const [lat, lon] = ground.centre;
  const turn = Math.random() * 2 * Math.PI;
  const far = 150 + Math.random() * 450;
  return [
    lat + (far * Math.sin(turn)) / DEGREE_M,
    lon + (far * Math.cos(turn)) / (DEGREE_M * Math.cos((lat * Math.PI) / 180)),
  ];
}

/** @param {{ id: number }} who @param {[number, number]} goal */
async function walk(who, goal) {
  const start = placeOf(who.id);
  if (!sharedBy(who.id)) await sendPlace(start, who.id);
  if (metres(start, goal) < 5) return;
  for (let i = 1; i <= WALK_STEPS; i += 1) {
    const part = i / WALK_STEPS;
    await sleep(WALK_MS);
    const [lat, lon] = start.map((from, axis) => from + (goal[axis] - from) * part);
    await sendPlace([lat, lon], who.id);
  }
  await standAt(goal, who.id);
}

// Do the step that is due.
export async function perform(step) {
  if (busy.value || STEPS[guide.value.at] !== step) return false;
  const before = guide.value.at;
  busy.value = step;
  try {
    const who = await until(() => actorOf(step));
    if (who) await ACTS[step](who);
    return Boolean(await until(() => guide.value.at > before));
  } finally {
    busy.value = "";
  }
}

// Show the whole case, one step after the other, until its end or until somebody stops it.
export async function showAll() {
  showing.value = true;
  pane.value = "chat";
  try {
    while (showing.value && guide.value.at < STEPS.length) {
      if (!(await perform(STEPS[guide.value.at]))) break;
      await sleep(PAUSE_MS);
    }
  } finally {
    showing.value = false;
  }
}
