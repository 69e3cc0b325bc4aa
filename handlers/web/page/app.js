// The command centre: board, live map, pictures, teams, figures, and one case in full.

import { computed, createApp, h, nextTick, onMounted, onUnmounted, reactive, ref, watch } from "/shared/vue.js";
import { Board, Tally } from "./board.js";
import { CallFile } from "./call.js";
import { Case } from "./case.js";
import { Figures, TILES, Tiles } from "./figures.js";
import { Legend, Notices, Top } from "./head.js";
import { Live, second } from "./live.js";
import { LiveMap } from "./map.js";
import { tried } from "./parts.js";
import { address, PlaceFile, registerOf } from "./place.js";
import { learnKinds } from "./place-words.js";
import { PlacesSwitch } from "./places-switch.js";
import { Large, Pictures } from "./pictures.js";
import { Teams } from "./teams.js";
import { Calls } from "./sos.js";
import { settle, theme } from "./theme.js";
import { Walk } from "./walk.js";
import { boot, say } from "./words.js";

const is = (wide) => matchMedia(wide).matches;
const PLACE = "#place:"; // so the address of a place begins that is open
const TABS = ["board", "map", "pictures", "teams", "figures"];

const App = {
  setup() {
    const state = reactive({
      number: null,
      place: null,
      layer: null,
      isCall: false,
      tab: is("(max-width: 899px)") ? "board" : "map",
      side: "pictures",
      moved: false,
      opened: null,
      large: null,
      said: "",
    });
    const mapBox = ref(null);
    let map = null;
    const live = new Live(`/api/districts/${boot.district}/stream`, (keys) => map?.update(keys));

    // Whether it is a call for help stays known when it is over; by its address alone it is known a moment later.
    const isCall = (number) => live.find(number)?.list === "calls";
    watch(() => live.find(state.number)?.list, (list) => (state.isCall = list ? list === "calls" : state.isCall));
    // Which row has the focus on the board; that alone looks at nothing.
    const walk = new Walk();
    const pick = (number) => {
      const before = state.number;
      Object.assign(state, { number, place: null, isCall: isCall(number), large: null });
      walk.mark(number);
      if (before && !number) walk.focus(before); // who closes a case stands on its row again
      map?.select(number);
      history.replaceState(null, "", number ? `#${number}` : location.pathname + location.search);
    };
    const pickPlace = (code) => {
      pick(null);
      state.place = code;
      if (code) history.replaceState(null, "", PLACE + encodeURIComponent(code));
    };
    // Who confirms one goes on to the next that waits for it, and back to the board after the last. What was confirmed
    // a moment ago may still stand in the figures.
    const done = new Set();
    const next = (number) => {
      const waiting = live.one("figures")?.unconfirmed ?? [];
      for (const one of done) if (!waiting.includes(one)) done.delete(one);
      done.add(number);
      pick(waiting.find((one) => !done.has(one)) ?? null);
    };
    const look = (picture) => (state.large = picture);
    const show = (point) => {
      state.tab = "map";
      nextTick(() => map?.show(point));
    };
    // A figure that was opened shows its cases as they are now, not as they were at the click.
    const only = computed(() => {
      const [tile, figures] = [TILES.find((one) => one.live && one.name === state.opened), live.one("figures")];
      return tile && figures ? tile.cases(figures) : null;
    });
    const open = (name, isOnBoard) => {
      const again = state.opened === name;
      Object.assign(state, { opened: again ? null : name, side: again ? state.side : "figures" });
      if (!again && is("(max-width: 1199px)")) state.tab = isOnBoard ? "board" : "figures";
    };
    let quiet = 0;
    const tell = (said) => {
      state.said = said;
      clearTimeout(quiet);
      quiet = setTimeout(() => (state.said = ""), 6000);
    };
    const keys = (event) => {
      if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
      const [{ key }, isOnRow] = [event, event.target.closest(".board")];
      if (key === "Escape") state.large ? (state.large = null) : pick(null);
      else if (state.large) return;
      else if (key === "j" || (isOnRow && key === "ArrowDown")) walk.step(1, state.number);
      else if (key === "k" || (isOnRow && key === "ArrowUp")) walk.step(-1, state.number);
      else if (isOnRow && ["Home", "End"].includes(key)) walk.step(key === "Home" ? -Infinity : Infinity);
      else return;
      event.preventDefault();
    };

    // Whoever comes from the table for a place sees it on the map.
    const arrive = (code) => {
      pickPlace(code);
      tried(address(code)).then(({ ok, body }) => ok && body.point && show(body.point));
    };

    onMounted(() => {
      map = new LiveMap(mapBox.value, live, { picked: pick, place: pickPlace, moved: (yes) => (state.moved = yes) });
      state.layer = map.places;
      map.update([...live.parts.keys()]);
      addEventListener("keydown", keys);
      learnKinds();
      const wanted = Number(location.hash.slice(1));
      if (wanted) pick(wanted);
      if (location.hash.startsWith(PLACE)) arrive(decodeURIComponent(location.hash.slice(PLACE.length)));
    });
    onUnmounted(() => {
      removeEventListener("keydown", keys);
      live.close();
      map?.remove();
    });
    watch(second, () => map?.second());
    watch(theme, () => map?.places.recolour(), { flush: "post" });
    settle();

    const tab = (name) =>
      h(
        "button",
        {
          type: "button",
          key: name,
          role: "tab",
          class: { chosen: state.tab === name },
          "aria-selected": state.tab === name,
          onClick: () => (state.tab = name),
        },
        say(`screen-tab-${name}`),
      );
    const side = (name) =>
      h(
        "button",
        {
          type: "button",
          key: name,
          role: "tab",
          class: { chosen: state.side === name },
          "aria-selected": state.side === name,
          onClick: () => (state.side = name),
        },
        say(`screen-tab-${name}`),
      );

    return () =>
      h("div", { class: ["frame", `tab-${state.tab}`, { "with-case": state.number || state.place }] }, [
        h(Calls, { live, show, tell, pick }),
        h(Top, { live }),
        h(Notices, { live, said: state.said }),
        h("nav", { class: "tiles-bar" }, [h(Tiles, { live, open, opened: state.opened })]),
        h("main", [
          h("section", { class: "panel board-panel", "aria-label": say("screen-tab-board") }, [
            h("header", [
              h("h2", say("screen-tab-board")),
              h(Tally, { live }),
              only.value
                ? h(
                  "button",
                  {
                    type: "button",
                    class: "chip",
                    onClick: () => (state.opened = null),
                  },
                  say("screen-only", { what: say(`screen-figure-${state.opened}`) }),
                )
                : null,
            ]),
            h("div", { class: "scroll" }, [h(Board, { live, pick, walk, opened: state.number, only: only.value })]),
          ]),
          h("section", { class: "map-panel", "aria-label": say("screen-tab-map") }, [
            h("div", { ref: mapBox, class: "map" }),
            state.moved
              ? h("button", { type: "button", class: "home", onClick: () => map.home() }, say("screen-home"))
              : null,
            state.layer ? h(PlacesSwitch, { layer: state.layer }) : null,
            h(Legend),
          ]),
          h("section", { class: "panel side-panel" }, [
            h("header", { role: "tablist" }, ["pictures", "teams", "figures"].map(side)),
            h("div", { class: "scroll", tabindex: 0 }, [
              h("div", { class: ["side", { on: state.side === "pictures" }, "for-pictures"] }, [
                h(Pictures, { live, open: look }),
              ]),
              h("div", { class: ["side", { on: state.side === "teams" }, "for-teams"] }, [
                h(Teams, { live, pick, show }),
              ]),
              state.side === "figures" || state.tab === "figures"
                ? h("div", { class: ["side", { on: state.side === "figures" }, "for-figures"] }, [
                  h(Figures, { live, pick, opened: state.opened }),
                ])
                : null,
            ]),
          ]),
          state.number
            ? h(state.isCall ? CallFile : Case, {
              live,
              number: state.number,
              close: () => pick(null),
              show,
              tell,
              look,
              next,
              pick,
            })
            : null,
          state.place
            ? h(PlaceFile, {
              code: state.place,
              stands: registerOf(live.one("district")),
              zone: live.one("district")?.zone ?? "UTC",
              close: () => pick(null),
              show,
              tell,
              pick,
              changed: () => map?.places.rest(),
            })
            : null,
        ]),
        state.large ? h(Large, { key: state.large.id, one: state.large, live, close: () => look(null), pick }) : null,
        h("nav", { class: "tabs", role: "tablist" }, TABS.map(tab)),
      ]);
  },
};

createApp(App).mount("#app");
