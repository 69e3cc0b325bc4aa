// What to try after the first case: four walks of a few steps. The ground tells which of them have really happened.

import { h, ref } from "/shared/vue.js";
import { attempt, post, press, write } from "./deeds.js";
import { captains, ground, personOf, reporter, teamOf } from "./ground.js";
import { guide, has } from "./guide.js";
import { reportBikes, until } from "./guided.js";
import { become, pane } from "./me.js";
import { MORE_ACTS } from "./more.js";
import { cases, messageOf, messagesOf, news, state } from "./talks.js";
import { language, say } from "./words.js";

const WALKS = {
  captain: ["be", "send", "confirm"],
  help: ["call", "take", "clear"],
  centre: ["open", "wall"],
  rush: ["begin", "ten", "review"],
};
const MORE = {
  swap: ["ask", "agree", "confirm"],
  handover: ["offer", "take"],
  welfare: ["scene", "asked", "answer"],
};
const SIGNS = { captain: "★", help: "SOS", centre: "▦", rush: "▶", swap: "⇄", handover: "⇢", welfare: "♥" };
const RUSH_SPEED = 15;
const TEN = 10;
const TICKED_MS = 4000;

const main = Object.entries(WALKS).flatMap(([name, steps]) => steps.map((step) => `${name}-${step}`));
export const all = main.length;
export const count = () => main.filter((step) => state.next.includes(step)).length;

// Whether the walks for whoever wants more are shown; once the first four are done they show themselves.
const wished = ref(null);
const isMore = () => wished.value ?? count() === all;

const busy = ref("");
const captain = () => captains()[0];
const live = () => [...cases.values()].filter((one) => one.kind === "incident" && one.reached !== "over");

const ACTS = {
  "captain-be": () => become(captain().id, "private"),
  async "captain-send"() {
    const open = () => live().filter((one) => ["reported", "sent", "accepted"].includes(one.reached)).at(-1);
    if (!open()) await reportBikes(reporter());
    const one = await until(open);
    if (!one) return;
    become(captain().id, "private");
    const asked = await write(`/assign ${one.number} ${another(one).name}`, captain().id, captain().id);
    const sure = () => messagesOf(captain().id).findLast((m) => m.id > asked.id && has(m, "assign"));
    const question = await until(() => sure() ?? state.next.includes("captain-send"));
    if (question?.id) await press(question, has(question, "assign"), captain().id);
  },
  async "captain-confirm"() {
    const one = done();
    become(captain().id, "group");
    await press(one, has(one, "confirm"), captain().id);
  },
  async "help-call"() {
    const who = guide.value.crew ?? personOf(ground.teams[0].members[0]);
    become(who.id, "private");
    await write("/sos", who.id, who.id);
  },
  "help-take": () => answer("acknowledge"),
  "help-clear": () => answer("clear"),
  "rush-begin": () => post("play", { name: ground.rush, speed: RUSH_SPEED }),
  "rush-review": () => post("stop"),
  ...MORE_ACTS,
};

// The captain presses what the newest alarm offers.
async function answer(move) {
  become(captain().id, "private");
  const alarm = await until(() => messagesOf(captain().id).findLast((one) => has(one, move)));
  if (alarm) await press(alarm, has(alarm, move), captain().id);
}

// The card of a case that a team has done and that waits to be confirmed.
function done() {
  const cards = live().filter((one) => one.reached === "done").map((one) => messageOf(ground.chat, one.card));
  return cards.find((one) => has(one, "confirm")) ?? null;
}

// A team that does not hold the case.
function another(one) {
  const holds = new Set(one.orders.filter((order) => order.holds).map((order) => teamOf(personOf(order.user))));
  const known = new Set(live().flatMap((other) => other.orders.map((order) => teamOf(personOf(order.user)))));
  const here = ground.teams.filter((team) => team.members.some((id) => state.life.on_duty.includes(id)));
  return here.find((team) => !known.has(team)) ?? ground.teams.find((team) => !holds.has(team));
}

export function walks() {
  void news.value;
  const shown = { ...WALKS, ...(isMore() ? MORE : {}) };
  return h("ol", { class: "walks", "aria-label": say("ground-next") }, Object.keys(shown).map(walk));
}

export const more = () =>
  h("button", {
    type: "button",
    class: "ghost",
    "aria-expanded": isMore(),
    onClick: () => {
      wished.value = !isMore();
    },
  }, `${isMore() ? "−" : "+"} ${say("ground-next-more")}`);

function walk(name) {
  const steps = WALKS[name] ?? MORE[name];
  const isDone = (step) => state.next.includes(`${name}-${step}`);
  const due = steps.find((step) => !isDone(step));
  const ticked = steps.filter(isDone).length;
  return h("li", { key: name, class: ["walk", { past: !due }], "data-walk": name }, [
    h("div", { class: "title" }, [
      h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[name]),
      h("b", say(`ground-next-${name}`)),
      h("span", { class: "ticks" }, [
        h("span", { "aria-hidden": "true" }, steps.map((step) => h("i", { class: { ticked: isDone(step) } }))),
        h("span", { class: "unseen" }, `${ticked} / ${steps.length}`),
      ]),
    ]),
    due ? button(name, due) : h("p", { class: "whole" }, `✓ ${say("ground-next-done")}`),
  ]);
}

function button(name, step) {
  const key = `${name}-${step}`;
  const label = say(`ground-next-${key}`, { count: state.playing?.reported ?? 0, all: TEN });
  if (name === "centre") {
    const base = state.bot.command_centre;
    const href = `${base}${step === "wall" ? "wall" : ""}?language=${language.value}`;
    return h("a", { class: "primary", "data-next": key, href, target: "_blank", rel: "noopener" }, label);
  }
  const cannot = !ACTS[key] || (key === "captain-confirm" && !done()) || (key === "rush-begin" && state.playing);
  return h("button", {
    type: "button",
    class: cannot ? "ghost waits" : "primary",
    "data-next": key,
    disabled: Boolean(cannot || busy.value),
    onClick: () => go(key),
  }, cannot && key === "captain-confirm" ? say("ground-next-captain-wait") : label);
}

async function go(key) {
  busy.value = key;
  pane.value = "chat";
  try {
    await attempt(ACTS[key]);
    await until(() => state.next.includes(key), TICKED_MS);
  } finally {
    busy.value = "";
  }
}
