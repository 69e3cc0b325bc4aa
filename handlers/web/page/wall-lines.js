// The lines of the wall: as many as its height holds, the newest picture of each case beside it, pages that turn.

import { h, onMounted, onUnmounted, reactive, ref } from "/shared/vue.js";
import { place, why } from "./board.js";
import { second } from "./live.js";
import { Ago, calm } from "./parts.js";
import { byRank, counts, left, urgency } from "./reckon.js";
import { fits, lineHeight, pages, pictureUnits } from "./wall-pages.js";
import { clock, itemName, say, stateOf } from "./words.js";

export const TURN_S = Number(new URLSearchParams(location.search).get("every")) || 15;

const [LINE, GAP, FOOT] = [6, 0.6, 2.6]; // heights in rem: of a line, between two, of the pages' dots
const DOTS = 12;
const AGAIN_MS = 30_000; // a picture that did not come is asked for again

const still = matchMedia("(prefers-reduced-motion: reduce)");
const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

// The newest picture of a case: a photo stands, a film plays without sound, over and over.
const Seen = {
  props: ["one", "live"],
  setup(props) {
    const gone = ref(false);
    let timer = 0;
    const missing = () => {
      gone.value = true;
      timer = setTimeout(() => (gone.value = false), AGAIN_MS);
    };
    onUnmounted(() => clearTimeout(timer));
    return () => {
      const { one, live } = props;
      const src = `/api/districts/${live.one("district")?.id}/wall/${one.id}`;
      const named = say(one.kind === "video" ? "screen-clip-of" : "screen-picture-of", { n: one.number });
      const film = { muted: true, loop: true, playsInline: true, autoplay: !still.matches, preload: "auto" };
      return h("figure", { class: ["seen", { gone: gone.value }], "data-shown": one.id }, [
        gone.value
          ? null
          : one.kind === "video"
          ? h("video", { src, ...film, role: "img", "aria-label": named, onError: missing })
          : h("img", { src, alt: named, decoding: "async", onError: missing }),
        h("figcaption", [h(Ago, { at: one.taken_at, live })]),
      ]);
    };
  },
};

const Line = {
  props: ["one", "live", "shown", "units"],
  setup: (props) => () => {
    second.value;
    const { one, live, shown, units } = props;
    const now = live.now();
    const rest = left(one, now);
    const text = counts(one) ? `${rest < 0 ? "+" : ""}${clock(Math.abs(rest))}` : one.rests === "held" ? "Ⅱ" : "✓";
    const team = one.team ? live.one(`team:${one.team}`) : null;
    const style = { "--units": units };
    return h("div", { class: ["line", urgency(one, now), { tall: units > 1 }], style, "data-number": one.number }, [
      h("div", { class: ["left", { long: text.length > 5 }] }, text),
      h("div", { class: "text" }, [
        h("p", { class: "item" }, `#${one.number} ${itemName(one.item)}`),
        h("p", { class: "rest" }, [
          h("b", team ? team.name : stateOf(one)),
          team ? ` ${stateOf(one)}` : "",
          ` · ${place(one)}`,
          one.waiting && one.nobody ? [" · ", h("em", why(one.nobody))] : "",
        ]),
      ]),
      shown ? h(Seen, { key: shown.id, one: shown, live }) : null,
    ]);
  },
};

// The newest picture of all, large, as it comes.
export const Newest = {
  props: ["live"],
  setup: (props) => () => {
    const { live } = props;
    const one = live.all("shown").reduce((last, next) => (last && last.id > next.id ? last : next), null);
    const of = one && live.find(one.number);
    if (!of) return null;
    return h("div", { class: "newest", "data-newest": one.number }, [
      h(Seen, { key: one.id, one, live }),
      h("p", [h("b", `#${one.number}`), ` ${itemName(of.item)}`]),
    ]);
  },
};

// The page after this one every `TURN_S`; `turned` hears when the last was shown. Arrows turn, the space bar holds.
export const Lines = {
  props: ["live", "turned"],
  setup(props) {
    const box = ref(null);
    const state = reactive({ height: 0, page: 0, held: false });
    let count = 1;
    const step = (by) => (state.page = (Math.min(state.page, count - 1) + by + count) % count);
    const tick = () => {
      if (state.held) return;
      step(1);
      if (state.page === 0) props.turned?.();
    };
    const keys = (event) => {
      if (event.key === "ArrowRight") step(1);
      else if (event.key === "ArrowLeft") step(-1);
      else if (event.key === " ") state.held = !state.held;
      else return;
      event.preventDefault();
    };
    const timer = setInterval(tick, TURN_S * 1000);
    const measured = new ResizeObserver(() => (state.height = box.value?.clientHeight / rem() || 0));
    onMounted(() => {
      measured.observe(box.value);
      addEventListener("keydown", keys);
    });
    onUnmounted(() => {
      clearInterval(timer);
      measured.disconnect();
      removeEventListener("keydown", keys);
    });

    // What stands on each page, and how high a picture is.
    const laid = (all) => {
      const has = (one) => Boolean(props.live.one(`shown:${one.number}`));
      const needs = (number) => Boolean(props.live.find(number)?.why);
      for (const foot of [0, FOOT]) {
        const capacity = fits(state.height - foot, LINE, GAP);
        const tall = pictureUnits(all.map(has), capacity);
        const units = (one) => (has(one) ? tall : 1);
        const found = pages(all.map((one) => ({ number: one.number, units: units(one) })), capacity, needs);
        if (found.length === 1 || foot) return { found, units, room: state.height - foot, capacity };
      }
    };
    return () => {
      const all = props.live.cases("board").sort(byRank);
      const { found, units, room, capacity } = laid(all);
      count = found.length;
      const at = Math.min(state.page, count - 1);
      const shown = found[at].map((number) => all.find((one) => one.number === number)).filter(Boolean);
      const used = shown.reduce((sum, one) => sum + units(one), 0);
      const style = { "--high": `${lineHeight(room, capacity, used, GAP).toFixed(3)}rem` };
      return h("div", { class: "list", ref: box }, [
        all.length || props.live.cases("calls").length ? null : h("p", { class: "calm" }, say(calm(props.live))),
        h(
          "div",
          { class: "page", key: at, style },
          shown.map((one) => {
            const { live } = props;
            return h(Line, { key: one.number, one, live, units: units(one), shown: live.one(`shown:${one.number}`) });
          }),
        ),
        count > 1 ? foot(at, count, state.held) : null,
      ]);
    };
  },
};

const foot = (at, count, held) =>
  h("p", { class: "pages", role: "img", "aria-label": say("screen-page-of", { page: at + 1, pages: count }) }, [
    held ? h("span", "Ⅱ ") : null,
    count > DOTS ? null : Array.from({ length: count }, (_, n) => h("i", { class: { on: n === at } })),
    h("span", `${at + 1}/${count}`),
  ]);
