// The wall: big letters, no names of people, nothing to press. Several districts take turns.

import { createApp, h, onMounted, onUnmounted, reactive, ref, watch } from "/shared/vue.js";
import { place, why } from "./board.js";
import { percent } from "./figures.js";
import { Live, pulse, second } from "./live.js";
import { LiveMap } from "./map.js";
import { Clock } from "./parts.js";
import { byRank, counts, left, urgency } from "./reckon.js";
import { Calls } from "./sos.js";
import { settle } from "./theme.js";
import { boot, clock, itemName, say, stateOf } from "./words.js";

const LINES = 6;
const TURN_S = Number(new URLSearchParams(location.search).get("every")) || 20;

const Wall = {
  setup() {
    const state = reactive({ turn: 0 });
    settle();
    const timer = boot.districts.length > 1
      ? setInterval(() => (state.turn = (state.turn + 1) % boot.districts.length), TURN_S * 1000)
      : 0;
    onUnmounted(() => clearInterval(timer));
    return () => h(District, { key: boot.districts[state.turn].id, id: boot.districts[state.turn].id });
  },
};

const District = {
  props: ["id"],
  setup(props) {
    const box = ref(null);
    let map = null;
    const live = new Live(`/api/districts/${props.id}/stream?lens=wall`, (keys) => map?.update(keys));
    onMounted(() => {
      map = new LiveMap(box.value, live, { quiet: true });
      map.update([...live.parts.keys()]);
    });
    onUnmounted(() => {
      live.close();
      map?.remove();
    });
    watch(second, () => map?.second());
    return () => {
      const district = live.one("district");
      return h("div", { class: "wall" }, [
        h(Calls, { live }),
        h("header", [
          h(Lamp, { live }),
          h("h1", district?.name ?? ""),
          district?.drill ? h("span", { class: "drill-mark" }, say("screen-drill")) : null,
          h(Old, { live }),
          h(Clock, { live, zone: district?.zone ?? "UTC" }),
        ]),
        h(Big, { live }),
        h("div", { class: "map-box" }, [h("div", { ref: box, class: "map" })]),
        h(Lines, { live }),
      ]);
    };
  },
};

const Lamp = {
  props: ["live"],
  setup: (props) => () => {
    pulse.value;
    const said = say(props.live.isLive ? "screen-live" : "screen-not-live");
    return h("span", { class: ["lamp", props.live.isLive ? "on" : "off"], role: "status", "aria-label": said });
  },
};

const Old = {
  props: ["live"],
  setup: (props) => () => {
    pulse.value;
    if (props.live.state.ended) return h("p", { class: "old", role: "alert" }, say("screen-ended"));
    if (props.live.isLive || (!props.live.state.whole && performance.now() < 6000)) return null;
    const old = props.live.age();
    return h(
      "p",
      { class: "old", role: "alert" },
      say("screen-old-data", { n: old === null ? "?" : Math.floor(old) }),
    );
  },
};

const Big = {
  props: ["live"],
  setup: (props) => () => {
    const figures = props.live.one("figures");
    const number = (name, mark) => {
      const n = figures ? figures[name].length : "–";
      return h("div", { class: n > 0 ? mark : "" }, [h("b", n), h("span", say(`screen-figure-${name}`))]);
    };
    return h("div", { class: "big" }, [
      h("div", [h("b", percent(figures)), h("span", say("screen-figure-rate"))]),
      number("open", ""),
      number("overdue", "bad"),
      number("waiting", "warn"),
      number("unconfirmed", ""),
    ]);
  },
};

const Line = {
  props: ["one", "live"],
  setup: (props) => () => {
    second.value;
    const { one, live } = props;
    const now = live.now();
    const rest = left(one, now);
    const text = counts(one) ? `${rest < 0 ? "+" : ""}${clock(Math.abs(rest))}` : one.rests === "held" ? "Ⅱ" : "✓";
    const team = one.team ? live.one(`team:${one.team}`) : null;
    return h("div", { class: ["line", urgency(one, now)], "data-number": one.number }, [
      h("div", { class: ["left", { long: text.length > 5 }] }, text),
      h("div", [
        h("p", { class: "item" }, `#${one.number} ${itemName(one.item)}`),
        h("p", { class: "rest" }, [
          h("b", team ? team.name : stateOf(one)),
          team ? ` ${stateOf(one)}` : "",
          one.waiting && one.nobody ? h("em", ` ${why(one.nobody)}`) : "",
          ` · ${place(one)}`,
        ]),
      ]),
    ]);
  },
};

const Lines = {
  props: ["live"],
  setup: (props) => () => {
    const all = props.live.cases("board").sort(byRank);
    return h("div", { class: "list" }, [
      all.length || props.live.cases("calls").length
        ? null
        : h("p", { class: "calm" }, say(props.live.state.whole ? "screen-board-empty" : "screen-loading")),
      all.slice(0, LINES).map((one) => h(Line, { key: one.number, one, live: props.live })),
      all.length > LINES ? h("p", { class: "more" }, say("screen-and-more", { n: all.length - LINES })) : null,
    ]);
  },
};

createApp(Wall).mount("#app");
