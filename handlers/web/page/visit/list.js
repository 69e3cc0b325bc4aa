// All items by section: how each stands, unchanged passes of a section with one tap, and the way to any of them.

import { h } from "/shared/vue.js";
import { refused } from "./item.js";
import { button, choice } from "./parts.js";
import { among, bySection, unchanged } from "./reckon.js";
import { found, say } from "./words.js";

const MARKS = { pass: "✓", fail_fixed: "✓!", fail_limit: "✗", fail_transfer: "→", na: "–" };

const WHICH = ["all", "open", "fails"];

// `stopped` are sections that were refused; `which` of the items are wanted, `choose` wants others.
/** @param {any} given: items, state, pick, together, stopped, deeds, mayAnswer, which, choose */
export function listView({ items, state, pick, together, stopped, deeds, mayAnswer, which, choose }) {
  const counted = WHICH.map((one) => [one, `${say(`visit-page-among-${one}`)} ${among(items, one).length}`]);
  const wanted = among(items, which);
  return h("div", { class: "list" }, [
    choice("among", say("visit-page-among"), which, counted, choose),
    stopped.map((one) => refused(one, deeds)),
    wanted.length ? null : h("p", { class: "quietly" }, say("visit-page-among-none")),
    bySection(state.sections, wanted).map((section) => {
      const left = items.filter((one) => one.section === section.key && !one.now).length;
      const same = unchanged(items, section.key).length;
      return h("section", { key: section.key }, [
        h("h2", [section.name, h("small", left ? say("visit-page-left", { n: left }) : say("visit-page-none-left"))]),
        mayAnswer && same ? unchangedOnes(section, same, state, together) : null,
        h("ol", section.items.map((one) => row(one, pick))),
      ]);
    }),
  ]);
}

const unchangedOnes = (section, count, state, together) =>
  state.on_spot
    ? button("together", say("visit-page-together", { n: count }), () => together(section.key), {
      "data-together": section.key,
    })
    : h("p", { class: "quietly" }, say("visit-page-together-where", { n: count }));

function row(item, pick) {
  const stands = item.conflict ? "conflict" : item.refused ? "refused" : item.now?.result ?? "open";
  const told = item.conflict
    ? say("visit-page-conflict")
    : item.refused
    ? say("visit-page-refused")
    : item.now
    ? `${found(item.now)} · ${item.now.name}`
    : item.mine
    ? say("visit-page-open")
    : say("visit-page-open-other");
  return h("li", { key: item.key }, [
    h("button", { type: "button", class: `row ${stands}`, onClick: () => pick(item.key), "data-row": item.key }, [
      h("i", { "aria-hidden": "true" }, item.conflict || item.refused ? "!" : MARKS[item.now?.result] ?? "○"),
      h("span", [
        h("b", `${item.number}. `),
        item.text,
        h("small", [told, item.now?.waits ? say("visit-page-waits") : ""]),
      ]),
    ]),
  ]);
}
