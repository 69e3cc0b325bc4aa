// Charts of the day; loaded only where somebody looks at them.

import { echarts } from "/assets/echarts.js";
import { code, say } from "./words.js";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export function open(box) {
  const hours = document.createElement("div");
  const steps = document.createElement("div");
  box.replaceChildren(hours, steps);
  const charts = [hours, steps].map((one) => echarts.init(one, null, { renderer: "svg" }));
  const seen = new ResizeObserver(() => charts.forEach((one) => one.resize()));
  seen.observe(box);
  return {
    draw(figures) {
      charts[0].setOption(hourly(figures));
      charts[1].setOption(byStep(figures));
    },
    close() {
      seen.disconnect();
      charts.forEach((one) => one.dispose());
    },
  };
}

const base = (title) => ({
  animation: false,
  title: { text: title, textStyle: { fontSize: 13, color: colour("text"), fontWeight: 600 }, left: 0, top: 0 },
  grid: { left: 8, right: 12, top: 34, bottom: 8, containLabel: true },
  textStyle: { color: colour("dim") },
  tooltip: {},
});
const axis = (more) => ({
  axisLine: { lineStyle: { color: colour("line") } },
  axisLabel: { color: colour("dim") },
  splitLine: { lineStyle: { color: colour("line") } },
  ...more,
});

function hourly(figures) {
  const counts = new Map(figures.hours);
  const all = Array.from({ length: 24 }, (_, hour) => hour);
  return {
    ...base(say("screen-chart-hours")),
    xAxis: axis({ type: "category", data: all.map(String) }),
    yAxis: axis({ type: "value", minInterval: 1 }),
    series: [
      {
        type: "bar",
        data: all.map((hour) => counts.get(hour) ?? 0),
        itemStyle: { color: colour("accent"), borderRadius: [3, 3, 0, 0] },
      },
    ],
  };
}

function byStep(figures) {
  const steps = ["waiting", "accept", "travel", "scene", "held", "confirm"];
  const minutes = steps.map((step) => (figures.medians[step].seconds ?? 0) / 60);
  const shown = (value) => (value < 1 && value > 0 ? value.toFixed(1) : Math.round(value * 10) / 10);
  return {
    ...base(say("screen-chart-steps")),
    xAxis: axis({ type: "value" }),
    yAxis: axis({ type: "category", inverse: true, data: steps.map((step) => code("step", step)) }),
    series: [
      {
        type: "bar",
        data: minutes,
        barMaxWidth: 18,
        itemStyle: { color: colour("way"), borderRadius: [0, 3, 3, 0] },
        label: {
          show: true,
          position: "right",
          color: colour("text"),
          formatter: ({ value }) => String(shown(value)),
        },
      },
    ],
  };
}
