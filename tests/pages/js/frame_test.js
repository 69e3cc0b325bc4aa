// What a map shows that nobody has moved, and where at its edge stands what lies outside.

import { atEdge, corners, frame, grouped, metresBetween, together } from "../../../handlers/web/page/frame.js";
import { equal, is } from "./assert.js";

const AREA = {
  type: "FeatureCollection",
  features: [{
    type: "Feature",
    geometry: { type: "Polygon", coordinates: [[[120, 30], [120.1, 30], [120.1, 30.2]]] },
  }],
};

const situation = (district, bases = [], points = []) => /** @type {any} */ ({
  one: () => district,
  all: () => bases.map((base) => ({ base })),
  cases: () => points.map((point) => ({ point })),
});

Deno.test("with an area the map shows it and the bases by it, whatever pins there are", () => {
  const seen = situation({ area: AREA }, [[30.05, 120.05], [30.25, 120.12], [35, 120.05], null], [[40, 100]]);
  equal(frame(seen), [[30, 120], [30.2, 120.1], [30.05, 120.05], [30.25, 120.12]]);
});

Deno.test("without an area it shows the bases that lie together, and only without those the pins", () => {
  const bases = [[30, 120], [30.01, 120.01], [30.01, 120], [31, 120]];
  equal(frame(situation({}, bases, [[40, 100]])), bases.slice(0, 3));
  equal(frame(situation({}, [], [[30, 120], [30.01, 120], [30, 120.01], [0, 0]])), [[30, 120], [30.01, 120], [
    30,
    120.01,
  ]]);
  equal(frame(situation(undefined)), []);
});

Deno.test("the corners are found in a shape of any depth", () => {
  equal(corners(AREA), [[30, 120], [30.2, 120.1]]);
  equal(corners(AREA.features[0].geometry), [[30, 120], [30.2, 120.1]]);
  equal(corners(null), []);
});

Deno.test("points that stand close together all belong to them", () => {
  const close = [[30, 120], [30, 120], [30, 120], [30.01, 120]];
  equal(together(/** @type {any} */ (close)), close);
  is(Math.abs(metresBetween([30, 120], [30.01, 120]) - 1112) < 1);
  is(Math.abs(metresBetween([60, 120], [60, 120.01]) - 556) < 1, "a degree of longitude is narrow in the north");
});

Deno.test("what lies outside stands at the edge on the way to it", () => {
  const [size, inset] = [{ x: 400, y: 200 }, { top: 0, right: 0, bottom: 0, left: 0 }];
  const at = (x, y) => atEdge({ x, y }, size, inset);
  equal(at(200, 100), null);
  equal(at(200, -900), { x: 200, y: 0, angle: 0 });
  equal(at(900, 100), { x: 400, y: 100, angle: 90 });
  equal(at(200, 900), { x: 200, y: 200, angle: 180 });
  equal(at(-800, 100), { x: 0, y: 100, angle: -90 });
  equal(at(600, 200), { x: 400, y: 150, angle: 104 });
});

Deno.test("arrows that would cover each other are one", () => {
  const spots = [[0, 0], [10, 0], [100, 0], [100, 30]].map(([x, y]) => ({ x, y }));
  equal(grouped(spots, 50, 20).map((group) => group.length), [2, 1, 1]);
});
