// Figures of visits and hazards over a time. Each opens down to its cases; of fewer than ten no share is told.

import { h, onMounted, reactive } from "/shared/vue.js";
import { say } from "./words.js";

const DAYS = [30, 90, 365];
const percent = (value) => `${Math.round(value * 100)}%`;

export const Figures = {
  props: ["root", "fresh", "pick"],
  setup(props) {
    const state = reactive({ days: 90, told: null, problem: "", open: "" });
    let asked = 0;
    const load = async (days = state.days) => {
      const turn = ++asked;
      state.days = days;
      const { ok, body, status } = await props.fresh(`${props.root}/figures?days=${days}`);
      if (turn !== asked) return;
      state.problem = ok ? "" : body.sentence || say("screen-cannot-load", { status });
      if (ok) state.told = body;
    };
    onMounted(() => load());
    const figure = (name, count, cases, note = "") => {
      const isOpen = state.open === name;
      return h("div", { class: "figure", key: name, "data-figure": name }, [
        h("button", {
          type: "button",
          class: "tile",
          "aria-expanded": isOpen,
          onClick: () => (state.open = isOpen ? "" : name),
        }, [
          h("b", String(count)),
          h("span", [say(`screen-checks-figure-${name.replaceAll("_", "-")}`), note ? h("small", note) : null]),
        ]),
        isOpen ? numbers(cases, props.pick) : null,
      ]);
    };
    const share = (name, one) => {
      const [good, all] = [one.good.length, one.good.length + one.bad.length];
      const range = one.rate === null
        ? ""
        : say("screen-checks-range", { low: percent(one.low), high: percent(one.high) });
      const of = say("screen-checks-of", { good, all });
      const few = all && one.rate === null ? ` ${say("screen-checks-few")}` : "";
      const cases = [
        ...one.good.map((number) => ({ number, mark: "✓" })),
        ...one.bad.map((number) => ({ number, mark: "✗" })),
      ];
      return figure(
        name,
        one.rate === null ? `${good}/${all}` : percent(one.rate),
        cases,
        `${of}${few} ${range}`.trim(),
      );
    };
    const plain = (cases) => cases.map((number) => ({ number, mark: "" }));
    const named = (each) => each.map((one) => ({ number: one.number, mark: one.name }));
    const table = (name, rows) =>
      h("table", { class: "figures-table", "data-table": name }, [
        h("caption", say(`screen-checks-figure-${name.replaceAll("_", "-")}`)),
        h(
          "tbody",
          rows.map((one) => {
            const [key, isOpen] = [`${name}:${one.name}`, state.open === `${name}:${one.name}`];
            return h("tr", { key }, [
              h("th", { scope: "row" }, one.name),
              h("td", [
                h("button", {
                  type: "button",
                  "aria-expanded": isOpen,
                  onClick: () => (state.open = isOpen ? "" : key),
                }, String(one.cases.length)),
                isOpen ? numbers(plain(one.cases), props.pick) : null,
              ]),
            ]);
          }),
        ),
      ]);

    return () => {
      const { told } = state;
      return h("section", { class: "panel figures-panel", "aria-label": say("screen-checks-figures") }, [
        h("header", [
          DAYS.map((days) =>
            h("button", {
              type: "button",
              class: { chosen: days === state.days },
              "aria-pressed": days === state.days,
              onClick: () => load(days),
            }, say("screen-checks-last-days", { n: days }))
          ),
        ]),
        h("div", { class: "scroll" }, [
          state.problem ? h("p", { class: "problem", role: "alert" }, state.problem) : null,
          told
            ? [
              told.cut ? h("p", { class: "unsaid" }, say("screen-checks-cut")) : null,
              h("div", { class: "figures-grid" }, [
                figure("made", told.made.length, plain(told.made)),
                figure("joined", told.joined.length, named(told.joined)),
                figure("avoided", told.avoided.length, named(told.avoided), say("screen-checks-avoided-note")),
                share("whole", told.whole),
                figure("hazards", told.hazards.length, plain(told.hazards)),
                figure("on_spot", told.on_spot.length, plain(told.on_spot)),
                share("in_time", told.in_time),
                figure("waiting", told.waiting.length, plain(told.waiting)),
                share("first_time", told.first_time),
              ]),
              h("div", { class: "figures-tables" }, [
                table("by_kind", told.by_kind),
                table("by_body", told.by_body),
                told.again.length ? table("again", told.again) : null,
              ]),
              h(
                "p",
                { class: "unsaid" },
                say("screen-checks-sums", { made: told.made.length, joined: told.joined.length }),
              ),
            ]
            : h("p", { class: "nothing" }, say("screen-loading")),
        ]),
      ]);
    };
  },
};

const numbers = (cases, pick) =>
  h(
    "span",
    { class: "numbers" },
    cases.map((one, n) =>
      h("button", { type: "button", key: n, onClick: () => pick(one.number) }, `#${one.number} ${one.mark}`.trim())
    ),
  );
