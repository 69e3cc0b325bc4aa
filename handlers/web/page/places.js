// The table of places: searched, filtered, sorted, page by page; with keys as the board has them; one place in full.

import { createApp, h, nextTick, onMounted, onUnmounted, reactive, ref, watch } from "/shared/vue.js";
import { query } from "./head.js";
import { Live, over } from "./live.js";
import { top } from "./office-top.js";
import { tried } from "./parts.js";
import { PlaceFile, registerOf } from "./place.js";
import { colours, learnKinds } from "./place-words.js";
import { counted, pages, table } from "./places-table.js";
import { choose, states, usedColours, usedKinds } from "./places-switch.js";
import { settle } from "./theme.js";
import { Walk } from "./walk.js";
import { boot, say } from "./words.js";

const TYPED_MS = 250; // after so long what is typed is looked for
const ASKED = ["words", "kind", "state", "colour", "nowhere"];
const root = `/api/districts/${boot.district}/screen/places`;
const zone = boot.districts.find((one) => one.id === boot.district)?.zone ?? "UTC";

const codeInAddress = () => {
  const said = location.hash.slice(1);
  return said ? decodeURIComponent(said) : null;
};

const App = {
  setup() {
    const filter = reactive({ words: "", kind: "", state: "", colour: "", nowhere: "", sort: "code", down: false });
    const found = reactive({
      places: [],
      at: null,
      next: null,
      count: null,
      more: false,
      problem: "",
      loading: true,
      pages: [],
    });
    const state = reactive({ code: codeInAddress(), said: "", stands: "" });
    const search = ref(null);
    const walk = new Walk("code");
    let [asked, typing, quiet] = [0, 0, 0];

    const load = async (after = null) => {
      const turn = ++asked;
      found.loading = true;
      const wanted = new URLSearchParams({ sort: filter.sort, down: String(filter.down) });
      for (const name of ASKED) if (filter[name]) wanted.set(name, filter[name]);
      if (after) wanted.set("after", after);
      const { ok, body, status } = await tried(`${root}?${wanted}`);
      if (turn !== asked) return;
      Object.assign(found, {
        loading: false,
        problem: ok ? "" : body.sentence || say("screen-cannot-load", { status }),
      });
      if (!ok) return;
      Object.assign(found, { places: body.places, next: body.next, at: after });
      if (!after) Object.assign(found, { count: body.count, more: body.more, pages: [] });
      walk.list(body.places.map((one) => one.code));
    };
    const again = () => load(found.at);
    // Another register, or other colours, are asked for as they come.
    const live = new Live(`/api/districts/${boot.district}/stream`, () => {
      const stands = registerOf(live.one("district"));
      if (stands && state.stands && stands !== state.stands) again();
      state.stands = stands || state.stands;
    });
    const go = (on) => {
      if (on) found.pages.push(found.at);
      load(on ? found.next : found.pages.pop());
    };
    const set = (more) => {
      Object.assign(filter, more);
      load();
    };
    const sort = (name) => set({ sort: name, down: filter.sort === name && !filter.down });
    const type = (event) => {
      filter.words = event.target.value;
      clearTimeout(typing);
      typing = setTimeout(load, TYPED_MS);
    };
    const pick = (code) => {
      const before = state.code;
      state.code = code;
      walk.mark(code);
      if (before && !code) walk.focus(before);
      history.replaceState(null, "", code ? `#${encodeURIComponent(code)}` : location.pathname + location.search);
    };
    const tell = (said) => {
      state.said = said;
      clearTimeout(quiet);
      quiet = setTimeout(() => (state.said = ""), 8000);
    };
    const show = (
      _,
      code,
    ) => (location.href = `/?${query({ district: boot.district })}#place:${encodeURIComponent(code)}`);
    const toCase = (number) => (location.href = `/?${query({ district: boot.district })}#${number}`);
    const keys = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isTyping = event.target.closest("input, textarea, select");
      const { key } = event;
      if (key === "Escape" && state.code) pick(null);
      else if (key === "ArrowDown" && event.target.matches('input[type="search"]')) walk.focus();
      else if (isTyping) return;
      else if (key === "/") search.value?.focus();
      else if (["j", "ArrowDown"].includes(key) && !event.target.closest(".case-panel")) walk.step(1, state.code);
      else if (["k", "ArrowUp"].includes(key) && !event.target.closest(".case-panel")) walk.step(-1, state.code);
      else if (key === "Home" && event.target.closest("tbody")) walk.step(-Infinity);
      else if (key === "End" && event.target.closest("tbody")) walk.step(Infinity);
      else return;
      event.preventDefault();
    };

    onMounted(() => {
      addEventListener("keydown", keys);
      learnKinds();
      load();
    });
    onUnmounted(() => {
      removeEventListener("keydown", keys);
      live.close();
    });
    watch(() => found.places, () => nextTick(() => walk.after()));
    settle();

    return () =>
      h("div", { class: ["frame places-page", { "with-case": state.code }] }, [
        top("screen-places", live),
        over.value ? h("p", { class: "notice bad", role: "alert" }, say("screen-ended")) : null,
        state.said ? h("p", { class: "notice said", role: "status" }, state.said) : null,
        h("main", [
          h("section", { class: "panel", "aria-label": say("screen-places") }, [
            h("header", { class: "places-filter" }, [
              h("input", {
                ref: search,
                type: "search",
                value: filter.words,
                maxlength: 100,
                placeholder: say("screen-places-find"),
                "aria-label": say("screen-places-find"),
                onInput: type,
              }),
              choose(say("screen-places-every-kind"), filter.kind, usedKinds(), (kind) => set({ kind })),
              choose(say("screen-places-every-state"), filter.state, states(), (one) => set({ state: one })),
              colours.value.length
                ? choose(say("screen-places-every-colour"), filter.colour, usedColours(), (colour) => set({ colour }))
                : null,
              h("label", { class: "tick" }, [
                h("input", {
                  type: "checkbox",
                  checked: Boolean(filter.nowhere),
                  onChange: (event) => set({ nowhere: event.target.checked ? "true" : "" }),
                }),
                say("screen-place-nowhere"),
              ]),
              h("span", { class: "count", role: "status" }, counted(found)),
            ]),
            found.problem && !over.value ? h("p", { class: "problem", role: "alert" }, found.problem) : null,
            h("div", { class: "scroll" }, [table(found, filter, state, walk, { sort, pick }), pages(found, go)]),
          ]),
          state.code
            ? h(PlaceFile, {
              code: state.code,
              stands: state.stands,
              zone,
              close: () => pick(null),
              show,
              tell,
              changed: again,
              pick: toCase,
            })
            : null,
        ]),
      ]);
  },
};

createApp(App).mount("#app");
