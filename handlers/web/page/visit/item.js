// One item: what is asked, what it was last time, who said what, and big buttons where the thumb is.

import { h } from "/shared/vue.js";
import { answered, button, note, severity } from "./parts.js";
import { code, day, found, say } from "./words.js";

/** @typedef {import("/shared/types/visit.d.ts").Item} Item */

// `deeds`: answer(item, result), write(item, result), keep(item, said), drop(entry), again(entry), go(by).
/** @param {Item} item */
export function itemView(item, { all, section, bodies, mayAnswer, deeds }) {
  return h("article", { class: "item", key: item.key, "data-item": item.key, "aria-labelledby": "asked" }, [
    h("p", { class: "where" }, [
      say("visit-page-item-of", { n: item.number, all }),
      " ",
      severity(item.severity),
      ` ${section} · ${body(bodies, item.department)}`,
    ]),
    h("h2", { id: "asked", tabindex: -1 }, item.text),
    item.hint || item.basis
      ? h("details", { class: "more" }, [
        h("summary", say("visit-page-basis")),
        item.hint ? h("p", item.hint) : null,
        item.basis ? h("p", item.basis) : null,
      ])
      : null,
    item.last ? last(item.last) : h("p", { class: "last" }, say("visit-page-no-last")),
    item.noted && !item.now ? note("quietly", [h("b", say("visit-page-noted")), answered(item.noted)]) : null,
    item.conflict ? conflict(item, mayAnswer, deeds) : item.now ? answered(item.now) : null,
    item.refused ? refused(item.refused, deeds) : null,
    mayAnswer ? buttons(item, deeds) : null,
    h("div", { class: "beside" }, [
      button("quiet", say("visit-page-before"), () => deeds.go(-1), { disabled: item.number === 1 }),
      button("quiet", say("visit-page-after"), () => deeds.go(1), { disabled: item.number === all }),
    ]),
  ]);
}

export const body = (bodies, code) => bodies.find((one) => one.code === code)?.name ?? code;

const last = (said) =>
  h("p", { class: `last ${said.result}` }, [
    say("visit-page-last", { day: day(said.day), result: code("visit-page-result", said.result) }),
    said.words ? h("q", said.words) : null,
  ]);

function conflict(item, mayAnswer, deeds) {
  return note("conflict", [
    h("h3", say("visit-page-conflict")),
    ...[item.conflict.first, item.conflict.second].map((said) =>
      h("div", { key: said.by + said.at }, [
        answered(said),
        mayAnswer && item.mine
          ? button(
            "keep",
            say("visit-page-keep", { result: found(said), name: said.name }),
            () => deeds.keep(item, said),
          )
          : null,
      ])
    ),
  ]);
}

// What the server did not take: why, and what may be done with it. It stays on the phone until then, also where
// something newer was said: then there is nothing to do but to read why.
export const refused = (entry, deeds) =>
  h("div", { class: "note refused", role: "alert", key: entry.id }, [
    h("p", [h("b", say("visit-page-refused")), " ", entry.refused]),
    entry.anew ? null : button("keep", say("visit-page-again"), () => deeds.again(entry)),
    button("keep", say(entry.anew ? "visit-page-read" : "visit-page-drop"), () => deeds.drop(entry)),
  ]);

function buttons(item, deeds) {
  const one = (result, kind, text, act) =>
    button(`answer ${kind}`, text, act, { "aria-pressed": String(item.now?.result === result), "data-result": result });
  if (!item.mine) {
    return h("div", { class: "answers" }, [
      h("p", { class: "quietly" }, say("visit-page-not-yours")),
      one("fail_transfer", "other", say("visit-page-note-it"), () => deeds.write(item, "fail_transfer")),
    ]);
  }
  return h("div", { class: "answers" }, [
    one("pass", "pass", say("visit-page-result-pass"), () => deeds.answer(item, "pass")),
    item.on_the_spot
      ? one("fail_fixed", "fixed", say("visit-page-result-fail-fixed"), () => deeds.write(item, "fail_fixed"))
      : null,
    one("fail_limit", "fail", say("visit-page-result-fail-limit"), () => deeds.write(item, "fail_limit")),
    one("fail_transfer", "other", say("visit-page-result-fail-transfer"), () => deeds.write(item, "fail_transfer")),
    one("na", "other", say("visit-page-result-na"), () => deeds.answer(item, "na")),
  ]);
}
