// Visits and hazards on the wall: one line of numbers where something is due, and places that must not open.

import { h } from "/shared/vue.js";
import { listed, say } from "./words.js";

/** So many places are named; how many more there are is said. */
const NAMED = 6;

export const Checks = {
  props: ["live"],
  setup: (props) => () => {
    /** @type {import("/shared/types/screen.d.ts").ChecksPart | undefined} */
    const told = props.live.one("checks");
    if (!told || !(told.checks || told.hazards || told.must_not_open)) return null;
    const names = told.places.slice(0, NAMED).map((one) => one.name);
    const more = told.must_not_open - names.length;
    if (more > 0) names.push(say("screen-checks-more", { n: more }));
    const part = (name, n, bad) =>
      h("span", { class: { bad }, "data-wall": name }, [h("b", String(n)), ` ${say(`screen-wall-${name}`)}`]);
    return h("div", { class: "checks-line" }, [
      told.must_not_open
        ? h("p", { class: "shut", role: "alert" }, [h("b", `⛔ ${say("screen-wall-shut")}`), ` ${listed(names)}`])
        : null,
      h("p", [
        part("checks", told.checks, told.late > 0),
        told.late ? part("late", told.late, true) : null,
        part("hazards", told.hazards, false),
        told.critical ? part("critical", told.critical, true) : null,
        told.overdue ? part("overdue", told.overdue, true) : null,
      ]),
    ]);
  },
};
