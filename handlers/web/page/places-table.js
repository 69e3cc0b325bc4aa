// The rows of the table of places, how many there are, and the way from page to page.

import { h } from "/shared/vue.js";
import { colourName, fieldName, kindName, stateName } from "./place-words.js";
import { say } from "./words.js";

const SORTED = ["code", "name", "kind"];

export function counted({ count, more, loading, places }) {
  if (loading && !places.length) return say("screen-loading");
  if (count === null) return "";
  return say(count === 1 && !more ? "screen-places-count-one" : "screen-places-count", {
    n: `${count.toLocaleString("en")}${more ? "+" : ""}`,
  });
}

export function table(found, filter, state, walk, { sort, pick }) {
  if (!found.places.length) {
    return found.loading || found.problem ? null : h("p", { class: "nothing" }, say("screen-places-none"));
  }
  const isSorted = (name) => !filter.words.trim() && filter.sort === name;
  const arrow = (name) => isSorted(name) ? (filter.down ? " ↓" : " ↑") : "";
  const order = (name) => isSorted(name) ? (filter.down ? "descending" : "ascending") : null;
  const heads = ["name", "kind", "state", "address", "code"];
  const row = (one) =>
    h(
      "tr",
      {
        key: one.code,
        class: ["row", { selected: state.code === one.code }],
        "data-code": one.code,
        "aria-current": state.code === one.code ? "true" : null,
        tabindex: walk.at === one.code ? 0 : -1,
        onFocus: () => (walk.state.at = one.code),
        onClick: () => pick(one.code),
        onKeydown: (event) => event.key === "Enter" && event.target.matches("tr") && pick(one.code),
      },
      [
        h("th", { scope: "row" }, [
          h("bdi", one.name),
          one.colour ? h("span", { class: ["pill", `door-${one.colour}`] }, colourName(one.colour)) : null,
          one.point ? null : h("span", { class: "pill" }, say("screen-place-nowhere")),
        ]),
        h("td", kindName(one.kind)),
        h("td", h("span", { class: ["pill", `state-${one.state}`] }, stateName(one.state))),
        h(
          "td",
          { class: "address", dir: "auto" },
          one.address || h("span", { class: "unsaid" }, say("screen-place-unknown")),
        ),
        h("td", { class: "code" }, one.code),
      ],
    );
  return h("table", { class: "places-table" }, [
    h("thead", [
      h(
        "tr",
        heads.map((name) =>
          h("th", { scope: "col", class: name, "aria-sort": order(name) }, [
            SORTED.includes(name) && !filter.words.trim()
              ? h("button", { type: "button", onClick: () => sort(name) }, `${fieldName(name)}${arrow(name)}`)
              : fieldName(name),
          ])
        ),
      ),
    ]),
    h("tbody", { ref: (box) => (walk.box = box) }, found.places.map(row)),
  ]);
}

export const pages = (found, go) =>
  found.pages.length || found.next
    ? h("nav", { class: "pages", "aria-label": say("screen-places-pages") }, [
      h(
        "button",
        { type: "button", disabled: !found.pages.length, onClick: () => go(false) },
        say("screen-places-back"),
      ),
      h("button", { type: "button", disabled: !found.next, onClick: () => go(true) }, say("screen-places-on")),
    ])
    : null;
