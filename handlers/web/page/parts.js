// Small pieces that several panels use: the ring, counting clocks, pills, empty states.

import { ask as askServer } from "/shared/ask.js";
import { h } from "/shared/vue.js";
import { over, second } from "./live.js";
import { counts, left, share, urgency } from "./reckon.js";
import { age, clock, hour, say, stateOf } from "./words.js";

// Drawn anew each second by itself, so that nothing around it is.
export const Ring = {
  props: ["one", "live"],
  setup: (props) => () => {
    second.value;
    const now = props.live.now();
    const colour = urgency(props.one, now);
    const style = { "--left": `${Math.round(share(props.one, now) * 360)}deg` };
    const rest = left(props.one, now);
    let text = rest < 0 ? `+${clock(-rest)}` : clock(rest);
    let title = say(rest < 0 ? "screen-overdue-by" : "screen-time-left", { time: clock(Math.abs(rest)) });
    if (!counts(props.one)) {
      text = props.one.rests === "held" ? "Ⅱ" : "✓";
      title = stateOf(props.one);
    }
    return h("span", { class: ["ring", colour], style, title, role: "img", "aria-label": title }, [
      h("i"),
      h("b", { class: text.length > 5 ? "long" : null }, text),
    ]);
  },
};

// How long ago an instant was, counted by the screen.
export const Ago = {
  props: ["at", "live"],
  setup: (props) => () => {
    second.value;
    return h("span", age(Math.max(0, (props.live.now() - Date.parse(props.at)) / 1000)));
  },
};

export const Clock = {
  props: ["live", "zone"],
  setup: (props) => () => {
    second.value;
    /** @type {Intl.DateTimeFormatOptions} */
    const style = { timeZone: props.zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
    return h("time", { class: "clock" }, new Intl.DateTimeFormat("en-GB", style).format(new Date(props.live.now())));
  },
};

// Trials that are played now, a sentence each: on no list of cases, since they are none.
export const trials = (live) =>
  live.all("trial").map((one) => {
    const [team, state] = [live.one(`team:${one.team}`)?.name ?? "–", stateOf(one)];
    const until = hour(one.until, live.one("district")?.zone ?? "UTC");
    return say("screen-trial", { n: one.number, team, state, until });
  });

// What of visits and hazards cannot wait, a sentence each; empty where all of it can.
export const waiting = (live) => {
  const told = live.one("checks");
  return [["must", told?.must_not_open], ["critical", told?.critical], ["overdue", told?.overdue]]
    .filter(([, n]) => n)
    .map(([name, n]) => say(`screen-checks-wait-${name}`, { n }));
};

// What stands where no case is open: quiet only where nothing of visits and hazards waits either.
export const calm = (live) => {
  if (!live.state.whole) return "screen-loading";
  return waiting(live).length ? "screen-board-empty-but" : "screen-board-empty";
};

export const pill = (key, text, extra = "") => h("span", { class: ["pill", key.replaceAll("_", "-"), extra] }, text);

export const nothing = (key) => h("p", { class: "nothing" }, say(key));

// A small picture of a figure's cases as buttons.
export const numbers = (list, pick) =>
  h(
    "span",
    { class: "numbers" },
    list.map((n) => h("button", { type: "button", onClick: () => pick(n) }, `#${n}`)),
  );

// Whoever is not signed in any more is told so by the page that they have before them.
export async function ask(path, options) {
  const answer = await askServer(path, options);
  if (answer.status === 401) over.value = true;
  return answer;
}

// The same where a server that cannot be reached is one more answer that says no.
export const tried = (path, options = {}) => ask(path, options).catch(() => ({ ok: false, status: 0, body: {} }));
