// The after-action review: a sum, a chart of every case's steps, and the same as a table.

import { h, onBeforeUnmount, onMounted, ref, watch } from "/assets/vue.js";
import { minutes } from "./clock.js";
import { closeReview } from "./panels.js";
import { called, language, say } from "./words.js";

const PARTS = [
  ["waiting_s", "#9aa5b1"],
  ["accept_s", "#e0a030"],
  ["travel_s", "#3f7fd0"],
  ["scene_s", "#3d9a6b"],
];
const BAR_PX = 24;
const WORDS = { waiting_s: "waiting", accept_s: "accept", travel_s: "travel", scene_s: "scene" };

const word = (part) => say(`ground-part-${WORDS[part]}`);

export const Review = {
  props: { review: Object, title: String },
  setup(props) {
    const box = ref(null);
    let chart = null;
    const resize = new ResizeObserver(() => chart?.resize());
    async function draw() {
      const { echarts } = await import("/assets/echarts.js");
      if (!box.value) return;
      chart ??= echarts.init(box.value, null, { renderer: "svg" });
      chart.setOption(optionOf(props.review), true);
      chart.resize();
    }
    onMounted(() => {
      draw();
      if (box.value) resize.observe(box.value);
    });
    watch([() => props.review, language], draw);
    onBeforeUnmount(() => {
      resize.disconnect();
      chart?.dispose();
    });
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
              h("div", {
                ref: box,
                class: "chart",
                style: { height: `${review.lines.length * BAR_PX + 70}px` },
                role: "img",
                "aria-label": say("ground-chart"),
              }),
              table(review),
            ])
          : h("p", { class: "none" }, say("ground-no-cases")),
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
          ...PARTS.map(([part]) => h("td", minutes(one[part]))),
          h("td", one.total_s === null ? say("ground-still-open") : minutes(one.total_s)),
          h("td", one.on_time ? "✓" : "✗"),
        ]),
      ),
    ),
  ]);
}

function optionOf(review) {
  const most = Math.max(
    review.close_s * 1.08,
    ...review.lines.map((one) => PARTS.reduce((all, [part]) => all + (one[part] ?? 0), 0)),
  );
  const names = review.lines.map((one) => `#${one.number}`);
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", fontSize: 12 },
    grid: { left: 44, right: 24, top: 34, bottom: 26 },
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, icon: "roundRect", textStyle: { color: "#33404f" } },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => minutes(value) },
    xAxis: {
      type: "value",
      max: most,
      interval: Math.max(1, Math.ceil(most / 60 / 8)) * 60,
      axisLabel: { showMaxLabel: false, formatter: (value) => `${Math.round(value / 60)}′`, color: "#4b5868" },
      splitLine: { lineStyle: { color: "#e4e8ee" } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: names,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: "#33404f" },
    },
    series: PARTS.map(([part, colour], i) => ({
      name: word(part),
      type: "bar",
      stack: "steps",
      barMaxWidth: 16,
      itemStyle: { color: colour },
      data: review.lines.map((one) => one[part] ?? 0),
      markLine: i
        ? undefined
        : {
            silent: true,
            symbol: "none",
            lineStyle: { color: "#b3392f", type: "dashed" },
            label: { formatter: say("ground-limit"), color: "#b3392f", position: "insideEndTop" },
            data: [{ xAxis: review.close_s }],
          },
    })),
  };
}
