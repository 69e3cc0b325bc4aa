// Calls for help, above everything else: who, where and since when, who goes there, whether a captain leads it.

import { h } from "/shared/vue.js";
import { second } from "./live.js";
import { nearTo } from "./board.js";
import { age, say } from "./words.js";

const NEAR_M = 2000; // a registered place farther away says nothing about where somebody is

const seconds = (iso, live) => Math.max(0, (live.now() - Date.parse(iso)) / 1000);

const where = (one, live) => {
  if (!one.point) return say("screen-sos-nowhere");
  const near = one.near && one.near.metres <= NEAR_M;
  const place = near
    ? nearTo(one.near)
    : one.point.map((value) => value.toFixed(5)).join(", ");
  if (!one.fixed_at) return `${place} · ${say("screen-sos-of-case")}`;
  return `${place} · ${say("screen-sos-age", { age: age(seconds(one.fixed_at, live)) })}`;
};

// On a wall no name is sent: the team is named there.
const who = (one, live) => {
  const team = one.team ? live.one(`team:${one.team}`)?.name : "";
  if (one.of_team) return say("screen-sos-silent", { team: team ?? "" });
  const named = [one.reporter, team].filter(Boolean).join(" · ");
  return say("screen-sos-calls", { who: named || say("screen-sos-somebody") });
};

const led = (one, live) => {
  if (!one.acknowledged_at) return say("screen-sos-waits", { time: age(seconds(one.called_at, live)), n: one.told });
  return say("screen-sos-led", { who: one.by || say("screen-sos-captain") });
};

export const Calls = {
  props: ["live", "show"],
  setup: (props) => () => {
    second.value;
    const { live, show } = props;
    const calls = live.cases("calls").sort((a, b) => a.number - b.number);
    if (!calls.length) return null;
    return h(
      "div",
      { class: "calls", role: "alert" },
      calls.map((one) => {
        const teams = one.teams.map((id) => live.one(`team:${id}`)?.name).filter(Boolean);
        const place = where(one, live);
        return h("div", { key: one.number, class: ["call", one.state], "data-call": one.number }, [
          h("b", ["\u{1f198} ", who(one, live), ` #${one.number}`]),
          one.drill ? h("i", say("screen-drill")) : null,
          one.words ? h("q", one.words) : null,
          show && one.point
            ? h("button", { type: "button", class: "link", onClick: () => show(one.point) }, place)
            : h("span", place),
          teams.length ? h("span", say("screen-sos-go", { teams: teams.join(", ") })) : null,
          h("em", led(one, live)),
        ]);
      }),
    );
  },
};
