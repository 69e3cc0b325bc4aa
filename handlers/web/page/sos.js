// Calls for help, above everything else: who, where and since when, who goes there and how far that is, whether a
// captain leads it; captains take and end them here.

import { h } from "/shared/vue.js";
import { metresBetween } from "./frame.js";
import { second } from "./live.js";
import { nearTo } from "./board.js";
import { MoveForm } from "./moves.js";
import { byRank } from "./reckon.js";
import { age, boot, listed, metres, say } from "./words.js";

const NEAR_M = 2000; // a registered place farther away says nothing about where somebody is

const seconds = (iso, live) => Math.max(0, (live.now() - Date.parse(iso)) / 1000);

const named = ({ point, near }) =>
  near && near.metres <= NEAR_M ? nearTo(near) : point.map((value) => value.toFixed(5)).join(", ");

// The team of a call; on a wall no name of a person is sent.
const teamOf = (one, live) => (one.team ? live.one(`team:${one.team}`)?.name : "") ?? "";

// Where they are; where nobody knows, where they are taken to be, and how old that is.
export const where = (one, live) => {
  if (one.point) {
    if (!one.fixed_at) return `${named(one)} · ${say("screen-sos-of-case")}`;
    return `${named(one)} · ${say("screen-sos-age", { age: age(seconds(one.fixed_at, live)) })}`;
  }
  if (!one.guess) return say("screen-sos-nowhere");
  const [team, place] = [teamOf(one, live), named(one.guess)];
  if (!one.guess.fixed_at) return say("screen-sos-guess-base", { team, place });
  return say("screen-sos-guess-last", { team, place, age: age(seconds(one.guess.fixed_at, live)) });
};

// The point of a call on maps: the place, or the guess.
export const spot = (one) => one.point ?? one.guess?.point ?? null;

export const who = (one, live) => {
  const team = teamOf(one, live);
  if (one.of_team) return say("screen-sos-silent", { team });
  const both = [one.reporter, team].filter(Boolean).join(" · ");
  return say("screen-sos-calls", { who: both || say("screen-sos-somebody") });
};

const led = (one, live) => {
  if (!one.acknowledged_at) return say("screen-sos-waits", { time: age(seconds(one.called_at, live)), n: one.told });
  return say("screen-sos-led", { who: one.by || say("screen-sos-captain") });
};

// How far each team is that goes there, by where all of them are at this moment.
export function going(one, live) {
  const to = spot(one);
  return one.teams.map((id) => live.one(`team:${id}`)).filter(Boolean).map((team) => {
    if (one.there?.includes(team.id)) return `${team.name} ${say("screen-sos-there")}`;
    if (!to || !team.point) return team.name;
    const far = metres(metresBetween(team.point, to));
    const isSure = one.point && ["live", "fix"].includes(team.known);
    return `${team.name} ${isSure ? far : say("screen-sos-about", { far })}`;
  });
}

const Call = {
  props: ["one", "live", "show", "tell", "pick"],
  setup: (props) => () => {
    second.value;
    const { one, live, show, tell, pick } = props;
    const [teams, place, number] = [going(one, live), where(one, live), `#${one.number}`];
    return h("div", { class: ["call", one.state], "data-call": one.number }, [
      h("b", { role: "alert" }, ["\u{1f198} ", who(one, live)]),
      pick ? h("button", { type: "button", class: "link", onClick: () => pick(one.number) }, number) : h("b", number),
      one.drill ? h("i", say("screen-drill")) : null,
      one.words ? h("q", one.words) : null,
      show && spot(one)
        ? h("button", { type: "button", class: "link", onClick: () => show(spot(one)) }, place)
        : h("span", place),
      teams.length ? h("span", say("screen-sos-go", { teams: listed(teams) })) : null,
      h("em", led(one, live)),
      pick && boot.captain ? h(MoveForm, { whole: one, kind: "calls", moved: tell }) : null,
    ]);
  },
};

export const Calls = {
  props: ["live", "show", "tell", "pick"],
  setup: (props) => () => {
    const calls = props.live.cases("calls").sort(byRank);
    if (!calls.length) return null;
    return h("div", { class: "calls" }, calls.map((one) => h(Call, { key: one.number, one, ...props })));
  },
};
