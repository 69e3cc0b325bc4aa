// The gallery: what was found beside what it is now, the newest first, page by page.

import { h, onMounted, reactive } from "/shared/vue.js";
import { picture } from "./checks-case.js";
import { severity } from "./checks-lists.js";
import { day, say } from "./words.js";

export const Pairs = {
  props: ["root", "fresh", "pick", "picked", "zone"],
  setup(props) {
    const state = reactive({ rows: [], next: null, before: [], problem: "", loading: true });
    const load = async () => {
      const wanted = new URLSearchParams(state.before.length ? { after: state.before.at(-1) } : {});
      const { ok, body, status } = await props.fresh(`${props.root}/pairs?${wanted}`);
      Object.assign(state, {
        loading: false,
        problem: ok ? "" : body.sentence || say("screen-cannot-load", { status }),
      });
      if (ok) Object.assign(state, { rows: body.rows, next: body.next });
    };
    const go = (isOn) => {
      isOn ? state.before.push(state.next) : state.before.pop();
      load();
    };
    onMounted(load);
    return () =>
      h("section", { class: "panel pairs-panel", "aria-label": say("screen-checks-gallery") }, [
        h("div", { class: "scroll" }, [
          state.problem ? h("p", { class: "problem", role: "alert" }, state.problem) : null,
          state.rows.length
            ? h("div", { class: "pairs" }, state.rows.map((one) => pair(one, props)))
            : h("p", { class: "nothing" }, say(state.loading ? "screen-loading" : "screen-checks-none-pairs")),
          state.before.length || state.next
            ? h("nav", { class: "pages", "aria-label": say("screen-places-pages") }, [
              h(
                "button",
                { type: "button", disabled: !state.before.length, onClick: () => go(false) },
                say("screen-places-back"),
              ),
              h(
                "button",
                { type: "button", disabled: !state.next, onClick: () => go(true) },
                say("screen-places-on"),
              ),
            ])
            : null,
        ]),
      ]);
  },
};

const face = (one, name, root) =>
  h("figure", [
    h("img", { src: picture(root, one.number, one[name]), alt: say(`screen-checks-one-${name}`), loading: "lazy" }),
    h("figcaption", say(`screen-checks-one-${name}`)),
  ]);

const pair = (one, { root, pick, picked, zone }) =>
  h("button", {
    type: "button",
    class: ["one-pair", { selected: picked === one.number }],
    key: one.number,
    "data-number": one.number,
    onClick: () => pick(one.number),
  }, [
    h("span", { class: "faces" }, [face(one, "before", root), face(one, "after", root)]),
    h("b", `#${one.number} ${one.place.name}`),
    h("span", [one.title, " ", severity(one)]),
    h("small", `${day(one.found_at, zone)} → ${day(one.ended_at, zone)}`),
  ]);
