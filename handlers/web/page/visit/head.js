// The head of a visit's page: where, how far, and how the line to our server stands.

import { h } from "/shared/vue.js";
import { button } from "./parts.js";
import { progress } from "./reckon.js";
import { boot, say } from "./words.js";

export function headView({ state, items, line, open, flip, pick }) {
  const { all, done, fails, handed } = progress(items);
  const far = [
    say("visit-page-progress", { done, all, fails }),
    ...(handed ? [say("visit-page-handed", { n: handed })] : []),
  ].join(" · ");
  const stopped = items.filter((one) => one.refused);
  return h("header", [
    h("h1", state.place.name),
    h("p", { class: "under" }, [
      `#${boot.number} · ${state.state_name}`,
      h("span", { class: "count" }, far),
    ]),
    h("div", {
      class: "bar",
      role: "progressbar",
      "aria-label": far,
      "aria-valuemin": 0,
      "aria-valuemax": all,
      "aria-valuenow": done,
    }, [h("i", { style: { width: `${all ? (100 * done) / all : 0}%` } })]),
    lineView(line, open, flip),
    stopped.length
      ? button("link stopped", say("visit-page-line-refused", { n: stopped.length }), () => pick(stopped[0].key))
      : null,
  ]);
}

// Live, waiting, without network, or signed out: one line, always there, so that nobody wonders.
function lineView(line, open, flip) {
  const n = line.queue.waiting;
  const isFull = line.queue.isUnkept && n > 0;
  const kind = line.isStrange ? "strange" : !line.isOpen ? "away" : n ? "sending" : "live";
  const told = {
    strange: say("visit-page-line-strange", { bot: boot.bot, number: boot.number }),
    away: n ? say("visit-page-line-kept", { n }) : say("visit-page-line-away"),
    sending: say("visit-page-line-sending", { n }),
    live: say("visit-page-line-live"),
  }[kind];
  return [
    h("p", { class: `line ${kind}`, role: "status" }, [h("i", { "aria-hidden": "true" }), told]),
    isFull ? h("p", { class: "line alone", role: "alert" }, say("visit-page-full")) : null,
    line.worksAlone ? null : h("p", { class: "line alone" }, [
      say("visit-page-not-alone", { bot: boot.bot }),
      open ? null : button("link", say("visit-page-why"), flip),
      open ? h("span", say("visit-page-not-alone-why")) : null,
    ]),
  ];
}
