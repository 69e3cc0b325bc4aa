// The after-action review: a sum, a chart of every case's steps, and the same as a table.

import { bars, Chart, key, ticks } from "/shared/bars.js";
import { h } from "/shared/vue.js";
import { minutes } from "./clock.js";
import { personOf } from "./ground.js";
import { closeReview } from "./panels.js";
import { called, language, say } from "./words.js";

const PARTS = ["waiting", "accept", "travel", "scene"];

const seconds = (one, part) => one[`${part}_s`];
const word = (part) => say(`ground-part-${part}`);

export const Review = {
  props: { review: Object, title: String },
  setup(props) {
    return () => {
      const { review } = props;
      return h("section", { class: "card review", role: "dialog", "aria-label": say("ground-review") }, [
        h("header", [
          h("h2", `${say("ground-review")} · ${props.title}`),
          h(
            "button",
            {
              type: "button",
              class: "round small",
              "aria-label": say("ground-close"),
              onClick: () => closeReview(review.began),
            },
            "✕",
          ),
        ]),
        h("dl", { class: "sums" }, [
          sum("ground-sum-cases", review.lines.length),
          sum("ground-sum-on-time", `${review.on_time} · ${review.percent} %`, review.percent >= 80 ? "good" : "poor"),
          sum("ground-sum-median", minutes(median(review.lines))),
          sum("ground-sum-busiest", review.busiest),
        ]),
        review.lines.length
          ? h("div", { class: "scroll" }, [
            key(PARTS.map((part) => ({ kind: part, name: word(part) }))),
            h(Chart, { label: say("ground-chart"), draw: (width) => stepsOf(review, width) }),
            table(review),
          ])
          : review.others.length
          ? null
          : h("p", { class: "none" }, say("ground-no-cases")),
        review.others.length ? h("div", { class: "scroll" }, [others(review.others)]) : null,
        review.missed.map((one) =>
          h(
            "p",
            { class: "none missed", role: "alert" },
            say("ground-missed", { at: minutes(one.at_s), who: personOf(one.who)?.name ?? one.who, what: one.what }),
          )
        ),
      ]);
    };
  },
};

const sum = (key, value, kind = "") => h("div", { class: kind }, [h("dt", say(key)), h("dd", String(value))]);

function median(lines) {
  const known = lines
    .map((one) => one.total_s)
    .filter((one) => one !== null)
    .sort((a, b) => a - b);
  return known.length ? known[Math.floor((known.length - 1) / 2)] : null;
}

function table(review) {
  const heads = ["number", "item", "waiting", "accept", "travel", "scene", "total", "on-time"];
  return h("table", [
    h("thead", [
      h(
        "tr",
        heads.map((one) => h("th", { scope: "col" }, say(`ground-part-${one}`))),
      ),
    ]),
    h(
      "tbody",
      review.lines.map((one) =>
        h("tr", { key: one.number, class: one.on_time ? "" : "late" }, [
          h("td", `#${one.number}`),
          h("td", called(one.item)),
          ...PARTS.map((part) => h("td", minutes(seconds(one, part)))),
          h("td", one.total_s === null ? say("ground-still-open") : minutes(one.total_s)),
          h("td", one.on_time ? "✓" : "✗"),
        ])
      ),
    ),
  ]);
}

// Calls for help, visits, hazards: what they are and how they stand.
function others(lines) {
  const heads = ["number", "kind", "state", "total"];
  return h("table", { class: "others" }, [
    h("thead", [h("tr", heads.map((one) => h("th", { scope: "col" }, say(`ground-part-${one}`))))]),
    h(
      "tbody",
      lines.map((one) =>
        h("tr", { key: one.number }, [
          h("td", `#${one.number}`),
          h("td", one.what[language.value]),
          h("td", one.state[language.value]),
          h("td", one.total_s === null ? say("ground-still-open") : minutes(one.total_s)),
        ])
      ),
    ),
  ]);
}

// Every case as a bar of its steps, against the limit.
function stepsOf(review, width) {
  const list = review.lines.map((one) => ({
    name: `#${one.number}`,
    parts: PARTS.map((part) => {
      const value = seconds(one, part) ?? 0;
      return { kind: part, value, title: `#${one.number} · ${word(part)} ${minutes(value)}` };
    }),
  }));
  const most = Math.max(review.close_s, ...list.map((one) => one.parts.reduce((sum, part) => sum + part.value, 0)));
  const marks = ticks(most / 60, Math.max(2, Math.min(8, width / 60)), 1).map((one) => one * 60);
  const write = (value) => `${Math.round(value / 60)}\u2032`;
  return bars(list, width, { marks, write, limit: { value: review.close_s, name: say("ground-limit") } });
}
