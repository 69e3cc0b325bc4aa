// The wall: big letters, no names of people, nothing to press. Several districts take turns, each with all its pages.

import { createApp, h, onMounted, onUnmounted, reactive, ref, watch } from "/shared/vue.js";
import { percent } from "./figures.js";
import { Live, pulse, second } from "./live.js";
import { LiveMap } from "./map.js";
import { Clock, trials } from "./parts.js";
import { Calls } from "./sos.js";
import { settle } from "./theme.js";
import { Checks } from "./wall-checks.js";
import { Lines, Newest } from "./wall-lines.js";
import { boot, say } from "./words.js";

const DRAWN_PX = 16; // the map is drawn for letters of this size, and made larger as they are

const Wall = {
  setup() {
    const state = reactive({ turn: 0 });
    settle();
    const turned = () => (state.turn = (state.turn + 1) % boot.districts.length);
    return () => h(District, { key: boot.districts[state.turn].id, id: boot.districts[state.turn].id, turned });
  },
};

const District = {
  props: ["id", "turned"],
  setup(props) {
    const box = ref(null);
    let map = null;
    const live = new Live(`/api/districts/${props.id}/stream?lens=wall`, (keys) => map?.update(keys));
    const size = () => {
      const letters = parseFloat(getComputedStyle(document.documentElement).fontSize);
      box.value?.style.setProperty("zoom", String(Math.max(0.5, letters / DRAWN_PX)));
    };
    onMounted(() => {
      size();
      addEventListener("resize", size);
      map = new LiveMap(box.value, live, { quiet: true });
      map.update([...live.parts.keys()]);
    });
    onUnmounted(() => {
      removeEventListener("resize", size);
      live.close();
      map?.remove();
    });
    watch(second, () => map?.second());
    return () => {
      const district = live.one("district");
      return h("div", { class: ["wall", { "with-pictures": district?.wall_pictures }] }, [
        h(Calls, { live }),
        h("header", [
          h(Lamp, { live }),
          h("h1", district?.name ?? ""),
          district?.drill ? h("span", { class: "drill-mark" }, say("screen-drill")) : null,
          trials(live).map((said) => h("span", { class: "drill-mark small" }, said)),
          h(Old, { live }),
          h(Clock, { live, zone: district?.zone ?? "UTC" }),
        ]),
        h(Big, { live }),
        h(Checks, { live }),
        h("div", { class: "ground" }, [
          h("div", { class: "map-box" }, [h("div", { ref: box, class: "map" })]),
          h(Newest, { live }),
        ]),
        h(Lines, { live, turned: props.turned }),
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

createApp(Wall).mount("#app");
