// Over the map: whether its places are shown, and which of them.

import { h } from "/shared/vue.js";
import { query } from "./head.js";
import { colourName, colours, kindName, kinds, stateName, STATES } from "./place-words.js";
import { boot, say } from "./words.js";

export const choose = (label, value, options, chosen) =>
  h(
    "select",
    { "aria-label": label, value, onChange: (event) => chosen(event.target.value) },
    [["", label], ...options].map(([one, said]) => h("option", { value: one, selected: one === value }, said)),
  );

export const usedKinds = () => kinds.value.filter((one) => one.used).map(({ code }) => [code, kindName(code)]);
export const usedColours = () => colours.value.map((colour) => [colour, colourName(colour)]);
export const states = () => STATES.map((state) => [state, stateName(state)]);

export const PlacesSwitch = {
  props: ["layer"],
  setup: (props) => () => {
    const { state } = props.layer;
    return h("details", { class: "places-switch" }, [
      h("summary", [say("screen-places"), state.on ? h("b", ` ${state.count}`) : null]),
      h("label", [
        h("input", { type: "checkbox", checked: state.on, onChange: () => props.layer.turn(!state.on) }),
        say("screen-places-on-map"),
      ]),
      choose(say("screen-places-every-kind"), state.kind, usedKinds(), (kind) => props.layer.only({ kind })),
      choose(say("screen-places-every-state"), state.state, states(), (one) => props.layer.only({ state: one })),
      colours.value.length
        ? choose(
          say("screen-places-every-colour"),
          state.colour,
          usedColours(),
          (colour) => props.layer.only({ colour }),
        )
        : null,
      h("p", say(state.isClustered ? "screen-places-closer" : "screen-places-legend")),
      state.trouble ? h("p", { class: "problem", role: "alert" }, state.trouble) : null,
      h("a", { href: `/places?${query({ district: boot.district })}` }, say("screen-places-table")),
    ]);
  },
};
