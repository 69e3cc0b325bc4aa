// Pins that stand close are set apart; others stay where they are.

import { apart, roomy } from "../../../handlers/web/page/spread.js";
import { equal, is } from "./assert.js";

const crowd = (many, far) =>
  new Map(Array.from({ length: many }, (_, i) => [`case:${i}`, { x: 100 + i * far, y: 100 }]));

function nearest(at, by) {
  const places = [...at].map(([key, { x, y }]) => [x + (by.get(key)?.[0] ?? 0), y + (by.get(key)?.[1] ?? 0)]);
  return Math.min(...places.flatMap((a, i) => places.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1]))));
}

Deno.test("pins that stand free are left alone", () => {
  equal(apart(crowd(5, 60)).size, 0);
});

Deno.test("no pin hides another, however close they stand", () => {
  for (const [many, far] of [[2, 0], [12, 0], [30, 3]]) {
    const at = crowd(many, far);
    const by = apart(at);
    is(nearest(at, by) >= 40, `${many} pins ${far} px apart`);
    is(!by.has("case:0"), "the first stays");
  }
});

Deno.test("larger pins stand further from each other", () => {
  const at = crowd(12, 50);
  equal(apart(at).size, 0);
  is(nearest(at, apart(at, 70)) >= 68);
});

Deno.test("a pin is set apart only to where it is in view", () => {
  const [at, fits] = [crowd(12, 0), (x, y) => x >= 90 && y >= 90];
  const places = [...apart(at, 42, fits).values()];
  is(places.length === 11 && places.every(([x, y]) => fits(100 + x, 100 + y)));
  is(nearest(at, apart(at, 42, fits)) >= 40);
  is(![...apart(at).values()].every(([x, y]) => fits(100 + x, 100 + y)));
});

Deno.test("where the map is full a pin stays where it is", () => {
  const by = apart(crowd(400, 0));
  is(by.size < 400);
  is([...by.values()].every(([x, y]) => Math.hypot(x, y) < 220));
});

Deno.test("where nobody can zoom many pins are smaller than few, and never too small to be read", () => {
  const wide = [5, 25, 50, 400].map((many) => roomy({ x: 740, y: 460 }, many));
  equal(wide, [62, 62, 44, 42]);
  equal(roomy({ x: 940, y: 700 }, 50), 61);
});
