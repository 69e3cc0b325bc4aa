// The row of prepared steps that leads through the first case.

import { h } from "/shared/vue.js";
import { attempt, post } from "./deeds.js";
import { captains, reporter } from "./ground.js";
import { crewName, guide, STEPS } from "./guide.js";
import { busy, perform, showAll, showing } from "./guided.js";
import { pane } from "./me.js";
import { all, count, more, walks } from "./next.js";
import { state } from "./talks.js";
import { say } from "./words.js";

const tick = () =>
  h("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" }, [
    h("path", {
      d: "M3 8.500l3.300 3.300L13 4.800",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 2.4,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  ]);

function who(step) {
  if (step === "report") return reporter().name;
  if (step === "confirm") return captains()[0].name;
  return crewName() ?? say("ground-nearest-team");
}

function run(step) {
  pane.value = "chat";
  attempt(() => perform(step));
}

export const Steps = {
  setup: () => () => {
    const { at, number } = guide.value;
    const ended = at >= STEPS.length;
    return h("nav", { class: "steps", "aria-label": say("ground-steps") }, [
      ended ? walks() : h(
        "ol",
        STEPS.map((step, i) => one(step, i, at)),
      ),
      h(
        "div",
        { class: "stepend" },
        ended
          ? [
            more(),
            h("button", {
              type: "button",
              class: "ghost",
              onClick: () => attempt(() => post("again")),
            }, `↺ ${say("ground-again")}`),
          ]
          : [
            h(
              "button",
              {
                type: "button",
                class: "ghost",
                disabled: Boolean(state.playing) || (Boolean(busy.value) && !showing.value),
                onClick: showing.value
                  ? () => {
                    showing.value = false;
                  }
                  : () => attempt(showAll),
              },
              showing.value ? `◼ ${say("ground-stop-showing")}` : `▶ ${say("ground-show-me")}`,
            ),
          ],
      ),
      h(
        "p",
        { class: "hint", role: "status" },
        state.playing ? say("ground-hint-playing") : say(`ground-hint-${ended ? "end" : STEPS[at]}`, {
          number: number ?? "",
          team: crewName() ?? say("ground-nearest-team"),
          captain: captains()[0].name,
        }),
      ),
    ]);
  },
};

// On a small screen, where the row is a page of its own: the step that is due, in one line.
export const NextStep = {
  setup: () => () => {
    const { at } = guide.value;
    if (state.playing) return null;
    if (at >= STEPS.length) return onward();
    const step = STEPS[at];
    const [disabled, onClick] = [Boolean(busy.value), () => run(step)];
    return h("button", { type: "button", class: "nextbar", "data-due": step, disabled, onClick }, [
      h("span", { class: "number" }, String(at + 1)),
      say(`ground-step-${step}`),
      h("small", who(step)),
    ]);
  },
};

const onward = () =>
  h("button", {
    type: "button",
    class: "nextbar",
    onClick: () => {
      pane.value = "steps";
    },
  }, [
    h("span", { class: "number", "aria-hidden": "true" }, "?"),
    say("ground-next"),
    h("small", say("ground-next-count", { count: count(), all })),
  ]);

function one(step, i, at) {
  const kind = i < at ? "past" : i === at ? "now" : "later";
  const working = busy.value === step;
  return h("li", { class: [kind, { working }], key: step }, [
    h(
      "button",
      {
        type: "button",
        "data-step": step,
        disabled: kind !== "now" || Boolean(busy.value) || Boolean(state.playing),
        "aria-current": kind === "now" ? "step" : null,
        onClick: () => run(step),
      },
      [
        h("span", { class: "number" }, kind === "past" ? [tick()] : String(i + 1)),
        h("span", { class: "what" }, [h("b", say(`ground-step-${step}`)), h("small", who(step))]),
      ],
    ),
  ]);
}
