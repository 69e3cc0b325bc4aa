// What the charts of the day show: reports by hour, and the median of each step.

import { bars, columns, ticks } from "/shared/bars.js";
import { code } from "./words.js";

const STEPS = ["waiting", "accept", "travel", "scene", "held", "confirm"];

const minutes = (value) => String(value > 0 && value < 1 ? value.toFixed(1) : Math.round(value * 10) / 10);

/** @typedef {import("/shared/types/screen.d.ts").Figures} Figures */

/** @param {Figures} figures @param {number} width */
export function hourly(figures, width) {
  const counts = new Map(figures.hours);
  const all = Array.from({ length: 24 }, (_, hour) => ({ name: String(hour), value: counts.get(hour) ?? 0 }));
  return columns(
    all.map((one) => ({ ...one, title: `${one.name}:00 · ${one.value}` })),
    width,
  );
}

/** @param {Figures} figures @param {number} width */
export function bySteps(figures, width) {
  const list = STEPS.map((step) => {
    const value = (figures.medians[step].seconds ?? 0) / 60;
    const said = minutes(value);
    const name = code("step", step);
    return { name, said, parts: [{ value, kind: "step", title: `${name} · ${said}` }] };
  });
  return bars(list, width, { marks: ticks(Math.max(...list.map((one) => one.parts[0].value)), width < 300 ? 3 : 5) });
}
