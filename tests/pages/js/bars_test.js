// The arithmetic of charts: round numbers on the axis, room for what is written, bars in their places.

import { bars, columns, every, room, ticks } from "/shared/bars.js";
import { equal, is } from "./assert.js";

const rects = (nodes) => nodes.flat(Infinity).filter((one) => one?.type === "rect").map((one) => one.props);

Deno.test("an axis has round numbers from zero to what is to be seen or just beyond", () => {
  equal(ticks(54), [0, 20, 40, 60]);
  equal(ticks(2, 4, 1), [0, 1, 2]);
  equal(ticks(0, 4, 1), [0, 1]);
  equal(ticks(1.9, 5), [0, 0.5, 1, 1.5, 2]);
  equal(ticks(10.8, 8, 1), [0, 2, 4, 6, 8, 10, 12]);
});

Deno.test("Chinese characters need more room than letters, and names stand apart", () => {
  is(room("现场") > room("ab") && room("") === 0);
  equal([every(40, 22), every(12, 22), every(2, 22)], [1, 2, 12]);
});

Deno.test("columns stand on the base line, as high as their value", () => {
  const { height, nodes } = columns([{ name: "0", value: 2 }, { name: "1", value: 0 }, { name: "2", value: 4 }], 300);
  const [low, high] = rects(nodes);
  equal([rects(nodes).length, low.y + low.height === high.y + high.height], [2, true]);
  is(Math.abs(high.height / low.height - 2) < 0.01 && high.y >= 0 && low.y + low.height < height);
});

Deno.test("parts of a bar follow each other and stay within the width; the limit has its line", () => {
  const list = [{ name: "#1", parts: [60, 0, 120].map((value) => ({ value, kind: "x" })) }];
  const { nodes } = bars(list, 400, { marks: [0, 60, 120, 180], limit: { value: 120, name: "limit" } });
  const [first, second] = rects(nodes);
  equal([rects(nodes).length, first.x + first.width, second.width], [2, second.x, 2 * first.width]);
  is(second.x + second.width <= 400);
  is(nodes.flat(Infinity).some((one) => one?.type === "line" && one.props.class === "limit"));
});
