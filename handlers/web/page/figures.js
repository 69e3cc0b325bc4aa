// The figures of the day as tiles that open down to their cases, and small charts of them.

import { Chart } from "/shared/bars.js";
import { h } from "/shared/vue.js";
import { bySteps, hourly } from "./charts.js";
import { numbers } from "./parts.js";
import { clock, code, say } from "./words.js";

export const percent = (figures) =>
  figures?.rate === null || figures?.rate === undefined ? "–" : `${Math.round(figures.rate * 100)}%`;

const total = (figures) => (figures?.medians.total.seconds == null ? "–" : clock(figures.medians.total.seconds));

// Name, how it is shown, the cases behind it, whether it is bad to have any, and whether they are on the board.
export const TILES = [
  {
    name: "rate",
    value: percent,
    cases: (f) => [...f.on_time, ...f.late],
    note: (f) =>
      f.rate === null
        ? say("screen-rate-none")
        : say("screen-rate-of", { good: f.on_time.length, all: f.on_time.length + f.late.length }),
  },
  { name: "open", value: (f) => f.open.length, cases: (f) => f.open, live: true },
  { name: "overdue", value: (f) => f.overdue.length, cases: (f) => f.overdue, bad: true, live: true },
  { name: "waiting", value: (f) => f.waiting.length, cases: (f) => f.waiting, warn: true, live: true },
  { name: "unconfirmed", value: (f) => f.unconfirmed.length, cases: (f) => f.unconfirmed, live: true },
  { name: "median", value: total, cases: (f) => f.medians.total.cases },
];

export const Tiles = {
  props: ["live", "open", "opened"],
  setup: (props) => () => {
    const figures = props.live.one("figures");
    return h(
      "div",
      { class: "tiles" },
      TILES.map((tile) => {
        const count = figures ? tile.value(figures) : "–";
        const mark = tile.bad && count > 0 ? "bad" : tile.warn && count > 0 ? "warn" : "";
        return h(
          "button",
          {
            type: "button",
            key: tile.name,
            class: ["tile", mark, { chosen: props.opened === tile.name }],
            "data-figure": tile.name,
            disabled: !figures,
            title: say("screen-figure-title"),
            "aria-pressed": props.opened === tile.name,
            onClick: () => props.open(tile.name, Boolean(tile.live)),
          },
          [
            h("b", String(count)),
            h("span", [
              say(`screen-figure-${tile.name}`),
              figures && tile.note ? h("small", tile.note(figures)) : null,
            ]),
          ],
        );
      }),
    );
  },
};

export const Figures = {
  props: ["live", "pick", "opened"],
  setup(props) {
    return () => {
      const figures = props.live.one("figures");
      const tile = TILES.find((one) => one.name === props.opened);
      return h("div", { class: "figures" }, [
        h("p", { class: "explained" }, say("screen-rate-explained")),
        figures && tile
          ? h("p", { class: "opened" }, [
            h("b", say(`screen-figure-${tile.name}`)),
            " ",
            numbers(tile.cases(figures), props.pick),
          ])
          : null,
        figures?.self_found.length
          ? h("p", [
            say("screen-self-found", { n: figures.self_found.length }),
            " ",
            numbers(figures.self_found, props.pick),
          ])
          : null,
        h("p", { class: "explained" }, say("screen-by-event")),
        h("table", { class: "medians" }, [
          h("caption", say("screen-medians")),
          figures
            ? Object.entries(figures.medians).map(([step, one]) =>
              h("tr", { key: step }, [
                h("th", { scope: "row" }, code("step", step)),
                h("td", one.seconds === null ? "–" : clock(one.seconds)),
                h("td", { class: "of" }, say("screen-of-cases", { n: one.cases.length })),
              ])
            )
            : null,
        ]),
        figures
          ? h("div", { class: "charts" }, [
            h(Chart, { title: say("screen-chart-hours"), draw: (width) => hourly(figures, width) }),
            h(Chart, { title: say("screen-chart-steps"), draw: (width) => bySteps(figures, width) }),
          ])
          : null,
      ]);
    };
  },
};
