// The board: live cases, those that need somebody now above the others, each with a clock that the screen turns itself.

import { computed, h, onBeforeUpdate, onUpdated, watch } from "/shared/vue.js";
import { calm, nothing, pill, Ring } from "./parts.js";
import { inBands, urgency } from "./reckon.js";
import { second } from "./live.js";
import { code, itemName, listed, say, stateOf, way } from "./words.js";

const AT_M = 10; // nearer than this it is at the place: a direction would say nothing

export const nearTo = (near) => near.metres < AT_M ? near.name : `${near.name} · ${way(near.metres, near.compass)}`;

export const place = (one) => {
  if (one.near && one.near.metres <= 2000) {
    return nearTo(one.near);
  }
  if (one.place) return one.place;
  return one.point ? one.point.map((value) => value.toFixed(5)).join(", ") : say("screen-no-point");
};

export const why = (nobody) =>
  listed(
    Object.entries(nobody || {}).map(([reason, count]) => code("nobody", reason).replace("{count}", count)),
  );

// Questions and wishes with words of their own.
const ASKED = "item same place danger hold resume waive transfer backup unsafe".split(" ");

// What a case waits for, where its state does not say it.
const waits = (one) => {
  if (one.asks) return code("screen-asks", ASKED.includes(one.asks) ? one.asks : "other");
  if (one.waiting && one.kind === "incident" && !one.point) return say("screen-nowhere");
  if (one.waiting) return why(one.nobody) || say("screen-waiting");
  return one.why === "hold_over" ? say("screen-hold-over") : "";
};

// Reminders are counted up to a hundred.
const times = (n) => n > 99 ? "99+" : n;

const Row = {
  props: ["one", "team", "live", "opened", "tabbed", "pick", "walk"],
  setup: (props) => () => {
    const { one, team } = props;
    const missing = Math.max(0, one.need - one.have);
    const waiting = waits(one);
    return h(
      "button",
      {
        type: "button",
        class: ["row", { selected: props.opened, now: one.why }],
        "data-number": one.number,
        "aria-current": props.opened ? "true" : null,
        tabindex: props.tabbed ? 0 : -1,
        onFocus: () => (props.walk.state.at = one.number),
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
            waiting ? h("em", waiting) : null,
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
                  { class: "reminders", title: say("screen-reminders", { n: times(one.reminders) }) },
                  `◷ ${times(one.reminders)}`,
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
  props: ["live", "opened", "pick", "only", "walk"],
  setup(props) {
    const { live, walk } = props;
    const bands = computed(() =>
      inBands(live.cases("board").filter((one) => props.only?.includes(one.number) ?? true))
    );
    const numbers = computed(() => [...bands.value.now, ...bands.value.then].map((one) => one.number));
    watch(numbers, (found) => walk.list(found), { immediate: true });
    onBeforeUpdate(() => walk.before());
    onUpdated(() => walk.after());
    const empty = () => {
      return props.only && live.state.whole ? "screen-board-none" : calm(live);
    };
    const head = (name, list) =>
      h("li", { key: name, class: ["band", name] }, [
        h("h3", [say(`screen-band-${name}`), h("span", String(list.length))]),
      ]);
    const row = (one, at) =>
      h("li", { key: one.number }, [
        h(Row, {
          one,
          live,
          walk,
          pick: props.pick,
          opened: props.opened === one.number,
          tabbed: at === one.number,
          team: one.team ? live.one(`team:${one.team}`) : null,
        }),
      ]);
    const list = ({ now, then }, at) =>
      h("ul", { ref: (box) => (walk.box = box), tabindex: -1, "aria-label": say("screen-tab-board") }, [
        now.length ? head("now", now) : null,
        now.map((one) => row(one, at)),
        now.length && then.length ? head("then", then) : null,
        then.map((one) => row(one, at)),
      ]);
    return () => {
      if (numbers.value.length) return h("div", { class: "board" }, [list(bands.value, walk.at)]);
      return h("div", { class: "board" }, [live.cases("calls").length ? null : nothing(empty())]);
    };
  },
};

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
