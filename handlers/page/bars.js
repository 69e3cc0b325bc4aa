// Charts as SVG: columns, and bars of one or several parts. Colours are the style's, so they follow theme and print.

import { h, onMounted, onUnmounted, ref } from "/shared/vue.js";

const LETTER = 6.7; // pixels of a letter at the size of charts.css; a Chinese character takes nearly two
const CHARACTER = 12;
const TOP = 8;
const FOOT = 22; // below an axis, for its numbers
const ROW = 26; // from one bar to the next
const THICK = 16;
const GAP = 8; // between a bar and what is written beside it

// How much room a text needs, in pixels.
export const room = (text) =>
  Math.ceil([...String(text)].reduce((sum, one) => sum + (one > "\u2e80" ? CHARACTER : LETTER), 0));

// Round numbers from 0 up to `most` or just beyond it, about `about` steps of at least `least`.
/** @returns {number[]} */
export function ticks(most, about = 4, least = 0) {
  const rough = Math.max(most / about, least) || 1;
  const power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough * (1 - 1e-9));
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

// Only every so many-th name is written, so that each has `least` pixels.
export const every = (slot, least) => [1, 2, 3, 4, 6, 12].find((one) => slot * one >= least) ?? 24;

const line = (x1, y1, x2, y2, kind) => h("line", { x1, y1, x2, y2, class: kind });
const text = (x, y, said, kind) => h("text", { x, y, class: kind }, String(said));
/** @typedef {{ kind?: string, title?: string }} Look */
/** @type {(x: number, y: number, width: number, height: number, look: Look, round?: number) => unknown} */
const bar = (x, y, width, height, { kind = "", title }, round = 2) =>
  h("rect", { x, y, width: Math.max(0, width), height: Math.max(0, height), rx: round, class: ["bar", kind] }, [
    title ? h("title", title) : null,
  ]);

// Columns side by side, each with `name`, `value` and `title`; `width` and the result's `height` are pixels.
/** @param {{ name: string, value: number, title?: string }[]} list @param {number} width */
export function columns(list, width, height = 160) {
  const marks = ticks(Math.max(...list.map((one) => one.value)), 4, 1);
  const most = marks.at(-1);
  const left = room(most) + GAP;
  const slot = (width - left) / list.length;
  const base = height - FOOT;
  const at = (value) => base - ((base - TOP) * value) / most;
  const thick = Math.min(28, slot * 0.7);
  const named = every(slot, room("00") + 8);
  return {
    height,
    nodes: [
      marks.map((one) => [
        line(left, at(one), width, at(one), one ? "rule" : "axis"),
        text(left - GAP, at(one) + 4, one, "number"),
      ]),
      list.map((one, i) => {
        const x = left + slot * (i + 0.5);
        return [
          one.value ? bar(x - thick / 2, at(one.value), thick, base - at(one.value), one) : null,
          i % named ? null : text(x, height - 5, one.name, "under"),
        ];
      }),
    ],
  };
}

/**
 * @typedef {{ kind?: string, value: number, title?: string }} Part
 * @typedef {{ name: string, said?: string, parts: Part[] }} Row
 * @typedef {{ value: number, name: string }} Limit
 * @typedef {{ marks: number[], write?: (value: number) => string, limit?: Limit | null }} Axis
 */

// Bars below each other, each with `name`, `parts` (`kind`, `value`, `title`) and what is `said` behind it. `marks` are
// the numbers of the axis, written by `write`; `limit` is a line across with `value` and `name`.
/** @param {Row[]} list @param {number} width @param {Axis} axis */
export function bars(list, width, { marks, write = String, limit = null }) {
  const left = Math.max(...list.map((one) => room(one.name))) + GAP;
  const right = Math.max(room(write(marks.at(-1))) / 2, ...list.map((one) => (one.said ? room(one.said) + GAP : 0)));
  const top = limit ? TOP + 16 : TOP;
  const base = top + ROW * list.length;
  const at = (value) => left + ((width - left - right) * value) / marks.at(-1);
  return {
    height: base + FOOT,
    nodes: [
      marks.map((one) => [
        line(at(one), top, at(one), base, one ? "rule" : "axis"),
        text(at(one), base + FOOT - 5, write(one), "under"),
      ]),
      list.map((one, i) => row(one, at, top + ROW * i + (ROW - THICK) / 2, left)),
      limit ? line(at(limit.value), top - 4, at(limit.value), base, "limit") : null,
      limit ? text(at(limit.value), top - 8, limit.name, "under limit") : null,
    ],
  };
}

function row(one, at, y, left) {
  let sum = 0;
  const drawn = one.parts.filter((part) => part.value > 0).map((part) => {
    const from = at(sum);
    sum += part.value;
    return bar(from, y, at(sum) - from, THICK, part, one.parts.length > 1 ? 0 : 2);
  });
  return [
    text(left - GAP, y + 12, one.name, "number name"),
    drawn,
    one.said ? text(at(sum) + GAP, y + 12, one.said, "said") : null,
  ];
}

// Draws anew when its width changes: `draw(width)` gives height and nodes.
export const Chart = {
  props: { draw: Function, title: String, label: String },
  setup(props) {
    const box = ref(null);
    const width = ref(0);
    const seen = new ResizeObserver(([entry]) => (width.value = Math.round(entry.contentRect.width)));
    onMounted(() => seen.observe(box.value));
    onUnmounted(() => seen.disconnect());
    return () => {
      const { height, nodes } = width.value ? props.draw(width.value) : { height: 0, nodes: [] };
      const said = props.label ?? props.title;
      return h("figure", { ref: box, class: "chart" }, [
        props.title ? h("figcaption", props.title) : null,
        h("svg", { viewBox: `0 0 ${width.value || 1} ${height || 1}`, role: "img", "aria-label": said }, nodes),
      ]);
    };
  },
};

// What the colours of the parts mean: `kind` and `name` of each.
export const key = (parts) =>
  h(
    "ul",
    { class: "chart-key" },
    parts.map((one) => h("li", [h("i", { class: one.kind }), one.name])),
  );
