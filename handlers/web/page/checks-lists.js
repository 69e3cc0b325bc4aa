// The three lists of checks, a row for each visit, hazard and place; figures above them.

import { h } from "/shared/vue.js";
import { say } from "./words.js";

const LISTS = ["orders", "checks", "hazards"];

const many = (count, most) => (count > most ? `${most.toLocaleString("en")}+` : String(count));

// The counts above the lists: what is over stands beside how many there are.
export function bands({ counts, most }) {
  const one = (name, count, bad, late = 0, critical = 0) =>
    h("div", { class: ["tile", { bad: bad > 0 }], "data-count": name }, [
      h("b", many(count, most)),
      h("span", [
        say(`screen-checks-count-${name}`),
        late ? h("small", say(`screen-checks-late-${name}`, { n: many(late, most) })) : null,
        critical ? h("small", say("screen-checks-critical", { n: many(critical, most) })) : null,
      ]),
    ]);
  return h("div", { class: "checks-counts" }, [
    one("orders", counts.must_not_open, counts.must_not_open),
    one("checks", counts.checks, counts.late, counts.late),
    one("hazards", counts.hazards, counts.overdue + counts.critical, counts.overdue, counts.critical),
  ]);
}

export const Lists = {
  props: ["told", "pages", "picked", "pick", "go", "zone"],
  setup: (props) => () =>
    h(
      "div",
      { class: "checks-lists" },
      LISTS.map((name) => {
        const list = props.told?.[name];
        return h("section", { class: "panel", "data-list": name, "aria-label": say(`screen-checks-list-${name}`) }, [
          h("header", [h("h2", say(`screen-checks-list-${name}`))]),
          h("div", { class: "scroll" }, [
            list?.rows.length
              ? h("ul", list.rows.map((one) => h("li", { key: one.number }, [row(name, one, props)])))
              : h("p", { class: "nothing" }, say(list ? `screen-checks-none-${name}` : "screen-loading")),
            list ? pages(name, list.next, props) : null,
          ]),
        ]);
      }),
    ),
};

const pages = (name, next, { pages: before, go }) =>
  before[name].length || next
    ? h("nav", { class: "pages", "aria-label": say("screen-places-pages") }, [
      h(
        "button",
        { type: "button", disabled: !before[name].length, onClick: () => go(name, false) },
        say("screen-places-back"),
      ),
      h("button", { type: "button", disabled: !next, onClick: () => go(name, true) }, say("screen-places-on")),
    ])
    : null;

const row = (name, one, { picked, pick }) =>
  h("button", {
    type: "button",
    class: ["row check", { selected: picked === one.number, late: one.is_late || one.is_overdue || name === "orders" }],
    "data-number": one.number,
    "aria-current": picked === one.number ? "true" : null,
    onClick: () => pick(one.number),
  }, [
    name === "orders" ? h("span", { class: "stop", "aria-hidden": "true" }, "⛔") : left(one),
    h("span", { class: "text" }, [
      h("b", [`#${one.number} `, one.place.name]),
      ...(name === "orders" ? order(one) : name === "checks" ? visit(one) : hazard(one)),
    ]),
  ]);

// How many days are left, as the first thing that is read.
export function left(one) {
  if (one.is_under_way) return h("span", { class: "left now" }, say("screen-checks-now"));
  if (one.days_left === null) return h("span", { class: "left none" }, "–");
  const isOver = one.is_overdue || one.days_left < 0;
  const n = Math.abs(one.days_left);
  const key = isOver ? "over" : n === 0 ? "today" : "left";
  const said = n === 0 && isOver ? say("screen-checks-over-today") : say(`screen-checks-${key}`, { n });
  return h("span", { class: ["left", isOver ? "over" : n <= 1 ? "soon" : ""] }, said);
}

export const severity = (one) => h("em", { class: ["severity", one.severity] }, one.severity_name);

const visit = (one) => [
  h("span", `${one.sort} · ${one.bodies}`),
  h("small", [
    one.is_under_way ? one.days : `${one.days} · ${one.state_name}`,
    one.waits && one.state !== "planned" ? h("i", ` · ${say("screen-checks-unapproved")}`) : null,
  ]),
  h("small", one.officers),
];

const hazard = (one) => [
  h("span", [one.title, " ", severity(one)]),
  h("small", [
    one.state_name,
    one.due
      ? ` · ${say(one.waits_for_recheck ? "screen-checks-recheck-by" : "screen-checks-limit", { day: one.due })}`
      : "",
    one.provisional ? h("i", { class: "provisional" }, ` ${say("screen-checks-provisional")}`) : null,
    ` · ${one.body}`,
  ]),
  one.waits_for_recheck ? h("small", who(one)) : null,
];

export const who = (one) =>
  one.may_recheck.length
    ? say("screen-checks-may-recheck", { names: one.may_recheck.join(", ") })
    : say("screen-checks-nobody-may");

const order = (one) => [
  h(
    "span",
    { class: "must-not" },
    say("screen-checks-must-not", { order: one.order, authority: one.authority, day: one.day }),
  ),
  h("small", one.title),
];
