// The board: live cases by time left, each with a clock that the screen turns itself.

import { computed, h } from "/shared/vue.js";
import { nothing, pill, Ring } from "./parts.js";
import { byTimeLeft, urgency } from "./reckon.js";
import { second } from "./live.js";
import { code, itemName, metres, say, stateOf } from "./words.js";

const AT_M = 10; // nearer than this it is at the place: a direction would say nothing

export const nearTo = (near) =>
  near.metres < AT_M ? near.name : `${near.name} · ${metres(near.metres)} ${code("compass", near.compass)}`;

export const place = (one) => {
  if (one.near && one.near.metres <= 2000) {
    return nearTo(one.near);
  }
  if (one.place) return one.place;
  return one.point ? one.point.map((value) => value.toFixed(5)).join(", ") : say("screen-no-point");
};

export const why = (nobody) =>
  Object.entries(nobody || {})
    .map(([reason, count]) => code("nobody", reason).replace("{count}", count))
    .join(", ");

const Row = {
  props: ["one", "team", "live", "selected", "pick"],
  setup: (props) => () => {
    const { one, team } = props;
    const missing = Math.max(0, one.need - one.have);
    return h(
      "button",
      {
        type: "button",
        class: ["row", { selected: props.selected }],
        "data-number": one.number,
        "aria-current": props.selected ? "true" : null,
        onClick: () => props.pick(one.number),
      },
      [
        h(Ring, { one, live: props.live }),
        h("span", { class: "what" }, [
          h("span", { class: "title" }, [
            h("b", `${one.mark ?? ""}#${one.number}`),
            ` ${itemName(one.item)} `,
            ["critical", "high"].includes(one.severity) ? pill(one.severity, code("severity", one.severity)) : null,
            one.drill && !props.live.one("district")?.drill ? pill("drill", say("screen-drill")) : null,
          ]),
          h("span", { class: "where" }, place(one)),
          h("span", { class: "how" }, [
            pill(one.state, stateOf(one)),
            team ? h("b", { class: "who" }, team.name) : null,
            one.waiting ? h("em", one.asks ? say("screen-asking") : why(one.nobody) || say("screen-waiting")) : null,
            h("span", { class: "marks" }, [
              one.need
                ? h(
                  "span",
                  {
                    class: ["photos", { missing }],
                    title: say("screen-photos-of", { have: one.have, need: one.need }),
                  },
                  `◉ ${one.have}/${one.need}`,
                )
                : null,
              one.reminders
                ? h(
                  "span",
                  { class: "reminders", title: say("screen-reminders", { n: one.reminders }) },
                  `◷ ${one.reminders}`,
                )
                : null,
            ]),
          ]),
        ]),
      ],
    );
  },
};

export const Board = {
  props: ["live", "selected", "pick", "only"],
  setup(props) {
    const rows = computed(() => props.live.cases("board").sort(byTimeLeft));
    const shown = computed(() => props.only ? rows.value.filter((one) => props.only.includes(one.number)) : rows.value);
    const empty = () => {
      if (!props.live.state.whole) return "screen-loading";
      return props.only ? "screen-board-none" : "screen-board-empty";
    };
    return () =>
      h("div", { class: "board", role: "list" }, [
        shown.value.length || props.live.cases("calls").length ? null : nothing(empty()),
        shown.value.map((one) =>
          h(Row, {
            key: one.number,
            one,
            live: props.live,
            pick: props.pick,
            selected: props.selected === one.number,
            team: one.team ? props.live.one(`team:${one.team}`) : null,
          })
        ),
      ]);
  },
};

// The numbers of the board in its order, for j and k.
export const order = (live) =>
  live
    .cases("board")
    .sort(byTimeLeft)
    .map((one) => one.number);

// How many cases are of each urgency, counted by the screen itself.
export const Tally = {
  props: ["live"],
  setup: (props) => () => {
    second.value;
    const now = props.live.now();
    const found = { overdue: 0, soon: 0, well: 0 };
    for (const one of props.live.cases("board")) {
      const name = urgency(one, now);
      if (name in found) found[name] += 1;
    }
    return h(
      "span",
      { class: "tally" },
      Object.entries(found).map(([name, n]) =>
        h("span", { class: name, title: say(`screen-tally-${name}`) }, String(n))
      ),
    );
  },
};
