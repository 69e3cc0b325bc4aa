// The teams: what each does, who is on duty, how old its position is, what it did today.

import { computed, h } from "/shared/vue.js";
import { second } from "./live.js";
import { Ago, nothing, numbers, pill } from "./parts.js";
import { byState, fixAge } from "./reckon.js";
import { age, code, imprecise, say } from "./words.js";

// How a team's place is known, and how old that is.
const Known = {
  props: ["team", "live"],
  setup: (props) => () => {
    second.value;
    const seconds = fixAge(props.team, props.live.now());
    const facts = { age: seconds === null ? "" : age(seconds) };
    return h("span", { class: ["known", props.team.known] }, [
      say(`screen-known-${props.team.known}`, facts),
      imprecise(props.team),
    ]);
  },
};

const TeamRow = {
  props: ["team", "live", "pick", "show"],
  setup: (props) => () => {
    const { team } = props;
    const people = team.members || [];
    return h("li", { class: ["team-row", team.state.replaceAll("_", "-")], "data-team": team.id }, [
      h(
        "button",
        { type: "button", class: "name", disabled: !team.point, onClick: () => props.show(team.point) },
        team.name,
      ),
      pill(team.state, code("team-state", team.state)),
      h("span", { class: "cases" }, numbers(team.cases, props.pick)),
      h(
        "span",
        { class: "people" },
        people.length
          ? people.map((one) => h("span", { class: { off: !one.on_duty } }, one.name))
          : say("screen-on-duty-of", { n: team.on_duty, all: team.people }),
      ),
      h("span", { class: "facts" }, [
        h(Known, { team, live: props.live }),
        team.silent_since ? h("span", { class: "silent" }, say("screen-silent")) : null,
        h("span", say("screen-load-today", { n: team.today.length })),
        team.last_sent_at
          ? h("span", [say("screen-last-sent"), " ", h(Ago, { at: team.last_sent_at, live: props.live })])
          : null,
      ]),
    ]);
  },
};

export const Teams = {
  props: ["live", "pick", "show"],
  setup(props) {
    const rows = computed(() => props.live.all("team").sort(byState));
    return () =>
      rows.value.length
        ? h(
          "ul",
          { class: "teams" },
          rows.value.map((team) => h(TeamRow, { key: team.id, team, ...props })),
        )
        : nothing(props.live.state.whole ? "screen-teams-empty" : "screen-loading");
  },
};
