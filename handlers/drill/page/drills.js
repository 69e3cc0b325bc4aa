// The written drills: choose one, how fast, whether one plays along; how far it is; and how it went.

import { computed, h, ref, watch } from "/shared/vue.js";
import { clock, minutes } from "./clock.js";
import { SPEEDS } from "./clockface.js";
import { attempt, post } from "./deeds.js";
import { ground, standing } from "./ground.js";
import { me, pane, person } from "./me.js";
import { Review } from "./review.js";
import { showDrills, shownReview } from "./panels.js";
import { state } from "./talks.js";
import { called, say } from "./words.js";

export const Drills = {
  setup() {
    const speed = ref(5);
    const along = ref(false);
    const titles = computed(() => new Map(ground.drills.map((one) => [one.name, called(one.title)])));

    // On a small screen the review is on the map's page.
    watch(
      () => state.review?.began,
      (began) => {
        if (began && began !== shownReview.value) pane.value = "map";
      },
    );

    const begin = (name) =>
      attempt(async () => {
        await post("play", { name, speed: SPEEDS[speed.value], spared: along.value ? [me.value] : [] });
        showDrills.value = false;
      });

    return () =>
      h("div", { class: "drills" }, [
        state.playing ? playing(titles.value) : null,
        showDrills.value && !state.playing ? chooser(speed, along, begin) : null,
        state.review && shownReview.value !== state.review.began
          ? h(Review, { review: state.review, title: titles.value.get(state.review.name) ?? "" })
          : null,
      ]);
  },
};

function playing(titles) {
  const { name, elapsed_s: done, total_s: all, reported, rate } = state.playing;
  const slower = clock.speed > 1 && rate && rate < clock.speed * 0.85;
  return h("div", { class: "playing", role: "status" }, [
    h("div", { class: "line" }, [
      h("b", titles.get(name)),
      h("span", say("ground-playing", { done: minutes(done), all: minutes(all), count: reported })),
      h("span", { class: "grow" }),
      slower ? h("small", say("ground-slower", { rate: rate.toFixed(rate < 10 ? 1 : 0) })) : null,
      h(
        "button",
        { type: "button", class: "ghost", onClick: () => attempt(() => post("stop")) },
        `◼ ${say("ground-stop")}`,
      ),
    ]),
    h("progress", { max: all, value: done, "aria-label": say("ground-progress") }),
  ]);
}

function chooser(speed, along, begin) {
  return h("section", { class: "card chooser", role: "dialog", "aria-label": say("ground-drills") }, [
    h("header", [
      h("h2", say("ground-drills")),
      close(() => {
        showDrills.value = false;
      }),
    ]),
    h("p", say("ground-drills-what")),
    h("label", { class: "speed" }, [
      h("span", say("ground-speed")),
      h("input", {
        type: "range",
        min: 0,
        max: SPEEDS.length - 1,
        step: 1,
        value: speed.value,
        "aria-valuetext": `${SPEEDS[speed.value]}×`,
        onInput: (event) => {
          speed.value = Number(event.target.value);
        },
      }),
      h("b", `${SPEEDS[speed.value]}×`),
    ]),
    h("label", { class: "check" }, [
      h("input", {
        type: "checkbox",
        checked: along.value,
        onChange: (event) => {
          along.value = event.target.checked;
        },
      }),
      h("span", say("ground-play-along", { who: person.value.name, what: standing(person.value) })),
    ]),
    h(
      "ul",
      ground.drills.map((one) =>
        h("li", { key: one.name }, [
          h("div", [
            h("b", called(one.title)),
            h(
              "small",
              say("ground-drill-size", {
                minutes: one.minutes,
                count: one.reports,
                real: minutes((one.minutes * 60) / SPEEDS[speed.value]),
              }),
            ),
          ]),
          h(
            "button",
            { type: "button", class: "primary", "data-drill": one.name, onClick: () => begin(one.name) },
            `▶ ${say("ground-play")}`,
          ),
        ])
      ),
    ),
  ]);
}

export const close = (act) =>
  h("button", { type: "button", class: "round small", "aria-label": say("ground-close"), onClick: act }, "✕");
